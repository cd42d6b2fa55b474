//! What a character is. Many code points are shared by Chinese and Latin text; their neighbours
//! decide (typography: “ ” ‘ ’ — · … are full width in Chinese text and proportional in Latin).

use super::quotes;

/// What a character, or a cluster of them, is to the rules of line breaking and width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A Han character or anything else that fills a cell: kana, ①, ●, full-width letters.
    Han,
    /// An opening quote, bracket or book-title mark, full width.
    Opener,
    /// A closing quote, bracket or book-title mark, full width.
    Closer,
    /// A pause inside a sentence: ， 、 ； ：
    Comma,
    /// The end of a sentence: 。 ？ ！
    Stop,
    /// A dash of two or more ems: ——
    Dash,
    /// An ellipsis: ……
    Ellipsis,
    /// An interpunct: ·
    MiddleDot,
    /// A connector: — ～ (one em), – - (half an em).
    Connector,
    /// A solidus between Han characters, half an em.
    Solidus,
    /// A Latin (Greek, Cyrillic …) word or a part of one.
    Latin,
    /// A part of a web address; it may be parted after / . ? & =
    Address,
    /// A number with its sign, point and %.
    Digit,
    /// Marks of Latin text.
    LatinPunctuation,
    /// A space.
    Space,
    /// A space at which a line may not end.
    NoBreak,
    /// Nothing visible; its neighbours may not be parted (U+2060).
    Joiner,
    /// A footnote's mark, which stands in the text as U+FFFC.
    NoteMark,
    /// A forced line break.
    LineBreak,
    /// Nothing visible; a line may end after it (U+200B).
    Control,
}

impl Class {
    /// Each of its characters fills a cell of the Han face before any adjustment.
    pub fn is_full_width(self) -> bool {
        match self {
            Class::Han
            | Class::Opener
            | Class::Closer
            | Class::Comma
            | Class::Stop
            | Class::Dash
            | Class::Ellipsis
            | Class::MiddleDot
            | Class::Connector
            | Class::Solidus => true,
            Class::Latin
            | Class::Address
            | Class::Digit
            | Class::LatinPunctuation
            | Class::Space
            | Class::NoBreak
            | Class::Joiner
            | Class::NoteMark
            | Class::LineBreak
            | Class::Control => false,
        }
    }

    /// Carries an emphasis dot (CLREQ: not punctuation).
    pub fn takes_emphasis(self) -> bool {
        self == Class::Han
    }

    /// Has no glyph.
    pub fn is_invisible(self) -> bool {
        matches!(self, Class::LineBreak | Class::Control | Class::Joiner)
    }

    /// Part of Latin text that clings together.
    pub fn is_latin(self) -> bool {
        matches!(self, Class::Latin | Class::Address | Class::Digit | Class::LatinPunctuation)
    }

    /// How many cells a text of this class fills: runs of dashes and dots one a character, others
    /// one in all (a Han character may have a variation selector).
    pub fn cells(self, text: &str) -> i64 {
        match self {
            Class::Dash | Class::Ellipsis => text.chars().map(cells_of).sum(),
            _one_piece => 1,
        }
    }
}

/// ⸺ and ⸻ are dashes of two and three ems in one character.
fn cells_of(character: char) -> i64 {
    match character {
        '⸺' => 2,
        '⸻' => 3,
        _ => 1,
    }
}

/// The class of every character of a text, in order.
pub fn classify(text: &str) -> Vec<Class> {
    let characters: Vec<char> = text.chars().collect();
    let mut classes: Vec<Class> = Vec::with_capacity(characters.len());
    for (index, &character) in characters.iter().enumerate() {
        let class = match plain_class(character) {
            Some(class) => class,
            None if is_combining(character) => classes.last().copied().map_or(Class::Control, combined),
            None => shared_class(&characters, index),
        };
        classes.push(class);
    }
    quotes::classify_quotes(&characters, &mut classes);
    classify_addresses(&characters, &mut classes);
    bind_units(&characters, &mut classes);
    classes
}

/// What a combining mark becomes after a class: it joins the character before it.
fn combined(before: Class) -> Class {
    if matches!(before, Class::LineBreak | Class::Space | Class::NoteMark) { Class::Control } else { before }
}

/// The class of a character that needs no neighbours to be known. Quotes get a class for now.
fn plain_class(character: char) -> Option<Class> {
    Some(match character {
        '\n' | '\u{2028}' | '\u{2029}' => Class::LineBreak,
        ' ' | '\t' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' => Class::Space,
        '\u{A0}' | '\u{202F}' | '\u{2007}' => Class::NoBreak,
        '\u{2060}' | '\u{FEFF}' | '\u{AD}' => Class::Joiner,
        '\u{FFFC}' => Class::NoteMark,
        '（' | '《' | '〈' | '【' | '〔' | '〖' | '「' | '『' | '［' | '｛' | '“' | '‘' => Class::Opener,
        '）' | '》' | '〉' | '】' | '〕' | '〗' | '」' | '』' | '］' | '｝' | '”' | '’' => Class::Closer,
        '，' | '、' | '；' | '：' => Class::Comma,
        '。' | '？' | '！' | '．' | '‼' | '⁇' | '⁈' | '⁉' => Class::Stop,
        '⸺' | '⸻' => Class::Dash,
        '～' | '〜' => Class::Connector,
        '／' => Class::Solidus,
        '・' | '‧' => Class::MiddleDot,
        '0'..='9' => Class::Digit,
        'A'..='Z' | 'a'..='z' => Class::Latin,
        '!'..=',' | '.' | ':'..='@' | '['..='`' | '{'..='~' => Class::LatinPunctuation,
        _ => return None,
    })
}

