"""An address of every page of the route table on the small ledger: a page added there is looked at by itself."""

from __future__ import annotations

import re

from small_ledger import DENIAL, HOSTILE, HOSTILE_CLAIM

from armstrail.web.routes import PAGES

DECISION = "907352865515"  # the one that the settled workspace holds
PARTS = {
    "supplier": "KP", "recipient": "RU", "item": "cargo", "unit": "containers", "stage": "delivered",
    "claim": HOSTILE_CLAIM.id, "document": HOSTILE.digest, "origin": "kr-nis",
    "decision": DECISION,
}  # fmt: skip
FIELDS = (
    "/?since=2024-11-01", "/changes/KP/RU?since=2024-11-30", f"/document/{DENIAL.digest}", "/search?q=containers",
    "/search?supplier=RU", "/brief/KP/RU?estimates=no", "/brief?flow=KP%3ERU&flow=RU%3EKP",
    "/review?supplier=RU&recipient=KP", "/review?show=one", f"/review?edit={HOSTILE_CLAIM.id}",
    f"/mark/{DENIAL.digest}?words=o",
)  # fmt: skip


ASKED = {"/mark/{document}": "?start=0&end=50"}  # what a page cannot do without


def example(path: str) -> str:
    """The address of a page with parts that the small ledger has."""
    return re.sub(r"{(\w+)(:path)?}", lambda found: PARTS[found[1]], path) + ASKED.get(path, "")


NOT_THERE = ("/nonesuch", "/claim/zz")
EVERY = (*(example(path) for path, _ in PAGES), *FIELDS, *NOT_THERE)
