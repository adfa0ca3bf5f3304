//! A pack as a zip file: its leaflet as plain text and as a sheet to be printed, and the files that go with it. Nothing in it depends on the
//! machine: files are stored as they are, in one order, with the day of the pack.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::civil::Date;
use zip::result::ZipResult;
use zip::write::{FileOptions, SimpleFileOptions};
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::body::escape;
use crate::plan::written::{Block, Leaflet, Pack};

/// The zip file; `contents` are the bytes of the pack's attachments, in their order.
pub fn zip(pack: &Pack, contents: &[Vec<u8>]) -> Vec<u8> {
    let [text, sheet] = &pack.names;
    let own = [(text, markdown(&pack.leaflet).into_bytes()), (sheet, html(pack).into_bytes())];
    let leaflet = own.iter().map(|(name, bytes)| (*name, bytes));
    let attachments = pack.attachments.iter().map(|file| &file.name).zip(contents);
    written(&pack.folder, pack.day, leaflet.chain(attachments)).expect("a zip file in memory can be written")
}

fn written<'a>(folder: &str, day: Date, files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = options(day);
    for (name, bytes) in files {
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Days before those that a zip file can tell become its first.
fn options(day: Date) -> SimpleFileOptions {
    let [year, month, day] = [i32::from(day.year()), i32::from(day.month()), i32::from(day.day())];
    let number = |number: i32| u8::try_from(number).unwrap_or(1);
    let time = u16::try_from(year).ok().and_then(|year| DateTime::from_date_and_time(year, number(month), number(day), 0, 0, 0).ok());
    let options = FileOptions::default().compression_method(CompressionMethod::Stored).system(System::Unix).unix_permissions(0o644);
    options.last_modified_time(time.unwrap_or_default())
}

fn markdown(leaflet: &Leaflet) -> String {
    let mut text = format!("# {}\n", plain(&leaflet.title));
    for line in &leaflet.lead {
        let _ = write!(text, "\n{}\n", plain(line));
    }
    for (heading, block) in &leaflet.parts {
        let _ = write!(text, "\n## {heading}\n\n");
        markdown_block(&mut text, block);
    }
    text
}

fn markdown_block(text: &mut String, block: &Block) {
    match block {
        Block::Terms(terms) => terms.iter().for_each(|(name, said)| line(text, "- ", &format!("**{name}** {}", plain(said)))),
        Block::Steps(steps) => {
            steps.iter().enumerate().for_each(|(index, step)| line(text, &format!("{}. ", index + 1), &plain(step)));
        }
        Block::Table(heads, rows) => {
            line(text, "", &format!("| {} |", heads.join(" | ")));
            line(text, "", &format!("|{}", " --- |".repeat(heads.len())));
            rows.iter()
                .for_each(|row| line(text, "", &format!("| {} |", row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "))));
        }
        Block::Lines(lines) => lines.iter().for_each(|one| line(text, "- ", &plain(one))),
    }
}

fn line(text: &mut String, mark: &str, rest: &str) {
    text.push_str(mark);
    text.push_str(rest);
    text.push('\n');
}

/// A text whose signs mean nothing in Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => plain.extend(['\\', c]),
            '\n' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// How the sheet looks: it stands alone, so it says so itself.
const STYLE: &str = "@page{size:A4;margin:18mm 20mm}\
body{max-width:42rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff;font:16px/1.75 \"Source Han Sans SC\",\"Noto Sans CJK SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif}\
h1{font-size:1.6rem;line-height:1.35;border-bottom:3px solid #9e1b1b;padding-bottom:.4rem}\
h2{font-size:1.1rem;margin:1.6rem 0 .4rem;color:#9e1b1b;break-after:avoid}\
table{width:100%;border-collapse:collapse;font-size:.92rem}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}\
dt{font-weight:700}dd{margin:0 0 .5rem}li,tr{break-inside:avoid}\
@media print{body{max-width:none;margin:0;padding:0;font-size:11pt}}";

fn html(pack: &Pack) -> String {
    let leaflet = &pack.leaflet;
    let mut html = format!("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", pack.language.html_lang());
    html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    element(&mut html, "title", &leaflet.title);
    let _ = write!(html, "<style>{STYLE}</style>\n</head>\n<body>\n");
    element(&mut html, "h1", &leaflet.title);
    leaflet.lead.iter().for_each(|line| element(&mut html, "p", line));
    for (heading, block) in &leaflet.parts {
        element(&mut html, "h2", heading);
        html_block(&mut html, block);
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn html_block(html: &mut String, block: &Block) {
    match block {
        Block::Terms(terms) => within(html, "dl", |html| {
            for (name, said) in terms {
                element(html, "dt", name);
                element(html, "dd", said);
            }
        }),
        Block::Steps(steps) => within(html, "ol", |html| steps.iter().for_each(|step| element(html, "li", step))),
        Block::Table(heads, rows) => within(html, "table", |html| {
            within(html, "tr", |html| heads.iter().for_each(|head| element(html, "th", head)));
            rows.iter().for_each(|row| within(html, "tr", |html| row.iter().for_each(|cell| element(html, "td", cell))));
        }),
        Block::Lines(lines) => within(html, "ul", |html| lines.iter().for_each(|line| element(html, "li", line))),
    }
}

fn within(html: &mut String, name: &str, fill: impl FnOnce(&mut String)) {
    let _ = write!(html, "<{name}>");
    fill(html);
    let _ = writeln!(html, "</{name}>");
}

fn element(html: &mut String, name: &str, text: &str) {
    within(html, name, |html| escape(html, text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_stand_for_themselves() {
        assert_eq!(plain("1*2_3|<b>\n#"), "1\\*2\\_3\\|\\<b\\> \\#");
    }
}
