//! Every kind of block and inline, in every shipped template, in both formats: none is dropped.

use std::io::{Cursor, Read};

use image::{ImageFormat, RgbImage};

use super::documents::{compact, docx_text, pdf_text};
use super::workplace::Workplace;

const TEMPLATES: [&str; 7] = ["gongwen", "meeting", "booklet", "briefing", "letter", "order", "minutes"];

const EVERYTHING: &str = r#"[report]
title        = ["总标题一行", "总标题二行"]
subtitle     = "副标题文字"
organization = ["甲市科协", "乙市科协"]
date         = 2023-03-01

[cover]
label    = "封面标注"
occasion = "会议名称"

[contents]
enabled = true
depth   = 4

[masthead]
copy_number    = "000001"
classification = "机密★1年"
urgency        = "特急"
mark           = ["版头机关"]
number         = "甲科〔2023〕1号"
signers        = ["签发人名"]
editor         = "编印单位"
date           = "简报日期"

[addressee]
text = "主送各单位："

[[section]]
id    = "one"
title = "一级标题文字"
body  = '''
普通段落，**粗体文字**，*楷体文字*，{{dots 着重文字}}，{{name 专名文字}}{{book 书名文字}}，{{ruby 注音字 zhùyīnzì}}，`code text`，[链接文字](https://example.org)，[内链文字](#two)。

引用图的{{ref figure.alone}}、引用表的{{ref table.merged}}、引用图表的{{ref chart.columns}}、引用节的{{ref two}}在第{{page two}}页。硬换行前\
硬换行后。脚注在此[^first]，又一个[^second]。

1. 有序一项
2. 有序二项
   - 内层一项

- 无序一项

> 引文文字

{{figure alone}}

{{figure left right}}

{{table merged}}

{{table file}}

{{table wide}}

{{chart columns}}

{{chart lines}}

{{chart pie}}

{{pagebreak}}

换页以后。
'''

[[section]]
id    = "two"
level = 2
title = "二级标题文字"
body  = "二级正文"

[[section]]
level = 3
title = "三级标题文字"
include = "prose.md"

[[section]]
level = 4
title = "四级标题文字"
body  = "四级正文"

[figure.alone]
image   = "picture.png"
caption = "单图图题"
alt     = "单图替代文字"

[figure.left]
image   = "picture.jpg"
caption = "左图图题"
alt     = "左图替代文字"

[figure.right]
caption = "待补图题"
alt     = "待补替代文字"

[table.merged]
caption = "合并表题"
header  = [[{ text = "两行表头", rows = 2 }, { text = "两列表头", columns = 2 }], ["下左表头", "下右表头"]]
rows    = [["左格", "3.3%", "12.9%"], [{ text = "三列合并", columns = 3 }]]
note    = "表注文字"

[table.file]
caption = "文件表题"
data    = "numbers.csv"

[table.wide]
caption   = "横页表题"
landscape = true
header    = ["横一", "横二"]
rows      = [["横格甲", "横格乙"]]

[chart.columns]
kind    = "column"
caption = "柱形图题"
alt     = "柱形替代文字"
data    = "table.file"

[chart.lines]
kind       = "line"
caption    = "折线图题"
alt        = "折线替代文字"
unit       = "万人"
categories = ["折线类甲", "折线类乙"]
series     = [{ name = "折线列名", values = [1, 2] }]

[chart.pie]
kind       = "pie"
caption    = "饼图图题"
alt        = "饼图替代文字"
categories = ["饼类甲", "饼类乙"]
series     = [{ name = "饼列名", values = [1, 3] }]

[note]
first  = "首条脚注文字。"
second = "次条脚注文字。"

[[attachment]]
id    = "list"
title = "附件一名称"
body  = "附件一正文"

[[attachment]]
title = "附件二名称"

[signature]
organization = "署名机关"
date         = "成文日期"

[attendance]
present   = "出席的人"
absent    = "请假的人"
observers = "列席的人"

[annotation]
text = "（附注文字）"

[distribution]
copies_to = ["抄送机关"]
rows      = [{ label = "分送：", text = "分送机关" }]
printer   = "印发机关"
date      = "印发日期"
"#;

/// What every template prints.
const EVERYWHERE: &[&str] = &[
    "主送各单位：",
    "目录",
    "一级标题文字",
    "二级标题文字",
    "三级标题文字",
    "四级标题文字",
    "普通段落，",
    "粗体文字",
    "楷体文字",
    "着重文字",
    "专名文字",
    "书名文字",
    "注音字",
    "zhùyīnzì",
    "codetext",
    "链接文字",
    "内链文字",
    "引用图的图1",
    "引用表的表1",
    "引用图表的图4",
    "硬换行前硬换行后。",
    "首条脚注文字。",
    "次条脚注文字。",
    "有序一项",
    "有序二项",
    "内层一项",
    "无序一项",
    "引文文字",
    "图1",
    "单图图题",
    "左图图题",
    "待补图题",
    "合并表题",
    "两行表头",
    "两列表头",
    "下左表头",
    "下右表头",
    "左格",
    "3.3%",
    "12.9%",
    "三列合并",
    "表注文字",
    "文件表题",
    "文件格甲",
    "横页表题",
    "横格甲",
    "横格乙",
    "柱形图题",
    "折线图题",
    "饼图图题",
    "换页以后。",
    "二级正文",
    "三级正文",
    "四级正文",
    "附件一名称",
    "附件一正文",
    "附件二名称",
    "署名机关",
    "成文日期",
    "出席：出席的人",
    "请假：请假的人",
    "列席：列席的人",
    "（附注文字）",
    "抄送机关",
    "分送：",
    "分送机关",
    "印发机关",
    "印发日期",
];

