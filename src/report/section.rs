//! `[[section]]` and `[[attachment]]`: a heading, and prose from the file or from one beside it.

use super::decode::Decoded;
use super::keys::{Item, Keys};
use super::reading::Reading;
use super::{Attachment, ProseBlock, Section, Spanned, prose};
use crate::diag::{Diagnostic, Span};

pub(super) fn section(keys: &Keys, reading: &mut Reading) -> Section {
    let level = keys.optional("level", reading, |item, reading| item.integer(1..=4, reading));
    let title = keys.required("title", reading, Item::inlines).unwrap_or_default();
    Section {
        id: keys.optional("id", reading, id),
        level: level.map_or(Spanned { value: 1, span: keys.head }, |level| Spanned {
            value: level.value as u8,
            span: level.span,
        }),
        title,
        numbered: keys.boolean("numbered", true, reading),
        blocks: body(keys, reading).unwrap_or_default(),
        span: keys.item("title").map_or(keys.head, |(item, _)| item.span),
    }
}

pub(super) fn attachment(keys: &Keys, reading: &mut Reading) -> Option<Attachment> {
    let id = keys.optional("id", reading, id);
    let title = keys.required("title", reading, Item::text);
    let blocks = body(keys, reading);
    Some(Attachment { id, title: title?, blocks })
}

/// The prose of `body` or of the file that `include` names; `None` where there is neither.
fn body(keys: &Keys, reading: &mut Reading) -> Option<Vec<ProseBlock>> {
    let decoded = keys.optional("body", reading, Item::decoded);
    if let (Some(_), Some((_, place))) = (keys.item("body"), keys.item("include")) {
        reading.report(both("body", "include", place));
    }
    let blocks = decoded.map(|decoded| prose::blocks(&decoded, &mut reading.found));
    blocks.or_else(|| included(keys, reading))
}

fn included(keys: &Keys, reading: &mut Reading) -> Option<Vec<ProseBlock>> {
    let path = keys.text("include", reading)?;
    let file = reading.text(&path, "include-missing")?;
    let decoded = Decoded::plain(reading.sources.text(file), file, 0);
    Some(prose::blocks(&decoded, &mut reading.found))
}

/// Two keys of which only one may stand.
pub(super) fn both(first: &str, second: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        "conflicting-keys",
        place,
        format!("“{first}”和“{second}”只能写一个"),
        format!("only one of `{first}` and `{second}` can be given"),
    )
    .help("删去其中一个", "remove one of them")
}

/// A name by which something is referred to.
fn id(item: Item, reading: &mut Reading) -> Option<Spanned<String>> {
    let id = item.text(reading)?;
    check_id(&id, reading).then_some(id)
}

/// Ids are words of letters (of any script), digits, `-` and `_`. `section-1` and the like are kept for
/// headings that have no id of their own.
pub(super) fn check_id(id: &Spanned<String>, reading: &mut Reading) -> bool {
    let text = &id.value;
    let word = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let kept = ["section-", "attachment-"].iter().any(|kept| {
        text.strip_prefix(kept).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if word && !kept {
        return true;
    }
    let diagnostic = if kept {
        Diagnostic::error(
            "bad-value",
            id.span,
            format!("“{text}”这样的名字留给没有 id 的节"),
            format!("`{text}` is kept for sections without an id"),
        )
    } else {
        Diagnostic::error("bad-value", id.span, format!("“{text}”不能作名字"), format!("`{text}` cannot be an id"))
    };
    reading.report(diagnostic.help(
        "用文字、数字、- 和 _，不留空格，例如 xinzhengcheng",
        "use letters, digits, - and _, without spaces, such as city-view",
    ));
    false
}
