//! Previews: pages as PNG pictures, to be looked at before anything is printed.
//!
//! Draws `Pages` as they are, by a renderer written in Rust, and decides nothing. It knows the pages,
//! the shapes of glyphs and the pictures' bytes; it knows no report and no layout. Each page is drawn
//! by one thread from beginning to end, so that the number of cores never shows in a file.

mod canvas;
mod contact;
mod glyphs;
mod ink;
mod pictures;
mod png;
#[cfg(test)]
mod tests;

use self::canvas::Canvas;
use self::glyphs::Glyphs;
use self::pictures::Pictures;
use crate::diag::Diagnostic;
use crate::document::Image;
use crate::font::Fonts;
use crate::geom::{Length, Size};
use crate::pages::{Page, Pages};
use crate::parallel;

pub use self::contact::contact_sheet;

/// What pages are drawn with.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The pages.
    pub pages: &'a Pages,
    /// What their pictures refer to.
    pub images: &'a [Image],
    /// What their text refers to.
    pub fonts: &'a Fonts,
}

/// Pixels to the inch.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Resolution(f64);

impl Resolution {
    /// A length in whole pixels, rounded.
    fn pixels(self, length: Length) -> u32 {
        (length.pt() * self.0 / 72.0).round() as u32
    }

    /// Pixels to the point.
    fn scale(self) -> f32 {
        (self.0 / 72.0) as f32
    }
}

/// Draws the pages with these indices as PNG files, in their order.
///
/// # Errors
/// `broken-image`: a picture cannot be decoded. `preview-size`: a page is too large to be drawn at
/// this resolution.
pub fn draw(material: Material<'_>, wanted: &[usize], pixels_per_inch: u32) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let resolution = Resolution(f64::from(pixels_per_inch));
    let pages: Vec<&Page> = wanted.iter().filter_map(|index| material.pages.pages.get(*index)).collect();
    let pictures = Pictures::prepare(&pages, material.images, resolution)?;
    let files = parallel::map_with(
        &pages,
        || Glyphs::of(material.fonts),
        |glyphs, page| {
            let drawn = draw_page(page, resolution, &pictures, glyphs)?;
            png::encode(&drawn, pixels_per_inch)
        },
    );
    files.into_iter().collect::<Option<_>>().ok_or_else(|| vec![too_large(pixels_per_inch)])
}

/// `None` where there is no memory for so many pixels.
fn draw_page(
    page: &Page,
    resolution: Resolution,
    pictures: &Pictures,
    glyphs: &mut Glyphs<'_>,
) -> Option<tiny_skia::Pixmap> {
    let Size { width, height } = page.size;
    let mut canvas = Canvas::new(resolution.pixels(width), resolution.pixels(height), resolution, pictures, glyphs)?;
    canvas.items(&page.items);
    Some(canvas.finish())
}

fn too_large(pixels_per_inch: u32) -> Diagnostic {
    let zh = format!("纸面太大，不能以每英寸 {pixels_per_inch} 像素画出");
    let en = format!("the page is too large to be drawn at {pixels_per_inch} pixels to the inch");
    Diagnostic::error("preview-size", None, zh, en).help("请用小一些的 --ppi", "use a smaller --ppi")
}
