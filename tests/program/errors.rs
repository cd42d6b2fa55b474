//! Bad input: each fault is told with its place, and all faults of a run at once.
//!
//! In the tables below `⟦code⟧` stands before the character at which the fault must be told.

use super::workplace::{SOUND, Workplace};

const HEAD: &str = "[report]\ntitle = \"报告\"\n";

/// The report without marks, and `code report.toml:LINE:COLUMN` of each mark.
fn marked(text: &str, file: &str) -> (String, Vec<String>) {
    let (mut plain, mut expected) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        plain.push_str(before);
        let (code, after) = after.split_once('⟧').expect("a mark ends");
        let line = plain.matches('\n').count() + 1;
        let column = plain.rsplit('\n').next().unwrap().chars().count() + 1;
        expected.push(format!("{code} {file}:{line}:{column}"));
        rest = after;
    }
    plain.push_str(rest);
    (plain, expected)
}

/// Exports a report with marks; the marked faults must be told, and no others.
#[track_caller]
fn check(place: &Workplace, text: &str) -> String {
    let (plain, mut expected) = marked(text, "report.toml");
    place.put("report.toml", plain);
    place.put("output/report.pdf", "older");
    let run = place.run(&["export"]).exits(1);
    let mut found = run.errors();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "\n{}", run.err);
    assert_eq!(place.read("output/report.pdf"), b"older");
    run.err
}

/// Each line: what is wrong, the report, words that the message must have.
const FAULTS: &[(&str, &str, &[&str])] = &[
    ("a quote left open", "[report]\ntitle = \"报告⟦syntax⟧\n", &["title = \"报告"]),
    ("no value", "[report]\ntitle = ⟦syntax⟧\n", &["title ="]),
    ("an unknown key", "[report]\ntitle = \"报告\"\n⟦unknown-key⟧subtitel = \"副题\"\n", &["subtitel", "subtitle"]),
    ("an unknown table", "[report]\ntitle = \"报告\"\n[⟦unknown-key⟧covr]\n", &["covr", "cover"]),
    ("a wrong type", "[report]\ntitle = ⟦wrong-type⟧12\n", &["title = 12"]),
    ("a missing title", "[⟦missing-key⟧report]\n", &["title"]),
    ("a value out of range", "[report]\ntitle = \"报告\"\n[contents]\ndepth = ⟦bad-value⟧9\n", &["depth = 9", "4"]),
    (
        "the same id twice",
        "[report]\ntitle = \"报告\"\n[[section]]\nid = \"a\"\ntitle = \"甲\"\n[[section]]\nid = ⟦duplicate-id⟧\"a\"\ntitle = \"乙\"\n",
        &["id = \"a\""],
    ),
    (
        "a reference to nothing",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = '''\n见⟦unknown-reference⟧{{ref figure.viw}}。\n{{figure view}}\n'''\n[figure.view]\ncaption = \"景。\"\nalt = \"景\"\n",
        &["figure.viw", "figure.view"],
    ),
    (
        "a reference to a figure where there is none",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = \"见⟦unknown-reference⟧{{ref figure.view}}。\"\n",
        &["先写 [figure.view]"],
    ),
    (
        "an unknown directive",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = \"见{{⟦unknown-directive⟧reff a}}。\"\n",
        &["reff", "ref"],
    ),
    (
        "a picture that is not there",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = \"{{figure a}}\"\n[figure.a]\nimage = ⟦image-missing⟧\"nowhere.png\"\ncaption = \"景。\"\nalt = \"景\"\n",
        &["nowhere.png"],
    ),
    (
        "a picture that is broken",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = \"{{figure a}}\"\n[figure.a]\nimage = ⟦image-broken⟧\"broken.png\"\ncaption = \"景。\"\nalt = \"景\"\n",
        &["broken.png"],
    ),
    (
        "an include outside the folder",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\ninclude = ⟦include-outside⟧\"../secret.md\"\n",
        &["../secret.md"],
    ),
    (
        "an include that is not there",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\ninclude = ⟦include-missing⟧\"nowhere.md\"\n",
        &["nowhere.md"],
    ),
    (
        "an unknown template",
        "[report]\ntitle = \"报告\"\ntemplate = ⟦unknown-template⟧\"metting\"\n",
        &["metting", "meeting"],
    ),
    (
        "a ragged row",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = \"{{table t}}\"\n[table.t]\nheader = [\"一\", \"二\"]\nrows = [⟦ragged-row⟧[\"1\"]]\n",
        &["[\"1\"]"],
    ),
    (
        "a chart of words",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = \"{{chart c}}\"\n[chart.c]\nkind = \"pie\"\ncaption = \"图\"\nalt = \"图\"\ndata = \"table.t\"\n[table.t]\nheader = [\"一\", \"二\"]\nrows = [[\"甲\", ⟦not-a-number⟧\"许多\"]]\n",
        &["许多"],
    ),
    (
        "a character that no face has",
        "[report]\ntitle = \"报告\"\n[[section]]\ntitle = \"甲\"\nbody = \"\"\"\n写不出的字：⟦missing-glyph⟧\u{2ffff}。\n\"\"\"\n",
        &["U+2FFFF"],
    ),
];

