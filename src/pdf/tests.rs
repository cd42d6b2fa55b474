//! Files are written and read back with lopdf.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{export, sample};
use crate::document::Link;
use crate::geom::Point;
use crate::pages::{Item, LinkArea, NodeRole, Tag};
use crate::template::Role;

fn written() -> Vec<u8> {
    let fonts = sample::fonts();
    let (pages, images) = sample::everything(&fonts);
    export(&pages, &images, &fonts).expect("the sample is whole")
}

fn read(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("lopdf reads the file")
}

/// Follows a reference.
fn resolved<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).unwrap().1
}

fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Object {
    resolved(document, dictionary.get(key.as_bytes()).unwrap_or_else(|_| panic!("{key} is missing: {dictionary:?}")))
}

fn dictionary<'a>(document: &'a Document, parent: &'a Dictionary, key: &str) -> &'a Dictionary {
    entry(document, parent, key).as_dict().unwrap()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

/// A font's ToUnicode map, from code to text.
fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let stream = entry(document, font, "ToUnicode").as_stream().unwrap();
    let cmap = String::from_utf8(stream.decompressed_content().unwrap()).unwrap();
    let digits = |text: &str| -> Vec<u8> {
        let text = text.trim_matches(['<', '>']);
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    };
    let mut map = BTreeMap::new();
    for line in cmap.lines() {
        if let [code, text] = line.split(' ').collect::<Vec<_>>()[..]
            && code.starts_with('<')
            && code != "<0000>"
        {
            let code = digits(code);
            map.insert(u16::from_be_bytes([code[0], code[1]]), utf16(&digits(text)));
        }
    }
    map
}

/// The text of a page as a reader copies it: ToUnicode, and ActualText where it is given.
fn text_of(document: &Document, page: ObjectId) -> String {
    let dictionary = document.get_dictionary(page).unwrap();
    let resources = self::dictionary(document, dictionary, "Resources");
    let fonts = self::dictionary(document, resources, "Font");
    let maps: BTreeMap<&[u8], BTreeMap<u16, String>> = fonts
        .iter()
        .map(|(name, font)| (name.as_slice(), to_unicode(document, resolved(document, font).as_dict().unwrap())))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let (mut text, mut font, mut spelled) = (String::new(), None, Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Tf" => font = maps.get(operation.operands[0].as_name().unwrap()),
            "BDC" | "BMC" => {
                let properties = operation.operands.get(1).and_then(|properties| properties.as_dict().ok());
                let actual = properties.and_then(|properties| properties.get(b"ActualText").ok());
                text.extend(actual.map(|actual| utf16(&actual.as_str().unwrap()[2..])));
                spelled.push(actual.is_some());
            }
            "EMC" => drop(spelled.pop()),
            "Tj" | "TJ" if !spelled.contains(&true) => {
                let operand = &operation.operands[0];
                let strings = operand.as_array().map_or_else(|_| vec![operand.clone()], Clone::clone);
                for string in strings.iter().filter_map(|object| object.as_str().ok()) {
                    let codes = string.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                    text.extend(codes.map(|code| font.unwrap()[&code].clone()));
                }
            }
            _ => {}
        }
    }
    text
}

#[test]
fn text_reads_back_as_it_was_written() {
    let document = read(&written());
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    assert_eq!(
        text_of(&document, pages[0]),
        "五年工作报告一、奋进新征程　勇担新使命市科协（第四届）“面向基层”——服务……见\
         Office of AVATAR, fifi 12.9% (\\)，见图１。1注：脚注。1.列项年份比例2022— 1 —"
    );
    assert_eq!(text_of(&document, pages[1]), "图１　航模进校园二、勇担新使命横向表格");
}

#[test]
fn the_same_glyph_with_two_texts_reads_as_both() {
    let fonts = sample::fonts();
    let mut builder = sample::Builder::new(&fonts);
    let node = builder.node(NodeRole::Paragraph, 0);
    for words in ["甲", "乙甲"] {
        let mut item = sample::shaped(&fonts, Role::Fangsong, "甲甲"[..words.len()].into(), Point::default(), 0.0);
        item.text = words.to_string();
        builder.put(Tag::Node(node), Item::Text(item));
    }
    let document = read(&export(&builder.pages, &[], &fonts).unwrap());
    let page = document.get_pages()[&1];
    assert_eq!(text_of(&document, page), "甲乙甲");
}

