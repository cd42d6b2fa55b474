//! Pictures into image XObjects (ISO 32000-1 §8.9): each once, JPEG data untouched.

use std::collections::{BTreeMap, BTreeSet};

use image::{ColorType, DynamicImage};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::{jpeg, parallel, streams};
use crate::diag::Diagnostic;
use crate::document::{Image, ImageFormat};
use crate::geom::{Length, Rect};
use crate::pages::{Item, Pages, Placed};

/// A picture as the file holds it.
#[derive(Debug)]
pub(super) struct Picture {
    /// Its name among the resources.
    pub resource: String,
    /// How it is turned when drawn.
    pub orientation: Orientation,
    /// The image XObject.
    pub object: XObject,
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

/// Every picture that the pages show, by its index; or what stands against showing them.
pub(super) fn prepare(pages: &Pages, images: &[Image]) -> Result<BTreeMap<usize, Picture>, Vec<Diagnostic>> {
    let mut shown = BTreeSet::new();
    for page in &pages.pages {
        gather(&page.items, &mut shown);
    }
    let shown: Vec<usize> = shown.into_iter().collect();
    let (mut pictures, mut problems) = (BTreeMap::new(), Vec::new());
    for (&index, prepared) in shown.iter().zip(parallel::map(&shown, |&index| picture(index, images))) {
        match prepared {
            Ok(picture) => {
                pictures.insert(index, picture);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() { Ok(pictures) } else { Err(problems) }
}

fn gather(items: &[Placed], shown: &mut BTreeSet<usize>) {
    for placed in items {
        match &placed.item {
            Item::Image(image) => {
                shown.insert(image.image);
            }
            Item::Group(group) => gather(&group.items, shown),
            Item::Text(_) | Item::Shape(_) | Item::Link(_) => {}
        }
    }
}

fn picture(index: usize, images: &[Image]) -> Result<Picture, Box<Diagnostic>> {
    let image = images.get(index).ok_or_else(|| Box::new(unknown_picture(index)))?;
    let resource = format!("Im{index}");
    let encoded = match image.format {
        ImageFormat::Jpeg => from_jpeg(image),
        ImageFormat::Png => from_png(image),
    };
    let (stream, orientation) = encoded.ok_or_else(|| Box::new(unreadable(image)))?;
    let object = XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None });
    Ok(Picture { resource, orientation, object })
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

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn dictionary(width: u32, height: u32, colour_space: &str, bits: u8, filter: &str) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".to_string(), name("XObject")),
        ("Subtype".to_string(), name("Image")),
        ("Width".to_string(), DictItem::Int(width.into())),
        ("Height".to_string(), DictItem::Int(height.into())),
        ("ColorSpace".to_string(), name(colour_space)),
        ("BitsPerComponent".to_string(), DictItem::Int(bits.into())),
        ("Filter".to_string(), name(filter)),
    ])
}

fn from_jpeg(image: &Image) -> Option<(ExternalStream, Orientation)> {
    let header = jpeg::header(&image.data)?;
    let colour_space = match header.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    };
    let mut dict = dictionary(header.width.into(), header.height.into(), colour_space, 8, "DCTDecode");
    if header.inverted {
        let one_to_zero = [1, 0].repeat(header.components.into()).into_iter().map(DictItem::Int);
        dict.insert("Decode".to_string(), DictItem::Array(one_to_zero.collect()));
    }
    let stream = ExternalStream { dict, content: image.data.to_vec(), compress: false };
    Some((stream, Orientation(header.orientation)))
}

fn from_png(image: &Image) -> Option<(ExternalStream, Orientation)> {
    let decoded = image::load_from_memory_with_format(&image.data, image::ImageFormat::Png).ok()?;
    let samples = Samples::of(&decoded);
    let mut stream = samples.stream(&samples.colours, samples.channels);
    // A mask that hides nothing is left out.
    if samples.alpha.iter().any(|&level| level != u8::MAX) {
        let mask = DictItem::Stream { stream: samples.stream(&samples.alpha, 1) };
        stream.dict.insert("SMask".to_string(), mask);
    }
    Some((stream, Orientation(1)))
}

/// Decoded pixels, colours and opacity apart; 16-bit samples are big-endian.
struct Samples {
    width: u32,
    height: u32,
    bytes_per_sample: usize,
    channels: usize,
    colours: Vec<u8>,
    alpha: Vec<u8>,
}

impl Samples {
    fn of(image: &DynamicImage) -> Samples {
        let colour = image.color();
        let wide = colour.bytes_per_pixel() / colour.channel_count() > 1;
        let channels = if colour.has_color() { 3 } else { 1 };
        let pixels: Vec<u8> = match (colour, wide) {
            (ColorType::L16, _) => big_endian(image.to_luma16().as_raw()),
            (ColorType::La16, _) => big_endian(image.to_luma_alpha16().as_raw()),
            (ColorType::Rgb16, _) => big_endian(image.to_rgb16().as_raw()),
            (_, true) => big_endian(image.to_rgba16().as_raw()),
            (_, false) => image.as_bytes().to_vec(),
        };
        let bytes_per_sample = if wide { 2 } else { 1 };
        let (mut colours, mut alpha) = (pixels, Vec::new());
        if colour.has_alpha() {
            let pixel = (channels + 1) * bytes_per_sample;
            let part = channels * bytes_per_sample;
            alpha = colours.chunks_exact(pixel).flat_map(|pixel| pixel[part..].to_vec()).collect();
            colours = colours.chunks_exact(pixel).flat_map(|pixel| pixel[..part].to_vec()).collect();
        }
        Samples { width: image.width(), height: image.height(), bytes_per_sample, channels, colours, alpha }
    }

