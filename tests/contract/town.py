"""The demo's town as a caller of its API sees it: who is there, and things to ask for."""

import requests

HERE, THERE = "jugendamt.asd", "anlaufstelle"
ITEMS = ("identity", "need", "feedback_arrival")
AGREED = {"agreed": True}
TODAY, SOON, LATER = "2026-11-22", "2026-12-02", "2027-02-01"


class Asking:
    """Somebody with a token."""

    def __init__(self, base, token):
        self.base = base
        self.session = requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path):
        answer = self.session.get(f"{self.base}/api/v1/{path}", timeout=20)
        answer.raise_for_status()
        return answer.json()

    def post(self, path, body=None):
        answer = self.session.post(f"{self.base}/api/v1/{path}", json=body, timeout=20)
        if not answer.ok:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
        return answer.json()


def sign_in(base, login):
    credentials = {"user": login["user"], "password": login["password"]}
    return Asking(base, None).post("sessions", credentials)["token"]


class Town:
    """Makes what a request needs, at the office that asks and at another one."""

    def __init__(self, base, tokens, own=None):
        self.here, self.there = Asking(base, tokens[HERE]), Asking(base, tokens[THERE])
        offices = self.here.get("institutions?limit=200")["institutions"]
        # The own office is known by its id once it was found: its lead may call it otherwise.
        is_own = (lambda o: o["id"] == own) if own else (lambda o: "Allgemeiner Sozialer Dienst" in o["name"])
        self.own = next(office for office in offices if is_own(office))
        self.other = next(office for office in offices if office["name"].startswith("Anlaufstelle"))
        self.colleague = self.here.get("colleagues")["colleagues"][0]["account"]
        self.releases = []
        self.standing = {}

    def text(self, subject):
        """The text in force, as a request names it."""
        texts = self.here.get("consent-texts")["texts"]
        fitting = (text for text in texts if text["subject"] == subject and text["in_force"])
        found = next(text for text in fitting if text["language"] == "de")
        return {"version": found["version"], "language": found["language"]}

    def consent(self, items=ITEMS):
        return {
            "decisions": dict.fromkeys(items, True),
            "form": "written",
            "text": self.text("consent"),
            "spoken_language": "de",
            "decided_by": {"who": "herself"},
            "consequences_shown": True,
            "given_on": TODAY,
        }

    def slip_to(self, office, **more):
        service = office["services"][0]
        return {
            "new_client": {"identity": {"name": "Frau Neumann", "birth_year": 1998}},
            "consent": self.consent(),
            "agreement": AGREED,
            "recipient": office["id"],
            "service": service["id"],
            "need": service["needs"][0],
            "valid_until": SOON,
            "disclose": ["identity", "need"],
        } | more

    def client(self):
        return self.here.post("clients", {"identity": {"name": "Frau Neumann"}})["client"]

    def slip(self):
        return self.here.post("slips", self.slip_to(self.other))["slip"]

    def code(self):
        """The code of a slip that waits here."""
        return self.there.post("slips", self.slip_to(self.own))["station_code"]

    def handover(self, *steps, accept=False, tell=()):
        body = {"code": self.code(), "accept": accept, "tell": list(tell)}
        handover = self.here.post("handovers", body)["handover"]
        for step, body in steps:
            self.here.post(f"handovers/{handover}/{step}", body)
        return handover

    def arrival(self):
        service = self.own["services"][0]
        body = {"new_client": {}, "service": service["id"], "need": service["needs"][0]}
        return self.here.post("handovers/arrivals", body)["handover"]

    def voucher(self, by=None):
        body = {"agreement": AGREED, "theme": "debts", "required": 2, "optional": 1}
        body["valid_until"] = SOON
        return (by or self.here).post("vouchers", body)

    def release(self):
        """A release of statistics; which there are, the coordinator's list says."""
        return self.releases[0] if self.releases else "0" * 32

    def one(self, kind):
        """Something that stands for reading, and that nothing here changes."""
        make = {
            "clients": self.client,
            "slips": self.slip,
            "handovers": self.handover,
            "vouchers": lambda: self.voucher()["voucher"],
            "statistics": self.release,
        }
        if kind not in self.standing:
            self.standing[kind] = make[kind]()
        return self.standing[kind]

    def fresh(self, path):
        """What the id in this address names, in the state in which the step can be taken."""
        kind, step = path.split("/")[3], path.rsplit("/", 1)[-1]
        if kind == "clients":
            return self.client()
        if kind == "slips":
            return self.slip()
        if kind == "vouchers":
            return self.voucher()["voucher"]
        if kind == "statistics":
            return self.release()
        hold = ("hold", {"reason": "illness", "resume_on": SOON})
        return {
            "conclusion": lambda: self.handover(accept=True),
            "hold": lambda: self.handover(accept=True),
            "forwarding": lambda: self.handover(accept=True),
            "resumption": lambda: self.handover(hold, accept=True),
            "reopening": lambda: self.handover(("end", None)),
            "link": self.arrival,
            "retractions": lambda: self.handover(tell=["feedback_arrival"]),
        }.get(step, self.handover)()
