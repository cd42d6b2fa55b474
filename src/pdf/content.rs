//! Items of a page into the operators of its content stream.

use std::collections::BTreeMap;

use super::fonts::{EmbeddedFont, EmbeddedFonts};
use super::images::Pictures;
use super::inks::{self, Usage};
use super::operators::{Operators, thousandths};
use super::placement::{self, Placement};
use super::purpose::Purpose;
use super::structure::Tree;
use super::{streams, text};
use crate::colour::Colour;
use crate::document::Link;
use crate::geom::{Length, Point, Rect};
use crate::pages::{Group, ImageItem, Item, Page, PathStep, Placed, Shape, Stroke, Tag, TextItem};

/// What every page's content refers to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resources<'a> {
    /// The fonts of all faces.
    pub fonts: &'a EmbeddedFonts,
    /// All pictures.
    pub pictures: &'a Pictures,
    /// Which node is what.
    pub tree: &'a Tree<'a>,
    /// What the file is for.
    pub purpose: &'a Purpose,
}

/// A drawn page.
#[derive(Debug)]
pub(super) struct PageContent<'a> {
    /// The content stream.
    pub stream: streams::Deflated,
    /// The node of each marked-content sequence, by its number (MCID).
    pub sequences: Vec<usize>,
    /// Places to click, in the order of drawing.
    pub links: Vec<PlacedLink<'a>>,
    /// The extent of each figure on this page, by its node.
    pub figures: BTreeMap<usize, Rect>,
    /// Whether something below a picture shows through it.
    pub see_through: bool,
}

/// A place to click, groups resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedLink<'a> {
    /// Its node; `None` for an artifact.
    pub node: Option<usize>,
    /// How many marked-content sequences the page had by then.
    pub after: usize,
    /// Where on the page.
    pub rect: Rect,
    /// Where it leads.
    pub link: &'a Link,
}

/// Draws a page.
pub(super) fn draw<'a>(page: &'a Page, resources: Resources<'_>, deflater: &mut streams::Deflater) -> PageContent<'a> {
    let mut canvas = Canvas {
        resources,
        height: page.size.height,
        operators: Operators::default(),
        state: GraphicsState::at_start(resources.purpose),
        text_line: None,
        open: None,
        placement: Placement::default(),
        sequences: Vec::new(),
        links: Vec::new(),
        figures: BTreeMap::new(),
        see_through: false,
    };
    canvas.items(&page.items);
    canvas.close_sequence();
    PageContent {
        stream: deflater.deflate(&canvas.operators.into_bytes()),
        sequences: canvas.sequences,
        links: canvas.links,
        figures: canvas.figures,
        see_through: canvas.see_through,
    }
}

/// The part of the graphics state that this room sets, as the viewer holds it.
#[derive(Clone, Debug, PartialEq)]
struct GraphicsState {
    /// `None`: a black that the press would take for a gray of its own.
    fill: Option<Colour>,
    stroke: Option<Colour>,
    overprint: bool,
    line_width: Length,
    dash: Vec<Length>,
    font: Option<(String, Length)>,
    spacing: i64,
    stroked_text: bool,
}

impl GraphicsState {
    /// As each page starts (ISO 32000-1 §8.4.1).
    fn at_start(purpose: &Purpose) -> Self {
        let black = (!purpose.is_press()).then_some(Colour::BLACK);
        GraphicsState {
            fill: black,
            stroke: black,
            overprint: false,
            line_width: Length::from_pt(1.0),
            dash: Vec::new(),
            font: None,
            spacing: 0,
            stroked_text: false,
        }
    }
}

struct Canvas<'a, 'r> {
    resources: Resources<'r>,
    height: Length,
    operators: Operators,
    state: GraphicsState,
    /// Start of the current line in the open text object, in thousandths of a point.
    text_line: Option<(i64, i64)>,
    /// The role of the open marked-content sequence.
    open: Option<Tag>,
    placement: Placement,
    sequences: Vec<usize>,
    links: Vec<PlacedLink<'a>>,
    figures: BTreeMap<usize, Rect>,
    see_through: bool,
}

