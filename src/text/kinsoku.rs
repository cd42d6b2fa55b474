//! Where a line may end: prohibition rules (避头尾) and what is never parted.

use super::segment::breaks_address;
use super::{Class, Cluster};
use crate::template::KinsokuLevel;

/// Inside a date (“a date where it fits”).
const DATE: i64 = 400;
/// Between 第, 图 or 表 and its number; inside a number in Han.
const NUMBER: i64 = 200;
/// After a hyphen or inside an address.
const WORD: i64 = 100;

/// Han that follow a number as its unit and are not parted from it.
pub(super) const UNITS: &str = "年月日时分秒号天周岁万亿千百元角人个名家场次项件份篇册条款章节届期位户亩吨克斤米里度倍种台套辆座所处间只张页字级层楼室版卷集幅℃％‰多余";
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
        (Class::NoBreak | Class::Joiner, _) => None,
        (Class::LineBreak | Class::Control, _) => Some(0),
        (Class::Space, _) => {
            let before = clusters[..index].iter().rev().find(|cluster| cluster.class != Class::Space)?;
            (!prohibited(before, right, level)).then_some(0)
        }
        _ if prohibited(left, right, level) => None,
        _ if left.class.is_latin() && right.class.is_latin() => part_latin(left, right),
        _ if left.last == '\u{3000}' => Some(0),
        _ if right.character == '\u{3000}' => None,
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
    if ends_in_digit && right.class == Class::Han && UNITS.contains(right.character) {
        return None;
    }
    let starts_with_digit = right.class.is_latin() && right.character.is_ascii_digit();
    let after_digit = index >= 2 && clusters[index - 2].last.is_ascii_digit();
    if starts_with_digit && after_digit && matches!(left.character, '年' | '月') {
        return Some(DATE);
    }
    if starts_with_digit && matches!(left.character, '第' | '图' | '表' | '约' | '近' | '超') {
        return Some(NUMBER);
    }
    if is_han_digit(left.character) && (is_han_digit(right.character) || right.character == '年') {
        return Some(NUMBER);
    }
    Some(0)
}

fn is_han_digit(character: char) -> bool {
    "〇零一二三四五六七八九十".contains(character)
}
