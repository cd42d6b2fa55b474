//! Pictures into image XObjects (ISO 32000-1 §8.9): each once, a JPEG's data and a plain PNG's
//! untouched.

mod jpeg;
mod png;
mod samples;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use self::samples::Samples;
use super::profiles::{self, COATED, Profiles, SRGB, Space};
use super::purpose::{Press, Purpose};
use super::separation;
use crate::diag::Diagnostic;
use crate::document::{Image, ImageFormat};
use crate::geom::{Length, Rect};
use crate::pages::{Item, Pages, Placed};
use crate::parallel;

/// The pictures of a file.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Each once.
    pictures: Vec<Picture>,
    /// By the picture's index in the document: two files may hold the same picture.
    places: BTreeMap<usize, usize>,
}

impl Pictures {
    /// The picture with this index in the document.
    pub fn get(&self, index: usize) -> Option<&Picture> {
        self.pictures.get(*self.places.get(&index)?)
    }

    /// Adds the pictures' objects; gives them by their names.
    pub fn write(self, profiles: &mut Profiles, document: &mut Document) -> Dictionary {
        let mut written = Dictionary::new();
        for picture in self.pictures {
            let resource = picture.resource.clone();
            written.set(resource, picture.write(profiles, document));
        }
        written
    }
}

/// A picture as the file holds it.
#[derive(Debug)]
pub(super) struct Picture {
    /// Its name among the resources.
    pub resource: String,
    /// How it is turned when drawn.
    pub orientation: Orientation,
    raster: Raster,
}

impl Picture {
    /// Whether something below it shows through.
    pub fn is_see_through(&self) -> bool {
        self.raster.mask.is_some()
    }
}

/// Pixels with what a viewer must know of them.
#[derive(Debug)]
struct Raster {
    /// All entries but the colour space and the mask.
    dictionary: Dictionary,
    data: Vec<u8>,
    space: Space,
    /// Red, green and blue of each value, where pixels are places in this list.
    palette: Option<Vec<u8>>,
    /// What the colours are, where they are not the output intent's.
    profile: Option<Vec<u8>>,
    /// How opaque each pixel is.
    mask: Option<Stream>,
}

impl Raster {
    fn new(width: u32, height: u32, bits: u8, filter: &str, data: Vec<u8>, space: Space) -> Raster {
        Raster {
            dictionary: entries(width, height, bits, filter),
            data,
            space,
            palette: None,
            profile: None,
            mask: None,
        }
    }
}

fn entries(width: u32, height: u32, bits: u8, filter: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "BitsPerComponent" => i64::from(bits),
        "Filter" => filter,
    }
}

impl Picture {
    fn write(self, profiles: &mut Profiles, document: &mut Document) -> ObjectId {
        let Raster { mut dictionary, data, space, palette, profile, mask } = self.raster;
        let mut colours = Object::from(space.device());
        if let Some(profile) = profile {
            let profile = profiles.add(&profile, space, document);
            colours = Object::Array(vec!["ICCBased".into(), profile.into()]);
        }
        if let Some(palette) = palette {
            let last = (palette.len() / 3) as i64 - 1;
            let palette = Object::String(palette, lopdf::StringFormat::Hexadecimal);
            colours = Object::Array(vec!["Indexed".into(), colours, last.into(), palette]);
        }
        dictionary.set("ColorSpace", colours);
        if let Some(mask) = mask {
            dictionary.set("SMask", document.add_object(mask));
        }
        document.add_object(Stream::new(dictionary, data).with_compression(false))
    }
}

/// How stored pixels come to stand on the page: an EXIF orientation, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    /// The matrix from the stored picture's unit square (§8.9.5.1) to its place on a page of this
    /// height: the four numbers that turn, then the two that move.
    pub fn matrix(self, rect: Rect, page_height: Length) -> [Length; 6] {
        let (x, y) = (rect.origin.x, page_height - rect.bottom());
        let (width, height) = (rect.size.width, rect.size.height);
        let (right, top, none) = (x + width, y + height, Length::ZERO);
        match self.0 {
            2 => [-width, none, none, height, right, y],
            3 => [-width, none, none, -height, right, top],
            4 => [width, none, none, -height, x, top],
            5 => [none, -height, -width, none, right, top],
            6 => [none, -height, width, none, x, top],
            7 => [none, height, width, none, x, y],
            8 => [none, height, -width, none, right, y],
            _ => [width, none, none, height, x, y],
        }
    }
}

