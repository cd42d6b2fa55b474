//! The tables of the file by their shapes: `[report]`, `[[section]]`, `[figure.KEY]`, `[note]`.

use toml::de::{DeTable, DeValue};

use super::keys::{Item, Keys, Source, unknown_key};
use super::reading::Reading;
use super::schema::{Shape, TABLES, TableSchema};
use super::section::check_id;
use super::{Note, Spanned};
use crate::diag::{Diagnostic, Span};

/// The whole file.
#[derive(Clone, Copy)]
pub(super) struct Root<'t> {
    pub(super) table: &'t DeTable<'t>,
    pub(super) source: Source<'t>,
}

impl<'t> Root<'t> {
    /// Reports tables that the format does not have.
    pub(super) fn check_names(&self, reading: &mut Reading) {
        let names = TABLES.iter().filter(|schema| schema.shape != Shape::Inline).map(|schema| schema.name);
        let names = names.chain(["note"]);
        for (key, value) in self.table.iter() {
            let name: &str = key.get_ref();
            if names.clone().any(|known| known == name) {
                continue;
            }
            let diagnostic = unknown_key(name, self.source.span(key.span()), "report.toml", names.clone());
            let home = TABLES.iter().find(|schema| schema.keys.iter().any(|known| known.name == name));
            reading.report(match (home, value.get_ref()) {
                (_, DeValue::Table(_)) | (None, _) => diagnostic,
                // `title` before any table's name: the name was forgotten.
                (Some(home), _) => {
                    diagnostic.help(format!("写在 [{}] 的下面", home.name), format!("write it below [{}]", home.name))
                }
            });
        }
    }

    fn item(&self, name: &str) -> Option<(Item<'t>, Span)> {
        let (key, value) = self.table.get_key_value(name)?;
        Some((Item::new(value, self.source), self.source.span(key.span())))
    }

    /// `[report]`.
    pub(super) fn single(&self, schema: &'static TableSchema, reading: &mut Reading) -> Option<Keys<'t>> {
        let (item, head) = self.item(schema.name)?;
        match item.value {
            DeValue::Table(table) => Some(Keys::new(schema, table, self.source, head, reading)),
            _ => wrong_shape(head, schema, reading),
        }
    }

    /// `[report]`, without which there is no report: then one with nothing in it, after a report of that.
    pub(super) fn required(&self, schema: &'static TableSchema, reading: &mut Reading) -> Keys<'t> {
        if self.item(schema.name).is_none() {
            let name = schema.name;
            let span = Span::new(self.source.file, 0, 0);
            reading.report(
                Diagnostic::error("missing-key", span, format!("缺少 [{name}]"), format!("there is no [{name}]"))
                    .help(format!("加上：[{name}] 和 title = \"……\""), format!("add: [{name}] and title = \"…\"")),
            );
        }
        let found = self.single(schema, reading);
        found.unwrap_or_else(|| Keys::none(schema, self.source))
    }

    /// `[[section]]`.
    pub(super) fn repeated(&self, schema: &'static TableSchema, reading: &mut Reading) -> Vec<Keys<'t>> {
        let Some((item, head)) = self.item(schema.name) else { return Vec::new() };
        let DeValue::Array(array) = item.value else {
            wrong_shape::<()>(head, schema, reading);
            return Vec::new();
        };
        array.iter().filter_map(|value| Item::new(value, self.source).keys(schema, reading)).collect()
    }

    /// `[figure.KEY]`.
    pub(super) fn keyed(&self, schema: &'static TableSchema, reading: &mut Reading) -> Vec<(String, Keys<'t>)> {
        let Some((item, head)) = self.item(schema.name) else { return Vec::new() };
        let DeValue::Table(table) = item.value else {
            wrong_shape::<()>(head, schema, reading);
            return Vec::new();
        };
        let mut found = Vec::new();
        for (key, value) in table.iter() {
            let span = self.source.span(key.span());
            check_id(&Spanned { value: key.get_ref().to_string(), span }, reading);
            match value.get_ref() {
                DeValue::Table(table) => {
                    found.push((key.get_ref().to_string(), Keys::new(schema, table, self.source, span, reading)));
                }
                _ => {
                    wrong_shape::<()>(span, schema, reading);
                }
            }
        }
        found
    }

    /// `[note]`, whose keys are the author's.
    pub(super) fn notes(&self, reading: &mut Reading) -> Vec<(String, Span, Option<Note>)> {
        let Some((item, head)) = self.item("note") else { return Vec::new() };
        let DeValue::Table(table) = item.value else {
            reading.report(
                Diagnostic::error("wrong-type", head, "脚注应写在 [note] 里", "footnotes belong into [note]")
                    .help("[note] 下面写：名字 = \"……\"", "below [note] write: name = \"…\""),
            );
            return Vec::new();
        };
        let note = |(key, value): (&toml::Spanned<_>, &'t toml::Spanned<DeValue<'t>>)| {
            let key: &toml::Spanned<std::borrow::Cow<str>> = key;
            let span = self.source.span(key.span());
            let content = Item::new(value, self.source).inlines(reading);
            (key.get_ref().to_string(), span, content.map(|content| Note { content, span }))
        };
        table.iter().map(note).collect()
    }
}

/// A table that stands in the file in another shape than its own.
fn wrong_shape<T>(span: Span, schema: &TableSchema, reading: &mut Reading) -> Option<T> {
    let name = schema.name;
    let sample = match schema.shape {
        Shape::Single => format!("[{name}]"),
        Shape::Repeated => format!("[[{name}]]"),
        Shape::Keyed => format!("[{name}.名字]"),
        Shape::Inline => format!("{name} = {{ … }}"),
    };
    reading.report(
        Diagnostic::error(
            "wrong-type",
            span,
            format!("“{name}”的写法不对"),
            format!("`{name}` is not written like this"),
        )
        .help(format!("写成 {sample}"), format!("write {sample}")),
    );
    None
}
