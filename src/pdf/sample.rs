//! Small pages for the tests of this room.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::colour::Colour;
use crate::diag::Span;
use crate::document::{Date, Image, ImageFormat, Link, Meta};
use crate::font::{FontSources, Fonts};
use crate::geom::{Length, Point, Rect};
use crate::pages::{
    Destination, Glyph, Group, ImageItem, Item, LinkArea, Node, NodeRole, OutlineEntry, Page, Pages, PathStep, Placed,
    Shape, Stroke, Tag, TextItem,
};
use crate::template::{Role, RoleFonts};

pub fn pt(points: f64) -> Length {
    Length::from_pt(points)
}

pub fn point(x: f64, y: f64) -> Point {
    Point { x: pt(x), y: pt(y) }
}

pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect::new(pt(x), pt(y), pt(width), pt(height))
}

pub fn glyph(id: u16, text: Range<u32>) -> Glyph {
    Glyph { id, x: Length::ZERO, y: Length::ZERO, advance: pt(16.0), text }
}

pub fn text(face: usize, text: &str) -> TextItem {
    let (text, source) = (text.to_string(), Span::default());
    let (size, origin) = (pt(16.0), point(72.0, 100.0));
    TextItem { face, size, colour: Colour::BLACK, origin, text, glyphs: Vec::new(), source }
}

/// A CFF face for Han and a TrueType face for Latin, from those that ship.
pub fn fonts() -> Fonts {
    let role = |family: &str| RoleFonts {
        families: vec![family.to_string()],
        bold: Vec::new(),
        fallback: Vec::new(),
        word: String::new(),
        word_alternatives: Vec::new(),
    };
    let roles = BTreeMap::from([
        (Role::Fangsong, role("FandolFang")),
        (Role::LatinSerif, role("Liberation Serif")),
        (Role::Fallback, role("FandolFang")),
    ]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let sources = FontSources { folders: vec![folder], system: false };
    Fonts::open(&roles, &sources).expect("the shipped fonts open").value
}

/// Text shaped in a role's face; `extra` is put between characters, as justification does.
pub fn shaped(fonts: &Fonts, role: Role, words: &str, origin: Point, extra: f64) -> TextItem {
    let face = fonts.primary(role, false);
    let mut item = TextItem { origin, ..text(face, words) };
    let shaped = fonts.faces()[face].shape(words, item.size);
    for (index, glyph) in shaped.iter().enumerate() {
        let next = shaped[index + 1..].iter().map(|next| next.cluster).find(|&cluster| cluster > glyph.cluster);
        let continues = index > 0 && shaped[index - 1].cluster == glyph.cluster;
        let end = if continues { glyph.cluster } else { next.unwrap_or(words.len()) };
        item.glyphs.push(Glyph {
            id: glyph.id,
            x: glyph.x,
            y: glyph.y,
            advance: glyph.advance + pt(extra),
            text: glyph.cluster as u32..end as u32,
        });
    }
    item
}

/// Pages as they are built up by a test.
pub struct Builder<'a> {
    pub pages: Pages,
    fonts: &'a Fonts,
}

impl<'a> Builder<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        let mut builder = Builder { pages: Pages::default(), fonts };
        builder.node(NodeRole::Document, None);
        builder.page("1");
        builder
    }

    pub fn page(&mut self, label: &str) {
        let size = rect(0.0, 0.0, 595.276, 841.89).size;
        self.pages.pages.push(Page { size, label: label.to_string(), items: Vec::new() });
    }

    pub fn node(&mut self, role: NodeRole, parent: impl Into<Option<usize>>) -> usize {
        self.pages.structure.push(Node { role, parent: parent.into(), alt: None, id: None });
        self.pages.structure.len() - 1
    }

    pub fn put(&mut self, tag: Tag, item: Item) {
        self.pages.pages.last_mut().unwrap().items.push(Placed { tag, item });
    }

    pub fn write(&mut self, node: usize, role: Role, words: &str, x: f64, y: f64) {
        let item = shaped(self.fonts, role, words, point(x, y), 0.37);
        self.put(Tag::Node(node), Item::Text(item));
    }

    pub fn place(&mut self, id: &str, y: f64) {
        let destination = Destination { page: self.pages.pages.len() - 1, point: point(72.0, y) };
        self.pages.destinations.insert(id.to_string(), destination);
    }
}

/// A PNG with a see-through half.
pub fn picture() -> Image {
    let pixels =
        image::RgbaImage::from_fn(8, 4, |x, y| image::Rgba([x as u8 * 30, y as u8 * 60, 90, 255 - x as u8 * 20]));
    let mut data = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut data, image::ImageFormat::Png).unwrap();
    let data = Arc::from(data.into_inner());
    Image { name: "a.png".to_string(), data, format: ImageFormat::Png, width: 8, height: 4, drawing: None }
}

/// Two pages with something of everything.
pub fn everything(fonts: &Fonts) -> (Pages, Vec<Image>) {
    let mut builder = Builder::new(fonts);
    builder.pages.meta = Meta {
        title: "亳州市科协、蚌埠市科协五年工作报告".to_string(),
        organizations: vec!["亳州市科协".to_string(), "蚌埠市科协".to_string()],
        date: Some(Date { year: 2023, month: 3, day: 1 }),
        ..Meta::default()
    };
    first_page(&mut builder);
    builder.page("2");
    second_page(&mut builder);
    let entry =
        |level, title: &str, target: &str| OutlineEntry { level, title: title.to_string(), target: target.to_string() };
    builder.pages.outline = vec![
        entry(1, "一、奋进新征程", "section-1"),
        entry(2, "（一）政治性", "section-2"),
        entry(2, "（二）群众性", "图.航模"),
        entry(1, "二、勇担新使命", "section-2"),
    ];
    (builder.pages, vec![picture()])
}

