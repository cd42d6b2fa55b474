//! The values of a template. `templates/*.toml` are their only source; nothing here has a default
//! in code.

use std::collections::BTreeMap;

use super::layouts::{
    ChartLayout, ColumnLayout, ContentsLayout, CoverLayout, DistributionLayout, FigureLayout, FootnoteLayout,
    ImpositionLayout, Labels, MastheadLayout, Numbering, PageNumbers, PrintLayout, RunningHead, SignatureLayout,
    TableLayout, TitleLayout,
};
use crate::colour::Colour;
use crate::geom::{Em, Length, Size};

/// A complete look.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its name: `meeting`, or a user's file name without its ending.
    pub name: String,
    /// Paper and type area.
    pub page: PageGeometry,
    /// What the print shop gets around the paper.
    pub print: PrintLayout,
    /// The grid of lines and characters.
    pub grid: Grid,
    /// The columns of the text.
    pub columns: ColumnLayout,
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
    /// Sheets for folding and cutting.
    pub imposition: ImpositionLayout,
}

impl Template {
    /// The look of a kind of text.
    pub fn style(&self, name: StyleName) -> &Style {
        // The reader refuses a template that leaves out a style.
        &self.styles[&name]
    }

    /// The width of a column.
    pub fn column_width(&self) -> Length {
        let count = i64::from(self.columns.count.max(1));
        (self.page.type_area().width - self.column_gap() * (count - 1)) / count
    }

    /// The space between two columns.
    pub fn column_gap(&self) -> Length {
        self.style(StyleName::Body).indent(self.columns.gap)
    }
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
    Attendance,
    AttendanceLabel,
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
