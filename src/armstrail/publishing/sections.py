"""The sections of a brief: which claim goes where, and the groups and tables that it makes there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from armstrail.model.claim import Claim
from armstrail.model.terms import STANCES
from armstrail.publishing import rows as columns
from armstrail.publishing.brief import Group, Section
from armstrail.publishing.evidence import evidence
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.rows import Rows, reading_order

_ASKED: Final = ("requested", "offered")


@dataclass(slots=True)
class Sorted:
    """The claims by the part of the brief they belong to, each list in reading order."""

    moved: list[Carried] = field(default_factory=list)
    people: list[Carried] = field(default_factory=list)
    money: list[Carried] = field(default_factory=list)
    money_back: list[Carried] = field(default_factory=list)
    back: list[Carried] = field(default_factory=list)
    asked: list[Carried] = field(default_factory=list)
    agreements: list[Carried] = field(default_factory=list)
    denied: list[Carried] = field(default_factory=list)
    stances: list[Carried] = field(default_factory=list)
    elsewhere: list[Carried] = field(default_factory=list)

    @property
    def shown(self) -> list[Carried]:
        """All that the brief shows, in reading order."""
        goods = (*self.moved, *self.people, *self.money, *self.money_back, *self.back)
        return sorted((*goods, *self.asked, *self.agreements, *self.denied, *self.stances), key=reading_order)


def sort_claims(carried: Iterable[Carried], supplier: str, recipient: str) -> Sorted:
    """Put each claim where it belongs. A party that a text leaves open may be either of the two."""
    found = Sorted()
    for one in carried:
        _place(found, one.claim, supplier, recipient).append(one)
    return found


def write_sections(rows: Rows, found: Sorted) -> tuple[Section, ...]:
    """All sections in their order; footnotes are numbered as they come."""
    groups = {
        "moved": _by_item(rows, found.moved),
        "people": _by_item(rows, found.people),
        "money": _money(rows, found),
        "return": _by_item(rows, found.back) + _asked(rows, found.asked),
        "agreements": _agreements(rows, found.agreements),
        "stances": _denied(rows, found.denied) + _stances(rows, found.stances),
    }
    say = rows.wording.say
    notes = {key: "" if made else say(f"empty.{key}") for key, made in groups.items()}
    notes["moved"] = notes["moved"] or say("note.figures")
    sections = [Section(key, say(f"section.{key}"), notes[key], made) for key, made in groups.items()]
    remark = say("note.repeats")
    if found.elsewhere:
        others = rows.phrases.count("claims", len(found.elsewhere))
        remark = f"{remark} {say('note.elsewhere', claims=others)}"
    return (*sections, Section("evidence", say("section.evidence"), remark, (), evidence(rows, found.shown)))


def _place(found: Sorted, claim: Claim, supplier: str, recipient: str) -> list[Carried]:
    forth = _runs(claim, supplier, recipient)
    back = not forth and _runs(claim, recipient, supplier)
    if claim.modality == "denied" and (forth or back or claim.kind == "statement"):
        return found.denied
    if claim.kind == "statement":
        return found.stances
    if not forth and not back:
        return found.elsewhere
    if claim.kind == "valuation":
        return found.money_back if back else found.money
    if claim.kind == "agreement":
        return found.asked if back and claim.status in _ASKED else found.agreements
    if back:
        return found.back
    return found.people if claim.kind == "deployment" else found.moved


def _runs(claim: Claim, supplier: str, recipient: str) -> bool:
    return (claim.supplier, claim.recipient) in ((supplier, recipient), (supplier, None), (None, recipient))


def _by_item(rows: Rows, pairs: list[Carried]) -> tuple[Group, ...]:
    """A group for each item, general to specific: its figures, then what is said without a number."""
    items = sorted({one.claim.item for one in pairs}, key=rows.names.order)
    return tuple(
        _group(rows, item or "", rows.names.heading(item), [one for one in pairs if one.claim.item == item])
        for item in items
    )


def _group(rows: Rows, key: str, title: str, pairs: list[Carried]) -> Group:
    figures, words = rows.figures(pairs), rows.unnumbered(pairs)
    tables = []
    if figures:
        tables.append(rows.table("", columns.FIGURES, figures))
    if words:
        tables.append(rows.table(rows.wording.say("group.unnumbered"), columns.WORDS, words))
    return Group(key, title, tuple(tables))


def _money(rows: Rows, found: Sorted) -> tuple[Group, ...]:
    """A group for each thing that is valued; what the other side pays or is paid names its direction."""
    groups = []
    for pairs in (found.money, found.money_back):
        for item in sorted({one.claim.item for one in pairs}, key=rows.names.order):
            valued = [one for one in pairs if one.claim.item == item]
            say, claim = rows.wording.say, valued[0].claim
            title = say("group.for", item=rows.names.item(item)) if item else say("group.for_unspecified")
            if pairs is found.money_back:
                title = f"{title} ({rows.direction(claim.supplier, claim.recipient)})"
            groups.append(_group(rows, item or "", title, valued))
    return tuple(groups)


def _asked(rows: Rows, pairs: list[Carried]) -> tuple[Group, ...]:
    if not pairs:
        return ()
    table = rows.table("", columns.AGREEMENTS, rows.all(pairs))
    return (Group("asked", rows.wording.say("group.asked"), (table,)),)


def _agreements(rows: Rows, pairs: list[Carried]) -> tuple[Group, ...]:
    return (Group("agreements", "", (rows.table("", columns.AGREEMENTS, rows.all(pairs)),)),) if pairs else ()


def _denied(rows: Rows, pairs: list[Carried]) -> tuple[Group, ...]:
    if not pairs:
        return ()
    return (Group("denied", rows.wording.say("group.denied"), (rows.table("", columns.DENIED, rows.all(pairs)),)),)


def _stances(rows: Rows, pairs: list[Carried]) -> tuple[Group, ...]:
    """A group for each stance that is taken, denials first."""
    groups = []
    for stance in ("deny", *(other for other in STANCES if other != "deny"), None):
        taken = [one for one in pairs if one.claim.stance == stance]
        if taken:
            title = rows.wording.say(f"stance.{stance}" if stance else "kind.statement")
            groups.append(Group(stance or "statement", title, (rows.table("", columns.STANCES, rows.all(taken)),)))
    return tuple(groups)
