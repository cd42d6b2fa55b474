use super::picture::tests::sample;
use super::*;
use crate::assets::Memory;
use crate::diag::Diagnostic;
use crate::document::{CellAlign, Date, Picture};

const REPORT: &str = include_str!("../../tests/report/every-key.toml");

fn files() -> Memory {
    Memory::default()
        .with("images/a.png", sample(image::ImageFormat::Png, 40, 30))
        .with("data/b.csv", "年份,人次\n2021,\"1,000\"\n2022,—\n")
        .with("sections/c.md", "引入的一段，见{{ref opening}}。\n")
        .with("bad/gbk.md", b"ab\xd6\xd0".to_vec())
        .with("bad/broken.png", b"\x89PNG\r\n\x1a\n".to_vec())
        .with("bad/ragged.csv", "a,b\n1\n")
        .with("bad/quote.csv", "a,b\n1,\"2\n")
}

fn read(text: &str) -> (Outcome<Report>, Sources) {
    let mut sources = Sources::default();
    let outcome = parse(Path::new("report.toml"), &files().with("report.toml", text), &mut sources);
    (outcome, sources)
}

/// Every finding as `code file:line:column`.
fn findings(text: &str) -> Vec<String> {
    let (outcome, sources) = read(text);
    let found = match outcome {
        Ok(warned) => warned.warnings,
        Err(found) => found,
    };
    for diagnostic in &found {
        assert!(diagnostic.help.is_some(), "{diagnostic:?} says nothing of what to write");
    }
    found.iter().map(|diagnostic| place(diagnostic, &sources)).collect()
}

fn place(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let span = diagnostic.span.unwrap();
    let (line, column) = sources.position(span);
    format!("{} {}:{line}:{column}", diagnostic.code, sources.path(span.file).display())
}

/// `lines` below a sound `[report]` of two lines.
fn below(lines: &str) -> Vec<String> {
    findings(&format!("[report]\ntitle = '题'\n{lines}"))
        .iter()
        .map(|place| place.replace("report.toml:", ""))
        .collect()
}

#[test]
fn a_report_with_every_key_is_read_without_a_word() {
    let (outcome, sources) = read(REPORT);
    let warned = outcome.unwrap_or_else(|found| {
        let shown: Vec<_> = found.iter().map(|d| format!("{} {}", place(d, &sources), d.message.en)).collect();
        panic!("{shown:#?}")
    });
    let codes: Vec<_> = warned.warnings.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["pending-image"]);
    let report = warned.value;
    assert_eq!(report.meta.date.as_ref().unwrap().value, Date { year: 2023, month: 3, day: 1 });
    assert_eq!(report.meta.title.len(), 2);
    assert_eq!(report.sections[1].level.value, 2);
    assert!(!report.sections[1].numbered);
    assert_eq!(report.figures["view"].picture, Picture::Image(0));
    assert_eq!((report.images[0].width, report.images[0].height), (40, 30));
    assert_eq!(report.figures["later"].picture, Picture::Pending { aspect: 1.5 });
    let table = &report.tables["merged"];
    assert_eq!((table.header_rows, table.columns.len(), table.rows.len()), (2, 3, 4));
    assert_eq!(table.columns[2].align, CellAlign::Right);
    let chart = &report.charts["people"];
    assert_eq!(chart.categories, ["2021", "2022"]);
    assert_eq!(chart.series[0].name, "人次");
    assert_eq!(
        chart.series[0].values[0].as_ref().map(|value| (value.number, value.text.as_str())),
        Some((1000.0, "1,000"))
    );
    assert_eq!(chart.series[0].values[1], None);
    assert_eq!(report.charts["share"].series[0].values[0].as_ref().unwrap().text, "3.30");
    assert!(report.attachments[1].blocks.is_none());
}

#[test]
fn every_key_of_the_schema_is_tried_by_that_report() {
    for table in schema::TABLES {
        for key in table.keys {
            let tried = REPORT.lines().any(|line| {
                line.split(['{', ',']).any(|part| part.split_once('=').is_some_and(|(left, _)| left.trim() == key.name))
            });
            assert!(tried, "{}.{}", table.name, key.name);
        }
    }
}

