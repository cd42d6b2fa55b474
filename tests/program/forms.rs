//! The special forms of GB/T 9704-2012 (§7.3.5.3, §10), read back from the finished PDF.

use super::gongwen::{CELL, HEAD, LEFT, PITCH, RED, RIGHT, TAIL, TOP, document, grid_line, near, pages_of};

/// below; the title two lines further; no number on the first page, no rules in 版记.
#[test]
fn a_letter_has_its_double_rules() {
    let pages = document("letter", "letter", "", true);
    let page = &pages[0];
    let mark = page.line("甲市科学技术协会");
    near(mark.top, 30.0, "the mark's top");
    assert_eq!(mark.ink, RED);
    let rules = page.long_rules(150.0);
    assert_eq!(rules.len(), 4);
    for rule in &rules {
        near(rule.width, 170.0, "the rules' length");
        near(rule.left, 20.0, "the rules in the paper's middle");
        assert_eq!(rule.ink, RED);
    }
    near(rules[0].top - mark.bottom, 4.0, "the first below the mark");
    near(rules[3].top + rules[3].height, 297.0 - 20.0, "the last from the paper's foot");
    assert!(rules[0].height > rules[1].height && rules[2].height < rules[3].height, "thick outside");
    let [copy, number] = ["000001", "甲科〔2023〕5号"].map(|words| page.line(words));
    let below = rules[1].top + rules[1].height;
    near(copy.top - below, 4.84, "份号 below the rule");
    near(number.baseline, copy.baseline, "the number on its line");
    near(copy.left, LEFT, "份号 flush left");
    near(number.right, RIGHT, "the number flush right");
    let (urgency, title) = (page.line("特急"), page.of_size(22.0).line("亳州市科学技术协会"));
    near(title.top - urgency.bottom, 2.0 * PITCH, "two lines between the last part and the title");
    let lowest = page.characters.iter().map(|one| one.bottom()).fold(0.0, f64::max);
    assert!(rules[2].top - lowest >= 4.84, "the text keeps from the second rule");
    assert!(!page.has("—1—") && pages[1].has("—2—"));
    assert!(pages[pages.len() - 1].long_rules(100.0).is_empty());
}

/// lines below that; no title, no red rule.
#[test]
fn an_order_has_no_title_and_no_rule() {
    let report = format!("{HEAD}{TAIL}").replace("TEMPLATE", "order").replace("SIGNERS", "").replace("SEALED", "true");
    let report = report.replace("[addressee]\ntext", "[addressee]\n#text").replace("#text", "text");
    let page = &pages_of("order", &report)[0];
    let mark = page.line("甲市科学技术协会令");
    // Three lines of 份号 and the like reach further down than the mark's place.
    assert!(mark.top >= TOP + 20.0);
    let number = page.line("甲科〔2023〕5号");
    near(number.top - mark.bottom, 2.0 * PITCH, "two lines between mark and number");
    assert!(page.long_rules(100.0).is_empty());
    assert!(!page.has("实施意见"));
    let plain =
        report.replace("copy_number    = \"000001\"\nclassification = \"机密★1年\"\nurgency        = \"特急\"\n", "");
    let page = &pages_of("order-plain", &plain)[0];
    near(page.line("甲市科学技术协会令").top, TOP + 20.0, "the mark's top");
    let blank = page.line("各县（区）").top - page.line("甲科〔2023〕5号").bottom;
    assert!((2.0 * PITCH..3.0 * PITCH + 4.85).contains(&blank), "two lines, and what leads back to the grid: {blank}");
}

/// §10.3 (纪要): the mark 35 mm below the type area's top.
#[test]
fn minutes_have_their_mark() {
    let page = &document("minutes", "minutes", "", true)[0];
    let mark = page.line("甲市科学技术协会纪要");
    near(mark.top, TOP + 35.0, "the mark's top");
    assert_eq!(mark.ink, RED);
}

/// at the first character after the colon.
#[test]
fn minutes_list_who_was_there() {
    let report = "[report]\ntitle = \"题\"\ntemplate = \"minutes\"\n[[section]]\ntitle = \"甲\"\nbody = \"正文。\"\n\
                  [attendance]\npresent = \"张三、李四、王五、赵六、钱七、孙八、周九、吴十、郑一、冯二、陈三。\"\n\
                  absent = \"沈四。\"\nobservers = \"韩五。\"\n";
    let page = &pages_of("attendance", report)[0];
    let [text, present, absent, observers] = ["正文", "出席：", "请假：", "列席："].map(|words| page.line(words));
    assert_eq!(grid_line(&present), grid_line(&text) + 2);
    for label in [&present, &absent, &observers] {
        near(label.left, LEFT + 2.0 * CELL, "a label, two characters in");
        assert_eq!(label.font, "NotoSansSC-Medium");
    }
    let [first, more, absent_name] = ["张三", "陈三", "沈四"].map(|words| page.line(words));
    assert_eq!(first.font, text.font);
    near(absent_name.left, first.left, "names under each other");
    assert_eq!(grid_line(&more), grid_line(&first) + 1);
    let second: Vec<f64> =
        page.characters.iter().filter(|one| (one.baseline - more.baseline).abs() < 0.01).map(|one| one.left).collect();
    near(second.into_iter().fold(f64::MAX, f64::min), first.left, "the next line under the first character");
}

/// characters left of it in the middle of its height, a blank line, the date four characters in.
#[test]
fn a_stamp_has_its_room_right_of_the_post() {
    let report = "[report]\ntitle = \"题\"\ndate = 2023-03-01\ntemplate = \"order\"\n[[section]]\ntitle = \"甲\"\n\
                  body = \"正文。\"\n[signature]\npost = \"主任\"\n";
    let page = &pages_of("stamp", report)[0];
    let em = 16.0 * 25.4 / 72.0;
    let [text, post, date] = ["正文", "主任", "2023年3月1日"].map(|words| page.line(words));
    near(date.right, RIGHT - 4.0 * em, "the date, four characters from the right");
    near(post.right, RIGHT - 4.0 * em - 40.0 - 2.0 * em, "the post, two characters left of the stamp");
    // Two blank lines, the stamp's two lines, a blank line.
    near(date.baseline - text.baseline, 6.0 * PITCH, "the date below the stamp");
    near(post.baseline - text.baseline, 3.5 * PITCH, "the post in the middle of the stamp's height");
}
