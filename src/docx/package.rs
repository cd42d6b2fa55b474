//! The package (ECMA-376-2): parts, their types and relationships, and the zip around them, with
//! one time and one order.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::Element;

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// What relationships' types begin with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// The parts of a document and what the main part is related to.
#[derive(Debug, Default)]
pub(super) struct Package {
    parts: Vec<Part>,
    /// Of the main part.
    relations: Vec<Relation>,
}

#[derive(Debug)]
struct Part {
    path: String,
    /// `None`: known by the ending of its name.
    kind: Option<String>,
    bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub kind: String,
    pub target: String,
    pub external: bool,
}

impl Package {
    /// Adds a part under `word/` that the main part is related to; gives the relationship's id.
    pub fn add(&mut self, path: &str, kind: &str, content_type: Option<&str>, bytes: Vec<u8>) -> String {
        self.attach(&format!("word/{path}"), content_type, bytes);
        self.relate(Relation { kind: format!("{OFFICE}{kind}"), target: path.to_owned(), external: false })
    }

    /// Adds a part that the main part is not related to.
    pub fn attach(&mut self, path: &str, content_type: Option<&str>, bytes: Vec<u8>) {
        self.parts.push(Part { path: path.to_owned(), kind: content_type.map(str::to_owned), bytes });
    }

    /// The id of a link to an address.
    pub fn link(&mut self, address: &str) -> String {
        self.relate(Relation { kind: format!("{OFFICE}hyperlink"), target: address.to_owned(), external: true })
    }

    fn relate(&mut self, relation: Relation) -> String {
        let known = self.relations.iter().position(|other| *other == relation);
        let index = known.unwrap_or_else(|| {
            self.relations.push(relation);
            self.relations.len() - 1
        });
        format!("rId{}", index + 1)
    }

    /// The file, with `main` as its main part.
    ///
    /// # Errors
    /// What the zip writer says.
    pub fn pack(mut self, main: Vec<u8>) -> Result<Vec<u8>, String> {
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        self.attach("word/document.xml", Some(kind), main);
        self.attach("word/_rels/document.xml.rels", None, relations(&self.relations));
        let properties = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        let office = |kind: &str, target: &str| Relation {
            kind: format!("{OFFICE}{kind}"),
            target: target.to_owned(),
            external: false,
        };
        let of_package = [
            office("officeDocument", "word/document.xml"),
            Relation { kind: properties.to_owned(), target: "docProps/core.xml".to_owned(), external: false },
            office("extended-properties", "docProps/app.xml"),
        ];
        self.attach("_rels/.rels", None, relations(&of_package));
        let types = self.content_types();
        let mut files = vec![("[Content_Types].xml".to_owned(), types)];
        self.parts.sort_by(|one, other| one.path.cmp(&other.path));
        files.extend(self.parts.into_iter().map(|part| (part.path, part.bytes)));
        zip_files(files)
    }

    fn content_types(&self) -> Vec<u8> {
        let default = |extension: &str, kind: &str| {
            Element::new("Default").with("Extension", extension).with("ContentType", kind)
        };
        let mut types = Element::new("Types").with("xmlns", TYPES).all([
            default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            default("xml", "application/xml"),
            default("jpeg", "image/jpeg"),
            default("png", "image/png"),
            default("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ]);
        for part in &self.parts {
            if let Some(kind) = &part.kind {
                let path = format!("/{}", part.path);
                types = types.child(Element::new("Override").with("PartName", path).with("ContentType", kind));
            }
        }
        types.part()
    }
}

/// A relationships part; ids count from `rId1`.
pub(super) fn relations(relations: &[Relation]) -> Vec<u8> {
    let mut root = Element::new("Relationships").with("xmlns", PACKAGE);
    for (index, relation) in relations.iter().enumerate() {
        let mut element = Element::new("Relationship")
            .with("Id", format!("rId{}", index + 1))
            .with("Type", &relation.kind)
            .with("Target", &relation.target);
        if relation.external {
            element = element.with("TargetMode", "External");
        }
        root = root.child(element);
    }
    root.part()
}

/// A relationship to a part, by the last word of its type.
pub(super) fn relation(kind: &str, target: &str) -> Relation {
    Relation { kind: format!("{OFFICE}{kind}"), target: target.to_owned(), external: false }
}

/// A zip of files in the given order, all of one time.
pub(super) fn zip_files(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, String> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path, options).map_err(|error| error.to_string())?;
        zip.write_all(&bytes).map_err(|error| error.to_string())?;
    }
    Ok(zip.finish().map_err(|error| error.to_string())?.into_inner())
}
