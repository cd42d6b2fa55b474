//! Pages for the print shop: paper around each, with crop marks, register marks and a line that says
//! which page it is. What the print shop has no use for (places to click) is left out.

use super::line::{EM_BOX_ASCENT, set_words};
use super::slab::{add, moved};
use super::{Learnt, Setting};
use crate::colour::Colour;
use crate::document::Document;
use crate::font::Fonts;
use crate::geom::{Length, Point, Rect, Size};
use crate::pages::{Destination, Group, Item, Node, NodeRole, Page, Pages, PathStep, Placed, Shape, Stroke, Tag};
use crate::template::{PrintLayout, StyleName, Template};

/// Control points of a quarter circle, in radii: the usual best fit of a cubic curve.
const CURVE: (i64, i64) = (5523, 10_000);

/// The same pages on larger sheets, marked as the template says.
pub fn press(pages: &Pages, document: &Document, template: &Template, fonts: &Fonts) -> Pages {
    let width = template.page.type_area().width;
    let setting = Setting { document, template, fonts, learnt: &Learnt::default(), width };
    let margin = template.print.bleed + template.print.slug;
    let corner = Point { x: margin, y: margin };
    let sheet = |(index, page): (usize, &Page)| {
        let size = Size { width: page.size.width + margin * 2, height: page.size.height + margin * 2 };
        let content = Group { offset: corner, quarter_turns: 0, items: without_links(&page.items) };
        let mut items = vec![Placed { tag: Tag::Artifact, item: Item::Group(content) }];
        let trim = Rect::new(margin, margin, page.size.width, page.size.height);
        draw_marks(&mut items, &template.print, trim);
        draw_information(&mut items, &setting, information(pages, &template.print, index), trim);
        Page { size, label: page.label.clone(), items }
    };
    let unlinked = |node: &Node| {
        let role = if node.role == NodeRole::Link { NodeRole::Span } else { node.role };
        Node { role, ..node.clone() }
    };
    let placed = |place: &Destination| Destination { point: add(place.point, corner), ..*place };
    Pages {
        pages: pages.pages.iter().enumerate().map(sheet).collect(),
        structure: pages.structure.iter().map(unlinked).collect(),
        outline: pages.outline.clone(),
        destinations: pages.destinations.iter().map(|(id, place)| (id.clone(), placed(place))).collect(),
        meta: pages.meta.clone(),
    }
}

fn without_links(items: &[Placed]) -> Vec<Placed> {
    let mut kept = Vec::with_capacity(items.len());
    for Placed { tag, item } in items {
        let item = match item {
            Item::Link(_) => continue,
            Item::Group(group) => Item::Group(Group { items: without_links(&group.items), ..*group }),
            Item::Text(_) | Item::Shape(_) | Item::Image(_) => item.clone(),
        };
        kept.push(Placed { tag: *tag, item });
    }
    kept
}

fn draw_marks(items: &mut Vec<Placed>, rules: &PrintLayout, trim: Rect) {
    let mut paths = Vec::new();
    if rules.crop_marks {
        paths.extend(crop_marks(rules, trim));
    }
    if rules.register_marks {
        paths.extend(register_marks(rules, trim));
    }
    for path in paths {
        let stroke = Stroke { colour: Colour::REGISTRATION, width: rules.mark_rule, dash: Vec::new() };
        let item = Item::Shape(Shape::outlined(path, stroke));
        items.push(Placed { tag: Tag::Artifact, item });
    }
}

/// Two lines at each corner, which would meet where the cuts do.
fn crop_marks(rules: &PrintLayout, trim: Rect) -> Vec<Vec<PathStep>> {
    let (near, far) = (rules.mark_distance, rules.mark_distance + rules.mark_length);
    let (left, right, top, bottom) = (trim.origin.x, trim.right(), trim.origin.y, trim.bottom());
    let upright = |x: Length| [line((x, top - far), (x, top - near)), line((x, bottom + near), (x, bottom + far))];
    let level = |y: Length| [line((left - far, y), (left - near, y)), line((right + near, y), (right + far, y))];
    [upright(left), upright(right), level(top), level(bottom)].concat()
}

/// A cross in a circle in the middle of each side.
fn register_marks(rules: &PrintLayout, trim: Rect) -> Vec<Vec<PathStep>> {
    let half = rules.mark_length / 2;
    let away = rules.mark_distance + half;
    let (middle_x, middle_y) = (trim.origin.x + trim.size.width / 2, trim.origin.y + trim.size.height / 2);
    let upright = [trim.origin.y - away, trim.bottom() + away].map(|y| (middle_x, y));
    let level = [trim.origin.x - away, trim.right() + away].map(|x| (x, middle_y));
    let mark = |(x, y): (Length, Length)| {
        let cross = [line((x - half, y), (x + half, y)), line((x, y - half), (x, y + half))];
        [cross.as_slice(), &[circle(Point { x, y }, rules.mark_length / 4)]].concat()
    };
    upright.into_iter().chain(level).flat_map(mark).collect()
}

