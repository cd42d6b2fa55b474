//! What stands on pages beside the text: page numbers and running heads. All artifacts.

use super::Setting;
use super::assemble::plain_text;
use super::line::{SetLine, set_words};
use super::paginate::{FlowSlab, Sheet};
use super::slab::{Zone, as_artifacts, moved};
use crate::document::{BlockKind, number as numbered};
use crate::geom::{Em, Length, Point, Rect};
use crate::pages::{Item, Placed, Shape, Tag};
use crate::template::{NumberPlace, StyleName, Template};

/// The middle of a dash stands this far above the baseline: half an em below the top of the em
/// box, whose baseline is at 0.88 em.
const DASH_RISE: Em = Em(380);

/// A page's number without its decoration: `1`, `ii`; empty on the cover.
pub fn page_label(template: &Template, zone: Zone, count: u32) -> String {
    let pattern = match zone {
        Zone::Cover => return String::new(),
        Zone::Contents => &template.page_numbers.contents,
        Zone::Body => &template.page_numbers.body,
    };
    let inner = pattern.find('{').zip(pattern.find('}')).map(|(start, end)| &pattern[start..=end]);
    match (inner, zone) {
        (Some(inner), _) => numbered(inner, count),
        (None, Zone::Body) => count.to_string(),
        (None, Zone::Cover | Zone::Contents) => String::new(),
    }
}

/// Draws the page number and the running head of a page that is not blank.
pub fn draw(items: &mut Vec<Placed>, setting: &Setting, page: usize, sheet: &Sheet, label: &str, names: &SectionNames) {
    if sheet.is_blank() || sheet.zone == Zone::Cover {
        return;
    }
    let first = label == "1" && sheet.zone == Zone::Body;
    if !sheet.unnumbered && (!first || setting.template.page_numbers.first_page) {
        draw_number(items, setting, page, sheet.zone, label);
    }
    if sheet.zone == Zone::Body {
        draw_running_head(items, setting, page, names);
    }
}

/// GB/T 9704-2012 §7.5: 7 mm below the type area, odd pages right, even pages left, one character
/// in.
fn draw_number(items: &mut Vec<Placed>, setting: &Setting, page: usize, zone: Zone, label: &str) {
    let rules = &setting.template.page_numbers;
    let pattern = if zone == Zone::Contents { &rules.contents } else { &rules.body };
    let Some((start, end)) = pattern.find('{').zip(pattern.find('}')) else {
        return;
    };
    let words = format!("{}{label}{}", &pattern[..start], &pattern[end + 1..]);
    let style = setting.style(StyleName::PageNumber);
    let Some(line) = set_words(setting, &words, StyleName::PageNumber) else {
        return;
    };
    let corner = setting.corner(page);
    let inset = rules.inset.at(style.size);
    let x = match (rules.place, page.is_multiple_of(2)) {
        (NumberPlace::Center, _) => (setting.text_width() - line.width) / 2,
        (NumberPlace::Outside, true) => setting.text_width() - line.width - inset,
        (NumberPlace::Outside, false) => inset,
    };
    let baseline = corner.y + setting.text_height() + rules.distance + DASH_RISE.at(style.size);
    put(items, &line, corner.x + x, baseline);
}

fn draw_running_head(items: &mut Vec<Placed>, setting: &Setting, page: usize, names: &SectionNames) {
    let Some(rules) = &setting.template.running_head else {
        return;
    };
    let pattern = if page.is_multiple_of(2) { &rules.odd } else { &rules.even };
    let words = pattern.replace("{title}", &setting.document.meta.title).replace("{section}", names.of(page));
    let Some(line) = set_words(setting, &words, StyleName::RunningHead) else {
        return;
    };
    let corner = setting.corner(page);
    let x = corner.x + (setting.text_width() - line.width) / 2;
    put(items, &line, x, rules.distance);
    if rules.rule > Length::ZERO {
        let style = setting.style(StyleName::RunningHead);
        let below = rules.distance + style.size.ratio(1, 2);
        let rule = Rect::new(corner.x, below, setting.text_width(), rules.rule);
        items.push(Placed { tag: Tag::Artifact, item: Item::Shape(Shape::filled(rule, style.colour)) });
    }
}

/// Puts a line with its first character's left edge at `x` and its baseline at `baseline`.
fn put(items: &mut Vec<Placed>, line: &SetLine, x: Length, baseline: Length) {
    let by = Point { x: x - line.left, y: baseline - line.baseline };
    items.extend(as_artifacts(&line.items).iter().map(|placed| moved(placed, by, 0)));
}

/// The name of the level-1 section of each page, for running heads.
pub struct SectionNames(Vec<String>);

impl SectionNames {
    /// A page belongs to the last section that has begun on it or before it.
    pub fn build(setting: &Setting, flow: &[FlowSlab], sheets: &[Sheet]) -> Self {
        let mut name = String::new();
        let of_page = |sheet: &Sheet| {
            for &(index, _) in &sheet.slabs {
                if let BlockKind::Heading(heading) = &setting.document.blocks[flow[index].block].kind
                    && heading.level == 1
                {
                    name = format!("{}{}", heading.number, plain_text(&heading.content));
                }
            }
            name.clone()
        };
        SectionNames(sheets.iter().map(of_page).collect())
    }

    fn of(&self, page: usize) -> &str {
        self.0.get(page).map_or("", String::as_str)
    }
}