#[test]
fn each_fault_is_told_with_its_place_and_its_line() {
    let place = Workplace::new("faults");
    place.put("broken.png", b"\x89PNG\r\n\x1a\nno picture");
    place.put("../secret.md", "outside");
    let mut wrong = Vec::new();
    for (what, report, words) in FAULTS {
        let told = std::panic::catch_unwind(|| check(&place, report));
        match told {
            Ok(told) => wrong.extend(
                words.iter().filter(|word| !told.contains(**word)).map(|word| format!("{what}: no {word} in\n{told}")),
            ),
            Err(panic) => wrong.push(format!("{what}: {}", panic.downcast_ref::<String>().unwrap())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn all_faults_of_a_run_are_told_at_once() {
    let place = Workplace::new("all-faults");
    check(
        &place,
        r#"[report]
⟦unknown-key⟧titel = "报告"
title = "报告"
date = ⟦bad-value⟧"2023-13-41"
template = ⟦unknown-template⟧"metting"

[contents]
depth = ⟦wrong-type⟧"two"

[[section]]
id = "a"
title = "甲"
body = '''
见⟦unknown-reference⟧{{ref b}}和{{⟦unknown-directive⟧ref2 a}}。

{{figure view}}
'''

⟦missing-key⟧[[section]]
id = ⟦duplicate-id⟧"a"

[figure.view]
image = ⟦image-missing⟧"nowhere.jpg"
caption = "景。"
alt = "景"
"#,
    );
}

#[test]
fn faults_of_an_included_file_are_told_in_that_file() {
    let place = Workplace::new("included");
    let (text, expected) = marked("第一段。\n\n见⟦unknown-reference⟧{{ref nothing}}。\n", "parts/one.md");
    place.put("parts/one.md", text);
    place.put("report.toml", format!("{HEAD}[[section]]\ntitle = \"甲\"\ninclude = \"parts/one.md\"\n"));
    assert_eq!(place.run(&["export"]).exits(1).errors(), expected);
}

#[test]
fn files_that_are_not_utf_8_are_told() {
    let place = Workplace::new("encoding");
    place.put("report.toml", [HEAD.as_bytes(), b"subtitle = \"\xb1\xa8\xb8\xe6\"\n"].concat());
    let run = place.run(&["export"]).exits(1);
    assert_eq!(run.errors(), ["not-utf8 report.toml:3:13"], "{}", run.err);
    place.put("prose.md", b"\xb1\xa8\xb8\xe6");
    place.put("report.toml", format!("{HEAD}[[section]]\ntitle = \"甲\"\ninclude = \"prose.md\"\n"));
    let run = place.run(&["export"]).exits(1);
    assert!(run.errors()[0].starts_with("not-utf8 "), "{}", run.err);
}

#[test]
fn no_input_ends_in_a_panic() {
    let place = Workplace::new("damage");
    let whole: Vec<char> = SOUND.chars().collect();
    for cut in (0..whole.len()).step_by(7) {
        let text: String = whole[..cut].iter().chain(&whole[(cut + 3).min(whole.len())..]).collect();
        place.put("report.toml", text);
        let run = place.run(&["check"]);
        assert!([0, 1].contains(&run.code), "cut at {cut}: {}\n{}", run.code, run.err);
        assert!(run.code == 0 || !run.errors().is_empty(), "cut at {cut}: {}", run.err);
    }
}
