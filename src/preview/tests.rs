//! Previews of pages that are made by hand.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageReader};

use super::{Material, contact_sheet, draw};
use crate::assets::Memory;
use crate::colour::Colour;
use crate::diag::Sources;
use crate::font::{FontSources, Fonts};
use crate::geom::{Length, Point, Rect, Size};
use crate::pages::{Group, Item, Page, Pages, PathStep, Placed, Shape, Stroke, Tag};
use crate::template;

fn pt(points: i64) -> Length {
    Length::from_pt(points as f64)
}

fn fonts() -> Fonts {
    let template = template::load("meeting", &Memory::default(), &mut Sources::default()).unwrap().value;
    Fonts::open(&template.roles, &FontSources::default()).unwrap_or_else(|faults| panic!("{faults:?}")).value
}

fn placed(item: Item) -> Placed {
    Placed { tag: Tag::Artifact, item }
}

fn filled(left: i64, top: i64, width: i64, height: i64) -> Placed {
    placed(Item::Shape(Shape::filled(Rect::new(pt(left), pt(top), pt(width), pt(height)), Colour::BLACK)))
}

/// A page of 100 by 50 points.
fn page(items: Vec<Placed>) -> Page {
    Page { size: Size { width: pt(100), height: pt(50) }, label: "1".to_owned(), items }
}

fn drawn(items: Vec<Placed>, pixels_per_inch: u32) -> DynamicImage {
    let pages = Pages { pages: vec![page(items)], ..Pages::default() };
    let fonts = fonts();
    let files = draw(Material { pages: &pages, images: &[], fonts: &fonts }, &[0], pixels_per_inch).unwrap();
    decoded(&files[0])
}

fn decoded(file: &[u8]) -> DynamicImage {
    ImageReader::with_format(Cursor::new(file), image::ImageFormat::Png).decode().unwrap()
}

fn is_black(picture: &DynamicImage, x: u32, y: u32) -> bool {
    picture.get_pixel(x, y).0[..3].iter().all(|level| *level < 64)
}

fn is_paper(picture: &DynamicImage, x: u32, y: u32) -> bool {
    picture.get_pixel(x, y).0[..3].iter().all(|level| *level == 255)
}

#[test]
fn a_page_has_its_size_in_pixels_and_ink_where_it_was_put() {
    let picture = drawn(vec![filled(10, 20, 30, 10)], 144);
    assert_eq!(picture.dimensions(), (200, 100));
    assert!(is_black(&picture, 21, 41) && is_black(&picture, 78, 58));
    assert!(is_paper(&picture, 18, 41) && is_paper(&picture, 82, 50) && is_paper(&picture, 50, 62));
}

#[test]
fn a_group_is_moved_and_turned_to_the_right() {
    let items = vec![filled(0, 0, 20, 5)];
    let group = Group { offset: Point { x: pt(50), y: pt(10) }, quarter_turns: 1, items };
    let picture = drawn(vec![placed(Item::Group(group))], 72);
    // What ran to the right runs down, left of the group's corner.
    assert!(is_black(&picture, 47, 20) && is_black(&picture, 47, 28));
    assert!(is_paper(&picture, 60, 12) && is_paper(&picture, 40, 20));
}

#[test]
fn even_odd_leaves_the_hole_of_a_ring() {
    let square =
        |inset: i64| PathStep::rectangle(Rect::new(pt(inset), pt(inset), pt(50 - 2 * inset), pt(50 - 2 * inset)));
    let path = [square(0), square(15)].concat();
    let ring = |even_odd| {
        let shape = Shape { path: path.clone(), fill: Some(Colour::BLACK), even_odd, stroke: None };
        drawn(vec![placed(Item::Shape(shape))], 72)
    };
    assert!(is_paper(&ring(true), 25, 25) && is_black(&ring(true), 5, 25));
    assert!(is_black(&ring(false), 25, 25));
}

#[test]
fn a_dashed_line_has_gaps() {
    let stroke = Stroke { colour: Colour::BLACK, width: pt(4), dash: vec![pt(10), pt(10)] };
    let line = Shape::line(Point { x: pt(0), y: pt(25) }, Point { x: pt(100), y: pt(25) }, stroke);
    let picture = drawn(vec![placed(Item::Shape(line))], 72);
    assert!(is_black(&picture, 5, 25) && is_paper(&picture, 15, 25) && is_black(&picture, 25, 25));
}

#[test]
fn the_contact_sheet_shows_every_page_and_draws_the_same_bytes_twice() {
    let pages = Pages { pages: vec![page(vec![filled(0, 0, 100, 50)]); 7], ..Pages::default() };
    let fonts = fonts();
    let sheet =
        || contact_sheet(Material { pages: &pages, images: &[], fonts: &fonts }, &[0, 1, 2, 3, 4, 5, 6]).unwrap();
    let picture = decoded(&sheet());
    let dark = picture.pixels().filter(|(_, _, pixel)| pixel.0[..3].iter().all(|level| *level < 64)).count();
    let (width, height) = picture.dimensions();
    assert!(dark * 10 > (width * height) as usize, "{dark} of {width} by {height}");
    assert_eq!(sheet(), sheet());
}
