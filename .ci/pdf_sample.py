"""Writes a report with every key, every block and every kind of picture into a folder.

pdf_sample.py FOLDER
"""

import sys
from pathlib import Path

from PIL import Image, ImageCms

WIDTH, HEIGHT = 900, 600
# Ghostscript brings it along: colours that are not sRGB.
OTHER_COLOURS = Path("/usr/share/color/icc/ghostscript/a98.icc")

PICTURES = """
[[section]]
id    = "pictures"
title = "各种图片"
body  = '''
各种图片如下，[再看](#pictures)一遍。

{figures}

**加粗**

正文。
'''
"""


def gradient(mode):
    """Every colour from dark to light, so that much ink is among them."""
    down = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    across = Image.linear_gradient("L").rotate(90).resize((WIDTH, HEIGHT))
    around = Image.radial_gradient("L").resize((WIDTH, HEIGHT))
    return Image.merge("RGB", (across, down, around)).convert(mode)


def wide_gray():
    return gradient("L").convert("I;16").point(lambda level: level * 257)


def pictures():
    colour = gradient("RGB")
    see_through = colour.copy()
    see_through.putalpha(gradient("L"))
    turned = Image.Exif()
    turned[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    yield "colour.jpg", colour, {"quality": 90}
    if OTHER_COLOURS.exists():
        yield "other-colours.jpg", colour, {"quality": 90, "icc_profile": OTHER_COLOURS.read_bytes()}
    yield "turned.jpg", colour, {"quality": 90, "exif": turned}
    yield "inks.jpg", colour.convert("CMYK"), {"quality": 90}
    yield "gray.jpg", gradient("L"), {"quality": 90}
    yield "colour.png", colour, {}
    yield "unfit-profile.png", colour, {"icc_profile": profile}
    yield "alpha.png", see_through, {}
    yield "palette.png", colour.quantize(64), {}
    yield "palette-alpha.png", colour.quantize(64), {"transparency": 3}
    yield "gray.png", gradient("L"), {}
    yield "gray16.png", wide_gray(), {}
    yield "bits.png", gradient("1"), {}


def write(folder):
    report = Path("tests/report/every-key.toml").read_text(encoding="utf-8")
    for path, text in {"sections/c.md": "另一个文件里的正文。\n", "data/b.csv": "年份,人次\n2021,300\n2022,410\n"}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder / "images").mkdir(exist_ok=True)
    gradient("RGB").save(folder / "images/a.png")
    keys = []
    for name, image, options in pictures():
        image.save(folder / "images" / name, **options)
        key = name.replace(".", "-")
        keys.append(key)
        report += f'\n[figure.{key}]\nimage = "images/{name}"\ncaption = "{name} 的样子"\n'
        report += f'alt = "一幅从暗到亮的渐变图，存成 {name} 文件"\nwidth = 0.35\n'
    for vector in sorted(Path("tests/report").glob("*.svg")):
        (folder / "images" / vector.name).write_bytes(vector.read_bytes())
        keys.append(vector.stem)
        report += f'\n[figure.{vector.stem}]\nimage = "images/{vector.name}"\ncaption = "矢量图"\nalt = "线条和色块"\n'
    report += PICTURES.format(figures="\n\n".join(f"{{{{figure {key}}}}}" for key in keys))
    (folder / "report.toml").write_text(report, encoding="utf-8")


write(Path(sys.argv[1]))
