//! A diagnostic as text for people: where, the line itself, a mark under the place, what to write.
//!
//! Columns are those of a terminal: Han and full-width characters take two.

use super::{Diagnostic, Message, Severity, Sources, Span};

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// The widest part of a source line that is shown, in terminal columns.
const WIDEST: usize = 72;
/// What is kept before the place when a line is shortened, in terminal columns.
const BEFORE: usize = 24;

/// Several lines of text, without a final line end. Colours (ANSI) only if asked for.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, language: Language, colour: bool) -> String {
    let paint = Paint { colour, severity: diagnostic.severity };
    let label = paint.strong(&format!("{}[{}]", severity_name(diagnostic.severity, language), diagnostic.code));
    let message = words(&diagnostic.message, language);
    let mut lines = Vec::new();
    match diagnostic.span {
        Some(span) => {
            let (line, column) = sources.position(span);
            lines.push(format!("{label} {}:{line}:{column}", sources.path(span.file).display()));
            lines.extend(excerpt(span, sources, message, &paint));
        }
        None => lines.push(format!("{label} {message}")),
    }
    if let Some(help) = &diagnostic.help {
        let lead = match language {
            Language::Chinese => "改法：",
            Language::English => "help: ",
        };
        let indent = " ".repeat(gutter_width(diagnostic.span, sources));
        let text = words(help, language).replace('\n', &format!("\n{indent}   "));
        lines.push(format!("{indent}{} {lead}{text}", paint.quiet("=")));
    }
    lines.join("\n")
}

fn severity_name(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Note, Language::Chinese) => "提示",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Note, Language::English) => "note",
    }
}

fn words(message: &Message, language: Language) -> &str {
    match language {
        Language::Chinese => &message.zh,
        Language::English => &message.en,
    }
}

fn gutter_width(span: Option<Span>, sources: &Sources) -> usize {
    span.map_or(1, |span| sources.position(span).0.to_string().len())
}

/// The line itself and, under it, the carets with the message.
fn excerpt(span: Span, sources: &Sources, message: &str, paint: &Paint) -> Vec<String> {
    let (number, column) = sources.position(span);
    let line = sources.line(span);
    let window = Window::around(line, column - 1, span_characters(span, sources, line, column - 1));
    let gutter = " ".repeat(number.to_string().len());
    let bar = paint.quiet("|");
    let carets = format!("{} {message}", "^".repeat(window.caret_width));
    vec![
        format!("{gutter}{bar}"),
        format!("{}{bar} {}", paint.quiet(&number.to_string()), window.text),
        format!("{gutter}{bar} {}{}", " ".repeat(window.caret_column), paint.strong(&carets)),
    ]
    .into_iter()
    .map(|line| line.trim_end().to_owned())
    .collect()
}

/// How many characters of its first line a span covers.
fn span_characters(span: Span, sources: &Sources, line: &str, before: usize) -> usize {
    let rest = line.chars().skip(before).map(char::len_utf8);
    let mut bytes = (span.end.saturating_sub(span.start)).min(sources.text(span.file).len() as u32) as usize;
    let mut count = 0;
    for length in rest {
        if bytes < length {
            break;
        }
        bytes -= length;
        count += 1;
    }
    count
}

/// The part of a line that is shown, and where the carets stand below it.
struct Window {
    text: String,
    caret_column: usize,
    caret_width: usize,
}

impl Window {
    fn around(line: &str, before: usize, length: usize) -> Window {
        let characters: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before = before.min(characters.len());
        let start = if width(&characters) <= WIDEST { 0 } else { cut_start(&characters[..before]) };
        let mut end = start;
        let mut shown = 0;
        while end < characters.len() && shown + columns(characters[end]) <= WIDEST {
            shown += columns(characters[end]);
            end += 1;
        }
        let marked_end = (before + length).min(end);
        let lead = if start > 0 { "…" } else { "" };
        let tail = if end < characters.len() { "…" } else { "" };
        let middle: String = characters[start..end].iter().collect();
        Window {
            text: format!("{lead}{middle}{tail}"),
            caret_column: lead.chars().count() + width(&characters[start..before.max(start)]),
            caret_width: width(&characters[before.min(marked_end)..marked_end]).max(1),
        }
    }
}

