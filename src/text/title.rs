//! A title's lines: balanced, each making sense, as a trapezoid or a diamond (GB/T 9704-2012
//! §7.3.1: “醒目、词意完整、排列对称、长短适宜、间距恰当，标题排列应当使用梯形或菱形”).

mod words;

pub use self::words::read_ahead;
use self::words::{Seam, seams};
use super::{Class, classify};

/// A line that ends between two words.
const PLAIN: i64 = 60;
/// A line that ends between two words of one name.
const NAME: i64 = 4 * PLAIN;
/// A line that tears a word.
const TORN: i64 = 20 * PLAIN;
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
/// The weight of the shape of centred lines, to 1 of others.
const CENTRED: i64 = 4;
/// The most lines whose shape is looked at.
const SHAPED: usize = 5;

/// Breaks a title into lines of at most `capacity` full-width characters (Latin ones count half).
/// A text that fits stays whole; line breaks in it are kept.
pub fn break_title(text: &str, capacity: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| break_line(line.trim(), capacity)).collect()
}

fn break_line(text: &str, capacity: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in title_breaks(text, capacity, 0, true).into_iter().chain([text.len()]) {
        lines.push(text[start..end].trim().to_owned());
        start = end;
    }
    // Of an empty title one empty line is left.
    lines.retain(|line| !line.is_empty() || text.is_empty());
    lines
}

/// The bytes before which a title's lines are to break, its first line having room for `taken` half
/// characters less: a number or an indent stands there. Three lines or more that are not centred are
/// filled one after the other.
pub fn title_breaks(text: &str, capacity: usize, taken: usize, centred: bool) -> Vec<usize> {
    let room = 2 * capacity.max(1) as i64;
    let taken = (taken as i64).min(room - 2).max(0);
    // A title that fits asks for no dictionary.
    let whole = taken + width_of(text);
    if whole <= room {
        return Vec::new();
    }
    let title = Title::new(text, taken, if centred { CENTRED } else { 1 });
    let least = (whole.div_euclid(room) + i64::from(whole % room > 0)) as usize;
    let mut ends = (least..least + 3)
        .flat_map(|lines| if centred || lines < 3 { shapes(lines, whole) } else { vec![filled(lines, whole, room)] })
        .filter_map(|shape| title.fit(&shape, room, least))
        .min_by_key(|(demerits, _)| *demerits)
        .map_or_else(|| title.fill(room), |(_, ends)| ends);
    ends.pop();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    ends.into_iter().filter_map(|end| bytes.get(end).copied()).collect()
}

/// The width of a text in half characters: a Latin character is one, the space between Latin and Han
/// half of one.
fn width_of(text: &str) -> i64 {
    widths(&classify(text)).last().copied().unwrap_or(0)
}

