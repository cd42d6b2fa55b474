//! Pieces of a paragraph: runs, links, references, marks of notes.

use docx_rs::{BreakType, Footnote, Hyperlink, HyperlinkData, Paragraph, ParagraphChild, Run, RunFonts, VertAlignType};

use super::fields::field;
use super::marks::RUN;
use super::styles::{self, LINK, NOTE_MARK};
use super::writer::Writer;
use super::xml::Element;
use crate::document::{BlockKind, Id, Inline, Link, Marks, Text, Underline, number};
use crate::geom::Length;
use crate::template::Role;
use crate::text::classify;

impl Writer<'_> {
    /// Adds inlines to a paragraph.
    pub fn fill(&mut self, mut paragraph: Paragraph, content: &[Inline]) -> Paragraph {
        let style = paragraph.property.style.as_ref().map(|style| style.val.as_str());
        let size = styles::size_of(self.template, style);
        for (index, inline) in content.iter().enumerate() {
            if index.checked_sub(1).is_some_and(|before| are_names(&content[before], inline)) {
                paragraph.children.push(child(break_in_line(size)));
            }
            let children = self.inline(inline, size);
            paragraph.children.extend(children);
        }
        paragraph
    }

    /// Adds words to a paragraph.
    pub fn say(&mut self, mut paragraph: Paragraph, words: &str) -> Paragraph {
        let runs = self.runs(words, Marks::default());
        paragraph.children.extend(runs.into_iter().map(child));
        paragraph
    }

    /// Adds lines of words with breaks between them to a paragraph.
    pub fn say_lines(&mut self, mut paragraph: Paragraph, lines: &[String]) -> Paragraph {
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                paragraph = paragraph.add_run(Run::new().add_break(BreakType::TextWrapping));
            }
            paragraph = self.say(paragraph, line);
        }
        paragraph
    }

    fn inline(&mut self, inline: &Inline, size: Length) -> Vec<ParagraphChild> {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Ruby(ruby) => self.ruby(ruby, size),
            Inline::LineBreak => vec![child(Run::new().add_break(BreakType::TextWrapping))],
            Inline::NoteMark(index) => self.note_mark(*index),
            Inline::PageNumber { target, marks, .. } => self.page_number(target, *marks),
        }
    }

    fn text(&mut self, text: &Text) -> Vec<ParagraphChild> {
        if let Some(id) = &text.reference {
            return self.reference(id, text);
        }
        let runs = self.runs(&text.text, text.marks);
        match &text.link {
            Some(link) => vec![self.hyperlink(link, runs)],
            None => runs.into_iter().map(child).collect(),
        }
    }

    /// Runs around a link; plain where it leads nowhere in this document.
    pub fn hyperlink(&mut self, link: &Link, runs: Vec<Run>) -> ParagraphChild {
        let link = match link {
            Link::Url(address) => HyperlinkData::External { rid: self.package.link(address), path: String::new() },
            Link::Internal(id) => {
                HyperlinkData::Anchor { anchor: self.bookmark(id).map_or_else(String::new, |(_, name)| name) }
            }
        };
        let children = runs.into_iter().map(|run| child(run.style(LINK))).collect();
        ParagraphChild::Hyperlink(Hyperlink { link, history: Some(1), children })
    }

    /// A reference that Word can update: to a caption's or attachment's number, or to a heading's
    /// number and text.
    fn reference(&mut self, id: &Id, text: &Text) -> Vec<ParagraphChild> {
        let Some((_, name)) = self.bookmark(id) else {
            return self.runs(&text.text, text.marks).into_iter().map(child).collect();
        };
        let number = self.heading_number(id).filter(|number| text.text.starts_with(number.as_str()));
        let number = number.unwrap_or_default();
        let mut runs = Vec::new();
        for (words, switch) in [(number.as_str(), "\\r \\h"), (&text.text[number.len()..], "\\h")] {
            let shown = self.runs(words, text.marks);
            if let Some(like) = shown.first().cloned() {
                runs.extend(field(&format!("REF {name} {switch}"), shown, &self.unmarked(&like)));
            }
        }
        runs.into_iter().map(child).collect()
    }

    fn heading_number(&self, id: &str) -> Option<String> {
        self.document.blocks.iter().find_map(|block| {
            if let BlockKind::Heading(heading) = &block.kind
                && block.id.as_deref() == Some(id)
            {
                return Some(heading.number.clone());
            }
            None
        })
    }

    fn page_number(&mut self, target: &Id, marks: Marks) -> Vec<ParagraphChild> {
        let label = self.page_label(target);
        let shown = self.runs(&label, marks);
        let like = shown.first().map_or_else(Run::new, |run| self.unmarked(run));
        let runs = match self.bookmark(target) {
            Some((_, name)) => field(&format!("PAGEREF {name} \\h"), shown, &like),
            None => shown,
        };
        runs.into_iter().map(child).collect()
    }

    /// The first mark of a note carries it; later ones repeat its number.
    fn note_mark(&mut self, index: usize) -> Vec<ParagraphChild> {
        let name = format!("_Note{:03}", index + 1);
        if self.noted.insert(index) {
            let reference = Footnote { id: index + 1, content: Vec::new() };
            let run = Run::new().style(NOTE_MARK).add_footnote_reference(reference);
            let marked = Paragraph::new().add_bookmark_start(index, name).add_run(run).add_bookmark_end(index);
            return marked.children;
        }
        let printed = number(&self.template.numbering.note, index as u32 + 1);
        let mut like = Run::new().style(NOTE_MARK);
        like.run_property = like.run_property.vert_align(VertAlignType::SuperScript);
        let shown = vec![like.clone().add_text(printed)];
        field(&format!("NOTEREF {name} \\f \\h"), shown, &like).into_iter().map(child).collect()
    }

    /// The look of a run without its marks for the finishing pass, each of which stands only once.
    fn unmarked(&self, run: &Run) -> Run {
        Run { children: Vec::new(), ..run.clone() }
    }

    /// Runs for words. Marks and quotes that Chinese and Latin share fall to the Latin face in Word
    /// unless the run says otherwise, so each run says which it is.
    pub fn runs(&mut self, words: &str, marks: Marks) -> Vec<Run> {
        segments(words).into_iter().map(|(segment, wide)| self.run(&segment, wide, marks)).collect()
    }

    fn run(&mut self, words: &str, wide: bool, marks: Marks) -> Run {
        let mut fonts = RunFonts::new();
        if wide {
            fonts = fonts.hint("eastAsia");
        }
        if marks.kai {
            fonts = fonts.east_asia(styles::face(self.template, Role::Kai));
        }
        if marks.code {
            let face = styles::face(self.template, Role::LatinSans);
            fonts = fonts.ascii(face).hi_ansi(face).cs(face);
        }
        let mut run = Run::new();
        if wide || marks.kai || marks.code {
            run = run.fonts(fonts);
        }
        if marks.bold {
            run = run.bold();
        }
        if marks.dots {
            run = self.marks.add(run, RUN, Element::value("w:em", "dot"));
        }
        match marks.underline {
            Some(Underline::Name) => run = run.underline("single"),
            Some(Underline::Book) => run = run.underline("wave"),
            None => {}
        }
        run.add_text(words)
    }
}

