//! Sections: paper, margins, grid, page numbers, running heads.

use docx_rs::{Footer, Header, Paragraph, Run};

use super::build::{root, tree};
use super::fields::{field, take_apart};
use super::styles::{self, HAIRLINE};
use super::writer::Writer;
use super::xml::{Element, Node};
use crate::document::{BlockKind, Inline};
use crate::geom::{Em, Length};
use crate::template::{NumberPlace, StyleName};

/// What rounding may take from a page's lines, in twips: a quarter of a millimetre.
const ROUNDING: i64 = 14;

/// Parts of a document whose pages are numbered by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// No page numbers.
    Cover,
    /// Small Roman figures, unless the template says otherwise.
    Contents,
    /// From 1.
    Body,
}

/// A section of pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    pub zone: Zone,
    /// The paper is turned.
    pub landscape: bool,
    /// Starts on a right-hand page.
    pub recto: bool,
    /// Its page numbers begin anew.
    pub first: bool,
    /// Its text stands in the template's columns.
    pub columns: bool,
    /// Starts on the page of the one before.
    pub continuous: bool,
}

impl Section {
    /// The first of a zone.
    pub fn first(zone: Zone) -> Section {
        Section { zone, landscape: false, recto: false, first: true, columns: false, continuous: false }
    }
}

/// Sections begun so far.
#[derive(Debug, Default)]
pub(super) struct Sections {
    now: Option<Section>,
    /// Where the section begins in the body.
    start: usize,
    /// References to headers and footers, by zone.
    furniture: Vec<(Zone, Vec<Element>)>,
}

