//! The finishing pass: every part gets the pieces that docx-rs cannot write, and its children stand
//! in the schema's order.

use super::order::put_in_order;
use super::writer::Writer;
use super::xml::{Element, Node};

impl Writer<'_> {
    /// The children of what docx-rs wrote, finished, under a root of our own.
    pub fn finished(&mut self, inner: Element, root: Element) -> Result<Element, String> {
        let mut part = Element { children: inner.children, ..root };
        self.settled += self.marks.settle(&mut part)?;
        put_in_order(&mut part);
        Ok(part)
    }

    /// The main part.
    pub fn main_part(&mut self) -> Result<Element, String> {
        let last = self.last_section();
        let children = std::mem::take(&mut self.body).into_iter().chain([last]).map(Node::Element).collect();
        let body = Element { children, ..Element::new("w:body") };
        let inner = Element::new("w:document").child(body);
        let mut part = self.finished(inner, super::build::root("w:document"))?;
        self.fit_lines(&mut part);
        Ok(part)
    }

    /// Whether every mark has been put in its place.
    pub fn check_marks(&self) -> Result<(), String> {
        if self.settled == self.marks.len() {
            return Ok(());
        }
        Err(format!("{} of {} marks were settled", self.settled, self.marks.len()))
    }
}
