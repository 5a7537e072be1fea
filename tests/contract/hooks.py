"""What schemathesis makes up meets a real town: ids, codes and days of a right request are such that
somebody could have sent it. What it makes wrong on purpose stays as wrong as it is."""

import ast
import json
import os
import threading
import uuid

import schemathesis
from schemathesis.core import NOT_SET

from town import AGREED, LATER, SOON, TODAY, Town

with open(os.environ["LAUFZETTEL_CONTRACT"], encoding="utf-8") as facts:
    FACTS = json.load(facts)
TOWN = Town(FACTS["base_url"], FACTS["tokens"], FACTS["own"])
TOWN.releases = FACTS["releases"]
LOCK = threading.Lock()


def one_at_a_time(parse, lock=threading.Lock()):
    """Python 3.11 counts the depth of a syntax tree for all threads together (gh-106905): two workers that
    look for the source of a lambda at once end in a SystemError."""

    def parsed(*args, **kwargs):
        with lock:
            return parse(*args, **kwargs)

    return parsed


ast.parse = one_at_a_time(ast.parse)

DAYS = {"given_on": TODAY, "arrived_on": TODAY, "until": LATER, "resume_on": SOON, "expires_on": LATER}
DAYS |= {"from": "2026-01-01", "to": "2026-11-22"}


def printable(text):
    """A text as somebody types it: what cannot be seen on a form is left out."""
    kept = "".join(char for char in text if char.isprintable()).strip()
    return kept if any(char.isalnum() for char in kept) else "Text"


def fill(value, name, path):
    """The same value with real ids, codes and days in it."""
    office, step = TOWN.other, path.rsplit("/", 1)[-1]
    if isinstance(value, dict):
        return {key: fill(inner, key, path) for key, inner in value.items()}
    if name == "plain":
        return []
    if isinstance(value, list):
        return [fill(inner, name, path) for inner in value]
    if not isinstance(value, str):
        return value
    if name == "client":
        return TOWN.one("clients")
    if name in ("recipient", "recipients", "institution"):
        return office["id"]
    if name == "service":
        return (TOWN.own if step == "arrivals" else office)["services"][0]["id"]
    if name == "need":
        return (TOWN.own if step == "arrivals" else office)["services"][0]["needs"][0]
    if step == "counts" and name in DAYS:
        return DAYS[name]
    if step == "releases" and name == "content":
        return printable(value)
    if name in ("to", "deputy"):
        return TOWN.colleague
    if name == "handover":
        return TOWN.one("handovers")
    if name == "code":
        there = TOWN.there
        return TOWN.voucher(there)["station_code"] if step == "redemptions" else TOWN.code()
    if name == "valid_until":
        return SOON
    if name == "on":
        return TODAY if step == "redemptions" else SOON
    if name == "language":
        return "de"
    if name == "at":
        return "09:30"
    if name in DAYS:
        return DAYS[name]
    return value if name in WORDS else printable(value)


# Members whose values are words of a vocabulary.
WORDS = {
    "channel", "children", "content", "decisions", "disclose", "experience",
    "form", "instruments", "item", "items", "outcome", "paper", "preset", "purpose", "reason", "rhythm",
    "says", "tell", "theme",
}


