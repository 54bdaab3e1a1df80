"""Forms that set something right, sent as the pages send them."""

from __future__ import annotations

from page_views import see
from small_ledger import SPY

ANA, BO = "Ana Horvat", "Bo Lind"
HEADLINE = "/question/KP/RU/cargo/containers.json"
TWICE = {"low": "7000", "high": "7000"}


def correct(client, claim, *, page=None, who=ANA, why="read both", **told):
    """A correction sent as the page of the claim, or the queue, sends it; what is not told stays as it was shown."""
    path = f"/claim/{claim.id}/correct"
    fields = see(client, page or f"/claim/{claim.id}").fields(path)
    return client.post(path, data={**fields, "who": who, "why": why, **told})


def mark(client, start, end, document=SPY, /, **told):
    """A claim made of words, sent as the page that shows them sends it."""
    path = f"/mark/{document.digest}"
    fields = see(client, f"{path}?start={start}&end={end}").fields(path)
    return client.post(path, data={"kind": "transfer", **fields, "who": ANA, "why": "overlooked", **told})


def undo(client, who=ANA):
    """The last decision, taken back from its page."""
    newest = client.get("/decisions.json").json()["decisions"][0]["id"]
    path = f"/decision/{newest}/undo"
    fields = see(client, f"/decision/{newest}").fields(path)
    return client.post(path, data={**fields, "who": who, "why": "after all"})


def headline(client):
    return client.get(HEADLINE).json()["outcome"]["headline"]


def decisions(client):
    return client.get("/decisions.json").json()["decisions"]
