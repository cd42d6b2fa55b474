//! Names that lead nowhere, things that stand twice, and things that nobody uses.

use std::collections::{BTreeMap, BTreeSet};

use super::uses::Uses;
use super::{Report, Spanned};
use crate::diag::{Diagnostic, Span, nearest};

/// The keys of a report's tables, also of those whose values have faults, with their places.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) figures: BTreeMap<String, Span>,
    pub(super) tables: BTreeMap<String, Span>,
    pub(super) charts: BTreeMap<String, Span>,
    pub(super) notes: BTreeMap<String, Span>,
    /// Tables from which a chart is drawn.
    pub(super) drawn: BTreeSet<String>,
}

/// A kind of thing that prose places.
struct Kind<'a> {
    prefix: &'static str,
    zh: &'static str,
    unused: &'static str,
    names: &'a BTreeMap<String, Span>,
    placed: &'a [Spanned<String>],
}

/// Checks every name of a report.
pub(super) fn check(report: &Report, names: &Names) -> Vec<Diagnostic> {
    let uses = Uses::of(report);
    let kinds = kinds(names, &uses);
    let mut found = section_ids(report);
    for kind in &kinds {
        found.extend(placements(kind));
        found.extend(unused(kind, &names.drawn));
    }
    found.extend(references(report, &uses, &kinds));
    found.extend(notes(names, &uses));
    found
}

fn kinds<'a>(names: &'a Names, uses: &'a Uses) -> [Kind<'a>; 3] {
    [
        Kind { prefix: "figure", zh: "图", unused: "unused-figure", names: &names.figures, placed: &uses.figures },
        Kind { prefix: "table", zh: "表", unused: "unused-table", names: &names.tables, placed: &uses.tables },
        Kind { prefix: "chart", zh: "图表", unused: "unused-chart", names: &names.charts, placed: &uses.charts },
    ]
}

/// Ids of sections and attachments that are given twice.
fn section_ids(report: &Report) -> Vec<Diagnostic> {
    let sections = report.sections.iter().filter_map(|section| section.id.as_ref());
    let attachments = report.attachments.iter().filter_map(|attachment| attachment.id.as_ref());
    let mut seen = BTreeSet::new();
    sections
        .chain(attachments)
        .filter(|id| !seen.insert(id.value.as_str()))
        .map(|id| {
            Diagnostic::error(
                "duplicate-id",
                id.span,
                format!("“{}”写了两次", id.value),
                format!("`{}` is written twice", id.value),
            )
            .help("换一个名字", "give it another name")
        })
        .collect()
}

fn placements(kind: &Kind) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for id in kind.placed {
        if !kind.names.contains_key(&id.value) {
            let candidates: Vec<&str> = kind.names.keys().map(String::as_str).collect();
            let sample = format!("[{}.{}]", kind.prefix, id.value);
            found.push(unknown(id, &candidates, &sample));
        } else if !seen.insert(&id.value) {
            let name = &id.value;
            found.push(
                Diagnostic::error(
                    "placed-twice",
                    id.span,
                    format!("“{name}”已经放过一次"),
                    format!("`{name}` has been placed already"),
                )
                .help(
                    format!("引用它写成 {{{{ref {}.{name}}}}}", kind.prefix),
                    format!("to refer to it, write {{{{ref {}.{name}}}}}", kind.prefix),
                ),
            );
        }
    }
    found
}

/// What would define a name that a reference uses.
fn definition(name: &str) -> String {
    let kinds = ["figure.", "table.", "chart."];
    match kinds.iter().any(|kind| name.starts_with(kind)) {
        true => format!("[{name}]"),
        false => format!("id = \"{name}\""),
    }
}

/// A name that leads nowhere. `sample` is the head of the table that would define it.
fn unknown(id: &Spanned<String>, candidates: &[&str], sample: &str) -> Diagnostic {
    let name = &id.value;
    let diagnostic = Diagnostic::error(
        "unknown-reference",
        id.span,
        format!("没有名为“{name}”的内容"),
        format!("there is nothing called `{name}`"),
    );
    // `city-view` for `figure.city-view` is no slip of the hand, but half of the name.
    let same_key = candidates.iter().find(|candidate| candidate.split_once('.').is_some_and(|(_, key)| key == name));
    match same_key.copied().or_else(|| nearest(name, candidates.iter().copied())) {
        Some(near) => diagnostic.help(format!("是不是 {near}？"), format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("先写 {sample}，或改正名字"), format!("define {sample}, or correct the name")),
    }
}

