//! Every table and key of the format: the one list from which unknown keys are refused, samples are
//! shown, and `docs/report.schema.json` is made.

/// How a table stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `[report]`.
    Single,
    /// `[[section]]`.
    Repeated,
    /// `[figure.KEY]`.
    Keyed,
    /// `{ text = "…" }` inside an array.
    Inline,
}

/// A table of the format.
#[derive(Clone, Copy, Debug)]
pub struct TableSchema {
    /// Such as `report`.
    pub name: &'static str,
    /// How it stands in the file.
    pub shape: Shape,
    /// What it is for, in Chinese.
    pub zh: &'static str,
    /// What it is for, in English.
    pub en: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must stand there.
    pub required: bool,
    /// What it is for, in Chinese.
    pub zh: &'static str,
    /// What it is for, in English.
    pub en: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A string.
    Text,
    /// A string, or an array of them.
    Lines,
    /// A string of prose within one paragraph.
    Inlines,
    /// A string of prose.
    Prose,
    /// `true` or `false`.
    Boolean,
    /// A whole number in a range.
    Integer(i64, i64),
    /// A number above 0.
    Positive,
    /// A number above 0 and at most 1.
    Share,
    /// A date.
    Date,
    /// A date, or words.
    DateText,
    /// A shape such as `"4:3"`, or width divided by height.
    Aspect,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// An array of cells, or of rows of cells.
    Head,
    /// An array of rows of cells.
    Rows,
    /// An array of numbers.
    Numbers,
    /// Names of columns, or series written out.
    SeriesChoice,
    /// An array of inline tables of this name.
    Tables(&'static str),
}

const fn required(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Key {
    Key { name, kind, required: true, zh, en }
}

const fn optional(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Key {
    Key { name, kind, required: false, zh, en }
}

/// `left`, `center`, `right`.
pub const ALIGNS: &[&str] = &["left", "center", "right"];
/// The kinds of chart.
pub const CHART_KINDS: &[&str] = &["column", "line", "pie"];
/// Where a figure stands.
pub const PLACES: &[&str] = &["here", "top", "bottom", "page"];

use Kind::{
    Aspect, Boolean, Choice, Date, DateText, Head, Inlines, Integer, Lines, Numbers, Positive, Prose, Rows,
    SeriesChoice, Share, Tables, Text,
};

/// `[report]`.
pub const REPORT: TableSchema = TableSchema {
    name: "report",
    shape: Shape::Single,
    zh: "报告本身的信息。",
    en: "What the report says of itself.",
    keys: &[
        required("title", Lines, "标题；写成数组时每项一行。", "The title; an array gives its lines."),
        optional("subtitle", Text, "副标题。", "The subtitle."),
        optional("organization", Lines, "发文机关；联合发文写成数组。", "Who issues it; an array for several."),
        optional("authors", Lines, "作者。", "Named authors."),
        optional("keywords", Lines, "关键词，写入文件属性。", "Keywords, for the files' properties."),
        optional("description", Text, "摘要，写入文件属性。", "A summary, for the files' properties."),
        optional("date", Date, "日期，如 2023-03-01。", "The date, such as 2023-03-01."),
        optional("template", Text, "模板名，或以 .toml 结尾的路径。", "A template's name, or a path ending in .toml."),
        optional("language", Text, "语言标签，默认 zh-CN。", "Language tag; zh-CN when left out."),
    ],
};

/// `[cover]`.
pub const COVER: TableSchema = TableSchema {
    name: "cover",
    shape: Shape::Single,
    zh: "封面。没有写的取自 [report]。",
    en: "The cover. What is left out comes from [report].",
    keys: &[
        optional("enabled", Boolean, "写 false 则不要封面。", "false leaves the cover out."),
        optional("label", Text, "左上角的标注，如“会议材料之一”。", "The label at the top."),
        optional("title", Lines, "封面上的标题。", "The title on the cover."),
        optional("subtitle", Text, "封面上的副标题。", "The subtitle on the cover."),
        optional("occasion", Text, "会议名称。", "The meeting's name."),
        optional("organization", Lines, "封面上的机关，每项一行。", "Issuers on the cover, one a line."),
        optional("date", DateText, "封面上的日期。", "The date on the cover."),
    ],
};

/// `[masthead]`.
pub const MASTHEAD: TableSchema = TableSchema {
    name: "masthead",
    shape: Shape::Single,
    zh: "版头（红头），或简报的报头。",
    en: "The head of an official document or of a briefing.",
    keys: &[
        optional("copy_number", Text, "份号，六位数字，如 \"000001\"。", "The copy's number, six digits."),
        optional("classification", Text, "密级和保密期限，如“机密★1年”。", "Classification and its term."),
        optional("urgency", Text, "紧急程度，如“特急”。", "Urgency."),
        optional("mark", Lines, "发文机关标志；联合发文写成数组。", "The red mark; an array for joint issuers."),
        optional("suffix", Text, "标志后的字，如“文件”；可为空。", "What follows the mark; may be empty."),
        optional("number", Text, "发文字号或简报期号。", "The document's number."),
        optional("signers", Lines, "签发人。", "Who signed it off."),
        optional("editor", Text, "简报的编印单位。", "A briefing's editor."),
        optional("date", DateText, "简报的日期。", "A briefing's date."),
    ],
};

/// `[contents]`.
pub const CONTENTS: TableSchema = TableSchema {
    name: "contents",
    shape: Shape::Single,
    zh: "目录。",
    en: "The table of contents.",
    keys: &[
        optional("enabled", Boolean, "写 false 则不要目录。", "false leaves the contents out."),
        optional("depth", Integer(1, 4), "列到第几级标题，1 到 4。", "The deepest level listed, 1 to 4."),
        optional("title", Text, "目录的标题。", "The title of the contents."),
    ],
};

/// `[addressee]`.
pub const ADDRESSEE: TableSchema = TableSchema {
    name: "addressee",
    shape: Shape::Single,
    zh: "主送机关。",
    en: "Whom the document addresses.",
    keys: &[required("text", Inlines, "主送机关，以全角冒号结尾。", "The addressees, ending in a full-width colon.")],
};

/// `[[section]]`.
pub const SECTION: TableSchema = TableSchema {
    name: "section",
    shape: Shape::Repeated,
    zh: "一节：标题和正文，按先后排列。",
    en: "A section: a heading and its prose, in order.",
    keys: &[
        optional("id", Text, "供引用的名字。", "The name by which it is referred to."),
        optional("level", Integer(1, 4), "标题级别，1 到 4，默认 1。", "The heading's level, 1 to 4; 1 when left out."),
        required("title", Inlines, "标题，不写序号。", "The heading, without its number."),
        optional("numbered", Boolean, "写 false 则不编号。", "false leaves its number out."),
        optional("body", Prose, "正文。", "The prose."),
        optional(
            "include",
            Text,
            "正文所在的文件（与 body 二选一）。",
            "The file that holds the prose (instead of body).",
        ),
    ],
};

/// `[[attachment]]`.
pub const ATTACHMENT: TableSchema = TableSchema {
    name: "attachment",
    shape: Shape::Repeated,
    zh: "附件。没有正文的只列名。",
    en: "An attachment; one without prose is only listed.",
    keys: &[
        optional("id", Text, "供引用的名字。", "The name by which it is referred to."),
        required("title", Text, "附件名称，不写序号和句末标点。", "Its name, without number or final mark."),
        optional("body", Prose, "正文。", "The prose."),
        optional(
            "include",
            Text,
            "正文所在的文件（与 body 二选一）。",
            "The file that holds the prose (instead of body).",
        ),
    ],
};

/// `[signature]`.
pub const SIGNATURE: TableSchema = TableSchema {
    name: "signature",
    shape: Shape::Single,
    zh: "发文机关署名和成文日期。",
    en: "Issuer and date at the end.",
    keys: &[
        optional("organization", Lines, "署名机关，每项一行。", "Issuers, one a line."),
        optional("date", DateText, "成文日期。", "The date."),
        optional("sealed", Boolean, "是否留出盖章的位置。", "Whether room is kept for a seal."),
        optional(
            "post",
            Text,
            "签发人职务：留出签名章的位置。",
            "The signer's post: room is kept for a stamp with their name.",
        ),
    ],
};

/// `[attendance]`.
pub const ATTENDANCE: TableSchema = TableSchema {
    name: "attendance",
    shape: Shape::Single,
    zh: "纪要的出席、请假、列席人员。",
    en: "Who was there, in minutes.",
    keys: &[
        optional("present", Inlines, "出席人员。", "Who was present."),
        optional("absent", Inlines, "请假人员。", "Who had leave."),
        optional("observers", Inlines, "列席人员。", "Who sat in."),
    ],
};

/// `[annotation]`.
pub const ANNOTATION: TableSchema = TableSchema {
    name: "annotation",
    shape: Shape::Single,
    zh: "附注。",
    en: "A remark below the date.",
    keys: &[required("text", Inlines, "附注的文字，连同括号。", "The remark, with its brackets.")],
};

/// `[distribution]`.
pub const DISTRIBUTION: TableSchema = TableSchema {
    name: "distribution",
    shape: Shape::Single,
    zh: "版记。",
    en: "The record at the foot of the last page.",
    keys: &[
        optional("sent_to", Lines, "主送机关。", "Addressees that stand here."),
        optional("copies_to", Lines, "抄送机关。", "Copies to."),
        optional("rows", Tables("distribution.rows"), "其他各行。", "Further rows."),
        optional("printer", Text, "印发机关。", "Who printed it."),
        optional("date", DateText, "印发日期。", "When it was printed."),
    ],
};

/// A row of `[distribution]`.
pub const DISTRIBUTION_ROW: TableSchema = TableSchema {
    name: "distribution.rows",
    shape: Shape::Inline,
    zh: "版记的一行。",
    en: "A row of the record.",
    keys: &[
        required("label", Text, "行首的字，连同冒号。", "Its first words, with the colon."),
        required("text", Inlines, "内容。", "Its text."),
    ],
};

/// `[figure.KEY]`.
pub const FIGURE: TableSchema = TableSchema {
    name: "figure",
    shape: Shape::Keyed,
    zh: "一幅图。",
    en: "A figure.",
    keys: &[
        optional(
            "image",
            Text,
            "图片文件（JPEG、PNG 或 SVG）；不写则待补。",
            "The file (JPEG, PNG or SVG); left out: pending.",
        ),
        required("caption", Inlines, "图题，不写序号。", "The caption, without its number."),
        optional("alt", Text, "替代文字：图上是什么。", "What it shows, for those who cannot see it."),
        optional("width", Share, "宽度占版心宽度的比例。", "Share of the text's width."),
        optional(
            "aspect",
            Aspect,
            "待补图片的宽高比，默认 \"4:3\"。",
            "Shape of a pending picture; \"4:3\" when left out.",
        ),
        optional(
            "place",
            Choice(PLACES),
            "位置：正在此处、页首、页脚、单独一页；不写：放得下就在此处，放不下到下页页首。",
            "Exactly here, at a page's top or foot, or on a page of its own; left out: here, or at the next page's top.",
        ),
    ],
};

/// `[table.KEY]`.
pub const TABLE: TableSchema = TableSchema {
    name: "table",
    shape: Shape::Keyed,
    zh: "一张表。",
    en: "A table.",
    keys: &[
        optional(
            "caption",
            Inlines,
            "表题，不写序号；没有表题则不编号。",
            "The caption; without one there is no number.",
        ),
        optional("header", Head, "表头，一行或数行。", "The head: a row, or rows."),
        optional("rows", Rows, "各行（与 data 二选一）。", "The rows (instead of data)."),
        optional("data", Text, "CSV 文件（与 rows 二选一）。", "A CSV file (instead of rows)."),
        optional(
            "header_rows",
            Integer(0, 99),
            "CSV 的前几行是表头，默认 1。",
            "How many of a CSV's rows are head; 1 when left out.",
        ),
        optional("columns", Tables("table.columns"), "各列的宽度和对齐。", "Widths and alignments of the columns."),
        optional("note", Inlines, "表下的注。", "A note below."),
        optional("landscape", Boolean, "放在横页上。", "On a landscape page."),
    ],
};

/// A column of `[table.KEY]`.
pub const COLUMN: TableSchema = TableSchema {
    name: "table.columns",
    shape: Shape::Inline,
    zh: "表的一列。",
    en: "A column.",
    keys: &[
        optional("width", Positive, "与其他列相比的宽度。", "Its width relative to the other columns."),
        optional("align", Choice(ALIGNS), "对齐方式。", "How its cells align."),
    ],
};

/// A cell of `[table.KEY]` that is more than words.
pub const CELL: TableSchema = TableSchema {
    name: "table.cell",
    shape: Shape::Inline,
    zh: "一个单元格。",
    en: "A cell.",
    keys: &[
        required("text", Inlines, "文字。", "Its text."),
        optional("columns", Integer(1, 99), "占几列。", "Columns covered."),
        optional("rows", Integer(1, 999), "占几行。", "Rows covered."),
        optional("align", Choice(ALIGNS), "对齐方式。", "How it aligns."),
    ],
};

/// `[chart.KEY]`.
pub const CHART: TableSchema = TableSchema {
    name: "chart",
    shape: Shape::Keyed,
    zh: "一幅图表。",
    en: "A chart.",
    keys: &[
        required("kind", Choice(CHART_KINDS), "种类：柱形、折线、饼。", "Its kind."),
        required("caption", Inlines, "图题，不写序号。", "The caption, without its number."),
        optional("data", Text, "数据所在的表，如 \"table.literacy\"。", "The table with the data."),
        optional("categories", Lines, "没有 data 时：各项的名称。", "Without data: the names along the axis."),
        optional(
            "series",
            SeriesChoice,
            "取哪几列；没有 data 时写出数值。",
            "Which columns; without data, the values.",
        ),
        optional("alt", Text, "替代文字：图上是什么。", "What it shows, for those who cannot see it."),
        optional("unit", Text, "单位，如 \"%\"。", "The unit, such as \"%\"."),
        optional("height", Share, "高度占版心宽度的比例。", "Height as a share of the text's width."),
        optional(
            "place",
            Choice(PLACES),
            "位置：正在此处、页首、页脚、单独一页；不写：放得下就在此处，放不下到下页页首。",
            "Exactly here, at a page's top or foot, or on a page of its own; left out: here, or at the next page's top.",
        ),
    ],
};

/// A series of `[chart.KEY]`.
pub const SERIES: TableSchema = TableSchema {
    name: "chart.series",
    shape: Shape::Inline,
    zh: "一组数值。",
    en: "A series of values.",
    keys: &[
        required("name", Text, "名称。", "Its name."),
        required("values", Numbers, "数值，与 categories 一一对应。", "Its values, one a category."),
    ],
};

/// Every table of the format, but for `[note]`, whose keys are the author's.
pub const TABLES: &[TableSchema] = &[
    REPORT,
    COVER,
    MASTHEAD,
    CONTENTS,
    ADDRESSEE,
    SECTION,
    FIGURE,
    TABLE,
    CHART,
    ATTACHMENT,
    ATTENDANCE,
    SIGNATURE,
    ANNOTATION,
    DISTRIBUTION,
    DISTRIBUTION_ROW,
    COLUMN,
    CELL,
    SERIES,
];

impl Kind {
    /// A value that could stand there, as written in TOML.
    pub fn sample(self) -> String {
        match self {
            Kind::Text | Kind::Lines | Kind::Inlines => "\"……\"".to_owned(),
            Kind::Prose => "'''……'''".to_owned(),
            Kind::Boolean => "true".to_owned(),
            Kind::Integer(least, _) => least.to_string(),
            Kind::Positive => "2".to_owned(),
            Kind::Share => "0.5".to_owned(),
            Kind::Date | Kind::DateText => "2023-03-01".to_owned(),
            Kind::Aspect => "\"4:3\"".to_owned(),
            Kind::Choice(words) => format!("\"{}\"", words[0]),
            Kind::Head => "[\"……\", \"……\"]".to_owned(),
            Kind::Rows => "[[\"……\", \"……\"]]".to_owned(),
            Kind::Numbers => "[1, 2]".to_owned(),
            Kind::SeriesChoice => "[\"……\"]".to_owned(),
            Kind::Tables(_) => "[{ …… }]".to_owned(),
        }
    }
}
