//! Raw HTML: where tags begin and end, and what becomes of each.

/// A tag or the like at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Markup<'a> {
    /// A start tag.
    Start(StartTag<'a>),
    /// An end tag.
    End {
        /// In lower case.
        name: String,
        /// Bytes of the whole tag.
        length: usize,
    },
    /// A comment, declaration or instruction.
    Comment {
        /// Its bytes.
        length: usize,
        /// Whether its end is there.
        closed: bool,
    },
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StartTag<'a> {
    /// In lower case.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Bytes of the whole tag.
    pub(super) length: usize,
}

impl StartTag<'_> {
    /// The value of an attribute, its entities decoded.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| decode(attribute.value))
    }
}

/// An attribute.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// In lower case.
    pub(super) name: String,
    /// As written, without quotes.
    pub(super) value: &'a str,
    /// Where it begins, and ends, in the tag.
    pub(super) place: std::ops::Range<usize>,
}

/// Reads the markup at the start of `text`, which begins with `<`; `None` when it is plain text.
pub(super) fn read(text: &str) -> Option<Markup<'_>> {
    let rest = text.strip_prefix('<')?;
    if rest.starts_with("!--") {
        let inner = &text[4..];
        // `<!-->` and `<!--->` are whole comments.
        let end = ["-->", "--!>"].iter().filter_map(|end| inner.find(end).map(|at| 4 + at + end.len())).min();
        let short = [(">", 5), ("->", 6)].iter().find(|(start, _)| inner.starts_with(start)).map(|(_, length)| *length);
        let end = short.or(end);
        return Some(Markup::Comment { length: end.unwrap_or(text.len()), closed: end.is_some() });
    }
    if rest.starts_with(['!', '?']) {
        let end = rest.find('>').map(|at| at + 2);
        return Some(Markup::Comment { length: end.unwrap_or(text.len()), closed: end.is_some() });
    }
    if let Some(name) = rest.strip_prefix('/') {
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
        let tag = start_tag(text, 2)?;
        return Some(Markup::End { name: tag.name, length: tag.length });
    }
    rest.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
    start_tag(text, 1).map(Markup::Start)
}

fn start_tag(text: &str, name_at: usize) -> Option<StartTag<'_>> {
    let bytes = text.as_bytes();
    let mut at = name_at;
    while at < bytes.len() && !is_space(bytes[at]) && !matches!(bytes[at], b'/' | b'>') {
        at += 1;
    }
    let name = text[name_at..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        while at < bytes.len() && (is_space(bytes[at]) || bytes[at] == b'/') {
            at += 1;
        }
        match bytes.get(at)? {
            b'>' => return Some(StartTag { name, attributes, length: at + 1 }),
            _ => {
                let attribute = attribute(text, at)?;
                at = attribute.place.end;
                attributes.push(attribute);
            }
        }
    }
}

fn attribute(text: &str, start: usize) -> Option<Attribute<'_>> {
    let bytes = text.as_bytes();
    let find = |from: usize, ends: &dyn Fn(u8) -> bool| (from..bytes.len()).find(|at| ends(bytes[*at]));
    let name_end = find(start + 1, &|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='))?;
    let name = text[start..name_end].to_ascii_lowercase();
    let equals = find(name_end, &|byte| !is_space(byte))?;
    if bytes[equals] != b'=' {
        return Some(Attribute { name, value: "", place: start..name_end });
    }
    let value_at = find(equals + 1, &|byte| !is_space(byte))?;
    let quote = bytes[value_at];
    if matches!(quote, b'"' | b'\'') {
        let end = find(value_at + 1, &|byte| byte == quote)?;
        return Some(Attribute { name, value: &text[value_at + 1..end], place: start..end + 1 });
    }
    let end = find(value_at, &|byte| is_space(byte) || byte == b'>')?;
    Some(Attribute { name, value: &text[value_at..end], place: start..end })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Text with its character references decoded: numbers, and the names that are written by hand or used to hide a scheme.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((c, length)) => {
                decoded.push(c);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn reference(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix("&#") {
        let (digits, radix, lead) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let value = u32::from_str_radix(digits.get(..length.min(12))?, radix).ok()?;
        let semicolon = usize::from(digits[length..].starts_with(';'));
        let c = char::from_u32(value).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
        return Some((c, lead + length + semicolon));
    }
    const NAMES: &[(&str, char)] = &[
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&nbsp;", '\u{a0}'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
        ("&colon;", ':'),
        ("&lpar;", '('),
        ("&rpar;", ')'),
        ("&sol;", '/'),
        ("&period;", '.'),
        ("&num;", '#'),
        ("&quest;", '?'),
        ("&equals;", '='),
        ("&ensp;", '\u{2002}'),
        ("&emsp;", '\u{2003}'),
        ("&middot;", '·'),
        ("&ldquo;", '“'),
        ("&rdquo;", '”'),
        ("&lsquo;", '‘'),
        ("&rsquo;", '’'),
        ("&hellip;", '…'),
        ("&mdash;", '—'),
        ("&ndash;", '–'),
        ("&times;", '×'),
    ];
    NAMES.iter().find(|(name, _)| text.starts_with(name)).map(|(name, c)| (*c, name.len()))
}

/// What becomes of an element that an editor wrote as HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays, under this name.
    Keep(&'static str),
    /// Its tags go without a word: they only say how something looks.
    Unwrap,
    /// Its tags go, and the editor is told.
    Refuse,
    /// It goes with all that is inside, and the editor is told.
    Remove,
    /// It goes with all that is inside, without a word: what Word adds to a table.
    Drop,
}

/// The elements of a manuscript that stay as they are.
pub(super) const KEPT: &[&str] = &[
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
    "a",
    "img",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

/// What becomes of the element `name`.
pub(super) fn fate(name: &str) -> Fate {
    if let Some(kept) = KEPT.iter().find(|kept| **kept == name) {
        return Fate::Keep(kept);
    }
    match name {
        "section" | "article" | "main" | "header" | "footer" | "aside" | "nav" | "center" | "address" | "hgroup" => Fate::Keep("div"),
        "strike" => Fate::Keep("s"),
        "tt" => Fate::Keep("code"),
        "acronym" => Fate::Keep("abbr"),
        "font" | "big" | "basefont" | "nobr" | "blink" | "marquee" | "body" | "html" | "picture" | "data" | "label" => Fate::Unwrap,
        "xml" => Fate::Drop,
        "script" | "style" | "template" | "iframe" | "object" | "svg" | "math" | "canvas" | "audio" | "video" | "textarea" | "select"
        | "title" | "head" | "xmp" | "noembed" | "noframes" | "noscript" | "applet" | "frameset" | "plaintext" => Fate::Remove,
        name if name.contains(':') => Fate::Unwrap,
        _ => Fate::Refuse,
    }
}

/// Whether the element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "img" | "input" | "wbr" | "col" | "embed" | "link" | "meta" | "base" | "source" | "track" | "area" | "param"
    )
}
