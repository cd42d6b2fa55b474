//! The arguments that put pages onto larger sheets, of every command that draws pages.

use std::ffi::{OsStr, OsString};

use clap::Args;

use super::stages::{Made, Notices};
use crate::geom::Length;
use crate::imposition::{Scheme, impose};
use crate::pages::Pages;
use crate::template;

/// More pages beside each other than any press prints.
const MOST: usize = 32;

/// Arguments about sheets.
#[derive(Args)]
pub struct SheetArguments {
    /// 骑马订小册子：两页并排印在大一倍的纸上，对折套订
    /// A saddle-stitched booklet: two pages to a side of the doubled sheet
    #[arg(long, group = "sheets")]
    booklet: bool,
    /// 几页拼在一面上，如 2x1 是左右两页
    /// Pages to a side, such as 2x1 (two beside each other)
    #[arg(long, value_name = "CxR", group = "sheets", value_parser = columns_and_rows)]
    nup: Option<(usize, usize)>,
    /// 四周加宽，画裁切线和折线 Crop and fold marks on a sheet that much larger
    #[arg(long, requires = "sheets")]
    marks: bool,
    /// 一张纸的厚度，如 0.1mm；里层的页按它向订口移
    /// Thickness of the paper, such as 0.1mm: inner pages move towards the fold by it
    #[arg(long, value_name = "LENGTH", requires = "booklet", value_parser = thickness)]
    paper_thickness: Option<Length>,
}

impl SheetArguments {
    /// Whether pages go onto larger sheets.
    pub fn asked_for(&self) -> bool {
        self.scheme().is_some()
    }

    fn scheme(&self) -> Option<Scheme> {
        let grid = self.nup.map(|(columns, rows)| Scheme::Grid { columns, rows });
        if self.booklet { Some(Scheme::Booklet) } else { grid }
    }

    /// The name of the file without its ending: the report's, and what its pages were put onto.
    pub fn stem(&self, report: &OsStr) -> OsString {
        let mut stem = report.to_os_string();
        match self.scheme() {
            Some(Scheme::Booklet) => stem.push("-booklet"),
            Some(Scheme::Grid { columns, rows }) => stem.push(format!("-{columns}x{rows}")),
            None => {}
        }
        stem
    }

    /// The sheets; `None` where none are asked for.
    pub fn impose(&self, made: &Made, notices: &mut Notices) -> Option<Pages> {
        let scheme = self.scheme()?;
        let mut template = made.template.clone();
        if let Some(thickness) = self.paper_thickness {
            template.imposition.paper_thickness = thickness;
        }
        notices.keep(Ok(impose(&made.pages, scheme, &template, self.marks)))
    }
}

fn columns_and_rows(text: &str) -> Result<(usize, usize), String> {
    let count = |digits: &str| digits.parse().ok().filter(|count| (1..=MOST).contains(count));
    let parts = text.split_once(['x', 'X', '×']);
    let parsed = parts.and_then(|(columns, rows)| Some((count(columns)?, count(rows)?)));
    parsed.ok_or_else(|| {
        format!("应当是横几页x竖几页，各 1 到 {MOST}，如 2x1 (columns x rows, 1 to {MOST} each, such as 2x1)")
    })
}

fn thickness(text: &str) -> Result<Length, String> {
    template::length(text)
        .ok_or_else(|| "应当是带单位的长度，如 0.1mm (a length with its unit, such as 0.1mm)".to_owned())
}
