//! PNG files (ISO/IEC 15948): one without transparency goes into the file as it is, since PDF reads
//! the same filtered and deflated rows (ISO 32000-1 §7.4.4.4).

use std::io::{Cursor, Read};

use flate2::read::ZlibDecoder;
use image::ImageDecoder;
use image::codecs::png::PngDecoder;

use super::Raster;
use super::samples::{Samples, parameters};
use crate::pdf::profiles::Space;

/// A PNG's pixels and its EXIF orientation; `None` for a broken file.
pub(super) fn raster(data: &[u8]) -> Option<(Raster, u8)> {
    let mut decoder = PngDecoder::new(Cursor::new(data)).ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().map_or(1, |orientation| orientation.to_exif());
    let mut raster = match as_stored(data) {
        Some(raster) => raster,
        None => Samples::of(data)?.raster(),
    };
    raster.profile = profile;
    Some((raster, orientation))
}

/// The rows as the file has them, where PDF can read them: no transparency, not interlaced, and
/// whole.
fn as_stored(data: &[u8]) -> Option<Raster> {
    let chunks = chunks(data)?;
    let all = |kind: &'static [u8; 4]| chunks.iter().filter(move |(name, _)| name == kind).map(|(_, content)| *content);
    let &[w0, w1, w2, w3, h0, h1, h2, h3, bits, colour, _, _, interlaced] = all(b"IHDR").next()? else { return None };
    let (width, height) = (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
    // Opacity by a colour (tRNS) or by a channel (colour types 4 and 6) needs a mask.
    if interlaced != 0 || all(b"tRNS").next().is_some() {
        return None;
    }
    let (samples, space, palette) = match colour {
        0 => (Space::Gray, Space::Gray, None),
        2 => (Space::Rgb, Space::Rgb, None),
        3 => (Space::Gray, Space::Rgb, Some(all(b"PLTE").next()?.to_vec())),
        _ => return None,
    };
    if palette.as_ref().is_some_and(|palette| palette.is_empty() || palette.len() % 3 > 0 || palette.len() > 768) {
        return None;
    }
    let rows: Vec<u8> = all(b"IDAT").flatten().copied().collect();
    let row = (width as usize * samples.components() * usize::from(bits)).div_ceil(8) + 1;
    if !are_whole(&rows, row, height as usize) {
        return None;
    }
    let mut raster = Raster::new(width, height, bits, "FlateDecode", rows, space);
    raster.dictionary.set("DecodeParms", parameters(width, bits, samples));
    raster.palette = palette;
    Some(raster)
}

/// Every chunk's name and content up to the end; `None` where the file breaks off.
fn chunks(data: &[u8]) -> Option<Vec<([u8; 4], &[u8])>> {
    let mut rest = data.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let mut chunks = Vec::new();
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let name: [u8; 4] = rest.get(4..8)?.try_into().ok()?;
        chunks.push((name, rest.get(8..length.checked_add(8)?)?));
        if &name == b"IEND" {
            return Some(chunks);
        }
        rest = rest.get(length.checked_add(12)?..)?;
    }
}

/// A byte of deflated data stands for no more than 1,032 (RFC 1951: 258 in two bits); a header that
/// promises more lies, and must not make the program ask for the memory.
const MOST_INFLATED: usize = 1040;

/// Whether the rows inflate to just so many, each under one of PNG's five filters.
fn are_whole(deflated: &[u8], row: usize, count: usize) -> bool {
    if row.saturating_mul(count) > deflated.len().saturating_mul(MOST_INFLATED) {
        return false;
    }
    let mut rows = ZlibDecoder::new(deflated);
    let mut line = vec![0; row];
    for _ in 0..count {
        if rows.read_exact(&mut line).is_err() || line[0] > 4 {
            return false;
        }
    }
    matches!(rows.read(&mut [0]), Ok(0))
}

#[cfg(test)]
mod tests {
    use image::ImageEncoder;
    use image::codecs::png::PngEncoder;

    use super::*;

    fn file(pixels: &[u8], colour: image::ExtendedColorType) -> Vec<u8> {
        let mut data = Vec::new();
        PngEncoder::new(&mut data).write_image(pixels, 4, 2, colour).unwrap();
        data
    }

    #[test]
    fn rows_without_transparency_are_passed_through() {
        let pixels: Vec<u8> = (0..24).collect();
        let data = file(&pixels, image::ExtendedColorType::Rgb8);
        let (raster, orientation) = raster(&data).unwrap();
        assert_eq!((raster.space, orientation), (Space::Rgb, 1));
        assert!(data.windows(raster.data.len()).any(|window| window == raster.data), "the file's own rows");
        let gray = file(&pixels[..16], image::ExtendedColorType::L16);
        let gray = as_stored(&gray).unwrap();
        assert_eq!(gray.space, Space::Gray);
        assert_eq!(gray.dictionary.get(b"BitsPerComponent").unwrap().as_i64().unwrap(), 16);
    }

    #[test]
    fn what_has_opacity_or_is_broken_is_not() {
        let pixels = [9; 32];
        assert!(as_stored(&file(&pixels, image::ExtendedColorType::Rgba8)).is_none());
        let whole = file(&pixels[..24], image::ExtendedColorType::Rgb8);
        for length in 0..whole.len() - 4 {
            assert!(as_stored(&whole[..length]).is_none(), "{length}");
        }
        let mut taller = whole.clone();
        // One row more than the data have.
        taller[23] += 1;
        assert!(as_stored(&taller).is_none());
        let mut endless = whole;
        endless[16..20].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0xFF]);
        assert!(as_stored(&endless).is_none());
    }
}
