//! A folder of a test's own, the program run in it, and what it wrote read back.

#![allow(dead_code, reason = "each test binary uses its share")]

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A 4 × 4 PNG: the smallest picture that a decoder takes.
pub const PICTURE: &[u8] = include_bytes!("../data/dots.png");

/// An empty folder that one test works in.
pub struct Workplace {
    folder: PathBuf,
}

/// What a run of the program said and how it ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub error: String,
}

impl Workplace {
    /// A new folder under the target folder; `name` is the test's.
    pub fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        Workplace { folder }
    }

    /// With the repository's own report in it.
    pub fn with_report(name: &str) -> Self {
        let workplace = Workplace::new(name);
        workplace.write("report.toml", include_bytes!("../../report.toml"));
        workplace
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below the folder, by path relative to it.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.folder, &self.folder, &mut found);
        found.sort();
        found
    }

    /// Runs `banxin` here, with messages in English and this machine's own fonts left alone.
    pub fn banxin(&self, arguments: &[&str]) -> Run {
        let with_fonts = matches!(arguments.first(), Some(&"export" | &"check"));
        let settled: &[&str] = if with_fonts { &["--no-system-fonts", "--lang", "en"] } else { &[] };
        run(Command::new(env!("CARGO_BIN_EXE_banxin")).current_dir(&self.folder).args(arguments).args(settled))
    }

    /// The text of a PDF without any white space, pages in order.
    pub fn pdf_text(&self, name: &str) -> String {
        pdf_text(&self.read(name))
    }

    /// The text of a DOCX's body and notes without any white space.
    pub fn docx_text(&self, name: &str) -> String {
        docx_text(&self.read(name))
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            found.push(path.strip_prefix(root).unwrap().to_string_lossy().into_owned());
        }
    }
}

fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    Run {
        code: status.code().expect("the program ends by itself"),
        out: String::from_utf8(stdout).expect("UTF-8"),
        error: String::from_utf8(stderr).expect("UTF-8"),
    }
}

/// Without white space: lines of a page are broken where they fit, not where they were written.
pub fn without_space(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn pdf_text(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    without_space(&document.extract_text(&pages).expect("text"))
}

fn docx_text(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut text = String::new();
    for part in ["word/document.xml", "word/footnotes.xml"] {
        let Ok(mut entry) = archive.by_name(part) else { continue };
        let mut xml = String::new();
        entry.read_to_string(&mut xml).expect("UTF-8");
        text.push_str(&words_of(&xml));
    }
    without_space(&text)
}

/// What stands in `w:t`, the element of all text that shows (ISO/IEC 29500-1 §17.3.3.31).
fn words_of(xml: &str) -> String {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut text, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => inside = start.name().as_ref() == b"w:t",
            Event::End(_) => inside = false,
            Event::Text(words) if inside => text.push_str(&words.decode().expect("UTF-8")),
            Event::GeneralRef(reference) if inside => text.push_str(entity(&reference)),
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn entity(name: &[u8]) -> &'static str {
    match name {
        b"amp" => "&",
        b"lt" => "<",
        b"gt" => ">",
        b"quot" => "\"",
        b"apos" => "'",
        other => panic!("unknown entity {}", String::from_utf8_lossy(other)),
    }
}
