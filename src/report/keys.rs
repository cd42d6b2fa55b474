//! Reading a table of the file: every key by name and type, unknown ones refused.

use std::ops::RangeInclusive;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::decode::Decoded;
use super::reading::Reading;
use super::schema::{Key, Shape, TableSchema};
use super::{DateText, ProseInline, Spanned, date, prose};
use crate::diag::{Diagnostic, FileId, Span, nearest};
use crate::document::Date;

/// The file whose TOML is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
}

impl Source<'_> {
    pub(super) fn span(self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }
}

/// A value of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'t> {
    pub(super) source: Source<'t>,
    pub(super) value: &'t DeValue<'t>,
    pub(super) span: Span,
}

/// A table of the file whose keys are all known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keys<'t> {
    schema: &'static TableSchema,
    /// `None`: the table is not there, which has been reported.
    table: Option<&'t DeTable<'t>>,
    source: Source<'t>,
    /// Where the table begins: its name.
    pub(super) head: Span,
}

impl<'t> Keys<'t> {
    /// Reports every key that the schema does not know.
    pub(super) fn new(
        schema: &'static TableSchema,
        table: &'t DeTable<'t>,
        source: Source<'t>,
        head: Span,
        reading: &mut Reading,
    ) -> Self {
        for key in table.keys() {
            if !schema.keys.iter().any(|known| known.name == key.get_ref()) {
                let names = schema.keys.iter().map(|known| known.name);
                reading.report(unknown_key(key.get_ref(), source.span(key.span()), &table_name(schema), names));
            }
        }
        Keys { schema, table: Some(table), source, head }
    }

    /// A table that is not there.
    pub(super) fn none(schema: &'static TableSchema, source: Source<'t>) -> Self {
        Keys { schema, table: None, source, head: Span::new(source.file, 0, 0) }
    }

    /// The value of a key and the key's own place.
    pub(super) fn item(&self, name: &str) -> Option<(Item<'t>, Span)> {
        debug_assert!(self.schema.keys.iter().any(|key| key.name == name), "{name} is not in the schema");
        let (key, value) = self.table?.get_key_value(name)?;
        Some((Item::new(value, self.source), self.source.span(key.span())))
    }

    /// What `read` makes of a key's value; `None` if it is left out or wrong.
    pub(super) fn optional<T>(
        &self,
        name: &str,
        reading: &mut Reading,
        read: impl FnOnce(Item<'t>, &mut Reading) -> Option<T>,
    ) -> Option<T> {
        self.item(name).and_then(|(item, _)| read(item, reading))
    }

    /// The same, but a key that is left out is an error.
    pub(super) fn required<T>(
        &self,
        name: &str,
        reading: &mut Reading,
        read: impl FnOnce(Item<'t>, &mut Reading) -> Option<T>,
    ) -> Option<T> {
        if self.table.is_some() && self.item(name).is_none() {
            reading.report(self.missing(name));
        }
        self.optional(name, reading, read)
    }

    fn missing(&self, name: &str) -> Diagnostic {
        let key = self.schema.keys.iter().find(|key| key.name == name);
        let sample = key.map_or_else(String::new, |key: &Key| format!("{name} = {}", key.kind.sample()));
        let table = table_name(self.schema);
        Diagnostic::error("missing-key", self.head, format!("{table} 缺少“{name}”"), format!("{table} lacks `{name}`"))
            .help(format!("加一行：{sample}"), format!("add: {sample}"))
    }

    /// Strings behind a key; empty if it is left out.
    pub(super) fn lines(&self, name: &str, reading: &mut Reading) -> Vec<Spanned<String>> {
        self.optional(name, reading, Item::lines).unwrap_or_default()
    }

    /// A string that is not empty.
    pub(super) fn text(&self, name: &str, reading: &mut Reading) -> Option<Spanned<String>> {
        self.optional(name, reading, Item::text)
    }

    /// `true` or `false`, or what is meant if it is left out.
    pub(super) fn boolean(&self, name: &str, otherwise: bool, reading: &mut Reading) -> bool {
        self.optional(name, reading, Item::boolean).unwrap_or(otherwise)
    }
}

/// A table's name as it stands in the file.
fn table_name(schema: &TableSchema) -> String {
    match schema.shape {
        Shape::Single => format!("[{}]", schema.name),
        Shape::Repeated => format!("[[{}]]", schema.name),
        Shape::Keyed => format!("[{}.…]", schema.name),
        Shape::Inline => format!("{} {{…}}", schema.name),
    }
}

/// A key that is not known, with the nearest of those that are.
pub(super) fn unknown_key<'a>(
    key: &str,
    span: Span,
    table: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let all = known.clone().collect::<Vec<_>>().join("、");
    let diagnostic = Diagnostic::error(
        "unknown-key",
        span,
        format!("{table} 没有“{key}”这个键"),
        format!("{table} has no key `{key}`"),
    );
    match nearest(key, known) {
        Some(near) => diagnostic.help(format!("是不是 {near}？"), format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("可以写的有：{all}"), format!("known are: {}", all.replace('、', ", "))),
    }
}

impl<'t> Item<'t> {
    pub(super) fn new(value: &'t TomlSpanned<DeValue<'t>>, source: Source<'t>) -> Self {
        Item { source, value: value.get_ref(), span: source.span(value.span()) }
    }

