//! Pictures, decoded once and brought to the size in which they are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use image::imageops::{FilterType, resize};
use image::{DynamicImage, ImageDecoder, ImageReader, RgbaImage};
use tiny_skia::{IntSize, Pixmap};

use super::Resolution;
use crate::diag::Diagnostic;
use crate::document::{Image, ImageFormat};
use crate::pages::{ImageItem, Item, Page, Placed};
use crate::parallel;

/// A picture's index with its width and height in pixels.
type Shown = (usize, (u32, u32));

/// Every picture of some pages at a resolution.
pub(super) struct Pictures(BTreeMap<Shown, Pixmap>);

impl Pictures {
    /// Decodes and scales what the pages show.
    ///
    /// # Errors
    /// `broken-image` for each picture that cannot be decoded.
    pub fn prepare(pages: &[&Page], images: &[Image], resolution: Resolution) -> Result<Pictures, Vec<Diagnostic>> {
        let mut shown = BTreeSet::new();
        pages.iter().for_each(|page| gather(&page.items, resolution, &mut shown));
        let mut sizes: BTreeMap<usize, Vec<(u32, u32)>> = BTreeMap::new();
        for (index, size) in shown {
            sizes.entry(index).or_default().push(size);
        }
        let (mut pictures, mut problems) = (BTreeMap::new(), Vec::new());
        for (index, scaled) in scale_all(&sizes, images) {
            match scaled {
                Some(scaled) => pictures.extend(scaled.into_iter().map(|(size, pixels)| ((index, size), pixels))),
                None => problems.push(broken(images.get(index).map_or("", |image| &image.name))),
            }
        }
        if problems.is_empty() { Ok(Pictures(pictures)) } else { Err(problems) }
    }

    /// The picture in the size in which an item shows it.
    pub fn scaled(&self, item: &ImageItem, resolution: Resolution) -> Option<&Pixmap> {
        self.0.get(&(item.image, size(item, resolution)))
    }
}

fn gather(items: &[Placed], resolution: Resolution, shown: &mut BTreeSet<Shown>) {
    for placed in items {
        match &placed.item {
            Item::Image(item) => {
                shown.insert((item.image, size(item, resolution)));
            }
            Item::Group(group) => gather(&group.items, resolution, shown),
            Item::Text(_) | Item::Shape(_) | Item::Link(_) => {}
        }
    }
}

fn size(item: &ImageItem, resolution: Resolution) -> (u32, u32) {
    let pixels = |length| resolution.pixels(length).max(1);
    (pixels(item.rect.size.width), pixels(item.rect.size.height))
}

type Scaled = Option<Vec<((u32, u32), Pixmap)>>;

/// One picture a core at a time: all of them open at once could fill the memory.
fn scale_all(sizes: &BTreeMap<usize, Vec<(u32, u32)>>, images: &[Image]) -> Vec<(usize, Scaled)> {
    let jobs: Vec<(&usize, &Vec<(u32, u32)>)> = sizes.iter().collect();
    parallel::map(&jobs, |&(&index, sizes)| (index, images.get(index).and_then(|image| scale(image, sizes))))
}

fn scale(image: &Image, sizes: &[(u32, u32)]) -> Scaled {
    let full = multiplied(decode(image)?.into_rgba8());
    sizes.iter().map(|&(width, height)| Some(((width, height), pixmap(&full, width, height)?))).collect()
}

fn decode(image: &Image) -> Option<DynamicImage> {
    let format = match image.format {
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::Png => image::ImageFormat::Png,
    };
    let mut decoder = ImageReader::with_format(Cursor::new(&image.data), format).into_decoder().ok()?;
    // As in the PDF, which turns JPEGs alone: cameras write no PNG.
    let orientation = match image.format {
        ImageFormat::Jpeg => decoder.orientation().ok(),
        ImageFormat::Png => None,
    };
    let mut decoded = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        decoded.apply_orientation(orientation);
    }
    Some(decoded)
}

/// Colours multiplied by opacity: only so may neighbouring pixels be mixed.
fn multiplied(mut image: RgbaImage) -> RgbaImage {
    for pixel in image.pixels_mut().filter(|pixel| pixel[3] != u8::MAX) {
        let alpha = u32::from(pixel[3]);
        for channel in 0..3 {
            pixel[channel] = ((u32::from(pixel[channel]) * alpha + 127) / 255) as u8;
        }
    }
    image
}

fn pixmap(full: &RgbaImage, width: u32, height: u32) -> Option<Pixmap> {
    let mut scaled = match (width, height) == full.dimensions() {
        true => full.clone(),
        // A triangle as wide as the pixels that become one: every one of them counts.
        false => resize(full, width, height, FilterType::Triangle),
    };
    // Rounding may leave a colour above its opacity.
    for pixel in scaled.pixels_mut() {
        for channel in 0..3 {
            pixel[channel] = pixel[channel].min(pixel[3]);
        }
    }
    Pixmap::from_vec(scaled.into_raw(), IntSize::from_wh(width, height)?)
}

fn broken(name: &str) -> Diagnostic {
    let zh = format!("图片“{name}”已损坏，画不出来");
    let en = format!("the picture '{name}' is broken and cannot be drawn");
    Diagnostic::error("broken-image", None, zh, en)
        .help("请用看图软件另存为 JPEG 或 PNG", "save it again as JPEG or PNG from a picture viewer")
}
