//! The room as a whole, on the faces that ship.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::diag::Severity;
use crate::geom::Length;

const EM: Length = Length::from_units(16 * 65_536);

fn role(families: &[&str], bold: &[&str], fallback: &[&str]) -> RoleFonts {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    RoleFonts {
        families: owned(families),
        bold: owned(bold),
        fallback: owned(fallback),
        word: String::new(),
        word_alternatives: Vec::new(),
    }
}

/// As the shipped templates name them.
fn roles() -> BTreeMap<Role, RoleFonts> {
    let light = "Banxin Kai Fallback Light";
    BTreeMap::from([
        (Role::Fangsong, role(&["仿宋_GB2312", "FandolFang", light], &[], &[light])),
        (Role::Kai, role(&["楷体_GB2312", "AR PL KaitiM GB"], &[], &["Banxin Kai Fallback"])),
        (Role::Hei, role(&["黑体", "Noto Sans SC"], &[], &[])),
        (Role::Title, role(&["方正小标宋简体", "Noto Serif SC Bold"], &[], &[])),
        (Role::Song, role(&["Noto Serif SC"], &[], &[])),
        (Role::LatinSerif, role(&["Times New Roman", "Liberation Serif"], &["Liberation Serif"], &[])),
        (Role::LatinSans, role(&["Arial", "Liberation Sans"], &[], &[])),
        (Role::Fallback, role(&["Noto Serif SC"], &[], &["Noto Sans SC"])),
    ])
}

fn open(roles: &BTreeMap<Role, RoleFonts>, folder: Option<&Path>) -> Outcome<Fonts> {
    let folders = folder.map(Path::to_path_buf).into_iter().collect();
    Fonts::open(roles, &FontSources { folders, system: false })
}

fn shipped() -> Fonts {
    open(&roles(), None).expect("the shipped faces serve every role").value
}

fn name(fonts: &Fonts, role: Role, bold: bool, character: char) -> String {
    let face = fonts.select(role, bold, character).expect("some face has it");
    fonts.faces()[face].postscript_name().to_owned()
}

fn face(fonts: &Fonts, role: Role) -> &Face {
    &fonts.faces()[fonts.primary(role, false)]
}

/// A folder of this test's own with one shipped face in it, changed by `change`.
fn folder_with(test: &str, file: &str, change: impl Fn(&mut Vec<u8>)) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("banxin-font-{test}-{}", std::process::id()));
    let inner = folder.join("inner");
    fs::create_dir_all(&inner).expect("a temporary folder");
    let mut bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file)).expect("a shipped face");
    change(&mut bytes);
    fs::write(inner.join("face.TTF"), bytes).expect("a temporary file");
    folder
}

fn set_embedding_bits(bytes: &mut [u8], bits: u16) {
    let tables = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
    let record = (0..tables).map(|table| 12 + 16 * table).find(|at| &bytes[*at..at + 4] == b"OS/2").expect("OS/2");
    let offset = u32::from_be_bytes(bytes[record + 8..record + 12].try_into().expect("four")) as usize;
    bytes[offset + 8..offset + 10].copy_from_slice(&bits.to_be_bytes());
}

#[test]
fn fonts_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Fonts>();
}

#[test]
fn every_role_has_its_shipped_face() {
    let fonts = shipped();
    assert_eq!(name(&fonts, Role::Kai, false, '政'), "GBZenKai-Medium");
    assert_eq!(name(&fonts, Role::Hei, false, '政'), "NotoSansSC-Medium");
    assert_eq!(name(&fonts, Role::Title, false, '政'), "NotoSerifSC-Bold");
    assert_eq!(name(&fonts, Role::Song, true, '政'), "NotoSerifSC-Bold");
    assert_eq!(name(&fonts, Role::LatinSerif, true, 'a'), "LiberationSerif-Bold");
    assert_eq!(name(&fonts, Role::LatinSans, true, 'a'), "LiberationSans-Bold");
    assert_eq!(name(&fonts, Role::LatinSans, false, 'a'), "LiberationSans");
}

#[test]
fn what_a_face_lacks_or_draws_badly_is_served_by_the_next() {
    let fonts = shipped();
    assert_eq!(name(&fonts, Role::Kai, false, '〇'), "BanxinKaiFallback-Regular");
    for mark in "“，。".chars() {
        assert_eq!(name(&fonts, Role::Kai, false, mark), "NotoSerifSC-Regular");
    }
    assert_eq!(fonts.select(Role::Kai, false, '\u{10FFFD}'), None);
    let alone = BTreeMap::from([(Role::Kai, role(&["AR PL KaitiM GB"], &[], &[]))]);
    let alone = open(&alone, None).expect("one role is enough").value;
    assert_eq!(name(&alone, Role::Kai, false, '。'), "GBZenKai-Medium");
}

