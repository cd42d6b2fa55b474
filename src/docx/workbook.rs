//! The workbook inside a chart, so that a user of Word can edit its data.

use super::build::RELATIONS;
use super::package::{relation, relations, zip_files};
use super::xml::Element;
use crate::document::Chart;

const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// A workbook with the categories in its first column and a column for each series.
pub(super) fn workbook(chart: &Chart) -> Result<Vec<u8>, String> {
    let sheets = Element::new("sheets")
        .child(Element::new("sheet").with("name", "Sheet1").with("sheetId", 1).with("r:id", "rId1"));
    let book = Element::new("workbook").with("xmlns", SHEET).with("xmlns:r", RELATIONS).child(sheets);
    let of_book = [relation("worksheet", "worksheets/sheet1.xml"), relation("styles", "styles.xml")];
    let file = |path: &str, bytes: Vec<u8>| (path.to_owned(), bytes);
    zip_files(vec![
        file("[Content_Types].xml", content_types().part()),
        file("_rels/.rels", relations(&[relation("officeDocument", "xl/workbook.xml")])),
        file("xl/_rels/workbook.xml.rels", relations(&of_book)),
        file("xl/styles.xml", styles().part()),
        file("xl/workbook.xml", book.part()),
        file("xl/worksheets/sheet1.xml", sheet(chart).part()),
    ])
}

fn content_types() -> Element {
    let part = |path: &str, kind: &str| {
        Element::new("Override").with("PartName", path).with("ContentType", format!("{CONTENT}{kind}+xml"))
    };
    let default =
        |ending: &str, kind: &str| Element::new("Default").with("Extension", ending).with("ContentType", kind);
    Element::new("Types").with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types").all([
        default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        default("xml", "application/xml"),
        part("/xl/workbook.xml", "sheet.main"),
        part("/xl/worksheets/sheet1.xml", "worksheet"),
        part("/xl/styles.xml", "styles"),
    ])
}

/// The least that a spreadsheet program asks for.
fn styles() -> Element {
    let list = |name: &str, children: Vec<Element>| Element::new(name).with("count", children.len()).all(children);
    let font =
        Element::new("font").child(Element::new("sz").with("val", 11)).child(Element::new("name").with("val", "宋体"));
    let fill = |kind: &str| Element::new("fill").child(Element::new("patternFill").with("patternType", kind));
    let border = Element::new("border").all(["left", "right", "top", "bottom", "diagonal"].map(Element::new));
    let format = || Element::new("xf").with("numFmtId", 0).with("fontId", 0).with("fillId", 0).with("borderId", 0);
    Element::new("styleSheet").with("xmlns", SHEET).all([
        list("fonts", vec![font]),
        list("fills", vec![fill("none"), fill("gray125")]),
        list("borders", vec![border]),
        list("cellStyleXfs", vec![format()]),
        list("cellXfs", vec![format().with("xfId", 0)]),
    ])
}

fn sheet(chart: &Chart) -> Element {
    let mut rows = vec![row(
        1,
        chart
            .series
            .iter()
            .enumerate()
            .map(|(column, series)| words(&format!("{}1", column_name(column + 1)), &series.name)),
    )];
    for (index, category) in chart.categories.iter().enumerate() {
        let number = index + 2;
        let values = chart.series.iter().enumerate().filter_map(|(column, series)| {
            let value = series.values.get(index)?.as_ref()?;
            let place = format!("{}{number}", column_name(column + 1));
            Some(Element::new("c").with("r", place).child(Element::new("v").text(value.number.to_string())))
        });
        let name = words(&format!("A{number}"), category);
        rows.push(row(number, std::iter::once(name).chain(values)));
    }
    Element::new("worksheet").with("xmlns", SHEET).child(Element::new("sheetData").all(rows))
}

fn row(number: usize, cells: impl IntoIterator<Item = Element>) -> Element {
    Element::new("row").with("r", number).all(cells)
}

fn words(place: &str, words: &str) -> Element {
    let text = Element::new("is").child(Element::new("t").text(words));
    Element::new("c").with("r", place).with("t", "inlineStr").child(text)
}

/// A, B, …, Z, AA, …, counted from 0.
pub(super) fn column_name(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    if index < 26 { letter.to_string() } else { format!("{}{letter}", column_name(index / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(column_name), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
