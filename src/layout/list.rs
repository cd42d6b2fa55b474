//! Lists and quotations.

use super::Setting;
use super::block::set_block;
use super::line::{Spec, set_lines, set_words};
use super::paragraph::push_lines;
use super::slab::{BlockLayout, moved};
use crate::document::{Block, BlockKind, List, ListItem, Paragraph};
use crate::geom::{Em, Length, Point};
use crate::pages::{NodeRole, Placed, Tag};
use crate::template::{Style, StyleName};

/// How far each level of nesting moves in.
const NESTING: Em = Em(2000);

/// Sets a list and the lists inside it.
pub fn set_list(setting: &Setting, list: &List) -> BlockLayout {
    let mut layout = BlockLayout::default();
    push_list(setting, &mut layout, list, None);
    layout
}

fn push_list(setting: &Setting, layout: &mut BlockLayout, list: &List, parent: Option<usize>) {
    let node = layout.node(NodeRole::List, parent);
    for item in &list.items {
        push_item(setting, layout, list, item, node);
    }
}

fn push_item(setting: &Setting, layout: &mut BlockLayout, list: &List, item: &ListItem, parent: usize) {
    let node = layout.node(NodeRole::ListItem, Some(parent));
    let label = layout.node(NodeRole::Label, Some(node));
    let body = layout.node(NodeRole::ListBody, Some(node));
    let style = setting.style(StyleName::ListItem);
    let depth = NESTING.at(style.size) * i64::from(list.depth);
    for (index, block) in item.blocks.iter().enumerate() {
        if let BlockKind::Paragraph(paragraph) = &block.kind {
            let label = (index == 0).then_some((item.label.as_str(), label));
            push_item_paragraph(setting, layout, paragraph, style, depth, label, body);
        } else if let BlockKind::List(inner) = &block.kind {
            push_list(setting, layout, inner, Some(body));
        } else {
            append(layout, set_block(setting, block), body);
        }
    }
}

/// The label stands where the first line's indent says; the text follows it, and hangs where the
/// indent is negative.
fn push_item_paragraph(
    setting: &Setting,
    layout: &mut BlockLayout,
    paragraph: &Paragraph,
    style: &Style,
    depth: Length,
    label: Option<(&str, usize)>,
    body: usize,
) {
    let left = style.indent(style.left_indent) + depth;
    let label_x = left + style.indent(style.first_indent);
    let label_line = label.and_then(|(words, node)| Some((set_words(setting, words, StyleName::ListItem)?, node)));
    let label_end = label_line.as_ref().map_or(label_x, |(line, _)| label_x + line.width);
    let text_x = if style.first_indent < Em(0) || label.is_none() { label_end.max(left) } else { label_end };
    let node = layout.node(NodeRole::Paragraph, Some(body));
    let spec = Spec {
        left,
        first_indent: text_x - left,
        ..Spec::of(setting, StyleName::ListItem, setting.text_width(), node)
    };
    let mut lines = set_lines(setting, layout, &paragraph.content, &spec);
    if let (Some((label, node)), Some(first)) = (label_line, lines.first_mut()) {
        let by = Point { x: label_x - label.left, y: first.baseline - label.baseline };
        let tagged = |placed: &Placed| Placed { tag: Tag::Node(node), ..moved(placed, by, 0) };
        first.items.splice(0..0, label.items.iter().map(tagged));
    }
    push_lines(setting, layout, lines, style, Length::ZERO);
}

/// Sets a quotation: its paragraphs in the quotation's style.
pub fn set_quote(setting: &Setting, blocks: &[Block]) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let quote = layout.node(NodeRole::Quote, None);
    for block in blocks {
        let mut block = block.clone();
        if let BlockKind::Paragraph(paragraph) = &mut block.kind {
            paragraph.style = StyleName::Quote;
        }
        append(&mut layout, set_block(setting, &block), quote);
    }
    layout
}

/// Appends a block's slabs and nodes below `parent`.
pub fn append(layout: &mut BlockLayout, inner: BlockLayout, parent: usize) {
    let base = layout.nodes.len();
    for mut node in inner.nodes {
        node.parent = Some(node.parent.map_or(parent, |index| index + base));
        layout.nodes.push(node);
    }
    for mut slab in inner.slabs {
        slab.items = slab.items.iter().map(|placed| moved(placed, Point::default(), base)).collect();
        layout.slabs.push(slab);
    }
    layout.problems.extend(inner.problems);
}
