//! What must hold for any text.

use std::time::{Duration, Instant};

use super::super::width::{Space, pieces};
use super::super::{Class, Cluster, Line, Measure, break_lines, classify, segment, title};
use super::{EM, clusters, ems, measure, right_edge, rules};
use crate::geom::Length;
use crate::template::{Align, KinsokuLevel, PunctuationScheme, TextRules};

/// A small generator of pseudo-random numbers (xorshift), so that a failure repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    /// Words of every class, Han the most of them.
    fn text(&mut self, length: usize) -> String {
        const HAN: &str = "的一是在了中国人民会议精神科协组织发展工作";
        const OTHER: [&str; 52] = [
            "，",
            "。",
            "、",
            "；",
            "：",
            "？",
            "！",
            "（",
            "）",
            "“",
            "”",
            "《",
            "》",
            "【",
            "】",
            "「",
            "」",
            "‘",
            "’",
            "——",
            "……",
            "·",
            "—",
            "～",
            "–",
            "-",
            "/",
            "／",
            "%",
            " ",
            "　",
            "\u{A0}",
            "2023年",
            "3月5日",
            "12.5%",
            "18.7万人次",
            "1,286",
            "约",
            "word",
            "Latin text",
            "x-ray",
            "km/h",
            "https://a.cn/b?c=d",
            "\u{FFFC}",
            "第3",
            "①",
            "㎡",
            "℃",
            "\u{2060}",
            "\u{200B}",
            "\n",
            "二〇二三年",
        ];
        let han: Vec<char> = HAN.chars().collect();
        let mut text = String::new();
        let mut count = 0;
        while count < length {
            if self.roll(4) > 0 {
                text.push(han[self.roll(han.len())]);
                count += 1;
            } else {
                let other = OTHER[self.roll(OTHER.len())];
                text.push_str(other);
                count += other.chars().count();
            }
        }
        text
    }

    /// Any characters at all.
    fn noise(&mut self, length: usize) -> String {
        let any = |dice: &mut Dice| match dice.roll(4) {
            0 => char::from_u32(dice.roll(0x250) as u32),
            1 => char::from_u32(0x2000 + dice.roll(0x1200) as u32),
            2 => char::from_u32(0xFE00 + dice.roll(0x200) as u32),
            _ => char::from_u32(dice.roll(0x11_0000) as u32),
        };
        (0..length).filter_map(|_| any(self)).collect()
    }

    fn rules(&mut self) -> TextRules {
        use KinsokuLevel::{Basic, Gb, None, Strict};
        use PunctuationScheme::{Full, Half, Kaiming, Plain};
        TextRules {
            kinsoku: [None, Basic, Gb, Strict][self.roll(4)],
            punctuation: [Full, Full, Half, Kaiming, Plain][self.roll(5)],
            tight_digits: self.roll(2) == 0,
            hanging: self.roll(4) == 0,
            trim_after_indent: self.roll(2) == 0,
            ..rules()
        }
    }
}

/// CLREQ, 'Prohibition rules', by level, told from characters and not by the program's own tables.
fn starts_no_line(cluster: &Cluster, level: KinsokuLevel) -> bool {
    let full_width = cluster.class.is_full_width();
    let marks = "，、；：。！？）》〉】〕」』”’·～".contains(cluster.character);
    let strict = level == KinsokuLevel::Strict && "—…".contains(cluster.character);
    let lone_dash = cluster.character == '—' && cluster.class == Class::Connector;
    level != KinsokuLevel::None && full_width && (marks || strict || lone_dash)
}

fn ends_no_line(cluster: &Cluster, level: KinsokuLevel) -> bool {
    let full_width = cluster.class.is_full_width();
    let solidus = matches!(level, KinsokuLevel::Gb | KinsokuLevel::Strict) && "/／".contains(cluster.last);
    level != KinsokuLevel::None && full_width && ("（《【「“‘".contains(cluster.last) || solidus)
}

/// Typography §4, 'Never parted', told from the characters on both sides of a line's end.
fn parted(left: &Cluster, right: &Cluster) -> bool {
    let (before, after) = (left.last, right.character);
    let address = left.class == Class::Address && right.class == Class::Address;
    let word = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() && !address;
    let run = before == after && "—…".contains(before) && left.class == right.class && left.class != Class::Connector;
    let unit = before.is_ascii_digit() && "年月日％%℃万亿人".contains(after);
    let label = before == '第' && after.is_ascii_digit();
    let year = before == '〇' && "〇一二三四五六七八九年".contains(after);
    let glued = matches!(before, '\u{A0}' | '\u{2060}') || matches!(after, '\u{A0}' | '\u{2060}' | '\u{FFFC}');
    word || run || unit || label || year || glued
}

