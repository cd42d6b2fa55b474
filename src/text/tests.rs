//! The room as a whole: rules by their clauses, on text as it is typed.

mod properties;

use super::{Class, Cluster, Line, Measure, break_lines, classify, segment};
use crate::geom::{Em, Length};
use crate::template::{Align, KinsokuLevel, PunctuationScheme, TextRules};

/// An em of the tests: even parts of it are whole units.
const EM: i64 = 16 * 65_536;

pub(super) fn rules() -> TextRules {
    TextRules {
        kinsoku: KinsokuLevel::Basic,
        punctuation: PunctuationScheme::Full,
        han_latin_space: Em(250),
        han_latin_min: Em(125),
        han_latin_max: Em(333),
        tight_digits: false,
        hanging: false,
        strict_grid: false,
        trim_after_indent: false,
        hyphenate: false,
        orphan_lines: 2,
        widow_lines: 2,
    }
}

/// Half an em for each Latin character, a quarter for a space.
pub(super) fn clusters(text: &str) -> Vec<Cluster> {
    let classes = classify(text);
    let width = |class: Class, piece: &str| match class {
        Class::Space | Class::NoBreak => EM / 4,
        class if class.is_invisible() => 0,
        class if class.is_full_width() => EM * class.cells(piece),
        _ => EM / 2 * piece.chars().count() as i64,
    };
    let cluster = |piece: &str, class: Class| Cluster {
        class,
        character: piece.chars().next().expect("segments are not empty"),
        last: piece.chars().next_back().expect("segments are not empty"),
        width: Length::from_units(width(class, piece)),
        em: Length::from_units(EM),
        hyphen: Length::ZERO,
    };
    segment(text, &classes).into_iter().map(|segment| cluster(&text[segment.bytes], segment.class)).collect()
}

/// Ems of a length.
pub(super) fn ems(length: Length) -> f64 {
    length.units() as f64 / EM as f64
}

pub(super) fn measure(ems: f64) -> Measure {
    let width = Length::from_units((ems * EM as f64) as i64);
    Measure { width, first_indent: Length::ZERO, align: Align::Justify, grid: None }
}

/// The advances, in ems, of a text on one line of its natural width.
fn advances(text: &str, rules: &TextRules) -> Vec<f64> {
    let unlimited = Measure { width: Length::MAX, align: Align::Left, ..measure(0.0) };
    let lines = break_lines(&clusters(text), rules, &unlimited);
    lines[0].set.iter().map(|place| ems(place.advance)).collect()
}

fn width(text: &str, rules: &TextRules) -> f64 {
    let unlimited = Measure { width: Length::MAX, align: Align::Left, ..measure(0.0) };
    ems(right_edge(&break_lines(&clusters(text), rules, &unlimited)[0]))
}

fn right_edge(line: &Line) -> Length {
    line.set.last().map_or(Length::ZERO, |last| last.x + last.advance)
}

/// The lines as text.
fn broken(text: &str, rules: &TextRules, measure: &Measure) -> Vec<String> {
    let classes = classify(text);
    let segments = segment(text, &classes);
    let lines = break_lines(&clusters(text), rules, measure);
    let words = |line: &Line| segments[line.clusters.clone()].iter().map(|piece| &text[piece.bytes.clone()]).collect();
    lines.iter().map(words).collect()
}

/// CLREQ §3.1.6 and its appendix: adjacent marks lose half an em where they meet.
#[test]
fn adjacent_marks_lose_half_an_em() {
    let rules = rules();
    assert_eq!(width("甲》（乙", &rules), 3.5);
    assert_eq!(width("甲。”乙", &rules), 3.5);
    assert_eq!(width("甲”，乙", &rules), 3.5);
    assert_eq!(width("甲《“乙", &rules), 3.5);
    assert_eq!(width("甲（）乙", &rules), 4.0, "nothing is blank between them");
    assert_eq!(advances("甲，乙", &rules), [1.0, 1.0, 1.0], "an isolated mark keeps its em");
}

/// GB/T 15834-2011 §5.1.2: two ？ ！ take one em, three take two.
#[test]
fn doubled_marks_share_an_em() {
    assert_eq!(width("甲？！乙", &rules()), 3.0);
    assert_eq!(width("甲！！！乙", &rules()), 4.0);
    assert_eq!(width("甲⁈”乙", &rules()), 4.0, "one character, one em, nothing to take from it");
}

/// GB/T 15834-2011 §5.1.4–5.1.6: —— and …… two ems, — and ～ one, – and · half.
#[test]
fn dashes_and_connectors_have_their_widths() {
    let rules = rules();
    assert_eq!(advances("甲——乙……丙", &rules), [1.0, 2.0, 1.0, 2.0, 1.0]);
    assert_eq!(advances("甲⸺乙", &rules), [1.0, 2.0, 1.0], "one character of two ems");
    assert_eq!(advances("甲—乙～丙", &rules), [1.0; 5]);
    assert_eq!(advances("甲–乙·丙/丁", &rules), [1.0, 0.5, 1.0, 0.5, 1.0, 0.5, 1.0]);
}

