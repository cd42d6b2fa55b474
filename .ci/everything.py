"""everything.py FOLDER    puts the report with every kind of block, and what it names, into a folder

The report is the one that the tests use (tests/program/kinds.rs), so that there is only one.
"""

import re
import struct
import sys
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def png(width, height):
    """A grey picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def main(folder):
    source = (ROOT / "tests/program/kinds.rs").read_text(encoding="utf-8")
    report = re.search(r'const EVERYTHING: &str = r#"(.*?)"#;', source, re.DOTALL).group(1)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # One picture is enough here; the JPEG has its test in Rust.
    (folder / "report.toml").write_text(report.replace("picture.jpg", "picture.png"), encoding="utf-8")
    (folder / "picture.png").write_bytes(png(64, 48))
    (folder / "numbers.csv").write_text("文件表头,文件列名\n文件格甲,3.5\n文件格乙,4.5\n", encoding="utf-8")
    (folder / "prose.md").write_text("三级正文\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
