//! Settings, font table and properties.

use std::collections::BTreeMap;

use super::build::root;
use super::fields::take_apart;
use super::xml::Element;
use crate::document::Meta;
use crate::template::{KinsokuLevel, NumberPlace, PunctuationScheme, Role, Template};

/// What Word calls its own way of setting text since 2013.
const COMPATIBILITY: &[(&str, &str)] = &[
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
    ("useWord2013TrackBottomHyphenation", "0"),
];

/// What no line starts with at the strict level: Word's own marks for Chinese, —— and ……
const NEVER_FIRST: &str =
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…—‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠";

/// The settings part, in the schema's order.
pub(super) fn settings(template: &Template) -> Element {
    let mut part = root("w:settings").child(Element::new("w:zoom").with("w:percent", 100));
    if template.page.facing {
        part = part.child(Element::new("w:mirrorMargins"));
    }
    part = part.child(Element::value("w:defaultTabStop", 420));
    if template.text.hyphenate {
        part = part.child(Element::new("w:autoHyphenation"));
    }
    if uses_even_pages(template) {
        part = part.child(Element::new("w:evenAndOddHeaders"));
    }
    part = part.child(Element::value("w:drawingGridVerticalSpacing", template.grid.pitch.twips() / 2));
    let spacing = match template.text.punctuation {
        PunctuationScheme::Plain => "doNotCompress",
        PunctuationScheme::Full | PunctuationScheme::Kaiming | PunctuationScheme::Half => "compressPunctuation",
    };
    part = part.child(Element::value("w:characterSpacingControl", spacing));
    if template.text.kinsoku == KinsokuLevel::Strict {
        let never = Element::new("w:noLineBreaksBefore").with("w:lang", "zh-CN").with("w:val", NEVER_FIRST);
        part = part.child(never);
    }
    part.child(footnotes(template))
        .child(compatibility())
        .child(Element::new("w:themeFontLang").with("w:val", "en-US").with("w:eastAsia", "zh-CN"))
        .child(Element::value("w:decimalSymbol", "."))
        .child(Element::value("w:listSeparator", ","))
}

/// Whether even pages have furniture of their own.
fn uses_even_pages(template: &Template) -> bool {
    template.page_numbers.place == NumberPlace::Outside || template.running_head.is_some()
}

fn footnotes(template: &Template) -> Element {
    let mut properties = Element::new("w:footnotePr").child(Element::value("w:pos", "pageBottom"));
    if let Some((_, form, _)) = take_apart(&template.numbering.note) {
        properties = properties.child(Element::value("w:numFmt", form.format));
    }
    if template.numbering.notes_by_page {
        properties = properties.child(Element::value("w:numRestart", "eachPage"));
    }
    properties.child(Element::new("w:footnote").with("w:id", -1)).child(Element::new("w:footnote").with("w:id", 0))
}

fn compatibility() -> Element {
    let switches = ["w:spaceForUL", "w:balanceSingleByteDoubleByteWidth", "w:doNotLeaveBackslashAlone"];
    let more = ["w:ulTrailSpace", "w:doNotExpandShiftReturn", "w:adjustLineHeightInTable", "w:useFELayout"];
    let settings = COMPATIBILITY.iter().map(|(name, value)| {
        Element::new("w:compatSetting")
            .with("w:name", name)
            .with("w:uri", "http://schemas.microsoft.com/office/word")
            .with("w:val", value)
    });
    Element::new("w:compat").all(switches.into_iter().chain(more).map(Element::new)).all(settings)
}

/// The font table: each face with its other names, so that Word and WPS find it under any.
pub(super) fn fonts(template: &Template) -> Element {
    let mut faces: BTreeMap<&str, (Role, &[String])> = BTreeMap::new();
    for (role, fonts) in &template.roles {
        faces.entry(&fonts.word).or_insert((*role, &fonts.word_alternatives));
    }
    root("w:fonts").all(faces.into_iter().map(|(name, (role, others))| font(name, role, others)))
}

fn font(name: &str, role: Role, others: &[String]) -> Element {
    let mut font = Element::new("w:font").with("w:name", name);
    if !others.is_empty() {
        font = font.child(Element::value("w:altName", others.join(",")));
    }
    let (charset, family) = match role {
        Role::LatinSerif => ("00", "roman"),
        Role::LatinSans => ("00", "swiss"),
        Role::Fangsong | Role::Kai | Role::Hei => ("86", "modern"),
        Role::Title | Role::Song | Role::Fallback => ("86", "auto"),
    };
    font.child(Element::value("w:charset", charset))
        .child(Element::value("w:family", family))
        .child(Element::value("w:pitch", "variable"))
}

/// The properties that every kind of package has.
pub(super) fn core(meta: &Meta) -> Element {
    let mut part = Element::new("cp:coreProperties")
        .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:dcmitype", "http://purl.org/dc/dcmitype/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(Element::new("dc:title").text(&meta.title));
    if let Some(subtitle) = &meta.subtitle {
        part = part.child(Element::new("dc:subject").text(subtitle));
    }
    let authors = if meta.authors.is_empty() { &meta.organizations } else { &meta.authors };
    part = part.child(Element::new("dc:creator").text(authors.join("; ")));
    if !meta.keywords.is_empty() {
        part = part.child(Element::new("cp:keywords").text(meta.keywords.join("; ")));
    }
    if let Some(description) = &meta.description {
        part = part.child(Element::new("dc:description").text(description));
    }
    part = part.child(Element::new("dc:language").text(&meta.language));
    if let Some(date) = meta.date {
        let when = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month, date.day);
        for name in ["dcterms:created", "dcterms:modified"] {
            part = part.child(Element::new(name).with("xsi:type", "dcterms:W3CDTF").text(&when));
        }
    }
    part
}

/// The properties that Office has.
pub(super) fn app(meta: &Meta) -> Element {
    Element::new("Properties")
        .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
        .child(Element::new("Application").text("banxin"))
        .child(Element::new("Company").text(meta.organizations.join("; ")))
}
