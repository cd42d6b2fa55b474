//! GB/T 9704-2012, clause by clause, read back from the finished PDF. GB/T 33476.2-2016 gives the
//! pitch of the lines.

use super::positions::{Line, Marks, positions};
use super::workplace::Workplace;

/// 字高加八分之七字高 (§3.2), from baseline to baseline.
pub const PITCH: f64 = 10.39;
/// A character of the body is this wide: 156 mm ÷ 28 (§5.2.3).
pub const CELL: f64 = 156.0 / 28.0;
/// The binding edge of an odd page (§5.2.1).
pub const LEFT: f64 = 28.0;
pub const RIGHT: f64 = LEFT + 156.0;
/// The top of the first line's characters (§5.2.1).
pub const TOP: f64 = 37.0;

/// C 0, M 80, Y 80 (GB/T 9704-2012 §6.2), as a screen shows it.
pub const RED: [f64; 3] = [1.0, 0.2, 0.2];

pub const HEAD: &str = r#"[report]
title        = "亳州市科学技术协会关于进一步加强和改进新时代科技社团党的建设工作的实施意见"
organization = "甲市科学技术协会"
date         = 2023-03-01
template     = "TEMPLATE"

[masthead]
copy_number    = "000001"
classification = "机密★1年"
urgency        = "特急"
number         = "甲科〔2023〕5号"
SIGNERS

[addressee]
text = "各县（区）科协，各市级学会、协会、研究会，各高校、企业科协，市科协机关各部室、直属单位："

[[section]]
title = "总体要求"
body  = '''
正文的第一段，有好几行字，好看出首行左空二字，回行顶格，每一行都在网格上，字与字的间距都一样。

第二段。
'''
[[section]]
level = 2
title = "基本原则"
body  = "这一节的话。"
[[section]]
level = 3
title = "坚持服务"
body  = "这一条的话。"
[[section]]
level = 4
title = "坚持基层"
body  = "这一款的话。"
"#;

pub const TAIL: &str = r#"
[[attachment]]
title = "名称很长的第一个附件要写到第二行去才能看出回行与上一行名称的首字对齐"
body  = "附件的话。"

[[attachment]]
title = "第二个附件"

[signature]
sealed = SEALED

[annotation]
text = "（此件公开发布）"

[distribution]
copies_to = ["市委办公室", "市政府办公室"]
printer   = "甲市科协办公室"
date      = 2023-03-02
"#;

pub fn pages_of(name: &str, report: &str) -> Vec<Marks> {
    let place = Workplace::with_report(name, report);
    place.run(&["export", "--pdf"]).exits(0);
    positions(&place.read("output/report.pdf"))
}

pub fn document(name: &str, template: &str, signers: &str, sealed: bool) -> Vec<Marks> {
    let text = format!("{HEAD}{TAIL}").replace("TEMPLATE", template).replace("SIGNERS", signers);
    pages_of(name, &text.replace("SEALED", &sealed.to_string()))
}

#[track_caller]
pub fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() < 0.1, "{what}: {found:.2} mm, not {wanted:.2}");
}

/// Whether a line's baseline is one of the 22 of the grid; gives which, from 1.
#[track_caller]
pub fn grid_line(line: &Line) -> usize {
    let index = (line.baseline - first_baseline()) / PITCH;
    assert!((index - index.round()).abs() * PITCH < 0.05, "off the grid by {index}");
    index.round() as usize + 1
}

fn first_baseline() -> f64 {
    // The first line's box starts half its blank above the characters (GB/T 33476.2 §6.2: 34.58 mm).
    34.58 + (PITCH - 16.0 * 25.4 / 72.0) / 2.0 + 0.88 * 16.0 * 25.4 / 72.0
}

