//! Nested bookmarks (ISO 32000-1 §12.3.3), which printpdf writes flat.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::streams::text_string;

/// A bookmark with those below it.
#[derive(Debug)]
pub(super) struct Bookmark {
    level: u8,
    title: String,
    destination: Object,
    children: Vec<Bookmark>,
}

impl Bookmark {
    /// A bookmark of a level, 1 being the outermost.
    pub fn new(level: u8, title: &str, destination: Object) -> Self {
        Bookmark { level, title: title.to_string(), destination, children: Vec::new() }
    }

    /// How many bookmarks show below this one once it is opened; only the outermost are opened, so
    /// that a long report's outline fits the window.
    fn shown_below(&self) -> i64 {
        self.children.len() as i64
    }
}

/// Puts each bookmark under the one before it of a smaller level, however levels are skipped.
pub(super) fn nest(flat: Vec<Bookmark>) -> Vec<Bookmark> {
    let mut roots = Vec::new();
    let mut open: Vec<Bookmark> = Vec::new();
    for bookmark in flat {
        close(&mut open, &mut roots, bookmark.level);
        open.push(bookmark);
    }
    close(&mut open, &mut roots, 0);
    roots
}

/// Hands every open bookmark of this level or deeper to the one above it.
fn close(open: &mut Vec<Bookmark>, roots: &mut Vec<Bookmark>, level: u8) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(done) = open.pop() else { return };
        open.last_mut().map_or(&mut *roots, |parent| &mut parent.children).push(done);
    }
}

/// Adds the outline's objects; gives its root, `None` for no bookmarks.
pub(super) fn write(bookmarks: &[Bookmark], document: &mut Document) -> Option<ObjectId> {
    let root = document.new_object_id();
    let (first, last) = siblings(bookmarks, root, 1, document)?;
    let shown: i64 = bookmarks.iter().map(|bookmark| 1 + bookmark.shown_below()).sum();
    let outlines = dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => shown };
    document.set_object(root, outlines);
    Some(root)
}

fn siblings(
    bookmarks: &[Bookmark],
    parent: ObjectId,
    depth: u8,
    document: &mut Document,
) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    for (index, bookmark) in bookmarks.iter().enumerate() {
        let mut item = Dictionary::new();
        item.set("Title", text_string(&bookmark.title));
        item.set("Parent", parent);
        item.set("Dest", bookmark.destination.clone());
        if let Some(&previous) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            item.set("Prev", previous);
        }
        if let Some(&next) = ids.get(index + 1) {
            item.set("Next", next);
        }
        if let Some((first, last)) = siblings(&bookmark.children, ids[index], depth.saturating_add(1), document) {
            let below = bookmark.shown_below();
            item.set("First", first);
            item.set("Last", last);
            // Negative: closed (§12.3.3, table 153).
            item.set("Count", if depth == 1 { below } else { -below });
        }
        document.set_object(ids[index], item);
    }
    Some((*ids.first()?, *ids.last()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(bookmarks: &[Bookmark]) -> String {
        let one = |bookmark: &Bookmark| format!("{}({})", bookmark.title, titles(&bookmark.children));
        bookmarks.iter().map(one).collect()
    }

    #[test]
    fn levels_nest_and_skipped_levels_do_not_lose_anything() {
        let flat = [(2, "a"), (1, "b"), (3, "c"), (2, "d"), (3, "e"), (1, "f")];
        let flat = flat.iter().map(|(level, title)| Bookmark::new(*level, title, Object::Null)).collect();
        assert_eq!(titles(&nest(flat)), "a()b(c()d(e()))f()");
    }
}
