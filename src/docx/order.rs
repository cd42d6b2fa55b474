//! The order of children that the schema asks for (ECMA-376-1, WordprocessingML), as a table. Word
//! repairs or refuses a file that has it wrong.

use super::xml::{Element, Node};

/// Children in the order in which they must stand; others are not allowed there. Where a child
/// occurs twice the later one counts, unless its name is in [`REPEATED`].
const ORDERS: &[(&str, &[&str])] = &[
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:suppressLineNumbers",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:kinsoku",
            "w:wordWrap",
            "w:overflowPunct",
            "w:topLinePunct",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:mirrorIndents",
            "w:suppressOverlap",
            "w:jc",
            "w:textDirection",
            "w:textAlignment",
            "w:textboxTightWrap",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:smallCaps",
            "w:strike",
            "w:dstrike",
            "w:noProof",
            "w:snapToGrid",
            "w:vanish",
            "w:webHidden",
            "w:color",
            "w:spacing",
            "w:w",
            "w:kern",
            "w:position",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:effect",
            "w:bdr",
            "w:shd",
            "w:fitText",
            "w:vertAlign",
            "w:em",
            "w:lang",
            "w:eastAsianLayout",
            "w:specVanish",
        ],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:footnotePr",
            "w:endnotePr",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgBorders",
            "w:pgNumType",
            "w:cols",
            "w:vAlign",
            "w:titlePg",
            "w:textDirection",
            "w:docGrid",
        ],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:aliases",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:locked",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:trPr",
            "w:tcPr",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblOverlap",
            "w:tblW",
            "w:jc",
            "w:tblCellSpacing",
            "w:tblInd",
            "w:tblBorders",
            "w:shd",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
    ),
    ("w:trPr", &["w:gridBefore", "w:gridAfter", "w:cantSplit", "w:trHeight", "w:tblHeader", "w:jc"]),
    (
        "w:tcPr",
        &[
            "w:tcW",
            "w:gridSpan",
            "w:vMerge",
            "w:tcBorders",
            "w:shd",
            "w:noWrap",
            "w:tcMar",
            "w:textDirection",
            "w:tcFitText",
            "w:vAlign",
        ],
    ),
    ("w:tblBorders", SIDES),
    ("w:tcBorders", SIDES),
    ("w:tblCellMar", SIDES),
    ("w:tcMar", SIDES),
    ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right", "w:between", "w:bar"]),
    (
        "w:lvl",
        &[
            "w:start",
            "w:numFmt",
            "w:lvlRestart",
            "w:pStyle",
            "w:isLgl",
            "w:suff",
            "w:lvlText",
            "w:lvlJc",
            "w:pPr",
            "w:rPr",
        ],
    ),
    ("w:abstractNum", &["w:nsid", "w:multiLevelType", "w:tmpl", "w:name", "w:lvl"]),
    ("w:numPr", &["w:ilvl", "w:numId"]),
    ("w:sdt", &["w:sdtPr", "w:sdtContent"]),
    ("w:sdtPr", &["w:alias", "w:tag", "w:id", "w:docPartObj"]),
];

const SIDES: &[&str] = &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

/// Children that may stand several times.
const REPEATED: &[&str] = &["w:headerReference", "w:footerReference", "w:lvl"];

/// Properties that are nothing when empty, and are then left out.
const EMPTY: &[&str] = &["w:pPr", "w:rPr", "w:trPr", "w:tcPr", "w:tblPr", "w:tcBorders", "w:tblBorders", "w:pBdr"];

/// Attributes that docx-rs writes and the schema or a reproducible file does not want.
const ATTRIBUTES: &[(&str, &str)] = &[("w:gridCol", "w:type"), ("w:p", "w14:paraId")];

/// Puts an element and all below it in order.
pub(super) fn put_in_order(element: &mut Element) {
    for child in element.elements_mut() {
        put_in_order(child);
    }
    let name = element.name.as_str();
    element.attributes.retain(|(key, _)| !ATTRIBUTES.contains(&(name, key.as_str())));
    element.children.retain(|node| !is_empty_property(node));
    if let Some((_, order)) = ORDERS.iter().find(|(parent, _)| *parent == name) {
        element.children = ordered(std::mem::take(&mut element.children), order);
    }
    if name == "w:p" {
        // Properties come first; all else keeps its place.
        element.children.sort_by_key(|node| !matches!(node, Node::Element(child) if child.name == "w:pPr"));
    }
}

fn is_empty_property(node: &Node) -> bool {
    matches!(node, Node::Element(child)
        if child.children.is_empty() && child.attributes.is_empty() && EMPTY.contains(&child.name.as_str()))
}

fn ordered(children: Vec<Node>, order: &[&str]) -> Vec<Node> {
    let mut sorted = Vec::with_capacity(children.len());
    for name in order {
        let mut found: Vec<Element> = children.iter().filter_map(|node| named(node, name)).collect();
        if !REPEATED.contains(name) {
            found = found.pop().into_iter().collect();
        }
        sorted.extend(found.into_iter().map(Node::Element));
    }
    sorted
}

fn named(node: &Node, name: &str) -> Option<Element> {
    match node {
        Node::Element(element) if element.name == name => Some(element.clone()),
        Node::Element(_) | Node::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::xml::parse;

    fn put(text: &str) -> Element {
        let mut root = parse(text.as_bytes()).unwrap();
        put_in_order(&mut root);
        root
    }

    #[test]
    fn children_stand_as_the_schema_says() {
        let root = put("<w:p><w:r/><w:pPr><w:jc w:val=\"both\"/><w:rPr/><w:pStyle w:val=\"a\"/><x/></w:pPr></w:p>");
        let wanted = "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:jc w:val=\"both\"/></w:pPr><w:r/></w:p>";
        assert_eq!(root, parse(wanted.as_bytes()).unwrap());
    }

    #[test]
    fn the_later_of_two_counts_and_levels_repeat() {
        let root = put("<w:rPr><w:sz w:val=\"1\"/><w:sz w:val=\"2\"/></w:rPr>");
        assert_eq!(root, parse(b"<w:rPr><w:sz w:val=\"2\"/></w:rPr>").unwrap());
        let root = put("<w:abstractNum><w:lvl/><w:lvl/></w:abstractNum>");
        assert_eq!(root.children.len(), 2);
    }

    #[test]
    fn unwanted_attributes_go() {
        assert_eq!(put("<w:gridCol w:w=\"9\" w:type=\"dxa\"/>"), parse(b"<w:gridCol w:w=\"9\"/>").unwrap());
    }
}
