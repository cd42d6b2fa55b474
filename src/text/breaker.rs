//! The best line ends for a whole paragraph.
//!
//! Every place where a line may end is a node; a line from one node to another has demerits; the
//! cheapest way from the first node to the last is taken (dynamic programming, after Knuth and
//! Plass). From each node only the last few places that fit are tried, so the work grows with the
//! length of the text and not with its square.

use super::grid;
use super::justify::Row;
use super::kinsoku::break_before;
use super::width::{Blank, Piece, Space, pieces};
use super::{Class, Cluster, Line, Measure, SetCluster};
use crate::geom::Length;
use crate::template::{Align, TextRules};

/// Each line costs a little, so that fewer lines win among equals.
const LINE: i64 = 10;
/// An isolated mark that loses a part of its em looks restless beside whole ones.
const SQUEEZED_MARK: i64 = 300;
/// A space shrunk to its least, or stretched to its most.
const STRAINED_SPACE: i64 = 40;
/// The widest opening between characters, in thousandths of an em, that does not catch the eye.
const WIDEST: i64 = 60;
/// What opening wider than that costs at once, and for each thousandth more.
const TOO_WIDE: (i64, i64) = (4_000, 200);
/// Opening beyond which lines that are shorter still are not tried.
const HOPELESS: i64 = 110;
/// A last line of one character (CLREQ: at least two).
const LONE_CHARACTER: i64 = 1_000_000;
/// A line with no place to open it at, so that it does not reach the right edge.
const NOT_FLUSH: i64 = 10_000_000;
/// A line that is wider than the measure.
const OVERFULL: i64 = 1_000_000_000;
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
    sums: Vec<Sums>,
    rules: &'a TextRules,
    measure: &'a Measure,
    cell: Option<i64>,
}

/// What all pieces before a place add up to.
#[derive(Clone, Copy, Default)]
struct Sums {
    width: i64,
    word_reserve: i64,
    word_room: i64,
    mixed_reserve: i64,
    mixed_room: i64,
    /// Blanks of brackets, commas, stops that may be reduced, and how many marks have one.
    blanks: [i64; 3],
    marks: [i64; 3],
    opens: i64,
}

/// A place where a line may end.
#[derive(Clone, Copy)]
struct Node {
    at: usize,
    demerits: i64,
}

/// A line that was judged.
struct Judged {
    demerits: i64,
    hopeless: bool,
}

impl<'a> Paragraph<'a> {
    fn new(clusters: &'a [Cluster], rules: &'a TextRules, measure: &'a Measure) -> Self {
        let pieces = pieces(clusters, rules);
        let mut sums = Vec::with_capacity(pieces.len() + 1);
        let mut sum = Sums::default();
        sums.push(sum);
        for piece in &pieces {
            sum.add(piece, 1);
            sum.add_space(piece, 1);
            sums.push(sum);
        }
        let em = clusters.first().map_or(Length::ZERO, |cluster| cluster.em);
        let cell = rules.strict_grid.then(|| measure.grid.unwrap_or(em).units()).filter(|&cell| cell > 0);
        Paragraph { clusters, pieces, sums, rules, measure, cell }
    }

    /// Breaks what stands between two forced breaks.
    fn stretch(&self, start: usize, end: usize, lines: &mut Vec<Line>) {
        let slack = self.slack(start, self.visible_end(start, end)).0;
        if self.measure.width == Length::MAX || slack >= 0 {
            lines.push(self.set(start, end, true));
            return;
        }
        let nodes = self.nodes(start, end);
        let ends = self.best_ends(&nodes);
        let mut from = start;
        for at in ends {
            lines.push(self.set(from, at, at == end));
            from = at;
        }
    }

    fn nodes(&self, start: usize, end: usize) -> Vec<Node> {
        let mut nodes = vec![Node { at: start, demerits: 0 }];
        for at in start + 1..end {
            if let Some(demerits) = break_before(self.clusters, at, self.rules.kinsoku) {
                nodes.push(Node { at, demerits });
            }
        }
        nodes.push(Node { at: end, demerits: 0 });
        nodes
    }

