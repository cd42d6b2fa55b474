//! `banxin fonts`: which face serves which role, and why.

use clap::Args;

use super::stages::{DEFAULT_TEMPLATE, Notices, open_fonts};
use super::terminal::Terminal;
use super::{Common, DONE, REPORT_ERRORS};
use crate::assets::Folder;
use crate::diag::Language;
use crate::font::{Origin, RoleRow, role_name};
use crate::template;

/// Arguments of `banxin fonts`.
#[derive(Args)]
pub struct FontsArguments {
    #[command(flatten)]
    common: Common,
}

/// Lists the roles of a template; gives the exit code.
pub fn run(arguments: &FontsArguments) -> u8 {
    let common = &arguments.common;
    let terminal = common.terminal();
    let mut notices = Notices::default();
    let name = common.template.as_deref().unwrap_or(DEFAULT_TEMPLATE);
    let folder = Folder::of(std::path::Path::new(name));
    let file = std::path::Path::new(name).file_name().map_or(name.into(), |file| file.to_string_lossy());
    let loaded = template::load(&file, &folder, &mut notices.sources);
    let template = notices.keep(loaded);
    let fonts = template.and_then(|template| open_fonts(&template, common, false, &mut notices));
    terminal.show(&notices.diagnostics, &notices.sources);
    let Some(fonts) = fonts else {
        return REPORT_ERRORS;
    };
    for row in fonts.describe() {
        show_row(&terminal, &row);
    }
    DONE
}

fn show_row(terminal: &Terminal, row: &RoleRow) {
    let chinese = terminal.language() == Language::Chinese;
    let (zh, en) = role_name(row.role);
    let bold = match (row.bold, chinese) {
        (false, _) => "",
        (true, true) => "（粗）",
        (true, false) => " (bold)",
    };
    let role = if chinese { zh } else { en };
    terminal.result_line(&format!("{role}{bold}: {} [{}]", row.family, row.postscript_name));
    let why = if chinese { &row.why.zh } else { &row.why.en };
    terminal.result_line(&format!("    {} — {why}", origin(terminal, &row.origin)));
    terminal.result_line(&coverage(row, chinese));
    if !row.fallbacks.is_empty() {
        let label = terminal.say("    缺字时依次用", "    for what it lacks");
        terminal.result_line(&format!("{label}: {}", row.fallbacks.join(", ")));
    }
}

/// How many characters the face has; how many of them are Han.
fn coverage(row: &RoleRow, chinese: bool) -> String {
    let (characters, han) = (row.characters, row.han);
    match (han, chinese) {
        (0, true) => format!("    {characters} 字，没有汉字"),
        (0, false) => format!("    {characters} characters, no Han"),
        (_, true) => format!("    {characters} 字，其中汉字 {han}"),
        (_, false) => format!("    {characters} characters, {han} of them Han"),
    }
}

fn origin(terminal: &Terminal, origin: &Origin) -> String {
    match origin {
        Origin::Shipped(file) => format!("{} fonts/{file}", terminal.say("随程序附带", "shipped:")),
        Origin::Folder(path) | Origin::System(path) | Origin::Beside(path) => path.display().to_string(),
    }
}
