//! Pictures with their captions, alone or side by side at one height.

use docx_rs::{
    HeightRule, Paragraph, Run, Shading, Table, TableBorderPosition, TableCell, TableLayoutType, TableRow, VAlignType,
    WidthType,
};

use super::blocks::Indents;
use super::build::PICTURE;
use super::fields::{field, take_apart};
use super::marks::{PARAGRAPH, Place, TABLE};
use super::measure;
use super::styles::{self, FIGURE, HAIRLINE};
use super::table::{edge, no_borders};
use super::writer::Writer;
use super::xml::Element;
use crate::document::{Caption, Figure, ImageFormat, Picture};
use crate::geom::{Length, Size};
use crate::template::StyleName;

impl Writer<'_> {
    /// Writes a row of figures.
    pub fn figures(&mut self, figures: &[Figure]) {
        let sizes = self.sizes(figures);
        let height = sizes.first().map_or(Length::ZERO, |size| size.height);
        if let ([figure], [size]) = (figures, &sizes[..]) {
            let around = self.around(height, &[(&figure.caption, self.text_width())]);
            match figure.picture {
                Picture::Image(index) => {
                    let line = self.picture_line(index, *size, &figure.alt, around.0);
                    self.push(line);
                }
                Picture::Pending { .. } => {
                    self.space(around.0, true);
                    let frame = self.pending(*size, &figure.alt);
                    self.push_table(frame);
                    self.space(self.template.figure.caption_gap, true);
                }
            }
            self.figure_caption(&figure.caption, Some(&figure.id), around.1);
            return;
        }
        let gutter = self.template.figure.gutter;
        // Half of each gutter is on either side of it; the outer pictures stand at the edges.
        let last = figures.len() - 1;
        let outside = |index: usize| {
            let half = |edge: bool| if edge { Length::ZERO } else { gutter / 2 };
            (half(index == 0), half(index == last))
        };
        let wide = |(index, size): (usize, &Size)| {
            let (left, right) = outside(index);
            (size.width + left + right).twips() as usize
        };
        let widths: Vec<usize> = sizes.iter().enumerate().map(wide).collect();
        let captions: Vec<(&Caption, Length)> =
            figures.iter().zip(&sizes).map(|(figure, size)| (&figure.caption, size.width)).collect();
        let around = self.around(height, &captions);
        let mut pictures = Vec::new();
        let mut captions = Vec::new();
        for (index, ((figure, size), width)) in figures.iter().zip(&sizes).zip(&widths).enumerate() {
            let (left, right) = outside(index);
            let align = match index {
                0 => "left",
                _ if index == last => "right",
                _ => "center",
            };
            let cell = TableCell::new().width(*width, WidthType::Dxa);
            pictures.push(self.picture_cell(cell.clone(), figure, *size, align));
            let line = self.caption_line(&figure.caption, Some(&figure.id), StyleName::FigureCaption);
            let line = line.unwrap_or_else(|| self.paragraph(StyleName::FigureCaption));
            let line = self.indented(line, Indents { left, first: Length::ZERO, right });
            captions.push(cell.add_paragraph(line));
        }
        let total = widths.iter().sum();
        let table = no_borders(vec![TableRow::new(pictures).cant_split(), TableRow::new(captions).cant_split()])
            .set_grid(widths)
            .layout(TableLayoutType::Fixed)
            .width(total, WidthType::Dxa)
            .align(docx_rs::TableAlignmentType::Center);
        self.space(around.0, true);
        self.push_table(table);
        self.space(around.1, false);
    }

    /// The space above and below a picture of some height with its captions, each of which has a width:
    /// as in the pages it takes whole lines of the grid and stands in their middle.
    fn around(&self, height: Length, captions: &[(&Caption, Length)]) -> (Length, Length) {
        let look = self.style(StyleName::FigureCaption);
        let rules = &self.template.figure;
        let pitch = self.template.grid.pitch;
        let (before, after) = (look.before.at(pitch), look.after.at(pitch));
        let lines = captions.iter().filter(|(caption, _)| !is_empty(caption)).map(|(caption, width)| {
            let number = measure::width(&caption.number, look) + look.size;
            (measure::content_width(&caption.content, look) + number).steps(*width).max(1)
        });
        let words = lines.max().map_or(Length::ZERO, |lines| rules.caption_gap + look.leading * lines);
        if !look.on_grid {
            return (before, after);
        }
        let needed = before + height + words + after;
        let spare = pitch * (needed - pitch.ratio(1, 100)).steps(pitch) - needed;
        (before + spare / 2, after + spare - spare / 2)
    }

    /// Empty space of a height, as a line of its own.
    fn space(&mut self, height: Length, keep: bool) {
        let line = Paragraph::new().style(HAIRLINE).keep_next(keep);
        let spacing = Element::new("w:spacing")
            .with("w:before", 0)
            .with("w:after", 0)
            .with("w:line", height.twips().max(20))
            .with("w:lineRule", "exact");
        let line = line.add_run(self.marks.run(PARAGRAPH, spacing));
        self.push(line);
    }

    /// The caption below a picture or chart, with the space that follows it.
    pub fn figure_caption(&mut self, caption: &Caption, id: Option<&str>, after: Length) {
        match self.caption_line(caption, id, StyleName::FigureCaption) {
            Some(line) => {
                let line = self.spaced(line, StyleName::FigureCaption, Length::ZERO, after);
                self.push(line);
            }
            None => self.space(after, false),
        }
    }

    /// The space above and below a chart.
    pub fn around_chart(&self, height: Length, caption: &Caption) -> (Length, Length) {
        self.around(height, &[(caption, self.text_width())])
    }

    /// The paragraph of a picture with the space above it.
    pub fn figure_line(&mut self, drawing: Element, before: Length) -> Paragraph {
        let spacing = Element::new("w:spacing")
            .with("w:before", before.max(Length::ZERO).twips())
            .with("w:after", self.template.figure.caption_gap.twips())
            .with("w:line", 240)
            .with("w:lineRule", "auto");
        let line = Paragraph::new().style(FIGURE).add_run(self.marks.run(PARAGRAPH, spacing));
        line.add_run(self.marks.run(Place::Here, drawing))
    }

    fn picture_cell(&mut self, cell: TableCell, figure: &Figure, size: Size, align: &str) -> TableCell {
        match figure.picture {
            Picture::Image(index) => cell.add_paragraph(self.picture_line(index, size, &figure.alt, Length::ZERO)),
            Picture::Pending { .. } => {
                let gap = self.template.figure.caption_gap;
                let after = Paragraph::new().style(HAIRLINE).keep_next(true);
                let spacing = Element::new("w:spacing")
                    .with("w:before", 0)
                    .with("w:after", 0)
                    .with("w:line", gap.twips().max(20))
                    .with("w:lineRule", "exact");
                let after = after.add_run(self.marks.run(PARAGRAPH, spacing));
                let side = match align {
                    "left" => docx_rs::TableAlignmentType::Left,
                    "right" => docx_rs::TableAlignmentType::Right,
                    _ => docx_rs::TableAlignmentType::Center,
                };
                cell.add_table(self.pending(size, &figure.alt).align(side)).add_paragraph(after)
            }
        }
    }

    /// Sizes of the pictures, as in the pages: one alone takes its share of the width, several share
    /// a height.
    fn sizes(&self, figures: &[Figure]) -> Vec<Size> {
        let rules = &self.template.figure;
        let area = Size { width: self.text_width(), ..self.template.page.type_area() };
        let most = rules.max_height.at(area.height);
        let aspects: Vec<f64> = figures.iter().map(|figure| self.aspect(figure)).collect();
        if let ([figure], [aspect]) = (figures, &aspects[..]) {
            let width = figure.width.map_or(rules.width.at(area.width), |share| area.width.scale(share));
            let height = width.scale(1.0 / aspect).min(most);
            return vec![Size { width: height.scale(*aspect), height }];
        }
        let room = area.width - rules.gutter * (figures.len() as i64 - 1);
        let height = room.scale(1.0 / aspects.iter().sum::<f64>()).min(most);
        aspects.iter().map(|aspect| Size { width: height.scale(*aspect), height }).collect()
    }

    fn aspect(&self, figure: &Figure) -> f64 {
        match figure.picture {
            Picture::Image(index) => match self.document.images.get(index) {
                Some(image) => f64::from(image.width.max(1)) / f64::from(image.height.max(1)),
                None => 1.0,
            },
            Picture::Pending { aspect } => aspect.clamp(0.05, 20.0),
        }
    }

    fn picture_line(&mut self, index: usize, size: Size, alt: &str, before: Length) -> Paragraph {
        let id = self.image(index);
        let name = self.document.images.get(index).map_or("", |image| image.name.as_str());
        let drawing = self.drawing(size, name, alt, picture(&id, name, size));
        self.figure_line(drawing, before)
    }

    /// The relationship of a picture, which is in the file once however often it is shown.
    fn image(&mut self, index: usize) -> String {
        if let Some(id) = self.images.get(&index) {
            return id.clone();
        }
        let Some(image) = self.document.images.get(index) else {
            return String::new();
        };
        let ending = match image.format {
            ImageFormat::Jpeg => "jpeg",
            ImageFormat::Png => "png",
        };
        let path = format!("media/image{}.{ending}", index + 1);
        let id = self.package.add(&path, "image", None, image.data.to_vec());
        self.images.insert(index, id.clone());
        id
    }

    /// The frame of a picture that is awaited, with a word that says so.
    fn pending(&mut self, size: Size, alt: &str) -> Table {
        let rules = &self.template.figure;
        let line = self.paragraph(StyleName::FigureCaption).keep_next(true);
        let line = self.say(line, &self.template.labels.pending.clone());
        let line = line.add_run(self.marks.run(TABLE, Element::value("w:tblDescription", alt)));
        let width = size.width.twips() as usize;
        let cell = TableCell::new()
            .width(width, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .shading(Shading::new().fill(styles::hex(rules.pending_fill)).color("auto"))
            .add_paragraph(line);
        // docx-rs takes points times twenty from a float.
        let row = TableRow::new(vec![cell])
            .row_height(size.height.twips() as f32)
            .height_rule(HeightRule::Exact)
            .cant_split();
        let mut table = no_borders(vec![row]);
        for position in [
            TableBorderPosition::Top,
            TableBorderPosition::Left,
            TableBorderPosition::Bottom,
            TableBorderPosition::Right,
        ] {
            table = table.set_border(edge(position, rules.pending_rule, rules.pending_colour));
        }
        table
            .set_grid(vec![width])
            .layout(TableLayoutType::Fixed)
            .width(width, WidthType::Dxa)
            .align(docx_rs::TableAlignmentType::Center)
    }

    /// Writes a caption, if there is anything to say.
    pub fn caption(&mut self, caption: &Caption, id: Option<&str>, name: StyleName) {
        if let Some(line) = self.caption_line(caption, id, name) {
            self.push(line);
        }
    }

    /// Number, a space, text; the number counted by Word and marked for references.
    fn caption_line(&mut self, caption: &Caption, id: Option<&str>, name: StyleName) -> Option<Paragraph> {
        if is_empty(caption) {
            return None;
        }
        let line = self.paragraph(name);
        let mut line = self.bookmarked(line, id, |writer, line| writer.caption_number(line, caption, name));
        if !caption.number.is_empty() && !caption.content.is_empty() {
            line = self.say(line, "　");
        }
        Some(self.fill(line, &caption.content))
    }

    fn caption_number(&mut self, line: Paragraph, caption: &Caption, name: StyleName) -> Paragraph {
        let numbering = &self.template.numbering;
        let pattern = if name == StyleName::TableCaption { &numbering.table } else { &numbering.figure };
        let parts = caption.number.split_once(&caption.ordinal).zip(take_apart(pattern));
        let Some(((before, after), (_, form, _))) = parts.filter(|_| !caption.ordinal.is_empty()) else {
            return self.say(line, &caption.number);
        };
        // `1-2`: the part's number is text, what Word counts begins anew in each part.
        let (part, count) = match caption.ordinal.rsplit_once('-') {
            Some((part, count)) => (format!("{part}-"), count),
            None => (String::new(), caption.ordinal.as_str()),
        };
        let label = if caption.label.is_empty() { "Figure" } else { caption.label.as_str() };
        let anew = if numbering.captions_by_part { " \\s 1" } else { "" };
        let instruction = format!("SEQ {label} \\* {}{anew}", form.switch);
        let mut line = self.say(line, &format!("{before}{part}"));
        for run in field(&instruction, vec![Run::new().add_text(count)], &Run::new()) {
            line = line.add_run(run);
        }
        self.say(line, after)
    }

    /// A drawing in a line of text.
    pub fn drawing(&mut self, size: Size, name: &str, alt: &str, graphic: Element) -> Element {
        self.drawings += 1;
        let properties = Element::new("wp:docPr").with("id", self.drawings).with("name", name).with("descr", alt);
        let inline = Element::new("wp:inline")
            .with("distT", 0)
            .with("distB", 0)
            .with("distL", 0)
            .with("distR", 0)
            .child(extent("wp:extent", size))
            .child(properties)
            .child(Element::new("wp:cNvGraphicFramePr"))
            .child(Element::new("a:graphic").child(graphic));
        Element::new("w:drawing").child(inline)
    }
}

fn is_empty(caption: &Caption) -> bool {
    caption.number.is_empty() && caption.content.is_empty()
}

fn extent(name: &str, size: Size) -> Element {
    Element::new(name).with("cx", size.width.emu()).with("cy", size.height.emu())
}

fn picture(id: &str, name: &str, size: Size) -> Element {
    let shown = Element::new("pic:nvPicPr")
        .child(Element::new("pic:cNvPr").with("id", 0).with("name", name))
        .child(Element::new("pic:cNvPicPr"));
    let fill = Element::new("pic:blipFill")
        .child(Element::new("a:blip").with("r:embed", id))
        .child(Element::new("a:stretch").child(Element::new("a:fillRect")));
    let place =
        Element::new("a:xfrm").child(Element::new("a:off").with("x", 0).with("y", 0)).child(extent("a:ext", size));
    let shape = Element::new("pic:spPr")
        .child(place)
        .child(Element::new("a:prstGeom").with("prst", "rect").child(Element::new("a:avLst")));
    let picture = Element::new("pic:pic").child(shown).child(fill).child(shape);
    Element::new("a:graphicData").with("uri", PICTURE).child(picture)
}
