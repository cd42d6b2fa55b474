//! Reads typed values out of a tree and collects every error on the way.
//!
//! A getter that fails records why and gives back a stand-in, so that the rest of the file is still
//! checked. The stand-in is never seen: a template with an error is not given out.

use crate::colour::Colour;
use crate::diag::{Diagnostic, Span, nearest};
use crate::geom::{Em, Length};

use super::Lines;
use super::tree::{Node, Table, Value};
use super::values;

/// One table while it is read.
pub(super) struct Reader<'a> {
    /// Its dotted name, such as `styles.body`; empty for the file itself.
    path: String,
    /// Where it was written.
    span: Span,
    table: &'a Table,
    /// The keys that were asked for, whether present or not: all that the table may hold.
    known: Vec<&'static str>,
    errors: &'a mut Vec<Diagnostic>,
    /// How many errors there were when this table was begun.
    errors_before: usize,
}

static NOTHING: Table = Table::new();

impl<'a> Reader<'a> {
    /// Reads a whole tree with `read`, then refuses the keys that nobody asked for.
    pub fn read<T>(
        table: &'a Table,
        span: Span,
        errors: &'a mut Vec<Diagnostic>,
        read: impl FnOnce(&mut Reader) -> T,
    ) -> T {
        Self::table(String::new(), span, table, errors, read)
    }

    fn table<T>(
        path: String,
        span: Span,
        table: &Table,
        errors: &mut Vec<Diagnostic>,
        read: impl FnOnce(&mut Reader) -> T,
    ) -> T {
        let errors_before = errors.len();
        let mut reader = Reader { path, span, table, known: Vec::new(), errors, errors_before };
        let value = read(&mut reader);
        reader.refuse_unknown_keys();
        value
    }

