//! Pictures with their captions, alone or side by side at one height.

use super::Setting;
use super::line::{SetLine, Spec, set_lines, set_words};
use super::slab::{BlockLayout, Place, Slab, moved};
use super::title::numbered_inlines;
use crate::colour::Colour;
use crate::diag::{Diagnostic, Severity};
use crate::document::{Caption, Drawing, Figure, Picture, Placement};
use crate::geom::{Length, Point, Rect};
use crate::pages::{ImageItem, Item, NodeRole, PathStep, Placed, Shape, Stroke, Tag};
use crate::template::StyleName;

/// Sets a row of figures as one slab.
pub fn set_figures(setting: &Setting, figures: &[Figure]) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let (widths, height) = sizes(setting, figures);
    let gutter = setting.template.figure.gutter;
    let total: Length = widths.iter().copied().sum::<Length>() + gutter * (figures.len() as i64 - 1);
    let mut x = (setting.text_width() - total) / 2;
    let mut picture = Vec::new();
    let mut anchors = Vec::new();
    let mut notes = Vec::new();
    let below = height + setting.template.figure.caption_gap;
    let mut bottom = height;
    for (figure, &width) in figures.iter().zip(&widths) {
        let node = layout.node(NodeRole::Figure, None);
        layout.nodes[node].alt = Some(figure.alt.clone());
        layout.nodes[node].id = Some(figure.id.clone());
        layout.problems.extend(coarse(setting, figure, width));
        anchors.push((figure.id.clone(), Length::ZERO));
        draw_picture(setting, &mut picture, figure, Rect::new(x, Length::ZERO, width, height), node);
        let caption_width = if figures.len() == 1 { setting.text_width() } else { width };
        let caption_x = if figures.len() == 1 { Length::ZERO } else { x };
        let lines = caption_lines(setting, &mut layout, &figure.caption, StyleName::FigureCaption, caption_width, None);
        let mut y = below;
        for line in lines {
            picture.extend(line.items.iter().map(|placed| moved(placed, Point { x: caption_x, y }, 0)));
            notes.extend(line.notes);
            y += line.height;
            bottom = bottom.max(y);
        }
        x += width + gutter;
    }
    let place = figures.first().map_or(Place::Flow, |figure| place(figure.place));
    layout.slabs.push(Slab { items: picture, notes, anchors, place, ..framed(setting, bottom) });
    layout
}

/// What is to be said of a picture that has too few pixels for its width.
fn coarse(setting: &Setting, figure: &Figure, width: Length) -> Option<Diagnostic> {
    let Picture::Image(index) = figure.picture else { return None };
    let (image, rules) = (&setting.document.images[index], &setting.template.print);
    if image.drawing.is_some() {
        return None;
    }
    let inches = width.pt() / 72.0;
    let resolution = f64::from(image.width) / inches;
    let (name, found, wanted) = (&image.name, resolution.floor(), rules.resolution);
    let zh = format!("图片“{name}”印出来只有每英寸 {found} 像素，付印一般要 {wanted}");
    let en = format!("the picture `{name}` has {found} pixels to the inch where it stands; print wants {wanted}");
    let (pixels, share) = ((f64::from(wanted) * inches).ceil(), found / f64::from(wanted) * 100.0);
    let help_zh = format!("换一张至少 {pixels} 像素宽的，或把它缩小到现在的 {share:.0}%（width）");
    let help_en = format!("use one at least {pixels} pixels wide, or show it at {share:.0} % of this size (`width`)");
    let severity = if resolution < f64::from(rules.least_resolution) { Severity::Warning } else { Severity::Note };
    let found = Diagnostic::note("coarse-image", figure.origin, zh, en).help(help_zh, help_en);
    (resolution < f64::from(wanted)).then_some(Diagnostic { severity, ..found })
}

/// Where a slab of this placement stands.
pub fn place(placement: Placement) -> Place {
    match placement {
        Placement::Near => Place::Near,
        Placement::Here => Place::Flow,
        Placement::Top => Place::Top,
        Placement::Bottom => Place::Bottom,
        Placement::Page => Place::OwnPage,
    }
}

/// A slab of some height with the caption style's space around it, in whole lines where that style is
/// on the grid.
pub fn framed(setting: &Setting, height: Length) -> Slab {
    let style = setting.style(StyleName::FigureCaption);
    let pitch = setting.template.grid.pitch;
    let (before, after) = (style.before.at(pitch), style.after.at(pitch));
    Slab { height, before, after, whole_lines: style.on_grid, ..Slab::default() }
}

