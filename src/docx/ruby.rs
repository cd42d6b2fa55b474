//! Words with their readings above them: `w:ruby` (ECMA-376-1 §17.3.3.25).

use docx_rs::{ParagraphChild, Run};

use super::build::tree;
use super::inline::child;
use super::marks::Place;
use super::writer::Writer;
use super::xml::Element;
use crate::document::{Marks, Ruby, RubyPair};
use crate::geom::{Em, Length};

/// A reading's size, as a share of its words' (CLREQ, 'Ruby': about half).
const SIZE: Em = Em(500);
/// How far a reading's baseline lies above the words'.
const RAISE: Em = Em(900);

impl Writer<'_> {
    /// One run for each part.
    pub fn ruby(&mut self, ruby: &Ruby, size: Length) -> Vec<ParagraphChild> {
        let mut runs = Vec::new();
        for pair in &ruby.pairs {
            match self.ruby_pair(pair, ruby.marks, size) {
                Ok(piece) => runs.push(self.marks.run(Place::Here, piece)),
                Err(problem) => self.problems.push(problem),
            }
        }
        match &ruby.link {
            Some(link) => vec![self.hyperlink(link, runs)],
            None => runs.into_iter().map(child).collect(),
        }
    }

    fn ruby_pair(&mut self, pair: &RubyPair, marks: Marks, size: Length) -> Result<Element, String> {
        let half_points = |length: Length| (length.pt() * 2.0).round() as i64;
        let properties = Element::new("w:rubyPr").all([
            Element::value("w:rubyAlign", "center"),
            Element::value("w:hps", half_points(SIZE.at(size))),
            Element::value("w:hpsRaise", half_points(RAISE.at(size))),
            Element::value("w:hpsBaseText", half_points(size)),
            Element::value("w:lid", &self.document.meta.language),
        ]);
        let plain = Marks { bold: marks.bold, ..Marks::default() };
        let small = |run: Run| run.size(half_points(SIZE.at(size)) as usize);
        let reading = elements(self.runs(&pair.reading, plain).into_iter().map(small))?;
        // Dots would want a mark of their own inside of this piece.
        let base = elements(self.runs(&pair.base, Marks { dots: false, ..marks }))?;
        let part = |name: &str, runs: Vec<Element>| Element::new(name).all(runs);
        Ok(Element::new("w:ruby").child(properties).child(part("w:rt", reading)).child(part("w:rubyBase", base)))
    }
}

fn elements(runs: impl IntoIterator<Item = Run>) -> Result<Vec<Element>, String> {
    runs.into_iter().map(|run| tree(&run)).collect()
}
