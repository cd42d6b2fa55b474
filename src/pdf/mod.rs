//! Pages into a PDF file: draws, decides nothing.
//!
//! printpdf makes the document, its pages with their boxes, the pictures and the information
//! dictionary; what it lacks is set on the lopdf document that it gives back. Fonts arrive here
//! shaped: this room places glyphs, it never looks up a character. It knows the pages and the
//! fonts' metrics and subsets; it knows no report, no template and no layout.

mod attachments;
mod clusters;
mod content;
mod file;
mod finish;
mod fonts;
mod hash;
mod images;
mod inks;
mod labels;
mod links;
mod metadata;
mod operators;
mod outline;
mod placement;
mod profiles;
mod purpose;
#[cfg(test)]
mod sample;
mod separation;
mod streams;
mod structure;
mod syntax;
#[cfg(test)]
mod tests;
mod text;
mod tounicode;
mod xmp;

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt};

use self::streams::Deflater;
use crate::diag::Diagnostic;
use crate::document;
use crate::font::Fonts;
use crate::geom::{Length, Size};
use crate::pages::Pages;
use crate::parallel;

pub use purpose::{Attachment, Press, PressPictures, Purpose};

/// Writes the pages as a file to be read and kept: [`export_for`] with the usual purpose.
///
/// # Errors
///
/// As of [`export_for`].
pub fn export(pages: &Pages, images: &[document::Image], fonts: &Fonts) -> Result<Vec<u8>, Vec<Diagnostic>> {
    export_for(pages, images, fonts, &Purpose::default())
}

/// Writes the pages as a PDF file to the standards of its purpose: tagged, with its fonts inside, the
/// same bytes for the same pages.
///
/// # Errors
///
/// A font that cannot be embedded, a picture that cannot be read, a link to something that stands
/// on no page, no date where the standard asks for one, or no pages at all. All that are found are
/// given.
pub fn export_for(
    pages: &Pages,
    images: &[document::Image],
    fonts: &Fonts,
    purpose: &Purpose,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let unfit = unfit(pages, purpose);
    if !unfit.is_empty() {
        return Err(unfit);
    }
    let (embedded, pictures) = match (fonts::embed(pages, fonts), images::prepare(pages, images, purpose)) {
        (Ok(embedded), Ok(pictures)) => (embedded, pictures),
        (embedded, pictures) => {
            let problems = embedded.err().into_iter().chain(pictures.err()).flatten();
            return Err(problems.collect());
        }
    };
    let tree = structure::Tree::of(pages);
    let resources = content::Resources { fonts: &embedded, pictures: &pictures, tree: &tree, purpose };
    let drawn =
        parallel::map_with(&pages.pages, Deflater::new, |deflater, page| content::draw(page, resources, deflater));
    let misled = links::check(pages, &drawn);
    if !misled.is_empty() {
        return Err(misled);
    }
    let parts = finish::Parts { pages, tree: &tree, drawn: &drawn, fonts: &embedded.fonts, purpose };
    finish::finish(frame(pages), pictures, &parts).map_err(|problem| vec![*problem])
}

/// What stands against writing these pages at all.
fn unfit(pages: &Pages, purpose: &Purpose) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if pages.pages.is_empty() {
        let (zh, en) = ("没有任何内容可以写成 PDF", "there is nothing to write as a PDF");
        found.push(Diagnostic::error("no-pages", None, zh, en));
    }
    if purpose.is_press() && pages.meta.date.is_none() {
        let zh = "付印的 PDF（PDF/X-4）要写明日期，报告没有 date";
        let en = "a PDF for the print shop (PDF/X-4) must be dated, and the report has no `date`";
        let undated = Diagnostic::error("undated", None, zh, en);
        found.push(undated.help("在 [report] 里加一行：date = 2023-03-01", "add to [report]: date = 2023-03-01"));
    }
    found
}

/// What printpdf makes: every page with its boxes, the information dictionary.
fn frame(pages: &Pages) -> lopdf::Document {
    let mut document = PdfDocument::new(&pages.meta.title);
    document.metadata = metadata::for_printpdf(&pages.meta);
    document.pages = pages.pages.iter().map(|page| blank(page.size)).collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    document.to_lopdf_document(&options, &mut Vec::new())
}

/// printpdf writes only boxes that start at the origin; [`finish`] sets the others.
fn blank(size: Size) -> PdfPage {
    let points = |length: Length| Pt((length.pt() * 1000.0).round() as f32 / 1000.0);
    let paper = printpdf::Rect::from_wh(points(size.width), points(size.height));
    PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops: Vec::new() }
}
