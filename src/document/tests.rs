//! A small report in memory, resolved with the templates that ship, and compared as text.

use std::collections::BTreeMap;

use crate::assets::Memory;
use crate::diag::{Outcome, Sources, Span};
use crate::report::{self, DateText, ProseBlock, ProseBlockKind, ProseInline, Report, ReportMeta, Section, Spanned};
use crate::template::{StyleName, Template, load};

use super::*;

fn template(name: &str) -> Template {
    load(name, &Memory::default(), &mut Sources::default()).expect("ships").value
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned { value, span: Span::default() }
}

fn named(words: &[&str]) -> Vec<Spanned<String>> {
    words.iter().map(|word| spanned((*word).to_owned())).collect()
}

fn text(text: &str) -> ProseInline {
    ProseInline::Text { text: text.to_owned(), marks: Marks::default(), link: None, span: Span::default() }
}

fn reference(target: &str) -> ProseInline {
    ProseInline::Reference { target: target.to_owned(), marks: Marks::default(), span: Span::default() }
}

fn mark(id: &str) -> ProseInline {
    ProseInline::NoteMark { id: id.to_owned(), span: Span::default() }
}

fn block(kind: ProseBlockKind) -> ProseBlock {
    ProseBlock { span: Span::default(), kind }
}

fn paragraph(content: Vec<ProseInline>) -> ProseBlock {
    block(ProseBlockKind::Paragraph(content))
}

fn list(ordered: bool, start: u32, items: Vec<Vec<ProseBlock>>) -> ProseBlock {
    block(ProseBlockKind::List { ordered, start, items })
}

fn section(level: u8, title: &str, blocks: Vec<ProseBlock>) -> Section {
    let (level, title) = (spanned(level), vec![text(title)]);
    Section { id: None, level, title, numbered: true, blocks, span: Span::default() }
}

fn figure(caption: &str) -> report::Figure {
    report::Figure {
        picture: Picture::Pending { aspect: 1.5 },
        caption: vec![text(caption)],
        alt: spanned("图".to_owned()),
        width: None,
        span: Span::default(),
    }
}

fn cell(column: usize, content: &str) -> report::Cell {
    let content = vec![text(content)];
    report::Cell { column, column_span: 1, row_span: 1, align: None, content, span: Span::default() }
}

fn table(caption: Option<&str>) -> report::Table {
    report::Table {
        caption: caption.map(|caption| vec![text(caption)]),
        columns: vec![Column { share: None, align: CellAlign::Left }, Column { share: None, align: CellAlign::Right }],
        header_rows: 1,
        rows: vec![vec![cell(0, "年份"), cell(1, "比例")], vec![cell(0, "2022"), cell(1, "10.0%")]],
        note: None,
        landscape: false,
        span: Span::default(),
    }
}

fn chart(caption: &str) -> report::Chart {
    report::Chart {
        kind: ChartKind::Column,
        caption: vec![text(caption)],
        alt: spanned("比例".to_owned()),
        categories: vec!["2022".to_owned()],
        series: vec![Series { name: "比例".to_owned(), values: vec![None] }],
        unit: "%".to_owned(),
        height: None,
        span: Span::default(),
    }
}

fn note(content: &str) -> report::Note {
    report::Note { content: vec![text(content)], span: Span::default() }
}

/// A title, two issuers, a date, and nothing else.
fn bare() -> Report {
    Report {
        meta: ReportMeta {
            title: named(&["奋进新征程", "勇担新使命"]),
            subtitle: None,
            organizations: named(&["亳州市科协", "蚌埠市科协"]),
            authors: Vec::new(),
            keywords: Vec::new(),
            description: None,
            date: Some(spanned(Date { year: 2023, month: 3, day: 1 })),
            template: None,
            language: spanned("zh-CN".to_owned()),
            span: Span::default(),
        },
        cover: None,
        masthead: None,
        contents: None,
        addressee: None,
        sections: Vec::new(),
        attachments: Vec::new(),
        signature: None,
        annotation: None,
        distribution: None,
        figures: BTreeMap::new(),
        tables: BTreeMap::new(),
        charts: BTreeMap::new(),
        notes: BTreeMap::new(),
        images: Vec::new(),
    }
}

fn resolved(report: Report, name: &str) -> Document {
    resolve(report, &template(name)).expect("resolves").value
}

fn codes<T>(outcome: &Outcome<T>) -> Vec<&'static str> {
    let found = match outcome {
        Ok(warned) => &warned.warnings,
        Err(errors) => errors,
    };
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

fn inlines(content: &[Inline]) -> String {
    let written = |inline: &Inline| match inline {
        Inline::Text(Text { text, reference: Some(target), .. }) => format!("[{text}→{target}]"),
        Inline::Text(text) => text.text.clone(),
        Inline::LineBreak => "⏎".to_owned(),
        Inline::NoteMark(index) => format!("^{index}"),
        Inline::PageNumber { target, .. } => format!("[p→{target}]"),
    };
    content.iter().map(written).collect()
}

