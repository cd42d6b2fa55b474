//! The cover, and the title in the text.

use super::Setting;
use super::block::words;
use super::line::{SetLine, Spec, set_lines};
use super::paragraph::push_lines;
use super::slab::{BlockLayout, Slab, Zone, moved};
use super::title::{one_a_line, title_inlines};
use crate::document::{Cover, Inline, Title};
use crate::geom::{Length, Point};
use crate::pages::{NodeRole, Placed};
use crate::template::{PageBreak, StyleName};

/// Sets the cover as one slab of a page's height; the template's places count from the paper.
pub fn set_cover(setting: &Setting, cover: &Cover) -> BlockLayout {
    let Some(places) = setting.template.cover else {
        return BlockLayout::default();
    };
    let mut page = CoverPage { setting, layout: BlockLayout::default(), items: Vec::new() };
    if let Some(label) = &cover.label {
        page.down(&[words(label)], StyleName::CoverLabel, NodeRole::Paragraph, places.label_top);
    }
    if let Some(occasion) = &cover.occasion {
        page.down(
            &title_inlines(setting, std::slice::from_ref(occasion), StyleName::CoverOccasion),
            StyleName::CoverOccasion,
            NodeRole::Paragraph,
            places.occasion_top,
        );
    }
    let title = title_inlines(setting, &cover.title, StyleName::CoverTitle);
    let below = page.down(&title, StyleName::CoverTitle, NodeRole::Title, places.title_top);
    if let Some(subtitle) = &cover.subtitle {
        let gap = setting.style(StyleName::CoverSubtitle).before.at(setting.template.grid.pitch);
        page.down(&[words(subtitle)], StyleName::CoverSubtitle, NodeRole::Paragraph, below + gap);
    }
    page.up(&one_a_line(&cover.organizations), StyleName::CoverOrganization, places.organization_bottom);
    if let Some(date) = &cover.date {
        page.up(&[words(date)], StyleName::CoverDate, places.date_bottom);
    }
    let CoverPage { mut layout, items, .. } = page;
    layout.zone = Zone::Cover;
    layout.slabs.push(Slab { height: setting.text_height(), items, start: PageBreak::Page, ..Slab::default() });
    layout
}

struct CoverPage<'a> {
    setting: &'a Setting<'a>,
    layout: BlockLayout,
    items: Vec<Placed>,
}

impl CoverPage<'_> {
    /// Sets lines from `top` (from the paper's top edge) downwards; gives where they end.
    fn down(&mut self, content: &[Inline], name: StyleName, role: NodeRole, top: Length) -> Length {
        let lines = self.lines(content, name, role);
        self.put(&lines, top)
    }

    /// Sets lines that end at `bottom` (from the paper's bottom edge).
    fn up(&mut self, content: &[Inline], name: StyleName, bottom: Length) {
        let lines = self.lines(content, name, NodeRole::Paragraph);
        let height = lines.iter().map(|line| line.height).sum();
        self.put(&lines, self.setting.template.page.paper.height - bottom - height);
    }

    fn lines(&mut self, content: &[Inline], name: StyleName, role: NodeRole) -> Vec<SetLine> {
        if content.is_empty() {
            return Vec::new();
        }
        let node = self.layout.node(role, None);
        let spec = Spec::of(self.setting, name, self.setting.text_width(), node);
        set_lines(self.setting, &mut self.layout, content, &spec)
    }

    fn put(&mut self, lines: &[SetLine], top: Length) -> Length {
        let mut y = top - self.setting.template.page.top;
        for line in lines {
            let by = Point { x: Length::ZERO, y };
            self.items.extend(line.items.iter().map(|placed| moved(placed, by, 0)));
            y += line.height;
        }
        y + self.setting.template.page.top
    }
}

/// Sets the title in the text with its subtitle and byline.
pub fn set_title(setting: &Setting, title: &Title) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let lines = title_inlines(setting, &title.lines, StyleName::Title);
    push(setting, &mut layout, &lines, StyleName::Title, NodeRole::Title);
    let others = [(&title.subtitle, StyleName::Subtitle), (&title.byline, StyleName::Byline)];
    for (text, name) in others {
        if let Some(text) = text {
            push(setting, &mut layout, &[words(text)], name, NodeRole::Paragraph);
        }
    }
    let last = layout.slabs.len().saturating_sub(1);
    layout.slabs.iter_mut().take(last).for_each(|slab| slab.keep_next = true);
    layout
}

fn push(setting: &Setting, layout: &mut BlockLayout, content: &[Inline], name: StyleName, role: NodeRole) {
    let node = layout.node(role, None);
    let spec = Spec::of(setting, name, setting.text_width(), node);
    let lines = set_lines(setting, layout, content, &spec);
    push_lines(setting, layout, lines, setting.style(name), Length::ZERO);
}