/// Every picture that the pages show; or what stands against showing them.
pub(super) fn prepare(pages: &Pages, images: &[Image], purpose: &Purpose) -> Result<Pictures, Vec<Diagnostic>> {
    let mut shown = BTreeMap::new();
    for page in &pages.pages {
        gather(&page.items, &mut shown);
    }
    let mut different: Vec<(usize, Length)> = Vec::new();
    let mut pictures = Pictures::default();
    for (index, width) in shown {
        let data = |index: usize| images.get(index).map(|image| &image.data);
        let same = different.iter().position(|&(other, _)| data(index).is_some() && data(other) == data(index));
        pictures.places.insert(index, same.unwrap_or(different.len()));
        match same {
            Some(same) => different[same].1 = different[same].1.max(width),
            None => different.push((index, width)),
        }
    }
    let mut problems = Vec::new();
    for prepared in parallel::map(&different, |&(index, width)| picture(index, images, width, purpose)) {
        match prepared {
            Ok(picture) => pictures.pictures.push(picture),
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() { Ok(pictures) } else { Err(problems) }
}

/// The greatest width at which each picture is shown.
fn gather(items: &[Placed], shown: &mut BTreeMap<usize, Length>) {
    for placed in items {
        match &placed.item {
            Item::Image(image) => {
                let width = shown.entry(image.image).or_default();
                *width = image.rect.size.width.max(*width);
            }
            Item::Group(group) => gather(&group.items, shown),
            Item::Text(_) | Item::Shape(_) | Item::Link(_) => {}
        }
    }
}

fn picture(index: usize, images: &[Image], width: Length, purpose: &Purpose) -> Result<Picture, Box<Diagnostic>> {
    let image = images.get(index).ok_or_else(|| Box::new(unknown_picture(index)))?;
    let read = match image.format {
        ImageFormat::Jpeg => jpeg::raster(&image.data),
        ImageFormat::Png => png::raster(&image.data),
    };
    let finished = read.and_then(|(raster, orientation)| Some((finished(raster, image, width, purpose)?, orientation)));
    let (raster, orientation) = finished.ok_or_else(|| Box::new(unreadable(image)))?;
    Ok(Picture { resource: format!("Im{index}"), orientation: Orientation(orientation), raster })
}

/// Gives a picture's colours the meaning that the file's purpose asks for.
fn finished(mut raster: Raster, image: &Image, width: Length, purpose: &Purpose) -> Option<Raster> {
    raster.profile = raster.profile.filter(|profile| profiles::is_usable(profile, raster.space));
    if raster.space == Space::Rgb && raster.profile.as_deref().is_some_and(profiles::is_srgb) {
        raster.profile = None;
    }
    match (purpose, raster.space) {
        // Without a word about its inks, a CMYK picture was made for offset printing.
        (Purpose::Reading(_) | Purpose::Sheets, Space::Cmyk) => {
            raster.profile.get_or_insert_with(|| COATED.data.to_vec());
        }
        (Purpose::Reading(_) | Purpose::Sheets, Space::Gray | Space::Rgb) => {}
        // Gray is black ink, and inks are the press's own.
        (Purpose::Press(_), Space::Gray | Space::Cmyk) => raster.profile = None,
        (Purpose::Press(press), Space::Rgb) if raster.profile.is_none() && press.separates() => {
            return separated(image, width, press);
        }
        (Purpose::Press(_), Space::Rgb) => {
            raster.profile.get_or_insert_with(|| SRGB.data.to_vec());
        }
    }
    Some(raster)
}

/// A picture in inks. A photograph can no longer be a JPEG then, so it brings no more pixels than
/// twice what print wants; a PNG may be a drawing, whose edges would suffer.
fn separated(image: &Image, width: Length, press: &Press) -> Option<Raster> {
    let samples = Samples::of(&image.data)?;
    let inches = width.pt() / 72.0;
    let spare = f64::from(image.width) / (inches * f64::from(press.resolution)).max(1.0);
    let reduced = match image.format {
        ImageFormat::Jpeg if spare >= 2.0 => samples.reduced(spare as usize),
        ImageFormat::Jpeg | ImageFormat::Png => samples,
    };
    Some(reduced.map_colours(separation::inks).raster())
}

fn unknown_picture(index: usize) -> Diagnostic {
    Diagnostic::error(
        "unknown-picture",
        None,
        format!("内部错误：页面用了不存在的图片（编号 {index}）"),
        format!("internal fault: the pages use a picture that does not exist (number {index})"),
    )
}

fn unreadable(image: &Image) -> Diagnostic {
    let name = &image.name;
    Diagnostic::error(
        "broken-image",
        None,
        format!("图片“{name}”已损坏，或其编码方式不能放进 PDF"),
        format!("the picture '{name}' is broken, or encoded in a way that PDF cannot hold"),
    )
    .help("请用看图软件另存为 JPEG 或 PNG", "save it again as JPEG or PNG from a picture viewer")
}

#[cfg(test)]
mod tests;
