"""A simulated town's truth file as an event log: a case for each parent, an event for each act.

    laufzettel simulate --persons 300 --seed 1 --today 2026-11-22 --store sqlite:town.sqlite --truth truth.jsonl
    python3 town_log.py truth.jsonl logs/town.xes.gz

Acts have days and no hours: many of a case fall on one moment, and keep the file's order there.
"""

import gzip
import json
import sys
from xml.sax.saxutils import quoteattr

NAMESPACE = 'xes.version="1.0" xmlns="http://www.xes-standard.org/"'


def main(truth, log):
    with open(truth, encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    offices = [line for line in read if "kind" in line]
    parents = [line for line in read if "acts" in line]
    # Without a moment in its head, the same truth packs to the same bytes.
    with open(log, "wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed:

        def put(text):
            packed.write((text + "\n").encode())

        put(f'<?xml version="1.0" encoding="UTF-8"?>\n<log {NAMESPACE}>')
        for parent in parents:
            put(f'<trace>\n<string key="concept:name" value="{parent["number"]}"/>')
            for act in parent["acts"]:
                office = offices[act["at"]]
                name = quoteattr(f'{act["act"]} {office["kind"]} {office["nth"]}')
                put(
                    f'<event><string key="concept:name" value={name}/>'
                    f'<date key="time:timestamp" value="{act["on"]}T09:00:00.000+00:00"/></event>'
                )
            put("</trace>")
        put("</log>")


if __name__ == "__main__":
    main(*sys.argv[1:])
