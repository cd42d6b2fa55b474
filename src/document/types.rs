//! The values of a document.

use super::objects::{Chart, Figure, Image, Table};
use crate::diag::Span;
use crate::template::StyleName;

/// A whole report, resolved.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Title, language, date and the like.
    pub meta: Meta,
    /// The content in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes, in the order of their first mark.
    pub notes: Vec<Note>,
    /// Pictures, each once, however often they are used.
    pub images: Vec<Image>,
}

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title in one line.
    pub title: String,
    /// The subtitle, if any.
    pub subtitle: Option<String>,
    /// Who issues the report; several for a joint one.
    pub organizations: Vec<String>,
    /// Named authors, if any.
    pub authors: Vec<String>,
    /// What the report is about, for catalogues.
    pub keywords: Vec<String>,
    /// A summary, for catalogues.
    pub description: Option<String>,
    /// The report's date; the only date that goes into the files.
    pub date: Option<Date>,
    /// BCP 47 language tag, `zh-CN` unless the report says otherwise.
    pub language: String,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// The name of something that can be referred to: a TOML key such as `figure.city-view` or a
/// section's id; headings without one are given `section-1`, `section-2` and so on.
pub type Id = String;

/// One block with its place in the source.
#[derive(Clone, Debug)]
pub struct Block {
    /// What can refer to it.
    pub id: Option<Id>,
    /// Where it was written.
    pub origin: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// Every kind of block. Match without `_`, so that a new kind cannot be dropped silently.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// The cover: its own page(s), no page number.
    Cover(Cover),
    /// 版头 of an official document, or the masthead of a briefing.
    Masthead(Masthead),
    /// The title in the text (where there is no cover, or the template repeats it).
    Title(Title),
    /// The table of contents.
    Contents(Contents),
    /// A numbered heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// A table.
    Table(Table),
    /// One figure, or several side by side at one height.
    Figures(Vec<Figure>),
    /// A chart.
    Chart(Chart),
    /// 主送机关: whom the document addresses, ending in a full-width colon.
    Addressee(Vec<Inline>),
    /// 附件说明: the list of attachments after the body.
    AttachmentNote(AttachmentNote),
    /// 附件: the head of an attachment; starts a page.
    AttachmentHead(AttachmentHead),
    /// Who was there, in minutes: label (`出席：`) and names.
    Attendance(Vec<DistributionRow>),
    /// 署名 and 成文日期.
    Signature(Signature),
    /// 附注: a remark in brackets below the date.
    Annotation(Vec<Inline>),
    /// 版记: copies to, printed by, at the foot of the last page.
    Distribution(Distribution),
    /// What follows starts a new page.
    PageBreak,
}

/// The cover's words; their places are the template's.
#[derive(Clone, Debug, Default)]
pub struct Cover {
    /// Such as 会议材料之一.
    pub label: Option<String>,
    /// Lines of the title as the author broke them (usually one).
    pub title: Vec<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The meeting's name, where it differs from the title.
    pub occasion: Option<String>,
    /// Issuers, one a line.
    pub organizations: Vec<String>,
    /// The date as it is printed.
    pub date: Option<String>,
}

/// The head of an official document (GB/T 9704-2012 §7.2) or of a briefing.
#[derive(Clone, Debug, Default)]
pub struct Masthead {
    /// 份号, six digits.
    pub copy_number: Option<String>,
    /// 密级和保密期限.
    pub classification: Option<String>,
    /// 紧急程度.
    pub urgency: Option<String>,
    /// The red mark: issuing bodies, one a line.
    pub mark: Vec<String>,
    /// What follows the mark, such as 文件; empty if nothing.
    pub mark_suffix: String,
    /// 发文字号 or a briefing's issue number (第1期), as printed.
    pub number: Option<String>,
    /// 签发人.
    pub signers: Vec<String>,
    /// A briefing's editor line, left.
    pub editor: Option<String>,
    /// A briefing's date, right.
    pub date: Option<String>,
    /// `签发人：`, from the template.
    pub signer_label: String,
}

/// The title of the text.
#[derive(Clone, Debug, Default)]
pub struct Title {
    /// Lines as the author broke them (usually one).
    pub lines: Vec<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Issuers under the title, where the template prints them there.
    pub byline: Option<String>,
}

/// The table of contents; page numbers are looked up from the layout.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// Such as 目　录.
    pub title: String,
    /// One a heading.
    pub entries: Vec<ContentsEntry>,
}

/// A line of the contents.
#[derive(Clone, Debug)]
pub struct ContentsEntry {
    /// 1 to 4.
    pub level: u8,
    /// The heading's number such as `一、`; empty if it has none.
    pub number: String,
    /// The heading's text without its number.
    pub text: String,
    /// The heading.
    pub target: Id,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 4.
    pub level: u8,
    /// The number as printed, such as `一、` or `（一）`; empty if it has none.
    pub number: String,
    /// Its ordinal among its siblings, from 1; 0 if it has no number.
    pub ordinal: u32,
    /// The text.
    pub content: Vec<Inline>,
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// How it is set; `Body` for most.
    pub style: StyleName,
    /// The text.
    pub content: Vec<Inline>,
}

