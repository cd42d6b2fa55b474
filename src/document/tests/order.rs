//! Which parts a document has, and their order.

use super::build::*;
use super::tell::*;
use crate::diag::Span;
use crate::document::*;
use crate::report;
use crate::template::StyleName;

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
