//! The XMP packet (ISO 16684-1) and what it says of the standards that a file keeps. PDF/A wants each
//! schema that it does not know described inside the packet (ISO 19005-2 §6.6.2.3).

use super::purpose::Purpose;

/// A schema's prefix and address.
type Schema = (&'static str, &'static str);

const PDFA: Schema = ("pdfaid", "http://www.aiim.org/pdfa/ns/id/");
const PDFUA: Schema = ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/");
const PDFX: Schema = ("pdfxid", "http://www.npes.org/pdfx/ns/id/");
const PDF: Schema = ("pdf", "http://ns.adobe.com/pdf/1.3/");
const XMP_MM: Schema = ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/");

/// Every schema that a packet may name.
const SCHEMAS: [Schema; 10] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    PDF,
    PDFA,
    PDFUA,
    PDFX,
    XMP_MM,
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// What the packet says of standards. `id` tells this file from all others.
pub(super) fn conformance(purpose: &Purpose, id: &str) -> Vec<String> {
    match purpose {
        Purpose::Reading(attachments) => vec![
            element("pdfaid:part", if attachments.is_empty() { "2" } else { "3" }),
            element("pdfaid:conformance", "A"),
            element("pdfuaid:part", "1"),
            extensions(&[extension(PDFUA, "PDF/UA identification", ("part", "Integer", "Part of ISO 14289"))]),
        ],
        Purpose::Sheets => vec![element("pdfaid:part", "2"), element("pdfaid:conformance", "B")],
        Purpose::Press(_) => vec![
            element("pdfaid:part", "2"),
            element("pdfaid:conformance", "B"),
            element("pdfxid:GTS_PDFXVersion", "PDF/X-4"),
            element("pdf:Trapped", "False"),
            element("xmpMM:DocumentID", &format!("xmp.did:{id}")),
            element("xmpMM:VersionID", "1"),
            element("xmpMM:RenditionClass", "default"),
            extensions(&[
                extension(PDFX, "PDF/X identification", ("GTS_PDFXVersion", "Text", "The PDF/X standard of the file")),
                extension(PDF, "PDF properties", ("Trapped", "Text", "Whether the file has been trapped")),
            ]),
        ],
    }
}

/// The whole packet around its properties. Only the schemas in use are named.
pub(super) fn packet(properties: &str) -> String {
    let used = SCHEMAS.iter().filter(|(prefix, _)| properties.contains(&format!("<{prefix}:")));
    let names: String = used.map(|(prefix, address)| format!(" xmlns:{prefix}=\"{address}\"")).collect();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"{names}>\n\
         {properties}</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

fn extensions(schemas: &[String]) -> String {
    element("pdfaExtension:schemas", &format!("<rdf:Bag>{}</rdf:Bag>", schemas.concat()))
}

/// A schema with the one property that is used of it: name, type, meaning.
fn extension((prefix, address): Schema, schema: &str, (name, kind, meaning): (&str, &str, &str)) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{schema}</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{address}</pdfaSchema:namespaceURI>\
         <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
         <pdfaProperty:name>{name}</pdfaProperty:name>\
         <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\
         <pdfaProperty:category>internal</pdfaProperty:category>\
         <pdfaProperty:description>{meaning}</pdfaProperty:description>\
         </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
    )
}

/// An element with its content.
pub(super) fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>\n")
}

/// XML text; control characters, which XML cannot hold, become spaces.
pub(super) fn escape(text: &str) -> String {
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
