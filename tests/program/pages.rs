//! CLREQ's rules of pages, read back from the finished PDF: what stays together, columns, notes,
//! running heads, blank backs.

use super::documents::docx_part;
use super::positions::{Marks, positions};
use super::workplace::Workplace;

const PITCH: f64 = 10.39;

fn pages_of(name: &str, template: &str, rest: &str) -> Vec<Marks> {
    let report = format!("[report]\ntitle = \"题目\"\ndate = 2023-03-01\ntemplate = \"ours.toml\"\n{rest}");
    let place = Workplace::with_report(name, &report);
    place.put("ours.toml", template);
    place.run(&["export", "--pdf"]).exits(0);
    positions(&place.read("output/report.pdf"))
}

fn section(title: &str, body: &str) -> String {
    format!("[[section]]\ntitle = \"{title}\"\nbody = '''\n{body}\n'''\n")
}

/// How many lines hold this character.
fn lines_with(page: &Marks, character: &str) -> usize {
    let of = |page: &Marks| page.characters.iter().filter(|one| one.text == character).cloned().collect();
    Marks { characters: of(page), rules: Vec::new() }.baselines(16.0).len()
}

/// CLREQ, Handling of Widows and Orphans: no first and no last line of a paragraph alone.
#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for lead in 10..24 {
        let body = format!("{}\n\n{}", "文".repeat(28 * lead - 2), "字".repeat(28 * 4 - 2));
        let pages = pages_of(&format!("alone-{lead}"), "base = \"gongwen\"\n", &section("甲", &body));
        let counts: Vec<usize> = pages.iter().map(|page| lines_with(page, "字")).filter(|&count| count > 0).collect();
        assert_eq!(counts.iter().sum::<usize>(), 4);
        assert!(counts.iter().all(|&count| count >= 2), "after {lead} lines: {counts:?}");
    }
}

/// CLREQ, Processing of headings: a heading is not last on a page, nor is a chain of headings.
#[test]
fn headings_stay_with_two_lines_of_their_text() {
    for lead in 8..24 {
        let mut rest = section("甲", &"文".repeat(28 * lead - 2));
        rest.push_str("[[section]]\nlevel = 2\ntitle = \"丙丁\"\n");
        rest.push_str(&section("戊己", &"字".repeat(28 * 5)).replace("[[section]]", "[[section]]\nlevel = 3"));
        let pages = pages_of(&format!("chain-{lead}"), "base = \"gongwen\"\n", &rest);
        let page = pages.iter().find(|page| page.has("丙丁")).unwrap();
        assert!(page.has("戊己"), "after {lead} lines");
        assert!(lines_with(page, "字") >= 2, "after {lead} lines");
    }
}

/// Figures and tables take whole lines: the text below them is on the grid.
#[test]
fn text_below_figures_and_tables_is_on_the_grid() {
    let body = "文字。\n\n{{figure a}}\n\n文字。\n\n{{table t}}\n\n文字。\n\n{{chart c}}\n\n文字。";
    let rest = section("甲", body)
        + "[figure.a]\ncaption = \"图题\"\nalt = \"图\"\naspect = \"5:1\"\n[table.t]\ncaption = \"表题\"\n\
           header = [\"甲\"]\nrows = [[\"乙\"]]\nnote = \"表注\"\n[chart.c]\nkind = \"column\"\ncaption = \"图题\"\nalt = \"图\"\n\
           height = 0.3\ncategories = [\"甲\"]\nseries = [{ name = \"乙\", values = [1] }]\n";
    let pages = pages_of("whole-lines", "base = \"gongwen\"\n", &rest);
    let first = pages[0].characters.iter().find(|one| one.text == "文").unwrap().baseline;
    let mut count = 0;
    for character in pages.iter().flat_map(|page| &page.characters).filter(|one| one.text == "文") {
        let lines = (character.baseline - first) / PITCH;
        assert!((lines - lines.round()).abs() < 0.01, "{lines} lines below the first");
        count += 1;
    }
    assert_eq!(count, 4);
}

/// CLREQ, columns: each with whole characters, filled one after the other and balanced at the end;
/// what stands across parts them.
#[test]
fn columns_are_balanced_and_whole_characters_wide() {
    let template = "base = \"gongwen\"\n[columns]\ncount = 2\n";
    let rest = section("通栏", &"文".repeat(13 * 8 - 2)) + &section("又通栏", &"字".repeat(13 * 7 - 2));
    let page = &pages_of("columns", template, &rest)[0];
    let cell = 156.0 / 28.0;
    for (character, lines) in [("文", [4, 4]), ("字", [4, 3])] {
        let of: Vec<_> = page.characters.iter().filter(|one| one.text == character).collect();
        let column = |left: bool| {
            let inside = |one: &&&super::positions::Character| (one.left < 28.0 + 14.0 * cell) == left;
            let mut baselines: Vec<f64> = of.iter().filter(inside).map(|one| one.baseline).collect();
            baselines.dedup();
            baselines
        };
        let (left, right) = (column(true), column(false));
        assert_eq!([left.len(), right.len()], lines, "{character}");
        assert!((left[0] - right[0]).abs() < 0.01, "columns start on one line");
        for one in &of {
            let cells = (one.left - 28.0) / cell;
            assert!((cells - cells.round()).abs() < 0.02, "off its cell");
        }
    }
    let heading = page.line("又通栏");
    let above = page.characters.iter().filter(|one| one.text == "文").map(|one| one.baseline).fold(0.0, f64::max);
    assert!((heading.baseline - above - PITCH).abs() < 0.01, "the heading is below the longer column");
}