/// What a height lacks to whole lines of the grid.
pub fn spare(setting: &Setting, height: Length) -> Length {
    let pitch = setting.template.grid.pitch;
    // A rounding error may not cost a line.
    pitch * (height - pitch.ratio(1, 100)).steps(pitch) - height
}

/// Widths of the figures and the height that they share.
fn sizes(setting: &Setting, figures: &[Figure]) -> (Vec<Length>, Length) {
    let rules = &setting.template.figure;
    let full = setting.text_width();
    let most = rules.max_height.at(setting.text_height());
    let aspects: Vec<f64> = figures.iter().map(|figure| aspect(setting, figure)).collect();
    if let ([figure], [aspect]) = (figures, &aspects[..]) {
        let width = figure.width.map_or(rules.width.at(full), |share| full.scale(share));
        let height = width.scale(1.0 / aspect).min(most);
        return (vec![height.scale(*aspect)], height);
    }
    let room = full - rules.gutter * (figures.len() as i64 - 1);
    let height = room.scale(1.0 / aspects.iter().sum::<f64>()).min(most);
    (aspects.iter().map(|aspect| height.scale(*aspect)).collect(), height)
}

fn aspect(setting: &Setting, figure: &Figure) -> f64 {
    match figure.picture {
        Picture::Image(index) => {
            let image = &setting.document.images[index];
            f64::from(image.width.max(1)) / f64::from(image.height.max(1))
        }
        Picture::Pending { aspect } => aspect.clamp(0.05, 20.0),
    }
}

fn draw_picture(setting: &Setting, items: &mut Vec<Placed>, figure: &Figure, rect: Rect, node: usize) {
    let tag = Tag::Node(node);
    match figure.picture {
        Picture::Image(image) => match &setting.document.images[image].drawing {
            Some(drawing) => draw_areas(items, drawing, rect, tag),
            None => items.push(Placed { tag, item: Item::Image(ImageItem { image, rect }) }),
        },
        Picture::Pending { .. } => draw_pending(setting, items, rect, tag),
    }
}

/// A drawing's areas at the size at which it is shown. Gray and black are one ink.
fn draw_areas(items: &mut Vec<Placed>, drawing: &Drawing, rect: Rect, tag: Tag) {
    let (wide, high) = (rect.size.width, rect.size.height);
    let place = |point: Point| Point {
        x: rect.origin.x + point.x.ratio(wide.units(), drawing.size.width.units()),
        y: rect.origin.y + point.y.ratio(high.units(), drawing.size.height.units()),
    };
    for area in &drawing.areas {
        let [red, green, blue] = area.colour;
        let fill = if red == green && green == blue { Colour::Gray(red) } else { Colour::Rgb(red, green, blue) };
        let path = area.path.iter().map(|step| step.map(place)).collect();
        let shape = Shape { path, fill: Some(fill), even_odd: area.even_odd, stroke: None };
        items.push(Placed { tag, item: Item::Shape(shape) });
    }
}

/// The frame of a picture that is awaited, with a word that says so.
fn draw_pending(setting: &Setting, items: &mut Vec<Placed>, rect: Rect, tag: Tag) {
    let rules = &setting.template.figure;
    let stroke = Stroke { colour: rules.pending_colour, width: rules.pending_rule, dash: Vec::new() };
    let path = PathStep::rectangle(rect);
    items.push(Placed {
        tag,
        item: Item::Shape(Shape { fill: Some(rules.pending_fill), ..Shape::outlined(path, stroke) }),
    });
    if let Some(line) = set_words(setting, &setting.template.labels.pending, StyleName::FigureCaption) {
        let x = rect.origin.x + (rect.size.width - line.width) / 2 - line.left;
        let y = rect.origin.y + (rect.size.height - line.height) / 2;
        items.extend(line.items.iter().map(|placed| Placed { tag, ..moved(placed, Point { x, y }, 0) }));
    }
}

/// A caption's lines: number, a space, text. Nothing where there is neither.
pub fn caption_lines(
    setting: &Setting,
    layout: &mut BlockLayout,
    caption: &Caption,
    name: StyleName,
    width: Length,
    parent: Option<usize>,
) -> Vec<SetLine> {
    if caption.number.is_empty() && caption.content.is_empty() {
        return Vec::new();
    }
    let gap = if caption.number.is_empty() || caption.content.is_empty() { "" } else { "　" };
    let number = format!("{}{gap}", caption.number);
    let node = layout.node(NodeRole::Caption, parent);
    let spec = Spec::of(setting, name, width, node);
    let content = numbered_inlines(setting, &number, &caption.content, name, &spec, false);
    set_lines(setting, layout, &content, &spec)
}
