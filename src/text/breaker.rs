//! The best line ends for a whole paragraph.
//!
//! Every place where a line may end is a node; a line from one node to another has demerits; the
//! cheapest way from the first node to the last is taken (dynamic programming, after Knuth and
//! Plass). From each node only the last few places that fit are tried, so the work grows with the
//! length of the text and not with its square.

use super::demerits::{EVEN, Judged, OVERFULL, Reserves, Rooms, Taste, WHOLE};
use super::grid;
use super::justify::Row;
use super::kinsoku::break_before;
use super::width::{Piece, pieces};
use super::{Class, Cluster, Line, Measure, SetCluster};
use crate::geom::Length;
use crate::template::{Align, TextRules};

/// Each line costs a little, so that fewer lines win among equals.
const LINE: i64 = 10;
/// A last line of one character (CLREQ: at least two).
const LONE_CHARACTER: i64 = 1_000_000;
/// A paragraph is restless where half an em is taken from more than one mark in so many. With the
/// paragraphs that squeeze none, that leaves about one in ten (typography §6).
const RESTLESS: i64 = 6;
/// Line ends tried from a node: at least, and at most.
const TRIED: (usize, usize) = (3, 24);

/// Breaks a paragraph's clusters into lines and sets them. Every cluster is in exactly one line; no
/// cluster, no line.
pub fn break_lines(clusters: &[Cluster], rules: &TextRules, measure: &Measure) -> Vec<Line> {
    let paragraph = Paragraph::new(clusters, rules, measure);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < clusters.len() {
        let end = clusters[start..]
            .iter()
            .position(|cluster| cluster.class == Class::LineBreak)
            .map_or(clusters.len(), |at| start + at + 1);
        paragraph.stretch(start, end, &mut lines);
        start = end;
    }
    lines
}

struct Paragraph<'a> {
    clusters: &'a [Cluster],
    pieces: Vec<Piece>,
    /// The width of all pieces before each place, and what else they add up to.
    widths: Vec<i64>,
    rooms: Vec<Rooms>,
    reserves: Vec<Reserves>,
    rules: &'a TextRules,
    measure: &'a Measure,
    cell: Option<i64>,
}

/// A place where a line may end.
#[derive(Clone, Copy)]
struct Node {
    at: usize,
    /// After the last cluster before it that is seen.
    visible: usize,
    demerits: i64,
}

impl<'a> Paragraph<'a> {
    fn new(clusters: &'a [Cluster], rules: &'a TextRules, measure: &'a Measure) -> Self {
        let em = clusters.first().map_or(Length::ZERO, |cluster| cluster.em);
        let strict = rules.strict_grid && measure.align == Align::Justify;
        let cell = strict.then(|| measure.grid.unwrap_or(em).units()).filter(|&cell| cell > 0);
        let pieces = pieces(clusters, rules, cell.is_some());
        let mut widths = Vec::with_capacity(pieces.len() + 1);
        let mut rooms = Vec::with_capacity(pieces.len() + 1);
        let mut reserves = Vec::with_capacity(pieces.len() + 1);
        let (mut width, mut room, mut reserve) = (0, Rooms::default(), Reserves::default());
        for piece in &pieces {
            widths.push(width);
            rooms.push(room);
            reserves.push(reserve);
            width += piece.width + piece.gap;
            room = room.with(piece);
            reserve = reserve.with(piece);
        }
        widths.push(width);
        rooms.push(room);
        reserves.push(reserve);
        Paragraph { clusters, pieces, widths, rooms, reserves, rules, measure, cell }
    }

    /// Breaks what stands between two forced breaks.
    fn stretch(&self, start: usize, end: usize, lines: &mut Vec<Line>) {
        let slack = self.slack(start, self.visible_end(start, end));
        if self.measure.width == Length::MAX || slack >= 0 {
            lines.push(self.set(start, end, true));
            return;
        }
        let nodes = self.nodes(start, end);
        let mut ends = self.best_ends(&nodes, EVEN);
        if self.is_restless(&nodes, &ends) {
            ends = self.best_ends(&nodes, WHOLE);
        }
        let mut from = start;
        for node in ends {
            let at = nodes[node].at;
            lines.push(self.set(from, at, at == end));
            from = at;
        }
    }

    fn nodes(&self, start: usize, end: usize) -> Vec<Node> {
        let mut nodes = vec![Node { at: start, visible: start, demerits: 0 }];
        for at in start + 1..end {
            if let Some(demerits) = break_before(self.clusters, at, self.rules.kinsoku) {
                nodes.push(Node { at, visible: self.visible_end(start, at), demerits });
            }
        }
        nodes.push(Node { at: end, visible: self.visible_end(start, end), demerits: 0 });
        nodes
    }

