//! Days of the calendar.

use crate::document::Date;

/// The day, if the calendar has it.
pub(super) fn valid(year: u16, month: u8, day: u8) -> Option<Date> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    let exists = year > 0 && (1..=12).contains(&month) && (1..=last).contains(&day);
    exists.then_some(Date { year, month, day })
}

/// Reads `2023-03-01` and `2023年3月1日`.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts = text.split(['-', '年', '月']);
    let year = digits(parts.next()?)?;
    let month = digits(parts.next()?)?;
    let day = digits(parts.next()?)?;
    match parts.next() {
        None => valid(year, month.try_into().ok()?, day.try_into().ok()?),
        Some(_) => None,
    }
}

fn digits(text: &str) -> Option<u16> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_kept() {
        assert_eq!(parse("2024-02-29"), Some(Date { year: 2024, month: 2, day: 29 }));
        assert_eq!(parse("2023年3月1日"), Some(Date { year: 2023, month: 3, day: 1 }));
        for text in
            ["2023-02-29", "1900-02-29", "2023-13-01", "2023-04-31", "2023-03", "二〇二三年三月", "2023-03-01-01", ""]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
