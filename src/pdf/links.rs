//! Places to click and places to land: link annotations and named destinations (ISO 32000-1
//! §12.3.2, §12.5.6.5).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId, dictionary};

use super::content::{PageContent, PlacedLink};
use super::streams::{self, text_bytes, text_string};
use super::structure::{Annotation, Tree, bounding_box};
use crate::diag::Diagnostic;
use crate::document::Link;
use crate::pages::{Destination, Pages};

/// What the document says about a place that it leads to but does not have.
fn nowhere(id: &str) -> Diagnostic {
    Diagnostic::error(
        "unplaced-target",
        None,
        format!("内部错误：“{id}”没有排到任何一页，不能链接到它"),
        format!("internal fault: '{id}' stands on no page and cannot be linked to"),
    )
}

/// Every target of a link or bookmark must be placed.
pub(super) fn check(pages: &Pages, drawn: &[PageContent<'_>]) -> Vec<Diagnostic> {
    let targets = drawn.iter().flat_map(|page| &page.links).filter_map(|placed| match placed.link {
        Link::Internal(id) => Some(id),
        Link::Url(_) => None,
    });
    let targets: BTreeSet<_> = targets.chain(pages.outline.iter().map(|entry| &entry.target)).collect();
    let missing = targets.into_iter().filter(|id| {
        let page = pages.destinations.get(*id).map(|destination| destination.page);
        page.is_none_or(|page| page >= pages.pages.len())
    });
    missing.map(|id| nowhere(id)).collect()
}

/// The explicit destination: the place at the window's upper left corner, the zoom as it was.
pub(super) fn explicit(destination: Destination, pages: &Pages, page_ids: &[ObjectId]) -> Option<Object> {
    let height = pages.pages.get(destination.page)?.size.height;
    let page = *page_ids.get(destination.page)?;
    let left = streams::number(destination.point.x.pt());
    let top = streams::number((height - destination.point.y).pt());
    Some(Object::Array(vec![page.into(), "XYZ".into(), left, top, Object::Null]))
}

/// The name tree of destinations, in the order of the names' bytes (§7.9.6).
pub(super) fn name_tree(pages: &Pages, page_ids: &[ObjectId]) -> Vec<Object> {
    let named = pages
        .destinations
        .iter()
        .filter_map(|(id, destination)| Some((text_bytes(id), explicit(*destination, pages, page_ids)?)));
    let sorted: BTreeMap<Vec<u8>, Object> = named.collect();
    sorted.into_iter().flat_map(|(name, destination)| [Object::string_literal(name), destination]).collect()
}

/// Adds the annotations of all pages; gives them in the order of pages and drawing.
pub(super) fn write(
    tree: &Tree<'_>,
    pages: &Pages,
    drawn: &[PageContent<'_>],
    document: &mut Document,
) -> Vec<Annotation> {
    let mut annotations = Vec::new();
    for (page, content) in drawn.iter().enumerate() {
        for placed in &content.links {
            // Keys of the parent tree: first the pages', then the annotations'.
            let key = (drawn.len() + annotations.len()) as i64;
            let mut annotation = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => bounding_box((placed.rect, pages.pages[page].size.height)),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                // Printed, as an archive demands (ISO 19005-2 §6.3.2).
                "F" => 4,
                "Contents" => text_string(description(tree, placed)),
            };
            match placed.link {
                Link::Url(url) => annotation.set(
                    "A",
                    dictionary! {
                        "S" => "URI", "URI" => Object::string_literal(ascii(url)),
                    },
                ),
                Link::Internal(id) => annotation.set("Dest", Object::string_literal(text_bytes(id))),
            }
            let node = tree.known(placed.node.unwrap_or(0));
            if node.is_some() {
                annotation.set("StructParent", key);
            }
            let id = document.add_object(annotation);
            annotations.push(Annotation { id, page, after: placed.after, node: node.unwrap_or(0), key });
        }
    }
    annotations
}

/// What a screen reader says of a link (ISO 14289-1 §7.18.5).
fn description<'a>(tree: &'a Tree<'_>, placed: &PlacedLink<'a>) -> &'a str {
    let target = match placed.link {
        Link::Url(url) => url,
        Link::Internal(id) => id,
    };
    placed.node.and_then(|node| tree.words(node)).unwrap_or(target)
}

/// URIs are ASCII (§12.6.4.7); all else is written in per cent signs, as browsers do (RFC 3987).
fn ascii(url: &str) -> String {
    let mut plain = String::with_capacity(url.len());
    for &byte in url.as_bytes() {
        if byte.is_ascii_graphic() {
            plain.push(char::from(byte));
        } else {
            plain.push_str(&format!("%{byte:02X}"));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_ascii() {
        assert_eq!(ascii("https://例.cn/a b?x=1%20"), "https://%E4%BE%8B.cn/a%20b?x=1%20");
    }
}