#[test]
fn a_family_without_bold_is_made_bold() {
    let fonts = shipped();
    let (regular, bold) = (fonts.primary(Role::Kai, false), fonts.primary(Role::Kai, true));
    assert_ne!(regular, bold);
    assert!(!fonts.faces()[regular].synthetic_bold && fonts.faces()[bold].synthetic_bold);
    assert!(!fonts.faces()[fonts.primary(Role::Title, true)].synthetic_bold);
}

#[test]
fn the_seed_report_is_covered() {
    let seed = "——“”‘’…·《》〈〉（）、。，；：？！％①㎡〇　亳皖囍";
    let fonts = shipped();
    for role in roles().into_keys() {
        for character in seed.chars() {
            assert!(fonts.select(role, false, character).is_some(), "{role:?} {character}");
        }
    }
}

#[test]
fn a_dash_of_two_is_two_em_and_han_stand_on_their_cells() {
    let fonts = shipped();
    for role in [Role::Song, Role::Title, Role::Hei, Role::Fangsong] {
        let face = face(&fonts, role);
        let dash: Length = face.shape("——", EM).iter().map(|glyph| glyph.advance).sum();
        assert_eq!(dash, EM * 2, "{}", face.postscript_name());
        let text = "坚持旗帜鲜明讲政治，在“理论武装”中：（一）强化。";
        let glyphs = face.shape(text, EM);
        assert_eq!(glyphs.len(), text.chars().count());
        assert!(glyphs.iter().all(|glyph| glyph.advance == EM && glyph.id != 0), "{}", face.postscript_name());
    }
}

#[test]
fn clusters_are_byte_offsets() {
    let fonts = shipped();
    let starts: Vec<usize> = face(&fonts, Role::Song).shape("政a治", EM).iter().map(|glyph| glyph.cluster).collect();
    assert_eq!(starts, [0, 3, 4]);
    assert!(face(&fonts, Role::Song).shape("", EM).is_empty());
}

#[test]
fn latin_is_kerned() {
    let fonts = shipped();
    let face = face(&fonts, Role::LatinSerif);
    let shaped: Length = face.shape("AVAVA", EM).iter().map(|glyph| glyph.advance).sum();
    let plain: Length = "AVAVA".chars().filter_map(|letter| face.glyph(letter)).map(|id| face.advance(id, EM)).sum();
    assert!(shaped < plain);
}

#[test]
fn measures_are_those_of_the_em_box() {
    let fonts = shipped();
    for role in [Role::Song, Role::Hei, Role::Kai, Role::Fangsong, Role::Title] {
        let face = face(&fonts, role);
        assert_eq!(face.ascender(EM) + face.descender(EM), EM, "{}", face.postscript_name());
        let cap = face.cap_height(EM);
        assert!(cap > EM.ratio(6, 10) && cap < EM.ratio(8, 10), "{} {cap:?}", face.postscript_name());
    }
    let song = face(&fonts, Role::Song);
    let comma = song.bounds(song.glyph('，').expect("a comma"), EM).expect("ink");
    assert!(
        comma.right < EM / 2 && comma.left > Length::ZERO && comma.bottom < Length::ZERO && comma.top > comma.bottom
    );
    assert_eq!(song.bounds(song.glyph('　').expect("a space"), EM), None);
}

#[test]
fn a_subset_keeps_the_glyphs_that_were_asked_for() {
    let fonts = shipped();
    for role in [Role::Song, Role::Hei, Role::Kai, Role::Fangsong, Role::LatinSerif] {
        let face = face(&fonts, role);
        let wanted: BTreeSet<u16> = "1é政治".chars().filter_map(|character| face.glyph(character)).collect();
        let subset = face.subset(&wanted).expect("a sound face");
        assert_eq!(subset.glyphs.len(), wanted.len() + 1);
        assert_eq!(subset.glyphs[&0], 0);
        assert!(subset.data.len() < 200_000, "{} {}", face.postscript_name(), subset.data.len());
        if face.outlines() == Outlines::Cff {
            let parsed = ttf_parser::cff::Table::parse(&subset.data).expect("a CFF table");
            assert_eq!(usize::from(parsed.number_of_glyphs()), subset.glyphs.len());
            continue;
        }
        let parsed = ttf_parser::Face::parse(&subset.data, 0).expect("a font");
        for glyph in wanted {
            let kept = ttf_parser::GlyphId(subset.glyphs[&glyph]);
            let advance = i64::from(parsed.glyph_hor_advance(kept).expect("an advance"));
            assert_eq!(EM.ratio(advance, i64::from(parsed.units_per_em())), face.advance(glyph, EM));
            assert!(parsed.glyph_bounding_box(kept).is_some());
        }
    }
}

