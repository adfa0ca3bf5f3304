//! Drawings in words: read and cleaned as text.

use std::io::{Read, SeekFrom};

use super::parts::Source;
use super::{Facts, Fault, Format};

/// The largest drawing, in bytes.
const LARGEST: u64 = 16 << 20;

/// Whether a file that begins with `bytes` is an SVG: its first element is `<svg …`.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(skipped) = skip_prolog(rest) {
        rest = skipped.trim_start();
    }
    let name = rest.strip_prefix('<').map(|rest| rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or(""));
    name.is_some_and(|name| name == "svg" || name.ends_with(":svg"))
}

/// What follows a declaration, comment or document type that `text` begins with.
fn skip_prolog(text: &str) -> Option<&str> {
    let after = |end: &str| text.find(end).map(|at| &text[at + end.len()..]);
    if text.starts_with("<!--") {
        after("-->")
    } else if text.starts_with("<?") {
        after("?>")
    } else if text.starts_with("<!") {
        // A document type may hold declarations of its own.
        let inner = text.find('[').filter(|bracket| text.find('>').is_some_and(|end| *bracket < end));
        if inner.is_some() { after("]>").or_else(|| after("] >")) } else { after(">") }
    } else {
        None
    }
}

/// What the drawing is.
pub(super) fn facts(source: &mut impl Source) -> Result<Facts, Fault> {
    source.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    source.take(64 << 10).read_to_end(&mut bytes)?;
    if !begins(&bytes) {
        return Err(Fault::NoPicture);
    }
    let text = String::from_utf8_lossy(&bytes);
    let stored = size(&text).filter(|(width, height)| *width > 0 && *height > 0);
    Ok(Facts { format: Format::Svg, stored, orientation: 1, moves: false })
}

/// The size that the root element states, by `width` and `height` or by `viewBox`.
fn size(text: &str) -> Option<(u32, u32)> {
    let root = &text[text.find("<svg").or_else(|| text.find(":svg"))?..];
    let root = &root[..root.find('>')?];
    let attribute = |name: &str| {
        let after = root.split_once(&format!(" {name}=")).or_else(|| root.split_once(&format!("\n{name}=")))?.1;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after[1..].split(quote).next()
    };
    let number = |text: &str| text.trim_end_matches("px").trim().parse::<f64>().ok().filter(|n| (1.0..=50_000.0).contains(n));
    let sides = attribute("width").and_then(number).zip(attribute("height").and_then(number)).or_else(|| {
        let numbers: Vec<f64> = attribute("viewBox")?.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
        let side = |at: usize| numbers.get(at).copied().filter(|side| (1.0..=50_000.0).contains(side));
        side(2).zip(side(3))
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    sides.map(|(width, height)| (width.round() as u32, height.round() as u32)).filter(|(width, height)| is_drawn(*width, *height))
}

/// A drawing's size is a proportion rather than a number of pixels; one that says too much has none.
fn is_drawn(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) <= super::facts::MOST_PIXELS
}

/// The drawing without comments, `<metadata>`, and what drawing programs note of themselves, such as the folder it lay in; and without
/// anything that would run when a reader opens the file by itself.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::Damaged);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Damaged)?;
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        cleaned.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = end_of_markup(rest).ok_or(Fault::Truncated)?;
        let (markup, after) = rest.split_at(end);
        rest = after;
        if is_left_out(markup) {
            continue;
        }
        if is_note(markup) || is_program(markup) {
            if !markup.ends_with("/>") {
                rest = after_element(rest, element(markup)).ok_or(Fault::Truncated)?;
            }
            continue;
        }
        copy_markup(&mut cleaned, markup);
    }
    cleaned.push_str(rest);
    Ok(cleaned.into_bytes())
}

/// Where the tag, comment, section or declaration ends that `text` begins with.
fn end_of_markup(text: &str) -> Option<usize> {
    for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(rest) = text.strip_prefix(begin) {
            return rest.find(end).map(|at| begin.len() + at + end.len());
        }
    }
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') if text.starts_with("<!") => depth += 1,
            (None, b']') if text.starts_with("<!") => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at + 1),
            (None, _) => {}
        }
    }
    None
}

