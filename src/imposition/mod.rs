//! Imposition: pages onto sheets that are folded or cut.
//!
//! A pure function from pages to pages: each sheet's side is a page whose items are groups, one for
//! each page that it carries. It knows pages, inks and the template's measures; it knows no exporter
//! and no document. A sheet is for the press, not for the screen: its structure, outline, links and
//! destinations are left out, since a tree over sheets would be read in the wrong order.

mod booklet;
mod grid;
mod marks;
mod sheet;
#[cfg(test)]
mod tests;

use crate::diag::{Diagnostic, Warned};
use crate::geom::Length;
use crate::pages::Pages;
use crate::template::Template;

/// How pages come onto sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Saddle stitch (骑马订): two pages beside each other on each side, all sheets folded within each
    /// other.
    Booklet,
    /// Pages in the order of reading, in columns and rows on one side.
    Grid {
        /// Pages across.
        columns: usize,
        /// Pages down.
        rows: usize,
    },
}

/// One side of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    /// Sheets count from 1; a folded one has sides A and B.
    label: String,
    /// What stands where.
    cells: Vec<Cell>,
}

/// The place of a page on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    /// Index of the page; `None` where the place stays blank.
    page: Option<usize>,
    /// From the left.
    column: usize,
    /// From the top.
    row: usize,
    /// Moved to the right, towards the fold or away from it, by creep.
    shift: Length,
}

/// Puts pages onto sheets; with `marks`, onto sheets that are larger by a margin with crop and fold
/// marks.
///
/// # Notes
/// `booklet-blanks`: a booklet was filled up to a multiple of four.
///
/// # Warnings
/// `booklet-creep`: the innermost sheet's pages move by more than their binding margin.
pub fn impose(pages: &Pages, scheme: Scheme, template: &Template, marks: bool) -> Warned<Pages> {
    let rules = &template.imposition;
    let count = pages.pages.len();
    let (sides, warnings) = match scheme {
        Scheme::Booklet => {
            let order = booklet::order(count, rules.back_cover);
            let creep = rules.creep.at(rules.paper_thickness);
            let innermost = creep * (order.len() as i64 / 4 - 1);
            let blanks = blanks(&order, rules.back_cover);
            let findings = blanks.into_iter().chain(too_thick(innermost, template.page.inside));
            (booklet::sides(&order, creep), findings.collect())
        }
        Scheme::Grid { columns, rows } => (grid::sides(count, columns, rows), Vec::new()),
    };
    let plan = sheet::Plan::of(pages, scheme, rules, marks);
    let sheets = sides.iter().map(|side| plan.draw(side, &pages.pages)).collect();
    Warned { value: Pages { pages: sheets, meta: pages.meta.clone(), ..Pages::default() }, warnings }
}

fn blanks(order: &[Option<usize>], back_cover: bool) -> Option<Diagnostic> {
    let blank = |(place, page): (usize, &Option<usize>)| page.is_none().then(|| (place + 1).to_string());
    let blanks: Vec<String> = order.iter().enumerate().filter_map(blank).collect();
    if blanks.is_empty() {
        return None;
    }
    let (count, all) = (blanks.len(), order.len());
    let zh = format!("骑马订的面数是四的倍数：补了 {count} 面空白（第 {} 面），共 {all} 面", blanks.join("、"));
    let en = format!(
        "a booklet has a multiple of four pages: {count} blank ones were added (number {}), {all} in all",
        blanks.join(", ")
    );
    let note = Diagnostic::note("booklet-blanks", None, zh, en);
    let moved = back_cover && order.last().is_some_and(Option::is_some);
    Some(if moved {
        note.help(
            "最后一页印在封底；要让空白补在它之后，在模板的 [imposition] 里写 back_cover = false",
            "the last page is the back cover; to have the blanks after it, write back_cover = false into [imposition] of the template",
        )
    } else {
        note
    })
}

fn too_thick(innermost: Length, inside: Length) -> Option<Diagnostic> {
    if innermost <= inside {
        return None;
    }
    let (moved, margin) = (innermost.mm(), inside.mm());
    let zh = format!("最里一张要向订口移 {moved:.1} 毫米，超过订口 {margin:.1} 毫米，文字会进到折缝里");
    let en = format!(
        "the innermost sheet moves {moved:.1} mm towards the fold, more than the binding margin of {margin:.1} mm: its text runs into the fold"
    );
    Some(
        Diagnostic::warning("booklet-creep", None, zh, en)
            .help("请核对纸厚，或分成几册", "check the paper's thickness, or make several booklets"),
    )
}
