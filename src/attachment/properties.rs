//! What documents of office programs say of themselves: who wrote them and who saved them last, for which office, under which title.

use super::package::Package;
use super::xml::{Piece, Xml};
use super::{Hear, Place, Unread, say};
use crate::language::Words;
use crate::passage::Role;

const PARTS: [&str; 3] = ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"];

/// Properties that people know by name.
const NAMES: &[(&str, Words)] = &[
    ("creator", Words { en: "author", zh: "作者" }),
    ("lastModifiedBy", Words { en: "last saved by", zh: "上次保存者" }),
    ("title", Words { en: "title", zh: "标题" }),
    ("subject", Words { en: "subject", zh: "主题" }),
    ("keywords", Words { en: "tags", zh: "标记" }),
    ("description", Words { en: "comments", zh: "备注" }),
    ("category", Words { en: "category", zh: "类别" }),
    ("Company", Words { en: "company", zh: "公司" }),
    ("Manager", Words { en: "manager", zh: "经理" }),
];

/// What a document says of itself.
const PROPERTIES: Words = Words { en: "properties", zh: "文档属性" };

/// Reads the properties of a document.
pub(super) fn read(package: &mut Package<'_>, hear: Hear<'_>) -> Result<(), Unread> {
    let mut outcome = Ok(());
    for part in PARTS {
        if package.names.iter().any(|name| name == part) {
            let read = package.text(part).and_then(|text| values(&text, hear));
            outcome = outcome.and(read);
        }
    }
    outcome
}

fn values(text: &str, hear: Hear<'_>) -> Result<(), Unread> {
    let (mut xml, mut open) = (Xml::new(text), Vec::<String>::new());
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(element) => {
                element.attribute("name").into_iter().for_each(|name| say(&name, Role::Value, Place::new(PROPERTIES), hear));
                open.push(element.name().to_owned());
            }
            Piece::End => drop(open.pop()),
            Piece::Text(text, _) => {
                // The names of sheets and slides stand there once more.
                let is_told = open.iter().any(|name| name == "TitlesOfParts" || name == "HeadingPairs");
                let words = NAMES.iter().find(|(name, _)| open.last().is_some_and(|open| open == name)).map(|(_, words)| *words);
                let place =
                    words.map_or_else(|| Place::new(PROPERTIES), |words| Place::new(PROPERTIES).with(words.en, &format!("“{}”", words.zh)));
                if !is_told {
                    say(&text, Role::Value, place, hear);
                }
            }
        }
    }
    Ok(())
}
