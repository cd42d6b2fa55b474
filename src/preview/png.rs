//! Pixels into a PNG file.

use png::{BitDepth, ColorType, Compression, Encoder, Filter, PixelDimensions, Unit};
use tiny_skia::Pixmap;

/// Opaque pixels as a PNG of 8 bits: gray where there is no colour. `None` only where memory ends.
pub(super) fn encode(pixels: &Pixmap, pixels_per_inch: u32) -> Option<Vec<u8>> {
    let (bytes, _) = pixels.data().as_chunks::<4>();
    let gray = bytes.iter().all(|[red, green, blue, _]| red == green && green == blue);
    let (colour, samples): (ColorType, Vec<u8>) = match gray {
        true => (ColorType::Grayscale, bytes.iter().map(|pixel| pixel[0]).collect()),
        false => (ColorType::Rgb, bytes.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect()),
    };
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(colour);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::Adaptive);
    // Pixels to the metre, so that viewers and printers know the page's true size.
    let per_metre = (f64::from(pixels_per_inch) / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&samples).ok()?;
    writer.finish().ok()?;
    Some(file)
}
