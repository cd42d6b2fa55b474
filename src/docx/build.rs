//! From docx-rs values to trees.

use docx_rs::BuildXML;

use super::xml::{Element, parse};

/// The namespace of WordprocessingML.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships.
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The namespace of drawings in text.
pub(super) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// The namespace of drawings.
pub(super) const ART: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// The namespace of pictures.
pub(super) const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// The namespace of charts.
pub(super) const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

/// What docx-rs writes, as a tree.
pub(super) fn tree(value: &impl BuildXML) -> Result<Element, String> {
    parse(&value.build())
}

/// The root of a part of WordprocessingML.
pub(super) fn root(name: &str) -> Element {
    Element::new(name)
        .with("xmlns:w", WORD)
        .with("xmlns:r", RELATIONS)
        .with("xmlns:wp", DRAWING)
        .with("xmlns:a", ART)
        .with("xmlns:pic", PICTURE)
        .with("xmlns:c", CHART)
}
