//! Prose blocks to document blocks: paragraphs, lists, quotations, tables, figures, charts.

use crate::report::{self, ProseBlock, ProseBlockKind, Report, Spanned};
use crate::template::{StyleName, Template};

use super::inline::Inlines;
use super::numbering::number;
use super::targets::{CaptionNumber, Targets};
use super::{Block, BlockKind, Cell, CellAlign, Chart, Figure, List, ListItem, Paragraph, Row, Table};

/// Where a block stands: what it looks like and how deep its lists are.
#[derive(Clone, Copy)]
pub(super) struct Place {
    style: StyleName,
    depth: u8,
}

impl Place {
    /// Plain text.
    pub const BODY: Place = Place { style: StyleName::Body, depth: 0 };
}

/// Resolves blocks in reading order.
pub(super) struct Blocks<'a> {
    pub report: &'a Report,
    pub template: &'a Template,
    pub targets: &'a Targets,
    pub inlines: Inlines<'a>,
}

impl<'a> Blocks<'a> {
    /// Resolves a run of prose.
    pub fn resolve(&mut self, blocks: &'a [ProseBlock], place: Place) -> Vec<Block> {
        blocks.iter().filter_map(|block| self.block(block, place)).collect()
    }

    fn block(&mut self, block: &'a ProseBlock, place: Place) -> Option<Block> {
        let (id, kind) = match &block.kind {
            ProseBlockKind::Paragraph(content) => {
                let content = self.inlines.resolve(content);
                (None, BlockKind::Paragraph(Paragraph { style: place.style, content }))
            }
            ProseBlockKind::List { ordered, start, items } => {
                (None, BlockKind::List(self.list(*ordered, *start, items, place.depth)))
            }
            ProseBlockKind::Quote(blocks) => {
                let quoted = Place { style: StyleName::Quote, ..place };
                (None, BlockKind::Quote(self.resolve(blocks, quoted)))
            }
            ProseBlockKind::Figures(keys) => {
                (None, BlockKind::Figures(keys.iter().filter_map(|key| self.figure(key)).collect()))
            }
            ProseBlockKind::Table(key) => {
                let id = format!("table.{}", key.value);
                // `parse` promises that every key placed in prose exists; one that does not has its error.
                let table = self.report.tables.get(&key.value)?;
                let kind = BlockKind::Table(self.table(table, self.caption_number(&id)));
                (Some(id), kind)
            }
            ProseBlockKind::Chart(key) => {
                let id = format!("chart.{}", key.value);
                let chart = self.report.charts.get(&key.value)?;
                let kind = BlockKind::Chart(self.chart(chart, self.caption_number(&id)));
                (Some(id), kind)
            }
            ProseBlockKind::PageBreak => (None, BlockKind::PageBreak),
        };
        Some(Block { id, origin: block.span, kind })
    }

    fn caption_number(&self, id: &str) -> CaptionNumber {
        self.targets.captions.get(id).cloned().unwrap_or_default()
    }

    fn list(&mut self, ordered: bool, start: u32, items: &'a [Vec<ProseBlock>], depth: u8) -> List {
        let numbering = &self.template.numbering;
        let patterns = if ordered { &numbering.ordered } else { &numbering.bullets };
        let pattern = patterns.get(usize::from(depth)).or(patterns.last()).cloned().unwrap_or_default();
        let inside = Place { style: StyleName::ListItem, depth: depth.saturating_add(1) };
        let item = |(ordinal, blocks): (u32, &'a Vec<ProseBlock>)| ListItem {
            label: number(&pattern, ordinal),
            ordinal: if ordered { ordinal } else { 0 },
            blocks: self.resolve(blocks, inside),
        };
        List { ordered, depth, items: (start..=u32::MAX).zip(items).map(item).collect() }
    }

    fn figure(&mut self, key: &Spanned<String>) -> Option<Figure> {
        let figure = self.report.figures.get(&key.value)?;
        let id = format!("figure.{}", key.value);
        let caption = self.caption_number(&id).with(self.inlines.resolve(&figure.caption));
        Some(Figure {
            id,
            picture: figure.picture,
            caption,
            alt: figure.alt.value.clone(),
            width: figure.width.as_ref().map(|width| width.value),
            place: figure.place,
            origin: figure.span,
        })
    }

    fn table(&mut self, table: &'a report::Table, number: CaptionNumber) -> Table {
        let caption = table.caption.as_ref().map(|caption| number.with(self.inlines.resolve(caption)));
        let rows = table.rows.iter().enumerate();
        let rows = rows.map(|(row, cells)| Row {
            cells: cells.iter().map(|cell| self.cell(cell, table, row < table.header_rows)).collect(),
        });
        Table {
            caption,
            columns: table.columns.clone(),
            header_rows: table.header_rows,
            rows: rows.collect(),
            note: table.note.as_ref().map(|note| self.inlines.resolve(note)),
            landscape: table.landscape,
        }
    }

    fn cell(&mut self, cell: &'a report::Cell, table: &report::Table, in_head: bool) -> Cell {
        let column = table.columns.get(cell.column).map_or(CellAlign::Left, |column| column.align);
        Cell {
            column: cell.column,
            column_span: cell.column_span,
            row_span: cell.row_span,
            align: cell.align.unwrap_or(if in_head { CellAlign::Center } else { column }),
            content: self.inlines.resolve(&cell.content),
            origin: cell.span,
        }
    }

    fn chart(&mut self, chart: &'a report::Chart, number: CaptionNumber) -> Chart {
        Chart {
            kind: chart.kind,
            caption: number.with(self.inlines.resolve(&chart.caption)),
            alt: chart.alt.value.clone(),
            categories: chart.categories.clone(),
            series: chart.series.clone(),
            unit: chart.unit.clone(),
            height: chart.height.as_ref().map(|height| height.value),
            place: chart.place,
        }
    }
}