#[test]
fn slips_in_the_report_table() {
    assert_eq!(findings("[report]\ntitel = '题'\n"), ["missing-key report.toml:1:2", "unknown-key report.toml:2:1"]);
    assert_eq!(findings("[section]\ntitle = '题'"), ["missing-key report.toml:1:1", "wrong-type report.toml:1:2"]);
    assert_eq!(findings(""), ["missing-key report.toml:1:1"]);
    assert_eq!(findings("title = '题'\n[report]\ntitle='题'"), ["unknown-key report.toml:1:1"]);
    assert_eq!(below("date = 2023-02-30"), ["syntax 3:8"]);
    assert_eq!(below("date = '2023-02-30'"), ["bad-value 3:8"]);
    assert_eq!(
        below("subtitle = ''\nauthors = 3\nlanguage = '中文'"),
        ["bad-value 3:12", "wrong-type 4:11", "bad-value 5:12"]
    );
    assert_eq!(findings("[report]\ntitle = []"), ["bad-value report.toml:2:9"]);
    assert_eq!(below("[reprot]\n[contents]\ndepth = 5"), ["unknown-key 3:2", "bad-value 5:9"]);
}

#[test]
fn slips_in_sections() {
    assert_eq!(below("[[section]]\nlevel = 5\ntitle = ' '"), ["bad-value 4:9", "bad-value 5:9"]);
    assert_eq!(below("[[section]]\nid = 'a'\n"), ["missing-key 3:1"]);
    assert_eq!(below("[[section]]\nid = 'a'\ntitle = '一'\n[[section]]\nid = 'a'\ntitle = '二'"), ["duplicate-id 7:6"]);
    assert_eq!(below("[[section]]\nid = 'section-1'\ntitle = '一'"), ["bad-value 4:6"]);
    assert_eq!(
        below(
            "[[section]]\ntitle = '一'\nbody = '二'\ninclude = 'sections/c.md'\n[[section]]\nid = 'opening'\ntitle='三'"
        ),
        ["conflicting-keys 6:1"]
    );
    assert_eq!(below("[[section]]\ntitle = '一'\nnumbered = 'no'"), ["wrong-type 5:12"]);
}

#[test]
fn files_that_cannot_be_read() {
    let include = |path: &str| below(&format!("[[section]]\ntitle = '一'\ninclude = '{path}'"));
    assert_eq!(include("../secret.md"), ["include-outside 5:11"]);
    assert_eq!(include("/etc/hostname"), ["include-outside 5:11"]);
    assert_eq!(include("none.md"), ["include-missing 5:11"]);
    assert_eq!(include("bad/gbk.md"), ["not-utf8 bad/gbk.md:1:3"]);
    let figure = |path: &str| {
        let text = format!(
            "[figure.x]\ncaption = '图'\nalt = '图'\nimage = '{path}'\n[[section]]\ntitle='一'\nbody='{{{{figure x}}}}'"
        );
        below(&text)
    };
    assert_eq!(figure("none.png"), ["image-missing 6:9"]);
    assert_eq!(figure("bad/broken.png"), ["image-broken 6:9"]);
    assert_eq!(figure("data/b.csv"), ["image-broken 6:9"]);
    assert_eq!(figure("../a.png"), ["include-outside 6:9"]);
    assert!(figure("images/a.png").is_empty());
}

#[test]
fn the_report_itself_may_be_missing_or_not_utf8() {
    let mut sources = Sources::default();
    let found = parse(Path::new("none.toml"), &files(), &mut sources).unwrap_err();
    assert_eq!(found[0].code, "report-missing");
    let found = parse(Path::new("bad/gbk.md"), &Memory::default().with("gbk.md", b"a\n\xd6".to_vec()), &mut sources);
    assert_eq!(place(&found.unwrap_err()[0], &sources), "not-utf8 bad/gbk.md:2:1");
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    let (outcome, sources) = read("\u{feff}[report]\ntitel = '题'\n");
    let found = outcome.unwrap_err();
    assert_eq!(place(&found[1], &sources), "unknown-key report.toml:2:1");
}

