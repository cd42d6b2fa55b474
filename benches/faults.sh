#!/usr/bin/env bash
# Faults of set lines counted in finished PDFs: ours, Typst's (PyPI's package) and, where xelatex is installed
# with ctex (Debian: texlive-xetex, texlive-lang-chinese), XeTeX's. faults.sh [BANXIN]
set -euo pipefail
cd "$(dirname "$0")/.."

work=target/faults
mkdir -p "$work"
banxin="${1:-target/release/banxin}"
[ -n "${1:-}" ] || cargo build --release --quiet
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q --disable-pip-version-check pymupdf typst
"$work/venv/bin/python" benches/faults.py "$banxin" "$work"