/// Where to begin so that at most [`BEFORE`] columns stand before the place.
fn cut_start(before: &[char]) -> usize {
    let mut kept = 0;
    let mut start = before.len();
    while start > 0 && kept + columns(before[start - 1]) <= BEFORE {
        start -= 1;
        kept += columns(before[start]);
    }
    start
}

fn width(characters: &[char]) -> usize {
    characters.iter().copied().map(columns).sum()
}

/// Columns of a character in a terminal: Unicode's East Asian Width, wide and full-width as two.
/// “ ” — … are ambiguous; a terminal shows them narrow.
fn columns(character: char) -> usize {
    match character as u32 {
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1F64F
        | 0x1F900..=0x1F9FF
        | 0x20000..=0x3FFFD => 2,
        0x0300..=0x036F | 0x200B..=0x200D | 0xFE00..=0xFE0F => 0,
        _ => 1,
    }
}

/// ANSI colours, or none.
struct Paint {
    colour: bool,
    severity: Severity,
}

impl Paint {
    fn strong(&self, text: &str) -> String {
        let code = match self.severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        };
        self.with(code, text)
    }

    fn quiet(&self, text: &str) -> String {
        self.with("34", text)
    }

    fn with(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, start: usize, end: usize) -> (Diagnostic, Sources) {
        let mut sources = Sources::default();
        let file = sources.add("report.toml", text);
        let diagnostic = Diagnostic::error("unknown-key", Span::new(file, start, end), "没有这个键", "no such key");
        (diagnostic.help("title", "title"), sources)
    }

    #[test]
    fn the_carets_stand_under_the_place() {
        let (diagnostic, sources) = one("[report]\ntitel = \"甲\"\n", 9, 14);
        let expected = "错误[unknown-key] report.toml:2:1\n |\n2| titel = \"甲\"\n | ^^^^^ 没有这个键\n = 改法：title";
        let rendered = render(&diagnostic, &sources, Language::Chinese, false);
        assert_eq!(rendered, expected);
        assert!(render(&diagnostic, &sources, Language::English, false).starts_with("error[unknown-key]"));
    }

    #[test]
    fn a_han_character_takes_two_columns() {
        let text = "标题错误";
        let (diagnostic, sources) = one(text, "标题".len(), text.len());
        let rendered = render(&diagnostic, &sources, Language::English, false);
        assert!(rendered.contains("\n |     ^^^^ no such key"), "{rendered}");
    }

    #[test]
    fn a_long_line_is_shortened_around_the_place() {
        let text = format!("{}错{}", "前".repeat(200), "后".repeat(200));
        let (diagnostic, sources) = one(&text, 600, 603);
        let rendered = render(&diagnostic, &sources, Language::Chinese, false);
        let lines: Vec<&str> = rendered.lines().collect();
        assert!(lines[2].contains("…前") && lines[2].ends_with("后…"), "{rendered}");
        let place = lines[2].chars().take_while(|&c| c != '错').map(columns).sum::<usize>();
        let caret = lines[3].chars().take_while(|&c| c != '^').map(columns).sum::<usize>();
        assert_eq!(place, caret, "{rendered}");
    }

    #[test]
    fn colours_only_if_asked() {
        let (diagnostic, sources) = one("甲", 0, 3);
        assert!(!render(&diagnostic, &sources, Language::Chinese, false).contains('\u{1b}'));
        assert!(render(&diagnostic, &sources, Language::Chinese, true).contains('\u{1b}'));
    }

    #[test]
    fn odd_spans_do_not_panic() {
        for (start, end) in [(0, 0), (1, 2), (5, 3), (90, 99)] {
            let (diagnostic, sources) = one("甲\n", start, end);
            render(&diagnostic, &sources, Language::Chinese, false);
        }
    }
}
