//! Which faces there are: the user's folders, the system's, those shipped beside the program and
//! those inside it.

use std::fs;
use std::io::{self, BufReader, Cursor};
use std::path::{Path, PathBuf};

use harfrust::font::Blob;

use super::FontSources;
use super::sfnt::{self, Facts, folded};
use super::shipped::{self, SHIPPED};

/// Folders inside folders are followed this deep; links may make circles.
const DEEPEST: usize = 8;

/// Where a face comes from, in order of preference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A file in a folder that the user named.
    Folder(PathBuf),
    /// A file among the system's fonts.
    System(PathBuf),
    /// A file that ships beside the program.
    Beside(PathBuf),
    /// Inside the program; its place under `fonts/` in the source.
    Shipped(&'static str),
}

/// A face that could be used.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub origin: Origin,
    pub facts: Facts,
}

impl Entry {
    /// 0 for the user's, then system, beside, shipped.
    fn preference(&self) -> u8 {
        match self.origin {
            Origin::Folder(_) => 0,
            Origin::System(_) => 1,
            Origin::Beside(_) => 2,
            Origin::Shipped(_) => 3,
        }
    }

    /// The whole file's bytes; those of a shipped face are not copied.
    pub fn read(&self) -> io::Result<Blob> {
        match &self.origin {
            Origin::Folder(path) | Origin::System(path) | Origin::Beside(path) => fs::read(path).map(Blob::from),
            Origin::Shipped(place) => {
                let face = SHIPPED.iter().find(|face| face.path == *place);
                face.map(|face| Blob::from(face.data)).ok_or_else(|| io::ErrorKind::NotFound.into())
            }
        }
    }
}

/// Every face that could be used, in order of preference, then of path.
pub(super) struct Catalogue {
    pub entries: Vec<Entry>,
}

impl Catalogue {
    /// Looks through the folders. Files that cannot be read as fonts are passed over: a font
    /// folder holds other files, too. Faces that ship apart are looked for from `places` upwards.
    pub fn gather(sources: &FontSources, places: &[PathBuf]) -> Catalogue {
        let mut entries = Vec::new();
        for folder in &sources.folders {
            add_folder(&mut entries, folder, Origin::Folder);
        }
        if sources.system {
            for folder in system_folders() {
                add_folder(&mut entries, &folder, Origin::System);
            }
        }
        for path in shipped::APART.iter().filter_map(|apart| apart.find(places)) {
            add_file(&mut entries, &path, Origin::Beside);
        }
        for face in SHIPPED {
            let found = sfnt::read(&mut Cursor::new(face.data)).unwrap_or_default();
            entries.extend(found.into_iter().map(|facts| Entry { origin: Origin::Shipped(face.path), facts }));
        }
        Catalogue { entries }
    }

    /// The face for a name at about a weight: one that can be embedded; the user's before the
    /// system's before the shipped; the face of that very name, upright, nearest in weight.
    pub fn find(&self, name: &str, weight: u16) -> Option<usize> {
        let name = folded(name);
        let rank = |entry: &Entry| {
            let facts = &entry.facts;
            let this_very_face = facts.is_named(&name);
            // “Liberation Serif” is both a family and its regular face: whoever wants it bold
            // means the family.
            let other_face = !this_very_face && weight < BOLD;
            let slanted = facts.italic && !this_very_face;
            (!facts.is_embeddable(), entry.preference(), other_face, slanted, facts.weight.abs_diff(weight))
        };
        let candidates = self.entries.iter().enumerate();
        let named = candidates.filter(|(_, entry)| entry.facts.is_of_family(&name) || entry.facts.is_named(&name));
        named.min_by_key(|(index, entry)| (rank(entry), *index)).map(|(index, _)| index)
    }

    /// The bold of a face's own family: itself where it is bold.
    pub fn bold_of(&self, entry: usize) -> Option<usize> {
        let regular = &self.entries[entry].facts;
        if regular.weight >= BOLD {
            return Some(entry);
        }
        let is_its_bold = |facts: &Facts| {
            let same_family = regular.families.iter().any(|family| facts.is_of_family(family));
            same_family && facts.weight >= BOLD && !facts.italic && facts.is_embeddable()
        };
        let bolds = self.entries.iter().enumerate().filter(|(_, entry)| is_its_bold(&entry.facts));
        let rank = |entry: &Entry| (entry.preference(), entry.facts.weight.abs_diff(700));
        bolds.min_by_key(|(index, entry)| (rank(entry), *index)).map(|(index, _)| index)
    }
}

/// OS/2 weight class from which a face counts as bold.
pub(super) const BOLD: u16 = 600;

impl Facts {
    /// Whether it can be cut down and embedded as it stands, licence apart. Of a variable face only
    /// the default instance can, and many have a hairline there.
    pub fn is_embeddable(&self) -> bool {
        self.outlines.is_some() && (!self.variable || (300..=500).contains(&self.weight))
    }
}

fn add_folder(entries: &mut Vec<Entry>, folder: &Path, origin: fn(PathBuf) -> Origin) {
    let mut files = Vec::new();
    list_fonts(folder, DEEPEST, &mut files);
    // The order of a folder's listing is the file system's own.
    files.sort();
    files.dedup();
    for path in files {
        add_file(entries, &path, origin);
    }
}

fn list_fonts(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(listing) = fs::read_dir(folder) else { return };
    for path in listing.flatten().map(|entry| entry.path()) {
        if is_font_name(&path) {
            files.push(path);
        } else if depth > 0 && path.is_dir() {
            list_fonts(&path, depth - 1, files);
        }
    }
}

fn is_font_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn add_file(entries: &mut Vec<Entry>, path: &Path, origin: fn(PathBuf) -> Origin) {
    let Ok(file) = fs::File::open(path) else { return };
    let found = sfnt::read(&mut BufReader::with_capacity(4096, file)).unwrap_or_default();
    entries.extend(found.into_iter().map(|facts| Entry { origin: origin(path.to_path_buf()), facts }));
}

/// Where the operating system keeps fonts.
fn system_folders() -> Vec<PathBuf> {
    let under = |variable: &str, rest: &str| std::env::var_os(variable).map(|folder| Path::new(&folder).join(rest));
    let folders = if cfg!(windows) {
        vec![under("WINDIR", "Fonts"), under("LOCALAPPDATA", "Microsoft/Windows/Fonts")]
    } else if cfg!(target_os = "macos") {
        let fixed = ["/System/Library/Fonts", "/Library/Fonts"].map(|folder| Some(PathBuf::from(folder)));
        fixed.into_iter().chain([under("HOME", "Library/Fonts")]).collect()
    } else {
        let fixed = ["/usr/share/fonts", "/usr/local/share/fonts"].map(|folder| Some(PathBuf::from(folder)));
        fixed.into_iter().chain([under("HOME", ".local/share/fonts"), under("HOME", ".fonts")]).collect()
    };
    folders.into_iter().flatten().collect()
}
