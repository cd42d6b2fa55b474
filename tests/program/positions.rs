//! Where everything stands on a finished PDF's pages: text by its text matrices and its fonts' widths,
//! rules by their paths. Read without the program's own code; in millimetres from the top left.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::documents::{Codes, codes};

/// Millimetres in a point.
const MM: f64 = 25.4 / 72.0;
/// The baseline of a Han character stands this far below the top of its em box.
const ASCENT: f64 = 0.88;

/// A page's marks in the order in which they are drawn.
#[derive(Debug, Default)]
pub struct Marks {
    pub characters: Vec<Character>,
    pub rules: Vec<Rule>,
}

/// A character's em box.
#[derive(Clone, Debug)]
pub struct Character {
    pub text: String,
    /// Its face, without the tag of a subset.
    pub font: String,
    /// Points.
    pub size: f64,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub ink: Vec<f64>,
}

impl Character {
    pub fn top(&self) -> f64 {
        self.baseline - self.size * ASCENT * MM
    }

    pub fn bottom(&self) -> f64 {
        self.top() + self.size * MM
    }
}

/// A filled rectangle.
#[derive(Clone, Debug)]
pub struct Rule {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub ink: Vec<f64>,
}

/// Some characters in a row, as they were asked for.
#[derive(Clone, Debug)]
pub struct Line {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub baseline: f64,
    pub size: f64,
    pub font: String,
    pub ink: Vec<f64>,
}

impl Line {
    pub fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

impl Marks {
    /// Where these words stand: each character must follow the one before on the same baseline.
    #[track_caller]
    pub fn line(&self, words: &str) -> Line {
        let all: Vec<&Character> = self.characters.iter().filter(|one| !one.text.trim().is_empty()).collect();
        let wanted: String = words.split_whitespace().collect();
        let is_there = |start: &usize| {
            let end = (*start + wanted.chars().count()).min(all.len());
            all[*start..end].iter().map(|one| one.text.as_str()).collect::<String>() == wanted
        };
        let start = (0..all.len()).find(is_there).unwrap_or_else(|| panic!("no {words} on the page"));
        let found = &all[start..start + wanted.chars().count()];
        let (first, last) = (found[0], found[found.len() - 1]);
        assert!(found.iter().all(|one| (one.baseline - first.baseline).abs() < 0.01), "{words} is on several lines");
        Line {
            left: first.left,
            right: last.right,
            top: first.top(),
            bottom: first.bottom(),
            baseline: first.baseline,
            size: first.size,
            font: first.font.clone(),
            ink: first.ink.clone(),
        }
    }

    /// The characters of a size in points.
    pub fn of_size(&self, size: f64) -> Marks {
        let characters = self.characters.iter().filter(|one| (one.size - size).abs() < 0.01).cloned();
        Marks { characters: characters.collect(), rules: Vec::new() }
    }

    /// Whether these words stand on the page.
    pub fn has(&self, words: &str) -> bool {
        let text: String = self.characters.iter().map(|one| one.text.trim()).collect();
        text.contains(&words.split_whitespace().collect::<String>())
    }

    /// Rules at least this long, from top to bottom.
    pub fn long_rules(&self, length: f64) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> =
            self.rules.iter().filter(|rule| rule.width >= length && rule.height < 2.0).collect();
        rules.sort_by(|one, other| one.top.total_cmp(&other.top));
        rules
    }

    /// The baselines of all characters of a size, each once, from top to bottom.
    pub fn baselines(&self, size: f64) -> Vec<f64> {
        let of_size = self.characters.iter().filter(|one| (one.size - size).abs() < 0.01);
        let mut baselines: Vec<f64> = of_size.map(|one| one.baseline).collect();
        baselines.sort_by(f64::total_cmp);
        baselines.dedup_by(|one, other| (*one - *other).abs() < 0.01);
        baselines
    }
}

/// The marks of every page.
pub fn positions(bytes: &[u8]) -> Vec<Marks> {
    let document = Document::load_mem(bytes).expect("a PDF");
    document.get_pages().into_values().map(|page| page_marks(&document, page)).collect()
}

struct Font {
    name: String,
    codes: Codes,
    widths: BTreeMap<u16, f64>,
    default_width: f64,
}

type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `one`, then `other`.
fn times(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [g, h, i, j, k, l] = other;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    ink: Vec<f64>,
    font: Option<Vec<u8>>,
    size: f64,
    spacing: f64,
}

struct Reading<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Font>,
    height: f64,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Vec<(f64, f64)>,
    marks: Marks,
}

fn page_marks(document: &Document, page: ObjectId) -> Marks {
    let fonts = document.get_page_fonts(page).unwrap();
    let fonts: BTreeMap<_, _> = fonts.into_iter().map(|(name, font)| (name, read_font(document, font))).collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let state = State { matrix: IDENTITY, ink: vec![0.0], font: None, size: 0.0, spacing: 0.0 };
    let (saved, path, marks) = (Vec::new(), Vec::new(), Marks::default());
    let height = page_height(document, page);
    let mut reading = Reading { fonts: &fonts, height, state, saved, text: IDENTITY, line: IDENTITY, path, marks };
    content.operations.iter().for_each(|operation| reading.step(operation));
    reading.marks
}

