//! The source format: TOML for structure, CommonMark for prose, read into plain values.
//!
//! This room alone knows how a report is written down. It reads files only through
//! [`Files`], collects every fault of a run, and knows nothing of templates, fonts, pages or output
//! formats. [`schema`] lists every key; `docs/format.md` explains them.

mod back;
mod chart;
mod csv;
mod date;
mod decode;
mod figure;
mod front;
mod grid;
mod keys;
mod picture;
mod prose;
mod reading;
mod references;
pub mod schema;
mod schema_json;
mod section;
mod svg;
mod syntax;
mod table;
mod tables;
mod types;
mod uses;

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::DeValue;

use crate::assets::Files;
use crate::diag::{Outcome, Severity, Sources, Warned};
use keys::{Keys, Source};
use reading::Reading;
use references::Names;
use tables::Root;

pub use schema_json::json as json_schema;
pub use types::*;

/// Reads a report and every file that it names.
///
/// `path` is the report as the user named it; `files` reads from its folder.
///
/// # Errors
/// Every fault found, warnings among them, in the order of the files.
pub fn parse(path: &Path, files: &dyn Files, sources: &mut Sources) -> Outcome<Report> {
    let mut reading = Reading::new(path, files, sources);
    let Some(file) = reading.main_text(path) else { return Err(reading.found) };
    let text = reading.sources.text(file).to_owned();
    let syntax = syntax::read(&text, file);
    let root = Root { table: &syntax.table, source: Source { file, text: &text } };
    let report = report(&root, &mut reading);
    let mut found = reading.found;
    // A slip that was told needs no second word, and what it has swallowed is not missing.
    found.retain(|diagnostic| !syntax.found.iter().any(|slip| slip.span == diagnostic.span));
    if syntax.swallowed {
        found.retain(|diagnostic| !FOLLOWS_FROM_SLIPS.contains(&diagnostic.code));
    }
    found.extend(syntax.found);
    found.sort_by_key(|diagnostic| diagnostic.span.map(|span| (span.file, span.start)));
    found.dedup();
    if found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(found);
    }
    Ok(Warned { value: report, warnings: found })
}

/// The template that the report among `sources` names, whatever else is wrong with the report: so
/// that a name that is not known is told in the same run.
pub fn template_named(sources: &Sources) -> Option<Spanned<String>> {
    let (file, _) = sources.files().next()?;
    let syntax = syntax::read(sources.text(file), file);
    let DeValue::Table(report) = syntax.table.get("report")?.get_ref() else { return None };
    let named = report.get("template")?;
    let DeValue::String(name) = named.get_ref() else { return None };
    let span = crate::diag::Span::new(file, named.span().start, named.span().end);
    Some(Spanned { value: name.to_string(), span })
}

/// Findings that a syntax error elsewhere may be the cause of.
const FOLLOWS_FROM_SLIPS: [&str; 10] = [
    "missing-key",
    "missing-alt",
    "pending-image",
    "unknown-reference",
    "unplaced-reference",
    "unused-figure",
    "unused-table",
    "unused-chart",
    "unused-note",
    "ragged-row",
];

/// The report as far as it can be read.
fn report(root: &Root, reading: &mut Reading) -> Report {
    root.check_names(reading);
    let meta = front::meta(&root.required(&schema::REPORT, reading), reading);
    let mut names = Names::default();
    let mut images = Vec::new();
    let figures = root.keyed(&schema::FIGURE, reading);
    names.figures = heads(&figures);
    let figures = figures.into_iter().map(|(key, keys)| (key, figure::figure(&keys, &mut images, reading))).collect();
    let tables = root.keyed(&schema::TABLE, reading);
    names.tables = heads(&tables);
    let tables: BTreeMap<_, _> =
        tables.into_iter().filter_map(|(key, keys)| Some((key, table::table(&keys, reading)?))).collect();
    let charts = charts(root, &tables, &mut names, reading);
    let sections = root.repeated(&schema::SECTION, reading);
    let attachments = root.repeated(&schema::ATTACHMENT, reading);
    let report = Report {
        cover: root.single(&schema::COVER, reading).map(|keys| front::cover(&keys, reading)),
        masthead: root.single(&schema::MASTHEAD, reading).map(|keys| front::masthead(&keys, reading)),
        contents: root.single(&schema::CONTENTS, reading).map(|keys| front::contents(&keys, reading)),
        addressee: root.single(&schema::ADDRESSEE, reading).and_then(|keys| front::only_text(&keys, reading)),
        sections: sections.iter().map(|keys| section::section(keys, reading)).collect(),
        attachments: attachments.iter().filter_map(|keys| section::attachment(keys, reading)).collect(),
        signature: root.single(&schema::SIGNATURE, reading).map(|keys| back::signature(&keys, reading)),
        attendance: root.single(&schema::ATTENDANCE, reading).map(|keys| back::attendance(&keys, reading)),
        annotation: root.single(&schema::ANNOTATION, reading).and_then(|keys| front::only_text(&keys, reading)),
        distribution: root.single(&schema::DISTRIBUTION, reading).map(|keys| back::distribution(&keys, reading)),
        figures,
        tables,
        charts,
        notes: notes(root, &mut names, reading),
        images,
        meta,
    };
    reading.found.extend(references::check(&report, &names));
    report
}

/// Where each key of `[figure.KEY]` and the like stands.
fn heads(tables: &[(String, Keys)]) -> BTreeMap<String, crate::diag::Span> {
    tables.iter().map(|(key, keys)| (key.clone(), keys.head)).collect()
}

fn charts(
    root: &Root,
    tables: &BTreeMap<String, Table>,
    names: &mut Names,
    reading: &mut Reading,
) -> BTreeMap<String, Chart> {
    let charts = root.keyed(&schema::CHART, reading);
    names.charts = heads(&charts);
    for (_, keys) in &charts {
        if let Some((item, _)) = keys.item("data")
            && let DeValue::String(name) = item.value
        {
            names.drawn.insert(name.strip_prefix("table.").unwrap_or(name).to_owned());
        }
    }
    let known: Vec<String> = names.tables.keys().cloned().collect();
    let read = |(key, keys): (String, Keys)| Some((key, chart::chart(&keys, tables, &known, reading)?));
    charts.into_iter().filter_map(read).collect()
}

fn notes(root: &Root, names: &mut Names, reading: &mut Reading) -> BTreeMap<String, Note> {
    let notes = root.notes(reading);
    names.notes = notes.iter().map(|(key, span, _)| (key.clone(), *span)).collect();
    notes.into_iter().filter_map(|(key, _, note)| Some((key, note?))).collect()
}

#[cfg(test)]
mod tests;