fn captioned(caption: &Caption) -> String {
    format!("{} {}", caption.number, inlines(&caption.content))
}

/// One line a block, as a reader would tell it.
fn told(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| {
            format!("{}{}", block.id.as_ref().map_or(String::new(), |id| format!("#{id} ")), tell(&block.kind))
        })
        .collect()
}

fn tell(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Cover(cover) => format!("cover {:?} {:?} {:?}", cover.title, cover.organizations, cover.date),
        BlockKind::Masthead(head) => {
            format!("masthead {:?}{} {:?} {:?}", head.mark, head.mark_suffix, head.number, head.date)
        }
        BlockKind::Title(title) => format!("title {}", title.lines.join("/")),
        BlockKind::Contents(contents) => {
            let entries = contents
                .entries
                .iter()
                .map(|entry| format!("{}:{}{}→{}", entry.level, entry.number, entry.text, entry.target));
            format!("contents {} {}", contents.title, entries.collect::<Vec<_>>().join(" "))
        }
        BlockKind::Heading(heading) => {
            format!("h{} {}{} ({})", heading.level, heading.number, inlines(&heading.content), heading.ordinal)
        }
        BlockKind::Paragraph(paragraph) => format!("{:?} {}", paragraph.style, inlines(&paragraph.content)),
        BlockKind::List(list) => {
            let items = list.items.iter().map(|item| format!("{}{{{}}}", item.label, told(&item.blocks).join("; ")));
            format!("list{} {}", list.depth, items.collect::<Vec<_>>().join(" "))
        }
        BlockKind::Quote(blocks) => format!("quote {}", told(blocks).join("; ")),
        BlockKind::Table(table) => table.caption.as_ref().map_or("table".to_owned(), captioned),
        BlockKind::Figures(figures) => figures
            .iter()
            .map(|figure| format!("#{} {}", figure.id, captioned(&figure.caption)))
            .collect::<Vec<_>>()
            .join(" | "),
        BlockKind::Chart(chart) => captioned(&chart.caption),
        BlockKind::Addressee(content) => format!("to {}", inlines(content)),
        BlockKind::AttachmentNote(note) => {
            let items = note.items.iter().map(|item| format!("{}{}→{:?}", item.number, item.name, item.target));
            format!("{}{}", note.label, items.collect::<Vec<_>>().join(" "))
        }
        BlockKind::AttachmentHead(head) => format!("{} {}", head.label, head.title),
        BlockKind::Signature(signed) => format!("signed {:?} {:?}", signed.organizations, signed.date),
        BlockKind::Annotation(content) => format!("remark {}", inlines(content)),
        BlockKind::Distribution(record) => {
            let rows = record.rows.iter().map(|row| format!("{}{}", row.label, inlines(&row.content)));
            format!("{} / {:?} {:?}", rows.collect::<Vec<_>>().join(" "), record.printer, record.date)
        }
        BlockKind::PageBreak => "break".to_owned(),
    }
}

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

/// Two parts with pictures, charts and tables, referred to from before and after.
fn illustrated() -> Report {
    let mut report = bare();
    let placed = |kind| block(kind);
    report.figures = [("a", figure("航模")), ("b", figure("会场")), ("c", figure("展台"))]
        .map(|(key, figure)| (key.to_owned(), figure))
        .into();
    report.tables = [("t", table(Some("比例"))), ("u", table(None))].map(|(key, table)| (key.to_owned(), table)).into();
    report.charts = [("g", chart("变化"))].map(|(key, chart)| (key.to_owned(), chart)).into();
    report.sections = vec![
        section(
            1,
            "甲",
            vec![
                paragraph(vec![
                    text("见"),
                    reference("chart.g"),
                    text("、"),
                    reference("table.t"),
                    text("和"),
                    reference("section-x"),
                ]),
                placed(ProseBlockKind::Figures(named(&["b", "a"]))),
                placed(ProseBlockKind::Table(spanned("u".to_owned()))),
            ],
        ),
        section(
            1,
            "乙",
            vec![
                placed(ProseBlockKind::Chart(spanned("g".to_owned()))),
                placed(ProseBlockKind::Table(spanned("t".to_owned()))),
                placed(ProseBlockKind::Figures(named(&["c"]))),
            ],
        ),
        section(2, "丙", vec![]),
    ];
    report.sections[2].id = Some(spanned("section-x".to_owned()));
    report
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
            "list0 ●{ListItem 寅; list1 ○{ListItem 卯}}",
            "quote Quote 辰",
            "break",
        ]
    );
}

