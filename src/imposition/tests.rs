//! Orders, shifts, marks and sizes of sheets.

use std::path::PathBuf;

use super::*;
use crate::assets::Memory;
use crate::colour::Colour;
use crate::diag::Sources;
use crate::document::Link;
use crate::geom::{Em, Point, Rect, Size};
use crate::pages::{Group, Item, LinkArea, Node, NodeRole, Page, Placed, Shape, Tag};

fn template() -> Template {
    crate::template::load("booklet", &Memory::default(), &mut Sources::default()).expect("it ships").value
}

/// A5 pages; page n (from 0) holds a square at n points from its upper left corner.
fn pages(count: usize) -> Pages {
    let page = |index: usize| {
        let length = Length::from_pt(index as f64);
        let square =
            Shape::filled(Rect::new(length, length, Length::from_pt(1.0), Length::from_pt(1.0)), Colour::BLACK);
        Page { size: a5(), label: String::new(), items: vec![Placed { tag: Tag::Node(0), item: Item::Shape(square) }] }
    };
    let root = Node { role: NodeRole::Document, parent: None, alt: None, id: None };
    Pages { pages: (0..count).map(page).collect(), structure: vec![root], ..Pages::default() }
}

fn a5() -> Size {
    Size { width: Length::from_mm(148.0), height: Length::from_mm(210.0) }
}

fn groups(page: &Page) -> Vec<&Group> {
    page.items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Group(group) => Some(group),
            Item::Text(_) | Item::Shape(_) | Item::Image(_) | Item::Link(_) => None,
        })
        .collect()
}

fn lines(page: &Page) -> Vec<(Point, Point)> {
    let shape = |placed: &Placed| match &placed.item {
        Item::Shape(Shape { path, stroke: Some(stroke), .. }) => {
            assert_eq!(stroke.colour, Colour::REGISTRATION);
            match path.as_slice() {
                [crate::pages::PathStep::Move(from), crate::pages::PathStep::Line(to)] => Some((*from, *to)),
                other => panic!("a mark is one line, not {other:?}"),
            }
        }
        Item::Shape(_) | Item::Text(_) | Item::Image(_) | Item::Link(_) | Item::Group(_) => None,
    };
    page.items.iter().filter_map(shape).collect()
}

/// Page numbers from the left, by side; 0 is a blank.
fn numbers(sides: &[Side]) -> Vec<Vec<usize>> {
    sides.iter().map(|side| side.cells.iter().map(|cell| cell.page.map_or(0, |page| page + 1)).collect()).collect()
}

fn booklet(count: usize) -> Vec<Vec<usize>> {
    numbers(&booklet::sides(&booklet::order(count, true), Length::ZERO))
}

#[test]
fn the_two_pages_of_each_side_make_one_more_than_all() {
    assert_eq!(booklet(4), [[4, 1], [2, 3]]);
    assert_eq!(booklet(16), [[16, 1], [2, 15], [14, 3], [4, 13], [12, 5], [6, 11], [10, 7], [8, 9]]);
    for count in (4..200).step_by(4) {
        assert!(booklet(count).iter().all(|side| side.iter().sum::<usize>() == count + 1), "{count}");
    }
}

/// What a reader meets who folds the sheets, lays them into each other and turns the leaves.
#[test]
fn folded_sheets_read_in_order() {
    for count in 0..60 {
        for back_cover in [true, false] {
            let order = booklet::order(count, back_cover);
            let sides = booklet::sides(&order, Length::ZERO);
            let (mut front_half, mut back_half) = (Vec::new(), Vec::new());
            for sheet in sides.chunks(2) {
                // The right half of the front and, on its back, the left half.
                front_half.extend([sheet[0].cells[1].page, sheet[1].cells[0].page]);
                back_half.splice(0..0, [sheet[1].cells[1].page, sheet[0].cells[0].page]);
            }
            let read: Vec<_> = front_half.into_iter().chain(back_half).collect();
            assert_eq!(read, order, "{count}");
            assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), (0..count).collect::<Vec<_>>());
        }
    }
}

