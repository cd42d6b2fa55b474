//! From a name to a template: the file, its bases, and a last look at whether it all fits.

use std::path::{Path, PathBuf};

use crate::assets::Files;
use crate::diag::{Diagnostic, FileId, Outcome, Sources, Span, Warned, nearest};

use super::tree::{Entry, Node, Table, Value, merge, parse};
use super::{Template, fit, parts};

/// The templates that ship, by name.
pub const SHIPPED: [(&str, &str); 7] = [
    ("gongwen", include_str!("../../templates/gongwen.toml")),
    ("meeting", include_str!("../../templates/meeting.toml")),
    ("booklet", include_str!("../../templates/booklet.toml")),
    ("briefing", include_str!("../../templates/briefing.toml")),
    ("letter", include_str!("../../templates/letter.toml")),
    ("order", include_str!("../../templates/order.toml")),
    ("minutes", include_str!("../../templates/minutes.toml")),
];

/// More bases than anyone stacks on purpose.
const MOST_BASES: usize = 16;

/// Reads the template of this name: one that ships (`meeting`), or a path ending in `.toml`,
/// relative to the report's folder.
///
/// # Errors
/// Everything that is wrong with it and its bases: `unknown-template`, `template-unreadable`,
/// `template-syntax`, `template-circle`, `missing-key`, `unknown-key`, `unknown-style`, `bad-value`.
pub fn load(name: &str, files: &dyn Files, sources: &mut Sources) -> Outcome<Template> {
    let (tree, span) = read_with_bases(name, files, sources)?;
    let mut errors = Vec::new();
    let template = parts::template(&short_name(name), tree, span, &mut errors);
    if !errors.is_empty() {
        errors.sort_by_key(|error| error.span);
        // A wrong value that other styles are `like` is met once in each of them.
        errors.dedup_by(|next, first| {
            next.span == first.span && next.code == first.code && next.help == first.help && next.code != "missing-key"
        });
        return Err(errors);
    }
    let warnings = fit::warnings(&template, span);
    Ok(Warned { value: template, warnings })
}

/// `templates/ours.toml` is `ours`.
fn short_name(name: &str) -> String {
    Path::new(name).file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The file's tree over its base's, and so on down; and the span of the file's beginning.
fn read_with_bases(name: &str, files: &dyn Files, sources: &mut Sources) -> Result<(Table, Span), Vec<Diagnostic>> {
    let (mut tree, file) = read(name, None, files, sources)?;
    let mut folder = folder_of(name);
    for _ in 0..MOST_BASES {
        let Some(base) = tree.remove("base") else { return Ok((tree, Span::new(file, 0, 0))) };
        let (base_name, span) = base_name(base, &folder)?;
        folder = folder_of(&base_name);
        let (below, _) = read(&base_name, Some(span), files, sources)?;
        tree = merge(below, tree);
    }
    Err(vec![
        Diagnostic::error(
            "template-circle",
            Span::new(file, 0, 0),
            "模板的 base 绕成了圈",
            "the `base` of the template leads back to itself",
        )
        .help("检查各文件的 base 一行", "check the `base` line of each file"),
    ])
}

fn folder_of(name: &str) -> PathBuf {
    Path::new(name).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The base as written; a path is relative to the file that names it.
fn base_name(base: Entry, folder: &Path) -> Result<(String, Span), Vec<Diagnostic>> {
    match base.node {
        Node { value: Value::Text(name), span } if name.ends_with(".toml") => {
            Ok((folder.join(name).to_string_lossy().into_owned(), span))
        }
        Node { value: Value::Text(name), span } => Ok((name, span)),
        Node { span, .. } => Err(vec![
            Diagnostic::error("bad-value", span, "base 应当是模板的名字", "`base` should be a template's name")
                .help("如 base = \"meeting\"", "such as base = \"meeting\""),
        ]),
    }
}

fn read(
    name: &str,
    named_at: Option<Span>,
    files: &dyn Files,
    sources: &mut Sources,
) -> Result<(Table, FileId), Vec<Diagnostic>> {
    let (path, text) = if name.ends_with(".toml") {
        (PathBuf::from(name), read_file(name, named_at, files)?)
    } else {
        match SHIPPED.iter().find(|(shipped, _)| *shipped == name) {
            Some((_, text)) => (PathBuf::from(format!("templates/{name}.toml")), (*text).to_owned()),
            None => return Err(vec![unknown(name, named_at)]),
        }
    };
    let file = sources.add(path, text);
    Ok((parse(sources.text(file), file)?, file))
}

fn read_file(name: &str, named_at: Option<Span>, files: &dyn Files) -> Result<String, Vec<Diagnostic>> {
    let unreadable = |message: (String, String), help: (&str, &str)| {
        vec![Diagnostic::error("template-unreadable", named_at, message.0, message.1).help(help.0, help.1)]
    };
    let bytes = files.read(Path::new(name)).map_err(|error| {
        unreadable(
            (format!("读不到模板文件“{name}”：{error}"), format!("cannot read the template `{name}`: {error}")),
            ("检查路径；路径从报告所在的文件夹算起", "check the path; it starts at the report's folder"),
        )
    })?;
    String::from_utf8(bytes).map_err(|_| {
        unreadable(
            (format!("模板文件“{name}”不是 UTF-8 编码"), format!("the template `{name}` is not UTF-8")),
            ("用编辑器另存为 UTF-8", "save it as UTF-8"),
        )
    })
}

fn unknown(name: &str, named_at: Option<Span>) -> Diagnostic {
    let names = SHIPPED.map(|(shipped, _)| shipped);
    let diagnostic = Diagnostic::error(
        "unknown-template",
        named_at,
        format!("没有叫“{name}”的模板"),
        format!("there is no template called `{name}`"),
    );
    let (zh, en) = (names.join("、"), names.join(", "));
    match nearest(name, names) {
        Some(near) => diagnostic.help(
            format!("是不是“{near}”？自带的模板有：{zh}；自己的模板写路径，如 \"ours.toml\""),
            format!("did you mean `{near}`? these ship: {en}; name your own by its path, such as \"ours.toml\""),
        ),
        None => diagnostic.help(
            format!("自带的模板有：{zh}；自己的模板写路径，如 \"ours.toml\""),
            format!("these ship: {en}; name your own by its path, such as \"ours.toml\""),
        ),
    }
}