def whole(body, path):
    """What hangs together in a request, and what no schema says of it."""
    if "client" in body or "new_client" in body or path.endswith(("/slips", "/arrivals")):
        if body.get("new_client") is None:
            body.pop("new_client", None)
            body.setdefault("client", TOWN.one("clients"))
        else:
            body.pop("client", None)
    if path.endswith(("/slips", "/vouchers")):
        body["agreement"] = AGREED
    if path.endswith("/slips"):
        body["even_so"] = True
    if path.endswith("/forwarding") and isinstance(body.get("slip"), dict):
        body["agreed"] = True
        body["slip"] |= {"agreement": AGREED, "even_so": True}
        body["slip"].pop("client", None)
        body["slip"].pop("new_client", None)
    if path.endswith("/vouchers") and not body.get("client"):
        body.pop("consent", None)
        body.pop("shows_her_name", None)
        body.pop("new_client", None)
    if path.endswith("/call-back"):
        body["she_is_present"] = True
    if path.endswith("/reopening"):
        # What she ended herself goes on only when she wants it.
        body["her_word"] = True
    for asked, subject in ((body.get("consent"), "consent"), (body, "release")):
        if isinstance(asked, dict) and "decided_by" in asked:
            named = {"text": TOWN.text(subject), "spoken_language": "de"}
            asked |= named | {"decided_by": {"who": "herself"}, "consequences_shown": True}
            if asked is body:
                del body["consequences_shown"]
    if "/child-copy" in path:
        body |= {"asked_by": "guardian", "entitlement": "appointment", "names": [], "age_bands": []}
        body["confidences"] = []
    if path.endswith("/consents") and "recipients" in body:
        body |= {"client": TOWN.client(), "recipients": [TOWN.other["id"]]}
    if path.endswith("/consents/withdrawals"):
        body.pop("handover", None)
        body |= {"client": withdrawn(), "recipient": TOWN.other["id"], "items": ["need"]}
    if path.endswith("/rules"):
        # What the network gives up cannot be asked for any more, by whichever role comes next.
        body["instruments"] = "both"
    if "said" in body:
        # On the telephone a made-up code is not hers.
        body["said"] = {"how": "in_person"}
    if path.endswith("/consents/releases"):
        body["client"] = TOWN.client()
        body.pop("signed_after_withdrawal", None)
    if path.endswith("/consents/releases/withdrawals"):
        body |= {"client": released(), "recipient": TOWN.other["id"]}
    if "message" in body and isinstance(body["message"], dict):
        body["message"] = {"says": "arrived"}
    return body


def withdrawn():
    """A record of her with a word that can be taken back."""
    client, other = TOWN.client(), TOWN.other["id"]
    word = {"client": client, "recipients": [other], "consent": TOWN.consent()}
    TOWN.here.post("consents", word)
    return client


def released():
    """A record of her with a release that can be taken back."""
    client, word = TOWN.client(), TOWN.consent()
    del word["decisions"], word["consequences_shown"]
    named = {"client": client, "recipient": TOWN.other["id"], "discloser": "Frau Beispiel"}
    release = word | named | {"content": "Worum es geht.", "text": TOWN.text("release")}
    TOWN.here.post("consents/releases", release)
    return client


@schemathesis.hook
def before_call(ctx, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    with LOCK:
        if "id" in case.path_parameters:
            kind = case.path.split("/")[3]
            reads = case.method.upper() == "GET"
            real = TOWN.one(kind) if reads else TOWN.fresh(case.path)
            case.path_parameters = {**case.path_parameters, "id": real}
        if "version" in case.path_parameters:
            case.path_parameters = {"version": 1}
        # A key that came before, with another command, is refused for that.
        if "Idempotency-Key" in case.headers:
            case.headers = {**case.headers, "Idempotency-Key": uuid.uuid4().hex}
        if case.query:
            query = {name: fill(value, name, case.path) for name, value in case.query.items()}
            query.pop("cursor", None)
            case.query = query
        if case.body is not NOT_SET and isinstance(case.body, dict):
            if case.path.endswith("/sessions"):
                case.body = FACTS["credentials"]
            elif case.path.endswith("/service-chain"):
                case.body = {"text": FACTS["service_chain"]}
            else:
                case.body = whole(fill(case.body, "", case.path), case.path)


@schemathesis.hook
def after_call(ctx, case, response):
    positive = case.meta is not None and case.meta.generation.mode.is_positive
    line = {
        "operation": f"{case.method.upper()} {case.path}",
        "status": response.status_code,
        "positive": positive,
        "says": problem(response),
    }
    with LOCK, open(FACTS["calls"], "a", encoding="utf-8") as calls:
        calls.write(json.dumps(line) + "\n")


def problem(response):
    try:
        return response.json().get("detail", "")
    except (ValueError, AttributeError):
        return ""
