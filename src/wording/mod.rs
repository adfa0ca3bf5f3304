//! Words that must not stand in a text, and what to write instead: a short list of the program's own, and the site's
//! (`data/wording.yaml`).

mod carried;

use std::sync::Arc;

use jiff::civil::Date;

use crate::fields::{Check, choices, record};
use crate::language::Text;
use crate::source::Spanned;

pub use carried::{CARRIED, CARRIED_AS_OF, Carried};

record! {
    /// The site's own list of words, and the order of its leaders' names.
    WordingTable = "wording", "the list of words", "用词表", "本站自己的用词表：`data/wording.yaml`" {
        /// Words to be told. A word that the program knows as well is judged as it stands here.
        optional words: Vec<WordRule>, "词语", "要提醒的词；程序自带的词也写在这里时，以这里为准", "[{wrong: 石化大院, right: 石化社区}]";
        /// Names of leaders in their official order: where several of them stand in one enumeration, they follow it.
        optional leaders: Vec<Arc<str>>, "领导排序", "领导姓名，按规定的先后顺序；一串姓名里有其中几位时，要按这个顺序", "[买买提·艾力, 王丽]", [Check::PersonName];
    }
}

record! {
    /// A word and what to write instead.
    WordRule = "word_rule", "the word", "一个词", "一个要提醒的词" {
        /// The wrong word.
        required wrong: Spanned<Arc<str>>, "误", "不该出现的写法", "石化大院";
        /// The right one; nothing where the word needs only a second look, or is right here.
        optional right: Option<Arc<str>>, "正", "应该怎么写；不写就只提醒核对", "石化社区";
        /// How grave it is.
        optional level: Level = |_| Level::Warning, "程度", "错误、警告，或者不查", "warning";
        /// Longer phrases in which the word is right.
        optional except: Vec<Arc<str>>, "例外", "包含这个词但没有错的说法", "[石化大院路]";
        /// Whether it is told within quotation marks and titles too.
        optional quoted: bool, "引文也查", "引号、书名号里的也查", "false";
        /// Who decided so, and where.
        optional source: Option<Text>, "依据", "依据", "地名办2025年通知";
        /// The first day on which it counts.
        optional from: Option<Date>, "起", "从哪天起", "2025-01-01";
        /// The last day on which it counts.
        optional until: Option<Date>, "止", "到哪天止", "2030-12-31";
    }
    order { from <= until; }
}

impl Default for WordingTable {
    /// Nothing of its own.
    fn default() -> Self {
        Self { words: Vec::new(), leaders: Vec::new() }
    }
}

choices! {
    /// How grave a word is.
    Level {
        Error = "error", "error", "错误";
        Warning = "warning", "warning", "警告";
        Allowed = "allowed", "not told", "不查";
    }
}