    /// The value as it stands in the file.
    pub(super) fn raw(&self) -> &'t str {
        self.source.text.get(self.span.start as usize..self.span.end as usize).unwrap_or_default()
    }

    /// Reports a value of the wrong type; `zh`, `en` name the right one, `sample` shows it.
    pub(super) fn wrong_type<T>(&self, zh: &str, en: &str, sample: &str, reading: &mut Reading) -> Option<T> {
        let (found_zh, found_en) = type_name(self.value);
        reading.report(
            Diagnostic::error(
                "wrong-type",
                self.span,
                format!("这里应是{zh}，却是{found_zh}"),
                format!("expected {en}, found {found_en}"),
            )
            .help(format!("例如 {sample}"), format!("such as {sample}")),
        );
        None
    }

    /// Reports a value of the right type that will not do.
    pub(super) fn bad_value<T>(&self, zh: &str, en: &str, help: (&str, &str), reading: &mut Reading) -> Option<T> {
        reading.report(Diagnostic::error("bad-value", self.span, zh, en).help(help.0, help.1));
        None
    }

    /// A string, which may be empty.
    pub(super) fn string(self, reading: &mut Reading) -> Option<Spanned<String>> {
        match self.value {
            DeValue::String(text) => Some(Spanned { value: text.replace("\r\n", "\n"), span: self.span }),
            _ => self.wrong_type("文字", "a string", "\"……\"", reading),
        }
    }

    /// A string that is not empty, on one line, without white space around it.
    pub(super) fn text(self, reading: &mut Reading) -> Option<Spanned<String>> {
        let text = self.string(reading)?;
        let trimmed = text.value.trim();
        if trimmed.is_empty() {
            return self.empty(reading);
        }
        if trimmed.contains('\n') {
            return self.bad_value(
                "这里只能写一行",
                "this must be one line",
                ("把文字连成一行", "join the lines"),
                reading,
            );
        }
        Some(Spanned { value: trimmed.to_owned(), span: text.span })
    }

    /// A string, or an array of strings.
    pub(super) fn lines(self, reading: &mut Reading) -> Option<Vec<Spanned<String>>> {
        match self.value {
            DeValue::String(_) => self.text(reading).map(|line| vec![line]),
            DeValue::Array(_) => {
                let lines: Vec<_> = self.items(reading)?.into_iter().map(|item| item.text(reading)).collect();
                if lines.is_empty() {
                    return self.empty(reading);
                }
                lines.into_iter().collect()
            }
            _ => self.wrong_type("文字，或文字的数组", "a string or an array of strings", "[\"……\", \"……\"]", reading),
        }
    }