/// The name of the element that a tag opens or closes.
fn element(tag: &str) -> &str {
    tag.trim_start_matches(['<', '/']).split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or("")
}

/// Whether a comment, an instruction or a document type is left out. A document type may name short texts, nothing more: what it names is
/// read as markup where it is used.
fn is_left_out(markup: &str) -> bool {
    if markup.starts_with("<!--") {
        return true;
    }
    if markup.starts_with("<?") {
        return !markup.starts_with("<?xml ");
    }
    let declared = markup.strip_prefix("<!DOCTYPE").and_then(|rest| rest.split_once('[')).map(|(_, declared)| declared);
    declared.is_some_and(|declared| declared.contains(['&', '%']) || declared.matches('<').count() != declared.matches("<!ENTITY").count())
}

/// Whether a tag opens an element that runs, or holds a page within the drawing.
fn is_program(tag: &str) -> bool {
    const PROGRAMS: [&str; 9] = ["script", "handler", "listener", "foreignobject", "iframe", "object", "embed", "audio", "video"];
    !tag.starts_with("</") && !tag.starts_with("<!") && PROGRAMS.contains(&local(element(tag)).to_ascii_lowercase().as_str())
}

/// A name without its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Whether an attribute runs, leads to what runs, or lets an animation make such an attribute.
fn runs(name: &str, value: &str) -> bool {
    let name = local(name).to_ascii_lowercase();
    match name.as_str() {
        "href" | "src" | "action" | "formaction" | "data" => !is_harmless(value.trim()),
        "attributename" => value.contains('&') || local(value.trim()).eq_ignore_ascii_case("href") || value.trim().starts_with("on"),
        name => name.starts_with("on"),
    }
}

/// Whether an address is one of a place on the web, in the drawing or beside it, or a picture.
fn is_harmless(address: &str) -> bool {
    let (before, sign) = match address.find([':', '/', '?', '#']) {
        Some(at) => (&address[..at], &address[at..]),
        None => (address, ""),
    };
    let is_plain = !before.contains(|c: char| c == '&' || c.is_whitespace() && c != ' ' || c.is_control());
    let is_known = ["http", "https", "mailto"].iter().any(|scheme| before.eq_ignore_ascii_case(scheme));
    let is_picture = before.eq_ignore_ascii_case("data") && sign.get(..7).is_some_and(|kind| kind.eq_ignore_ascii_case(":image/"));
    is_plain && (!sign.starts_with(':') || is_known || is_picture)
}

/// Whether a tag opens an element that says something about the drawing and draws nothing.
fn is_note(tag: &str) -> bool {
    let name = element(tag);
    !tag.starts_with("</") && (name == "metadata" || name.ends_with(":metadata") || name.starts_with("sodipodi:"))
}

/// What follows the end of the element `name` that was just opened.
fn after_element<'a>(mut rest: &'a str, name: &str) -> Option<&'a str> {
    let mut depth = 1;
    while depth > 0 {
        rest = &rest[rest.find('<')?..];
        let end = end_of_markup(rest)?;
        let markup = &rest[..end];
        if element(markup) == name && !markup.starts_with("<!") && !markup.ends_with("/>") {
            depth = if markup.starts_with("</") { depth - 1 } else { depth + 1 };
        }
        rest = &rest[end..];
    }
    Some(rest)
}

/// Copies a tag without the attributes of drawing programs, and those that run.
fn copy_markup(out: &mut String, markup: &str) {
    if markup.starts_with("<!") || markup.starts_with("<?") {
        return out.push_str(markup);
    }
    let mut rest = markup;
    while let Some((blank, name, after)) = next_attribute(rest) {
        let attribute = &rest[blank..after];
        out.push_str(&rest[..blank]);
        let value = attribute.split_once('=').map_or("", |(_, value)| value).trim().trim_matches(['"', '\'']);
        if !name.starts_with("inkscape:") && !name.starts_with("sodipodi:") && !runs(name, value) {
            out.push_str(attribute);
        }
        rest = &rest[after..];
    }
    out.push_str(rest);
}

