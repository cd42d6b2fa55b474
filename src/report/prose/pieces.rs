//! What stands in a paragraph while it is being read, and how it becomes blocks.

use super::{ProseBlock, ProseBlockKind, ProseInline};
use crate::diag::{Diagnostic, Span};

/// A part of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// An inline.
    Inline(ProseInline),
    /// The end of a line of the source.
    SoftBreak,
    /// A directive that is a block and should stand alone on its line.
    Block(ProseBlock),
}

/// Appends an inline; text that looks the same as the text before it becomes one with it, but not two
/// names, each of which has a line of its own.
pub(super) fn push(inlines: &mut Vec<ProseInline>, inline: ProseInline) {
    if let (
        Some(ProseInline::Text { text, marks, link, span }),
        ProseInline::Text { text: more, marks: more_marks, link: more_link, span: more_span },
    ) = (inlines.last_mut(), &inline)
        && marks == more_marks
        && marks.underline.is_none()
        && link == more_link
    {
        text.push_str(more);
        span.end = more_span.end;
        return;
    }
    inlines.push(inline);
}

/// A paragraph's blocks: its text, parted by the figures, tables and breaks that stand in it.
pub(super) fn into_blocks(pieces: Vec<Piece>, span: Span, found: &mut Vec<Diagnostic>) -> Vec<ProseBlock> {
    let mut blocks = Vec::new();
    let mut text = Vec::new();
    for index in 0..pieces.len() {
        let Piece::Block(block) = &pieces[index] else {
            text.push(pieces[index].clone());
            continue;
        };
        let before = index.checked_sub(1).map(|before| &pieces[before]);
        let alone =
            [before, pieces.get(index + 1)].iter().all(|beside| matches!(beside, None | Some(Piece::SoftBreak)));
        if !alone {
            found.push(not_alone(block.span));
        }
        blocks.extend(paragraph(std::mem::take(&mut text), span));
        blocks.push(block.clone());
    }
    blocks.extend(paragraph(text, span));
    blocks
}

fn not_alone(span: Span) -> Diagnostic {
    Diagnostic::error(
        "directive-not-alone",
        span,
        "图、表、图表和分页的标记要独占一行",
        "figures, tables, charts and page breaks need a line of their own",
    )
    .help(
        "把它放到单独一行；几幅图并排写成 {{figure 甲 乙}}",
        "put it on its own line; write {{figure a b}} for figures side by side",
    )
}

/// Joins lines and trims the edges; `None` if nothing is left.
fn paragraph(mut pieces: Vec<Piece>, span: Span) -> Option<ProseBlock> {
    while matches!(pieces.first(), Some(Piece::SoftBreak)) {
        pieces.remove(0);
    }
    while matches!(pieces.last(), Some(Piece::SoftBreak)) {
        pieces.pop();
    }
    let mut content = Vec::new();
    for index in 0..pieces.len() {
        match &pieces[index] {
            Piece::Inline(inline) => push(&mut content, inline.clone()),
            Piece::SoftBreak => join(&mut content, pieces.get(index + 1)),
            Piece::Block(_) => {}
        }
    }
    trim(&mut content);
    let (first, last) = (content.first().and_then(place), content.last().and_then(place));
    let span = Span {
        start: first.map_or(span.start, |first| first.start),
        end: last.map_or(span.end, |last| last.end).max(first.map_or(span.start, |first| first.start)),
        ..span
    };
    (!content.is_empty()).then_some(ProseBlock { span, kind: ProseBlockKind::Paragraph(content) })
}

/// A line end in the source is a space between two words of letters, and nothing beside Han.
fn join(content: &mut [ProseInline], next: Option<&Piece>) {
    let Some(Piece::Inline(ProseInline::Text { text: next, .. })) = next else { return };
    let Some(ProseInline::Text { text, .. }) = content.last_mut() else { return };
    let (Some(before), Some(after)) = (text.chars().next_back(), next.chars().next()) else { return };
    if !is_wide(before) && !is_wide(after) && !before.is_whitespace() {
        text.push(' ');
    }
}

fn is_wide(character: char) -> bool {
    character >= '\u{2e80}' || matches!(character, '—' | '…')
}

/// Takes white space off both ends: an indent is the template's, and ideographic spaces at the start
/// of a paragraph are an indent made by hand.
fn trim(content: &mut Vec<ProseInline>) {
    while let Some(ProseInline::Text { text, span, .. }) = content.first_mut() {
        let trimmed = text.trim_start();
        span.start = (span.start + (text.len() - trimmed.len()) as u32).min(span.end);
        *text = trimmed.to_owned();
        if !text.is_empty() {
            break;
        }
        content.remove(0);
    }
    while let Some(ProseInline::Text { text, .. }) = content.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        content.pop();
    }
}

/// Takes away the comma that stood before a text that is one paragraph.
pub(super) fn drop_prefix(content: &mut Vec<ProseInline>) {
    if let Some(ProseInline::Text { text, .. }) = content.first_mut()
        && text.starts_with(',')
    {
        text.remove(0);
    }
    trim(content);
}

fn place(inline: &ProseInline) -> Option<Span> {
    match inline {
        ProseInline::Text { span, .. }
        | ProseInline::Ruby { span, .. }
        | ProseInline::NoteMark { span, .. }
        | ProseInline::Reference { span, .. }
        | ProseInline::PageReference { span, .. } => Some(*span),
        ProseInline::LineBreak => None,
    }
}