    /// A table that must be there.
    pub fn section<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Reader) -> T) -> T {
        let mut unseen = Vec::new();
        match self.required(key).map(|node| (node.span, &node.value)) {
            Some((span, Value::Table(table))) => Self::table(self.name(key), span, table, self.errors, read),
            Some((span, _)) => {
                self.wrong_type(key, span, "一个表（[…]）", "a table");
                Self::table(self.name(key), span, &NOTHING, &mut unseen, read)
            }
            None => Self::table(self.name(key), self.span, &NOTHING, &mut unseen, read),
        }
    }

    /// A table that may be left out, or be `"none"` to drop the base's.
    pub fn optional_section<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Reader) -> T) -> Option<T> {
        if !self.table.contains_key(key) {
            self.known.push(key);
            return None;
        }
        if self.is(key, "none") { None } else { Some(self.section(key, read)) }
    }

    /// Text, as it is.
    pub fn text(&mut self, key: &'static str) -> String {
        let expected = ("一段文字（加引号）", "text in quotes");
        self.get(key, expected, text).unwrap_or_default()
    }

    /// Text in which only these placeholders stand in braces.
    pub fn pattern(&mut self, key: &'static str, allowed: &[&str]) -> String {
        let pattern = self.text(key);
        self.check_pattern(key, &pattern, allowed);
        pattern
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let expected = ("一列文字，如 [\"甲\", \"乙\"]", "a list of texts such as [\"a\", \"b\"]");
        self.get(key, expected, |value| list(value, text)).unwrap_or_default()
    }

    /// A list of patterns with at least one member.
    pub fn patterns(&mut self, key: &'static str, allowed: &[&str]) -> Vec<String> {
        let expected =
            ("一列文字，至少一个，如 [\"甲\", \"乙\"]", "a list of one or more texts such as [\"a\", \"b\"]");
        let patterns =
            self.get(key, expected, |value| list(value, text).filter(|list| !list.is_empty())).unwrap_or_default();
        for pattern in &patterns {
            self.check_pattern(key, pattern, allowed);
        }
        patterns
    }

    /// A list of colours with at least one member.
    pub fn colours(&mut self, key: &'static str) -> Vec<Colour> {
        let expected = (
            "一列颜色，至少一种，如 [\"black\", \"gray 40%\"]",
            "a list of one or more colours such as [\"black\", \"gray 40%\"]",
        );
        self.get(key, expected, |value| list(value, colour).filter(|list| !list.is_empty())).unwrap_or_default()
    }

    /// A length with its unit.
    pub fn length(&mut self, key: &'static str) -> Length {
        let expected = (
            "带单位的长度，如 \"28mm\"、\"16pt\"、\"三号\"",
            "a length with its unit such as \"28mm\", \"16pt\" or \"三号\"",
        );
        self.get(key, expected, |value| text(value).and_then(|text| values::length(&text))).unwrap_or_default()
    }

    /// A length greater than nothing.
    pub fn positive(&mut self, key: &'static str) -> Length {
        self.positive_or(key, |_| None)
    }

    /// A length greater than nothing, or a word that `named` knows, such as `grid`.
    pub fn positive_or(&mut self, key: &'static str, named: impl Fn(&str) -> Option<Length>) -> Length {
        let expected = (
            "大于零、带单位的长度，如 \"28mm\"、\"16pt\"、\"三号\"",
            "a length above zero with its unit such as \"28mm\", \"16pt\" or \"三号\"",
        );
        let length =
            |text: String| named(&text).or_else(|| values::length(&text).filter(|length| *length > Length::ZERO));
        self.get(key, expected, |value| text(value).and_then(length)).unwrap_or_default()
    }

    /// A key that another pass has read.
    pub fn allow(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// Whether the value is this word; a reader of another kind of value asks first.
    pub fn is(&mut self, key: &'static str, word: &str) -> bool {
        let found =
            matches!(self.table.get(key).map(|entry| &entry.node.value), Some(Value::Text(text)) if text == word);
        if found {
            self.known.push(key);
        }
        found
    }

    /// A colour, or `None` where the file says `"none"`.
    pub fn optional_colour(&mut self, key: &'static str) -> Option<Colour> {
        if self.is(key, "none") { None } else { Some(self.colour(key)) }
    }

    /// A colour.
    pub fn colour(&mut self, key: &'static str) -> Colour {
        let expected = (
            "颜色，如 \"black\"、\"gray 40%\"、\"rgb 204 0 0\"、\"cmyk 0 80 80 0\"",
            "a colour such as \"black\", \"gray 40%\", \"rgb 204 0 0\" or \"cmyk 0 80 80 0\"",
        );
        self.get(key, expected, colour).unwrap_or(Colour::BLACK)
    }

    /// A number of ems, or a share of something; between −100 and 100.
    pub fn em(&mut self, key: &'static str) -> Em {
        let expected = ("数字，如 2 或 0.25", "a number such as 2 or 0.25");
        self.get(key, expected, |value| number(value, -100.0, 100.0)).map(Em::new).unwrap_or_default()
    }

    /// A share of something: above 0, at most 1.
    pub fn share(&mut self, key: &'static str) -> Em {
        let expected = ("大于 0、不超过 1 的数字，如 0.8", "a number above 0 and at most 1 such as 0.8");
        let parse = |value: &Value| number(value, 0.001, 1.0);
        self.get(key, expected, parse).map(Em::new).unwrap_or_default()
    }

    /// A number of grid lines from 0 to 100.
    pub fn lines(&mut self, key: &'static str) -> Lines {
        let expected = ("行数，如 1 或 0.5", "a number of lines such as 1 or 0.5");
        let lines = self.get(key, expected, |value| number(value, 0.0, 100.0)).unwrap_or_default();
        Lines((lines * 100.0).round() as i32)
    }

    /// A whole number within bounds.
    pub fn count(&mut self, key: &'static str, least: u32, most: u32) -> u32 {
        let zh = format!("{least} 到 {most} 之间的整数");
        let en = format!("a whole number from {least} to {most}");
        let parse =
            |value: &Value| number(value, f64::from(least), f64::from(most)).filter(|count| count.fract() == 0.0);
        self.get(key, (&zh, &en), parse).map_or(least, |count| count as u32)
    }

    /// `true` or `false`.
    pub fn switch(&mut self, key: &'static str) -> bool {
        let parse = |value: &Value| if let Value::Switch(switch) = value { Some(*switch) } else { None };
        self.get(key, ("true（是）或 false（否）", "true or false"), parse).unwrap_or_default()
    }

    /// One of the names of an enumeration; there is at least one.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> T {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let zh = format!("以下之一：{}", names.join("、"));
        let en = format!("one of {}", names.join(", "));
        let parse = |value: &Value| {
            let text = text(value)?;
            choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice)
        };
        self.get(key, (&zh, &en), parse).unwrap_or(choices[0].1)
    }

    /// Records that the values make no sense together; not where one is a stand-in.
    pub fn fault(&mut self, key: &'static str, zh: &str, en: &str) {
        if self.errors.len() > self.errors_before {
            return;
        }
        let span = self.table.get(key).map_or(self.span, |entry| entry.node.span);
        self.errors.push(Diagnostic::error("bad-value", span, zh, en));
    }

    fn required(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        let found = self.table.get(key).map(|entry| &entry.node);
        // What a style that is `like` another lacks, the other lacks: that is where it is missed.
        if found.is_none() && !self.table.contains_key("like") {
            let name = self.name(key);
            self.errors.push(
                Diagnostic::error(
                    "missing-key",
                    self.span,
                    format!("模板缺少“{name}”"),
                    format!("the template lacks `{name}`"),
                )
                .help(
                    "补上这一项；或在文件开头写 base = \"gongwen\"，没写的都照它",
                    "add it, or start the file with base = \"gongwen\" to take what is left out from there",
                ),
            );
        }
        found
    }

    fn get<T>(&mut self, key: &'static str, expected: (&str, &str), parse: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let node = self.required(key)?;
        let value = parse(&node.value);
        if value.is_none() {
            self.wrong_type(key, node.span, expected.0, expected.1);
        }
        value
    }

    fn wrong_type(&mut self, key: &str, span: Span, zh: &str, en: &str) {
        let name = self.name(key);
        let diagnostic = Diagnostic::error(
            "bad-value",
            span,
            format!("“{name}”的值不对"),
            format!("the value of `{name}` is wrong"),
        );
        self.errors.push(diagnostic.help(format!("应当是{zh}"), format!("it should be {en}")));
    }

    fn bad_value(&mut self, key: &str, zh: &str, en: &str) {
        let span = self.table.get(key).map_or(self.span, |entry| entry.node.span);
        self.wrong_type(key, span, zh, en);
    }

    fn check_pattern(&mut self, key: &str, pattern: &str, allowed: &[&str]) {
        if values::wrong_placeholder(pattern, allowed).is_some() {
            let names: Vec<String> = allowed.iter().map(|name| format!("{{{name}}}")).collect();
            let zh = format!("花括号里只用 {} 的文字", names.join("、"));
            let en = format!("text with only {} in braces", names.join(", "));
            self.bad_value(key, &zh, &en);
        }
    }

    fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn refuse_unknown_keys(&mut self) {
        for (key, entry) in self.table.iter().filter(|(key, _)| !self.known.contains(&key.as_str())) {
            let name = self.name(key);
            let diagnostic = Diagnostic::error(
                "unknown-key",
                entry.key,
                format!("模板里没有“{name}”这一项"),
                format!("a template has no `{name}`"),
            );
            self.errors.push(match nearest(key, self.known.iter().copied()) {
                Some(near) => diagnostic.help(format!("是不是“{near}”？"), format!("did you mean `{near}`?")),
                None => diagnostic.help(
                    format!("这里可以写：{}", self.known.join("、")),
                    format!("these keys are known here: {}", self.known.join(", ")),
                ),
            });
        }
    }
}

fn text(value: &Value) -> Option<String> {
    if let Value::Text(text) = value { Some(text.clone()) } else { None }
}

fn colour(value: &Value) -> Option<Colour> {
    text(value).and_then(|text| values::colour(&text))
}

fn number(value: &Value, least: f64, most: f64) -> Option<f64> {
    if let Value::Number(number) = value {
        Some(*number).filter(|number| (least..=most).contains(number))
    } else {
        None
    }
}

fn list<T>(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    if let Value::List(nodes) = value { nodes.iter().map(|node| item(&node.value)).collect() } else { None }
}