/// An official document with every part that GB/T 9704 knows.
fn official() -> Report {
    let mut report = bare();
    report.masthead = Some(report::Masthead {
        copy_number: Some(spanned("000001".to_owned())),
        classification: None,
        urgency: None,
        mark: Vec::new(),
        suffix: None,
        number: Some(spanned("亳科协〔2023〕5号".to_owned())),
        signers: Vec::new(),
        editor: None,
        date: None,
        span: Span::default(),
    });
    report.addressee = Some(vec![text("各县、区科协:")]);
    report.sections = vec![section(1, "甲", vec![])];
    let attachment = |title: &str, blocks| report::Attachment { id: None, title: spanned(title.to_owned()), blocks };
    report.attachments =
        vec![attachment("名单。", Some(vec![paragraph(vec![text("张三")])])), attachment("另发的表", None)];
    report.signature =
        Some(report::Signature { organizations: Vec::new(), date: None, sealed: false, span: Span::default() });
    report.annotation = Some(vec![text("联系人：张三")]);
    report.distribution = Some(report::Distribution {
        sent_to: Vec::new(),
        copies_to: named(&["省科协", "市委办公室。"]),
        rows: vec![report::DistributionRow { label: spanned("分送：".to_owned()), text: vec![text("各部。")] }],
        printer: Some(spanned("亳州市科协办公室".to_owned())),
        date: Some(spanned(DateText::Date(Date { year: 2023, month: 3, day: 2 }))),
        span: Span::default(),
    });
    report
}

#[test]
fn the_parts_of_an_official_document_stand_in_the_order_of_the_standard() {
    let document = resolve(official(), &template("gongwen")).expect("resolves");
    assert_eq!(document.warnings, []);
    assert_eq!(
        told(&document.value.blocks),
        [
            "masthead [\"亳州市科协\", \"蚌埠市科协\"]文件 Some(\"亳科协〔2023〕5号\") None",
            "title 奋进新征程/勇担新使命",
            "to 各县、区科协：",
            "#section-1 h1 一、甲 (1)",
            "附件：1.名单→Some(\"attachment-1\") 2.另发的表→None",
            "signed [\"亳州市科协\", \"蚌埠市科协\"] Some(\"2023年3月1日\")",
            "remark （联系人：张三）",
            "#attachment-1 附件1 名单",
            "Body 张三",
            "抄送：省科协，市委办公室。 分送：各部。 / Some(\"亳州市科协办公室\") Some(\"2023年3月2日印发\")",
        ]
    );
}

#[test]
fn one_attachment_has_no_number_and_stands_in_the_contents() {
    let mut report = official();
    report.attachments.truncate(1);
    report.contents =
        Some(report::Contents { enabled: true, depth: Some(spanned(1)), title: None, span: Span::default() });
    let told = told(&resolved(report, "gongwen").blocks);
    assert_eq!(told[0], "contents 目　录 1:一、甲→section-1 1:附件　名单→attachment-1");
    assert!(told.contains(&"附件：名单→Some(\"attachment-1\")".to_owned()));
    assert!(told.contains(&"#attachment-1 附件 名单".to_owned()));
}

#[test]
fn a_briefing_bears_the_date_of_the_report_in_its_head() {
    let mut report = official();
    if let Some(head) = &mut report.masthead {
        head.mark = named(&["科协简报"]);
        head.number = Some(spanned("第1期".to_owned()));
    }
    let told = told(&resolved(report, "briefing").blocks);
    assert_eq!(told[0], "masthead [\"科协简报\"] Some(\"第1期\") Some(\"2023年3月1日\")");
}

#[test]
fn what_a_template_cannot_make_is_said() {
    let mut report = official();
    report.cover = Some(report::Cover {
        enabled: true,
        label: None,
        title: Vec::new(),
        subtitle: None,
        occasion: None,
        organizations: Vec::new(),
        date: None,
        span: Span::default(),
    });
    assert_eq!(codes(&resolve(report.clone(), &template("gongwen"))), ["unused-cover"]);
    assert_eq!(codes(&resolve(report.clone(), &template("meeting"))), ["unused-masthead"]);
    report.sections.clear();
    report.attachments.clear();
    report.contents = Some(report::Contents { enabled: true, depth: None, title: None, span: Span::default() });
    assert_eq!(codes(&resolve(report, &template("gongwen"))), ["unused-cover", "empty-contents"]);
}

#[test]
fn a_report_may_do_without_cover_and_contents() {
    let mut report = illustrated();
    report.contents = Some(report::Contents { enabled: false, depth: None, title: None, span: Span::default() });
    report.cover = Some(report::Cover {
        enabled: false,
        label: None,
        title: Vec::new(),
        subtitle: None,
        occasion: None,
        organizations: Vec::new(),
        date: None,
        span: Span::default(),
    });
    let told = told(&resolved(report, "meeting").blocks);
    assert_eq!(told[..2], ["title 奋进新征程/勇担新使命", "#section-1 h1 甲 (0)"]);
}

#[test]
fn body_text_has_the_body_style() {
    let mut report = bare();
    report.sections = vec![section(1, "甲", vec![paragraph(vec![text("字")])])];
    let document = resolved(report, "booklet");
    let style = document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(paragraph) => Some(paragraph.style),
        _ => None,
    });
    assert_eq!(style, Some(StyleName::Body));
}
