//! What is where and who belongs to whom: ids and paths of everything, from its number alone.

use super::random::Random;
use super::{Flavour, Options};

/// How many pictures all stories and stations share.
pub(crate) const PICTURES: usize = 12;

/// The kinds of things, to keep their random numbers apart.
pub(crate) const STORY: u64 = 1;
/// See [`STORY`].
pub(crate) const STATION: u64 = 2;
/// See [`STORY`].
pub(crate) const DEPUTY: u64 = 3;

/// A district that holds stations.
pub(crate) struct District {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Its folder.
    pub(crate) folder: &'static str,
    /// Its townships: ids and names.
    pub(crate) townships: &'static [(&'static str, &'static str)],
}

/// The city above all districts.
pub(crate) const CITY: District =
    District {
        id: "yunhe", name: "云河市（示例）", folder: "content/districts/yunhe", townships: &[("xincheng", "新城开发区")]
    };

/// The four districts of the city.
pub(crate) const DISTRICTS: [District; 4] = [
    District {
        id: "qinghe",
        name: "青河区",
        folder: "content/districts/yunhe/qinghe",
        townships: &[("qh-liulin", "柳林街道"), ("qh-duqiao", "渡桥街道"), ("qh-shatan", "沙滩镇")],
    },
    District {
        id: "baita",
        name: "白塔区",
        folder: "content/districts/yunhe/baita",
        townships: &[("bt-zhonglou", "钟楼街道"), ("bt-tiyuchang", "体育场街道"), ("bt-huayuan", "花园街道")],
    },
    District {
        id: "nanqiao",
        name: "南桥区",
        folder: "content/districts/yunhe/nanqiao",
        townships: &[("nq-gangkou", "港口街道"), ("nq-fangzhi", "纺织街道"), ("nq-caishi", "菜市街道")],
    },
    District {
        id: "beiling",
        name: "北岭区",
        folder: "content/districts/yunhe/beiling",
        townships: &[("bl-songshu", "松树镇"), ("bl-muchang", "牧场乡"), ("bl-kuangshan", "矿山街道")],
    },
];

/// A township that has a congress of its own: a district within a district; only in rough sites.
pub(crate) const TOWNSHIP: District = District {
    id: "shatan",
    name: "沙滩镇",
    folder: "content/districts/yunhe/qinghe/shatan",
    townships: &[("st-dongcun", "东村片区"), ("st-xicun", "西村片区")],
};

const SLUGS: [&str; 8] = ["changzhuo", "menkou", "gongnuan", "tingche", "jiedairi", "denglu", "huifang", "yishi"];
/// Story dates begin on 2022-01-01 and cover so many days.
const DAYS: usize = 1700;

/// The numbers of a site.
pub(crate) struct Map {
    /// How many stories there are.
    pub(crate) stories: usize,
    /// How many stations there are.
    pub(crate) stations: usize,
    /// How many deputies there are.
    pub(crate) deputies: usize,
    /// Whether everything unusual may happen.
    pub(crate) rough: bool,
    seed: u64,
}

impl Map {
    /// The numbers that follow from the options.
    pub(crate) fn new(options: &Options) -> Self {
        let stories = options.stories.max(1);
        let rough = options.flavour == Flavour::Rough;
        Self { stories, stations: (stories / 10).max(4), deputies: (stories / 15).max(3), rough, seed: options.seed }
    }

    /// The random numbers of one thing.
    pub(crate) fn random(&self, kind: u64, index: usize) -> Random {
        Random::new(self.seed, kind, index)
    }

    /// Whether this is a rough site and thing `index` is the one in `every` that has the quirk number `which`.
    pub(crate) fn quirk(&self, index: usize, every: usize, which: usize) -> bool {
        self.rough && index % every == which
    }

