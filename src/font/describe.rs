//! Which face serves which role, and why: what `banxin fonts` prints.

use super::casting::Choice;
use super::{Embedding, Face, Fonts, Origin};
use crate::diag::Message;
use crate::template::Role;

/// One role's face.
#[derive(Clone, Debug)]
pub struct RoleRow {
    /// The role.
    pub role: Role,
    /// Its bold.
    pub bold: bool,
    /// The family's name.
    pub family: String,
    /// The PostScript name.
    pub postscript_name: String,
    /// Where the face comes from.
    pub origin: Origin,
    /// Why it was chosen.
    pub why: Message,
    /// The regular face stands in for a bold that was not found.
    pub synthetic_bold: bool,
    /// How many characters it has.
    pub characters: usize,
    /// How many of them are of Unicode's first Han block, which holds 20 992 (GB 2312 has 6763 of these).
    pub han: usize,
    /// What its licence bits allow.
    pub embedding: Embedding,
    /// PostScript names of the faces asked after it, in order.
    pub fallbacks: Vec<String>,
}

impl Fonts {
    /// A row for each role, regular and bold.
    pub fn describe(&self) -> Vec<RoleRow> {
        let rows = self.choices.iter().map(|((role, bold), choice)| self.row(*role, *bold, choice));
        rows.collect()
    }

    fn row(&self, role: Role, bold: bool, choice: &Choice) -> RoleRow {
        let face = &self.faces[self.primary(role, bold)];
        let fallbacks = self.chain(role, bold).iter().skip(1);
        RoleRow {
            role,
            bold,
            family: face.family().to_owned(),
            postscript_name: face.postscript_name().to_owned(),
            origin: face.origin().clone(),
            why: why(face, choice),
            synthetic_bold: face.synthetic_bold,
            characters: face.character_count(),
            han: ('\u{4E00}'..='\u{9FFF}').filter(|character| face.glyph(*character).is_some()).count(),
            embedding: face.embedding(),
            fallbacks: fallbacks.map(|index| self.faces[*index].postscript_name().to_owned()).collect(),
        }
    }
}

fn why(face: &Face, choice: &Choice) -> Message {
    if choice.wanted.is_empty() {
        let (zh, en) = if face.synthetic_bold {
            ("没有粗体，描边加粗", "no bold face; the regular's outlines are stroked")
        } else {
            ("常规体同族的粗体", "the bold of the regular's family")
        };
        return Message { zh: zh.to_owned(), en: en.to_owned() };
    }
    let (wanted, passed) = (&choice.wanted, &choice.passed_over);
    if passed.is_empty() {
        return Message { zh: format!("首选“{wanted}”"), en: format!("first choice “{wanted}”") };
    }
    Message {
        zh: format!("没有{}，取“{wanted}”", passed.join("、")),
        en: format!("{} not found; took “{wanted}”", passed.join(", ")),
    }
}

/// A role's name for the user, in Chinese and in English.
pub fn role_name(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Fangsong => ("仿宋", "fangsong"),
        Role::Kai => ("楷体", "kai"),
        Role::Hei => ("黑体", "hei"),
        Role::Title => ("小标宋", "title"),
        Role::Song => ("宋体", "song"),
        Role::LatinSerif => ("衬线西文", "Latin serif"),
        Role::LatinSans => ("无衬线西文", "Latin sans"),
        Role::Fallback => ("后备字体", "fallback"),
    }
}
