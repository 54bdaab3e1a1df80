"""What a release says of itself: what changed since the one before, and the checksums that hold it together.

A release is cited years later. So its claims keep their ids, each change names the claims it rests on, and anybody can
check with nothing but `sha256sum` that the files are those that were published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

Record = Mapping[str, Any]
SUMS: Final = "SHA256SUMS"
_UNCOMPARED: Final = ("reasons", "type")  # why a rule decided is no part of what the claim says
_BANDS: Final = ("median", "low90", "high90")
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is new, corrected or withdrawn; of a corrected one, `slots` give each slot before and after.

    `anchor` are the words that carry the figure or the item, `quote` those that make the claim; `why` is the ground on
    which a person withdrew it, None where a later reading no longer makes it.
    """

    change: str
    document: str
    claim: str
    anchor: str
    quote: str
    slots: Mapping[str, tuple[Any, Any]]
    why: str | None = None


@dataclass(frozen=True, slots=True)
class EstimateChange:
    """An estimate that moved: median and 90 % interval before and after, None for a side on which there was none.

    `claims` are the ids of those on which it now rests and before did not, or no longer rests; where they are the
    same, of all on which it rests. `quotes` are their words.
    """

    id: str
    question: Record
    before: Record | None
    after: Record | None
    claims: tuple[str, ...]
    quotes: tuple[str, ...]


def compare_claims(
    before: Iterable[Record], after: Iterable[Record], grounds: Mapping[tuple[str, str], str] | None = None
) -> tuple[ClaimChange, ...]:
    """What became of the claims between two exports as JSON lines: new, corrected, withdrawn, in this order.

    Args:
        grounds: why people withdrew claims, by the digest of the document and the id of the claim.
    """
    old, new = (_by_place(records) for records in (before, after))
    added = [_change("new", new[place]) for place in sorted(new.keys() - old.keys())]
    gone = [
        replace(_change("withdrawn", old[place]), why=(grounds or {}).get(place))
        for place in sorted(old.keys() - new.keys())
    ]
    corrected = [
        _change("corrected", new[place], slots)
        for place in sorted(new.keys() & old.keys())
        if (slots := _differences(old[place], new[place]))
    ]
    return (*added, *corrected, *gone)


def compare_estimates(before: Iterable[Record], after: Iterable[Record]) -> tuple[EstimateChange, ...]:
    """Which estimates moved between two exports as JSON lines, by their ids."""
    old, new = ({record["id"]: record for record in records if _answers(record)} for records in (before, after))
    moved = []
    for key in sorted(old.keys() | new.keys()):
        first, last = _headline(old.get(key)), _headline(new.get(key))
        if first != last:
            was, now = _cited(old.get(key)), _cited(new.get(key))
            changed = was.keys() ^ now.keys() or was.keys() | now.keys()
            words = was | now
            told = sorted(changed)
            record = new.get(key) or old[key]
            moved.append(
                EstimateChange(
                    key, record[record["type"]]["question"], first, last,
                    tuple(told), tuple(words[each] for each in told),
                )
            )  # fmt: skip
    return tuple(moved)


def changelog(name: str, after: str | None, claims: Sequence[ClaimChange], estimates: Sequence[EstimateChange]) -> str:
    """The changelog of a release in Markdown; `after` is the name of the release before, None for the first."""
    lines = [f"# Release {name}", ""]
    lines += [f"Changes since release {after}." if after else "The first release: there is none to compare with."]
    lines += ["Claims are somebody's word; each is named by its id, which stays the same in every release.", ""]
    if after is None:
        return "\n".join(lines)
    for change, title in (("new", "New claims"), ("corrected", "Corrected"), ("withdrawn", "Withdrawn")):
        told = [each for each in claims if each.change == change]
        lines += [f"## {title}: {len(told)}", ""]
        lines += [_claim_line(each) for each in told] + [""] * bool(told)
    lines += [f"## Estimates that moved: {len(estimates)}", ""]
    lines += [_estimate_line(each) for each in estimates]
    return "\n".join(lines).rstrip("\n") + "\n"


def checksums(files: Mapping[str, bytes]) -> bytes:
    """The lines of `SHA256SUMS` for files by their names, as `sha256sum --check` reads them."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _by_place(records: Iterable[Record]) -> dict[tuple[str, str], Record]:
    return {(each["document"], each["id"]): each for each in records if each["type"] == "claim"}


def _change(change: str, record: Record, slots: Mapping[str, tuple[Any, Any]] | None = None) -> ClaimChange:
    return ClaimChange(change, record["document"], record["id"], record["anchor"], record["quote"], slots or {})


def _differences(old: Record, new: Record) -> dict[str, tuple[Any, Any]]:
    slots = sorted((old.keys() | new.keys()) - set(_UNCOMPARED))
    return {slot: (old.get(slot), new.get(slot)) for slot in slots if old.get(slot) != new.get(slot)}


def _answers(record: Record) -> bool:
    return record["type"] in ("estimate", "nothing")


def _headline(record: Record | None) -> dict[str, Any] | None:
    if record is None or record["type"] == "nothing":
        return None
    headline = record["estimate"]["headline"]
    return {name: headline[name] for name in ("day", *_BANDS)}


def _cited(record: Record | None) -> dict[str, str]:
    return {each["claim"]: each["quote"] for each in record["claims"]} if record else {}


def _claim_line(change: ClaimChange) -> str:
    told = [f"{slot}: {old!r} became {new!r}" for slot, (old, new) in change.slots.items()]
    told += [f"withdrawn: {change.why}"] if change.why else []
    words = f"- `{change.claim}` {_quoted(change.anchor)} in {_quoted(change.quote)}"
    return f"{words} ({'; '.join(told)})" if told else words


def _estimate_line(change: EstimateChange) -> str:
    question = change.question
    what = f"{question['supplier']}>{question['recipient']} {question['item']}, {question['unit']}, {question['stage']}"
    cited = ", ".join(f"`{claim}` {_quoted(quote)}" for claim, quote in zip(change.claims, change.quotes, strict=True))
    return f"- `{change.id}` {what}: {_interval(change.before)} became {_interval(change.after)}; claims: {cited}"


def _interval(headline: Record | None) -> str:
    if headline is None:
        return "no estimate"
    median, low, high = (f"{headline[name]:,.6g}" for name in _BANDS)
    return f"{median} [90 %: {low} to {high}] by {headline['day']}"


def _quoted(words: str) -> str:
    line = " ".join(words.split())
    return f'"{line if len(line) <= _LONGEST else line[:_LONGEST] + " …"}"'
