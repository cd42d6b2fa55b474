#!/usr/bin/env bash
# Has previews compared with Poppler's rendering of the PDF, page by page, and shows that a difference is noticed.
#
# preview.sh BANXIN    All that is fetched goes into target/.
set -euo pipefail
cd "$(dirname "$0")/.."

banxin=$1
work=target/ci-preview
rm -rf "$work"
mkdir -p "$work"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pillow==13.0.0
python="$work/venv/bin/python"

for template in meeting gongwen booklet; do
    options="--template $template --no-system-fonts -q"
    # shellcheck disable=SC2086
    "$banxin" export report.toml $options --pdf -o "$work/$template.pdf"
    # shellcheck disable=SC2086
    "$banxin" preview report.toml $options --ppi 192 --contact-sheet -o "$work/$template"
    "$python" .ci/preview.py "$work/$template" "$work/$template.pdf"
done

# The same pictures once more.
"$banxin" preview report.toml --template meeting --no-system-fonts -q --ppi 192 -o "$work/again"
for picture in "$work"/again/*.png; do cmp "$picture" "$work/meeting/$(basename "$picture")"; done

# Another look is not this one.
if "$python" .ci/preview.py "$work/meeting" "$work/booklet.pdf" > /dev/null 2>&1; then
    echo "previews of another template passed"
    exit 1
fi
sed 's/五年来/五十年间/' report.toml > "$work/other.toml"
"$banxin" export "$work/other.toml" --template meeting --no-system-fonts -q --pdf -o "$work/other.pdf"
if "$python" .ci/preview.py "$work/meeting" "$work/other.pdf" > /dev/null 2>&1; then
    echo "previews of another text passed"
    exit 1
fi
echo "previews are what Poppler draws"
