//! What a signature is of: the text of a file without its sign-off.

use std::ops::Range;

use super::front_matter;
use crate::diagnostics::Diagnostics;
use crate::digest::Digest;
use crate::model::Review;
use crate::source::{SourcePath, Spanned};

/// The names of the field.
const NAMES: [&str; 2] = ["review", "审签"];

/// Digest of `text` without the lines of its sign-off, whatever the ends of its lines and however its encoding was marked.
pub fn digest(text: &str) -> Digest {
    let block = block(text).unwrap_or(0..0);
    let rest = [&text[..block.start], &text[block.end..]].concat();
    Digest::of(rest.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n").as_bytes())
}

/// The whole lines of `text` in which its sign-off stands; `None` where it has none, or the front matter is not written line by line.
pub fn block(text: &str) -> Option<Range<usize>> {
    let yaml = yaml(text)?;
    let (start, first) = lines(yaml).find(|(_, line)| begins_block(line))?;
    let mut end = start + first.len();
    for (at, line) in lines(yaml).skip_while(|(at, _)| *at <= start) {
        if line.starts_with([' ', '\t', '}', ']']) && !line.trim().is_empty() {
            end = at + line.len();
        } else if !is_aside(line) {
            break;
        }
    }
    Some(start..end)
}

/// The front matter of `text` up to the line that closes it.
pub fn yaml(text: &str) -> Option<&str> {
    front_matter::cut(&SourcePath::new(""), text, &mut Diagnostics::new()).map(|cut| cut.yaml)
}

/// Notes in `review` of which text it should be.
pub(super) fn seal(review: &mut Option<Spanned<Review>>, text: &str) {
    if let Some(review) = review {
        review.value.text = digest(text);
    }
}

fn begins_block(line: &str) -> bool {
    let name = line.split([':', '：']).next().unwrap_or_default().trim_end();
    NAMES.contains(&name.trim_matches(['"', '\'']))
}

/// An empty line or a comment at the margin belongs to the block only where more of the block follows.
fn is_aside(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

/// Each line with its first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (at - line.len(), line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNED: &str = "---\ntitle: 一\nreview:\n  first: {by: 甲, at: 2026-03-05}\n\n# 终审\n  final: {by: 乙, at: 2026-03-06}\n# 摘要\nsummary: 二\n---\n正文。\n";
    const PLAIN: &str = "---\ntitle: 一\n# 摘要\nsummary: 二\n---\n正文。\n";

    #[test]
    fn the_block_ends_with_its_last_line() {
        let block = block(SIGNED).expect("it is there");
        assert_eq!(&SIGNED[block], "review:\n  first: {by: 甲, at: 2026-03-05}\n\n# 终审\n  final: {by: 乙, at: 2026-03-06}\n");
        assert_eq!(super::block(PLAIN), None);
        assert_eq!(super::block("---\ntitle: 一\n---\nreview: 正文\n"), None);
    }

    #[test]
    fn a_signature_is_of_everything_but_itself() {
        assert_eq!(digest(SIGNED), digest(PLAIN));
        assert_eq!(digest(&format!("\u{FEFF}{}", SIGNED.replace('\n', "\r\n"))), digest(PLAIN));
        for (from, to) in [("正文", "正 文"), ("title: 一", "title: 二"), ("正文。\n", "正文。"), ("# 摘要\n", "")] {
            assert_ne!(digest(&SIGNED.replace(from, to)), digest(PLAIN), "{from}");
        }
        assert_eq!(digest(&SIGNED.replace("by: 甲", "by: 丙")), digest(PLAIN));
    }
}