#[test]
fn names_that_lead_nowhere() {
    let section = "[[section]]\nid = 'one'\ntitle = '一'\nbody = '''\n";
    assert_eq!(below(&format!("{section}见{{{{ref ones}}}}'''")), ["unknown-reference 7:2"]);
    assert_eq!(below(&format!("{section}甲[^x]'''")), ["unknown-reference 7:2"]);
    assert_eq!(below(&format!("{section}[甲](#two)'''")), ["unknown-reference 7:2"]);
    assert_eq!(below(&format!("{section}{{{{figure  x}}}}'''")), ["unknown-reference 7:11"]);
    assert_eq!(below("[[section]]\ntitle = '见{{page nowhere}}'"), ["unknown-reference 4:11"]);
    assert_eq!(below("[note]\na = '甲[^a]'\n"), ["unused-note 4:1", "note-in-note 4:7"]);
    let (outcome, _) = read("[report]\ntitle='题'\n[figure.view]\ncaption='图'\n[[section]]\ntitle='{{ref view}}'");
    let found = outcome.unwrap_err();
    let unknown = found.iter().find(|diagnostic| diagnostic.code == "unknown-reference").unwrap();
    assert!(unknown.help.as_ref().unwrap().en.contains("figure.view"));
}

#[test]
fn things_placed_twice_or_never() {
    let figure = "[figure.x]\ncaption = '图'\nalt = '图'\nimage = 'images/a.png'\n";
    assert_eq!(below(figure), ["unused-figure 3:9"]);
    let section = format!("{figure}[[section]]\ntitle = '一'\nbody = '''\n");
    assert_eq!(below(&format!("{section}{{{{figure x x}}}}'''")), ["placed-twice 10:12"]);
    assert_eq!(below(&format!("{section}见{{{{ref figure.x}}}}'''")), ["unused-figure 3:9", "unplaced-reference 10:2"]);
    assert_eq!(below("[figure.x]\naspect = '4-3'\n[figure.x]"), ["bad-value 4:10", "duplicate-id 5:9"]);
}

#[test]
fn tables_that_do_not_fill_their_grid() {
    let table = |lines: &str| below(&format!("[[section]]\ntitle='一'\nbody='{{{{table x}}}}'\n[table.x]\n{lines}"));
    assert_eq!(table("rows = [['a', 'b'],\n  ['c'],\n  [1, 2, 3]]"), ["ragged-row 8:3", "ragged-row 9:3"]);
    assert_eq!(table("header = ['a']\nrows = [[{ text = 'b', colums = 2 }]]"), ["unknown-key 8:24"]);
    assert_eq!(
        table("columns = [{ align = 'middle' }, { width = 0 }]\nrows = [['a', 'b']]"),
        ["bad-value 7:22", "bad-value 7:44"]
    );
    assert_eq!(table("data = 'bad/ragged.csv'"), ["ragged-row bad/ragged.csv:2:1"]);
    assert_eq!(table("data = 'bad/quote.csv'"), ["csv-quote bad/quote.csv:2:3"]);
    assert_eq!(table("data = 'none.csv'"), ["data-missing 7:8"]);
    assert_eq!(table("rows = [[true]]"), ["wrong-type 7:10"]);
    assert_eq!(table("caption = '空'"), ["missing-key 6:8"]);
}

#[test]
fn charts_without_sound_numbers() {
    let chart = |lines: &str| {
        let table = "[table.t]\nheader = ['年', '比例']\nrows = [['甲', '3%'], ['乙', '高']]\n";
        let section = "[[section]]\ntitle='一'\nbody='''\n{{chart x}}'''\n";
        below(&format!("{table}{section}[chart.x]\ncaption = '图'\nalt = '图'\n{lines}"))
    };
    assert_eq!(chart("kind = 'column'\ndata = 'table.t'"), ["not-a-number 5:28"]);
    assert_eq!(
        chart("kind = 'bar'\ndata = 'table.s'"),
        ["unused-table 3:8", "bad-value 13:8", "unknown-reference 14:8"]
    );
    assert_eq!(chart("kind = 'line'\ndata = 't'\nseries = ['比列']"), ["unknown-reference 15:11"]);
    assert_eq!(chart("kind = 'line'"), ["unused-table 3:8", "missing-key 10:8"]);
    assert_eq!(
        chart("kind = 'pie'\ncategories = ['a']\nseries = [{ name = 'b', values = [1, 2] }]"),
        ["unused-table 3:8", "ragged-row 15:11"]
    );
    assert_eq!(
        chart("kind = 'pie'\ncategories = ['a']\nseries = [{ name = 'b', values = [-1] }]"),
        ["unused-table 3:8", "bad-value 10:8"]
    );
}

