//! Lines as they stand on the page: what each switch of `[text]` does, marks in every shipped face,
//! and what stands between lines.

use std::path::Path;

use super::super::layout;
use crate::assets::Memory;
use crate::diag::Sources;
use crate::document::resolve;
use crate::font::{FontSources, Fonts};
use crate::geom::{Length, Rect};
use crate::pages::{Item, NodeRole, PathStep, Shape, Tag};
use crate::template::{Role, StyleName, Template, load};

/// A drawn character.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    character: char,
    x: Length,
    y: Length,
    size: Length,
    /// Leftmost and rightmost ink.
    ink: (Length, Length),
}

/// One page of one paragraph.
struct Sheet {
    template: Template,
    drawn: Vec<Drawn>,
    shapes: Vec<Shape>,
    roles: Vec<NodeRole>,
}

/// Sets a paragraph in the official document's body, its template changed by `change`.
fn set(prose: &str, change: impl Fn(&mut Template)) -> Sheet {
    let report = format!(
        "[report]\ntitle = \"题\"\n[[section]]\ntitle = \"节\"\nbody = '''\n{prose}\n'''\n[note]\nn = \"注\"\n"
    );
    let files = Memory::default().with("report.toml", report);
    let mut sources = Sources::default();
    let report = crate::report::parse(Path::new("report.toml"), &files, &mut sources).expect("sound").value;
    let mut template = load("gongwen", &Memory::default(), &mut sources).expect("shipped").value;
    change(&mut template);
    let fonts = Fonts::open(&template.roles, &FontSources::default()).expect("shipped").value;
    let document = resolve(report, &template).expect("sound").value;
    let pages = layout(&document, &template, &fonts).expect("sound").value;
    let mut sheet = Sheet { template, drawn: Vec::new(), shapes: Vec::new(), roles: Vec::new() };
    for placed in &pages.pages[0].items {
        match (&placed.item, placed.tag) {
            (Item::Text(_), Tag::Node(node))
                if matches!(pages.structure[node].role, NodeRole::Heading(_) | NodeRole::Title) => {}
            (Item::Text(text), Tag::Node(node)) => {
                let mut x = text.origin.x;
                for glyph in &text.glyphs {
                    let words = &text.text[glyph.text.start as usize..glyph.text.end as usize];
                    let ink = fonts.faces()[text.face].bounds(glyph.id, text.size);
                    let ink = ink.map_or((x, x), |ink| (x + ink.left, x + ink.right));
                    let character = words.chars().next().unwrap_or('\0');
                    sheet.drawn.push(Drawn { character, x, y: text.origin.y, size: text.size, ink });
                    sheet.roles.push(pages.structure[node].role);
                    x += glyph.advance;
                }
            }
            (Item::Shape(shape), _) => sheet.shapes.push(shape.clone()),
            (Item::Text(_) | Item::Image(_) | Item::Link(_) | Item::Group(_), _) => {}
        }
    }
    sheet
}

fn plain(prose: &str) -> Sheet {
    set(prose, |_| {})
}

impl Sheet {
    fn cell(&self) -> Length {
        self.template.styles[&StyleName::Body].cell()
    }

    /// The type area of a right-hand page.
    fn area(&self) -> Rect {
        let page = &self.template.page;
        let size = page.type_area();
        Rect::new(page.inside, page.top, size.width, size.height)
    }

    fn all(&self, character: char) -> Vec<Drawn> {
        self.drawn.iter().copied().filter(|drawn| drawn.character == character).collect()
    }

    #[track_caller]
    fn one(&self, character: char) -> Drawn {
        *self.all(character).first().unwrap_or_else(|| panic!("{character} is drawn"))
    }

    /// From one character to another.
    #[track_caller]
    fn step(&self, from: char, to: char) -> f64 {
        self.ems(self.one(to).x - self.one(from).x)
    }

    /// In cells.
    fn ems(&self, length: Length) -> f64 {
        length.pt() / self.cell().pt()
    }

    /// The body's lines as text.
    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<(Length, String)> = Vec::new();
        for drawn in &self.drawn {
            match lines.last_mut() {
                Some((y, line)) if *y == drawn.y => line.push(drawn.character),
                _ => lines.push((drawn.y, drawn.character.to_string())),
            }
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.012, "{found} is not {wanted}");
}

