//! Wrong usage, told in the user's language. clap speaks English alone.

use std::ffi::OsString;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Arguments, DONE, WRONG_USAGE, terminal};
use crate::diag::{Language, nearest};

/// Tells what is wrong with the arguments, or shows the help that was asked for; gives the exit code.
pub(super) fn tell(error: &clap::Error) -> u8 {
    let chinese = language(std::env::args_os()) == Language::Chinese;
    match chinese.then(|| in_chinese(error)).flatten() {
        Some(told) => terminal::plain_error(&format!("错误：{told}\n  = 用法见 banxin --help")),
        // Help goes to the standard output. Nobody is left to tell where even this cannot be written.
        None => drop(error.print()),
    }
    if error.use_stderr() { WRONG_USAGE } else { DONE }
}

/// What `--lang` asks for, though the other arguments are wrong; else the environment's.
fn language(mut arguments: impl Iterator<Item = OsString>) -> Language {
    let mut asked = None;
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--lang") => asked = arguments.next().and_then(|value| value.into_string().ok()),
            Some(other) => asked = other.strip_prefix("--lang=").map(str::to_owned).or(asked),
            None => {}
        }
    }
    match asked.as_deref() {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        _ => terminal::language_of_environment(),
    }
}

/// `None` for help and what is rare: clap's own words serve.
fn in_chinese(error: &clap::Error) -> Option<String> {
    let told = match error.kind() {
        ErrorKind::UnknownArgument => match word(error, ContextKind::InvalidArg)? {
            option if option.starts_with('-') => format!("没有“{option}”这个选项"),
            more => format!("多了“{more}”"),
        },
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", word(error, ContextKind::InvalidSubcommand)?),
        ErrorKind::InvalidValue => match word(error, ContextKind::InvalidValue)? {
            value if value.is_empty() => format!("“{}”后面缺少值", word(error, ContextKind::InvalidArg)?),
            value => format!("“{}”不能是“{value}”", word(error, ContextKind::InvalidArg)?),
        },
        ErrorKind::ValueValidation => {
            let (argument, value) = (word(error, ContextKind::InvalidArg)?, word(error, ContextKind::InvalidValue)?);
            format!("“{argument}”不能是“{value}”")
        }
        ErrorKind::ArgumentConflict => {
            let argument = word(error, ContextKind::InvalidArg)?;
            match word(error, ContextKind::PriorArg).filter(|other| *other != argument) {
                Some(other) => format!("“{argument}”和“{other}”不能一起用"),
                None => format!("“{argument}”只能写一次"),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", word(error, ContextKind::InvalidArg)?),
        _ => return None,
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().find_map(|kind| word(error, kind)).or_else(|| nearest_option(error));
    let near = near.map(|near| format!("\n  = 是不是 {near}？"));
    let valid = word(error, ContextKind::ValidValue).map(|values| format!("\n  = 可以写：{values}"));
    Some(told + &near.or(valid).unwrap_or_default())
}

/// clap finds no word for letters that changed places.
fn nearest_option(error: &clap::Error) -> Option<String> {
    let wrong = word(error, ContextKind::InvalidArg).filter(|_| error.kind() == ErrorKind::UnknownArgument)?;
    let commands = Arguments::command();
    let options = commands.get_subcommands().flat_map(clap::Command::get_arguments);
    let longs: Vec<&str> = options.filter_map(clap::Arg::get_long).collect();
    nearest(wrong.strip_prefix("--")?, longs.iter().copied()).map(|near| format!("--{near}"))
}

fn word(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => (!words.is_empty()).then(|| words.join("、")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn told(arguments: &[&str]) -> String {
        let arguments = [&["banxin"], arguments].concat();
        in_chinese(&Arguments::try_parse_from(arguments).err().expect("wrong usage")).expect("said in Chinese")
    }

    #[test]
    fn each_slip_is_told_in_chinese_with_the_nearest_word() {
        assert_eq!(told(&["exprt"]), "没有“exprt”这个命令\n  = 是不是 export？");
        assert_eq!(told(&["export", "--pfd"]), "没有“--pfd”这个选项\n  = 是不是 --pdf？");
        assert_eq!(told(&["export", "--lang", "fr"]), "“--lang <LANG>”不能是“fr”\n  = 可以写：zh、en");
        assert_eq!(told(&["export", "-o"]), "“--output <DIR|FILE>”后面缺少值");
        assert_eq!(told(&["export", "a.toml", "b.toml"]), "多了“b.toml”");
        assert_eq!(told(&["export", "-q", "-q"]), "“--quiet”只能写一次");
    }

    #[test]
    fn the_language_is_found_beside_wrong_arguments() {
        let language = |words: &[&str]| language(words.iter().map(OsString::from));
        assert_eq!(language(&["export", "--pfd", "--lang", "en"]), Language::English);
        assert_eq!(language(&["export", "--lang=zh", "--pfd"]), Language::Chinese);
    }
}
