//! `tests/suite/<topic>/<case>/report.toml`, laid out, against the text of its pages (`pages.txt`).
//!
//! `BANXIN_BLESS=1 cargo test` writes the references anew; look at what changed before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use banxin::assets::Folder;
use banxin::diag::Sources;
use banxin::font::{FontSources, Fonts};
use banxin::{document, layout, pages, report, template};

fn suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")
}

/// Every folder two levels down, in order.
fn cases() -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    inside(&suite()).iter().flat_map(|topic| inside(topic)).collect()
}

fn laid_out(case: &Path) -> String {
    let path = case.join("report.toml");
    let files = Folder::of(&path);
    let mut sources = Sources::default();
    let found = |what: &str| format!("{}: {what}", case.display());
    let report = report::parse(&path, &files, &mut sources)
        .unwrap_or_else(|faults| panic!("{}", found(&format!("{faults:#?}"))));
    let name = report.value.meta.template.as_ref().unwrap_or_else(|| panic!("{}", found("a case names its template")));
    let template = template::load(&name.value, &files, &mut sources).expect("the template is sound").value;
    let fonts = Fonts::open(&template.roles, &FontSources::default()).expect("the shipped fonts").value;
    let document = document::resolve(report.value, &template).expect("the report is sound").value;
    pages::dump(&layout::layout(&document, &template, &fonts).expect("every character has a face").value)
}

#[test]
fn every_case_gives_the_pages_that_were_looked_at() {
    let bless = std::env::var_os("BANXIN_BLESS").is_some();
    let mut changed = Vec::new();
    for case in cases() {
        let reference = case.join("pages.txt");
        let found = laid_out(&case);
        if bless {
            fs::write(&reference, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&reference).unwrap_or_default().replace("\r\n", "\n");
        let difference =
            found.lines().zip(expected.lines()).enumerate().find(|(_, (found, expected))| found != expected);
        if let Some((line, (found, expected))) = difference {
            changed.push(format!("{}:{}\n  found    {found}\n  expected {expected}", reference.display(), line + 1));
        } else if found != expected {
            let (found, expected) = (found.lines().count(), expected.lines().count());
            changed.push(format!("{}: {found} lines, not {expected}", reference.display()));
        }
    }
    assert!(changed.is_empty(), "{}\nBANXIN_BLESS=1 writes them anew", changed.join("\n"));
}

/// A case holds its report, its reference, and a template if the report names one; nothing else.
#[test]
fn no_file_of_the_suite_is_unused() {
    for case in cases() {
        let report =
            fs::read_to_string(case.join("report.toml")).unwrap_or_else(|_| panic!("{} has no report", case.display()));
        for entry in fs::read_dir(&case).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            let known =
                ["report.toml", "pages.txt"].contains(&name.as_str()) || report.contains(&format!("\"{name}\""));
            assert!(known, "{}/{name} is used by no test", case.display());
        }
    }
}

/// Each template has a case.
#[test]
fn every_template_is_in_the_suite() {
    let reports: Vec<String> =
        cases().iter().map(|case| fs::read_to_string(case.join("report.toml")).unwrap()).collect();
    for (name, _) in template::SHIPPED {
        let named = format!("template = \"{name}\"");
        assert!(reports.iter().any(|report| report.contains(&named)), "no case for {name}");
    }
}
