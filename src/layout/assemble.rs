//! Slabs in their places become pages, and their nodes one structure tree.

use std::collections::BTreeMap;

use super::Setting;
use super::columns;
use super::paginate::{FlowSlab, Sheet};
use super::slab::{BlockLayout, Slab, Zone, moved};
use super::{furniture, notes};
use crate::colour::Colour;
use crate::document::{Block, BlockKind, Id, Inline};
use crate::geom::{Length, Point, Rect};
use crate::pages::{Destination, Item, Node, NodeRole, OutlineEntry, Page, Pages, Placed, Shape, Tag};

/// The laid-out parts of a document: one layout a block, one a footnote.
pub struct Layouts {
    /// In the order of `Document::blocks`.
    pub blocks: Vec<BlockLayout>,
    /// In the order of `Document::notes`.
    pub notes: Vec<BlockLayout>,
}

impl Layouts {
    /// All slabs in reading order.
    pub fn flow(&self) -> Vec<FlowSlab<'_>> {
        let mut flow = Vec::new();
        for (block, layout) in self.blocks.iter().enumerate() {
            let (zone, in_column) = (layout.zone, layout.in_column);
            flow.extend(layout.slabs.iter().map(|slab| FlowSlab { slab, zone, block, in_column }));
        }
        flow
    }

    /// The height of every footnote.
    pub fn note_heights(&self) -> Vec<Length> {
        self.notes.iter().map(|note| note.slabs.iter().map(|slab| slab.height).sum()).collect()
    }
}

/// The label of every page, as a reader counts: `1`, `ii`; empty on the cover.
pub fn page_labels(setting: &Setting, sheets: &[Sheet]) -> Vec<String> {
    let mut counts: BTreeMap<Zone, u32> = BTreeMap::new();
    let label = |sheet: &Sheet| {
        let count = counts.entry(sheet.zone).or_default();
        *count += 1;
        furniture::page_label(setting.template, sheet.zone, *count)
    };
    sheets.iter().map(label).collect()
}

/// Where every id stands. `note_heights` has the height of every footnote.
pub fn destinations(
    setting: &Setting,
    flow: &[FlowSlab],
    sheets: &[Sheet],
    note_heights: &[Length],
) -> BTreeMap<Id, Destination> {
    let mut places = BTreeMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        let corner = setting.corner(page);
        for &(index, top) in &sheet.slabs {
            for (id, below) in &flow[index].slab.anchors {
                let x = corner.x + columns::left(setting.template, sheet.column(index));
                let point = Point { x, y: corner.y + top + *below };
                places.entry(id.clone()).or_insert(Destination { page, point });
            }
        }
        for (note, y) in note_places(setting, page, sheet, note_heights) {
            let point = Point { x: corner.x, y };
            places.insert(notes::id(setting, note), Destination { page, point });
        }
    }
    places
}

/// The footnotes of a page with their tops: they end where the type area does.
fn note_places(setting: &Setting, page: usize, sheet: &Sheet, heights: &[Length]) -> Vec<(usize, Length)> {
    let total: Length = sheet.notes.iter().map(|&note| heights[note]).sum();
    let mut y = setting.corner(page).y + setting.text_height() - total;
    let mut place = |&note: &usize| {
        let top = y;
        y += heights[note];
        (note, top)
    };
    sheet.notes.iter().map(&mut place).collect()
}

/// Draws every page.
pub fn assemble(setting: &Setting, layouts: &Layouts, sheets: &[Sheet]) -> Pages {
    let flow = layouts.flow();
    let structure = Structure::build(setting, layouts);
    let labels = page_labels(setting, sheets);
    let heads = furniture::SectionNames::build(setting, &flow, sheets);
    let draw = |(index, sheet): (usize, &Sheet)| {
        let mut items = Vec::new();
        let notes = note_items(setting, index, sheet, layouts, &structure);
        draw_flow(&mut items, setting, index, sheet, (&flow, &structure), notes);
        furniture::draw(&mut items, setting, index, sheet, &labels[index], &heads);
        Page { size: setting.template.page.paper, label: labels[index].clone(), items }
    };
    Pages {
        pages: sheets.iter().enumerate().map(draw).collect(),
        outline: outline(setting),
        destinations: destinations(setting, &flow, sheets, &layouts.note_heights()),
        meta: setting.document.meta.clone(),
        structure: structure.nodes,
    }
}

/// Draws what flows down the page. A block's footnotes are drawn after it, as they stand in the
/// structure: whoever copies or hears the page meets them there.
fn draw_flow(
    items: &mut Vec<Placed>,
    setting: &Setting,
    page: usize,
    sheet: &Sheet,
    (flow, structure): (&[FlowSlab], &Structure),
    mut notes: BTreeMap<usize, Vec<Placed>>,
) {
    let corner = setting.corner(page);
    let at = |slab: usize, top: Length| Point {
        x: corner.x + columns::left(setting.template, sheet.column(slab)),
        y: corner.y + top,
    };
    for &(index, top) in &sheet.heads {
        let head = flow[index].slab.repeat.iter().flat_map(|repeat| &repeat.head);
        items.extend(head.map(|placed| moved(placed, at(index, top), 0)));
    }
    let mut marked: Vec<usize> = Vec::new();
    for (place, &(index, top)) in sheet.slabs.iter().enumerate() {
        let FlowSlab { slab, block, .. } = flow[index];
        draw_slab(items, slab, at(index, top), structure.blocks[block]);
        marked.extend(&slab.notes);
        let goes_on = sheet.slabs.get(place + 1).is_some_and(|&(next, _)| flow[next].block == block);
        if !goes_on {
            items.extend(marked.drain(..).filter_map(|note| notes.remove(&note)).flatten());
        }
    }
    items.extend(notes.into_values().flatten());
    for &(index, top) in &sheet.tails {
        // It closes the column of the row before.
        let tail = flow[index].slab.repeat.iter().flat_map(|repeat| &repeat.tail);
        items.extend(tail.map(|placed| moved(placed, at(index.saturating_sub(1), top), 0)));
    }
}

