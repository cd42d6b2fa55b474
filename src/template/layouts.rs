//! The values of a template's parts: numbering, labels, and where each kind of block stands.

use super::Lines;
use crate::colour::Colour;
use crate::geom::{Em, Length};

/// How numbers are written. `{…}` stands for the number: `{han}` 一, `{arabic}` 1, `{circled}` ①,
/// `{roman}` i; an empty pattern means no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// Levels 1 to 4, such as `{han}、`, `（{han}）`, `{arabic}.`, `（{arabic}）`.
    pub headings: [String; 4],
    /// Ordered lists by depth.
    pub ordered: Vec<String>,
    /// Bullets by depth.
    pub bullets: Vec<String>,
    /// Such as `图{arabic}`.
    pub figure: String,
    /// Such as `表{arabic}`.
    pub table: String,
    /// Restart figures and tables at each level-1 heading (`图1-2`).
    pub captions_by_part: bool,
    /// Footnote marks, such as `{circled}`.
    pub note: String,
    /// Footnotes restart on each page.
    pub notes_by_page: bool,
}

/// Words that the look adds. Their placeholders are as in [`Numbering`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// `目　录`.
    pub contents: String,
    /// `图`.
    pub figure: String,
    /// `表`.
    pub table: String,
    /// `附件`.
    pub attachment: String,
    /// `抄送`.
    pub copies_to: String,
    /// `主送`.
    pub sent_to: String,
    /// `印发`.
    pub printed: String,
    /// `签发人：`.
    pub signer: String,
    /// `图片待补`: inside the frame of a pending figure.
    pub pending: String,
    /// `续表`: above a continued table; empty: nothing.
    pub continued: String,
    /// `{year}年{month}月{day}日`.
    pub date: String,
}

/// Page numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageNumbers {
    /// Such as `— {arabic} —`; empty: none.
    pub body: String,
    /// On contents pages, such as `{roman}`; empty: none.
    pub contents: String,
    /// Where they stand on odd pages (mirrored on even ones when outside).
    pub place: NumberPlace,
    /// From the bottom of the type area (版心下边缘) to the middle of the number's dash line.
    pub distance: Length,
    /// From the outer edge of the type area, in ems of the number.
    pub inset: Em,
}

/// Where a page number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberPlace {
    /// In the middle.
    Center,
    /// At the fore-edge: right on odd pages, left on even ones.
    Outside,
}

/// A running head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningHead {
    /// On odd pages: `{title}`, `{section}` and words.
    pub odd: String,
    /// On even pages.
    pub even: String,
    /// From the paper's top edge to its baseline.
    pub distance: Length,
    /// A rule under it; zero: none.
    pub rule: Length,
}

/// The cover's places, from the paper's top edge to each block's top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverLayout {
    /// The label such as 会议材料之一.
    pub label_top: Length,
    /// The meeting's name.
    pub occasion_top: Length,
    /// The title; subtitle follows it.
    pub title_top: Length,
    /// Issuers' last line's bottom, from the paper's bottom edge; the date follows below.
    pub organization_bottom: Length,
    /// The date's bottom, from the paper's bottom edge.
    pub date_bottom: Length,
    /// The cover's back is left blank.
    pub blank_back: bool,
}

/// The head of an official document or a briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MastheadLayout {
    /// From the type area's top to the mark's top (GB/T 9704-2012 §7.2.4: 35 mm).
    pub mark_top: Length,
    /// What follows the mark (文件), unless the report says otherwise.
    pub mark_suffix: String,
    /// Lines of the grid between the mark and the number.
    pub number_lines: Lines,
    /// From the number to the rule (4 mm).
    pub rule_distance: Length,
    /// The rule's thickness.
    pub rule: Length,
    /// The rule's ink.
    pub rule_colour: Colour,
    /// Number in the middle of its own line (official) or editor left and date right (briefing).
    pub briefing: bool,
}

