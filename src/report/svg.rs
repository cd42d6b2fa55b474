//! SVG pictures: as areas of colour where they are nothing else, and as pixels for all that cannot
//! draw, or where they have gradients, transparency, masks or filters.

use std::io::Cursor;

use image::{ExtendedColorType, ImageEncoder};
use resvg::tiny_skia::{Path, PathSegment, Pixmap, Point as SvgPoint, Rect as SvgRect, Transform};
use resvg::usvg::{self, Group, Node, Options, Paint, PaintOrder, Tree, roxmltree};

use super::picture::PictureError;
use crate::document::{Area, Drawing};
use crate::geom::{Length, PathStep, Point, Size};

/// Pixels along the longer side: a picture as wide as the type area of A4 has 390 to the inch.
const PIXELS: f32 = 2400.0;

/// How finely the outlines of lines are followed; 1 is a tenth of a pixel or so.
const FINENESS: f32 = 8.0;

/// Whether a file is an SVG picture, by its first words.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

/// A picture in both its shapes.
pub(super) struct Svg {
    /// A PNG file.
    pub png: Vec<u8>,
    /// Its width and height in pixels.
    pub size: (u32, u32),
    /// `None` where areas of colour are not enough.
    pub drawing: Option<Drawing>,
}

/// Reads an SVG file. What would be lost (text, which needs fonts; pictures inside) is refused.
pub(super) fn read(bytes: &[u8]) -> Result<Svg, PictureError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureError::Broken)?;
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let xml = roxmltree::Document::parse_with_options(text, options).map_err(|_| PictureError::Broken)?;
    let mut names = xml.descendants().map(|node| node.tag_name().name());
    match names.find(|name| ["text", "image", "foreignObject"].contains(name)) {
        Some("text") => return Err(PictureError::SvgText),
        Some(_) => return Err(PictureError::SvgPicture),
        None => {}
    }
    let tree = Tree::from_xmltree(&xml, &Options::default()).map_err(|_| PictureError::Broken)?;
    let (png, size) = pixels(&tree).ok_or(PictureError::Broken)?;
    Ok(Svg { png, size, drawing: drawing(&tree) })
}

fn pixels(tree: &Tree) -> Option<(Vec<u8>, (u32, u32))> {
    let size = tree.size();
    let scale = PIXELS / size.width().max(size.height());
    let along = |side: f32| ((side * scale).round() as u32).max(1);
    let (width, height) = (along(size.width()), along(size.height()));
    let mut pixmap = Pixmap::new(width, height)?;
    let fit = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
    resvg::render(tree, fit, &mut pixmap.as_mut());
    let colours = pixmap.pixels().iter().map(|pixel| pixel.demultiply());
    let rgba: Vec<u8> = colours.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]).collect();
    let mut png = Cursor::new(Vec::new());
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.write_image(&rgba, width, height, ExtendedColorType::Rgba8).ok()?;
    Some((png.into_inner(), (width, height)))
}

/// A drawing has sides and places within these bounds, in pixels: what is far off the page, or too
/// small to be seen, is not worth a fault of arithmetic.
const LEAST: f32 = 0.01;
const MOST: f32 = 1e6;

/// The picture as areas; `None` where it has more than these.
fn drawing(tree: &Tree) -> Option<Drawing> {
    let (width, height) = (tree.size().width(), tree.size().height());
    if width.min(height) < LEAST || width.max(height) > MOST {
        return None;
    }
    let mut areas = Vec::new();
    gather(tree.root(), SvgRect::from_xywh(0.0, 0.0, width, height)?, &mut areas)?;
    Some(Drawing { size: Size { width: length(width), height: length(height) }, areas })
}

/// Adds a group's areas. `window` is what of the picture can be seen; a path that crosses its edge
/// would have to be cut.
fn gather(group: &Group, window: SvgRect, areas: &mut Vec<Area>) -> Option<()> {
    let plain = group.opacity().get() == 1.0
        && group.blend_mode() == usvg::BlendMode::Normal
        && group.mask().is_none()
        && group.filters().is_empty();
    if !plain {
        return None;
    }
    let window = match group.clip_path() {
        Some(clip) => window_of(clip, group.abs_transform(), window)?,
        None => window,
    };
    for node in group.children() {
        match node {
            Node::Group(inner) => gather(inner, window, areas)?,
            Node::Path(path) => add_path(path, window, areas)?,
            Node::Image(_) | Node::Text(_) => return None,
        }
    }
    Some(())
}

