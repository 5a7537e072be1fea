#!/usr/bin/env bash
# Attributes of XES may have attributes of their own. With pm4py 2.7.23.11 an inner name takes the place of the
# event's own (line_by_line), or turns the case's name into a dict (iterparse), by which nothing groups any more;
# chunk_regex, rustxes 0.2.11 and r4pm 0.6.2 leave the inner one away.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  pm4py==2.7.23.11 pandas==3.1.1 rustxes==0.2.11 r4pm==0.6.2 polars==2.1.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import contextlib
import io
import sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()):
    import pm4py
import r4pm

print(", ".join(f"{name} {version(name)}" for name in ["pm4py", "rustxes", "r4pm"]))
VARIANTS = ["iterparse", "line_by_line", "chunk_regex", "rustxes"]


def quietly(read, *arguments, **options):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return read(*arguments, **options)


def readers(file):
    """The rows of each importer, by its name; an error as its kind."""
    rows = {}
    for variant in VARIANTS:
        try:
            rows[f"pm4py, {variant}"] = quietly(pm4py.read_xes, file, variant=variant).to_dict("records")
        except Exception as error:
            rows[f"pm4py, {variant}"] = type(error).__name__
    rows["r4pm"] = quietly(r4pm.df.import_xes, file)[0].rows(named=True)
    return rows


LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
%s
</log>
"""
TRACE = """<trace>
<string key="concept:name" value="case 1">
<string key="concept:name" value="what the case is called elsewhere"/>
</string>
<event>
<string key="concept:name" value="arrived"/>
<date key="time:timestamp" value="2026-01-05T08:00:00Z"/>
<string key="office" value="Jugendamt">
<string key="concept:name" value="inner"/>
</string>
</event>
</trace>"""
with open("log.xes", "w", encoding="utf-8") as file:
    file.write(LOG % TRACE)
happened = {
    importer: (type(rows[0]["case:concept:name"]).__name__, rows[0]["concept:name"])
    for importer, rows in readers("log.xes").items()
}
EXPECTED = dict.fromkeys(happened, ("str", "arrived"))
EXPECTED["pm4py, iterparse"] = ("dict", "arrived")
EXPECTED["pm4py, line_by_line"] = ("str", "inner")
for importer, happens in happened.items():
    print(f"{importer}: {happens}")
sys.exit(0 if happened == EXPECTED else 1)
PYTHON
