//! Pages as readable text, for tests and for finding faults: the same pages give the same words.

use std::fmt::Write;

use super::{Item, Pages, PathStep, Placed, Tag};
use crate::document::Link;
use crate::geom::{Length, Point, Rect};

/// One line an item: its place in points, its size, its text. Nodes of the structure come last.
pub fn dump(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let size = point(Point { x: page.size.width, y: page.size.height });
        line(&mut out, &format!("page {} label={:?} size={size}", index + 1, page.label));
        for placed in &page.items {
            dump_item(&mut out, placed, 1);
        }
    }
    for entry in &pages.outline {
        line(&mut out, &format!("outline {} {:?} -> {}", entry.level, entry.title, entry.target));
    }
    for (id, place) in &pages.destinations {
        line(&mut out, &format!("destination {id} page={} at={}", place.page + 1, point(place.point)));
    }
    for (index, node) in pages.structure.iter().enumerate() {
        let parent = node.parent.map_or(String::from("-"), |parent| parent.to_string());
        line(&mut out, &format!("node {index} parent={parent} {:?} alt={:?}", node.role, node.alt));
    }
    out
}

fn dump_item(out: &mut String, placed: &Placed, depth: usize) {
    let tag = match placed.tag {
        Tag::Node(node) => format!("n{node}"),
        Tag::Artifact => String::from("artifact"),
    };
    let what = match &placed.item {
        Item::Text(text) => {
            let width: Length = text.glyphs.iter().map(|glyph| glyph.advance).sum();
            let (at, size, width) = (point(text.origin), number(text.size), number(width));
            format!("text {at} size={size} width={width} face={} {:?}", text.face, text.text)
        }
        Item::Shape(shape) => {
            let (fill, stroke) = (shape.fill.is_some(), shape.stroke.is_some());
            format!("shape {} fill={fill} stroke={stroke}", shape.path.iter().map(step).collect::<Vec<_>>().join(" "))
        }
        Item::Image(image) => format!("image {} {}", image.image, rectangle(image.rect)),
        Item::Link(area) => match &area.link {
            Link::Url(url) => format!("link {} url={url}", rectangle(area.rect)),
            Link::Internal(id) => format!("link {} id={id}", rectangle(area.rect)),
        },
        Item::Group(group) => format!("group {} turns={}", point(group.offset), group.quarter_turns),
    };
    line(out, &format!("{}{tag} {what}", "  ".repeat(depth)));
    if let Item::Group(group) = &placed.item {
        for inner in &group.items {
            dump_item(out, inner, depth + 1);
        }
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

/// Hundredths of a point are finer than any printer, and coarse enough to read.
fn number(length: Length) -> String {
    format!("{:.2}", length.pt())
}

fn point(point: Point) -> String {
    format!("{},{}", number(point.x), number(point.y))
}

fn rectangle(rect: Rect) -> String {
    format!("{} {}x{}", point(rect.origin), number(rect.size.width), number(rect.size.height))
}

fn step(step: &PathStep) -> String {
    match step {
        PathStep::Move(to) => format!("M{}", point(*to)),
        PathStep::Line(to) => format!("L{}", point(*to)),
        PathStep::Curve(first, second, to) => format!("C{};{};{}", point(*first), point(*second), point(*to)),
        PathStep::Close => String::from("Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Page, Shape};
    use super::*;
    use crate::colour::Colour;

    #[test]
    fn every_item_of_a_page_stands_on_a_line_of_its_own() {
        let rect = Rect::new(Length::ZERO, Length::from_pt(1.0), Length::from_pt(2.0), Length::from_pt(3.0));
        let item = Item::Shape(Shape::filled(rect, Colour::BLACK));
        let page = Page { label: "1".into(), items: vec![Placed { tag: Tag::Artifact, item }], ..Page::default() };
        let text = dump(&Pages { pages: vec![page], ..Pages::default() });
        let expected = "page 1 label=\"1\" size=0.00,0.00\n  artifact shape M0.00,1.00 L2.00,1.00 L2.00,4.00 L0.00,4.00 Z fill=true stroke=false\n";
        assert_eq!(text, expected);
    }
}
