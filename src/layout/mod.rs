//! Layout: a document becomes pages.
//!
//! Every block is set into slabs (`slab`), strips that never part; the paginator puts slabs onto
//! pages; `assemble` draws them. What is known only afterwards (page numbers, footnotes' numbers by
//! page) is learnt and set again, until nothing changes. This room knows fonts by their metrics and
//! characters by `text/`; it knows no exporter, no file and no source format.

mod assemble;
mod block;
mod chart;
mod closing;
mod columns;
mod contents;
mod cover;
mod cut;
mod figure;
mod furniture;
mod line;
mod list;
mod masthead;
mod notes;
mod paginate;
mod paragraph;
mod press;
mod signature;
mod slab;
mod table;
#[cfg(test)]
mod tests;
mod title;
mod turned;

use std::collections::BTreeMap;

use self::assemble::Layouts;
use self::paginate::{PageRules, Sheet};
use self::slab::BlockLayout;
use crate::diag::{Diagnostic, Outcome, Severity, Warned};
use crate::document::{Block, BlockKind, Document, Id};
use crate::font::Fonts;
use crate::geom::{Length, Point};
use crate::pages::Pages;
use crate::parallel;
use crate::template::{Style, StyleName, Template};

pub use press::press;

/// Rounds until page numbers must stand still.
const ROUNDS: usize = 5;

/// What a round of layout learnt for the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Learnt {
    /// The label of the page on which an id stands.
    labels: BTreeMap<Id, String>,
    /// Each footnote's number, from 1.
    note_numbers: Vec<u32>,
}

/// What every block is set with.
struct Setting<'a> {
    document: &'a Document,
    template: &'a Template,
    fonts: &'a Fonts,
    learnt: &'a Learnt,
    /// Width of the column that a block is set in.
    width: Length,
}

impl Setting<'_> {
    /// The look of a kind of text.
    fn style(&self, name: StyleName) -> &Style {
        self.template.style(name)
    }

    /// Width of the column that a block is set in: the type area's, unless there are several.
    fn text_width(&self) -> Length {
        self.width
    }

    /// The same for what stands in one of the columns.
    fn in_column(&self) -> Setting<'_> {
        Setting { width: self.template.column_width(), ..*self }
    }

    /// Height of the type area.
    fn text_height(&self) -> Length {
        let page = &self.template.page;
        page.paper.height - page.top - page.bottom
    }

    /// The type area's top left corner on a page (index from 0: even indices are right-hand pages).
    fn corner(&self, page: usize) -> Point {
        let geometry = &self.template.page;
        let left = if geometry.facing && page % 2 == 1 { geometry.outside } else { geometry.inside };
        Point { x: left, y: geometry.top }
    }

    fn page_rules(&self) -> PageRules {
        PageRules {
            height: self.text_height(),
            pitch: self.template.grid.pitch,
            columns: self.template.columns.count as usize,
            footnote: self.template.footnote,
            recto_after_cover: self.template.cover.is_some_and(|cover| cover.blank_back),
            recto_after_contents: self.template.contents.recto_after,
        }
    }
}

/// Reads what titles are broken by, so that another core may do it while the report is read.
pub fn read_ahead() {
    crate::text::title::read_ahead();
}

/// Lays a document out.
///
/// # Errors
/// Every character that no face has (`missing-glyph`).
///
/// # Warnings
/// `unstable-pages` where page numbers have not settled after five rounds; lines that are too long
/// for their measure (`overfull-line`); `bare-first-page`.
pub fn layout(document: &Document, template: &Template, fonts: &Fonts) -> Outcome<Pages> {
    let mut learnt = Learnt { labels: BTreeMap::new(), note_numbers: notes::numbered_through(document) };
    let mut layouts = None;
    let mut warnings = Vec::new();
    for round in 1.. {
        let width = template.page.type_area().width;
        let setting = Setting { document, template, fonts, learnt: &learnt, width };
        let set = set_document(&setting, layouts.take());
        let (sheets, next) = paginate(&setting, &set);
        if next == learnt || round == ROUNDS {
            if next != learnt {
                warnings.push(unstable());
            }
            return finish(&setting, &set, &sheets, warnings);
        }
        learnt = next;
        layouts = Some(set);
    }
    unreachable!("the loop returns in its last round")
}