/// Two names or titles side by side, whose lines must not meet (CLREQ, 'Indicators').
fn are_names(left: &Inline, right: &Inline) -> bool {
    let underlined = |inline: &Inline| match inline {
        Inline::Text(text) => text.marks.underline.is_some(),
        Inline::Ruby(_) | Inline::LineBreak | Inline::NoteMark(_) | Inline::PageNumber { .. } => false,
    };
    underlined(left) && underlined(right)
}

/// A space of an eighth of an em, not underlined: a quarter of an em in half the size.
fn break_in_line(size: Length) -> Run {
    Run::new().size(size.pt().round() as usize).add_text(" ")
}

/// A run as a child of a paragraph.
pub(super) fn child(run: Run) -> ParagraphChild {
    ParagraphChild::Run(Box::new(run))
}

/// Words in pieces whose characters outside of ASCII are all Chinese, or all not. Characters that XML
/// cannot hold are left out.
fn segments(words: &str) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, Option<bool>)> = Vec::new();
    for (character, class) in words.chars().zip(classify(words)) {
        if character.is_control() {
            continue;
        }
        let wide = (!character.is_ascii()).then(|| class.is_full_width());
        match pieces.last_mut() {
            Some((piece, known)) if known.is_none() || wide.is_none() || *known == wide => {
                piece.push(character);
                *known = known.or(wide);
            }
            Some(_) | None => pieces.push((character.to_string(), wide)),
        }
    }
    pieces.into_iter().map(|(piece, wide)| (piece, wide.unwrap_or(false))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_go_with_their_language() {
        assert_eq!(segments("他说“好”3.5%。"), [("他说“好”3.5%。".to_owned(), true)]);
        let mixed = segments("don’t 他");
        assert_eq!(mixed, [("don’t ".to_owned(), false), ("他".to_owned(), true)]);
        assert_eq!(segments("a\u{0}b"), [("ab".to_owned(), false)]);
    }
}
