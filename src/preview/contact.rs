//! A contact sheet: all pages small, in rows, each with its number.

use tiny_skia::{Color, FillRule, Paint, Pixmap, PixmapPaint, Rect, Transform};

use super::glyphs::Glyphs;
use super::ink::paint;
use super::pictures::Pictures;
use super::{Material, Resolution, draw_page, png, too_large};
use crate::colour::Colour;
use crate::diag::Diagnostic;
use crate::geom::Length;
use crate::pages::Page;
use crate::parallel;
use crate::template::Role;

/// Widest and narrowest small page, in pixels.
const WIDEST: u32 = 200;
const NARROWEST: u32 = 48;
/// A sheet is not much wider than this: what a screen shows at its best.
const SHEET: u32 = 3840;
/// Around each small page.
const GAP: u32 = 28;
/// Between a page and the baseline of its number.
const LABEL_DROP: u32 = 16;
/// The number's em, in pixels.
const LABEL: f64 = 12.0;
/// The table that the pages lie on.
const GROUND: Colour = Colour::Gray(232);
/// The shadow's depth in pixels, and the opacity of each of its layers.
const SHADOW: (u32, u8) = (3, 28);
/// What a screen shows of an inch, by old agreement.
const SCREEN: u32 = 96;

/// Draws the pages with these indices small on one PNG.
///
/// # Errors
/// As [`super::draw`].
pub fn contact_sheet(material: Material<'_>, wanted: &[usize]) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let pages: Vec<&Page> = wanted.iter().filter_map(|index| material.pages.pages.get(*index)).collect();
    let largest = pages.iter().map(|page| page.size.width).max().unwrap_or_default().max(Length::from_pt(1.0));
    let columns = columns(pages.len());
    let width = (SHEET / columns).saturating_sub(GAP).clamp(NARROWEST, WIDEST);
    let resolution = Resolution(72.0 * f64::from(width) / largest.pt());
    let pictures = Pictures::prepare(&pages, material.images, resolution)?;
    let small = parallel::map_with(
        &pages,
        || Glyphs::of(material.fonts),
        |glyphs, page| draw_page(page, resolution, &pictures, glyphs),
    );
    let small = small.into_iter().collect::<Option<Vec<Pixmap>>>();
    let sheet = small.and_then(|small| {
        let mut glyphs = Glyphs::of(material.fonts);
        let labels = wanted.iter().zip(&pages).map(|(index, page)| label(*index, page));
        assemble(&small, &labels.collect::<Vec<_>>(), columns, &mut glyphs)
    });
    sheet.and_then(|sheet| png::encode(&sheet, SCREEN)).ok_or_else(|| vec![too_large(SCREEN)])
}

/// About as many columns as rows.
fn columns(pages: usize) -> u32 {
    (1..).find(|columns| (*columns as usize).pow(2) >= pages).unwrap_or(1)
}

/// The page's place in the file, then what is printed on it where that differs.
fn label(index: usize, page: &Page) -> String {
    let place = (index + 1).to_string();
    if page.label.is_empty() || page.label == place { place } else { format!("{place} ({})", page.label) }
}

fn assemble(small: &[Pixmap], labels: &[String], columns: u32, glyphs: &mut Glyphs<'_>) -> Option<Pixmap> {
    let widest = small.iter().map(Pixmap::width).max().unwrap_or(1);
    let highest = small.iter().map(Pixmap::height).max().unwrap_or(1);
    let (step_x, step_y) = (widest + GAP, highest + GAP + LABEL_DROP);
    let rows = (small.len() as u32).div_ceil(columns);
    let mut sheet = Pixmap::new(columns * step_x + GAP, rows * step_y + GAP)?;
    let (red, green, blue) = GROUND.rgb();
    sheet.fill(Color::from_rgba8(red, green, blue, u8::MAX));
    for (place, (page, label)) in small.iter().zip(labels).enumerate() {
        let (column, row) = (place as u32 % columns, place as u32 / columns);
        // In the middle of its column, at the foot of its row.
        let x = GAP + column * step_x + (widest - page.width()) / 2;
        let y = GAP + row * step_y + (highest - page.height());
        shadow(&mut sheet, x, y, page);
        sheet.draw_pixmap(x as i32, y as i32, page.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        let middle = x as f32 + page.width() as f32 / 2.0;
        words(&mut sheet, label, middle, (y + page.height() + LABEL_DROP) as f32, glyphs);
    }
    Some(sheet)
}

/// Layers, each a pixel larger, darkest at the page.
fn shadow(sheet: &mut Pixmap, x: u32, y: u32, page: &Pixmap) {
    let (depth, opacity) = SHADOW;
    let mut shade = Paint::default();
    shade.set_color_rgba8(0, 0, 0, opacity);
    for layer in 0..depth {
        let (grown, left, top) = (layer as f32, x as f32, y as f32);
        let (width, height) = (page.width() as f32 + 2.0 * grown, page.height() as f32 + 2.0 * grown);
        // A pixel lower than the page, as light from above casts it.
        if let Some(rect) = Rect::from_xywh(left - grown, top - grown + 1.0, width, height) {
            sheet.fill_rect(rect, &shade, Transform::identity(), None);
        }
    }
}

/// A few words in the middle of `x`, unshaped: page numbers need no shaping.
fn words(sheet: &mut Pixmap, text: &str, x: f32, baseline: f32, glyphs: &mut Glyphs<'_>) {
    let fonts = glyphs.fonts();
    let size = Length::from_pt(LABEL);
    let glyph = |character: char| {
        let face = fonts.select(Role::LatinSans, false, character)?;
        let glyph = fonts.faces()[face].glyph(character)?;
        Some((face, glyph, fonts.faces()[face].advance(glyph, size).pt() as f32))
    };
    let set: Vec<(usize, u16, f32)> = text.chars().filter_map(glyph).collect();
    let mut pen = x - set.iter().map(|(_, _, advance)| advance).sum::<f32>() / 2.0;
    let ink = paint(Colour::Gray(64));
    for (face, glyph, advance) in set {
        let scale = LABEL as f32 / f32::from(fonts.faces()[face].units_per_em());
        if let Some(path) = glyphs.path(face, glyph) {
            let place = Transform::from_row(scale, 0.0, 0.0, -scale, pen, baseline);
            sheet.fill_path(path, &ink, FillRule::Winding, place, None);
        }
        pen += advance;
    }
}
