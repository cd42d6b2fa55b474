//! The values of a report: the source format, parsed and with every file it names read, but not yet
//! numbered or given a look.
//!
//! What `parse` has promised, so that no one checks again: every id named in prose, in a chart or in a
//! link exists; figures, tables and charts are placed at most once; tables fill their grid; pictures
//! can be read; levels are 1 to 4; shares are above 0 and at most 1.

use std::collections::BTreeMap;

use crate::diag::Span;
use crate::document::{CellAlign, ChartKind, Column, Date, Image, Link, Marks, Picture, Placement, RubyPair, Series};

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A whole report.
#[derive(Clone, Debug)]
pub struct Report {
    /// `[report]`.
    pub meta: ReportMeta,
    /// `[cover]`.
    pub cover: Option<Cover>,
    /// `[masthead]`.
    pub masthead: Option<Masthead>,
    /// `[contents]`; a template may make contents without it.
    pub contents: Option<Contents>,
    /// `[addressee]`.
    pub addressee: Option<Vec<ProseInline>>,
    /// `[[section]]`, in order.
    pub sections: Vec<Section>,
    /// `[[attachment]]`, in order; those without prose are only listed.
    pub attachments: Vec<Attachment>,
    /// `[signature]`.
    pub signature: Option<Signature>,
    /// `[attendance]`.
    pub attendance: Option<Attendance>,
    /// `[annotation]`.
    pub annotation: Option<Vec<ProseInline>>,
    /// `[distribution]`.
    pub distribution: Option<Distribution>,
    /// `[figure.KEY]`, by bare key (references name it `figure.KEY`).
    pub figures: BTreeMap<String, Figure>,
    /// `[table.KEY]`, by bare key (references name it `table.KEY`).
    pub tables: BTreeMap<String, Table>,
    /// `[chart.KEY]`, by bare key (references name it `chart.KEY`).
    pub charts: BTreeMap<String, Chart>,
    /// `[note]`, by key.
    pub notes: BTreeMap<String, Note>,
    /// The pictures' files, each once; [`Picture::Image`] counts into it.
    pub images: Vec<Image>,
}

/// `[report]`: what the report says of itself.
#[derive(Clone, Debug)]
pub struct ReportMeta {
    /// Lines of the title as the author broke them; at least one, none empty.
    pub title: Vec<Spanned<String>>,
    /// The subtitle.
    pub subtitle: Option<Spanned<String>>,
    /// Who issues it.
    pub organizations: Vec<Spanned<String>>,
    /// Named authors.
    pub authors: Vec<Spanned<String>>,
    /// For catalogues.
    pub keywords: Vec<Spanned<String>>,
    /// A summary for catalogues.
    pub description: Option<Spanned<String>>,
    /// The report's date.
    pub date: Option<Spanned<Date>>,
    /// A shipped template's name or a path that ends in `.toml`.
    pub template: Option<Spanned<String>>,
    /// BCP 47; `zh-CN` when left out.
    pub language: Spanned<String>,
    /// The `[report]` head, for what concerns the whole report.
    pub span: Span,
}

/// A date to be printed: one to be written as the template writes dates, or words to be printed as
/// they are (`二〇二三年三月`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateText {
    /// A day.
    Date(Date),
    /// Words.
    Text(String),
}

/// `[cover]`. What is left out comes from [`ReportMeta`].
#[derive(Clone, Debug)]
pub struct Cover {
    /// `false` leaves the cover out, whatever the template says.
    pub enabled: bool,
    /// Such as 会议材料之一.
    pub label: Option<Spanned<String>>,
    /// Lines of the title; empty: the report's.
    pub title: Vec<Spanned<String>>,
    /// The subtitle.
    pub subtitle: Option<Spanned<String>>,
    /// The meeting's name.
    pub occasion: Option<Spanned<String>>,
    /// Issuers; empty: the report's.
    pub organizations: Vec<Spanned<String>>,
    /// The date.
    pub date: Option<Spanned<DateText>>,
    /// The `[cover]` head.
    pub span: Span,
}