#[test]
fn glyphs_stand_where_the_layout_put_them() {
    let fonts = sample::fonts();
    let mut builder = sample::Builder::new(&fonts);
    let node = builder.node(NodeRole::Paragraph, 0);
    let mut item = sample::shaped(&fonts, Role::LatinSerif, "AVATAR office", sample::point(72.0, 90.0), 0.0);
    for (index, glyph) in item.glyphs.iter_mut().enumerate() {
        glyph.advance += sample::pt(0.123 * index as f64);
    }
    let places = super::text::places(&item);
    let face = &fonts.faces()[item.face];
    builder.put(Tag::Node(node), Item::Text(item.clone()));
    let document = read(&export(&builder.pages, &[], &fonts).unwrap());
    let content = Content::decode(&document.get_page_content(document.get_pages()[&1])).unwrap();
    let operand = |operator: &str, index: usize| {
        let operation = content.operations.iter().find(|operation| operation.operator == operator).unwrap();
        operation.operands[index].clone()
    };
    assert_eq!((operand("Td", 0), operand("Td", 1)), (Object::Integer(72), Object::Real(751.89)));
    let spacing = f64::from(operand("Tc", 0).as_float().unwrap());
    let (mut pen, mut index) = (0.0, 0);
    for part in operand("TJ", 0).as_array().unwrap() {
        if let Ok(codes) = part.as_str() {
            for _ in codes.chunks_exact(2) {
                assert!((pen - places[index]).abs() < 0.005, "glyph {index}: {pen} {}", places[index]);
                pen += face.advance(item.glyphs[index].id, item.size).pt() + spacing;
                index += 1;
            }
        } else {
            pen -= f64::from(part.as_float().unwrap()) * item.size.pt() / 1000.0;
        }
    }
    assert_eq!(index, item.glyphs.len());
}

#[test]
fn every_font_is_a_tagged_subset_inside_the_file() {
    let bytes = written();
    assert!(bytes.len() < 60_000, "{} bytes: the fonts are not subset", bytes.len());
    let document = read(&bytes);
    let mut kinds = BTreeSet::new();
    for object in document.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        if font.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Type0") {
            continue;
        }
        let name = entry(&document, font, "BaseFont").as_name().unwrap();
        assert!(name[..6].iter().all(u8::is_ascii_uppercase) && name[6] == b'+');
        let descendant = resolved(&document, &entry(&document, font, "DescendantFonts").as_array().unwrap()[0]);
        let descendant = descendant.as_dict().unwrap();
        let descriptor = dictionary(&document, descendant, "FontDescriptor");
        let kind = entry(&document, descendant, "Subtype").as_name().unwrap();
        let key = if kind == b"CIDFontType0" { "FontFile3" } else { "FontFile2" };
        assert!(!entry(&document, descriptor, key).as_stream().unwrap().content.is_empty());
        kinds.insert(kind.to_vec());
    }
    assert_eq!(kinds, BTreeSet::from([b"CIDFontType0".to_vec(), b"CIDFontType2".to_vec()]));
}

#[test]
fn a_bold_without_a_face_is_stroked_and_shares_the_font() {
    let fonts = sample::fonts();
    let (plain, bold) = (fonts.primary(Role::Fangsong, false), fonts.primary(Role::Fangsong, true));
    assert!(plain != bold && fonts.faces()[bold].synthetic_bold);
    let mut builder = sample::Builder::new(&fonts);
    let node = builder.node(NodeRole::Paragraph, 0);
    for face in [plain, bold, plain] {
        let item = sample::shaped(&fonts, Role::Fangsong, "粗体", Point::default(), 0.0);
        builder.put(Tag::Node(node), Item::Text(crate::pages::TextItem { face, ..item }));
    }
    let document = read(&export(&builder.pages, &[], &fonts).unwrap());
    let page = document.get_pages()[&1];
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let modes = content.operations.iter().filter(|operation| operation.operator == "Tr");
    let modes: Vec<i64> = modes.map(|operation| operation.operands[0].as_i64().unwrap()).collect();
    assert_eq!(modes, [2, 0]);
    let resources = dictionary(&document, document.get_dictionary(page).unwrap(), "Resources");
    assert_eq!(dictionary(&document, resources, "Font").len(), 1);
    assert_eq!(text_of(&document, page), "粗体粗体粗体");
}

#[test]
fn the_same_pages_give_the_same_bytes_and_others_another_id() {
    let bytes = written();
    assert_eq!(bytes, written());
    let fonts = sample::fonts();
    let (mut pages, images) = sample::everything(&fonts);
    pages.meta.title.push('！');
    let other = export(&pages, &images, &fonts).unwrap();
    let id = |bytes: &[u8]| read(bytes).trailer.get(b"ID").unwrap().as_array().unwrap()[0].clone();
    assert_ne!(id(&bytes), id(&other));
}

