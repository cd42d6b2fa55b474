//! What stands before and after the text: cover, contents, 版头, title, addressee, attachments,
//! signature, annotation, 版记.

use crate::report::{self, DateText, Report, Spanned};
use crate::template::{Labels, MastheadForm, MastheadLayout, Template, TitleLayout};

use super::inline::plain;
use super::numbering::date;
use super::targets::{Targets, plain_text};
use super::{
    AttachmentItem, AttachmentNote, Contents, ContentsEntry, Cover, Distribution, DistributionRow, Inline, Masthead,
    Meta, Signature, Title,
};

/// What the file says of itself.
pub(super) fn meta(report: &Report) -> Meta {
    let meta = &report.meta;
    Meta {
        title: one_line(&words(&meta.title)),
        subtitle: word(&meta.subtitle),
        organizations: words(&meta.organizations),
        authors: words(&meta.authors),
        keywords: words(&meta.keywords),
        description: word(&meta.description),
        date: meta.date.as_ref().map(|date| date.value),
        language: meta.language.value.clone(),
    }
}

/// The cover; what `[cover]` leaves out is the report's.
pub(super) fn cover(report: &Report, labels: &Labels) -> Cover {
    let meta = &report.meta;
    let report_date = report_date(report, labels);
    let Some(cover) = &report.cover else {
        return Cover {
            title: words(&meta.title),
            subtitle: word(&meta.subtitle),
            organizations: words(&meta.organizations),
            date: report_date,
            ..Cover::default()
        };
    };
    Cover {
        label: word(&cover.label),
        title: words_or(&cover.title, &meta.title),
        subtitle: word(&cover.subtitle).or_else(|| word(&meta.subtitle)),
        occasion: word(&cover.occasion),
        organizations: words_or(&cover.organizations, &meta.organizations),
        date: printed_date(&cover.date, labels).or(report_date),
    }
}

/// 版头 (GB/T 9704-2012 §7.2). A briefing's date is the report's unless it has its own; an official
/// document has its date below the signature.
pub(super) fn masthead(
    report: &Report,
    masthead: &report::Masthead,
    layout: &MastheadLayout,
    labels: &Labels,
) -> Masthead {
    let report_date = if layout.form == MastheadForm::Briefing { report_date(report, labels) } else { None };
    Masthead {
        copy_number: word(&masthead.copy_number),
        classification: word(&masthead.classification),
        urgency: word(&masthead.urgency),
        mark: words_or(&masthead.mark, &report.meta.organizations),
        mark_suffix: word(&masthead.suffix).unwrap_or_else(|| layout.mark_suffix.clone()),
        number: word(&masthead.number),
        signers: words(&masthead.signers),
        editor: word(&masthead.editor),
        date: printed_date(&masthead.date, labels).or(report_date),
        signer_label: labels.signer.clone(),
    }
}

/// The title in the text.
pub(super) fn title(report: &Report, layout: &TitleLayout) -> Title {
    let organizations = words(&report.meta.organizations);
    let has_byline = layout.byline && !organizations.is_empty();
    Title {
        lines: words(&report.meta.title),
        subtitle: word(&report.meta.subtitle),
        byline: has_byline.then(|| organizations.join("\u{3000}")),
    }
}

/// The contents: headings down to the depth asked for, then the attachments that follow.
pub(super) fn contents(report: &Report, targets: &Targets, template: &Template) -> Contents {
    let asked = report.contents.as_ref();
    let depth = asked.and_then(|contents| contents.depth.as_ref()).map_or(template.contents.depth, |depth| depth.value);
    let title = asked.and_then(|contents| word(&contents.title)).unwrap_or_else(|| template.labels.contents.clone());
    let sections = report.sections.iter().zip(&targets.headings).filter(|(section, _)| section.level.value <= depth);
    let headings = sections.map(|(section, heading)| ContentsEntry {
        level: section.level.value,
        number: heading.number.clone(),
        text: plain_text(&section.title, &targets.printed),
        target: heading.id.clone(),
    });
    let attached =
        report.attachments.iter().zip(&targets.attachments).filter(|(attached, _)| attached.blocks.is_some());
    let attachments = attached.map(|(attachment, (id, label))| ContentsEntry {
        level: 1,
        number: format!("{label}\u{3000}"),
        text: attachment_title(attachment),
        target: id.clone(),
    });
    Contents { title, entries: headings.chain(attachments).collect() }
}

/// 主送机关 ends with a full-width colon (GB/T 9704-2012 §7.3.2).
pub(super) fn addressee(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(last)) = content.last_mut() {
        let bare = last.text.trim_end_matches(['：', ':']).len();
        last.text.truncate(bare);
        last.text.push('：');
    }
    content
}

