//! Numbers, references, notes and labels.

use super::build::*;
use super::tell::*;
use crate::document::*;
use crate::report::ProseBlockKind;

#[test]
fn meeting_makes_cover_contents_and_numbered_parts() {
    let mut report = bare();
    report.sections = vec![
        section(1, "亳州市科协", vec![]),
        section(2, "政治性", vec![paragraph(vec![text("一段。")])]),
        section(3, "学习", vec![]),
        section(2, "先进性", vec![]),
        section(3, "服务", vec![]),
        section(4, "活动", vec![]),
        section(1, "蚌埠市科协", vec![]),
        section(2, "群众性", vec![]),
    ];
    report.sections[3].id = Some(spanned("advance".to_owned()));
    let document = resolved(report, "meeting");
    assert_eq!(document.meta.title, "奋进新征程勇担新使命");
    assert_eq!(
        told(&document.blocks),
        [
            "cover [\"奋进新征程\", \"勇担新使命\"] [\"亳州市科协\", \"蚌埠市科协\"] Some(\"2023年3月1日\")",
            "contents 目　录 1:亳州市科协→section-1 2:一、政治性→section-2 2:二、先进性→advance 1:蚌埠市科协→section-7 2:一、群众性→section-8",
            "#section-1 h1 亳州市科协 (0)",
            "#section-2 h2 一、政治性 (1)",
            "Body 一段。",
            "#section-3 h3 （一）学习 (1)",
            "#advance h2 二、先进性 (2)",
            "#section-5 h3 （一）服务 (1)",
            "#section-6 h4 1.活动 (1)",
            "#section-7 h1 蚌埠市科协 (0)",
            "#section-8 h2 一、群众性 (1)",
        ]
    );
}

#[test]
fn an_unnumbered_heading_takes_no_number_and_leaves_none_out() {
    let mut report = bare();
    report.sections = vec![section(1, "甲", vec![]), section(1, "前言", vec![]), section(1, "乙", vec![])];
    report.sections[1].numbered = false;
    let told = told(&resolved(report, "gongwen").blocks);
    assert_eq!(told[1..], ["#section-1 h1 一、甲 (1)", "#section-2 h1 前言 (0)", "#section-3 h1 二、乙 (2)"]);
}

#[test]
fn captions_are_numbered_in_the_order_of_the_text_and_references_print_them() {
    let told = told(&resolved(illustrated(), "meeting").blocks);
    assert_eq!(
        told[2..],
        [
            "#section-1 h1 甲 (0)",
            "Body 见[图3→chart.g]、[表1→table.t]和[一、丙→section-x]",
            "#figure.b 图1 会场 | #figure.a 图2 航模",
            "#table.u table",
            "#section-2 h1 乙 (0)",
            "#chart.g 图3 变化",
            "#table.t 表1 比例",
            "#figure.c 图4 展台",
            "#section-x h2 一、丙 (1)",
        ]
    );
}

#[test]
fn captions_start_again_in_each_part_where_the_template_says_so() {
    let mut template = template("meeting");
    template.numbering.captions_by_part = true;
    let document = resolve(illustrated(), &template).expect("resolves").value;
    let told = told(&document.blocks);
    assert_eq!(told[4], "#figure.b 图1-1 会场 | #figure.a 图1-2 航模");
    assert_eq!(told[7..10], ["#chart.g 图2-1 变化", "#table.t 表2-1 比例", "#figure.c 图2-2 展台"]);
}

#[test]
fn a_reference_to_a_table_without_a_number_is_an_error() {
    let mut report = illustrated();
    report.sections[2].blocks = vec![paragraph(vec![reference("table.u")]), paragraph(vec![reference("table.u")])];
    let outcome = resolve(report, &template("meeting"));
    assert!(outcome.is_err());
    assert_eq!(codes(&outcome), ["unnumbered-reference", "unnumbered-reference"]);
}

#[test]
fn cells_align_as_they_say_or_as_their_column_and_heads_in_the_middle() {
    let mut report = illustrated();
    if let Some(table) = report.tables.get_mut("t") {
        table.rows[1][0].align = Some(CellAlign::Center);
    }
    let document = resolved(report, "meeting");
    let table = document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) if block.id.as_deref() == Some("table.t") => Some(table),
        _ => None,
    });
    let aligns: Vec<CellAlign> =
        table.expect("the table").rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.align)).collect();
    assert_eq!(aligns, [CellAlign::Center, CellAlign::Center, CellAlign::Center, CellAlign::Right]);
}

#[test]
fn notes_are_numbered_by_their_first_mark_in_reading_order() {
    let mut report = bare();
    report.notes = [("a", note("甲注")), ("b", note("乙注")), ("unused", note("无"))]
        .map(|(key, note)| (key.to_owned(), note))
        .into();
    let mut figure = figure("图");
    figure.caption.push(mark("b"));
    report.figures.insert("f".to_owned(), figure);
    report.sections = vec![section(
        1,
        "甲",
        vec![block(ProseBlockKind::Figures(named(&["f"]))), paragraph(vec![text("字"), mark("a"), mark("b")])],
    )];
    report.sections[0].title.push(mark("a"));
    let document = resolved(report, "meeting");
    let ids: Vec<&str> = document.notes.iter().map(|note| note.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(inlines(&document.notes[1].content), "乙注");
    let told = told(&document.blocks);
    assert_eq!(told[1], "contents 目　录 1:甲→section-1");
    assert_eq!(told[2..], ["#section-1 h1 甲^0 (0)", "#figure.f 图1 图^1", "Body 字^0^1"]);
}

#[test]
fn lists_take_their_labels_by_depth_and_quotes_their_style() {
    let mut report = bare();
    let item = |content: &str| paragraph(vec![text(content)]);
    let deepest = list(true, 1, vec![vec![item("丁")]]);
    let deeper = list(true, 1, vec![vec![item("丙"), list(true, 1, vec![vec![item("圈"), deepest]])]]);
    report.sections = vec![section(
        1,
        "甲",
        vec![
            list(true, 3, vec![vec![item("子")], vec![item("丑"), deeper]]),
            list(false, 1, vec![vec![item("寅"), list(false, 1, vec![vec![item("卯")]])]]),
            block(ProseBlockKind::Quote(vec![item("辰")])),
            block(ProseBlockKind::PageBreak),
        ],
    )];
    let told = told(&resolved(report, "meeting").blocks);
    assert_eq!(
        told[3..],
        [
            "list0 3.{ListItem 子} 4.{ListItem 丑; list1 （1）{ListItem 丙; list2 ①{ListItem 圈; list3 ①{ListItem 丁}}}}",
            "list0 ●{ListItem 寅; list1 ◆{ListItem 卯}}",
            "quote Quote 辰",
            "break",
        ]
    );
}