#[test]
fn the_outline_is_nested_with_right_counts() {
    let document = read(&written());
    let outlines = dictionary(&document, document.catalog().unwrap(), "Outlines");
    // Two on the outermost level, the first opened to show its two.
    assert_eq!(entry(&document, outlines, "Count").as_i64().ok(), Some(4));
    let first = dictionary(&document, outlines, "First");
    assert_eq!(utf16(&entry(&document, first, "Title").as_str().unwrap()[2..]), "一、奋进新征程");
    assert_eq!(entry(&document, first, "Count").as_i64().ok(), Some(2));
    let second = dictionary(&document, first, "Next");
    assert!(second.get(b"Next").is_err() && second.get(b"First").is_err());
    let below = dictionary(&document, first, "Last");
    let destination = entry(&document, below, "Dest").as_array().unwrap();
    assert_eq!(destination[0].as_reference().unwrap(), document.get_pages()[&2]);
}

#[test]
fn every_sequence_and_annotation_is_in_the_structure_tree_once() {
    let document = read(&written());
    let root = dictionary(&document, document.catalog().unwrap(), "StructTreeRoot");
    let mut found = BTreeMap::new();
    walk(&document, entry(&document, root, "K").as_dict().unwrap(), &mut found);
    let numbers = entry(&document, dictionary(&document, root, "ParentTree"), "Nums").as_array().unwrap();
    for (index, page) in document.get_pages().into_values().enumerate() {
        let content = Content::decode(&document.get_page_content(page)).unwrap();
        let marked = content.operations.iter().filter(|operation| operation.operator == "BDC");
        let numbered =
            marked.filter_map(|operation| operation.operands[1].as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok());
        let sequences: Vec<i64> = numbered.collect();
        assert_eq!(sequences, (0..sequences.len() as i64).collect::<Vec<_>>());
        let parents = resolved(&document, &numbers[index * 2 + 1]).as_array().unwrap();
        assert_eq!(parents.len(), sequences.len());
        for (sequence, parent) in sequences.iter().zip(parents) {
            assert_eq!(found.remove(&(page, *sequence)), Some(parent.as_reference().unwrap()));
        }
    }
    // The rest are the two annotations, each under the Link element that the parent tree names.
    let links: BTreeSet<ObjectId> = found.values().copied().collect();
    let named = numbers[4..].chunks(2).map(|pair| pair[1].as_reference().unwrap());
    assert_eq!(links, named.collect());
    assert_eq!(links.len(), 2);
}

/// Gathers (page, MCID) → element, and (annotation, −1) → element.
fn walk(document: &Document, element: &Dictionary, found: &mut BTreeMap<(ObjectId, i64), ObjectId>) {
    let Ok(kids) = element.get(b"K") else { return };
    let id = *document.objects.iter().find(|(_, object)| object.as_dict().ok() == Some(element)).unwrap().0;
    for kid in kids.as_array().unwrap() {
        let key = match resolved(document, kid) {
            Object::Integer(number) => (element.get(b"Pg").unwrap().as_reference().unwrap(), *number),
            Object::Dictionary(kid) => match kid.get(b"Type").unwrap().as_name().unwrap() {
                b"OBJR" => (kid.get(b"Obj").unwrap().as_reference().unwrap(), -1),
                b"MCR" => {
                    (kid.get(b"Pg").unwrap().as_reference().unwrap(), kid.get(b"MCID").unwrap().as_i64().unwrap())
                }
                _ => {
                    assert_eq!(kid.get(b"P").unwrap().as_reference().unwrap(), id);
                    walk(document, kid, found);
                    continue;
                }
            },
            other => panic!("{other:?}"),
        };
        assert_eq!(found.insert(key, id), None, "{key:?} stands in the tree twice");
    }
}

/// The types of a node's kids, content as its MCID.
fn kinds(document: &Document, kind: &str) -> Vec<String> {
    let is = |object: &&Object| {
        let found = object.as_dict().ok().and_then(|element| element.get(b"S").ok()?.as_name().ok());
        found == Some(kind.as_bytes())
    };
    let element = document.objects.values().find(is).unwrap().as_dict().unwrap();
    let kids = element.get(b"K").unwrap().as_array().unwrap().iter();
    let name = |kid: &Object| match resolved(document, kid) {
        Object::Dictionary(kid) => String::from_utf8_lossy(kid.get(b"S").unwrap().as_name().unwrap()).to_string(),
        other => format!("{other:?}"),
    };
    kids.map(name).collect()
}

