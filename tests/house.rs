//! The house's words and its closed kinds: what `tests/architecture.rs` cannot read from names alone.

mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use source::{program, words};

/// Kinds that every reader must answer for, one by one.
const CLOSED: [&str; 4] = ["BlockKind", "Inline", "Item", "NodeRole"];

fn holds(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_kind_falls_through() {
    let faults: Vec<String> = program().iter().flat_map(|file| open_matches(&file.path, &file.words)).collect();
    holds(&faults);
}

/// Matches over a closed kind that have a `_` arm.
fn open_matches(path: &str, words: &[String]) -> Vec<String> {
    let starts = words.iter().enumerate().filter(|(_, word)| *word == "match").map(|(at, _)| at);
    let mut faults = Vec::new();
    for start in starts {
        let patterns = patterns(&words[start + 1..]);
        let kind = CLOSED.into_iter().find(|kind| patterns.iter().any(|pattern| begins_with(pattern, kind)));
        if let (Some(kind), true) = (kind, patterns.iter().any(|pattern| *pattern == ["_"])) {
            faults.push(format!("src/{path} matches {kind} with a _ arm"));
        }
    }
    faults
}

/// `Kind::…`, also as `document::Kind::…`.
fn begins_with(pattern: &[String], kind: &str) -> bool {
    let mut path = pattern.chunks(2).take_while(|step| step.len() == 2 && step[1] == "::");
    path.any(|step| step[0] == kind)
}

/// The pattern of each arm of the match whose subject starts here.
fn patterns(words: &[String]) -> Vec<&[String]> {
    let (mut depth, mut from, mut in_body, mut found) = (0usize, None, false, Vec::new());
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "{" if depth == 0 && from.is_none() => from = Some(at + 1),
            "(" | "[" | "{" => depth += 1,
            "}" if depth == 0 => return found,
            ")" | "]" | "}" => {
                depth -= 1;
                // A block that ends an arm's body needs no comma; one inside a pattern ends nothing.
                let ends = depth == 0 && in_body && word == "}" && !continues(words.get(at + 1));
                (from, in_body) = if ends { (Some(at + 1), false) } else { (from, in_body) };
            }
            "=>" if depth == 0 => {
                found.extend(from.map(|from| &words[from..at]));
                in_body = true;
            }
            "," if depth == 0 && in_body => (from, in_body) = (Some(at + 1), false),
            "," if depth == 0 => from = from.map(|from| if from == at { at + 1 } else { from }),
            _ => {}
        }
    }
    found
}

/// Whether an expression goes on after its block.
fn continues(next: Option<&String>) -> bool {
    next.is_some_and(|word| [".", "?", "else"].contains(&word.as_str()))
}

#[test]
fn open_matches_are_found() {
    let found = |text: &str| open_matches("x.rs", &words(text)).len();
    assert_eq!(found("match a { Item::Text(x) => f(|_| 1), Item::Link { .. } => {} }"), 0);
    assert_eq!(found("match a { pages::Item::Text(x) => { if x { 1 } else { 2 } } _ => {} }"), 1);
    assert_eq!(found("match f(x) { Item::Text(_) => match y { Some(_) => 1, _ => 2 }, Item::Link(_) => 3 }"), 0);
    assert_eq!(found("match x { Some(1) => 1, _ => 2 }"), 0);
}

#[test]
fn the_words_about_the_house_name_what_stands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = include_str!("../docs/architecture.md");
    let folders = ["src/", "tests/", "docs/", "templates/", "fonts/", "benches/", ".ci/", "output/"];
    let quoted = text.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = quoted.filter(|word| folders.iter().any(|folder| word.starts_with(folder))).collect();
    assert!(paths.len() > 10, "architecture.md names the rooms by path");
    let missing = paths.iter().filter(|path| !root.join(path).exists());
    holds(&missing.map(|path| format!("docs/architecture.md names {path}")).collect::<Vec<_>>());
}

/// Pages that a reader clicks to, and pictures that he is shown.
#[test]
fn what_the_readmes_link_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    for (name, text) in
        [("README.md", include_str!("../README.md")), ("README.zh-CN.md", include_str!("../README.zh-CN.md"))]
    {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        let files: Vec<&str> = targets.filter(|target| !target.contains("://")).collect();
        assert!(files.iter().filter(|file| file.ends_with(".png")).count() >= 4, "{name} shows pages");
        faults.extend(files.iter().filter(|file| !root.join(file).exists()).map(|file| format!("{name} names {file}")));
    }
    holds(&faults);
}

/// The ledger of typesetting is held to what it says: what is done is shown by a test, and the test is
/// there.
#[test]
fn the_ledger_names_tests_that_stand() {
    let tests = test_names();
    let ledger = include_str!("../docs/clreq.md");
    let rows: Vec<Vec<&str>> = ledger.lines().filter(|line| line.starts_with('|')).map(cells).collect();
    let mut faults = Vec::new();
    for row in &rows {
        let named: Vec<&str> = row.iter().flat_map(|cell| quoted(cell)).filter(|word| is_test_name(word)).collect();
        let missing = named.iter().filter(|name| !tests.contains(**name));
        faults.extend(missing.map(|name| format!("docs/clreq.md names the test {name}")));
        if row.contains(&"done") && named.is_empty() {
            faults.push(format!("docs/clreq.md says done without a test: {}", row.join(" | ")));
        }
    }
    assert!(rows.iter().filter(|row| row.contains(&"done")).count() > 40, "the ledger has its rows");
    holds(&faults);
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}

fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Tests are named in words: more of them than a key has.
fn is_test_name(word: &str) -> bool {
    let plain = word.chars().all(|character| character.is_ascii_lowercase() || "_0123456789".contains(character));
    plain && word.matches('_').count() >= 3
}

/// The functions under `#[test]` in `src/` and `tests/`.
fn test_names() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    ["src", "tests"].iter().for_each(|folder| rust_files(&root.join(folder), &mut files));
    let texts = files.iter().map(|path| fs::read_to_string(path).unwrap());
    texts.flat_map(|text| tests_in(&text)).collect()
}

fn tests_in(text: &str) -> Vec<String> {
    let after = text.split("#[test]").skip(1);
    let name = |rest: &str| Some(rest.split_once("fn ")?.1.split('(').next()?.to_owned());
    after.filter_map(name).collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn tests_and_their_names_are_found() {
    assert_eq!(tests_in("#[test]\nfn a_b() {}\nfn c() {}\n#[test]\n#[ignore]\nfn d() {}"), ["a_b", "d"]);
    assert!(is_test_name("a_date_stays_whole") && !is_test_name("trim_after_indent") && !is_test_name("a_b_C_d"));
    assert_eq!(quoted("`a`, `b`"), ["a", "b"]);
}
