"""What a correction, a mark and a second reading must hold, whether they are made here or come with an import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from armstrail.ledger import forms
from armstrail.ledger.values import AMENDING, SECONDING, Decision
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.slots import LATER, SLOTS, with_slots
from armstrail.model.span import Span

_BLANK: Final = Claim("any", "", "statement", Span(0, 1), Span(0, 1))  # slots allow the same whatever the claim


def check_amendment(decision: Decision, document: Document) -> None:
    """Hold a correction or a mark against its document; other decisions pass.

    Raises:
        BadValue: a slot or a claim that the model does not allow, or words that do not stand in the text.
    """
    if decision.action not in AMENDING:
        return
    try:
        if decision.action == "correct":
            _check_correction(decision.payload, document)
        else:
            _check_mark(decision, document)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadValue(f"the payload of {decision.action!r} is misshapen ({error})") from error


def _check_correction(payload: Mapping[str, Any], document: Document) -> None:
    if not payload["set"]:
        raise BadValue("a correction must set a slot")
    for values in (payload["set"], payload["was"]):
        check_spans(with_slots(_BLANK, values), document)
    if not set(SLOTS) - set(LATER) <= set(payload["was"]) <= set(SLOTS):
        raise BadValue("a correction must keep every slot as it was read")


def _check_mark(decision: Decision, document: Document) -> None:
    told = decision.payload["claim"]
    claim = Claim.from_json(told)
    check_spans(claim, document)
    if claim.to_json(document.text) != told:
        raise BadValue(f"claim {claim.id}: its words are not those that stand at its place in the text")
    if not decision.claim == claim.id == claim_id(document.digest, claim.kind, claim.anchor):
        raise BadValue(f"claim {claim.id}: its place gives it another id")


def check_spans(claim: Claim, document: Document) -> None:
    """Refuse a claim that points outside the text.

    Raises:
        BadValue: names the document.
    """
    spans = (claim.quote, claim.anchor, claim.source, claim.condition)
    if any(span is not None and span.end > len(document.text) for span in spans):
        raise BadValue(
            f"a span lies outside the text of document {document.id}, which has {len(document.text)}", "span_outside"
        )


def check_second(action: str, who: str, first_action: str, first_who: str) -> None:
    """Refuse a second reading of what takes none, or by who decided it.

    Raises:
        BadValue: says which.
    """
    if first_action in (*SECONDING, "undo"):
        told = f"a second reader can {action} what was decided on a claim, and no {first_action}"
        raise BadValue(told, "no_second")
    if forms.fold(who) == forms.fold(first_who):
        raise BadValue(f"{first_who} made this decision; a second reader is somebody else", "own_second", who=first_who)