fn unused(kind: &Kind, drawn: &BTreeSet<String>) -> Vec<Diagnostic> {
    let placed: BTreeSet<&String> = kind.placed.iter().map(|id| &id.value).collect();
    let in_chart = |name: &String| kind.prefix == "table" && drawn.contains(name);
    kind.names
        .iter()
        .filter(|(name, _)| !placed.contains(name) && !in_chart(name))
        .map(|(name, &span)| {
            let (prefix, zh) = (kind.prefix, kind.zh);
            Diagnostic::warning(
                kind.unused,
                span,
                format!("{zh}“{name}”没有放进正文"),
                format!("the {prefix} `{name}` is not placed in the text"),
            )
            .help(
                format!("在正文里单独一行写 {{{{{prefix} {name}}}}}"),
                format!("write {{{{{prefix} {name}}}}} on a line of its own"),
            )
        })
        .collect()
}

/// Where each canonical id stands: `Some(true)` in the text, `Some(false)` nowhere.
fn targets(report: &Report, kinds: &[Kind]) -> BTreeMap<String, bool> {
    let mut targets = BTreeMap::new();
    for kind in kinds {
        let placed: BTreeSet<&String> = kind.placed.iter().map(|id| &id.value).collect();
        targets.extend(kind.names.keys().map(|name| (format!("{}.{name}", kind.prefix), placed.contains(name))));
    }
    let sections = report.sections.iter().filter_map(|section| section.id.as_ref());
    targets.extend(sections.map(|id| (id.value.clone(), true)));
    for attachment in &report.attachments {
        targets.extend(attachment.id.iter().map(|id| (id.value.clone(), attachment.blocks.is_some())));
    }
    targets
}

fn references(report: &Report, uses: &Uses, kinds: &[Kind]) -> Vec<Diagnostic> {
    let targets = targets(report, kinds);
    let candidates: Vec<&str> = targets.keys().map(String::as_str).collect();
    let mut found = Vec::new();
    for id in &uses.references {
        match targets.get(&id.value) {
            Some(true) => {}
            Some(false) => found.push(unplaced(id)),
            None => found.push(unknown(id, &candidates, &definition(&id.value))),
        }
    }
    found
}

fn unplaced(id: &Spanned<String>) -> Diagnostic {
    let name = &id.value;
    let directive = name.replacen('.', " ", 1);
    Diagnostic::error(
        "unplaced-reference",
        id.span,
        format!("引用了“{name}”，但它没有放进正文"),
        format!("`{name}` is referred to, but stands nowhere in the text"),
    )
    .help(
        format!("在正文里单独一行写 {{{{{directive}}}}}；附件要有 body 或 include"),
        format!("write {{{{{directive}}}}} on a line of its own; an attachment needs a body or include"),
    )
}

fn notes(names: &Names, uses: &Uses) -> Vec<Diagnostic> {
    let candidates: Vec<&str> = names.notes.keys().map(String::as_str).collect();
    let marked: BTreeSet<&String> = uses.notes.iter().map(|note| &note.value).collect();
    let unknown_notes = uses
        .notes
        .iter()
        .filter(|note| !names.notes.contains_key(&note.value))
        .map(|note| unknown(note, &candidates, &format!("[note] {} = \"……\"", note.value)));
    let nested = uses.notes_in_notes.iter().map(|&span| {
        Diagnostic::error("note-in-note", span, "脚注里不能再有脚注", "a footnote cannot stand in a footnote")
            .help("把内容并到一条脚注里", "put both into one footnote")
    });
    let unused = names.notes.iter().filter(|(name, _)| !marked.contains(name)).map(|(name, &span)| {
        Diagnostic::warning(
            "unused-note",
            span,
            format!("脚注“{name}”没有用到"),
            format!("the footnote `{name}` is not used"),
        )
        .help(format!("在正文里写 [^{name}]，或删去它"), format!("write [^{name}] in the text, or remove it"))
    });
    unknown_notes.chain(nested).chain(unused).collect()
}