/// The class of a character that Chinese and Latin text share, or of any other.
fn shared_class(characters: &[char], index: usize) -> Class {
    let character = characters[index];
    match character {
        '—' | '―' => dash(characters, index),
        '…' | '⋯' => ellipsis(characters, index),
        '·' => interpunct(characters, index),
        '/' if between_han(characters, index) => Class::Solidus,
        '-' | '–' | '‐' | '‑' if between_han(characters, index) => Class::Connector,
        '/' | '-' | '–' | '‐' | '‑' => Class::LatinPunctuation,
        _ if character.is_control() || character == '\u{200B}' || is_directional(character) => Class::Control,
        _ if is_symbol(character) && !beside_latin(characters, index) => Class::Han,
        _ if is_wide(character) => Class::Han,
        _ => Class::Latin,
    }
}

/// Two or more are a dash (GB/T 15834-2011 §5.1.4), one is a connector of one em (§5.1.6), and
/// between Latin letters it is a mark of theirs.
fn dash(characters: &[char], index: usize) -> Class {
    let (before, after, count) = run_of(characters, index, |other| matches!(other, '—' | '―'));
    let letter = |side: Option<char>| side.is_some_and(is_latin_letter);
    match count {
        1 if letter(before) && letter(after) => Class::LatinPunctuation,
        1 => Class::Connector,
        _ if letter(before) && letter(after) => Class::LatinPunctuation,
        _ => Class::Dash,
    }
}

fn ellipsis(characters: &[char], index: usize) -> Class {
    let (before, after, _) = run_of(characters, index, |other| matches!(other, '…' | '⋯'));
    let latin_after = after.is_none_or(|after| after == ' ' || is_latin_letter(after));
    if before.is_some_and(is_latin_letter) && latin_after { Class::LatinPunctuation } else { Class::Ellipsis }
}

fn interpunct(characters: &[char], index: usize) -> Class {
    let before = index.checked_sub(1).map(|at| characters[at]);
    let after = characters.get(index + 1).copied();
    let letter = |side: Option<char>| side.is_some_and(is_latin_letter);
    if letter(before) && letter(after) { Class::LatinPunctuation } else { Class::MiddleDot }
}

/// What stands before and after the run of like characters around an index, and the run's length.
fn run_of(characters: &[char], index: usize, alike: fn(char) -> bool) -> (Option<char>, Option<char>, usize) {
    // Long runs (leaders) would cost the square of their length: eight on each side decide.
    let back = characters[..index].iter().rev().take(8).take_while(|&&other| alike(other)).count();
    let on = characters[index..].iter().take(8).take_while(|&&other| alike(other)).count();
    let before = (index - back).checked_sub(1).map(|at| characters[at]);
    (before, characters.get(index + on).copied(), back + on)
}

fn between_han(characters: &[char], index: usize) -> bool {
    let before = index.checked_sub(1).map(|at| characters[at]);
    let after = characters.get(index + 1).copied();
    let han = |side: Option<char>| side.is_some_and(|side| is_ideographic(side) || "》”）《“（".contains(side));
    han(before) && han(after)
}

fn beside_latin(characters: &[char], index: usize) -> bool {
    let before = index.checked_sub(1).map(|at| characters[at]);
    let after = characters.get(index + 1).copied();
    let latin = |side: Option<char>| side.is_some_and(|side| side.is_ascii_alphanumeric() || "%+-.(".contains(side));
    latin(before) || latin(after)
}

/// Parts of web and mail addresses: what follows `://` or `www.`, up to a space or a Han character.
fn classify_addresses(characters: &[char], classes: &mut [Class]) {
    let mut index = 0;
    while index < characters.len() {
        if !classes[index].is_latin() {
            index += 1;
            continue;
        }
        let end = index + classes[index..].iter().take_while(|class| class.is_latin()).count();
        let word = &characters[index..end];
        if word.windows(3).any(|three| three == [':', '/', '/']) || word.starts_with(&['w', 'w', 'w', '.']) {
            classes[index..end].fill(Class::Address);
        }
        index = end;
    }
}

/// Latin units that may follow a number after a space.
const UNITS: [&str; 24] = [
    "%", "‰", "°C", "K", "m", "cm", "mm", "km", "nm", "μm", "g", "kg", "mg", "t", "s", "ms", "min", "h", "L", "mL",
    "W", "kW", "MW", "Hz",
];

