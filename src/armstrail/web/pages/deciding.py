"""What a reader decides, sent with a form: on a claim, on a decision, or on words that no reading used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from armstrail import pipeline
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.ruling import DIGITS, LETTERS
from armstrail.model.span import Span
from armstrail.model.terms import KINDS
from armstrail.pipeline import deciding, marking
from armstrail.pipeline.filling import FIELDS, fields_of
from armstrail.pipeline.lookup import Held, decisions_of, find_claim
from armstrail.web.asked import Asked, is_here, key_of, vocabulary
from armstrail.web.desk import House
from armstrail.web.page import Away
from armstrail.web.refusals import Again, BadAsk, Forbidden, Missing, Overtaken, Said, Unready, refused, wrong
from armstrail.web.rendering import harmless

if TYPE_CHECKING:
    from armstrail.accounts import Visitor
    from armstrail.pipeline.opening import Ledger

REVIEWER: Final = "armstrail_reviewer"
ACTIONS: Final = ("accept", "withdraw", "merge", "part", "grade")
SECONDS: Final = ("confirm", "contest")
_LONGEST: Final = {"who": 100, "why": 2_000}
_OFFSET: Final = 10**9


def take(house: House, asked: Asked) -> Away:
    """A decision on a claim."""
    asked.only("action", "who", "why", "other", "origin", "letter", "digit", "seen", "back")
    action = asked.choice("action", ACTIONS)
    if action is None:
        raise BadAsk("review.no_action", actions=", ".join(ACTIONS))
    who, why = _signed(house, asked, action)
    told = _told(asked, action)
    key = key_of(asked.parts["claim"])
    with house.desk() as desk, desk.looking_up():
        find_claim(desk.ledger, key)
        if told["other"] is not None:
            find_claim(desk.ledger, key_of(told["other"]))
    seen = asked.one("seen") or ""
    with _writing(house, f"/claim/{key}") as ledger:
        deciding.decide(ledger, action, key, seen=seen, who=who, why=why, **told)
    return _away(asked, f"/claim/{key}", who)


def correct(house: House, asked: Asked) -> Away:
    """Slots of a claim, set right. A field that is not in the form leaves its slot; an empty one empties it."""
    asked.only("who", "why", "seen", "back", *FIELDS)
    who, why = _signed(house, asked, "correct")
    key = key_of(asked.parts["claim"])
    told = _fields(asked)
    seen = asked.one("seen") or ""
    with house.desk() as desk, desk.looking_up():
        held = find_claim(desk.ledger, key)
    try:
        with _writing(house, f"/claim/{key}", told) as ledger:
            deciding.correct(ledger, key, told, vocabulary(), seen=seen, who=who, why=why)
    except BadAsk as error:  # a slip in one field of many
        words = {**fields_of(held.claim, held.document), **told}
        beside = {"seen": seen, "back": asked.one("back") or ""}
        error.again = Again("correct", held.claim.id, words, who, why, beside)
        raise
    return _away(asked, f"/claim/{key}", who)


def mark(house: House, asked: Asked) -> Away:
    """Words of a document, made a claim."""
    asked.only("who", "why", "start", "end", "words", "kind", *FIELDS)
    place = place_of(asked)
    if place is None:
        raise BadAsk("mark.no_words")
    sent = {name: asked.one(name) or "" for name in ("who", "why", "start", "end", "words", "kind", *FIELDS)}
    try:
        return _marked(house, asked, place)
    except BadAsk as error:  # the words that were selected, and what was written of them
        error.again = Again("mark", asked.parts["document"], sent, sent["who"], sent["why"], sent)
        raise


def _marked(house: House, asked: Asked, place: Span) -> Away:
    who, why = _signed(house, asked, "mark")
    kind, words = asked.choice("kind", KINDS), asked.one("words")
    if kind is None:
        raise BadAsk("mark.no_words")
    with house.desk() as desk, desk.looking_up():
        document = desk.ledger.document(asked.parts["document"])
    if words is not None and words.split() == harmless(place.cut(document.text)).split():
        words = None  # what the page showed, signs for control characters and all, is what stands there
    with _writing(house, f"/document/{document.digest}") as ledger:
        made = marking.mark(
            ledger, document.digest, place, words, kind, _fields(asked), vocabulary(), pipeline.shipped_packs(),
            who=who, why=why,
        )  # fmt: skip
    return Away(f"/claim/{made.claim}", {REVIEWER: quote(who)})


def second(house: House, asked: Asked) -> Away:
    """A second reader's word on a decision."""
    asked.only("action", "who", "why", "back")
    action = asked.choice("action", SECONDS)
    if action is None:
        raise BadAsk("review.no_action", actions=", ".join(SECONDS))
    who, why = _signed(house, asked, action)
    key = _decision(house, asked)
    with _writing(house, f"/decision/{key}") as ledger:
        deciding.second(ledger, action, key, who=who, why=why)
    return _away(asked, f"/decision/{key}", who)


