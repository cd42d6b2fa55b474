//! Fonts: from files to faces, from roles to faces, from characters to glyphs.
//!
//! The only room that parses font files, shapes text and makes subsets, and the only one but
//! `assets` that reads files (font files, by itself). It knows the template's roles; it knows no
//! page and no document.
//!
//! `sfnt` reads what a file says about itself, `catalogue` lists the files, `casting` gives each
//! role its faces; `face`, `shape` and `subset` are what layout and the exporters use.

mod casting;
mod catalogue;
mod cff;
mod charmap;
mod describe;
mod face;
mod outline;
mod sfnt;
mod shape;
mod shipped;
mod subset;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use catalogue::Origin;
pub use describe::{RoleRow, role_name};
pub use face::{Face, GlyphBounds};
pub use outline::{GlyphShapes, OutlineStep};
pub use sfnt::{Embedding, Outlines};
pub use shape::ShapedGlyph;
pub use subset::Subset;

use crate::diag::{Outcome, Warned};
use crate::template::{Role, RoleFonts};
use casting::{Casting, Choice};
use catalogue::Catalogue;

/// Where fonts may come from, besides those that ship.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontSources {
    /// The user's folders, looked through before all else, with the folders inside them.
    pub folders: Vec<PathBuf>,
    /// Whether the system's fonts may serve; without them, output is the same on every machine.
    pub system: bool,
}

/// The faces of a run, and which of them serves what. Immutable; threads share it.
pub struct Fonts {
    faces: Vec<Face>,
    /// For each role, regular and bold: its own choice first, then its fallbacks', then those of
    /// [`Role::Fallback`].
    chains: BTreeMap<(Role, bool), Vec<usize>>,
    choices: BTreeMap<(Role, bool), Choice>,
}

impl Fonts {
    /// Finds and opens the faces of every role. [`Role::Fallback`] should be among them.
    ///
    /// # Errors
    ///
    /// `font-missing`: none of a role's families was found. `font-embedding-forbidden`: the face
    /// that a role names may not be embedded. Notes: `font-substituted`, `font-variable`;
    /// warning: `font-unreadable`.
    pub fn open(roles: &BTreeMap<Role, RoleFonts>, sources: &FontSources) -> Outcome<Fonts> {
        Self::open_beside(&shipped::places(), roles, sources)
    }

    fn open_beside(places: &[PathBuf], roles: &BTreeMap<Role, RoleFonts>, sources: &FontSources) -> Outcome<Fonts> {
        let catalogue = Catalogue::gather(sources, places);
        let mut casting = Casting::new(&catalogue, sources);
        for (role, fonts) in roles {
            casting.cast(*role, fonts);
        }
        let casting = casting.finish(roles);
        if casting.has_errors() {
            return Err(casting.diagnostics);
        }
        let fonts = Fonts { faces: casting.faces, chains: casting.chains, choices: casting.choices };
        Ok(Warned { value: fonts, warnings: casting.diagnostics })
    }

    /// Every face that some role may use; `pages::TextItem::face` is an index into it.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The face for a character: the role's, its fallbacks, then those of [`Role::Fallback`].
    /// A face that draws the character badly serves it only where no other has it. `None`: no
    /// face has it.
    pub fn select(&self, role: Role, bold: bool, character: char) -> Option<usize> {
        let chain = self.chain(role, bold);
        let has = |index: &usize| self.faces[*index].glyph(character).is_some();
        let suits = |index: &usize| has(index) && !self.faces[*index].avoids(character);
        chain.iter().copied().find(suits).or_else(|| chain.iter().copied().find(has))
    }

    /// The role's own face.
    pub fn primary(&self, role: Role, bold: bool) -> usize {
        self.chain(role, bold).first().copied().unwrap_or(0)
    }

    /// A role that the template does not name is served by the fallback.
    fn chain(&self, role: Role, bold: bool) -> &[usize] {
        let chain = self.chains.get(&(role, bold)).or_else(|| self.chains.get(&(Role::Fallback, bold)));
        chain.map_or(&[], Vec::as_slice)
    }
}
