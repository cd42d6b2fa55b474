//! The theme that Word wants every document to have. No style refers to it: theme fonts would win
//! over the names in the styles.

use super::build::ART;
use super::styles::face;
use super::xml::Element;
use crate::template::{Role, Template};

const COLOURS: [(&str, &str); 12] = [
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "44546A"),
    ("lt2", "E7E6E6"),
    ("accent1", "4472C4"),
    ("accent2", "ED7D31"),
    ("accent3", "A5A5A5"),
    ("accent4", "FFC000"),
    ("accent5", "5B9BD5"),
    ("accent6", "70AD47"),
    ("hlink", "0563C1"),
    ("folHlink", "954F72"),
];

/// The theme part.
pub(super) fn part(template: &Template) -> Element {
    let colours = COLOURS
        .map(|(name, value)| Element::new(&format!("a:{name}")).child(Element::new("a:srgbClr").with("val", value)));
    let elements = Element::new("a:themeElements")
        .child(Element::new("a:clrScheme").with("name", "Office").all(colours))
        .child(
            Element::new("a:fontScheme")
                .with("name", "Office")
                .child(faces("a:majorFont", template, Role::Title))
                .child(faces("a:minorFont", template, Role::Fangsong)),
        )
        .child(formats());
    Element::new("a:theme").with("xmlns:a", ART).with("name", "Office").child(elements)
}

fn faces(name: &str, template: &Template, role: Role) -> Element {
    let of = |name: &str, face: &str| Element::new(name).with("typeface", face);
    Element::new(name)
        .child(of("a:latin", face(template, Role::LatinSerif)))
        .child(of("a:ea", face(template, role)))
        .child(of("a:cs", ""))
}

/// Three of each, as the schema wants; all plain.
fn formats() -> Element {
    let colour = || Element::new("a:solidFill").child(Element::new("a:schemeClr").with("val", "phClr"));
    let three = |name: &str, make: &dyn Fn() -> Element| Element::new(name).all((0..3).map(|_| make()));
    let line = || Element::new("a:ln").with("w", 6350).child(colour());
    let effect = || Element::new("a:effectStyle").child(Element::new("a:effectLst"));
    Element::new("a:fmtScheme")
        .with("name", "Office")
        .child(three("a:fillStyleLst", &colour))
        .child(three("a:lnStyleLst", &line))
        .child(three("a:effectStyleLst", &effect))
        .child(three("a:bgFillStyleLst", &colour))
}