/// A space between a number and its unit holds them together (a number is not parted from its unit).
fn bind_units(characters: &[char], classes: &mut [Class]) {
    for index in 1..characters.len() {
        if classes[index] != Class::Space || classes[index - 1] != Class::Digit {
            continue;
        }
        let word: String = characters[index + 1..]
            .iter()
            .zip(&classes[index + 1..])
            .take_while(|(_, class)| class.is_latin())
            .map(|(character, _)| *character)
            .take(4)
            .collect();
        if UNITS.contains(&word.as_str()) {
            classes[index] = Class::NoBreak;
        }
    }
}

/// A letter of an alphabet that is set proportionally.
pub(super) fn is_latin_letter(character: char) -> bool {
    character.is_alphabetic() && !is_wide(character)
}

/// An ideograph, kana or Hangul: what Han–Latin space stands beside.
pub(super) fn is_ideographic(character: char) -> bool {
    matches!(u32::from(character),
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3040..=0x30FA | 0x30FC..=0x318F | 0x31A0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Fills a cell wherever it stands.
fn is_wide(character: char) -> bool {
    matches!(u32::from(character),
        0x1100..=0x115F | 0x2103 | 0x2160..=0x217F | 0x2460..=0x24FF | 0x2500..=0x27BF | 0x2E80..=0x303E
        | 0x3040..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF01..=0xFF60
        | 0xFFE0..=0xFFE6 | 0x1F000..=0x1FAFF | 0x20000..=0x3FFFF)
}

/// Fills a cell in Chinese text and not in Latin text: arrows, operators, letter-like signs.
fn is_symbol(character: char) -> bool {
    matches!(u32::from(character),
        0xA7 | 0xB0 | 0xB1 | 0xD7 | 0xF7 | 0x2018..=0x2027 | 0x2030..=0x203E | 0x2100..=0x214F | 0x2190..=0x22FF | 0x2300..=0x23FF)
}

/// Joins the character before it.
pub(super) fn is_combining(character: char) -> bool {
    matches!(u32::from(character),
        0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200C..=0x200D | 0x20D0..=0x20FF | 0x302A..=0x302F
        | 0x3099..=0x309A | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF | 0xE0100..=0xE01EF)
}

fn is_directional(character: char) -> bool {
    matches!(u32::from(character), 0x200E..=0x200F | 0x202A..=0x202E | 0x2061..=0x206F)
}

#[cfg(test)]
mod tests {
    use super::Class::{
        self, Address, Closer, Connector, Dash, Digit, Ellipsis, Han, Latin, LatinPunctuation, MiddleDot, NoBreak,
        Opener, Solidus, Space, Stop,
    };
    use super::classify;

    fn class(text: &str, character: char) -> Class {
        let index = text.chars().position(|other| other == character).expect("it is in the text");
        classify(text)[index]
    }

    /// Typography §4: “ ” ‘ ’ — · … are full width in Chinese text and proportional in Latin text.
    #[test]
    fn quotes_go_with_what_they_enclose_and_stand_in() {
        assert_eq!((class("围绕“三性”", '“'), class("围绕“三性”", '”')), (Opener, Closer));
        assert_eq!(class("他说“Hello”。", '“'), Opener);
        assert_eq!(class("He said “hello” to us", '”'), LatinPunctuation);
        assert_eq!(class("don’t 甲", '’'), LatinPunctuation);
        assert_eq!(class("‘好’", '’'), Closer);
        assert_eq!(class("一‘x’二", '’'), Closer);
    }

    #[test]
    fn dashes_dots_and_bars_go_with_their_neighbours() {
        assert_eq!(class("甲——乙", '—'), Dash);
        assert_eq!(class("2013—2015年", '—'), Connector);
        assert_eq!(class("word—word", '—'), LatinPunctuation);
        assert_eq!(class("甲……", '…'), Ellipsis);
        assert_eq!(class("wait… x", '…'), LatinPunctuation);
        assert_eq!(class("列奥纳多·达", '·'), MiddleDot);
        assert_eq!(class("A·B", '·'), LatinPunctuation);
        assert_eq!((class("和/或", '/'), class("km/h", '/')), (Solidus, LatinPunctuation));
        assert_eq!((class("京-沪", '-'), class("x-ray", '-')), (Connector, LatinPunctuation));
    }

    #[test]
    fn signs_go_with_their_neighbours() {
        assert_eq!((class("甲≥乙", '≥'), class("≥3.5", '≥')), (Han, Latin));
        assert_eq!((class("①甲", '①'), class("25℃", '℃')), (Han, Han));
        assert_eq!((class("甲。", '。'), class("a1", '1')), (Stop, Digit));
    }

    #[test]
    fn addresses_and_units_are_told() {
        assert!(classify("https://a.cn/b").iter().all(|&class| class == Address));
        assert_eq!(classify("长25 km")[3], NoBreak);
        assert_eq!(classify("a km")[1], Space);
    }
}