/// §5.2.1, §5.2.3; GB/T 33476.2-2016 §6.2: 22 lines of 28 characters, the first line's characters
/// 37 mm from the top, the binding edge 28 mm, on odd and even pages.
#[test]
fn a_page_has_twenty_two_lines_of_twenty_eight_characters() {
    let text = "文".repeat(28 * 70 - 2);
    let report =
        format!("[report]\ntitle = \"题\"\ntemplate = \"gongwen\"\n[[section]]\ntitle = \"甲\"\nbody = \"{text}\"\n");
    let pages = pages_of("grid", &report);
    for (page, left) in [(&pages[1], 26.0), (&pages[2], LEFT)] {
        let body: Vec<_> = page.characters.iter().filter(|one| one.text == "文").collect();
        assert_eq!(body.len(), 22 * 28);
        near(body[0].top(), TOP, "the first line's characters");
        let baselines = page.baselines(16.0);
        assert_eq!(baselines.len(), 22);
        for (index, baseline) in baselines.iter().enumerate() {
            assert!((baseline - first_baseline() - PITCH * index as f64).abs() < 0.02, "line {index}");
        }
        for line in body.chunks(28) {
            for (index, character) in line.iter().enumerate() {
                let middle = (character.left + character.right) / 2.0;
                assert!((middle - left - CELL * (index as f64 + 0.5)).abs() < 0.03, "cell {index}");
            }
        }
    }
}

/// §7.2.1 to §7.2.5, §7.2.7: 份号, 密级, 紧急程度 flush left in the first lines; the red mark 35 mm
/// below the type area's top; the number two lines below it in the middle; the rule 4 mm below that.
#[test]
fn the_head_stands_where_the_standard_says() {
    let page = &document("head", "gongwen", "", true)[0];
    for (words, line) in [("000001", 1), ("机密★1年", 2), ("特急", 3)] {
        let meta = page.line(words);
        assert_eq!(grid_line(&meta), line);
        near(meta.left, LEFT, words);
        assert_eq!(meta.size, 16.0);
    }
    assert_eq!(page.line("机密").font, "NotoSansSC-Medium");
    let mark = page.line("甲市科学技术协会文件");
    near(mark.top, TOP + 35.0, "the mark's top");
    near(mark.middle(), (LEFT + RIGHT) / 2.0, "the mark's middle");
    assert_eq!((mark.ink.as_slice(), mark.font.as_str()), (&RED[..], "NotoSerifSC-Bold"));
    let number = page.line("甲科〔2023〕5号");
    near(number.top - mark.bottom, 2.0 * PITCH, "two lines between mark and number");
    near(number.middle(), (LEFT + RIGHT) / 2.0, "the number's middle");
    assert_eq!(number.size, 16.0);
    let rule = page.long_rules(100.0)[0];
    near(rule.top - number.bottom, 4.0, "the rule below the number");
    near(rule.width, 156.0, "the rule's length");
    near(rule.left, LEFT, "the rule's start");
    assert_eq!(rule.ink, RED);
}

/// §7.2.5, §7.2.6: an upward document has its number left, one character in, on the line of the last
/// signers; these stand right, one character in, two a line, the next under the first.
#[test]
fn signers_stand_two_a_line_opposite_the_number() {
    let page = &document("signers", "gongwen", "signers = [\"张三\", \"李四\", \"王五\"]", true)[0];
    let [label, first, second, third] = ["签发人", "张三", "李四", "王五"].map(|words| page.line(words));
    let number = page.line("甲科〔2023〕5号");
    near(number.left, LEFT + 5.64, "the number, one character in");
    near(number.baseline, third.baseline, "the number on the last signers' line");
    near(label.baseline, first.baseline, "label and name");
    near(second.right, RIGHT - 5.64, "the last name, one character from the right");
    near(third.left, first.left, "the next line under the first name");
    near(third.baseline - first.baseline, PITCH, "line by line");
    assert_eq!(first.font, "GBZenKai-Medium");
    assert_ne!(label.font, first.font);
}

