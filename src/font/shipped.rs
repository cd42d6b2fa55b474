//! The faces inside the program, and what is known about shipped designs.
//!
//! `fonts/README.md` names each face's source and licence.

use std::path::{Path, PathBuf};

use super::sfnt::folded;

macro_rules! shipped {
    ($($path:literal),* $(,)?) => {
        &[$(Shipped { path: $path, data: include_bytes!(concat!("../../fonts/", $path)) }),*]
    };
}

/// A face inside the program.
pub(super) struct Shipped {
    /// Its place under `fonts/`.
    pub path: &'static str,
    /// The file's bytes; untouched until a role names the family.
    pub data: &'static [u8],
}

/// Every face inside the program.
pub(super) static SHIPPED: &[Shipped] = shipped![
    "arphic/gkai00mp.ttf",
    "liberation/LiberationSans-Bold.ttf",
    "liberation/LiberationSans-Regular.ttf",
    "liberation/LiberationSerif-Bold.ttf",
    "liberation/LiberationSerif-BoldItalic.ttf",
    "liberation/LiberationSerif-Italic.ttf",
    "liberation/LiberationSerif-Regular.ttf",
    "lxgw/BanxinKaiFallback-Regular.ttf",
    "lxgw/BanxinKaiFallbackLight-Regular.ttf",
    "noto/NotoSansSC-Medium.ttf",
    "noto/NotoSerifSC-Bold.ttf",
    "noto/NotoSerifSC-Regular.otf",
];

/// A face that ships as a file beside the program, not inside it.
pub(super) struct Apart {
    /// Its family.
    pub family: &'static str,
    /// The file's name.
    pub file: &'static str,
    /// Its folder under `fonts/`.
    pub folder: &'static str,
}

/// Fandol's licence is doubted (`fonts/README.md`), so it can be taken away without the program.
pub(super) static APART: &[Apart] = &[Apart { family: "FandolFang", file: "FandolFang-Regular.otf", folder: "fandol" }];

impl Apart {
    /// Whether a family name means this face.
    pub fn is_named(&self, family: &str) -> bool {
        folded(family) == folded(self.family)
    }

    /// The file, looked for in `fonts/FOLDER` and `fonts` of each place and of every folder above.
    pub fn find(&self, places: &[PathBuf]) -> Option<PathBuf> {
        let folders = places.iter().flat_map(|place| place.ancestors());
        let candidates = folders.flat_map(|folder| {
            let fonts = folder.join("fonts");
            [fonts.join(self.folder).join(self.file), fonts.join(self.file)]
        });
        candidates.into_iter().find(|path| path.is_file())
    }
}

/// Where faces that ship apart are looked for: beside the program, then here, each with the
/// folders above, so that a source tree's `target/debug` finds its `fonts`.
pub(super) fn places() -> Vec<PathBuf> {
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    beside.into_iter().chain(std::env::current_dir().ok()).collect()
}

/// Marks that sit too high in 文鼎简中楷 (gkai00mp): its 。 and ， fill the middle of the em.
const HIGH_MARKS: &str = "、。，．；：？！“”‘’…—·（）《》〈〉「」『』【】〔〕";
/// LXGW WenKai draws “ ” ‘ ’ for Latin text: 0.35 em wide, not one em.
const NARROW_QUOTES: &str = "“”‘’";

/// Characters that a design draws badly for Chinese text, by the face's PostScript name: another
/// face of the role's list is asked first. It goes by the name so that a copy of the same design
/// in the user's or the system's fonts is treated alike.
pub(super) fn avoided(postscript_name: &str) -> &'static str {
    match postscript_name {
        // The second stands in for Han characters that the first lacks: were it to serve some marks
        // and a third face the quotes, a line would mix two designs of marks.
        "GBZenKai-Medium" | "BanxinKaiFallback-Regular" => HIGH_MARKS,
        "BanxinKaiFallbackLight-Regular" | "LXGWWenKai-Light" | "LXGWWenKai-Regular" => NARROW_QUOTES,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_apart_is_found_in_any_folder_above() {
        let source_tree = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let deep = source_tree.join("target/debug/deps");
        let found = APART[0].find(&[deep]);
        assert_eq!(found, Some(source_tree.join("fonts/fandol/FandolFang-Regular.otf")));
        assert_eq!(APART[0].find(&[PathBuf::from("/")]), None);
    }
}
