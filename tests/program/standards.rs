//! What the standards ask of the PDF, read back with lopdf: the file to keep, the print shop's file,
//! the file with its sources. `.ci/pdf.sh` has them judged by others.

use std::io::{Cursor, Read};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::documents::{compact, pdf_text};
use super::kinds::place;
use super::workplace::Workplace;

fn document(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("lopdf reads the file")
}

fn catalog_entry<'a>(document: &'a Document, key: &[u8]) -> &'a Object {
    document.dereference(document.catalog().unwrap().get(key).unwrap()).unwrap().1
}

fn packet(document: &Document) -> String {
    String::from_utf8(catalog_entry(document, b"Metadata").as_stream().unwrap().content.clone()).unwrap()
}

/// The kind of each output intent, and the profile that each points to.
fn intents(document: &Document) -> Vec<(String, ObjectId)> {
    let one = |intent: &Object| {
        let intent = document.dereference(intent).unwrap().1.as_dict().unwrap();
        let kind = intent.get(b"S").unwrap().as_name().unwrap();
        (String::from_utf8_lossy(kind).into_owned(), intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap())
    };
    catalog_entry(document, b"OutputIntents").as_array().unwrap().iter().map(one).collect()
}

fn elements<'a>(document: &'a Document, kind: &'a [u8]) -> impl Iterator<Item = &'a Dictionary> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries.filter(move |element| element.get(b"S").is_ok_and(|name| name.as_name().ok() == Some(kind)))
}

fn attribute<'a>(element: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    element.get(b"A").ok()?.as_dict().ok()?.get(key).ok()
}

#[test]
fn the_file_to_keep_says_so_and_has_no_inks() {
    let place = place("standards-keep");
    place.run(&["export", "--pdf"]).exits(0);
    let document = document(&place.read("output/report.pdf"));
    assert_eq!(document.version, "1.7");
    let packet = packet(&document);
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(packet.contains(claim), "{claim}");
    }
    assert_eq!(intents(&document).iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["GTS_PDFA1"]);
    for page in document.get_pages().into_values() {
        let content = Content::decode(&document.get_page_content(page)).unwrap();
        assert!(content.operations.iter().all(|operation| !["k", "K"].contains(&operation.operator.as_str())));
    }
}

#[test]
fn every_element_says_what_its_kind_must() {
    let place = place("standards-tags");
    place.run(&["export", "--pdf"]).exits(0);
    let document = document(&place.read("output/report.pdf"));
    let scopes: Vec<_> = elements(&document, b"TH").map(|head| attribute(head, b"Scope")).collect();
    assert!(scopes.len() >= 8, "{}", scopes.len());
    assert!(scopes.iter().all(|scope| scope.is_some_and(|scope| scope.as_name().ok() == Some(b"Column"))));
    for figure in elements(&document, b"Figure") {
        assert!(figure.has(b"Alt"), "{figure:?}");
        assert_eq!(attribute(figure, b"BBox").unwrap().as_array().unwrap().len(), 4);
    }
    assert_eq!(elements(&document, b"Figure").count(), 6);
    assert!(elements(&document, b"Note").count() == 2 && elements(&document, b"Note").all(|note| note.has(b"ID")));
    assert!(elements(&document, b"L").all(|list| attribute(list, b"ListNumbering").is_some()));
    let links: Vec<_> = elements(&document, b"Link").collect();
    assert!(links.len() > 10);
    for link in links {
        let kids = link.get(b"K").unwrap().as_array().unwrap();
        let annotations = kids.iter().filter_map(|kid| kid.as_dict().ok()).filter(|kid| kid.has(b"Obj"));
        assert!(annotations.count() >= 1 && kids.len() >= 2, "a link has its words and its place: {kids:?}");
    }
    let kinds: [&[u8]; 12] =
        [b"Document", b"Sect", b"H1", b"H4", b"P", b"LI", b"Lbl", b"LBody", b"Caption", b"TOC", b"TOCI", b"TD"];
    assert!(kinds.iter().all(|kind| elements(&document, kind).next().is_some()));
}

