#!/usr/bin/env bash
# The report to PDF, once and many times over, here and in Typst: the same text, the same fonts, one run.
# Prints both and their ratio.
# Typst is the command of that name, or else PyPI's package, whose start of Python is not counted.
set -euo pipefail
cd "$(dirname "$0")/.."

work=target/peers
mkdir -p "$work"
cargo build --release --quiet
python=python3
if ! command -v typst > /dev/null; then
    python3 -m venv "$work/venv"
    python="$work/venv/bin/python"
    "$python" -m pip install -q --disable-pip-version-check typst
fi
"$python" benches/peers.py target/release/banxin report.toml "$work" "${1:-10}"
