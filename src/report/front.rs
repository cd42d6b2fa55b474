//! What stands before the text: `[report]`, `[cover]`, `[masthead]`, `[contents]`, `[addressee]`.

use super::keys::{Item, Keys};
use super::reading::Reading;
use super::{Contents, Cover, Masthead, ProseInline, ReportMeta, Spanned};

pub(super) fn meta(keys: &Keys, reading: &mut Reading) -> ReportMeta {
    ReportMeta {
        title: keys.required("title", reading, Item::lines).unwrap_or_default(),
        subtitle: keys.text("subtitle", reading),
        organizations: keys.lines("organization", reading),
        authors: keys.lines("authors", reading),
        keywords: keys.lines("keywords", reading),
        description: keys.text("description", reading),
        date: keys.optional("date", reading, Item::date),
        template: keys.text("template", reading),
        language: keys.optional("language", reading, language).unwrap_or(default_language(keys)),
        span: keys.head,
    }
}

fn default_language(keys: &Keys) -> Spanned<String> {
    Spanned { value: "zh-CN".to_owned(), span: keys.head }
}

/// A language tag by BCP 47's outline: subtags of one to eight letters or digits, the first of letters.
fn language(item: Item, reading: &mut Reading) -> Option<Spanned<String>> {
    let tag = item.text(reading)?;
    let well_formed = tag.value.split('-').enumerate().all(|(index, part)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphabetic() || (index > 0 && byte.is_ascii_digit()))
    });
    if !well_formed {
        return item.bad_value("这不是语言标签", "this is no language tag", ("写成 zh-CN", "write zh-CN"), reading);
    }
    Some(tag)
}

pub(super) fn cover(keys: &Keys, reading: &mut Reading) -> Cover {
    Cover {
        enabled: keys.boolean("enabled", true, reading),
        label: keys.text("label", reading),
        title: keys.lines("title", reading),
        subtitle: keys.text("subtitle", reading),
        occasion: keys.text("occasion", reading),
        organizations: keys.lines("organization", reading),
        date: keys.optional("date", reading, Item::date_text),
        span: keys.head,
    }
}

pub(super) fn masthead(keys: &Keys, reading: &mut Reading) -> Masthead {
    Masthead {
        copy_number: keys.text("copy_number", reading),
        classification: keys.text("classification", reading),
        urgency: keys.text("urgency", reading),
        mark: keys.lines("mark", reading),
        // Empty is allowed: nothing follows the mark.
        suffix: keys.optional("suffix", reading, Item::string),
        number: keys.text("number", reading),
        signers: keys.lines("signers", reading),
        editor: keys.text("editor", reading),
        date: keys.optional("date", reading, Item::date_text),
        span: keys.head,
    }
}

pub(super) fn contents(keys: &Keys, reading: &mut Reading) -> Contents {
    let depth = keys.optional("depth", reading, |item, reading| item.integer(1..=4, reading));
    Contents {
        enabled: keys.boolean("enabled", true, reading),
        depth: depth.map(|depth| Spanned { value: depth.value as u8, span: depth.span }),
        title: keys.text("title", reading),
        span: keys.head,
    }
}

/// The one text of `[addressee]` and `[annotation]`.
pub(super) fn only_text(keys: &Keys, reading: &mut Reading) -> Option<Vec<ProseInline>> {
    keys.required("text", reading, Item::inlines)
}
