"""Previews against Poppler's rendering of the PDF: the same pages, drawn by a stranger.

preview.py PREVIEWS PDF    PREVIEWS is a folder of REPORT-01.png… at 192 pixels to the inch
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat

PPI = 192
# Renderers place the edges of glyphs and hairlines differently within a pixel: both are blurred so
# far that only ink that is missing, moved or of another weight remains.
BLUR = 4
# Means of the levels' differences, 0 to 255.
WHOLE_PAGE = 1.5
BLOCK = 48
ONE_BLOCK = 24


def rendered(pdf, folder):
    subprocess.run(["pdftoppm", "-r", str(PPI), "-png", pdf, f"{folder}/page"], check=True)
    return sorted(Path(folder).glob("page-*.png"))


def difference(ours, theirs):
    """The mean over the page, and that of the worst block."""
    ours, theirs = (image.filter(ImageFilter.BoxBlur(BLUR)) for image in (ours, theirs))
    levels = ImageChops.difference(ours, theirs).convert("L")
    blocks = levels.resize((-(-levels.width // BLOCK), -(-levels.height // BLOCK)), Image.Resampling.BOX)
    return ImageStat.Stat(levels).mean[0], blocks.getextrema()[1]


def faults(previews, pdf):
    ours = sorted(path for path in Path(previews).glob("*-*.png") if not path.stem.endswith("-contact"))
    with tempfile.TemporaryDirectory() as folder:
        theirs = rendered(pdf, folder)
        if not ours or len(ours) != len(theirs):
            yield f"{previews}: {len(ours)} previews of {len(theirs)} pages"
            return
        worst = (0, 0)
        for mine, other in zip(ours, theirs):
            preview, page = Image.open(mine).convert("RGB"), Image.open(other).convert("RGB")
            # Poppler rounds up, we to the nearest.
            if any(abs(one - two) > 1 for one, two in zip(preview.size, page.size)):
                yield f"{mine}: {preview.size}, but the page is {page.size}"
                continue
            smaller = tuple(map(min, preview.size, page.size))
            whole, block = difference(preview.crop((0, 0, *smaller)), page.crop((0, 0, *smaller)))
            worst = max(worst[0], whole), max(worst[1], block)
            if whole > WHOLE_PAGE or block > ONE_BLOCK:
                yield f"{mine}: differs by {whole:.1f} on the whole, {block} in one place"
        print(f"{previews}: {len(ours)} pages, at most {worst[0]:.2f} on a page, {worst[1]} in one place")


sys.exit("\n".join(faults(*sys.argv[1:])) or None)