    /// The values of an array.
    pub(super) fn items(self, reading: &mut Reading) -> Option<Vec<Item<'t>>> {
        match self.value {
            DeValue::Array(array) => Some(array.iter().map(|value| Item::new(value, self.source)).collect()),
            _ => self.wrong_type("方括号里的数组", "an array", "[\"……\", \"……\"]", reading),
        }
    }

    /// A table whose keys are those of a schema.
    pub(super) fn keys(self, schema: &'static TableSchema, reading: &mut Reading) -> Option<Keys<'t>> {
        match self.value {
            DeValue::Table(table) => Some(Keys::new(schema, table, self.source, self.span, reading)),
            _ => self.wrong_type("花括号里的几项", "an inline table", "{ 键 = 值 }", reading),
        }
    }

    pub(super) fn boolean(self, reading: &mut Reading) -> Option<bool> {
        match self.value {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wrong_type("true 或 false", "true or false", "true", reading),
        }
    }

    /// A whole number within a range.
    pub(super) fn integer(self, range: RangeInclusive<i64>, reading: &mut Reading) -> Option<Spanned<i64>> {
        let DeValue::Integer(integer) = self.value else {
            return self.wrong_type("整数", "a whole number", &range.start().to_string(), reading);
        };
        let value = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let Some(value) = value.filter(|value| range.contains(value)) else {
            let (least, most) = (range.start(), range.end());
            return self.bad_value(
                &format!("这里只能是 {least} 到 {most}"),
                &format!("this must be from {least} to {most}"),
                (&format!("写 {least} 到 {most} 之间的整数"), &format!("write a number from {least} to {most}")),
                reading,
            );
        };
        Some(Spanned { value, span: self.span })
    }

    /// A finite number; `None` without a report if it is none.
    pub(super) fn as_number(&self) -> Option<f64> {
        let number = match self.value {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok()? as f64,
            DeValue::Float(float) => float.as_str().parse().ok()?,
            _ => return None,
        };
        Some(number).filter(|number: &f64| number.is_finite())
    }

    /// A number above 0 and at most `most`.
    pub(super) fn number(self, most: f64, reading: &mut Reading) -> Option<Spanned<f64>> {
        if !matches!(self.value, DeValue::Integer(_) | DeValue::Float(_)) {
            return self.wrong_type("数字", "a number", "0.5", reading);
        }
        match self.as_number().filter(|&number| number > 0.0 && number <= most) {
            Some(value) => Some(Spanned { value, span: self.span }),
            None => self.bad_value(
                &format!("这里只能是大于 0、不超过 {most} 的数"),
                &format!("this must be above 0 and at most {most}"),
                ("例如 0.5", "such as 0.5"),
                reading,
            ),
        }
    }

    /// A share: above 0, at most 1.
    pub(super) fn share(self, reading: &mut Reading) -> Option<Spanned<f64>> {
        self.number(1.0, reading)
    }

    /// One of a few words; gives its index.
    pub(super) fn choice(self, words: &[&str], reading: &mut Reading) -> Option<usize> {
        let text = self.string(reading)?;
        if let Some(index) = words.iter().position(|word| *word == text.value) {
            return Some(index);
        }
        let all = words.join("、");
        let near = nearest(&text.value, words.iter().copied()).unwrap_or(words[0]);
        self.bad_value(
            &format!("“{}”不在可选之列：{all}", text.value),
            &format!("`{}` is none of {}", text.value, words.join(", ")),
            (&format!("\"{near}\""), &format!("\"{near}\"")),
            reading,
        )
    }

    /// A date: TOML's own, or a string such as `2023-03-01` or `2023年3月1日`.
    pub(super) fn date(self, reading: &mut Reading) -> Option<Spanned<Date>> {
        let found = match self.value {
            DeValue::Datetime(value) => value.date.and_then(|day| date::valid(day.year, day.month, day.day)),
            DeValue::String(text) => date::parse(text),
            _ => return self.wrong_type("日期", "a date", "2023-03-01", reading),
        };
        match found {
            Some(value) => Some(Spanned { value, span: self.span }),
            None => self.bad_value(
                "没有这个日期",
                "there is no such date",
                ("写成 2023-03-01", "write 2023-03-01"),
                reading,
            ),
        }
    }

    /// A date, or words to be printed as they are.
    pub(super) fn date_text(self, reading: &mut Reading) -> Option<Spanned<DateText>> {
        match self.value {
            DeValue::String(text) if date::parse(text).is_none() => {
                self.text(reading).map(|text| Spanned { value: DateText::Text(text.value), span: text.span })
            }
            _ => self.date(reading).map(|day| Spanned { value: DateText::Date(day.value), span: day.span }),
        }
    }

    /// A string's text with its way back into the file.
    pub(super) fn decoded(self, reading: &mut Reading) -> Option<Decoded> {
        let text = self.string(reading)?;
        Some(Decoded::string(self.raw(), &text.value, self.source.file, self.span.start as usize))
    }

    /// Prose within one paragraph; not empty.
    pub(super) fn inlines(self, reading: &mut Reading) -> Option<Vec<ProseInline>> {
        let decoded = self.decoded(reading)?;
        if decoded.text.trim().is_empty() {
            return self.empty(reading);
        }
        Some(prose::inlines(&decoded, &mut reading.found))
    }

    fn empty<T>(&self, reading: &mut Reading) -> Option<T> {
        let help = ("写上文字，或删去这一行", "write something, or remove the line");
        self.bad_value("这里是空的", "this is empty", help, reading)
    }
}

fn type_name(value: &DeValue) -> (&'static str, &'static str) {
    match value {
        DeValue::String(_) => ("文字", "a string"),
        DeValue::Integer(_) => ("整数", "a whole number"),
        DeValue::Float(_) => ("小数", "a number"),
        DeValue::Boolean(_) => ("true 或 false", "true or false"),
        DeValue::Datetime(_) => ("日期", "a date"),
        DeValue::Array(_) => ("数组", "an array"),
        DeValue::Table(_) => ("表", "a table"),
    }
}