#[test]
fn all_slips_of_a_run_are_told_at_once() {
    let text = "[report]\ntitle = 题\nsubtitel = 'x'\n[[section]]\ntitle = 3\nbody = '''\n<b>{{nix}}[^x]\n'''\n[[section]]\ntitle = '二'\ninclude = '../x'\n";
    assert_eq!(
        findings(text),
        [
            "syntax report.toml:2:9",
            "unknown-key report.toml:3:1",
            "wrong-type report.toml:5:9",
            "prose-unsupported report.toml:7:1",
            "unknown-directive report.toml:7:6",
            "unknown-reference report.toml:7:11",
            "include-outside report.toml:11:11",
        ]
    );
}

#[test]
fn a_report_cut_short_or_spoilt_anywhere_does_no_harm() {
    for (end, _) in REPORT.char_indices().step_by(7) {
        let _ = read(&REPORT[..end]);
    }
    // A fixed linear congruence: the same spoilt reports in every run.
    let mut state = 7u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let letters: Vec<char> = "[]{}'\"\\=#*`^<>()-_.,:\n 　甲“，1a\u{0}\u{1F600}".chars().collect();
    let report: Vec<char> = REPORT.chars().collect();
    for _ in 0..400 {
        let mut spoilt = report.clone();
        for _ in 0..8 {
            let at = next(spoilt.len());
            spoilt[at] = letters[next(letters.len())];
        }
        let (outcome, sources) = read(&spoilt.into_iter().collect::<String>());
        for diagnostic in outcome.map_or_else(|found| found, |warned| warned.warnings) {
            let text = sources.text(diagnostic.span.unwrap().file);
            let span = diagnostic.span.unwrap();
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?} splits a character");
            crate::diag::render(&diagnostic, &sources, crate::diag::Language::Chinese, false);
        }
    }
    for _ in 0..400 {
        let noise: String = (0..next(120)).map(|_| letters[next(letters.len())]).collect();
        let _ = read(&noise);
        let body = format!("[report]\ntitle='题'\n[[section]]\ntitle='一'\nbody='''{}'''", noise.replace("'''", ""));
        let _ = read(&body);
    }
}

#[test]
fn the_same_report_gives_the_same_value() {
    assert_eq!(format!("{:?}", read(REPORT).0), format!("{:?}", read(REPORT).0));
}

/// `BANXIN_BLESS=1 cargo test` writes the schema anew.
#[test]
fn the_json_schema_is_the_one_in_docs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.schema.json");
    if std::env::var_os("BANXIN_BLESS").is_some() {
        crate::assets::write(&path, json_schema().as_bytes()).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap();
    assert!(json_schema() == written, "docs/report.schema.json is not up to date: BANXIN_BLESS=1 cargo test");
}

#[test]
fn every_key_is_explained_in_docs() {
    let format = include_str!("../../docs/format.md");
    for table in schema::TABLES {
        for key in table.keys {
            let row = format!("| `{}` |", key.name);
            let head = format!("`{}`", table.name);
            let part = format.split("\n## ").find(|part| part.lines().next().is_some_and(|line| line.contains(&head)));
            let part = part.unwrap_or_else(|| panic!("docs/format.md has no part for {}", table.name));
            assert!(part.contains(&row), "docs/format.md does not explain {}.{}", table.name, key.name);
        }
    }
}

#[test]
fn every_code_is_explained_in_docs() {
    let format = include_str!("../../docs/format.md");
    for source in SOURCES {
        for part in source.split(['(', '=', '&']).filter_map(|part| part.trim_start().strip_prefix('"')) {
            let code = part.split('"').next().unwrap_or_default();
            let is_code = code.contains('-') && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if is_code && !code.ends_with('-') {
                assert!(format.contains(&format!("`{code}`")), "docs/format.md does not explain {code}");
            }
        }
    }
}

/// The files that report something.
const SOURCES: [&str; 12] = [
    include_str!("keys.rs"),
    include_str!("reading.rs"),
    include_str!("references.rs"),
    include_str!("syntax.rs"),
    include_str!("section.rs"),
    include_str!("figure.rs"),
    include_str!("table.rs"),
    include_str!("grid.rs"),
    include_str!("chart.rs"),
    include_str!("tables.rs"),
    include_str!("prose/directive.rs"),
    include_str!("prose/mod.rs"),
];
