//! Numbers of headings and captions, settled before any text is resolved, because a reference may
//! point forwards.

use std::collections::BTreeMap;

use crate::report::{ProseBlock, ProseBlockKind, ProseInline, Report, Section};
use crate::template::{Numbering, Template};

use super::numbering::{fill, number, number_in_form};
use super::{Caption, Id};

/// A heading with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberedHeading {
    /// Its id, given or made.
    pub id: Id,
    /// As printed; empty if it has none.
    pub number: String,
    /// From 1; 0 if it has no number.
    pub ordinal: u32,
}

/// A caption's number, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CaptionNumber {
    /// `图1`.
    pub number: String,
    /// `图`.
    pub label: String,
    /// `1`, or `2-1` where captions are numbered by part.
    pub ordinal: String,
}

impl CaptionNumber {
    /// The caption with its text.
    pub fn with(self, content: Vec<super::Inline>) -> Caption {
        Caption { number: self.number, label: self.label, ordinal: self.ordinal, content }
    }
}

/// Everything that has a number or can be referred to.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets {
    /// One a section, in order.
    pub headings: Vec<NumberedHeading>,
    /// `附件1`, one an attachment, in order.
    pub attachments: Vec<(Id, String)>,
    /// Figures, charts and captioned tables.
    pub captions: BTreeMap<Id, CaptionNumber>,
    /// What a reference prints; empty or missing: it has nothing to print.
    pub printed: BTreeMap<Id, String>,
}

/// Numbers the whole report in reading order.
pub(super) fn targets(report: &Report, template: &Template) -> Targets {
    let mut targets = Targets { headings: headings(&report.sections, &template.numbering), ..Targets::default() };
    targets.attachments = attachments(report, &template.labels.attachment);
    targets.captions = captions(report, template);
    for (id, caption) in &targets.captions {
        targets.printed.insert(id.clone(), caption.number.clone());
    }
    targets.printed.extend(targets.attachments.iter().cloned());
    for (section, heading) in report.sections.iter().zip(&targets.headings) {
        let title = plain_text(&section.title, &targets.printed);
        targets.printed.insert(heading.id.clone(), format!("{}{title}", heading.number));
    }
    targets
}

/// The characters of a heading without marks, notes and line breaks, for the contents and references.
pub(super) fn plain_text(content: &[ProseInline], printed: &BTreeMap<Id, String>) -> String {
    let text = |inline: &ProseInline| match inline {
        ProseInline::Text { text, .. } => text.clone(),
        ProseInline::Ruby { pairs, .. } => pairs.iter().map(|pair| pair.base.as_str()).collect(),
        ProseInline::Reference { target, .. } => printed.get(target).cloned().unwrap_or_default(),
        ProseInline::LineBreak | ProseInline::NoteMark { .. } | ProseInline::PageReference { .. } => String::new(),
    };
    content.iter().map(text).collect()
}

fn headings(sections: &[Section], numbering: &Numbering) -> Vec<NumberedHeading> {
    let mut counters = [0u32; 4];
    let mut numbered = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let level = usize::from(section.level.value.clamp(1, 4)) - 1;
        let pattern = &numbering.headings[level];
        counters[level + 1..].fill(0);
        let has_number = section.numbered && !pattern.is_empty();
        if has_number {
            counters[level] += 1;
        }
        let ordinal = if has_number { counters[level] } else { 0 };
        let id = section.id.as_ref().map_or_else(|| format!("section-{}", index + 1), |id| id.value.clone());
        numbered.push(NumberedHeading {
            id,
            number: if has_number { number(pattern, ordinal) } else { String::new() },
            ordinal,
        });
    }
    numbered
}

/// `附件1`; `附件` where there is only one (GB/T 9704-2012 §7.3.4, §7.3.6).
fn attachments(report: &Report, label: &str) -> Vec<(Id, String)> {
    let several = report.attachments.len() > 1;
    let named = |(index, attachment): (usize, &crate::report::Attachment)| {
        let id = attachment.id.as_ref().map_or_else(|| format!("attachment-{}", index + 1), |id| id.value.clone());
        (id, if several { format!("{label}{}", index + 1) } else { label.to_owned() })
    };
    report.attachments.iter().enumerate().map(named).collect()
}

fn captions(report: &Report, template: &Template) -> BTreeMap<Id, CaptionNumber> {
    let mut counter = CaptionCounter { report, template, part: 0, figures: 0, tables: 0, found: BTreeMap::new() };
    for section in &report.sections {
        if section.level.value == 1 {
            counter.start_part();
        }
        counter.count(&section.blocks);
    }
    for attachment in &report.attachments {
        counter.count(attachment.blocks.as_deref().unwrap_or_default());
    }
    counter.found
}

/// Counts figures (with charts) and tables in the order in which they stand in the text.
struct CaptionCounter<'a> {
    report: &'a Report,
    template: &'a Template,
    part: u32,
    figures: u32,
    tables: u32,
    found: BTreeMap<Id, CaptionNumber>,
}

impl CaptionCounter<'_> {
    fn start_part(&mut self) {
        self.part += 1;
        if self.template.numbering.captions_by_part {
            (self.figures, self.tables) = (0, 0);
        }
    }

    fn count(&mut self, blocks: &[ProseBlock]) {
        for block in blocks {
            match &block.kind {
                ProseBlockKind::Paragraph(_) | ProseBlockKind::PageBreak => {}
                ProseBlockKind::List { items, .. } => items.iter().for_each(|item| self.count(item)),
                ProseBlockKind::Quote(blocks) => self.count(blocks),
                ProseBlockKind::Figures(keys) => {
                    keys.iter().for_each(|key| self.figure(format!("figure.{}", key.value)));
                }
                ProseBlockKind::Chart(key) => self.figure(format!("chart.{}", key.value)),
                ProseBlockKind::Table(key) => self.table(&key.value),
            }
        }
    }

    fn figure(&mut self, id: Id) {
        self.figures += 1;
        let template = self.template;
        self.insert(id, &template.numbering.figure, &template.labels.figure, self.figures);
    }

    fn table(&mut self, key: &str) {
        if self.report.tables.get(key).is_some_and(|table| table.caption.is_some()) {
            self.tables += 1;
            let template = self.template;
            self.insert(format!("table.{key}"), &template.numbering.table, &template.labels.table, self.tables);
        }
    }

    fn insert(&mut self, id: Id, pattern: &str, label: &str, count: u32) {
        let mut ordinal = number_in_form(pattern, count);
        if self.template.numbering.captions_by_part && self.part > 0 {
            ordinal = format!("{}-{ordinal}", self.part);
        }
        let number = fill(pattern, &ordinal);
        self.found.insert(id, CaptionNumber { number, label: label.to_owned(), ordinal });
    }
}
