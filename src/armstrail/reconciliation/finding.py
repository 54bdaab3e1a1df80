"""What is said to a question, set side by side: what enters, what only bounds it, what is left out and why.

Nothing is left out in silence: a figure that touches a question and does not enter is an `Aside` with the row of the
table (`comparable.toml`) that decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log
from statistics import median
from typing import Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.factor import Factor
from armstrail.model.finding import Aside, Denial, Finding, Question
from armstrail.model.terms import lies_within
from armstrail.model.voice import Voice
from armstrail.reconciliation.comparing import Comparable, Rule, load_comparable
from armstrail.reconciliation.conflicts import conflicts
from armstrail.reconciliation.days import NEVER, days_of
from armstrail.reconciliation.figures import counted, effective_status, figure_of, nested
from armstrail.reconciliation.registers import TakenBack, add_up
from armstrail.reconciliation.speakers import Speakers
from armstrail.reconciliation.utterances import Key, by_key, is_figure
from armstrail.vocabulary import Actor, Origins

Pair = tuple[str | None, str | None]
_ENOUGH: Final = 3  # voices from which a median says which of them is out of place
_TOLD_BY_TAGS: Final = ("opinion", "row")  # what a voice is by a tag of one of its claims
_KEPT: Final = ("estimate",)  # kinds of factor by which an origin estimates itself; the others only turn units


def find(
    question: Question,
    voices: Sequence[Voice],
    claims: Iterable[tuple[Claim, Document]],
    origins: Origins,
    actors: Mapping[str, Actor],
    factors: Sequence[Factor] = (),
    table: Comparable | None = None,
) -> Finding:
    """All that is said to one question; of many questions to one ledger, `findings` is quicker."""
    return next(findings([question], voices, claims, origins, actors, factors, table))


def findings(
    questions: Iterable[Question],
    voices: Sequence[Voice],
    claims: Iterable[tuple[Claim, Document]],
    origins: Origins,
    actors: Mapping[str, Actor],
    factors: Sequence[Factor] = (),
    table: Comparable | None = None,
) -> Iterator[Finding]:
    """All that is said to each question, in the order of the questions.

    Args:
        voices: as `voices` made them from `claims`.
        claims: standing claims with their documents, in any order.
        actors: of the vocabulary, for the state that a company or group belongs to.
        factors: the book that the voices were made with.
        table: what may be set beside what; None for `comparable.toml`.
    Yields:
        for each question a finding: voices in the order of their as-of days, those that count only a part with
        coverage `partial`; one aside for each voice left out, at its first carrier; denials by their days.
    """
    shelf = _Shelf(voices, by_key(claims), origins, actors, factors, table or load_comparable())
    for question in questions:
        yield shelf.find(question)


class _Shelf:
    """Voices, undated claims and denials, filed by the parties they touch."""

    def __init__(
        self,
        voices: Sequence[Voice],
        claims: Mapping[Key, tuple[Claim, Document]],
        origins: Origins,
        actors: Mapping[str, Actor],
        factors: Sequence[Factor],
        table: Comparable,
    ) -> None:
        self._claims, self._actors, self._table = claims, actors, table
        self._speakers = Speakers(origins)
        self._kinds = {factor.id: factor.kind for factor in factors}
        self._voices: defaultdict[Pair, defaultdict[str | None, list[Voice]]] = defaultdict(lambda: defaultdict(list))
        for voice in sorted(voices, key=lambda one: (one.as_of, one.known, one.id)):
            for pair in self._pairs(voice.supplier, voice.recipient):
                self._voices[pair][voice.item].append(voice)
        self._taken_back: defaultdict[Pair, list[TakenBack]] = defaultdict(list)
        self._tagged = {tag: {key for key, (claim, _) in claims.items() if tag in claim.tags} for tag in _TOLD_BY_TAGS}
        self._undated: defaultdict[Pair, list[Key]] = defaultdict(list)
        self._denied: defaultdict[Pair, list[Key]] = defaultdict(list)
        self._file_claims()

    def find(self, question: Question) -> Finding:
        """What is said to a question."""
        entered: list[Voice] = []
        rows: list[Voice] = []
        asides: list[Aside] = []
        for voice in self._touching(question):
            rule = self._rule(question, voice)
            if rule.outcome == "aside":
                asides.append(_aside(voice, rule.reason, rule.because))
            else:
                into = rows if self._is_tagged(voice, "row") else entered
                into.append(replace(voice, coverage="partial") if rule.outcome == "floor" else voice)
        if rows:
            entered += add_up(question, rows, self._corrections(question))
        standing, corrected = _corrected(entered)
        standing, dwarfed = _dwarfed(standing, self._table.links.dwarfed)
        asides += (*corrected, *dwarfed)
        for pair in _asked(question):
            for key in self._undated.get(pair, ()):
                claim, _ = self._claims[key]
                if nested(counted(claim), question.item):
                    asides.append(Aside(*key, "undated", "neither the document nor the words name a day"))
        asides.sort(key=lambda one: (one.reason, one.document, one.claim))
        return Finding(
            question,
            tuple(standing),
            tuple(asides),
            conflicts(question, standing),
            tuple(self._denials(question)),
        )

    def _file_claims(self) -> None:
        pairs_of: defaultdict[str, set[Pair]] = defaultdict(set)
        denials: list[Key] = []
        for key in sorted(self._claims):
            claim, document = self._claims[key]
            if claim.kind != "statement" and (claim.supplier or claim.recipient):
                pairs_of[key[0]].update(self._pairs(claim.supplier, claim.recipient))
            if "row" in claim.tags and claim.modality == "denied":  # of a register: an amount that is taken back
                days = days_of(claim, document)
                whose = self._speakers.whose(claim, document, days.known if days is not None else NEVER)
                if days is not None and claim.quantity is not None:
                    edition = whose.origin, days.known
                    for pair in self._pairs(claim.supplier, claim.recipient):
                        self._taken_back[pair].append(TakenBack(edition, claim, document))
            elif claim.modality == "denied" and claim.kind != "statement":
                for pair in self._pairs(claim.supplier, claim.recipient):
                    self._denied[pair].append(key)
            elif claim.kind == "statement" and claim.stance == "deny":
                denials.append(key)
            elif is_figure(claim) and days_of(claim, document) is None:
                for pair in self._pairs(claim.supplier, claim.recipient):
                    self._undated[pair].append(key)
        for key in denials:  # of a stance the words name the speaker and his accuser: its document, who gave to whom
            speaker = self._claims[key][0].supplier
            for pair in pairs_of[key[0]]:
                if speaker in pair:
                    self._denied[pair].append(key)

    def _corrections(self, question: Question) -> list[TakenBack]:
        """What registers take back of what is asked."""
        return [
            each
            for each in self._taken_back.get((question.supplier, question.recipient), ())
            if each.claim.quantity is not None
            and each.claim.quantity.unit == question.unit
            and lies_within(counted(each.claim) or "", question.item)
            and (effective_status(each.claim) or "delivered") == question.stage
        ]

    def _home(self, party: str | None) -> str | None:
        """The state whose own a party is; itself where it is nobody's."""
        actor = self._actors.get(party or "")
        if actor is None or actor.home is None:
            return party
        return actor.home if actor.kind == "company" or party in self._table.of_state else party

    def _pairs(self, supplier: str | None, recipient: str | None) -> set[Pair]:
        return {
            (giver, taker) for giver in {supplier, self._home(supplier)} for taker in {recipient, self._home(recipient)}
        }

    def _touching(self, question: Question) -> Iterator[Voice]:
        met: set[str] = set()
        for pair in _asked(question):
            items: Mapping[str | None, list[Voice]] = self._voices.get(pair, {})
            for item in sorted(items, key=str):
                if nested(item, question.item):
                    for voice in items[item]:
                        if voice.id not in met:
                            met.add(voice.id)
                            yield voice

    def _rule(self, question: Question, voice: Voice) -> Rule:
        facts = self._facts(question, voice)
        return next(rule for rule in self._table.rules if rule.when.items() <= facts.items())

    def _facts(self, question: Question, voice: Voice) -> dict[str, str]:
        """What a voice is to a question, in the words of the table."""
        unit = voice.quantity.unit
        derived = voice.derived is not None and voice.derived.factor is not None
        kept = derived and voice.derived is not None and self._kinds.get(str(voice.derived.factor)) in _KEPT
        return {
            "supplier": _party(voice.supplier, question.supplier),
            "recipient": _party(voice.recipient, question.recipient),
            "item": _item(voice.item, question.item),
            "unit": "same" if unit == question.unit else "share" if unit == "percent" else "other",
            "stage": _stage(voice, question.stage),
            "nature": _nature(voice, question.nature),
            "measure": voice.measure or "none",
            "coverage": voice.coverage or "none",
            "grade": _yes(voice.digit == 5),
            "opinion": _yes(self._is_tagged(voice, "opinion")),
            "capacity": _yes(voice.status == "possible" and question.stage != "possible"),
            "unit_derived": _yes(derived and not kept),
        }

    def _is_tagged(self, voice: Voice, tag: str) -> bool:
        return any((each.document, each.claim) in self._tagged[tag] for each in voice.carriers)

    def _denials(self, question: Question) -> Iterator[Denial]:
        """Each origin's denial of one figure, or of the whole, on one day, at its first place."""
        met: dict[tuple[object, ...], Denial] = {}
        for pair in _asked(question):
            for key in self._denied.get(pair, ()):
                claim, document = self._claims[key]
                if not nested(counted(claim), question.item):
                    continue
                days = days_of(claim, document)
                known = days.known if days is not None else NEVER
                whose = self._speakers.whose(claim, document, known)
                if claim.kind == "statement" and claim.source is None and claim.supplier is not None:
                    whose = self._speakers.of_party(claim.supplier, known)
                figure = figure_of(claim.quantity) if claim.quantity is not None else None
                said = Denial(*key, whose.origin, whose.family, known, figure is None)
                met.setdefault((whose.origin, figure, known), said)
        yield from sorted(met.values(), key=lambda one: (one.known, one.origin, one.document, one.claim))