/// 附注 stands in full-width brackets (GB/T 9704-2012 §7.3.7).
pub(super) fn annotation(mut content: Vec<Inline>) -> Vec<Inline> {
    let opened = matches!(content.first(), Some(Inline::Text(first)) if first.text.starts_with('（'));
    let closed = matches!(content.last(), Some(Inline::Text(last)) if last.text.ends_with('）'));
    if let (false, Some(Inline::Text(first))) = (opened && closed, content.first_mut()) {
        let origin = first.origin;
        content.insert(0, plain("（", origin));
        content.push(plain("）", origin));
    }
    content
}

/// 附件说明 (GB/T 9704-2012 §7.3.4): numbered where there are several.
pub(super) fn attachment_note(report: &Report, targets: &Targets, labels: &Labels) -> AttachmentNote {
    let several = report.attachments.len() > 1;
    let items = report.attachments.iter().zip(&targets.attachments).enumerate();
    let items = items.map(|(index, (attachment, (id, _)))| AttachmentItem {
        number: if several { format!("{}.", index + 1) } else { String::new() },
        name: attachment_title(attachment),
        target: attachment.blocks.is_some().then(|| id.clone()),
    });
    AttachmentNote { label: format!("{}：", labels.attachment), items: items.collect() }
}

/// An attachment's name without a final mark (GB/T 9704-2012 §7.3.4).
pub(super) fn attachment_title(attachment: &report::Attachment) -> String {
    attachment.title.value.trim_end_matches(['。', '；', '，', '、', ';', ',']).to_owned()
}

/// 署名 and 成文日期 (GB/T 9704-2012 §7.3.5).
pub(super) fn signature(report: &Report, signature: &report::Signature, labels: &Labels) -> Signature {
    Signature {
        organizations: words_or(&signature.organizations, &report.meta.organizations),
        date: printed_date(&signature.date, labels).or_else(|| report_date(report, labels)),
        sealed: signature.sealed,
        post: word(&signature.post),
    }
}

/// 版记 (GB/T 9704-2012 §7.4) but for its further rows, whose prose the caller has resolved.
pub(super) fn distribution(
    report: &Report,
    distribution: &report::Distribution,
    further_rows: Vec<DistributionRow>,
    labels: &Labels,
) -> Distribution {
    let named = [(&labels.sent_to, &distribution.sent_to), (&labels.copies_to, &distribution.copies_to)];
    let named = named.into_iter().filter(|(_, bodies)| !bodies.is_empty());
    let rows = named.enumerate().map(|(index, (label, bodies))| DistributionRow {
        label: format!("{label}："),
        content: listed(bodies),
        joined: index > 0,
    });
    let written = printed_date(&distribution.date, labels);
    let implied = || distribution.printer.as_ref().and_then(|_| report_date(report, labels));
    let printed = |day: String| if day.ends_with(&labels.printed) { day } else { day + &labels.printed };
    Distribution {
        rows: rows.chain(further_rows).collect(),
        printer: word(&distribution.printer),
        date: written.or_else(implied).map(printed),
    }
}

/// Bodies joined by ， and ended by 。 (GB/T 9704-2012 §7.4.2).
fn listed(bodies: &[Spanned<String>]) -> Vec<Inline> {
    let last = bodies.len().saturating_sub(1);
    let ended = |(index, body): (usize, &Spanned<String>)| {
        let name = body.value.trim_end_matches(['。', '，']);
        plain(format!("{name}{}", if index == last { '。' } else { '，' }), body.span)
    };
    bodies.iter().enumerate().map(ended).collect()
}

/// Lines joined; a space only where two Latin words would run together.
fn one_line(lines: &[String]) -> String {
    let mut joined = String::new();
    for line in lines {
        let latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
        if latin(joined.chars().last()) && latin(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

fn report_date(report: &Report, labels: &Labels) -> Option<String> {
    report.meta.date.as_ref().map(|day| date(&labels.date, day.value))
}

fn printed_date(written: &Option<Spanned<DateText>>, labels: &Labels) -> Option<String> {
    written.as_ref().map(|written| match &written.value {
        DateText::Date(day) => date(&labels.date, *day),
        DateText::Text(text) => text.clone(),
    })
}

fn word(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

fn words(texts: &[Spanned<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

fn words_or(texts: &[Spanned<String>], others: &[Spanned<String>]) -> Vec<String> {
    words(if texts.is_empty() { others } else { texts })
}