    /// The cheapest way through the nodes: where each line ends.
    fn best_ends(&self, nodes: &[Node], taste: Taste) -> Vec<usize> {
        let last = nodes.len() - 1;
        let mut best: Vec<(i64, usize)> = vec![(i64::MAX, 0); nodes.len()];
        best[0] = (0, 0);
        let mut reach = 1;
        for from in 0..last {
            let so_far = best[from].0;
            if so_far == i64::MAX {
                continue;
            }
            reach = self.reach(nodes, from, reach);
            for (tried, to) in (from + 1..=reach).rev().enumerate() {
                let judged = self.judge(nodes[0].at, nodes[from].at, nodes[to], to == last, taste);
                let total = so_far + judged.demerits;
                if total < best[to].0 {
                    best[to] = (total, from);
                }
                if tried + 1 >= TRIED.0 && judged.hopeless || tried + 1 >= TRIED.1 {
                    break;
                }
            }
        }
        let mut ends = Vec::new();
        let mut node = last;
        while node > 0 {
            ends.push(node);
            node = best[node].1;
        }
        ends.reverse();
        ends
    }

    /// Whether lines with these ends (indices of nodes) squeeze more marks than a reader lets pass.
    fn is_restless(&self, nodes: &[Node], ends: &[usize]) -> bool {
        let (mut taken, mut marks) = (0, 0);
        let mut from = nodes[0].at;
        for &end in ends {
            let visible = nodes[end].visible;
            if visible > from {
                let (need, reserves) = (-self.slack(from, visible), self.reserves(from, visible));
                marks += reserves.marks();
                if need > self.rooms(from, visible).opens {
                    taken += reserves.taken(need);
                }
            }
            from = nodes[end].at;
        }
        let half = self.clusters[nodes[0].at].em.units() / 2;
        taken * RESTLESS > marks * half
    }

    /// The last node that a line from `from` can reach; at least the next one. `hint` is where an
    /// earlier line reached to.
    fn reach(&self, nodes: &[Node], from: usize, hint: usize) -> usize {
        let fits = |to: usize| {
            let end = nodes[to].visible.max(nodes[from].at);
            let slack = self.slack(nodes[from].at, end);
            slack >= 0 || self.justified() && slack + self.reserve(nodes[from].at, end) >= 0
        };
        let mut reach = hint.max(from + 1);
        while reach + 1 < nodes.len() && fits(reach + 1) {
            reach += 1;
        }
        while reach > from + 1 && !fits(reach) {
            reach -= 1;
        }
        reach
    }

    fn justified(&self) -> bool {
        self.measure.align == Align::Justify
    }

    /// After the last cluster that is seen. A full-width space is not where a line ends of itself.
    fn visible_end(&self, start: usize, end: usize) -> usize {
        let wraps = end < self.clusters.len() && end > 0 && self.clusters[end - 1].class != Class::LineBreak;
        let unseen = |cluster: &&Cluster| {
            let blank = matches!(cluster.class, Class::Space | Class::Control | Class::LineBreak);
            blank || wraps && cluster.last == '\u{3000}'
        };
        end - self.clusters[start..end].iter().rev().take_while(unseen).count()
    }

    fn indent(&self, start: usize) -> i64 {
        if start == 0 { self.measure.first_indent.units() } else { 0 }
    }

    /// An opening mark at the start of a line is trimmed; after an indent if the template says so.
    fn trims_start(&self, start: usize) -> bool {
        self.indent(start) <= 0 || self.rules.trim_after_indent
    }

    /// A line's width with natural spaces and trimmed edges.
    fn width(&self, start: usize, end: usize) -> i64 {
        if start == end {
            return 0;
        }
        if let Some(cell) = self.cell {
            return grid::width(&self.row(start, end, false), cell);
        }
        let last = &self.pieces[end - 1];
        let front = if self.trims_start(start) { self.pieces[start].front } else { 0 };
        self.widths[end] - self.widths[start] + last.hyphen - last.gap - last.back - front
    }

    /// What a line leaves of the measure; less than nothing where it is too long.
    fn slack(&self, start: usize, end: usize) -> i64 {
        let slack = self.measure.width.units() - self.indent(start) - self.width(start, end);
        match slack {
            0.. => slack,
            // The measure may be a rounding short of its cells; justified lines lose it between them.
            _ if !self.justified() && slack + (end - start) as i64 >= 0 => 0,
            _ if self.may_hang(start, end) => slack + self.hanging_width(end),
            _ => slack,
        }
    }

    fn hanging_width(&self, end: usize) -> i64 {
        self.pieces[end - 1].width - self.pieces[end - 1].back
    }

    /// What a line may be opened by; not after its last piece.
    fn rooms(&self, start: usize, end: usize) -> Rooms {
        self.rooms[end - 1].less(&self.rooms[start])
    }

