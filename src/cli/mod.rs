//! The command line: arguments, the terminal, exit codes. One file a command.
//!
//! The only room that knows clap and the terminal. It calls the stages in order and shows what they
//! noticed; it decides nothing about the report.

mod check;
mod export;
mod fonts;
mod preview;
mod sheets;
mod stages;
mod terminal;
mod usage;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use self::terminal::Terminal;
use crate::diag::Language;

/// Where files go unless the user says otherwise.
const OUTPUT_FOLDER: &str = "output";

/// Done.
const DONE: u8 = 0;
/// The report has errors.
const REPORT_ERRORS: u8 = 1;
/// The command was called wrongly.
const WRONG_USAGE: u8 = 2;
/// Reading or writing a file failed.
const INPUT_OUTPUT: u8 = 3;

/// 版心：一份 TOML，排出可付印的 PDF 和可编辑的 DOCX。
/// One TOML report to a print-ready PDF and a native DOCX.
#[derive(Parser)]
#[command(name = "banxin", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 导出 PDF 和 DOCX Export a report to PDF and DOCX
    Export(export::ExportArguments),
    /// 把各页画成 PNG Draw the pages as PNG pictures
    Preview(preview::PreviewArguments),
    /// 只检查，不写文件 Check a report and write nothing
    Check(check::CheckArguments),
    /// 列出字体角色、字体文件和字数 List roles, faces and coverage
    Fonts(fonts::FontsArguments),
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
struct Common {
    /// 模板：gongwen、meeting、booklet、briefing、letter、order、minutes，或一个 .toml 文件 Template: a name or a .toml file
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// 先在此文件夹里找字体，可多次给出 Look for fonts in this folder first; may be repeated
    #[arg(long = "fonts", value_name = "DIR")]
    font_folders: Vec<PathBuf>,
    /// 不用系统里安装的字体，处处结果相同 Leave the system's fonts alone: the same result everywhere
    #[arg(long)]
    no_system_fonts: bool,
    /// 消息所用的语言 Language of messages
    #[arg(long, value_enum)]
    lang: Option<MessageLanguage>,
    /// 只在出错时说话 Say nothing unless something is wrong
    #[arg(short, long)]
    quiet: bool,
}

/// Languages that messages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MessageLanguage {
    /// 中文
    Zh,
    /// English
    En,
}

/// Runs the command that the process was called with.
pub fn run() -> ExitCode {
    let code = match Arguments::try_parse() {
        Ok(arguments) => arguments.command.run(),
        Err(error) => usage::tell(&error),
    };
    ExitCode::from(code)
}

impl Command {
    fn run(&self) -> u8 {
        match self {
            Command::Export(arguments) => export::run(arguments),
            Command::Preview(arguments) => preview::run(arguments),
            Command::Check(arguments) => check::run(arguments),
            Command::Fonts(arguments) => fonts::run(arguments),
        }
    }
}

impl Common {
    fn terminal(&self) -> Terminal {
        let language = match self.lang {
            Some(MessageLanguage::Zh) => Language::Chinese,
            Some(MessageLanguage::En) => Language::English,
            None => terminal::language_of_environment(),
        };
        Terminal::new(language, self.quiet)
    }
}
