//! Comma-separated values (RFC 4180), in UTF-8 with a byte order mark so that spreadsheets know it.

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The file of these rows.
pub fn bytes(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let line = |row: Vec<String>| row.iter().map(|value| field(value)).collect::<Vec<String>>().join(",") + "\r\n";
    std::iter::once("\u{feff}".to_owned()).chain(rows.into_iter().map(line)).collect::<String>().into_bytes()
}

/// A text that a spreadsheet leaves as it is: digits only would lose their first zeros, so a tab stands before them; what begins like a formula
/// has an apostrophe before it.
pub fn guarded(text: &str) -> String {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("\t{text}");
    }
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_leaves_texts_as_they_are() {
        let guarded = ["017", "0990-0000017", "=1+1", "-3", "@a", ""].map(guarded);
        assert_eq!(guarded, ["\t017", "0990-0000017", "'=1+1", "'-3", "'@a", ""]);
    }

    #[test]
    fn separators_and_quotes_are_quoted() {
        let text = String::from_utf8(bytes([vec!["区".to_owned(), "a,\"b\"".to_owned(), String::new()]])).expect("UTF-8");
        assert_eq!(text, "\u{feff}区,\"a,\"\"b\"\"\",\r\n");
    }
}
