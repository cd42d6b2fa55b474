//! Charts, drawn as vectors: columns, lines, a pie.

use super::Setting;
use super::figure::{caption_lines, framed, place};
use super::line::{SetLine, set_words};
use super::slab::{BlockLayout, Slab, moved};
use crate::colour::Colour;
use crate::document::{Chart, ChartKind, Value};
use crate::geom::{Length, Point, Rect};
use crate::pages::{Item, NodeRole, PathStep, Placed, Shape, Stroke, Tag};
use crate::template::{ChartLayout, StyleName};

mod scale;
mod sectors;

use self::scale::Scale;

/// Sets a chart with its caption as one slab.
pub fn set_chart(setting: &Setting, chart: &Chart) -> BlockLayout {
    let mut layout = BlockLayout::default();
    let figure = layout.node(NodeRole::Figure, None);
    layout.nodes[figure].alt = Some(chart.alt.clone());
    let rules = &setting.template.chart;
    let full = setting.text_width();
    let width = rules.width.at(full);
    let height = chart.height.map_or(rules.height.at(full), |share| full.scale(share));
    let area = Rect::new((full - width) / 2, Length::ZERO, width, height);
    let mut drawing = Drawing { setting, rules, chart, tag: Tag::Node(figure), items: Vec::new() };
    drawing.draw(area);
    let mut items = drawing.items;
    let mut bottom = height + setting.template.figure.caption_gap;
    let lines = caption_lines(setting, &mut layout, &chart.caption, StyleName::FigureCaption, full, None);
    let mut notes = Vec::new();
    for line in lines {
        let by = Point { x: Length::ZERO, y: bottom };
        items.extend(line.items.iter().map(|placed| moved(placed, by, 0)));
        bottom += line.height;
        notes.extend(line.notes);
    }
    layout.slabs.push(Slab { items, notes, place: place(chart.place), ..framed(setting, bottom) });
    layout
}

struct Drawing<'a> {
    setting: &'a Setting<'a>,
    rules: &'a ChartLayout,
    chart: &'a Chart,
    tag: Tag,
    items: Vec<Placed>,
}

/// Where a label's words stand relative to its point.
#[derive(Clone, Copy)]
enum Anchor {
    Left,
    Middle,
    Right,
}

