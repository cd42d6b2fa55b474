//! What the file says of itself, twice and alike: the information dictionary and the XMP packet
//! (ISO 32000-1 §14.3). The report's date is the only date.

use lopdf::{Dictionary, Object, Stream, dictionary};
use printpdf::{PdfDocumentInfo, PdfMetadata};

use super::finish::{ID_PLACEHOLDER, digits};
use super::purpose::Purpose;
use super::streams::text_string;
use super::xmp::{self, element, escape};
use crate::document::{Date, Meta};

/// The program that wrote the report.
const CREATOR: &str = "banxin";
/// The program that wrote the PDF.
const PRODUCER: &str = concat!("banxin ", env!("CARGO_PKG_VERSION"), " (printpdf)");

/// What printpdf writes; its dates are replaced in [`finish_info`].
pub(super) fn for_printpdf(meta: &Meta) -> PdfMetadata {
    let info = PdfDocumentInfo {
        document_title: meta.title.clone(),
        author: creators(meta).join("; "),
        creator: CREATOR.to_string(),
        producer: PRODUCER.to_string(),
        subject: subject(meta),
        keywords: meta.keywords.clone(),
        ..PdfDocumentInfo::default()
    };
    PdfMetadata { info, xmp: None }
}

/// Puts the report's date in place of printpdf's 1970, and takes out what is empty.
pub(super) fn finish_info(info: &mut Dictionary, meta: &Meta, purpose: &Purpose) {
    for key in ["GTS_PDFXVersion", "Identifier", "CreationDate", "ModDate", "Trapped"] {
        info.remove(key.as_bytes());
    }
    let texts = [("Title", meta.title.clone()), ("Author", creators(meta).join("; ")), ("Subject", subject(meta))];
    let texts = texts.into_iter().chain([
        ("Keywords", meta.keywords.join(", ")),
        ("Creator", CREATOR.to_string()),
        ("Producer", PRODUCER.to_string()),
    ]);
    for (key, text) in texts {
        info.remove(key.as_bytes());
        if !text.is_empty() {
            info.set(key, text_string(&text));
        }
    }
    if let Some(date) = meta.date {
        let written = date_string(date);
        info.set("CreationDate", Object::string_literal(written.clone()));
        info.set("ModDate", Object::string_literal(written));
    }
    if purpose.is_press() {
        info.set("Trapped", "False");
    }
}

/// A date (ISO 32000-1 §7.9.4): the day's beginning in Beijing.
pub(super) fn date_string(Date { year, month, day }: Date) -> String {
    format!("D:{year:04}{month:02}{day:02}000000+08'00'")
}

fn creators(meta: &Meta) -> Vec<String> {
    meta.organizations.iter().chain(&meta.authors).cloned().collect()
}

fn subject(meta: &Meta) -> String {
    meta.description.clone().or_else(|| meta.subtitle.clone()).unwrap_or_default()
}

/// The XMP packet's stream; not deflated, so that any program finds it (ISO 19005-2 §6.6.2).
pub(super) fn xmp_stream(meta: &Meta, purpose: &Purpose) -> Stream {
    let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dictionary, packet(meta, purpose).into_bytes()).with_compression(false)
}

fn packet(meta: &Meta, purpose: &Purpose) -> String {
    let mut properties = vec![element("dc:format", "application/pdf")];
    properties.extend(filled("dc:title", &alternative(meta, &meta.title)));
    properties.extend(filled("dc:creator", &list("Seq", &creators(meta))));
    properties.extend(filled("dc:description", &alternative(meta, &subject(meta))));
    properties.extend(filled("dc:subject", &list("Bag", &meta.keywords)));
    properties.extend(filled("dc:language", &list("Bag", &[language(meta).to_string()])));
    properties.extend(filled("pdf:Keywords", &escape(&meta.keywords.join(", "))));
    properties.push(element("pdf:Producer", PRODUCER));
    properties.push(element("xmp:CreatorTool", CREATOR));
    if let Some(Date { year, month, day }) = meta.date {
        let written = format!("{year:04}-{month:02}-{day:02}T00:00:00+08:00");
        properties.extend(["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"].map(|name| element(name, &written)));
    }
    let id: String = digits(&ID_PLACEHOLDER).into_iter().map(char::from).collect();
    properties.extend(xmp::conformance(purpose, &id));
    xmp::packet(&properties.concat())
}

/// The document's language, Chinese unless it says otherwise.
pub(super) fn language(meta: &Meta) -> &str {
    if meta.language.is_empty() { "zh-CN" } else { &meta.language }
}

fn filled(name: &str, content: &str) -> Option<String> {
    (!content.is_empty()).then(|| element(name, content))
}

/// The same text as the default and in the document's language.
fn alternative(meta: &Meta, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = escape(text);
    let language = escape(language(meta));
    format!(
        "<rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li><rdf:li xml:lang=\"{language}\">{text}</rdf:li></rdf:Alt>"
    )
}

fn list(kind: &str, texts: &[String]) -> String {
    if texts.is_empty() {
        return String::new();
    }
    let items: String = texts.iter().map(|text| format!("<rdf:li>{}</rdf:li>", escape(text))).collect();
    format!("<rdf:{kind}>{items}</rdf:{kind}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta() -> Meta {
        Meta {
            title: "甲<乙>&丙".to_string(),
            organizations: vec!["亳州市科协".to_string(), "蚌埠市科协".to_string()],
            date: Some(Date { year: 2023, month: 3, day: 1 }),
            ..Meta::default()
        }
    }

    #[test]
    fn the_packet_is_escaped_and_dated_by_the_report() {
        let packet = packet(&meta(), &Purpose::default());
        assert!(packet.contains("<rdf:li xml:lang=\"x-default\">甲&lt;乙&gt;&amp;丙</rdf:li>"));
        assert!(packet.contains("<rdf:li>亳州市科协</rdf:li><rdf:li>蚌埠市科协</rdf:li>"));
        assert!(packet.contains("<xmp:CreateDate>2023-03-01T00:00:00+08:00</xmp:CreateDate>"));
        assert!(!packet.contains("dc:description"));
    }

    #[test]
    fn without_a_date_no_date_is_written() {
        let mut info = dictionary! { "CreationDate" => Object::string_literal("D:1970"), "Identifier" => "" };
        finish_info(&mut info, &Meta { date: None, ..meta() }, &Purpose::default());
        assert!(!info.has(b"CreationDate") && !info.has(b"Identifier") && !info.has(b"Subject"));
        assert!(!packet(&Meta { date: None, ..meta() }, &Purpose::default()).contains("Date"));
    }
}
