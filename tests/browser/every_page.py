"""An address of every page of the route table on the small ledger: a page added there is looked at by itself."""

from __future__ import annotations

import re

from small_ledger import DENIAL, HOSTILE, HOSTILE_CLAIM

from armstrail.web.routes import PAGES

PARTS = {
    "supplier": "KP", "recipient": "RU", "item": "cargo", "unit": "containers", "stage": "delivered",
    "claim": HOSTILE_CLAIM.id, "document": HOSTILE.digest, "origin": "kr-nis",
}  # fmt: skip
FIELDS = (
    "/?since=2024-11-01", "/changes/KP/RU?since=2024-11-30", f"/document/{DENIAL.digest}", "/search?q=containers",
    "/search?supplier=RU", "/brief/KP/RU?estimates=no", "/brief?flow=KP%3ERU&flow=RU%3EKP",
    "/review?supplier=RU&recipient=KP", "/review?show=one", f"/review?edit={HOSTILE_CLAIM.id}",
    f"/mark/{HOSTILE.digest}?start=0&end=50", f"/mark/{DENIAL.digest}?words=o",
)  # fmt: skip


def example(path: str) -> str:
    """The address of a page with parts that the small ledger has."""
    return re.sub(r"{(\w+)(:path)?}", lambda found: PARTS[found[1]], path)


NOT_THERE = ("/nonesuch", "/claim/zz")
EVERY = (*(example(path) for path, _ in PAGES), *FIELDS, *NOT_THERE)
