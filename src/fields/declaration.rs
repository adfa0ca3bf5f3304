//! What a field is: its two names, its shape, its meaning. Constant data, read by people and by programs.

use crate::diagnostics::Arg;
use crate::language::Words;

/// A group of fields that belong together: an entity, or a part of one.
#[derive(Debug)]
pub struct RecordDeclaration {
    /// Its name in schemas, such as `station`.
    pub name: &'static str,
    /// What messages call it: "the station", "站点档案".
    pub words: Words,
    /// What it is.
    pub meaning: Words,
    /// Its fields in the order in which they are written and explained.
    pub fields: &'static [Declaration],
}

impl RecordDeclaration {
    /// The field called `name` in either language, with its number.
    pub fn field(&self, name: &str) -> Option<(usize, &'static Declaration)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name || field.alias == name)
    }
}

/// A field.
#[derive(Debug)]
pub struct Declaration {
    /// The English name.
    pub name: &'static str,
    /// The Chinese name.
    pub alias: &'static str,
    /// Whether it must be written.
    pub presence: Presence,
    /// What may be written.
    pub shape: Shape,
    /// What it is for.
    pub meaning: Words,
    /// A correct value, as YAML on one line.
    pub example: &'static str,
    /// What the value must satisfy besides its shape.
    pub checks: &'static [Check],
}

impl Declaration {
    /// The meaning as part of a sentence.
    pub fn meaning_phrase(&self) -> Words {
        let en = self.meaning.en.trim();
        Words { en: en.strip_suffix('.').unwrap_or(en), zh: self.meaning.zh }
    }

    /// The explanation as it stands within a sentence.
    pub fn meaning_clause(&self) -> Arg {
        let en = self.meaning_phrase().en;
        let mut letters = en.chars();
        let en = match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if !second.is_uppercase() => format!("{}{}", first.to_lowercase(), &en[first.len_utf8()..]),
            _ => en.to_owned(),
        };
        Arg::Sentence { en, zh: self.meaning.zh.to_owned() }
    }
}

/// Whether a field must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It may be left out.
    Optional,
}

/// What kind of value a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text on one line.
    Text,
    /// A text, or one text for each language: `{zh: …, en: …}`.
    MultilingualText,
    /// A text with Markdown.
    Markdown,
    /// An id: letters, digits, Chinese characters and hyphens.
    Id,
    /// The tag of a language.
    Language,
    /// A whole number.
    Integer {
        /// The least that the program can count.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A number with a decimal point.
    Number,
    /// A decimal number that is kept as it was written.
    Decimal,
    /// `true` or `false`.
    Truth,
    /// A day.
    Date,
    /// A day with a time.
    Moment,
    /// One of a list.
    Choice {
        /// What may be chosen.
        items: &'static [Item],
    },
    /// Names, each with a value.
    Table {
        /// What each value is.
        of: &'static Shape,
    },
    /// Several values.
    List {
        /// What each is.
        of: &'static Shape,
    },
    /// A group of fields.
    Group {
        /// Which.
        record: &'static RecordDeclaration,
    },
    /// The id of something else.
    Reference {
        /// The kind of thing: "station", "站点".
        kind: Words,
    },
    /// Names and whole numbers.
    Counts,
    /// Anything; passed on to templates.
    Free,
}

/// One of the values of a choice.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// What is written and stored.
    pub id: &'static str,
    /// What readers see; the Chinese form may also be written.
    pub words: Words,
}

/// What a value must satisfy besides its shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Check {
    /// At most so many characters.
    MaxChars(usize),
    /// A number between the two, both included.
    Between(i64, i64),
    /// A list with at least one value.
    AtLeastOne,
    /// The six digits of an administrative division.
    Adcode,
    /// A landline telephone number.
    Landline,
    /// A telephone number.
    Telephone,
    /// A name or a single word, not a sentence: several of them are written as a list.
    Name,
    /// A person's name, whose parts are separated by `·` (U+00B7).
    PersonName,
    /// One Han character.
    OneHan,
    /// A month, such as `2026-03`.
    Month,
    /// Two times of day, such as `10:30-12:30`.
    TimeSpan,
    /// An address on the web that begins with `http://` or `https://`.
    Url,
    /// An address of an electronic mailbox.
    Email,
    /// Six digits.
    Postcode,
    /// The identification code of a site: ten digits, or `bm` and eight.
    SiteCode,
}
