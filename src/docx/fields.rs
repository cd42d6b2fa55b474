//! Fields, filled with what they would give, so that nothing must be updated when a file is opened.

use docx_rs::{FieldCharType, InstrText, Run};

/// A field around what it shows. Every run takes the look of `like`.
pub(super) fn field(instruction: &str, shown: Vec<Run>, like: &Run) -> Vec<Run> {
    let bare = || Run { children: Vec::new(), ..like.clone() };
    let instruction = InstrText::Unsupported(format!(" {instruction} "));
    let mut runs = vec![
        bare().add_field_char(FieldCharType::Begin, false),
        bare().add_instr_text(instruction),
        bare().add_field_char(FieldCharType::Separate, false),
    ];
    runs.extend(shown);
    runs.push(bare().add_field_char(FieldCharType::End, false));
    runs
}

/// The switch and the section format for a pattern's number.
pub(super) struct NumberForm {
    /// After `\*` in a field.
    pub switch: &'static str,
    /// `w:numFmt` and the like.
    pub format: &'static str,
}

/// The forms of numbers in a template's patterns.
const FORMS: &[(&str, NumberForm)] = &[
    ("{han}", NumberForm { switch: "CHINESENUM3", format: "chineseCountingThousand" }),
    ("{arabic}", NumberForm { switch: "ARABIC", format: "decimal" }),
    ("{circled}", NumberForm { switch: "CIRCLENUM", format: "decimalEnclosedCircle" }),
    ("{roman}", NumberForm { switch: "roman", format: "lowerRoman" }),
];

/// A pattern taken apart: what stands before the number, its form, and what stands after it.
/// `None` where the pattern has no number.
pub(super) fn take_apart(pattern: &str) -> Option<(&str, &'static NumberForm, &str)> {
    FORMS.iter().find_map(|(placeholder, form)| {
        let (before, after) = pattern.split_once(placeholder)?;
        Some((before, form, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_come_apart() {
        let (before, form, after) = take_apart("（{han}）").unwrap();
        assert_eq!((before, form.format, after), ("（", "chineseCountingThousand", "）"));
        assert!(take_apart("").is_none());
    }
}
