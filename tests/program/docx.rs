//! What Word's users find in the parts of a DOCX.

use std::io::{Cursor, Read};

use super::documents::docx_part;
use super::kinds::place;
use super::workplace::Workplace;

fn everything(name: &str) -> Vec<u8> {
    let place = place(name);
    place.run(&["export", "--docx", "--template", "gongwen"]).exits(0);
    place.read("output/report.docx")
}

/// The value of an attribute of the first element of a name.
fn attribute<'a>(part: &'a str, element: &str, name: &str) -> &'a str {
    let start = part.find(&format!("<{element} ")).unwrap_or_else(|| panic!("{element} is there"));
    let tag = part[start..].split('>').next().unwrap();
    let value = tag.split(&format!(" {name}=\"")).nth(1).unwrap_or_else(|| panic!("{element} has {name}"));
    value.split('"').next().unwrap()
}

fn number(part: &str, element: &str, name: &str) -> f64 {
    attribute(part, element, name).parse().unwrap()
}

/// GB/T 9704-2012 §5.2.3: 22 lines of 28 characters, as Word counts them from the grid, the paper and
/// the size of the style Normal.
#[test]
fn the_grid_holds_22_lines_of_28_characters() {
    let bytes = everything("docx-grid");
    let part = docx_part(&bytes, "word/document.xml");
    assert_eq!(attribute(&part, "w:docGrid", "w:type"), "linesAndChars");
    let styles = docx_part(&bytes, "word/styles.xml");
    let size = number(&styles[styles.find("w:styleId=\"Normal\"").unwrap()..], "w:sz", "w:val") / 2.0;
    let cell = size + number(&part, "w:docGrid", "w:charSpace") / 4096.0;
    let side = |one: &str, other: &str, paper: &str| {
        let margins = number(&part, "w:pgMar", one) + number(&part, "w:pgMar", other);
        (number(&part, "w:pgSz", paper) - margins) / 20.0
    };
    assert_eq!((side("w:left", "w:right", "w:w") / cell).floor(), 28.0);
    let pitch = number(&part, "w:docGrid", "w:linePitch") / 20.0;
    assert_eq!((side("w:top", "w:bottom", "w:h") / pitch).floor(), 22.0);
    let width = side("w:left", "w:right", "w:w") / 72.0 * 25.4;
    assert!((width - 156.0).abs() < 0.25, "the text is 156 mm wide: {width}");
}

/// Quotes and dashes fall to the Latin face in Word unless their run says otherwise, and a theme's faces
/// win over named ones.
#[test]
fn quotes_are_chinese_and_faces_have_names() {
    let place = Workplace::with_report(
        "docx-quotes",
        "[report]\ntitle = \"题\"\ndate = 2023-03-01\ntemplate = \"gongwen\"\n\
         [[section]]\ntitle = \"甲\"\nbody = \"他说“好”——真的……\"\n",
    );
    place.run(&["export", "--docx"]).exits(0);
    let bytes = place.read("output/report.docx");
    let part = docx_part(&bytes, "word/document.xml");
    let run = part.split("<w:r>").find(|run| run.contains("他说“好”——真的……")).expect("one run for all");
    assert!(run.contains("w:hint=\"eastAsia\""), "{run}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut part = String::new();
        if file.name().ends_with(".xml") {
            file.read_to_string(&mut part).unwrap();
            assert!(!part.contains("Theme=\""), "{} names a theme's face", file.name());
        }
    }
}

#[test]
fn faces_have_other_names() {
    let bytes = everything("docx-fonts");
    let part = docx_part(&bytes, "word/fontTable.xml");
    let font = part.split("<w:font ").find(|font| font.contains("\"仿宋_GB2312\"")).unwrap();
    assert!(font.contains("<w:altName w:val=\"仿宋,FangSong\"/>"), "{font}");
}

#[test]
fn tables_notes_and_fields_are_words_own() {
    let bytes = everything("docx-native");
    let part = docx_part(&bytes, "word/document.xml");
    for native in
        ["<w:tblHeader/>", "<w:cantSplit/>", "<w:footnoteReference ", "SEQ ", "PAGEREF _Ref", "REF _Ref", " TOC "]
    {
        assert!(part.contains(native), "{native}");
    }
    assert!(docx_part(&bytes, "word/footnotes.xml").matches("<w:footnote ").count() >= 4, "two and the separators");
    // What a field shows stands between `separate` and `end`: never nothing.
    for field in part.split("w:fldCharType=\"separate\"").skip(1) {
        let shown = field.split("w:fldCharType=\"end\"").next().unwrap();
        assert!(shown.contains("<w:t"), "an empty field: {shown}");
    }
}

#[test]
fn even_and_odd_pages_have_their_feet() {
    let bytes = everything("docx-feet");
    let part = docx_part(&bytes, "word/document.xml");
    for kind in ["default", "even"] {
        assert!(part.contains(&format!("<w:footerReference w:type=\"{kind}\"")), "{kind}");
    }
    assert!(docx_part(&bytes, "word/settings.xml").contains("<w:evenAndOddHeaders"));
}

/// A line into which the pages squeeze one more character has its own space; the text is whole.
#[test]
fn lines_break_where_the_pages_break_them() {
    let text = "亳州市科协在市委，市政府领导下，全市新建基层科协组织1000多家，公民具备科学素质的比例持续保持前列；\
                2021年，市科协被表彰为“优秀组织单位”，2022年又被表彰为“全国科普日”优秀组织单位。"
        .repeat(3);
    let report = format!(
        "[report]\ntitle = \"题\"\ndate = 2023-03-01\ntemplate = \"gongwen\"\n[[section]]\ntitle = \"甲\"\nbody = \"{text}\"\n"
    );
    let place = Workplace::with_report("docx-lines", &report);
    place.run(&["export", "--docx"]).exits(0);
    let bytes = place.read("output/report.docx");
    let part = docx_part(&bytes, "word/document.xml");
    let paragraph = part.split("<w:p>").find(|paragraph| paragraph.contains("亳州市科协在市委")).unwrap();
    let runs: Vec<&str> = paragraph.split("<w:t ").skip(1).collect();
    let words: String = runs.iter().map(|run| run.split('>').nth(1).unwrap().split('<').next().unwrap()).collect();
    assert_eq!(words, text);
    let spaces: Vec<i64> = paragraph
        .split("<w:spacing w:val=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(!spaces.is_empty(), "some lines are fitted: {paragraph}");
    assert!(spaces.iter().all(|space| (-36..=26).contains(space)), "by less than can be seen: {spaces:?}");
}