fn widths(classes: &[Class]) -> Vec<i64> {
    let mut quarters = 0;
    let mut widths = vec![0];
    for (index, class) in classes.iter().enumerate() {
        quarters += if class.is_full_width() { 4 } else { 2 * i64::from(!class.is_invisible()) };
        let before = index.checked_sub(1).map(|before| classes[before]);
        let beside = |one: Class, other: Class| one == Class::Han && other.is_latin();
        quarters += i64::from(before.is_some_and(|before| beside(before, *class) || beside(*class, before)));
        widths.push((quarters + 1) / 2);
    }
    widths
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

/// Lines as wide as there is room, but the last.
fn filled(lines: usize, whole: i64, room: i64) -> Vec<i64> {
    let last = (whole - room * (lines as i64 - 1)).max(0);
    (1..=lines).map(|line| if line == lines { last } else { room }).collect()
}

struct Title {
    characters: Vec<char>,
    /// Half characters before each place.
    widths: Vec<i64>,
    /// Demerits of a line that ends before each character.
    demerits: Vec<i64>,
    /// Half characters that something else takes on the first line.
    taken: i64,
    /// What the shape counts for; where lines are not centred, the sense counts more.
    weight: i64,
}

impl Title {
    fn new(text: &str, taken: i64, weight: i64) -> Title {
        let characters: Vec<char> = text.chars().collect();
        let classes = classify(text);
        let demerits = demerits(&characters, &classes, &seams(text));
        Title { characters, widths: widths(&classes), demerits, taken, weight }
    }

    /// In half characters, spaces at the edges left out.
    fn width(&self, start: usize, end: usize) -> i64 {
        let blank = |character: &&char| character.is_whitespace();
        let line = &self.characters[start..end];
        let before = line.iter().take_while(blank).count();
        let after = line[before..].iter().rev().take_while(blank).count();
        let taken = if start == 0 { self.taken } else { 0 };
        taken + self.widths[end - after] - self.widths[start + before]
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
        (width - wanted) * (width - wanted) * self.weight / CENTRED + lonely + tear
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
fn demerits(characters: &[char], classes: &[Class], seams: &[Seam]) -> Vec<i64> {
    let mut depth = 0_i64;
    let mut demerits = vec![FORBIDDEN];
    for index in 1..characters.len() {
        match classes[index - 1] {
            Class::Opener => depth += 1,
            Class::Closer => depth = (depth - 1).max(0),
            _other => {}
        }
        let enclosed = if depth > 0 { ENCLOSED } else { 0 };
        demerits.push(enclosed + place(characters, classes, seams, index));
    }
    demerits
}

/// What it costs to end a line before a character, brackets not counted.
fn place(characters: &[char], classes: &[Class], seams: &[Seam], index: usize) -> i64 {
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
    sense(characters, before, after, seams, index)
}

/// How well a line's end suits the sense.
fn sense(characters: &[char], before: Class, after: Class, seams: &[Seam], index: usize) -> i64 {
    let rest = &characters[index..];
    let starts =
        |words: &[&str]| words.iter().any(|word| word.chars().eq(rest.iter().take(word.chars().count()).copied()));
    match before {
        Class::Comma | Class::Stop | Class::Dash | Class::Ellipsis => return 0,
        Class::Closer => return 10,
        _other => {}
    }
    if after == Class::Dash {
        return 0;
    }
    match seams.get(index).copied().unwrap_or_default() {
        Seam::Inside => return TORN,
        Seam::Name => return NAME,
        Seam::Between => {}
    }
    // The best place of all: who, then about what.
    if starts(&["关于"]) {
        return -2 * PLAIN;
    }
    // A line starts with no particle, nor ends with a word that leads on.
    let left = characters[index - 1];
    let alone = seams.get(index + 1).is_none_or(|seam| *seam != Seam::Inside);
    let place_word = alone && "中上下内外里前后时间".contains(rest[0]);
    if place_word
        || starts(&["的", "了", "们", "等", "年", "月", "日"])
        || "和与及暨并在把对将向为以从由新".contains(left)
    {
        return 3 * PLAIN;
    }
    if left == '的' || after == Class::Opener || starts(&["暨", "以及", "及其", "和", "与", "及", "并", "在", "推动"])
    {
        return PLAIN / 3;
    }
    PLAIN
}

#[cfg(test)]
mod tests {
    use super::break_title;

    /// GB/T 9704-2012 §7.3.1: words kept whole, a trapezoid or a diamond.
    #[test]
    fn lines_make_sense_and_have_a_shape() {
        let lines = break_title("亳州市科学技术协会关于进一步加强和改进新时代科技社团党的建设工作的实施意见", 18);
        assert_eq!(lines, ["亳州市科学技术协会", "关于进一步加强和改进新时代", "科技社团党的建设工作的实施意见"]);
        let lines =
            break_title("国务院办公厅关于印发全国深化“放管服”改革优化营商环境电视电话会议重点任务分工方案的通知", 18);
        let expected =
            ["国务院办公厅关于印发全国深化", "“放管服”改革优化营商环境", "电视电话会议重点任务分工方案的通知"];
        assert_eq!(lines, expected);
        assert_eq!(break_title("坚持协同推进抓科普，在科学素质建设中争创示范性", 18)[0], "坚持协同推进抓科普，");
    }

    #[test]
    fn no_line_ends_inside_a_word_or_a_name() {
        let cases: [(&str, usize, &[&str]); 6] = [
            (
                "坚持协同推进抓科普，在科学素质建设中争创示范性",
                22,
                &["坚持协同推进抓科普，", "在科学素质建设中争创示范性"],
            ),
            (
                "关于表彰2022年度优秀科技工作者和科技创新先进集体的决定",
                18,
                &["关于表彰2022年度优秀科技工作者", "和科技创新先进集体的决定"],
            ),
            ("亳州市科协开展航模进校园活动。", 11, &["亳州市科协开展", "航模进校园活动。"]),
            ("助力党和政府科学决策展示新作为", 10, &["助力党和政府科学", "决策展示新作为"]),
            (
                "优秀组织单位名单和先进个人名单以及获得科技进步奖励的单位和个人名单",
                18,
                &["优秀组织单位名单和先进个人名单", "以及获得科技进步奖励的单位和个人名单"],
            ),
            (
                "8月23日，蚌埠市委常委、统战部部长张晓静实地调研市科技馆工作。",
                14,
                &["8月23日，蚌埠市委常委、", "统战部部长张晓静实地", "调研市科技馆工作。"],
            ),
        ];
        for (title, capacity, lines) in cases {
            assert_eq!(break_title(title, capacity), lines);
        }
    }

    /// Issuers in a title are listed with a space, which a line's end swallows.
    #[test]
    fn issuers_stand_one_a_line() {
        let title = "中共亳州市委办公室　亳州市人民政府办公室关于印发《亳州市全民科学素质行动规划纲要实施方案（2021—2025年）》的通知";
        let lines = [
            "中共亳州市委办公室",
            "亳州市人民政府办公室关于印发",
            "《亳州市全民科学素质行动规划纲要",
            "实施方案（2021—2025年）》的通知",
        ];
        assert_eq!(break_title(title, 18), lines);
    }

    #[test]
    fn a_full_width_space_is_a_place_to_break_and_is_not_kept() {
        let lines = break_title("奋进新征程　勇担新使命", 8);
        assert_eq!(lines, ["奋进新征程", "勇担新使命"]);
        assert_eq!(break_title("奋进新征程　勇担新使命", 18), ["奋进新征程　勇担新使命"]);
    }

    #[test]
    fn brackets_dashes_and_numbers_stay_whole() {
        let lines = break_title("印发《科学素质规划》的通知——写在2023年年会前", 10);
        assert!(lines.iter().any(|line| line.contains("《科学素质规划》")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("——")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("2023年")), "{lines:?}");
    }

    #[test]
    fn no_line_is_wider_than_it_may_be_nor_one_character() {
        let title = "公民具备科学素质的比例持续增长情况说明";
        for capacity in 3..=20 {
            let lines = break_title(title, capacity);
            let counts: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
            assert!(counts.iter().all(|&count| (2..=capacity).contains(&count)), "{lines:?}");
            assert_eq!(lines.concat(), title);
        }
    }

    #[test]
    fn tiny_capacities_and_odd_texts_end() {
        assert_eq!(break_title("", 5), [""]);
        assert_eq!(break_title("甲乙", 0), ["甲", "乙"]);
        assert_eq!(break_title("甲\n乙丙", 9), ["甲", "乙丙"]);
        assert!(break_title("10.0%", 1).len() > 1);
    }
}
