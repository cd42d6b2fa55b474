//! Footnotes, with the rules that Word wants above them.

use docx_rs::{Footnote, Run};

use super::build::{root, tree};
use super::marks::Place;
use super::styles::NOTE_MARK;
use super::writer::Writer;
use super::xml::Element;
use crate::template::StyleName;

impl Writer<'_> {
    /// The part with every note, in the order of their first marks.
    pub fn notes_part(&mut self) -> Result<Element, String> {
        let mut part = Element::new("w:footnotes").child(separator(-1, "separator", "w:separator")).child(separator(
            0,
            "continuationSeparator",
            "w:continuationSeparator",
        ));
        for (index, note) in self.document.notes.iter().enumerate() {
            let mark = self.marks.run(Place::Here, Element::new("w:footnoteRef")).style(NOTE_MARK);
            let line = self.paragraph(StyleName::Footnote).add_run(mark).add_run(Run::new().add_text(" "));
            let line = self.fill(line, &note.content);
            part = part.child(tree(&Footnote { id: index + 1, content: vec![line] })?);
        }
        self.finished(part, root("w:footnotes"))
    }
}

fn separator(id: i32, kind: &str, rule: &str) -> Element {
    let spacing = Element::new("w:spacing").with("w:after", 0).with("w:line", 240).with("w:lineRule", "auto");
    let indent = Element::new("w:ind").with("w:firstLineChars", 0).with("w:firstLine", 0);
    let properties = Element::new("w:pPr").child(spacing).child(indent);
    let paragraph = Element::new("w:p").child(properties).child(Element::new("w:r").child(Element::new(rule)));
    Element::new("w:footnote").with("w:type", kind).with("w:id", id).child(paragraph)
}