fn page_height(document: &Document, page: ObjectId) -> f64 {
    let dictionary = document.get_dictionary(page).unwrap();
    let media = dictionary.get(b"TrimBox").or(dictionary.get(b"MediaBox")).unwrap();
    f64::from(media.as_array().unwrap()[3].as_float().unwrap())
}

fn read_font(document: &Document, font: &Dictionary) -> Font {
    let name = String::from_utf8_lossy(font.get(b"BaseFont").unwrap().as_name().unwrap()).into_owned();
    let resolve = |object: &Object| document.dereference(object).unwrap().1.clone();
    let below = resolve(font.get(b"DescendantFonts").unwrap()).as_array().unwrap()[0].clone();
    let below = resolve(&below).as_dict().unwrap().clone();
    let mut widths = BTreeMap::new();
    let array = below.get(b"W").map(|array| resolve(array).as_array().unwrap().clone()).unwrap_or_default();
    let mut items = array.iter();
    while let (Some(first), Some(next)) = (items.next(), items.next()) {
        let first = first.as_i64().unwrap() as u16;
        if let Ok(each) = next.as_array() {
            widths.extend((first..).zip(each.iter().map(number)));
        } else {
            let width = number(items.next().unwrap());
            widths.extend((first..=next.as_i64().unwrap() as u16).map(|code| (code, width)));
        }
    }
    let default_width = below.get(b"DW").map_or(1000.0, number);
    let name = name.split_once('+').map_or(name.clone(), |(_, name)| name.to_owned());
    Font { name, codes: codes(document, font), widths, default_width }
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

impl Reading<'_> {
    fn step(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let at = |index: usize| number(&operands[index]);
        match operation.operator.as_str() {
            "q" => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().expect("q and Q are balanced"),
            "cm" => self.state.matrix = times(std::array::from_fn(at), self.state.matrix),
            "g" | "rg" | "k" => {
                self.state.ink = operands.iter().map(|share| (number(share) * 1000.0).round() / 1000.0).collect()
            }
            "BT" => (self.text, self.line) = (IDENTITY, IDENTITY),
            "Tf" => {
                self.state.font = Some(operands[0].as_name().unwrap().to_vec());
                self.state.size = at(1);
            }
            "Tc" => self.state.spacing = at(0),
            "Tm" => (self.line, self.text) = (std::array::from_fn(at), std::array::from_fn(at)),
            "Td" => {
                self.line = times([1.0, 0.0, 0.0, 1.0, at(0), at(1)], self.line);
                self.text = self.line;
            }
            "Tj" => self.show(&operands[0]),
            "TJ" => operands[0].as_array().unwrap().iter().for_each(|object| self.show(object)),
            "re" => self.path.extend([(at(0), at(1)), (at(0) + at(2), at(1) + at(3))]),
            "m" | "l" => self.path.push((at(0), at(1))),
            "f" | "f*" | "B" => self.fill(),
            "S" | "n" => self.path.clear(),
            "TD" | "T*" | "'" | "\"" | "Tz" | "Ts" | "Tw" => panic!("{} is not read", operation.operator),
            _ => {}
        }
    }

    fn fill(&mut self) {
        let points: Vec<(f64, f64)> = self.path.drain(..).map(|point| place(self.state.matrix, point)).collect();
        let (Some(left), Some(right)) = (least(&points, |point| point.0), most(&points, |point| point.0)) else {
            return;
        };
        let (Some(low), Some(high)) = (least(&points, |point| point.1), most(&points, |point| point.1)) else { return };
        self.marks.rules.push(Rule {
            left: left * MM,
            top: (self.height - high) * MM,
            width: (right - left) * MM,
            height: (high - low) * MM,
            ink: self.state.ink.clone(),
        });
    }

    fn show(&mut self, object: &Object) {
        let State { size, spacing, .. } = self.state;
        let Ok(bytes) = object.as_str() else {
            return self.advance(-number(object) / 1000.0 * size);
        };
        let font = &self.fonts[self.state.font.as_ref().expect("a font is set")];
        for pair in bytes.chunks(2) {
            let code = u16::from_be_bytes([pair[0], pair[1]]);
            let width = font.widths.get(&code).copied().unwrap_or(font.default_width) / 1000.0 * size;
            let matrix = times(self.text, self.state.matrix);
            let (left, baseline) = place(matrix, (0.0, 0.0));
            let (right, _) = place(matrix, (width, 0.0));
            self.marks.characters.push(Character {
                text: font.codes.get(&code).cloned().unwrap_or_default(),
                font: font.name.clone(),
                size: size * matrix[0].hypot(matrix[1]),
                left: left * MM,
                right: right * MM,
                baseline: (self.height - baseline) * MM,
                ink: self.state.ink.clone(),
            });
            self.advance(width + spacing);
        }
    }

    fn advance(&mut self, by: f64) {
        self.text = times([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
    }
}

fn place(matrix: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    let [a, b, c, d, e, f] = matrix;
    (a * x + c * y + e, b * x + d * y + f)
}

fn least(points: &[(f64, f64)], of: impl Fn(&(f64, f64)) -> f64) -> Option<f64> {
    points.iter().map(of).min_by(f64::total_cmp)
}

fn most(points: &[(f64, f64)], of: impl Fn(&(f64, f64)) -> f64) -> Option<f64> {
    points.iter().map(of).max_by(f64::total_cmp)
}
