//! Counts by district for a period and the same period a year before, as a table for a terminal, CSV, XLSX or HTML; and sign-offs on paper.

mod csv;
mod html;
mod signoff;
mod table;
mod text;
mod xlsx;

use std::path::Path;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::fields::Id;
use crate::language::{Language, Speech, Text, Words};
use crate::model::{Kind, Library};
use crate::statistics::{Detail, Item, Measure, Share, Tense, change, sum};

pub use signoff::{ledger, sheet, state};

use table::{Cell, Table};

/// What is to be reported.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The first day of the period.
    pub from: Date,
    /// The last day of it; what there is, is counted on this day.
    pub to: Date,
    /// The language of the report.
    pub speech: Speech,
}

/// Why a report cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The name of the file does not tell a format that we write.
    #[error("unknown format")]
    Format,
    /// The file cannot be written.
    #[error(transparent)]
    Disk(#[from] std::io::Error),
    /// The workbook cannot be made.
    #[error(transparent)]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180) in UTF-8 with a byte order mark: the counts.
    Csv,
    /// A workbook: counts, what was counted, and the stations.
    Xlsx,
    /// A page that needs no other file: counts that lead to what was counted.
    Html,
}

impl Format {
    /// The format that the end of a file's name tells.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

/// Counts by district, with what they count.
#[derive(Debug)]
pub struct Report<'a> {
    library: &'a Library,
    scope: Scope,
    language: Language,
    shares: Vec<Share<'a>>,
    counted: Vec<Counted>,
}

/// A measure with what it counts in the period, and its number in the period before.
#[derive(Debug)]
struct Counted {
    measure: Measure,
    items: Vec<Item>,
    before: Option<u64>,
}

/// Writes what was made into `path`.
pub fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(path, bytes)
}

impl<'a> Report<'a> {
    /// Counts what `library` tells; a measure that counts nothing, then as now, is left out.
    pub fn new(library: &'a Library, scope: Scope) -> Self {
        let counted: Vec<Counted> =
            Measure::ALL.iter().map(|measure| counted(library, scope, *measure)).filter(|counted| !counted.is_empty()).collect();
        let has_city_wide = counted.iter().flat_map(|counted| &counted.items).any(|item| item.district.is_none());
        let shares = Share::each(library).into_iter().filter(|share| *share != Share::CityWide || has_city_wide).collect();
        let language = match scope.speech {
            Speech::Chinese => Language::chinese(),
            Speech::English => Language::new("en").unwrap_or_else(Language::chinese),
        };
        Self { library, scope, language, shares, counted }
    }

    /// The counts as a text for a terminal.
    pub fn text(&self) -> String {
        format!("{}\n\n{}", self.title(), text::table(&self.counts()))
    }

    /// Writes the report to `path`, in the format that its name tells.
    pub fn write(&self, path: &Path) -> Result<(), ReportError> {
        let bytes = match Format::of(path).ok_or(ReportError::Format)? {
            Format::Csv => csv::bytes(&self.counts()),
            Format::Xlsx => xlsx::bytes(&[self.counts(), self.items(), self.stations()], self.scope.to)?,
            Format::Html => html::page(self).into_bytes(),
        };
        Ok(std::fs::write(path, bytes)?)
    }

    /// "Report of …, 1 January 2026 to …".
    fn title(&self) -> String {
        let site = self.say_text(&self.library.settings().title);
        let Scope { from, to, .. } = self.scope;
        match self.scope.speech {
            Speech::Chinese => format!("{site}统计表（{from}至{to}）"),
            Speech::English => format!("{site}: report from {from} to {to}"),
        }
    }

    /// A line for each measure, a column for each district.
    fn counts(&self) -> Table {
        let mut head = vec![self.say(Words { en: "Measure", zh: "指标" })];
        head.extend(self.shares.iter().map(|share| self.share_name(*share)));
        head.push(self.say(Words { en: "A year before", zh: "上年同期" }));
        head.push(self.say(Words { en: "Change", zh: "同比" }));
        head.push(self.say(Words { en: "How it is counted", zh: "口径" }));
        let rows = self.counted.iter().map(|counted| self.count_row(counted)).collect();
        Table { name: self.say(Words { en: "Counts", zh: "汇总" }), head, rows }
    }

    fn count_row(&self, counted: &Counted) -> Vec<Cell> {
        let mut row = vec![Cell::Text(self.say(counted.measure.words()))];
        row.extend(self.shares.iter().map(|share| Cell::Number(sum(self.items_of(counted, *share)))));
        row.push(counted.before.map_or(Cell::Nothing, Cell::Number));
        let change = counted.before.and_then(|before| change(sum(&counted.items), before));
        row.push(change.map_or(Cell::Nothing, Cell::Percent));
        row.push(Cell::Text(self.say(counted.measure.definition())));
        row
    }

