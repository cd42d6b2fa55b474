//! From printpdf's document to the finished file: what it writes differently or not at all is set
//! on the lopdf document.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::content::PageContent;
use super::fonts::EmbeddedFont;
use super::hash::Fnv;
use super::images::Pictures;
use super::outline::{self, Bookmark};
use super::profiles::{Profiles, Space};
use super::purpose::Purpose;
use super::structure::{self, Annotation, Tree, bounding_box};
use super::{attachments, file, inks, labels, links, metadata};
use crate::diag::Diagnostic;
use crate::pages::Pages;

/// Stands for the file's id until all else is written.
pub(super) const ID_PLACEHOLDER: [u8; 16] = *b"banxin file id 0";

/// PDF/A-2 and PDF/UA-1 are of PDF 1.7, PDF/X-4 of PDF 1.6; nothing newer is written.
const READING_VERSION: &str = "1.7";
const PRESS_VERSION: &str = "1.6";

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
    /// What the file is for.
    pub purpose: &'a Purpose,
}

/// Fills printpdf's frame; gives the file's bytes.
pub(super) fn finish(
    mut document: Document,
    pictures: Pictures,
    parts: &Parts<'_>,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let annotations = links::write(parts.tree, parts.pages, parts.drawn, &mut document);
    let mut profiles = Profiles::default();
    let resources = resources(&mut document, pictures, &mut profiles, parts);
    for (index, &page) in page_ids.iter().enumerate() {
        set_page(&mut document, page, index, resources, parts, &annotations).ok_or_else(unexpected)?;
    }
    let mut catalog = catalog_entries(&mut document, parts, &annotations, &page_ids);
    catalog.set("OutputIntents", profiles.intents(parts.purpose, &mut document));
    document.catalog_mut().map_err(|_| unexpected())?.extend(&catalog);
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(|_| unexpected())?;
    let info = document.get_dictionary_mut(info).map_err(|_| unexpected())?;
    metadata::finish_info(info, &parts.pages.meta, parts.purpose);
    save(document, parts.purpose).ok_or_else(unexpected)
}

/// All pages share one dictionary of resources.
fn resources(document: &mut Document, pictures: Pictures, profiles: &mut Profiles, parts: &Parts<'_>) -> ObjectId {
    let mut fonts = Dictionary::new();
    for font in parts.fonts {
        fonts.set(font.resource.as_str(), font.write(document));
    }
    let mut resources = dictionary! { "Font" => fonts };
    let pictures = pictures.write(profiles, document);
    if !pictures.is_empty() {
        resources.set("XObject", pictures);
    }
    if parts.purpose.is_press() {
        inks::add_resources(&mut resources);
    }
    document.add_object(resources)
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

fn set_page(
    document: &mut Document,
    page: ObjectId,
    index: usize,
    resources: ObjectId,
    parts: &Parts<'_>,
    annotations: &[Annotation],
) -> Option<()> {
    let (drawn, size) = (parts.drawn.get(index)?, parts.pages.pages.get(index)?.size);
    // Annotations come in the order of pages.
    let first = annotations.partition_point(|annotation| annotation.page < index);
    let here = annotations[first..].iter().take_while(|annotation| annotation.page == index);
    let here: Vec<Object> = here.map(|annotation| annotation.id.into()).collect();
    forget_resources(document, page)?;
    let dictionary = document.get_dictionary_mut(page).ok()?;
    let contents = dictionary.get(b"Contents").and_then(Object::as_reference).ok()?;
    let boxes = parts.purpose.boxes(size);
    for (name, rect) in
        [("MediaBox", boxes.media), ("CropBox", boxes.media), ("BleedBox", boxes.bleed), ("TrimBox", boxes.trim)]
    {
        dictionary.set(name, bounding_box((rect, size.height)));
    }
    dictionary.set("Resources", resources);
    dictionary.remove(b"Annots");
    if !here.is_empty() {
        dictionary.set("Annots", here);
    }
    if !drawn.sequences.is_empty() {
        dictionary.set("StructParents", index as i64);
    }
    if drawn.see_through {
        // The colours in which transparency is reckoned are those of the output (§11.4.7).
        let space = if parts.purpose.is_press() { Space::Cmyk } else { Space::Rgb };
        dictionary.set("Group", dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => space.device() });
    }
    // Tab goes from link to link in the order of the structure (ISO 14289-1 §7.18.3).
    dictionary.set("Tabs", "S");
    document.set_object(contents, drawn.stream.stream(Dictionary::new()));
    Some(())
}

/// Takes away what printpdf gave a page: resources of its own, with fonts that all pages share.
fn forget_resources(document: &mut Document, page: ObjectId) -> Option<()> {
    let own = document.get_dictionary(page).ok()?.get(b"Resources").and_then(Object::as_reference).ok()?;
    let fonts = document.objects.remove(&own)?.as_dict().ok()?.get(b"Font").and_then(Object::as_reference).ok()?;
    document.objects.remove(&fonts);
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
        "Metadata" => document.add_object(metadata::xmp_stream(&pages.meta, parts.purpose)),
        "PageLabels" => document.add_object(labels::number_tree(pages.pages.iter().map(|page| page.label.as_str()))),
    };
    if let Some(root) = structure::write(parts.tree, pages, parts.drawn, annotations, page_ids, document) {
        catalog.set("StructTreeRoot", root);
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
    }
    let mut names = Dictionary::new();
    let destinations = links::name_tree(pages, page_ids);
    if !destinations.is_empty() {
        names.set("Dests", document.add_object(dictionary! { "Names" => destinations }));
    }
    let attached = attachments::write(parts.purpose, &pages.meta, document);
    if !attached.is_empty() {
        catalog.set("AF", attached.values().map(|&file| file.into()).collect::<Vec<Object>>());
        let pairs = attached.into_iter().flat_map(|(name, file)| [Object::string_literal(name), file.into()]);
        names.set("EmbeddedFiles", document.add_object(dictionary! { "Names" => pairs.collect::<Vec<_>>() }));
    }
    if !names.is_empty() {
        catalog.set("Names", names);
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
fn save(mut document: Document, purpose: &Purpose) -> Option<Vec<u8>> {
    document.version = if purpose.is_press() { PRESS_VERSION } else { READING_VERSION }.to_string();
    let id = Object::String(ID_PLACEHOLDER.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = file::write(&document);
    let mut hash = Fnv::default();
    hash.write(&bytes);
    let (old, new) = (digits(&ID_PLACEHOLDER), digits(&hash.finish().to_be_bytes()));
    // Twice in the trailer; in the packet before it, too, where the standard wants the id there.
    while let Some(at) = bytes.windows(old.len()).rposition(|window| window == old) {
        bytes[at..at + new.len()].copy_from_slice(&new);
    }
    Some(bytes)
}

/// As hexadecimal strings are written.
pub(super) fn digits(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect()
}
