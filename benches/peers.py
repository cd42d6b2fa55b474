"""Times the report's export here and in Typst, in turn, each in a process of its own.

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


def main(banxin, report_path, folder, runs):
    report = tomllib.loads(Path(report_path).read_text(encoding="utf-8"))
    source, pdf = Path(folder, "report.typ"), Path(folder, "typst.pdf")
    source.write_text(typst_source(report), encoding="utf-8")
    export = [banxin, "export", report_path, "--pdf", "--no-system-fonts", "-q", "-o", folder]
    ours, theirs = [], []
    for _ in range(int(runs)):
        ours.append(seconds_of(export))
        theirs.append(typst_seconds(str(source), str(pdf)))
    for name, times, path in (("banxin", ours, Path(folder, "report.pdf")), ("Typst", theirs, pdf)):
        least, middle = min(times) * 1000, statistics.median(times) * 1000
        print(f"{name:8} least {least:7.1f} ms   middle {middle:7.1f} ms   {path.stat().st_size} bytes")
    print(f"Typst takes {statistics.median(theirs) / statistics.median(ours):.2f} times as long")


if __name__ == "__main__":
    main(*sys.argv[1:])
