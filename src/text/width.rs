//! What each cluster takes before a line is justified: punctuation width by the template's scheme,
//! half ems lost between adjacent marks, and the space between Han and Latin (CLREQ §3.1.6, §3.2.2;
//! GB/T 15834-2011 §5.1).

use super::class::is_ideographic;
use super::{Class, Cluster};
use crate::geom::Em;
use crate::template::{PunctuationScheme, TextRules};

/// Word spaces stretch to half an em and shrink to a quarter (CLREQ, 'Line adjustment').
const WORD_SPACE_MIN: Em = Em(250);
const WORD_SPACE_MAX: Em = Em(500);

/// What a piece's reducible blank belongs to, in the order of reduction (typography §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// Nothing to reduce.
    None,
    /// （ ） “ ” 《 》: reduced before commas.
    Bracket,
    /// ， 、 ； ：
    Comma,
    /// 。 ？ ！: reduced last.
    Stop,
}

/// The space after a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// None.
    None,
    /// Between words.
    Word,
    /// Between Han and Latin.
    HanLatin,
}

/// A cluster as the breaker sees it. All lengths in units of [`crate::geom::Length`].
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Its width between its neighbours, inside a line.
    pub width: i64,
    /// Cut from its left already.
    pub trimmed: i64,
    /// Blank left on its left side (openers).
    pub front: i64,
    /// Blank left on its right side (closers, commas, stops).
    pub back: i64,
    /// Whose blank that is; [`Blank::None`] where justification may not touch it.
    pub blank: Blank,
    /// What kind of space follows.
    pub space: Space,
    /// That space: natural, least, most.
    pub gap: i64,
    /// The least it may shrink to.
    pub gap_min: i64,
    /// The most it may stretch to.
    pub gap_max: i64,
    /// Justification may open the line after it.
    pub opens: bool,
    /// Its width grows by this where a line ends after it.
    pub hyphen: i64,
}

/// The pieces of a paragraph, one a cluster; `strict`: they stand on a strict grid.
pub fn pieces(clusters: &[Cluster], rules: &TextRules, strict: bool) -> Vec<Piece> {
    // On a strict grid each mark keeps its cell, or what follows would leave its own.
    let scheme = if strict { PunctuationScheme::Plain } else { rules.punctuation };
    let mut pieces: Vec<Piece> = clusters.iter().map(|cluster| natural(cluster, scheme)).collect();
    meet(clusters, &mut pieces, scheme);
    for index in 0..clusters.len().saturating_sub(1) {
        pieces[index].opens = opens(&clusters[index], &clusters[index + 1]);
    }
    space_pieces(clusters, rules, &mut pieces);
    pieces
}

/// A cluster by itself.
fn natural(cluster: &Cluster, scheme: PunctuationScheme) -> Piece {
    let width = cluster.width.units();
    let half = width / 2;
    let whole = Piece {
        width,
        trimmed: 0,
        front: 0,
        back: 0,
        blank: Blank::None,
        space: Space::None,
        gap: 0,
        gap_min: 0,
        gap_max: 0,
        opens: false,
        hyphen: cluster.hyphen.units(),
    };
    match cluster.class {
        _ if scheme == PunctuationScheme::Plain => whole,
        Class::Opener => Piece { front: half, blank: Blank::Bracket, ..whole },
        Class::Closer => Piece { back: half, blank: Blank::Bracket, ..whole },
        Class::Comma => Piece { back: half, blank: Blank::Comma, ..whole },
        // ‼ ⁇ ⁈ ⁉ fill their em (CLREQ: two marks, one em).
        Class::Stop if matches!(cluster.character, '‼' | '⁇' | '⁈' | '⁉') => whole,
        Class::Stop => Piece { back: half, blank: Blank::Stop, ..whole },
        // GB/T 15834-2011 §5.1.6–5.1.9: half an em, not adjustable, centred.
        Class::MiddleDot | Class::Solidus => Piece { width: half, trimmed: half / 2, ..whole },
        Class::Connector if is_short(cluster.character) => Piece { width: half, trimmed: half / 2, ..whole },
        Class::Space | Class::NoBreak => Piece { width: 0, ..whole },
        _ => whole,
    }
}

