//! The values of a template. `templates/*.toml` are their only source; nothing here has a default
//! in code.

use std::collections::BTreeMap;

use crate::geom::{Em, Length, Size};
use crate::pages::Colour;

/// A complete look.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its name: `meeting`, or a user's file name without its ending.
    pub name: String,
    /// Paper and type area.
    pub page: PageGeometry,
    /// The grid of lines and characters.
    pub grid: Grid,
    /// How text is set into lines.
    pub text: TextRules,
    /// The faces behind the roles.
    pub roles: BTreeMap<Role, RoleFonts>,
    /// How each kind of text looks; every [`StyleName`] has one.
    pub styles: BTreeMap<StyleName, Style>,
    /// Numbering of headings (4), lists, captions and notes.
    pub numbering: Numbering,
    /// Words that the look adds.
    pub labels: Labels,
    /// Page numbers.
    pub page_numbers: PageNumbers,
    /// A running head; empty: none.
    pub running_head: Option<RunningHead>,
    /// The cover's places; `None`: this look has no cover.
    pub cover: Option<CoverLayout>,
    /// The head of an official document or briefing; `None`: none.
    pub masthead: Option<MastheadLayout>,
    /// Whether the title stands in the text too, and how.
    pub title: TitleLayout,
    /// The contents.
    pub contents: ContentsLayout,
    /// Tables.
    pub table: TableLayout,
    /// Figures.
    pub figure: FigureLayout,
    /// Charts.
    pub chart: ChartLayout,
    /// Footnotes.
    pub footnote: FootnoteLayout,
    /// Signature and date.
    pub signature: SignatureLayout,
    /// 版记.
    pub distribution: DistributionLayout,
}

/// Paper and type area (版心).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageGeometry {
    /// Trimmed paper.
    pub paper: Size,
    /// From the top edge to the first line's box (not its characters; see [`Grid::pitch`]).
    pub top: Length,
    /// From the bottom edge to the last line's box.
    pub bottom: Length,
    /// At the binding edge (left on odd pages).
    pub inside: Length,
    /// At the fore-edge.
    pub outside: Length,
    /// Printed on both sides: inside and outside change places on even pages.
    pub facing: bool,
}

impl PageGeometry {
    /// The size of the type area; not positive where the margins leave none.
    pub fn type_area(&self) -> Size {
        Size {
            width: self.paper.width - self.inside - self.outside,
            height: self.paper.height - self.top - self.bottom,
        }
    }
}

/// The grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Lines a page.
    pub lines: u32,
    /// Characters a line of the body.
    pub characters: u32,
    /// From baseline to baseline.
    pub pitch: Length,
}

/// How text is set into lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRules {
    /// What may not start or end a line.
    pub kinsoku: KinsokuLevel,
    /// How wide punctuation is.
    pub punctuation: PunctuationScheme,
    /// Natural space between Han and Latin.
    pub han_latin_space: Em,
    /// The least it may shrink to.
    pub han_latin_min: Em,
    /// The most it may stretch to.
    pub han_latin_max: Em,
    /// No space beside a number that stands alone among Han.
    pub tight_digits: bool,
    /// ， 、 。 may hang out of the line.
    pub hanging: bool,
    /// Han and full-width marks stand on their cells; slack goes into Han–Latin space only.
    pub strict_grid: bool,
    /// An opening mark at the start of an indented first line loses its leading half em.
    pub trim_after_indent: bool,
    /// Latin words may be hyphenated.
    pub hyphenate: bool,
    /// Fewest lines of a paragraph at the foot of a page.
    pub orphan_lines: u32,
    /// Fewest lines of a paragraph at the head of a page.
    pub widow_lines: u32,
}

/// CLREQ, prohibition rules: what may not start or end a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KinsokuLevel {
    /// Anything goes.
    None,
    /// CLREQ's recommendation.
    Basic,
    /// Also no solidus at a line end (GB/T 15834-2011 §5.1.9).
    Gb,
    /// Also no —— or …… at a line start.
    Strict,
}

/// CLREQ §3.1.6: how wide punctuation is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PunctuationScheme {
    /// 全角式: full width, adjusted between marks and at line edges.
    Full,
    /// 开明式: sentence ends one em, the others half.
    Kaiming,
    /// 半角式: all half.
    Half,
    /// Every mark one em, nothing adjusted.
    Plain,
}

