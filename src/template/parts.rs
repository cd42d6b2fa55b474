//! Every table of a template but its styles: one function a table.

use crate::geom::{Em, Length, Size};

use super::reader::Reader;
use super::styles::{ROLES, fill_likes, styles};
use super::tree::Table;
use super::*;
use crate::diag::{Diagnostic, Span};

/// What a number's pattern may hold.
const NUMBERS: [&str; 4] = ["han", "arabic", "circled", "roman"];

/// Reads a whole merged tree; the value counts only where no error was recorded.
pub(super) fn template(name: &str, mut tree: Table, span: Span, errors: &mut Vec<Diagnostic>) -> Template {
    fill_likes(&mut tree, errors);
    Reader::read(&tree, span, errors, |file| {
        let page = file.section("page", page);
        let grid = file.section("grid", grid);
        Template {
            name: name.to_owned(),
            page,
            print: file.section("print", print),
            grid,
            columns: file.section("columns", columns),
            text: file.section("text", text),
            roles: file.section("roles", |roles| {
                ROLES.iter().map(|&(key, role)| (role, roles.section(key, role_fonts))).collect()
            }),
            styles: file.section("styles", |section| styles(section, &page, &grid)),
            numbering: file.section("numbering", numbering),
            labels: file.section("labels", labels),
            page_numbers: file.section("page_numbers", page_numbers),
            running_head: file.optional_section("running_head", running_head),
            cover: file.optional_section("cover", cover),
            masthead: file.optional_section("masthead", masthead),
            title: file.section("title", title),
            contents: file.section("contents", contents),
            table: file.section("table", table),
            figure: file.section("figure", figure),
            chart: file.section("chart", chart),
            footnote: file.section("footnote", footnote),
            signature: file.section("signature", signature),
            distribution: file.section("distribution", distribution),
            imposition: file.section("imposition", imposition),
        }
    })
}

fn page(page: &mut Reader) -> PageGeometry {
    let geometry = PageGeometry {
        paper: Size { width: page.positive("width"), height: page.positive("height") },
        top: page.length("top"),
        bottom: page.length("bottom"),
        inside: page.length("inside"),
        outside: page.length("outside"),
        facing: page.switch("facing"),
    };
    let area = geometry.type_area();
    if area.width <= Length::ZERO || area.height <= Length::ZERO {
        page.fault("width", "页边之和不小于纸，没有版心可用", "the margins leave no type area on the paper");
    }
    geometry
}

fn print(print: &mut Reader) -> PrintLayout {
    let layout = PrintLayout {
        bleed: print.length("bleed"),
        slug: print.length("slug"),
        crop_marks: print.switch("crop_marks"),
        register_marks: print.switch("register_marks"),
        mark_distance: print.length("mark_distance"),
        mark_length: print.length("mark_length"),
        mark_rule: print.positive("mark_rule"),
        information: print.pattern("information", &["title", "date", "sheet", "sheets", "page"]),
        pictures: print.choice("pictures", &[("cmyk", PrintPictures::Cmyk), ("profile", PrintPictures::Profile)]),
        resolution: print.count("resolution", 1, 2400),
        least_resolution: print.count("least_resolution", 1, 2400),
        ink_limit: print.count("ink_limit", 100, 400),
    };
    if layout.mark_distance < layout.bleed {
        let zh = "标记不能印在出血里：mark_distance 不能小于 bleed";
        print.fault("mark_distance", zh, "marks may not stand in the bleed: `mark_distance` is less than `bleed`");
    }
    if layout.bleed + layout.slug < layout.mark_distance + layout.mark_length {
        let zh = "纸边放不下标记：bleed 与 slug 之和不能小于 mark_distance 与 mark_length 之和";
        let en = "the marks do not fit: `bleed` and `slug` are less than `mark_distance` and `mark_length`";
        print.fault("slug", zh, en);
    }
    layout
}

fn grid(grid: &mut Reader) -> Grid {
    Grid {
        lines: grid.count("lines", 1, 200),
        characters: grid.count("characters", 1, 200),
        pitch: grid.positive("pitch"),
    }
}

fn columns(columns: &mut Reader) -> ColumnLayout {
    ColumnLayout {
        count: columns.count("count", 1, 6),
        gap: columns.em("gap"),
        across_headings: columns.count("across_headings", 0, 4),
        across_figures: columns.switch("across_figures"),
        across_tables: columns.switch("across_tables"),
    }
}

