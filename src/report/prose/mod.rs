//! Prose: CommonMark with our own marks, read into blocks and inlines with their places in the file.
//!
//! CommonMark is read by `pulldown-cmark` from a *masked* copy of the text (see [`mask`]) that has the
//! same length in bytes; its offsets therefore hold for the text itself.

mod blocks;
mod directive;
mod inlines;
mod mask;
mod pieces;

use pulldown_cmark::{Options, Parser};

use super::decode::Decoded;
use super::{ProseBlock, ProseBlockKind, ProseInline};
use crate::diag::{Diagnostic, Span};
use blocks::Walk;
use mask::mask;

/// The blocks of a section's text.
pub(super) fn blocks(prose: &Decoded, found: &mut Vec<Diagnostic>) -> Vec<ProseBlock> {
    let masked = mask(prose, found);
    let parser = Parser::new_ext(&masked.text, Options::empty());
    for (_, definition) in parser.reference_definitions().iter() {
        let span = prose.span(definition.span.start, definition.span.end);
        found.push(unsupported(
            span,
            ("链接定义", "a link definition"),
            ("链接写成 [文字](网址)", "write a link as [text](address)"),
        ));
    }
    let mut walk = Walk::new(prose, &masked, parser.into_offset_iter(), found);
    let blocks = walk.blocks(0);
    walk.report_unused();
    blocks
}

/// The inlines of a text that is one paragraph: a title, a caption, a cell, a note.
///
/// A comma is set before the text while it is read, so that `1.` or `#` at its start is no list and
/// no heading.
pub(super) fn inlines(prose: &Decoded, found: &mut Vec<Diagnostic>) -> Vec<ProseInline> {
    let whole = prose.span(0, prose.text.len());
    let mut paragraphs = blocks(&prose.prefixed(','), found).into_iter();
    let first = paragraphs.next();
    if let Some(second) = paragraphs.next() {
        found.push(one_paragraph(second.span));
    }
    match first.map(|block| block.kind) {
        Some(ProseBlockKind::Paragraph(mut content)) => {
            pieces::drop_prefix(&mut content);
            content
        }
        Some(_) => {
            found.push(one_paragraph(whole));
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn one_paragraph(span: Span) -> Diagnostic {
    Diagnostic::error(
        "not-inline",
        span,
        "这里只能写一段文字，不能有图、表、列表或空行",
        "this must be one paragraph, without figures, tables, lists or blank lines",
    )
    .help("把这一部分移到 body 里，或连成一段", "move this part into a body, or join it into one paragraph")
}

/// Something that CommonMark knows and a report does not.
fn unsupported(span: Span, what: (&str, &str), help: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        "prose-unsupported",
        span,
        format!("正文里不能用{}", what.0),
        format!("prose cannot hold {}", what.1),
    )
    .help(help.0, help.1)
}

#[cfg(test)]
mod tests;
