//! How numbers and dates are written: 一, ①, i, 2023年3月1日.

use super::types::Date;

/// Fills a template's pattern with a number: `{han}` 一, `{arabic}` 1, `{circled}` ①, `{roman}` i.
/// An empty pattern gives an empty text: no number.
pub fn number(pattern: &str, number: u32) -> String {
    fill(pattern, &number_in_form(pattern, number))
}

/// The pattern with its placeholder replaced by an ordinal that is already written.
pub(super) fn fill(pattern: &str, ordinal: &str) -> String {
    FORMS.iter().fold(pattern.to_owned(), |text, (placeholder, _)| text.replace(placeholder, ordinal))
}

/// The number in the form that the pattern asks for; Arabic where it asks for none.
pub(super) fn number_in_form(pattern: &str, number: u32) -> String {
    match FORMS.iter().find(|(placeholder, _)| pattern.contains(placeholder)) {
        Some((_, write)) => write(number),
        None => number.to_string(),
    }
}

/// Fills `{year}`, `{month}` and `{day}`; month and day without a leading zero (GB/T 9704-2012
/// §7.3.5.4).
pub fn date(pattern: &str, date: Date) -> String {
    pattern
        .replace("{year}", &date.year.to_string())
        .replace("{month}", &date.month.to_string())
        .replace("{day}", &date.day.to_string())
}

type Write = fn(u32) -> String;

const FORMS: [(&str, Write); 4] =
    [("{han}", han), ("{arabic}", |number| number.to_string()), ("{circled}", circled), ("{roman}", roman)];

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 一, 十, 十一, 二十, 一百零一, 一万零二十.
fn han(number: u32) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = number / unit % 10_000;
        if group == 0 {
            gap = !text.is_empty();
            continue;
        }
        if !text.is_empty() && (gap || group < 1_000) {
            text.push_str(DIGITS[0]);
        }
        text.push_str(&han_group(group));
        text.push_str(name);
        gap = false;
    }
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

/// Four digits, 1 to 9 999.
fn han_group(group: u32) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = group / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
        }
        text.push_str(DIGITS[digit as usize]);
        text.push_str(name);
        gap = false;
    }
    text
}

/// ① to ㊿; greater numbers in full-width brackets, because Unicode has no circles for them.
fn circled(number: u32) -> String {
    let code_point = match number {
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return format!("（{number}）"),
    };
    char::from_u32(code_point).map_or_else(|| number.to_string(), String::from)
}

/// The letters of Roman numerals with their values, from the greatest.
pub const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Lower-case Roman numerals from 1 to 3 999; others in Arabic figures.
fn roman(number: u32) -> String {
    if !(1..=3_999).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_numerals() {
        let cases = [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (99, "九十九"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1_010, "一千零一十"),
            (10_020, "一万零二十"),
            (100_000, "十万"),
            (100_000_001, "一亿零一"),
            (120_003_000, "一亿二千万三千"),
        ];
        for (value, written) in cases {
            assert_eq!(number("{han}", value), written, "{value}");
        }
    }

    #[test]
    fn circles_go_on_past_twenty_and_thirty_five() {
        let written: Vec<String> = [1, 20, 21, 35, 36, 50, 51].map(|value| number("{circled}", value)).to_vec();
        assert_eq!(written, ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "（51）"]);
    }

    #[test]
    fn roman_numerals_are_lower_case() {
        assert_eq!([4, 9, 14, 1990].map(|value| number("{roman}", value)), ["iv", "ix", "xiv", "mcmxc"]);
    }

    #[test]
    fn a_pattern_keeps_its_words() {
        assert_eq!(number("（{han}）", 2), "（二）");
        assert_eq!(number("— {arabic} —", 3), "— 3 —");
        assert_eq!(number("", 3), "");
    }

    #[test]
    fn dates_have_no_leading_zeros() {
        let day = Date { year: 2023, month: 3, day: 1 };
        assert_eq!(date("{year}年{month}月{day}日", day), "2023年3月1日");
    }
}
