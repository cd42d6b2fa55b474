//! What becomes of pictures, by their kind and the file's purpose.

use std::sync::Arc;

use super::*;
use crate::pdf::purpose::{Press, PressPictures};
use crate::pdf::sample::{picture as sample_png, pt, rect};

fn jpeg_image(data: Vec<u8>) -> Image {
    let data = Arc::from(data);
    Image { name: "a.jpg".to_string(), data, format: ImageFormat::Jpeg, width: 40, height: 30, drawing: None }
}

fn press(pictures: PressPictures) -> Purpose {
    Purpose::Press(Press { bleed: pt(8.5), slug: pt(28.0), pictures, resolution: 300 })
}

fn made(image: &Image, purpose: &Purpose) -> Raster {
    picture(0, std::slice::from_ref(image), pt(72.0), purpose).unwrap().raster
}

#[test]
fn jpeg_data_are_passed_through_and_cmyk_is_turned_over() {
    let image = jpeg_image(jpeg::tests::file(4, true, None));
    let raster = made(&image, &Purpose::default());
    assert_eq!(raster.data, image.data.to_vec());
    assert_eq!(raster.space, Space::Cmyk);
    assert_eq!(raster.dictionary.get(b"Decode").unwrap().as_array().unwrap().len(), 8);
    assert_eq!(raster.profile.as_deref(), Some(COATED.data), "an archive must know what the inks are");
    assert_eq!(made(&image, &press(PressPictures::Separate)).profile, None, "the press knows");
    let gray = jpeg_image(jpeg::tests::file(1, false, None));
    assert_eq!(made(&gray, &Purpose::default()).space, Space::Gray);
}

#[test]
fn colours_become_inks_for_the_press_or_keep_their_profile() {
    let png = sample_png();
    assert_eq!((made(&png, &Purpose::default()).space, made(&png, &Purpose::default()).profile), (Space::Rgb, None));
    let separated = made(&png, &press(PressPictures::Separate));
    assert_eq!((separated.space, separated.profile), (Space::Cmyk, None));
    assert!(separated.mask.is_some());
    let kept = made(&png, &press(PressPictures::Keep));
    assert_eq!((kept.space, kept.profile.as_deref()), (Space::Rgb, Some(SRGB.data)));
}

#[test]
fn a_photograph_brings_the_press_no_more_than_it_can_show() {
    let mut data = std::io::Cursor::new(Vec::new());
    let pixel = |x: u32, _| image::Rgb([(x / 4) as u8, 0, 0]);
    image::RgbImage::from_fn(1000, 10, pixel).write_to(&mut data, image::ImageFormat::Jpeg).unwrap();
    let photograph = Image { width: 1000, height: 10, ..jpeg_image(data.into_inner()) };
    let width = |raster: Raster| raster.dictionary.get(b"Width").unwrap().as_i64().unwrap();
    // An inch wide: three pixels become one, and 334 are left for 300.
    assert_eq!(width(made(&photograph, &press(PressPictures::Separate))), 334);
    assert_eq!(width(made(&photograph, &press(PressPictures::Keep))), 1000);
    assert_eq!(width(made(&photograph, &Purpose::default())), 1000);
}

#[test]
fn a_broken_picture_is_named() {
    let problem = picture(0, &[jpeg_image(vec![1, 2, 3])], pt(72.0), &Purpose::default()).unwrap_err();
    assert_eq!(problem.code, "broken-image");
    assert!(problem.message.zh.contains("a.jpg"));
}

/// Where the stored picture's upper left corner is drawn, as seen on the page.
fn first_pixel(orientation: u8) -> (f64, f64) {
    let [_, _, c, d, e, f] = Orientation(orientation).matrix(rect(10.0, 20.0, 80.0, 60.0), pt(200.0)).map(Length::pt);
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