/// What must hold for the lines of any text.
fn check_lines(all: &[Cluster], lines: &[Line], rules: &TextRules, measure: &Measure) {
    let pieces = pieces(all, rules, rules.strict_grid && measure.align == Align::Justify);
    let mut next = 0;
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(line.clusters.start, next, "clusters once and in order");
        assert!(line.clusters.end > next && line.set.len() == line.clusters.len());
        next = line.clusters.end;
        let row = &all[line.clusters.clone()];
        let forced = row.last().is_some_and(|last| last.class == Class::LineBreak);
        let ends = forced || number + 1 == lines.len();
        if measure.align == Align::Justify && !rules.strict_grid && !line.overfull && !ends {
            let off = (right_edge(line) - measure.width).pt();
            let inner = &pieces[line.clusters.start..line.clusters.end - 1];
            let firm = !inner.iter().any(|piece| piece.opens || piece.space != Space::None);
            let hangs = rules.hanging && off > 0.0;
            assert!(
                off.abs() <= 0.01 || hangs || firm,
                "line {number} ends {off} pt off the edge: {:?}",
                row.iter().map(|c| c.character).collect::<String>()
            );
        }
        for (cluster, place) in row.iter().zip(&line.set) {
            let mark = matches!(cluster.class, Class::Opener | Class::Closer | Class::Comma | Class::Stop);
            assert!(!mark || ems(place.advance) > 0.4999, "{} is narrower than half an em", cluster.character);
        }
        assert!(line.set.windows(2).all(|pair| pair[0].x + pair[0].advance <= pair[1].x), "no cluster upon another");
        check_ends(&all[..line.clusters.start], row, ends, rules.kinsoku);
    }
    assert_eq!(next, all.len());
}

/// What must hold where a line starts, after `before`, and ends.
fn check_ends(before: &[Cluster], row: &[Cluster], ends: bool, level: KinsokuLevel) {
    if let Some(last) = before.last().filter(|last| last.class != Class::LineBreak) {
        assert!(
            !starts_no_line(&row[0], level),
            "{} starts a line after {:?} {:?}",
            row[0].character,
            last,
            before.iter().rev().take(4).map(|c| c.character).collect::<Vec<_>>()
        );
        assert!(!parted(last, &row[0]), "{} and {} are parted", last.last, row[0].character);
    }
    let seen = row.iter().rev().find(|cluster| !matches!(cluster.class, Class::Space | Class::Control));
    if let (Some(last), false) = (seen, ends) {
        assert!(!ends_no_line(last, level), "{} ends a line", last.last);
    }
}

/// A text as it is covered by segments: nothing is lost and nothing stands elsewhere.
fn check_cover(text: &str) {
    let mut next = 0;
    for piece in segment(text, &classify(text)) {
        assert_eq!(piece.bytes.start, next);
        next = piece.bytes.end;
    }
    assert_eq!(next, text.len());
}

/// A million characters of all classes, in paragraphs of all lengths, under all rules.
#[test]
fn a_million_characters_keep_every_rule() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut characters, mut round) = (0, 0);
    while characters < 1_000_000 {
        round += 1;
        let length = if round % 50 == 0 { 20_000 } else { 1 + dice.roll(2_000) };
        let text = dice.text(length);
        characters += text.chars().count();
        check_cover(&text);
        let all = clusters(&text);
        let rules = TextRules { strict_grid: round % 7 == 0, ..dice.rules() };
        let align = [Align::Justify, Align::Justify, Align::Left, Align::Center, Align::Right][dice.roll(5)];
        let indent = Length::from_units(dice.roll(3) as i64 * EM);
        let measure = Measure { first_indent: indent, align, ..measure(4.0 + dice.roll(30) as f64) };
        let lines = break_lines(&all, &rules, &measure);
        check_lines(&all, &lines, &rules, &measure);
    }
}

#[test]
fn the_same_text_has_the_same_lines() {
    let mut dice = Dice(0x0DD0_5EED_0DD0_5EED);
    for _ in 0..50 {
        let all = clusters(&dice.text(500));
        let rules = dice.rules();
        let lines = break_lines(&all, &rules, &measure(28.0));
        let again = break_lines(&all, &rules, &measure(28.0));
        assert!(lines.iter().zip(&again).all(|(one, other)| one.set == other.set));
    }
}

/// Ten times the text takes about ten times as long, whatever it is made of; a square would be a
/// hundred. Short times are noise.
#[test]
fn time_grows_with_the_length() {
    let time = |text: &str, rules: &TextRules| -> Duration {
        let run = || {
            let start = Instant::now();
            break_lines(&clusters(text), rules, &measure(28.0));
            start.elapsed()
        };
        (0..3).map(|_| run()).min().expect("three runs")
    };
    let mut dice = Dice(0x5DEE_CE66_D1CE_4E5B);
    let mixed = dice.text(3_000);
    let same = [
        "文", "。", "“", "—", "…", " ", "　", "a", "1", "a ", "文 ", "\u{FFFC}", "\u{200B}", "\u{2060}", "（）", "1年",
        "万", "\n",
    ];
    let texts = same.iter().map(|piece| piece.repeat(3_000)).chain([mixed]);
    for text in texts {
        for strict_grid in [false, true] {
            let rules = TextRules { strict_grid, hanging: true, ..rules() };
            let (short, long) = (time(&text, &rules), time(&text.repeat(10), &rules));
            let ratio = long.as_secs_f64() / short.as_secs_f64().max(5e-3);
            let start: String = text.chars().take(4).collect();
            assert!(
                ratio < 40.0,
                "{start:?}…, strict grid {strict_grid}: ten times the text took {ratio:.0} times as long"
            );
        }
    }
}

#[test]
fn any_text_at_all_is_set() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for _ in 0..400 {
        let length = dice.roll(120);
        let text = dice.noise(length);
        let classes = classify(&text);
        assert_eq!(classes.len(), text.chars().count());
        let covered: usize = segment(&text, &classes).iter().map(|piece| piece.bytes.len()).sum();
        assert_eq!(covered, text.len());
        let all = clusters(&text);
        let measure = measure(dice.roll(20) as f64 - 2.0);
        let lines = break_lines(&all, &dice.rules(), &measure);
        assert_eq!(lines.iter().map(|line| line.set.len()).sum::<usize>(), all.len());
        title::break_title(&text, dice.roll(9));
    }
}
