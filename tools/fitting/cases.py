"""Annotated documents as the fit sees them: each draft with its cues, and what the annotation says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from armstrail.extraction import drafts
from armstrail.extraction.assembly import find
from armstrail.extraction.backdrop import backdrop_of
from armstrail.extraction.cues import cues_of
from armstrail.extraction.titles import title_parties
from armstrail.model.document import Document

NOBODY = "(not annotated)"


KINDS = ("transfer", "deployment", "valuation", "use")


@dataclass
class Case:
    """One draft with its cues and, where the annotation has it, its pair."""

    cues: dict
    sort: str
    backdrop: dict
    gold: tuple | None
    figure: bool
    draft: object = None
    known: bool = False
    source: str | None = None
    item: str | None = None
    kind: str | None = None


class Cases(list):
    """The drafts of one document, and all its annotated claims with their places."""

    def __init__(self) -> None:
        super().__init__()
        self.gold: list = []
        self.asked: list = []


def half_of(doc_id: str) -> str:
    """`odd` or `even`: the half to work from and the half to look at seldom."""
    digits = "".join(c for c in doc_id.rsplit("-", 1)[-1] if c.isdigit())
    return "odd" if not digits or int(digits) % 2 else "even"


def gold_anchor(text: str, claim: dict) -> tuple[int, int]:
    at = -1
    for _ in range(claim.get("occurrence", 1)):
        at = text.find(claim["quote"], at + 1)
    start = at + claim["quote"].index(claim["anchor"])
    return start, start + len(claim["anchor"])


@contextmanager
def watching() -> Iterator[list]:
    """Keep what `candidates_for` is asked and answers while a document is read."""
    asked: list = []
    real = drafts.candidates_for

    def keep(passage, sentence, amount, *rest):
        found = real(passage, sentence, amount, *rest)
        asked.append((amount.first, amount.last, found))
        return found

    drafts.candidates_for = keep
    try:
        yield asked
    finally:
        drafts.candidates_for = real


def cases_of(record: dict, packs: dict) -> tuple | None:
    document = Document.from_json(record)
    pack = packs.get(document.lang)
    if pack is None:
        return None
    with watching() as asked:
        finds = find(document, pack)
    anchors = [(*gold_anchor(document.text, c), c) for c in record["claims"] if c["kind"] in KINDS]
    cases = Cases()
    for draft in sorted([*finds.drafts, *finds.items], key=lambda d: (d.first, d.last)):
        span = finds.passage.span(draft.first, draft.last)
        gold = None
        source, item, kind = NOBODY, None, None
        best = 0
        for start, end, claim in anchors:
            overlap = min(end, span.end) - max(start, span.start)
            if overlap > best:
                best, gold, source, item, kind = (
                    overlap,
                    (claim["supplier"], claim["recipient"]),
                    claim["source"],
                    claim["item"],
                    claim["kind"],
                )
        cues = cues_of(finds.passage, finds.parties, draft.target)
        backdrop = backdrop_of(finds.passage, finds.parties, draft.sentence)
        case = Case(cues, draft.target.sort, backdrop, gold, draft.amount is not None, draft)
        case.source = source
        case.item, case.kind = item, kind
        case.known = any(same_claim(draft, claim) for claim in record["claims"])
        cases.append(case)
    cases.gold = [(*gold_anchor(document.text, c), c) for c in record["claims"]]
    cases.asked = asked
    return finds, title_parties(document, pack, finds.parties.by_code), cases


def same_claim(draft: object, claim: dict) -> bool:
    """Whether an item without a number repeats what the annotation says elsewhere in the document."""
    return claim["kind"] == draft.kind and top(claim["item"]) == top(draft.path)


def top(path: str | None) -> tuple[str, ...]:
    return tuple((path or "").split(".")[:2])


def words(name: str) -> set[str]:
    found = {w for w in re.findall(r"\w+", name.casefold()) if len(w) > 3} | {
        w for w in re.findall(r"\w+", name) if w.isupper()
    }
    return {w.casefold() for w in found} or set(re.findall(r"\w+", name.casefold()))


def shortened(records: list[dict]) -> list[dict]:
    """The first paragraphs of annotated documents as documents of their own: so that a text of one or two sentences
    is no stranger."""
    short = []
    for record in records:
        text = record["text"]
        for parts in (1, 2):
            head = "\n".join(text.split("\n\n")[:parts]) if "\n\n" in text else "\n".join(text.split("\n")[:parts])
            if len(head) >= len(text) / 2 or not text.startswith(head):
                break
            claims = []
            for claim in record["claims"]:
                _, end = gold_anchor(text, claim)
                if end <= len(head) and claim["quote"] in head:
                    claims.append({**claim, "occurrence": 1} if head.count(claim["quote"]) == 1 else claim)
            short.append({**record, "id": f"{record['id']}/{parts}", "text": head, "claims": claims})
    return short
