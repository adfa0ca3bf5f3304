//! What another needs to do the same as a practice: on a sheet, and as a file to take away.

use std::sync::Arc;

use rayon::prelude::*;

use super::address::{Address, is_safe_name};
use super::code;
use super::desk::{Desk, crumb, folder};
use super::made_of::MadeOf;
use super::page::{Make, Page, Part};
use super::pages::{Planned, Sheet};
use super::practice;
use super::section::Section;
use super::values::{COLON, full_day};
use super::written::{Block, Leaflet, Pack, Packed};
use crate::diagnostics::Diagnostic;
use crate::fields::Id;
use crate::language::{Text, Words};
use crate::model::{Adoption, Attachment, Fact, Kind, Library, Replicability, Story, Thing};
use crate::view::View;

const TITLE: Words = Words { en: "Copy pack", zh: "照做资料包" };
const TEXT: Words = Words { en: "practice.md", zh: "做法说明.md" };
const SHEET: Words = Words { en: "sheet.html", zh: "打印单.html" };
const ATTACHMENTS: Words = Words { en: "attachments", zh: "附件" };
const COST: Words = Words { en: "Cost", zh: "费用" };
const STAFF: Words = Words { en: "People", zh: "人力" };
const CONDITIONS: Words = Words { en: "Suits", zh: "适用条件" };
const UNSUITABLE: Words = Words { en: "Does not suit", zh: "不适用" };
const NEEDS: Words = Words { en: "What it takes", zh: "需要什么" };
const STEPS: Words = Words { en: "Steps", zh: "步骤" };
const RESULTS: Words = Words { en: "Results", zh: "成效" };
const ADOPTED: Words = Words { en: "Who does the same", zh: "谁已经照做" };
const CONTACT: Words = Words { en: "Whom to ask", zh: "联系单位" };

/// How many characters of a title stand in the names of files.
const LONGEST: usize = 40;

/// The sheet and the pack of each practice that tells how it is copied.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let practices: Vec<&Id> = desk.library.practices(&desk.library.relations().stories).collect();
    practices.into_par_iter().flat_map_iter(|id| of_practice(desk, desk.library.story(id))).collect()
}

fn of_practice(desk: &Desk<'_>, thing: &Thing<Story>) -> Planned {
    let Some(copying) = &thing.record.replicability else { return Vec::new() };
    let part = |own: Part, make: &dyn Fn() -> Result<Page, Box<Diagnostic>>| {
        desk.part_of((Kind::Story, own), thing, Library::stories, |made_of| self::made_of(made_of, thing, copying, desk), make)
    };
    let pack = address(desk, thing).map(|address| part(Part::Pack, &|| Ok(packed(desk, thing, copying, address.clone()))));
    let sheet = part(Part::Sheet, &|| desk.bare_page(sheet(desk, thing, copying)));
    std::iter::once(sheet).chain(pack).collect()
}

/// Everything that the sheet and the pack show.
fn made_of(made_of: &mut MadeOf<'_, '_>, thing: &Thing<Story>, copying: &Replicability, desk: &Desk<'_>) {
    let cards = &desk.cards;
    made_of
        .thing(thing)
        .view(&cards.stories[&thing.id])
        .files(&thing.path, copying.attachments.iter().map(|attachment| &*attachment.file.value))
        .cards(&cards.stations, thing.record.adoptions.iter().map(|adoption| &adoption.adopter.value));
}

/// What the practice's page says of its sheet and its pack.
pub(super) fn link(desk: &Desk<'_>, thing: &Thing<Story>, copying: &Replicability) -> View {
    let sheet = Address::page(&desk.path(&sheet_folder(thing)));
    View::map([
        ("path", View::from(address(desk, thing).map(|address| address.href()))),
        ("sheet", View::from(sheet.map(|sheet| sheet.href()))),
        ("files", View::from(2 + attachments(desk, thing, copying).count())),
    ])
}

fn sheet_folder(thing: &Thing<Story>) -> String {
    format!("{}/pack", folder(Kind::Story, &thing.id))
}

fn address(desk: &Desk<'_>, thing: &Thing<Story>) -> Option<Address> {
    Address::file(&desk.path(&format!("{}.zip", sheet_folder(thing))))
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Story>, copying: &Replicability) -> Sheet {
    let record = &thing.record;
    let title = desk.words(&record.title.value);
    let mut sheet = Sheet::new(sheet_folder(thing), "pack", format!("{}{}{title}", desk.say(TITLE), desk.say(COLON)));
    sheet.section = Some(Section::Practices);
    sheet.description = desk.words(&record.summary.value).clone();
    sheet.crumbs = vec![desk.section_crumb(Section::Practices), crumb(title, desk.href(Kind::Story, &thing.id))];
    desk.in_languages(&mut sheet, thing, record.lang.as_ref());
    sheet.values = vec![
        ("story", desk.cards.stories[&thing.id].clone()),
        ("url", View::from(desk.full_address(&desk.href(Kind::Story, &thing.id)))),
        ("pack", link(desk, thing, copying)),
        ("code", record.short_id.as_ref().map_or(View::Nothing, |short| code::view(desk, Kind::Story, &thing.id, Some(short)))),
    ];
    sheet.values.extend(practice::copying(desk, thing));
    sheet
}

fn packed(desk: &Desk<'_>, thing: &Thing<Story>, copying: &Replicability, address: Address) -> Page {
    let attachments: Vec<Packed> = attachments(desk, thing, copying).collect();
    let inputs = std::iter::once(&thing.path).chain(attachments.iter().map(|file| &file.path)).cloned().collect();
    let title = desk.words(&thing.record.title.value);
    let pack = Pack {
        folder: safe_name(title).unwrap_or_else(|| thing.id.to_string()),
        day: thing.record.date.value.date,
        language: desk.language.clone(),
        leaflet: leaflet(desk, thing, copying, &attachments),
        names: [TEXT, SHEET].map(|name| desk.say(name).to_owned()),
        attachments,
    };
    Page { inputs, ..Page::new(address, desk.language.clone(), Make::Pack(Arc::new(pack))) }
}

