//! TOML as a tree in which every key and value knows its file and place, so that two files can be
//! merged and an error still points into the right one.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, FileId, Span};

/// A value and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub span: Span,
    pub value: Value,
}

/// What a template file may hold.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Switch(bool),
    List(Vec<Node>),
    Table(Table),
    /// A date; no key of a template takes one.
    Date,
}

/// A value under its key.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where the key was written.
    pub key: Span,
    pub node: Node,
}

/// The keys of a table, in alphabetical order.
pub(super) type Table = BTreeMap<String, Entry>;

/// Reads one file's text; every syntax error is reported, not the first only.
pub(super) fn parse(text: &str, file: FileId) -> Result<Table, Vec<Diagnostic>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table(root.get_ref(), file));
    }
    Err(errors.iter().map(|error| syntax_error(error, file)).collect())
}

fn syntax_error(error: &toml::de::Error, file: FileId) -> Diagnostic {
    let span = error.span().map(|range| Span::new(file, range.start, range.end));
    Diagnostic::error(
        "template-syntax",
        span,
        format!("模板文件写法有误（TOML 语法）：{}", error.message()),
        format!("the template is not valid TOML: {}", error.message()),
    )
    .help("检查引号、括号和等号是否成对、是否用了半角", "check that quotes and brackets are paired and half-width")
}

fn table(source: &DeTable<'_>, file: FileId) -> Table {
    let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let place = Span::new(file, key.span().start, key.span().end);
        Entry { key: place, node: node(value, file) }
    };
    source.iter().map(|(key, value)| (key.get_ref().to_string(), entry((key, value)))).collect()
}

fn node(source: &toml::Spanned<DeValue<'_>>, file: FileId) -> Node {
    let value = match source.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        // A number that does not fit becomes NaN, which every reader of numbers refuses.
        DeValue::Integer(digits) => {
            Value::Number(i64::from_str_radix(digits.as_str(), digits.radix()).map_or(f64::NAN, |number| number as f64))
        }
        DeValue::Float(digits) => Value::Number(digits.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(switch) => Value::Switch(*switch),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, file)).collect()),
        DeValue::Table(inner) => Value::Table(table(inner, file)),
    };
    Node { span: Span::new(file, source.span().start, source.span().end), value }
}

/// `child` over `base`, key by key; where both hold a table, the tables are merged in turn.
pub(super) fn merge(mut base: Table, child: Table) -> Table {
    for (name, over) in child {
        let merged = match (base.remove(&name), over) {
            (
                Some(Entry { node: Node { value: Value::Table(under), .. }, .. }),
                Entry { key, node: Node { span, value: Value::Table(over) } },
            ) => Entry { key, node: Node { span, value: Value::Table(merge(under, over)) } },
            (_, over) => over,
        };
        base.insert(name, merged);
    }
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str, file: u32) -> Table {
        parse(text, FileId(file)).expect("valid TOML")
    }

    #[test]
    fn a_child_wins_key_by_key_and_each_value_keeps_its_file() {
        let merged = merge(tree("[a]\nx = 1\ny = 2", 0), tree("[a]\ny = 3", 1));
        let Value::Table(inner) = &merged["a"].node.value else { panic!("a table") };
        assert!(matches!(inner["x"].node.value, Value::Number(1.0)));
        assert!(matches!(inner["y"].node.value, Value::Number(3.0)));
        assert_eq!((inner["x"].node.span.file, inner["y"].node.span.file), (FileId(0), FileId(1)));
    }

    #[test]
    fn every_syntax_error_is_reported_at_its_place() {
        let errors = parse("a = \nb = 1\nc = [1, \n", FileId(0)).expect_err("broken");
        assert!(errors.len() >= 2, "{errors:?}");
        assert!(errors.iter().all(|error| error.code == "template-syntax" && error.span.is_some()));
    }
}