fn unstable() -> Diagnostic {
    let zh = "页码互相影响，排了五遍仍未稳定；目录或“见第×页”可能差一页";
    let en = "page numbers depend on each other and have not settled after five rounds; the contents may be off by one";
    Diagnostic::warning("unstable-pages", None, zh, en)
}

/// Sets every block, or only those that depend on what was learnt.
fn set_document(setting: &Setting, earlier: Option<Layouts>) -> Layouts {
    let Some(mut layouts) = earlier else {
        return Layouts { blocks: set_blocks(setting), notes: notes::set_notes(setting) };
    };
    for (block, layout) in setting.document.blocks.iter().zip(&mut layouts.blocks) {
        if block::depends_on_pages(setting, block) {
            *layout = block::set_top_block(setting, block);
        }
    }
    layouts.notes = notes::set_notes(setting);
    layouts
}

/// Blocks do not know each other, so each core sets its share of them.
fn set_blocks(setting: &Setting) -> Vec<BlockLayout> {
    let blocks = &setting.document.blocks;
    let set = |block: &Block| block::set_top_block(setting, block);
    if blocks.len() <= SHARE { blocks.iter().map(set).collect() } else { parallel::map(blocks, set) }
}

/// So few blocks are not worth a thread.
const SHARE: usize = 32;

fn paginate(setting: &Setting, layouts: &Layouts) -> (Vec<Sheet>, Learnt) {
    let flow = layouts.flow();
    let sheets = paginate::paginate(&flow, &layouts.note_heights(), &setting.page_rules());
    let labels = assemble::page_labels(setting, &sheets);
    let places = assemble::destinations(setting, &flow, &sheets, &layouts.note_heights());
    let labels = places.into_iter().map(|(id, place)| (id, labels[place.page].clone())).collect();
    let note_numbers = notes::numbers(setting, &sheets);
    (sheets, Learnt { labels, note_numbers })
}

/// The first page of an official document shows text (GB/T 9704-2012 §7.3.3).
fn bare_first_page(setting: &Setting, layouts: &Layouts, sheets: &[Sheet]) -> Option<Diagnostic> {
    let blocks = &setting.document.blocks;
    let head = blocks.iter().position(|block| matches!(block.kind, BlockKind::Masthead(_)))?;
    let text = blocks.iter().position(|block| matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph(_)))?;
    let flow = layouts.flow();
    let page_of = |wanted: usize| {
        sheets.iter().position(|sheet| sheet.slabs.iter().any(|&(index, _)| flow[index].block == wanted))
    };
    let zh = "首页放不下正文：首页必须显示正文（GB/T 9704-2012 §7.3.3）";
    let en = "there is no room for text on the first page, which must show some (GB/T 9704-2012 §7.3.3)";
    let warning = Diagnostic::warning("bare-first-page", blocks[head].origin, zh, en).help(
        "主送机关多，就移到版记：[distribution] sent_to",
        "move a long list of addressees to the record: [distribution] sent_to",
    );
    (page_of(head) < page_of(text)).then_some(warning)
}

fn finish(setting: &Setting, layouts: &Layouts, sheets: &[Sheet], mut warnings: Vec<Diagnostic>) -> Outcome<Pages> {
    let problems = layouts.blocks.iter().chain(&layouts.notes).flat_map(|layout| layout.problems.iter().cloned());
    let (errors, noticed): (Vec<_>, Vec<_>) = problems.partition(|problem| problem.severity == Severity::Error);
    warnings.extend(noticed);
    warnings.extend(bare_first_page(setting, layouts, sheets));
    if errors.is_empty() {
        return Ok(Warned { value: assemble::assemble(setting, layouts, sheets), warnings });
    }
    warnings.extend(errors);
    Err(warnings)
}