/// Footnotes: through, or anew on each page.
#[test]
fn notes_are_numbered_through_or_by_page() {
    let body = "甲[^a]。\n\n{{pagebreak}}\n\n乙[^b]，丙[^c]。";
    let rest = section("题", body) + "[note]\na = \"子。\"\nb = \"丑。\"\nc = \"寅。\"\n";
    let marks = |name: &str, by_page: bool| {
        let template = format!("base = \"gongwen\"\n[numbering]\nnotes_by_page = {by_page}\n");
        let pages = pages_of(name, &template, &rest);
        let circled = |page: &Marks| {
            page.characters
                .iter()
                .filter(|one| "①②③".contains(&one.text))
                .map(|one| one.text.clone())
                .collect::<String>()
        };
        pages.iter().map(circled).collect::<Vec<_>>()
    };
    assert_eq!(marks("notes-through", false), ["①①", "②③②③"]);
    assert_eq!(marks("notes-by-page", true), ["①①", "①②①②"]);
}

/// Running heads differ on odd and even pages and name the section that the page belongs to.
#[test]
fn running_heads_differ_on_odd_and_even_pages() {
    let template = "base = \"gongwen\"\n[running_head]\nodd = \"{section}\"\neven = \"{title}\"\ndistance = \"25mm\"\nrule = \"0.2mm\"\n";
    let rest = section("甲节", "一。\n\n{{pagebreak}}\n\n二。\n\n{{pagebreak}}\n\n三。");
    let pages = pages_of("heads", template, &rest);
    let head = |page: &Marks| {
        let above = page.characters.iter().filter(|one| one.baseline < 30.0);
        assert!(above.clone().all(|one| (one.baseline - 25.0).abs() < 0.05));
        above.map(|one| one.text.as_str()).collect::<String>()
    };
    assert_eq!(pages.iter().map(head).collect::<Vec<_>>(), ["一、甲节", "题目", "一、甲节"]);
    assert_eq!(pages[0].long_rules(150.0).len(), 1);
}

/// 单页起: parts on right-hand pages, the blank back before them without number or head.
#[test]
fn parts_start_on_right_hand_pages_and_blank_backs_are_blank() {
    let rest = "[contents]\nenabled = false\n[cover]\nenabled = false\n".to_owned()
        + &section("甲", "一。")
        + &section("乙", "二。");
    let pages = pages_of("recto", "base = \"meeting\"\n", &rest);
    let first = pages.iter().position(|page| page.has("一。")).unwrap();
    let second = pages.iter().position(|page| page.has("二。")).unwrap();
    assert!(first % 2 == 0 && second % 2 == 0);
    assert!(pages[second - 1].characters.is_empty() && pages[second - 1].rules.is_empty());
}

/// A table over pages: head and 续表 again, no row parted, three rows at least on each page.
#[test]
fn a_table_over_pages_says_so() {
    let rows: Vec<String> = (0..40).map(|row| format!("[\"行{row}\", \"值\"]")).collect();
    let rest = section("甲", "{{table t}}")
        + &format!("[table.t]\ncaption = \"数据\"\nheader = [\"表头\", \"数\"]\nrows = [{}]\n", rows.join(", "));
    let pages = pages_of("continued", "base = \"gongwen\"\n", &rest);
    let with_rows: Vec<&Marks> = pages.iter().filter(|page| page.has("值")).collect();
    assert!(with_rows.len() >= 2);
    assert!(with_rows[0].has("表1数据") && !with_rows[0].has("续表1"));
    for page in &with_rows[1..] {
        let (label, head) = (page.line("续表1"), page.line("表头"));
        assert!(label.bottom < head.top);
    }
    let counts = with_rows.iter().map(|page| page.characters.iter().filter(|one| one.text == "值").count());
    assert!(counts.into_iter().all(|count| count >= 3));
}

/// Photographs side by side share a height, and their captions stand in the middle below them.
#[test]
fn figures_side_by_side_share_a_height() {
    let figure = |key: &str, aspect: &str| {
        format!("[figure.{key}]\ncaption = \"图题{key}\"\nalt = \"图\"\naspect = \"{aspect}\"\n")
    };
    let rest = section("甲", "{{figure a b}}") + &figure("a", "4:3") + &figure("b", "3:4");
    let page = &pages_of("side", "base = \"gongwen\"\n", &rest)[0];
    let frames: Vec<_> = page.rules.iter().filter(|rule| rule.height > 10.0).collect();
    assert_eq!(frames.len(), 2);
    assert!((frames[0].height - frames[1].height).abs() < 0.01 && (frames[0].top - frames[1].top).abs() < 0.01);
    for (frame, words) in frames.iter().zip(["图1", "图2"]) {
        let caption: Vec<_> = {
            let number = page.line(words);
            page.characters
                .iter()
                .filter(|one| (one.baseline - number.baseline).abs() < 0.01)
                .filter(|one| one.left > frame.left - 1.0 && one.right < frame.left + frame.width + 1.0)
                .collect()
        };
        let middle = (caption[0].left + caption[caption.len() - 1].right) / 2.0;
        assert!((middle - frame.left - frame.width / 2.0).abs() < 0.5, "{words} at {middle}");
    }
}

