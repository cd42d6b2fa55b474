//! Whole reports laid out with the shipped templates and fonts, read back from the pages.

use std::path::Path;

use super::layout;
use crate::assets::Memory;
use crate::diag::{Diagnostic, Sources};
use crate::document::resolve;
use crate::font::{FontSources, Fonts};
use crate::geom::Length;
use crate::pages::{Item, NodeRole, Page, Pages, Tag, TextItem};
use crate::template::{Template, load};

const HEAD: &str = "[report]\ntitle = \"报告\"\ndate = 2023-03-01\n";

fn template(name: &str) -> Template {
    load(name, &Memory::default(), &mut Sources::default()).expect("shipped templates are sound").value
}

fn try_layout(name: &str, report: &str) -> Result<Pages, Vec<Diagnostic>> {
    let files = Memory::default().with("report.toml", report);
    let mut sources = Sources::default();
    let report = crate::report::parse(Path::new("report.toml"), &files, &mut sources)?.value;
    let template = template(name);
    let fonts = Fonts::open(&template.roles, &FontSources::default())?.value;
    let document = resolve(report, &template)?.value;
    Ok(layout(&document, &template, &fonts)?.value)
}

fn laid_out(name: &str, report: &str) -> Pages {
    try_layout(name, report).expect("the report is sound")
}

/// All text items of a page, content and artifacts, with their tags.
fn texts(page: &Page) -> Vec<(&TextItem, Tag)> {
    page.items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Text(text) => Some((text, placed.tag)),
            Item::Shape(_) | Item::Image(_) | Item::Link(_) | Item::Group(_) => None,
        })
        .collect()
}

fn content(page: &Page) -> String {
    texts(page).into_iter().filter(|(_, tag)| *tag != Tag::Artifact).map(|(text, _)| text.text.as_str()).collect()
}

fn body(paragraphs: usize, text: &str) -> String {
    let mut report =
        format!("{HEAD}[contents]\nenabled = false\n[[section]]\nid = \"a\"\ntitle = \"甲\"\nbody = '''\n");
    for _ in 0..paragraphs {
        report.push_str(text);
        report.push_str("\n\n");
    }
    report + "'''\n"
}

/// GB/T 9704-2012 §5.2.2 and GB/T 33476.2: 22 lines of 28 characters, the first line's characters
/// 37 mm from the top.
#[test]
fn an_official_page_has_twenty_two_lines_of_twenty_eight_characters() {
    let pages = laid_out("gongwen", &body(1, &"文".repeat(28 * 60)));
    let page = &pages.pages[1];
    let mut baselines: Vec<Length> =
        texts(page).iter().filter(|(_, tag)| *tag != Tag::Artifact).map(|(text, _)| text.origin.y).collect();
    baselines.sort();
    baselines.dedup();
    assert_eq!(baselines.len(), 22);
    let pitch = template("gongwen").grid.pitch;
    assert!(baselines.windows(2).all(|pair| pair[1] - pair[0] == pitch));
    let (first, _) = texts(page)[0];
    let top = first.origin.y.mm() - first.size.mm() * 0.88;
    assert!((top - 37.0).abs() < 0.15, "the first line's characters start at {top} mm");
    assert_eq!(content(page).chars().count(), 22 * 28);
}

#[test]
fn a_first_line_is_indented_by_two_characters_and_the_others_by_none() {
    let pages = laid_out("gongwen", &body(1, &"文".repeat(60)));
    let template = template("gongwen");
    let lines: Vec<&TextItem> =
        texts(&pages.pages[0]).into_iter().map(|(text, _)| text).filter(|text| text.text.starts_with('文')).collect();
    let cell = template.styles[&crate::template::StyleName::Body].cell();
    assert!((lines[0].origin.x - lines[1].origin.x - cell * 2).abs() < Length::from_pt(0.01));
}

#[test]
fn a_heading_stands_on_the_page_of_its_text() {
    for lines in 15..24 {
        let mut report = body(1, &"文".repeat(28 * lines));
        report.push_str("[[section]]\nid = \"b\"\nlevel = 2\ntitle = \"标题\"\nbody = \"\"\"\n");
        report.push_str(&"字".repeat(28 * 3));
        report.push_str("\n\"\"\"\n");
        let pages = laid_out("gongwen", &report);
        let with_heading = pages.pages.iter().find(|page| content(page).contains("标题")).expect("a heading");
        let after = content(with_heading).chars().filter(|&character| character == '字').count();
        assert!(after > 28, "after {lines} lines the heading keeps {after} characters");
    }
}

