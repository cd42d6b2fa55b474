//! The program's own source as words: comments, strings and test code left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A file under `src/`.
pub struct SourceFile {
    /// Such as `layout/chart/scale.rs`.
    pub path: String,
    /// Identifiers, `::`, `=>` and single signs, in order; no comments, strings or test code.
    pub words: Vec<String>,
}

/// Every file of the program, in order of path; files that hold only tests are left out.
pub fn program() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    rust_files(&root, &mut paths);
    paths.sort();
    let read = |path: &String| (path.clone(), fs::read_to_string(root.join(path)).unwrap());
    let texts: Vec<(String, String)> = paths.iter().map(read).collect();
    let tests: BTreeSet<String> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let is_test = |path: &str| tests.iter().any(|module| path == format!("{module}.rs") || inside(path, module));
    let kept = texts.into_iter().filter(|(path, _)| !is_test(path));
    kept.map(|(path, text)| SourceFile { path, words: program_words(&text) }).collect()
}

fn inside(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.starts_with('/'))
}

fn rust_files(folder: &Path, found: &mut Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let relative = path.strip_prefix(&root).unwrap();
            found.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// Modules that a file declares under `#[cfg(test)]`, by path without extension.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = match path.strip_suffix("/mod.rs") {
        Some(folder) => format!("{folder}/"),
        None if ["lib.rs", "main.rs"].contains(&path) => String::new(),
        None => format!("{}/", path.trim_end_matches(".rs")),
    };
    let words = words(text);
    let starts = words.windows(TEST_MARK.len()).enumerate().filter(|(_, window)| *window == TEST_MARK);
    let names = starts.filter_map(|(at, _)| {
        let rest = &words[at + TEST_MARK.len()..];
        let name = rest.iter().position(|word| word == "mod").map(|module| module + 1)?;
        (name <= 3 && rest.get(name + 1)? == ";").then(|| rest[name].clone())
    });
    names.map(|name| format!("{folder}{name}")).collect()
}

const TEST_MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

/// The words up to the file's own tests.
fn program_words(text: &str) -> Vec<String> {
    let mut words = words(text);
    let inline = |at: &usize| {
        let rest = &words[at + TEST_MARK.len()..];
        rest.first().is_some_and(|word| word == "mod") && rest.get(2).is_some_and(|word| word == "{")
    };
    let marks = words.windows(TEST_MARK.len()).enumerate().filter(|(_, window)| *window == TEST_MARK);
    let end = marks.map(|(at, _)| at).find(inline);
    words.truncate(end.unwrap_or(words.len()));
    words
}

/// Identifiers, `::`, `=>` and other signs; no comments, no strings, no characters.
pub fn words(text: &str) -> Vec<String> {
    let mut rest = text;
    let mut words = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            length
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_');
            words.push(rest[..end.unwrap_or(rest.len())].to_owned());
            end.unwrap_or(rest.len())
        } else {
            let pair = ["::", "=>"].into_iter().find(|pair| rest.starts_with(pair));
            let sign = pair.unwrap_or(&rest[..first.len_utf8()]);
            if !first.is_whitespace() {
                words.push(sign.to_owned());
            }
            sign.len()
        };
        rest = &rest[length..];
    }
    words
}

/// The length of the string or character that starts here; `None` for a lifetime or anything else.
fn literal(rest: &str) -> Option<usize> {
    let prefixed = rest.trim_start_matches(['b', 'c']);
    let skipped = rest.len() - prefixed.len();
    if skipped > 1 {
        return None;
    }
    if let Some(raw) = prefixed.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inner = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        return inner.find(&end).map(|at| skipped + 1 + hashes + 1 + at + end.len());
    }
    let quote = prefixed.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let mut escaped = false;
    for (at, character) in prefixed.char_indices().skip(1) {
        if quote == '\'' && !escaped && at > 1 && character != '\'' && !prefixed.starts_with("'\\") {
            return None;
        }
        if character == quote && !escaped {
            return Some(skipped + at + quote.len_utf8());
        }
        escaped = character == '\\' && !escaped;
    }
    None
}
