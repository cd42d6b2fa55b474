//! Lines of running text that break where they do in the pages. The pages narrow punctuation to bring a
//! character up, which Word does otherwise and LibreOffice not at all: such a line's characters are
//! set a little closer here, and those of a line that would take one more a little wider, by less than
//! a point each, as a careful typist would do. A line that breaks right by itself is left alone.

use super::order::put_in_order;
use super::styles;
use super::writer::Writer;
use super::xml::{Element, Node};
use crate::template::{Style, StyleName};
use crate::text::classify;

/// What a reader's own rounding may take of a line, in twips.
const TOLERANCE: i64 = 8;
/// The most that characters move, in twips: more would be seen, and means that the lines were misread.
const MOST: i64 = 30;

impl Writer<'_> {
    /// Fits the paragraphs of the main part that are found among the pages' own.
    pub fn fit_lines(&self, part: &mut Element) {
        if self.template.columns.count > 1 {
            return;
        }
        let mut next = 0;
        for node in &mut part.child_mut("w:body").children {
            if let Node::Element(paragraph) = node
                && let Some(look) = self.plain_style(paragraph)
            {
                let words = words(paragraph);
                let same = |lines: &Vec<String>| plain(&lines.concat()) == plain(&words);
                if let Some(found) = self.lines[next..].iter().position(same) {
                    self.fit(paragraph, look, &self.lines[next + found]);
                    next += found + 1;
                }
            }
        }
        put_in_order(part);
    }

    /// The style of a paragraph of running text whose indents are its style's.
    fn plain_style(&self, paragraph: &Element) -> Option<&Style> {
        let properties = paragraph.elements().find(|child| child.name == "w:pPr");
        let of = |name: &str| properties.and_then(|all| all.elements().find(|child| child.name == name));
        let id = of("w:pStyle").and_then(|style| style.attribute("w:val")).unwrap_or("Normal");
        let name = [StyleName::Body, StyleName::Quote].into_iter().find(|name| styles::id(*name) == id)?;
        let own = of("w:ind").or(of("w:numPr")).is_some();
        (paragraph.name == "w:p" && !own).then(|| self.style(name))
    }

    fn fit(&self, paragraph: &mut Element, look: &Style, lines: &[String]) {
        let base = styles::character_space(look);
        let room = self.text_width().twips() + styles::widening(self.template)
            - look.indent(look.left_indent).twips()
            - look.indent(look.right_indent).twips();
        let mut spaces = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let room = if index == 0 { room - look.indent(look.first_indent).twips() } else { room };
            let after = lines.get(index + 1).map(|next| first_word(next));
            spaces.push((plain(line).chars().count(), space(look, base, room, line, after.as_deref())));
        }
        let mut cut = Cut { spaces, base };
        cut.inside(paragraph);
    }
}

/// The space between the characters of a line in a room, before what the next line begins with.
fn space(look: &Style, base: i64, room: i64, line: &str, after: Option<&str>) -> i64 {
    let count = line.chars().count().max(2) as i64 - 1;
    let width = width(look, base, line);
    if width > room - TOLERANCE {
        let closer = (width - room + TOLERANCE + count - 1) / count;
        return base - if closer > MOST { 0 } else { closer };
    }
    let Some(after) = after else {
        return base;
    };
    let longer = self::width(look, base, &format!("{line}{after}"));
    if longer <= room + TOLERANCE {
        let wider = (room + TOLERANCE - longer + count) / count;
        return base + if wider > MOST { 0 } else { wider };
    }
    base
}

/// The width of a line in twips: the space does not count after the last character, a quarter of an em
/// stands between Han characters and Latin letters or figures.
fn width(look: &Style, base: i64, line: &str) -> i64 {
    let size = look.size.twips();
    let full: Vec<bool> = classify(line).into_iter().map(|class| class.is_full_width()).collect();
    let characters: Vec<char> = line.chars().collect();
    let own = characters.iter().zip(&full).map(|(character, full)| match character {
        _ if *full => size,
        ' ' | '.' | ',' | ':' | ';' | '/' => size / 4,
        '-' | '(' | ')' => size / 3,
        '%' => size * 5 / 6,
        'A'..='Z' | '+' | '=' => size * 2 / 3,
        _ => size / 2,
    });
    let between = characters
        .windows(2)
        .zip(full.windows(2))
        .filter(|(pair, full)| full[0] != full[1] && pair.iter().all(|character| character.is_alphanumeric()));
    own.sum::<i64>() + between.count() as i64 * size / 4 + base * (characters.len() as i64 - 1).max(0)
}

/// What must stand together at the start of a line: a character, or a word or figure.
fn first_word(line: &str) -> String {
    let narrow = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '.' | ',' | '%' | '-');
    let word: String = line.chars().take_while(narrow).collect();
    if word.is_empty() { line.chars().take(1).collect() } else { word }
}

/// Words without what only one of the two may hold: space.
fn plain(words: &str) -> String {
    words.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The text of a paragraph.
fn words(element: &Element) -> String {
    let mut found = String::new();
    for node in &element.children {
        match node {
            Node::Text(text) if element.name == "w:t" => found.push_str(text),
            Node::Text(_) => {}
            Node::Element(child) => found.push_str(&words(child)),
        }
    }
    found
}

/// Runs cut where lines end.
struct Cut {
    /// How many characters each line still has, and their space.
    spaces: Vec<(usize, i64)>,
    base: i64,
}

impl Cut {
    fn inside(&mut self, element: &mut Element) {
        let mut children = Vec::new();
        for node in std::mem::take(&mut element.children) {
            match node {
                Node::Element(run) if run.name == "w:r" => {
                    children.extend(self.run(run).into_iter().map(Node::Element));
                }
                Node::Element(mut child) => {
                    self.inside(&mut child);
                    children.push(Node::Element(child));
                }
                Node::Text(text) => children.push(Node::Text(text)),
            }
        }
        element.children = children;
    }

    /// A run in as many pieces as there are lines with a space of their own.
    fn run(&mut self, run: Element) -> Vec<Element> {
        let words = words(&run);
        if words.is_empty() {
            return vec![run];
        }
        let mut pieces: Vec<(String, i64)> = Vec::new();
        for character in words.chars() {
            let space = self.spaces.first().map_or(self.base, |(_, space)| *space);
            match pieces.last_mut() {
                Some((piece, known)) if *known == space => piece.push(character),
                Some(_) | None => pieces.push((character.to_string(), space)),
            }
            if !character.is_whitespace() {
                self.pass();
            }
        }
        let texts = run.elements().filter(|child| child.name != "w:rPr");
        let simple = texts.map(|child| child.name == "w:t").eq([true]);
        if !simple || pieces.iter().all(|(_, space)| *space == self.base) {
            return vec![run];
        }
        pieces.into_iter().map(|(piece, space)| self.piece(&run, &piece, space)).collect()
    }

    fn pass(&mut self) {
        if let Some((left, _)) = self.spaces.first_mut() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.spaces.remove(0);
            }
        }
    }

    fn piece(&self, run: &Element, words: &str, space: i64) -> Element {
        let mut piece = Element { children: Vec::new(), ..run.clone() };
        if let Some(look) = run.elements().find(|child| child.name == "w:rPr") {
            piece = piece.child(look.clone());
        }
        if space != self.base {
            piece.child_mut("w:rPr").children.push(Node::Element(Element::value("w:spacing", space)));
        }
        piece.child(Element::new("w:t").with("xml:space", "preserve").text(words))
    }
}
