//! Charts as Word's own: their data can be edited, their look is the template's.

use super::build::{ART, CHART, RELATIONS};
use super::package::{relation, relations};
use super::styles::{self, hex};
use super::workbook::{column_name, workbook};
use super::writer::Writer;
use super::xml::Element;
use crate::colour::Colour;
use crate::document::{Chart, ChartKind, Series};
use crate::geom::{Length, Size};
use crate::template::{StyleName, Template};

/// Numbers by which axes refer to each other.
const CATEGORY_AXIS: u32 = 1;
const VALUE_AXIS: u32 = 2;

impl Writer<'_> {
    /// Writes a chart with its caption.
    pub fn chart(&mut self, chart: &Chart, id: Option<&str>) {
        let rules = &self.template.chart;
        let full = self.text_width();
        let height = chart.height.map_or(rules.height.at(full), |share| full.scale(share));
        let size = Size { width: rules.width.at(full), height };
        let around = self.around_chart(height, &chart.caption);
        match self.chart_part(chart) {
            Ok(relation) => {
                let shown = Element::new("c:chart").with("r:id", relation);
                let graphic = Element::new("a:graphicData").with("uri", CHART).child(shown);
                let name = format!("{}{}", chart.caption.label, chart.caption.ordinal);
                let drawing = self.drawing(size, &name, &chart.alt, graphic);
                let line = self.figure_line(drawing, around.0, self.template.figure.caption_gap);
                self.push(line);
            }
            Err(problem) => self.problems.push(problem),
        }
        self.figure_caption(&chart.caption, id, around.1);
    }

    /// Adds the chart's parts; gives its relationship.
    fn chart_part(&mut self, chart: &Chart) -> Result<String, String> {
        let number = self.drawings + 1;
        let book = format!("embeddings/workbook{number}.xlsx");
        self.package.attach(&format!("word/{book}"), None, workbook(chart)?);
        let of_chart = relations(&[relation("package", &format!("../{book}"))]);
        self.package.attach(&format!("word/charts/_rels/chart{number}.xml.rels"), None, of_chart);
        let kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
        let part = Drawn { template: self.template, chart }.part();
        Ok(self.package.add(&format!("charts/chart{number}.xml"), "chart", Some(kind), part.part()))
    }
}

struct Drawn<'a> {
    template: &'a Template,
    chart: &'a Chart,
}

