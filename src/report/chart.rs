//! `[chart.KEY]`: its numbers from a table of the report, or written out.

use std::collections::BTreeMap;

use super::figure::{alternative, place};
use super::keys::{Item, Keys};
use super::reading::Reading;
use super::schema::{CHART_KINDS, SERIES};
use super::table::plain;
use super::{Cell, Chart, Spanned, Table};
use crate::diag::{Diagnostic, Span, nearest};
use crate::document::{ChartKind, Series, Value};

/// Categories and series.
struct Data {
    categories: Vec<String>,
    series: Vec<Series>,
}

/// `None` where the data could not be read. `known` are all tables' keys, also of those with faults.
pub(super) fn chart(
    keys: &Keys,
    tables: &BTreeMap<String, Table>,
    known: &[String],
    reading: &mut Reading,
) -> Option<Chart> {
    let all = [ChartKind::Column, ChartKind::Line, ChartKind::Pie];
    let kind = keys.required("kind", reading, |item, reading| item.choice(CHART_KINDS, reading));
    let kind = kind.map(|index| all[index]);
    let caption = keys.required("caption", reading, Item::inlines).unwrap_or_default();
    let alt = alternative(keys, reading);
    let unit = keys.text("unit", reading).map(|unit| unit.value);
    let height = keys.optional("height", reading, Item::share);
    let place = place(keys, reading);
    let told = reading.found.len();
    let (data, unit) = match keys.text("data", reading) {
        Some(name) => from_table(keys, &name, tables, known, unit, reading)?,
        None => (written_out(keys, reading)?, unit.unwrap_or_default()),
    };
    // What a pie lacks because a value could not be read is no second fault.
    if reading.found.len() == told {
        check_pie(kind?, &data, keys.head, reading)?;
    }
    let Data { categories, series } = data;
    Some(Chart { kind: kind?, caption, alt, categories, series, unit, height, place, span: keys.head })
}

fn check_pie(kind: ChartKind, data: &Data, span: Span, reading: &mut Reading) -> Option<()> {
    if kind != ChartKind::Pie {
        return Some(());
    }
    let (zh, en) = if data.series.len() != 1 {
        ("饼图只能有一组数值", "a pie has one series")
    } else if data.series[0].values.iter().flatten().any(|value| value.number < 0.0) {
        ("饼图不能有负数", "a pie has no negative values")
    } else if data.series[0].values.iter().flatten().all(|value| value.number == 0.0) {
        ("饼图的数值不能全是 0", "a pie cannot be all zero")
    } else {
        return Some(());
    };
    let help = (
        "用 series = [\"列名\"] 选一列，或改用 kind = \"column\"",
        "choose one with series = [\"…\"], or write kind = \"column\"",
    );
    reading.report(Diagnostic::error("bad-value", span, zh, en).help(help.0, help.1));
    None
}

/// The first column gives the categories, each of the others (or those chosen) a series.
fn from_table(
    keys: &Keys,
    name: &Spanned<String>,
    tables: &BTreeMap<String, Table>,
    known: &[String],
    unit: Option<String>,
    reading: &mut Reading,
) -> Option<(Data, String)> {
    let bare = name.value.strip_prefix("table.").unwrap_or(&name.value);
    if !known.iter().any(|key| key == bare) {
        reading.report(no_such_table(name, bare, known));
        return None;
    }
    // A table with faults of its own has been reported.
    let table = tables.get(bare)?;
    let head: Vec<String> = (0..table.columns.len()).map(|column| heading(table, column)).collect();
    let chosen = chosen_columns(keys, &head, reading)?;
    let body = &table.rows[table.header_rows..];
    let unit = unit.unwrap_or_else(|| shared_unit(body, &chosen));
    let categories = body.iter().map(|row| cell_text(row, 0)).collect();
    let mut series = Vec::new();
    for column in chosen {
        let values = body.iter().map(|row| cell_value(row, column, &unit, reading)).collect();
        series.push(Series { name: head[column].clone(), values });
    }
    Some((Data { categories, series }, unit))
}

fn no_such_table(name: &Spanned<String>, bare: &str, known: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unknown-reference",
        name.span,
        format!("没有“{}”这张表", name.value),
        format!("there is no table `{}`", name.value),
    );
    match nearest(bare, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("是不是 table.{near}？"), format!("did you mean table.{near}?")),
        None => diagnostic.help(format!("先写一张表：[table.{bare}]"), format!("define a table [table.{bare}]")),
    }
}

/// The words above a column: its lowest head cell.
fn heading(table: &Table, column: usize) -> String {
    let head = &table.rows[..table.header_rows];
    let cell = head.iter().rev().flatten().find(|cell| covers(cell, column));
    cell.map_or_else(String::new, |cell| plain(&cell.content))
}

fn covers(cell: &Cell, column: usize) -> bool {
    (cell.column..cell.column + cell.column_span).contains(&column)
}

/// The columns that `series` names; all but the first if it is left out.
fn chosen_columns(keys: &Keys, head: &[String], reading: &mut Reading) -> Option<Vec<usize>> {
    if keys.item("series").is_none() {
        if head.len() < 2 {
            let diagnostic =
                Diagnostic::error("bad-value", keys.head, "数据表只有一列", "its table has one column only");
            reading.report(
                diagnostic
                    .help("第一列写名称，其余各列写数值", "put names into the first column, values into the others"),
            );
            return None;
        }
        return Some((1..head.len()).collect());
    }
    let names = keys.optional("series", reading, Item::lines)?;
    let columns: Vec<_> = names.iter().map(|name| column_named(name, head, reading)).collect();
    columns.into_iter().collect()
}