/// The short connector takes half an em; the one-em line and ～ take one (GB/T 15834-2011 §5.1.6).
fn is_short(character: char) -> bool {
    matches!(character, '-' | '–' | '‐' | '‑')
}

/// Takes the blank between adjacent marks away, and what a scheme takes from single ones.
fn meet(clusters: &[Cluster], pieces: &mut [Piece], scheme: PunctuationScheme) {
    let class_at = |index: usize| clusters.get(index).map(|cluster| cluster.class);
    let mut ends_sentence = false;
    for (index, cluster) in clusters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(class_at);
        let after = class_at(index + 1);
        // 开明式 carries the stop's em through the quotes and brackets that close after it.
        ends_sentence = cluster.class == Class::Stop || cluster.class == Class::Closer && ends_sentence;
        let halved = match scheme {
            PunctuationScheme::Half => true,
            PunctuationScheme::Kaiming => !ends_sentence,
            PunctuationScheme::Full | PunctuationScheme::Plain => false,
        };
        let piece = &mut pieces[index];
        if piece.front > 0 && (halved || loses_front(before)) {
            piece.cut_front();
        }
        if piece.back > 0 && (halved || loses_back(after) || doubled(clusters, index)) {
            piece.cut_back();
        }
    }
}

/// An opening mark after an opening mark (or an interpunct) loses its leading half em.
fn loses_front(before: Option<Class>) -> bool {
    matches!(before, Some(Class::Opener | Class::MiddleDot))
}

/// A closing mark, pause or stop before any other mark loses its trailing half em: 》（ takes one
/// and a half. So it does before a note's mark, which would else stand off from what it marks.
fn loses_back(after: Option<Class>) -> bool {
    matches!(
        after,
        Some(Class::Opener | Class::Closer | Class::Comma | Class::Stop | Class::MiddleDot | Class::NoteMark)
    )
}

/// The second of exactly two ？ ！: two take one em, three take two (GB/T 15834-2011 §5.1.2).
fn doubled(clusters: &[Cluster], index: usize) -> bool {
    let exclaims = |at: Option<usize>| {
        at.and_then(|at| clusters.get(at)).is_some_and(|cluster| matches!(cluster.character, '？' | '！'))
    };
    exclaims(Some(index))
        && exclaims(index.checked_sub(1))
        && !exclaims(index.checked_sub(2))
        && !exclaims(Some(index + 1))
}

impl Piece {
    /// Loses the blank before it.
    pub fn cut_front(&mut self) {
        self.width -= self.front;
        self.trimmed += self.front;
        self.front = 0;
        self.blank = Blank::None;
    }

    /// Loses the blank after it.
    pub fn cut_back(&mut self) {
        self.width -= self.back;
        self.back = 0;
        self.blank = Blank::None;
    }

    /// What may be taken from it in a line that is too long.
    pub fn reducible(&self) -> i64 {
        if self.blank == Blank::None { 0 } else { self.front + self.back }
    }
}

/// A line may be opened between two clusters: not inside Latin words, beside connectors and solidi
/// (CLREQ, 'Line adjustment'), nor before a space, which opens itself.
fn opens(left: &Cluster, right: &Cluster) -> bool {
    let firm = |class: Class| matches!(class, Class::Connector | Class::Solidus | Class::Joiner);
    let empty = matches!(right.class, Class::Space | Class::NoBreak | Class::NoteMark) || right.class.is_invisible();
    let latin = left.class.is_latin() && right.class.is_latin();
    !(firm(left.class) || firm(right.class) || empty || latin)
}