impl Drawn<'_> {
    fn part(&self) -> Element {
        let plot = match self.chart.kind {
            ChartKind::Column => self.on_axes(self.columns()),
            ChartKind::Line => self.on_axes(self.lines()),
            ChartKind::Pie => vec![self.pie()],
        };
        let mut inner = Element::new("c:chart")
            .child(value("c:autoTitleDeleted", 1))
            .child(Element::new("c:plotArea").child(Element::new("c:layout")).all(plot));
        if self.chart.kind != ChartKind::Pie && self.chart.series.len() > 1 {
            inner = inner.child(Element::new("c:legend").child(value("c:legendPos", "t")).child(value("c:overlay", 0)));
        }
        inner = inner.child(value("c:plotVisOnly", 1)).child(value("c:dispBlanksAs", "gap"));
        Element::new("c:chartSpace")
            .with("xmlns:c", CHART)
            .with("xmlns:a", ART)
            .with("xmlns:r", RELATIONS)
            .child(value("c:date1904", 0))
            .child(value("c:roundedCorners", 0))
            .child(inner)
            .child(Element::new("c:spPr").child(Element::new("a:noFill")).child(no_line()))
            .child(self.words())
            .child(Element::new("c:externalData").with("r:id", "rId1").child(value("c:autoUpdate", 0)))
    }

    /// The look of all words in the chart.
    fn words(&self) -> Element {
        let look = styles::style(self.template, StyleName::ChartLabel);
        let face = |name: &str, role| Element::new(name).with("typeface", styles::face(self.template, role));
        let characters = Element::new("a:defRPr")
            .with("sz", (look.size.pt() * 100.0).round() as i64)
            .with("b", u8::from(look.bold))
            .child(fill(look.colour))
            .child(face("a:latin", look.latin))
            .child(face("a:ea", look.role));
        let paragraph = Element::new("a:p")
            .child(Element::new("a:pPr").child(characters))
            .child(Element::new("a:endParaRPr").with("lang", "zh-CN"));
        Element::new("c:txPr").child(Element::new("a:bodyPr")).child(Element::new("a:lstStyle")).child(paragraph)
    }

    fn ink(&self, index: usize) -> Colour {
        let inks = &self.template.chart.series_colours;
        inks.get(index % inks.len().max(1)).copied().unwrap_or(Colour::BLACK)
    }

    fn columns(&self) -> Element {
        let series = self.series(|index, _| {
            (Element::new("c:spPr").child(fill(self.ink(index))), Some(value("c:invertIfNegative", 0)))
        });
        Element::new("c:barChart")
            .child(value("c:barDir", "col"))
            .child(value("c:grouping", "clustered"))
            .child(value("c:varyColors", 0))
            .all(series)
            .child(value("c:gapWidth", 80))
    }

    fn lines(&self) -> Element {
        let thickness = self.template.chart.line;
        let series = self.series(|index, _| {
            let ink = self.ink(index);
            let marker = Element::new("c:marker")
                .child(value("c:symbol", "circle"))
                .child(value("c:size", 5))
                .child(Element::new("c:spPr").child(fill(ink)).child(line(ink, thickness)));
            (Element::new("c:spPr").child(line(ink, thickness)), Some(marker))
        });
        Element::new("c:lineChart")
            .child(value("c:grouping", "standard"))
            .child(value("c:varyColors", 0))
            .all(series)
            .child(value("c:marker", 1))
    }

    fn pie(&self) -> Element {
        let series =
            self.series(|_, _| (Element::new("c:spPr").child(line(Colour::Gray(255), Length::from_pt(0.5))), None));
        Element::new("c:pieChart").child(value("c:varyColors", 1)).all(series).child(value("c:firstSliceAng", 0))
    }

    /// The series with their looks: the shape's, and what follows it.
    fn series(&self, look: impl Fn(usize, &Series) -> (Element, Option<Element>)) -> Vec<Element> {
        let of = |(index, series): (usize, &Series)| {
            let column = column_name(index + 1);
            let (shape, more) = look(index, series);
            let mut element = Element::new("c:ser")
                .child(value("c:idx", index))
                .child(value("c:order", index))
                .child(
                    Element::new("c:tx")
                        .child(strings(&format!("Sheet1!${column}$1"), std::slice::from_ref(&series.name))),
                )
                .child(shape)
                .all(more);
            if self.chart.kind == ChartKind::Pie {
                element = element.all(self.slices());
            }
            let last = self.chart.categories.len() + 1;
            element = element
                .child(self.labels())
                .child(Element::new("c:cat").child(strings(&format!("Sheet1!$A$2:$A${last}"), &self.chart.categories)))
                .child(Element::new("c:val").child(numbers(&format!("Sheet1!${column}$2:${column}${last}"), series)));
            if self.chart.kind == ChartKind::Line {
                element = element.child(value("c:smooth", 0));
            }
            element
        };
        self.chart.series.iter().enumerate().map(of).collect()
    }

    fn slices(&self) -> Vec<Element> {
        let of = |index: usize| {
            let shape = Element::new("c:spPr")
                .child(fill(self.ink(index)))
                .child(line(Colour::Gray(255), Length::from_pt(0.5)));
            Element::new("c:dPt").child(value("c:idx", index)).child(value("c:bubble3D", 0)).child(shape)
        };
        (0..self.chart.categories.len()).map(of).collect()
    }

    /// Values at their columns and points; names and shares at the slices.
    fn labels(&self) -> Element {
        let pie = self.chart.kind == ChartKind::Pie;
        let format = Element::new("c:numFmt")
            .with("formatCode", if pie { "0.0%".to_owned() } else { self.number_format() })
            .with("sourceLinked", 0);
        let place = match self.chart.kind {
            ChartKind::Column | ChartKind::Pie => "outEnd",
            ChartKind::Line => "t",
        };
        Element::new("c:dLbls")
            .child(format)
            .child(Element::new("c:spPr").child(Element::new("a:noFill")).child(no_line()))
            .child(value("c:dLblPos", place))
            .child(value("c:showLegendKey", 0))
            .child(value("c:showVal", u8::from(!pie)))
            .child(value("c:showCatName", u8::from(pie)))
            .child(value("c:showSerName", 0))
            .child(value("c:showPercent", u8::from(pie)))
            .child(value("c:showBubbleSize", 0))
    }

    /// As many decimals as the author wrote, and the unit.
    fn number_format(&self) -> String {
        let values = self.chart.series.iter().flat_map(|series| series.values.iter().flatten());
        let decimals = values.map(|value| value.text.split_once('.').map_or(0, |(_, digits)| digits.len())).max();
        let zeros = "0".repeat(decimals.unwrap_or(0));
        let number = if zeros.is_empty() { "0".to_owned() } else { format!("0.{zeros}") };
        let unit = self.chart.unit.replace('"', "");
        if unit.is_empty() { number } else { format!("{number}\"{unit}\"") }
    }

    fn on_axes(&self, plot: Element) -> Vec<Element> {
        let rules = &self.template.chart;
        let plot = plot.child(value("c:axId", CATEGORY_AXIS)).child(value("c:axId", VALUE_AXIS));
        let axis = |name: &str, id: u32, crosses: u32, at: &str, grid: Option<Element>| {
            Element::new(name)
                .child(value("c:axId", id))
                .child(Element::new("c:scaling").child(value("c:orientation", "minMax")))
                .child(value("c:delete", 0))
                .child(value("c:axPos", at))
                .all(grid)
                .child(Element::new("c:numFmt").with("formatCode", self.axis_format(id)).with("sourceLinked", 0))
                .child(value("c:majorTickMark", "none"))
                .child(value("c:minorTickMark", "none"))
                .child(value("c:tickLblPos", "nextTo"))
                .child(Element::new("c:spPr").child(line(rules.axis_colour, rules.rule)))
                .child(value("c:crossAx", crosses))
                .child(value("c:crosses", "autoZero"))
        };
        let grid =
            Element::new("c:majorGridlines").child(Element::new("c:spPr").child(line(rules.grid_colour, rules.rule)));
        vec![
            plot,
            axis("c:catAx", CATEGORY_AXIS, VALUE_AXIS, "b", None),
            axis("c:valAx", VALUE_AXIS, CATEGORY_AXIS, "l", Some(grid)),
        ]
    }

    fn axis_format(&self, axis: u32) -> String {
        let unit = self.chart.unit.replace('"', "");
        if axis == VALUE_AXIS && !unit.is_empty() { format!("General\"{unit}\"") } else { "General".to_owned() }
    }
}

