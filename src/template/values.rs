//! The spellings of lengths, colours and number patterns.

use crate::colour::Colour;
use crate::geom::Length;

/// The traditional sizes (typography.md §1), in points.
const NAMED_SIZES: [(&str, f64); 16] = [
    ("初号", 42.0),
    ("小初", 36.0),
    ("一号", 26.0),
    ("小一", 24.0),
    ("二号", 22.0),
    ("小二", 18.0),
    ("三号", 16.0),
    ("小三", 15.0),
    ("四号", 14.0),
    ("小四", 12.0),
    ("五号", 10.5),
    ("小五", 9.0),
    ("六号", 7.5),
    ("小六", 6.5),
    ("七号", 5.5),
    ("八号", 5.0),
];

/// No measure of a page is longer: ten metres. Keeps sums far from the end of the number range.
const LONGEST: Length = Length::from_units(28_346 * 65_536);

/// A length as templates write it: `28mm`, `2.8cm`, `16pt` or `三号`; never negative.
pub fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    if let Some((_, points)) = NAMED_SIZES.iter().find(|(name, _)| *name == text) {
        return Some(Length::from_pt(*points));
    }
    let number = |unit: &str| text.strip_suffix(unit).and_then(|digits| digits.trim_end().parse::<f64>().ok());
    let length = if let Some(millimetres) = number("mm") {
        Length::from_mm(millimetres)
    } else if let Some(centimetres) = number("cm") {
        Length::from_mm(centimetres * 10.0)
    } else {
        Length::from_pt(number("pt")?)
    };
    let digits_only = text.starts_with(|first: char| first.is_ascii_digit());
    (digits_only && length <= LONGEST).then_some(length)
}

/// `black`, `white`, `gray 40%` (the share of ink), `rgb 204 0 0` or `cmyk 0 80 80 0`.
pub(super) fn colour(text: &str) -> Option<Colour> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let byte = |word: &str| word.parse::<u8>().ok();
    let percent = |word: &str| word.trim_end_matches('%').parse::<u8>().ok().filter(|share| *share <= 100);
    match words.as_slice() {
        ["black"] => Some(Colour::BLACK),
        ["white"] => Some(Colour::Gray(255)),
        ["gray", ink] => percent(ink).map(|ink| Colour::Gray((255 - (u16::from(ink) * 255 + 50) / 100) as u8)),
        ["rgb", red, green, blue] => Some(Colour::Rgb(byte(red)?, byte(green)?, byte(blue)?)),
        ["cmyk", cyan, magenta, yellow, black] => {
            Some(Colour::Cmyk(percent(cyan)?, percent(magenta)?, percent(yellow)?, percent(black)?))
        }
        _ => None,
    }
}

/// The first `{…}` of a pattern that is none of `allowed`, or a brace without its partner.
pub(super) fn wrong_placeholder<'a>(pattern: &'a str, allowed: &[&str]) -> Option<&'a str> {
    let mut rest = pattern;
    while let Some(start) = rest.find(['{', '}']) {
        let from_brace = &rest[start..];
        let Some(end) = from_brace.find('}').filter(|end| *end > 0) else { return Some(from_brace) };
        if !allowed.contains(&&from_brace[1..end]) {
            return Some(&from_brace[..=end]);
        }
        rest = &from_brace[end + 1..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units_or_traditional_names() {
        assert_eq!(length("28mm"), Some(Length::from_mm(28.0)));
        assert_eq!(length("2.8 cm"), Some(Length::from_mm(28.0)));
        assert_eq!(length("三号"), Some(Length::from_pt(16.0)));
        assert_eq!(length("0.35mm"), Some(Length::from_mm(0.35)));
        for wrong in ["28", "-3mm", "mm", "三", "infpt", "nanmm", "1e9mm", "16 px", ""] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn colours_are_ink_or_light() {
        assert_eq!(colour("black"), Some(Colour::Gray(0)));
        assert_eq!(colour("gray 40%"), Some(Colour::Gray(153)));
        assert_eq!(colour("gray 0%"), Some(Colour::Gray(255)));
        assert_eq!(colour("rgb 204 0 0"), Some(Colour::Rgb(204, 0, 0)));
        assert_eq!(colour("cmyk 0 80 80 0"), Some(Colour::Cmyk(0, 80, 80, 0)));
        for wrong in ["red", "gray", "gray 140%", "rgb 1 2", "rgb 1 2 300", "cmyk 0 80 80 101"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_pattern_holds_only_the_placeholders_that_are_filled() {
        let allowed = ["han", "arabic"];
        assert_eq!(wrong_placeholder("（{han}）", &allowed), None);
        assert_eq!(wrong_placeholder("没有编号", &allowed), None);
        assert_eq!(wrong_placeholder("{hann}、", &allowed), Some("{hann}"));
        assert_eq!(wrong_placeholder("第{han", &allowed), Some("{han"));
        assert_eq!(wrong_placeholder("han}", &allowed), Some("}"));
    }
}