fn text(text: &mut Reader) -> TextRules {
    let levels = [
        ("none", KinsokuLevel::None),
        ("basic", KinsokuLevel::Basic),
        ("gb", KinsokuLevel::Gb),
        ("strict", KinsokuLevel::Strict),
    ];
    let schemes = [
        ("full", PunctuationScheme::Full),
        ("kaiming", PunctuationScheme::Kaiming),
        ("half", PunctuationScheme::Half),
        ("plain", PunctuationScheme::Plain),
    ];
    TextRules {
        kinsoku: text.choice("kinsoku", &levels),
        punctuation: text.choice("punctuation", &schemes),
        han_latin_space: text.em("han_latin_space"),
        han_latin_min: text.em("han_latin_min"),
        han_latin_max: text.em("han_latin_max"),
        tight_digits: text.switch("tight_digits"),
        hanging: text.switch("hanging"),
        strict_grid: text.switch("strict_grid"),
        trim_after_indent: text.switch("trim_after_indent"),
        hyphenate: text.switch("hyphenate"),
        orphan_lines: text.count("orphan_lines", 1, 10),
        widow_lines: text.count("widow_lines", 1, 10),
    }
}

fn role_fonts(role: &mut Reader) -> RoleFonts {
    RoleFonts {
        families: role.texts("families"),
        bold: role.texts("bold"),
        fallback: role.texts("fallback"),
        word: role.text("word"),
        word_alternatives: role.texts("word_alternatives"),
    }
}

fn numbering(numbering: &mut Reader) -> Numbering {
    Numbering {
        headings: ["heading1", "heading2", "heading3", "heading4"].map(|key| numbering.pattern(key, &NUMBERS)),
        ordered: numbering.patterns("ordered", &NUMBERS),
        bullets: numbering.patterns("bullets", &[]),
        figure: numbering.pattern("figure", &NUMBERS),
        table: numbering.pattern("table", &NUMBERS),
        captions_by_part: numbering.switch("captions_by_part"),
        note: numbering.pattern("note", &NUMBERS),
        notes_by_page: numbering.switch("notes_by_page"),
    }
}

fn labels(labels: &mut Reader) -> Labels {
    Labels {
        contents: labels.text("contents"),
        figure: labels.text("figure"),
        table: labels.text("table"),
        attachment: labels.text("attachment"),
        copies_to: labels.text("copies_to"),
        sent_to: labels.text("sent_to"),
        printed: labels.text("printed"),
        present: labels.text("present"),
        absent: labels.text("absent"),
        observers: labels.text("observers"),
        signer: labels.text("signer"),
        pending: labels.text("pending"),
        continued: labels.pattern("continued", &["number"]),
        date: labels.pattern("date", &["year", "month", "day"]),
    }
}

fn page_numbers(numbers: &mut Reader) -> PageNumbers {
    PageNumbers {
        body: numbers.pattern("body", &NUMBERS),
        contents: numbers.pattern("contents", &NUMBERS),
        first_page: numbers.switch("first_page"),
        place: numbers.choice("place", &[("center", NumberPlace::Center), ("outside", NumberPlace::Outside)]),
        distance: numbers.length("distance"),
        inset: numbers.em("inset"),
    }
}

fn running_head(head: &mut Reader) -> RunningHead {
    RunningHead {
        odd: head.pattern("odd", &["title", "section"]),
        even: head.pattern("even", &["title", "section"]),
        distance: head.length("distance"),
        rule: head.length("rule"),
    }
}

fn cover(cover: &mut Reader) -> CoverLayout {
    CoverLayout {
        label_top: cover.length("label_top"),
        occasion_top: cover.length("occasion_top"),
        title_top: cover.length("title_top"),
        organization_bottom: cover.length("organization_bottom"),
        date_bottom: cover.length("date_bottom"),
        blank_back: cover.switch("blank_back"),
    }
}

fn masthead(head: &mut Reader) -> MastheadLayout {
    let forms =
        [("document", MastheadForm::Document), ("letter", MastheadForm::Letter), ("briefing", MastheadForm::Briefing)];
    MastheadLayout {
        form: head.choice("form", &forms),
        mark_top: head.length("mark_top"),
        mark_suffix: head.text("mark_suffix"),
        number_lines: head.lines("number_lines"),
        signers_per_line: head.count("signers_per_line", 1, 9),
        rule_distance: head.length("rule_distance"),
        rule: head.length("rule"),
        rule_width: head.length("rule_width"),
        second_rule: head.length("second_rule"),
        rule_gap: head.length("rule_gap"),
        rule_colour: head.colour("rule_colour"),
        meta_distance: head.length("meta_distance"),
        foot_rule: head.length("foot_rule"),
    }
}

