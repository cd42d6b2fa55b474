//! What must hold for any text.

use super::super::kinsoku::{ends_no_line, starts_no_line};
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

    fn text(&mut self, length: usize) -> String {
        const COMMON: &str =
            "的一是在了中国人民会议精神科协组织发展工作，。、；：（）“”《》！？—…·/% 12345abcde-–\u{FFFC}年月日第";
        let common: Vec<char> = COMMON.chars().collect();
        (0..length)
            .map(|_| if self.roll(3) > 0 { common[self.roll(18)] } else { common[self.roll(common.len())] })
            .collect()
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

/// What must hold for the lines of any text.
fn check_lines(all: &[Cluster], lines: &[Line], rules: &TextRules, measure: &Measure) {
    let mut next = 0;
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(line.clusters.start, next, "clusters once and in order");
        assert!(line.clusters.end > next && line.set.len() == line.clusters.len());
        next = line.clusters.end;
        let row = &all[line.clusters.clone()];
        let forced = row.last().is_some_and(|last| last.class == Class::LineBreak);
        let ends = forced || number + 1 == lines.len();
        if measure.align == Align::Justify && !rules.strict_grid && !line.overfull && !ends && row.len() > 1 {
            let right = right_edge(line);
            let opens = row.windows(2).any(|pair| pair[0].class == Class::Han && pair[1].class == Class::Han);
            let hangs = rules.hanging && right > measure.width;
            assert!(right == measure.width || hangs || !opens, "line {number} ends at {right:?}");
        }
        for (cluster, place) in row.iter().zip(&line.set) {
            let mark = matches!(cluster.class, Class::Opener | Class::Closer | Class::Comma | Class::Stop);
            assert!(!mark || ems(place.advance) > 0.4999, "{} is narrower than half an em", cluster.character);
        }
        assert!(line.set.windows(2).all(|pair| pair[0].x + pair[0].advance <= pair[1].x), "no cluster upon another");
        if number > 0 && all[line.clusters.start - 1].class != Class::LineBreak {
            assert!(!starts_no_line(&row[0], rules.kinsoku), "{} starts a line", row[0].character);
        }
        let seen = row.iter().rev().find(|cluster| !matches!(cluster.class, Class::Space | Class::Control));
        if let (Some(last), false) = (seen, ends) {
            assert!(!ends_no_line(last, rules.kinsoku) || last.class == Class::LineBreak, "{} ends a line", last.last);
        }
    }
    assert_eq!(next, all.len());
}

#[test]
fn properties_of_likely_text() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for round in 0..600 {
        let length = 1 + dice.roll(300);
        let all = clusters(&dice.text(length));
        let rules = TextRules { strict_grid: round % 7 == 0, ..dice.rules() };
        let align = [Align::Justify, Align::Justify, Align::Left, Align::Center, Align::Right][dice.roll(5)];
        let indent = Length::from_units(dice.roll(3) as i64 * EM);
        let measure = Measure { first_indent: indent, align, ..measure(4.0 + dice.roll(30) as f64) };
        let lines = break_lines(&all, &rules, &measure);
        check_lines(&all, &lines, &rules, &measure);
        let again = break_lines(&all, &rules, &measure);
        assert!(lines.iter().zip(&again).all(|(one, other)| one.set == other.set), "the same text, the same lines");
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
