//! A string of the file with the way back: which byte of the file each byte of the text came from.

use crate::diag::{FileId, Span};

/// Text and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    /// The text; line ends are `\n`.
    pub(super) text: String,
    file: FileId,
    /// Where in the text and in the file each run of equal bytes begins; never empty.
    runs: Vec<(usize, usize)>,
    /// Whether the way back is known; else every place is the start.
    exact: bool,
}

impl Decoded {
    /// A whole file, or a part of it, without any escapes.
    pub(super) fn plain(raw: &str, file: FileId, offset: usize) -> Self {
        let mut decoded = Decoded { text: String::new(), file, runs: vec![(0, offset)], exact: true };
        decoded.copy(raw, offset);
        decoded
    }

    /// A TOML string with its quotes, at `offset` of its file. `value` is what the TOML reader made of
    /// it; should the two ever differ, its text counts and every place is the string's start.
    pub(super) fn string(raw: &str, value: &str, file: FileId, offset: usize) -> Self {
        let value = value.replace("\r\n", "\n");
        let decoded = Self::unquote(raw, file, offset);
        if decoded.text == value {
            decoded
        } else {
            Decoded { text: value, file, runs: vec![(0, offset)], exact: false }
        }
    }

    fn unquote(raw: &str, file: FileId, offset: usize) -> Self {
        let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
        let body = raw.get(quotes..raw.len().saturating_sub(quotes)).unwrap_or_default();
        let newline = if quotes == 1 {
            0
        } else if body.starts_with("\r\n") {
            2
        } else {
            usize::from(body.starts_with('\n'))
        };
        let body = &body[newline..];
        let start = offset + quotes + newline;
        if raw.starts_with('\'') {
            return Self::plain(body, file, start);
        }
        let mut decoded = Decoded { text: String::new(), file, runs: vec![(0, start)], exact: true };
        decoded.unescape(body, start);
        decoded
    }

    /// Appends text without escapes; CRLF becomes LF.
    fn copy(&mut self, raw: &str, offset: usize) {
        let mut at = 0;
        for piece in raw.split_inclusive("\r\n") {
            self.runs.push((self.text.len(), offset + at));
            match piece.strip_suffix("\r\n") {
                Some(line) => {
                    self.text.push_str(line);
                    self.runs.push((self.text.len(), offset + at + line.len() + 1));
                    self.text.push('\n');
                }
                None => self.text.push_str(piece),
            }
            at += piece.len();
        }
        self.runs.push((self.text.len(), offset + raw.len()));
    }

    /// Appends the body of a basic string (TOML 1.1, "String").
    fn unescape(&mut self, body: &str, start: usize) {
        let mut at = 0;
        while let Some(backslash) = body[at..].find('\\') {
            self.copy(&body[at..at + backslash], start + at);
            at += backslash;
            let length = self.escape(&body[at..]);
            at += length;
            self.runs.push((self.text.len(), start + at));
        }
        self.copy(&body[at..], start + at);
    }

    /// Appends what the escape at the start of `rest` stands for; gives the escape's length.
    fn escape(&mut self, rest: &str) -> usize {
        let mut letters = rest[1..].chars();
        let Some(letter) = letters.next() else { return 1 };
        let hexadecimal = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if hexadecimal > 0 {
            let digits = rest.get(2..2 + hexadecimal).unwrap_or_default();
            let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
            self.text.extend(character);
            return 2 + digits.len();
        }
        match letter {
            'b' => self.text.push('\u{8}'),
            't' => self.text.push('\t'),
            'n' => self.text.push('\n'),
            'f' => self.text.push('\u{c}'),
            'r' => self.text.push('\r'),
            'e' => self.text.push('\u{1b}'),
            '"' | '\\' => self.text.push(letter),
            // A backslash at the line's end swallows all white space that follows.
            ' ' | '\t' | '\r' | '\n' => {
                return 1 + rest[1..].len() - rest[1..].trim_start_matches([' ', '\t', '\r', '\n']).len();
            }
            other => self.text.push(other),
        }
        1 + letter.len_utf8()
    }

    /// The place in the file of bytes `start..end` of the text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let from = self.offset(start);
        Span::new(self.file, from, self.offset(end).max(from))
    }

    fn offset(&self, at: usize) -> usize {
        if !self.exact {
            return self.runs[0].1;
        }
        let run = self.runs.partition_point(|&(text, _)| text <= at).saturating_sub(1);
        let (text, file) = self.runs[run];
        file + (at - text)
    }

    /// The same text behind a further first character, which stands at the text's own start.
    pub(super) fn prefixed(&self, first: char) -> Self {
        let shift = first.len_utf8();
        let mut runs = vec![(0, self.runs[0].1)];
        runs.extend(self.runs.iter().map(|&(text, file)| (text + shift, file)));
        Decoded { text: format!("{first}{}", self.text), file: self.file, runs, exact: self.exact }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character that `raw` holds unescaped is found again at its own place.
    fn check(raw: &str, value: &str) {
        let decoded = Decoded::string(raw, value, FileId(0), 100);
        assert_eq!(decoded.text, value.replace("\r\n", "\n"));
        for (at, character) in decoded.text.char_indices().filter(|(_, c)| *c as u32 > 0x2000) {
            let span = decoded.span(at, at + character.len_utf8());
            let found = &raw[span.start as usize - 100..span.end as usize - 100];
            assert!(found.starts_with(character) || found.starts_with('\\'), "{character} found as {found}");
        }
    }

    #[test]
    fn literal_and_basic_strings_find_their_way_back() {
        check("'甲乙'", "甲乙");
        check("'''\n甲\n乙'''", "甲\n乙");
        check("'''\r\n甲\r\n乙'''", "甲\r\n乙");
        check("\"甲\\\"乙\\\"丙\\n丁\"", "甲\"乙\"丙\n丁");
        check("\"甲\\u4e59丙\"", "甲乙丙");
        check("\"\"\"\n甲\\\n    乙\\\\丙\"\"\"", "甲乙\\丙");
    }

    #[test]
    fn an_escape_is_one_place() {
        let decoded = Decoded::string("\"甲\\u4e59丙\"", "甲乙丙", FileId(0), 0);
        assert_eq!(decoded.span(3, 6), Span::new(FileId(0), 4, 10));
        assert_eq!(decoded.span(6, 9), Span::new(FileId(0), 10, 13));
    }

    #[test]
    fn a_text_that_differs_from_the_readers_is_placed_at_the_start() {
        let decoded = Decoded::string("\"甲\"", "乙", FileId(0), 7);
        assert_eq!((decoded.text.as_str(), decoded.span(0, 0).start), ("乙", 7));
    }
}