/// The left and right end of a path.
fn reach(shape: &Shape) -> (Length, Length) {
    let points = shape.path.iter().filter_map(|step| match step {
        PathStep::Move(point) | PathStep::Line(point) | PathStep::Curve(_, _, point) => Some(point.x),
        PathStep::Close => None,
    });
    let all: Vec<Length> = points.collect();
    (*all.iter().min().expect("a path has points"), *all.iter().max().expect("a path has points"))
}

/// Strokes of the text's colour below words, from left to right.
fn strokes(sheet: &Sheet) -> Vec<&Shape> {
    sheet.shapes.iter().filter(|shape| shape.stroke.is_some()).collect()
}

fn dots(sheet: &Sheet) -> Vec<&Shape> {
    sheet.shapes.iter().filter(|shape| shape.fill.is_some()).collect()
}

/// Typography §5 and `docs/templates.md`, `hanging`: ， 、 。 out of the line, off by default.
#[test]
fn hanging_is_the_templates_wish() {
    let prose = "文".repeat(26) + "，" + &"字".repeat(40);
    let hung = set(&prose, |template| template.text.hanging = true);
    let edge = hung.area().right();
    assert!(hung.one('，').x >= edge - Length::from_pt(0.2) && hung.all('文').len() == 26);
    assert_eq!(hung.all('文')[0].y, hung.one('，').y);
    let kept = plain(&prose);
    assert!(kept.all('，').iter().all(|mark| mark.x + kept.cell() / 2 <= edge + Length::from_pt(0.2)));
}

/// Typography §6 and `tight_digits`: a number alone among Han with no space, or a quarter em.
#[test]
fn numbers_stand_tight_where_the_template_says_so() {
    let tight = plain("前后共2023年的事");
    let loose = set("前后共2023年的事", |template| template.text.tight_digits = false);
    near(loose.step('共', '年') - tight.step('共', '年'), 0.5);
    near(plain("前后共ABC年的事").step('共', 'A'), 1.25);
}

/// CLREQ §3.1.6 and `trim_after_indent`: an opening mark after the indent.
#[test]
fn an_opening_mark_after_the_indent_is_trimmed_where_the_template_says_so() {
    let whole = plain("“引”的话");
    let trimmed = set("“引”的话", |template| template.text.trim_after_indent = true);
    near(whole.ems(whole.one('引').x - trimmed.one('引').x), 0.5);
}

/// CLREQ, 'Grid alignment', and `strict_grid`: every Han character on its cell, in full lines too.
#[test]
fn the_strict_grid_is_kept_on_the_page() {
    let prose = "中国（特色）社会主义abc思想2021年，全面·贯彻新时代12月要求，认真落实省委“部署”。".repeat(6);
    let sheet = set(&prose, |template| template.text.strict_grid = true);
    let body: Vec<Drawn> =
        sheet.drawn.iter().copied().filter(|drawn| ('\u{4E00}'..='\u{9FFF}').contains(&drawn.character)).collect();
    let origin = sheet.area().origin.x;
    let off = body.iter().skip(2).filter(|drawn| {
        let cells = sheet.ems(drawn.x - origin);
        (cells - cells.round()).abs() > 0.02
    });
    assert_eq!(off.count(), 0);
    assert!(body.len() > 150);
}

/// `hyphenate`: words are parted between syllables with a hyphen that stands for no character.
#[test]
fn words_are_hyphenated_where_the_template_says_so() {
    let prose = &"我们在这里说internationalization与characteristically之间的responsibilities，再说misunderstanding和interdisciplinary等。".repeat(3);
    let whole = plain(prose);
    let parted = set(prose, |template| template.text.hyphenate = true);
    let hyphens = |sheet: &Sheet| sheet.all('\0').len();
    assert_eq!((hyphens(&whole), hyphens(&parted) > 0), (0, true));
    let text = |sheet: &Sheet| sheet.lines().concat().replace('\0', "");
    assert_eq!(text(&whole), text(&parted));
    let edge = parted.area().right();
    let last = parted.all('\0')[0];
    assert!((last.x + last.size * 333 / 1000 - edge).abs() < Length::from_pt(0.05), "the hyphen ends the line");
}

/// A soft hyphen is the author's own wish, whatever the template says; unused it leaves no trace.
#[test]
fn a_soft_hyphen_parts_a_word() {
    let sheet = plain(&("字".repeat(23) + "super\u{AD}califragilistic，完。"));
    assert!(sheet.lines().iter().any(|line| line.ends_with("super\0")), "{:?}", sheet.lines());
    let sheet = plain("字super\u{AD}cali完");
    assert!(sheet.all('\0').is_empty());
}