#[test]
fn blanks_stand_before_the_back_cover_and_keep_right_hand_pages_right() {
    assert_eq!(booklet::order(0, true), []);
    assert_eq!(booklet(1), [[0, 1], [0, 0]]);
    assert_eq!(booklet(2), [[2, 1], [0, 0]]);
    assert_eq!(booklet(5), [[0, 1], [2, 0], [0, 3], [4, 5]]);
    assert_eq!(booklet(6), [[6, 1], [2, 0], [0, 3], [4, 5]]);
    assert_eq!(numbers(&booklet::sides(&booklet::order(6, false), Length::ZERO)), [[0, 1], [2, 0], [6, 3], [4, 5]]);
    for count in 0..100 {
        for (place, page) in booklet::order(count, true).iter().enumerate() {
            assert!(page.is_none_or(|page| page % 2 == place % 2), "{count}: page {page:?} at {place}");
        }
    }
}

#[test]
fn added_blanks_are_told_with_their_numbers() {
    let imposed = impose(&pages(6), Scheme::Booklet, &template(), false);
    assert_eq!(imposed.warnings.len(), 1);
    let note = &imposed.warnings[0];
    assert_eq!((note.code, note.severity), ("booklet-blanks", crate::diag::Severity::Note));
    assert!(note.message.zh.contains("2 面空白（第 6、7 面），共 8 面"), "{}", note.message.zh);
    assert!(note.help.as_ref().is_some_and(|help| help.en.contains("back_cover")));
    assert!(impose(&pages(8), Scheme::Booklet, &template(), false).warnings.is_empty());
}

#[test]
fn a5_pages_stand_on_a4_across() {
    let sheets = impose(&pages(4), Scheme::Booklet, &template(), false).value;
    let (size, a5) = (sheets.pages[0].size, a5());
    assert_eq!((size.width, size.height), (a5.width * 2, a5.height));
    let offsets: Vec<Point> = groups(&sheets.pages[0]).iter().map(|group| group.offset).collect();
    assert_eq!(offsets, [Point::default(), Point { x: a5.width, y: Length::ZERO }]);
    assert!(lines(&sheets.pages[0]).is_empty());
    assert_eq!(sheets.pages.iter().map(|page| page.label.as_str()).collect::<Vec<_>>(), ["1A", "1B"]);
}

#[test]
fn each_sheet_within_another_moves_its_pages_towards_the_fold() {
    let mut template = template();
    template.imposition.paper_thickness = Length::from_mm(0.2);
    template.imposition.creep = Em::new(1.5);
    let sheets = impose(&pages(16), Scheme::Booklet, &template, false).value;
    let step = Length::from_mm(0.3);
    for (index, page) in sheets.pages.iter().enumerate() {
        let shift = step * (index as i64 / 2);
        let offsets: Vec<Length> = groups(page).iter().map(|group| group.offset.x).collect();
        assert_eq!(offsets, [shift, a5().width - shift], "{index}");
    }
}

#[test]
fn creep_beyond_the_binding_margin_is_warned_about() {
    let mut template = template();
    template.imposition.paper_thickness = Length::from_mm(7.0);
    let codes = |count| {
        let warnings = impose(&pages(count), Scheme::Booklet, &template, false).warnings;
        warnings.iter().map(|warning| warning.code).collect::<Vec<_>>()
    };
    // The inside margin is 20 mm: two sheets within the first move by 14 mm, three by 21 mm.
    assert!(codes(12).is_empty());
    assert_eq!(codes(16), ["booklet-creep"]);
}

