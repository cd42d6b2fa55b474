//! The template's styles as Word's: built-in ones under the names that Word knows.

use docx_rs::{AlignmentType, LineSpacing, LineSpacingType, RunFonts, Style as WordStyle, StyleType};

use super::build::tree;
use super::xml::Element;
use crate::colour::Colour;
use crate::geom::Length;
use crate::template::{Align, KinsokuLevel, PageBreak, Role, Style, StyleName, Template};

/// Every style, with its id and, for those that Word has built in, its name there.
const STYLES: &[(StyleName, &str, Option<&str>)] = &[
    (StyleName::Body, "Normal", Some("Normal")),
    (StyleName::Title, "Title", Some("Title")),
    (StyleName::Subtitle, "Subtitle", Some("Subtitle")),
    (StyleName::Byline, "Byline", None),
    (StyleName::Heading1, "Heading1", Some("heading 1")),
    (StyleName::Heading2, "Heading2", Some("heading 2")),
    (StyleName::Heading3, "Heading3", Some("heading 3")),
    (StyleName::Heading4, "Heading4", Some("heading 4")),
    (StyleName::CoverLabel, "CoverLabel", None),
    (StyleName::CoverOccasion, "CoverOccasion", None),
    (StyleName::CoverTitle, "CoverTitle", None),
    (StyleName::CoverSubtitle, "CoverSubtitle", None),
    (StyleName::CoverOrganization, "CoverOrganization", None),
    (StyleName::CoverDate, "CoverDate", None),
    (StyleName::ContentsTitle, "TOCHeading", Some("TOC Heading")),
    (StyleName::Contents1, "TOC1", Some("toc 1")),
    (StyleName::Contents2, "TOC2", Some("toc 2")),
    (StyleName::Contents3, "TOC3", Some("toc 3")),
    (StyleName::Contents4, "TOC4", Some("toc 4")),
    (StyleName::ListItem, "ListParagraph", Some("List Paragraph")),
    (StyleName::Quote, "Quote", Some("Quote")),
    (StyleName::FigureCaption, "Caption", Some("caption")),
    (StyleName::TableCaption, "TableCaption", None),
    (StyleName::TableHead, "TableHead", None),
    (StyleName::TableCell, "TableCell", None),
    (StyleName::TableNote, "TableNote", None),
    (StyleName::ChartLabel, "ChartLabel", None),
    (StyleName::Footnote, "FootnoteText", Some("footnote text")),
    (StyleName::PageNumber, "Footer", Some("footer")),
    (StyleName::RunningHead, "Header", Some("header")),
    (StyleName::MastheadMark, "MastheadMark", None),
    (StyleName::MastheadMeta, "MastheadMeta", None),
    (StyleName::MastheadNumber, "MastheadNumber", None),
    (StyleName::MastheadSigner, "MastheadSigner", None),
    (StyleName::Addressee, "Addressee", None),
    (StyleName::AttachmentNote, "AttachmentNote", None),
    (StyleName::AttachmentLabel, "AttachmentLabel", None),
    (StyleName::AttachmentTitle, "AttachmentTitle", None),
    (StyleName::Attendance, "Attendance", None),
    (StyleName::AttendanceLabel, "AttendanceLabel", None),
    (StyleName::Signature, "SignatureLine", None),
    (StyleName::Annotation, "Annotation", None),
    (StyleName::Distribution, "Distribution", None),
];

/// Paragraphs that hold a picture: lines as high as what they hold.
pub(super) const FIGURE: &str = "Figure";
/// The mark of a footnote.
pub(super) const NOTE_MARK: &str = "FootnoteReference";
/// A link out of the document or within it.
pub(super) const LINK: &str = "Hyperlink";
/// Paragraphs that are only there because Word needs one: as low as Word allows.
pub(super) const HAIRLINE: &str = "Hairline";

/// The id of a style.
pub(super) fn id(name: StyleName) -> &'static str {
    STYLES.iter().find(|(style, ..)| *style == name).map_or("Normal", |(_, id, _)| id)
}

/// The size of text in a paragraph of an id.
pub(super) fn size_of(template: &Template, paragraph: Option<&str>) -> Length {
    let named = STYLES.iter().find(|(_, id, _)| Some(*id) == paragraph);
    style(template, named.map_or(StyleName::Body, |(style, ..)| *style)).size
}

/// The style of a template; every name has one.
pub(super) fn style(template: &Template, name: StyleName) -> &Style {
    &template.styles[&name]
}