#[test]
fn every_id_is_a_place_to_go_to_and_notes_are_reached_from_their_marks() {
    let place = place("standards-places");
    place.run(&["export", "--pdf"]).exits(0);
    let document = document(&place.read("output/report.pdf"));
    let names = catalog_entry(&document, b"Names").as_dict().unwrap().get(b"Dests").unwrap();
    let names = document.dereference(names).unwrap().1.as_dict().unwrap().get(b"Names").unwrap();
    let names: Vec<_> = names.as_array().unwrap().iter().step_by(2).map(|name| name.as_str().unwrap()).collect();
    for id in
        ["one", "two", "figure.alone", "figure.right", "table.wide", "chart.pie", "note.first", "note.second", "list"]
    {
        assert!(names.contains(&id.as_bytes()), "{id}");
    }
    let annotations = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Dest").ok());
    let targets: Vec<_> = annotations.filter_map(|target| target.as_str().ok()).collect();
    assert!(targets.contains(&&b"note.first"[..]) && targets.contains(&&b"figure.alone"[..]));
}

#[test]
fn the_print_shop_gets_bleed_marks_and_inks() {
    let place = place("standards-print");
    place.run(&["export", "--pdf", "--print"]).exits(0);
    let bytes = place.read("output/report-print.pdf");
    let document = document(&bytes);
    assert_eq!(document.version, "1.6");
    let packet = packet(&document);
    for claim in ["<pdfxid:GTS_PDFXVersion>PDF/X-4<", "<pdf:Trapped>False<", "<xmpMM:DocumentID>xmp.did:"] {
        assert!(packet.contains(claim), "{claim}");
    }
    let intents = intents(&document);
    assert_eq!(intents.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["GTS_PDFX", "GTS_PDFA1"]);
    assert_eq!(intents[0].1, intents[1].1, "one profile");
    for page in document.get_pages().into_values() {
        assert_boxes(document.get_dictionary(page).unwrap());
        assert_inks(&Content::decode(&document.get_page_content(page)).unwrap());
    }
    let images = document.objects.values().filter_map(|object| object.as_stream().ok());
    let spaces = images.filter_map(|image| image.dict.get(b"ColorSpace").ok()?.as_name().ok());
    let spaces: Vec<_> = spaces.collect();
    assert!(!spaces.is_empty() && spaces.iter().all(|space| *space == b"DeviceCMYK"), "{spaces:?}");
    let (kept, printed) = (pdf_text(&place.read("output/report.pdf")), pdf_text(&bytes));
    assert_eq!(compact(&kept.pages.concat()), compact(&printed.pages.concat()), "the same text");
    let information = format!("2023-03-01第7／{}面页码3", printed.pages.len());
    assert!(compact(&printed.furniture[6]).contains(&information), "{}", printed.furniture[6]);
}

/// 3 mm of bleed and 10 mm of slug around an A4 page, and nothing to click.
fn assert_boxes(page: &Dictionary) {
    let edges = |name: &[u8]| -> Vec<f32> {
        page.get(name).unwrap().as_array().unwrap().iter().map(|edge| edge.as_float().unwrap()).collect()
    };
    let millimetres = |edges: [f32; 4]| edges.map(|edge| edge * 72.0 / 25.4);
    let expected = [
        (&b"MediaBox"[..], [0.0, 0.0, 236.0, 323.0]),
        (b"CropBox", [0.0, 0.0, 236.0, 323.0]),
        (b"BleedBox", [10.0, 10.0, 226.0, 313.0]),
        (b"TrimBox", [13.0, 13.0, 223.0, 310.0]),
    ];
    for (name, expected) in expected {
        let found = edges(name);
        let far = found.iter().zip(millimetres(expected)).any(|(found, expected)| (found - expected).abs() > 0.01);
        assert!(!far, "{}: {found:?}", String::from_utf8_lossy(name));
    }
    assert!(!page.has(b"Annots"));
}

/// CMYK and the marks' ink of all plates alone; black text is one ink, and overprints.
fn assert_inks(content: &Content) {
    let (mut ink, mut overprint) = (Vec::new(), false);
    for operation in &content.operations {
        match operation.operator.as_str() {
            "g" | "G" | "rg" | "RG" => panic!("{operation:?}"),
            "cs" | "CS" => assert_eq!(operation.operands[0].as_name().unwrap(), b"All"),
            "k" => ink = operation.operands.iter().map(|part| part.as_float().unwrap()).collect(),
            "gs" => overprint = operation.operands[0].as_name().unwrap() == b"Over",
            "Tj" | "TJ" => assert_eq!(ink == [0.0, 0.0, 0.0, 1.0], overprint, "{ink:?}"),
            _ => {}
        }
    }
}