/// The title in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleLayout {
    /// Print it in the text, too, where there is a cover.
    pub after_cover: bool,
    /// Print the issuers under it.
    pub byline: bool,
    /// Lines of the grid below the masthead's rule (GB/T 9704-2012 §7.3.1: two).
    pub after_masthead: Lines,
}

/// The contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsLayout {
    /// Made even where the report does not ask for it.
    pub always: bool,
    /// Levels listed, unless the report says otherwise.
    pub depth: u8,
    /// Repeated between text and page number, such as `…` or `·`.
    pub leader: String,
    /// What follows starts on a right-hand page.
    pub recto_after: bool,
}

/// Tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableLayout {
    /// All rules, or three (top, head, bottom).
    pub rules: TableRules,
    /// Outer (and three-line) rules.
    pub outer_rule: Length,
    /// Inner rules.
    pub inner_rule: Length,
    /// Between a rule and the text, above and below.
    pub padding_y: Length,
    /// Between a rule and the text, left and right.
    pub padding_x: Length,
    /// Behind the head; `None`: paper.
    pub head_fill: Option<Colour>,
}

/// Which rules a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRules {
    /// A box for every cell.
    All,
    /// 三线表.
    Three,
}

/// Figures. Shares are of the text's width, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureLayout {
    /// Width of a figure that stands alone.
    pub width: Em,
    /// Most height a figure may take, of the text's height.
    pub max_height: Em,
    /// Between figures side by side.
    pub gutter: Length,
    /// Between picture and caption.
    pub caption_gap: Length,
    /// Frame of a pending figure.
    pub pending_rule: Length,
    /// Ink of that frame.
    pub pending_colour: Colour,
    /// Behind it.
    pub pending_fill: Colour,
}

/// Charts. Shares are in thousandths of the text's width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartLayout {
    /// Width.
    pub width: Em,
    /// Height.
    pub height: Em,
    /// Axis and grid lines.
    pub rule: Length,
    /// Ink of axes.
    pub axis_colour: Colour,
    /// Ink of grid lines.
    pub grid_colour: Colour,
    /// Inks of the series or slices, in turn.
    pub series_colours: Vec<Colour>,
    /// Thickness of a line chart's lines.
    pub line: Length,
}

/// Footnotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FootnoteLayout {
    /// Length of the rule above them, in thousandths of the text's width.
    pub rule_share: Em,
    /// Its thickness.
    pub rule: Length,
    /// Between text and rule.
    pub before: Length,
    /// Between rule and notes.
    pub after: Length,
    /// Size of the mark, in thousandths of the text's size.
    pub mark_size: Em,
    /// Rise of the mark.
    pub mark_rise: Em,
}

/// Signature and date (GB/T 9704-2012 §7.3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureLayout {
    /// Blank lines above.
    pub before: Lines,
    /// Space right of a sealed date, in characters.
    pub sealed_right: Em,
    /// Space right of the issuer when unsealed.
    pub unsealed_right: Em,
    /// How far the unsealed date starts right of the issuer.
    pub date_shift: Em,
}

/// 版记 (GB/T 9704-2012 §7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DistributionLayout {
    /// First and last rule (0.35 mm).
    pub outer_rule: Length,
    /// Rules between (0.25 mm).
    pub inner_rule: Length,
    /// Space left and right of its text, in characters.
    pub inset: Em,
    /// It stands on the last even page (GB/T 33476.2 §7.3.1).
    pub even_page: bool,
}

/// Pages on larger sheets: booklets and several to a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImpositionLayout {
    /// Thickness of one sheet of the paper.
    pub paper_thickness: Length,
    /// How far each sheet within another is pushed out, in thicknesses of the paper.
    pub creep: Em,
    /// Blanks that fill a booklet up stand before its last page, which is the back cover.
    pub back_cover: bool,
    /// Between the pages of a sheet that is not folded.
    pub gutter: Length,
    /// Paper around the pages of a sheet with marks.
    pub mark_margin: Length,
    /// From the corner of a page to its crop marks.
    pub mark_distance: Length,
    /// Length of crop and fold marks.
    pub mark_length: Length,
    /// Their thickness.
    pub mark_rule: Length,
}
