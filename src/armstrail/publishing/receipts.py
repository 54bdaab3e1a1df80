"""From an estimate to its receipt: the number in a sentence, and under it every voice, conversion and claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from armstrail.model.assistance import assisted_by
from armstrail.model.estimate import Ceiling, Estimate, Interval, Nothing, Route, Weighed
from armstrail.model.factor import Factor
from armstrail.model.finding import Aside, Denial, Finding
from armstrail.model.terms import CONVEYANCES
from armstrail.model.voice import Derivation, Voice
from armstrail.publishing import likelihood
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.receipt import AsideLine, Pair, Receipt, Reference, VoiceLine
from armstrail.publishing.telling import Teller, worst_first

_REFERENCES_SHOWN: Final = 3
_CONFLICTS_SHOWN: Final = 8

Claims = Mapping[tuple[str, str], Carried]


def make_receipt(
    outcome: Estimate | Nothing,
    finding: Finding,
    claims: Claims,
    *,
    voices: Sequence[Voice] = (),
    origin_name: Callable[[str], str],
    factors: Mapping[str, Factor],
    language: str = "en",
    above: float | None = None,
) -> Receipt:
    """The receipt of an estimate, or of there being none.

    Args:
        outcome: what was estimated from `finding`.
        claims: the claims that the finding names, by digest of the document and id.
        voices: all voices of the flow, for those that the finding's own are worked out from.
        origin_name: gives the name of an origin by its code.
        factors: the conversions by their ids.
        language: a language of `languages()`.
        above: a threshold in the question's unit; how likely the number lies above it is told.
    Raises:
        PackError: there is no such language.
    """
    maker = _Maker(Teller(language, origin_name), finding, claims, factors, voices)
    return maker.estimated(outcome, above) if isinstance(outcome, Estimate) else maker.nothing(outcome)


class _Maker:
    """Words one receipt."""

    def __init__(
        self,
        teller: Teller,
        finding: Finding,
        claims: Claims,
        factors: Mapping[str, Factor],
        voices: Sequence[Voice],
    ) -> None:
        self._teller, self._finding, self._claims, self._factors = teller, finding, claims, factors
        self._words, self._phrases = teller.wording, teller.phrases
        self._question = finding.question
        self._voices = {voice.id: voice for voice in (*voices, *finding.voices)}

    def estimated(self, estimate: Estimate, above: float | None) -> Receipt:
        """The receipt of a number."""
        voices = self._voices
        tops = _highest(estimate.ceilings)
        ways: list[Route | Ceiling] = [*estimate.routes, *tops]
        return Receipt(
            title=self._teller.title(self._question),
            language=self._words.language,
            sentences=tuple(self._sentences(estimate, above)),
            confidence=self._confidence(estimate),
            cautions=tuple(self._caution(alarm.code, alarm.detail) for alarm in estimate.alarms),
            voices=tuple(self._voice(voices[weighed.voice], weighed) for weighed in estimate.weighed),
            routes=(*map(self._route, estimate.routes), *map(self._ceiling, tops)),
            factors=tuple(self._factor(each) for way in ways for each in way.factors),
            without=tuple(
                Pair(self._teller.family(each.family), self._without(each.median, each.shift))
                for each in estimate.without
            ),
            conflicts=self._conflicts(),
            denials=self._denials(),
            asides=self._asides(estimate.asides),
        )

    def nothing(self, nothing: Nothing) -> Receipt:
        """The receipt of there being no number."""
        reason = self._words.find(f"estimate.{nothing.reason}") or self._words.say("estimate.no_usable_voice")
        return Receipt(
            title=self._teller.title(self._question), language=self._words.language, sentences=(reason,), confidence="",
            cautions=(), voices=(), routes=(), factors=(), without=(), conflicts=(), denials=self._denials(),
            asides=self._asides(nothing.asides),
        )  # fmt: skip

    def _sentences(self, estimate: Estimate, above: float | None) -> Iterable[str]:
        say, headline = self._words.say, estimate.headline
        yield self._told("estimate.central", headline)
        low, high = self._bounds(headline.low50, headline.high50)
        yield say("estimate.even", low=low, high=high)
        if above is not None:
            chance = headline.above(above)
            term = say(f"likelihood.{likelihood.band(chance)}")
            percent = str(likelihood.percent(chance))
            yield say("estimate.above", term=term, percent=percent, amount=self._amount(above))
        if estimate.known_on is not None:
            yield say("estimate.known", date=self._phrases.date(estimate.known_on))
        if estimate.projected is not None:
            yield self._told("estimate.projected", estimate.projected)
        if self._question.unit in CONVEYANCES:
            yield say("estimate.counts_seen")

    def _told(self, key: str, interval: Interval) -> str:
        low, high = self._bounds(interval.low90, interval.high90)
        median, date = self._amount(likelihood.nearest(interval.median)), self._phrases.date(interval.day)
        return self._words.say(key, median=median, low=low, high=high, date=date)

    def _bounds(self, low: float, high: float) -> tuple[str, str]:
        return self._teller.bounds(low, high, self._question.unit, self._question.item)

    def _amount(self, value: float) -> str:
        return self._phrases.amount(value, self._question.unit, self._question.item)

    def _confidence(self, estimate: Estimate) -> str:
        count = self._phrases.count
        return self._words.say(
            "estimate.confidence",
            level=self._words.say(f"confidence.{estimate.confidence}"),
            voices=count("voices", estimate.voices),
            families=count("families", len(estimate.families)),
            effective=count("independent", round(estimate.effective, 1)),
            claims=count("claims", estimate.carriers),
        )

    def _caution(self, code: str, detail: str) -> str:
        shown = detail
        if code in ("one_family_decides", "one_family_only"):
            shown = self._teller.family(detail)
        elif code == "sources_contradict":
            pairs = [each.split("=") for each in detail.split(";") if each]
            shown = ", ".join(
                f"{self._teller.family(family)} {self._amount(likelihood.nearest(float(median)))}"
                for family, median in pairs
            )
        elif code == "grades_move_it":
            shown = self._amount(likelihood.nearest(float(detail)))
        elif code == "beyond_limit":
            voice, limit, excess = detail.split(":")
            words = self._teller.say(f"limit.{limit}")
            shown = self._teller.say(
                "estimate.beyond", figure=self._said(self._voices[voice]), limit=words, times=excess
            )
        elif code == "not_as_called":
            shown = self._said(self._voices[detail.partition(":")[0]])
        return self._words.say(f"caution.{code}", detail=shown)

    def _derived(self, derivation: Derivation) -> str:
        parent = self._voices.get(derivation.voice or "")
        if parent is None:  # only whose figures it leans on is known
            families = ", ".join(self._teller.family(each) for each in derivation.family.split(","))
            return self._words.say("estimate.derived_leaning", families=families)
        origin = self._teller.origin(parent.origin)
        if derivation.factor is not None:
            return self._words.say("estimate.derived_factor", origin=origin, factor=derivation.factor)
        return self._words.say("estimate.derived_same", origin=origin)

    def _voice(self, voice: Voice, weighed: Weighed) -> VoiceLine:
        say, phrases = self._words.say, self._phrases
        moves = "" if weighed.shift is None else say("estimate.moves", percent=_signed(weighed.shift))
        grade = f"{voice.letter or 'F'}{voice.digit or 6}" if voice.letter or voice.digit else ""
        publishers = dict.fromkeys(ref.publisher for ref in self._references(voice) if ref.publisher)
        return VoiceLine(
            voice=voice.id,
            origin=self._teller.origin(voice.origin),
            family=self._teller.family(voice.family),
            figure=phrases.quantity(voice.quantity, voice.item),
            as_of=phrases.date(voice.as_of, full=False),
            known=phrases.date(voice.known, full=False),
            weight=say("estimate.weight", percent=str(round(100 * weighed.weight))),
            entered=say(f"zone.{weighed.zone}"),
            moves=moves,
            derived=self._derived(voice.derived) if voice.derived else "",
            grade=grade,
            carried=self._some(list(publishers)),
            references=tuple(self._references(voice)),
            helped=self._helped(voice),
        )

    def _helped(self, voice: Voice) -> str:
        helped = [bool(assisted_by(self._claims[each.document, each.claim].claim)) for each in voice.carriers]
        if not any(helped):
            return ""
        return self._words.say("source.assisted_voice" if all(helped) else "source.assisted_in_part")

    def _references(self, voice: Voice) -> Iterable[Reference]:
        for carrier in voice.carriers:
            yield self._reference(carrier.document, carrier.claim)

    def _reference(self, document: str, claim: str) -> Reference:
        carried = self._claims[document, claim]
        text = carried.document
        date = self._phrases.date(text.published, full=False) if text.published else self._words.say("source.undated")
        return Reference(
            claim=claim,
            document=document,
            document_id=text.id,
            words=carried.claim.anchor.cut(text.text),
            lang=text.lang,
            publisher=text.publisher or text.title or text.id,
            date=date,
        )

    def _route(self, route: Route) -> Pair:
        interval, unit = route.interval, self._phrases.unit(route.through.unit)
        low, high = self._bounds(interval.low90, interval.high90)
        median = self._amount(likelihood.nearest(interval.median))
        words = self._words.say("estimate.route", median=median, low=low, high=high, through=unit)
        return Pair(self._teller.title(route.through), words)

    def _ceiling(self, ceiling: Ceiling) -> Pair:
        full = self._amount(likelihood.nearest(ceiling.full))
        words = self._words.say("estimate.route_ceiling", full=full, through=self._phrases.unit(ceiling.through.unit))
        return Pair(self._teller.title(ceiling.through), words)

    def _factor(self, key: str) -> Pair:
        factor, number = self._factors[key], self._phrases.number
        text = self._words.say(
            "estimate.factor", low=number(factor.low), high=number(factor.high), central=number(factor.central),
            to=self._phrases.unit(factor.to_unit), **{"from": self._phrases.unit(factor.from_unit, 1)},
            kind=factor.kind.replace("_", " "), source=factor.source,
        )  # fmt: skip
        return Pair(key, text)

    def _without(self, median: float | None, shift: float | None) -> str:
        if median is None or shift is None:
            return self._words.say("estimate.without_none")
        amount = self._amount(likelihood.nearest(median))
        return self._words.say("estimate.without", median=amount, percent=_signed(shift))

    def _conflicts(self) -> tuple[Pair, ...]:
        """Those that cannot both be true first, then the widest gaps; how many more there are."""
        known = [each for each in self._finding.conflicts if {each.first, each.second} <= self._voices.keys()]
        ordered = worst_first(known)
        lines = []
        for conflict in ordered[:_CONFLICTS_SHOWN]:
            told = " / ".join(self._said(self._voices[side]) for side in (conflict.first, conflict.second))
            lines.append(Pair(told, self._teller.conflict(conflict)))
        rest = len(ordered) - len(lines)
        return (*lines, Pair("", self._phrases.count("more", rest))) if rest else tuple(lines)

    def _said(self, voice: Voice) -> str:
        figure = self._phrases.quantity(voice.quantity, voice.item)
        return f"{self._teller.origin(voice.origin)}: {figure} ({self._phrases.date(voice.as_of, full=False)})"

    def _denials(self) -> tuple[Pair, ...]:
        """One line for each origin that denies: its first word, and how often it says so."""
        said: dict[str, list[Denial]] = {}
        for denial in self._finding.denials:
            said.setdefault(denial.origin, []).append(denial)
        return tuple(self._denial(origin, group) for origin, group in said.items())

    def _denial(self, origin: str, group: Sequence[Denial]) -> Pair:
        first = group[0]
        carried = self._claims[first.document, first.claim]
        words = self._words.say("receipt.denies_all" if first.whole else "receipt.denies_one")
        reference = self._reference(first.document, first.claim)
        rest = f" {self._phrases.count('more', len(group) - 1)}" if len(group) > 1 else ""
        where = f"{reference.publisher}, {reference.date} [{reference.claim}]"
        who = self._teller.speaker(origin, carried.claim, carried.document)
        return Pair(who, f"{words}: “{reference.words}” {where}{rest}")

    def _asides(self, asides: Sequence[Aside]) -> tuple[AsideLine, ...]:
        groups: dict[str, list[Aside]] = {}
        for aside in asides:
            groups.setdefault(aside.reason, []).append(aside)
        return tuple(self._aside(code, groups[code]) for code in sorted(groups, key=lambda code: -len(groups[code])))

    def _aside(self, code: str, group: Sequence[Aside]) -> AsideLine:
        reason = self._words.say(f"aside.{code}")
        shown = tuple(self._reference(aside.document, aside.claim) for aside in group[:_REFERENCES_SHOWN])
        return AsideLine(code, reason, len(group), shown)

    def _some(self, names: Sequence[str]) -> str:
        shown = ", ".join(names[:_REFERENCES_SHOWN])
        rest = len(names) - _REFERENCES_SHOWN
        return f"{shown} {self._phrases.count('more', rest)}" if rest > 0 else shown


def _highest(ceilings: Sequence[Ceiling]) -> list[Ceiling]:
    """Of the ceilings through each unit the one that would hold most: the others are below it."""
    found: dict[str, Ceiling] = {}
    for each in sorted(ceilings, key=lambda one: (-one.full, one.factors)):
        found.setdefault(each.through.unit, each)
    return list(found.values())


def _signed(shift: float) -> str:
    percent = round(100 * shift)
    return f"+{percent}" if percent > 0 else f"−{-percent}" if percent else "0"
