//! Who may know what: the table of `docs/architecture.md`, read off the source.
//!
//! Test code is exempt: files under `tests`, `tests.rs`, `sample.rs`, and whatever follows
//! `#[cfg(test)]` in a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file longer than this is about two things.
const LONGEST_FILE: usize = 500;
/// `types.rs` holds declarations alone, half of them documentation.
const LONGEST_TYPES: usize = 650;

/// Crates, and the rooms that alone may name them.
const CRATES: &[(&str, &[&str])] = &[
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf"]),
    ("docx_rs", &["docx"]),
    ("zip", &["docx"]),
    ("quick_xml", &["docx"]),
    ("toml", &["report", "template"]),
    ("serde", &["report", "template"]),
    ("pulldown_cmark", &["report"]),
    ("clap", &["cli"]),
    ("harfrust", &["font"]),
    ("hypher", &["text"]),
    ("ttf_parser", &["font"]),
    ("subsetter", &["font"]),
    ("image", &["report", "pdf", "docx", "preview"]),
    ("resvg", &["report"]),
    ("tiny_skia", &["preview", "report"]),
    ("png", &["preview"]),
    ("flate2", &["pdf", "docx"]),
    ("jieba_rs", &["text"]),
];

/// What is not a crate, and the rooms that alone may use it.
const POWERS: &[(&str, &[&str])] = &[
    ("fs::", &["assets", "font"]),
    ("File::", &["assets", "font"]),
    ("OpenOptions", &["assets"]),
    ("std::env", &["cli", "font"]),
    ("IsTerminal", &["cli"]),
    ("stdout(", &["cli"]),
    ("stderr(", &["cli"]),
    ("println!", &[]),
    ("print!", &[]),
    ("eprintln!", &[]),
    ("dbg!", &[]),
    ("Instant", &["cli"]),
    ("SystemTime", &[]),
    ("HashMap", &[]),
    ("HashSet", &[]),
    ("RefCell", &[]),
    ("Mutex", &[]),
    // A face reads its tables and shaping plans once, when first asked.
    ("OnceLock", &["font"]),
    // The words of titles, read when a title is first broken.
    ("LazyLock", &["text"]),
    ("thread_local!", &[]),
    ("static mut", &[]),
    ("unsafe ", &[]),
];

/// Rooms, and the other rooms that each may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("geom", &[]),
    ("colour", &[]),
    ("parallel", &[]),
    ("diag", &[]),
    ("assets", &[]),
    ("report", &["assets", "diag", "document", "geom"]),
    ("template", &["assets", "colour", "diag", "geom"]),
    ("document", &["diag", "geom", "report", "template"]),
    ("font", &["diag", "geom", "template"]),
    ("text", &["geom", "template"]),
    ("pages", &["colour", "diag", "document", "geom"]),
    ("layout", &["colour", "diag", "document", "font", "geom", "pages", "parallel", "template", "text"]),
    ("imposition", &["colour", "diag", "geom", "pages", "template"]),
    ("pdf", &["colour", "diag", "document", "font", "geom", "pages", "parallel"]),
    ("preview", &["colour", "diag", "document", "font", "geom", "pages", "parallel", "template"]),
    ("docx", &["colour", "diag", "document", "geom", "template", "text"]),
    (
        "cli",
        &[
            "assets",
            "diag",
            "document",
            "docx",
            "font",
            "geom",
            "imposition",
            "layout",
            "pages",
            "pdf",
            "preview",
            "report",
            "template",
        ],
    ),
];

/// Names that say nothing of what a file is about.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "manager", "common"];

struct Source {
    room: String,
    path: PathBuf,
    /// Its code without comments, strings and tests.
    code: String,
    lines: usize,
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let expand = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    paths.into_iter().flat_map(expand).filter(|path| path.extension().is_some_and(|kind| kind == "rs")).collect()
}

fn sources() -> Vec<Source> {
    let folder = source_folder();
    files(&folder)
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let inside = path.strip_prefix(&folder).unwrap().to_path_buf();
            let room = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
            Source { room, lines: text.lines().count(), code: code(&text), path: inside }
        })
        .collect()
}

fn is_test_file(path: &Path) -> bool {
    path.iter().any(|part| ["tests", "tests.rs", "sample.rs"].iter().any(|name| part == *name))
}

/// The text without comments, string literals, and what only tests compile.
fn code(text: &str) -> String {
    let mut lines = Vec::new();
    let mut source = text.lines().peekable();
    while let Some(line) = source.next() {
        if line.trim() == "#[cfg(test)]" {
            match source.next() {
                // `#[cfg(test)] mod tests;` names a file; a block of tests ends its file.
                Some(next) if next.trim_end().ends_with(';') => continue,
                _ => break,
            }
        }
        lines.push(without_strings(line));
    }
    lines.join("\n")
}

fn without_strings(line: &str) -> String {
    let mut kept = String::new();
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '/' if characters.peek() == Some(&'/') => break,
            '"' => {
                while let Some(inside) = characters.next() {
                    match inside {
                        '\\' => drop(characters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            other => kept.push(other),
        }
    }
    kept
}

/// Whether code names `word`, not a longer word that has it inside.
fn names(code: &str, word: &str) -> bool {
    let part_of_word = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        let open_end = word.ends_with(|last: char| !part_of_word(last));
        !before.is_some_and(part_of_word) && (open_end || !after.is_some_and(part_of_word))
    })
}

