//! Colours into the inks of the press: a table made once by a colour-management library (see
//! `profiles/README.md`), read with whole numbers, so that every machine gets the same ink.

/// What ink each of [`STEPS`]³ sRGB colours becomes; red slowest, four bytes a colour.
const LINK: &[u8] = include_bytes!("profiles/srgb-to-coated.link");

/// Colours along each axis.
const STEPS: usize = 33;

/// An axis of the cube: how far beyond its step a level is, in 255ths, and how far apart steps lie.
type Axis = (usize, usize);

/// Cyan, magenta, yellow and black of an sRGB colour, by tetrahedral interpolation: from the lowest
/// corner of its cell to the highest, the axis with the greatest rest first.
pub(super) fn inks(rgb: [u8; 3]) -> [u8; 4] {
    let mut corner = 0;
    let mut axes: [Axis; 3] = [(0, STEPS * STEPS), (0, STEPS), (0, 1)];
    for (axis, level) in axes.iter_mut().zip(rgb) {
        let scaled = usize::from(level) * (STEPS - 1);
        axis.0 = scaled % 255;
        corner += scaled / 255 * axis.1;
    }
    axes.sort_by(|one, other| other.cmp(one));
    let mut sums = [127; 4];
    let mut weight = 255 - axes[0].0;
    for (index, (rest, stride)) in axes.iter().enumerate() {
        add(&mut sums, corner, weight);
        if *rest == 0 {
            weight = 0;
            break;
        }
        corner += stride;
        weight = rest - axes.get(index + 1).map_or(0, |next| next.0);
    }
    add(&mut sums, corner, weight);
    sums.map(|sum| (sum / 255) as u8)
}

fn add(sums: &mut [usize; 4], corner: usize, weight: usize) {
    let inks = LINK.get(corner * 4..corner * 4 + 4).unwrap_or(&[0; 4]);
    sums.iter_mut().zip(inks).for_each(|(sum, &ink)| *sum += usize::from(ink) * weight);
}

#[cfg(test)]
mod tests {
    use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};

    use super::*;
    use crate::pdf::profiles::{COATED, SRGB};

    /// The table as the library computes it.
    fn computed() -> Vec<u8> {
        let [srgb, coated] = [SRGB, COATED].map(|profile| ColorProfile::new_from_slice(profile.data).unwrap());
        let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() };
        let transform = srgb.create_transform_16bit(Layout::Rgb, &coated, Layout::Rgba, options).unwrap();
        let level = |step: usize| ((step * 65_535 + (STEPS - 1) / 2) / (STEPS - 1)) as u16;
        let colours: Vec<u16> = (0..STEPS * STEPS * STEPS)
            .flat_map(|at| [at / (STEPS * STEPS), at / STEPS % STEPS, at % STEPS].map(level))
            .collect();
        let mut inks = vec![0; STEPS * STEPS * STEPS * 4];
        transform.transform(&colours, &mut inks).unwrap();
        inks.chunks_exact(4).flat_map(within_limit).collect()
    }

    /// In bytes, at most 300 % together: what is too much is taken off the three colours alike.
    fn within_limit(inks: &[u16]) -> [u8; 4] {
        let bytes = [0, 1, 2, 3].map(|ink| ((u32::from(inks[ink]) + 128) / 257) as u8);
        let [cyan, magenta, yellow, black] = bytes.map(u32::from);
        let (colours, room) = (cyan + magenta + yellow, 3 * 255 - black);
        if colours <= room {
            return bytes;
        }
        let less = |ink: u32| (ink * room / colours) as u8;
        [less(cyan), less(magenta), less(yellow), bytes[3]]
    }

    #[test]
    fn the_table_is_what_the_profiles_say() {
        let computed = computed();
        if std::env::var_os("BANXIN_BLESS").is_some() {
            std::fs::write("src/pdf/profiles/srgb-to-coated.link", &computed).unwrap();
            return;
        }
        assert_eq!(LINK.len(), computed.len());
        let off = LINK.iter().zip(&computed).map(|(stored, computed)| stored.abs_diff(*computed)).max();
        assert!(off <= Some(1), "off by {off:?}");
        let most = LINK.chunks_exact(4).map(|inks| inks.iter().map(|&ink| u32::from(ink)).sum::<u32>()).max();
        assert!(most <= Some(3 * 255), "{most:?}");
    }

    #[test]
    fn white_is_paper_and_each_step_reads_as_stored() {
        assert_eq!(inks([255; 3]), [0; 4]);
        // 51 is no step, 255 and 0 are; between steps an ink lies between its neighbours.
        assert_eq!(inks([0; 3]), LINK[..4]);
        let [low, middle, high] = [[248, 0, 0], [251, 0, 0], [255, 0, 0]].map(inks);
        for ink in 0..4 {
            let (least, most) = (low[ink].min(high[ink]), low[ink].max(high[ink]));
            assert!((least.saturating_sub(1)..=most + 1).contains(&middle[ink]), "{low:?} {middle:?} {high:?}");
        }
    }

    #[test]
    fn no_colour_exceeds_the_ink_limit() {
        let levels = (0..=255u8).step_by(15);
        for red in levels.clone() {
            for green in levels.clone() {
                for blue in levels.clone() {
                    let total: u32 = inks([red, green, blue]).map(u32::from).iter().sum();
                    // Rounding may add half a step of each ink.
                    assert!(total <= 3 * 255 + 2, "{red} {green} {blue}: {total}");
                }
            }
        }
    }
}
