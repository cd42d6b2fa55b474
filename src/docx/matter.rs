//! What stands before and after the text: cover, masthead, title, attachments, signature, record.

use docx_rs::{AlignmentType, Paragraph, Run, Tab, TabValueType};
use docx_rs::{TableCell, TableLayoutType, TableRow, VAlignType, WidthType};

use super::blocks::Indents;
use super::inline::child;
use super::marks::{PARAGRAPH, TABLE};
use super::measure;
use super::section::eighths;
use super::styles::{self, HAIRLINE};
use super::table::{edge, no_borders};
use super::writer::Writer;
use super::xml::Element;
use crate::colour::Colour;
use crate::document::{
    AttachmentHead, AttachmentNote, Cover, Distribution, DistributionRow, Link, Marks, Masthead, Title,
};
use crate::geom::Length;
use crate::template::{MastheadForm, MastheadLayout, StyleName};
use crate::text::title::break_title;

impl Writer<'_> {
    /// The cover: each text stands where the template says, by the space above it.
    pub fn cover(&mut self, cover: &Cover) {
        let Some(places) = self.template.cover else {
            return;
        };
        let page = &self.template.page;
        let (top, height) = (page.top, page.paper.height);
        let title = self.broken(&cover.title, StyleName::CoverTitle);
        let occasion = self.broken(cover.occasion.as_slice(), StyleName::CoverOccasion);
        let mut y = top;
        let subtitle_gap = self.style(StyleName::CoverSubtitle).before.at(self.template.grid.pitch);
        for (lines, name, at) in [
            (cover.label.as_slice(), StyleName::CoverLabel, Some(places.label_top)),
            (occasion.as_slice(), StyleName::CoverOccasion, Some(places.occasion_top)),
            (title.as_slice(), StyleName::CoverTitle, Some(places.title_top)),
            (cover.subtitle.as_slice(), StyleName::CoverSubtitle, None),
        ] {
            y = self.placed(lines, name, at.unwrap_or(y + subtitle_gap), y);
        }
        for (lines, name, bottom) in [
            (cover.organizations.as_slice(), StyleName::CoverOrganization, places.organization_bottom),
            (cover.date.as_slice(), StyleName::CoverDate, places.date_bottom),
        ] {
            let above = height - bottom - self.style(name).leading * lines.len() as i64;
            y = self.placed(lines, name, above, y);
        }
    }

    /// A paragraph whose top is at `at`, after one that ends at `y`; gives where it ends.
    fn placed(&mut self, lines: &[String], name: StyleName, at: Length, y: Length) -> Length {
        if lines.is_empty() {
            return y;
        }
        let before = (at - y).max(Length::ZERO);
        let paragraph = self.paragraph(name);
        let paragraph = self.spaced(paragraph, name, before, Length::ZERO);
        let paragraph = self.say_lines(paragraph, lines);
        self.push(paragraph);
        y + before + self.style(name).leading * lines.len() as i64
    }

    /// A title's lines, broken where it makes sense, as in the pages.
    fn broken(&self, lines: &[String], name: StyleName) -> Vec<String> {
        let look = self.style(name);
        let room = self.text_width() - look.indent(look.left_indent) - look.indent(look.right_indent);
        let advance = look.cell() + look.tracking.at(look.size);
        let capacity = (room.units() / advance.units().max(1)).max(1) as usize;
        lines.iter().flat_map(|line| break_title(line, capacity)).collect()
    }

    /// The title in the text with its subtitle and byline.
    pub fn title(&mut self, title: &Title) {
        let lines = self.broken(&title.lines, StyleName::Title);
        for (lines, name) in [
            (lines.as_slice(), StyleName::Title),
            (title.subtitle.as_slice(), StyleName::Subtitle),
            (title.byline.as_slice(), StyleName::Byline),
        ] {
            if lines.is_empty() {
                continue;
            }
            let paragraph = self.paragraph(name);
            let paragraph = self.on_grid(paragraph, name, lines.len() as i64);
            let paragraph = self.say_lines(paragraph, lines).keep_next(true);
            self.push(paragraph);
        }
    }

    /// 版头 (GB/T 9704-2012 §7.2), or a briefing's masthead; what follows is back on the grid.
    pub fn masthead(&mut self, masthead: &Masthead) {
        let Some(rules) = &self.template.masthead else {
            return;
        };
        if rules.form == MastheadForm::Letter {
            return self.letter_lines(rules, masthead);
        }
        let pitch = self.template.grid.pitch;
        let meta = [&masthead.copy_number, &masthead.classification, &masthead.urgency];
        let mut y = Length::ZERO;
        for line in meta.into_iter().flatten() {
            y = self.placed(std::slice::from_ref(line), StyleName::MastheadMeta, y, y);
        }
        y = self.mark(masthead, self.mark_top(rules), y);
        // The template counts between characters, Word between lines.
        let (mark_room, number_room) =
            (self.head_room(StyleName::MastheadMark), self.head_room(StyleName::MastheadNumber));
        let number_top = (y + rules.number_lines.at(pitch) - mark_room - number_room).max(y);
        y = if rules.form == MastheadForm::Briefing {
            self.briefing_lines(masthead, number_top, y)
        } else {
            self.document_number(masthead, number_top, y)
        };
        self.masthead_rule(rules, y);
    }

    /// The top of the mark's line; it cannot stand above the type area.
    fn mark_top(&self, rules: &MastheadLayout) -> Length {
        (rules.mark_top - self.template.page.top - self.head_room(StyleName::MastheadMark)).max(Length::ZERO)
    }

    /// Between the top of a line and the top of its characters.
    pub fn head_room(&self, name: StyleName) -> Length {
        let look = self.style(name);
        (look.leading - look.size) / 2
    }

    /// The red mark; of several bodies each has its line, what follows the mark stands beside them.
    fn mark(&mut self, masthead: &Masthead, at: Length, y: Length) -> Length {
        let name = StyleName::MastheadMark;
        if masthead.mark.len() <= 1 {
            let line: String =
                masthead.mark.iter().map(String::as_str).chain([masthead.mark_suffix.as_str()]).collect();
            return self.placed(&[line], name, at, y);
        }
        let look = self.style(name);
        let widest = masthead.mark.iter().map(|mark| measure::width(mark, look)).max().unwrap_or_default();
        // Room for the difference between this measure and Word's.
        let widths =
            [widest + look.size.ratio(1, 4), measure::width(&masthead.mark_suffix, look) + look.size.ratio(1, 2)];
        let space = Paragraph::new().style(HAIRLINE);
        let space = self.spaced(space, name, at - y - look.leading, Length::ZERO);
        self.push(space);
        let mut bodies = TableCell::new().width(widths[0].twips() as usize, WidthType::Dxa);
        for mark in &masthead.mark {
            let line = self.paragraph(name).align(AlignmentType::Distribute);
            bodies = bodies.add_paragraph(self.say(line, mark));
        }
        let line = self.paragraph(name);
        let suffix = TableCell::new()
            .width(widths[1].twips() as usize, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .add_paragraph(self.say(line, &masthead.mark_suffix));
        let table = no_borders(vec![TableRow::new(vec![bodies, suffix])])
            .set_grid(widths.map(|width| width.twips() as usize).to_vec())
            .layout(TableLayoutType::Fixed)
            .width(widths.iter().map(|width| width.twips() as usize).sum(), WidthType::Dxa)
            .align(docx_rs::TableAlignmentType::Center);
        self.push_table(table);
        at.max(y) + look.leading * masthead.mark.len() as i64
    }

    /// The number in the middle; with signers it stands left on their last line, they right, each
    /// one character in (§7.2.5, §7.2.6).
    fn document_number(&mut self, masthead: &Masthead, at: Length, y: Length) -> Length {
        let name = StyleName::MastheadNumber;
        if masthead.signers.is_empty() {
            return self.placed(masthead.number.as_slice(), name, at, y);
        }
        let look = self.style(name);
        let signer = self.style(StyleName::MastheadSigner);
        let columns = self.template.masthead.as_ref().map_or(1, |rules| rules.signers_per_line as usize).max(1);
        let rows: Vec<String> = masthead.signers.chunks(columns).map(|row| row.join("\u{3000}")).collect();
        let widest = rows.iter().map(|words| measure::width(words, signer)).max().unwrap_or_default();
        let signer_x = self.text_width() - look.size - widest;
        let label_x = signer_x - measure::width(&masthead.signer_label, look);
        let count = rows.len();
        let mut y = y;
        for (index, words) in rows.iter().enumerate() {
            let stop = if index == 0 { label_x } else { signer_x };
            let mut line = self.paragraph(name).align(AlignmentType::Left).add_tab(stop_at(stop, TabValueType::Left));
            line = self.spaced(line, name, if index == 0 { at - y } else { Length::ZERO }, Length::ZERO);
            line = self.indented(line, Indents { left: look.size, ..Indents::default() });
            if let (true, Some(number)) = (index + 1 == count, &masthead.number) {
                line = self.say(line, number);
            }
            line = line.add_run(Run::new().add_tab());
            if index == 0 {
                line = self.say(line, &masthead.signer_label);
            }
            line = self.say_as(line, words, StyleName::MastheadSigner);
            self.push(line);
            y = if index == 0 { at } else { y } + look.leading;
        }
        y
    }

    /// Words in the faces of another style.
    pub fn say_as(&mut self, mut paragraph: Paragraph, words: &str, name: StyleName) -> Paragraph {
        let look = self.style(name);
        for run in self.runs(words, Marks::default()) {
            let fonts = styles::fonts(self.template, look.role, look.latin).hint("eastAsia");
            paragraph.children.push(child(run.fonts(fonts)));
        }
        paragraph
    }

    /// A briefing: its number in the middle, below it the editor left and the date right.
    fn briefing_lines(&mut self, masthead: &Masthead, at: Length, y: Length) -> Length {
        let y = self.placed(masthead.number.as_slice(), StyleName::MastheadNumber, at, y);
        if masthead.editor.is_none() && masthead.date.is_none() {
            return y;
        }
        let name = StyleName::MastheadMeta;
        let look = self.style(name);
        let right = stop_at(self.text_width() - look.size, TabValueType::Right);
        let mut line = self.paragraph(name).add_tab(right);
        line = self.indented(line, Indents { left: look.size, ..Indents::default() });
        line = self.say(line, masthead.editor.as_deref().unwrap_or_default());
        line = line.add_run(Run::new().add_tab());
        line = self.say(line, masthead.date.as_deref().unwrap_or_default());
        self.push(line);
        y + look.leading
    }

    /// The red rule is the border of a line of no height, so that it is as wide as the text.
    fn masthead_rule(&mut self, rules: &MastheadLayout, y: Length) {
        let pitch = self.template.grid.pitch;
        let distance = (rules.rule_distance - self.head_room(StyleName::MastheadNumber)).max(Length::ZERO);
        let top = y + distance;
        let end = top + rules.rule + self.template.title.after_masthead.at(pitch);
        let whole = pitch * (end - pitch.ratio(1, 100)).steps(pitch);
        let border = Element::new("w:top")
            .with("w:val", "single")
            .with("w:sz", eighths(rules.rule))
            .with("w:space", 0)
            .with("w:color", styles::hex(rules.rule_colour));
        let borders = Element::new("w:pBdr");
        let borders = if rules.rule > Length::ZERO { borders.child(border) } else { borders };
        let spacing = Element::new("w:spacing")
            .with("w:before", distance.twips())
            .with("w:after", (whole - top - rules.rule).max(Length::ZERO).twips())
            .with("w:line", 20)
            .with("w:lineRule", "exact");
        let line = Paragraph::new()
            .style(HAIRLINE)
            .keep_next(true)
            .add_run(self.marks.run(PARAGRAPH, borders))
            .add_run(self.marks.run(PARAGRAPH, spacing));
        self.push(line);
    }

    /// 附件说明 (GB/T 9704-2012 §7.3.4): the names under each other, each one's next lines under its
    /// text.
    pub fn attachment_note(&mut self, note: &AttachmentNote) {
        let name = StyleName::AttachmentNote;
        let look = self.style(name);
        let start = look.indent(look.left_indent) + look.indent(look.first_indent);
        let label_width = measure::width(&note.label, look);
        for (index, item) in note.items.iter().enumerate() {
            let number_width = measure::width(&item.number, look);
            let left = start + label_width + number_width;
            let hang = if index == 0 { label_width + number_width } else { number_width };
            let mut line = self.paragraph(name);
            line = self.indented(line, Indents { left, first: -hang, ..Indents::default() });
            if index > 0 {
                line = self.spaced(line, name, Length::ZERO, Length::ZERO);
            }
            if index == 0 {
                line = self.say(line, &note.label);
            }
            line = self.say(line, &item.number);
            match &item.target {
                Some(target) => {
                    let runs = self.runs(&item.name, Marks::default());
                    let link = self.hyperlink(&Link::Internal(target.clone()), runs);
                    line.children.push(link);
                }
                None => line = self.say(line, &item.name),
            }
            self.push(line);
        }
    }

    /// The first lines of an attachment: its label at the top left, its title in the middle.
    pub fn attachment_head(&mut self, head: &AttachmentHead, id: Option<&str>) {
        self.start_of(StyleName::AttachmentLabel);
        let label = self.paragraph(StyleName::AttachmentLabel);
        let label = self.bookmarked(label, id, |writer, label| writer.say(label, &head.label));
        self.push(label);
        let name = StyleName::AttachmentTitle;
        let lines = self.broken(std::slice::from_ref(&head.title), name);
        let title = self.paragraph(name);
        let title = self.on_grid(title, name, lines.len() as i64);
        let title = self.say_lines(title, &lines);
        self.push(title);
    }

    /// 版记 (GB/T 9704-2012 §7.4): a table at the foot of the last page, thicker rules outside.
    pub fn distribution(&mut self, distribution: &Distribution) {
        let rules = &self.template.distribution;
        let width = self.text_width().twips() as usize;
        let mut cells: Vec<TableCell> = Vec::new();
        for row in &distribution.rows {
            let line = self.distribution_row(row);
            if row.joined
                && let Some(above) = cells.pop()
            {
                cells.push(above.add_paragraph(line));
                continue;
            }
            cells.push(TableCell::new().width(width, WidthType::Dxa).add_paragraph(line));
        }
        if distribution.printer.is_some() || distribution.date.is_some() {
            let line = self.printed_row(distribution);
            cells.push(TableCell::new().width(width, WidthType::Dxa).add_paragraph(line));
        }
        if cells.is_empty() {
            return;
        }
        // At the foot of the page that holds the end of the text.
        let place = Element::new("w:tblpPr")
            .with("w:leftFromText", 0)
            .with("w:rightFromText", 0)
            .with("w:vertAnchor", "margin")
            .with("w:horzAnchor", "margin")
            .with("w:tblpXSpec", "center")
            .with("w:tblpYSpec", "bottom");
        let anchor = Paragraph::new().add_run(self.marks.run(TABLE, place));
        let rows: Vec<TableRow> = cells.into_iter().map(|cell| TableRow::new(vec![cell]).cant_split()).collect();
        let mut rows = rows;
        if let Some(docx_rs::TableRowChild::TableCell(cell)) = rows.first_mut().and_then(|row| row.cells.first_mut())
            && let Some(docx_rs::TableCellContent::Paragraph(first)) = cell.children.first_mut()
        {
            first.children.extend(anchor.children);
        }
        let (outer, inner) = (rules.outer_rule, rules.inner_rule);
        let mut table =
            no_borders(rows).set_grid(vec![width]).layout(TableLayoutType::Fixed).width(width, WidthType::Dxa);
        let edges = [
            (docx_rs::TableBorderPosition::Top, outer),
            (docx_rs::TableBorderPosition::InsideH, inner),
            (docx_rs::TableBorderPosition::Bottom, outer),
        ];
        for (position, thickness) in edges {
            // A letter's record has no rules.
            if thickness > Length::ZERO {
                table = table.set_border(edge(position, thickness, Colour::BLACK));
            }
        }
        self.push_table(table);
        self.push(Paragraph::new().style(HAIRLINE));
    }

    /// A label and the bodies after it, whose next lines stand under the first (§7.4.2).
    fn distribution_row(&mut self, row: &DistributionRow) -> Paragraph {
        let name = StyleName::Distribution;
        let look = self.style(name);
        let inset = self.template.distribution.inset.at(look.size);
        let label = measure::width(&row.label, look);
        let line = self.paragraph(name);
        let line = self.indented(line, Indents { left: inset + label, first: -label, right: inset });
        let line = self.say(line, &row.label);
        self.fill(line, &row.content)
    }

    /// Who printed it, left, and when, right (§7.4.3).
    fn printed_row(&mut self, distribution: &Distribution) -> Paragraph {
        let name = StyleName::Distribution;
        let look = self.style(name);
        let inset = self.template.distribution.inset.at(look.size);
        let right = stop_at(self.text_width() - inset, TabValueType::Right);
        let line = self.paragraph(name).align(AlignmentType::Left).add_tab(right);
        let line = self.indented(line, Indents { left: inset, first: Length::ZERO, right: inset });
        let line = self.say(line, distribution.printer.as_deref().unwrap_or_default());
        let line = line.add_run(Run::new().add_tab());
        self.say(line, distribution.date.as_deref().unwrap_or_default())
    }
}

pub(super) fn stop_at(at: Length, kind: TabValueType) -> Tab {
    Tab::new().val(kind).pos(at.max(Length::ZERO).twips() as usize)
}