def _asked(question: Question) -> tuple[Pair, ...]:
    """The pairs under which what touches a question is filed: one party may not be told, but not both."""
    return (
        (question.supplier, question.recipient),
        (question.supplier, None),
        (None, question.recipient),
    )


def _aside(voice: Voice, reason: str, detail: str) -> Aside:
    return Aside(voice.carriers[0].document, voice.carriers[0].claim, reason, detail)


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _party(said: str | None, asked: str) -> str:
    return "unknown" if said is None else "same" if said == asked else "part"


def _item(said: str | None, asked: str) -> str:
    if said is None:
        return "unknown"
    return "same" if said == asked else "below" if lies_within(said, asked) else "above"


def _stage(voice: Voice, asked: str) -> str:
    if voice.kind == "use":
        return "same" if asked == "used" else "used" if asked == "delivered" else "other"
    status = voice.status or "delivered"
    if status == asked:
        return "same"
    return "underway" if status == "underway" and asked == "delivered" else "other"


def _nature(voice: Voice, asked: str) -> str:
    share = voice.measure == "share" or voice.quantity.unit == "percent"
    nature = "share" if share else "stock" if voice.coverage == "stock" else "flow"
    return "same" if nature == asked else nature


def _corrected(voices: Sequence[Voice]) -> tuple[list[Voice], list[Aside]]:
    """Of figures of one origin for one day and the same thing the latest stands; the earlier are corrected by it."""
    latest: dict[tuple[object, ...], Voice] = {}
    for voice in voices:
        scope = _scope(voice)
        if scope not in latest or voice.known > latest[scope].known:
            latest[scope] = voice
    standing: list[Voice] = []
    asides: list[Aside] = []
    for voice in sorted(voices, key=lambda one: (one.as_of, one.known, one.id)):
        newer = latest[_scope(voice)]
        if newer.known > voice.known:
            asides.append(_aside(voice, "corrected", f"by the same origin on {newer.known}"))
        else:
            standing.append(voice)
    return standing, asides


