//! Bodies that hold raw HTML, once more through an HTML parser: what comes out is well-formed and holds nothing but the
//! elements on the list, whatever the editor left open, crossed or hid.
//!
//! Attributes and marks never go through the parser: each tag that has them carries a number, and gets them back after it.

use std::sync::LazyLock;

use ammonia::Builder;

use super::output::{Mark, Output};
use super::tags::{KEPT, is_void};
use crate::document::Heading;

/// The attribute that carries the number. No tag in the text can have it: only attributes on a list are ever written.
const NUMBER: &str = "data-own";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    // Our own task boxes are inputs; a heading of level 1 has become one of level 2 by now.
    let tags = KEPT.iter().copied().filter(|tag| *tag != "h1").chain(["input"]).collect();
    let mut builder = Builder::empty();
    builder.tags(tags).generic_attributes([NUMBER].into()).link_rel(None).strip_comments(true);
    builder
});

/// What a numbered tag gets back.
enum Kept {
    Attributes(String),
    Link(usize),
    Name(usize),
    Image(usize),
}

/// Makes the HTML of `out` well-formed, its marks with it.
pub(super) fn settle(out: &mut Output, headings: &[Heading]) {
    let (numbered, kept) = number(out);
    let cleaned = CLEANER.clean(&numbered).to_string();
    let text = std::mem::take(&mut out.text);
    *out = Settler::new(&kept, headings).settle(&cleaned);
    out.text = text;
}

/// Replaces attributes and marks by numbers.
fn number(out: &Output) -> (String, Vec<Kept>) {
    let mut kept = Vec::new();
    let mut html = String::with_capacity(out.html.len() + 1024);
    let mut done = 0;
    for (place, mark) in &out.marks {
        number_tags(&out.html[done..*place], &mut html, &mut kept);
        done = *place;
        match *mark {
            Mark::LinkOpen(slot) => numbered(&mut html, "a", Kept::Link(slot), &mut kept),
            Mark::LinkClose(_) => html.push_str("</a>"),
            Mark::Name(slot) => {
                numbered(&mut html, "span", Kept::Name(slot), &mut kept);
                html.push_str("</span>");
            }
            Mark::Image(slot) => numbered(&mut html, "img", Kept::Image(slot), &mut kept),
            Mark::HeadingOpen(_) | Mark::HeadingClose(_) => {}
        }
    }
    number_tags(&out.html[done..], &mut html, &mut kept);
    (html, kept)
}

fn numbered(html: &mut String, name: &str, what: Kept, kept: &mut Vec<Kept>) {
    html.push_str(&format!("<{name} {NUMBER}=\"{}\">", kept.len()));
    kept.push(what);
}

/// In our own HTML `<` and `>` stand only around tags.
fn number_tags(own: &str, html: &mut String, kept: &mut Vec<Kept>) {
    let mut rest = own;
    while let Some(open) = rest.find('<') {
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at);
        html.push_str(&rest[..open]);
        let tag = &rest[open + 1..close];
        match tag.split_once(' ') {
            Some((name, attributes)) => numbered(html, name, Kept::Attributes(attributes.to_owned()), kept),
            None => {
                html.push('<');
                html.push_str(tag);
                html.push('>');
            }
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    html.push_str(rest);
}

/// An element that is open.
struct Open {
    name: String,
    written: bool,
    link: Option<usize>,
    heading: Option<usize>,
    /// Where its content begins, and how many marks there were.
    start: usize,
    content: usize,
    marks: usize,
}

struct Settler<'a> {
    kept: &'a [Kept],
    headings: &'a [Heading],
    out: Output,
    open: Vec<Open>,
    used: Vec<bool>,
}

impl<'a> Settler<'a> {
    fn new(kept: &'a [Kept], headings: &'a [Heading]) -> Self {
        Self { kept, headings, out: Output::default(), open: Vec::new(), used: vec![false; kept.len()] }
    }

