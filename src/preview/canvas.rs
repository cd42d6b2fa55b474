//! Items of a page into pixels.

use tiny_skia::{
    Color, FillRule, FilterQuality, LineCap, LineJoin, Path, PathBuilder, Pixmap, PixmapPaint, StrokeDash, Transform,
};

use super::Resolution;
use super::glyphs::Glyphs;
use super::ink::paint;
use super::pictures::Pictures;
use crate::geom::{Length, Point};
use crate::pages::{Group, ImageItem, Item, PathStep, Placed, Shape, Stroke, TextItem};

/// As in PDF, where nothing else is said (ISO 32000-1 §8.4.3.5).
const MITER_LIMIT: f32 = 10.0;

/// White paper with what has been drawn on it.
pub(super) struct Canvas<'a, 'f> {
    pixels: Pixmap,
    resolution: Resolution,
    /// From the points of the group that is being drawn to pixels.
    transform: Transform,
    pictures: &'a Pictures,
    glyphs: &'a mut Glyphs<'f>,
}

impl<'a, 'f> Canvas<'a, 'f> {
    /// A sheet of white; `None` where it is larger than memory.
    pub fn new(
        width: u32,
        height: u32,
        resolution: Resolution,
        pictures: &'a Pictures,
        glyphs: &'a mut Glyphs<'f>,
    ) -> Option<Self> {
        let mut pixels = Pixmap::new(width.max(1), height.max(1))?;
        pixels.fill(Color::WHITE);
        let scale = resolution.scale();
        Some(Canvas { pixels, resolution, transform: Transform::from_scale(scale, scale), pictures, glyphs })
    }

    /// The pixels.
    pub fn finish(self) -> Pixmap {
        self.pixels
    }

    /// Draws items in their order.
    pub fn items(&mut self, items: &[Placed]) {
        for placed in items {
            match &placed.item {
                Item::Text(text) => self.text(text),
                Item::Shape(shape) => self.shape(shape),
                Item::Image(image) => self.image(image),
                // A place to click has no ink.
                Item::Link(_) => {}
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let outer = self.transform;
        // Quarter turns clockwise, y growing downwards: right goes to down.
        let (cosine, sine) = match group.quarter_turns % 4 {
            0 => (1.0, 0.0),
            1 => (0.0, 1.0),
            2 => (-1.0, 0.0),
            _ => (0.0, -1.0),
        };
        let (x, y) = points(group.offset);
        self.transform = outer.pre_concat(Transform::from_row(cosine, sine, -sine, cosine, x, y));
        self.items(&group.items);
        self.transform = outer;
    }

    fn text(&mut self, item: &TextItem) {
        let Some(face) = self.glyphs.fonts().faces().get(item.face) else { return };
        let (paint, scale) = (paint(item.colour), float(item.size) / f32::from(face.units_per_em()));
        // As in the PDF: a thirtieth of the em makes a bold of a regular.
        let outline = face.synthetic_bold.then(|| tiny_skia::Stroke {
            width: f32::from(face.units_per_em()) / 30.0,
            miter_limit: MITER_LIMIT,
            ..tiny_skia::Stroke::default()
        });
        let mut pen = item.origin.x;
        for glyph in &item.glyphs {
            let (x, y) = (float(pen + glyph.x), float(item.origin.y + glyph.y));
            pen += glyph.advance;
            let Some(path) = self.glyphs.path(item.face, glyph.id) else { continue };
            let place = self.transform.pre_concat(Transform::from_row(scale, 0.0, 0.0, -scale, x, y));
            self.pixels.fill_path(path, &paint, FillRule::Winding, place, None);
            if let Some(stroke) = &outline {
                self.pixels.stroke_path(path, &paint, stroke, place, None);
            }
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let Some(path) = path(&shape.path) else { return };
        if let Some(colour) = shape.fill {
            let rule = if shape.even_odd { FillRule::EvenOdd } else { FillRule::Winding };
            self.pixels.fill_path(&path, &paint(colour), rule, self.transform, None);
        }
        if let Some(stroke) = &shape.stroke {
            self.pixels.stroke_path(&path, &paint(stroke.colour), &line(stroke), self.transform, None);
        }
    }

    fn image(&mut self, item: &ImageItem) {
        let Some(picture) = self.pictures.scaled(item, self.resolution) else { return };
        let (x, y) = points(item.rect.origin);
        let (across, down) = (picture.width() as f32, picture.height() as f32);
        let (width, height) = (float(item.rect.size.width), float(item.rect.size.height));
        let place = Transform::from_row(width / across, 0.0, 0.0, height / down, x, y);
        let how = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        self.pixels.draw_pixmap(0, 0, picture.as_ref(), &how, self.transform.pre_concat(place), None);
    }
}

fn float(length: Length) -> f32 {
    length.pt() as f32
}

fn points(point: Point) -> (f32, f32) {
    (float(point.x), float(point.y))
}

fn path(steps: &[PathStep]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for step in steps {
        match *step {
            PathStep::Move(to) => builder.move_to(float(to.x), float(to.y)),
            PathStep::Line(to) => builder.line_to(float(to.x), float(to.y)),
            PathStep::Curve(one, two, to) => {
                let ((x1, y1), (x2, y2), (x, y)) = (points(one), points(two), points(to));
                builder.cubic_to(x1, y1, x2, y2, x, y);
            }
            PathStep::Close => builder.close(),
        }
    }
    builder.finish()
}

/// A line thinner than a pixel is drawn a pixel wide and as much paler.
fn line(stroke: &Stroke) -> tiny_skia::Stroke {
    let mut dash: Vec<f32> = stroke.dash.iter().map(|length| float(*length)).collect();
    // An odd number of lengths is gone through twice (ISO 32000-1 §8.4.3.6).
    if dash.len() % 2 == 1 {
        dash.extend_from_within(..);
    }
    tiny_skia::Stroke {
        width: float(stroke.width),
        miter_limit: MITER_LIMIT,
        line_cap: LineCap::Butt,
        line_join: LineJoin::Miter,
        dash: StrokeDash::new(dash, 0.0),
    }
}
