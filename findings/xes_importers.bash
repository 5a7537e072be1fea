#!/usr/bin/env bash
# Installs the importers of xes_importers.txt in a folder that goes at the end, and runs there the Python that
# comes on standard input.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/xes_importers.txt" </dev/null
cd "$folder"
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 venv/bin/python -
