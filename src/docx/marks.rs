//! What docx-rs cannot write: each piece is kept here, and its place marked in the text by a `w:sym`
//! of a font that no report can name (a report's characters are always `w:t`). The finishing pass
//! puts the pieces in.

use docx_rs::{Run, Sym};

use super::xml::{Element, Node};

const FONT: &str = "banxin-mark";

/// Where a piece goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Where its mark stands, inside the run.
    Here,
    /// Into the properties of the nearest element around the mark.
    Properties {
        /// The element, such as `w:p`.
        of: &'static str,
        /// Its properties, such as `w:pPr`.
        into: &'static str,
    },
}

/// Of the run.
pub(super) const RUN: Place = Place::Properties { of: "w:r", into: "w:rPr" };
/// Of the paragraph.
pub(super) const PARAGRAPH: Place = Place::Properties { of: "w:p", into: "w:pPr" };
/// Of the table's row.
pub(super) const ROW: Place = Place::Properties { of: "w:tr", into: "w:trPr" };
/// Of the table.
pub(super) const TABLE: Place = Place::Properties { of: "w:tbl", into: "w:tblPr" };

/// The pieces, in the order of their marks.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<(Place, Element)>);

impl Marks {
    /// A run that marks the place of a piece.
    pub fn run(&mut self, place: Place, piece: Element) -> Run {
        self.add(Run::new(), place, piece)
    }

    /// Marks the place of a piece in a run.
    pub fn add(&mut self, run: Run, place: Place, piece: Element) -> Run {
        self.0.push((place, piece));
        run.add_sym(Sym::new(FONT, (self.0.len() - 1).to_string()))
    }

    /// Puts every piece that is marked in a part into its place; gives how many there were.
    ///
    /// # Errors
    /// A mark of no piece, or one whose element is not around it.
    pub fn settle(&self, root: &mut Element) -> Result<usize, String> {
        let mut settled = 0;
        let left = self.inside(root, &mut settled)?;
        match left.first() {
            None => Ok(settled),
            Some((place, piece)) => Err(format!("{} has no place {place:?}", piece.name)),
        }
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Settles an element's children and then the pieces that are for itself; gives the others.
    fn inside(&self, element: &mut Element, settled: &mut usize) -> Result<Vec<(Place, Element)>, String> {
        let mut waiting = Vec::new();
        let mut children = Vec::with_capacity(element.children.len());
        for node in std::mem::take(&mut element.children) {
            match node {
                Node::Text(text) => children.push(Node::Text(text)),
                Node::Element(child) if is_mark(&child) => {
                    *settled += 1;
                    let (place, piece) = self.piece(&child)?;
                    match place {
                        Place::Here => children.push(Node::Element(piece)),
                        Place::Properties { .. } => waiting.push((place, piece)),
                    }
                }
                Node::Element(mut child) => {
                    let had = child.children.len();
                    waiting.extend(self.inside(&mut child, settled)?);
                    // A run that held nothing but a mark is gone with it.
                    let only_marked = child.name == "w:r" && child.children.len() < had && !holds_content(&child);
                    if !only_marked {
                        children.push(Node::Element(child));
                    }
                }
            }
        }
        element.children = children;
        let mut others = Vec::new();
        for (place, piece) in waiting {
            match place {
                Place::Properties { of, into } if of == element.name => {
                    let properties = element.child_mut(into);
                    properties.children.push(Node::Element(piece));
                }
                Place::Properties { .. } | Place::Here => others.push((place, piece)),
            }
        }
        Ok(others)
    }

    fn piece(&self, mark: &Element) -> Result<(Place, Element), String> {
        let index = mark.attribute("w:char").and_then(|index| index.parse::<usize>().ok());
        index.and_then(|index| self.0.get(index)).cloned().ok_or_else(|| "a mark of no piece".to_owned())
    }
}

fn is_mark(element: &Element) -> bool {
    element.name == "w:sym" && element.attribute("w:font") == Some(FONT)
}

fn holds_content(run: &Element) -> bool {
    run.elements().any(|child| child.name != "w:rPr")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::xml::parse;

    #[test]
    fn pieces_find_their_places() {
        let mut marks = Marks::default();
        let _ = marks.run(PARAGRAPH, Element::value("w:kinsoku", 1));
        let _ = marks.run(RUN, Element::value("w:em", "dot"));
        let part = format!(
            "<w:p><w:r><w:sym w:font=\"{FONT}\" w:char=\"0\"/></w:r>\
             <w:r><w:sym w:font=\"{FONT}\" w:char=\"1\"/><w:t>甲</w:t></w:r></w:p>"
        );
        let mut root = parse(part.as_bytes()).unwrap();
        assert_eq!(marks.settle(&mut root), Ok(2));
        let wanted = "<w:p><w:pPr><w:kinsoku w:val=\"1\"/></w:pPr>\
                      <w:r><w:rPr><w:em w:val=\"dot\"/></w:rPr><w:t>甲</w:t></w:r></w:p>";
        assert_eq!(root, parse(wanted.as_bytes()).unwrap());
    }

    #[test]
    fn a_mark_without_its_place_is_an_error() {
        let mut marks = Marks::default();
        let _ = marks.run(ROW, Element::new("w:tblHeader"));
        let part = format!("<w:p><w:r><w:sym w:font=\"{FONT}\" w:char=\"0\"/></w:r></w:p>");
        assert!(marks.settle(&mut parse(part.as_bytes()).unwrap()).is_err());
        let unknown = format!("<w:p><w:r><w:sym w:font=\"{FONT}\" w:char=\"7\"/></w:r></w:p>");
        assert!(marks.settle(&mut parse(unknown.as_bytes()).unwrap()).is_err());
    }
}
