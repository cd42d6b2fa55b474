//! A title's lines: balanced, each making sense, as a trapezoid or a diamond (GB/T 9704-2012
//! §7.3.1: “醒目、词意完整、排列对称、长短适宜、间距恰当，标题排列应当使用梯形或菱形”).

use super::{Class, classify};

/// A line that ends here tears a word, as far as can be told without a dictionary.
const PLAIN: i64 = 60;
/// A line that ends inside 《》 “” （）.
const ENCLOSED: i64 = 10_000;
/// A line that ends where none may: before a closing mark, inside —— , a number or a Latin word.
const FORBIDDEN: i64 = 100_000;
/// A line of one character.
const LONELY: i64 = 50_000;
/// Each line more than are needed.
const EXTRA_LINE: i64 = 400;
/// Lines of equal length make a block.
const BLOCK: i64 = 30;
/// The most lines whose shape is looked at.
const SHAPED: usize = 5;

/// Breaks a title into lines of at most `capacity` full-width characters (Latin ones count half).
/// A text that fits stays whole; line breaks in it are kept.
pub fn break_title(text: &str, capacity: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| break_line(line.trim(), capacity.max(1))).collect()
}

fn break_line(text: &str, capacity: usize) -> Vec<String> {
    let title = Title::new(text);
    let room = 2 * capacity as i64;
    let whole = title.width(0, title.characters.len());
    if whole <= room {
        return vec![text.to_owned()];
    }
    let least = (whole.div_euclid(room) + i64::from(whole % room > 0)) as usize;
    let ends = (least..least + 3)
        .flat_map(|lines| shapes(lines, whole))
        .filter_map(|shape| title.fit(&shape, room, least))
        .min_by_key(|(demerits, _)| *demerits)
        .map_or_else(|| title.fill(room), |(_, ends)| ends);
    let mut start = 0;
    let mut lines = Vec::new();
    for end in ends {
        let line: String = title.characters[start..end].iter().collect();
        lines.push(line.trim().to_owned());
        start = end;
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The widths that a number of lines should have, in half characters: trapezoids either way up and
/// the diamond.
fn shapes(lines: usize, whole: i64) -> Vec<Vec<i64>> {
    let mean = whole / lines as i64;
    let step = 3;
    let middle = lines as i64 - 1;
    let line = |slope: i64| (0..lines as i64).map(|index| mean + slope * (2 * index - middle) / 2).collect();
    let mut shapes: Vec<Vec<i64>> = vec![line(-step), line(step)];
    if (3..=SHAPED).contains(&lines) {
        let bulge = |index: i64| step * 2 - (2 * index - middle).abs() * step;
        shapes.push((0..lines as i64).map(|index| mean + bulge(index)).collect());
    }
    shapes
}

struct Title {
    characters: Vec<char>,
    /// Half characters before each place.
    widths: Vec<i64>,
    /// Demerits of a line that ends before each character.
    demerits: Vec<i64>,
}

impl Title {
    fn new(text: &str) -> Title {
        let characters: Vec<char> = text.chars().collect();
        let classes = classify(text);
        let mut widths = vec![0];
        let mut width = 0;
        for class in &classes {
            width += if class.is_full_width() { 2 } else { i64::from(!class.is_invisible()) };
            widths.push(width);
        }
        let demerits = demerits(&characters, &classes);
        Title { characters, widths, demerits }
    }

    /// In half characters, spaces at the edges left out.
    fn width(&self, start: usize, end: usize) -> i64 {
        let blank = |character: &&char| character.is_whitespace();
        let line = &self.characters[start..end];
        let before = line.iter().take_while(blank).count();
        let after = line[before..].iter().rev().take_while(blank).count();
        self.widths[end - after] - self.widths[start + before]
    }

    /// The best line ends for lines of given widths, none wider than `room`.
    fn fit(&self, shape: &[i64], room: i64, least: usize) -> Option<(i64, Vec<usize>)> {
        let length = self.characters.len();
        // best[end] after a number of lines: demerits and where the last of them starts.
        let mut rows: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; length + 1]];
        rows[0][0] = Some((0, 0));
        for &wanted in shape {
            let before = &rows[rows.len() - 1];
            let mut row = vec![None; length + 1];
            for (start, reached) in before.iter().enumerate() {
                let Some((so_far, _)) = *reached else { continue };
                for (end, best) in row.iter_mut().enumerate().skip(start + 1) {
                    let width = self.width(start, end);
                    if width > room && end > start + 1 {
                        break;
                    }
                    let demerits = so_far + self.line(end, width, wanted);
                    if best.is_none_or(|(least, _)| demerits < least) {
                        *best = Some((demerits, start));
                    }
                }
            }
            rows.push(row);
        }
        let (mut demerits, _) = rows[shape.len()][length]?;
        let mut ends = vec![length];
        for row in rows[1..].iter().rev() {
            let end = ends[ends.len() - 1];
            ends.push(row[end].map_or(0, |(_, start)| start));
        }
        ends.pop();
        ends.reverse();
        demerits += self.shape_demerits(&ends) + EXTRA_LINE * (shape.len() - least) as i64;
        Some((demerits, ends))
    }

    fn line(&self, end: usize, width: i64, wanted: i64) -> i64 {
        let lonely = if width <= 2 { LONELY } else { 0 };
        let tear = self.demerits.get(end).copied().unwrap_or(0);
        (width - wanted) * (width - wanted) + lonely + tear
    }

    /// A block of equal lines and an hourglass are not wanted.
    fn shape_demerits(&self, ends: &[usize]) -> i64 {
        let mut start = 0;
        let mut widths = Vec::new();
        for &end in ends {
            widths.push(self.width(start, end));
            start = end;
        }
        let blocks = widths.windows(2).filter(|pair| pair[0] == pair[1]).count() as i64;
        let waists = widths.windows(3).filter(|three| three[1] < three[0] && three[1] < three[2]).count() as i64;
        blocks * BLOCK + waists * 10 * BLOCK
    }

    /// As much on each line as it takes, for what no shape fits.
    fn fill(&self, room: i64) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut start = 0;
        for end in 1..=self.characters.len() {
            if self.width(start, end) > room && end - 1 > start {
                ends.push(end - 1);
                start = end - 1;
            }
        }
        ends.push(self.characters.len());
        ends
    }
}