fn draw_slab(items: &mut Vec<Placed>, slab: &Slab, at: Point, base: usize) {
    items.extend(slab.items.iter().map(|placed| moved(placed, at, base)));
}

/// The items of each footnote at the foot of the type area; the first brings the short rule above them.
fn note_items(
    setting: &Setting,
    page: usize,
    sheet: &Sheet,
    layouts: &Layouts,
    structure: &Structure,
) -> BTreeMap<usize, Vec<Placed>> {
    let footnote = setting.template.footnote;
    let x = setting.corner(page).x;
    let places = note_places(setting, page, sheet, &layouts.note_heights());
    let top = places.first().map_or(Length::ZERO, |(_, top)| *top);
    let rule_width = footnote.rule_share.at(setting.text_width());
    let rule = Rect::new(x, top - footnote.after - footnote.rule, rule_width, footnote.rule);
    let mut rule = Some(Placed { tag: Tag::Artifact, item: Item::Shape(Shape::filled(rule, Colour::BLACK)) });
    let mut notes = BTreeMap::new();
    for (note, mut y) in places {
        let mut items = Vec::from_iter(rule.take());
        for slab in &layouts.notes[note].slabs {
            draw_slab(&mut items, slab, Point { x, y }, structure.notes[note]);
            y += slab.height;
        }
        notes.insert(note, items);
    }
    notes
}

/// The structure tree, with the place of every block's nodes in it.
struct Structure {
    nodes: Vec<Node>,
    /// Where each block's nodes start.
    blocks: Vec<usize>,
    /// Where each footnote's nodes start.
    notes: Vec<usize>,
}

impl Structure {
    /// Sections are nested by the levels of their headings; a footnote follows the block that
    /// marks it.
    fn build(setting: &Setting, layouts: &Layouts) -> Structure {
        let root = Node { role: NodeRole::Document, parent: None, alt: None, id: None };
        let mut structure = Structure { nodes: vec![root], blocks: Vec::new(), notes: vec![0; layouts.notes.len()] };
        let mut sections: Vec<(u8, usize)> = Vec::new();
        for (block, layout) in setting.document.blocks.iter().zip(&layouts.blocks) {
            if let Some(level) = division(&block.kind).section {
                sections.retain(|&(outer, _)| outer < level);
                let parent = sections.last().map_or(0, |&(_, node)| node);
                sections.push((level, structure.nodes.len()));
                let role = NodeRole::Section;
                structure.nodes.push(Node { role, parent: Some(parent), alt: None, id: None });
            }
            let holder = sections.last().map_or(0, |&(_, node)| node);
            let base = structure.graft(&layout.nodes, holder);
            structure.blocks.push(base);
            for &note in layout.slabs.iter().flat_map(|slab| &slab.notes) {
                structure.notes[note] = structure.graft(&layouts.notes[note].nodes, holder);
            }
        }
        structure
    }

    /// Appends a block's nodes under `holder`; gives the index of its first.
    fn graft(&mut self, nodes: &[Node], holder: usize) -> usize {
        let base = self.nodes.len();
        let placed =
            |node: &Node| Node { parent: Some(node.parent.map_or(holder, |parent| base + parent)), ..node.clone() };
        self.nodes.extend(nodes.iter().map(placed));
        base
    }
}

/// What a block is in the document's plan.
#[derive(Default)]
struct Division {
    /// It opens a section of this level.
    section: Option<u8>,
    /// It has a bookmark of this level, with these words.
    bookmark: Option<(u8, String)>,
}

fn division(kind: &BlockKind) -> Division {
    match kind {
        BlockKind::Heading(heading) => {
            let words = format!("{}{}", heading.number, plain_text(&heading.content));
            Division { section: Some(heading.level), bookmark: Some((heading.level, words)) }
        }
        BlockKind::AttachmentHead(head) => {
            Division { section: Some(1), bookmark: Some((1, format!("{}　{}", head.label, head.title))) }
        }
        BlockKind::Contents(contents) => {
            let words = contents.title.chars().filter(|character| !character.is_whitespace()).collect();
            Division { section: None, bookmark: Some((1, words)) }
        }
        BlockKind::Distribution(_) => Division { section: Some(1), bookmark: None },
        BlockKind::Cover(_)
        | BlockKind::Masthead(_)
        | BlockKind::Title(_)
        | BlockKind::Paragraph(_)
        | BlockKind::List(_)
        | BlockKind::Quote(_)
        | BlockKind::Table(_)
        | BlockKind::Figures(_)
        | BlockKind::Chart(_)
        | BlockKind::Addressee(_)
        | BlockKind::AttachmentNote(_)
        | BlockKind::Signature(_)
        | BlockKind::Attendance(_)
        | BlockKind::Annotation(_)
        | BlockKind::PageBreak => Division::default(),
    }
}

fn outline(setting: &Setting) -> Vec<OutlineEntry> {
    let entry = |block: &Block| {
        let (level, title) = division(&block.kind).bookmark?;
        Some(OutlineEntry { level, title, target: block.id.clone()? })
    };
    setting.document.blocks.iter().filter_map(entry).collect()
}

/// The words of inlines, without marks.
pub fn plain_text(inlines: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text(text) => text.text.clone(),
        Inline::Ruby(ruby) => ruby.base(),
        Inline::LineBreak | Inline::NoteMark(_) | Inline::PageNumber { .. } => String::new(),
    };
    inlines.iter().map(text).collect()
}
