//! Which face plays which role, and what is said about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::FontSources;
use super::catalogue::{BOLD, Catalogue, Entry};
use super::describe::role_name;
use super::face::{Face, Typeface};
use super::sfnt::Embedding;
use super::shipped;
use crate::diag::{Diagnostic, Severity};
use crate::template::{Role, RoleFonts};

/// OS/2 weight class from which a face is darker than text.
const DARK: u16 = 500;

/// Why a role has its face.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The name in the template under which it was found; empty: the bold of the regular's family,
    /// or the regular itself.
    pub wanted: String,
    /// Names before it in the template's list that no face has.
    pub passed_over: Vec<String>,
}

impl Choice {
    fn named(families: &[String], place: usize) -> Choice {
        Choice { wanted: families[place].clone(), passed_over: families[..place].to_vec() }
    }
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
    /// Roles whose regular face is dark, so that a rare character from a light one would look pale.
    dark: BTreeSet<Role>,
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
            dark: BTreeSet::new(),
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
        self.choices.insert((role, false), Choice::named(&fonts.families, regular.place));
        let mut chain = vec![self.place(regular.entry, &regular.typeface, false)];
        let mut bold_chain = vec![self.cast_bold(role, fonts, &regular)];
        if matches!(role, Role::Hei | Role::Title) || self.weight(&regular) >= DARK {
            self.dark.insert(role);
        }
        let mut light = vec![self.emboldened(&regular)];
        for family in &fonts.fallback {
            let Some(found) = self.find(std::slice::from_ref(family), 400) else { continue };
            let bold = self.place_bold_of(&found);
            if self.dark.contains(&role) && self.weight(&found) < DARK {
                chain.extend([bold, self.emboldened(&found)]);
            } else {
                chain.push(self.place(found.entry, &found.typeface, false));
            }
            bold_chain.push(bold);
            light.push(self.emboldened(&found));
        }
        // A bold face may lack characters that its regular has.
        bold_chain.extend(light);
        self.chains.insert((role, false), chain);
        self.chains.insert((role, true), bold_chain);
    }

    fn cast_bold(&mut self, role: Role, fonts: &RoleFonts, regular: &Found) -> usize {
        let Some(bold) = self.find(&fonts.bold, 700) else {
            self.choices.insert((role, true), Choice { wanted: String::new(), passed_over: fonts.bold.clone() });
            return self.place_bold_of(regular);
        };
        self.choices.insert((role, true), Choice::named(&fonts.bold, bold.place));
        // A family named for bold is taken as it is (黑体 beside 仿宋), but not the regular itself.
        let synthetic = bold.entry == regular.entry && self.catalogue.entries[bold.entry].facts.weight < BOLD;
        self.place(bold.entry, &bold.typeface, synthetic)
    }

    /// Lets [`Role::Fallback`]'s faces follow every role's own.
    pub fn finish(mut self, roles: &BTreeMap<Role, RoleFonts>) -> Self {
        if roles.is_empty() {
            let zh = "模板没有给任何字体角色指定字体。";
            self.diagnostics.push(Diagnostic::error("font-missing", None, zh, "The template names no font at all."));
        }
        let own = self.chains.clone();
        for ((role, bold), chain) in &mut self.chains {
            let asked: Vec<usize> = std::mem::take(chain);
            let last = own.get(&(Role::Fallback, *bold || self.dark.contains(role))).into_iter().flatten();
            for face in asked.iter().chain(last) {
                if !chain.contains(face) {
                    chain.push(*face);
                }
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

    /// Opens a face once; says once why it cannot be used.
    fn open(&mut self, index: usize) -> Option<Arc<Typeface>> {
        if let Some(known) = self.opened.get(&index) {
            return known.clone();
        }
        let opened = open(&self.catalogue.entries[index]);
        let typeface = opened.map_err(|diagnostic| self.diagnostics.push(*diagnostic)).ok().map(Arc::new);
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

    /// A face made bold; itself where it is bold.
    fn emboldened(&mut self, found: &Found) -> usize {
        self.place(found.entry, &found.typeface, self.weight(found) < BOLD)
    }

    fn weight(&self, found: &Found) -> u16 {
        self.catalogue.entries[found.entry].facts.weight
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
fn open(entry: &Entry) -> Result<Typeface, Box<Diagnostic>> {
    if entry.facts.embedding == Embedding::Forbidden {
        return Err(Box::new(forbidden(entry)));
    }
    if !entry.facts.is_embeddable() {
        return Err(Box::new(without_regular(entry)));
    }
    let data = entry.read().map_err(|error| Box::new(unreadable(entry, &error.to_string())))?;
    Typeface::open(entry, data).ok_or_else(|| Box::new(unreadable(entry, "damaged")))
}

fn without_regular(entry: &Entry) -> Diagnostic {
    let name = &entry.facts.postscript_name;
    let diagnostic = Diagnostic::note(
        "font-variable",
        None,
        format!("“{name}”是可变字体，没有现成的常规字重可嵌入，改用下一种字体。"),
        format!("“{name}” is a variable font without a ready regular weight to embed; the next font is used."),
    );
    diagnostic.help("改装这种字体的单一字重版本。", "Install this font's version with one weight to a file.")
}

fn unreadable(entry: &Entry, reason: &str) -> Diagnostic {
    let name = &entry.facts.postscript_name;
    Diagnostic::warning(
        "font-unreadable",
        None,
        format!("读不了字体“{name}”（{reason}），改用下一种字体。"),
        format!("The font “{name}” cannot be read ({reason}); the next one is used."),
    )
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
