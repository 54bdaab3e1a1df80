"""What an export is made from: claims with their documents, and, by flow, what was made of them.

Formats are functions of this value alone, so that the same ledger gives the same bytes, whoever asks and when.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from armstrail.model.document import Document
from armstrail.model.estimate import Estimate, Nothing
from armstrail.model.factor import Factor
from armstrail.model.finding import Finding, Question
from armstrail.model.original import Original
from armstrail.model.records import to_record
from armstrail.model.ruling import Ruling
from armstrail.model.voice import Voice
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.wordbook import load_wording
from armstrail.vocabulary.origins import OUTLET

_NO_STATES: Final = ("EU", "UN")  # two letters as well
Place = tuple[str, str]  # a claim: the digest of its document, and its id


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with all that is said to it, and what follows."""

    finding: Finding
    outcome: Estimate | Nothing

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.finding.question

    @property
    def id(self) -> str:
        """Twelve hex digits that stand for the question and the day on which it was asked, in every export."""
        known = self.outcome.known_on if isinstance(self.outcome, Estimate) else None
        return stable_id("estimate", to_record(self.question), known)

    @property
    def places(self) -> tuple[Place, ...]:
        """The claims on which the answer rests, in the order of its voices."""
        used = {each.voice for each in self.outcome.weighed} if isinstance(self.outcome, Estimate) else set()
        voices = (voice for voice in self.finding.voices if voice.id in used)
        return tuple(dict.fromkeys((each.document, each.claim) for voice in voices for each in voice.carriers))

    @property
    def named(self) -> tuple[Place, ...]:
        """Every claim that the finding names: carriers, what was left out, and denials."""
        carriers = [(each.document, each.claim) for voice in self.finding.voices for each in voice.carriers]
        beside = [(each.document, each.claim) for each in (*self.outcome.asides, *self.finding.asides)]
        denials = [(each.document, each.claim) for each in self.finding.denials]
        return tuple(dict.fromkeys((*carriers, *beside, *denials)))


@dataclass(frozen=True, slots=True)
class Flow:
    """What is said to move between two parties: the voices, and the questions answered."""

    supplier: str
    recipient: str
    voices: tuple[Voice, ...] = ()
    answers: tuple[Answered, ...] = ()

    @property
    def code(self) -> str:
        """The two parties in one word, as tables name the flow."""
        return f"{self.supplier}>{self.recipient}"


@dataclass(frozen=True)
class Holdings:
    """All that an export may hold.

    `claims` may come in any order and are told in the order of publication. `names` gives the name of an origin by
    its code, `extractors` who read a document by its digest, `factors` the conversions that routes use by their ids,
    `originals` the bytes that documents were read from, each with the digest of its document.
    """

    claims: tuple[Carried, ...] = ()
    flows: tuple[Flow, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, Factor] = field(default_factory=dict)
    extractors: Mapping[str, str] = field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()
    originals: tuple[tuple[str, Original], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", tuple(sorted(dict.fromkeys(self.claims), key=_order)))

    @cached_property
    def pairs(self) -> Mapping[Place, Carried]:
        """The claims by their places."""
        return {pair.place: pair for pair in self.claims}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents that make the claims, in the order of publication."""
        return tuple({pair.document.digest: pair.document for pair in self.claims}.values())

    def name_of(self, origin: str) -> str:
        """The name of an origin, or its code where it has none; `kr?` is somebody of that state's whom nobody names."""
        if origin == OUTLET:
            return load_wording("en").say("estimate.no_publisher")
        if origin.endswith("?"):
            return load_wording("en").say("estimate.not_named", who=self.actor_name(origin[:-1].upper()))
        return self.names.get(origin, origin.lstrip("?"))

    def actor_name(self, code: str) -> str:
        """The name of a party, or its code where it has none."""
        return self.actors.get(code, code)

    def claims_of(self, places: Iterable[Place]) -> tuple[Carried, ...]:
        """The claims at some places, in their order; those that are not held are left out."""
        return tuple(self.pairs[place] for place in places if place in self.pairs)


def is_state(code: str | None) -> bool:
    """Whether a code of a party is that of a state."""
    return code is not None and len(code) == 2 and code.isalpha() and code.isupper() and code not in _NO_STATES


def stable_id(*parts: object) -> str:
    """Twelve hex digits of a SHA-256 of some JSON values: the same for the same content, in every export."""
    form = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(form.encode()).hexdigest()[:12]


def _order(pair: Carried) -> tuple[str, str, int, int, str]:
    claim, document = pair
    return (document.published or "", document.digest, claim.anchor.start, claim.anchor.end, claim.id)
