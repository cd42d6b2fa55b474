//! From printpdf's document to the finished file: what it writes differently or not at all is set
//! on the lopdf document.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::content::PageContent;
use super::fonts::EmbeddedFont;
use super::hash::Fnv;
use super::outline::{self, Bookmark};
use super::structure::{self, Annotation, Tree};
use super::{file, labels, links, metadata};
use crate::diag::Diagnostic;
use crate::pages::Pages;

/// Stands for the file's id until all else is written.
const ID_PLACEHOLDER: [u8; 16] = *b"banxin file id 0";

/// Everything that goes into the file beside printpdf's frame of it.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    /// The pages as they were laid out.
    pub pages: &'a Pages,
    /// Their structure.
    pub tree: &'a Tree<'a>,
    /// Their contents, one each.
    pub drawn: &'a [PageContent<'a>],
    /// The fonts they use.
    pub fonts: &'a [EmbeddedFont],
}

/// Fills printpdf's frame; gives the file's bytes.
pub(super) fn finish(mut document: Document, parts: &Parts<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let annotations = links::write(parts.tree, parts.pages, parts.drawn, &mut document);
    set_fonts(&mut document, &page_ids, parts.fonts).ok_or_else(unexpected)?;
    for (index, &page) in page_ids.iter().enumerate() {
        set_page(&mut document, page, index, parts, &annotations).ok_or_else(unexpected)?;
    }
    let catalog = catalog_entries(&mut document, parts, &annotations, &page_ids);
    document.catalog_mut().map_err(|_| unexpected())?.extend(&catalog);
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(|_| unexpected())?;
    let info = document.get_dictionary_mut(info).map_err(|_| unexpected())?;
    metadata::finish_info(info, &parts.pages.meta);
    save(document).ok_or_else(unexpected)
}

/// printpdf's document did not look as it always does: a fault of this program, not of the report.
fn unexpected() -> Box<Diagnostic> {
    Box::new(Diagnostic::error(
        "pdf-frame",
        None,
        "内部错误：无法写成 PDF",
        "internal fault: the PDF could not be put together",
    ))
}

/// printpdf's pages share one dictionary of fonts, empty as it has written no text.
fn set_fonts(document: &mut Document, page_ids: &[ObjectId], fonts: &[EmbeddedFont]) -> Option<()> {
    let first = document.get_dictionary(*page_ids.first()?).ok()?;
    let resources = first.get(b"Resources").and_then(Object::as_reference).ok()?;
    let shared = document.get_dictionary(resources).ok()?.get(b"Font").and_then(Object::as_reference).ok()?;
    let mut dictionary = Dictionary::new();
    for font in fonts {
        dictionary.set(font.resource.as_str(), font.write(document));
    }
    document.set_object(shared, dictionary);
    Some(())
}

fn set_page(
    document: &mut Document,
    page: ObjectId,
    index: usize,
    parts: &Parts<'_>,
    annotations: &[Annotation],
) -> Option<()> {
    let drawn = parts.drawn.get(index)?;
    // Annotations come in the order of pages.
    let first = annotations.partition_point(|annotation| annotation.page < index);
    let here = annotations[first..].iter().take_while(|annotation| annotation.page == index);
    let here: Vec<Object> = here.map(|annotation| annotation.id.into()).collect();
    let dictionary = document.get_dictionary_mut(page).ok()?;
    let contents = dictionary.get(b"Contents").and_then(Object::as_reference).ok()?;
    // No bleed is laid out; the box is stated so that a print shop need not guess.
    let trim = dictionary.get(b"TrimBox").ok()?.clone();
    dictionary.set("BleedBox", trim);
    dictionary.remove(b"Annots");
    if !here.is_empty() {
        dictionary.set("Annots", here);
    }
    if !drawn.sequences.is_empty() {
        dictionary.set("StructParents", index as i64);
    }
    // Tab goes from link to link in the order of the structure (ISO 14289-1 §7.18.3).
    dictionary.set("Tabs", "S");
    document.set_object(contents, drawn.stream.stream(Dictionary::new()));
    Some(())
}

fn catalog_entries(
    document: &mut Document,
    parts: &Parts<'_>,
    annotations: &[Annotation],
    page_ids: &[ObjectId],
) -> Dictionary {
    let pages = parts.pages;
    let mut catalog = dictionary! {
        "Lang" => Object::string_literal(metadata::language(&pages.meta)),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => document.add_object(metadata::xmp_stream(&pages.meta)),
        "PageLabels" => document.add_object(labels::number_tree(pages.pages.iter().map(|page| page.label.as_str()))),
    };
    if let Some(root) = structure::write(parts.tree, pages, parts.drawn, annotations, page_ids, document) {
        catalog.set("StructTreeRoot", root);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
    }
    let names = links::name_tree(pages, page_ids);
    if !names.is_empty() {
        let destinations = document.add_object(dictionary! { "Names" => names });
        catalog.set("Names", dictionary! { "Dests" => destinations });
    }
    if let Some(root) = outline::write(&bookmarks(pages, page_ids), document) {
        catalog.set("Outlines", root);
        catalog.set("PageMode", "UseOutlines");
    }
    catalog
}

fn bookmarks(pages: &Pages, page_ids: &[ObjectId]) -> Vec<Bookmark> {
    let bookmark = |entry: &crate::pages::OutlineEntry| {
        let destination = *pages.destinations.get(&entry.target)?;
        Some(Bookmark::new(entry.level, &entry.title, links::explicit(destination, pages, page_ids)?))
    };
    outline::nest(pages.outline.iter().filter_map(bookmark).collect())
}

/// Writes the document under an id made from its own bytes: the same report, the same id.
fn save(mut document: Document) -> Option<Vec<u8>> {
    document.version = "1.7".to_string();
    let id = Object::String(ID_PLACEHOLDER.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = file::write(&document);
    let mut hash = Fnv::default();
    hash.write(&bytes);
    let (old, new) = (digits(&ID_PLACEHOLDER), digits(&hash.finish().to_be_bytes()));
    // The trailer is the last object, so that the search from the end finds nothing else.
    for _ in 0..2 {
        let at = bytes.windows(old.len()).rposition(|window| window == old)?;
        bytes[at..at + new.len()].copy_from_slice(&new);
    }
    Some(bytes)
}

/// As hexadecimal strings are written.
fn digits(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect()
}
