//! The shipped templates against the standard's numbers, and what a user's file may get wrong.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::assets::Memory;
use crate::colour::Colour;
use crate::diag::{Diagnostic, Sources};
use crate::geom::{Em, Length};

use super::*;

fn shipped(name: &str) -> Template {
    let loaded = load(name, &Memory::default(), &mut Sources::default());
    let loaded = loaded.unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
    assert_eq!(loaded.warnings, [], "{name}");
    loaded.value
}

/// Loads `ours.toml` with this text, next to other files.
fn own(text: &str, others: &[(&str, &str)]) -> (Result<Template, Vec<Diagnostic>>, Sources) {
    let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for (path, text) in others.iter().chain([&("ours.toml", text)]) {
        files.insert(PathBuf::from(path), text.as_bytes().to_vec());
    }
    let mut sources = Sources::default();
    let loaded = load("ours.toml", &Memory(files), &mut sources).map(|loaded| loaded.value);
    (loaded, sources)
}

fn codes(loaded: Result<Template, Vec<Diagnostic>>) -> Vec<&'static str> {
    loaded.expect_err("errors").iter().map(|error| error.code).collect()
}

#[test]
fn all_templates_are_whole_and_their_grids_fit() {
    for (name, _) in SHIPPED {
        let template = shipped(name);
        assert_eq!(template.name, name);
        assert_eq!(template.styles.len(), 43);
        assert_eq!(template.roles.len(), 8);
    }
}

#[test]
fn gongwen_is_the_page_of_gb_t_9704_2012_clause_5_2() {
    let template = shipped("gongwen");
    let body = &template.styles[&StyleName::Body];
    let area = template.page.type_area();
    assert!((area.width.mm() - 156.0).abs() < 0.001);
    assert_eq!((template.grid.lines, template.grid.characters), (22, 28));
    assert_eq!(template.grid.pitch.twips(), 589);
    assert!((body.pitch.expect("a pitch").mm() - 156.0 / 28.0).abs() < 0.001);
    assert_eq!((body.size, body.role, body.first_indent), (Length::from_pt(16.0), Role::Fangsong, Em::new(2.0)));
    // The characters of the first line, half of 4.84 mm below its box, start 37 mm from the top.
    assert!((template.page.top.mm() + 4.84 / 2.0 - 37.0).abs() < 0.001);
}

#[test]
fn gongwen_keeps_the_distances_of_clauses_7_2_and_7_5() {
    let template = shipped("gongwen");
    let head = template.masthead.expect("a masthead");
    assert!((head.mark_top.mm() - 72.0).abs() < 0.001);
    assert!((head.rule_distance.mm() - 4.0).abs() < 0.001);
    assert_eq!(head.rule_colour, Colour::Cmyk(0, 80, 80, 0));
    let dash = template.page.paper.height - template.page.bottom + template.page_numbers.distance;
    assert!((dash.mm() - 269.0).abs() < 0.001);
    assert_eq!(template.styles[&StyleName::PageNumber].latin, Role::Song);
    assert_eq!(template.styles[&StyleName::PageNumber].size, Length::from_pt(14.0));
}

#[test]
fn meeting_has_parts_above_the_four_levels_of_gongwen() {
    let template = shipped("meeting");
    let part = &template.styles[&StyleName::Heading1];
    assert_eq!((part.role, part.page_break, part.align), (Role::Title, PageBreak::Recto, Align::Center));
    assert_eq!(template.numbering.headings, ["", "{han}、", "（{han}）", "{arabic}."]);
    assert_eq!(template.styles[&StyleName::Heading2].role, Role::Hei);
    assert_eq!(template.styles[&StyleName::Heading3].role, Role::Kai);
    assert!(template.cover.is_some() && template.masthead.is_none() && template.contents.always);
}

#[test]
fn booklet_and_briefing_differ_where_they_say_so() {
    let booklet = shipped("booklet");
    assert_eq!(booklet.page.paper.width, Length::from_mm(148.0));
    assert_eq!(booklet.styles[&StyleName::Heading3].size, Length::from_pt(12.0));
    let briefing = shipped("briefing");
    assert!(briefing.cover.is_none());
    assert!(briefing.masthead.is_some_and(|head| head.form == MastheadForm::Briefing && head.mark_suffix.is_empty()));
}

