#!/usr/bin/env bash
# The end of a day may be written as 24:00:00 in an xs:dateTime. pm4py 2.7.23.11 (iterparse), rustxes 0.2.11 and
# r4pm 0.6.2 keep the event and lose its time; only pm4py's line_by_line and chunk_regex say so, by a ValueError.
# Ten digits of a second are cut to six by all.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/xes_importers.bash" <<'PYTHON'
import pandas

from xes_importers import LOG, readers, tell

EVENT = """<event>
<string key="concept:name" value="%s"/>
<date key="time:timestamp" value="%s"/>
</event>"""


def trace(end):
    times = {"begins": "2026-01-05T08:00:00Z", "ends": end}
    events = "\n".join(EVENT % it for it in times.items())
    return f"""<trace>
<string key="concept:name" value="case 1"/>
{events}
</trace>"""


def ends(rows):
    if isinstance(rows, str):
        return rows
    time = next(row["time:timestamp"] for row in rows if row["concept:name"] == "ends")
    return "no time" if time is None or pandas.isna(time) else time.strftime("%Y-%m-%d %H:%M:%S.%f")


happened = {}
for end in ["2026-01-05T24:00:00Z", "2026-01-05T09:00:00.1234567891Z"]:
    with open("log.xes", "w", encoding="utf-8") as file:
        file.write(LOG % trace(end))
    happened |= {f"{end}, {importer}": ends(rows) for importer, rows in readers("log.xes").items()}
EXPECTED = {
    key: "no time" if "T24" in key else "2026-01-05 09:00:00.123456" for key in happened
}
for variant in ["line_by_line", "chunk_regex"]:
    EXPECTED[f"2026-01-05T24:00:00Z, pm4py, {variant}"] = "ValueError"
tell(happened, EXPECTED)
PYTHON