    fn stream(&self, samples: &[u8], channels: usize) -> ExternalStream {
        let bits = (self.bytes_per_sample * 8) as u8;
        let colour_space = if channels == 3 { "DeviceRGB" } else { "DeviceGray" };
        let mut dict = dictionary(self.width, self.height, colour_space, bits, "FlateDecode");
        let parameters = BTreeMap::from([
            // PNG's filters, one for each row (§7.4.4.4).
            ("Predictor".to_string(), DictItem::Int(15)),
            ("Colors".to_string(), DictItem::Int(channels as i64)),
            ("BitsPerComponent".to_string(), DictItem::Int(bits.into())),
            ("Columns".to_string(), DictItem::Int(self.width.into())),
        ]);
        dict.insert("DecodeParms".to_string(), DictItem::Dict { map: parameters });
        let pixel = channels * self.bytes_per_sample;
        let filtered = filtered_rows(samples, pixel * self.width as usize, pixel);
        ExternalStream { dict, content: streams::deflate(&filtered).0, compress: false }
    }
}

fn big_endian(samples: &[u16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_be_bytes()).collect()
}

/// Each row under the filter that leaves the least: none, Sub or Up (PNG §9.2).
fn filtered_rows(samples: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut filtered = Vec::with_capacity(samples.len() + samples.len() / row.max(1));
    let mut above = vec![0; row];
    for line in samples.chunks_exact(row.max(1)) {
        let left = vec![0; pixel].into_iter().chain(line.iter().copied());
        let sub: Vec<u8> = line.iter().zip(left).map(|(byte, left)| byte.wrapping_sub(left)).collect();
        let up: Vec<u8> = line.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)).collect();
        let candidates = [(0, line), (1, sub.as_slice()), (2, up.as_slice())];
        // All rows have the three candidates, so that there always is a least one.
        let (filter, best) = candidates.into_iter().min_by_key(|(_, bytes)| weight(bytes)).unwrap_or((0, line));
        filtered.push(filter);
        filtered.extend(best);
        above.copy_from_slice(line);
    }
    filtered
}

/// The sum of magnitudes, by which PNG encoders choose (PNG §12.8).
fn weight(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte.cast_signed().unsigned_abs())).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::pdf::sample::{pt, rect};

    fn jpeg_image(data: Vec<u8>) -> Image {
        let data = Arc::from(data);
        Image { name: "a.jpg".to_string(), data, format: ImageFormat::Jpeg, width: 40, height: 30 }
    }

    #[test]
    fn jpeg_data_are_passed_through_and_cmyk_is_turned_over() {
        let image = jpeg_image(jpeg::tests::file(4, true, None));
        let (stream, _) = from_jpeg(&image).unwrap();
        assert_eq!(stream.content, image.data.to_vec());
        assert_eq!(stream.dict["ColorSpace"], name("DeviceCMYK"));
        assert!(matches!(&stream.dict["Decode"], DictItem::Array(levels) if levels.len() == 8));
        let gray = jpeg_image(jpeg::tests::file(1, false, None));
        assert_eq!(from_jpeg(&gray).unwrap().0.dict["ColorSpace"], name("DeviceGray"));
    }

    #[test]
    fn a_broken_picture_is_named() {
        let problem = picture(0, &[jpeg_image(vec![1, 2, 3])]).unwrap_err();
        assert_eq!(problem.code, "broken-image");
        assert!(problem.message.zh.contains("a.jpg"));
    }

    /// Where the stored picture's upper left corner is drawn, as seen on the page.
    fn first_pixel(orientation: u8) -> (f64, f64) {
        let [_, _, c, d, e, f] =
            Orientation(orientation).matrix(rect(10.0, 20.0, 80.0, 60.0), pt(200.0)).map(Length::pt);
        (c + e, 200.0 - (d + f))
    }

    #[test]
    fn orientations_put_the_first_row_and_column_where_exif_says() {
        let (left, top, right, bottom) = (10.0, 20.0, 90.0, 80.0);
        let expected = [(left, top), (right, top), (right, bottom), (left, bottom)];
        for (orientation, corner) in (1..=4).zip(expected) {
            assert_eq!(first_pixel(orientation), corner, "{orientation}");
        }
        let expected = [(left, top), (right, top), (right, bottom), (left, bottom)];
        for (orientation, corner) in (5..=8).zip(expected) {
            assert_eq!(first_pixel(orientation), corner, "{orientation}");
        }
    }

    #[test]
    fn wide_samples_keep_all_their_bits() {
        let pixels: image::ImageBuffer<image::Luma<u16>, Vec<u16>> =
            image::ImageBuffer::from_raw(1, 2, vec![0x1234, 0xABCD]).unwrap();
        let samples = Samples::of(&DynamicImage::ImageLuma16(pixels));
        assert_eq!((samples.bytes_per_sample, samples.channels), (2, 1));
        assert_eq!(samples.colours, [0x12, 0x34, 0xAB, 0xCD]);
        assert!(samples.alpha.is_empty());
    }

    #[test]
    fn rows_are_filtered_by_what_leaves_least() {
        // A slope: Sub leaves ones; the same row again: Up leaves zeros.
        assert_eq!(filtered_rows(&[10, 11, 12, 10, 11, 12], 3, 1), [1, 10, 1, 1, 2, 0, 0, 0]);
    }
}