/// GB/T 15834-2011 §5.1.10: half an em at a line's end; CLREQ §3.1.6: openers at its start.
#[test]
fn marks_are_trimmed_at_line_edges() {
    let rules = rules();
    let set = break_lines(&clusters("（甲乙）"), &rules, &measure(9.0));
    assert_eq!((ems(set[0].set[0].advance), ems(set[0].set[0].trim_before)), (0.5, 0.5));
    assert_eq!(ems(right_edge(&set[0])), 3.0);
    let indented = Measure { first_indent: Length::from_units(2 * EM), ..measure(9.0) };
    let set = break_lines(&clusters("（甲乙"), &rules, &indented);
    assert_eq!((ems(set[0].set[0].x), ems(set[0].set[0].advance)), (2.0, 1.0));
    let set = break_lines(&clusters("（甲乙"), &TextRules { trim_after_indent: true, ..rules }, &indented);
    assert_eq!((ems(set[0].set[0].x), ems(set[0].set[0].advance)), (2.0, 0.5));
}

/// CLREQ §3.1.6: the four schemes.
#[test]
fn schemes_set_marks_as_they_say() {
    let scheme = |punctuation| TextRules { punctuation, ..rules() };
    let text = "甲，乙。丙（丁）戊";
    assert_eq!(width(text, &scheme(PunctuationScheme::Full)), 9.0);
    assert_eq!(width(text, &scheme(PunctuationScheme::Kaiming)), 7.5);
    assert_eq!(width(text, &scheme(PunctuationScheme::Half)), 7.0);
    assert_eq!(width("甲。”（乙）", &scheme(PunctuationScheme::Plain)), 6.0);
    let carried = advances("甲。”乙", &scheme(PunctuationScheme::Kaiming));
    assert_eq!(carried, [1.0, 0.5, 1.0, 1.0], "the stop's em goes through the quote");
}

/// CLREQ §3.2.2: a quarter em between Han and Latin, typed or not; none beside marks and at edges.
#[test]
fn han_and_latin_stand_a_quarter_em_apart() {
    let rules = rules();
    assert_eq!(width("甲ab乙", &rules), 3.5);
    assert_eq!(width("甲 ab 乙", &rules), 3.5);
    assert_eq!(width("甲，ab。乙", &rules), 5.0);
    assert_eq!(width("甲， ab", &rules), 3.0);
    assert_eq!(width("甲12乙", &TextRules { tight_digits: true, ..rules }), 3.0);
    assert_eq!(width("甲 12 乙", &TextRules { tight_digits: true, ..rules }), 3.0);
    assert_eq!(width("甲ab 12乙", &TextRules { tight_digits: true, ..rules }), 4.75);
}

/// Typography §6, 'Expand': what is left is shared by all gaps; lines end exactly at the edge.
#[test]
fn short_lines_are_opened_evenly() {
    let lines = break_lines(&clusters("甲乙丙丁（戊己庚辛壬癸"), &rules(), &measure(5.0));
    assert_eq!(lines[0].clusters, 0..4);
    let pitch: Vec<f64> = lines[0].set.windows(2).map(|pair| ems(pair[1].x - pair[0].x)).collect();
    assert!(pitch.iter().all(|step| (step - 4.0 / 3.0).abs() < 1e-5), "{pitch:?}");
    assert_eq!(right_edge(&lines[0]), measure(5.0).width);
}

/// Typography §6, 'Expand': word spaces to half an em, then Han–Latin space to a third.
#[test]
fn spaces_open_before_characters() {
    let text = "甲乙丙ab cd丁戊“己庚辛壬癸";
    let lines = break_lines(&clusters(text), &rules(), &measure(8.1));
    let line = &lines[0];
    assert_eq!(line.clusters, 0..8);
    let gap = |index: usize| ems(line.set[index + 1].x - line.set[index].x - line.set[index].advance);
    assert_eq!(ems(line.set[4].advance), 0.5, "the word space");
    assert!((gap(2) - gap(5)).abs() < 1e-4 && gap(2) > 0.25 && gap(2) <= 1.0 / 3.0, "{}", gap(2));
}

