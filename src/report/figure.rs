//! `[figure.KEY]` and the pictures behind figures.

use toml::de::DeValue;

use super::keys::{Item, Keys};
use super::picture::{self, PictureError};
use super::reading::Reading;
use super::schema::PLACES;
use super::svg;
use super::{Figure, Spanned};
use crate::diag::{Diagnostic, Span};
use crate::document::{Image, Picture, Placement};

/// The shape of a pending picture that says nothing of it.
const ASPECT: f64 = 4.0 / 3.0;

pub(super) fn figure(keys: &Keys, images: &mut Vec<Image>, reading: &mut Reading) -> Figure {
    let aspect = keys.optional("aspect", reading, aspect).unwrap_or(ASPECT);
    let path = keys.text("image", reading);
    let loaded = path.as_ref().and_then(|path| load(path, images, reading));
    if keys.item("image").is_none() {
        reading.report(pending(keys.head));
    }
    Figure {
        picture: loaded.map_or(Picture::Pending { aspect }, Picture::Image),
        caption: keys.required("caption", reading, Item::inlines).unwrap_or_default(),
        alt: alternative(keys, reading),
        width: keys.optional("width", reading, Item::share),
        place: place(keys, reading),
        span: keys.head,
    }
}

fn pending(span: Span) -> Diagnostic {
    Diagnostic::warning(
        "pending-image",
        span,
        "图片待补，先留出方框",
        "the picture is pending; a frame keeps its place",
    )
    .help("有了图片后加一行：image = \"images/….jpg\"", "when it is there, add: image = \"images/….jpg\"")
}

/// Where a figure or a chart stands: near where it is named, unless it says otherwise.
pub(super) fn place(keys: &Keys, reading: &mut Reading) -> Placement {
    let all = [Placement::Here, Placement::Top, Placement::Bottom, Placement::Page];
    let index = keys.optional("place", reading, |item, reading| item.choice(PLACES, reading));
    index.map_or(Placement::Near, |index| all[index])
}

/// The text for those who cannot see a figure or a chart.
pub(super) fn alternative(keys: &Keys, reading: &mut Reading) -> Spanned<String> {
    if keys.item("alt").is_none() {
        reading.report(
            Diagnostic::warning("missing-alt", keys.head, "缺少替代文字", "there is no alternative text")
                .help("加一行：alt = \"图上是什么\"", "add: alt = \"what it shows\""),
        );
    }
    keys.text("alt", reading).unwrap_or(Spanned { value: String::new(), span: keys.head })
}

/// A picture's place among the images; a file that was read before is not read again.
fn load(path: &Spanned<String>, images: &mut Vec<Image>, reading: &mut Reading) -> Option<usize> {
    if let Some(index) = images.iter().position(|image| image.name == path.value) {
        return Some(index);
    }
    let bytes = reading.bytes(path, "image-missing")?;
    let is_svg = svg::is_svg(&bytes);
    match picture::read(&path.value, bytes) {
        Ok(image) => {
            if is_svg && image.drawing.is_none() {
                reading.report(flattened(path));
            }
            images.push(image);
            Some(images.len() - 1)
        }
        Err(error) => {
            reading.report(broken(path, error));
            None
        }
    }
}

fn flattened(path: &Spanned<String>) -> Diagnostic {
    let name = &path.value;
    Diagnostic::note(
        "svg-flattened",
        path.span,
        format!("“{name}”有渐变、透明、蒙版或剪切，印成像素，不是线条"),
        format!("`{name}` has gradients, transparency, masks or clipping: it is printed as pixels, not as lines"),
    )
}

fn broken(path: &Spanned<String>, error: PictureError) -> Diagnostic {
    let name = &path.value;
    let (zh, en) = match error {
        PictureError::Format => {
            (format!("“{name}”不是 JPEG、PNG 或 SVG 图片"), format!("`{name}` is no JPEG, PNG or SVG picture"))
        }
        PictureError::SvgText => {
            return Diagnostic::error(
                "svg-text",
                path.span,
                format!("“{name}”里有文字，会因字体不同而走样"),
                format!("`{name}` has text in it, which would look different with other fonts"),
            )
            .help(
                "在绘图软件里把文字转成曲线（路径）再存",
                "turn the text into outlines (paths) in the drawing program",
            );
        }
        PictureError::SvgPicture => (format!("“{name}”里嵌有别的图片"), format!("`{name}` has other pictures inside")),
        PictureError::Broken => {
            (format!("图片“{name}”已损坏或不完整"), format!("the picture `{name}` is damaged or cut short"))
        }
    };
    Diagnostic::error("image-broken", path.span, zh, en).help(
        "在看图软件里打开，另存为 JPEG 或 PNG；暂时没有就删去 image 这一行",
        "open it in a picture viewer and save it as JPEG or PNG; or remove the image line for now",
    )
}

/// Width divided by height, from `"4:3"` or a number.
fn aspect(item: Item, reading: &mut Reading) -> Option<f64> {
    let ratio = match item.value {
        DeValue::String(text) => text
            .split_once([':', '：'])
            .and_then(|(width, height)| Some(width.trim().parse::<f64>().ok()? / height.trim().parse::<f64>().ok()?)),
        DeValue::Integer(_) | DeValue::Float(_) => item.as_number(),
        _ => return item.wrong_type("宽高比", "a shape", "\"4:3\"", reading),
    };
    match ratio.filter(|ratio| (0.05..=20.0).contains(ratio)) {
        Some(ratio) => Some(ratio),
        None => item.bad_value("这不是宽高比", "this is no shape", ("写成 \"4:3\"", "write \"4:3\""), reading),
    }
}