    /// A line for each thing that was counted.
    fn items(&self) -> Table {
        let head = [
            Words { en: "Measure", zh: "指标" },
            Words { en: "District", zh: "区" },
            Words { en: "Date", zh: "日期" },
            Words { en: "What", zh: "内容" },
            Words { en: "Detail", zh: "说明" },
            Words { en: "Counts", zh: "计数" },
        ];
        let row = |measure: Measure, item: &Item| {
            vec![
                Cell::Text(self.say(measure.words())),
                Cell::Text(self.district_name(item)),
                item.day.map_or(Cell::Nothing, Cell::Date),
                Cell::Text(self.item_name(item)),
                self.detail(item).map_or(Cell::Nothing, Cell::Text),
                Cell::Number(item.amount),
            ]
        };
        let rows = self.counted.iter().flat_map(|counted| counted.items.iter().map(move |item| row(counted.measure, item))).collect();
        Table { name: self.say(Words { en: "Items", zh: "明细" }), head: head.into_iter().map(|words| self.say(words)).collect(), rows }
    }

    /// A line for each station, with what it did in the period.
    fn stations(&self) -> Table {
        let done = [Measure::Receptions, Measure::Visitors, Measure::Opinions];
        let mut head: Vec<String> = [
            Words { en: "District", zh: "区" },
            Words { en: "Id", zh: "编号" },
            Words { en: "Name", zh: "名称" },
            Words { en: "Telephone", zh: "公开电话" },
            Words { en: "Address", zh: "地址" },
        ]
        .map(|words| self.say(words))
        .into();
        head.extend(done.map(|measure| self.say(measure.words())));
        let stations = self.library.relations().stations.iter().map(|id| self.library.station(id));
        let row = |station: &crate::model::Thing<crate::model::Station>| {
            let number = |measure: Measure| {
                let counted = self.counted.iter().filter(|counted| counted.measure == measure).flat_map(|counted| &counted.items);
                Cell::Number(sum(counted.filter(|item| item.page.1 == station.id)))
            };
            let record = &station.record;
            let district = station.home.as_ref().map_or_else(String::new, |home| self.title_of(Kind::District, home));
            let texts = [
                district,
                station.id.to_string(),
                self.say_text(&record.name),
                record.tel.value.to_string(),
                self.say_text(&record.address),
            ];
            texts.into_iter().map(Cell::Text).chain(done.map(number)).collect()
        };
        Table { name: self.say(Words { en: "Stations", zh: "站点" }), head, rows: stations.map(row).collect() }
    }

    fn items_of<'i>(&'i self, counted: &'i Counted, share: Share<'i>) -> impl Iterator<Item = &'i Item> {
        counted.items.iter().filter(move |item| share.has(self.library, item))
    }

    fn share_name(&self, share: Share<'_>) -> String {
        match share {
            Share::District(id) => self.title_of(Kind::District, id),
            Share::CityWide | Share::All => share.words().map_or_else(String::new, |words| self.say(words)),
        }
    }

    fn district_name(&self, item: &Item) -> String {
        self.share_name(item.district.as_ref().map_or(Share::CityWide, Share::District))
    }

    fn item_name(&self, item: &Item) -> String {
        item.row_name().map_or_else(|| self.title_of(item.page.0, &item.page.1), |name| self.say_text(name))
    }

    fn detail(&self, item: &Item) -> Option<String> {
        item.detail.as_ref().map(|detail| match detail {
            Detail::Words(words) => self.say(*words),
            Detail::Text(text) => self.say_text(text),
            Detail::Page(kind, id) => self.title_of(*kind, id),
        })
    }

    fn title_of(&self, kind: Kind, id: &Id) -> String {
        self.library.title(kind, id).map_or_else(|| id.to_string(), |title| self.say_text(title))
    }

    fn say(&self, words: Words) -> String {
        words.say(self.scope.speech).to_owned()
    }

    fn say_text(&self, text: &Text) -> String {
        Arc::clone(text.in_language(&self.language)).to_string()
    }
}

impl Counted {
    fn is_empty(&self) -> bool {
        self.items.is_empty() && self.before.unwrap_or(0) == 0
    }
}

/// A measure in the period of `scope`, and a year before.
fn counted(library: &Library, scope: Scope, measure: Measure) -> Counted {
    let items = measure.items(library, scope.to);
    match measure.tense() {
        Tense::Now => Counted { measure, items, before: None },
        Tense::Within => {
            let a_year_before = |day: Date| day.saturating_sub(1.year());
            let before = within(&items, a_year_before(scope.from), a_year_before(scope.to)).map(|item| item.amount).sum();
            let items = within(&items, scope.from, scope.to).cloned().collect();
            Counted { measure, items, before: Some(before) }
        }
    }
}

fn within(items: &[Item], from: Date, to: Date) -> impl Iterator<Item = &Item> {
    items.iter().filter(move |item| item.day.is_some_and(|day| from <= day && day <= to))
}
