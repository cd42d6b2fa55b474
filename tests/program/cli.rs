//! Arguments, files, exit codes.

use std::fs;
use std::path::Path;

use super::workplace::{PROGRAM, Run, SOUND, Workplace};

const PENDING: &str = r#"[report]
title = "年度报告"

[[section]]
title = "总体情况"
body = '''
{{figure visit}}
'''

[figure.visit]
caption = "调研。"
alt = "一群人。"
"#;

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && bytes.len() > 1000
}

fn is_docx(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") && bytes.len() > 1000
}

#[test]
fn without_arguments_both_formats_of_the_report_here_go_to_output() {
    let place = Workplace::with_report("both", SOUND);
    let run = place.run(&["export"]).exits(0);
    assert!(is_pdf(&place.read("output/report.pdf")));
    assert!(is_docx(&place.read("output/report.docx")));
    for name in ["report.pdf", "report.docx"] {
        let line = run.out.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}: {}", run.out));
        assert!(line.trim_end().ends_with('页'), "{line}");
    }
}

#[test]
fn one_format_alone() {
    let place = Workplace::with_report("one", SOUND);
    place.run(&["export", "--pdf"]).exits(0);
    assert!(place.has("output/report.pdf") && !place.has("output/report.docx"));
    let place = Workplace::with_report("other", SOUND);
    place.run(&["export", "--docx"]).exits(0);
    assert!(place.has("output/report.docx") && !place.has("output/report.pdf"));
}

#[test]
fn output_is_named_after_the_report() {
    let place = Workplace::new("named");
    place.put("年报/二〇二三.toml", SOUND);
    place.run(&["export", "年报/二〇二三.toml", "--pdf", "-o", "送印"]).exits(0);
    assert!(is_pdf(&place.read("送印/二〇二三.pdf")));
}

#[test]
fn output_may_name_a_folder_or_a_file() {
    let place = Workplace::with_report("output", SOUND);
    place.run(&["export", "-o", "deep/er"]).exits(0);
    assert!(place.has("deep/er/report.pdf") && place.has("deep/er/report.docx"));
    place.run(&["export", "-o", "letters/final.pdf"]).exits(0);
    assert!(is_pdf(&place.read("letters/final.pdf")) && !place.has("letters/final.docx"));
    place.run(&["export", "--docx", "--output", "letters/final.docx"]).exits(0);
    assert!(is_docx(&place.read("letters/final.docx")));
}

#[test]
fn wrong_usage_exits_with_2() {
    let place = Workplace::with_report("usage", SOUND);
    let run = place.run(&["export", "--pfd"]).exits(2);
    assert!(run.err.contains("没有“--pfd”这个选项") && run.err.contains("是不是 --pdf？"), "{}", run.err);
    let run = place.run(&["exprt"]).exits(2);
    assert!(run.err.contains("没有“exprt”这个命令") && run.err.contains("是不是 export？"), "{}", run.err);
    let run = place.run_as(Path::new(PROGRAM), &["exprt", "--lang", "en"]).exits(2);
    assert!(run.err.contains("unrecognized subcommand"), "{}", run.err);
    place.run(&[]).exits(2);
    let run = place.run(&["export", "--pdf", "-o", "a.docx"]).exits(2);
    assert!(run.err.contains("-o"), "{}", run.err);
    place.run(&["export", "--pdf", "--docx", "-o", "a.pdf"]).exits(2);
    assert!(!place.has("output") && !place.has("a.docx") && !place.has("a.pdf"));
}

#[test]
fn a_faulty_report_exits_with_1_and_leaves_older_output() {
    let place = Workplace::with_report("faulty", &SOUND.replace("title = \"总", "titel = \"总"));
    place.put("output/report.pdf", "older");
    place.put("output/report.docx", "older");
    let run = place.run(&["export"]).exits(1);
    assert!(run.err.contains("report.toml:7:1"), "{}", run.err);
    assert_eq!(run.out, "");
    assert_eq!(place.read("output/report.pdf"), b"older");
    assert_eq!(place.read("output/report.docx"), b"older");
    assert_eq!(fs::read_dir(place.path("output")).unwrap().count(), 2, "nothing is left beside");
}

#[test]
fn input_or_output_that_fails_exits_with_3() {
    let place = Workplace::with_report("files", SOUND);
    let run = place.run(&["export", "missing.toml"]).exits(3);
    assert!(run.err.contains("missing.toml"), "{}", run.err);
    place.put("taken", "a file, not a folder");
    let run = place.run(&["export", "--pdf", "-o", "taken/report.pdf"]).exits(3);
    assert!(run.err.contains("taken"), "{}", run.err);
    assert_eq!(place.read("taken"), b"a file, not a folder");
}

#[test]
fn an_output_that_is_a_folder_exits_with_3_and_stays() {
    let place = Workplace::with_report("occupied", SOUND);
    place.put("output/report.pdf/keep.txt", "older");
    place.run(&["export", "--pdf"]).exits(3);
    assert_eq!(place.read("output/report.pdf/keep.txt"), b"older");
}