impl<'a> Canvas<'a, '_> {
    fn items(&mut self, items: &'a [Placed]) {
        for Placed { tag, item } in items {
            match item {
                Item::Text(text) => {
                    self.sequence(*tag);
                    self.text(text);
                    self.measure(*tag, text_extent(text));
                }
                Item::Shape(shape) => {
                    self.sequence(*tag);
                    self.shape(shape);
                    if let Some(extent) = shape_extent(shape) {
                        self.measure(*tag, extent);
                    }
                }
                Item::Image(image) => {
                    self.sequence(*tag);
                    self.image(image);
                    self.measure(*tag, image.rect);
                }
                Item::Link(area) => {
                    let (node, after) = (node_of(*tag), self.sequences.len());
                    let rect = self.placement.rect(area.rect);
                    self.links.push(PlacedLink { node, after, rect, link: &area.link });
                }
                Item::Group(group) => self.group(group),
            }
        }
    }

    /// Opens the marked-content sequence of a role, unless it is open.
    fn sequence(&mut self, tag: Tag) {
        if self.open == Some(tag) {
            return;
        }
        self.close_sequence();
        match node_of(tag).and_then(|node| self.resources.tree.known(node)) {
            Some(node) => {
                let properties = format!("<</MCID {}>>", self.sequences.len());
                self.operators.name(self.resources.tree.content_type(node)).raw(&properties).operator("BDC");
                self.sequences.push(node);
            }
            None => {
                self.operators.name("Artifact").operator("BMC");
            }
        }
        self.open = Some(tag);
    }

    fn close_sequence(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.operators.operator("EMC");
        }
    }

    fn begin_text(&mut self) -> (i64, i64) {
        if self.text_line.is_none() {
            self.operators.operator("BT");
        }
        *self.text_line.get_or_insert((0, 0))
    }

    fn end_text(&mut self) {
        if self.text_line.take().is_some() {
            self.operators.operator("ET");
        }
    }

    fn measure(&mut self, tag: Tag, rect: Rect) {
        if let Some(figure) = node_of(tag).and_then(|node| self.resources.tree.figure_of(node)) {
            let rect = self.placement.rect(rect);
            let extent = self.figures.entry(figure).or_insert(rect);
            *extent = placement::union(*extent, rect);
        }
    }

    fn group(&mut self, group: &'a Group) {
        self.close_sequence();
        let (outer_state, outer_placement) = (self.state.clone(), self.placement);
        self.placement = outer_placement.within(group);
        self.operators.operator("q");
        self.matrix(placement::matrix(group, self.height));
        self.items(&group.items);
        self.close_sequence();
        self.operators.operator("Q");
        (self.state, self.placement) = (outer_state, outer_placement);
    }

    fn matrix(&mut self, matrix: [Length; 6]) {
        for number in matrix {
            self.operators.number(thousandths(number));
        }
        self.operators.operator("cm");
    }

    fn text(&mut self, item: &TextItem) {
        let Some((font, stroked)) = self.resources.fonts.face(item.face) else { return };
        let places = text::places(item);
        for line in text::lines(item, font, &places) {
            let (start_x, start_y) = self.begin_text();
            self.ink_text(item, font, stroked);
            let (x, y) = (line.left(), thousandths(self.height - item.origin.y - line.rise()));
            self.operators.number(x - start_x).number(y - start_y).operator("Td");
            self.text_line = Some((x, y));
            if let Some(spacing) = line.spacing().filter(|spacing| *spacing != self.state.spacing) {
                self.operators.decimal(spacing, text::SPACING_DIGITS).operator("Tc");
                self.state.spacing = spacing;
            }
            line.show(self.state.spacing, &mut self.operators);
        }
    }

    fn ink_text(&mut self, item: &TextItem, font: &EmbeddedFont, stroked: bool) {
        self.overprint(inks::overprints(item.colour));
        self.fill_colour(item.colour);
        let selected = (font.resource.clone(), item.size);
        if self.state.font.as_ref() != Some(&selected) {
            self.operators.name(&font.resource).number(thousandths(item.size)).operator("Tf");
            self.state.font = Some(selected);
        }
        if stroked {
            let outline = Stroke { colour: item.colour, width: item.size / 30, dash: Vec::new() };
            self.stroke(&outline);
        }
        if stroked != self.state.stroked_text {
            self.operators.integer(if stroked { 2 } else { 0 }).operator("Tr");
            self.state.stroked_text = stroked;
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let paint = match (&shape.fill, &shape.stroke) {
            (Some(_), Some(_)) if shape.even_odd => "B*",
            (Some(_), Some(_)) => "B",
            (Some(_), None) if shape.even_odd => "f*",
            (Some(_), None) => "f",
            (None, Some(_)) => "S",
            (None, None) => return,
        };
        self.end_text();
        self.overprint(false);
        if let Some(colour) = shape.fill {
            self.fill_colour(colour);
        }
        if let Some(stroke) = &shape.stroke {
            self.stroke(stroke);
        }
        for step in &shape.path {
            match *step {
                PathStep::Move(to) => self.point(to).operator("m"),
                PathStep::Line(to) => self.point(to).operator("l"),
                PathStep::Curve(one, two, to) => {
                    self.point(one);
                    self.point(two);
                    self.point(to).operator("c")
                }
                PathStep::Close => self.operators.operator("h"),
            };
        }
        self.operators.operator(paint);
    }

    fn point(&mut self, point: Point) -> &mut Operators {
        self.operators.number(thousandths(point.x)).number(thousandths(self.height - point.y))
    }

    fn image(&mut self, item: &ImageItem) {
        let Some(picture) = self.resources.pictures.get(item.image) else { return };
        self.end_text();
        self.overprint(false);
        self.see_through |= picture.is_see_through();
        self.operators.operator("q");
        self.matrix(picture.orientation.matrix(item.rect, self.height));
        self.operators.name(&picture.resource).operator("Do").operator("Q");
    }

    fn fill_colour(&mut self, colour: Colour) {
        if self.state.fill != Some(colour) {
            self.choose(colour, Usage::Fill);
            self.state.fill = Some(colour);
        }
    }

    fn choose(&mut self, colour: Colour, usage: Usage) {
        if self.resources.purpose.is_press() {
            inks::choose_inks(colour, usage, &mut self.operators);
        } else {
            inks::choose_light(colour, usage, &mut self.operators);
        }
    }

    fn overprint(&mut self, on: bool) {
        if self.resources.purpose.is_press() && self.state.overprint != on {
            inks::set_overprint(on, &mut self.operators);
            self.state.overprint = on;
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        if self.state.stroke != Some(stroke.colour) {
            self.choose(stroke.colour, Usage::Stroke);
            self.state.stroke = Some(stroke.colour);
        }
        if self.state.line_width != stroke.width {
            self.operators.number(thousandths(stroke.width)).operator("w");
            self.state.line_width = stroke.width;
        }
        if self.state.dash != stroke.dash {
            self.operators.raw("[");
            for &length in &stroke.dash {
                self.operators.number(thousandths(length));
            }
            self.operators.raw("]0 ").operator("d");
            self.state.dash.clone_from(&stroke.dash);
        }
    }
}

fn node_of(tag: Tag) -> Option<usize> {
    match tag {
        Tag::Node(node) => Some(node),
        Tag::Artifact => None,
    }
}

/// The em boxes of a text item: close enough for the extent of a figure.
fn text_extent(item: &TextItem) -> Rect {
    let width = item.glyphs.iter().map(|glyph| glyph.advance).sum();
    let top = item.origin.y - item.size.ratio(88, 100);
    Rect::new(item.origin.x, top, width, item.size)
}

fn shape_extent(shape: &Shape) -> Option<Rect> {
    let mut points = shape.path.iter().flat_map(|step| match *step {
        PathStep::Move(to) | PathStep::Line(to) => vec![to],
        PathStep::Curve(one, two, to) => vec![one, two, to],
        PathStep::Close => Vec::new(),
    });
    let first = points.next()?;
    Some(points.fold(placement::around(first, first), |extent, point| {
        placement::union(extent, placement::around(point, point))
    }))
}
