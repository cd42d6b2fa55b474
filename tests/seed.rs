//! The report holds its source whole: no sentence of it lost, changed or added to.

use std::collections::BTreeSet;

const SOURCE: &str = include_str!("data/seed-report.txt");
const REPORT: &str = include_str!("../report.toml");

/// Sections that the source does not have, written for the report.
const ADDED_SECTIONS: [&str; 1] = ["data"];

/// Five paragraphs of the source open with a sentence that is a heading here, without its full stop.
const LEADS: [&str; 5] = [
    "激发科技工作者活力取得新成效。",
    "赋能创新驱动发展实现新跨越。",
    "提升全民科学素质获得新突破。",
    "助力党和政府科学决策展示新作为。",
    "加强科协建设彰显新形象。",
];

fn report() -> toml::Table {
    REPORT.parse().expect("report.toml is TOML")
}

fn sections(report: &toml::Table) -> impl Iterator<Item = &toml::Table> {
    let sections = report["section"].as_array().unwrap().iter().map(|section| section.as_table().unwrap());
    sections.filter(|section| !ADDED_SECTIONS.contains(&section["id"].as_str().unwrap()))
}

fn captions(report: &toml::Table) -> BTreeSet<String> {
    let figures = report["figure"].as_table().unwrap();
    figures.values().map(|figure| normal(figure["caption"].as_str().unwrap())).collect()
}

/// Full-width marks for half-width ones, no white space: what may differ between source and report.
fn normal(text: &str) -> String {
    let widened = |character| match character {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        other => other,
    };
    text.chars().filter(|character| !character.is_whitespace()).map(widened).collect()
}

/// The text of the source in its order, captions aside, leads as headings.
fn source_text(captions: &BTreeSet<String>) -> String {
    let paragraphs = SOURCE.lines().map(normal).filter(|line| !captions.contains(line));
    let text: String = paragraphs.collect();
    LEADS.iter().fold(text, |text, lead| {
        assert_eq!(text.matches(lead).count(), 1, "{lead}");
        text.replace(lead, lead.trim_end_matches('。'))
    })
}

/// The text of the report in its order: titles and prose, without figures' places.
fn report_text(report: &toml::Table) -> String {
    let mut text = String::new();
    for section in sections(report) {
        text.push_str(&normal(section["title"].as_str().unwrap()));
        let body = section["body"].as_str().unwrap();
        let prose = body.lines().filter(|line| !line.starts_with("{{figure "));
        text.extend(prose.map(normal));
    }
    text
}

#[test]
fn nothing_of_the_source_is_lost_changed_or_added_to() {
    let report = report();
    let (source, ours) = (source_text(&captions(&report)), report_text(&report));
    let same = source.chars().zip(ours.chars()).take_while(|(theirs, ours)| theirs == ours).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(12)).take(40).collect::<String>();
    assert!(source == ours, "they part here:\nsource: {}\nreport: {}", around(&source), around(&ours));
}

#[test]
fn each_caption_is_the_sources() {
    let source: Vec<String> = SOURCE.lines().map(normal).collect();
    let captions = captions(&report());
    assert_eq!(captions.len(), 4);
    for caption in captions {
        assert!(source.contains(&caption), "{caption}");
    }
}

#[test]
fn no_half_width_mark_stands_beside_a_han_character() {
    let is_han = |character: char| ('\u{4e00}'..='\u{9fff}').contains(&character);
    for section in sections(&report()) {
        let text = format!("{}\n{}", section["title"].as_str().unwrap(), section["body"].as_str().unwrap());
        let characters: Vec<char> = text.chars().collect();
        for pair in characters.windows(2) {
            let half = |character: char| ",:;()?!".contains(character);
            let faulty = half(pair[0]) && is_han(pair[1]) || is_han(pair[0]) && half(pair[1]);
            assert!(!faulty, "{}{} in {:?}", pair[0], pair[1], section["id"]);
        }
    }
}

#[test]
fn every_paragraph_ends_as_a_sentence_does() {
    for section in sections(&report()) {
        for paragraph in section["body"].as_str().unwrap().split("\n\n").map(str::trim) {
            assert!(paragraph.ends_with(['。', '}']), "cut short: {paragraph}");
        }
    }
}

#[test]
fn every_number_of_the_table_stands_in_the_section_it_names() {
    let report = report();
    let text_of = |id: &str| -> String {
        let section = sections(&report).find(|section| section["id"].as_str() == Some(id));
        section.unwrap_or_else(|| panic!("no section {id}"))["body"].as_str().unwrap().to_owned()
    };
    let rows = report["table"]["figures"]["rows"].as_array().unwrap();
    let mut numbers = 0;
    for row in rows.iter().map(|row| row.as_array().unwrap()).filter(|row| row.len() == 3) {
        let [value, origin] = [&row[1], &row[2]].map(|cell| cell.as_str().unwrap());
        let id = origin.trim_start_matches("第{{page ").trim_end_matches("}}页");
        assert!(text_of(id).contains(value), "{value} is not in {id}");
        numbers += 1;
    }
    assert!(numbers >= 20, "only {numbers} numbers");
}
