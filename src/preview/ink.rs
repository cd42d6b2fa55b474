//! Inks as a screen shows them once they are on paper.
//!
//! Process inks are not the screen's complements: full cyan is darker and duller than (0, 255, 255).
//! A preview that showed them as such would promise a colour that no press prints. This is the model
//! of Neugebauer: paper under dots of four inks shows sixteen colours, each where its inks overlap,
//! and the eye mixes them. Mixed as sRGB levels, halftones darken about as much as dots grow in print.

use tiny_skia::Paint;

use crate::colour::Colour;

/// The solids of ISO 12647-2 on coated paper and their overprints, in sRGB with the paper as white.
/// By bits: cyan 1, magenta 2, yellow 4.
const SOLIDS: [[u32; 3]; 8] = [
    [255, 255, 255],
    [0, 160, 228],
    [230, 12, 128],
    [58, 50, 134],
    [255, 238, 0],
    [0, 152, 71],
    [228, 31, 37],
    [59, 59, 58],
];

/// Solid black of the same standard; over other inks it darkens them as much.
const BLACK: [u32; 3] = [43, 43, 42];

/// A solid, opaque paint.
pub(super) fn paint(colour: Colour) -> Paint<'static> {
    let (red, green, blue) = levels(colour);
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint
}

/// Levels of red, green and blue. Gray and RGB are shown as they are: text in black stays black.
fn levels(colour: Colour) -> (u8, u8, u8) {
    match colour {
        Colour::Gray(_) | Colour::Rgb(..) => colour.rgb(),
        Colour::Cmyk(cyan, magenta, yellow, black) => {
            let inks = [cyan, magenta, yellow].map(|ink| u32::from(ink.min(100)));
            let black = u32::from(black.min(100));
            let [red, green, blue] = [0, 1, 2].map(|channel| printed(inks, black, channel));
            (red, green, blue)
        }
    }
}

/// Each overlap covers the product of its inks' shares and what the others leave free.
fn printed(inks: [u32; 3], black: u32, channel: usize) -> u8 {
    let cover = |solid: usize| -> u32 {
        (0..3).map(|ink| if solid >> ink & 1 == 1 { inks[ink] } else { 100 - inks[ink] }).product()
    };
    // In millionths of a level: three shares in per cent.
    let under: u32 = SOLIDS.iter().enumerate().map(|(solid, levels)| cover(solid) * levels[channel]).sum();
    // What the black leaves of it, in 25 500ths.
    let left = (100 - black) * 255 + black * BLACK[channel];
    let level = (u64::from(under) * u64::from(left) + 12_750_000_000) / 25_500_000_000;
    level.min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solids_and_paper_are_themselves() {
        assert_eq!(levels(Colour::Cmyk(0, 0, 0, 0)), (255, 255, 255));
        assert_eq!(levels(Colour::Cmyk(100, 0, 0, 0)), (0, 160, 228));
        assert_eq!(levels(Colour::Cmyk(0, 100, 100, 0)), (228, 31, 37));
        assert_eq!(levels(Colour::Cmyk(0, 0, 0, 100)), (43, 43, 42));
        assert_eq!(levels(Colour::BLACK), (0, 0, 0));
        assert_eq!(levels(Colour::Rgb(1, 2, 3)), (1, 2, 3));
    }

    #[test]
    fn more_ink_is_never_lighter() {
        for ink in 1..=100 {
            let less = levels(Colour::Cmyk(30, ink - 1, 20, 10));
            let more = levels(Colour::Cmyk(30, ink, 20, 10));
            assert!(more.0 <= less.0 && more.1 <= less.1 && more.2 <= less.2, "{ink}");
        }
        let (red, green, blue) = levels(Colour::REGISTRATION);
        assert!(red < 12 && green < 12 && blue < 12);
    }
}
