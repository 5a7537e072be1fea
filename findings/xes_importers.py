"""Asks the XES importers that a town's analyst may have the same question: what the findings on XES share."""

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


def tell(happened, expected):
    """Prints what each importer did; the exit code says whether that is still so."""
    for importer, happens in happened.items():
        print(f"{importer}: {happens}")
    sys.exit(0 if happened == expected else 1)
