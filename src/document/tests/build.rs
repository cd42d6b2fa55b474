//! The pieces of a report, made in memory.

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::document::{CellAlign, ChartKind, Column, Date, Marks, Picture, Placement, Series};
use crate::report::{self, DateText, ProseBlock, ProseBlockKind, ProseInline, Report, ReportMeta, Section, Spanned};

pub(super) fn spanned<T>(value: T) -> Spanned<T> {
    Spanned { value, span: Span::default() }
}

pub(super) fn named(words: &[&str]) -> Vec<Spanned<String>> {
    words.iter().map(|word| spanned((*word).to_owned())).collect()
}

pub(super) fn text(text: &str) -> ProseInline {
    ProseInline::Text { text: text.to_owned(), marks: Marks::default(), link: None, span: Span::default() }
}

pub(super) fn reference(target: &str) -> ProseInline {
    ProseInline::Reference { target: target.to_owned(), marks: Marks::default(), span: Span::default() }
}

pub(super) fn mark(id: &str) -> ProseInline {
    ProseInline::NoteMark { id: id.to_owned(), span: Span::default() }
}

pub(super) fn block(kind: ProseBlockKind) -> ProseBlock {
    ProseBlock { span: Span::default(), kind }
}

pub(super) fn paragraph(content: Vec<ProseInline>) -> ProseBlock {
    block(ProseBlockKind::Paragraph(content))
}

pub(super) fn list(ordered: bool, start: u32, items: Vec<Vec<ProseBlock>>) -> ProseBlock {
    block(ProseBlockKind::List { ordered, start, items })
}

pub(super) fn section(level: u8, title: &str, blocks: Vec<ProseBlock>) -> Section {
    let (level, title) = (spanned(level), vec![text(title)]);
    Section { id: None, level, title, numbered: true, blocks, span: Span::default() }
}

pub(super) fn figure(caption: &str) -> report::Figure {
    report::Figure {
        picture: Picture::Pending { aspect: 1.5 },
        caption: vec![text(caption)],
        alt: spanned("图".to_owned()),
        width: None,
        place: Placement::Near,
        span: Span::default(),
    }
}

pub(super) fn cell(column: usize, content: &str) -> report::Cell {
    let content = vec![text(content)];
    report::Cell { column, column_span: 1, row_span: 1, align: None, content, span: Span::default() }
}

pub(super) fn table(caption: Option<&str>) -> report::Table {
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

pub(super) fn chart(caption: &str) -> report::Chart {
    report::Chart {
        kind: ChartKind::Column,
        caption: vec![text(caption)],
        alt: spanned("比例".to_owned()),
        categories: vec!["2022".to_owned()],
        series: vec![Series { name: "比例".to_owned(), values: vec![None] }],
        unit: "%".to_owned(),
        height: None,
        place: Placement::Near,
        span: Span::default(),
    }
}

pub(super) fn note(content: &str) -> report::Note {
    report::Note { content: vec![text(content)], span: Span::default() }
}

/// A title, two issuers, a date, and nothing else.
pub(super) fn bare() -> Report {
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
        attendance: None,
        annotation: None,
        distribution: None,
        figures: BTreeMap::new(),
        tables: BTreeMap::new(),
        charts: BTreeMap::new(),
        notes: BTreeMap::new(),
        images: Vec::new(),
    }
}

/// Two parts with pictures, charts and tables, referred to from before and after.
pub(super) fn illustrated() -> Report {
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

/// An official document with every part that GB/T 9704 knows.
pub(super) fn official() -> Report {
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
    report.signature = Some(report::Signature {
        organizations: Vec::new(),
        date: None,
        sealed: false,
        post: None,
        span: Span::default(),
    });
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