/// The name of a role's face on the machines of Word's users.
pub(super) fn face(template: &Template, role: Role) -> &str {
    template.roles.get(&role).map_or("宋体", |fonts| fonts.word.as_str())
}

/// Faces for Han and Latin characters.
pub(super) fn fonts(template: &Template, role: Role, latin: Role) -> RunFonts {
    let (han, latin) = (face(template, role), face(template, latin));
    RunFonts::new().ascii(latin).hi_ansi(latin).east_asia(han).cs(latin)
}

/// As `RRGGBB`.
pub(super) fn hex(colour: Colour) -> String {
    let (red, green, blue) = colour.rgb();
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// The styles part.
pub(super) fn part(template: &Template) -> Result<Element, String> {
    let mut root =
        Element::new("w:styles").with("xmlns:w", super::build::WORD).child(defaults(template)).child(latent());
    for &(name, id, builtin) in STYLES {
        root = root.child(paragraph_style(template, name, id, builtin)?);
    }
    Ok(root.all(fixed_styles(template)))
}

/// What holds for every paragraph: how Chinese text is set (CLREQ §3.1, §3.2).
fn defaults(template: &Template) -> Element {
    let body = style(template, StyleName::Body);
    let rules = &template.text;
    let switch = |name: &str, on: bool| Element::value(name, u8::from(on));
    let space = rules.han_latin_space.0 > 0;
    let (han, latin) = (face(template, body.role), face(template, body.latin));
    let fonts = Element::new("w:rFonts")
        .with("w:ascii", latin)
        .with("w:hAnsi", latin)
        .with("w:eastAsia", han)
        .with("w:cs", latin);
    let run = Element::new("w:rPr")
        .child(fonts)
        .child(Element::value("w:sz", half_points(body)))
        .child(Element::value("w:szCs", half_points(body)))
        .child(Element::new("w:lang").with("w:val", "en-US").with("w:eastAsia", "zh-CN").with("w:bidi", "ar-SA"));
    let paragraph = Element::new("w:pPr").all([
        switch("w:kinsoku", rules.kinsoku != KinsokuLevel::None),
        switch("w:overflowPunct", rules.hanging),
        switch("w:topLinePunct", rules.trim_after_indent),
        switch("w:autoSpaceDE", space),
        switch("w:autoSpaceDN", space && !rules.tight_digits),
    ]);
    Element::new("w:docDefaults")
        .child(Element::new("w:rPrDefault").child(run))
        .child(Element::new("w:pPrDefault").child(paragraph))
}

/// Styles that Word knows but the document does not use stay out of the user's way.
fn latent() -> Element {
    Element::new("w:latentStyles")
        .with("w:defLockedState", 0)
        .with("w:defUIPriority", 99)
        .with("w:defSemiHidden", 1)
        .with("w:defUnhideWhenUsed", 1)
        .with("w:defQFormat", 0)
        .with("w:count", 376)
}

fn half_points(style: &Style) -> i64 {
    (style.size.twips() + 5) / 10
}

fn paragraph_style(
    template: &Template,
    name: StyleName,
    id: &'static str,
    builtin: Option<&str>,
) -> Result<Element, String> {
    let look = style(template, name);
    let mut built = WordStyle::new(id, StyleType::Paragraph)
        .name(builtin.unwrap_or(&look.word_name))
        .fonts(fonts(template, look.role, look.latin))
        .size(half_points(look) as usize)
        .color(hex(look.colour))
        .align(alignment(look.align))
        .line_spacing(spacing(template, look))
        .q_format(true);
    if id != "Normal" {
        built = built.based_on("Normal").next(next(name));
    }
    if look.bold {
        built = built.bold();
    }
    if let Some(level) = outline_level(name) {
        built = built.outline_lvl(level);
    }
    built.paragraph_property.keep_next = look.keep_with_next.then_some(true);
    built.paragraph_property.page_break_before = (look.page_break != PageBreak::None).then_some(true);
    built.paragraph_property.widow_control = Some(template.text.orphan_lines > 1 || template.text.widow_lines > 1);
    // The lines' exact height and the characters' own space are the grid's: LibreOffice gives each
    // character two cells of a grid that is narrower than its characters.
    built.paragraph_property.snap_to_grid = Some(false);
    let mut tree = tree(&built)?;
    if id == "Normal" {
        tree.attributes.push(("w:default".to_owned(), "1".to_owned()));
    }
    if builtin.is_none() {
        tree.attributes.push(("w:customStyle".to_owned(), "1".to_owned()));
    }
    let properties = tree.child_mut("w:pPr");
    *properties = std::mem::take(properties).child(indents(look));
    *properties = numbered(template, name, std::mem::take(properties));
    if (StyleName::Contents1..=StyleName::Contents4).contains(&name) {
        *properties = std::mem::take(properties).child(super::contents::tab(template, name));
    }
    let run = tree.child_mut("w:rPr");
    let space = character_space(look);
    if space != 0 {
        *run = std::mem::take(run).child(Element::value("w:spacing", space));
    }
    *run = std::mem::take(run).child(Element::value("w:snapToGrid", 0));
    Ok(tree)
}

/// The width of a style's cell in whole twips.
pub(super) fn cell(look: &Style) -> i64 {
    look.cell().twips()
}

/// How much wider than the paper's margins leave it the text is, in twips, so that a line of the
/// grid's cells fits: at most half a twip for each.
pub(super) fn widening(template: &Template) -> i64 {
    let body = style(template, StyleName::Body);
    // One more for narrower cells, because the grid's own unit is not a part of a twip.
    let rounding = i64::from(cell(body) < body.size.twips());
    let cells = cell(body) * i64::from(template.grid.characters) + rounding;
    let page = &template.page;
    let width = page.paper.width.twips() - page.inside.twips() - page.outside.twips();
    if template.columns.count > 1 { 0 } else { (cells - width).clamp(0, i64::from(template.grid.characters)) }
}

/// Between characters, in twips. The last one of a line has its own width, so that where cells are
/// narrower than characters all others take up the difference.
pub(super) fn character_space(look: &Style) -> i64 {
    let space = cell(look) - look.size.twips() + look.tracking.at(look.size).twips();
    if look.pitch.is_some() && cell(look) < look.size.twips() { space - 1 } else { space }
}

/// Headings take their number from the list that [`super::numbering`] links to them.
fn numbered(template: &Template, name: StyleName, properties: Element) -> Element {
    match outline_level(name) {
        Some(level) if super::numbering::is_numbered(template, level) => properties.child(
            Element::new("w:numPr")
                .child(Element::value("w:ilvl", level))
                .child(Element::value("w:numId", super::numbering::HEADINGS)),
        ),
        Some(_) | None => properties,
    }
}

/// The level in Word's navigation, from 0.
pub(super) fn outline_level(name: StyleName) -> Option<usize> {
    [StyleName::Heading1, StyleName::Heading2, StyleName::Heading3, StyleName::Heading4]
        .iter()
        .position(|heading| *heading == name)
}

/// What a user's return key gives after a paragraph of a style.
fn next(name: StyleName) -> &'static str {
    match name {
        StyleName::ListItem
        | StyleName::Quote
        | StyleName::TableHead
        | StyleName::TableCell
        | StyleName::Footnote
        | StyleName::PageNumber
        | StyleName::RunningHead
        | StyleName::Distribution => id(name),
        StyleName::Body
        | StyleName::Title
        | StyleName::Subtitle
        | StyleName::Byline
        | StyleName::Heading1
        | StyleName::Heading2
        | StyleName::Heading3
        | StyleName::Heading4
        | StyleName::CoverLabel
        | StyleName::CoverOccasion
        | StyleName::CoverTitle
        | StyleName::CoverSubtitle
        | StyleName::CoverOrganization
        | StyleName::CoverDate
        | StyleName::ContentsTitle
        | StyleName::Contents1
        | StyleName::Contents2
        | StyleName::Contents3
        | StyleName::Contents4
        | StyleName::FigureCaption
        | StyleName::TableCaption
        | StyleName::TableNote
        | StyleName::ChartLabel
        | StyleName::MastheadMark
        | StyleName::MastheadMeta
        | StyleName::MastheadNumber
        | StyleName::MastheadSigner
        | StyleName::Addressee
        | StyleName::AttachmentNote
        | StyleName::AttachmentLabel
        | StyleName::AttachmentTitle
        | StyleName::Attendance
        | StyleName::AttendanceLabel
        | StyleName::Signature
        | StyleName::Annotation => "Normal",
    }
}