/// Whether code uses a crate: in a `use` or as the head of a path. A room's own module of the same
/// name is a path's head only behind `super`, `self` or `crate`.
fn uses_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let heads = code.match_indices(&path).filter(|(at, _)| {
        let before = code[..*at].chars().next_back();
        !before.is_some_and(|character| character.is_alphanumeric() || character == '_' || character == ':')
    });
    let declared = names(code, &format!("mod {name}"));
    (heads.count() > 0 && !declared) || names(code, &format!("use {name}"))
}

/// Every room named behind `crate::`, also within braces.
fn rooms_named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let first = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match rest.strip_prefix('{') {
            Some(group) => found.extend(top_level(group).iter().map(|part| first(part))),
            None => found.push(first(rest)),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The parts of a braced group that commas separate, groups within it kept whole.
fn top_level(group: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            other => parts.last_mut().unwrap().push(other),
        }
    }
    parts
}

fn product_sources() -> Vec<Source> {
    sources().into_iter().filter(|source| !is_test_file(&source.path)).collect()
}

#[track_caller]
fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn crates_are_known_only_to_their_rooms() {
    let mut problems = Vec::new();
    for source in product_sources() {
        for (name, rooms) in CRATES {
            if !rooms.contains(&source.room.as_str()) && uses_crate(&source.code, name) {
                problems.push(format!("{} names {name}", source.path.display()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn every_dependency_has_its_rooms() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    let known: Vec<String> = CRATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let names = dependencies.keys().map(|name| name.replace('-', "_"));
    assert_none(&names.filter(|name| !known.contains(name)).collect::<Vec<_>>());
}

#[test]
fn powers_are_used_only_in_their_rooms() {
    let mut problems = Vec::new();
    for source in product_sources().iter().filter(|source| source.room != "lib" && source.room != "main") {
        for (name, rooms) in POWERS {
            if !rooms.contains(&source.room.as_str()) && names(&source.code, name) {
                problems.push(format!("{} uses {name}", source.path.display()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn rooms_name_only_the_rooms_that_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut problems = Vec::new();
    for source in product_sources().iter().filter(|source| source.room != "lib" && source.room != "main") {
        let Some(rooms) = allowed.get(source.room.as_str()) else {
            problems.push(format!("{} is in no room of the table", source.path.display()));
            continue;
        };
        for name in rooms_named(&source.code) {
            let is_room = allowed.contains_key(name.as_str());
            if is_room && name != source.room && !rooms.contains(&name.as_str()) {
                problems.push(format!("{} names {name}", source.path.display()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn files_are_short_and_say_what_they_are_about() {
    let mut problems = Vec::new();
    for source in sources() {
        let longest = if source.path.ends_with("types.rs") { LONGEST_TYPES } else { LONGEST_FILE };
        if source.lines > longest {
            problems.push(format!("{} has {} lines", source.path.display(), source.lines));
        }
        let words = source.path.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned());
        problems.extend(
            words.filter(|word| EMPTY_NAMES.contains(&word.as_str())).map(|word| format!("a file named {word}")),
        );
    }
    assert_none(&problems);
}

#[test]
fn each_room_starts_with_what_it_is_for() {
    let doors = product_sources();
    let doors = doors.iter().filter(|source| source.path.ends_with("mod.rs") || source.path.iter().count() == 1);
    let silent = doors.filter(|source| {
        let text = fs::read_to_string(source_folder().join(&source.path)).unwrap();
        !text.starts_with("//! ")
    });
    assert_none(
        &silent.map(|source| format!("{} does not say what it is for", source.path.display())).collect::<Vec<_>>(),
    );
}

mod the_reading_itself {
    use super::{code, names, rooms_named, uses_crate};

    #[test]
    fn sees_crates_in_uses_and_paths_but_not_in_words_and_comments() {
        assert!(uses_crate("use lopdf::Document;", "lopdf"));
        assert!(uses_crate("use zip;", "zip"));
        assert!(uses_crate("let x = image::load(y);", "image"));
        assert!(!uses_crate("crate::image::load(y); self.image", "image"));
        assert!(!uses_crate(&code("// lopdf::Document\nlet x = \"lopdf::y\";"), "lopdf"));
        assert!(!uses_crate("iter.zip(other)", "zip"));
    }

    #[test]
    fn sees_rooms_behind_crate_and_in_groups() {
        assert_eq!(rooms_named("use crate::{assets, font::{Face, Fonts}, pdf};"), ["assets", "font", "pdf"]);
        assert_eq!(rooms_named("crate::pages::Page"), ["pages"]);
    }

    #[test]
    fn leaves_tests_out() {
        assert_eq!(code("a\n#[cfg(test)]\nmod tests;\nb"), "a\nb");
        assert_eq!(code("a\n#[cfg(test)]\nmod tests {\nb\n}"), "a");
    }

    #[test]
    fn knows_where_a_word_ends() {
        assert!(names("use std::time::Instant;", "Instant"));
        assert!(!names("Instantly", "Instant"));
        assert!(!names("eprintln!()", "println!"));
        assert!(names("std::fs::read", "fs::"));
        assert!(!names("offs::read", "fs::"));
    }
}
