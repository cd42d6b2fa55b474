//! 署名 and 成文日期 (GB/T 9704-2012 §7.3.5): sealed, not sealed, several seals, a signer's stamp.

use super::Setting;
use super::closing::after_floats;
use super::line::{SetLine, Spec, set_lines};
use super::paragraph::push_lines;
use super::slab::{BlockLayout, moved};
use super::title::one_a_line;
use crate::document::Signature;
use crate::geom::{Length, Point};
use crate::pages::NodeRole;
use crate::template::{Align, Lines, Style, StyleName};

/// Sets a signature in the way that its document asks for.
pub fn set_signature(setting: &Setting, signature: &Signature) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let mut setter = Setter { setting, style: setting.style(StyleName::Signature), layout: &mut layout };
    match &signature.post {
        Some(post) => setter.stamped(post, signature),
        None if signature.sealed && signature.organizations.len() > 1 => setter.several_seals(signature),
        None => setter.plain(signature),
    }
    let last = layout.slabs.len().saturating_sub(1);
    layout.slabs.iter_mut().take(last).for_each(|slab| slab.keep_next = true);
    after_floats(&mut layout);
    // No signature stands alone on a page (§7.3.5.5).
    if let Some(first) = layout.slabs.first_mut() {
        first.keep_previous = true;
    }
    layout
}

struct Setter<'a> {
    setting: &'a Setting<'a>,
    style: &'a Style,
    layout: &'a mut BlockLayout,
}

impl Setter<'_> {
    /// Issuers over each other, the date below.
    fn plain(&mut self, signature: &Signature) {
        let organizations = self.lines(&signature.organizations);
        let date = self.lines(signature.date.as_slice());
        let (name_width, date_width) = (widest(&organizations), widest(&date));
        let (name_x, date_x) = self.places(signature.sealed, name_width, date_width);
        // Several issuers stand centred over each other.
        let names = organizations.into_iter().map(|line| {
            let x = name_x + (name_width - line.width) / 2;
            at(line, x)
        });
        let lines: Vec<SetLine> = names.chain(date.into_iter().map(|line| at(line, date_x))).collect();
        self.push(lines, self.setting.template.signature.before);
    }

    /// Left edges of the issuers' and the date's widest line. Sealed: the date four characters from
    /// the right, the issuer centred over it (§7.3.5.1). Unsealed: the issuer two characters from the
    /// right, the date two characters right of the issuer's start; where that makes the date stick
    /// out, the date takes the two characters and the issuer moves in (§7.3.5.2).
    fn places(&self, sealed: bool, name: Length, date: Length) -> (Length, Length) {
        let rules = &self.setting.template.signature;
        let width = self.setting.text_width();
        if sealed {
            let date_x = width - rules.sealed_right.at(self.style.size) - date;
            let name_x = date_x + (date - name) / 2;
            return (name_x.min(width - name).max(Length::ZERO), date_x);
        }
        let right = rules.unsealed_right.at(self.style.size);
        let shift = rules.date_shift.at(self.style.size);
        if shift + date <= name {
            let name_x = width - right - name;
            (name_x, name_x + shift)
        } else {
            let date_x = width - right - date;
            ((date_x - shift).max(Length::ZERO).min(width - name), date_x)
        }
    }

    /// Issuers in rows, in their order, each under a seal of its own: no two seals meet, none leaves
    /// the type area, and the last issuer stands over the date (§7.3.5.1).
    fn several_seals(&mut self, signature: &Signature) {
        let (setting, rules) = (self.setting, &self.setting.template.signature);
        let names = self.lines(&signature.organizations);
        let date = self.lines(signature.date.as_slice());
        let (text, pitch) = (setting.text_width(), setting.template.grid.pitch);
        let columns = rules.seal_columns(text, pitch, self.style.size, widest(&names), widest(&date));
        for (index, row) in names.chunks(columns.count).enumerate() {
            let merged = row.iter().rev().cloned().zip(0..).map(|(line, from_last)| {
                let x = columns.last - columns.step * from_last - line.width / 2;
                at(line, x.max(Length::ZERO))
            });
            let line = side_by_side(merged);
            let before = if index == 0 { rules.before.at(pitch) } else { columns.row - self.style.leading };
            self.push_after(vec![line], before);
        }
        let date = date.into_iter().map(|line| {
            let x = columns.last - line.width / 2;
            at(line, x)
        });
        self.push_after(date.collect(), Length::ZERO);
    }

    /// A signer's post, two characters left of the room for the stamp and in the middle of its height;
    /// the date below it (§7.3.5.3).
    fn stamped(&mut self, post: &str, signature: &Signature) {
        let (setting, rules) = (self.setting, &self.setting.template.signature);
        let pitch = setting.template.grid.pitch;
        let right = setting.text_width() - rules.stamp_right.at(self.style.size);
        let spare = (rules.stamp_lines.at(pitch) - self.style.leading).max(Length::ZERO) / 2;
        let post = self.lines(&[post.to_owned()]);
        let post_right = right - rules.stamp_width - rules.post_gap.at(self.style.size);
        let post = post.into_iter().map(|line| {
            let x = post_right - line.width;
            let mut line = at(line, x.max(Length::ZERO));
            line.items =
                line.items.iter().map(|placed| moved(placed, Point { x: Length::ZERO, y: spare }, 0)).collect();
            line.height += spare * 2;
            line
        });
        self.push_after(post.collect(), rules.stamp_before.at(pitch));
        let date = self.lines(signature.date.as_slice());
        let date = date.into_iter().map(|line| {
            let x = right - line.width;
            at(line, x)
        });
        self.push_after(date.collect(), rules.stamp_after.at(pitch));
    }

    fn lines(&mut self, texts: &[String]) -> Vec<SetLine> {
        if texts.is_empty() {
            return Vec::new();
        }
        let node = self.layout.node(NodeRole::Paragraph, None);
        let zero = Length::ZERO;
        let (left, right, first_indent) = (zero, zero, zero);
        let width = self.setting.text_width();
        let spec = Spec { style: self.style, width, left, right, first_indent, align: Align::Left, node: Some(node) };
        set_lines(self.setting, self.layout, &one_a_line(texts), &spec)
    }

    fn push(&mut self, lines: Vec<SetLine>, before: Lines) {
        let style = Style { before, ..self.style.clone() };
        push_lines(self.setting, self.layout, lines, &style, Length::ZERO);
    }

    /// Lines after some space.
    fn push_after(&mut self, lines: Vec<SetLine>, before: Length) {
        let first = self.layout.slabs.len();
        self.push(lines, Lines::default());
        if let Some(slab) = self.layout.slabs.get_mut(first) {
            slab.before = before;
        }
    }
}

fn widest(lines: &[SetLine]) -> Length {
    lines.iter().map(|line| line.width).max().unwrap_or_default()
}

fn at(mut line: SetLine, x: Length) -> SetLine {
    let by = Point { x: x - line.left, y: Length::ZERO };
    line.items = line.items.iter().map(|placed| moved(placed, by, 0)).collect();
    line.left = x;
    line
}

/// Lines that stand beside each other, as one.
fn side_by_side(lines: impl Iterator<Item = SetLine>) -> SetLine {
    lines
        .reduce(|all, mut line| {
            // They come from the right; reading goes on to it.
            line.items.extend(all.items);
            line
        })
        .unwrap_or_default()
}
