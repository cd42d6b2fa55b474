//! `report.toml` is the text that was handed over: no character lost, changed or moved.
//!
//! The seed has half-width marks, lines cut by page ends, and photo captions in the middle of
//! paragraphs; the report has them mended. Both are compared without white space and with every mark
//! at full width.

use std::fs;
use std::path::PathBuf;

use toml::{Table, Value};

use super::documents::{compact, docx_text, pdf_text};
use super::workplace::Workplace;

const SEED: &str = include_str!("../data/seed-report.txt");

/// The photographs' captions: paragraphs of their own in the seed, keys of `[figure]` in the report.
const CAPTIONS: [(&str, &str); 4] = [
    ("model-aircraft", "亳州市科协开展航模进校园活动。"),
    ("city-view", "亳州市全景图。"),
    ("museum-visit", "8月23日，蚌埠市委常委、统战部部长张晓静实地调研市科技馆工作。"),
    (
        "signing",
        "11月24日，第三届国际新材料大会圆桌会议上，长三角先进材料产业集群学会联合体与蚌埠市科学技术协会签署了合作协议。",
    ),
];

/// First sentences of paragraphs in the seed that are headings in the report, where they have no 。
const HEADINGS: [&str; 5] = [
    "激发科技工作者活力取得新成效",
    "赋能创新驱动发展实现新跨越",
    "提升全民科学素质获得新突破",
    "助力党和政府科学决策展示新作为",
    "加强科协建设彰显新形象",
];

/// Sections that the seed does not have.
const ADDED: [&str; 1] = ["data"];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn report() -> Table {
    fs::read_to_string(folder().join("report.toml")).unwrap().parse().expect("report.toml is TOML")
}

fn full_width(text: &str) -> String {
    let widen = |character| match character {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        other => other,
    };
    compact(text).chars().map(widen).collect()
}

/// The seed without captions, as the report should read.
fn expected() -> String {
    let captions: Vec<String> = CAPTIONS.iter().map(|(_, caption)| full_width(caption)).collect();
    let lines = SEED.lines().map(full_width).filter(|line| !captions.contains(line));
    let text: String = lines.collect();
    HEADINGS.iter().fold(text, |text, heading| text.replacen(&format!("{heading}。"), heading, 1))
}

fn sections(report: &Table) -> Vec<&Table> {
    report["section"].as_array().unwrap().iter().map(|section| section.as_table().unwrap()).collect()
}

fn word<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Title and prose of every section that the seed has, without the lines that place figures.
fn prose(report: &Table) -> Vec<String> {
    let kept = sections(report).into_iter().filter(|section| !ADDED.contains(&word(section, "id")));
    kept.flat_map(|section| {
        let lines = word(section, "body").lines().filter(|line| !line.starts_with("{{figure "));
        [word(section, "title")]
            .into_iter()
            .chain(lines)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    })
    .collect()
}

/// Shows where two long texts part.
#[track_caller]
fn assert_same(found: &str, expected: &str) {
    let common = found.chars().zip(expected.chars()).take_while(|(one, other)| one == other).count();
    let from = common.saturating_sub(10);
    let around = |text: &str| text.chars().skip(from).take(40).collect::<String>();
    assert!(found == expected, "character {common}:\n  found    {}\n  expected {}", around(found), around(expected));
}

#[test]
fn every_character_of_the_seed_is_there_in_order_and_nothing_else() {
    assert_same(&full_width(&prose(&report()).concat()), &expected());
}

#[test]
fn marks_beside_han_are_full_width() {
    let report = report();
    for line in prose(&report) {
        let characters: Vec<char> = line.chars().collect();
        for pair in characters.windows(2) {
            let han = |character: char| ('一'..='鿿').contains(&character);
            let half = |character: char| ",;:()?!".contains(character);
            assert!(!(han(pair[0]) && half(pair[1]) || half(pair[0]) && han(pair[1])), "{pair:?} in {line}");
        }
    }
}

#[test]
fn paragraphs_cut_by_pages_and_captions_are_joined() {
    let report = report();
    let paragraphs = prose(&report);
    let titles: Vec<&str> = sections(&report).iter().map(|section| word(section, "title")).collect();
    for paragraph in paragraphs.iter().filter(|paragraph| !titles.contains(&paragraph.as_str())) {
        assert!(paragraph.ends_with('。'), "cut: {paragraph}");
    }
    assert!(paragraphs.iter().any(|line| line.contains("科协党员干部和学会党组织负责人带头深入")));
    assert!(paragraphs.iter().any(|line| line.contains("编印《科技工作者建言献策》")));
    assert!(paragraphs.iter().any(|line| line.contains("战略合作，进一步加强")));
}

#[test]
fn the_photographs_are_there_with_captions_and_alternative_texts() {
    let report = report();
    let figures = report["figure"].as_table().unwrap();
    for (key, caption) in CAPTIONS {
        let figure = figures[key].as_table().unwrap();
        assert_eq!(word(figure, "caption"), caption);
        assert!(!word(figure, "alt").is_empty());
        let placed = sections(&report).iter().filter(|section| word(section, "body").contains(key)).count();
        assert_eq!(placed, 1, "{key}");
    }
}

/// Rows of the table are read off the text: a number stands in the section on the page named beside it.
#[test]
fn every_number_of_the_table_stands_in_the_section_that_it_names() {
    let report = report();
    let rows = report["table"]["figures"]["rows"].as_array().unwrap();
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.as_array().unwrap().iter().filter_map(Value::as_str).collect()).collect();
    let mut checked = 0;
    for row in rows.iter().filter(|row| row.len() == 3) {
        let id = row[2].split_once("{{page ").unwrap().1.split_once("}}").unwrap().0;
        let section = sections(&report).into_iter().find(|section| word(section, "id") == id).expect(id);
        assert!(word(section, "body").contains(row[1]), "{row:?}");
        checked += 1;
    }
    assert!(checked >= 20, "only {checked} rows were checked");
}

#[test]
fn every_value_of_the_chart_stands_in_the_text() {
    let report = report();
    let text = prose(&report).concat();
    let series = &report["chart"]["literacy"]["series"][0]["values"];
    for value in series.as_array().unwrap() {
        let written = format!("{:.1}%", value.as_float().unwrap());
        assert!(text.contains(&written), "{written}");
    }
}

/// Each sentence is found after the one before it.
#[track_caller]
fn assert_in_order(text: &str, sentences: &[String]) {
    let mut rest = text;
    for sentence in sentences {
        let Some(at) = rest.find(sentence.as_str()) else {
            let elsewhere = if text.contains(sentence.as_str()) { "out of order" } else { "missing" };
            panic!("{elsewhere}: {sentence}");
        };
        rest = &rest[at + sentence.len()..];
    }
}

fn sentences() -> Vec<String> {
    let lines = prose(&report());
    lines.iter().flat_map(|line| line.split_inclusive(['。', '；'])).map(compact).collect()
}

fn exported(name: &str, format: &str) -> Vec<u8> {
    let place = Workplace::new(name);
    let report = folder().join("report.toml");
    place.run(&["export", report.to_str().unwrap(), format, "-o", "."]).exits(0);
    place.read(&format!("report.{}", format.trim_start_matches('-')))
}

#[test]
fn every_sentence_is_in_the_pdf_in_order() {
    let pages = pdf_text(&exported("seed-pdf", "--pdf")).pages;
    assert_in_order(&compact(&pages.concat()), &sentences());
}

#[test]
fn every_sentence_is_in_the_docx_in_order() {
    let text = docx_text(&exported("seed-docx", "--docx"));
    assert_in_order(&compact(&text.body), &sentences());
}
