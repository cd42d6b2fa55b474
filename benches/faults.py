"""Counts the faults of set lines in finished PDFs, ours beside Typst's and XeTeX's, on the same text.

faults.py BANXIN FOLDER

Nothing of any engine is asked: glyphs are read out of the PDFs by MuPDF and laid against the paragraphs of
the report. Peers that are not on the machine are left out.
"""

import json
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pymupdf

# CLREQ, 'Prohibition rules for line start and line end', level basic.
NO_START = set("，、；：。！？）》〉】〕〗」』］｝”’·～—–-/％")
NO_END = set("（《〈【〔〖「『［｛“‘")
MARKS = set("，、；：。！？）》〉】〕〗」』］｝”’（《〈【〔〖「『［｛“‘")
UNIT = "年月日时分秒号天周岁万亿千百元角人个名家场次项件份篇册条款章节届期位户亩吨克斤米里度倍种台套辆座所处间只张页字级层楼室版卷集幅℃％‰%多余"
CELL = 156 / 25.4 * 72 / 28  # 28 characters to the type area (GB/T 9704-2012 §5.2.3)


def paragraphs(report):
    """Every paragraph of the sections as it is printed, without what stands alone or has no text."""
    for section in report["section"]:
        for paragraph in re.split(r"\n\s*\n", section["body"]):
            text = re.sub(r"\s*\n\s*", "", paragraph.strip())
            if text and "{{" not in text and not re.match(r"([-*>]|\d+\.) ", text):
                yield re.sub(r"\[\^[^\]]*\]|\*", "", text)


def bare(text):
    return re.sub(r"\s", "", text)


def spaces(text):
    """Where the bare text had spaces: before these indices."""
    found, at = set(), 0
    for character in text:
        if character.isspace():
            found.add(at)
        else:
            at += 1
    return found


class Glyph:
    """A character with its place; one drawn by the glyph of another has no width."""

    def __init__(self, page, character, x, y, width):
        self.page, self.character, self.x, self.y, self.width = page, character, x, y, width


def glyphs(pdf, size):
    """The characters of about a size, page by page from top to bottom, spaces left out."""
    found = []
    for number, page in enumerate(pymupdf.open(pdf)):
        row = []
        for span in page.get_texttrace():
            if abs(span["size"] - size) < 0.3:
                for code, _, (x, y), box in span["chars"]:
                    if not chr(code).isspace():
                        row.append(Glyph(number, chr(code).replace("⋯", "…"), x, y, box[2] - box[0]))
        found += in_lines(row)
    return found


def in_lines(page):
    """The glyphs of a page line by line; those of a line share its baseline, a rounding apart."""
    baseline = None
    for glyph in sorted(page, key=lambda glyph: glyph.y):
        if baseline is None or glyph.y - baseline > 2:
            baseline = glyph.y
        glyph.y = baseline
    return sorted(page, key=lambda glyph: (glyph.y, glyph.x))


def match(found, text):
    """The glyphs of a paragraph: the text is searched for in the text of all."""
    whole = "".join(glyph.character for glyph in found)
    at = whole.find(text)
    return found[at : at + len(text)] if at >= 0 else None


def lines_of(row):
    lines = [[row[0]]]
    for glyph in row[1:]:
        last = lines[-1][-1]
        if (glyph.page, glyph.y) == (last.page, last.y):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


def is_han(character):
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def right(glyph, cell):
    """The right edge: a full-width mark at a line's end takes half its cell."""
    return glyph.x + (cell / 2 if glyph.character in MARKS else glyph.width)


def parted(text, at):
    """Whether what must not be parted is parted before an index."""
    left, right = text[at - 1], text[at]
    pair = left + right
    if pair in ("——", "……"):
        return text[:at].count(left) % 2 == 1
    if re.match(r"[0-9A-Za-z][0-9A-Za-z]", pair) or re.match(r"[0-9][.,%‰℃°]|[.,][0-9]", pair):
        return True
    return bool(re.match(r"[0-9]", left) and right in UNIT)


def right_edges(rows):
    """Where the lines of right-hand and of left-hand pages end: the commonest place of a Han character's edge."""
    ends = [line[-1] for _, lines in rows for line in lines[:-1] if is_han(line[-1].character)]
    return [statistics.mode(round(end.x + end.width, 1) for end in ends if end.page % 2 == side) for side in (0, 1)]


def measure(pdf, size, texts):
    """The figures of one PDF."""
    found = glyphs(pdf, size)
    count = dict.fromkeys(["lines", "forbidden", "lone", "edge", "parted", "marks", "squeezed", "lost"], 0)
    pitches, last_pitches, rows = [], [], []
    for text in texts:
        row = match(found, bare(text))
        if row is None:
            count["lost"] += 1
            print(f"{pdf}: not found: {text[:30]}", file=sys.stderr)
            continue
        rows.append((text, lines_of(row)))
    edges = right_edges(rows)
    for _, lines in rows:
        for number, line in enumerate(lines):
            steps = [b.x - a.x for a, b in zip(line, line[1:]) if is_han(a.character) and is_han(b.character)]
            (last_pitches if number + 1 == len(lines) else pitches).extend(steps)
    cell = statistics.median(last_pitches)
    for text, lines in rows:
        at, spaced, text = 0, spaces(text), bare(text)
        for number, line in enumerate(lines):
            last = number + 1 == len(lines)
            count["lines"] += 1
            if number > 0:
                first = line[0].character
                count["forbidden"] += first in NO_START and not parted(text, at)
                count["parted"] += at not in spaced and parted(text, at)
            if not last:
                count["forbidden"] += line[-1].character in NO_END
                count["edge"] += abs(right(line[-1], cell) - edges[line[-1].page % 2]) > 0.5
            elif number > 0:
                count["lone"] += sum(glyph.character not in MARKS for glyph in line) <= 1
            for before, mark, after in zip(line, line[1:], line[2:]):
                if mark.character in MARKS and before.character not in MARKS and after.character not in MARKS:
                    if not (is_han(before.character) and is_han(after.character)):
                        continue
                    taken = after.x - before.x - cell
                    count["marks"] += 1
                    count["squeezed"] += taken < 0.95 * cell
            at += len(line)
    ordered = sorted(pitches)
    count["widest"] = ordered[-1] / cell
    count["p99"] = ordered[int(len(ordered) * 0.99)] / cell
    count["narrowest"] = ordered[0] / cell
    return count


