//! Sheets read back from finished PDFs: which page's text stands where.

use lopdf::content::Content;
use lopdf::{Document, Object, ObjectId};

use crate::documents::{Codes, page_fonts};
use crate::workplace::{Run, Workplace};

const A5: (f64, f64) = (148.0, 210.0);

/// A template of A5 pages on which each section takes a page of its own.
const TEMPLATE: &str = "base = \"booklet\"\ncover = \"none\"\n[contents]\nalways = false\nrecto_after = false\n\
    [styles.heading1]\nlike = \"body\"\nword_name = \"标题 1\"\nfirst_indent = 0\npage_break = \"page\"\nalign = \"left\"\n";

/// A report of so many pages; page n (from 1) starts with 面 and its number: the first with the
/// report's title, the others with a section's.
fn place(name: &str, pages: usize, template: &str) -> Workplace {
    let mut report = String::from("[report]\ntitle = \"面01。\"\ndate = 2023-03-01\ntemplate = \"ours.toml\"\n");
    report.push_str("[[section]]\nlevel = 2\ntitle = \"同页\"\nbody = \"正文\"\n");
    for page in 2..=pages {
        report.push_str(&format!("[[section]]\ntitle = \"面{page:02}。\"\nbody = \"正文\"\n"));
    }
    let place = Workplace::with_report(name, &report);
    place.put("ours.toml", template);
    place
}

fn export(place: &Workplace, arguments: &[&str]) -> Run {
    place.run(&[&["export"], arguments].concat()).exits(0)
}

/// A word on a sheet: left edge and baseline in points from the sheet's lower left corner.
#[derive(Clone, Debug, PartialEq)]
struct Word {
    x: f64,
    y: f64,
    text: String,
}

/// A sheet's side: its size and, in the order of drawing, everything that is shown at once.
struct Side {
    width: f64,
    height: f64,
    words: Vec<Word>,
}

impl Side {
    /// Numbers of the pages whose text stands left of a place and right of it.
    fn numbers(&self, left: f64, right: f64) -> Vec<usize> {
        let within = self.words.iter().filter(|word| (left..right).contains(&word.x));
        let text: String = within.map(|word| word.text.as_str()).collect();
        let numbers = text.split('面').skip(1).map(|rest| rest.chars().take(2).collect::<String>());
        numbers.map(|digits| digits.parse().expect("a page's number")).collect()
    }

    /// The left edge of the text that starts a page.
    fn start(&self, number: usize) -> f64 {
        let starts = |word: &&Word| word.text.starts_with('面');
        let here = self.words.iter().enumerate().filter(|(_, word)| starts(word));
        let mut found = here.filter(|(at, _)| {
            let text: String = self.words[*at..].iter().take(4).map(|word| word.text.as_str()).collect();
            text.contains(&format!("面{number:02}"))
        });
        found.next().unwrap_or_else(|| panic!("page {number} in {:?}", self.words)).1.x
    }
}

/// The sides of all sheets of a PDF.
fn sides(bytes: &[u8]) -> (Document, Vec<Side>) {
    let document = Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let sides = pages.into_iter().map(|page| side(&document, page)).collect();
    (document, sides)
}

fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).or_else(|_| object.as_i64().map(|whole| whole as f64)).expect("a number")
}

/// A transformation: `x' = a x + c y + e`, `y' = b x + d y + f`.
type Matrix = [f64; 6];

fn within([a, b, c, d, e, f]: Matrix, outer: Matrix) -> Matrix {
    let vector = |x: f64, y: f64| (outer[0] * x + outer[2] * y, outer[1] * x + outer[3] * y);
    let ((a, b), (c, d), (e, f)) = (vector(a, b), vector(c, d), vector(e, f));
    [a, b, c, d, e + outer[4], f + outer[5]]
}

