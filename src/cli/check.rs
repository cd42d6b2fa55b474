//! `banxin check`: all stages, no files.

use std::path::PathBuf;

use clap::Args;

use super::stages::{Notices, make};
use super::{Common, DONE};

/// Arguments of `banxin check`.
#[derive(Args)]
pub struct CheckArguments {
    /// 报告 The report
    #[arg(default_value = "report.toml")]
    report: PathBuf,
    /// 警告也算错误 Warnings count as errors
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    common: Common,
}

/// Checks the report; gives the exit code.
pub fn run(arguments: &CheckArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let mut notices = Notices::default();
    let made = make(&arguments.report, &arguments.common, arguments.strict, &terminal, &mut notices);
    terminal.show(&notices.diagnostics, &notices.sources);
    match made {
        Some(made) if notices.is_clean(arguments.strict) => {
            let pages = made.pages.pages.len();
            let (zh, en) = (format!("没有错误，共 {pages} 页"), format!("no errors, {pages} pages"));
            terminal.result_line(terminal.say(&zh, &en));
            DONE
        }
        _ => notices.exit_code(),
    }
}
