//! Sites made of nothing but numbers and a list of words: the same options give the same bytes on every machine. The
//! benchmark builds tidy ones, tests build rough ones. All people, places and events in them are invented.

mod deputies;
mod districts;
mod map;
mod random;
mod stations;
mod stories;
mod words;
mod yaml;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use map::Map;

/// What site to make.
pub(crate) struct Options {
    /// Stories; there are a tenth as many stations and a fifteenth as many deputies.
    pub(crate) stories: usize,
    /// Another seed gives another site of the same size.
    pub(crate) seed: u64,
    /// How well its editors write.
    pub(crate) flavour: Flavour,
}

/// How well the editors of the site write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Every story of the usual length and with the usual fields.
    Tidy,
    /// Everything that is allowed and unusual: missing optional fields, overlong and one-character titles, ids at the limit, nested
    /// districts, withheld things that others refer to, old addresses, empty folders, endless paragraphs. It builds without errors.
    Rough,
}

/// Writes the site into `folder`; returns how many files.
pub(crate) fn generate(options: &Options, folder: &Path) -> io::Result<usize> {
    let map = Map::new(options);
    let mut folder = Folder { top: folder.to_owned(), made: BTreeSet::new(), files: 0 };
    folder.put("site.yaml", &districts::settings(&map))?;
    folder.put(
        "content/pages/about.md",
        "---\ntitle: 关于本站\nmenu: true\n---\n\n本站的人物、站点和事情都是程序编出来的，只用来测量和试验。\n",
    )?;
    for number in 0..map::PICTURES {
        folder.put(&map::picture(number), &districts::drawing(number))?;
    }
    districts::each(&map, &mut |path, text| folder.put(path, text))?;
    for station in 0..map.stations {
        folder.put(&map.station_file(station), &stations::profile(&map, station))?;
    }
    for deputy in 0..map.deputies {
        folder.put(&map.deputy_file(deputy), &deputies::profile(&map, deputy))?;
    }
    for story in 0..map.stories {
        folder.put(&map.story_file(story), &stories::text(&map, story))?;
    }
    Ok(folder.files)
}

/// The folder that is written into.
struct Folder {
    top: PathBuf,
    made: BTreeSet<PathBuf>,
    files: usize,
}

impl Folder {
    fn put(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.top.join(path);
        let parent = path.parent().map(Path::to_owned).unwrap_or_default();
        if !self.made.contains(&parent) {
            std::fs::create_dir_all(&parent)?;
            self.made.insert(parent);
        }
        self.files += 1;
        std::fs::write(path, text)
    }
}