/// Typography §6, 'Reduce': brackets before commas, commas before stops, each kind equally.
#[test]
fn long_lines_are_reduced_in_order() {
    let text = "甲（乙）丙，丁。戊己庚辛壬癸子丑";
    let set = |ems: f64| {
        let row = super::justify::Row::new(&[], &[], true, false);
        assert_eq!(row.width(), 0);
        let clusters = clusters(text);
        let pieces = super::width::pieces(&clusters, &rules(), false);
        let mut row = super::justify::Row::new(&clusters, &pieces, true, false);
        let left = row.justify((ems * EM as f64) as i64);
        let advance = |index: usize| row.pieces[index].width as f64 / EM as f64;
        ([advance(1), advance(3), advance(5), advance(7)], left)
    };
    assert_eq!(set(-0.5), ([0.75, 0.75, 1.0, 1.0], 0));
    assert_eq!(set(-1.25), ([0.5, 0.5, 0.75, 1.0], 0));
    assert_eq!(set(-2.0), ([0.5, 0.5, 0.5, 0.5], 0));
    assert!(set(-2.5).1 < 0);
}

/// CLREQ, 'Prohibition rules', and GB/T 15834-2011 §5.1.8–5.1.9, by level.
#[test]
fn levels_forbid_what_they_say() {
    let at = |kinsoku| TextRules { kinsoku, ..rules() };
    let first = |text, level| broken(text, &at(level), &measure(4.0)).swap_remove(0);
    assert_eq!(first("甲乙丙丁。戊己庚", KinsokuLevel::Basic), "甲乙丙");
    assert_eq!(first("甲乙丙丁。戊己庚", KinsokuLevel::None), "甲乙丙丁");
    assert_eq!(first("甲乙丙《丁戊》己", KinsokuLevel::Basic), "甲乙丙");
    assert_eq!(first("甲乙丙/丁戊己庚", KinsokuLevel::Gb), "甲乙");
    assert_eq!(first("甲乙丙丁……戊己庚辛壬癸", KinsokuLevel::Basic), "甲乙丙丁");
    assert_eq!(first("甲乙丙丁……戊己庚辛壬癸", KinsokuLevel::Strict), "甲乙丙");
}

/// Typography §4: dashes, ellipses, numbers with sign and unit, Latin words, note marks.
#[test]
fn what_is_never_parted() {
    for text in ["——", "……", "3.3%", "-12,000.5", "2021年", "word", "25 km", "字\u{FFFC}", "1000多", "￥5"]
    {
        let clusters = clusters(text);
        for index in 1..clusters.len() {
            assert_eq!(super::kinsoku::break_before(&clusters, index, KinsokuLevel::None), None, "{text}");
        }
    }
    assert_eq!(broken("甲乙well-known", &rules(), &measure(6.0)), ["甲乙well-", "known"]);
    let address = broken("见https://example.org/report/2023?a=1", &rules(), &measure(10.0));
    assert_eq!(address[0], "见https://example.", "{address:?}");
    assert_eq!(broken("a/b甲", &rules(), &measure(1.0)), ["a/b", "甲"]);
}

/// Typography §4: a date stays whole where it fits.
#[test]
fn a_date_stays_whole_where_it_fits() {
    let text = "会".repeat(38) + "3月5日上午九时开始全体到会";
    let lines = broken(&text, &rules(), &measure(40.0));
    assert!(lines.iter().any(|line| line.contains("3月5日")), "{lines:?}");
}

/// CLREQ, 'Paragraph adjustment': the last line is not one character and a mark.
#[test]
fn no_last_line_of_one_character() {
    for count in 12..60 {
        let text: String = "甲".repeat(count) + "。";
        let lines = broken(&text, &rules(), &measure(11.0));
        let last = lines.last().map_or(0, |line| line.chars().count());
        assert!(last > 2 || lines.len() == 1, "{lines:?}");
    }
}

/// CLREQ, 'Hanging punctuation': ， 、 。 only, and not in a run of marks.
#[test]
fn hanging_is_for_single_commas_and_stops() {
    let rules = TextRules { hanging: true, ..rules() };
    let lines = break_lines(&clusters("甲乙丙丁，戊己庚"), &rules, &measure(4.0));
    assert_eq!(lines[0].clusters, 0..5);
    assert_eq!(lines[0].set[4].x, measure(4.0).width);
    assert!(!lines[0].overfull);
    let lines = break_lines(&clusters("甲乙丙丁”，戊己庚"), &rules, &measure(4.0));
    assert_eq!(lines[0].clusters, 0..3);
}

/// Typography §5, 'Strict grid': Han and full-width marks on their cells.
#[test]
fn the_strict_grid_keeps_cells() {
    let rules = TextRules { strict_grid: true, ..rules() };
    let text = "中国特色（社会）。主义abc思想2021年，全面贯彻·新时代12月的要求，认真落实省委的部署。";
    let all = clusters(text);
    for line in break_lines(&all, &rules, &measure(12.0)) {
        for (cluster, place) in all[line.clusters.clone()].iter().zip(&line.set) {
            let on_cell = place.x.units() % EM == 0;
            assert!(on_cell || !cluster.class.is_full_width(), "{} at {}", cluster.character, ems(place.x));
        }
        assert!(!line.overfull);
    }
}

