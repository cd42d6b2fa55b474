//! Times each stage and the whole export, for the report once, ten times and a hundred times over.
//!
//! `cargo bench` runs all of it; `cargo bench -- 1` only the report once. The table gives the least
//! and the middle of the runs, in milliseconds.

mod timer;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use banxin::assets::Memory;
use banxin::diag::{Outcome, Sources};
use banxin::font::{FontSources, Fonts};
use banxin::pages::{Pages, paragraph_lines};
use banxin::report::Report;
use banxin::template::Template;
use banxin::{document, docx, layout, pdf, report, template};
use timer::Table;

const REPORT: &str = include_str!("../report.toml");
const TIMES: [usize; 3] = [1, 10, 100];

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let mut table = Table::new();
    for times in TIMES.into_iter().filter(|times| asked.is_empty() || asked.contains(times)) {
        measure(times, &mut table);
    }
}

fn measure(times: usize, table: &mut Table) {
    let files = Memory::default().with("report.toml", repeated(times));
    let look = load_template();
    let fonts = open_fonts(&look);
    let resolved = document::resolve(parse(&files), &look);
    let document = value(resolved);
    let pages = value(layout::layout(&document, &look, &fonts));
    let (places, lines) = (places(&pages), paragraph_lines(&pages));

    let row = |stage: &str| format!("{stage} ×{times}, {} pages", pages.pages.len());
    table.time(&row("parse"), || parse(&files));
    table.time_with(&row("resolve"), || parse(&files), |report| document::resolve(report, &look));
    table.time(&row("fonts"), || open_fonts(&look));
    table.time(&row("layout"), || layout::layout(&document, &look, &fonts));
    table.time(&row("pdf"), || pdf::export(&pages, &document.images, &fonts));
    table.time(&row("docx"), || docx::export(&document, &look, &places, &lines));
    table.time(&row("report to PDF"), || whole(&files));
}

/// What `banxin export --pdf` does, but for reading and writing files.
fn whole(files: &Memory) -> Vec<u8> {
    let look = load_template();
    let fonts = open_fonts(&look);
    let document = value(document::resolve(parse(files), &look));
    let pages = value(layout::layout(&document, &look, &fonts));
    pdf::export(&pages, &document.images, &fonts).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn parse(files: &Memory) -> Report {
    value(report::parse(Path::new("report.toml"), files, &mut Sources::default()))
}

fn load_template() -> Template {
    value(template::load("meeting", &Memory::default(), &mut Sources::default()))
}

fn open_fonts(look: &Template) -> Fonts {
    value(Fonts::open(&look.roles, &FontSources { folders: Vec::<PathBuf>::new(), system: false }))
}

fn places(pages: &Pages) -> BTreeMap<String, docx::Place> {
    let place = |page: usize| docx::Place { page, label: pages.pages[page].label.clone() };
    pages.destinations.iter().map(|(id, found)| (id.clone(), place(found.page))).collect()
}

fn value<T>(outcome: Outcome<T>) -> T {
    outcome.unwrap_or_else(|faults| panic!("{faults:?}")).value
}

/// The report with its text so many times over; what it names (figures, tables, charts) stays once.
fn repeated(times: usize) -> String {
    let start = REPORT.find("[[section]]").expect("the report has sections");
    let end = REPORT.find("[figure.").expect("the report has figures");
    let (head, text, tail) = (&REPORT[..start], &REPORT[start..end], &REPORT[end..]);
    let copies = (1..times).map(|copy| text_again(text, copy));
    [head.to_owned(), text.to_owned()].into_iter().chain(copies).chain([tail.to_owned()]).collect()
}

/// The sections with ids of their own, and nothing in them that may stand only once.
fn text_again(text: &str, copy: usize) -> String {
    let placed = |line: &&str| !["{{figure ", "{{table ", "{{chart "].iter().any(|mark| line.starts_with(mark));
    let renamed = |line: &str| match line.strip_prefix("id ") {
        Some(id) => format!("id {}-{copy}\"\n", id.trim_end_matches('"')),
        None => format!("{line}\n"),
    };
    text.lines().filter(placed).map(renamed).collect()
}