/// `[masthead]`: 版头, or a briefing's head.
#[derive(Clone, Debug)]
pub struct Masthead {
    /// 份号.
    pub copy_number: Option<Spanned<String>>,
    /// 密级和保密期限.
    pub classification: Option<Spanned<String>>,
    /// 紧急程度.
    pub urgency: Option<Spanned<String>>,
    /// Issuing bodies of the red mark; empty: the report's organizations.
    pub mark: Vec<Spanned<String>>,
    /// What follows the mark; `None`: the template's. May be empty.
    pub suffix: Option<Spanned<String>>,
    /// 发文字号 or a briefing's number.
    pub number: Option<Spanned<String>>,
    /// 签发人.
    pub signers: Vec<Spanned<String>>,
    /// A briefing's editor line.
    pub editor: Option<Spanned<String>>,
    /// A briefing's date.
    pub date: Option<Spanned<DateText>>,
    /// The `[masthead]` head.
    pub span: Span,
}

/// `[contents]`.
#[derive(Clone, Debug)]
pub struct Contents {
    /// `false` leaves the contents out, whatever the template says.
    pub enabled: bool,
    /// Deepest level listed, 1 to 4; `None`: the template's.
    pub depth: Option<Spanned<u8>>,
    /// The title; `None`: the template's.
    pub title: Option<Spanned<String>>,
    /// The `[contents]` head.
    pub span: Span,
}

/// `[[section]]`.
#[derive(Clone, Debug)]
pub struct Section {
    /// What can refer to it; unique among sections and attachments, never of the form `section-1`.
    pub id: Option<Spanned<String>>,
    /// 1 to 4.
    pub level: Spanned<u8>,
    /// The heading; not empty. Marks are allowed in it.
    pub title: Vec<ProseInline>,
    /// `numbered = false` leaves its number out.
    pub numbered: bool,
    /// Its prose, from `body` or `include`.
    pub blocks: Vec<ProseBlock>,
    /// The title's place.
    pub span: Span,
}

/// `[[attachment]]`.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// What can refer to it; unique among sections and attachments.
    pub id: Option<Spanned<String>>,
    /// Its name.
    pub title: Spanned<String>,
    /// Its prose; `None`: it is listed, but does not follow in this document.
    pub blocks: Option<Vec<ProseBlock>>,
}

/// `[signature]`.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Issuers; empty: the report's.
    pub organizations: Vec<Spanned<String>>,
    /// The date; `None`: the report's.
    pub date: Option<Spanned<DateText>>,
    /// Room for a seal.
    pub sealed: bool,
    /// The post of the signer whose stamp stands here.
    pub post: Option<Spanned<String>>,
    /// The `[signature]` head.
    pub span: Span,
}

/// `[attendance]`: who was there, in minutes.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// 出席.
    pub present: Option<Vec<ProseInline>>,
    /// 请假.
    pub absent: Option<Vec<ProseInline>>,
    /// 列席.
    pub observers: Option<Vec<ProseInline>>,
    /// The `[attendance]` head.
    pub span: Span,
}

/// `[distribution]`: 版记.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// 主送, in order, as written (the resolver joins them and ends them with 。).
    pub sent_to: Vec<Spanned<String>>,
    /// 抄送, in order, as written.
    pub copies_to: Vec<Spanned<String>>,
    /// Other rows (`rows = [{ label = "…", text = "…" }]`).
    pub rows: Vec<DistributionRow>,
    /// 印发机关.
    pub printer: Option<Spanned<String>>,
    /// 印发日期; `None`: the report's date.
    pub date: Option<Spanned<DateText>>,
    /// The `[distribution]` head.
    pub span: Span,
}

/// A further row of 版记.
#[derive(Clone, Debug)]
pub struct DistributionRow {
    /// As printed, with its colon.
    pub label: Spanned<String>,
    /// Its text.
    pub text: Vec<ProseInline>,
}

/// `[figure.KEY]`.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The file, or its awaited shape. `parse` has already warned of a pending one.
    pub picture: Picture,
    /// The text below it; not empty.
    pub caption: Vec<ProseInline>,
    /// For those who cannot see it; empty only where `parse` warned.
    pub alt: Spanned<String>,
    /// Share of the text's width.
    pub width: Option<Spanned<f64>>,
    /// Where it stands.
    pub place: Placement,
    /// The key's place.
    pub span: Span,
}