fn title(title: &mut Reader) -> TitleLayout {
    TitleLayout {
        in_text: title.switch("in_text"),
        after_cover: title.switch("after_cover"),
        byline: title.switch("byline"),
        after_masthead: title.lines("after_masthead"),
    }
}

fn contents(contents: &mut Reader) -> ContentsLayout {
    ContentsLayout {
        always: contents.switch("always"),
        depth: contents.count("depth", 1, 4) as u8,
        leader: contents.text("leader"),
        recto_after: contents.switch("recto_after"),
    }
}

fn table(table: &mut Reader) -> TableLayout {
    TableLayout {
        rules: table.choice("rules", &[("all", TableRules::All), ("three", TableRules::Three)]),
        outer_rule: table.length("outer_rule"),
        inner_rule: table.length("inner_rule"),
        padding_y: table.length("padding_y"),
        padding_x: table.length("padding_x"),
        head_fill: table.optional_colour("head_fill"),
    }
}

fn figure(figure: &mut Reader) -> FigureLayout {
    FigureLayout {
        width: figure.share("width"),
        max_height: figure.share("max_height"),
        gutter: figure.length("gutter"),
        caption_gap: figure.length("caption_gap"),
        pending_rule: figure.length("pending_rule"),
        pending_colour: figure.colour("pending_colour"),
        pending_fill: figure.colour("pending_fill"),
    }
}

fn chart(chart: &mut Reader) -> ChartLayout {
    ChartLayout {
        width: chart.share("width"),
        height: chart.share("height"),
        rule: chart.length("rule"),
        axis_colour: chart.colour("axis_colour"),
        grid_colour: chart.colour("grid_colour"),
        series_colours: chart.colours("series_colours"),
        line: chart.length("line"),
    }
}

fn footnote(footnote: &mut Reader) -> FootnoteLayout {
    FootnoteLayout {
        rule_share: footnote.share("rule_share"),
        rule: footnote.length("rule"),
        before: footnote.length("before"),
        after: footnote.length("after"),
        mark_size: footnote.share("mark_size"),
        mark_rise: footnote.em("mark_rise"),
    }
}

fn signature(signature: &mut Reader) -> SignatureLayout {
    SignatureLayout {
        before: signature.lines("before"),
        sealed_right: signature.em("sealed_right"),
        unsealed_right: signature.em("unsealed_right"),
        date_shift: signature.em("date_shift"),
        seal: signature.length("seal"),
        seal_gap: signature.length("seal_gap"),
        seals_per_row: signature.count("seals_per_row", 1, 9),
        stamp_before: signature.lines("stamp_before"),
        stamp_width: signature.length("stamp_width"),
        stamp_right: signature.em("stamp_right"),
        post_gap: signature.em("post_gap"),
        stamp_lines: signature.lines("stamp_lines"),
        stamp_after: signature.lines("stamp_after"),
    }
}

fn distribution(distribution: &mut Reader) -> DistributionLayout {
    DistributionLayout {
        outer_rule: distribution.length("outer_rule"),
        inner_rule: distribution.length("inner_rule"),
        inset: distribution.em("inset"),
        even_page: distribution.switch("even_page"),
    }
}

fn imposition(imposition: &mut Reader) -> ImpositionLayout {
    let layout = ImpositionLayout {
        paper_thickness: imposition.length("paper_thickness"),
        creep: imposition.em("creep"),
        back_cover: imposition.switch("back_cover"),
        gutter: imposition.length("gutter"),
        mark_margin: imposition.length("mark_margin"),
        mark_distance: imposition.length("mark_distance"),
        mark_length: imposition.length("mark_length"),
        mark_rule: imposition.positive("mark_rule"),
    };
    if layout.creep < Em(0) {
        imposition.fault(
            "creep",
            "里层的纸只会往外挤出，creep 不能小于 0",
            "inner sheets are pushed out, so `creep` is not negative",
        );
    }
    if layout.mark_margin < layout.mark_distance + layout.mark_length {
        let zh = "mark_margin 放不下裁切线：它不能小于 mark_distance 与 mark_length 之和";
        let en = "the marks do not fit: `mark_margin` must not be less than `mark_distance` and `mark_length` together";
        imposition.fault("mark_margin", zh, en);
    }
    layout
}