/// Where the next attribute begins (with the blank before it), its name, and where it ends.
fn next_attribute(text: &str) -> Option<(usize, &str, usize)> {
    let equals = text.find('=')?;
    let before = text[..equals].trim_end();
    let name_at = before.rfind(char::is_whitespace)? + 1;
    let blank = text[..name_at].trim_end().len();
    let value = &text[equals + 1..];
    let open = value.len() - value.trim_start().len();
    let quote = value[open..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let end = value[open + 1..].find(quote)?;
    Some((blank, &before[name_at..], equals + 1 + open + 1 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_go_and_the_drawing_stays() {
        let drawing = "<?xml version=\"1.0\"?>\n<!-- made by A -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
            inkscape:export-filename=\"/home/a/b.png\" viewBox=\"0 0 4 3\"><metadata id='m'><rdf:RDF><metadata/>x</rdf:RDF></metadata>\
            <style><![CDATA[ a > b {} /* <!-- */ ]]></style><path d=\"M0 0\" sodipodi:nodetypes='cc'/><title>a</title></svg>\n";
        let cleaned = clean(drawing.as_bytes()).map(String::from_utf8);
        let expected = "<?xml version=\"1.0\"?>\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\">\
            <style><![CDATA[ a > b {} /* <!-- */ ]]></style><path d=\"M0 0\"/><title>a</title></svg>\n";
        assert_eq!(cleaned, Ok(Ok(expected.to_owned())));
        assert_eq!(clean(expected.as_bytes()), Ok(expected.as_bytes().to_vec()));
        assert_eq!(clean(b"<svg><metadata>"), Err(Fault::Truncated));
    }

    #[test]
    fn what_runs_goes_and_links_stay() {
        let cleaned = |svg: &str| clean(svg.as_bytes()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        for (svg, expected) in [
            (
                "<svg onload=\"a()\" x=\"1\"><script>a()</script><s:script href='a.js'/><g\nonclick = 'a()'/></svg>",
                "<svg x=\"1\"><g/></svg>",
            ),
            ("<svg><foreignObject><body onload='a()'/></foreignObject><path d='M0 0'/></svg>", "<svg><path d='M0 0'/></svg>"),
            ("<svg><a xlink:href='javascript:a()'/><a href=' java&#10;script:a()'/><a href='&x;'/></svg>", "<svg><a/><a/><a/></svg>"),
            ("<svg><set attributeName='xlink:href' to='javascript:a()'/></svg>", "<svg><set to='javascript:a()'/></svg>"),
            ("<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><svg/>", "<?xml version='1.0'?><svg/>"),
            ("<!DOCTYPE svg [<!ENTITY a \"<script/>\">]><svg>&a;</svg>", "<svg>&a;</svg>"),
            ("<!DOCTYPE svg [<!ENTITY a \"&#60;script/>\">]><svg/>", "<svg/>"),
        ] {
            assert_eq!(cleaned(svg).as_deref(), Some(expected));
        }
        for kept in [
            "<!DOCTYPE svg [<!ENTITY ns \"http://ns.example/\">]><svg xmlns:a=\"&ns;\"/>",
            "<svg><use href='#a'/><a href='https://a.example/?b=1&amp;c=2'/><a href='b.html'/><image href='data:image/png;base64,AA=='/></svg>",
        ] {
            assert_eq!(cleaned(kept).as_deref(), Some(kept));
        }
    }

    #[test]
    fn only_what_begins_with_a_drawing_is_one() {
        assert!(begins("\u{feff}<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a \"b\">]><!-- x --> <svg>".as_bytes()));
        assert!(begins(b"<svg:svg xmlns:svg=''>") && !begins(b"<html><svg>") && !begins(b"text <svg>") && !begins(b""));
    }
}
