//! Which block becomes what.

use docx_rs::{IndentLevel, NumberingId, Paragraph};

use super::marks::PARAGRAPH;
use super::measure;
use super::numbering::{HeadingNumber, list_indents};
use super::section::{Section, Zone};
use super::writer::Writer;
use super::xml::Element;
use crate::document::{Block, BlockKind, Heading, Inline, List, ListItem, stands_across};
use crate::geom::Length;
use crate::template::{PageBreak, StyleName};

/// Indents of a paragraph; a negative first line hangs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Indents {
    pub left: Length,
    pub first: Length,
    pub right: Length,
}

impl<'a> Writer<'a> {
    /// Writes every block.
    pub fn write_blocks(&mut self) {
        for block in self.in_order() {
            self.enter_zone(zone(&block.kind));
            self.enter_columns(!stands_across(self.template, &block.kind));
            self.block(block);
        }
    }

    /// The blocks as the pages have them: figures that wait there for the next page while the text goes
    /// on stand after the text that comes before them, so that headings keep their pages.
    fn in_order(&self) -> Vec<&'a Block> {
        let blocks = &self.document.blocks;
        let mut order: Vec<(usize, &Block)> = blocks.iter().enumerate().collect();
        for (index, block) in blocks.iter().enumerate() {
            if let BlockKind::Figures(figures) = &block.kind
                && let Some(page) = figures.first().and_then(|figure| self.page(&figure.id))
                && let Some(after) = self.last_before(&blocks[index + 1..], page)
            {
                order[index].0 = index + 1 + after;
            }
        }
        // A figure that moved stands after what it moved to.
        order.sort_by_key(|(place, block)| (*place, matches!(block.kind, BlockKind::Figures(_))));
        order.into_iter().map(|(_, block)| block).collect()
    }

    fn page(&self, id: &str) -> Option<usize> {
        self.places.get(id).map(|place| place.page)
    }

    /// The first block of the text under the last heading that stands before a page.
    fn last_before(&self, blocks: &[Block], page: usize) -> Option<usize> {
        let mut found = None;
        for (index, pair) in blocks.windows(2).enumerate() {
            let text = matches!(pair[1].kind, BlockKind::Paragraph(_));
            if matches!(pair[0].kind, BlockKind::Heading(_)) {
                let before = pair[0].id.as_deref().and_then(|id| self.page(id)).is_some_and(|at| at < page);
                if !before || !text {
                    break;
                }
                found = Some(index + 1);
            } else if !matches!(pair[0].kind, BlockKind::Paragraph(_) | BlockKind::List(_) | BlockKind::Quote(_)) {
                break;
            }
        }
        found
    }

    fn enter_zone(&mut self, zone: Zone) {
        let now = self.zone();
        if now == Some(zone) {
            return;
        }
        let recto = match now {
            Some(Zone::Cover) => self.template.cover.is_some_and(|cover| cover.blank_back),
            Some(Zone::Contents) => self.template.contents.recto_after,
            Some(Zone::Body) | None => false,
        };
        self.begin_section(Section { recto, ..Section::first(zone) });
    }

    fn block(&mut self, block: &Block) {
        let id = block.id.as_deref();
        match &block.kind {
            BlockKind::Cover(cover) => self.cover(cover),
            BlockKind::Masthead(masthead) => self.masthead(masthead),
            BlockKind::Title(title) => self.title(title),
            BlockKind::Contents(contents) => self.contents(contents),
            BlockKind::Heading(heading) => self.heading(heading, id),
            BlockKind::Paragraph(paragraph) => self.plain(&paragraph.content, paragraph.style, id),
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(blocks) => self.quote(blocks),
            BlockKind::Table(table) => self.table(table, id),
            BlockKind::Figures(figures) => self.figures(figures),
            BlockKind::Chart(chart) => self.chart(chart, id),
            BlockKind::Addressee(content) => self.plain(content, StyleName::Addressee, id),
            BlockKind::AttachmentNote(note) => self.attachment_note(note),
            BlockKind::AttachmentHead(head) => self.attachment_head(head, id),
            BlockKind::Signature(signature) => self.signature(signature),
            BlockKind::Attendance(rows) => self.attendance(rows),
            BlockKind::Annotation(content) => self.plain(content, StyleName::Annotation, id),
            BlockKind::Distribution(distribution) => self.distribution(distribution),
            BlockKind::PageBreak => self.break_next = true,
        }
    }

    fn plain(&mut self, content: &[Inline], name: StyleName, id: Option<&str>) {
        self.start_of(name);
        let paragraph = self.paragraph(name);
        let paragraph = self.bookmarked(paragraph, id, |writer, paragraph| writer.fill(paragraph, content));
        self.push(paragraph);
    }

    /// A style that starts on a right-hand page starts a section.
    pub fn start_of(&mut self, name: StyleName) {
        if self.style(name).page_break == PageBreak::Recto {
            self.continue_section(true, false);
        }
    }

    fn heading(&mut self, heading: &Heading, id: Option<&str>) {
        let name = StyleName::heading(heading.level);
        self.start_of(name);
        let level = usize::from(heading.level.clamp(1, 4)) - 1;
        let mut paragraph = self.paragraph(name);
        let mut written = "";
        match self.numbers.heading(self.template, heading) {
            HeadingNumber::Style => {}
            HeadingNumber::List(list) => {
                paragraph = paragraph.numbering(NumberingId::new(list), IndentLevel::new(level));
            }
            HeadingNumber::Off(list) => {
                paragraph = paragraph.numbering(NumberingId::new(list), IndentLevel::new(0));
            }
            HeadingNumber::Written(list) => {
                paragraph = paragraph.numbering(NumberingId::new(list), IndentLevel::new(0));
                written = &heading.number;
            }
        }
        let look = self.style(name);
        let room = self.text_width() - look.indent(look.left_indent) - look.indent(look.right_indent);
        let lines = measure::lines(&heading.content, look, room - measure::width(&heading.number, look));
        paragraph = self.on_grid(paragraph, name, lines);
        paragraph = self.say(paragraph, written);
        paragraph = self.bookmarked(paragraph, id, |writer, paragraph| writer.fill(paragraph, &heading.content));
        self.push(paragraph);
    }

    /// Where a style's lines are not the grid's, its space makes up whole lines, so that what follows is
    /// back on the grid, as in the pages.
    pub fn on_grid(&mut self, paragraph: Paragraph, name: StyleName, lines: i64) -> Paragraph {
        let look = self.style(name);
        let pitch = self.template.grid.pitch;
        if look.leading == pitch {
            return paragraph;
        }
        let height = look.leading * lines;
        let (before, after) = (look.before.at(pitch), look.after.at(pitch));
        let whole = |space: Length| pitch * (space.units() / pitch.units().max(1));
        let needed = before - whole(before) + height + after - whole(after);
        let spare = pitch * (needed - pitch.ratio(1, 100)).steps(pitch) - needed;
        // What is not on the grid itself keeps its distance from what is above it.
        let above = if look.on_grid { spare / 2 } else { Length::ZERO };
        self.spaced(paragraph, name, before + above, after + spare - above)
    }

    /// Gives a paragraph its own space above and below.
    pub fn spaced(&mut self, paragraph: Paragraph, name: StyleName, before: Length, after: Length) -> Paragraph {
        let spacing = Element::new("w:spacing")
            .with("w:beforeLines", 0)
            .with("w:before", before.max(Length::ZERO).twips())
            .with("w:afterLines", 0)
            .with("w:after", after.max(Length::ZERO).twips())
            .with("w:line", self.style(name).leading.twips())
            .with("w:lineRule", "exact");
        paragraph.add_run(self.marks.run(PARAGRAPH, spacing))
    }

    /// Gives a paragraph its own indents.
    pub fn indented(&mut self, paragraph: Paragraph, indents: Indents) -> Paragraph {
        let first = indents.first;
        let (name, chars) =
            if first < Length::ZERO { ("w:hanging", "w:hangingChars") } else { ("w:firstLine", "w:firstLineChars") };
        let indent = Element::new("w:ind")
            .with("w:leftChars", 0)
            .with("w:left", indents.left.twips())
            .with("w:rightChars", 0)
            .with("w:right", indents.right.twips())
            .with(chars, 0)
            .with(name, first.abs().twips());
        paragraph.add_run(self.marks.run(PARAGRAPH, indent))
    }

    fn list(&mut self, list: &List) {
        let number = self.numbers.list(self.template, list);
        for item in &list.items {
            self.list_item(list, item, number);
        }
    }

    fn list_item(&mut self, list: &List, item: &ListItem, number: Option<usize>) {
        let depth = usize::from(list.depth);
        for (index, block) in item.blocks.iter().enumerate() {
            let BlockKind::Paragraph(inner) = &block.kind else {
                self.block(block);
                continue;
            };
            let mut paragraph = self.paragraph(StyleName::ListItem);
            match number {
                Some(number) if index == 0 => {
                    paragraph = paragraph.numbering(NumberingId::new(number), IndentLevel::new(depth));
                }
                Some(_) | None => {
                    let (left, first) = list_indents(self.template, depth);
                    let first = if index > 0 { first.max(Length::ZERO) } else { first };
                    paragraph = self.indented(paragraph, Indents { left, first, right: Length::ZERO });
                    if index == 0 {
                        paragraph = self.say(paragraph, &item.label);
                    }
                }
            }
            paragraph = self.fill(paragraph, &inner.content);
            self.push(paragraph);
        }
    }

    /// The paragraphs of a quotation take its style.
    fn quote(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let BlockKind::Paragraph(paragraph) = &block.kind {
                self.plain(&paragraph.content, StyleName::Quote, block.id.as_deref());
            } else {
                self.block(block);
            }
        }
    }
}

fn zone(kind: &BlockKind) -> Zone {
    match kind {
        BlockKind::Cover(_) => Zone::Cover,
        BlockKind::Contents(_) => Zone::Contents,
        BlockKind::Masthead(_)
        | BlockKind::Title(_)
        | BlockKind::Heading(_)
        | BlockKind::Paragraph(_)
        | BlockKind::List(_)
        | BlockKind::Quote(_)
        | BlockKind::Table(_)
        | BlockKind::Figures(_)
        | BlockKind::Chart(_)
        | BlockKind::Addressee(_)
        | BlockKind::AttachmentNote(_)
        | BlockKind::AttachmentHead(_)
        | BlockKind::Signature(_)
        | BlockKind::Attendance(_)
        | BlockKind::Annotation(_)
        | BlockKind::Distribution(_)
        | BlockKind::PageBreak => Zone::Body,
    }
}
