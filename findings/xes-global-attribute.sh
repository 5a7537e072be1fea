#!/usr/bin/env bash
# XES: a global attribute's value stands for every event that lacks it. rustxes 0.2.11 and r4pm 0.6.2 fill it in;
# pm4py 2.7.23.11 (iterparse, its default for data frames, line_by_line, chunk_regex) leaves it empty. So the same
# file has other variants, depending on which importer is installed.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/xes_importers.bash" <<'PYTHON'
from xes_importers import LOG, readers, tell

EVENT = """<event>
<string key="concept:name" value="%s"/>
<date key="time:timestamp" value="2026-01-05T08:00:00Z"/>%s
</event>"""
# line_by_line takes one element from a line.
NEXT_LINE = "\n"
TRACE = f"""<global scope="event">
<string key="office" value="Jugendamt"/>
</global>
<trace>
<string key="concept:name" value="case 1"/>
{EVENT % ("silent", "")}
{EVENT % ("said", NEXT_LINE + '<string key="office" value="Jobcenter"/>')}
</trace>"""
with open("log.xes", "w", encoding="utf-8") as file:
    file.write(LOG % TRACE)
happened = {
    importer: {row["concept:name"]: str(row["office"]) for row in rows} for importer, rows in readers("log.xes").items()
}
FILLED = {"silent": "Jugendamt", "said": "Jobcenter"}
EXPECTED = {
    importer: FILLED if importer in ["r4pm", "pm4py, rustxes"] else FILLED | {"silent": "nan"} for importer in happened
}
tell(happened, EXPECTED)
PYTHON
