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
    /// `出席：`.
    pub present: String,
    /// `请假：`.
    pub absent: String,
    /// `列席：`.
    pub observers: String,
    /// `签发人：`.
    pub signer: String,
    /// `图片待补`: inside the frame of a pending figure.
    pub pending: String,
    /// `续{number}` (续表1): above a continued table; empty: nothing.
    pub continued: String,
    /// `{year}年{month}月{day}日`.
    pub date: String,
}

/// The columns of the text. Cover, contents, masthead, title, signature and record stand across them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnLayout {
    /// How many; 1: none.
    pub count: u32,
    /// Between two, in characters of the body.
    pub gap: Em,
    /// Headings of this level and above stand across them; 0: none.
    pub across_headings: u32,
    /// Figures and charts stand across them.
    pub across_figures: bool,
    /// Tables stand across them.
    pub across_tables: bool,
}

/// What the print shop gets around each page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintLayout {
    /// Printed paper that is cut away, so that a cut a little off shows no white.
    pub bleed: Length,
    /// Paper around the bleed, for the marks.
    pub slug: Length,
    /// Lines at the corners, where the page is cut.
    pub crop_marks: bool,
    /// Crosses in the middle of the sides, by which plates are aligned.
    pub register_marks: bool,
    /// From the page's edge to the marks.
    pub mark_distance: Length,
    /// Length of a crop mark, and of a register mark across.
    pub mark_length: Length,
    /// Thickness of the marks' lines.
    pub mark_rule: Length,
    /// What is written below the page, with `{title}`, `{date}`, `{sheet}`, `{sheets}` and `{page}`;
    /// empty: nothing.
    pub information: String,
    /// What becomes of pictures in colour.
    pub pictures: PrintPictures,
    /// Pixels to the inch that a picture should have where it stands.
    pub resolution: u32,
    /// Fewer are a warning, which `--strict` does not let pass.
    pub least_resolution: u32,
    /// The most ink that may lie on one spot, all plates together, in per cent.
    pub ink_limit: u32,
}

/// What becomes of pictures in colour on their way to the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintPictures {
    /// Turned into CMYK.
    Cmyk,
    /// Left in their colours, with a profile that says what these are.
    Profile,
}

/// Page numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageNumbers {
    /// Such as `— {arabic} —`; empty: none.
    pub body: String,
    /// On contents pages, such as `{roman}`; empty: none.
    pub contents: String,
    /// The first page of the text has one.
    pub first_page: bool,
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

/// The head of an official document, a letter or a briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MastheadLayout {
    /// How its parts stand to each other.
    pub form: MastheadForm,
    /// From the paper's top edge to the top of the mark's characters (GB/T 9704-2012 §7.2.4: 72 mm).
    pub mark_top: Length,
    /// What follows the mark (文件), unless the report says otherwise.
    pub mark_suffix: String,
    /// Lines of the grid between the mark's characters and the number's.
    pub number_lines: Lines,
    /// Names of signers on a line.
    pub signers_per_line: u32,
    /// From the characters above to the rule (4 mm).
    pub rule_distance: Length,
    /// The rule's thickness; zero: none.
    pub rule: Length,
    /// Its length, in the middle of the paper; zero: as wide as the type area.
    pub rule_width: Length,
    /// The thickness of a second rule below it; zero: none.
    pub second_rule: Length,
    /// Between the two.
    pub rule_gap: Length,
    /// The rules' ink.
    pub rule_colour: Colour,
    /// In a letter: from the double rule to the characters below it.
    pub meta_distance: Length,
    /// In a letter: from the paper's foot to the foot of the first page's second double rule, turned
    /// over; zero: none.
    pub foot_rule: Length,
}

/// How the parts of a masthead stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MastheadForm {
    /// GB/T 9704-2012 §7.2: the number in the middle, or left of the signers.
    Document,
    /// GB/T 9704-2012 §10.1: copy number, classification and number below the rule.
    Letter,
    /// 简报: the number in the middle, then editor left and date right.
    Briefing,
}

/// The title in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleLayout {
    /// Printed in the text at all.
    pub in_text: bool,
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
    /// The diameter of a seal, where several stand side by side.
    pub seal: Length,
    /// The least space between two seals.
    pub seal_gap: Length,
    /// The most seals in a row.
    pub seals_per_row: u32,
    /// Blank lines above a signer's stamp.
    pub stamp_before: Lines,
    /// Room for the stamp.
    pub stamp_width: Length,
    /// Space right of the stamp and of the date below it, in characters.
    pub stamp_right: Em,
    /// Between the signer's post and the stamp.
    pub post_gap: Em,
    /// Lines that the stamp takes; the post stands in their middle.
    pub stamp_lines: Lines,
    /// Blank lines between the stamp and the date.
    pub stamp_after: Lines,
}

/// The columns of several sealed issuers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealColumns {
    /// How many; what is left over stands in the last ones.
    pub count: usize,
    /// From the middle of one to the next.
    pub step: Length,
    /// The middle of the last, which is the date's.
    pub last: Length,
    /// From the baseline of one row to the next.
    pub row: Length,
}

impl SignatureLayout {
    /// Columns so far apart that no two seals meet and none leaves the text (GB/T 9704-2012 §7.3.5.1),
    /// in a text of this width, with the widest issuer and the date of these.
    pub fn seal_columns(&self, text: Length, pitch: Length, em: Length, issuer: Length, date: Length) -> SealColumns {
        let last = text - self.sealed_right.at(em) - date / 2;
        let step = (self.seal + self.seal_gap).max(issuer + em);
        let room = (last - self.seal.max(issuer) / 2).max(Length::ZERO).units() / step.units().max(1) + 1;
        let count = (room as usize).min(self.seals_per_row as usize).max(1);
        SealColumns { count, step, last, row: pitch * (self.seal + self.seal_gap).steps(pitch) }
    }
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
