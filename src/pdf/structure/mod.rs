//! The structure tree (ISO 32000-1 §14.7, §14.8): which node is what, and how it is written.

mod attributes;
mod elements;

use std::collections::BTreeMap;

use crate::pages::{Item, Node, NodeRole, Pages, Placed, Tag};

pub(super) use attributes::bounding_box;
pub(super) use elements::{Annotation, write};

/// The nodes of [`Pages::structure`], made safe to walk: each has its parent before it, all under
/// node 0.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    nodes: &'a [Node],
    children: Vec<Vec<usize>>,
    figures: Vec<Option<usize>>,
    texts: BTreeMap<usize, String>,
}

impl<'a> Tree<'a> {
    /// Reads the structure of the pages.
    pub fn of(pages: &'a Pages) -> Self {
        let nodes = pages.structure.as_slice();
        let mut tree =
            Tree { nodes, children: vec![Vec::new(); nodes.len()], figures: Vec::new(), texts: BTreeMap::new() };
        for (index, node) in nodes.iter().enumerate() {
            let above = tree.parent(index);
            if let Some(above) = above {
                tree.children[above].push(index);
            }
            let inherited = above.and_then(|above| tree.figures[above]);
            let figure = if node.role == NodeRole::Figure { Some(index) } else { inherited };
            tree.figures.push(figure);
        }
        pages.pages.iter().for_each(|page| tree.gather_texts(&page.items));
        tree
    }

    fn gather_texts(&mut self, items: &[Placed]) {
        for Placed { tag, item } in items {
            match (tag, item) {
                (Tag::Node(node), Item::Text(text)) if self.is_spelled_out(*node) => {
                    self.texts.entry(*node).or_default().push_str(&text.text);
                }
                (_, Item::Group(group)) => self.gather_texts(&group.items),
                (_, Item::Text(_) | Item::Shape(_) | Item::Image(_) | Item::Link(_)) => {}
            }
        }
    }

    /// Its text is needed elsewhere: a link's for its annotation, a label's for its list.
    fn is_spelled_out(&self, node: usize) -> bool {
        matches!(self.nodes.get(node).map(|node| node.role), Some(NodeRole::Link | NodeRole::Label))
    }

    /// The node above; `None` for the document. A parent that does not come before its child would
    /// make a circle; such a child goes under the document.
    fn parent(&self, index: usize) -> Option<usize> {
        let stated = self.nodes.get(index)?.parent.filter(|&parent| parent < index);
        stated.or((index > 0).then_some(0))
    }

    /// The node that content with this tag belongs to; `None` where there is no structure at all.
    pub fn known(&self, node: usize) -> Option<usize> {
        if node < self.nodes.len() { Some(node) } else { (!self.nodes.is_empty()).then_some(0) }
    }

    /// The tag of a marked-content sequence of this node.
    pub fn content_type(&self, node: usize) -> &'static str {
        self.nodes.get(node).map_or("Span", |node| structure_type(node.role))
    }

    /// The figure that this node is, or is part of.
    pub fn figure_of(&self, node: usize) -> Option<usize> {
        self.figures.get(node).copied().flatten()
    }

    /// What a link stands for in words: its alternative text, else its text.
    pub fn words(&self, node: usize) -> Option<&str> {
        let alt = self.nodes.get(node)?.alt.as_deref();
        alt.or(self.texts.get(&node).map(String::as_str)).filter(|words| !words.is_empty())
    }

    fn is_link(&self, node: usize) -> bool {
        self.nodes.get(node).is_some_and(|node| node.role == NodeRole::Link)
    }
}

/// The standard structure type of a role (§14.8.4); `Title` is PDF 2.0's and mapped to `P`.
fn structure_type(role: NodeRole) -> &'static str {
    match role {
        NodeRole::Document => "Document",
        NodeRole::Section => "Sect",
        NodeRole::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1],
        NodeRole::Title => "Title",
        NodeRole::Paragraph => "P",
        NodeRole::List => "L",
        NodeRole::ListItem => "LI",
        NodeRole::Label => "Lbl",
        NodeRole::ListBody => "LBody",
        NodeRole::Quote => "BlockQuote",
        NodeRole::Table => "Table",
        NodeRole::TableRow => "TR",
        NodeRole::TableHead { .. } => "TH",
        NodeRole::TableCell { .. } => "TD",
        NodeRole::Figure => "Figure",
        NodeRole::Caption => "Caption",
        NodeRole::Contents => "TOC",
        NodeRole::ContentsItem => "TOCI",
        NodeRole::Note => "Note",
        NodeRole::NoteReference => "Reference",
        NodeRole::Link => "Link",
        NodeRole::Ruby => "Ruby",
        NodeRole::RubyBase => "RB",
        NodeRole::RubyText => "RT",
        NodeRole::Span => "Span",
    }
}