    /// The cheapest way through the nodes: where each line ends.
    fn best_ends(&self, nodes: &[Node]) -> Vec<usize> {
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
                let judged = self.judge(nodes[0].at, nodes[from].at, nodes[to], to == last);
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
            ends.push(nodes[node].at);
            node = best[node].1;
        }
        ends.reverse();
        ends
    }

    /// The last node that a line from `from` can reach; at least the next one. `hint` is where an
    /// earlier line reached to.
    fn reach(&self, nodes: &[Node], from: usize, hint: usize) -> usize {
        let fits = |to: usize| {
            let end = self.visible_end(nodes[from].at, nodes[to].at);
            let (slack, sums) = self.slack(nodes[from].at, end);
            slack + if self.justified() { sums.reserve() } else { 0 } >= 0
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

    /// After the last cluster that is seen.
    fn visible_end(&self, start: usize, end: usize) -> usize {
        let unseen = |cluster: &&Cluster| {
            matches!(cluster.class, Class::Space | Class::Control | Class::LineBreak) || cluster.last == '\u{3000}'
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

    /// What is left of the measure by a line with natural spaces, and what it is made of.
    fn slack(&self, start: usize, end: usize) -> (i64, Sums) {
        let room = self.measure.width.units() - self.indent(start);
        let mut sums = self.sums[end].less(&self.sums[start]);
        if start == end {
            return (room, sums);
        }
        let last = &self.pieces[end - 1];
        sums.add(last, -1);
        sums.add_space(last, -1);
        let mut edge = *last;
        edge.cut_back();
        if end - 1 == start && self.trims_start(start) {
            edge.cut_front();
        }
        sums.add(&edge, 1);
        if end - 1 > start && self.trims_start(start) && self.pieces[start].front > 0 {
            let mut edge = self.pieces[start];
            sums.add(&edge, -1);
            edge.cut_front();
            sums.add(&edge, 1);
        }
        if let Some(cell) = self.cell {
            sums.width = grid::width(&self.row(start, end, false), cell);
        }
        let mut slack = room - sums.width;
        if slack < 0 && self.may_hang(start, end) {
            slack += edge.width;
        }
        (slack, sums)
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

    fn judge(&self, paragraph: usize, start: usize, to: Node, is_last: bool) -> Judged {
        let end = self.visible_end(start, to.at);
        let (slack, sums) = self.slack(start, end);
        let em = self.clusters[start].em.units().max(1);
        let mut judged = if self.justified() && !(is_last && slack >= 0) {
            sums.judge(slack, em)
        } else {
            self.judge_ragged(slack, is_last)
        };
        if is_last && start > paragraph && self.is_lone(start, end) {
            judged.demerits += LONE_CHARACTER;
        }
        judged.demerits += to.demerits + LINE;
        judged
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
        let (slack, sums) = self.slack(start, visible);
        let hangs = slack > self.measure.width.units() - self.indent(start) - sums.width;
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

impl Sums {
    /// Adds (or takes away) a piece without the space after it.
    fn add(&mut self, piece: &Piece, sign: i64) {
        self.width += sign * piece.width;
        let index = match piece.blank {
            Blank::None => return,
            Blank::Bracket => 0,
            Blank::Comma => 1,
            Blank::Stop => 2,
        };
        self.blanks[index] += sign * piece.reducible();
        self.marks[index] += sign;
    }

    /// Adds (or takes away) the space after a piece.
    fn add_space(&mut self, piece: &Piece, sign: i64) {
        self.width += sign * piece.gap;
        self.opens += sign * i64::from(piece.opens);
        let (reserve, room) = (sign * (piece.gap - piece.gap_min), sign * (piece.gap_max - piece.gap));
        match piece.space {
            Space::None => {}
            Space::Word => {
                self.word_reserve += reserve;
                self.word_room += room;
            }
            Space::HanLatin => {
                self.mixed_reserve += reserve;
                self.mixed_room += room;
            }
        }
    }

    fn less(&self, before: &Sums) -> Sums {
        let less = |ours: [i64; 3], theirs: [i64; 3]| std::array::from_fn(|index| ours[index] - theirs[index]);
        Sums {
            width: self.width - before.width,
            word_reserve: self.word_reserve - before.word_reserve,
            word_room: self.word_room - before.word_room,
            mixed_reserve: self.mixed_reserve - before.mixed_reserve,
            mixed_room: self.mixed_room - before.mixed_room,
            blanks: less(self.blanks, before.blanks),
            marks: less(self.marks, before.marks),
            opens: self.opens - before.opens,
        }
    }

    /// All that the line can be reduced by.
    fn reserve(&self) -> i64 {
        self.word_reserve + self.mixed_reserve + self.blanks.iter().sum::<i64>()
    }

    /// What it costs to bring a line to its measure, in the order of CLREQ's steps.
    fn judge(&self, slack: i64, em: i64) -> Judged {
        if slack < 0 { self.judge_reduced(-slack) } else { self.judge_opened(slack, em) }
    }

    fn judge_reduced(&self, need: i64) -> Judged {
        let steps = [
            (self.word_reserve, STRAINED_SPACE),
            (self.blanks[0], self.marks[0] * SQUEEZED_MARK),
            (self.blanks[1], self.marks[1] * SQUEEZED_MARK),
            (self.mixed_reserve, STRAINED_SPACE),
            (self.blanks[2], self.marks[2] * SQUEEZED_MARK),
        ];
        let mut left = need;
        let mut demerits = 0;
        for (reserve, cost) in steps {
            if left > 0 && reserve > 0 {
                demerits += cost;
                left -= reserve.min(left);
            }
        }
        Judged { demerits: if left > 0 { OVERFULL } else { demerits }, hopeless: false }
    }

    fn judge_opened(&self, slack: i64, em: i64) -> Judged {
        let mut left = slack;
        let mut demerits = 0;
        for room in [self.word_room, self.mixed_room] {
            if left > 0 && room > 0 {
                let used = room.min(left);
                demerits += STRAINED_SPACE * used / room;
                left -= used;
            }
        }
        if left == 0 {
            return Judged { demerits, hopeless: false };
        }
        if self.opens <= 0 {
            return Judged { demerits: NOT_FLUSH, hopeless: true };
        }
        let opening = left * 1000 / self.opens / em;
        demerits += (opening * opening / 16).min(OVERFULL / 100);
        if opening > WIDEST {
            demerits += TOO_WIDE.0 + (opening - WIDEST) * TOO_WIDE.1;
        }
        Judged { demerits, hopeless: opening > HOPELESS }
    }
}