/// `[table.KEY]`. Its grid is filled: each place is the start of a cell or covered by one.
#[derive(Clone, Debug)]
pub struct Table {
    /// Stands above it; `None`: an unnumbered table.
    pub caption: Option<Vec<ProseInline>>,
    /// One a column.
    pub columns: Vec<Column>,
    /// How many of the first rows are the head.
    pub header_rows: usize,
    /// The head's rows first; in each, the cells that start there, from left to right.
    pub rows: Vec<Vec<Cell>>,
    /// Stands below it.
    pub note: Option<Vec<ProseInline>>,
    /// Turns its page.
    pub landscape: bool,
    /// The key's place.
    pub span: Span,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its first column, from 0.
    pub column: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Its own alignment; `None`: the column's, in the head the centre.
    pub align: Option<CellAlign>,
    /// Its text.
    pub content: Vec<ProseInline>,
    /// Where it was written.
    pub span: Span,
}

/// `[chart.KEY]`, its data already taken from its table.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Column, line or pie.
    pub kind: ChartKind,
    /// The text below it; not empty.
    pub caption: Vec<ProseInline>,
    /// For those who cannot see it; empty only where `parse` warned.
    pub alt: Spanned<String>,
    /// Along the axis, or the slices.
    pub categories: Vec<String>,
    /// Each as long as `categories`; at least one, in a pie exactly one.
    pub series: Vec<Series>,
    /// Such as `%`; may be empty.
    pub unit: String,
    /// Height as a share of the text's width.
    pub height: Option<Spanned<f64>>,
    /// Where it stands.
    pub place: Placement,
    /// The key's place.
    pub span: Span,
}

/// A footnote.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its text.
    pub content: Vec<ProseInline>,
    /// The key's place.
    pub span: Span,
}

/// A block of prose.
#[derive(Clone, Debug, PartialEq)]
pub struct ProseBlock {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: ProseBlockKind,
}

/// Every kind of block in prose. Match without `_`.
#[derive(Clone, Debug, PartialEq)]
pub enum ProseBlockKind {
    /// A paragraph; not empty.
    Paragraph(Vec<ProseInline>),
    /// A list.
    List {
        /// Numbered.
        ordered: bool,
        /// The first number (1 unless the author began elsewhere).
        start: u32,
        /// The items' blocks.
        items: Vec<Vec<ProseBlock>>,
    },
    /// A quotation.
    Quote(Vec<ProseBlock>),
    /// `{{figure a b}}`: bare keys of [`Report::figures`], side by side.
    Figures(Vec<Spanned<String>>),
    /// `{{table a}}`: a bare key of [`Report::tables`].
    Table(Spanned<String>),
    /// `{{chart a}}`: a bare key of [`Report::charts`].
    Chart(Spanned<String>),
    /// `{{pagebreak}}`.
    PageBreak,
}

/// Every kind of inline in prose. Match without `_`.
#[derive(Clone, Debug, PartialEq)]
pub enum ProseInline {
    /// Characters that share their marks and their link; not empty.
    Text {
        /// As printed.
        text: String,
        /// How they are marked.
        marks: Marks,
        /// Where a click leads; [`Link::Internal`] holds a canonical id, see [`ProseInline::Reference`].
        link: Option<Link>,
        /// Where they were written.
        span: Span,
    },
    /// Words with their readings above them.
    Ruby {
        /// Part by part.
        pairs: Vec<RubyPair>,
        /// How the words are marked.
        marks: Marks,
        /// Where a click leads.
        link: Option<Link>,
        /// Where they were written.
        span: Span,
    },
    /// The author ends the line here.
    LineBreak,
    /// `[^id]`.
    NoteMark {
        /// A key of [`Report::notes`].
        id: String,
        /// Where.
        span: Span,
    },
    /// `{{ref …}}`: to be printed as 图1, 表2 or a section's number and title.
    Reference {
        /// Canonical: `figure.KEY`, `table.KEY`, `chart.KEY`, or the id of a section or attachment.
        target: String,
        /// How it is marked.
        marks: Marks,
        /// Where.
        span: Span,
    },
    /// `{{page …}}`: the page number of the same.
    PageReference {
        /// Canonical, as in [`ProseInline::Reference`].
        target: String,
        /// How it is marked.
        marks: Marks,
        /// Where.
        span: Span,
    },
}
