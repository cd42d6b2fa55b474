//! Who was there, who signed, and when.

use docx_rs::{AlignmentType, Run, TabValueType};

use super::blocks::Indents;
use super::matter::stop_at;
use super::measure;
use super::writer::Writer;
use crate::document::{DistributionRow, Signature};
use crate::geom::Length;
use crate::template::StyleName;

impl Writer<'_> {
    /// 出席, 请假, 列席 (GB/T 9704-2012 §10.3): the label in its own face, the names hanging after it.
    pub fn attendance(&mut self, rows: &[DistributionRow]) {
        let name = StyleName::Attendance;
        let look = self.style(name);
        let start = look.indent(look.left_indent) + look.indent(look.first_indent);
        let pitch = self.template.grid.pitch;
        for (index, row) in rows.iter().enumerate() {
            let label = measure::width(&row.label, look);
            let line = self.paragraph(name);
            let line = self.spaced(line, name, if index == 0 { pitch } else { Length::ZERO }, Length::ZERO);
            let line = self.indented(line, Indents { left: start + label, first: -label, ..Indents::default() });
            let line = self.say_as(line, &row.label, StyleName::AttendanceLabel);
            let line = self.fill(line, &row.content);
            self.push(line);
        }
    }

    /// 署名 and 成文日期 (GB/T 9704-2012 §7.3.5), placed by the space to their right.
    pub fn signature(&mut self, signature: &Signature) {
        let name = StyleName::Signature;
        let look = self.style(name);
        let rules = &self.template.signature;
        if let Some(post) = &signature.post {
            return self.stamped(post, signature.date.as_deref());
        }
        if signature.sealed && signature.organizations.len() > 1 {
            return self.several_seals(signature);
        }
        let widest = signature.organizations.iter().map(|words| measure::width(words, look)).max().unwrap_or_default();
        let date = signature.date.as_deref().map_or(Length::ZERO, |words| measure::width(words, look));
        let (name_right, date_right) = if signature.sealed {
            let right = rules.sealed_right.at(look.size);
            (right + (date - widest) / 2, right)
        } else {
            let (right, shift) = (rules.unsealed_right.at(look.size), rules.date_shift.at(look.size));
            let past = shift + date - widest;
            if past <= Length::ZERO { (right, right - past) } else { (right + past, right) }
        };
        let lines = signature
            .organizations
            .iter()
            .map(|words| (words, name_right + (widest - measure::width(words, look)) / 2));
        let lines: Vec<_> = lines.chain(signature.date.iter().map(|words| (words, date_right))).collect();
        let count = lines.len();
        let before = rules.before.at(self.template.grid.pitch);
        for (index, (words, right)) in lines.into_iter().enumerate() {
            let mut line = self.paragraph(name).align(AlignmentType::Right).keep_next(index + 1 < count);
            line = self.spaced(line, name, if index == 0 { before } else { Length::ZERO }, Length::ZERO);
            line = self.indented(line, Indents { right: right.max(Length::ZERO), ..Indents::default() });
            line = self.say(line, words);
            self.push(line);
        }
    }

    /// Issuers in rows, in the middle of their columns, each under a seal of its own (§7.3.5.1).
    fn several_seals(&mut self, signature: &Signature) {
        let name = StyleName::Signature;
        let look = self.style(name);
        let (rules, pitch) = (&self.template.signature, self.template.grid.pitch);
        let widest = signature.organizations.iter().map(|words| measure::width(words, look)).max().unwrap_or_default();
        let date = signature.date.as_deref().map_or(Length::ZERO, |words| measure::width(words, look));
        let columns = rules.seal_columns(self.text_width(), pitch, look.size, widest, date);
        let mut rows: Vec<&[String]> = signature.organizations.chunks(columns.count).collect();
        rows.extend(signature.date.as_ref().map(std::slice::from_ref));
        let count = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            let mut line = self.paragraph(name).align(AlignmentType::Left).keep_next(index + 1 < count);
            let is_date = signature.date.is_some() && index + 1 == count;
            let before = match index {
                0 => rules.before.at(pitch),
                _ if is_date => Length::ZERO,
                _ => columns.row - look.leading,
            };
            line = self.spaced(line, name, before, Length::ZERO);
            for (column, words) in row.iter().enumerate() {
                let middle = columns.last - columns.step * (row.len() - 1 - column) as i64;
                line = line.add_tab(stop_at(middle, TabValueType::Center)).add_run(Run::new().add_tab());
                line = self.say(line, words);
            }
            self.push(line);
        }
    }

    /// A signer's post left of the room for their stamp, the date below (§7.3.5.3).
    fn stamped(&mut self, post: &str, date: Option<&str>) {
        let name = StyleName::Signature;
        let look = self.style(name);
        let (rules, pitch) = (&self.template.signature, self.template.grid.pitch);
        let right = rules.stamp_right.at(look.size);
        let spare = ((rules.stamp_lines.at(pitch) - look.leading) / 2).max(Length::ZERO);
        let post_right = right + rules.stamp_width + rules.post_gap.at(look.size);
        let date_before = spare + rules.stamp_after.at(pitch);
        let lines = [(Some(post), post_right, rules.stamp_before.at(pitch) + spare), (date, right, date_before)];
        for (words, right, before) in lines {
            let Some(words) = words else { continue };
            let line = self.paragraph(name).align(AlignmentType::Right);
            let line = self.spaced(line, name, before, Length::ZERO);
            let line = self.indented(line, Indents { right, ..Indents::default() });
            let line = self.say(line, words);
            self.push(line);
        }
    }
}
