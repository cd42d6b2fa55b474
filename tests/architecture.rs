//! Who may know what. `docs/architecture.md` tells it in words; this test reads the source and holds it.

mod source;

use std::collections::BTreeSet;
use std::path::Path;

use source::{SourceFile, program, words};

/// The house's rooms, each with the rooms that it may know. `lib.rs` declares them all.
const ROOMS: [(&str, &[&str]); 14] = [
    ("main", &["cli"]),
    ("cli", &["assets", "diag", "document", "docx", "font", "layout", "pages", "pdf", "report", "template"]),
    ("assets", &[]),
    ("diag", &[]),
    ("geom", &[]),
    ("report", &["assets", "diag", "document", "geom"]),
    ("template", &["assets", "diag", "document", "geom", "pages"]),
    ("document", &["diag", "geom", "report", "template", "pages"]),
    ("font", &["diag", "geom", "template"]),
    ("text", &["diag", "geom", "template"]),
    ("pages", &["diag", "document", "geom"]),
    ("layout", &["diag", "document", "font", "geom", "pages", "template", "text"]),
    ("pdf", &["diag", "document", "font", "geom", "pages"]),
    ("docx", &["diag", "document", "geom", "pages", "template"]),
];

/// What only some rooms may know: crates by their name in a path.
const CRATES: [(&str, &[&str]); 14] = [
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf"]),
    ("flate2", &["pdf"]),
    ("docx_rs", &["docx"]),
    ("zip", &["docx"]),
    ("quick_xml", &["docx"]),
    ("toml", &["report", "template"]),
    ("serde", &["report", "template"]),
    ("pulldown_cmark", &["report"]),
    ("clap", &["cli"]),
    ("harfrust", &["font"]),
    ("ttf_parser", &["font"]),
    ("subsetter", &["font"]),
    ("image", &["report", "pdf", "docx"]),
];

/// What only some places may say: identifiers. `assets.rs` reads and writes files, `font/` opens fonts,
/// `cli/` speaks; nobody reads the clock or an order that differs from run to run.
const WORDS: [(&str, &[&str]); 14] = [
    ("fs", &["assets", "font"]),
    ("println", &["cli"]),
    ("eprintln", &["cli"]),
    ("print", &["cli"]),
    ("eprint", &["cli"]),
    ("stdout", &["cli"]),
    ("stderr", &["cli"]),
    ("SystemTime", &[]),
    ("Instant", &["cli"]),
    ("HashMap", &[]),
    ("HashSet", &[]),
    ("RefCell", &[]),
    ("thread_local", &[]),
    ("unsafe", &[]),
];

/// Kinds that every reader must answer for, one by one.
const CLOSED: [&str; 4] = ["BlockKind", "Inline", "Item", "NodeRole"];

/// Longest file, in lines.
const LONGEST: usize = 500;
/// Files that only declare: a field and its sentence a line.
const DECLARATIONS: [&str; 2] = ["document/types.rs", "template/types.rs"];

fn holds(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_stands_in_the_table() {
    let listed: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).chain(["lib"]).collect();
    let files = program();
    let built: BTreeSet<&str> = files.iter().map(SourceFile::room).collect();
    assert_eq!(built, listed);
}

#[test]
fn rooms_know_only_what_they_may() {
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut faults = Vec::new();
    for file in program() {
        let Some((room, may)) = ROOMS.iter().find(|(room, _)| *room == file.room()) else { continue };
        for named in file.rooms_named() {
            if rooms.contains(named) && named != *room && !may.contains(&named) {
                faults.push(format!("src/{} knows {named}/", file.path));
            }
        }
    }
    holds(&faults);
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for file in program() {
        for (name, rooms) in CRATES {
            if file.begins_path_with(name) && !rooms.contains(&file.room()) {
                faults.push(format!("src/{} knows the crate {name}", file.path));
            }
        }
        for (word, rooms) in WORDS {
            if file.says(word) && !rooms.contains(&file.room()) {
                faults.push(format!("src/{} says {word}", file.path));
            }
        }
    }
    holds(&faults);
}

#[test]
fn every_dependency_stands_in_the_table() {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    let named: BTreeSet<String> = dependencies.keys().map(|name| name.replace('-', "_")).collect();
    let listed: BTreeSet<String> = CRATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(named, listed);
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
fn files_are_about_one_thing() {
    let mut faults = Vec::new();
    for file in program() {
        if file.lines > LONGEST && !DECLARATIONS.contains(&file.path.as_str()) {
            faults.push(format!("src/{} has {} lines", file.path, file.lines));
        }
        let vague = ["utils", "util", "helpers", "helper", "manager", "misc", "common"];
        let names = file.path.trim_end_matches(".rs").split('/');
        faults.extend(names.filter(|name| vague.contains(name)).map(|name| format!("src/{}: {name}", file.path)));
    }
    holds(&faults);
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
