"""Times the export here and in Typst, in turn, each in a process of its own: of the report, and of
its text ten times and a hundred times over.

peers.py BANXIN REPORT FOLDER RUNS
"""

import re
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

LOOK = """#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ("Liberation Serif", "FandolFang R", "Noto Serif SC"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12pt, spacing: 12pt)
#show heading: set text(font: ("Liberation Sans", "Noto Sans SC"), size: 16pt)
"""

# Typst's module in a process of its own; prints the seconds of the compilation alone.
MODULE = """import sys, time, typst
start = time.perf_counter()
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=["fonts"], ignore_system_fonts=True)
print(time.perf_counter() - start)
"""


def escaped(text):
    return re.sub(r"([\\#*_$@<>`~=+\-/\[\]])", r"\\\1", text)


def prose(body):
    for paragraph in body.split("\n\n"):
        paragraph = re.sub(r"\{\{[^}]*\}\}", "", paragraph).strip()
        if paragraph:
            yield escaped(paragraph)


def figures(report, body):
    for name in re.findall(r"\{\{figure ([^}]*)\}\}", body):
        for key in name.split():
            figure = report["figure"][key]
            caption, alt = escaped(figure["caption"]), figure["alt"].replace('"', "")
            yield f'#figure(rect(width: 60%, height: 50mm), alt: "{alt}", caption: [{caption}])'


def table(table):
    rows = [table["header"], *(row for row in table["rows"] if len(row) == len(table["header"]))]
    cells = "".join(f"[{escaped(re.sub(r'{{[^}]*}}', '', str(cell)))}], " for row in rows for cell in row)
    return f"#figure(table(columns: {len(table['header'])}, {cells}), caption: [{escaped(table['caption'])}])"


def typst_source(report):
    title = "".join(report["report"]["title"])
    parts = [LOOK, f'#set document(title: "{title}")', f"#align(center)[{escaped(title)}]", "#outline()", "#pagebreak()"]
    for section in report["section"]:
        parts.append("=" * section.get("level", 1) + " " + escaped(section["title"]))
        parts += [*prose(section["body"]), *figures(report, section["body"])]
    parts += [table(each) for each in report["table"].values()]
    return "\n\n".join(parts)


def seconds_of(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def typst_seconds(source, pdf):
    if shutil.which("typst"):
        return seconds_of(["typst", "compile", "--font-path", "fonts", "--ignore-system-fonts", source, pdf])
    run = subprocess.run([sys.executable, "-c", MODULE, source, pdf], check=True, capture_output=True, text=True)
    return float(run.stdout)


def repeated(text, times):
    """The sections so many times over; what may stand only once (ids, figures, tables) stays once."""
    start, end = text.index("[[section]]"), text.index("[figure.")
    head, sections, tail = text[:start], text[start:end], text[end:]
    placed = re.compile(r"^\{\{(?:figure|table|chart) [^}]*\}\}\n", re.MULTILINE)
    again = placed.sub("", sections)
    named = re.compile(r'^(id\s*=\s*"[^"]*)"', re.MULTILINE)
    copies = [named.sub(rf'\1-{copy}"', again) for copy in range(1, times)]
    return "".join([head, sections, *copies, tail])


def middle(times):
    return statistics.median(times) * 1000


def compare(banxin, text, folder, runs):
    folder.mkdir(parents=True, exist_ok=True)
    report, source, pdf = folder / "report.toml", folder / "report.typ", folder / "typst.pdf"
    report.write_text(text, encoding="utf-8")
    source.write_text(typst_source(tomllib.loads(text)), encoding="utf-8")
    export = [banxin, "export", str(report), "--pdf", "--no-system-fonts", "-q", "-o", str(folder)]
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(seconds_of(export))
        theirs.append(typst_seconds(str(source), str(pdf)))
    return ours, theirs, folder / "report.pdf", pdf


def main(banxin, report_path, folder, runs):
    text = Path(report_path).read_text(encoding="utf-8")
    for times, runs in ((1, int(runs)), (10, int(runs)), (100, max(3, int(runs) // 4))):
        ours, theirs, our_pdf, their_pdf = compare(banxin, repeated(text, times), Path(folder, f"x{times}"), runs)
        print(f"the text ×{times}, {runs} runs in turn")
        for name, seconds, path in (("banxin", ours, our_pdf), ("Typst", theirs, their_pdf)):
            least = min(seconds) * 1000
            print(f"  {name:8} least {least:7.1f} ms   middle {middle(seconds):7.1f} ms   {path.stat().st_size} bytes")
        print(f"  Typst takes {middle(theirs) / middle(ours):.2f} times as long")


if __name__ == "__main__":
    main(*sys.argv[1:])
