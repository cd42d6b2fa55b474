//! What the file says of itself, twice and alike: the information dictionary and the XMP packet
//! (ISO 32000-1 §14.3). The report's date is the only date.

use lopdf::{Dictionary, Object, Stream, dictionary};
use printpdf::{PdfDocumentInfo, PdfMetadata};

use super::streams::text_string;
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
pub(super) fn finish_info(info: &mut Dictionary, meta: &Meta) {
    for key in ["GTS_PDFXVersion", "Identifier", "CreationDate", "ModDate"] {
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
        let Date { year, month, day } = date;
        let written = format!("D:{year:04}{month:02}{day:02}000000+08'00'");
        info.set("CreationDate", Object::string_literal(written.clone()));
        info.set("ModDate", Object::string_literal(written));
    }
}

fn creators(meta: &Meta) -> Vec<String> {
    meta.organizations.iter().chain(&meta.authors).cloned().collect()
}

fn subject(meta: &Meta) -> String {
    meta.description.clone().or_else(|| meta.subtitle.clone()).unwrap_or_default()
}

/// The XMP packet's stream; not deflated, so that any program finds it (ISO 19005-2 §6.6.2).
pub(super) fn xmp_stream(meta: &Meta) -> Stream {
    let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dictionary, packet(meta).into_bytes()).with_compression(false)
}

fn packet(meta: &Meta) -> String {
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
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         {}</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
        properties.concat()
    )
}

/// The document's language, Chinese unless it says otherwise.
pub(super) fn language(meta: &Meta) -> &str {
    if meta.language.is_empty() { "zh-CN" } else { &meta.language }
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>\n")
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

/// XML text; control characters, which XML cannot hold, become spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
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
        let packet = packet(&meta());
        assert!(packet.contains("<rdf:li xml:lang=\"x-default\">甲&lt;乙&gt;&amp;丙</rdf:li>"));
        assert!(packet.contains("<rdf:li>亳州市科协</rdf:li><rdf:li>蚌埠市科协</rdf:li>"));
        assert!(packet.contains("<xmp:CreateDate>2023-03-01T00:00:00+08:00</xmp:CreateDate>"));
        assert!(!packet.contains("dc:description"));
    }

    #[test]
    fn without_a_date_no_date_is_written() {
        let mut info = dictionary! { "CreationDate" => Object::string_literal("D:1970"), "Identifier" => "" };
        finish_info(&mut info, &Meta { date: None, ..meta() });
        assert!(!info.has(b"CreationDate") && !info.has(b"Identifier") && !info.has(b"Subject"));
        assert!(!packet(&Meta { date: None, ..meta() }).contains("Date"));
    }
}
