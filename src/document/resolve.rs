//! The order of a document: what comes before the text, the text, what comes after.

use crate::diag::{Diagnostic, Outcome, Severity, Span, Warned};
use crate::report::{Attachment, Report, Section};
use crate::template::Template;

use super::blocks::{Blocks, Place};
use super::inline::Inlines;
use super::matter;
use super::targets::{NumberedHeading, targets};
use super::{AttachmentHead, Block, BlockKind, DistributionRow, Document, Heading, Id};

/// Numbers a report, binds its references and puts its parts in the order of GB/T 9704-2012 §7.
///
/// # Errors
/// `unnumbered-reference`: a reference to something that the template or the report leaves without
/// a number. Warnings: `unused-cover`, `unused-masthead`, `empty-contents` for parts that the report
/// asks for and the template cannot make.
pub fn resolve(report: Report, template: &Template) -> Outcome<Document> {
    let targets = targets(&report, template);
    let inlines = Inlines::new(&report, &targets);
    let blocks = Blocks { report: &report, template, targets: &targets, inlines };
    let mut resolver = Resolver { blocks, document: Vec::new() };
    resolver.front_matter();
    resolver.text();
    resolver.back_matter();
    let notes = resolver.blocks.inlines.notes();
    let diagnostics = std::mem::take(&mut resolver.blocks.inlines.diagnostics);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(diagnostics);
    }
    let (meta, blocks) = (matter::meta(&report), resolver.document);
    Ok(Warned { value: Document { meta, blocks, notes, images: report.images }, warnings: diagnostics })
}

/// Fills the document from its first block to its last; the order is the order of reading, which
/// numbers the notes.
struct Resolver<'a> {
    blocks: Blocks<'a>,
    document: Vec<Block>,
}

impl<'a> Resolver<'a> {
    /// Cover, contents, 版头, title, addressee.
    fn front_matter(&mut self) {
        let has_cover = self.cover();
        self.contents();
        self.masthead();
        let (report, template) = (self.blocks.report, self.blocks.template);
        if template.title.in_text && (!has_cover || template.title.after_cover) {
            let title = matter::title(report, &template.title);
            self.push(
                None,
                report.meta.title.first().map_or(report.meta.span, |line| line.span),
                BlockKind::Title(title),
            );
        }
        if let Some(addressee) = &report.addressee {
            let content = self.blocks.inlines.resolve(addressee);
            self.push(None, report.meta.span, BlockKind::Addressee(matter::addressee(content)));
        }
    }

    /// The sections, one after the other.
    fn text(&mut self) {
        let (report, targets) = (self.blocks.report, self.blocks.targets);
        for (section, heading) in report.sections.iter().zip(&targets.headings) {
            self.section(section, heading);
        }
    }

    /// 附件说明, signature, annotation, the attachments, 版记.
    fn back_matter(&mut self) {
        let (report, labels) = (self.blocks.report, &self.blocks.template.labels);
        if let Some(first) = report.attachments.first() {
            let note = matter::attachment_note(report, self.blocks.targets, labels);
            self.push(None, first.title.span, BlockKind::AttachmentNote(note));
        }
        self.attendance();
        if let Some(signature) = &report.signature {
            let signed = matter::signature(report, signature, labels);
            self.push(None, signature.span, BlockKind::Signature(signed));
        }
        if let Some(annotation) = &report.annotation {
            let content = self.blocks.inlines.resolve(annotation);
            self.push(None, report.meta.span, BlockKind::Annotation(matter::annotation(content)));
        }
        let targets = self.blocks.targets;
        for (attachment, (id, label)) in report.attachments.iter().zip(&targets.attachments) {
            self.attachment(attachment, id, label);
        }
        self.distribution();
    }

    /// Whether there is a cover.
    fn cover(&mut self) -> bool {
        let (report, template) = (self.blocks.report, self.blocks.template);
        let asked = report.cover.as_ref();
        let wanted = asked.is_none_or(|cover| cover.enabled);
        if template.cover.is_some() && wanted {
            let span = asked.map_or(report.meta.span, |cover| cover.span);
            self.push(None, span, BlockKind::Cover(matter::cover(report, &template.labels)));
            return true;
        }
        if let Some(cover) = asked.filter(|cover| cover.enabled) {
            self.warn("unused-cover", cover.span, ("封面", "cover"));
        }
        false
    }