fn side(document: &Document, page: ObjectId) -> Side {
    let media: Vec<f64> = document
        .get_dictionary(page)
        .unwrap()
        .get(b"MediaBox")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(number)
        .collect();
    let fonts = page_fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut reading = Reading { matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], ..Reading::default() };
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" => reading.saved.push(reading.matrix),
            "Q" => reading.matrix = reading.saved.pop().expect("a saved state"),
            "cm" => {
                let matrix: Vec<f64> = operands.iter().map(number).collect();
                reading.matrix = within(matrix.try_into().unwrap(), reading.matrix);
            }
            "BT" => reading.line = (0.0, 0.0),
            "Td" => {
                reading.line.0 += number(&operands[0]);
                reading.line.1 += number(&operands[1]);
            }
            "Tf" => reading.font = fonts.get(operands[0].as_name().unwrap()),
            "Tj" => reading.show(&operands[..1]),
            "TJ" => reading.show(operands[0].as_array().unwrap()),
            _ => {}
        }
    }
    Side { width: media[2], height: media[3], words: reading.words }
}

#[derive(Default)]
struct Reading<'a> {
    matrix: Matrix,
    saved: Vec<Matrix>,
    line: (f64, f64),
    font: Option<&'a Codes>,
    words: Vec<Word>,
}

impl Reading<'_> {
    fn show(&mut self, strings: &[Object]) {
        let font = self.font.expect("a font is set");
        let bytes = strings.iter().filter_map(|object| object.as_str().ok());
        let codes = bytes.flat_map(|bytes| bytes.chunks(2)).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        let text = codes.filter_map(|code| font.get(&code).cloned()).collect();
        let [.., x, y] = within([1.0, 0.0, 0.0, 1.0, self.line.0, self.line.1], self.matrix);
        self.words.push(Word { x, y, text });
    }
}

