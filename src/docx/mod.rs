//! From a document to a native DOCX, as a user of Word or WPS would want to edit it.
//!
//! docx-rs builds paragraphs, tables, styles and lists; the finishing pass ([`finish`]) adds what it
//! cannot write and puts everything into the schema's order. This room knows nothing of pages but the
//! numbers that are given to it, and decides nothing that the document or the template has decided.

mod blocks;
mod build;
mod chart;
mod contents;
mod fields;
mod figure;
mod finish;
mod fit;
mod inline;
mod letter;
mod marks;
mod matter;
mod measure;
mod notes;
mod numbering;
mod order;
mod package;
mod ruby;
mod section;
mod settings;
mod signature;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod theme;
mod workbook;
mod writer;
mod xml;

use std::collections::BTreeMap;

use self::build::root;
use self::writer::Writer;
use crate::diag::Diagnostic;
use crate::document::{Document, Id};
use crate::template::Template;

const CONTENT: &str = "application/vnd.openxmlformats-officedocument.";

/// Where the pages have something.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Index of the page, from 0.
    pub page: usize,
    /// Its number, which fields show until Word counts itself.
    pub label: String,
}

/// Writes a document; `places` say where the pages have each id;
/// `lines` are the paragraphs of running text as the pages have them, line by line.
///
/// # Errors
/// `docx-part`: a part could not be made; a fault of this program, not of the report.
pub fn export(
    document: &Document,
    template: &Template,
    places: &BTreeMap<Id, Place>,
    lines: &[Vec<String>],
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut writer = Writer::new(document, template, places, lines);
    writer.write_blocks();
    let made = writer.finish();
    if writer.problems.is_empty()
        && let Ok(bytes) = made
    {
        return Ok(bytes);
    }
    let problems = writer.problems.into_iter().chain(made.err());
    Err(problems.map(|problem| fault(&problem)).collect())
}

fn fault(problem: &str) -> Diagnostic {
    let zh = format!("DOCX 的一个部件没有做成：{problem}");
    let en = format!("a part of the DOCX could not be made: {problem}");
    Diagnostic::error("docx-part", None, zh, en)
        .help("这是本程序的错，请把报告和这句话一起报给开发者", "this is a fault of this program; please report it")
}

impl Writer<'_> {
    /// Makes the other parts and the file.
    fn finish(&mut self) -> Result<Vec<u8>, String> {
        let main = self.main_part()?;
        let notes = self.notes_part()?;
        let styles = styles::part(self.template)?;
        let lists = self.numbers.part(self.template)?;
        let word = [
            ("styles.xml", "styles", "wordprocessingml.styles+xml", self.finished(styles, root("w:styles"))?),
            (
                "numbering.xml",
                "numbering",
                "wordprocessingml.numbering+xml",
                self.finished(lists, root("w:numbering"))?,
            ),
            ("settings.xml", "settings", "wordprocessingml.settings+xml", settings::settings(self.template)),
            ("fontTable.xml", "fontTable", "wordprocessingml.fontTable+xml", settings::fonts(self.template)),
            ("theme/theme1.xml", "theme", "theme+xml", theme::part(self.template)),
            ("footnotes.xml", "footnotes", "wordprocessingml.footnotes+xml", notes),
        ];
        for (path, kind, content, part) in word {
            self.package.add(path, kind, Some(&format!("{CONTENT}{content}")), part.part());
        }
        self.check_marks()?;
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        self.package.attach("docProps/core.xml", Some(core), settings::core(&self.document.meta).part());
        let app = format!("{CONTENT}extended-properties+xml");
        self.package.attach("docProps/app.xml", Some(&app), settings::app(&self.document.meta).part());
        std::mem::take(&mut self.package).pack(main.part())
    }
}