fn value(name: &str, value: impl ToString) -> Element {
    Element::new(name).with("val", value)
}

fn fill(colour: Colour) -> Element {
    Element::new("a:solidFill").child(Element::new("a:srgbClr").with("val", hex(colour)))
}

fn line(colour: Colour, thickness: Length) -> Element {
    Element::new("a:ln").with("w", thickness.emu()).child(fill(colour))
}

fn no_line() -> Element {
    Element::new("a:ln").child(Element::new("a:noFill"))
}

fn strings(place: &str, words: &[String]) -> Element {
    let points = words.iter().enumerate().map(|(index, word)| point(index, word));
    let cache = Element::new("c:strCache").child(value("c:ptCount", words.len())).all(points);
    Element::new("c:strRef").child(Element::new("c:f").text(place)).child(cache)
}

fn numbers(place: &str, series: &Series) -> Element {
    let known = series.values.iter().enumerate();
    let points = known.filter_map(|(index, value)| Some(point(index, &value.as_ref()?.number.to_string())));
    let cache = Element::new("c:numCache")
        .child(Element::new("c:formatCode").text("General"))
        .child(value("c:ptCount", series.values.len()))
        .all(points);
    Element::new("c:numRef").child(Element::new("c:f").text(place)).child(cache)
}

fn point(index: usize, words: &str) -> Element {
    Element::new("c:pt").with("idx", index).child(Element::new("c:v").text(words))
}
