//! `banxin export`: a report to PDF and DOCX.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::sheets::SheetArguments;
use super::stages::{Made, Notices, make};
use super::terminal::Terminal;
use super::{Common, DONE, INPUT_OUTPUT, OUTPUT_FOLDER, WRONG_USAGE};
use crate::diag::{Diagnostic, FileId, Sources};
use crate::pages::{Pages, paragraph_lines};
use crate::pdf::{Attachment, Press, PressPictures, Purpose};
use crate::template::PrintPictures;
use crate::{assets, docx, layout, pdf, template};

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
    /// 另出付印的 PDF（PDF/X-4，名字加 -print） Also make the PDF for the print shop, named NAME-print.pdf
    #[arg(long, conflicts_with = "sheets")]
    print: bool,
    /// 把报告的源文件附在 PDF 里（PDF/A-3a） Attach the report's sources to the PDF
    #[arg(long, conflicts_with = "sheets")]
    attach_source: bool,
    /// 写到此文件夹或文件 Write to this folder or file
    #[arg(short, long, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    /// 有警告就不写文件，并且不用系统字体 Write nothing where there are warnings; leave the system's fonts alone
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    sheets: SheetArguments,
    #[command(flatten)]
    common: Common,
}

/// A file to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Pdf,
    /// The PDF for the print shop.
    Print,
    Docx,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Format::Pdf | Format::Print => "pdf",
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
        Ok(targets) => with_print(targets, arguments.print),
        Err((zh, en)) => {
            terminal.error_line(terminal.say(zh, en));
            return WRONG_USAGE;
        }
    };
    let mut notices = Notices::default();
    let made = make(&arguments.report, &arguments.common, arguments.strict, &terminal, &mut notices);
    let sheets = made.as_ref().and_then(|made| arguments.sheets.impose(made, &mut notices));
    let files = match &made {
        Some(made) if notices.is_clean(arguments.strict) => {
            terminal.progress("正在写文件", "writing");
            let attachments = if arguments.attach_source { sources(arguments, &notices.sources) } else { Vec::new() };
            let drawn = match &sheets {
                Some(sheets) => (sheets, Purpose::Sheets),
                None => (&made.pages, Purpose::Reading(attachments)),
            };
            let (files, problems) = export_all(made, &drawn, &targets);
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
    write_all(&terminal, &files, &extent(&made.pages, sheets.as_ref()))
}

/// Every file with its format.
fn targets(arguments: &ExportArguments) -> Result<Vec<(Format, PathBuf)>, (&'static str, &'static str)> {
    if arguments.docx && arguments.sheets.asked_for() {
        let zh = "错误：DOCX 不能拼版；--booklet 和 --nup 只用于 PDF";
        return Err((zh, "error: a DOCX has no sheets; --booklet and --nup are for the PDF alone"));
    }
    let pdf = arguments.pdf || arguments.sheets.asked_for();
    let both = pdf == arguments.docx;
    let mut formats = Vec::new();
    if pdf || both {
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
    let stem = arguments.sheets.stem(arguments.report.file_stem().unwrap_or(arguments.report.as_os_str()));
    let file = |format: Format| {
        let mut name = stem.clone();
        name.push(".");
        name.push(format.extension());
        (format, folder.join(name))
    };
    Ok(formats.into_iter().map(file).collect())
}

/// The print shop's PDF stands beside the first file, under the same name with `-print`.
fn with_print(mut targets: Vec<(Format, PathBuf)>, print: bool) -> Vec<(Format, PathBuf)> {
    let beside = targets.first().filter(|_| print).map(|(_, path)| {
        let mut name = path.file_stem().unwrap_or_default().to_os_string();
        name.push("-print.pdf");
        path.with_file_name(name)
    });
    targets.extend(beside.map(|path| (Format::Print, path)));
    targets
}

/// Every file of text that the report was made from, named from the report's folder. Templates that
/// ship are not the report's.
fn sources(arguments: &ExportArguments, sources: &Sources) -> Vec<Attachment> {
    let folder = arguments.report.parent().unwrap_or(Path::new(""));
    let ships = |text: &str| template::SHIPPED.iter().any(|(_, shipped)| *shipped == text);
    let own = sources.files().filter(|(file, _)| !ships(sources.text(*file)));
    let attachment = |(file, path): (FileId, &Path)| {
        let inside = path.strip_prefix(folder).unwrap_or(path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let media_type = match path.extension().and_then(|extension| extension.to_str()) {
            Some("toml") => "application/toml",
            Some("csv") => "text/csv",
            Some("md") => "text/markdown",
            Some(_) | None => "text/plain",
        };
        Attachment { name: parts.join("/"), media_type, bytes: sources.text(file).as_bytes().to_vec() }
    };
    own.map(attachment).collect()
}

type File = (PathBuf, Vec<u8>);

/// Makes every file in memory, the PDF of what is drawn, each on its own thread: exporters do not know each other.
fn export_all(made: &Made, drawn: &(&Pages, Purpose), targets: &[(Format, PathBuf)]) -> (Vec<File>, Vec<Diagnostic>) {
    let results: Vec<_> = std::thread::scope(|scope| {
        let start = |(format, path): &(Format, PathBuf)| {
            let (format, path) = (*format, path.clone());
            scope.spawn(move || export_one(made, drawn, format).map(|bytes| (path, bytes)))
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

fn export_one(made: &Made, (pages, purpose): &(&Pages, Purpose), format: Format) -> Result<Vec<u8>, Vec<Diagnostic>> {
    match format {
        Format::Pdf => pdf::export_for(pages, &made.document.images, &made.fonts, purpose),
        Format::Print => export_print(made),
        Format::Docx => {
            let (places, lines) = (places(&made.pages), paragraph_lines(&made.pages));
            docx::export(&made.document, &made.template, &places, &lines)
        }
    }
}

fn export_print(made: &Made) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let pages = layout::press(&made.pages, &made.document, &made.template, &made.fonts);
    let rules = &made.template.print;
    let pictures = match rules.pictures {
        PrintPictures::Cmyk => PressPictures::Separate,
        PrintPictures::Profile => PressPictures::Keep,
    };
    let press = Press { bleed: rules.bleed, slug: rules.slug, pictures, resolution: rules.resolution };
    pdf::export_for(&pages, &made.document.images, &made.fonts, &Purpose::Press(press))
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

/// How much there is, in both languages.
fn extent(pages: &Pages, sheets: Option<&Pages>) -> (String, String) {
    let count = pages.pages.len();
    match sheets.map(|sheets| sheets.pages.len()) {
        Some(sides) => (format!("{count} 页，拼成 {sides} 面"), format!("{count} pages on {sides} sides")),
        None => (format!("{count} 页"), format!("{count} pages")),
    }
}

fn write_all(terminal: &Terminal, files: &[File], (zh, en): &(String, String)) -> u8 {
    let mut code = DONE;
    for (path, bytes) in files {
        match assets::write(path, bytes) {
            Ok(()) => {
                let file = path.display();
                terminal.result_line(terminal.say(&format!("{file}　{zh}"), &format!("{file}  {en}")));
            }
            Err(error) => {
                terminal.file_failed(path, &error);
                code = INPUT_OUTPUT;
            }
        }
    }
    code
}
