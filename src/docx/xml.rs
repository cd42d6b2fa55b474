//! A part as a tree: small, plain, and all that the finishing pass needs.

use std::fmt::Write as _;

use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// An element with its attributes and children in order. Names carry their prefix (`w:p`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: &str) -> Self {
        Element { name: name.to_owned(), ..Element::default() }
    }

    /// With `w:val`, as most of WordprocessingML has it.
    pub fn value(name: &str, value: impl ToString) -> Self {
        Element::new(name).with("w:val", value)
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.attributes.push((name.to_owned(), value.to_string()));
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds children.
    #[must_use]
    pub fn all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of a name, made at the front where there is none.
    pub fn child_mut(&mut self, name: &str) -> &mut Element {
        let is_it = |node: &Node| matches!(node, Node::Element(element) if element.name == name);
        let at = self.children.iter().position(is_it).unwrap_or_else(|| {
            self.children.insert(0, Node::Element(Element::new(name)));
            0
        });
        match &mut self.children[at] {
            Node::Element(element) => element,
            Node::Text(_) => unreachable!("the position is that of an element"),
        }
    }

    /// The element as a part of a package.
    pub fn part(&self) -> Vec<u8> {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.write(&mut text);
        text.into_bytes()
    }

    fn write(&self, text: &mut String) {
        let _ = write!(text, "<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(text, " {name}=\"{}\"", escape(value.as_str()));
        }
        if self.children.is_empty() {
            text.push_str("/>");
            return;
        }
        text.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(text),
                Node::Text(words) => text.push_str(&escape(words.as_str())),
            }
        }
        let _ = write!(text, "</{}>", self.name);
    }
}

/// Reads a part; an error says what is wrong with it.
pub(super) fn parse(part: &[u8]) -> Result<Element, String> {
    let mut reader = Reader::from_reader(part);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => adopt(&mut open, Node::Element(element(&start)?))?,
            Event::End(_) => {
                let closed = open.pop().ok_or("an end without its start")?;
                adopt(&mut open, Node::Element(closed))?;
            }
            Event::Text(text) => words(&mut open, &text.decode().map_err(|error| error.to_string())?)?,
            Event::GeneralRef(reference) => words(&mut open, &character(&reference)?)?,
            Event::Eof => break,
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.into_iter().next().unwrap_or_default();
    root.elements().next().cloned().ok_or_else(|| "no element".to_owned())
}

fn adopt(open: &mut [Element], node: Node) -> Result<(), String> {
    open.last_mut().ok_or("an end without its start")?.children.push(node);
    Ok(())
}

/// Text in pieces becomes one text.
fn words(open: &mut [Element], words: &str) -> Result<(), String> {
    let parent = open.last_mut().ok_or("text outside of the root")?;
    match parent.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        Some(Node::Element(_)) | None => parent.children.push(Node::Text(words.to_owned())),
    }
    Ok(())
}

fn character(reference: &BytesRef) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character.to_string());
    }
    let name = reference.decode().map_err(|error| error.to_string())?;
    resolve_predefined_entity(&name).map(str::to_owned).ok_or_else(|| format!("unknown entity {name}"))
}

fn element(start: &BytesStart) -> Result<Element, String> {
    let mut element = Element::new(&String::from_utf8_lossy(start.name().as_ref()));
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        element.attributes.push((name, value.into_owned()));
    }
    Ok(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let tree = Element::new("w:t").with("a", "<\"&").child(Element::new("b")).text("甲 & <乙>");
        assert_eq!(parse(&tree.part()), Ok(tree));
    }

    #[test]
    fn a_broken_part_is_an_error() {
        assert!(parse(b"<a><b></a>").is_err());
        assert!(parse(b"").is_err());
    }
}
