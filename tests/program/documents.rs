//! What a reader finds in finished files, read without the program's own code.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// Code to text, as a font's ToUnicode map says.
pub type Codes = BTreeMap<u16, String>;

/// The text of a PDF, page by page: what belongs to the report, and what is drawn beside it (page
/// numbers, running heads).
pub struct PdfText {
    pub pages: Vec<String>,
    pub furniture: Vec<String>,
}

/// Reads a PDF's text as copying does.
pub fn pdf_text(bytes: &[u8]) -> PdfText {
    let document = Document::load_mem(bytes).expect("a PDF");
    let read = document.get_pages().into_values().map(|page| page_text(&document, page));
    let (pages, furniture) = read.unzip();
    PdfText { pages, furniture }
}

fn page_text(document: &Document, page: ObjectId) -> (String, String) {
    let fonts = page_fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut reading = PageReading::new(&fonts);
    content.operations.iter().for_each(|operation| reading.step(operation));
    (reading.text, reading.furniture)
}

/// The fonts of a page by their names in its content.
pub fn page_fonts(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, Codes> {
    let fonts = document.get_page_fonts(page).unwrap();
    fonts.into_iter().map(|(name, font)| (name, codes(document, font))).collect()
}

pub fn codes(document: &Document, font: &Dictionary) -> Codes {
    let stream = document.get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap()).unwrap();
    let map = String::from_utf8(stream.as_stream().unwrap().decompressed_content().unwrap()).unwrap();
    let sections = map.split("beginbfchar\n").skip(1).map(|part| part.split("endbfchar").next().unwrap());
    let entry = |line: &str| {
        let (code, text) = line.split_once(' ').unwrap();
        (units(code)[0], String::from_utf16(&units(text)).unwrap())
    };
    sections.flat_map(str::lines).map(entry).collect()
}

/// `<4E004E01>` as its 16-bit units.
fn units(token: &str) -> Vec<u16> {
    let digits = token.trim_matches(['<', '>']).as_bytes();
    digits.chunks(4).map(|unit| u16::from_str_radix(std::str::from_utf8(unit).unwrap(), 16).unwrap()).collect()
}

/// A sequence of marked content that is open.
struct Marked {
    artifact: bool,
    spelled: bool,
}

struct PageReading<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Codes>,
    font: Option<&'a Codes>,
    open: Vec<Marked>,
    text: String,
    furniture: String,
}

impl<'a> PageReading<'a> {
    fn new(fonts: &'a BTreeMap<Vec<u8>, Codes>) -> Self {
        PageReading { fonts, font: None, open: Vec::new(), text: String::new(), furniture: String::new() }
    }

    fn step(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => self.font = self.fonts.get(operands[0].as_name().unwrap()),
            "BMC" | "BDC" => self.begin(operands),
            "EMC" => drop(self.open.pop().expect("marked content is balanced")),
            "Tj" => self.show(&operands[0]),
            "TJ" => operands[0].as_array().unwrap().iter().for_each(|object| self.show(object)),
            _ => {}
        }
    }

    fn begin(&mut self, operands: &[Object]) {
        let artifact = operands[0].as_name().unwrap() == b"Artifact";
        let actual = operands.get(1).and_then(|object| object.as_dict().ok()?.get(b"ActualText").ok());
        self.open.push(Marked { artifact, spelled: actual.is_some() });
        if let Some(actual) = actual {
            let bytes = actual.as_str().unwrap();
            assert_eq!(bytes[..2], [0xFE, 0xFF], "ActualText is UTF-16 with its mark");
            let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            self.put(&String::from_utf16(&units).unwrap());
        }
    }

    fn show(&mut self, object: &Object) {
        let (Ok(bytes), false) = (object.as_str(), self.open.iter().any(|marked| marked.spelled)) else { return };
        let font = self.font.expect("a font is set");
        for pair in bytes.chunks(2) {
            let text = font.get(&u16::from_be_bytes([pair[0], pair[1]])).cloned();
            self.put(&text.unwrap_or_default());
        }
    }

    fn put(&mut self, text: &str) {
        let artifact = self.open.iter().any(|marked| marked.artifact);
        if artifact { &mut self.furniture } else { &mut self.text }.push_str(text);
    }
}

/// The text of a DOCX: its body, then all its other parts (notes, heads, feet, charts).
pub struct DocxText {
    pub body: String,
    pub others: String,
}

/// A part of a DOCX, as it is.
pub fn docx_part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a DOCX is a ZIP file");
    let mut part = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut part).expect("XML parts are UTF-8");
    part
}

/// Reads a DOCX's text, alternative texts of pictures included.
pub fn docx_text(bytes: &[u8]) -> DocxText {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a DOCX is a ZIP file");
    let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names.sort();
    let mut text = DocxText { body: String::new(), others: String::new() };
    for name in names.iter().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
        let mut part = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut part).expect("XML parts are UTF-8");
        let target = if name == "word/document.xml" { &mut text.body } else { &mut text.others };
        target.push_str(&part_text(&part));
    }
    text
}

/// What stands in the text elements of a part, and the descriptions of its pictures and frames.
fn part_text(part: &str) -> String {
    let mut reader = Reader::from_str(part);
    let (mut text, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == b"docPr" => {
                let alternative = element.try_get_attribute("descr").unwrap();
                text.extend(alternative.map(|value| String::from_utf8_lossy(&value.value).into_owned()));
            }
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == b"tblDescription" => {
                let alternative = element.try_get_attribute("w:val").unwrap();
                text.extend(alternative.map(|value| String::from_utf8_lossy(&value.value).into_owned()));
            }
            Event::Start(element) => inside = matches!(element.local_name().as_ref(), b"t" | b"v"),
            Event::End(_) => inside = false,
            Event::Text(words) if inside => text.push_str(&words.decode().unwrap()),
            Event::GeneralRef(entity) if inside => match entity.resolve_char_ref().unwrap() {
                Some(character) => text.push(character),
                None => text.push_str(resolve_predefined_entity(&entity.decode().unwrap()).expect("a known entity")),
            },
            Event::Eof => return text,
            _ => {}
        }
    }
}

/// Without white space, in which layouts differ.
pub fn compact(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
