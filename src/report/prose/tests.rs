use super::*;
use crate::diag::FileId;
use crate::document::{Link, Underline};

fn read(text: &str) -> (Vec<ProseBlock>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let blocks = blocks(&Decoded::plain(text, FileId(0), 0), &mut found);
    (blocks, found)
}

/// Inlines in short: text with its marks as letters.
fn show(inlines: &[ProseInline]) -> String {
    let mut shown = String::new();
    for inline in inlines {
        match inline {
            ProseInline::Text { text, marks, link, .. } => {
                let mut letters = String::new();
                for (on, letter) in [(marks.bold, 'b'), (marks.kai, 'k'), (marks.dots, 'd'), (marks.code, 'c')] {
                    letters.extend(on.then_some(letter));
                }
                letters.extend(marks.underline.map(|underline| match underline {
                    Underline::Name => 'n',
                    Underline::Book => 'w',
                }));
                match link {
                    Some(Link::Url(url)) => letters.push_str(&format!("<{url}>")),
                    Some(Link::Internal(id)) => letters.push_str(&format!("<#{id}>")),
                    None => {}
                }
                shown.push_str(&if letters.is_empty() { text.clone() } else { format!("{letters}({text})") });
            }
            ProseInline::Ruby { pairs, .. } => {
                shown.extend(pairs.iter().map(|pair| format!("[{} {}]", pair.base, pair.reading)));
            }
            ProseInline::LineBreak => shown.push('/'),
            ProseInline::NoteMark { id, .. } => shown.push_str(&format!("[note {id}]")),
            ProseInline::Reference { target, .. } => shown.push_str(&format!("[ref {target}]")),
            ProseInline::PageReference { target, .. } => shown.push_str(&format!("[page {target}]")),
        }
    }
    shown
}

fn paragraph(text: &str) -> String {
    let (blocks, found) = read(text);
    assert!(found.is_empty(), "{text}: {found:?}");
    match &blocks[..] {
        [ProseBlock { kind: ProseBlockKind::Paragraph(content), .. }] => show(content),
        other => panic!("{text}: {other:?}"),
    }
}

fn codes(text: &str) -> Vec<(&'static str, u32)> {
    read(text).1.iter().map(|diagnostic| (diagnostic.code, diagnostic.span.unwrap().start)).collect()
}

#[test]
fn bold_works_beside_full_width_marks() {
    assert_eq!(paragraph("**“奋进”**的"), "b(“奋进”)的");
    assert_eq!(paragraph("是**重点。**下一句"), "是b(重点。)下一句");
    assert_eq!(paragraph("占**90%**。"), "占b(90%)。");
    assert_eq!(paragraph("见**(2021)**年，**[甲](http://a.cn/*b*c)**的"), "见b((2021))年，b<http://a.cn/*b*c>(甲)的");
    assert_eq!(paragraph("《**纲要**》**粗*楷*体**字"), "《b(纲要)》b(粗)bk(楷)b(体)字");
    assert_eq!(paragraph("见**乙**{{ref a}}**丙**[^x]**丁**"), "见b(乙)[ref a]b(丙)[note x]b(丁)");
    assert_eq!(paragraph("*楷体。*后面"), "k(楷体。)后面");
    assert_eq!(paragraph("𠮷**“𠮷”**é**(x)**é"), "𠮷b(“𠮷”)éb((x))é");
}

#[test]
fn marks_of_every_kind() {
    assert_eq!(paragraph("甲{{dots 着 重}}乙`a_{{b}}`丙[^gb]丁"), "甲d(着 重)乙c(a_{{b}})丙[note gb]丁");
    assert_eq!(
        paragraph("见{{ref figure.a_b}}（第{{page figure.a_b}}页）"),
        "见[ref figure.a_b]（第[page figure.a_b]页）"
    );
    assert_eq!(paragraph("[网](https://a.cn/)和[节](#bozhou)"), "<https://a.cn/>(网)和<#bozhou>(节)");
    assert_eq!(paragraph("**{{dots 甲}}{{ref x}}**"), "bd(甲)[ref x]");
    assert_eq!(paragraph("{{name 鲁迅}}{{name 周 作人}}{{book 呐喊}}说"), "n(鲁迅)n(周 作人)w(呐喊)说");
    assert_eq!(paragraph("{{ruby 亳州 bó zhōu}}和{{ruby 蚌埠 bèngbù}}"), "[亳 bó][州 zhōu]和[蚌埠 bèngbù]");
    assert_eq!(paragraph("\\{{ref x}} \\*甲\\* &amp; 2*3"), "{{ref x}} *甲* & 2*3");
}

#[test]
fn lines_join_by_their_neighbours() {
    assert_eq!(paragraph("市县\n两级"), "市县两级");
    assert_eq!(paragraph("hello\nworld"), "hello world");
    assert_eq!(paragraph("hello\n世界"), "hello世界");
    assert_eq!(paragraph("甲  \n乙\\\n丙"), "甲/乙/丙");
    assert_eq!(paragraph("　　手打的缩进"), "手打的缩进");
    assert_eq!(paragraph("**市县\n两级**"), "b(市县两级)");
}