    /// The district of a station. In a rough site the last district has none, and some belong to a township or to the city.
    pub(crate) fn district_of(&self, station: usize) -> &'static District {
        if !self.rough {
            return &DISTRICTS[station % 4];
        }
        match station % 5 {
            3 => &TOWNSHIP,
            4 => &CITY,
            other => &DISTRICTS[other],
        }
    }

    /// The id of a station.
    pub(crate) fn station_id(&self, station: usize) -> String {
        if self.quirk(station, 17, 6) {
            return format!("站{station}-{}", "很长的名字".repeat(14));
        }
        format!("{}-{station:05}", self.district_of(station).id)
    }

    /// The id of a deputy.
    pub(crate) fn deputy_id(&self, deputy: usize) -> String {
        if self.quirk(deputy, 19, 8) { format!("艾山·代表.{deputy}") } else { format!("daibiao-{deputy:05}") }
    }

    /// The deputies of a station: two, in turn; none at every ninth station of a rough site.
    pub(crate) fn deputies_of(&self, station: usize) -> Vec<usize> {
        if self.quirk(station, 9, 7) {
            return Vec::new();
        }
        vec![station % self.deputies, (station + 1) % self.deputies]
    }

    /// The stations of a deputy, so that both sides agree.
    pub(crate) fn stations_of(&self, deputy: usize) -> Vec<usize> {
        let before = (deputy + self.deputies - 1) % self.deputies;
        let all = (0..self.stations).skip(before.min(deputy)).filter(|station| {
            let turn = station % self.deputies;
            turn == deputy || turn == before
        });
        let found: Vec<usize> = all.filter(|station| self.deputies_of(*station).contains(&deputy)).collect();
        if found.is_empty() { vec![deputy % self.stations] } else { found }
    }

    /// The station that a story tells of; a rough site has stations without any.
    pub(crate) fn station_of(&self, story: usize) -> usize {
        let station = self.random(STORY + 100, story).below(self.stations);
        if self.quirk(station, 10, 9) { station - 1 } else { station }
    }

    /// The day of a story, in order of the stories.
    pub(crate) fn day_of(&self, story: usize) -> String {
        calendar(story * DAYS / self.stories)
    }

    /// The day after the story's.
    pub(crate) fn day_after(&self, story: usize) -> String {
        calendar(story * DAYS / self.stories + 1)
    }

    /// The id of a story.
    pub(crate) fn story_id(&self, story: usize) -> String {
        let slug = self.random(STORY + 200, story).pick(&SLUGS);
        let day = self.day_of(story);
        if self.quirk(story, 37, 11) {
            let start = format!("{day}-{story}-");
            let room = (240 - start.len()) / 3;
            return format!("{start}{}", "议事长桌".chars().cycle().take(room).collect::<String>());
        }
        if self.quirk(story, 37, 12) { format!("第{story}篇.供暖_{slug}") } else { format!("{day}-{slug}-{story:06}") }
    }

    /// Whether a story writes its id, because its file is called something else.
    pub(crate) fn is_renamed(&self, story: usize) -> bool {
        self.quirk(story, 31, 3)
    }

    /// The folder in which the file of a story stands.
    pub(crate) fn story_folder(&self, story: usize) -> String {
        let top = if self.quirk(story, 29, 7) { "content" } else { self.district_of(self.station_of(story)).folder };
        let folder = format!("{top}/stories/{}", &self.day_of(story)[..4]);
        if self.quirk(story, 13, 4) { format!("{folder}/{}", self.story_name(story)) } else { folder }
    }

    /// The file of a story.
    pub(crate) fn story_file(&self, story: usize) -> String {
        let folder = self.story_folder(story);
        if self.quirk(story, 13, 4) { format!("{folder}/index.md") } else { format!("{folder}/{}.md", self.story_name(story)) }
    }

    fn story_name(&self, story: usize) -> String {
        if self.is_renamed(story) { format!("gaojian-{story}") } else { self.story_id(story) }
    }

    /// The file of a station.
    pub(crate) fn station_file(&self, station: usize) -> String {
        format!("{}/stations/{}.yaml", self.district_of(station).folder, self.station_id(station))
    }

    /// The file of a deputy: in the district of the first station.
    pub(crate) fn deputy_file(&self, deputy: usize) -> String {
        let station = self.stations_of(deputy).first().copied().unwrap_or(0);
        format!("{}/deputies/{}.yaml", self.district_of(station).folder, self.deputy_id(deputy))
    }
}

/// The path of a picture.
pub(crate) fn picture(number: usize) -> String {
    format!("content/pictures/picture-{:02}.svg", number % PICTURES)
}

/// How a file in `folder` names the file `target`.
pub(crate) fn relative(folder: &str, target: &str) -> String {
    let (mut from, mut to) = (folder.split('/').peekable(), target.split('/').peekable());
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = "../".repeat(from.count());
    up + &to.collect::<Vec<_>>().join("/")
}

/// The day so many days after 2022-01-01.
fn calendar(days: usize) -> String {
    let (mut year, mut left) = (2022, days);
    let length = |year: usize| if year.is_multiple_of(4) { 366 } else { 365 };
    while left >= length(year) {
        left -= length(year);
        year += 1;
    }
    let february = length(year) - 337;
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < days {
            break;
        }
        left -= days;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", left + 1)
}