/// In the DOCX columns are sections of their own on one page, and a letter's first page has no number.
#[test]
fn columns_and_bare_first_pages_are_words_own() {
    let sections = |name: &str, template: &str| {
        let rest = section("通栏", "栏里的话。") + &section("又通栏", "栏里的话。");
        let report = format!("[report]\ntitle = \"题目\"\ntemplate = \"ours.toml\"\n{rest}");
        let place = Workplace::with_report(name, &report);
        place.put("ours.toml", template);
        place.run(&["export", "--docx"]).exits(0);
        let document = docx_part(&place.read("output/report.docx"), "word/document.xml");
        document
            .split("<w:sectPr")
            .skip(1)
            .map(|part| part.split("</w:sectPr>").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let of = sections("docx-columns", "base = \"gongwen\"\n[columns]\ncount = 2\ngap = 2\n");
    let columns: Vec<bool> = of.iter().map(|one| one.contains("w:num=\"2\"")).collect();
    assert_eq!(columns, [false, true, false, true]);
    assert!(of[1..].iter().all(|one| one.contains("w:val=\"continuous\"")), "{of:#?}");
    // Two characters of 156 mm ÷ 28.
    assert!(of[1].contains("w:space=\"632\""), "{}", of[1]);
    assert!(sections("docx-first", "base = \"letter\"\n")[0].contains("w:titlePg"));
}

/// GB/T 9704-2012 §10.1 in Word: the mark and the double rules stand in the first page's header and
/// footer, the rules 8 mm and 6 mm beyond the text.
#[test]
fn a_letter_has_its_head_outside_the_text() {
    let report = "[report]\ntitle = \"题目\"\norganization = \"甲市科协\"\ntemplate = \"letter\"\n[masthead]\nnumber = \"甲科〔2023〕5号\"\n";
    let place = Workplace::with_report("docx-letter", &format!("{report}{}", section("甲", "文。")));
    place.run(&["export", "--docx"]).exits(0);
    let bytes = place.read("output/report.docx");
    let document = docx_part(&bytes, "word/document.xml");
    assert!(!document.contains("甲市科协") && document.contains("甲科〔"));
    let first = |what: &str| {
        let reference = document
            .split(&format!("<w:{what}Reference"))
            .skip(1)
            .find(|part| part.contains("w:type=\"first\""))
            .unwrap();
        let id = reference.split("r:id=\"").nth(1).unwrap().split('"').next().unwrap();
        let relations = docx_part(&bytes, "word/_rels/document.xml.rels");
        let relation = relations.split("<Relationship ").find(|one| one.contains(&format!("Id=\"{id}\""))).unwrap();
        let target = relation.split("Target=\"").nth(1).unwrap().split('"').next().unwrap();
        docx_part(&bytes, &format!("word/{target}"))
    };
    let (header, footer) = (first("header"), first("footer"));
    assert!(header.contains("甲市科协") && header.contains("w:val=\"thickThinSmallGap\""), "{header}");
    assert!(footer.contains("w:val=\"thinThickSmallGap\""), "{footer}");
    for part in [header, footer] {
        assert!(part.contains("w:left=\"-454\"") && part.contains("w:right=\"-340\""), "{part}");
    }
    // 20 mm from the paper's foot.
    assert!(document.contains("w:footer=\"1134\""));
}

/// A row does not part, unless it is taller than a page: then between its lines, and none is lost.
#[test]
fn a_row_taller_than_a_page_is_parted_between_its_lines() {
    let long = "字".repeat(1500);
    let rest = section("甲", "文。\n\n{{table t}}\n\n后文。")
        + &format!(
            "[table.t]\ncaption = \"数据\"\nheader = [\"头\", \"首\"]\nrows = [[\"一\", \"短\"], [\"二\", \"{long}\"], [\"三\", \"短\"]]\n\
                    columns = [{{ width = 1 }}, {{ width = 3 }}]\n"
        );
    let pages = pages_of("tall-row", "base = \"gongwen\"\n", &rest);
    let mut found = 0;
    for page in &pages {
        for one in page.characters.iter().filter(|one| one.text == "字") {
            found += 1;
            assert!(one.bottom() < 297.0 - 32.58 && one.top() > 34.58, "off the type area: {}", one.baseline);
        }
        assert!(page.rules.iter().all(|rule| rule.top + rule.height < 297.0 - 32.0), "a rule leaves the type area");
    }
    assert_eq!(found, 1500);
    assert!(pages.iter().filter(|page| page.has("字")).count() >= 2);
    assert!(pages.iter().filter(|page| page.has("续表1")).count() >= 1);
}
