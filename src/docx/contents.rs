//! The contents: a field that Word can update, filled with its entries.

use docx_rs::{FieldCharType, InstrText, Run};

use super::fields::field;
use super::styles;
use super::writer::Writer;
use super::xml::Element;
use crate::document::{Contents, ContentsEntry, Link, Marks};
use crate::geom::Length;
use crate::template::{StyleName, Template};

impl Writer<'_> {
    /// Writes the contents with their title, as Word's own gallery does.
    pub fn contents(&mut self, contents: &Contents) {
        let outside = std::mem::take(&mut self.body);
        let title = self.paragraph(StyleName::ContentsTitle);
        let title = self.on_grid(title, StyleName::ContentsTitle, 1);
        let title = self.say(title, &contents.title);
        self.push(title);
        let deepest = contents.entries.iter().map(|entry| entry.level).max().unwrap_or(1);
        for (index, entry) in contents.entries.iter().enumerate() {
            let last = index + 1 == contents.entries.len();
            self.entry(entry, (index == 0).then_some(deepest), last);
        }
        let inside = std::mem::replace(&mut self.body, outside);
        let gallery = Element::new("w:docPartObj")
            .child(Element::value("w:docPartGallery", "Table of Contents"))
            .child(Element::new("w:docPartUnique"));
        let structured = Element::new("w:sdt")
            .child(Element::new("w:sdtPr").child(gallery))
            .child(Element::new("w:sdtContent").all(inside));
        self.body.push(structured);
    }

    /// A line of the contents; the first opens the field and the last closes it.
    fn entry(&mut self, entry: &ContentsEntry, opens: Option<u8>, closes: bool) {
        let mut paragraph = self.paragraph(StyleName::contents(entry.level));
        if let Some(deepest) = opens {
            let instruction = InstrText::Unsupported(format!(" TOC \\o \"1-{deepest}\" \\h \\z \\u "));
            paragraph = paragraph
                .add_run(Run::new().add_field_char(FieldCharType::Begin, false))
                .add_run(Run::new().add_instr_text(instruction))
                .add_run(Run::new().add_field_char(FieldCharType::Separate, false));
        }
        let mut runs = self.runs(&format!("{}{}", entry.number, entry.text), Marks::default());
        runs.push(Run::new().add_tab());
        let label = self.page_label(&entry.target);
        let shown = vec![Run::new().add_text(label)];
        match self.bookmark(&entry.target) {
            Some((_, name)) => runs.extend(field(&format!("PAGEREF {name} \\h"), shown, &Run::new())),
            None => runs.extend(shown),
        }
        let link = self.hyperlink(&Link::Internal(entry.target.clone()), runs);
        paragraph.children.push(link);
        if closes {
            paragraph = paragraph.add_run(Run::new().add_field_char(FieldCharType::End, false));
        }
        self.push(paragraph);
    }
}

/// The tab before the page number, as part of the contents' styles, so that it outlives an update.
pub(super) fn tab(template: &Template, name: StyleName) -> Element {
    let look = styles::style(template, name);
    let leader = match template.contents.leader.as_str() {
        "" | " " | "　" => "none",
        "·" | "・" | "‧" => "middleDot",
        "-" | "—" => "hyphen",
        "_" => "underscore",
        _dots => "dot",
    };
    let at = (template.page.type_area().width - look.indent(look.right_indent)).max(Length::ZERO);
    let tab = Element::new("w:tab").with("w:val", "right").with("w:leader", leader).with("w:pos", at.twips());
    Element::new("w:tabs").child(tab)
}
