//! Pages into a PDF file: draws, decides nothing.
//!
//! printpdf makes the document, its pages with their boxes, the pictures and the information
//! dictionary; what it lacks is set on the lopdf document that it gives back. Fonts arrive here
//! shaped: this room places glyphs, it never looks up a character. It knows the pages and the
//! fonts' metrics and subsets; it knows no report, no template and no layout.

mod clusters;
mod content;
mod file;
mod finish;
mod fonts;
mod hash;
mod images;
mod jpeg;
mod labels;
mod links;
mod metadata;
mod operators;
mod outline;
mod parallel;
mod placement;
#[cfg(test)]
mod sample;
mod streams;
mod structure;
mod syntax;
#[cfg(test)]
mod tests;
mod text;
mod tounicode;

use std::collections::BTreeMap;

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, XObjectId};

use crate::diag::Diagnostic;
use crate::document;
use crate::font::Fonts;
use crate::geom::Length;
use crate::pages::{Page, Pages};

/// Writes the pages as a PDF 1.7 file: tagged, with its fonts inside, the same bytes for the same
/// pages.
///
/// # Errors
///
/// A font that cannot be embedded, a picture that cannot be read, a link to something that stands
/// on no page, or no pages at all. All that are found are given.
pub fn export(pages: &Pages, images: &[document::Image], fonts: &Fonts) -> Result<Vec<u8>, Vec<Diagnostic>> {
    if pages.pages.is_empty() {
        let (zh, en) = ("没有任何内容可以写成 PDF", "there is nothing to write as a PDF");
        return Err(vec![Diagnostic::error("no-pages", None, zh, en)]);
    }
    let (embedded, pictures) = match (fonts::embed(pages, fonts), images::prepare(pages, images)) {
        (Ok(embedded), Ok(pictures)) => (embedded, pictures),
        (embedded, pictures) => {
            let problems = embedded.err().into_iter().chain(pictures.err()).flatten();
            return Err(problems.collect());
        }
    };
    let tree = structure::Tree::of(pages);
    let resources = content::Resources { fonts: &embedded, pictures: &pictures, tree: &tree };
    let drawn = parallel::map(&pages.pages, |page| content::draw(page, resources));
    let misled = links::check(pages, &drawn);
    if !misled.is_empty() {
        return Err(misled);
    }
    let parts = finish::Parts { pages, tree: &tree, drawn: &drawn, fonts: &embedded.fonts };
    let frame = frame(pages, pictures);
    finish::finish(frame, &parts).map_err(|problem| vec![*problem])
}

/// What printpdf makes: every page with its boxes, pictures as resources, the information
/// dictionary.
fn frame(pages: &Pages, pictures: BTreeMap<usize, images::Picture>) -> lopdf::Document {
    let mut document = PdfDocument::new(&pages.meta.title);
    document.metadata = metadata::for_printpdf(&pages.meta);
    document.pages = pages.pages.iter().map(blank).collect();
    let objects = pictures.into_values().map(|picture| (XObjectId(picture.resource), picture.object));
    document.resources.xobjects.map.extend(objects);
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    document.to_lopdf_document(&options, &mut Vec::new())
}

fn blank(page: &Page) -> PdfPage {
    let points = |length: Length| Pt((length.pt() * 1000.0).round() as f32 / 1000.0);
    let paper = printpdf::Rect::from_wh(points(page.size.width), points(page.size.height));
    PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops: Vec::new() }
}
