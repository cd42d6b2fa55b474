//! Pictures as pixels, where a file cannot hold them as they are: opacity apart from colour, and
//! colours turned into inks.

use std::io::Cursor;

use image::{ColorType, DynamicImage};
use lopdf::{Dictionary, Object, Stream, dictionary};

use super::{Raster, entries};
use crate::pdf::profiles::Space;
use crate::pdf::streams;

/// Decoded pixels, colours and opacity apart; 16-bit samples are big-endian.
#[derive(Debug)]
pub(super) struct Samples {
    width: u32,
    height: u32,
    pub bytes_per_sample: usize,
    pub space: Space,
    pub colours: Vec<u8>,
    pub alpha: Vec<u8>,
}

impl Samples {
    /// The pixels of a picture file; `None` for a broken one.
    pub fn of(data: &[u8]) -> Option<Samples> {
        let reader = image::ImageReader::new(Cursor::new(data)).with_guessed_format().ok()?;
        Some(Samples::from_image(&reader.decode().ok()?))
    }

    pub fn from_image(image: &DynamicImage) -> Samples {
        let colour = image.color();
        let wide = colour.bytes_per_pixel() / colour.channel_count() > 1;
        let space = if colour.has_color() { Space::Rgb } else { Space::Gray };
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
            let pixel = (space.components() + 1) * bytes_per_sample;
            let part = space.components() * bytes_per_sample;
            alpha = colours.chunks_exact(pixel).flat_map(|pixel| pixel[part..].to_vec()).collect();
            colours = colours.chunks_exact(pixel).flat_map(|pixel| pixel[..part].to_vec()).collect();
        }
        Samples { width: image.width(), height: image.height(), bytes_per_sample, space, colours, alpha }
    }

    /// Each square of so many pixels made one, the mean of its colours; only for samples of one byte.
    pub fn reduced(self, side: usize) -> Samples {
        if self.bytes_per_sample > 1 || side < 2 {
            return self;
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let mean = |samples: &[u8], channels: usize| {
            let mut means = Vec::with_capacity(samples.len() / side / side + channels);
            for top in (0..height).step_by(side).filter(|_| !samples.is_empty()) {
                for left in (0..width).step_by(side) {
                    let (rows, columns) = (top..height.min(top + side), left..width.min(left + side));
                    let count = rows.len() * columns.len();
                    means.extend((0..channels).map(|channel| {
                        let row = |row: usize| columns.clone().map(move |column| (row * width + column) * channels);
                        let places = rows.clone().flat_map(row);
                        let sum: usize = places.map(|place| usize::from(samples[place + channel])).sum();
                        ((sum + count / 2) / count) as u8
                    }));
                }
            }
            means
        };
        let (colours, alpha) = (mean(&self.colours, self.space.components()), mean(&self.alpha, 1));
        let (width, height) = (width.div_ceil(side) as u32, height.div_ceil(side) as u32);
        Samples { width, height, colours, alpha, ..self }
    }

    /// The same picture in inks, eight bits each; a picture that has no colour stays as it is.
    pub fn map_colours(self, inks: impl Fn([u8; 3]) -> [u8; 4]) -> Samples {
        if self.space != Space::Rgb {
            return self;
        }
        let wide = self.bytes_per_sample;
        let pixels = self.colours.chunks_exact(3 * wide);
        let colours = pixels.flat_map(|pixel| inks([pixel[0], pixel[wide], pixel[2 * wide]])).collect();
        let alpha = self.alpha.chunks_exact(wide).map(|sample| sample[0]).collect();
        Samples { bytes_per_sample: 1, space: Space::Cmyk, colours, alpha, ..self }
    }

    /// As a file holds it.
    pub fn raster(&self) -> Raster {
        let bits = (self.bytes_per_sample * 8) as u8;
        let data = self.deflated(&self.colours, self.space);
        let mut raster = Raster::new(self.width, self.height, bits, "FlateDecode", data, self.space);
        raster.dictionary.set("DecodeParms", parameters(self.width, bits, self.space));
        // A mask that hides nothing is left out.
        if self.alpha.iter().any(|&level| level != u8::MAX) {
            raster.mask = Some(self.mask(bits));
        }
        raster
    }

    fn mask(&self, bits: u8) -> Stream {
        let mut dictionary = entries(self.width, self.height, bits, "FlateDecode");
        dictionary.set("ColorSpace", Space::Gray.device());
        dictionary.set("DecodeParms", parameters(self.width, bits, Space::Gray));
        Stream::new(dictionary, self.deflated(&self.alpha, Space::Gray)).with_compression(false)
    }

    fn deflated(&self, samples: &[u8], space: Space) -> Vec<u8> {
        let pixel = space.components() * self.bytes_per_sample;
        streams::deflate(&filtered_rows(samples, pixel * self.width as usize, pixel)).0
    }
}

/// PNG's filters, one for each row (ISO 32000-1 §7.4.4.4).
pub(super) fn parameters(width: u32, bits: u8, space: Space) -> Dictionary {
    dictionary! {
        "Predictor" => 15,
        "Colors" => space.components() as i64,
        "BitsPerComponent" => i64::from(bits),
        "Columns" => Object::Integer(width.into()),
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
    use super::*;

    #[test]
    fn wide_samples_keep_all_their_bits() {
        let pixels: image::ImageBuffer<image::Luma<u16>, Vec<u16>> =
            image::ImageBuffer::from_raw(1, 2, vec![0x1234, 0xABCD]).unwrap();
        let samples = Samples::from_image(&DynamicImage::ImageLuma16(pixels));
        assert_eq!((samples.bytes_per_sample, samples.space), (2, Space::Gray));
        assert_eq!(samples.colours, [0x12, 0x34, 0xAB, 0xCD]);
        assert!(samples.alpha.is_empty());
    }

    #[test]
    fn inks_take_the_upper_half_of_wide_samples_and_keep_opacity() {
        let pixels: image::ImageBuffer<image::Rgba<u16>, Vec<u16>> =
            image::ImageBuffer::from_raw(1, 1, vec![0x1234, 0x5678, 0x9ABC, 0x8000]).unwrap();
        let inks = |[red, green, blue]: [u8; 3]| [red, green, blue, 7];
        let samples = Samples::from_image(&DynamicImage::ImageRgba16(pixels)).map_colours(inks);
        assert_eq!((samples.colours, samples.alpha), (vec![0x12, 0x56, 0x9A, 7], vec![0x80]));
        assert_eq!((samples.bytes_per_sample, samples.space), (1, Space::Cmyk));
    }

    #[test]
    fn squares_become_their_mean_and_edges_count_what_they_have() {
        let pixels = image::GrayImage::from_raw(3, 2, vec![10, 20, 7, 30, 41, 9]).unwrap();
        let samples = Samples::from_image(&DynamicImage::ImageLuma8(pixels)).reduced(2);
        assert_eq!((samples.width, samples.height), (2, 1));
        // (10 + 20 + 30 + 41) / 4, rounded; (7 + 9) / 2.
        assert_eq!(samples.colours, [25, 8]);
    }

    #[test]
    fn rows_are_filtered_by_what_leaves_least() {
        // A slope: Sub leaves ones; the same row again: Up leaves zeros.
        assert_eq!(filtered_rows(&[10, 11, 12, 10, 11, 12], 3, 1), [1, 10, 1, 1, 2, 0, 0, 0]);
    }
}