/// §7.3.1, §7.3.2: the title in two-size 小标宋, in the middle, two lines below the rule; the
/// addressee flush left, also on its next lines, after a blank line.
#[test]
fn title_and_addressee_stand_where_the_standard_says() {
    let page = &document("title", "gongwen", "", true)[0];
    let rule = page.long_rules(100.0)[0];
    let lines = ["亳州市科学技术协会", "关于进一步加强和改进新时代", "科技社团党的建设工作的实施意见"];
    let title = page.of_size(22.0);
    let title: Vec<Line> = lines.iter().map(|words| title.line(words)).collect();
    near(title[0].top - rule.top - rule.height, 2.0 * PITCH, "two lines between rule and title");
    for line in &title {
        assert_eq!((line.size, line.font.as_str()), (22.0, "NotoSerifSC-Bold"));
        near(line.middle(), (LEFT + RIGHT) / 2.0, "the title's middle");
        assert!(line.left > LEFT + 7.0 && line.right < RIGHT - 7.0, "a title fills no line");
    }
    // One 二号 character and seven eighths of a 三号 one (§3.2).
    near(title[1].baseline - title[0].baseline, 12.6, "the title's lines");
    let [addressee, more] = ["各县（区）", "机关各部室"].map(|words| page.line(words));
    let blank = addressee.top - title[2].bottom;
    assert!((PITCH..2.0 * PITCH + 4.85).contains(&blank), "one line, and what leads back to the grid: {blank}");
    grid_line(&addressee);
    near(addressee.left, LEFT, "the addressee");
    assert_eq!(grid_line(&more), grid_line(&addressee) + 1);
}

/// §7.3.3: paragraphs two characters in, their next lines flush; 黑体, 楷体, 仿宋, 仿宋 for the four
/// levels, all 三号, all on the grid.
#[test]
fn text_and_headings_look_as_the_standard_says() {
    let page = &document("levels", "gongwen", "", true)[0];
    let body = page.line("第二段").font;
    let faces = [
        ("总体要求", "NotoSansSC-Medium"),
        ("基本原则", "GBZenKai-Medium"),
        ("坚持服务", body.as_str()),
        ("坚持基层", body.as_str()),
    ];
    let pages = document("levels-2", "gongwen", "", true);
    let find = |words: &str| pages.iter().find(|page| page.has(words)).expect("on some page").line(words);
    for (words, face) in faces {
        let line = find(words);
        assert_eq!((line.font.as_str(), line.size), (face, 16.0), "{words}");
        grid_line(&line);
    }
    let [first, second, next] = ["正文的第一段", "第二段", "空二字"].map(|words| page.line(words));
    near(first.left, LEFT + 2.0 * CELL, "the first line's indent");
    near(second.left, LEFT + 2.0 * CELL, "the second paragraph's indent");
    assert_eq!(grid_line(&next), grid_line(&first));
    let flush = page.characters.iter().filter(|one| one.size == 16.0 && (one.left - LEFT).abs() < 0.1).count();
    assert!(flush >= 4, "next lines are flush");
}

/// §7.3.4: 附件说明 one line below the text, two characters in, no final mark, the names' next lines
/// under their first characters.
#[test]
fn the_list_of_attachments_hangs() {
    let pages = document("attachments", "gongwen", "", true);
    let page = pages.iter().find(|page| page.has("附件：")).unwrap();
    let [text, label, first, second] = ["这一款的话", "附件：", "名称很长", "第二个附件"].map(|words| page.line(words));
    assert_eq!(grid_line(&label), grid_line(&text) + 2);
    near(label.left, edge(page) + 2.0 * CELL, "附件, two characters in");
    near(first.left, second.left, "names under each other");
    let indented = page.characters.iter().filter(|one| (one.left - first.left).abs() < 0.1).count();
    assert!(indented >= 3, "the name's next line starts under its first character");
    near(page.line("1.名称").left, page.line("2.第二").left, "numbers under each other");
}

/// The left edge of a page's type area, told from the side of its number.
fn edge(page: &Marks) -> f64 {
    let number = page.line("—");
    if number.left < 100.0 { 26.0 } else { LEFT }
}