/// The part of the window that a clip path leaves, where that is a rectangle.
fn window_of(clip: &usvg::ClipPath, transform: Transform, window: SvgRect) -> Option<SvgRect> {
    let [Node::Path(path)] = clip.root().children() else { return None };
    let all = transform.pre_concat(clip.transform()).pre_concat(path.abs_transform());
    let outline = path.data().clone().transform(all)?;
    let bounds = outline.bounds();
    let corner = |point: SvgPoint| {
        (point.x == bounds.left() || point.x == bounds.right())
            && (point.y == bounds.top() || point.y == bounds.bottom())
    };
    let is_rectangle = outline.segments().all(|segment| match segment {
        PathSegment::MoveTo(point) | PathSegment::LineTo(point) => corner(point),
        PathSegment::Close => true,
        PathSegment::QuadTo(..) | PathSegment::CubicTo(..) => false,
    });
    if clip.clip_path().is_some() || !is_rectangle || outline.len() > 6 {
        return None;
    }
    window.intersect(&bounds)
}

fn add_path(path: &usvg::Path, window: SvgRect, areas: &mut Vec<Area>) -> Option<()> {
    let extent = path.abs_stroke_bounding_box();
    let outside = extent.left() >= window.right()
        || extent.right() <= window.left()
        || extent.top() >= window.bottom()
        || extent.bottom() <= window.top();
    if !path.is_visible() || outside {
        return Some(());
    }
    let inside = extent.left() >= window.left() - EDGE
        && extent.right() <= window.right() + EDGE
        && extent.top() >= window.top() - EDGE
        && extent.bottom() <= window.bottom() + EDGE;
    if !inside {
        return None;
    }
    // A line encloses nothing, but PDF would fill it a device's pixel wide (ISO 32000-1 §8.5.3.1).
    let bounds = path.data().bounds();
    let fill = path.fill().filter(|_| bounds.width() > 0.0 && bounds.height() > 0.0);
    let filled = match fill {
        Some(fill) => Some(Area {
            path: steps(path.data(), path.abs_transform())?,
            even_odd: fill.rule() == usvg::FillRule::EvenOdd,
            colour: solid(fill.paint(), fill.opacity().get())?,
        }),
        None => None,
    };
    let stroked = match path.stroke() {
        Some(stroke) => Some(Area {
            path: steps(&outline(path.data(), stroke)?, path.abs_transform())?,
            even_odd: false,
            colour: solid(stroke.paint(), stroke.opacity().get())?,
        }),
        None => None,
    };
    match path.paint_order() {
        PaintOrder::FillAndStroke => areas.extend(filled.into_iter().chain(stroked)),
        PaintOrder::StrokeAndFill => areas.extend(stroked.into_iter().chain(filled)),
    }
    Some(())
}

/// A path may stand out of its window by this much, for rounding and hair lines on its edge.
const EDGE: f32 = 0.6;

/// The area that a line covers: its ends, corners and dashes are in it.
fn outline(path: &Path, stroke: &usvg::Stroke) -> Option<Path> {
    let mut line = stroke.to_tiny_skia();
    let dashed = line.dash.take().and_then(|dash| path.dash(&dash, FINENESS));
    dashed.as_ref().unwrap_or(path).stroke(&line, FINENESS)
}

fn solid(paint: &Paint, opacity: f32) -> Option<[u8; 3]> {
    match paint {
        Paint::Color(colour) if opacity == 1.0 => Some([colour.red, colour.green, colour.blue]),
        Paint::Color(_) | Paint::LinearGradient(_) | Paint::RadialGradient(_) | Paint::Pattern(_) => None,
    }
}

/// A pixel of SVG is 1/96 of an inch (CSS Values and Units).
fn length(pixels: f32) -> Length {
    Length::from_pt(f64::from(pixels) * 0.75)
}