def take_back(house: House, asked: Asked) -> Away:
    """An undo."""
    asked.only("who", "why", "back")
    who, why = _signed(house, asked, "undo")
    key = _decision(house, asked)
    with house.desk() as desk:
        found = [each.decision for each in decisions_of(desk.ledger) if each.decision.id.startswith(key)]
    if asked.visitor and not all(may_undo(asked.visitor, made.who) for made in found):
        raise Forbidden("decisions.not_yours", [("/decisions", "decisions")])
    with _writing(house, "/decisions") as ledger:
        deciding.undo(ledger, key, who=who, why=why)
    return _away(asked, "/decisions", who)


def may_undo(visitor: Visitor | None, who: str) -> bool:
    """Whether somebody's decision is another's to take back: one's own is, and an editor's are all."""
    return visitor is None or visitor.may("editor") or (visitor.may("analyst") and visitor.name == who)


def reviewer_of(cookies: Mapping[str, str]) -> str:
    """The name that a reviewer gave last in this browser."""
    return unquote(cookies.get(REVIEWER, ""))[: _LONGEST["who"]]


def place_of(asked: Asked) -> Span | None:
    """The place in a text that the fields `start` and `end` give; None where there is neither.

    Raises:
        BadAsk: one without the other, or no place.
    """
    told = [asked.one(name) for name in ("start", "end")]
    if told == [None, None]:
        return None
    try:
        start, end = (int(word) if word and word.isascii() and word.isdigit() else -1 for word in told)
        return Span(min(start, _OFFSET), min(end, _OFFSET))
    except BadValue as error:
        raise BadAsk("mark.no_place") from error


@contextmanager
def _writing(house: House, page: str, told: Mapping[str, str] | None = None) -> Iterator[Ledger]:
    """The ledger open to write, each trouble told as what it is to the reader.

    Args:
        told: the fields of a correction, to be shown beside what stands where that changed meanwhile.
    """
    back = page, page.split("/")[1]  # the first part of an address names its page among the words
    try:
        with house.reach.open(read_only=False) as ledger:
            yield ledger
    except deciding.Overtaken as error:
        both = _both(house, error.held, told) if error.held is not None and told is not None else ()
        what = Said(wrong(error), error.told)
        raise Overtaken("review.overtaken", [back, ("/review", "review")], both, what=what) from error
    except LedgerError as error:
        raise Unready("error.busy", [back]) from error
    except BadValue as error:
        raise refused(error, [back]) from error


def _both(house: House, held: Held, told: Mapping[str, str]) -> Sequence[tuple[str, str, str]]:
    """The slots that a reader would have set otherwise than they now stand: name, how it stands, and hers."""
    now = fields_of(held.claim, held.document)
    return [
        (house.words(f"field.{field}"), now[field], words)
        for field, words in told.items()
        if " ".join(words.split()) != now[field]
    ]


def _fields(asked: Asked) -> dict[str, str]:
    """The words of the fields that a form has, the empty ones too."""
    found: dict[str, str] = {field: asked.one(field) or "" for field in FIELDS if field in asked.given}
    for field, words in found.items():
        if len(words) > _LONGEST["why"]:
            raise BadAsk("review.long", field=field, most=_LONGEST["why"])
    return found


def _decision(house: House, asked: Asked) -> str:
    key = key_of(asked.parts["decision"])
    with house.desk() as desk:
        if not any(each.decision.id.startswith(key) for each in decisions_of(desk.ledger)):
            raise Missing("decisions.none_such", [("/decisions", "decisions")])
    return key


def _signed(house: House, asked: Asked, action: str) -> tuple[str, str]:
    """Who decides and why; a claim may be accepted without more than having been read."""
    who, why = asked.signer(), asked.one("why")
    if action == "accept" and why is None:
        why = house.words("review.read")
    if who is None or why is None:
        if asked.visitor is not None:  # who has an account signs with its name
            raise BadAsk("review.no_reason")
        raise BadAsk("review.unsigned")
    for name, words in (("who", who), ("why", why)):
        if len(words) > _LONGEST[name]:
            raise BadAsk("review.long", field=name, most=_LONGEST[name])
    return " ".join(who.split()), why


def _told(asked: Asked, action: str) -> dict[str, Any]:
    """What an action needs beside the claim."""
    told: dict[str, Any] = {"other": None, "origin": None, "letter": None, "digit": None}
    if action in ("merge", "part"):
        told["other"] = asked.one("other")
        if action == "merge" and told["other"] is None:
            raise BadAsk("review.no_other")
    if action == "grade":
        letter, digit = asked.choice("letter", LETTERS), asked.choice("digit", tuple(map(str, DIGITS)))
        if letter is None and digit is None:
            raise BadAsk("review.no_grade")
        told |= {"letter": letter, "digit": int(digit) if digit else None}
        told["origin"] = asked.one("origin") if letter else None
        if letter and told["origin"] is None:
            raise BadAsk("review.no_origin")
    return told


def _away(asked: Asked, otherwise: str, who: str) -> Away:
    """Where to go after a form: a page of ours, never another site; the name is kept for the next."""
    wanted = asked.one("back")
    to = wanted if wanted is not None and is_here(wanted) else otherwise
    return Away(to, {REVIEWER: quote(who)})
