//! Where a line may end: prohibition rules (避头尾) and what is never parted.

use super::segment::breaks_address;
use super::{Class, Cluster};
use crate::geom::Length;
use crate::template::KinsokuLevel;

/// Inside a date (“a date where it fits”).
const DATE: i64 = 4_200;
/// Inside a unit of several characters: 18.7万|人次.
const UNIT: i64 = 5_000;
/// Between 约 or 近 and its number; inside a number in Han or a range of numbers.
const NUMBER: i64 = 600;
/// Inside a word, with a hyphen.
const HYPHEN: i64 = 1_000;
/// After a hyphen or inside an address.
const WORD: i64 = 300;

/// Han that follow a number as its unit and are not parted from it.
pub(super) const UNITS: &str = "年月日时分秒号天周岁万亿千百元角人个名家场次项件份篇册条款章节届期位户亩吨克斤米里度倍种台套辆座所处间只张页字级层楼室版卷集幅℃％‰多余";
/// Units of several characters, which are kept together after a number where they fit.
const LONG_UNITS: [&str; 33] = [
    "个百分点",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "平方",
    "公里",
    "公斤",
    "公顷",
    "毫米",
    "厘米",
    "千米",
    "千克",
    "毫克",
    "毫升",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "小时",
    "分钟",
    "周年",
    "人次",
    "场次",
    "批次",
    "架次",
    "车次",
    "工作日",
    "学时",
    "课时",
    "人日",
    "美元",
    "欧元",
    "港元",
];
/// What may stand between a number and its unit: 3.5万元, 1000余人次.
const MAGNITUDES: &str = "十百千万亿余多";
/// The longest number's tail that is looked back over: 万亿余 and four of a unit.
const LONGEST_TAIL: usize = 7;
/// Full-width signs that are not parted from the number after them.
const SIGNS: &str = "￥＄￡￠±＋－×÷＝≥≤≈＞＜≠§№";
/// Han that a number belongs to: 第3, 图1, 表2.
const LABELS: &str = "第图表";
/// Marks of Latin text that start no line.
const LATIN_CLOSERS: &str = ",.;:?!)]}%‰°";
/// Marks of Latin text that end no line.
const LATIN_OPENERS: &str = "([{$€£¥￥№#";