/// §7.3.5.1 (sealed): the date four characters from the right, the issuer in its middle. §7.3.7:
/// 附注 on the next line, two characters in.
#[test]
fn a_sealed_signature_stands_over_its_date() {
    let pages = document("sealed", "gongwen", "", true);
    let page = pages.iter().find(|page| page.has("2023年3月1日")).unwrap();
    let left = edge(page);
    let [date, note] = ["2023年3月1日", "（此件公开发布）"].map(|words| page.line(words));
    near(date.right, left + 156.0 - 4.0 * 16.0 * 25.4 / 72.0, "the date, four characters from the right");
    let name = signature_line(page, &date);
    near(name.middle(), date.middle(), "the issuer over the date");
    assert_eq!(grid_line(&note), grid_line(&date) + 1);
    near(note.left, left + 2.0 * CELL, "附注, two characters in");
}

/// §7.3.5.2 (not sealed): after a blank line the issuer two characters from the right, the date's
/// first character two characters right of the issuer's.
#[test]
fn an_unsealed_signature_leads_its_date() {
    let em = 16.0 * 25.4 / 72.0;
    let short = document("unsealed", "gongwen", "", false);
    let page = short.iter().find(|page| page.has("2023年3月1日")).unwrap();
    let date = page.line("2023年3月1日");
    near(date.right, edge(page) + 156.0 - 2.0 * em, "a date that is longer takes the two characters");
    near(date.left - signature_line(page, &date).left, 2.0 * em, "the date, two characters on");
    let report = format!("{HEAD}{TAIL}").replace("TEMPLATE", "gongwen").replace("SIGNERS", "");
    let report = report.replace("SEALED", "false").replace("= \"甲市科学技术协会\"", "= \"甲市科学技术协会党组\"");
    let pages = pages_of("unsealed-long", &report);
    let page = pages.iter().find(|page| page.has("2023年3月1日")).unwrap();
    let date = page.line("2023年3月1日");
    let name = signature_line(page, &date);
    near(name.right, edge(page) + 156.0 - 2.0 * em, "the issuer, two characters from the right");
    near(date.left - name.left, 2.0 * em, "the date, two characters on");
    assert_eq!(grid_line(&name), grid_line(&page.line("2.第二个附件")) + 2);
}

/// The issuer above a date.
fn signature_line(page: &Marks, date: &Line) -> Line {
    let line: Vec<_> =
        page.characters.iter().filter(|one| (one.baseline - date.baseline + PITCH).abs() < 0.05).collect();
    let text: String = line.iter().map(|one| one.text.as_str()).collect();
    assert!(text.starts_with("甲市科学技术协会"), "{text}");
    let part = |one: &super::positions::Character| Line {
        left: one.left,
        right: one.right,
        top: one.top(),
        bottom: one.bottom(),
        baseline: one.baseline,
        size: one.size,
        font: one.font.clone(),
        ink: one.ink.clone(),
    };
    Line { right: line[line.len() - 1].right, ..part(line[0]) }
}

/// §7.3.6: an attachment on a new page, `附件1` in 黑体 flush left in the first line, its title in the
/// middle of the third.
#[test]
fn an_attachment_has_its_label_and_its_title_in_the_first_and_the_third_line() {
    let pages = document("attachment", "gongwen", "", true);
    let page = pages.iter().find(|page| page.has("附件的话")).unwrap();
    let label = page.line("附件1");
    assert_eq!((grid_line(&label), label.font.as_str()), (1, "NotoSansSC-Medium"));
    near(label.left, edge(page), "附件1, flush left");
    let title = page.characters.iter().find(|one| one.size == 22.0).unwrap();
    near(title.top(), TOP + 2.0 * PITCH, "the title in the third line");
}

