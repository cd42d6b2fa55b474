#!/usr/bin/env bash
# What others make of the DOCX: docx.sh PROGRAM
# Two validators and python-docx on every template and on a report with every kind of block; then
# LibreOffice's pages against the PDF's. Nothing is installed outside target/ but Debian's packages.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "$1")
work=target/ci/docx
templates="meeting gongwen booklet briefing letter order minutes"

refuses() {
    if "$@" > /dev/null 2>&1; then
        echo "a damaged file passed: $*"
        return 1
    fi
}

missing=()
command -v soffice > /dev/null || missing+=(libreoffice-writer-nogui)
command -v pdftotext > /dev/null || missing+=(poppler-utils)
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi
rm -rf "$work"
mkdir -p "$work"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check -r .ci/requirements-docx.txt
bin="$work/venv/bin"

valid() {
    "$bin/openxml-audit" -q "$1" && "$bin/docx-integrity" check "$1" > /dev/null
}

"$bin/python" .ci/everything.py "$work/every"
for template in $templates; do
    for report in report.toml "$work/every/report.toml"; do
        made="$work/$template-$(basename "$(dirname "$(realpath "$report")")")"
        "$program" export "$report" --template "$template" --no-system-fonts -q -o "$made/"
        valid "$made/report.docx" || { echo "$made/report.docx is not valid"; exit 1; }
    done
    echo "$template: valid"
    # Every kind of block opens: the conversion fails where LibreOffice makes nothing of it.
    "$bin/python" .ci/parity.py --open "$work/$template-every/report.docx" "$work/$template-every/set"
    made="$work/$template-$(basename "$PWD")"
    "$bin/python" .ci/parity.py "$made/report.pdf" "$made/report.docx" "$made/set" > "$made/parity" ||
        { cat "$made/parity"; exit 1; }
    tail -2 "$made/parity"
done

good="$work/meeting-$(basename "$PWD")"
"$bin/python" .ci/damage.py "$good/report.docx" "$work/bad"
for damage in order lost list; do
    refuses valid "$work/bad/$damage.docx"
done
refuses "$bin/python" .ci/parity.py "$good/report.pdf" "$work/bad/wide.docx" "$work/bad/set"
head -c -2000 "$good/report.docx" > "$work/bad/short.docx"
refuses valid "$work/bad/short.docx"
echo "damaged files fail"