# ── the same text in other engines: size and width give 28 characters a line, as ours have ──────────────────


def typst_source(texts):
    escaped = (re.sub(r"([\\#*_$@<>`~=+\-/\[\]])", r"\\\1", text) for text in texts)
    look = f"""#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(font: ("Liberation Serif", "FandolFang", "Noto Serif SC"), size: {CELL:.4f}pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12pt, spacing: 12pt)
"""
    return look + "\n\n".join(escaped)


def tex_source(texts, fonts):
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    escaped = ("".join(special.get(c, "\\" + c if c in "#$%&_{}" else c) for c in text) for text in texts)
    look = rf"""\documentclass{{article}}
\usepackage[a4paper,top=37mm,bottom=35mm,left=28mm,right=26mm]{{geometry}}
\usepackage[fontset=none,scheme=plain]{{ctex}}
\setmainfont{{LiberationSerif-Regular.ttf}}[Path={fonts}/liberation/]
\setCJKmainfont{{FandolFang-Regular.otf}}[Path={fonts}/fandol/]
\xeCJKDeclareCharClass{{CJK}}{{"2103}}
\pagestyle{{empty}}
\begin{{document}}
\fontsize{{{CELL * 72.27 / 72:.4f}pt}}{{29.45bp}}\selectfont
\setlength{{\parindent}}{{2\ccwd}}
"""
    return look + "\n\n".join(escaped) + "\n\\end{document}\n"


def with_typst(texts, folder):
    try:
        import typst
    except ImportError:
        return None
    source = folder / "typst.typ"
    source.write_text(typst_source(texts), encoding="utf-8")
    typst.compile(str(source), output=str(folder / "typst.pdf"), font_paths=["fonts"], ignore_system_fonts=True)
    return folder / "typst.pdf"


def with_tex(texts, folder):
    if not shutil.which("xelatex"):
        return None
    (folder / "xetex.tex").write_text(tex_source(texts, Path("fonts").resolve()), encoding="utf-8")
    command = ["xelatex", "-interaction=batchmode", "xetex.tex"]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    return folder / "xetex.pdf"


def with_banxin(banxin, report, template, folder):
    look = ["--template", template, "--no-system-fonts", "-q", "-o", folder / template]
    subprocess.run([banxin, "export", report, "--pdf", *look], check=True)
    return folder / template / f"{Path(report).stem}.pdf"


NAMES = {
    "lines": "lines",
    "lost": "paragraphs not found",
    "forbidden": "forbidden starts and ends",
    "lone": "lone characters on last lines",
    "edge": "lines off the right edge",
    "parted": "parted pairs",
    "squeezed": "isolated marks squeezed",
    "widest": "Han pitch, widest (em)",
    "p99": "Han pitch, 99th percentile (em)",
    "narrowest": "Han pitch, narrowest (em)",
}


def shown(count, key):
    if key == "squeezed":
        return f"{count['squeezed']} of {count['marks']}"
    return f"{count[key]:.3f}" if isinstance(count[key], float) else str(count[key])


def main(banxin, folder):
    figures = {}
    for report in ["report.toml", "benches/mixed.toml"]:
        texts = list(paragraphs(tomllib.loads(Path(report).read_text(encoding="utf-8"))))
        work = Path(folder, Path(report).stem)
        work.mkdir(parents=True, exist_ok=True)
        pdfs = {look: (with_banxin(banxin, report, look, work), 16) for look in ("meeting", "gongwen")}
        pdfs |= {"Typst": (with_typst(texts, work), CELL), "XeTeX": (with_tex(texts, work), CELL)}
        counts = {name: measure(pdf, size, texts) for name, (pdf, size) in pdfs.items() if pdf}
        figures[report] = counts
        print(f"\n{report}: {len(texts)} paragraphs, {sum(map(len, texts))} characters\n")
        print("| | " + " | ".join(counts) + " |\n|---|" + "---|" * len(counts))
        for key, name in NAMES.items():
            print(f"| {name} | " + " | ".join(shown(count, key) for count in counts.values()) + " |")
    Path(folder, "faults.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    ours = [counts[name] for counts in figures.values() for name in ("meeting", "gongwen")]
    faults = sum(count[key] for count in ours for key in ("lost", "forbidden", "lone", "edge", "parted"))
    widest = max(count["widest"] for count in ours)
    print(f"\nours: {faults} faults, widest pitch {widest:.3f} em")
    return 1 if faults or widest > 1.06 else 0


sys.exit(main(*sys.argv[1:]))