/// CLREQ §3.1.6, typography §5: in every shipped face each mark takes exactly its cell or half of it,
/// and its ink stays in the half that it keeps.
#[test]
fn marks_keep_to_their_half_in_every_face() {
    for role in [Role::Fangsong, Role::Kai, Role::Hei, Role::Title, Role::Song] {
        for bold in [false, true] {
            let change = |template: &mut Template| {
                if let Some(body) = template.styles.get_mut(&StyleName::Body) {
                    (body.role, body.bold) = (role, bold);
                }
            };
            for mark in "，、；：。？！）》〉】〕」』”’".chars() {
                let sheet = set(&format!("文章甲{mark}（乙）的话"), change);
                near(sheet.step('甲', '乙'), 2.5);
                let (cell, at) = (sheet.cell(), sheet.one(mark));
                let left = sheet.one('甲').x + cell;
                let inside = left - cell / 20 <= at.ink.0 && at.ink.1 <= left + cell.ratio(58, 100);
                assert!(
                    inside,
                    "{role:?} {bold} {mark}: ink from {} to {}",
                    sheet.ems(at.ink.0 - left),
                    sheet.ems(at.ink.1 - left)
                );
            }
            for mark in "（《〈【〔「『“‘".chars() {
                let sheet = set(&format!("文章甲）{mark}乙的话"), change);
                near(sheet.step('甲', '乙'), 2.5);
                let (cell, at) = (sheet.cell(), sheet.one(mark));
                let right = sheet.one('乙').x;
                let inside = right - cell.ratio(55, 100) <= at.ink.0 && at.ink.1 <= right + cell / 20;
                assert!(
                    inside,
                    "{role:?} {bold} {mark}: ink from {} to {}",
                    sheet.ems(at.ink.0 - right),
                    sheet.ems(at.ink.1 - right)
                );
            }
        }
    }
}

/// GB/T 15834-2011 §5.1.4, §5.1.5: —— and …… are two ems in every shipped face, without a gap.
#[test]
fn dashes_and_ellipses_are_two_ems_in_every_face() {
    for role in [Role::Fangsong, Role::Kai, Role::Hei, Role::Title, Role::Song] {
        let change = |template: &mut Template| {
            if let Some(body) = template.styles.get_mut(&StyleName::Body) {
                body.role = role;
            }
        };
        let sheet = set("甲——乙……丙", change);
        near(sheet.step('甲', '乙'), 3.0);
        near(sheet.step('乙', '丙'), 3.0);
        let dash: Vec<Drawn> = sheet
            .drawn
            .iter()
            .copied()
            .filter(|drawn| drawn.y == sheet.one('甲').y && drawn.x > sheet.one('甲').x && drawn.x < sheet.one('乙').x)
            .collect();
        let ends = (dash.first().expect("a dash").ink.0, dash.last().expect("a dash").ink.1);
        assert!(sheet.ems(ends.1 - ends.0) > 1.6, "{role:?}: a dash of {} em", sheet.ems(ends.1 - ends.0));
    }
}

/// CLREQ §3.1.6, §3.2.2: what neighbours lose or gain is the same across marks, links and notes.
#[test]
fn widths_go_on_across_looks() {
    near(plain("甲**”**，乙").step('甲', '乙'), 2.5);
    near(plain("甲*。*”乙").step('甲', '乙'), 2.5);
    near(plain("甲《{{dots “}}乙").step('甲', '乙'), 2.5);
    let spaced = |prose: &str| plain(prose).step('甲', 'A');
    for prose in ["甲ABC", "甲**ABC**", "甲`ABC`", "甲[ABC](https://example.org)", "甲 **ABC**", "甲{{name ABC}}"]
    {
        near(spaced(prose), 1.25);
    }
    let noted = plain("甲。[^n]乙");
    near(noted.step('甲', '①'), 1.5);
}

/// CLREQ, 'Emphasis dots': centred below each character, none below marks, spaces or Latin.
#[test]
fn emphasis_dots_are_centred_and_pass_marks_over() {
    let sheet = plain("甲{{dots 着，重　字ab}}乙");
    let found = dots(&sheet);
    assert_eq!(found.len(), 3);
    for (dot, character) in found.iter().zip("着重字".chars()) {
        let (left, right) = reach(dot);
        let drawn = sheet.one(character);
        let middle = drawn.x + drawn.size / 2;
        assert!(((left + right) / 2 - middle).abs() < Length::from_pt(0.05), "{character}");
    }
}

