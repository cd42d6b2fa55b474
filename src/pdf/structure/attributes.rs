//! Attributes of structure elements (ISO 32000-1 §14.8.5): spans and scope of cells, the kind of a
//! list's numbers, the box of a figure.

use lopdf::{Dictionary, Object, dictionary};

use super::Tree;
use crate::geom::{Length, Rect};
use crate::pages::NodeRole;
use crate::pdf::streams;

/// A figure's extent on a page of this height.
pub(super) type Extent = (Rect, Length);

/// What an element needs beside its type and its kids.
pub(super) fn of(tree: &Tree<'_>, node: usize, extent: Option<Extent>) -> Option<Dictionary> {
    match tree.nodes[node].role {
        NodeRole::TableHead { column_span, row_span } => {
            let mut cell = cell(column_span, row_span).unwrap_or_else(|| dictionary! { "O" => "Table" });
            cell.set("Scope", scope(tree, node));
            Some(cell)
        }
        NodeRole::TableCell { column_span, row_span } => cell(column_span, row_span),
        NodeRole::List => Some(dictionary! { "O" => "List", "ListNumbering" => list_numbering(tree, node) }),
        NodeRole::Figure => extent.map(|extent| {
            dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounding_box(extent) }
        }),
        NodeRole::Document
        | NodeRole::Section
        | NodeRole::Heading(_)
        | NodeRole::Title
        | NodeRole::Paragraph
        | NodeRole::ListItem
        | NodeRole::Label
        | NodeRole::ListBody
        | NodeRole::Quote
        | NodeRole::Table
        | NodeRole::TableRow
        | NodeRole::Caption
        | NodeRole::Contents
        | NodeRole::ContentsItem
        | NodeRole::Note
        | NodeRole::NoteReference
        | NodeRole::Link
        | NodeRole::Ruby
        | NodeRole::RubyBase
        | NodeRole::RubyText
        | NodeRole::Span => None,
    }
}

fn cell(column_span: u16, row_span: u16) -> Option<Dictionary> {
    let mut cell = dictionary! { "O" => "Table" };
    if column_span > 1 {
        cell.set("ColSpan", i64::from(column_span));
    }
    if row_span > 1 {
        cell.set("RowSpan", i64::from(row_span));
    }
    (cell.len() > 1).then_some(cell)
}

/// A head cell among head cells heads its column; beside body cells it heads its row.
fn scope(tree: &Tree<'_>, node: usize) -> &'static str {
    let row = tree.parent(node).map_or(&[][..], |row| &tree.children[row]);
    let beside_body = row.iter().any(|&cell| matches!(tree.nodes[cell].role, NodeRole::TableCell { .. }));
    if beside_body { "Row" } else { "Column" }
}

/// As the first label shows it.
fn list_numbering(tree: &Tree<'_>, list: usize) -> &'static str {
    let items = tree.children[list].iter();
    let mut labels = items.flat_map(|&item| &tree.children[item]).filter_map(|label| tree.texts.get(label));
    match labels.next().map(String::as_str) {
        None => "None",
        Some(label) if label.contains(|letter: char| letter.is_ascii_digit()) => "Decimal",
        Some(label) => match label.chars().next() {
            Some('●' | '•') => "Disc",
            Some('○' | '◦') => "Circle",
            Some('■' | '▪') => "Square",
            // 一、 and the like: numbered, in none of the standard's scripts.
            _ => "Decimal",
        },
    }
}

/// Left, bottom, right, top in the page's own coordinates.
pub(in crate::pdf) fn bounding_box((rect, height): Extent) -> Vec<Object> {
    let edges = [rect.origin.x, height - rect.bottom(), rect.right(), height - rect.origin.y];
    edges.into_iter().map(|edge| streams::number(edge.pt())).collect()
}
