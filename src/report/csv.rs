//! Comma-separated values (RFC 4180): quotes, commas and line ends inside quotes.

use std::ops::Range;

/// A field and where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// The rows of a file; lines with nothing on them are passed over. `Err`: where a quote is not closed.
pub(super) fn read(text: &str) -> Result<Vec<Vec<Field>>, usize> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let field = field(text, at)?;
        at = field.range.end;
        row.push(field);
        match text.as_bytes().get(at) {
            Some(b',') => {
                at += 1;
                if at < text.len() {
                    continue;
                }
                row.push(Field { text: String::new(), range: at..at });
            }
            Some(b'\r') if text[at..].starts_with("\r\n") => at += 2,
            _ => at += 1,
        }
        let full = std::mem::take(&mut row);
        if full.len() > 1 || !full[0].text.trim().is_empty() {
            rows.push(full);
        }
    }
    Ok(rows)
}

/// The field that starts at a byte; its range ends at the comma or line end behind it.
fn field(text: &str, start: usize) -> Result<Field, usize> {
    let mut value = String::new();
    let mut at = start;
    if text[at..].starts_with('"') {
        at += 1;
        loop {
            let quote = text[at..].find('"').ok_or(start)?;
            value.push_str(&text[at..at + quote]);
            at += quote + 1;
            if !text[at..].starts_with('"') {
                break;
            }
            value.push('"');
            at += 1;
        }
    }
    let length = text[at..].find([',', '\n', '\r']).unwrap_or(text.len() - at);
    value.push_str(&text[at..at + length]);
    Ok(Field { text: value.trim().to_owned(), range: start..at + length })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        read(text).unwrap().into_iter().map(|row| row.into_iter().map(|field| field.text).collect()).collect()
    }

    #[test]
    fn quotes_commas_and_line_ends() {
        assert_eq!(
            texts("年份,比例\r\n\"2,015\",\"说\"\"好\"\"\n了\"\n\n2022, 10.0% \n"),
            [["年份", "比例"], ["2,015", "说\"好\"\n了"], ["2022", "10.0%"]]
        );
        assert_eq!(texts("a,\nb,"), [["a", ""], ["b", ""]]);
        assert_eq!(texts("a\rb"), [["a"], ["b"]]);
        assert!(texts("").is_empty());
    }

    #[test]
    fn an_open_quote_is_told_and_places_are_kept() {
        assert_eq!(read("a,\"b"), Err(2));
        assert_eq!(read("甲,乙").unwrap()[0][1].range, 4..7);
    }
}