#[test]
fn marks_stand_outside_the_pages_where_knife_and_fold_fall() {
    let template = template();
    let sheets = impose(&pages(8), Scheme::Booklet, &template, true).value;
    let rules = template.imposition;
    let inner = &sheets.pages[2];
    let (left, top) = (rules.mark_margin, rules.mark_margin);
    let (right, bottom) = (left + a5().width * 2, top + a5().height);
    assert_eq!((inner.size.width, inner.size.height), (right + left, bottom + top));
    let marks = lines(inner);
    let upright: Vec<Length> = marks.iter().filter(|(from, to)| from.x == to.x).map(|(from, _)| from.x).collect();
    let creep = rules.creep.at(rules.paper_thickness);
    let (fore_edge, fold) = (left + creep, left + a5().width);
    assert_eq!(upright, [fore_edge, fore_edge, right - creep, right - creep, fold, fold]);
    for (from, to) in marks {
        let outside = |point: Point| {
            point.x <= left - rules.mark_distance
                || point.x >= right + rules.mark_distance
                || point.y <= top - rules.mark_distance
                || point.y >= bottom + rules.mark_distance
        };
        let on_paper = |point: Point| {
            (Length::ZERO..=inner.size.width).contains(&point.x)
                && (Length::ZERO..=inner.size.height).contains(&point.y)
        };
        assert!(outside(from) && outside(to) && on_paper(from) && on_paper(to), "{from:?} {to:?}");
    }
}

#[test]
fn several_to_a_side_go_left_to_right_then_down_with_gutters() {
    assert_eq!(numbers(&grid::sides(5, 2, 2)), [[1, 2, 3, 4], [5, 0, 0, 0]]);
    let mut template = template();
    template.imposition.gutter = Length::from_mm(6.0);
    let sheets = impose(&pages(5), Scheme::Grid { columns: 2, rows: 2 }, &template, false).value;
    let step = Length::from_mm(6.0);
    let (width, height) = (a5().width, a5().height);
    assert_eq!(sheets.pages[0].size, Size { width: width * 2 + step, height: height * 2 + step });
    let offsets: Vec<Point> = groups(&sheets.pages[0]).iter().map(|group| group.offset).collect();
    let (x, y, none) = (width + step, height + step, Length::ZERO);
    assert_eq!(offsets, [(none, none), (x, none), (none, y), (x, y)].map(|(x, y)| Point { x, y }));
    assert_eq!(groups(&sheets.pages[1]).len(), 1);
    assert!(grid::sides(5, 0, 2).is_empty());
}

#[test]
fn a_page_across_is_turned_with_its_head_to_the_left() {
    let mut pages = pages(4);
    pages.pages[1].size = Size { width: a5().height, height: a5().width };
    let sheets = impose(&pages, Scheme::Booklet, &template(), false).value;
    let group = groups(&sheets.pages[1])[0];
    assert_eq!(group.quarter_turns, 3);
    // Turned to the left, (x, y) comes to (y, −x) below the offset: the page's left end is the foot.
    assert_eq!(group.offset, Point { x: Length::ZERO, y: a5().height });
}

#[test]
fn sheets_have_no_structure_and_no_links() {
    let mut pages = pages(2);
    let link = LinkArea { rect: Rect::default(), link: Link::Url("https://example.org".into()) };
    let inner = Group {
        offset: Point::default(),
        quarter_turns: 1,
        items: vec![Placed { tag: Tag::Node(0), item: Item::Link(link) }],
    };
    pages.pages[0].items.push(Placed { tag: Tag::Node(0), item: Item::Group(inner) });
    let sheets = impose(&pages, Scheme::Booklet, &template(), false).value;
    assert!(sheets.structure.is_empty() && sheets.outline.is_empty() && sheets.destinations.is_empty());
    let dump = crate::pages::dump(&sheets);
    assert!(dump.contains("group") && !dump.contains("link") && !dump.contains("n0"), "{dump}");
}

#[test]
fn marks_need_their_margin() {
    let own = "base = \"booklet\"\n[imposition]\nmark_margin = \"7mm\"\n";
    let files = Memory::default().with(PathBuf::from("ours.toml"), own);
    let errors = crate::template::load("ours.toml", &files, &mut Sources::default()).expect_err("no room");
    assert!(errors.iter().all(|error| error.code == "bad-value" && error.message.zh.contains("mark_margin")));
}