/// A list; items may hold lists.
#[derive(Clone, Debug)]
pub struct List {
    /// Numbered or bulleted.
    pub ordered: bool,
    /// Nesting depth, from 0.
    pub depth: u8,
    /// The items in order.
    pub items: Vec<ListItem>,
}

/// One item.
#[derive(Clone, Debug)]
pub struct ListItem {
    /// The number or bullet as printed, such as `1.` or `●`.
    pub label: String,
    /// Its ordinal, from 1; 0 in a bulleted list.
    pub ordinal: u32,
    /// Its blocks; the first is usually a paragraph.
    pub blocks: Vec<Block>,
}

/// 附件说明.
#[derive(Clone, Debug)]
pub struct AttachmentNote {
    /// `附件：`, from the template.
    pub label: String,
    /// The attachments' names; numbered `1.` and so on where there are several.
    pub items: Vec<AttachmentItem>,
}

/// A line of 附件说明.
#[derive(Clone, Debug)]
pub struct AttachmentItem {
    /// `1.`, or empty where there is only one.
    pub number: String,
    /// Its name, without a final mark.
    pub name: String,
    /// The attachment, if it follows in this document.
    pub target: Option<Id>,
}

/// The first lines of an attachment.
#[derive(Clone, Debug)]
pub struct AttachmentHead {
    /// `附件1`, or `附件` where there is only one.
    pub label: String,
    /// Its title.
    pub title: String,
}

/// 署名 and 成文日期.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// Issuers, one a line.
    pub organizations: Vec<String>,
    /// The date as printed, such as `2023年3月1日`.
    pub date: Option<String>,
    /// Whether room for a seal is kept (GB/T 9704-2012 §7.3.5.1) or not (§7.3.5.2).
    pub sealed: bool,
    /// The signer's post, left of the room for a stamp with their name (§7.3.5.3).
    pub post: Option<String>,
}

/// 版记.
#[derive(Clone, Debug, Default)]
pub struct Distribution {
    /// Rows above the last: label (`抄送：`) and text, ending in a full stop.
    pub rows: Vec<DistributionRow>,
    /// 印发机关, or a briefing's print run on the left.
    pub printer: Option<String>,
    /// 印发日期 with its 印发, right.
    pub date: Option<String>,
}

/// One row of 版记, or of a list of those present.
#[derive(Clone, Debug)]
pub struct DistributionRow {
    /// `抄送：` or `主送：`.
    pub label: String,
    /// The bodies, as printed.
    pub content: Vec<Inline>,
    /// No rule stands between it and the row above: 抄送 below 主送 (GB/T 9704-2012 §7.4.2).
    pub joined: bool,
}

/// A footnote.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its key in `[note]`.
    pub id: Id,
    /// Its text.
    pub content: Vec<Inline>,
    /// Where it was written.
    pub origin: Span,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Characters that share their marks.
    Text(Text),
    /// Words with their readings above them.
    Ruby(Ruby),
    /// A line ends here, by the author's wish.
    LineBreak,
    /// The mark of a footnote: an index into [`Document::notes`].
    NoteMark(usize),
    /// The page number of something, known after layout.
    PageNumber {
        /// What is referred to.
        target: Id,
        /// The marks around it.
        marks: Marks,
        /// Where it was written.
        origin: Span,
    },
}

/// Characters that share their marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// As it is printed.
    pub text: String,
    /// How it is marked.
    pub marks: Marks,
    /// Where a click leads.
    pub link: Option<Link>,
    /// This text is a reference (`图1`) that Word may update: the label, not the page.
    pub reference: Option<Id>,
    /// Where it was written.
    pub origin: Span,
}

/// Words with their readings above them (CLREQ, 'Interlinear annotations').
#[derive(Clone, Debug, PartialEq)]
pub struct Ruby {
    /// Part by part; none is parted.
    pub pairs: Vec<RubyPair>,
    /// How the words are marked.
    pub marks: Marks,
    /// Where a click leads.
    pub link: Option<Link>,
    /// Where it was written.
    pub origin: Span,
}

impl Ruby {
    /// The words without their readings.
    pub fn base(&self) -> String {
        self.pairs.iter().map(|pair| pair.base.as_str()).collect()
    }
}

/// A part of words with its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RubyPair {
    /// One character, or several that are read as one.
    pub base: String,
    /// The reading, such as `bó`.
    pub reading: String,
}

/// The line below a name (CLREQ, 'Indicators').
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Underline {
    /// 专名号: a straight line below a proper name.
    Name,
    /// 书名号乙式: a wavy line below a title.
    Book,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Out of the document.
    Url(String),
    /// To something in it.
    Internal(Id),
}

/// What is done to characters. All off is plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Marks {
    /// `**…**`: bold.
    pub bold: bool,
    /// `*…*`: set in kai.
    pub kai: bool,
    /// `{{dots …}}`: 着重号 under each character.
    pub dots: bool,
    /// `{{name …}}`, `{{book …}}`: a line below, not joined to that of a neighbour.
    pub underline: Option<Underline>,
    /// `` `…` ``: as typed, in the Latin sans.
    pub code: bool,
}