def _dwarfed(voices: Sequence[Voice], share: float) -> tuple[list[Voice], list[Aside]]:
    """Parts from the rest what is less than a `share` of the median of at least three figures.

    Nobody errs by three powers of ten on one thing: twelve shells beside millions are those of one crater or one truck.
    """
    middles = {voice.id: log(middle) for voice in voices if (middle := _middle(voice)) > 0}
    if len(middles) < _ENOUGH:
        return list(voices), []
    least = median(middles.values()) + log(share)
    small = {voice.id for voice in voices if middles.get(voice.id, least) < least}
    because = f"less than {share:.4g} of the median: it must count something else, or next to nothing of it"
    return (
        [voice for voice in voices if voice.id not in small],
        [_aside(voice, "dwarfed", because) for voice in voices if voice.id in small],
    )


def _middle(voice: Voice) -> float:
    low, high = voice.quantity.low, voice.quantity.high
    return (low if low is not None else 0.0) if high is None else ((low if low is not None else high) + high) / 2


def _scope(voice: Voice) -> tuple[object, ...]:
    return (voice.origin, voice.supplier, voice.recipient, voice.item, voice.designation, voice.kind, voice.measure,
            voice.status, voice.coverage, voice.start, voice.as_of, voice.quantity.unit)  # fmt: skip