/// Word's name for an alignment.
pub(super) fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Justify => AlignmentType::Both,
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}

/// Lines exactly as far apart as the template says, and the space above and below.
pub(super) fn spacing(template: &Template, look: &Style) -> LineSpacing {
    let twips = |lines: crate::template::Lines| lines.at(template.grid.pitch).twips().max(0) as u32;
    let mut spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(look.leading.twips() as i32)
        .before(twips(look.before))
        .after(twips(look.after));
    if look.before.0 > 0 {
        spacing = spacing.before_lines(look.before.0 as u32);
    }
    if look.after.0 > 0 {
        spacing = spacing.after_lines(look.after.0 as u32);
    }
    spacing
}

/// Indents in characters, for Word, and in twips, for programs that do not count characters.
pub(super) fn indents(look: &Style) -> Element {
    let twips = |ems| look.indent(ems).twips();
    let hundredths = |ems: crate::geom::Em| ems.0 / 10;
    let mut indent = Element::new("w:ind")
        .with("w:leftChars", hundredths(look.left_indent))
        .with("w:left", twips(look.left_indent))
        .with("w:rightChars", hundredths(look.right_indent))
        .with("w:right", twips(look.right_indent));
    let first = look.first_indent;
    let (chars, name) = if first.0 < 0 { ("w:hangingChars", "w:hanging") } else { ("w:firstLineChars", "w:firstLine") };
    indent = indent.with(chars, hundredths(first).abs()).with(name, twips(first).abs());
    indent
}