#[test]
fn content_and_children_stand_in_reading_order_and_empty_cells_stay() {
    let document = read(&written());
    assert_eq!(kinds(&document, "P"), ["2", "Link", "4", "Link", "Reference"]);
    assert_eq!(kinds(&document, "Table"), ["TR", "TR"]);
    assert_eq!(kinds(&document, "TR"), ["TH", "TH"]);
    let cells = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"S").ok()?.as_name().ok());
    assert_eq!(cells.filter(|kind| kind == b"TD").count(), 2);
    assert_eq!(kinds(&document, "Figure"), ["0", "Caption"]);
}

#[test]
fn pictures_are_written_once_with_their_mask() {
    let document = read(&written());
    let images = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"));
    let (masked, masks): (Vec<_>, Vec<_>) = images.partition(|stream| stream.dict.has(b"SMask"));
    assert_eq!((masked.len(), masks.len()), (1, 1));
    let decoded = masks[0].decompressed_content().unwrap();
    assert_eq!(decoded[..8], [255, 235, 215, 195, 175, 155, 135, 115]);
    let decoded = masked[0].decompressed_content().unwrap();
    assert_eq!(decoded[..6], [0, 0, 90, 30, 0, 90]);
}

#[test]
fn the_same_picture_under_two_names_is_written_once() {
    let fonts = sample::fonts();
    let mut builder = sample::Builder::new(&fonts);
    let figure = builder.node(NodeRole::Figure, 0);
    for image in [0, 1, 0] {
        let rect = sample::rect(72.0, 100.0, 160.0, 80.0);
        builder.put(Tag::Node(figure), Item::Image(crate::pages::ImageItem { image, rect }));
    }
    let images = [sample::picture(), crate::document::Image { name: "b.png".to_string(), ..sample::picture() }];
    let document = read(&export(&builder.pages, &images, &fonts).unwrap());
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    assert_eq!(streams.filter(|stream| stream.dict.has(b"SMask")).count(), 1);
    let content = Content::decode(&document.get_page_content(document.get_pages()[&1])).unwrap();
    assert_eq!(content.operations.iter().filter(|operation| operation.operator == "Do").count(), 3);
}

#[test]
fn the_catalogue_and_the_pages_state_what_readers_need() {
    let document = read(&written());
    let catalog = document.catalog().unwrap();
    assert_eq!(document.version, "1.7");
    assert_eq!(entry(&document, catalog, "Lang").as_str().ok(), Some(&b"zh-CN"[..]));
    assert_eq!(entry(&document, dictionary(&document, catalog, "MarkInfo"), "Marked").as_bool().ok(), Some(true));
    let info = document.get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(entry(&document, info, "CreationDate").as_str().ok(), Some(&b"D:20230301000000+08'00'"[..]));
    assert_eq!(utf16(&entry(&document, info, "Author").as_str().unwrap()[2..]), "亳州市科协; 蚌埠市科协");
    for page in document.get_pages().into_values() {
        let page = document.get_dictionary(page).unwrap();
        for key in ["MediaBox", "TrimBox", "BleedBox", "CropBox"] {
            let sides = entry(&document, page, key).as_array().unwrap();
            assert_eq!(sides[2].as_float().ok(), Some(595.276));
        }
    }
}

#[test]
fn what_cannot_be_written_is_said_all_at_once() {
    let fonts = sample::fonts();
    let (mut pages, _) = sample::everything(&fonts);
    let mut lost = sample::text(99, "x");
    lost.glyphs.push(sample::glyph(1, 0..1));
    pages.pages[0].items.push(crate::pages::Placed { tag: Tag::Artifact, item: Item::Text(lost) });
    let codes = |problems: Vec<crate::diag::Diagnostic>| problems.iter().map(|found| found.code).collect::<Vec<_>>();
    assert_eq!(codes(export(&pages, &[], &fonts).unwrap_err()), ["unknown-face", "unknown-picture"]);
    let mut builder = sample::Builder::new(&fonts);
    let area = LinkArea { rect: sample::rect(0.0, 0.0, 9.0, 9.0), link: Link::Internal("nowhere".to_string()) };
    builder.put(Tag::Node(0), Item::Link(area));
    assert_eq!(codes(export(&builder.pages, &[], &fonts).unwrap_err()), ["unplaced-target"]);
    assert_eq!(codes(export(&crate::pages::Pages::default(), &[], &fonts).unwrap_err()), ["no-pages"]);
}