/// CLREQ, 'Indicators': one line for each name, a visible break between neighbours, none elsewhere.
#[test]
fn lines_below_names_do_not_meet() {
    let sheet = plain("甲{{name 鲁迅}}{{name 巴金}}乙{{book 家}}丙");
    let found = strokes(&sheet);
    assert_eq!(found.len(), 3);
    let ((left, one), (other, right)) = (reach(found[0]), reach(found[1]));
    let gap = sheet.ems(other - one);
    assert!(gap > 0.05 && gap <= 0.126, "a break of {gap} em");
    let cell = sheet.cell();
    let edge = |character: char| sheet.one(character).x;
    assert!((left - edge('鲁')).abs() < cell / 50 && (right - edge('金') - cell).abs() < cell / 50);
    let waves = found[2].path.iter().filter(|step| matches!(step, PathStep::Curve(..))).count();
    assert!(waves >= 6 && found[2].path[0] != found[0].path[0]);
}

/// A name that goes over the end of a line has a line on both.
#[test]
fn a_name_over_two_lines_has_two_lines() {
    let sheet = plain(&("文".repeat(24) + "{{name 一个很长的名字}}完"));
    let found = strokes(&sheet);
    assert_eq!(found.len(), 2);
    assert!((reach(found[0]).1 - sheet.area().right()).abs() < Length::from_pt(0.05));
    assert!((reach(found[1]).0 - sheet.area().origin.x).abs() < Length::from_pt(0.05));
}

/// CLREQ, 'Ruby': half the size, centred above, at least a quarter of its em from the next.
#[test]
fn readings_stand_above_their_characters() {
    let sheet = plain("甲{{ruby 装双床 zhuāng shuāng chuáng}}乙");
    let readings: Vec<&Drawn> = sheet
        .drawn
        .iter()
        .zip(&sheet.roles)
        .filter(|(_, role)| **role == NodeRole::RubyText)
        .map(|(drawn, _)| drawn)
        .collect();
    assert_eq!(readings.len(), 6 + 6 + 6);
    let base = sheet.one('装');
    assert!(readings.iter().all(|drawn| drawn.size == base.size / 2 && drawn.y < base.y - base.size.ratio(88, 100)));
    let mut from = 0;
    let mut before: Option<Length> = None;
    for character in "装双床".chars() {
        let (first, last) = (readings[from], readings[from + 5]);
        let (drawn, middle) = (sheet.one(character), (first.ink.0 + last.ink.1) / 2);
        assert!((drawn.x + drawn.size / 2 - middle).abs() < Length::from_pt(0.6), "{character}");
        assert!(before.is_none_or(|before| first.ink.0 - before >= first.size / 5), "{character}");
        before = Some(last.ink.1);
        from += 6;
    }
    let roles: Vec<NodeRole> = sheet.roles.iter().copied().filter(|role| *role == NodeRole::RubyBase).collect();
    assert_eq!(roles.len(), 3);
}

/// CLREQ: what stands between lines never changes the distance of one line.
#[test]
fn nothing_between_lines_moves_them() {
    let prose = "文".repeat(40) + "{{ruby 亳 bó}}{{name 鲁迅}}{{dots 着重}}" + &"文".repeat(60);
    let sheet = plain(&prose);
    let mut baselines: Vec<Length> = sheet.all('文').iter().map(|drawn| drawn.y).collect();
    baselines.dedup();
    let pitch = sheet.template.grid.pitch;
    assert!(baselines.len() >= 4 && baselines.windows(2).all(|pair| pair[1] - pair[0] == pitch));
}

/// Typography §6: Latin, digits and kai stand on the baseline of the text; a note's mark is raised,
/// smaller, and on the line of what it marks.
#[test]
fn mixed_text_shares_its_baseline() {
    for count in 20..30 {
        let sheet = plain(&("文".repeat(count) + "甲A1*乙*[^n]，后面还有字"));
        let base = sheet.one('甲');
        assert!(['A', '1'].iter().all(|other| sheet.one(*other).y == base.y || sheet.one(*other).x < base.x));
        assert_eq!(sheet.one('乙').size, base.size);
        let (mark, marked) = (sheet.all('①')[0], sheet.one('乙'));
        assert!(mark.size < marked.size && mark.y < marked.y && marked.y - mark.y < marked.size);
    }
}
