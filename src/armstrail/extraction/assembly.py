"""Join what the finders found into claims: direction, source and circumstances of each draft, in text order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from armstrail.extraction import circumstances, periods, whereabouts
from armstrail.extraction.agreements import agreement_signs, draft_agreements, draft_requests
from armstrail.extraction.attribution import find_sayings
from armstrail.extraction.backdrop import Backdrop, History, Pair, backdrop_of, goes_on
from armstrail.extraction.cues import Cues, Target, cues_of
from armstrail.extraction.dates import DateMention, find_dates
from armstrail.extraction.deals import is_their_sum
from armstrail.extraction.drafts import Draft, draft_amounts, draft_items
from armstrail.extraction.each import pairs_of_each
from armstrail.extraction.earlier import of_share_before
from armstrail.extraction.exchanges import exchanged
from armstrail.extraction.flows import load_weights
from armstrail.extraction.gate import topic_signs
from armstrail.extraction.links import linked
from armstrail.extraction.nameless import has_nameless_giver
from armstrail.extraction.naming import bind_parties
from armstrail.extraction.narrowing import narrowed
from armstrail.extraction.pairs import Chooser
from armstrail.extraction.parted import is_part_of, without_parts
from armstrail.extraction.parties import Parties, find_parties
from armstrail.extraction.passage import Passage, Sentence, read_passage
from armstrail.extraction.plausibility import PLAUSIBLE, likelihood, plausibility, scope_of, spoken_for, temper_of
from armstrail.extraction.quantities import Refused, find_amounts, find_fractions
from armstrail.extraction.ranking import ranked
from armstrail.extraction.regions import without_regions
from armstrail.extraction.respective import in_its_turn
from armstrail.extraction.returns import BACK, PAID, returned
from armstrail.extraction.rows import next_in_row
from armstrail.extraction.saying import Saying
from armstrail.extraction.scenes import scene_of
from armstrail.extraction.seizing import mark_seizers
from armstrail.extraction.slots import (
    MEASURES,
    MODALITIES,
    STATUSES,
    Before,
    SlotScores,
    Told,
    decide_slot,
    facts_of_slots,
)
from armstrail.extraction.sources import Source, Voices, source_of
from armstrail.extraction.speakers import Speaker, find_speakers
from armstrail.extraction.statements import addressee, draft_statements, is_request, stance_signs
from armstrail.extraction.titles import title_parties
from armstrail.extraction.trade import is_told_of_sales, leaves_open
from armstrail.extraction.unsent import are_unsent
from armstrail.extraction.using import are_lost, stage_of_used
from armstrail.extraction.verbs import Act, acts_in, find_acts
from armstrail.extraction.whose import actor_of
from armstrail.languages import LanguagePack
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span

_AGREED = -0.7  # log-odds above which a word of agreeing becomes a claim
_AHEAD = frozenset({"planned", "requested", "offered", "possible"})
_ROW = ("a row that goes on with the figure before",)
_RANK = ("a share of what all sell or buy",)
_BESIDE = ("a share beside the one before",)
_EACH = ("each of several has the figure",)
_SURE = (_ROW, BACK, PAID, _RANK, _BESIDE)  # figures so told are as much claims as those that they hang on


@dataclass(slots=True)
class Finds:
    """What the finders found in one document, before anything is decided."""

    passage: Passage
    dates: list[DateMention]
    speakers: list[Speaker]
    parties: Parties
    acts: list[Act]
    sayings: list[Saying]
    drafts: list[Draft]
    items: list[Draft]
    refused: list[Refused]


def find(document: Document, pack: LanguagePack, window: tuple[int, int] | None = None) -> Finds:
    """Run all finders over a document, or a window of it, in their order."""
    passage = read_passage(document, pack, window)
    dates = find_dates(passage)
    amounts, refused = find_amounts(passage, dates)
    taken = {at for amount in amounts for at in range(amount.first, amount.last)}
    amounts = sorted(amounts + find_fractions(passage, taken, dates), key=lambda amount: amount.first)
    speakers = find_speakers(passage)
    parties = find_parties(passage, speakers)
    acts = find_acts(passage)
    sayings = find_sayings(passage, speakers)
    _mark_speaking(parties, sayings)
    bind_parties(passage, parties, speakers, sayings, acts)
    drafts, more = draft_amounts(passage, amounts, acts)
    items = draft_items(passage, drafts, more, acts)
    _set_rivals([*drafts, *items])
    mark_seizers(passage, parties, acts)
    return Finds(passage, dates, speakers, parties, acts, sayings, drafts, items, refused + more)


def _tells_both(cues: Cues) -> bool:
    """Whether the clause of a figure tells both who gives and who gets."""
    givers = {code for code, names in cues.items() if "gives_here" in names}
    takers = {code for code, names in cues.items() if "gets_here" in names}
    return len(givers) == len(takers) == 1 and givers != takers


def _set_rivals(drafts: list[Draft]) -> None:
    by_sentence: dict[int, list[tuple[int, int]]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.index, []).append((draft.first, draft.last))
    for draft in drafts:
        draft.target.rivals = tuple(by_sentence[draft.sentence.index])


def _mark_speaking(parties: Parties, sayings: list[Saying]) -> None:
    spans = [(s.speaker.first, s.speaker.last) for s in sayings if s.speaker is not None]
    for party in parties.mentions:
        party.speaks = any(first <= party.first < last for first, last in spans)
    parties.leave_out([s.speaker for s in sayings if s.speaker is not None and s.speaker.source_type == "media"])


class Reader:
    """Reads one document, or a window of a very long one: finds, gates, decides direction in text order, builds
    claims and misses."""

    def __init__(self, document: Document, pack: LanguagePack, window: tuple[int, int] | None = None) -> None:
        self.document = document
        self.finds = find(document, pack, window)
        self.passage = self.finds.passage
        self.weights = load_weights()
        self.scene = scene_of(self.finds, title_parties(document, pack, self.finds.parties.by_code), self.weights)
        self.chooser = Chooser(self.scene, self.weights)
        self.voices = Voices.of(
            self.passage, self.finds.speakers, self.finds.sayings, self.weights.source, self.finds.acts
        )
        self.temper: dict[str, float] = {}
        self.before = Before()
        self.told: dict[int, Told] = {}
        self.made: list[tuple[Draft, Claim]] = []
        self.misses: list[Miss] = []
        self._quotes: dict[int, Span] = {}  # by sentence
        self._places: Counter[tuple[str, int, int]] = Counter()
        self._seen: tuple[Sentence, Backdrop] | None = None

    def read(self, extractor: str) -> Reading:
        """The reading of the document by this version of the extractor."""
        for refused in self.finds.refused:
            self._miss(refused.first, refused.last, refused.reason, refused.detail)
        found = self.finds
        signs = topic_signs(self.passage, found.parties, found.acts, [*found.drafts, *found.items], self.scene)
        topical = likelihood(signs, self.weights)
        self.temper = temper_of(self.passage) | {"topical": max(min(topical / 3, 1.5), -1.0)}
        if topical < 0:
            for draft in self.finds.drafts:
                self._miss(draft.first, draft.last, "off_topic")
            return self._reading(extractor, "off_topic")
        self._transfers()
        self._agreements()
        self._statements()
        return self._reading(extractor, "read")

    def _reading(self, extractor: str, state: str) -> Reading:
        whole = without_parts(self.passage, self.made)
        self.made = [(draft, claim) for (draft, _), claim in zip(self.made, whole, strict=True)]
        claims = sorted(linked(self.passage, self.made), key=lambda c: (c.anchor.start, c.anchor.end, c.kind, c.id))
        misses = sorted(self.misses, key=lambda m: (m.span, m.reason, m.detail))
        return Reading(self.document.digest, extractor, tuple(claims), tuple(misses), state)

    def _miss(self, first: int, last: int, reason: str, detail: str = "") -> None:
        self.misses.append(Miss(self.passage.span(first, last), reason, detail))

    def _transfers(self) -> None:
        drafts = sorted([*self.finds.drafts, *self.finds.items], key=lambda d: (d.first, d.last))
        history = History()
        prices = exchanged(self.passage, drafts)
        said: set[tuple[str, Pair, str | None, bool]] = set()
        kinds: set[str] = set()
        made: Draft | None = None
        for n, draft in enumerate(drafts):
            cues = cues_of(self.passage, self.finds.parties, draft.target)
            sort = draft.target.sort
            self._remember_verb(draft.sentence, history)
            pair, reasons = self._pair_of(draft, cues, history, made)
            sure = reasons in _SURE
            places = self.passage, self.finds.parties, draft.target, draft.first
            if (own := in_its_turn(*places, pair, history.latest)) is not None:
                pair, reasons = own, ("its place in two rows",)
            paid = self._paid_for(drafts, n, prices, history) if draft.first in prices else None
            if paid is not None and not any("gives_here" in names for c, names in cues.items() if c not in paid):
                pair, reasons = (paid[1], paid[0]), ("the price of other goods",)
            weights = self.weights.claims[scope_of(draft)]
            likely = plausibility(self.passage, draft, pair, cues, self.scene, self.temper, weights)
            least = PLAUSIBLE - spoken_for(self.passage, draft, self.temper)
            here = self.finds.parties.by_sentence.get(draft.sentence.index, ())
            known = pair in history.pairs
            lost = not draft.inherited and are_lost(self.passage, draft.target, pair, here, known=known)
            unsent = are_unsent(self.passage, draft.target, draft.path, pair, here)
            unlikely = (likely < least or lost or unsent) and not sure
            draft.path = narrowed(self.passage, draft, kinds)
            key = (draft.kind, pair, draft.path, self._is_denied(draft))
            if draft.amount is None:
                if unlikely or draft.told or None in without_regions(pair) or key in said:
                    continue
            elif unlikely or without_regions(pair) == (None, None):
                self._miss(draft.first, draft.last, "unlikely" if unlikely else "no_party")
                continue
            said.add(key)
            kinds.update((draft.path,) if draft.path is not None else ())
            if draft.first not in prices:
                history.add(draft.sentence, sort, pair)
                made = draft
            self._claim(draft, pair, reasons)
            for other in pairs_of_each(self.passage, draft.target, here, pair) if draft.amount is not None else ():
                self._claim(draft, other, _EACH)

    def _pair_of(self, draft: Draft, cues: Cues, history: History, made: Draft | None) -> tuple[Pair, tuple[str, ...]]:
        """The pair of a figure, and why: that of the one before it (`made`) where the text goes on with it, else the
        likeliest."""
        passage, parties, latest = self.passage, self.finds.parties, history.latest
        if (back := returned(passage, parties, self.finds.acts, draft, history)) is not None:
            return back
        if draft.unit == "percent" and (one := ranked(passage, parties, draft.target)) is not None:
            return one, _RANK
        if made is not None and latest is not None:
            if (one := of_share_before(passage, parties, draft, made, latest.pair)) is not None:
                return one, _BESIDE
        if not parties.by_sentence.get(draft.sentence.index):
            if (kept := goes_on(passage, draft.sentence, draft.amount, history)) is not None:
                return kept, ("a part of the figure before",)
        elif draft.unit == "percent" and _tells_both(cues):
            return self._decide(draft, cues, history)
        elif (kept := next_in_row(passage, parties, draft.target, latest)) is not None:
            return kept, _ROW
        elif made is not None and latest is not None:
            if is_their_sum(passage, draft, made, parties, self.finds.acts):
                return latest.pair, ("the sum of the goods before",)
            if is_part_of(draft, made, cues):
                return latest.pair, ("a part of the figure before",)
        return self._decide(draft, cues, history)

    def _is_denied(self, draft: Draft) -> bool:
        """Whether its clause denies what a draft tells: told before without a denial, it is told anew."""
        passage, first, last, act = self.passage, draft.first, draft.last, draft.target.act
        return circumstances.modality_of(passage, draft.sentence, first, last, act, None) == "denied"

    def _remember_verb(self, sentence: Sentence, history: History) -> None:
        """`He accused Serbia of arming Kyiv. It was about 300,000 shells`: the pair of a verb that the sentence before
        has without goods, where this one names no party."""
        before = self.passage.sentences[sentence.index - 1] if sentence.index else None
        parties = self.finds.parties
        if before is None or before.paragraph != sentence.paragraph or parties.by_sentence.get(sentence.index):
            return
        if history.latest is not None and history.latest.sentence.index >= before.index:
            return
        for act in acts_in(before, self.finds.acts):
            if act.group == "supply" and act.subject is not None:
                target = Target(act.first, act.last, before, "goods", act)
                cues = cues_of(self.passage, parties, target)
                pair, _ = self.chooser.decide(cues, self._backdrop(before), History(), before, "goods")
                if all(code in cues for code in pair):
                    history.add(before, "goods", pair)

    def _decide(self, draft: Draft, cues: Cues, history: History) -> tuple[Pair, tuple[str, ...]]:
        target, sentence = draft.target, draft.sentence
        left_open = None
        if draft.kind == "valuation" or draft.unit == "percent":
            left_open = leaves_open(self.passage, self.finds.parties, self.scene.title, sentence, target)
        if left_open is None and has_nameless_giver(self.passage, self.finds.parties, target, cues):
            left_open = "supplier"
        backdrop = self._backdrop(sentence)
        decided = self.chooser.decide(cues, backdrop, history, sentence, target.sort, target.to_people, left_open)
        (supplier, recipient), _ = decided
        elsewhere = supplier in cues and recipient is not None and recipient not in cues
        before = self.made[-1] if self.made else None
        goes_on = before is not None and before[0].unit == "percent" and before[1].recipient == recipient
        if draft.unit == "percent" and elsewhere and not goes_on and is_told_of_sales(self.passage, sentence):
            left_open = "recipient"  # a share told of a seller is of all that it sells, whoever else was named before
            return self.chooser.decide(cues, backdrop, history, sentence, target.sort, target.to_people, left_open)
        return decided

    def _paid_for(self, drafts: Sequence[Draft], n: int, prices: Collection[int], history: History) -> Pair | None:
        """The pair of the goods that a price, the draft at `n`, is paid for: those named before it in its sentence,
        else those behind it (`in return for the shells, Russia sent food`)."""
        latest, sentence = history.latest, drafts[n].sentence
        if latest is not None and latest.sentence is sentence:
            return latest.pair
        behind = (d for d in drafts[n + 1 :] if d.sentence is sentence and d.first not in prices)
        goods = next(behind, None)
        if goods is None:
            return None
        return self._decide(goods, cues_of(self.passage, self.finds.parties, goods.target), history)[0]

    def _backdrop(self, sentence: Sentence) -> Backdrop:
        """What the text around says of each party, kept as long as figures stand in one sentence."""
        if self._seen is None or self._seen[0] is not sentence:
            self._seen = sentence, backdrop_of(self.passage, self.finds.parties, sentence)
        return self._seen[1]

    def _agreements(self) -> None:
        finds, said = self.finds, set[tuple[Pair, str | None]]()
        drafts = [
            draft for draft in draft_agreements(self.passage, finds.acts)
            if likelihood(agreement_signs(self.passage, finds.parties, draft, finds.drafts, self.temper), self.weights)
            > _AGREED
        ]  # fmt: skip
        for draft in drafts + draft_requests(self.passage, finds.items, finds.acts):
            cues = cues_of(self.passage, self.finds.parties, draft.target)
            backdrop = self._backdrop(draft.sentence)
            pair, reasons = self.chooser.decide(cues, backdrop, History(), draft.sentence, draft.target.sort)
            if None not in pair and (pair, draft.path) not in said:
                said.add((pair, draft.path))
                self._claim(draft, pair, reasons)

    def _statements(self) -> None:
        for stance in draft_statements(self.voices, [*self.finds.drafts, *self.finds.items], self.weights.about):
            signs = stance_signs(self.passage, self.finds.parties, stance, self.temper)
            if likelihood(signs, self.weights) < 0 or is_request(stance, self.made):
                continue
            whom = addressee(self.finds.parties, self.scene, stance, self.weights)
            source = Source(stance.speaker, "stated", (), carried=False)
            self._claim(stance.draft, (stance.holder, whom), (f"stance: {stance.stance}",), stance.stance, source)

    def _claim(
        self,
        draft: Draft,
        pair: Pair,
        reasons: tuple[str, ...],
        stance: str | None = None,
        source: Source | None = None,
    ) -> None:
        passage, sentence, pair = self.passage, draft.sentence, without_regions(pair)
        if source is None:
            source = source_of(self.voices, sentence, draft.first)
        act = draft.target.act
        first, last = draft.first, draft.last
        date = None if stance else periods.date_of(passage, self.finds.dates, sentence, first, last)
        period = periods.bounded(passage, sentence, date) if date is not None else None
        modality, status, measure = ("stated", None, None) if stance else self._slots(draft, source, period)
        if date is not None and period is not None and (status in _AHEAD or period.start is None):
            period = periods.put_ahead(passage, date, period, 6 if status in _AHEAD else 3)
        quantity = None
        if draft.amount is not None:
            amount = draft.amount
            quantity = Quantity(amount.low, amount.high, draft.unit or "pieces", amount.hedge)
        anchor, quote = passage.span(first, last), self._quote(draft)
        place = (draft.kind, anchor.start, anchor.end)
        ordinal = self._places[place]
        self._places[place] += 1
        claim = Claim(
            doc=self.document.id,
            id=claim_id(self.document.digest, draft.kind, anchor, ordinal),
            kind=draft.kind,
            quote=quote if quote.holds(anchor) else quote.cover(anchor),
            anchor=anchor,
            supplier=pair[0],
            recipient=pair[1],
            item=draft.path,
            designation=self._designation(draft),
            quantity=quantity,
            measure=measure,
            status=status,
            modality=modality,
            stance=stance,
            source=passage.span(*(source.speaker.stands_for or (source.speaker.first, source.speaker.last)))
            if source
            else None,
            source_type=source.speaker.source_type if source else None,
            basis=circumstances.basis_of(passage, sentence, source),
            period=period,
            places=() if stance else whereabouts.places_of(passage, self.finds.parties, sentence, act, first),
            condition=None if stance else circumstances.condition_of(passage, sentence, first, last, draft.unit),
            via=tuple(passage.words(v.first, v.last) for v in source.via) if source else (),
            reasons=reasons,
            source_actor=actor_of(passage, self.finds.parties, self.finds.speakers, source.speaker) if source else None,
        )
        self.made.append((draft, claim))

    def _slots(self, draft: Draft, source: Source | None, period: Period | None) -> tuple[str, str, str | None]:
        """Modality, status and measure (None without a figure): what the clause says, weighed with all around."""
        passage, sentence, act = self.passage, draft.sentence, draft.target.act
        first, last, before = draft.first, draft.last, self.before
        common = SlotScores(facts_of_slots(passage, draft, source, period, self.told), self.weights.slots)
        rule = circumstances.modality_of(passage, sentence, first, last, act, source)
        modality = decide_slot("modality", MODALITIES, rule, before, sentence, common)
        if source is not None and not source.carried and rule == source.modality == "estimated":
            modality = rule  # who estimates in so many words does not state
        if rule == "estimated" and act is not None and circumstances.may_have(passage, act):
            modality = rule
        rule = circumstances.status_of(passage, sentence, first, last, act, draft.kind)
        status = decide_slot("status", STATUSES, rule, before, sentence, common)
        if rule == "delivered" and circumstances.goes_on_ahead(passage, sentence, act, last, self.finds.acts):
            status = rule
        plain = circumstances.plain_status(passage, sentence, act)
        status = stage_of_used(passage, draft.target, self.finds.acts) or plain or status
        held = {"modality": modality, "status": status}
        measure = None
        if draft.amount is not None:
            rule = circumstances.measure_of(passage, sentence, first, last, draft.amount, status, period)
            measure = decide_slot("measure", MEASURES, rule, before, sentence, common)
            held["measure"] = measure
        self.before = Before(sentence, before.held | held)
        return modality, status, measure

    def _quote(self, draft: Draft) -> Span:
        """The sentence of a draft; the figures of one share its span."""
        sentence = draft.sentence
        if sentence.index not in self._quotes:
            self._quotes[sentence.index] = self.passage.span(sentence.first, sentence.last)
        return self._quotes[sentence.index]

    def _designation(self, draft: Draft) -> str | None:
        return self.passage.words(*draft.designation) if draft.designation else None