/// §7.4; GB/T 33476.2-2016 §7.3.1: 版记 at the foot of the last, even page: rules as wide as the type
/// area, 0.35 mm outside and 0.25 mm between; 四号 仿宋, one character in on both sides.
#[test]
fn the_record_closes_the_last_even_page() {
    let pages = document("record", "gongwen", "", true);
    assert_eq!(pages.len() % 2, 0);
    let page = &pages[pages.len() - 1];
    let rules = page.long_rules(150.0);
    let thick: Vec<f64> = rules.iter().map(|rule| (rule.height * 100.0).round() / 100.0).collect();
    assert_eq!(thick, [0.35, 0.25, 0.35]);
    for rule in &rules {
        near(rule.width, 156.0, "as wide as the type area");
        near(rule.left, 26.0, "from its edge, on an even page");
    }
    let last = rules[2];
    near(last.top + last.height, 297.0 - 32.58, "the last rule at the type area's foot");
    let em = 14.0 * 25.4 / 72.0;
    let [copies, printer, date] = ["抄送：", "甲市科协办公室", "2023年3月2日印发"].map(|words| page.line(words));
    near(copies.left, 26.0 + em, "抄送, one character in");
    near(printer.left, 26.0 + em, "印发机关, one character in");
    near(date.right, 26.0 + 156.0 - em, "印发日期, one character in");
    assert_eq!((copies.size, date.size), (14.0, 14.0));
    assert!(rules[0].top < copies.top && copies.bottom < rules[1].top && rules[1].top < printer.top);
}

/// §7.5: four-size half-width figures in 宋体 between dashes, 7 mm below the type area (269 mm), odd
/// pages right, even pages left, one character in.
#[test]
fn page_numbers_stand_seven_millimetres_below_the_type_area() {
    let pages = document("numbers", "gongwen", "", true);
    let em = 14.0 * 25.4 / 72.0;
    for (index, page) in pages.iter().enumerate() {
        let number = page.line(&format!("—{}—", index + 1));
        // This face's dash is narrower than the character's cell, in whose middle it stands.
        let dash = page.line("—");
        let bearing = (em - (dash.right - dash.left)) / 2.0;
        assert_eq!((number.size, number.font.as_str()), (14.0, "NotoSerifSC-Regular"));
        // The dash runs through the middle of its em box.
        near(number.top + em / 2.0, TOP + 225.0 + 7.0, "the dash");
        if index % 2 == 0 {
            near(number.right, RIGHT - em - bearing, "odd pages right");
        } else {
            near(number.left, 26.0 + em + bearing, "even pages left");
        }
    }
}

/// §7.5: a blank page before 版记, and the page of 版记 after it, bear no number.
#[test]
fn a_blank_page_and_the_record_after_it_bear_no_number() {
    let text = "文".repeat(28 * 40 - 2);
    let report = format!(
        "[report]\ntitle = \"题\"\norganization = \"甲科协\"\ndate = 2023-03-01\ntemplate = \"gongwen\"\n\
         [[section]]\ntitle = \"甲\"\nbody = \"{text}\"\n[distribution]\ncopies_to = [\"乙\"]\nprinter = \"丙\"\n"
    );
    let pages = pages_of("blank", &report);
    assert_eq!(pages.len(), 4);
    assert!(pages[1].has("—2—"));
    assert!(pages[2].characters.is_empty());
    assert!(pages[3].has("抄送") && !pages[3].has("—"));
}

/// §10.1 (信函): the mark 30 mm from the paper's top; double rules of 170 mm, 4 mm below it and 20 mm
/// from the paper's foot, thick outside; the first part and the number seven eighths of a character
/// §10.2 (命令): the mark 20 mm below the type area's top, the number two lines below, the text two
/// §10.3: 出席, 请假, 列席 after a blank line, two characters in, the labels in 黑体, the names hanging
/// §7.3.5.1 (several seals): issuers in rows in their order, so far apart that seals of 42 mm neither
/// meet nor leave the type area; the last issuer over the date.
#[test]
fn several_seals_do_not_meet() {
    let names = ["亳州市科学技术协会", "亳州市教育局", "亳州市卫生健康委员会", "蚌埠市科协"];
    let report = format!(
        "[report]\ntitle = \"题\"\norganization = {names:?}\ndate = 2023-03-01\ntemplate = \"gongwen\"\n\
         [[section]]\ntitle = \"甲\"\nbody = \"正文。\"\n[signature]\nsealed = true\n"
    );
    let page = &pages_of("seals", &report)[0];
    let lines = names.map(|name| page.line(name));
    let date = page.line("2023年3月1日");
    near(lines[3].middle(), date.middle(), "the last issuer over the date");
    for (index, one) in lines.iter().enumerate() {
        assert!(
            one.middle() - 21.0 > LEFT - 0.01 && one.middle() + 21.0 < RIGHT + 0.01,
            "{index} leaves the type area"
        );
        for other in &lines[index + 1..] {
            let apart = (one.middle() - other.middle()).hypot(one.baseline - other.baseline);
            assert!(apart > 42.0, "two seals meet: {apart} mm");
        }
    }
    // A seal on the first issuers reaches to within a line of the text.
    let text = page.line("正文");
    assert!((lines[0].baseline - text.baseline - 2.0 * PITCH).abs() < 0.05);
}

