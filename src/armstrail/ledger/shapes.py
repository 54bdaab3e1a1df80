"""The shape of lines that come from outside: which key holds which type, before a value is made of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import isnan
from typing import Any, Final

from armstrail.ledger import forms
from armstrail.ledger.decisions import to_ruling
from armstrail.ledger.forms import Checked
from armstrail.ledger.times import parse_instant
from armstrail.ledger.values import ACTIONS, Decision
from armstrail.model.claimform import claim_form
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.reading import Reading

_TOO_LARGE: Final = 2**31
_TOO_LARGE_A_NUMBER: Final = 10**300
_BY_TYPE: Final[dict[type, Any]] = {str: "", type(None): None}  # of which one value tells for all
Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _integer(value: Any) -> bool:
    return type(value) is int and -_TOO_LARGE < value < _TOO_LARGE  # and no bool, which is an int, too


def _size(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _number(value: Any) -> bool:
    if type(value) is float:
        return not isnan(value)
    return type(value) is int and abs(value) < _TOO_LARGE_A_NUMBER


class _Maybe:
    """What may be there, or null."""

    def __init__(self, check: Check) -> None:
        self.check = check

    def __call__(self, value: Any) -> bool:
        return value is None or self.check(value)


def _list(check: Check) -> Check:
    def check_all(value: Any) -> bool:
        if type(value) is not list:
            return False
        for each in value:  # noqa: SIM110 - most lists are empty, and a generator costs more than they do
            if not check(each):
                return False
        return True

    return check_all


class _Object:
    """An object with some keys, and perhaps with some more.

    Objects of one program come with few different types, and a text or null is good or bad by its type alone: so which
    values must be looked at is worked out once for all objects with the same keys and types.
    """

    def __init__(self, keys: Mapping[str, Check], allowed: Mapping[str, Check] | None = None) -> None:
        self.must = dict(keys)
        self.may = {**keys, **(allowed or {})}
        self._looks = lru_cache(maxsize=1 << 10)(self._to_look_at)

    def __call__(self, value: Any) -> bool:
        if type(value) is not dict:
            return False
        looks = self._looks(tuple(value), tuple(map(type, value.values())))
        if looks is None:
            return False
        for key, check in looks:  # noqa: SIM110 - a generator would take as long as the checks
            if not check(value[key]):
                return False
        return True

    def _to_look_at(self, keys: tuple[str, ...], kinds: tuple[type, ...]) -> tuple[tuple[str, Check], ...] | None:
        """The values that must be looked at, too, with their checks; None where the types are wrong already."""
        if not self.must.keys() <= set(keys) <= self.may.keys():
            return None
        looks = []
        for key, kind in zip(keys, kinds, strict=True):
            check = self.may[key]
            if kind not in _BY_TYPE:
                looks.append((key, check.check if isinstance(check, _Maybe) else check))
            elif not check(_BY_TYPE[kind]):
                return None
        return tuple(looks)

    def refuse(self, value: dict[str, Any], what: str) -> None:
        """Say which keys are wrong.

        Raises:
            BadValue: some are.
        """
        _refuse(_misshapen(value, self.must | {key: check for key, check in self.may.items() if key in value}), what)


def _pair(value: Any) -> bool:
    return _list(_text)(value) and len(value) == 2


def _misshapen(record: Mapping[str, Any], keys: Mapping[str, Check]) -> list[str]:
    wrong = [key for key, check in keys.items() if key not in record or not check(record[key])]
    return wrong + sorted(set(record) - set(keys))


_CLAIM: Final = _Object({
    **dict.fromkeys(("doc", "id", "kind", "quote", "anchor", "modality"), _text),
    **dict.fromkeys(("start", "end", "anchor_start", "anchor_end"), _integer),
    **dict.fromkeys(
        (
            "supplier", "recipient", "item", "designation", "unit", "hedge", "measure", "status", "stance",
            "source", "source_type", "converted_from",
        ),
        _Maybe(_text),
    ),
    **dict.fromkeys(("source_start", "source_end", "alternative"), _Maybe(_integer)),
    **dict.fromkeys(("low", "high"), _Maybe(_number)),
    **dict.fromkeys(("basis", "via", "reasons"), _list(_text)),
    "period": _Maybe(_Object({"start": _Maybe(_text), "end": _Maybe(_text)})),
    "places": _list(
        _Object(
            {"name": _text, "country": _Maybe(_text), "role": _text},
            {"lat": _number, "lon": _number, "disputed": _list(_text)},
        )
    ),
    "condition": _Maybe(lambda value: _list(_integer)(value) and len(value) == 2),
}, {"source_actor": _text, "tags": _list(_text)})  # fmt: skip
_PAYLOADS: Final[dict[str, dict[str, Check]]] = {
    "undo": {"decision": _text},
    "merge": {"other": _pair},
    "part": {"other": _Maybe(_pair)},
    "grade": {"origin": _Maybe(_text), "letter": _Maybe(_text), "digit": _Maybe(_integer)},
    "correct": dict.fromkeys(("set", "was"), lambda value: isinstance(value, dict)),
    "mark": {"claim": _CLAIM},
    "confirm": {"decision": _text},
    "contest": {"decision": _text},
}
_MISS: Final = _Object({"start": _integer, "end": _integer, "reason": _text, "detail": _text})
_RECORDED: Final = {"recorded": _text}
_LINES: Final = {
    "document": _Object(
        {
            **dict.fromkeys(("type", "digest", "id", "text"), _text),
            **dict.fromkeys(("lang", "published", "publisher", "title"), _Maybe(_text)),
        },
        {**_RECORDED, "url": _text, "pages": _list(_integer)},
    ),
    "reading": _Object(
        {
            **dict.fromkeys(("type", "digest", "document", "extractor", "state"), _text),
            "lang": _Maybe(_text),
            "claims": lambda value: isinstance(value, list),
            "misses": _list(_MISS),
        },
        _RECORDED,
    ),
    "decision": _Object(
        {
            **dict.fromkeys(("type", "digest", "document", "claim", "action", "who", "why"), _text),
            "ordinal": _integer,
            "payload": lambda value: isinstance(value, dict),
        },
        _RECORDED,
    ),
    "failure": _Object(dict.fromkeys(("type", "where", "reason", "mend"), _text), _RECORDED),
    "original": _Object(
        {**dict.fromkeys(("type", "document", "sha256", "form", "place"), _text), "size": _size},
        {**_RECORDED, "address": _text, "received": _text},
    ),
    "version": _Object(dict.fromkeys(("type", "address", "document", "since"), _text), _RECORDED),
}


def parse_line(line: str) -> dict[str, Any]:
    """One line as an object with a `type`, every key of the type that belongs there.

    Raises:
        BadValue: not JSON, not an object, or misshapen; says how.
    """
    try:
        record = json.loads(line)
        line.encode()
        if "\\u" in line:  # an escape may hide half a surrogate pair
            json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BadValue(f"it holds a lone surrogate ({error.reason})") from error
    except (ValueError, RecursionError) as error:
        raise BadValue(f"it is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise BadValue("it is not a JSON object")
    kind = record.get("type")
    if kind == "ledger":
        return record
    if not isinstance(kind, str) or kind not in _LINES:
        raise BadValue(f"its type {kind!r} is not known to this version; use one of {', '.join(_LINES)}")
    if not _LINES[kind](record):
        _LINES[kind].refuse(record, f"the {kind}")
    return record


def _refuse(wrong: list[str], what: str) -> None:
    if wrong:
        raise BadValue(f"{what} has keys missing, unknown or of the wrong type: {', '.join(wrong)}")


def parse_recorded(record: Mapping[str, Any], now: str) -> str:
    """When the entry of a line was recorded; now where it does not say."""
    return parse_instant(record["recorded"]) if "recorded" in record else now


def parse_document(record: Mapping[str, Any]) -> Document:
    """The document of a line, its digest recomputed.

    Raises:
        BadValue: no document, or one whose digest is another.
    """
    document = Document.from_json(record)
    _same_digest(record["digest"], document.digest, f"document {document.id}")
    return document


def parse_reading(record: Mapping[str, Any], document: Document, line: str = "") -> Checked:
    """The reading of a line, held against its document: digest, spans, and the words at each of them.

    Args:
        document: as the ledger has it; in the claims of the line it may go by another id.
        line: the line itself, if at hand. Where its claims are written as they are in exports, sign for sign, their
            words need no look each.
    Raises:
        BadValue: the reading cannot be trusted; says why.
    """
    for claim in record["claims"]:
        if not isinstance(claim, dict):
            raise BadValue("a claim of the reading is not a JSON object")
        if not _CLAIM(claim):
            _CLAIM.refuse(claim, f"claim {claim.get('id')!r}")
    reading = Reading.from_json(record)
    ids = {claim.doc for claim in reading.claims}
    if len(ids) > 1:
        raise BadValue(f"the claims of the reading are of several documents: {', '.join(sorted(ids))}")
    reading.check(document)
    written = tuple([claim_form(claim, document.text) for claim in reading.claims])
    if not line.startswith(f'{{"claims": [{", ".join(written)}], "digest": '):
        _check_words(reading, record["claims"], document.text)
    checked = Checked(document, reading, reading.digest_with(written), written)
    _same_digest(record["digest"], checked.digest, f"the reading of {document.id}")
    if ids - {document.id}:
        return forms.renamed(checked, document.id)
    forms.check_ids(document, reading)
    return checked


def _check_words(reading: Reading, told_claims: list[dict[str, Any]], text: str) -> None:
    for claim, told in zip(reading.claims, told_claims, strict=True):
        made = claim.to_json(text)
        if made != told:
            differing = [slot for slot in made.keys() | told.keys() if told.get(slot) != made.get(slot)]
            raise BadValue(f"claim {claim.id}: {', '.join(sorted(differing))} not as in the text at its place")


def parse_decision(record: Mapping[str, Any], now: str) -> Decision:
    """The decision of a line, its id recomputed.

    Raises:
        BadValue: no decision that this version knows, or one whose digest is another.
    """
    action, payload = record["action"], record["payload"]
    if action not in ACTIONS:
        raise BadValue(f"action {action!r} is not known to this version; use one of {', '.join(ACTIONS)}")
    _refuse(_misshapen(payload, _PAYLOADS.get(action, {})), f"the payload of {action!r}")
    decision = Decision(
        id=record["digest"], action=action, document=record["document"], claim=record["claim"],
        ordinal=record["ordinal"], payload=payload, who=record["who"], why=record["why"],
        recorded=parse_recorded(record, now),
    )  # fmt: skip
    to_ruling(decision)
    _same_digest(record["digest"], forms.decision_digest(decision), "the decision")
    return decision


def _same_digest(told: str, made: str, what: str) -> None:
    if told != made:
        raise BadValue(f"{what} was changed: its digest is {made[:12]}, not {told[:12]}")