/// Sets the spaces between Han and Latin, typed or not, and between words.
fn space_pieces(clusters: &[Cluster], rules: &TextRules, pieces: &mut [Piece]) {
    let alone = if rules.tight_digits { lone_numbers(clusters) } else { Vec::new() };
    let mixed = HanLatin { natural: rules.han_latin_space, least: rules.han_latin_min, most: rules.han_latin_max };
    let tight = |index: usize| alone.get(index).copied().unwrap_or(false);
    let mut left: Option<usize> = None;
    let mut spaced: Option<usize> = None;
    for index in 0..clusters.len() {
        match clusters[index].class {
            Class::Space | Class::NoBreak if left.is_some() => spaced = spaced.or(Some(index)),
            Class::Space | Class::NoBreak => word_space(&clusters[index], &mut pieces[index]),
            _ => {
                if let Some(left) = left {
                    let holder = spaced.unwrap_or(left);
                    let between = between(&clusters[left], &clusters[index], tight(left) || tight(index));
                    set_space(&clusters[holder], &between, &mixed, &mut pieces[holder]);
                }
                (left, spaced) = (Some(index), None);
            }
        }
    }
}

/// What belongs between two clusters if there is a space typed, and if there is none.
struct Between {
    typed: Space,
    untyped: Space,
}

fn between(left: &Cluster, right: &Cluster, tight: bool) -> Between {
    let han = |cluster: &Cluster, character: char| cluster.class == Class::Han && is_ideographic(character);
    let latin = |cluster: &Cluster, character: char| cluster.class.is_latin() && takes_space(character);
    let mark = |class: Class| matches!(class, Class::Opener | Class::Closer | Class::Comma | Class::Stop);
    let mixed =
        han(left, left.last) && latin(right, right.character) || latin(left, left.last) && han(right, right.character);
    match mixed {
        true if tight => Between { typed: Space::None, untyped: Space::None },
        true => Between { typed: Space::HanLatin, untyped: Space::HanLatin },
        false if mark(left.class) || mark(right.class) => Between { typed: Space::None, untyped: Space::None },
        false => Between { typed: Space::Word, untyped: Space::None },
    }
}

/// Han–Latin space stands beside letters, digits and signs, not beside marks.
fn takes_space(character: char) -> bool {
    character.is_alphanumeric() || "%‰°′″+±$€£¥@#&*=<>".contains(character)
}

/// The space between Han and Latin.
struct HanLatin {
    natural: Em,
    least: Em,
    most: Em,
}

fn set_space(cluster: &Cluster, between: &Between, mixed: &HanLatin, piece: &mut Piece) {
    let typed = matches!(cluster.class, Class::Space | Class::NoBreak);
    match if typed { between.typed } else { between.untyped } {
        Space::None => {}
        Space::Word => word_space(cluster, piece),
        Space::HanLatin => {
            let at = |em: Em| em.at(cluster.em).units();
            piece.space = Space::HanLatin;
            piece.gap = at(mixed.natural);
            piece.gap_min = at(mixed.least).min(piece.gap);
            piece.gap_max = at(mixed.most).max(piece.gap);
        }
    }
}

fn word_space(cluster: &Cluster, piece: &mut Piece) {
    piece.space = Space::Word;
    piece.gap = cluster.width.units();
    piece.gap_min = WORD_SPACE_MIN.at(cluster.em).units().min(piece.gap);
    piece.gap_max = WORD_SPACE_MAX.at(cluster.em).units().max(piece.gap);
}

/// Numbers with no other Latin text beside them, which a template may set tight.
fn lone_numbers(clusters: &[Cluster]) -> Vec<bool> {
    let mut lone = vec![false; clusters.len()];
    let mut last: Option<Class> = None;
    for (index, cluster) in clusters.iter().enumerate() {
        if matches!(cluster.class, Class::Space | Class::NoBreak) {
            continue;
        }
        let after = clusters[index + 1..]
            .iter()
            .map(|other| other.class)
            .find(|class| !matches!(class, Class::Space | Class::NoBreak));
        let other = |class: Option<Class>| class.is_some_and(|class| class.is_latin() && class != Class::Digit);
        lone[index] = cluster.class == Class::Digit && !other(last) && !other(after);
        last = Some(cluster.class);
    }
    lone
}