/// What a chart shows as text in the PDF (one series needs no legend); in the DOCX it may be a picture, told by its alternative text.
const IN_CHARTS: &[&str] = &["折线类甲", "饼类乙", "文件格乙"];

/// Alternative texts, kept in the DOCX with the pictures and in the PDF with the tags.
const ALTERNATIVES: &[&str] =
    &["单图替代文字", "左图替代文字", "待补替代文字", "柱形替代文字", "折线替代文字", "饼图替代文字"];

/// What the template's kind of document has at its head.
fn head(template: &str) -> &'static [&'static str] {
    match template {
        "gongwen" | "minutes" => &["总标题一行", "副标题文字", "甲科〔2023〕1号", "机密★1年", "特急", "签发人名"],
        "letter" => &["总标题一行", "副标题文字", "版头机关", "甲科〔2023〕1号", "000001", "机密★1年", "特急"],
        // The mark of an order is its title.
        "order" => &["版头机关令", "甲科〔2023〕1号", "000001", "机密★1年", "特急"],
        "briefing" => {
            &["总标题一行", "总标题二行", "副标题文字", "版头机关", "甲科〔2023〕1号", "编印单位", "简报日期"]
        }
        "meeting" | "booklet" => {
            &["总标题一行", "总标题二行", "副标题文字", "封面标注", "会议名称", "甲市科协", "乙市科协"]
        }
        other => panic!("{other} is not shipped"),
    }
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixel = |x, y| image::Rgb([x as u8, y as u8, 128]);
    RgbImage::from_fn(64, 48, pixel).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A folder with a report that has every kind, and the files that it names.
pub fn place(name: &str) -> Workplace {
    let place = Workplace::with_report(name, EVERYTHING);
    place.put("picture.png", picture(ImageFormat::Png));
    place.put("picture.jpg", picture(ImageFormat::Jpeg));
    place.put("numbers.csv", "文件表头,文件列名\n文件格甲,3.5\n文件格乙,4.5\n");
    place.put("prose.md", "三级正文\n");
    place
}

#[track_caller]
fn assert_has(text: &str, words: &[&str], template: &str) {
    let text = compact(text);
    let missing: Vec<_> = words.iter().filter(|words| !text.contains(&compact(words))).collect();
    assert!(missing.is_empty(), "{template} lacks {missing:?}");
}

#[test]
fn every_kind_is_in_the_pdf_of_every_template() {
    for template in TEMPLATES {
        let place = place(&format!("kinds-pdf-{template}"));
        place.run(&["export", "--pdf", "--template", template]).exits(0);
        let bytes = place.read("output/report.pdf");
        let text = pdf_text(&bytes);
        let pages = text.pages.concat();
        assert_has(&pages, EVERYWHERE, template);
        assert_has(&pages, head(template), template);
        assert_has(&alternatives(&bytes), ALTERNATIVES, template);
        assert_has(&(pages + &alternatives(&bytes) + &text.furniture.concat()), IN_CHARTS, template);
        let numbered = text.furniture.iter().filter(|furniture| furniture.contains(|c: char| c.is_ascii_digit()));
        assert!(numbered.count() >= 3, "{template}: pages bear their numbers: {:?}", text.furniture);
    }
}

/// Every `Alt` of a PDF.
fn alternatives(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let alternatives = dictionaries.filter_map(|dictionary| dictionary.get(b"Alt").ok());
    alternatives.map(|text| lopdf::decode_text_string(text).unwrap()).collect()
}

#[test]
fn every_kind_is_in_the_docx_of_every_template() {
    for template in TEMPLATES {
        let place = place(&format!("kinds-docx-{template}"));
        place.run(&["export", "--docx", "--template", template]).exits(0);
        let text = docx_text(&place.read("output/report.docx"));
        let whole = text.body.clone() + &text.others;
        assert_has(&whole, EVERYWHERE, template);
        assert_has(&whole, head(template), template);
        assert_has(&whole, ALTERNATIVES, template);
    }
}

/// CLREQ, 'Interlinear annotations': Word's own ruby, lines and dots, which its users can change.
#[test]
fn names_and_readings_are_words_own() {
    let place = place("kinds-interlinear");
    place.run(&["export", "--docx", "--template", "gongwen"]).exits(0);
    let mut archive = zip::ZipArchive::new(Cursor::new(place.read("output/report.docx"))).unwrap();
    let mut part = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut part).unwrap();
    let element = |name: &str| {
        let start = part.find(&format!("<{name}>")).unwrap_or_else(|| panic!("{name} is there"));
        let end = part[start..].find(&format!("</{name}>")).unwrap();
        &part[start..start + end]
    };
    let (reading, base) = (element("w:rt"), element("w:rubyBase"));
    assert!(reading.contains("zhùyīnzì") && reading.contains("w:sz w:val=\"16\""), "{reading}");
    assert!(base.contains("注音字"), "{base}");
    assert!(element("w:rubyPr").contains("<w:hps w:val=\"16\"/>"), "half of 三号, 16 pt, in half points");
    let run_of = |words: &str| {
        let at = part.find(words).unwrap();
        &part[part[..at].rfind("<w:r>").unwrap()..at]
    };
    assert!(run_of("专名文字").contains("<w:u w:val=\"single\"/>"));
    assert!(run_of("书名文字").contains("<w:u w:val=\"wave\"/>"));
    assert!(run_of("着重文字").contains("<w:em w:val=\"dot\"/>"));
    let between = &part[part.find("专名文字").unwrap()..part.find("书名文字").unwrap()];
    assert!(between.matches("<w:r>").count() == 2, "a space between the lines: {between}");
}
