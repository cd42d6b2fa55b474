//! Pictures with their captions, alone or side by side at one height.

use docx_rs::{
    HeightRule, Paragraph, Run, Shading, Table, TableCell, TableCellBorder, TableCellBorderPosition, TableLayoutType,
    TableRow, VAlignType, WidthType,
};

use super::build::PICTURE;
use super::fields::{field, take_apart};
use super::marks::{PARAGRAPH, Place, TABLE};
use super::measure;
use super::section::eighths;
use super::styles::{self, FIGURE, HAIRLINE};
use super::table::no_borders;
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
                    let line =
                        self.picture_line(index, *size, &figure.alt, [around.0, self.template.figure.caption_gap]);
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
        self.row_of_figures(figures, &sizes);
    }

    /// Several at one height: a table of a row of pictures and a row of captions, with empty columns
    /// between them.
    fn row_of_figures(&mut self, figures: &[Figure], sizes: &[Size]) {
        let rules = &self.template.figure;
        let height = sizes.first().map_or(Length::ZERO, |size| size.height);
        let said: Vec<(&Caption, Length)> =
            figures.iter().zip(sizes).map(|(figure, size)| (&figure.caption, size.width)).collect();
        let around = self.around(height, &said);
        let pending = |figure: &&Figure| matches!(figure.picture, Picture::Pending { .. });
        let mut alt = figures.iter().filter(pending).map(|figure| figure.alt.as_str()).collect::<Vec<_>>().join("；");
        let (mut widths, mut pictures, mut captions) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (figure, size)) in figures.iter().zip(sizes).enumerate() {
            if index > 0 {
                let width = rules.gutter.twips() as usize;
                let empty = TableCell::new().width(width, WidthType::Dxa);
                let line = || Paragraph::new().style(HAIRLINE).keep_next(true);
                pictures.push(empty.clone().add_paragraph(line()));
                captions.push(empty.add_paragraph(line()));
                widths.push(width);
            }
            let width = size.width.twips() as usize;
            let cell = TableCell::new().width(width, WidthType::Dxa);
            pictures.push(match figure.picture {
                Picture::Image(index) => {
                    cell.clone().add_paragraph(self.picture_line(index, *size, &figure.alt, [Length::ZERO; 2]))
                }
                Picture::Pending { .. } => self.pending_cell(size.width, std::mem::take(&mut alt)),
            });
            let line = self.caption_line(&figure.caption, Some(&figure.id), StyleName::FigureCaption);
            let line = line.unwrap_or_else(|| self.paragraph(StyleName::FigureCaption));
            let line = self.spaced(line, StyleName::FigureCaption, rules.caption_gap, Length::ZERO);
            captions.push(cell.add_paragraph(line));
            widths.push(width);
        }
        let total = widths.iter().sum();
        let pictures = TableRow::new(pictures)
            .row_height(height.twips() as f32)
            .height_rule(if figures.iter().all(|figure| pending(&figure)) {
                HeightRule::Exact
            } else {
                HeightRule::AtLeast
            })
            .cant_split();
        let table = no_borders(vec![pictures, TableRow::new(captions).cant_split()])
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

    /// The paragraph of a picture with the space above and below it.
    pub fn figure_line(&mut self, drawing: Element, before: Length, after: Length) -> Paragraph {
        let spacing = Element::new("w:spacing")
            .with("w:before", before.max(Length::ZERO).twips())
            .with("w:after", after.twips())
            .with("w:line", 240)
            .with("w:lineRule", "auto");
        let line = Paragraph::new().style(FIGURE).add_run(self.marks.run(PARAGRAPH, spacing));
        line.add_run(self.marks.run(Place::Here, drawing))
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

    fn picture_line(&mut self, index: usize, size: Size, alt: &str, around: [Length; 2]) -> Paragraph {
        let id = self.image(index);
        let name = self.document.images.get(index).map_or("", |image| image.name.as_str());
        let drawing = self.drawing(size, name, alt, picture(&id, name, size));
        self.figure_line(drawing, around[0], around[1])
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

    /// The frame of a picture that is awaited, alone.
    fn pending(&mut self, size: Size, alt: &str) -> Table {
        let width = size.width.twips() as usize;
        let cell = self.pending_cell(size.width, alt.to_owned());
        // docx-rs takes points times twenty from a float.
        let row = TableRow::new(vec![cell])
            .row_height(size.height.twips() as f32)
            .height_rule(HeightRule::Exact)
            .cant_split();
        no_borders(vec![row])
            .set_grid(vec![width])
            .layout(TableLayoutType::Fixed)
            .width(width, WidthType::Dxa)
            .align(docx_rs::TableAlignmentType::Center)
    }

    /// A frame with a word that says what is awaited; a table has one alternative text for all of them.
    fn pending_cell(&mut self, width: Length, alt: String) -> TableCell {
        let rules = &self.template.figure;
        let line = self.paragraph(StyleName::FigureCaption).keep_next(true);
        let mut line = self.say(line, &self.template.labels.pending.clone());
        if !alt.is_empty() {
            line = line.add_run(self.marks.run(TABLE, Element::value("w:tblDescription", alt)));
        }
        let mut cell = TableCell::new()
            .width(width.twips() as usize, WidthType::Dxa)
            .vertical_align(VAlignType::Center)
            .shading(Shading::new().fill(styles::hex(rules.pending_fill)).color("auto"))
            .add_paragraph(line);
        for position in [
            TableCellBorderPosition::Top,
            TableCellBorderPosition::Left,
            TableCellBorderPosition::Bottom,
            TableCellBorderPosition::Right,
        ] {
            let border = TableCellBorder::new(position).size(eighths(rules.pending_rule) as usize);
            cell = cell.set_border(border.color(styles::hex(rules.pending_colour)));
        }
        cell
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