#[test]
fn an_svg_is_vectors_in_the_pdf_and_a_picture_in_the_docx() {
    let report = "[report]\ntitle = \"年度报告\"\ndate = 2023-03-01\n[[section]]\ntitle = \"一\"\nbody = \"{{figure a}}\"\n\
                  [figure.a]\nimage = \"a.svg\"\ncaption = \"图题\"\nalt = \"一幅图\"\n";
    let place = Workplace::with_report("standards-svg", report);
    place.put("a.svg", include_bytes!("../report/vector.svg"));
    place.run(&["export", "--print", "--strict"]).exits(0);
    for name in ["output/report.pdf", "output/report-print.pdf"] {
        let document = document(&place.read(name));
        assert!(!document.objects.values().any(|object| object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().ok() == Some(b"Image"))
        })));
        let contents = document.get_pages().into_values().map(|page| document.get_page_content(page));
        let operations: Vec<_> = contents.flat_map(|content| Content::decode(&content).unwrap().operations).collect();
        let count = |operator: &str| operations.iter().filter(|found| found.operator == operator).count();
        assert_eq!(count("f*"), 1, "the square with its hole");
        assert!(count("c") > 50, "curves stay curves");
    }
    let docx = place.read("output/report.docx");
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut png = Vec::new();
    archive.by_name("word/media/image1.png").unwrap().read_to_end(&mut png).unwrap();
    let picture = image::load_from_memory(&png).unwrap().to_rgba8();
    assert_eq!(picture.dimensions(), (2400, 1500));
    assert_eq!(picture.get_pixel(480, 350).0, [0xc8, 0x10, 0x2e, 0xff]);
}

#[test]
fn a_picture_with_too_few_pixels_is_noticed() {
    // 80 % of 156 mm are 4.91 inches: 1474 pixels for 300, 737 for 150.
    for (pixels, severity, code) in [(1480, None, 0), (1400, Some("提示"), 0), (700, Some("警告"), 1)] {
        let report = "[report]\ntitle = \"年度报告\"\n[[section]]\ntitle = \"一\"\nbody = \"{{figure a}}\"\n\
                      [figure.a]\nimage = \"a.png\"\ncaption = \"图题\"\nalt = \"一幅图\"\n";
        let place = Workplace::with_report(&format!("standards-pixels-{pixels}"), report);
        let mut png = Cursor::new(Vec::new());
        image::GrayImage::new(pixels, 400).write_to(&mut png, image::ImageFormat::Png).unwrap();
        place.put("a.png", png.into_inner());
        let run = place.run(&["export", "--pdf", "--strict"]).exits(code);
        let said = severity.map(|severity| format!("{severity}[coarse-image] report.toml:6:"));
        assert_eq!(run.err.contains("coarse-image"), said.is_some(), "{}", run.err);
        assert!(said.is_none_or(|said| run.err.contains(&said)), "{}", run.err);
    }
}

#[test]
fn the_print_shop_is_not_sent_a_file_without_a_date() {
    let undated = "[report]\ntitle = \"年度报告\"\n[[section]]\ntitle = \"一\"\nbody = \"正文\"\n";
    let place = Workplace::with_report("standards-undated", undated);
    let run = place.run(&["export", "--pdf", "--print"]).exits(1);
    assert!(run.err.contains("错误[undated]"), "{}", run.err);
    assert!(!place.has("output/report.pdf") && !place.has("output/report-print.pdf"));
    place.run(&["export", "--pdf"]).exits(0);
}

#[test]
fn the_sources_go_along_when_asked_for() {
    let place = place("standards-sources");
    place.run(&["export", "--pdf", "--attach-source"]).exits(0);
    let document = document(&place.read("output/report.pdf"));
    assert!(packet(&document).contains("<pdfaid:part>3<"));
    let files = catalog_entry(&document, b"AF").as_array().unwrap();
    let mut attached = Vec::new();
    for file in files {
        let file = document.dereference(file).unwrap().1.as_dict().unwrap();
        assert_eq!(file.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Source");
        let stream = file.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap();
        let stream = document.dereference(stream).unwrap().1.as_stream().unwrap();
        let name = String::from_utf8(file.get(b"F").unwrap().as_str().unwrap().to_vec()).unwrap();
        assert_eq!(stream.decompressed_content().unwrap(), place.read(&name), "{name}");
        attached.push(name);
    }
    assert_eq!(attached, ["numbers.csv", "prose.md", "report.toml"]);
}