#[test]
fn quiet_runs_say_nothing_but_errors() {
    let place = Workplace::with_report("quiet", PENDING);
    let run = place.run(&["export", "-q"]).exits(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    place.put("report.toml", "[report]\n");
    let run = place.run(&["export", "--quiet"]).exits(1);
    assert!(run.out.is_empty() && run.err.contains("missing-key"), "{}", run.err);
}

#[test]
fn pending_pictures_are_warned_about_and_refused_under_strict() {
    let place = Workplace::with_report("strict", PENDING);
    let run = place.run(&["export", "--strict"]).exits(1);
    assert!(run.err.contains("[pending-image] report.toml:10:9"), "{}", run.err);
    assert!(!place.has("output"));
    let run = place.run(&["export"]).exits(0);
    assert!(run.err.contains("警告[pending-image] report.toml:10:9"), "{}", run.err);
    assert!(place.has("output/report.pdf") && place.has("output/report.docx"));
    place.put("report.toml", SOUND);
    place.run(&["export", "--strict"]).exits(0);
}

#[test]
fn check_writes_nothing() {
    let place = Workplace::with_report("check", SOUND);
    place.run(&["check"]).exits(0);
    place.put("faulty.toml", "[report]\n");
    place.run(&["check", "faulty.toml"]).exits(1);
    place.put("pending.toml", PENDING);
    place.run(&["check", "pending.toml"]).exits(0);
    place.run(&["check", "pending.toml", "--strict"]).exits(1);
    assert!(!place.has("output"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let place = Workplace::new("same");
    place.put("a/report.toml", PENDING);
    place.put("b/report.toml", PENDING);
    place.run(&["export", "a/report.toml", "-o", "one"]).exits(0);
    place.run(&["export", "b/report.toml", "-o", "two"]).exits(0);
    for name in ["report.pdf", "report.docx"] {
        let (one, two) = (place.read(&format!("one/{name}")), place.read(&format!("two/{name}")));
        assert!(one == two, "{name} differs from run to run");
    }
}

#[test]
fn the_program_alone_works_from_any_folder() {
    let place = Workplace::new("alone");
    place.put("reports/report.toml", SOUND.replace("date =", "template = \"gongwen\"\ndate ="));
    place.put("elsewhere/.keep", "");
    let program = place.path("banxin");
    fs::copy(PROGRAM, &program).unwrap();
    let report = place.path("reports/report.toml");
    let arguments = ["export", report.to_str().unwrap(), "--no-system-fonts", "-o", "made"];
    place.run_as(&program, &arguments).exits(0);
    assert!(is_pdf(&place.read("made/report.pdf")) && is_docx(&place.read("made/report.docx")));
}

#[test]
fn messages_come_in_the_language_asked_for_and_without_colour() {
    let place = Workplace::with_report("language", "[report]\n");
    let english = place.run_as(Path::new(PROGRAM), &["export", "--lang", "en", "--no-system-fonts"]).exits(1);
    assert!(english.err.starts_with("error[missing-key] report.toml:1:"), "{}", english.err);
    let chinese = place.run_as(Path::new(PROGRAM), &["export", "--lang", "zh", "--no-system-fonts"]).exits(1);
    assert!(chinese.err.starts_with("错误[missing-key] report.toml:1:"), "{}", chinese.err);
    assert!(!english.err.contains('\u{1b}') && !chinese.err.contains('\u{1b}'));
}

#[test]
fn a_template_is_named_by_name_or_by_path() {
    let place = Workplace::with_report("template", SOUND);
    let pages = |run: Run| run.exits(0).out;
    let meeting = pages(place.run(&["export", "--pdf"]));
    assert_eq!(pages(place.run(&["export", "--pdf", "--template", "meeting"])), meeting);
    place.put("looks/own.toml", "base = \"gongwen\"\n");
    let own = place.run(&["export", "--pdf", "--template", "looks/own.toml", "-o", "own"]);
    own.exits(0);
    place.run(&["export", "--pdf", "--template", "gongwen", "-o", "shipped"]).exits(0);
    assert!(place.read("own/report.pdf") == place.read("shipped/report.pdf"));
    let run = place.run(&["export", "--template", "gongwn"]).exits(1);
    assert!(run.err.contains("unknown-template") && run.err.contains("gongwen"), "{}", run.err);
}

#[test]
fn fonts_lists_every_role_with_its_face() {
    let place = Workplace::new("fonts");
    let run = place.run(&["fonts"]).exits(0);
    for role in ["仿宋", "楷体", "黑体"] {
        assert!(run.out.contains(role), "{role}: {}", run.out);
    }
    assert!(run.out.contains("其中汉字 6763"), "coverage is told: {}", run.out);
    assert!(run.out.contains("没有汉字"), "Latin faces have none: {}", run.out);
}

#[test]
fn a_folder_of_ones_own_fonts_comes_first() {
    let place = Workplace::with_report("own-fonts", SOUND);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/arphic/gkai00mp.ttf");
    place.put("mine/kai.ttf", fs::read(shipped).unwrap());
    let run = place.run(&["fonts", "--fonts", "mine"]).exits(0);
    assert!(run.out.contains("mine/kai.ttf") || run.out.contains("mine\\kai.ttf"), "{}", run.out);
}