fn column_named(name: &Spanned<String>, head: &[String], reading: &mut Reading) -> Option<usize> {
    let found = head.iter().position(|title| *title == name.value);
    if found.is_none() {
        let near = nearest(&name.value, head.iter().map(String::as_str));
        let all = head.iter().filter(|title| !title.is_empty()).cloned().collect::<Vec<_>>().join("、");
        let hint = near.map_or(all, str::to_owned);
        let diagnostic = Diagnostic::error(
            "unknown-reference",
            name.span,
            format!("表里没有“{}”这一列", name.value),
            format!("the table has no column `{}`", name.value),
        );
        reading.report(diagnostic.help(format!("表头里有：{hint}"), format!("its head has: {hint}")));
    }
    found
}

fn cell_text(row: &[Cell], column: usize) -> String {
    row.iter().find(|cell| cell.column == column).map_or_else(String::new, |cell| plain(&cell.content))
}

/// `%` if a value ends in it.
fn shared_unit(body: &[Vec<Cell>], columns: &[usize]) -> String {
    let mut texts = body.iter().flat_map(|row| columns.iter().map(|&column| cell_text(row, column)));
    if texts.any(|text| text.ends_with(['%', '％'])) { "%".to_owned() } else { String::new() }
}

fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "–" | "—" | "——" | "…" | "/")
}

fn cell_value(row: &[Cell], column: usize, unit: &str, reading: &mut Reading) -> Option<Value> {
    let cell = row.iter().find(|cell| cell.column == column)?;
    let text = plain(&cell.content);
    if is_nothing(&text) {
        return None;
    }
    let value = number(&text, unit);
    if value.is_none() {
        let diagnostic = Diagnostic::error(
            "not-a-number",
            cell.span,
            format!("图表要用“{text}”，但它不是数字"),
            format!("the chart needs a number here, not `{text}`"),
        );
        reading.report(diagnostic.help(
            "写阿拉伯数字；没有数据写 —；单位写在图表的 unit 里",
            "write digits; — for no value; the unit goes into the chart's unit",
        ));
    }
    value
}

/// Reads `10.0%`, `1,000`, `-3` with an optional unit behind.
fn number(text: &str, unit: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_suffix(unit).or_else(|| text.strip_suffix('％').filter(|_| unit == "%")).unwrap_or(text);
    let text = text.trim();
    let digits = text.replace([',', '，'], "");
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    let number = digits.parse::<f64>().ok().filter(|number| plain && number.is_finite())?;
    Some(Value { number, text: text.to_owned() })
}

fn written_out(keys: &Keys, reading: &mut Reading) -> Option<Data> {
    let (Some(_), Some(_)) = (keys.item("categories"), keys.item("series")) else {
        let diagnostic = Diagnostic::error("missing-key", keys.head, "图表没有数据", "the chart has no data");
        reading.report(diagnostic.help(
            "加一行：data = \"table.名字\"，或写出 categories 和 series",
            "add: data = \"table.name\", or write categories and series",
        ));
        return None;
    };
    let categories = keys.optional("categories", reading, Item::lines);
    let count = categories.as_ref().map(Vec::len);
    let items = keys.optional("series", reading, Item::items)?;
    let series: Vec<_> = items.into_iter().map(|item| series(item, count, reading)).collect();
    let series: Vec<Series> = series.into_iter().collect::<Option<_>>()?;
    if series.is_empty() {
        let place = keys.item("series").map_or(keys.head, |(item, _)| item.span);
        let diagnostic = Diagnostic::error("bad-value", place, "这里是空的", "this is empty");
        reading.report(
            diagnostic
                .help("series = [{ name = \"……\", values = [1, 2] }]", "series = [{ name = \"…\", values = [1, 2] }]"),
        );
        return None;
    }
    Some(Data { categories: categories?.into_iter().map(|category| category.value).collect(), series })
}

fn series(item: Item, count: Option<usize>, reading: &mut Reading) -> Option<Series> {
    let keys = item.keys(&SERIES, reading)?;
    let name = keys.required("name", reading, Item::text);
    let items = keys.required("values", reading, Item::items)?;
    let found = items.len();
    let values: Vec<_> = items.into_iter().map(|item| value(item, reading)).collect();
    if count.is_some_and(|count| count != found) {
        let wanted = count.unwrap_or_default();
        let diagnostic = Diagnostic::error(
            "ragged-row",
            item.span,
            format!("有 {found} 个数值，categories 有 {wanted} 项"),
            format!("there are {found} values for {wanted} categories"),
        );
        reading.report(diagnostic.help("让两边一样多；没有数据写 \"\"", "make them equal; write \"\" for no value"));
        return None;
    }
    let values = values.into_iter().collect::<Option<_>>()?;
    Some(Series { name: name?.value, values })
}

/// A number as written; `""` where there is none.
fn value(item: Item, reading: &mut Reading) -> Option<Option<Value>> {
    if let Some(number) = item.as_number() {
        let text = item.raw().replace('_', "");
        return Some(Some(Value { number, text }));
    }
    match item.value {
        toml::de::DeValue::String(text) if is_nothing(text) => Some(None),
        _ => item.wrong_type("数字", "a number", "10.0", reading),
    }
}