    fn contents(&mut self) {
        let (report, template) = (self.blocks.report, self.blocks.template);
        let asked = report.contents.as_ref();
        if !asked.map_or(template.contents.always, |contents| contents.enabled) {
            return;
        }
        let contents = matter::contents(report, self.blocks.targets, template);
        if !contents.entries.is_empty() {
            self.push(None, asked.map_or(report.meta.span, |asked| asked.span), BlockKind::Contents(contents));
        } else if let Some(asked) = asked {
            self.blocks.inlines.diagnostics.push(Diagnostic::warning(
                "empty-contents",
                asked.span,
                "没有可列入目录的标题，不印目录",
                "there is no heading to list, so that no contents are made",
            ));
        }
    }

    fn masthead(&mut self) {
        let (report, template) = (self.blocks.report, self.blocks.template);
        let Some(asked) = &report.masthead else { return };
        match &template.masthead {
            Some(layout) => {
                let masthead = matter::masthead(report, asked, layout, &template.labels);
                self.push(None, asked.span, BlockKind::Masthead(masthead));
            }
            None => self.warn("unused-masthead", asked.span, ("版头", "masthead")),
        }
    }

    fn section(&mut self, section: &'a Section, heading: &NumberedHeading) {
        let kind = BlockKind::Heading(Heading {
            level: section.level.value.clamp(1, 4),
            number: heading.number.clone(),
            ordinal: heading.ordinal,
            content: self.blocks.inlines.resolve(&section.title),
        });
        self.push(Some(heading.id.clone()), section.span, kind);
        let blocks = self.blocks.resolve(&section.blocks, Place::BODY);
        self.document.extend(blocks);
    }

    fn attachment(&mut self, attachment: &'a Attachment, id: &Id, label: &str) {
        let Some(blocks) = &attachment.blocks else { return };
        let head = AttachmentHead { label: label.to_owned(), title: matter::attachment_title(attachment) };
        self.push(Some(id.clone()), attachment.title.span, BlockKind::AttachmentHead(head));
        let blocks = self.blocks.resolve(blocks, Place::BODY);
        self.document.extend(blocks);
    }

    /// 出席, 请假, 列席 (GB/T 9704-2012 §10.3).
    fn attendance(&mut self) {
        let (report, labels) = (self.blocks.report, &self.blocks.template.labels);
        let Some(who) = &report.attendance else { return };
        let named =
            [(&labels.present, &who.present), (&labels.absent, &who.absent), (&labels.observers, &who.observers)];
        let mut rows = Vec::new();
        for (label, names) in named {
            if let Some(names) = names {
                rows.push(DistributionRow {
                    label: label.clone(),
                    content: self.blocks.inlines.resolve(names),
                    joined: true,
                });
            }
        }
        if !rows.is_empty() {
            self.push(None, who.span, BlockKind::Attendance(rows));
        }
    }

    fn distribution(&mut self) {
        let report = self.blocks.report;
        let Some(asked) = &report.distribution else { return };
        let mut rows = Vec::new();
        for row in &asked.rows {
            let content = self.blocks.inlines.resolve(&row.text);
            rows.push(DistributionRow { label: row.label.value.clone(), content, joined: false });
        }
        let distribution = matter::distribution(report, asked, rows, &self.blocks.template.labels);
        self.push(None, asked.span, BlockKind::Distribution(distribution));
    }

    fn push(&mut self, id: Option<Id>, origin: Span, kind: BlockKind) {
        self.document.push(Block { id, origin, kind });
    }

    fn warn(&mut self, code: &'static str, span: Span, (zh, en): (&str, &str)) {
        let template = &self.blocks.template.name;
        let warning = Diagnostic::warning(
            code,
            span,
            format!("模板“{template}”没有{zh}，这一节用不上"),
            format!("the template `{template}` has no {en}, so that this table is not used"),
        );
        self.blocks
            .inlines
            .diagnostics
            .push(warning.help("换一个模板，或删去这一节", "choose another template, or remove the table"));
    }
}
