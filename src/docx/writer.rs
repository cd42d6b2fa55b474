//! What is known while the body is written: the parts so far, bookmarks, marks, lists.

use std::collections::{BTreeMap, BTreeSet};

use docx_rs::{Paragraph, Table};

use super::Place;
use super::build::tree;
use super::marks::Marks;
use super::numbering::Numbers;
use super::package::Package;
use super::section::Sections;
use super::styles;
use super::xml::Element;
use crate::document::{Block, BlockKind, Document, Id};
use crate::geom::Length;
use crate::template::{Style, StyleName, Template};

/// A DOCX being written.
pub(super) struct Writer<'a> {
    pub document: &'a Document,
    pub template: &'a Template,
    pub places: &'a BTreeMap<Id, Place>,
    /// The pages' lines of running text, by paragraph.
    pub lines: &'a [Vec<String>],
    pub package: Package,
    pub marks: Marks,
    pub numbers: Numbers,
    /// Paragraphs and tables so far.
    pub body: Vec<Element>,
    /// The present section and the furniture of pages.
    pub sections: Sections,
    /// Headers and footers so far.
    pub furniture_parts: usize,
    /// Marks that have been put in their place.
    pub settled: usize,
    /// What comes next starts a page.
    pub break_next: bool,
    /// What comes next stands in a column.
    pub in_column: bool,
    /// Notes whose first mark is written.
    pub noted: BTreeSet<usize>,
    /// The relationships of pictures.
    pub images: BTreeMap<usize, String>,
    /// Pictures and charts so far; Word wants each to have a number.
    pub drawings: usize,
    /// What went wrong in making a part: faults of this room, not of the report.
    pub problems: Vec<String>,
    bookmarks: BTreeMap<Id, usize>,
}

impl<'a> Writer<'a> {
    pub fn new(
        document: &'a Document,
        template: &'a Template,
        places: &'a BTreeMap<Id, Place>,
        lines: &'a [Vec<String>],
    ) -> Self {
        let mut ids = BTreeSet::new();
        document.blocks.iter().for_each(|block| collect_ids(block, &mut ids));
        Writer {
            document,
            template,
            places,
            lines,
            package: Package::default(),
            marks: Marks::default(),
            numbers: Numbers::default(),
            body: Vec::new(),
            sections: Sections::default(),
            furniture_parts: 0,
            settled: 0,
            break_next: false,
            in_column: false,
            noted: BTreeSet::new(),
            images: BTreeMap::new(),
            drawings: 0,
            problems: Vec::new(),
            // 0 to 999 are left to the marks of notes.
            bookmarks: ids.into_iter().enumerate().map(|(index, id)| (id, index + 1_000)).collect(),
        }
    }

    /// Adds a paragraph to the body.
    pub fn push(&mut self, mut paragraph: Paragraph) {
        if std::mem::take(&mut self.break_next) {
            paragraph = paragraph.page_break_before(true);
        }
        match tree(&paragraph) {
            Ok(element) => self.body.push(element),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Adds a table to the body.
    pub fn push_table(&mut self, table: Table) {
        if self.break_next {
            self.push(Paragraph::new().style(styles::HAIRLINE));
        }
        match tree(&table) {
            Ok(element) => self.body.push(element),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// A paragraph of a style.
    pub fn paragraph(&self, name: StyleName) -> Paragraph {
        Paragraph::new().style(styles::id(name))
    }

    pub fn style(&self, name: StyleName) -> &'a Style {
        styles::style(self.template, name)
    }

    /// The number of the page on which something stands.
    pub fn page_label(&self, id: &str) -> String {
        self.places.get(id).map(|place| place.label.clone()).unwrap_or_default()
    }

    /// The width of the text, or of a column of it.
    pub fn text_width(&self) -> Length {
        if self.in_column { self.template.column_width() } else { self.template.page.type_area().width }
    }

    /// The number and name of the bookmark of something that can be referred to.
    pub fn bookmark(&self, id: &str) -> Option<(usize, String)> {
        self.bookmarks.get(id).map(|&number| (number, format!("_Ref{number:09}")))
    }

    /// Puts a bookmark around what `fill` adds to a paragraph.
    pub fn bookmarked(
        &mut self,
        paragraph: Paragraph,
        id: Option<&str>,
        fill: impl FnOnce(&mut Self, Paragraph) -> Paragraph,
    ) -> Paragraph {
        match id.and_then(|id| self.bookmark(id)) {
            Some((number, name)) => {
                let paragraph = paragraph.add_bookmark_start(number, name);
                fill(self, paragraph).add_bookmark_end(number)
            }
            None => fill(self, paragraph),
        }
    }
}

fn collect_ids(block: &Block, ids: &mut BTreeSet<Id>) {
    ids.extend(block.id.clone());
    match &block.kind {
        BlockKind::Figures(figures) => ids.extend(figures.iter().map(|figure| figure.id.clone())),
        BlockKind::List(list) => {
            list.items.iter().flat_map(|item| &item.blocks).for_each(|inner| collect_ids(inner, ids));
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|inner| collect_ids(inner, ids)),
        BlockKind::Cover(_)
        | BlockKind::Masthead(_)
        | BlockKind::Title(_)
        | BlockKind::Contents(_)
        | BlockKind::Heading(_)
        | BlockKind::Paragraph(_)
        | BlockKind::Table(_)
        | BlockKind::Chart(_)
        | BlockKind::Addressee(_)
        | BlockKind::AttachmentNote(_)
        | BlockKind::AttachmentHead(_)
        | BlockKind::Signature(_)
        | BlockKind::Attendance(_)
        | BlockKind::Annotation(_)
        | BlockKind::Distribution(_)
        | BlockKind::PageBreak => {}
    }
}
