//! The lines of running text, as they were set.

use std::collections::BTreeMap;

use super::{Item, NodeRole, Pages, Tag};

/// Pieces of lines with how far left they stand, by page and height of the line.
type Lines<'a> = BTreeMap<(usize, i64), Vec<(i64, &'a str)>>;

/// The text of each paragraph of running text, line by line, in the order in which they begin.
pub fn paragraph_lines(pages: &Pages) -> Vec<Vec<String>> {
    let mut paragraphs: BTreeMap<usize, Lines> = BTreeMap::new();
    for (index, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            if let (Tag::Node(node), Item::Text(text)) = (placed.tag, &placed.item)
                && let Some(paragraph) = paragraph_of(pages, node)
            {
                let line = (index, text.origin.y.units());
                let pieces = paragraphs.entry(paragraph).or_default().entry(line).or_default();
                pieces.push((text.origin.x.units(), &text.text));
            }
        }
    }
    let joined = |mut pieces: Vec<(i64, &str)>| {
        pieces.sort_by_key(|(x, _)| *x);
        pieces.into_iter().map(|(_, text)| text).collect::<String>()
    };
    paragraphs.into_values().map(|lines| lines.into_values().map(joined).collect()).collect()
}

/// The paragraph that a node is a part of.
fn paragraph_of(pages: &Pages, node: usize) -> Option<usize> {
    let found = &pages.structure[node];
    if found.role == NodeRole::Paragraph {
        return Some(node);
    }
    let inside = matches!(found.role, NodeRole::Span | NodeRole::Link | NodeRole::NoteReference);
    found.parent.filter(|_| inside).and_then(|parent| paragraph_of(pages, parent))
}
