//! Presentations of PowerPoint: slides in their order, with notes and comments, and what stands on masters.

use std::collections::BTreeMap;

use super::package::Package;
use super::word::paragraphs;
use super::xml::{Piece, Xml};
use super::{Hear, Place, Unread, say};
use crate::language::Words;
use crate::passage::Role;

/// The parts that are read, and what they are called where no slide shows them.
const PARTS: &[(&str, Words)] = &[
    ("ppt/slides/slide", Words { en: "slide that is not shown", zh: "未放映的幻灯片" }),
    ("ppt/notesSlides/notesSlide", Words { en: "notes", zh: "备注" }),
    ("ppt/comments/", Words { en: "comments", zh: "批注" }),
    ("ppt/slideMasters/slideMaster", Words { en: "slide master", zh: "幻灯片母版" }),
    ("ppt/slideLayouts/slideLayout", Words { en: "slide layout", zh: "幻灯片版式" }),
    ("ppt/notesMasters/notesMaster", Words { en: "notes master", zh: "备注母版" }),
    ("ppt/handoutMasters/handoutMaster", Words { en: "handout master", zh: "讲义母版" }),
    ("ppt/charts/chart", Words { en: "chart", zh: "图表" }),
    ("ppt/diagrams/data", Words { en: "diagram", zh: "图示" }),
];

/// Reads a presentation.
pub(super) fn read(package: &mut Package<'_>, hear: Hear<'_>) -> Result<(), Unread> {
    let places = places(package)?;
    let mut outcome = Ok(());
    for name in package.names.clone() {
        let Some((_, words)) = PARTS.iter().find(|(begin, _)| name.starts_with(begin) && name.ends_with(".xml")) else { continue };
        let place = places.get(&name).cloned().unwrap_or_else(|| Place::new(*words));
        let read = package.text(&name).and_then(|text| match name.starts_with("ppt/comments/") {
            true => comments(&text, &place, hear),
            false => paragraphs(&text, &place, hear),
        });
        outcome = outcome.and(read);
    }
    outcome
}

/// The places of the slides, and of what belongs to one, by the name of the part.
fn places(package: &mut Package<'_>) -> Result<BTreeMap<String, Place>, Unread> {
    let parts: BTreeMap<String, String> = package.named_by("ppt/presentation.xml")?.into_iter().collect();
    let mut places = BTreeMap::new();
    for (number, id) in (1..).zip(order(&package.text("ppt/presentation.xml")?)?) {
        let Some(slide) = parts.get(&id) else { continue };
        let place = Place { en: format!("slide {number}"), zh: format!("第 {number} 张幻灯片") };
        for (_, part) in package.named_by(slide)? {
            let belongs = PARTS[1..].iter().filter(|(begin, _)| !begin.contains("Master") && !begin.contains("Layout"));
            if let Some((_, words)) = belongs.clone().find(|(begin, _)| part.starts_with(begin)) {
                places.insert(part, place.with(words.en, words.zh));
            }
        }
        places.insert(slide.clone(), place);
    }
    Ok(places)
}

/// What a presentation calls its slides, in their order.
fn order(text: &str) -> Result<Vec<String>, Unread> {
    let (mut xml, mut found) = (Xml::new(text), Vec::new());
    while let Some(piece) = xml.next()? {
        if let Piece::Start(element) = piece
            && element.name() == "sldId"
        {
            found.extend(element.relation());
        }
    }
    Ok(found)
}

/// Comments, one after another: as text, or, since 2021, as paragraphs.
fn comments(text: &str, place: &Place, hear: Hear<'_>) -> Result<(), Unread> {
    let (mut xml, mut open, mut said) = (Xml::new(text), Vec::new(), String::new());
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(element) => open.push(matches!(element.name(), "text" | "t")),
            Piece::Text(text, _) if open.last() == Some(&true) => said.push_str(&text),
            Piece::Text(..) => {}
            Piece::End => {
                open.pop();
                // A comment lies in the list of them; a reply in its comment.
                if open.len() == 1 {
                    say(&std::mem::take(&mut said), Role::Value, place.clone(), hear);
                }
            }
        }
    }
    Ok(())
}
