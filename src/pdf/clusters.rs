//! Which glyphs of a text item stand for which of its characters.

use std::ops::Range;

use crate::pages::{Glyph, Group, Item, Pages, Placed, TextItem};

/// Glyphs that belong together and the text that they show.
#[derive(Debug, PartialEq)]
pub(super) struct Cluster<'a> {
    /// The item's glyphs.
    pub glyphs: Range<usize>,
    /// What copying them must give.
    pub text: &'a str,
}

/// The clusters of an item in order. Text between two clusters that no glyph claims (a space that
/// was dropped at a line's end) goes with the cluster before it, so that all of it copies out.
pub(super) fn of(item: &TextItem) -> impl Iterator<Item = Cluster<'_>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        let first = item.glyphs.get(start)?;
        next += 1;
        while item.glyphs.get(next).is_some_and(continues) {
            next += 1;
        }
        let from = if start == 0 { 0 } else { first.text.start as usize };
        let until = item.glyphs.get(next).map_or(item.text.len(), |glyph| glyph.text.start as usize);
        let until = until.max(first.text.end as usize);
        Some(Cluster { glyphs: start..next, text: item.text.get(from..until).unwrap_or("") })
    })
}

fn continues(glyph: &Glyph) -> bool {
    glyph.text.is_empty()
}

/// Every text item of the pages, groups included, in the order of drawing.
pub(super) fn text_items(pages: &Pages) -> Vec<&TextItem> {
    let mut found = Vec::new();
    for page in &pages.pages {
        gather(&page.items, &mut found);
    }
    found
}

fn gather<'a>(items: &'a [Placed], found: &mut Vec<&'a TextItem>) {
    for placed in items {
        match &placed.item {
            Item::Text(text) => found.push(text),
            Item::Group(Group { items, .. }) => gather(items, found),
            Item::Shape(_) | Item::Image(_) | Item::Link(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sample;

    fn clusters(text: &str, ranges: &[Range<u32>]) -> Vec<(Range<usize>, String)> {
        let mut item = sample::text(0, text);
        item.glyphs = ranges.iter().map(|range| sample::glyph(1, range.clone())).collect();
        of(&item).map(|cluster| (cluster.glyphs, cluster.text.to_string())).collect()
    }

    #[test]
    fn a_glyph_without_text_continues_the_cluster_before() {
        let found = clusters("ab", &[0..1, 0..0, 1..2]);
        assert_eq!(found, [(0..2, "a".to_string()), (2..3, "b".to_string())]);
    }

    #[test]
    fn text_that_no_glyph_claims_is_kept() {
        let found = clusters("a b ", &[0..1, 2..3]);
        assert_eq!(found, [(0..1, "a ".to_string()), (1..2, "b ".to_string())]);
    }

    #[test]
    fn ranges_outside_the_text_do_not_panic() {
        let found = clusters("中", &[1..9, 2..3]);
        assert_eq!(found, [(0..1, String::new()), (1..2, String::new())]);
    }
}