#[test]
fn the_users_face_comes_first() {
    let folder = folder_with("first", "liberation/LiberationSans-Regular.ttf", |_| ());
    let fonts = open(&roles(), Some(&folder)).expect("faces").value;
    let origin = face(&fonts, Role::LatinSans).origin().clone();
    assert_eq!(origin, Origin::Folder(folder.join("inner/face.TTF")));
    let row = fonts.describe().into_iter().find(|row| row.role == Role::LatinSans && !row.bold).expect("a row");
    assert_eq!(row.origin, origin);
    assert_eq!(row.why.zh, "没有Arial，取“Liberation Sans”");
    fs::remove_dir_all(folder).expect("the temporary folder");
}

#[test]
fn a_face_that_forbids_embedding_is_refused_by_name() {
    let folder =
        folder_with("forbidden", "liberation/LiberationSans-Regular.ttf", |bytes| set_embedding_bits(bytes, 2));
    let errors = open(&roles(), Some(&folder)).err().expect("refused");
    let found: Vec<_> = errors.iter().filter(|error| error.severity == Severity::Error).collect();
    assert_eq!(found.iter().map(|error| error.code).collect::<Vec<_>>(), ["font-embedding-forbidden", "font-missing"]);
    assert!(found[0].message.zh.contains("Liberation Sans"));
    fs::remove_dir_all(folder).expect("the temporary folder");
}

#[test]
fn a_face_that_forbids_subsetting_is_embedded_whole() {
    let folder =
        folder_with("whole", "liberation/LiberationSans-Regular.ttf", |bytes| set_embedding_bits(bytes, 0x0108));
    let fonts = open(&roles(), Some(&folder)).expect("faces").value;
    let face = face(&fonts, Role::LatinSans);
    let subset = face.subset(&BTreeSet::from([5])).expect("a sound face");
    assert_eq!(subset.glyphs.get(&5), Some(&5));
    assert!(subset.glyphs.len() > 2000);
    fs::remove_dir_all(folder).expect("the temporary folder");
}

/// A collection of two copies of a face, the first without a name that anyone asks for.
fn collect(face: &[u8]) -> Vec<u8> {
    let mut file = [b"ttcf\0\x01\0\0\0\0\0\x02".as_slice(), &[0; 8]].concat();
    for place in 0..2 {
        let start = file.len();
        file[12 + 4 * place..16 + 4 * place].copy_from_slice(&(start as u32).to_be_bytes());
        file.extend(face);
        let tables = usize::from(u16::from_be_bytes([face[4], face[5]]));
        for at in (0..tables).map(|table| start + 12 + 16 * table + 8) {
            let offset = u32::from_be_bytes(file[at..at + 4].try_into().expect("four")) + start as u32;
            file[at..at + 4].copy_from_slice(&offset.to_be_bytes());
        }
        if place == 0 {
            // Every “Sans” becomes “Xans”, in UTF-16 and in Mac Roman.
            for (name, letter) in [(b"\0S\0a\0n\0s".as_slice(), 1), (b"Sans", 0)] {
                let found: Vec<usize> = (start..file.len() - 8).filter(|at| file[*at..].starts_with(name)).collect();
                found.into_iter().for_each(|at| file[at + letter] = b'X');
            }
        }
    }
    file
}

#[test]
fn a_face_of_a_collection_is_found_shaped_and_cut_down() {
    let plain = shipped();
    let folder = folder_with("collection", "liberation/LiberationSans-Regular.ttf", |bytes| *bytes = collect(bytes));
    let fonts = open(&roles(), Some(&folder)).expect("faces").value;
    let (face, plain) = (face(&fonts, Role::LatinSans), face(&plain, Role::LatinSans));
    assert!(matches!(face.origin(), Origin::Folder(_)));
    assert_eq!(face.collection_index(), 1);
    assert_eq!(face.shape("AVA fi", EM), plain.shape("AVA fi", EM));
    let glyphs = BTreeSet::from_iter(face.glyph('é'));
    assert_eq!(face.subset(&glyphs).expect("sound").glyphs, plain.subset(&glyphs).expect("sound").glyphs);
    fs::remove_dir_all(folder).expect("the temporary folder");
}

#[test]
fn a_damaged_file_is_passed_over() {
    let folder = folder_with("damaged", "liberation/LiberationSans-Regular.ttf", |bytes| bytes.truncate(3000));
    let fonts = open(&roles(), Some(&folder)).expect("the shipped faces").value;
    assert!(matches!(face(&fonts, Role::LatinSans).origin(), Origin::Shipped(_)));
    fs::remove_dir_all(folder).expect("the temporary folder");
}

