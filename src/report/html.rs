//! A page that needs no other file: each number of the table leads to the list of what it counts, further down.

use super::{Cell, Counted, Report};
use crate::language::{Speech, Words};
use crate::statistics::{Item, Share, sum};

const STYLE: &str = "body{font:16px/1.7 'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #999;padding:.35em .6em;text-align:left;vertical-align:top}\
.n{text-align:right;white-space:nowrap}li{break-inside:avoid}@page{size:A4;margin:18mm}@media print{a{color:inherit;text-decoration:none}}";

const BACK: Words = Words { en: "Back to the table", zh: "回到表格" };

/// The page.
pub(super) fn page(report: &Report<'_>) -> String {
    let title = escaped(&report.title());
    let lang = match report.scope.speech {
        Speech::Chinese => "zh-CN",
        Speech::English => "en",
    };
    let lists: String = report.counted.iter().map(|counted| lists(report, counted)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <body>\n<main>\n<h1 id=\"top\">{title}</h1>\n{}{lists}</main>\n</body>\n</html>\n",
        table(report)
    )
}

fn table(report: &Report<'_>) -> String {
    let table = report.counts();
    let head: String = table.head.iter().map(|name| format!("<th scope=\"col\">{}</th>", escaped(name))).collect();
    let rows = report.counted.iter().zip(&table.rows).map(|(counted, cells)| {
        let cells = cells.iter().enumerate().map(|(column, cell)| {
            let share = column.checked_sub(1).and_then(|column| report.shares.get(column));
            td(cell, column == 0, share.filter(|_| *cell != Cell::Number(0)).map(|share| anchor(counted, *share)))
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    format!("<table><thead><tr>{head}</tr></thead>\n<tbody>{}</tbody></table>\n", rows.collect::<String>())
}

fn td(cell: &Cell, is_head: bool, anchor: Option<String>) -> String {
    let text = escaped(&cell.text());
    let text = anchor.map_or(text.clone(), |anchor| format!("<a href=\"#{anchor}\">{text}</a>"));
    match (is_head, cell.is_number()) {
        (true, _) => format!("<th scope=\"row\">{text}</th>"),
        (false, true) => format!("<td class=\"n\">{text}</td>"),
        (false, false) => format!("<td>{text}</td>"),
    }
}

fn anchor(counted: &Counted, share: Share<'_>) -> String {
    format!("{}.{}", counted.measure.key(), share.key())
}

/// The lists of a measure: that of all and, one after the other, those of its parts.
fn lists(report: &Report<'_>, counted: &Counted) -> String {
    let name = escaped(&report.say(counted.measure.words()));
    let parts = report.shares.iter().filter(|share| **share != Share::All).map(|share| {
        let items: Vec<&Item> = report.items_of(counted, *share).collect();
        if items.is_empty() {
            return String::new();
        }
        let lines: String = items.iter().map(|item| line(report, item)).collect();
        let heading = format!("<h3>{} · {}</h3>", escaped(&report.share_name(*share)), sum(items.iter().copied()));
        format!("<section id=\"{}\">{heading}<ol>{lines}</ol></section>\n", anchor(counted, *share))
    });
    let heading = format!("<h2>{name} · {} <a href=\"#top\">{}</a></h2>", sum(&counted.items), report.say(BACK));
    format!("<section id=\"{}\">{heading}\n{}</section>\n", anchor(counted, Share::All), parts.collect::<String>())
}

fn line(report: &Report<'_>, item: &Item) -> String {
    let amount = (item.amount != 1).then(|| item.amount.to_string());
    let parts = [item.day.map(|day| day.to_string()), Some(report.item_name(item)), report.detail(item), amount];
    format!("<li>{}</li>", escaped(&parts.into_iter().flatten().collect::<Vec<String>>().join(" · ")))
}

/// `text` as it stands in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