#[test]
fn block_directives_part_a_paragraph() {
    let (blocks, found) = read("前\n{{figure a figure.b}}\n后\n\n{{pagebreak}}\n\n{{table t}}\n{{chart c}}\n");
    assert!(found.is_empty(), "{found:?}");
    let kinds: Vec<String> = blocks
        .iter()
        .map(|block| match &block.kind {
            ProseBlockKind::Paragraph(content) => show(content),
            ProseBlockKind::Figures(ids) => ids.iter().map(|id| id.value.as_str()).collect::<Vec<_>>().join("+"),
            ProseBlockKind::Table(id) | ProseBlockKind::Chart(id) => id.value.clone(),
            ProseBlockKind::PageBreak => "break".to_owned(),
            ProseBlockKind::List { .. } | ProseBlockKind::Quote(_) => "?".to_owned(),
        })
        .collect();
    assert_eq!(kinds, ["前", "a+b", "后", "break", "t", "c"]);
    assert_eq!(codes("前{{figure a}}\n"), [("directive-not-alone", 3)]);
}

#[test]
fn lists_and_quotations_nest() {
    let (blocks, found) = read("3. 甲\n4. 乙\n   - 丙\n\n> 丁\n>\n> 戊\n");
    assert!(found.is_empty());
    let ProseBlockKind::List { ordered: true, start: 3, items } = &blocks[0].kind else { panic!("{blocks:?}") };
    assert_eq!(items.len(), 2);
    assert!(matches!(&items[1][1].kind, ProseBlockKind::List { ordered: false, .. }));
    assert!(matches!(&blocks[1].kind, ProseBlockKind::Quote(content) if content.len() == 2));
}

#[test]
fn places_are_those_of_the_file() {
    let raw = "\"甲\\n\\n乙**丙**[^x]\"";
    let prose = Decoded::string(raw, "甲\n\n乙**丙**[^x]", FileId(0), 10);
    let blocks = blocks(&prose, &mut Vec::new());
    let ProseBlockKind::Paragraph(content) = &blocks[1].kind else { panic!() };
    let at = |needle: &str| 10 + raw.find(needle).unwrap() as u32;
    assert_eq!(blocks[1].span.start, at("乙"));
    assert!(
        matches!(&content[1], ProseInline::Text { span, .. } if span.start == at("丙") && span.end == at("丙") + 3)
    );
    assert!(matches!(&content[2], ProseInline::NoteMark { span, .. } if span.start == at("[^x]")));
}

#[test]
fn what_prose_cannot_hold_is_refused_where_it_stands() {
    assert_eq!(codes("甲\n\n# 标题\n"), [("prose-unsupported", 5)]);
    assert_eq!(codes("甲<b>乙"), [("prose-unsupported", 3)]);
    assert_eq!(codes("<div>\n"), [("prose-unsupported", 0)]);
    assert_eq!(codes("![图](a.png)"), [("prose-unsupported", 0)]);
    assert_eq!(codes("甲\n\n---\n"), [("prose-unsupported", 5)]);
    assert_eq!(codes("    四个空格"), [("prose-unsupported", 4)]);
    assert_eq!(codes("甲\n\n[a]: http://a.cn"), [("prose-unsupported", 5)]);
    assert_eq!(codes("甲{{ref x"), [("unclosed-directive", 3)]);
    assert_eq!(codes("{{figrue a}}"), [("unknown-directive", 2)]);
    for wrong in ["{{ref}}", "{{name}}", "{{book }}", "{{ruby 亳州}}", "{{ruby 亳州 bó zhōu shì}}"] {
        assert_eq!(codes(wrong), [("directive-argument", 0)], "{wrong}");
    }
    assert_eq!(codes("[a](b{{ref x}})"), [("directive-not-alone", 5)]);
    assert_eq!(codes("甲** 乙**丙"), [("stray-marks", 3), ("stray-marks", 9)]);
    let (_, found) = read("{{figrue a}}");
    assert!(found[0].help.as_ref().unwrap().en.contains("{{figure"), "{found:?}");
}

#[test]
fn one_paragraph_has_no_block_syntax() {
    let inlines_of = |text: &str| {
        let mut found = Vec::new();
        let content = inlines(&Decoded::plain(text, FileId(0), 0), &mut found);
        (show(&content), found.iter().map(|d| d.code).collect::<Vec<_>>())
    };
    for text in ["1. 甲", "# 甲", "-", "- 甲", "> 5", "2022.", "+5", "---", "=", "10.0%"] {
        assert_eq!(inlines_of(text), (text.to_owned(), vec![]));
    }
    assert_eq!(inlines_of("**(2021)**的").0, "b((2021))的");
    assert_eq!(inlines_of("  甲 ").0, "甲");
    assert_eq!(inlines_of("甲\n\n乙").1, ["not-inline"]);
    assert_eq!(inlines_of("{{figure a}}").1, ["directive-not-alone", "not-inline"]);
    let content = inlines(&Decoded::plain("甲[^x]", FileId(0), 5), &mut Vec::new());
    assert!(matches!(&content[1], ProseInline::NoteMark { span, .. } if (span.start, span.end) == (8, 12)));
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    assert_eq!(codes(&">".repeat(5000)).len(), 1);
    assert!(!codes(&"{{".repeat(500)).is_empty());
}