    /// What a line may be reduced by. What its edges have lost is not there to reduce.
    fn reserves(&self, start: usize, end: usize) -> Reserves {
        let (first, last) = (&self.pieces[start], &self.pieces[end - 1]);
        let mut reserves = self.reserves[end].less(&self.reserves[start]);
        if last.back > 0 {
            reserves = reserves.without_blank(last);
        }
        if first.front > 0 && self.trims_start(start) {
            reserves = reserves.without_blank(first);
        }
        reserves
    }

    /// All that a line may be reduced by, or a rounding at each of its places.
    fn reserve(&self, start: usize, end: usize) -> i64 {
        if start == end {
            return 0;
        }
        self.reserves(start, end).total().max(self.rooms(start, end).opens)
    }

    fn row(&self, start: usize, end: usize, hangs: bool) -> Row<'_> {
        Row::new(&self.clusters[start..end], &self.pieces[start..end], self.trims_start(start), hangs)
    }

    /// ， 、 。 at a line's end, and not in a run of marks (CLREQ, 'Hanging punctuation').
    fn may_hang(&self, start: usize, end: usize) -> bool {
        let mark = |at: usize| {
            let class = self.clusters.get(at).map(|cluster| cluster.class);
            matches!(class, Some(Class::Opener | Class::Closer | Class::Comma | Class::Stop))
        };
        self.rules.hanging
            && end - start >= 2
            && matches!(self.clusters[end - 1].character, '，' | '、' | '。')
            && !mark(end - 2)
            && !mark(end)
    }

    fn judge(&self, paragraph: usize, start: usize, to: Node, is_last: bool, taste: Taste) -> Judged {
        let end = to.visible.max(start);
        let slack = self.slack(start, end);
        let mut judged = if slack == 0 || self.justified() && is_last && slack > 0 {
            Judged { demerits: 0, hopeless: false }
        } else if self.justified() {
            self.judge_justified(start, end, slack, taste)
        } else {
            self.judge_ragged(slack, is_last)
        };
        if is_last && start > paragraph && self.is_lone(start, end) {
            judged.demerits += LONE_CHARACTER;
        }
        judged.demerits += to.demerits + LINE;
        judged
    }

    fn judge_justified(&self, start: usize, end: usize, slack: i64, taste: Taste) -> Judged {
        if start == end || slack < 0 && -slack <= self.rooms(start, end).opens {
            return Judged { demerits: 0, hopeless: false };
        }
        if slack < 0 {
            return self.reserves(start, end).judge(-slack);
        }
        self.rooms(start, end).judge(slack, self.clusters[start].em.units().max(1), taste)
    }

    /// Lines that are not justified are as full as they can be; centred ones like each other.
    fn judge_ragged(&self, slack: i64, is_last: bool) -> Judged {
        if slack < 0 {
            return Judged { demerits: OVERFULL, hopeless: false };
        }
        if is_last && self.measure.align != Align::Center {
            return Judged { demerits: 0, hopeless: false };
        }
        let share = (i128::from(slack) * 100 / i128::from(self.measure.width.units().max(1))) as i64;
        Judged { demerits: share * share + 1_000 * LINE, hopeless: false }
    }

    /// No more than one character, marks not counted.
    fn is_lone(&self, start: usize, end: usize) -> bool {
        let mut count = 0;
        for cluster in &self.clusters[start..end] {
            count += match cluster.class {
                Class::Han | Class::Dash | Class::Ellipsis => 1,
                class if class.is_latin() => 1 + i32::from(cluster.width >= cluster.em),
                _mark => 0,
            };
            if count > 1 {
                return false;
            }
        }
        true
    }

    /// Sets one line.
    fn set(&self, start: usize, end: usize, is_last: bool) -> Line {
        let visible = self.visible_end(start, end);
        let slack = self.slack(start, visible);
        let hangs = slack > self.measure.width.units() - self.indent(start) - self.width(start, visible);
        let mut row = self.row(start, visible, hangs);
        let mut left = slack;
        if let Some(cell) = self.cell {
            left = grid::align(&mut row, cell, if self.justified() && !is_last { slack } else { 0 });
        } else if self.justified() && (slack < 0 || !is_last) {
            left = row.justify(slack);
        }
        let shift = match self.measure.align {
            _ if self.measure.width == Length::MAX => 0,
            Align::Center => slack / 2,
            Align::Right => slack,
            Align::Justify | Align::Left => 0,
        };
        let x = self.indent(start) + shift;
        let mut set = row.places(x);
        let edge = set.last().map_or(Length::from_units(x), |last| last.x + last.advance);
        let unseen = SetCluster { x: edge, advance: Length::ZERO, trim_before: Length::ZERO };
        set.resize(end - start, unseen);
        Line { clusters: start..end, set, overfull: left < 0 }
    }
}