#[test]
fn the_contents_print_the_labels_of_the_pages_that_they_point_to() {
    let mut report = String::from(HEAD);
    for part in 1..=3 {
        report.push_str(&format!("[[section]]\nid = \"p{part}\"\ntitle = \"第{part}部分\"\nbody = '''\n"));
        report.push_str(&"文".repeat(28 * 30));
        report.push_str("\n'''\n");
    }
    let pages = laid_out("meeting", &report);
    let contents = pages.pages.iter().find(|page| page.label == "i").expect("a contents page");
    for part in 1..=3 {
        let place = pages.destinations[&format!("p{part}")];
        let entry = format!("第{part}部分 {}", pages.pages[place.page].label);
        assert!(content(contents).contains(&entry), "{entry} in {}", content(contents));
    }
}

#[test]
fn the_cover_has_no_number_and_parts_start_on_right_hand_pages() {
    let mut report = String::from(HEAD);
    for part in ["a", "b"] {
        report.push_str(&format!("[[section]]\nid = \"{part}\"\ntitle = \"部分\"\nbody = \"文\"\n"));
    }
    let pages = laid_out("meeting", &report);
    assert_eq!(pages.pages[0].label, "");
    assert!(["a", "b"].iter().all(|id| pages.destinations[*id].page.is_multiple_of(2)));
    let blank = &pages.pages[pages.destinations["b"].page - 1];
    assert!(blank.items.is_empty(), "a blank back carries nothing");
}

#[test]
fn a_table_that_is_parted_repeats_its_head_as_an_artifact() {
    let rows: Vec<String> = (0..60).map(|row| format!("[\"{row}\", \"值\"]")).collect();
    let report = format!(
        "{}[table.t]\ncaption = \"数据\"\nheader = [\"表头甲\", \"表头乙\"]\nrows = [{}]\n",
        body(1, "{{table t}}"),
        rows.join(", ")
    );
    let pages = laid_out("gongwen", &report);
    let heads: Vec<Vec<Tag>> = pages
        .pages
        .iter()
        .map(|page| texts(page).iter().filter(|(text, _)| text.text == "表头甲").map(|(_, tag)| *tag).collect())
        .collect();
    assert!(heads.len() >= 3);
    assert!(matches!(heads[0][..], [Tag::Node(_)]));
    assert!(heads[1..].iter().all(|tags| tags[..] == [Tag::Artifact]), "{heads:?}");
}

#[test]
fn a_footnote_stands_on_the_page_of_its_mark() {
    let mut report = body(1, &format!("{}有注[^n]。", "文".repeat(28 * 30)));
    report.push_str("[note]\nn = \"脚注的话。\"\n");
    let pages = laid_out("gongwen", &report);
    let page = pages.pages.iter().find(|page| content(page).contains("有注")).expect("a mark");
    let text = content(page);
    assert!(text.contains("有注①。") && text.contains("脚注的话。"), "{text}");
    assert!(pages.structure.iter().any(|node| node.role == NodeRole::NoteReference));
}

#[test]
fn a_character_that_no_face_has_is_an_error_at_its_place() {
    let report = body(1, "好字\u{2A6DF}坏");
    let Err(problems) = try_layout("gongwen", &report) else { panic!("a blank box would be drawn") };
    let problem = problems.iter().find(|problem| problem.code == "missing-glyph").expect("the error");
    let span = problem.span.expect("a place");
    assert!(report[span.start as usize..].starts_with('\u{2A6DF}'));
}

/// GB/T 9704-2012 §7.3.2, §7.3.3.
#[test]
fn a_first_page_without_text_is_warned_about() {
    let warned = |addressee: &str| {
        let report = body(1, "正文。").replace("[contents]\nenabled = false\n", "");
        let report = format!("{report}[masthead]\nmark = \"甲\"\n[addressee]\ntext = \"{addressee}：\"\n");
        let files = Memory::default().with("report.toml", report);
        let parsed = crate::report::parse(Path::new("report.toml"), &files, &mut Sources::default()).unwrap().value;
        let template = template("gongwen");
        let fonts = Fonts::open(&template.roles, &FontSources::default()).unwrap().value;
        let document = resolve(parsed, &template).unwrap().value;
        layout(&document, &template, &fonts).unwrap().warnings.iter().any(|warning| warning.code == "bare-first-page")
    };
    assert!(!warned("各县"));
    assert!(warned(&"各县科协，".repeat(90)));
}

#[test]
fn the_text_of_the_pages_is_the_text_of_the_report() {
    let text = "第一段，有Latin words与2022年的10.0%，“引文”——完。";
    let pages = laid_out("gongwen", &body(40, text));
    let all: String = pages.pages.iter().map(content).collect();
    let plain = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    assert_eq!(plain(&all).matches(&plain(text)).count(), 40);
}

#[test]
fn the_same_report_gives_the_same_pages() {
    let report = body(50, "同样的字，同样的页。");
    let dump = |pages: &Pages| crate::pages::dump(pages);
    assert_eq!(dump(&laid_out("meeting", &report)), dump(&laid_out("meeting", &report)));
}