fn first_page(builder: &mut Builder<'_>) {
    let title = builder.node(NodeRole::Title, 0);
    builder.write(title, Role::Fangsong, "五年工作报告", 200.0, 100.0);
    let heading = builder.node(NodeRole::Heading(1), 0);
    builder.write(heading, Role::Fangsong, "一、奋进新征程　勇担新使命", 72.0, 140.0);
    builder.place("section-1", 124.0);
    let paragraph = builder.node(NodeRole::Paragraph, 0);
    builder.write(paragraph, Role::Fangsong, "市科协（第四届）“面向基层”——服务……见", 72.0, 170.0);
    let link = builder.node(NodeRole::Link, paragraph);
    builder.write(link, Role::LatinSerif, "Office of AVATAR, fifi 12.9% (\\)", 72.0, 200.0);
    let area = LinkArea { rect: rect(72.0, 184.0, 200.0, 20.0), link: Link::Url("https://例.cn/?a=1".to_string()) };
    builder.put(Tag::Node(link), Item::Link(area));
    builder.write(paragraph, Role::Fangsong, "，见图１。", 300.0, 200.0);
    let area = LinkArea { rect: rect(300.0, 184.0, 80.0, 20.0), link: Link::Internal("图.航模".to_string()) };
    builder.put(Tag::Node(paragraph), Item::Link(area));
    let reference = builder.node(NodeRole::NoteReference, paragraph);
    builder.write(reference, Role::LatinSerif, "1", 390.0, 194.0);
    let note = builder.node(NodeRole::Note, 0);
    builder.write(note, Role::Fangsong, "注：脚注。", 72.0, 760.0);
    let list = builder.node(NodeRole::List, 0);
    let item = builder.node(NodeRole::ListItem, list);
    let label = builder.node(NodeRole::Label, item);
    builder.write(label, Role::LatinSerif, "1.", 72.0, 230.0);
    let body = builder.node(NodeRole::ListBody, item);
    builder.write(body, Role::Fangsong, "列项", 96.0, 230.0);
    table(builder);
    builder.write_artifact("— 1 —", 280.0, 800.0);
}

fn table(builder: &mut Builder<'_>) {
    let table = builder.node(NodeRole::Table, 0);
    for (row, cells) in [["年份", "比例"], ["2022", ""]].iter().enumerate() {
        let line = builder.node(NodeRole::TableRow, table);
        for (column, words) in cells.iter().enumerate() {
            let (column_span, row_span) = (1 + column as u16, 1);
            let cell = if row == 0 {
                builder.node(NodeRole::TableHead { column_span, row_span }, line)
            } else {
                builder.node(NodeRole::TableCell { column_span, row_span }, line)
            };
            let role = if row == 0 { Role::Fangsong } else { Role::LatinSerif };
            if !words.is_empty() {
                builder.write(cell, role, words, 80.0 + 100.0 * column as f64, 270.0 + 24.0 * row as f64);
            }
        }
    }
    let stroke = Stroke { colour: Colour::BLACK, width: pt(0.5), dash: vec![pt(3.0), pt(1.5)] };
    builder.put(Tag::Artifact, Item::Shape(Shape::line(point(72.0, 280.0), point(400.0, 280.0), stroke)));
}

fn second_page(builder: &mut Builder<'_>) {
    let figure = builder.node(NodeRole::Figure, 0);
    builder.pages.structure[figure].alt = Some("航模进校园活动".to_string());
    builder.put(Tag::Node(figure), Item::Image(ImageItem { image: 0, rect: rect(72.0, 100.0, 160.0, 80.0) }));
    builder.place("图.航模", 100.0);
    let caption = builder.node(NodeRole::Caption, figure);
    builder.write(caption, Role::Fangsong, "图１　航模进校园", 72.0, 200.0);
    let curve = vec![
        PathStep::Move(point(300.0, 100.0)),
        PathStep::Curve(point(320.0, 60.0), point(380.0, 60.0), point(400.0, 100.0)),
        PathStep::Close,
    ];
    let stroke = Some(Stroke { colour: Colour::Rgb(0, 90, 180), width: pt(1.5), dash: Vec::new() });
    let shape = Shape { path: curve, fill: Some(Colour::Cmyk(0, 100, 100, 0)), even_odd: false, stroke };
    builder.put(Tag::Artifact, Item::Shape(shape));
    let heading = builder.node(NodeRole::Heading(1), 0);
    builder.write(heading, Role::Fangsong, "二、勇担新使命", 72.0, 240.0);
    builder.place("section-2", 224.0);
    let paragraph = builder.node(NodeRole::Paragraph, 0);
    let turned = shaped(builder.fonts, Role::Fangsong, "横向表格", point(0.0, 0.0), 0.0);
    let items = vec![Placed { tag: Tag::Node(paragraph), item: Item::Text(turned) }];
    builder.put(Tag::Artifact, Item::Group(Group { offset: point(400.0, 300.0), quarter_turns: 1, items }));
}

impl Builder<'_> {
    fn write_artifact(&mut self, words: &str, x: f64, y: f64) {
        let item = shaped(self.fonts, Role::Fangsong, words, point(x, y), 0.0);
        self.put(Tag::Artifact, Item::Text(item));
    }
}