/// §7.3.5.3 (签名章): two blank lines, the stamp four characters from the right, the post two
/// §8: a turned table has its head at the binding edge of an odd page and at the fore-edge of an even
/// one: the left edge of the paper on both; the page's number stays where it is.
#[test]
fn a_turned_table_has_its_head_at_the_left() {
    for (breaks, page) in [("", 1), ("{{pagebreak}}\n\n另一面。\n\n", 2)] {
        let report = format!(
            "[report]\ntitle = \"题\"\ntemplate = \"gongwen\"\n[[section]]\ntitle = \"甲\"\nbody = \"\"\"\n正文。\n\n{breaks}\
             {{{{table t}}}}\n\"\"\"\n[table.t]\ncaption = \"宽表\"\nlandscape = true\nheader = [\"表头\"]\nrows = [[\"数据\"]]\n"
        );
        let page = &pages_of(&format!("turned-{page}"), &report)[page];
        let one = |words: &str| page.characters.iter().find(|one| one.text == words).expect("it is there").clone();
        // Turned, a character's place is where its baseline starts, from the paper's left.
        let (head, cell) = (one("头"), one("据"));
        assert!(head.left < cell.left, "the head is nearer to the left edge");
        assert!(page.has("—"));
    }
}

/// §7.2, §7.3: the first page shows text, so that a long list of addressees belongs into 版记.
#[test]
fn the_first_page_shows_text() {
    let page = &document("shows-text", "gongwen", "", true)[0];
    assert!(page.has("正文的第一段"));
}

/// §7.4.2: 主送 that moved into the record stands above 抄送, without a rule between.
#[test]
fn addressees_in_the_record_share_the_room_of_the_copies() {
    let report = "[report]\ntitle = \"题\"\ndate = 2023-03-01\ntemplate = \"gongwen\"\n[[section]]\ntitle = \"甲\"\nbody = \"正文。\"\n\
                  [distribution]\nsent_to = \"各县科协\"\ncopies_to = \"市委办\"\nprinter = \"甲科协\"\n";
    let pages = pages_of("sent-to", report);
    let page = &pages[pages.len() - 1];
    let rules = page.long_rules(150.0);
    assert_eq!(rules.len(), 3);
    let [sent, copies, printer] = ["主送：各县科协。", "抄送：市委办。", "甲科协"].map(|words| page.line(words));
    assert!(rules[0].top < sent.top && sent.bottom < copies.top && copies.bottom < rules[1].top);
    assert!(rules[1].top < printer.top);
}

/// §5.2.3 on whole reports: every baseline of 三号 text and headings is on the grid, on every page.
#[test]
fn every_line_of_the_report_is_on_the_grid() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = std::fs::read_to_string(folder.join("report.toml")).unwrap();
    for template in ["gongwen", "meeting"] {
        let text = report.replace("template     = \"meeting\"", &format!("template     = \"{template}\""));
        assert!(text.contains(&format!("\"{template}\"")));
        let pages = pages_of(&format!("report-{template}"), &text);
        let mut lines = 0;
        // The cover has places of its own.
        for page in pages.iter().skip(usize::from(template == "meeting")) {
            for baseline in page.baselines(16.0) {
                let index = (baseline - first_baseline()) / PITCH;
                assert!((index - index.round()).abs() * PITCH < 0.05, "{template}: {index}");
                assert!(index < 21.5, "{template}: more than 22 lines");
                lines += 1;
            }
        }
        assert!(lines > 150, "{template} has {lines} lines");
    }
}
