//! A letter (GB/T 9704-2012 §10.1): its mark and its double rules stand outside the type area, in the
//! first page's header and footer.

use docx_rs::{AlignmentType, Footer, Header, Paragraph, Run, TabValueType};

use super::build::tree;
use super::marks::PARAGRAPH;
use super::matter::stop_at;
use super::section::eighths;
use super::styles::{self, HAIRLINE};
use super::writer::Writer;
use super::xml::Element;
use crate::document::{BlockKind, Masthead};
use crate::geom::Length;
use crate::template::{MastheadForm, MastheadLayout, StyleName};

impl<'a> Writer<'a> {
    /// The letter's masthead, if this is one.
    pub fn letter_head(&self) -> Option<(&'a MastheadLayout, &'a Masthead)> {
        let rules = self.template.masthead.as_ref().filter(|rules| rules.form == MastheadForm::Letter)?;
        self.document
            .blocks
            .iter()
            .find_map(|block| if let BlockKind::Masthead(head) = &block.kind { Some((rules, head)) } else { None })
    }

    /// The first page's header with the mark and its rules, and the footer with the second ones.
    pub fn letter_furniture(&mut self) -> Vec<Element> {
        let Some((rules, head)) = self.letter_head() else {
            return Vec::new();
        };
        let name = StyleName::MastheadMark;
        let words: String = head.mark.iter().map(String::as_str).chain([head.mark_suffix.as_str()]).collect();
        let mark = self.paragraph(name);
        let mark = self.say(mark, &words);
        let above = (rules.rule_distance - self.head_room(name)).max(Length::ZERO);
        let top = self.double_rule(rules, "top", "thickThinSmallGap", above);
        let header = tree(&Header::new().add_paragraph(mark).add_paragraph(top));
        let bottom = self.double_rule(rules, "bottom", "thinThickSmallGap", Length::ZERO);
        let footer = tree(&Footer::new().add_paragraph(bottom));
        let made = [self.add_furniture("header", "first", header), self.add_furniture("footer", "first", footer)];
        made.into_iter().flatten().collect()
    }

    /// A double rule as the border of a line of no height, in the middle of the paper.
    fn double_rule(&mut self, rules: &MastheadLayout, side: &str, look: &str, above: Length) -> Paragraph {
        let page = &self.template.page;
        let border = Element::new(&format!("w:{side}"))
            .with("w:val", look)
            .with("w:sz", eighths(rules.rule + rules.rule_gap + rules.second_rule))
            .with("w:space", 0)
            .with("w:color", styles::hex(rules.rule_colour));
        let out = |edge: Length| (edge - (page.paper.width - rules.rule_width) / 2).twips();
        let indent = Element::new("w:ind").with("w:left", -out(page.inside)).with("w:right", -out(page.outside));
        let spacing = Element::new("w:spacing")
            .with("w:before", above.twips())
            .with("w:after", 0)
            .with("w:line", 20)
            .with("w:lineRule", "exact");
        Paragraph::new()
            .style(HAIRLINE)
            .add_run(self.marks.run(PARAGRAPH, Element::new("w:pBdr").child(border)))
            .add_run(self.marks.run(PARAGRAPH, indent))
            .add_run(self.marks.run(PARAGRAPH, spacing))
    }

    /// What stands below the rule: 份号 and the like at the left, the number at the right of the first.
    pub fn letter_lines(&mut self, rules: &MastheadLayout, head: &Masthead) {
        let name = StyleName::MastheadMeta;
        let meta: Vec<&String> =
            [&head.copy_number, &head.classification, &head.urgency].into_iter().flatten().collect();
        let count = meta.len().max(1);
        let pitch = self.template.grid.pitch;
        let blank = self.template.title.after_masthead.at(pitch);
        let room = self.head_room(name);
        for index in 0..count {
            let before = if index == 0 { (rules.meta_distance - room).max(Length::ZERO) } else { Length::ZERO };
            let last = index + 1 == count;
            let after = (blank - room - self.head_room(StyleName::Title)).max(Length::ZERO);
            let mut line = self.paragraph(name).align(AlignmentType::Left).keep_next(true);
            line = self.spaced(line, name, before, if last { after } else { Length::ZERO });
            if let Some(words) = meta.get(index) {
                line = self.say(line, words);
            }
            if let (0, Some(number)) = (index, &head.number) {
                line = line.add_tab(stop_at(self.text_width(), TabValueType::Right)).add_run(Run::new().add_tab());
                line = self.say_as(line, number, StyleName::MastheadNumber);
            }
            self.push(line);
        }
    }
}