fn points(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

/// The pages left and right of the fold of each side, as the finished file reads; 0 is a blank.
fn booklet(pages: usize, more: &[&str]) -> (Vec<[usize; 2]>, String) {
    let place = place(&format!("booklet-{pages}-{}", more.len()), pages, TEMPLATE);
    let run = export(&place, &[&["--booklet"], more].concat());
    let (_, sides) = sides(&place.read("output/report-booklet.pdf"));
    let orders = sides.iter().map(|side| {
        assert!((side.width - points(A5.0 * 2.0)).abs() < 0.01 && (side.height - points(A5.1)).abs() < 0.01);
        let fold = side.width / 2.0;
        [side.numbers(0.0, fold), side.numbers(fold, side.width)].map(|numbers| {
            assert!(numbers.len() <= 1, "{numbers:?}");
            numbers.first().copied().unwrap_or(0)
        })
    });
    (orders.collect(), run.err)
}

#[test]
fn each_sheet_of_a_booklet_proves_its_order() {
    assert_eq!(booklet(1, &[]).0, [[0, 1], [0, 0]]);
    assert_eq!(booklet(4, &[]).0, [[4, 1], [2, 3]]);
    assert_eq!(booklet(5, &[]).0, [[0, 1], [2, 0], [0, 3], [4, 5]]);
    assert_eq!(booklet(6, &[]).0, [[6, 1], [2, 0], [0, 3], [4, 5]]);
    let sixteen = [[16, 1], [2, 15], [14, 3], [4, 13], [12, 5], [6, 11], [10, 7], [8, 9]];
    assert_eq!(booklet(16, &[]).0, sixteen);
}

#[test]
fn blanks_are_never_added_silently() {
    assert!(booklet(5, &["--pdf"]).1.contains("补了 3 面空白（第 6、7、8 面），共 8 面"));
    let silent = booklet(4, &["--strict"]).1;
    assert!(!silent.contains("空白"), "{silent}");
}

#[test]
fn inner_pages_stand_nearer_to_the_fold_by_the_thickness_of_the_paper() {
    let place = place("creep", 16, TEMPLATE);
    export(&place, &["--booklet", "--paper-thickness", "0.25mm"]);
    let (_, sides) = sides(&place.read("output/report-booklet.pdf"));
    let step = points(0.25);
    for (index, side) in sides.iter().enumerate() {
        let fold = side.width / 2.0;
        let shift = step * (index / 2) as f64;
        // Binding margins of 20 mm, fore-edges of 18 mm.
        // The title, on page 1, stands in the middle.
        for right in side.numbers(fold, side.width).into_iter().filter(|page| *page > 1) {
            assert!((side.start(right) - (fold + points(20.0) - shift)).abs() < 0.01, "{index}: {}", side.start(right));
        }
        let left = side.numbers(0.0, fold)[0];
        assert!((side.start(left) - (points(18.0) + shift)).abs() < 0.01, "{index}: {}", side.start(left));
    }
}

#[test]
fn pages_beside_each_other_go_in_the_order_of_reading() {
    let place = place("nup", 5, &format!("{TEMPLATE}[imposition]\ngutter = \"6mm\"\n"));
    export(&place, &["--pdf", "--nup", "2x2"]);
    let (_, sides) = sides(&place.read("output/report-2x2.pdf"));
    assert_eq!(sides.len(), 2);
    let (width, height) = (points(A5.0 * 2.0 + 6.0), points(A5.1 * 2.0 + 6.0));
    assert!((sides[0].width - width).abs() < 0.01 && (sides[0].height - height).abs() < 0.01);
    // In each half, the upper page is drawn before the lower one.
    assert_eq!(sides[0].numbers(0.0, width / 2.0), [1, 3]);
    assert_eq!(sides[0].numbers(width / 2.0, width), [2, 4]);
    let above = |number: &str| {
        let text = |at: usize| sides[0].words[at..].iter().take(4).map(|word| word.text.as_str()).collect::<String>();
        let at = (0..sides[0].words.len()).find(|at| text(*at).starts_with(number)).expect("the page is there");
        sides[0].words[at].y > height / 2.0
    };
    assert_eq!(["面01", "面02", "面03", "面04"].map(above), [true, true, false, false]);
    assert_eq!(sides[1].numbers(0.0, width), [5]);
}

#[test]
fn sheets_with_marks_are_larger_and_marked_in_black() {
    let place = place("marks", 8, TEMPLATE);
    export(&place, &["--booklet", "--marks"]);
    let (document, sides) = sides(&place.read("output/report-booklet.pdf"));
    assert!((sides[0].width - points(A5.0 * 2.0 + 20.0)).abs() < 0.01);
    let page = *document.get_pages().values().next().unwrap();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    // All inks at once are black in the colours of a file that any printer takes.
    let black = content.operations.iter().any(|operation| {
        operation.operator == "RG" && operation.operands.iter().map(number).collect::<Vec<_>>() == [0.0; 3]
    });
    assert!(black, "marks in black");
    let fold = sides[0].width / 2.0;
    assert_eq!(sides[0].numbers(fold, sides[0].width), [1]);
}

/// A tree over sheets would be read in the wrong order, and nobody clicks on paper.
#[test]
fn an_imposed_file_does_not_pretend_to_be_tagged() {
    let report = "[report]\ntitle = \"小册\"\ndate = 2023-03-01\ntemplate = \"booklet\"\n[[section]]\nid = \"a\"\n\
        title = \"一\"\nbody = '''\n见{{ref a}}，[链接](https://example.org)。\n'''\n";
    let place = Workplace::with_report("untagged", report);
    export(&place, &["--booklet"]);
    let document = Document::load_mem(&place.read("output/report-booklet.pdf")).unwrap();
    let catalog = document.catalog().unwrap();
    for key in ["MarkInfo", "StructTreeRoot", "Outlines", "Names"] {
        assert!(!catalog.has(key.as_bytes()), "{key}");
    }
    for page in document.get_pages().into_values() {
        assert!(!document.get_dictionary(page).unwrap().has(b"Annots"));
    }
}

#[test]
fn the_same_booklet_twice_is_the_same_bytes_and_writes_nothing_else() {
    let place = place("same-booklet", 8, TEMPLATE);
    let run = export(&place, &["--booklet"]);
    assert!(run.out.contains("8 页，拼成 4 面"), "{}", run.out);
    assert!(!place.has("output/report.pdf") && !place.has("output/report.docx"));
    export(&place, &["--booklet", "-o", "again.pdf"]);
    assert!(place.read("output/report-booklet.pdf") == place.read("again.pdf"));
}

#[test]
fn sheets_asked_for_wrongly_are_refused() {
    let place = place("wrong-sheets", 1, TEMPLATE);
    for arguments in [
        &["--booklet", "--docx"][..],
        &["--booklet", "--nup", "2x1"],
        &["--nup", "2"],
        &["--nup", "0x1"],
        &["--nup", "999x1"],
        &["--marks"],
        &["--paper-thickness", "0.1mm"],
        &["--booklet", "--paper-thickness", "thick"],
        &["--booklet", "-o", "report.docx"],
    ] {
        place.run(&[&["export"], arguments].concat()).exits(2);
        assert!(!place.has("output"), "{arguments:?}");
    }
}