/// What it costs to end a line before each character.
fn demerits(characters: &[char], classes: &[Class]) -> Vec<i64> {
    let mut depth = 0_i64;
    let mut demerits = vec![FORBIDDEN];
    for index in 1..characters.len() {
        match classes[index - 1] {
            Class::Opener => depth += 1,
            Class::Closer => depth = (depth - 1).max(0),
            _other => {}
        }
        let enclosed = if depth > 0 { ENCLOSED } else { 0 };
        demerits.push(enclosed + place(characters, classes, index));
    }
    demerits
}

/// What it costs to end a line before a character, brackets not counted.
fn place(characters: &[char], classes: &[Class], index: usize) -> i64 {
    let (left, right) = (characters[index - 1], characters[index]);
    let (before, after) = (classes[index - 1], classes[index]);
    if left.is_whitespace() {
        return 0;
    }
    let starts_none = matches!(
        after,
        Class::Closer | Class::Comma | Class::Stop | Class::MiddleDot | Class::Connector | Class::Solidus
    );
    let glued = before.is_latin() && after.is_latin() && !matches!(left, '/' | '-' | '–');
    let number = before == Class::Digit && super::kinsoku::UNITS.contains(right);
    let run = before == after && matches!(before, Class::Dash | Class::Ellipsis);
    if starts_none || glued || number || run || before == Class::Opener || matches!(before, Class::Connector) {
        return FORBIDDEN;
    }
    if right.is_whitespace() {
        return FORBIDDEN;
    }
    sense(characters, before, after, index)
}

/// How well a line's end suits the sense.
fn sense(characters: &[char], before: Class, after: Class, index: usize) -> i64 {
    let rest = &characters[index..];
    let starts =
        |words: &[&str]| words.iter().any(|word| word.chars().eq(rest.iter().take(word.chars().count()).copied()));
    let left = characters[index - 1];
    match before {
        Class::Comma | Class::Stop | Class::Dash | Class::Ellipsis => return 0,
        Class::Closer => return 10,
        _other => {}
    }
    if starts(&["关于"]) || after == Class::Dash {
        return 0;
    }
    if matches!(left, '的' | '于' | '在') && !starts(&["的"]) {
        return if left == '的' { 5 } else { PLAIN };
    }
    if starts(&["的", "了", "们", "年", "月", "日", "省", "市", "县", "区"]) {
        return 3 * PLAIN;
    }
    if after == Class::Opener || starts(&["暨", "以及", "及其", "和", "与", "及", "并"]) {
        return 20;
    }
    if "省市县区局部委会厅院校".contains(left) || matches!(left, '和' | '与' | '及' | '暨') {
        return 40;
    }
    PLAIN
}
