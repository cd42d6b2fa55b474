//! `banxin preview`: pages as PNG pictures.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::Args;

use super::sheets::SheetArguments;
use super::stages::{Made, Notices, make};
use super::terminal::Terminal;
use super::{Common, DONE, INPUT_OUTPUT, OUTPUT_FOLDER, WRONG_USAGE};
use crate::assets;
use crate::diag::Diagnostic;
use crate::pages::Pages;
use crate::preview::{self, Material};

/// Arguments of `banxin preview`.
#[derive(Args)]
pub struct PreviewArguments {
    /// 报告 The report
    #[arg(default_value = "report.toml")]
    report: PathBuf,
    /// 写到此文件夹 Write to this folder
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT_FOLDER)]
    output: PathBuf,
    /// 每英寸的像素，10 到 1200 Pixels to the inch, 10 to 1200
    #[arg(long, default_value_t = 96, value_parser = clap::value_parser!(u32).range(10..=1200))]
    ppi: u32,
    /// 只要这些页，从 1 数起，如 1-3,5 或 7- These pages alone, counted from 1, such as 1-3,5 or 7-
    #[arg(long, value_name = "PAGES", value_parser = ranges)]
    pages: Option<Ranges>,
    /// 另画一张各页缩小并列的总览 Also a contact sheet: all these pages small, side by side
    #[arg(long)]
    contact_sheet: bool,
    #[command(flatten)]
    sheets: SheetArguments,
    #[command(flatten)]
    common: Common,
}

/// First and last page of each range, from 1; no last page: to the end.
type Ranges = std::sync::Arc<[(usize, Option<usize>)]>;

/// Draws the report's pages; gives the exit code.
pub fn run(arguments: &PreviewArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let mut notices = Notices::default();
    let made = make(&arguments.report, &arguments.common, false, &terminal, &mut notices);
    let sheets = made.as_ref().and_then(|made| arguments.sheets.impose(made, &mut notices));
    let drawn = made.as_ref().map(|made| {
        let pages = sheets.as_ref().unwrap_or(&made.pages);
        let wanted = wanted(arguments.pages.as_deref(), pages.pages.len())?;
        terminal.progress("正在画页", "drawing");
        Ok(draw(arguments, made, pages, &wanted).unwrap_or_else(|problems| {
            notices.diagnostics.extend(problems);
            Vec::new()
        }))
    });
    terminal.show(&notices.diagnostics, &notices.sources);
    match drawn {
        Some(Err((zh, en))) => {
            terminal.error_line(terminal.say(&zh, &en));
            WRONG_USAGE
        }
        Some(Ok(files)) if notices.is_clean(false) => write_all(&terminal, &files),
        Some(Ok(_)) | None => notices.exit_code(),
    }
}

/// Indices of the pages asked for, in the order of the pages; or which page there is not.
fn wanted(ranges: Option<&[(usize, Option<usize>)]>, count: usize) -> Result<Vec<usize>, (String, String)> {
    let Some(ranges) = ranges else { return Ok((0..count).collect()) };
    let beyond = ranges.iter().map(|(first, last)| last.unwrap_or(*first)).find(|page| *page > count);
    if let Some(page) = beyond {
        let (zh, en) = (
            format!("错误：没有第 {page} 页，共 {count} 页"),
            format!("error: there is no page {page}; there are {count}"),
        );
        return Err((zh, en));
    }
    let asked_for = |page: usize| ranges.iter().any(|(first, last)| (*first..=last.unwrap_or(count)).contains(&page));
    Ok((0..count).filter(|index| asked_for(index + 1)).collect())
}

type File = (PathBuf, Vec<u8>);

fn draw(
    arguments: &PreviewArguments,
    made: &Made,
    pages: &Pages,
    wanted: &[usize],
) -> Result<Vec<File>, Vec<Diagnostic>> {
    let material = Material { pages, images: &made.document.images, fonts: &made.fonts };
    let stem = arguments.sheets.stem(arguments.report.file_stem().unwrap_or(arguments.report.as_os_str()));
    let drawn = preview::draw(material, wanted, arguments.ppi)?;
    let digits = pages.pages.len().to_string().len().max(2);
    let numbered = |index: usize| file(&arguments.output, &stem, &format!("{:0digits$}", index + 1));
    let mut files: Vec<File> = wanted.iter().map(|index| numbered(*index)).zip(drawn).collect();
    if arguments.contact_sheet {
        files.push((file(&arguments.output, &stem, "contact"), preview::contact_sheet(material, wanted)?));
    }
    Ok(files)
}

fn file(folder: &Path, stem: &OsStr, which: &str) -> PathBuf {
    let mut name = stem.to_os_string();
    name.push(format!("-{which}.png"));
    folder.join(name)
}

fn write_all(terminal: &Terminal, files: &[File]) -> u8 {
    let mut code = DONE;
    for (path, bytes) in files {
        match assets::write(path, bytes) {
            Ok(()) => terminal.result_line(&path.display().to_string()),
            Err(error) => {
                terminal.file_failed(path, &error);
                code = INPUT_OUTPUT;
            }
        }
    }
    code
}

fn ranges(text: &str) -> Result<Ranges, String> {
    let page = |digits: &str| digits.trim().parse::<usize>().ok().filter(|page| *page > 0);
    let range = |part: &str| match part.split_once('-') {
        Some((first, "")) => Some((page(first)?, None)),
        Some((first, last)) => {
            let (first, last) = (page(first)?, page(last)?);
            (first <= last).then_some((first, Some(last)))
        }
        None => page(part).map(|page| (page, Some(page))),
    };
    let ranges: Option<Ranges> = text.split([',', '，']).map(range).collect();
    ranges.ok_or_else(|| "应当是页码或起止，如 1-3,5 或 7- (pages or ranges, such as 1-3,5 or 7-)".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_pages_from_one() {
        assert_eq!(*ranges("1-3,5，7-").unwrap(), [(1, Some(3)), (5, Some(5)), (7, None)]);
        for wrong in ["", "0", "3-1", "a", "1,,2", "-3", "1-b"] {
            assert!(ranges(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn pages_asked_for_come_once_each_and_in_order() {
        assert_eq!(wanted(None, 3).unwrap(), [0, 1, 2]);
        assert_eq!(wanted(Some(&[(5, None), (1, Some(2)), (2, Some(3))]), 6).unwrap(), [0, 1, 2, 4, 5]);
        assert!(wanted(Some(&[(2, Some(7))]), 6).unwrap_err().0.contains("没有第 7 页，共 6 页"));
        assert!(wanted(Some(&[(7, None)]), 6).is_err());
    }
}