#[test]
fn alignment_shifts_lines_and_breaks_are_forced() {
    let at = |align| Measure { align, ..measure(6.0) };
    let x = |align| ems(break_lines(&clusters("甲乙\n丙丁"), &rules(), &at(align))[1].set[0].x);
    assert_eq!((x(Align::Left), x(Align::Center), x(Align::Right), x(Align::Justify)), (0.0, 2.0, 4.0, 0.0));
    assert_eq!(broken("甲乙\n\n丙", &rules(), &measure(6.0)), ["甲乙\n", "\n", "丙"]);
}

#[test]
fn a_piece_longer_than_the_line_is_overfull() {
    let lines = break_lines(&clusters("甲abcdefghijklmnop乙丙丁"), &rules(), &measure(4.0));
    assert!(lines.iter().any(|line| line.overfull));
    assert_eq!(lines.last().map(|line| line.clusters.end), Some(5));
}

/// Typography §6: about one isolated mark in ten squeezed (narrow measures need some more), and no line
/// opened by more than 0.06 em, on running text of the kind that is set.
#[test]
fn running_text_is_even() {
    let text = include_str!("sample.txt");
    let (mut marks, mut squeezed, mut widest) = (0, 0, 0.0_f64);
    for ems_wide in [24.0, 26.0, 28.0, 30.0, 38.0] {
        for paragraph in text.lines() {
            let all = clusters(paragraph);
            let indented = Measure { first_indent: Length::from_units(2 * EM), ..measure(ems_wide) };
            let lines = break_lines(&all, &rules(), &indented);
            for line in &lines {
                let row: Vec<_> = all[line.clusters.clone()].iter().zip(&line.set).collect();
                for pair in row.windows(2) {
                    let han = pair.iter().all(|(cluster, _)| cluster.class == Class::Han);
                    widest = widest.max(if han { ems(pair[1].1.x - pair[0].1.x) } else { 0.0 });
                }
                for three in
                    row.windows(3).filter(|three| three[0].0.class == Class::Han && three[2].0.class == Class::Han)
                {
                    if matches!(three[1].0.class, Class::Comma | Class::Stop | Class::Opener | Class::Closer) {
                        marks += 1;
                        squeezed += i32::from(ems(three[1].1.advance) < 0.95);
                    }
                }
            }
        }
    }
    assert!(marks > 100 && squeezed * 9 <= marks, "{squeezed} of {marks} squeezed");
    assert!(widest <= 1.06, "{widest}");
}

/// A measure that is a rounding short of its cells takes as many characters as it has cells.
#[test]
fn a_rounding_does_not_move_a_break() {
    for align in [Align::Justify, Align::Left] {
        let short = Measure { width: Length::from_units(6 * EM - 5), align, ..measure(6.0) };
        let lines = break_lines(&clusters("甲乙丙丁戊己庚辛壬癸子丑"), &rules(), &short);
        assert_eq!(lines.len(), 2);
        assert!(!lines[0].overfull && !lines[1].overfull);
        assert!(align == Align::Left || right_edge(&lines[0]) == short.width);
    }
}

/// A full-width space ends no line visibly and starts none; alone it keeps its width.
#[test]
fn full_width_spaces_vanish_at_breaks_only() {
    assert_eq!(broken("甲乙丙丁　戊己庚", &rules(), &measure(4.0)), ["甲乙丙丁　", "戊己庚"]);
    assert_eq!(width("图1　", &rules()), 2.75);
}

/// Typography §4: a number is never parted from its unit's first character, nor, where there is another
/// way, a unit of several characters in itself.
#[test]
fn a_unit_of_several_characters_is_parted_last() {
    let cost = |text: &str, before: char| {
        let clusters = clusters(text);
        let index = clusters.iter().position(|cluster| cluster.character == before).expect("it is in the text");
        super::kinsoku::break_before(&clusters, index, KinsokuLevel::Basic)
    };
    for (text, before) in [("3.5万元", '万'), ("100平方米", '平'), ("25℃时", '℃')] {
        assert_eq!(cost(text, before), None, "{text} before {before}");
    }
    let plain = cost("万平方米", '方');
    for (text, before) in [("100平方米", '方'), ("18.7万人次", '人'), ("18.7万人次", '次'), ("1000余场次", '场')]
    {
        assert!(cost(text, before) > plain, "{text} before {before}");
    }
    assert_eq!(cost("18.7万人次的", '的'), plain);
    let text = "会".repeat(25) + "18.7万人次前来参观，全体到会，气氛热烈。";
    let lines = broken(&text, &rules(), &measure(28.0));
    assert!(lines[0].ends_with('会') && lines[1].starts_with("18.7万人次"), "{lines:?}");
}