/// What a face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 仿宋: the body of official documents.
    Fangsong,
    /// 楷体.
    Kai,
    /// 黑体.
    Hei,
    /// 小标宋: titles.
    Title,
    /// 宋体.
    Song,
    /// Latin letters and digits beside song, fangsong and kai.
    LatinSerif,
    /// Latin letters and digits beside hei.
    LatinSans,
    /// What the others lack.
    Fallback,
}

/// The faces of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleFonts {
    /// Family names in order of preference (user's, system's, shipped).
    pub families: Vec<String>,
    /// Families for bold; empty: the first family's bold, else the regular face.
    pub bold: Vec<String>,
    /// Families for characters that the chosen family lacks, in order.
    pub fallback: Vec<String>,
    /// The name that Word and WPS users have, such as 仿宋_GB2312.
    pub word: String,
    /// Other names of it for Word's font table, such as 仿宋.
    pub word_alternatives: Vec<String>,
}

/// Every kind of text that a template gives a look to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it; docs/format.md describes each")]
pub enum StyleName {
    Body,
    Title,
    Subtitle,
    Byline,
    Heading1,
    Heading2,
    Heading3,
    Heading4,
    CoverLabel,
    CoverOccasion,
    CoverTitle,
    CoverSubtitle,
    CoverOrganization,
    CoverDate,
    ContentsTitle,
    Contents1,
    Contents2,
    Contents3,
    Contents4,
    ListItem,
    Quote,
    FigureCaption,
    TableCaption,
    TableHead,
    TableCell,
    TableNote,
    ChartLabel,
    Footnote,
    PageNumber,
    RunningHead,
    MastheadMark,
    MastheadMeta,
    MastheadNumber,
    MastheadSigner,
    Addressee,
    AttachmentNote,
    AttachmentLabel,
    AttachmentTitle,
    Signature,
    Annotation,
    Distribution,
}

impl StyleName {
    /// The heading style of a level from 1 to 4 (greater levels look like 4).
    pub fn heading(level: u8) -> StyleName {
        [StyleName::Heading1, StyleName::Heading2, StyleName::Heading3, StyleName::Heading4]
            [usize::from(level.clamp(1, 4)) - 1]
    }

    /// The contents style of a level from 1 to 4.
    pub fn contents(level: u8) -> StyleName {
        [StyleName::Contents1, StyleName::Contents2, StyleName::Contents3, StyleName::Contents4]
            [usize::from(level.clamp(1, 4)) - 1]
    }
}

/// A look for a kind of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Its name in Word, such as 标题 1 or 正文.
    pub word_name: String,
    /// Face of Han characters.
    pub role: Role,
    /// Face of Latin letters and digits.
    pub latin: Role,
    /// The em.
    pub size: Length,
    /// Bold.
    pub bold: bool,
    /// Ink.
    pub colour: Colour,
    /// How its lines align.
    pub align: Align,
    /// From baseline to baseline.
    pub leading: Length,
    /// Distance from one character to the next in body-like text; `None`: its size.
    /// `gongwen` sets 三号 characters at 156 mm ÷ 28 (GB/T 9704-2012 §5.2.3).
    pub pitch: Option<Length>,
    /// Indent of the first line.
    pub first_indent: Em,
    /// Indent of all lines from the left.
    pub left_indent: Em,
    /// Indent of all lines from the right.
    pub right_indent: Em,
    /// Space above, in lines of the grid.
    pub before: Lines,
    /// Space below, in lines of the grid.
    pub after: Lines,
    /// The whole block (space, text, space) takes whole lines of the grid.
    pub on_grid: bool,
    /// Not parted from what follows.
    pub keep_with_next: bool,
    /// Where it must start.
    pub page_break: PageBreak,
    /// Extra space between characters.
    pub tracking: Em,
}

impl Style {
    /// The distance from one character to the next before justification, tracking left out.
    pub fn cell(&self) -> Length {
        self.pitch.unwrap_or(self.size)
    }

    /// A length in characters of this style.
    pub fn indent(&self, characters: Em) -> Length {
        characters.at(self.cell())
    }
}

/// A number of grid lines, in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines(pub i32);

impl Lines {
    /// The height at a pitch.
    pub fn at(self, pitch: Length) -> Length {
        pitch.ratio(i64::from(self.0), 100)
    }
}

/// How lines align.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Both edges; the last line left.
    Justify,
    /// Left edge.
    Left,
    /// In the middle.
    Center,
    /// Right edge.
    Right,
}

/// Where a block must start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageBreak {
    /// Anywhere.
    #[default]
    None,
    /// On a new page.
    Page,
    /// On a new right-hand page.
    Recto,
}

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
