//! Page labels (ISO 32000-1 §12.4.2): the numbers that a viewer shows are those on the pages.

use lopdf::{Dictionary, Object};

use super::streams::text_string;
use crate::document::{ROMAN, number};

/// How the number of a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Decimal,
    LowerRoman,
    UpperRoman,
}

/// A label taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Label {
    prefix: String,
    number: Option<(Style, u32)>,
}

impl Label {
    fn parse(text: &str) -> Label {
        if let Some(number) = roman_value(text) {
            return Label { prefix: String::new(), number: Some((Style::LowerRoman, number)) };
        }
        if let Some(number) = Some(text)
            .filter(|text| !text.contains(char::is_lowercase))
            .and_then(|text| roman_value(&text.to_lowercase()))
        {
            return Label { prefix: String::new(), number: Some((Style::UpperRoman, number)) };
        }
        let prefix = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
        // Zeros in front cannot be counted on from; they belong to the prefix.
        let digits = text[prefix.len()..].trim_start_matches('0');
        match digits.parse() {
            Ok(number) => {
                let prefix = text[..text.len() - digits.len()].to_string();
                Label { prefix, number: Some((Style::Decimal, number)) }
            }
            Err(_) => Label { prefix: text.to_string(), number: None },
        }
    }

    fn is_followed_by(&self, next: &Label) -> bool {
        let counted_on = match (self.number, next.number) {
            (Some((style, number)), Some((next_style, next_number))) => {
                style == next_style && number.checked_add(1) == Some(next_number)
            }
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        counted_on && self.prefix == next.prefix
    }

    fn dictionary(&self) -> Dictionary {
        let mut dictionary = Dictionary::new();
        if let Some((style, number)) = self.number {
            dictionary.set(
                "S",
                match style {
                    Style::Decimal => "D",
                    Style::LowerRoman => "r",
                    Style::UpperRoman => "R",
                },
            );
            if number != 1 {
                dictionary.set("St", i64::from(number));
            }
        }
        if !self.prefix.is_empty() {
            dictionary.set("P", text_string(&self.prefix));
        }
        dictionary
    }
}

/// The value of a number in small Roman letters, written as it should be.
fn roman_value(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut value = 0;
    for (number, letters) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            rest = after;
            value += number;
        }
    }
    // Writing it again refuses `iiii` and an endless row of `m`.
    (value > 0 && value < 4000 && rest.is_empty() && number("{roman}", value) == text).then_some(value)
}

/// The number tree of labels: one entry where a new way of counting starts.
pub(super) fn number_tree<'a>(labels: impl Iterator<Item = &'a str>) -> Dictionary {
    let mut numbers = Vec::new();
    let mut before: Option<Label> = None;
    for (page, text) in labels.enumerate() {
        let label = Label::parse(text);
        if !before.as_ref().is_some_and(|before| before.is_followed_by(&label)) {
            numbers.push(Object::Integer(page as i64));
            numbers.push(Object::Dictionary(label.dictionary()));
        }
        before = Some(label);
    }
    lopdf::dictionary! { "Nums" => numbers }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(labels: &[&str]) -> Vec<(i64, Dictionary)> {
        let tree = number_tree(labels.iter().copied());
        let numbers = tree.get(b"Nums").unwrap().as_array().unwrap();
        numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), pair[1].as_dict().unwrap().clone())).collect()
    }

    #[test]
    fn cover_contents_and_body_are_three_runs() {
        let found = runs(&["", "", "i", "ii", "iii", "iv", "1", "2", "3"]);
        assert_eq!(found.iter().map(|(page, _)| *page).collect::<Vec<_>>(), [0, 2, 6]);
        assert!(found[0].1.is_empty());
        assert_eq!(found[1].1.get(b"S").unwrap().as_name().unwrap(), b"r");
        assert_eq!(found[2].1.get(b"S").unwrap().as_name().unwrap(), b"D");
    }

    #[test]
    fn prefixes_and_jumps_start_new_runs() {
        let found = runs(&["附-1", "附-2", "7", "8", "08", "09", "10"]);
        assert_eq!(found.iter().map(|(page, _)| *page).collect::<Vec<_>>(), [0, 2, 4, 6]);
        assert_eq!(found[1].1.get(b"St").unwrap().as_i64().unwrap(), 7);
        assert_eq!(found[2].1.get(b"P").unwrap().as_str().unwrap(), b"0");
    }

    #[test]
    fn only_well_formed_roman_numbers_are_numbers() {
        assert_eq!(roman_value("xlix"), Some(49));
        assert_eq!(roman_value("iiii"), None);
        assert_eq!(roman_value("cover"), None);
        assert_eq!(Label::parse("IV").number, Some((Style::UpperRoman, 4)));
        assert_eq!(Label::parse("0").number, None);
    }
}
