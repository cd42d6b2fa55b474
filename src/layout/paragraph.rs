//! Lines become slabs: space around them, the grid, and what may stand alone on a page.

use super::Setting;
use super::line::{SetLine, Spec, set_lines};
use super::slab::{BlockLayout, Slab, moved};
use crate::document::{Block, Inline};
use crate::geom::{Length, Point};
use crate::pages::NodeRole;
use crate::template::{Style, StyleName};

/// A block of plain lines in one style, with one node of the structure tree.
pub fn set_paragraph(
    setting: &Setting,
    block: &Block,
    content: &[Inline],
    name: StyleName,
    role: NodeRole,
) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let node = layout.node(role, None);
    layout.nodes[node].id = block.id.clone();
    let spec = Spec::of(setting, name, setting.text_width(), node);
    let lines = set_lines(setting, &mut layout, content, &spec);
    push_lines(setting, &mut layout, lines, setting.style(name), Length::ZERO);
    anchor(&mut layout, block);
    layout
}

/// Lets the block's id be referred to, at the top of its first slab.
pub fn anchor(layout: &mut BlockLayout, block: &Block) {
    if let (Some(id), Some(first)) = (&block.id, layout.slabs.first_mut()) {
        first.anchors.push((id.clone(), Length::ZERO));
    }
}

/// Appends lines as slabs, moved right by `x`, with the style's space above and below.
pub fn push_lines(setting: &Setting, layout: &mut BlockLayout, lines: Vec<SetLine>, style: &Style, x: Length) {
    let height = lines.iter().map(|line| line.height).sum();
    let space = Space::around(setting, style, height);
    let count = lines.len();
    let rules = &setting.template.text;
    for (index, line) in lines.into_iter().enumerate() {
        let (first, last) = (index == 0, index + 1 == count);
        let lead = if first { space.lead } else { Length::ZERO };
        let trail = if last { space.trail } else { Length::ZERO };
        let by = Point { x, y: lead };
        let orphan = index + 1 < rules.orphan_lines as usize;
        let widow = index + rules.widow_lines as usize >= count;
        layout.slabs.push(Slab {
            height: lead + line.height + trail,
            before: if first { space.before } else { Length::ZERO },
            after: if last { space.after } else { Length::ZERO },
            items: line.items.iter().map(|placed| moved(placed, by, 0)).collect(),
            keep_next: if last { style.keep_with_next } else { orphan || widow || style.keep_with_next },
            start: if first { style.page_break } else { Default::default() },
            snap: first && style.on_grid || line.height == setting.template.grid.pitch,
            notes: line.notes,
            ..Slab::default()
        });
    }
}

/// The space around a text of some height.
struct Space {
    /// Above, dropped at the top of a page.
    before: Length,
    /// Above, within the first line's slab.
    lead: Length,
    /// Below, within the last line's slab.
    trail: Length,
    /// Below, dropped at the foot of a page.
    after: Length,
}

impl Space {
    /// On the grid, the text with its space takes whole lines; whole blank lines above and below
    /// may be dropped at a page's edge, the rest stands with the text.
    fn around(setting: &Setting, style: &Style, height: Length) -> Space {
        let pitch = setting.template.grid.pitch;
        let (before, after) = (style.before.at(pitch), style.after.at(pitch));
        if !style.on_grid {
            return Space { before, lead: Length::ZERO, trail: Length::ZERO, after };
        }
        let whole = |space: Length| pitch * (space.units() / pitch.units());
        let (blank_before, blank_after) = (whole(before), whole(after));
        let (rest_before, rest_after) = (before - blank_before, after - blank_after);
        let needed = rest_before + height + rest_after;
        // A rounding error of the leading may not cost a line.
        let lines = (needed - pitch.ratio(1, 100)).steps(pitch);
        let spare = pitch * lines - needed;
        let lead = rest_before + spare / 2;
        Space { before: blank_before, lead, trail: pitch * lines - height - lead, after: blank_after }
    }
}