#[test]
fn a_role_without_any_face_is_an_error_that_names_it() {
    let roles = BTreeMap::from([(Role::Title, role(&["没有这种字体", "None Such"], &[], &[]))]);
    let errors = open(&roles, None).err().expect("nothing found");
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].code, "font-missing");
    assert!(errors[0].message.zh.contains("小标宋") && errors[0].message.zh.contains("没有这种字体、None Such"));
    assert!(open(&BTreeMap::new(), None).is_err());
}

#[test]
fn fangsong_does_without_the_face_that_ships_apart_and_says_so() {
    let opened = Fonts::open_beside(&[], &roles(), &FontSources::default()).expect("faces");
    assert_eq!(name(&opened.value, Role::Fangsong, false, '政'), "BanxinKaiFallbackLight-Regular");
    assert_eq!(name(&opened.value, Role::Fangsong, false, '“'), "NotoSerifSC-Regular");
    let notes: Vec<_> = opened.warnings.iter().map(|note| (note.severity, note.code)).collect();
    assert_eq!(notes, [(Severity::Note, "font-substituted")]);
    let beside = open(&roles(), None).expect("faces");
    assert_eq!(name(&beside.value, Role::Fangsong, false, '政'), "FandolFang-Regular");
    assert_eq!(beside.warnings, []);
}

#[test]
fn describing_names_every_role_twice() {
    let rows = shipped().describe();
    assert_eq!(rows.len(), 16);
    let kai = rows.iter().find(|row| row.role == Role::Kai && row.bold).expect("a row");
    assert!(kai.synthetic_bold && kai.han > 6700 && kai.embedding == Embedding::PreviewAndPrint);
    assert_eq!(
        kai.fallbacks,
        ["BanxinKaiFallback-Regular", "NotoSerifSC-Bold", "NotoSansSC-Medium", "NotoSerifSC-Regular"]
    );
}

/// Typography §5: a rare character has the weight of the text around it, in bold and beside dark faces.
#[test]
fn rare_characters_have_the_weight_of_their_text() {
    let fonts = shipped();
    // 丗 is in Noto Serif alone, and not in its bold.
    for role in [Role::Fangsong, Role::Kai, Role::Song, Role::Hei, Role::Title] {
        for bold in [false, true] {
            let face = &fonts.faces()[fonts.select(role, bold, '丗').expect("some face has it")];
            let dark = bold || matches!(role, Role::Hei | Role::Title);
            assert_eq!((face.postscript_name(), face.synthetic_bold), ("NotoSerifSC-Regular", dark), "{role:?} {bold}");
        }
    }
    // What a role's own face has comes from there.
    assert!(!fonts.faces()[fonts.select(Role::Title, false, '政').expect("common")].synthetic_bold);
}

#[test]
fn outlines_stay_within_the_bounds_of_their_glyphs() {
    let fonts = shipped();
    for (role, character) in [(Role::Fangsong, '永'), (Role::Kai, '心'), (Role::LatinSerif, 'g')] {
        let face = face(&fonts, role);
        let em = Length::from_pt(f64::from(face.units_per_em()));
        let glyph = face.glyph(character).expect("the face has it");
        let bounds = face.bounds(glyph, em).expect("it has ink");
        let outline = face.shapes().expect("its tables are sound").outline(glyph);
        let ends = outline.iter().filter_map(|step| match *step {
            OutlineStep::Move(x, y) | OutlineStep::Line(x, y) => Some([x, y]),
            OutlineStep::Quadratic(_, end) | OutlineStep::Cubic(_, _, end) => Some(end),
            OutlineStep::Close => None,
        });
        let (mut left, mut right, mut bottom, mut top) = (f32::MAX, f32::MIN, f32::MAX, f32::MIN);
        for [x, y] in ends {
            (left, right, bottom, top) = (left.min(x), right.max(x), bottom.min(y), top.max(y));
        }
        // On-curve points lie within the ink, and type is drawn with points near its extremes.
        let near =
            |one: f32, other: Length| (f64::from(one) - other.pt()).abs() < f64::from(face.units_per_em()) / 20.0;
        assert!(near(left, bounds.left) && near(right, bounds.right), "{character}: {left} {right} {bounds:?}");
        assert!(near(bottom, bounds.bottom) && near(top, bounds.top), "{character}: {bottom} {top} {bounds:?}");
        assert!(outline.contains(&OutlineStep::Close));
    }
}

#[test]
fn a_blank_glyph_and_a_missing_one_have_no_outline() {
    let fonts = shipped();
    let face = face(&fonts, Role::LatinSerif);
    let shapes = face.shapes().expect("its tables are sound");
    assert!(shapes.outline(face.glyph(' ').expect("a space")).is_empty());
    assert!(shapes.outline(u16::MAX).is_empty());
}
