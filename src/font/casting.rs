//! Which face plays which role, and what is said about it.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use harfrust::font::Blob;

use super::FontSources;
use super::catalogue::{BOLD, Catalogue, Entry, Origin};
use super::describe::role_name;
use super::face::{Face, Typeface};
use super::sfnt::Embedding;
use super::shipped::{self, SHIPPED};
use crate::diag::{Diagnostic, Severity};
use crate::template::{Role, RoleFonts};

/// Why a role has its face.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The name in the template under which it was found; empty: the bold of the regular's family,
    /// or the regular itself.
    pub wanted: String,
    /// Names before it in the template's list that no face has.
    pub passed_over: Vec<String>,
}

/// A face found for a list of families.
struct Found {
    entry: usize,
    typeface: Arc<Typeface>,
    /// Its place in the list.
    place: usize,
}

/// Gives each role its faces.
pub(super) struct Casting<'a> {
    catalogue: &'a Catalogue,
    sources: &'a FontSources,
    /// Faces opened so far, by place in the catalogue; `None`: it cannot be used, and this was said.
    opened: BTreeMap<usize, Option<Arc<Typeface>>>,
    /// Places in `faces`, by place in the catalogue and synthetic bold.
    placed: BTreeMap<(usize, bool), usize>,
    pub faces: Vec<Face>,
    pub chains: BTreeMap<(Role, bool), Vec<usize>>,
    pub choices: BTreeMap<(Role, bool), Choice>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Casting<'a> {
    pub fn new(catalogue: &'a Catalogue, sources: &'a FontSources) -> Self {
        Casting {
            catalogue,
            sources,
            opened: BTreeMap::new(),
            placed: BTreeMap::new(),
            faces: Vec::new(),
            chains: BTreeMap::new(),
            choices: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Finds a role's regular and bold faces and those of its own fallback families.
    pub fn cast(&mut self, role: Role, fonts: &RoleFonts) {
        let Some(regular) = self.find(&fonts.families, 400) else {
            self.diagnostics.push(missing(role, fonts, self.sources));
            return;
        };
        self.note_substitution(role, &fonts.families, &regular);
        let named_bold = self.find(&fonts.bold, 700);
        let mut chains = [vec![], vec![]];
        let passed = |families: &[String], place: usize| families[..place].to_vec();
        let wanted = fonts.families[regular.place].clone();
        let choice = Choice { wanted, passed_over: passed(&fonts.families, regular.place) };
        self.choices.insert((role, false), choice);
        chains[0].push(self.place(regular.entry, &regular.typeface, false));
        let choice = match &named_bold {
            Some(bold) => {
                let synthetic = bold.entry == regular.entry && !self.is_bold(bold.entry);
                chains[1].push(self.place(bold.entry, &bold.typeface, synthetic));
                Choice { wanted: fonts.bold[bold.place].clone(), passed_over: passed(&fonts.bold, bold.place) }
            }
            None => {
                chains[1].push(self.place_bold_of(&regular));
                Choice { wanted: String::new(), passed_over: fonts.bold.clone() }
            }
        };
        self.choices.insert((role, true), choice);
        for family in &fonts.fallback {
            if let Some(found) = self.find(std::slice::from_ref(family), 400) {
                chains[0].push(self.place(found.entry, &found.typeface, false));
                chains[1].push(self.place_bold_of(&found));
            }
        }
        let [regular, bold] = chains;
        self.chains.insert((role, false), regular);
        self.chains.insert((role, true), bold);
    }

    /// Lets [`Role::Fallback`]'s faces follow every role's own.
    pub fn finish(mut self, roles: &BTreeMap<Role, RoleFonts>) -> Self {
        if roles.is_empty() {
            let zh = "模板没有给任何字体角色指定字体。";
            self.diagnostics.push(Diagnostic::error("font-missing", None, zh, "The template names no font at all."));
        }
        for bold in [false, true] {
            let last = self.chains.get(&(Role::Fallback, bold)).cloned().unwrap_or_default();
            for chain in self.chains.iter_mut().filter(|((_, of_bold), _)| *of_bold == bold).map(|(_, chain)| chain) {
                chain.extend(&last);
                let mut seen = Vec::new();
                chain.retain(|face| {
                    !seen.contains(face) && {
                        seen.push(*face);
                        true
                    }
                });
            }
        }
        self
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The first family of a list that has a usable face.
    fn find(&mut self, families: &[String], weight: u16) -> Option<Found> {
        families.iter().enumerate().find_map(|(place, family)| {
            let entry = self.catalogue.find(family, weight)?;
            Some(Found { entry, typeface: self.open(entry)?, place })
        })
    }

    fn is_bold(&self, entry: usize) -> bool {
        self.catalogue.entries[entry].facts.weight >= BOLD
    }

    /// Opens a face once; says once why it cannot be used.
    fn open(&mut self, index: usize) -> Option<Arc<Typeface>> {
        if let Some(known) = self.opened.get(&index) {
            return known.clone();
        }
        let opened = open(&self.catalogue.entries[index]);
        let typeface = opened.map_err(|diagnostic| self.diagnostics.push(diagnostic)).ok().map(Arc::new);
        self.opened.insert(index, typeface.clone());
        typeface
    }

    fn place(&mut self, entry: usize, typeface: &Arc<Typeface>, synthetic_bold: bool) -> usize {
        *self.placed.entry((entry, synthetic_bold)).or_insert_with(|| {
            self.faces.push(Face::new(typeface.clone(), synthetic_bold));
            self.faces.len() - 1
        })
    }

    /// The bold of a face's family, else the face itself, made bold.
    fn place_bold_of(&mut self, regular: &Found) -> usize {
        let bold = self.catalogue.bold_of(regular.entry);
        match bold.and_then(|entry| Some((entry, self.open(entry)?))) {
            Some((entry, typeface)) => self.place(entry, &typeface, false),
            None => self.place(regular.entry, &regular.typeface, true),
        }
    }

    /// Says that a face which ships beside the program was not found where it was wanted.
    fn note_substitution(&mut self, role: Role, families: &[String], found: &Found) {
        let wanted = families[..found.place].iter().find_map(|family| {
            let apart = shipped::APART.iter().find(|apart| apart.is_named(family))?;
            self.catalogue.find(family, 400).is_none().then_some(apart)
        });
        let Some(apart) = wanted else { return };
        let ((zh, en), used) = (role_name(role), &found.typeface.family);
        let note = Diagnostic::note(
            "font-substituted",
            None,
            format!("没有找到“{}”，{zh}改用“{used}”。", apart.family),
            format!("“{}” was not found; {en} uses “{used}”.", apart.family),
        );
        let (file, folder) = (apart.file, apart.folder);
        self.diagnostics.push(note.help(
            format!("把 {file} 放进程序旁边的 fonts/{folder} 文件夹，或放进用 --fonts 指定的文件夹。"),
            format!("Put {file} into fonts/{folder} beside the program, or into a folder given with --fonts."),
        ));
    }
}

/// Reads and parses a face, or says why it cannot be used.
fn open(entry: &Entry) -> Result<Typeface, Diagnostic> {
    let name = &entry.facts.postscript_name;
    if entry.facts.embedding == Embedding::Forbidden {
        return Err(forbidden(entry));
    }
    if !entry.facts.is_embeddable() {
        return Err(Diagnostic::note(
            "font-variable",
            None,
            format!("“{name}”是可变字体或特殊格式，无法按常规字重嵌入，改用下一种字体。"),
            format!(
                "“{name}” is variable or of a special format and has no regular weight to embed; the next font is used."
            ),
        ));
    }
    let damaged = |reason: String| {
        Diagnostic::warning(
            "font-unreadable",
            None,
            format!("读不了字体“{name}”（{reason}），改用下一种字体。"),
            format!("The font “{name}” cannot be read ({reason}); the next one is used."),
        )
    };
    let data = read(entry).map_err(|error| damaged(error.to_string()))?;
    Typeface::open(entry, data).ok_or_else(|| damaged("damaged".to_owned()))
}

fn read(entry: &Entry) -> std::io::Result<Blob> {
    match &entry.origin {
        Origin::Folder(path) | Origin::System(path) | Origin::Beside(path) => fs::read(path).map(Blob::from),
        Origin::Shipped(place) => {
            let face = SHIPPED.iter().find(|face| face.path == *place);
            face.map(|face| Blob::from(face.data)).ok_or_else(|| std::io::ErrorKind::NotFound.into())
        }
    }
}

fn forbidden(entry: &Entry) -> Diagnostic {
    let (family, name) = (&entry.facts.family, &entry.facts.postscript_name);
    let diagnostic = Diagnostic::error(
        "font-embedding-forbidden",
        None,
        format!("字体“{family}”（{name}）不许嵌入文件：它的 OS/2 fsType 是“限制使用”。"),
        format!("The font “{family}” ({name}) may not be embedded: its OS/2 fsType says restricted."),
    );
    diagnostic.help(
        "换用许可嵌入的字体，或从字体文件夹和模板的字体名单中去掉它。",
        "Use a font whose licence allows embedding, or take this one out of the font folder or the template's list.",
    )
}

fn missing(role: Role, fonts: &RoleFonts, sources: &FontSources) -> Diagnostic {
    let (zh, en) = role_name(role);
    let (tried_zh, tried_en) = (fonts.families.join("、"), fonts.families.join(", "));
    let diagnostic = Diagnostic::error(
        "font-missing",
        None,
        format!("{zh}没有可用的字体。找过：{tried_zh}。"),
        format!("No font was found for {en}. Looked for: {tried_en}."),
    );
    let folders: Vec<String> = sources.folders.iter().map(|folder| folder.display().to_string()).collect();
    let folders = if folders.is_empty() { "--fonts".to_owned() } else { folders.join(", ") };
    diagnostic.help(
        format!("把其中一种字体放进字体文件夹（{folders}），或改模板的字体名单。"),
        format!("Put one of them into a font folder ({folders}), or change the template's list."),
    )
}