#[test]
fn a_user_overrides_a_few_keys_and_likes_follow() {
    let (loaded, _) = own("base = \"gongwen\"\n[styles.body]\nsize = \"小三\"\n", &[]);
    let template = loaded.expect("loads");
    assert_eq!(template.name, "ours");
    assert_eq!(template.styles[&StyleName::Body].size, Length::from_pt(15.0));
    assert_eq!(template.styles[&StyleName::Heading2].size, Length::from_pt(15.0));
    assert_eq!(template.styles[&StyleName::Title].size, Length::from_pt(22.0));
}

#[test]
fn a_base_may_be_a_file_beside_the_one_that_names_it() {
    let others = [("looks/house.toml", "base = \"meeting\"\n[labels]\nfigure = \"照片\"\n")];
    let (loaded, sources) = own("base = \"looks/house.toml\"\ncover = \"none\"\n", &others);
    let template = loaded.expect("loads");
    assert_eq!((template.labels.figure.as_str(), template.cover), ("照片", None));
    assert_eq!(sources.files().count(), 4);
}

#[test]
fn all_errors_come_at_once_each_at_its_place() {
    let text = "base = \"meeting\"\n[page]\ntop = \"37\"\n[grid]\nlinse = 22\n[styles.body]\nalign = \"middle\"\n";
    let (loaded, sources) = own(text, &[]);
    let errors = loaded.expect_err("errors");
    let found: Vec<_> =
        errors.iter().map(|error| (error.code, error.span.map(|span| sources.position(span)))).collect();
    assert_eq!(
        found,
        [("bad-value", Some((3, 7))), ("unknown-key", Some((5, 1))), ("bad-value", Some((7, 9)))],
        "{errors:#?}"
    );
    assert!(errors[1].help.as_ref().is_some_and(|help| help.en.contains("`lines`")));
}

#[test]
fn a_file_without_a_base_must_be_whole() {
    let (loaded, _) = own("[page]\nwidth = \"210mm\"\n", &[]);
    let errors = loaded.expect_err("errors");
    assert!(errors.iter().all(|error| error.code == "missing-key"));
    assert!(errors.iter().any(|error| error.message.en.contains("`page.height`")));
    assert!(errors.iter().any(|error| error.message.en.contains("`styles`")));
}

#[test]
fn names_that_lead_nowhere_are_refused() {
    let mut sources = Sources::default();
    let errors = load("meetng", &Memory::default(), &mut sources).expect_err("unknown");
    assert_eq!(errors[0].code, "unknown-template");
    let help = errors[0].help.as_ref().expect("help");
    assert!(
        help.en.contains("`meeting`")
            && help.en.contains("gongwen, meeting, booklet, briefing, letter, order, minutes")
    );
    assert_eq!(codes(load("none.toml", &Memory::default(), &mut sources).map(|t| t.value)), ["template-unreadable"]);
    assert_eq!(codes(own("base = \"ours.toml\"", &[]).0), ["template-circle"]);
    assert_eq!(codes(own("base = 3", &[]).0), ["bad-value"]);
    assert_eq!(codes(own("base = \"meeting\"\n[styles.quote]\nlike = \"boby\"", &[]).0)[0], "unknown-style");
    let circle = "base = \"meeting\"\n[styles.body]\nlike = \"quote\"\n";
    assert!(codes(own(circle, &[]).0).contains(&"template-circle"));
}

#[test]
fn values_without_sense_are_refused() {
    for wrong in [
        "[page]\ninside = \"150mm\"\noutside = \"60mm\"",
        "[grid]\ncharacters = 0",
        "[grid]\npitch = \"0pt\"",
        "[numbering]\nnote = \"{circle}\"",
        "[chart]\nseries_colours = []",
        "[figure]\nwidth = 1.5",
        "[styles.body]\nfirst_indent = nan",
        "[contents]\ndepth = 5",
        "styles = 3",
    ] {
        let (loaded, _) = own(&format!("base = \"meeting\"\n{wrong}\n"), &[]);
        assert!(codes(loaded).contains(&"bad-value"), "{wrong}");
    }
}

#[test]
fn a_grid_that_does_not_fit_is_warned_about() {
    let load_own = |text: &str| {
        let files = Memory(BTreeMap::from([(PathBuf::from("ours.toml"), text.as_bytes().to_vec())]));
        load("ours.toml", &files, &mut Sources::default()).expect("loads").warnings
    };
    assert_eq!(load_own("base = \"gongwen\"\n[grid]\nlines = 23\n")[0].code, "grid-too-large");
    assert_eq!(load_own("base = \"gongwen\"\n[grid]\nlines = 20\n")[0].code, "grid-too-small");
}