fn fixed_styles(template: &Template) -> Vec<Element> {
    let plain = |kind: &str, id: &str, name: &str| {
        Element::new("w:style")
            .with("w:type", kind)
            .with("w:styleId", id)
            .child(Element::value("w:name", name))
            .child(Element::value("w:uiPriority", 99))
    };
    let default = |kind: &str, id: &str, name: &str| {
        let mut style = plain(kind, id, name);
        style.attributes.insert(1, ("w:default".to_owned(), "1".to_owned()));
        style.child(Element::new("w:semiHidden")).child(Element::new("w:unhideWhenUsed"))
    };
    let sides = ["top", "left", "bottom", "right"]
        .map(|side| Element::new(&format!("w:{side}")).with("w:w", 0).with("w:type", "dxa"));
    let cells = Element::new("w:tblPr")
        .child(Element::new("w:tblInd").with("w:w", 0).with("w:type", "dxa"))
        .child(Element::new("w:tblCellMar").all(sides));
    let mark = Element::new("w:rPr").child(Element::value("w:vertAlign", "superscript"));
    vec![
        default("character", "DefaultParagraphFont", "Default Paragraph Font"),
        default("table", "TableNormal", "Normal Table").child(cells),
        default("numbering", "NoList", "No List"),
        plain("character", NOTE_MARK, "footnote reference").child(mark),
        plain("character", LINK, "Hyperlink"),
        figure_style(template),
        hairline_style(),
    ]
}

fn figure_style(template: &Template) -> Element {
    let gap = template.figure.caption_gap.twips();
    let properties = Element::new("w:pPr")
        .child(Element::new("w:keepNext"))
        .child(Element::value("w:snapToGrid", 0))
        .child(Element::new("w:spacing").with("w:after", gap).with("w:line", 240).with("w:lineRule", "auto"))
        .child(no_indent())
        .child(Element::value("w:jc", "center"));
    // Words of no height, or the line would be lower than its picture by what descends.
    let run = Element::new("w:rPr").child(Element::value("w:sz", 2)).child(Element::value("w:szCs", 2));
    custom(FIGURE, "图片").child(properties).child(run)
}

fn hairline_style() -> Element {
    let spacing =
        Element::new("w:spacing").with("w:before", 0).with("w:after", 0).with("w:line", 20).with("w:lineRule", "exact");
    let properties = Element::new("w:pPr").child(Element::value("w:snapToGrid", 0)).child(spacing).child(no_indent());
    let run = Element::new("w:rPr").child(Element::value("w:sz", 2)).child(Element::value("w:szCs", 2));
    custom(HAIRLINE, "细行").child(properties).child(run)
}

fn no_indent() -> Element {
    Element::new("w:ind").with("w:firstLineChars", 0).with("w:firstLine", 0)
}

fn custom(id: &str, name: &str) -> Element {
    Element::new("w:style")
        .with("w:type", "paragraph")
        .with("w:customStyle", 1)
        .with("w:styleId", id)
        .child(Element::value("w:name", name))
        .child(Element::value("w:basedOn", "Normal"))
        .child(Element::value("w:next", "Normal"))
        .child(Element::new("w:qFormat"))
}
