//! The stages in order, as every command runs them.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Common, INPUT_OUTPUT, REPORT_ERRORS};
use crate::assets::Folder;
use crate::diag::{Diagnostic, Outcome, Severity, Sources};
use crate::document::{self, Document};
use crate::font::{FontSources, Fonts};
use crate::layout;
use crate::pages::Pages;
use crate::report::{self, Report};
use crate::template::{self, Template};

/// The look of a report that names none.
pub const DEFAULT_TEMPLATE: &str = "meeting";

/// Everything that an exporter may ask for.
pub struct Made {
    /// What flow formats write.
    pub document: Document,
    /// Every measure.
    pub template: Template,
    /// Every face.
    pub fonts: Fonts,
    /// What fixed formats draw.
    pub pages: Pages,
}

/// What a run has read and noticed so far.
#[derive(Default)]
pub struct Notices {
    /// Every file read.
    pub sources: Sources,
    /// Everything noticed, whatever its severity.
    pub diagnostics: Vec<Diagnostic>,
}

impl Notices {
    /// The value of a stage, its findings kept; `None` where it failed.
    pub fn keep<T>(&mut self, outcome: Outcome<T>) -> Option<T> {
        match outcome {
            Ok(warned) => {
                self.diagnostics.extend(warned.warnings);
                Some(warned.value)
            }
            Err(diagnostics) => {
                self.diagnostics.extend(diagnostics);
                None
            }
        }
    }

    /// The exit code of a run that made nothing: a report that cannot be read is a matter of files,
    /// the rest of its text.
    pub fn exit_code(&self) -> u8 {
        let unreadable = self.diagnostics.iter().any(|diagnostic| diagnostic.code == "report-missing");
        if unreadable { INPUT_OUTPUT } else { REPORT_ERRORS }
    }

    /// Whether nothing forbids writing the files.
    pub fn is_clean(&self, strict: bool) -> bool {
        let least = if strict { Severity::Warning } else { Severity::Error };
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity < least)
    }
}

/// Reads, resolves and lays out a report. `None` where some stage found errors; all of them are in
/// the notices, the template's and the fonts' too where the report's do not hide them.
pub fn make(path: &Path, common: &Common, strict: bool, terminal: &Terminal, notices: &mut Notices) -> Option<Made> {
    // Nobody waits for it where no title is broken.
    std::thread::spawn(layout::read_ahead);
    let files = Folder::of(path);
    let parsed = report::parse(path, &files, &mut notices.sources);
    let report = notices.keep(parsed);
    let template = load_template(common, report.as_ref(), &files, notices);
    let fonts = template.as_ref().and_then(|template| open_fonts(template, common, strict, notices));
    let (report, template, fonts) = (report?, template?, fonts?);
    let document = notices.keep(document::resolve(report, &template))?;
    terminal.progress("正在排版", "laying out");
    let pages = notices.keep(layout::layout(&document, &template, &fonts))?;
    Some(Made { document, template, fonts, pages })
}

fn load_template(common: &Common, report: Option<&Report>, files: &Folder, notices: &mut Notices) -> Option<Template> {
    let named = match report {
        Some(report) => report.meta.template.clone(),
        None => report::template_named(&notices.sources),
    };
    let outcome = match (&common.template, &named) {
        (Some(name), _) if name.ends_with(".toml") => {
            // A path on the command line counts from where the command is run.
            let path = PathBuf::from(name);
            let file = path.file_name().map_or_else(|| name.clone(), |file| file.to_string_lossy().into_owned());
            template::load(&file, &Folder::of(&path), &mut notices.sources)
        }
        (Some(name), _) => template::load(name, files, &mut notices.sources),
        (None, Some(name)) => {
            let at = name.span;
            let outcome = template::load(&name.value, files, &mut notices.sources);
            outcome.map_err(|diagnostics| placed(diagnostics, at))
        }
        (None, None) => template::load(DEFAULT_TEMPLATE, files, &mut notices.sources),
    };
    notices.keep(outcome)
}

/// A template that cannot be found is the fault of the line that names it.
fn placed(diagnostics: Vec<Diagnostic>, at: crate::diag::Span) -> Vec<Diagnostic> {
    let place = |diagnostic: Diagnostic| Diagnostic { span: diagnostic.span.or(Some(at)), ..diagnostic };
    diagnostics.into_iter().map(place).collect()
}

/// Under `--strict` the system's fonts stay out, so that the result is the same everywhere.
pub fn open_fonts(template: &Template, common: &Common, strict: bool, notices: &mut Notices) -> Option<Fonts> {
    let sources = FontSources { folders: common.font_folders.clone(), system: !common.no_system_fonts && !strict };
    notices.keep(Fonts::open(&template.roles, &sources))
}