fn steps(path: &Path, transform: Transform) -> Option<Vec<PathStep>> {
    let path = path.clone().transform(transform)?;
    let bounds = path.bounds();
    if [bounds.left(), bounds.right(), bounds.top(), bounds.bottom()].iter().any(|edge| edge.abs() > MOST) {
        return None;
    }
    let place = |point: SvgPoint| Point { x: length(point.x), y: length(point.y) };
    let mut steps = Vec::new();
    let mut pen = SvgPoint::zero();
    for segment in path.segments() {
        steps.push(match segment {
            PathSegment::MoveTo(to) => PathStep::Move(place(to)),
            PathSegment::LineTo(to) => PathStep::Line(place(to)),
            PathSegment::QuadTo(control, to) => {
                // The cubic curve of the same shape: each control point two thirds of the way.
                let toward = |from: SvgPoint| {
                    let part = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
                    place(SvgPoint::from_xy(part(from.x, control.x), part(from.y, control.y)))
                };
                PathStep::Curve(toward(pen), toward(to), place(to))
            }
            PathSegment::CubicTo(one, two, to) => PathStep::Curve(place(one), place(two), place(to)),
            PathSegment::Close => PathStep::Close,
        });
        if let PathSegment::MoveTo(to)
        | PathSegment::LineTo(to)
        | PathSegment::QuadTo(_, to)
        | PathSegment::CubicTo(_, _, to) = segment
        {
            pen = to;
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(content: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 40\">{content}</svg>")
    }

    fn drawn(content: &str) -> Option<Drawing> {
        read(svg(content).as_bytes()).unwrap().drawing
    }

    #[test]
    fn areas_and_lines_are_drawn_in_their_order() {
        let drawing = drawn(
            "<rect width=\"40\" height=\"20\" fill=\"#ff0000\" transform=\"translate(8 4)\"/>\
             <path d=\"M4 4H40\" stroke=\"#000\" stroke-width=\"2\"/>",
        )
        .unwrap();
        assert_eq!(drawing.size, Size { width: Length::from_pt(60.0), height: Length::from_pt(30.0) });
        assert_eq!(drawing.areas.iter().map(|area| area.colour).collect::<Vec<_>>(), [[255, 0, 0], [0, 0, 0]]);
        assert_eq!(drawing.areas[0].path[0], PathStep::Move(Point { x: length(8.0), y: length(4.0) }));
        // The line is two pixels thick around y = 4.
        let heights = drawing.areas[1].path.iter().filter_map(|step| match *step {
            PathStep::Move(to) | PathStep::Line(to) | PathStep::Curve(_, _, to) => Some(to.y),
            PathStep::Close => None,
        });
        assert_eq!(heights.clone().min(), Some(length(3.0)));
        assert_eq!(heights.max(), Some(length(5.0)));
    }

    #[test]
    fn dashes_are_areas_of_their_own_and_holes_stay() {
        let dashed = drawn("<path d=\"M0 8H80\" stroke=\"#000\" stroke-dasharray=\"10\"/>").unwrap();
        let starts = dashed.areas[0].path.iter().filter(|step| matches!(step, PathStep::Move(_)));
        assert_eq!(starts.count(), 4);
        let ring = drawn("<path fill-rule=\"evenodd\" d=\"M0 0H40V40H0zM8 8H24V24H8z\"/>").unwrap();
        assert!(ring.areas[0].even_odd);
    }

    #[test]
    fn what_is_more_than_areas_is_pixels() {
        let see_through = "<rect width=\"40\" height=\"20\" opacity=\"0.5\"/>";
        let gradient = "<linearGradient id=\"a\"><stop offset=\"0\"/><stop offset=\"1\" stop-color=\"#fff\"/>\
                        </linearGradient><rect width=\"40\" height=\"20\" fill=\"url(#a)\"/>";
        let cut = "<clipPath id=\"a\"><circle cx=\"20\" cy=\"20\" r=\"9\"/></clipPath>\
                   <rect width=\"40\" height=\"20\" clip-path=\"url(#a)\"/>";
        for content in [see_through, gradient, cut, "<rect x=\"70\" width=\"40\" height=\"20\"/>"] {
            let read = read(svg(content).as_bytes()).unwrap();
            assert_eq!((read.size, read.drawing), ((2400, 1200), None), "{content}");
            assert!(image::load_from_memory(&read.png).unwrap().to_rgba8().pixels().any(|pixel| pixel[3] > 100));
        }
    }

    #[test]
    fn sizes_beyond_reason_are_no_drawings() {
        let area = "<rect width=\"4\" height=\"4\"/>";
        for size in ["0 0 1e-5 1e-5", "0 0 1e30 1e30", "0 0 1e9 1"] {
            let sized = svg(area).replace("0 0 80 40", size);
            let sized = read(sized.as_bytes());
            assert!(sized.is_err() || sized.is_ok_and(|read| read.drawing.is_none()), "{size}");
        }
        let far = "<rect width=\"4\" height=\"4\" transform=\"translate(1e20 0)\"/>";
        assert!(read(svg(far).as_bytes()).is_ok());
    }

    #[test]
    fn a_clip_path_around_all_of_it_changes_nothing() {
        let window = |inside: &str| {
            drawn(&format!(
                "<clipPath id=\"a\"><rect x=\"2\" y=\"2\" width=\"60\" height=\"30\"/></clipPath>\
                 <g clip-path=\"url(#a)\"><path d=\"{inside}\" stroke=\"#00f\"/></g>"
            ))
        };
        assert_eq!(window("M10 10H50").unwrap().areas.len(), 1);
        assert!(window("M10 10H70").is_none(), "crosses the edge");
        assert!(window("M66 36H78").unwrap().areas.is_empty(), "cannot be seen");
    }

    #[test]
    fn what_would_be_lost_is_refused() {
        let refused = |content: &str| read(svg(content).as_bytes()).err();
        assert_eq!(refused("<text>字</text>"), Some(PictureError::SvgText));
        assert_eq!(refused("<image href=\"a.png\"/>"), Some(PictureError::SvgPicture));
        assert_eq!(read(b"<svg").err(), Some(PictureError::Broken));
        assert_eq!(read(svg("").replace("<svg", "<svg width=\"0\"").as_bytes()).err(), Some(PictureError::Broken));
        assert!(is_svg(svg("").as_bytes()) && !is_svg(b"\x89PNG") && !is_svg(b"<html>"));
    }
}
