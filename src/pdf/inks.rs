//! Inks into the operators that choose them (ISO 32000-1 §8.6): light for reading, CMYK for the press.

use lopdf::{Dictionary, Object, dictionary};

use super::operators::Operators;
use super::separation;
use crate::colour::Colour;

/// Names of the resources that every page of the press has.
const ALL_PLATES: &str = "All";
const OVERPRINT: &str = "Over";
const KNOCKOUT: &str = "Knock";

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    Fill,
    Stroke,
}

/// Chooses a colour for reading. The output intent is sRGB, which has no CMYK (ISO 19005-2 §6.2.4.3).
pub(super) fn choose_light(colour: Colour, usage: Usage, operators: &mut Operators) {
    match colour {
        Colour::Gray(level) => write(&[level], 255, ["g", "G"], usage, operators),
        Colour::Rgb(..) | Colour::Cmyk(..) => {
            let (red, green, blue) = colour.rgb();
            write(&[red, green, blue], 255, ["rg", "RG"], usage, operators);
        }
    }
}

/// Chooses a colour for the press: gray is black ink alone, RGB goes through the profile.
pub(super) fn choose_inks(colour: Colour, usage: Usage, operators: &mut Operators) {
    if colour == Colour::REGISTRATION {
        operators.name(ALL_PLATES).operator(if usage == Usage::Fill { "cs" } else { "CS" });
        operators.integer(1).operator(if usage == Usage::Fill { "scn" } else { "SCN" });
        return;
    }
    let (inks, full) = match colour {
        Colour::Gray(level) => ([0, 0, 0, u8::MAX - level], 255),
        Colour::Rgb(red, green, blue) => (separation::inks([red, green, blue]), 255),
        Colour::Cmyk(cyan, magenta, yellow, black) => ([cyan, magenta, yellow, black].map(|ink| ink.min(100)), 100),
    };
    write(&inks, full, ["k", "K"], usage, operators);
}

fn write(levels: &[u8], full: i64, names: [&str; 2], usage: Usage, operators: &mut Operators) {
    for &level in levels {
        operators.number((i64::from(level) * 1000 + full / 2) / full);
    }
    operators.operator(names[usize::from(usage == Usage::Stroke)]);
}

/// Black text prints over what is below it, so that plates out of register show no white edges; all
/// else knocks it out.
pub(super) fn overprints(colour: Colour) -> bool {
    matches!(colour, Colour::Gray(0) | Colour::Cmyk(0, 0, 0, 100))
}

/// Turns overprinting on or off.
pub(super) fn set_overprint(on: bool, operators: &mut Operators) {
    operators.name(if on { OVERPRINT } else { KNOCKOUT }).operator("gs");
}

/// Adds to a page's resources what the operators above name.
pub(super) fn add_resources(resources: &mut Dictionary) {
    let one = vec![1.into(); 4];
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![Object::Integer(0); 4],
        "C1" => one,
        "N" => 1,
    };
    let plates = vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), Object::Dictionary(tint)];
    resources.set("ColorSpace", dictionary! { ALL_PLATES => plates });
    // Mode 1: an ink of nought leaves what is below (ISO 32000-1 §8.6.7).
    let state = |on: bool| dictionary! { "Type" => "ExtGState", "OP" => on, "op" => on, "OPM" => 1 };
    resources.set("ExtGState", dictionary! { OVERPRINT => state(true), KNOCKOUT => state(false) });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(choose: fn(Colour, Usage, &mut Operators), colour: Colour) -> String {
        let mut operators = Operators::default();
        choose(colour, Usage::Fill, &mut operators);
        choose(colour, Usage::Stroke, &mut operators);
        String::from_utf8(operators.into_bytes()).unwrap()
    }

    #[test]
    fn reading_has_no_cmyk() {
        assert_eq!(written(choose_light, Colour::BLACK), "0 g\n0 G\n");
        assert_eq!(written(choose_light, Colour::Cmyk(0, 80, 80, 0)), "1 .2 .2 rg\n1 .2 .2 RG\n");
    }

    #[test]
    fn the_press_gets_black_as_one_ink_and_cmyk_as_given() {
        assert_eq!(written(choose_inks, Colour::BLACK), "0 0 0 1 k\n0 0 0 1 K\n");
        assert_eq!(written(choose_inks, Colour::Cmyk(0, 80, 80, 0)), "0 .8 .8 0 k\n0 .8 .8 0 K\n");
        assert_eq!(written(choose_inks, Colour::REGISTRATION), "/All cs\n1 scn\n/All CS\n1 SCN\n");
    }

    #[test]
    fn a_red_of_the_screen_is_magenta_and_yellow() {
        let red = written(choose_inks, Colour::Rgb(230, 0, 0));
        let inks: Vec<f64> = red.split(' ').take(4).map(|ink| ink.parse().unwrap()).collect();
        assert!(inks[0] < 0.2 && inks[1] > 0.8 && inks[2] > 0.8 && inks[3] < 0.2, "{red}");
    }
}