/// The attachments that are there, numbered, so that no two have one name.
fn attachments<'a>(desk: &'a Desk<'_>, thing: &'a Thing<Story>, copying: &'a Replicability) -> impl Iterator<Item = Packed> + 'a {
    copying.attachments.iter().enumerate().filter_map(|(index, attachment)| packed_file(desk, thing, index + 1, attachment))
}

fn packed_file(desk: &Desk<'_>, thing: &Thing<Story>, number: usize, attachment: &Attachment) -> Option<Packed> {
    let path = thing.path.join(&attachment.file.value)?;
    let file = desk.library.media(&path)?;
    let title = safe_name(desk.words(&attachment.title)).unwrap_or_else(|| path.stem().to_owned());
    let name = format!("{}/{number:02}-{title}.{}", desk.say(ATTACHMENTS), path.extension());
    Some(Packed { name, digest: file.digest, picture: file.picture, path })
}

/// A title as the name of a file; `None` where nothing of it may stand in one.
fn safe_name(title: &str) -> Option<String> {
    let plain: String = title.chars().map(|c| if is_safe_name(c.encode_utf8(&mut [0; 4])) { c } else { ' ' }).take(LONGEST).collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    is_safe_name(&name).then_some(name)
}

fn leaflet(desk: &Desk<'_>, thing: &Thing<Story>, copying: &Replicability, attachments: &[Packed]) -> Leaflet {
    let record = &thing.record;
    let day = full_day(&desk.language, record.date.value.date);
    let line = |label: Words, value: &str| format!("{}{}{value}", desk.say(label), desk.say(COLON));
    let lead = [
        Some(desk.words(&record.summary.value).to_string()),
        Some(line(Words { en: "Source", zh: "来源" }, &format!("{} {day}", desk.words(&record.source)))),
        desk.full_address(&desk.href(Kind::Story, &thing.id)).map(|url| line(Words { en: "Address", zh: "网址" }, &url)),
    ];
    let parts = [
        (NEEDS, Block::Terms(needs(desk, copying))),
        (STEPS, Block::Steps(copying.steps.iter().map(|step| desk.words(step).clone()).collect())),
        (RESULTS, Block::Table(heads(desk, &FACT), record.facts.iter().map(|fact| fact_row(desk, fact)).collect())),
        (ADOPTED, Block::Table(heads(desk, &ADOPTION), record.adoptions.iter().map(|adoption| adoption_row(desk, adoption)).collect())),
        (ATTACHMENTS, Block::Lines(attachments.iter().map(|file| file.name.clone()).collect())),
        (CONTACT, Block::Lines(vec![desk.words(&copying.contact_unit).to_string()])),
    ];
    let there = parts.into_iter().filter(|(_, part)| !part.is_empty());
    Leaflet {
        title: desk.words(&record.title.value).clone(),
        lead: lead.into_iter().flatten().collect(),
        parts: there.map(|(heading, part)| (desk.say(heading), part)).collect(),
    }
}

fn needs(desk: &Desk<'_>, copying: &Replicability) -> Vec<(&'static str, Arc<str>)> {
    let all = [
        (COST, Some(&copying.cost)),
        (STAFF, Some(&copying.staff)),
        (CONDITIONS, Some(&copying.conditions)),
        (UNSUITABLE, copying.unsuitable.as_ref()),
    ];
    all.into_iter().filter_map(|(label, text)| Some((desk.say(label), desk.words(text?).clone()))).collect()
}

const FACT: [Words; 6] = [
    Words { en: "Measure", zh: "指标" },
    Words { en: "Before", zh: "之前" },
    Words { en: "After", zh: "之后" },
    Words { en: "Unit", zh: "单位" },
    Words { en: "As of", zh: "截至" },
    Words { en: "Source", zh: "数据来源" },
];

fn heads(desk: &Desk<'_>, words: &[Words]) -> Vec<&'static str> {
    words.iter().map(|words| desk.say(*words)).collect()
}

fn maybe(desk: &Desk<'_>, text: Option<&Text>) -> String {
    text.map_or(String::new(), |text| desk.words(text).to_string())
}

fn fact_row(desk: &Desk<'_>, fact: &Fact) -> Vec<String> {
    vec![
        desk.words(&fact.metric).to_string(),
        maybe(desk, fact.before.as_ref()),
        desk.words(&fact.after.value).to_string(),
        maybe(desk, fact.unit.as_ref()),
        fact.as_of.map_or(String::new(), |day| full_day(&desk.language, day)),
        maybe(desk, fact.source.as_ref()),
    ]
}

const ADOPTION: [Words; 5] = [
    Words { en: "Who", zh: "单位" },
    Words { en: "When", zh: "时间" },
    Words { en: "How", zh: "方式" },
    Words { en: "What was changed", zh: "改动" },
    Words { en: "What came of it", zh: "结果" },
];

fn adoption_row(desk: &Desk<'_>, adoption: &Adoption) -> Vec<String> {
    let adopter = &adoption.adopter.value;
    let kind = if desk.library.stations().contains_key(adopter) { Kind::Station } else { Kind::District };
    vec![
        desk.title(kind, adopter).to_string(),
        full_day(&desk.language, adoption.date),
        desk.say(adoption.mode.words()).to_owned(),
        maybe(desk, adoption.changes.as_ref()),
        maybe(desk, adoption.result.as_ref()),
    ]
}
