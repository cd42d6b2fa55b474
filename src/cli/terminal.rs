//! What the user sees: diagnostics, progress, results.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::diag::{Diagnostic, Language, Severity, Sources, render};

/// Work that takes less is not worth a word.
const PATIENCE: Duration = Duration::from_millis(400);

/// Where messages go, and how.
pub struct Terminal {
    language: Language,
    quiet: bool,
    colour: bool,
    progress: bool,
    started: Instant,
}

/// The language of the user's locale: Chinese, unless the locale is English.
pub fn language_of_environment() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    match locale.into_iter().find(|value| !value.is_empty()) {
        Some(value) if value.to_ascii_lowercase().starts_with("en") => Language::English,
        _ => Language::Chinese,
    }
}

/// A line before it is known how the user wants to be spoken to.
pub fn plain_error(text: &str) {
    // Nobody is left to tell where even this cannot be written.
    let _ = writeln!(io::stderr(), "{text}");
}

impl Terminal {
    /// Colour and progress only where someone looks at them.
    pub fn new(language: Language, quiet: bool) -> Terminal {
        let looking = io::stderr().is_terminal();
        let colour = looking && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Terminal { language, quiet, colour, progress: looking && !quiet, started: Instant::now() }
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.language
    }

    /// One of two wordings.
    pub fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Shows diagnostics, graver ones last, where the eye ends; quiet runs show errors only.
    pub fn show(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.clear_progress();
        let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
        ordered.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.span));
        for diagnostic in ordered {
            if !self.quiet || diagnostic.severity == Severity::Error {
                self.error_line(&render(diagnostic, sources, self.language, self.colour));
            }
        }
    }

    /// A line about the run itself.
    pub fn error_line(&self, text: &str) {
        plain_error(text.trim_end());
    }

    /// A line of the result; quiet runs have none.
    pub fn result_line(&self, text: &str) {
        if !self.quiet {
            self.clear_progress();
            let _ = writeln!(io::stdout(), "{text}");
        }
    }

    /// Says what is being done, once it takes long.
    pub fn progress(&self, zh: &str, en: &str) {
        if self.progress && self.started.elapsed() > PATIENCE {
            let _ = write!(io::stderr(), "\r\u{1b}[K{}…", self.say(zh, en));
            let _ = io::stderr().flush();
        }
    }

    fn clear_progress(&self) {
        if self.progress && self.started.elapsed() > PATIENCE {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }

    /// Reading or writing failed.
    pub fn file_failed(&self, path: &Path, error: &io::Error) {
        self.clear_progress();
        let advice = match error.kind() {
            io::ErrorKind::PermissionDenied => self.say(
                "文件可能正开着，或文件夹不许写入：请先关闭它，或用 -o 另选一处",
                "it may be open elsewhere, or the folder is read-only: close it, or choose another place with -o",
            ),
            io::ErrorKind::NotFound => self.say("请检查路径是否写对", "check the path"),
            _ => self.say("请检查路径和磁盘", "check the path and the disk"),
        };
        let what = self.say("错误：写不了这个文件", "error: cannot write this file");
        self.error_line(&format!("{what}：{}（{error}）\n  = {advice}", path.display()));
    }
}
