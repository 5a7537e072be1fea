#!/usr/bin/env bash
# A boolean attribute of XES is an xs:boolean: "1" is true. Every importer of pm4py 2.7.23.11, rustxes 0.2.11 and
# r4pm 0.6.2 reads it as false, the last two with a line on the error stream; "true" is read as true.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/xes_importers.bash" <<'PYTHON'
from xes_importers import LOG, readers, tell

EVENT = """<event>
<string key="concept:name" value="%s"/>
<date key="time:timestamp" value="2026-01-05T08:00:00Z"/>
<boolean key="arrived" value="%s"/>
</event>"""
events = "\n".join(EVENT % (value, value) for value in ["true", "1", "false", "0"])
TRACE = f"""<trace>
<string key="concept:name" value="case 1"/>
{events}
</trace>"""
with open("log.xes", "w", encoding="utf-8") as file:
    file.write(LOG % TRACE)
happened = {
    importer: {row["concept:name"]: bool(row["arrived"]) for row in rows} for importer, rows in readers("log.xes").items()
}
WRONG = {"true": True, "1": False, "false": False, "0": False}
EXPECTED = dict.fromkeys(happened, WRONG)
tell(happened, EXPECTED)
PYTHON
