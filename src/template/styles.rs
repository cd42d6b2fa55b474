//! The table of styles: `like` between them, and every key of one.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, nearest};
use crate::geom::Length;

use super::reader::Reader;
use super::tree::{Entry, Node, Table, Value, merge};
use super::{Align, Grid, PageBreak, PageGeometry, Role, Style, StyleName};

/// Every style by its name in a template file.
pub(super) const STYLES: [(&str, StyleName); 43] = [
    ("body", StyleName::Body),
    ("title", StyleName::Title),
    ("subtitle", StyleName::Subtitle),
    ("byline", StyleName::Byline),
    ("heading1", StyleName::Heading1),
    ("heading2", StyleName::Heading2),
    ("heading3", StyleName::Heading3),
    ("heading4", StyleName::Heading4),
    ("cover_label", StyleName::CoverLabel),
    ("cover_occasion", StyleName::CoverOccasion),
    ("cover_title", StyleName::CoverTitle),
    ("cover_subtitle", StyleName::CoverSubtitle),
    ("cover_organization", StyleName::CoverOrganization),
    ("cover_date", StyleName::CoverDate),
    ("contents_title", StyleName::ContentsTitle),
    ("contents1", StyleName::Contents1),
    ("contents2", StyleName::Contents2),
    ("contents3", StyleName::Contents3),
    ("contents4", StyleName::Contents4),
    ("list_item", StyleName::ListItem),
    ("quote", StyleName::Quote),
    ("figure_caption", StyleName::FigureCaption),
    ("table_caption", StyleName::TableCaption),
    ("table_head", StyleName::TableHead),
    ("table_cell", StyleName::TableCell),
    ("table_note", StyleName::TableNote),
    ("chart_label", StyleName::ChartLabel),
    ("footnote", StyleName::Footnote),
    ("page_number", StyleName::PageNumber),
    ("running_head", StyleName::RunningHead),
    ("masthead_mark", StyleName::MastheadMark),
    ("masthead_meta", StyleName::MastheadMeta),
    ("masthead_number", StyleName::MastheadNumber),
    ("masthead_signer", StyleName::MastheadSigner),
    ("addressee", StyleName::Addressee),
    ("attachment_note", StyleName::AttachmentNote),
    ("attachment_label", StyleName::AttachmentLabel),
    ("attachment_title", StyleName::AttachmentTitle),
    ("attendance", StyleName::Attendance),
    ("attendance_label", StyleName::AttendanceLabel),
    ("signature", StyleName::Signature),
    ("annotation", StyleName::Annotation),
    ("distribution", StyleName::Distribution),
];

/// Every role by its name in a template file.
pub(super) const ROLES: [(&str, Role); 8] = [
    ("fangsong", Role::Fangsong),
    ("kai", Role::Kai),
    ("hei", Role::Hei),
    ("title", Role::Title),
    ("song", Role::Song),
    ("latin_serif", Role::LatinSerif),
    ("latin_sans", Role::LatinSans),
    ("fallback", Role::Fallback),
];

const ALIGNS: [(&str, Align); 4] =
    [("justify", Align::Justify), ("left", Align::Left), ("center", Align::Center), ("right", Align::Right)];

const PAGE_BREAKS: [(&str, PageBreak); 3] =
    [("none", PageBreak::None), ("page", PageBreak::Page), ("recto", PageBreak::Recto)];

/// Fills each style that says `like = "…"` with the keys of the style it names, in turn.
pub(super) fn fill_likes(root: &mut Table, errors: &mut Vec<Diagnostic>) {
    let Some(Entry { node: Node { value: Value::Table(styles), .. }, .. }) = root.get_mut("styles") else { return };
    let written = styles.clone();
    for (name, entry) in styles.iter_mut() {
        if let Value::Table(style) = &mut entry.node.value {
            *style = filled(name, &written, &mut BTreeSet::new(), errors);
        }
    }
}

/// The keys of a style with those of its ancestors under them; `seen` guards against a circle.
fn filled<'a>(name: &'a str, styles: &'a Table, seen: &mut BTreeSet<&'a str>, errors: &mut Vec<Diagnostic>) -> Table {
    let Some(Value::Table(own)) = styles.get(name).map(|entry| &entry.node.value) else { return Table::new() };
    let own = own.clone();
    let Some(like) = own.get("like") else { return own };
    let target = match &like.node.value {
        Value::Text(target) => styles.get_key_value(target.as_str()).map(|(key, _)| key.as_str()),
        _ => None,
    };
    seen.insert(name);
    match target {
        Some(target) if !seen.contains(target) => merge(filled(target, styles, seen, errors), own),
        Some(_) => {
            errors.push(circle(name, like));
            own
        }
        None => {
            errors.push(unknown_style(name, like));
            own
        }
    }
}

fn circle(name: &str, like: &Entry) -> Diagnostic {
    Diagnostic::error(
        "template-circle",
        like.node.span,
        format!("样式“{name}”绕了一圈又像它自己"),
        format!("the style `{name}` is, in a circle, like itself"),
    )
    .help("去掉其中一个 like", "remove one `like` of the circle")
}

fn unknown_style(name: &str, like: &Entry) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "unknown-style",
        like.node.span,
        format!("样式“{name}”的 like 指向没有的样式"),
        format!("`like` of the style `{name}` names no style"),
    );
    let Value::Text(target) = &like.node.value else { return diagnostic };
    match nearest(target, STYLES.iter().map(|(name, _)| *name)) {
        Some(near) => diagnostic.help(format!("是不是“{near}”？"), format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// Reads `[styles]`, each style complete.
pub(super) fn styles(reader: &mut Reader, page: &PageGeometry, grid: &Grid) -> BTreeMap<StyleName, Style> {
    STYLES.iter().map(|&(key, name)| (name, reader.section(key, |style| read_style(style, page, grid)))).collect()
}

fn read_style(style: &mut Reader, page: &PageGeometry, grid: &Grid) -> Style {
    style.allow("like");
    let grid_pitch = |word: &str| (word == "grid").then_some(grid.pitch);
    Style {
        word_name: style.text("word_name"),
        role: style.choice("role", &ROLES),
        latin: style.choice("latin", &ROLES),
        size: style.positive("size"),
        bold: style.switch("bold"),
        colour: style.colour("colour"),
        align: style.choice("align", &ALIGNS),
        leading: style.positive_or("leading", grid_pitch),
        pitch: read_pitch(style, page, grid),
        first_indent: style.em("first_indent"),
        left_indent: style.em("left_indent"),
        right_indent: style.em("right_indent"),
        before: style.lines("before"),
        after: style.lines("after"),
        on_grid: style.switch("on_grid"),
        keep_with_next: style.switch("keep_with_next"),
        page_break: style.choice("page_break", &PAGE_BREAKS),
        tracking: style.em("tracking"),
    }
}

/// `"size"`: as wide as the character; `"grid"`: the type area's width parted among the grid's
/// characters (156 mm ÷ 28 in GB/T 9704-2012 §5.2.3); else a length.
fn read_pitch(style: &mut Reader, page: &PageGeometry, grid: &Grid) -> Option<Length> {
    if style.is("pitch", "size") {
        return None;
    }
    let cell = page.type_area().width / i64::from(grid.characters.max(1));
    Some(style.positive_or("pitch", |word| (word == "grid").then_some(cell)))
}