    fn settle(mut self, html: &str) -> Output {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.out.html.push_str(&rest[..at]);
            let close = rest[at..].find('>').map_or(rest.len(), |end| at + end);
            let tag = &rest[at + 1..close];
            match tag.strip_prefix('/') {
                Some(name) => self.end(name),
                None => self.start(tag),
            }
            rest = rest.get(close + 1..).unwrap_or_default();
        }
        self.out.html.push_str(rest);
        while let Some(open) = self.open.last() {
            let name = open.name.clone();
            self.end(&name);
        }
        self.out
    }

    fn start(&mut self, tag: &str) {
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let number = attributes.strip_prefix(NUMBER).and_then(|value| value.trim_matches(['=', '"', ' ', '/']).parse::<usize>().ok());
        match (number.and_then(|number| self.kept.get(number)), name) {
            (Some(Kept::Image(slot)), "img") => self.out.mark(Mark::Image(*slot)),
            (Some(Kept::Name(slot)), "span") => {
                self.out.mark(Mark::Name(*slot));
                self.push(name, false, None);
            }
            (Some(Kept::Link(slot)), "a") => {
                let inside = self.is_in_link();
                if !inside {
                    self.out.mark(Mark::LinkOpen(*slot));
                }
                self.push(name, false, (!inside).then_some(*slot));
            }
            (Some(Kept::Attributes(attributes)), _) => {
                let first = number.is_some_and(|number| !std::mem::replace(&mut self.used[number], true));
                self.element(name, attributes, first);
            }
            (Some(Kept::Image(_) | Kept::Name(_) | Kept::Link(_)) | None, "img" | "input") => {}
            (Some(Kept::Image(_) | Kept::Name(_)) | None, "a") => self.push(name, false, None),
            (Some(Kept::Image(_) | Kept::Name(_) | Kept::Link(_)) | None, _) => self.element(name, "", true),
        }
    }

    /// Writes an element where it may stand; elsewhere only its content. The parser may repeat a tag: its anchor is then left out.
    fn element(&mut self, name: &str, attributes: &str, first: bool) {
        let written = self.may_stand(name);
        let heading = self.heading(name, attributes).filter(|_| first && written && !self.open.iter().any(|open| open.written));
        if let Some(heading) = heading {
            self.out.mark(Mark::HeadingOpen(heading));
        }
        let start = self.out.html.len();
        if written {
            self.out.html.push('<');
            self.out.html.push_str(name);
            let attributes = if first { attributes.to_owned() } else { without_id(attributes) };
            if !attributes.is_empty() {
                self.out.html.push(' ');
                self.out.html.push_str(&attributes);
            }
            self.out.html.push('>');
        }
        if !is_void(name) {
            self.push(name, written, None);
            if let Some(open) = self.open.last_mut() {
                open.start = start;
                open.heading = heading;
            }
        }
    }

    fn heading(&self, name: &str, attributes: &str) -> Option<usize> {
        let id = attributes.strip_prefix("id=\"")?.strip_suffix('"')?;
        (name == "h2").then(|| self.headings.iter().position(|heading| heading.id == id))?
    }

    fn push(&mut self, name: &str, written: bool, link: Option<usize>) {
        let (content, marks) = (self.out.html.len(), self.out.marks.len());
        self.open.push(Open { name: name.to_owned(), written, link, heading: None, start: content, content, marks });
    }

    fn end(&mut self, name: &str) {
        let Some(open) = self.open.pop() else { return };
        debug_assert_eq!(open.name, name, "the parser closes what it opened, in order");
        let empty = self.out.html[open.content..].trim().is_empty() && self.out.marks.len() == open.marks;
        match open.link {
            Some(_) if empty => {
                self.out.marks.pop();
            }
            Some(slot) => self.out.mark(Mark::LinkClose(slot)),
            None => {}
        }
        if !open.written {
            return;
        }
        if empty && matches!(open.name.as_str(), "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "figcaption" | "summary") {
            self.out.html.truncate(open.start);
            if open.heading.is_some() {
                self.out.marks.pop();
            }
            return;
        }
        self.out.html.push_str("</");
        self.out.html.push_str(&open.name);
        self.out.html.push('>');
        if let Some(heading) = open.heading {
            self.out.html.push('\n');
            self.out.mark(Mark::HeadingClose(heading));
        }
    }

    /// Whether HTML allows the element here.
    fn may_stand(&self, name: &str) -> bool {
        let parent = self.open.iter().rev().find(|open| open.written).map_or("div", |open| open.name.as_str());
        let fits = match parent {
            "ul" | "ol" => name == "li",
            "dl" => matches!(name, "dt" | "dd" | "div"),
            "ruby" => matches!(name, "rt" | "rp") || is_phrasing(name),
            "table" => matches!(name, "caption" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr"),
            "thead" | "tbody" | "tfoot" => name == "tr",
            "tr" => matches!(name, "td" | "th"),
            "colgroup" => name == "col",
            parent => !(is_phrasing(parent) || takes_phrasing(parent)) || is_phrasing(name),
        };
        fits && match name {
            "li" => matches!(parent, "ul" | "ol"),
            "dt" | "dd" => parent == "dl",
            "rt" | "rp" => parent == "ruby",
            "summary" => parent == "details" && self.is_first(),
            "figcaption" => parent == "figure",
            "td" | "th" => parent == "tr",
            "tr" => matches!(parent, "thead" | "tbody" | "tfoot" | "table"),
            "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => parent == "table",
            "col" => parent == "colgroup",
            "a" => !self.is_in_link(),
            _ => true,
        }
    }

    fn is_in_link(&self) -> bool {
        self.open.iter().any(|open| open.link.is_some() || (open.written && open.name == "a"))
    }

    fn is_first(&self) -> bool {
        self.open.last().is_some_and(|open| self.out.html[open.content..].trim().is_empty() && self.out.marks.len() == open.marks)
    }
}

/// Whether the element is running text.
fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "br"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
            | "rt"
            | "rp"
    )
}

/// Whether the element is a block that holds running text only.
fn takes_phrasing(name: &str) -> bool {
    matches!(name, "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "summary")
}

fn without_id(attributes: &str) -> String {
    let at = if attributes.starts_with("id=\"") { Some(0) } else { attributes.find(" id=\"") };
    let Some(at) = at else { return attributes.to_owned() };
    let value = at + attributes[at..].find('"').map_or(0, |quote| quote + 1);
    let rest = attributes[value..].split_once('"').map_or("", |(_, rest)| rest);
    format!("{}{rest}", &attributes[..at]).trim().to_owned()
}
