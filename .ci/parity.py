"""Whether a DOCX, set by LibreOffice with the shipped fonts, has the pages of its PDF.

parity.py REPORT.pdf REPORT.docx WORK    converts in the folder WORK, measures, prints what differs
parity.py --open REPORT.docx WORK        only converts: whether LibreOffice opens it

Both files' lines are read from their pages by poppler. For each paragraph of running text of the
DOCX its lines are looked up in both, and compared by the characters at which they begin and end.
Fails where the page counts differ, a heading stands on another page, or fewer than 95 % of the
lines of body text break alike.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import docx
from docx.oxml.ns import qn

LEAST = 0.95
# Blank backs are pages of the PDF, too.
FILTER = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
FONTS = Path(__file__).resolve().parent.parent / "fonts"
# The faces of Word's users, and the shipped ones in their place: family, weight.
FACES = {
    ("仿宋_GB2312", "仿宋", "FangSong"): ("FandolFang", "regular"),
    ("楷体_GB2312", "楷体", "KaiTi"): ("AR PL KaitiM GB", "regular"),
    ("黑体", "SimHei"): ("Noto Sans SC Medium", "medium"),
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S"): ("Noto Serif SC", "bold"),
    ("宋体", "SimSun"): ("Noto Serif SC", "regular"),
    ("Times New Roman",): ("Liberation Serif", None),
    ("Arial",): ("Liberation Sans", None),
}
# What only one of the files may print as text, or prints as signs: numbers of notes, space.
UNTOLD = re.compile(r"[\s\u00a0\u200b①-⑳㉑-㉟㊱-㊿]")
BODY = {"Normal", "ListParagraph", "Quote"}
NOT_RUNNING = {"Hairline", "Figure", "TableHead", "TableCell", "MastheadMark"}


@dataclass
class Line:
    page: int
    top: float
    text: str


@dataclass
class Paragraph:
    style: str
    text: str
    level: int | None
    lines: dict = field(default_factory=dict)


def font_configuration(work):
    """A fontconfig file with the shipped fonts alone, under the names that the DOCX asks for."""
    rules = []
    for names, (family, weight) in FACES.items():
        for name in names:
            edits = f'<edit name="family" mode="assign" binding="same"><string>{escape(family)}</string></edit>'
            if weight:
                edits += f'<edit name="weight" mode="assign" binding="same"><const>{weight}</const></edit>'
            test = f'<test name="family" qual="any"><string>{escape(name)}</string></test>'
            rules.append(f'<match target="pattern">{test}{edits}</match>')
    path = work / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"<dir>{escape(str(FONTS))}</dir>\n<cachedir>{escape(str((work / 'cache').resolve()))}</cachedir>\n"
        + "\n".join(rules)
        + "\n</fontconfig>\n",
        encoding="utf-8",
    )
    return path


def convert(path, work):
    """The DOCX as LibreOffice sets it."""
    work.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"FONTCONFIG_FILE": str(font_configuration(work).resolve()), "SAL_USE_VCLPLUGIN": "svp"}
    profile = (work / "profile").resolve().as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", FILTER, "--outdir", work, path]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    made = work / (path.stem + ".pdf")
    if not made.exists():
        sys.exit(f"LibreOffice made nothing of {path}:\n{done.stdout}{done.stderr}")
    return made


def fonts_of(path):
    listed = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
    return sorted({line.split()[0].split("+")[-1] for line in listed.splitlines()[2:]})


def lines_of(path):
    """The lines of every page, from top to bottom."""
    command = ["pdftotext", "-bbox", "-enc", "UTF-8", path, "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    space = "{http://www.w3.org/1999/xhtml}"
    pages = ElementTree.fromstring(text).iter(f"{space}page")
    found, count = [], 0
    for count, page in enumerate(pages, 1):
        words = [
            (float(word.get("yMin")), float(word.get("yMax")), float(word.get("xMin")), word.text or "")
            for word in page.iter(f"{space}word")
        ]
        found += [Line(count, top, text) for top, text in rows(words) if text]
    return found, count


def rows(words):
    """Words at one height, joined from left to right."""
    lines = []
    # Large ones first, so that raised marks and small words join the line that they stand in.
    for top, bottom, left, text in sorted(words, key=lambda word: (-(word[1] - word[0]), word[0])):
        for line in lines:
            overlap = min(bottom, line["bottom"]) - max(top, line["top"])
            if overlap > 0.5 * (bottom - top):
                line["words"].append((left, text))
                break
        else:
            lines.append({"top": top, "bottom": bottom, "words": [(left, text)]})
    lines.sort(key=lambda line: line["top"])
    for line in lines:
        yield line["top"], UNTOLD.sub("", "".join(text for _, text in sorted(line["words"])))


def paragraphs_of(path):
    """The running text of the DOCX in order, without tables."""
    document = docx.Document(path)
    styles = {style.style_id: style for style in document.styles}
    for element in document.element.body.iter(qn("w:p")):
        if any(True for _ in element.iterancestors(qn("w:tbl"), qn("w:sdt"))):
            continue
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = style.get(qn("w:val")) if style is not None else "Normal"
        text = UNTOLD.sub("", "".join(node.text or "" for node in element.iter(qn("w:t"))))
        if not text or style in NOT_RUNNING:
            continue
        level = styles[style].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") if style in styles else None
        yield Paragraph(style, text, None if level is None else int(level.get(qn("w:val"))))


def look_up(paragraphs, lines, name):
    """Gives each paragraph its lines: where each begins in its text, and on which page."""
    at = 0
    for paragraph in paragraphs:
        start, position, spans = at, 0, []
        while position < len(paragraph.text) and start < len(lines):
            taken = taken_by(lines[start].text, paragraph.text, position)
            if taken:
                spans.append((position, position + taken, lines[start]))
                position += taken
            elif spans and start - at > 60:
                break
            start += 1
        if position == len(paragraph.text):
            at = start
            paragraph.lines[name] = spans


def taken_by(line, text, position):
    """How many characters of a text a line holds; a number may stand before the first of them."""
    for label in range(0, 7 if position == 0 else 1):
        rest = line[label:]
        if rest and text.startswith(rest, position):
            return len(rest)
    return 0


def report(paragraphs, ours, theirs):
    """The share of lines that are alike, by kind; prints those that are not."""
    counts = {}
    for paragraph in paragraphs:
        kind = "body" if paragraph.style in BODY else "other"
        one, other = paragraph.lines.get("pdf"), paragraph.lines.get("docx")
        if one is None or other is None:
            print(f"  not found in {'the PDF' if one is None else 'the DOCX'}: {paragraph.style} {paragraph.text[:30]}")
            counts[kind] = [sum(pair) for pair in zip(counts.get(kind, (0, 0)), (0, 1))]
            continue
        broken = {(start, end) for start, end, _ in other}
        alike = sum((start, end) in broken for start, end, _ in one)
        counts[kind] = [sum(pair) for pair in zip(counts.get(kind, (0, 0)), (alike, len(one)))]
        if alike < len(one):
            print(f"  {paragraph.style}, page {one[0][2].page}: {paragraph.text[:16]}…")
            for spans, name in ((one, "pdf "), (other, "docx")):
                ends = " / ".join(paragraph.text[max(0, end - 4) : end] for _, end, _ in spans[:-1])
                print(f"    {name} {ends}")
    return counts


def main(pdf, source, work):
    made = convert(Path(source), Path(work))
    (ours, our_pages), (theirs, their_pages) = lines_of(pdf), lines_of(made)
    paragraphs = list(paragraphs_of(source))
    look_up(paragraphs, ours, "pdf")
    look_up(paragraphs, theirs, "docx")
    print(f"  fonts: {', '.join(fonts_of(made))}")
    faults = []
    if our_pages != their_pages:
        faults.append(f"{their_pages} pages instead of {our_pages}")
    for paragraph in paragraphs:
        pages = [paragraph.lines[name][0][2].page for name in ("pdf", "docx") if name in paragraph.lines]
        if paragraph.level is not None and (len(pages) < 2 or pages[0] != pages[1]):
            faults.append(f"heading on page {pages} : {paragraph.text}")
    counts = report(paragraphs, ours, theirs)
    drift(paragraphs)
    for kind, (alike, total) in counts.items():
        print(f"  {kind}: {alike} of {total} lines alike ({alike / max(total, 1):.1%}); pages {our_pages}/{their_pages}")
    alike, total = counts.get("body", (0, 0))
    if total and alike / total < LEAST:
        faults.append(f"only {alike / total:.1%} of the body's lines break alike")
    sys.exit("\n".join(f"  {fault}" for fault in faults) or None)


def drift(paragraphs):
    """How far lines stand from where the PDF has them."""
    apart = []
    for paragraph in paragraphs:
        for one, other in zip(paragraph.lines.get("pdf", ()), paragraph.lines.get("docx", ())):
            if one[:2] == other[:2]:
                moved = one[2].page != other[2].page
                apart.append((999.0 if moved else abs(one[2].top - other[2].top), one[2], paragraph))
    elsewhere = sum(distance == 999.0 for distance, *_ in apart)
    near = [distance for distance, *_ in apart if distance < 999.0]
    if near:
        print(f"  {elsewhere} lines on another page; others at most {max(near):.1f} pt apart, {sum(near) / len(near):.2f} on average")


if __name__ == "__main__":
    if sys.argv[1] == "--open":
        convert(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(*sys.argv[1:])