impl Writer<'_> {
    /// What follows stands in a new section; nothing happens but a stricter start where the present
    /// one is still empty.
    pub fn begin_section(&mut self, next: Section) {
        if let Some(now) = self.sections.now {
            if self.body.len() == self.sections.start {
                let recto = now.recto || next.recto;
                let (first, continuous) = (now.first || next.first, now.continuous && next.continuous);
                self.sections.now = Some(Section { recto, first, continuous, ..next });
                return;
            }
            let properties = self.section_properties(now);
            self.close_section(properties);
        }
        self.sections.start = self.body.len();
        self.sections.now = Some(next);
    }

    /// Another section like the present one.
    pub fn continue_section(&mut self, recto: bool, landscape: bool) {
        let zone = self.sections.now.map_or(Zone::Body, |section| section.zone);
        self.begin_section(Section { zone, landscape, recto, first: false, columns: false, continuous: false });
    }

    /// What follows stands in columns, or across them, on the same page.
    pub fn enter_columns(&mut self, columns: bool) {
        if let Some(now) = self.sections.now.filter(|now| now.columns != columns) {
            let (recto, first) = (false, false);
            self.begin_section(Section { recto, first, landscape: false, columns, continuous: true, ..now });
        }
        self.in_column = columns;
    }

    /// The zone of the present section.
    pub fn zone(&self) -> Option<Zone> {
        self.sections.now.map(|section| section.zone)
    }

    /// A section's properties stand in its last paragraph; after a table there is one made for it.
    fn close_section(&mut self, properties: Element) {
        if self.body.last().is_none_or(|last| last.name != "w:p") {
            self.push(Paragraph::new().style(HAIRLINE));
        }
        if let Some(last) = self.body.last_mut() {
            last.child_mut("w:pPr").children.push(Node::Element(properties));
        }
    }

    /// The properties of the last section, which stand at the end of the body.
    pub fn last_section(&mut self) -> Element {
        let now = self.sections.now.unwrap_or(Section::first(Zone::Body));
        self.section_properties(now)
    }

    fn section_properties(&mut self, section: Section) -> Element {
        let furniture = self.furniture(section.zone);
        let template = self.template;
        let numbers = &template.page_numbers;
        let pattern = match section.zone {
            Zone::Cover | Zone::Body => &numbers.body,
            Zone::Contents => &numbers.contents,
        };
        let mut numbering = Element::new("w:pgNumType");
        if let Some((_, form, _)) = take_apart(pattern).filter(|(_, form, _)| form.format != "decimal") {
            numbering = numbering.with("w:fmt", form.format);
        }
        if section.first {
            numbering = numbering.with("w:start", 1);
        }
        let start = match (section.recto, section.continuous) {
            (true, _) => "oddPage",
            (false, true) => "continuous",
            (false, false) => "nextPage",
        };
        let first = if section.first && section.zone == Zone::Body { self.letter_furniture() } else { Vec::new() };
        let properties = Element::new("w:sectPr").all(furniture).all(first).child(Element::value("w:type", start));
        let mut properties = properties.all(self.paper(section.landscape)).child(numbering);
        if section.columns {
            let columns = Element::new("w:cols").with("w:num", self.template.columns.count);
            properties = properties.child(columns.with("w:space", self.template.column_gap().twips()));
        }
        let bare = section.first && section.zone == Zone::Body && !numbers.first_page;
        if bare {
            // A first page of its own without header and footer.
            properties = properties.child(Element::new("w:titlePg"));
        }
        properties.child(self.grid())
    }

    /// Paper and margins. A turned page has its head at the binding edge of an odd page (GB/T
    /// 9704-2012 §7.6).
    fn paper(&self, landscape: bool) -> [Element; 2] {
        let page = &self.template.page;
        let (width, height) = (page.paper.width, page.paper.height);
        let (top, right, bottom, left) = if landscape {
            (page.inside, page.top, page.outside, page.bottom)
        } else {
            (page.top, page.outside, page.bottom, page.inside)
        };
        // The last cell of a line ends at the edge of the text, in whole twips.
        let widened = if landscape { 0 } else { styles::widening(self.template) };
        let (width, height) = if landscape { (height, width) } else { (width, height) };
        let mut size = Element::new("w:pgSz").with("w:w", width.twips()).with("w:h", height.twips());
        if landscape {
            size = size.with("w:orient", "landscape");
        }
        let margins = Element::new("w:pgMar")
            .with("w:top", top.twips())
            .with("w:right", right.twips() - widened)
            .with("w:bottom", if landscape { bottom.twips() } else { self.bottom() })
            .with("w:left", left.twips())
            .with("w:header", self.header_distance().twips())
            .with("w:footer", self.footer_distance(bottom).twips())
            .with("w:gutter", 0);
        [size, margins]
    }

    /// The margin below the text, in twips: the grid's last line must fit although each reader rounds
    /// in its own unit.
    fn bottom(&self) -> i64 {
        let (page, grid) = (&self.template.page, &self.template.grid);
        let lines = grid.pitch.twips() * i64::from(grid.lines);
        let most = page.paper.height.twips() - page.top.twips() - lines - ROUNDING;
        page.bottom.twips().min(most.max(0))
    }

    /// The middle of the number's line stands the template's distance below the text; Word wants the
    /// foot of that line, counted from the paper's edge.
    fn footer_distance(&self, bottom: Length) -> Length {
        let distance = self.number_foot(bottom);
        // A letter's second double rule stands lower, in the first page's footer.
        self.letter_head().map_or(distance, |(rules, _)| distance.min(rules.foot_rule))
    }

    /// From the paper's foot to the foot of the number's line.
    fn number_foot(&self, bottom: Length) -> Length {
        let look = self.style(StyleName::PageNumber);
        (bottom - self.template.page_numbers.distance - look.leading / 2).max(Length::ZERO)
    }

    fn header_distance(&self) -> Length {
        if let Some((rules, _)) = self.letter_head() {
            return (rules.mark_top - self.head_room(StyleName::MastheadMark)).max(Length::ZERO);
        }
        let Some(rules) = &self.template.running_head else {
            return self.template.page.top / 2;
        };
        let look = self.style(StyleName::RunningHead);
        (rules.distance - Em(880).at(look.size) - (look.leading - look.size) / 2).max(Length::ZERO)
    }

    /// The grid of lines and characters (GB/T 9704-2012 §5.2.3); character space is in 1/4096 pt
    /// on top of the size of the style Normal, which is the body's.
    fn grid(&self) -> Element {
        let body = self.style(StyleName::Body);
        let space = (styles::cell(body) - body.size.twips()) * 4096 / 20;
        Element::new("w:docGrid")
            .with("w:type", "linesAndChars")
            .with("w:linePitch", self.template.grid.pitch.twips())
            .with("w:charSpace", space)
    }

    /// References to the headers and footers of a zone, which are made when first asked for.
    fn furniture(&mut self, zone: Zone) -> Vec<Element> {
        if let Some((_, made)) = self.sections.furniture.iter().find(|(known, _)| *known == zone) {
            return made.clone();
        }
        let mut made = Vec::new();
        if zone != Zone::Cover {
            made = self.footers(zone);
        }
        if zone == Zone::Body {
            made.extend(self.headers());
        }
        self.sections.furniture.push((zone, made.clone()));
        made
    }

    fn footers(&mut self, zone: Zone) -> Vec<Element> {
        let rules = &self.template.page_numbers;
        let pattern = if zone == Zone::Contents { &rules.contents } else { &rules.body };
        let sides = [("default", "right"), ("even", "left")];
        let made = sides.map(|(kind, side)| {
            let line = self.number_line(pattern, side);
            let footer = tree(&Footer::new().add_paragraph(line));
            self.add_furniture("footer", kind, footer)
        });
        made.into_iter().flatten().collect()
    }

    /// The line with the page number: outside, one character in, or in the middle.
    fn number_line(&mut self, pattern: &str, side: &str) -> Paragraph {
        let rules = &self.template.page_numbers;
        let look = self.style(StyleName::PageNumber);
        let mut line = self.paragraph(StyleName::PageNumber);
        let (align, inset) = match rules.place {
            NumberPlace::Center => ("center", Length::ZERO),
            NumberPlace::Outside => (side, rules.inset.at(look.size)),
        };
        let indent = Element::new("w:ind")
            .with("w:firstLineChars", 0)
            .with("w:firstLine", 0)
            .with(&format!("w:{side}"), inset.twips());
        line = line.add_run(self.marks.run(super::marks::PARAGRAPH, indent));
        line = line.add_run(self.marks.run(super::marks::PARAGRAPH, Element::value("w:jc", align)));
        let bottom = self.template.page.bottom;
        let below = self.number_foot(bottom) - self.footer_distance(bottom);
        if below > Length::ZERO {
            line = self.spaced(line, StyleName::PageNumber, Length::ZERO, below);
        }
        if let Some((before, _, after)) = take_apart(pattern) {
            line = self.say(line, before);
            for run in field("PAGE", vec![Run::new().add_text("1")], &Run::new()) {
                line = line.add_run(run);
            }
            line = self.say(line, after);
        }
        line
    }

    fn headers(&mut self) -> Vec<Element> {
        let Some(rules) = &self.template.running_head else {
            return Vec::new();
        };
        let made = [("default", &rules.odd), ("even", &rules.even)].map(|(kind, pattern)| {
            let mut line = self.paragraph(StyleName::RunningHead);
            if rules.rule > Length::ZERO {
                let colour = styles::hex(self.style(StyleName::RunningHead).colour);
                let border = Element::new("w:bottom")
                    .with("w:val", "single")
                    .with("w:sz", eighths(rules.rule))
                    .with("w:space", 1)
                    .with("w:color", colour);
                let borders = Element::new("w:pBdr").child(border);
                line = line.add_run(self.marks.run(super::marks::PARAGRAPH, borders));
            }
            let words = pattern.replace("{title}", &self.document.meta.title);
            let mut pieces = words.split("{section}");
            line = self.say(line, pieces.next().unwrap_or_default());
            for piece in pieces {
                let shown = vec![Run::new().add_text(self.first_section())];
                for run in field("STYLEREF 1", shown, &Run::new()) {
                    line = line.add_run(run);
                }
                line = self.say(line, piece);
            }
            let header = tree(&Header::new().add_paragraph(line));
            self.add_furniture("header", kind, header)
        });
        made.into_iter().flatten().collect()
    }

    /// The text of the first level-1 heading, for programs that do not fill in fields.
    fn first_section(&self) -> String {
        let of = |content: &[Inline]| {
            let text = content.iter().map(|inline| match inline {
                Inline::Text(text) => text.text.clone(),
                Inline::Ruby(ruby) => ruby.base(),
                Inline::LineBreak | Inline::NoteMark(_) | Inline::PageNumber { .. } => String::new(),
            });
            text.collect::<String>()
        };
        let first = self.document.blocks.iter().find_map(|block| {
            if let BlockKind::Heading(heading) = &block.kind
                && heading.level == 1
            {
                return Some(of(&heading.content));
            }
            None
        });
        first.unwrap_or_default()
    }

    pub fn add_furniture(&mut self, what: &str, kind: &str, made: Result<Element, String>) -> Option<Element> {
        match made.and_then(|inner| {
            self.finished(inner, root(&format!("w:{}", if what == "footer" { "ftr" } else { "hdr" })))
        }) {
            Ok(part) => {
                self.furniture_parts += 1;
                let path = format!("{what}{}.xml", self.furniture_parts);
                let content = format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{what}+xml");
                let id = self.package.add(&path, what, Some(&content), part.part());
                Some(Element::new(&format!("w:{what}Reference")).with("w:type", kind).with("r:id", id))
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }
}

/// A rule's thickness in eighths of a point, as Word counts them: 2 to 96.
pub(super) fn eighths(thickness: Length) -> i64 {
    ((thickness.pt() * 8.0).round() as i64).clamp(2, 96)
}
