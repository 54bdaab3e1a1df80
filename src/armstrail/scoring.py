"""How well extracted claims agree with annotated ones.

The room exists so that every change to the extraction is measured by one yardstick, and so that anyone
can hold it against annotations of their own. An extracted and an annotated ("gold") claim of one document
match where their kinds are equal and their anchors overlap, each at most once, the best-agreeing pairs
first. *Found* counts the matches, *right* those whose parties, item, amount and unit agree too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from armstrail.model.assistance import mark_in
from armstrail.model.errors import BadValue

Record = Mapping[str, Any]

CORE: Final = ("supplier", "recipient", "item", "amount", "unit")
SLOTS: Final = (
    *CORE, "hedge", "measure", "status", "modality", "stance", "source", "source_type", "basis",
    "designation", "period",
)  # fmt: skip

_NUMBER_TOLERANCE: Final = 0.005


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean, each in [0, 1]."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """One group of claims: how many were annotated and extracted, and how far the two agree."""

    gold: int
    extracted: int
    found: Rates
    right: Rates


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim that was `missed`, is `wrong` in some core slots, or is `extra` (not in the gold)."""

    what: str
    document: str
    kind: str
    anchor: str
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by group (`figures`, `all`, each by language, and `kind ...`), the share of each slot that is
    right among the claims found (None where none was), the claims extracted from documents that hold
    none, and every fault in document order. `assisted` are the claims that a model pointed at: how many there
    are, how many of them are found in the gold, and how many of these are right."""

    groups: Mapping[str, Score]
    slots: Mapping[str, float | None]
    false_on_empty: int
    faults: tuple[Fault, ...]
    assisted: tuple[int, int, int] = (0, 0, 0)

    def to_json(self) -> dict[str, Any]:
        """The scores without the faults; rates as [precision, recall, f1]."""
        assisted = dict(zip(("extracted", "found", "right"), self.assisted, strict=True))
        return {
            "scores": {
                name: {
                    "gold": score.gold,
                    "extracted": score.extracted,
                    "found": [score.found.precision, score.found.recall, score.found.f1],
                    "right": [score.right.precision, score.right.recall, score.right.f1],
                }
                for name, score in self.groups.items()
            },
            "slots": dict(self.slots),
            "false_claims_on_documents_without_any": self.false_on_empty,
        } | ({"assisted": assisted} if self.assisted[0] else {})


@dataclass(slots=True)
class _Tally:
    gold: int = 0
    extracted: int = 0
    found: int = 0
    right: int = 0

    def score(self) -> Score:
        return Score(self.gold, self.extracted, self._rates(self.found), self._rates(self.right))

    def _rates(self, hits: int) -> Rates:
        precision = hits / self.extracted if self.extracted else float(not self.gold)
        recall = hits / self.gold if self.gold else float(not self.extracted)
        both = precision + recall
        return Rates(precision, recall, 2 * precision * recall / both if both else 0.0)


@dataclass(slots=True)
class _Count:
    """What the documents add up to."""

    groups: defaultdict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    slots_right: Counter[str] = field(default_factory=Counter)
    pairs: int = 0
    false_on_empty: int = 0
    faults: list[Fault] = field(default_factory=list)
    assisted: list[int] = field(default_factory=lambda: [0, 0, 0])


def score(gold: Iterable[Record], extracted: Iterable[Record]) -> Scores:
    """Hold extracted claims against annotated documents.

    Args:
        gold: documents in the interchange form, each with its annotated `claims`.
        extracted: claims in the interchange form; those of documents that the gold does not hold are left
            out, and one without a number that repeats what the gold says of its document is not held
            against the extraction.
    Raises:
        BadValue: an annotation that cannot be placed in its text, or a claim without its place.
    """
    by_document: defaultdict[str, list[Record]] = defaultdict(list)
    for claim in extracted:
        by_document[_needed(claim, "doc", "an extracted claim")].append(claim)
    count = _Count()
    for document in gold:
        name = _needed(document, "id", "a gold document")
        annotated = [_locate(document, claim) for claim in document.get("claims") or ()]
        got = [_with_source(document, claim) for claim in by_document[name]]
        _add_document(count, document, annotated, got)
    slots = {slot: round(count.slots_right[slot] / count.pairs, 3) if count.pairs else None for slot in SLOTS}
    groups = {name: tally.score() for name, tally in sorted(count.groups.items())}
    helped = count.assisted
    return Scores(groups, slots, count.false_on_empty, tuple(count.faults), (helped[0], helped[1], helped[2]))


def _add_document(count: _Count, document: Record, gold: Sequence[Record], got: Sequence[Record]) -> None:
    pairs = _pair_up(gold, got)
    matched = {j for _, j in pairs}
    known = {_gist(claim) for claim in gold}
    unmatched = [j for j, p in enumerate(got) if j not in matched and (_is_figure(p) or _gist(p) not in known)]
    if not gold:
        count.false_on_empty += len(unmatched)
    for name, belongs in _groups(document, gold, got):
        tally = count.groups[name]
        of_gold = [(i, j) for i, j in pairs if belongs(gold[i])]  # a match counts on the side of its gold claim
        tally.gold += sum(map(belongs, gold))
        tally.extracted += len(of_gold) + sum(belongs(got[j]) for j in unmatched)
        tally.found += len(of_gold)
        tally.right += sum(not _wrong_slots(gold[i], got[j]) for i, j in of_gold)
    for i, j in pairs:
        count.pairs += 1
        count.slots_right.update(slot for slot in SLOTS if _agree(slot, gold[i], got[j]))
    count.faults += _faults(document, gold, got, dict(pairs), unmatched)
    helped = {j for j, claim in enumerate(got) if mark_in(claim.get("reasons") or ())}
    of_helped = [(i, j) for i, j in pairs if j in helped]
    right = sum(not _wrong_slots(gold[i], got[j]) for i, j in of_helped)
    count.assisted = [a + b for a, b in zip(count.assisted, (len(helped), len(of_helped), right), strict=True)]


def _groups(
    document: Record, gold: Sequence[Record], got: Sequence[Record]
) -> Iterator[tuple[str, Callable[[Record], bool]]]:
    for name, belongs in (("figures", _is_figure), ("all", _is_any)):
        yield name, belongs
        yield f"{name} {document.get('lang')}", belongs
    for kind in sorted({claim["kind"] for claim in (*gold, *got)}):
        yield f"kind {kind}", partial(_is_kind, kind)


def _faults(
    document: Record, gold: Sequence[Record], got: Sequence[Record], pairs: Mapping[int, int], extra: Sequence[int]
) -> Iterator[Fault]:
    name, text = document["id"], document.get("text") or ""
    for i, claim in enumerate(gold):
        anchor = claim.get("anchor") or text[claim["anchor_start"] : claim["anchor_end"]]
        if i not in pairs:
            yield Fault("missed", name, claim["kind"], anchor)
        elif wrong := _wrong_slots(claim, got[pairs[i]]):
            told = tuple(f"{slot}: {_told(slot, got[pairs[i]])} for {_told(slot, claim)}" for slot in wrong)
            yield Fault("wrong", name, claim["kind"], anchor, told)
    for j in extra:
        claim = got[j]
        yield Fault("extra", name, claim["kind"], text[claim["anchor_start"] : claim["anchor_end"]])


def _told(slot: str, claim: Record) -> str:
    if slot == "amount":
        return f"{claim.get('low')}..{claim.get('high')}"
    return str(claim.get(slot))


def _needed(record: Record, key: str, what: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise BadValue(f"{what} has no {key!r}; it must be a string")
    return value


def _locate(document: Record, claim: Record) -> Record:
    """A gold claim with the offsets of its anchor, worked out from its strings where they are not there."""
    if claim.get("anchor_start") is not None:
        return claim
    text, quote, anchor = document.get("text") or "", claim.get("quote") or "", claim.get("anchor") or ""
    start = -1
    for _ in range(claim.get("occurrence") or 1):
        start = text.find(quote, start + 1)
        if start < 0:
            break
    if start < 0 or not anchor or anchor not in quote:
        raise BadValue(f"gold document {document['id']}: cannot place {anchor!r} in {quote!r}; correct the annotation")
    start += quote.index(anchor)
    return {**claim, "anchor_start": start, "anchor_end": start + len(anchor)}


def _with_source(document: Record, claim: Record) -> Record:
    """An extracted claim with the words of its source, cut from the text where only their place is given."""
    if not all(isinstance(claim.get(key), int) for key in ("anchor_start", "anchor_end")) or "kind" not in claim:
        raise BadValue(f"an extracted claim of {claim['doc']} lacks kind, anchor_start or anchor_end")
    text, start, end = document.get("text"), claim.get("source_start"), claim.get("source_end")
    if claim.get("source") or not text or start is None:
        return claim
    return {**claim, "source": text[start:end]}


def _pair_up(gold: Sequence[Record], got: Sequence[Record]) -> list[tuple[int, int]]:
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(got):
            overlap = min(g["anchor_end"], p["anchor_end"]) - max(g["anchor_start"], p["anchor_start"])
            if g["kind"] == p["kind"] and overlap > 0:
                candidates.append((sum(_agree(slot, g, p) for slot in CORE), overlap, -i, -j))
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_got: set[int] = set()
    for _, _, i, j in sorted(candidates, reverse=True):
        if -i not in used_gold and -j not in used_got:
            used_gold.add(-i)
            used_got.add(-j)
            pairs.append((-i, -j))
    return pairs


def _is_figure(claim: Record) -> bool:
    return claim.get("low") is not None or claim.get("high") is not None


def _is_any(_: Record) -> bool:
    return True


def _is_kind(kind: str, claim: Record) -> bool:
    return bool(claim["kind"] == kind)


def _gist(claim: Record) -> tuple[Any, ...]:
    return claim["kind"], claim.get("supplier"), claim.get("recipient"), _top_two(claim.get("item"))


def _wrong_slots(gold: Record, got: Record) -> tuple[str, ...]:
    return tuple(slot for slot in CORE if not _agree(slot, gold, got))


def _agree(slot: str, gold: Record, got: Record) -> bool:
    a, b = gold.get(slot), got.get(slot)
    match slot:
        case "amount":
            return all(_same_number(gold.get(bound), got.get(bound)) for bound in ("low", "high"))
        case "item":
            return _top_two(a) == _top_two(b)
        case "source":
            return (not a and not b) or bool(_words(a) & _words(b))
        case "basis":
            return set(a or ()) == set(b or ())
        case "designation":
            return _squash(a) == _squash(b)
        case "period":
            return all(((a or {}).get(end) or "")[:7] == ((b or {}).get(end) or "")[:7] for end in ("start", "end"))
    return (a or None) == (b or None)


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= _NUMBER_TOLERANCE * max(abs(a), abs(b), 1e-9)


def _top_two(item: str | None) -> tuple[str, ...] | None:
    return tuple(item.split(".")[:2]) if item else None


def _words(name: str | None) -> set[str]:
    """The words that tell a name: the long ones, or all where none is long."""
    every = set(re.findall(r"\w+", (name or "").casefold()))
    return {word for word in every if len(word) > 3} or every


def _squash(designation: str | None) -> str:
    return re.sub(r"\W", "", (designation or "").casefold())