/// Whether a line may end before the cluster at `index`: `None` if not, else the demerits of doing
/// so. `index` is at least 1 and less than the clusters' number.
pub fn break_before(clusters: &[Cluster], index: usize, level: KinsokuLevel) -> Option<i64> {
    let (left, right) = (&clusters[index - 1], &clusters[index]);
    match (left.class, right.class) {
        (_, Class::Space | Class::NoBreak | Class::Joiner | Class::NoteMark | Class::LineBreak | Class::Control) => {
            None
        }
        _ if left.hyphen > Length::ZERO => Some(HYPHEN),
        (Class::NoBreak | Class::Joiner, _) => None,
        (Class::LineBreak, _) => Some(0),
        (Class::Space | Class::Control, _) => {
            let unseen = |cluster: &&Cluster| matches!(cluster.class, Class::Space | Class::Control);
            let before = clusters[..index].iter().rev().find(|cluster| !unseen(cluster))?;
            (!prohibited(before, right, level)).then_some(0)
        }
        _ if prohibited(left, right, level) => None,
        (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => None,
        _ if left.class.is_latin() && right.class.is_latin() => part_latin(left, right),
        _ if right.character == '\u{3000}' => None,
        _ if left.last == '\u{3000}' => Some(0),
        _ => part_number(clusters, index),
    }
}

/// CLREQ, 'Prohibition rules for line start and line end', and GB/T 15834-2011 §5.1.8–5.1.10.
fn prohibited(left: &Cluster, right: &Cluster, level: KinsokuLevel) -> bool {
    if level == KinsokuLevel::None {
        return false;
    }
    starts_no_line(right, level) || ends_no_line(left, level)
}

/// The cluster may not start a line at a level.
pub fn starts_no_line(cluster: &Cluster, level: KinsokuLevel) -> bool {
    match cluster.class {
        _ if level == KinsokuLevel::None => false,
        Class::Closer | Class::Comma | Class::Stop | Class::Connector | Class::MiddleDot | Class::Solidus => true,
        Class::Dash | Class::Ellipsis => level == KinsokuLevel::Strict,
        Class::Latin | Class::Digit | Class::LatinPunctuation => LATIN_CLOSERS.contains(cluster.character),
        Class::Han
        | Class::Opener
        | Class::Address
        | Class::Space
        | Class::NoBreak
        | Class::Joiner
        | Class::NoteMark
        | Class::LineBreak
        | Class::Control => false,
    }
}

/// The cluster may not end a line at a level.
pub fn ends_no_line(cluster: &Cluster, level: KinsokuLevel) -> bool {
    match cluster.class {
        _ if level == KinsokuLevel::None => false,
        Class::Opener => true,
        Class::Solidus => matches!(level, KinsokuLevel::Gb | KinsokuLevel::Strict),
        _ => cluster.class.is_latin() && LATIN_OPENERS.contains(cluster.last),
    }
}

/// Between two Latin clusters: after a hyphen before a letter, and inside an address.
fn part_latin(left: &Cluster, right: &Cluster) -> Option<i64> {
    let address = left.class == Class::Address && right.class == Class::Address;
    let hyphen = matches!(left.last, '-' | '‐' | '–') && left.character != left.last && right.character.is_alphabetic();
    (address && breaks_address(left.last, right.character) || hyphen).then_some(WORD)
}

/// A number keeps its unit; a date is kept together where it fits.
fn part_number(clusters: &[Cluster], index: usize) -> Option<i64> {
    let (left, right) = (&clusters[index - 1], &clusters[index]);
    let ends_in_digit = left.class.is_latin() && (left.last.is_ascii_digit() || left.last == '%');
    if right.class == Class::Han {
        if ends_in_digit && UNITS.contains(right.character) {
            return None;
        }
        if inside_unit(clusters, index) {
            return if ends_in_digit { None } else { Some(UNIT) };
        }
    }
    let starts_with_digit = right.class.is_latin() && right.character.is_ascii_digit();
    if starts_with_digit && left.class == Class::Han && (SIGNS.contains(left.last) || LABELS.contains(left.last)) {
        return None;
    }
    let after_digit = index >= 2 && clusters[index - 2].last.is_ascii_digit();
    if starts_with_digit && after_digit && matches!(left.character, '年' | '月') {
        return Some(DATE);
    }
    let range = left.class == Class::Connector && after_digit;
    if starts_with_digit && (range || matches!(left.character, '约' | '近' | '超')) {
        return Some(NUMBER);
    }
    part_han_number(clusters, index)
}

/// 二〇二三年 is never parted, other numbers in Han where nothing else will do.
fn part_han_number(clusters: &[Cluster], index: usize) -> Option<i64> {
    let (left, right) = (clusters[index - 1].character, clusters[index].character);
    if !is_han_digit(left) || !(is_han_digit(right) || matches!(right, '年' | '月' | '日')) {
        return Some(0);
    }
    let figures = |at: Option<usize>| at.is_some_and(|at| is_han_digit(clusters[at].character));
    let year = left == '〇' || right == '〇' || right == '年' && figures(index.checked_sub(2));
    if year { None } else { Some(NUMBER) }
}

/// Whether the cluster at `index` belongs to the unit of a number before it: 18.7万人次.
fn inside_unit(clusters: &[Cluster], index: usize) -> bool {
    let begin = index.saturating_sub(LONGEST_TAIL);
    let tail = clusters[begin..index].iter().rev().take_while(|cluster| cluster.class == Class::Han).count();
    let start = index - tail;
    let number = start.checked_sub(1).map(|at| &clusters[at]);
    if !number.is_some_and(|number| number.class.is_latin() && number.last.is_ascii_digit()) {
        return false;
    }
    let han = |at: usize| clusters.get(at).filter(|cluster| cluster.class == Class::Han).map(|han| han.character);
    let mut at = start;
    while han(at).is_some_and(|character| MAGNITUDES.contains(character)) {
        at += 1;
    }
    let spells = |unit: &&&str| unit.chars().enumerate().all(|(nth, character)| han(at + nth) == Some(character));
    let unit = match LONG_UNITS.iter().find(spells) {
        Some(unit) => unit.chars().count(),
        None => usize::from(at > start && han(at).is_some_and(|character| UNITS.contains(character))),
    };
    index < at + unit
}

fn is_han_digit(character: char) -> bool {
    "〇零一二三四五六七八九十".contains(character)
}
