//! `banxin export`: a report to PDF and DOCX.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::stages::{Made, Notices, make};
use super::terminal::Terminal;
use super::{Common, DONE, INPUT_OUTPUT, WRONG_USAGE};
use crate::diag::Diagnostic;
use crate::pages::{Pages, paragraph_lines};
use crate::{assets, docx, pdf};

/// Where files go unless the user says otherwise.
const OUTPUT_FOLDER: &str = "output";

/// Arguments of `banxin export`.
#[derive(Args)]
pub struct ExportArguments {
    /// 报告 The report
    #[arg(default_value = "report.toml")]
    report: PathBuf,
    /// 只要 PDF Make the PDF (both where neither is asked for)
    #[arg(long)]
    pdf: bool,
    /// 只要 DOCX Make the DOCX (both where neither is asked for)
    #[arg(long)]
    docx: bool,
    /// 写到此文件夹或文件 Write to this folder or file
    #[arg(short, long, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    /// 有警告就不写文件，并且不用系统字体 Write nothing where there are warnings; leave the system's fonts alone
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    common: Common,
}

/// A file to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Pdf,
    Docx,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
        }
    }

    fn of(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        [Format::Pdf, Format::Docx].into_iter().find(|format| format.extension() == extension)
    }
}

/// Exports the report; gives the exit code.
pub fn run(arguments: &ExportArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let targets = match targets(arguments) {
        Ok(targets) => targets,
        Err((zh, en)) => {
            terminal.error_line(terminal.say(zh, en));
            return WRONG_USAGE;
        }
    };
    let mut notices = Notices::default();
    let made = make(&arguments.report, &arguments.common, arguments.strict, &terminal, &mut notices);
    let files = match &made {
        Some(made) if notices.is_clean(arguments.strict) => {
            terminal.progress("正在写文件", "writing");
            let (files, problems) = export_all(made, &targets);
            notices.diagnostics.extend(problems);
            files
        }
        _ => Vec::new(),
    };
    terminal.show(&notices.diagnostics, &notices.sources);
    let (Some(made), true) = (made, notices.is_clean(arguments.strict)) else {
        if arguments.strict {
            refused(&terminal, &notices);
        }
        return notices.exit_code();
    };
    write_all(&terminal, &files, made.pages.pages.len())
}

/// Every file with its format.
fn targets(arguments: &ExportArguments) -> Result<Vec<(Format, PathBuf)>, (&'static str, &'static str)> {
    let both = arguments.pdf == arguments.docx;
    let mut formats = Vec::new();
    if arguments.pdf || both {
        formats.push(Format::Pdf);
    }
    if arguments.docx || both {
        formats.push(Format::Docx);
    }
    let folder = match &arguments.output {
        Some(path) if !path.is_dir() => match Format::of(path) {
            Some(format) if both && !arguments.pdf => return Ok(vec![(format, path.clone())]),
            Some(format) if formats == [format] => return Ok(vec![(format, path.clone())]),
            Some(_) => {
                let zh = "错误：-o 给的文件名与要导出的格式不符；请给一个文件夹，或只要一种格式";
                return Err((
                    zh,
                    "error: the file named with -o is not of the formats asked for; name a folder, or ask for one format",
                ));
            }
            None => path.clone(),
        },
        Some(folder) => folder.clone(),
        None => PathBuf::from(OUTPUT_FOLDER),
    };
    let stem = arguments.report.file_stem().unwrap_or(arguments.report.as_os_str());
    let file = |format: Format| {
        let mut name = stem.to_os_string();
        name.push(".");
        name.push(format.extension());
        (format, folder.join(name))
    };
    Ok(formats.into_iter().map(file).collect())
}

type File = (PathBuf, Vec<u8>);

/// Makes every file in memory, each on its own thread: exporters do not know each other.
fn export_all(made: &Made, targets: &[(Format, PathBuf)]) -> (Vec<File>, Vec<Diagnostic>) {
    let results: Vec<_> = std::thread::scope(|scope| {
        let start = |(format, path): &(Format, PathBuf)| {
            let (format, path) = (*format, path.clone());
            scope.spawn(move || export_one(made, format).map(|bytes| (path, bytes)))
        };
        let workers: Vec<_> = targets.iter().map(start).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(found) => problems.extend(found),
        }
    }
    (files, problems)
}

fn export_one(made: &Made, format: Format) -> Result<Vec<u8>, Vec<Diagnostic>> {
    match format {
        Format::Pdf => pdf::export(&made.pages, &made.document.images, &made.fonts),
        Format::Docx => {
            let (places, lines) = (places(&made.pages), paragraph_lines(&made.pages));
            docx::export(&made.document, &made.template, &places, &lines)
        }
    }
}

/// The page on which each id stands.
fn places(pages: &Pages) -> BTreeMap<String, docx::Place> {
    let place = |found: &crate::pages::Destination| docx::Place {
        page: found.page,
        label: pages.pages[found.page].label.clone(),
    };
    pages.destinations.iter().map(|(id, found)| (id.clone(), place(found))).collect()
}

fn refused(terminal: &Terminal, notices: &Notices) {
    let count = notices.diagnostics.len();
    let zh = format!("--strict：有 {count} 处未了，没有写任何文件");
    let en = format!("--strict: {count} findings are open; nothing was written");
    terminal.error_line(terminal.say(&zh, &en));
}

fn write_all(terminal: &Terminal, files: &[File], pages: usize) -> u8 {
    let mut code = DONE;
    for (path, bytes) in files {
        match assets::write(path, bytes) {
            Ok(()) => {
                let (zh, en) =
                    (format!("{}　{pages} 页", path.display()), format!("{}  {pages} pages", path.display()));
                terminal.result_line(terminal.say(&zh, &en));
            }
            Err(error) => {
                terminal.file_failed(path, &error);
                code = INPUT_OUTPUT;
            }
        }
    }
    code
}