impl Drawing<'_> {
    fn draw(&mut self, area: Rect) {
        let legend = self.legend(area);
        let top = area.origin.y + legend;
        let plot = Rect::new(area.origin.x, top, area.size.width, area.size.height - legend);
        match self.chart.kind {
            ChartKind::Column | ChartKind::Line => self.axes(plot),
            ChartKind::Pie => self.pie(plot),
        }
    }

    fn em(&self) -> Length {
        self.setting.style(StyleName::ChartLabel).size
    }

    fn ink(&self, index: usize) -> Colour {
        let inks = &self.rules.series_colours;
        if inks.is_empty() { Colour::BLACK } else { inks[index % inks.len()] }
    }

    /// The names of several series, or of a pie's slices, in lines at the top; gives their height.
    fn legend(&mut self, area: Rect) -> Length {
        let names: Vec<&str> = match self.chart.kind {
            ChartKind::Pie => return Length::ZERO,
            ChartKind::Column | ChartKind::Line => {
                self.chart.series.iter().map(|series| series.name.as_str()).collect()
            }
        };
        if names.len() < 2 {
            return Length::ZERO;
        }
        let em = self.em();
        let (mark, row) = (em.ratio(7, 10), em.ratio(3, 2));
        let lines: Vec<Option<SetLine>> = names.iter().map(|name| self.words(name)).collect();
        let widths: Vec<Length> =
            lines.iter().map(|line| mark * 2 + line.as_ref().map_or(Length::ZERO, |line| line.width) + em).collect();
        let mut x = area.origin.x + ((area.size.width - widths.iter().copied().sum()) / 2).max(Length::ZERO);
        let mut y = area.origin.y;
        for (index, (name, width)) in names.iter().zip(widths).enumerate() {
            if x + width > area.right() && x > area.origin.x {
                (x, y) = (area.origin.x, y + row);
            }
            let ink = self.ink(index);
            self.shape(PathStep::rectangle(Rect::new(x, y + em.ratio(1, 4), mark, mark)), Some(ink), None);
            self.label(name, Point { x: x + mark.ratio(3, 2), y: y + em.ratio(6, 10) }, Anchor::Left);
            x += width;
        }
        y + row.ratio(5, 4) - area.origin.y
    }

    fn words(&self, words: &str) -> Option<SetLine> {
        set_words(self.setting, words, StyleName::ChartLabel)
    }

    /// Words whose middle line runs through a point.
    fn label(&mut self, words: &str, at: Point, anchor: Anchor) {
        let Some(line) = self.words(words) else {
            return;
        };
        let back = match anchor {
            Anchor::Left => Length::ZERO,
            Anchor::Middle => line.width / 2,
            Anchor::Right => line.width,
        };
        let by = Point { x: at.x - back - line.left, y: at.y - line.height / 2 };
        let tag = self.tag;
        self.items.extend(line.items.iter().map(|placed| Placed { tag, ..moved(placed, by, 0) }));
    }

    fn shape(&mut self, path: Vec<PathStep>, fill: Option<Colour>, stroke: Option<Stroke>) {
        self.items.push(Placed { tag: self.tag, item: Item::Shape(Shape { path, fill, even_odd: false, stroke }) });
    }

    fn rule(&mut self, from: Point, to: Point, colour: Colour, width: Length) {
        let stroke = Stroke { colour, width, dash: Vec::new() };
        self.shape(vec![PathStep::Move(from), PathStep::Line(to)], None, Some(stroke));
    }

    /// Column and line charts: a scale at the left, the names below.
    fn axes(&mut self, area: Rect) {
        let values = self.chart.series.iter().flat_map(|series| series.values.iter().flatten());
        let scale = Scale::covering(values.map(|value| value.number));
        let em = self.em();
        let unit = self.chart.unit.clone();
        let ticks: Vec<(f64, String)> =
            scale.ticks().into_iter().map(|tick| (tick, scale.write(tick) + &unit)).collect();
        let widest = ticks.iter().filter_map(|(_, text)| self.words(text)).map(|line| line.width).max();
        let left = area.origin.x + widest.unwrap_or_default() + em / 2;
        let slot = (area.right() - left) / (self.chart.categories.len().max(1) as i64);
        let rows = self.category_rows(slot);
        let below = em.ratio(5, 4) * rows.iter().map(Vec::len).max().unwrap_or(1).max(1) as i64 + em / 4;
        let plot = Rect::new(left, area.origin.y + em, area.right() - left, area.size.height - below - em);
        for (tick, text) in &ticks {
            let y = scale.y(*tick, plot);
            let colour = if *tick == 0.0 { self.rules.axis_colour } else { self.rules.grid_colour };
            self.rule(Point { x: plot.origin.x, y }, Point { x: plot.right(), y }, colour, self.rules.rule);
            self.label(text, Point { x: left - em / 2, y }, Anchor::Right);
        }
        for (index, lines) in rows.iter().enumerate() {
            let x = left + slot * index as i64 + slot / 2;
            for (row, text) in lines.iter().enumerate() {
                let y = plot.bottom() + em.ratio(9, 10) + em.ratio(5, 4) * row as i64;
                self.label(text, Point { x, y }, Anchor::Middle);
            }
        }
        match self.chart.kind {
            ChartKind::Column => self.columns(plot, slot, &scale),
            ChartKind::Line => self.lines(plot, slot, &scale),
            ChartKind::Pie => {}
        }
    }

    /// The names below the axis, broken to the width of their slots.
    fn category_rows(&self, slot: Length) -> Vec<Vec<String>> {
        let capacity = ((slot.units() / self.em().units().max(1)) as usize).max(1);
        self.chart.categories.iter().map(|name| crate::text::title::break_title(name, capacity)).collect()
    }

    fn columns(&mut self, plot: Rect, slot: Length, scale: &Scale) {
        let count = self.chart.series.len().max(1) as i64;
        let width = (slot.ratio(7, 10) / count).min(self.em() * 4);
        let zero = scale.y(0.0, plot);
        for series in 0..self.chart.series.len() {
            for index in 0..self.chart.categories.len() {
                let Some(value) = self.value(series, index) else { continue };
                let middle = plot.origin.x + slot * index as i64 + slot / 2;
                let x = middle - width * count / 2 + width * series as i64;
                let y = scale.y(value.number, plot);
                let rect = Rect::new(x + width / 20, y.min(zero), width - width / 10, (y - zero).abs());
                let ink = self.ink(series);
                self.shape(PathStep::rectangle(rect), Some(ink), None);
                let above = if value.number < 0.0 { self.em() } else { -self.em() };
                self.label(&value.text, Point { x: x + width / 2, y: y + above.ratio(3, 5) }, Anchor::Middle);
            }
        }
    }

    fn lines(&mut self, plot: Rect, slot: Length, scale: &Scale) {
        for series in 0..self.chart.series.len() {
            let ink = self.ink(series);
            let place = |(index, value): (usize, &Option<Value>)| {
                let x = plot.origin.x + slot * index as i64 + slot / 2;
                value.clone().map(|value| (Point { x, y: scale.y(value.number, plot) }, value))
            };
            let points: Vec<_> = self.chart.series[series].values.iter().enumerate().map(place).collect();
            // A missing value parts the line.
            for run in points.split(Option::is_none) {
                let path = run.iter().flatten().enumerate().map(|(index, (point, _))| match index {
                    0 => PathStep::Move(*point),
                    _ => PathStep::Line(*point),
                });
                let stroke = Stroke { colour: ink, width: self.rules.line, dash: Vec::new() };
                self.shape(path.collect(), None, Some(stroke));
            }
            for (index, (point, value)) in
                points.into_iter().enumerate().filter_map(|(index, point)| Some((index, point?)))
            {
                self.shape(sectors::circle(point, self.rules.line.ratio(3, 2)), Some(ink), None);
                let away = self.em().ratio(4, 5);
                let y =
                    if self.is_crowded_above(index, point.y, plot, scale) { point.y + away } else { point.y - away };
                self.label(&value.text, Point { x: point.x, y }, Anchor::Middle);
            }
        }
    }

    /// Whether another line's point stands where a label above this one would.
    fn is_crowded_above(&self, index: usize, y: Length, plot: Rect, scale: &Scale) -> bool {
        let others = (0..self.chart.series.len()).filter_map(|series| self.value(series, index));
        let gaps = others.map(|value| y - scale.y(value.number, plot));
        gaps.into_iter().any(|gap| gap > Length::ZERO && gap < self.em().ratio(9, 5))
    }

    fn value(&self, series: usize, index: usize) -> Option<Value> {
        self.chart.series[series].values.get(index)?.clone()
    }

    /// A pie from twelve o'clock, clockwise, each slice named beside it.
    fn pie(&mut self, area: Rect) {
        let Some(series) = self.chart.series.first() else {
            return;
        };
        let values: Vec<Value> = series
            .values
            .iter()
            .map(|value| value.clone().unwrap_or(Value { number: 0.0, text: String::new() }))
            .collect();
        let total: f64 = values.iter().map(|value| value.number.max(0.0)).sum();
        let em = self.em();
        let radius = (area.size.height.min(area.size.width) / 2 - em).max(em);
        let centre = Point { x: area.origin.x + area.size.width / 2, y: area.origin.y + area.size.height / 2 };
        let mut turn = 0.0;
        for (index, value) in values.iter().enumerate() {
            let share = if total > 0.0 { value.number.max(0.0) / total } else { 0.0 };
            if share <= 0.0 {
                continue;
            }
            let ink = self.ink(index);
            let paper = Stroke { colour: Colour::Gray(255), width: self.rules.rule * 2, dash: Vec::new() };
            self.shape(sectors::sector(centre, radius, turn, turn + share), Some(ink), Some(paper));
            let middle = turn + share / 2.0;
            let from = sectors::on_circle(centre, radius, middle);
            let to = sectors::on_circle(centre, radius + em / 2, middle);
            self.rule(from, to, self.rules.axis_colour, self.rules.rule);
            let anchor = if middle <= 0.5 { Anchor::Left } else { Anchor::Right };
            let side = if middle <= 0.5 { em / 4 } else { -em / 4 };
            let name = self.chart.categories.get(index).map_or("", String::as_str);
            let text = format!("{name} {}{}", value.text, self.chart.unit);
            self.label(text.trim(), Point { x: to.x + side, y: to.y }, anchor);
            turn += share;
        }
    }
}
