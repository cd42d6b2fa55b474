//! A row that is taller than a page is cut between its lines.

use super::slab::{Slab, moved};
use crate::geom::{Length, Point, Rect};
use crate::pages::{Item, PathStep, Placed, Shape};

/// The strips of a slab, none taller than `room` unless a line is. The first keeps with the next.
pub fn cut(mut slab: Slab, room: Length) -> Vec<Slab> {
    let mut strips = Vec::new();
    while slab.height > room {
        let Some(at) = place_to_cut(&slab, room) else { break };
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        slab.items.iter().for_each(|placed| share_out(placed, at, &mut upper, &mut lower));
        let rest = Slab { height: slab.height - at, items: lower, repeat: slab.repeat.clone(), ..Slab::default() };
        let keep_next = std::mem::replace(&mut slab.keep_next, strips.is_empty());
        strips.push(Slab { height: at, items: upper, ..slab });
        slab = Slab { keep_next, ..rest };
    }
    strips.push(slab);
    strips
}

/// The lowest place that no character crosses; `None` where the first line is too tall already.
fn place_to_cut(slab: &Slab, room: Length) -> Option<Length> {
    let extents: Vec<(Length, Length)> = slab.items.iter().filter_map(|placed| extent(&placed.item)).collect();
    let mut at = room;
    // Each step moves above a line that the cut would part.
    while let Some(&(top, _)) = extents.iter().find(|&&(top, bottom)| top < at && at < bottom) {
        at = top;
    }
    let has_lines_above = extents.iter().any(|&(_, bottom)| bottom <= at);
    (at > Length::ZERO && has_lines_above).then_some(at)
}

/// From the top to the foot of what may not be parted.
fn extent(item: &Item) -> Option<(Length, Length)> {
    match item {
        Item::Text(text) => Some((text.origin.y - text.size, text.origin.y + text.size.ratio(1, 4))),
        Item::Image(image) => Some((image.rect.origin.y, image.rect.bottom())),
        Item::Shape(_) | Item::Link(_) | Item::Group(_) => None,
    }
}

/// Puts an item above or below the cut; a rule or a background that crosses it, on both sides.
fn share_out(placed: &Placed, at: Length, upper: &mut Vec<Placed>, lower: &mut Vec<Placed>) {
    let down = |placed: &Placed| moved(placed, Point { x: Length::ZERO, y: -at }, 0);
    let (top, bottom) = match &placed.item {
        Item::Text(text) => (text.origin.y, text.origin.y),
        Item::Image(image) => (image.rect.origin.y, image.rect.bottom()),
        Item::Link(area) => (area.rect.origin.y, area.rect.origin.y),
        Item::Group(group) => (group.offset.y, group.offset.y),
        Item::Shape(shape) => bounds(shape).map_or((Length::ZERO, Length::ZERO), |rect| (rect.origin.y, rect.bottom())),
    };
    let crossing = match &placed.item {
        Item::Shape(shape) if top < at && at < bottom => shape.fill.zip(bounds(shape)),
        Item::Shape(_) | Item::Text(_) | Item::Image(_) | Item::Link(_) | Item::Group(_) => None,
    };
    if let Some((ink, rect)) = crossing {
        let part = |y: Length, height: Length| {
            let rect = Rect::new(rect.origin.x, y, rect.size.width, height);
            Placed { tag: placed.tag, item: Item::Shape(Shape::filled(rect, ink)) }
        };
        upper.push(part(rect.origin.y, at - rect.origin.y));
        lower.push(part(Length::ZERO, rect.bottom() - at));
    } else if bottom <= at {
        upper.push(placed.clone());
    } else {
        lower.push(down(placed));
    }
}

/// The rectangle around a path.
fn bounds(shape: &Shape) -> Option<Rect> {
    let points = shape.path.iter().filter_map(|step| match step {
        PathStep::Move(point) | PathStep::Line(point) | PathStep::Curve(_, _, point) => Some(*point),
        PathStep::Close => None,
    });
    let points: Vec<Point> = points.collect();
    let left = points.iter().map(|point| point.x).min()?;
    let top = points.iter().map(|point| point.y).min()?;
    let right = points.iter().map(|point| point.x).max()?;
    let bottom = points.iter().map(|point| point.y).max()?;
    Some(Rect::new(left, top, right - left, bottom - top))
}