fn line(from: (Length, Length), to: (Length, Length)) -> Vec<PathStep> {
    let point = |(x, y): (Length, Length)| Point { x, y };
    vec![PathStep::Move(point(from)), PathStep::Line(point(to))]
}

fn circle(center: Point, radius: Length) -> Vec<PathStep> {
    let pull = radius.ratio(CURVE.0, CURVE.1);
    let at = |x: Length, y: Length| add(center, Point { x, y });
    let none = Length::ZERO;
    vec![
        PathStep::Move(at(radius, none)),
        PathStep::Curve(at(radius, pull), at(pull, radius), at(none, radius)),
        PathStep::Curve(at(-pull, radius), at(-radius, pull), at(-radius, none)),
        PathStep::Curve(at(-radius, -pull), at(-pull, -radius), at(none, -radius)),
        PathStep::Curve(at(pull, -radius), at(radius, -pull), at(radius, none)),
        PathStep::Close,
    ]
}

/// What stands below a page.
fn information(pages: &Pages, rules: &PrintLayout, index: usize) -> String {
    let date = pages.meta.date.map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    let label = pages.pages.get(index).map_or("", |page| page.label.as_str());
    // The title comes last, as it may hold anything.
    let words = [
        ("{date}", date.as_deref().unwrap_or("")),
        ("{sheet}", &(index + 1).to_string()),
        ("{sheets}", &pages.pages.len().to_string()),
        ("{page}", if label.is_empty() { "—" } else { label }),
        ("{title}", pages.meta.title.as_str()),
    ];
    words.iter().fold(rules.information.clone(), |line, (name, value)| line.replace(name, value))
}

/// Between the marks and the edge of the sheet, so that it meets neither.
fn draw_information(items: &mut Vec<Placed>, setting: &Setting, words: String, trim: Rect) {
    let Some(line) = set_words(setting, &words, StyleName::RunningHead) else { return };
    let rules = &setting.template.print;
    let size = setting.style(StyleName::RunningHead).size;
    let marks_end = rules.mark_distance + rules.mark_length;
    let room = rules.bleed + rules.slug - marks_end;
    let baseline = trim.bottom() + marks_end + (room - size) / 2 + EM_BOX_ASCENT.at(size);
    let by = Point { x: trim.origin.x - line.left, y: baseline - line.baseline };
    items.extend(line.items.iter().map(|placed| moved(placed, by, 0)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::PrintPictures;

    fn rules() -> PrintLayout {
        let millimetres = Length::from_mm;
        PrintLayout {
            bleed: millimetres(3.0),
            slug: millimetres(10.0),
            crop_marks: true,
            register_marks: true,
            mark_distance: millimetres(3.0),
            mark_length: millimetres(5.0),
            mark_rule: Length::from_pt(0.25),
            information: String::new(),
            pictures: PrintPictures::Cmyk,
            resolution: 300,
            least_resolution: 150,
            ink_limit: 300,
        }
    }

    fn points(paths: &[Vec<PathStep>]) -> Vec<Point> {
        let ends = |step: &PathStep| match *step {
            PathStep::Move(to) | PathStep::Line(to) | PathStep::Curve(_, _, to) => Some(to),
            PathStep::Close => None,
        };
        paths.iter().flatten().filter_map(ends).collect()
    }

    #[test]
    fn marks_stand_between_the_bleed_and_the_edge_of_the_sheet() {
        let rules = rules();
        let margin = rules.bleed + rules.slug;
        let trim = Rect::new(margin, margin, Length::from_mm(210.0), Length::from_mm(297.0));
        let (crop, register) = (crop_marks(&rules, trim), register_marks(&rules, trim));
        assert_eq!((crop.len(), register.len()), (8, 12));
        let bleed = rules.bleed;
        for Point { x, y } in points(&crop).into_iter().chain(points(&register)) {
            let beside = x <= trim.origin.x - bleed || x >= trim.right() + bleed;
            assert!(beside || y <= trim.origin.y - bleed || y >= trim.bottom() + bleed, "{x:?} {y:?}");
            assert!(x > Length::ZERO && x < trim.right() + margin && y > Length::ZERO && y < trim.bottom() + margin);
        }
        // Each crop mark lies on the line of a cut.
        for mark in &crop {
            let ends = points(std::slice::from_ref(mark));
            let upright = ends.iter().all(|end| [trim.origin.x, trim.right()].contains(&end.x));
            assert!(upright || ends.iter().all(|end| [trim.origin.y, trim.bottom()].contains(&end.y)));
        }
    }
}
