"""What a figure counts where its own words do not say: a left-out noun, a broad one, a container, a sum in a list.

'Another 3,000 followed', 'la Cina con 267', '28,000 containers': every figure and item before it, and the
items behind it in the sentence, are candidates, weighed by where they stand and how they fit (`antecedent` in
weights.toml). For a bare number 'nothing' is a candidate, too: most bare numbers are no figure of the field.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Protocol

from armstrail.extraction.binding import name_before
from armstrail.extraction.flows import Scopes
from armstrail.extraction.items import GENERIC, is_counted, item_mentions, item_path, sort_of
from armstrail.extraction.numbered import is_numbered
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.quantities import Amount
from armstrail.extraction.replaced import is_replaced
from armstrail.languages import Mention

_BACK = 4  # sentences
_MOST_DRAFTS = 5
_MOST_MENTIONS = 6
_AHEAD = 12  # tokens
_PARTIES = frozenset({"actors.names", "actors.capital", "actors.adjectives", "actors.people"})
_PARTITIVE = frozenset({"grammar.partitive"})
_PARTS = frozenset({("grammar.prepositions", "of"), ("grammar.prepositions", "from")})
_OPENING = 4  # tokens from the start of a sentence to the goods whose parts it counts
_SUPPOSED = 12  # tokens from what is supposed to the number, and from the word of condition to it
_VERB_PHRASE = 6  # tokens from the pronoun to its number
_AUXILIARIES = frozenset({"grammar.passive", "grammar.perfect", "grammar.copula"})


class Earlier(Protocol):
    """What is asked of a draft made before."""

    first: int
    last: int
    kind: str
    path: str | None
    unit: str | None
    sentence: Sentence
    amount: Amount | None
    designation: tuple[int, int] | None


@dataclass(slots=True)
class Candidate:
    """What a figure may count: an item and a unit, by the mention or the earlier figure that brings them.

    `names` are its signs, which count once for each scope (what class of figure asks). `scale` multiplies the
    number where it goes on with a scaled sum (`406 million ... China with 267`). A candidate without a unit is
    'nothing'.
    """

    path: str | None
    unit: str | None
    names: list[str]
    scopes: tuple[str, ...]
    mention: Mention | None = None
    draft: Earlier | None = None
    scale: float = 1.0

    @property
    def signs(self) -> dict[str, float]:
        """Its signs as the table of weights names them: each by the figure's class and kind of class."""
        return {f"{scope}|{name}": 1.0 for scope in self.scopes for name in self.names}


def candidates_for(
    passage: Passage, sentence: Sentence, amount: Amount, before: Sequence[Earlier], own: str | None, group: str
) -> list[Candidate]:
    """All candidates of one figure, the nearest first.

    Args:
        own: the path that the figure's own noun gives (a broad noun's, `cargo` for containers), None where the
            noun was left out.
        group: the cue group of the act that governs the figure, `none` where there is none.
    """
    view = _View(passage, sentence, amount, own, group)
    mentioned = _of_mentions(view)
    if supposed := [c for c in mentioned if c.mention is not None and c.mention.first == view.supposed_goods()]:
        return supposed
    found = _of_drafts(view, before) + mentioned
    if own is None and (scaled := [c for c in found if c.scale > 1 and _goes_on(view, c)]):
        return scaled
    if own is None and found and view.is_part_of_named():
        return found
    if own is None:
        found.append(Candidate(None, None, view.signs_of_nothing(), view.scopes))
    elif parted := [c for c in found if c.mention is not None and c.mention.first == view.opening_goods()]:
        return parted
    else:
        unit = amount.head.unit if amount.head is not None else amount.unit
        found.append(Candidate(own, unit, view.signs_of_own(bool(found)), view.scopes))
    return found


def _goes_on(view: _View, candidate: Candidate) -> bool:
    """`28 miliardi, dei quali 5,6 rimborsati`: a number with decimals counts nothing, it goes on with the scaled sum
    of its sentence, or of the one before where a verb of worth governs it. So does the number that a name is given
    alone (`Denmark adds 40 million, Finland ten`)."""
    draft = candidate.draft
    if draft is None or view.amount.missing:
        return False
    if view.is_given_to_name(draft):
        return True
    if view.amount.number.value % 1 == 0:
        return False
    near = 1 if view.group == "pay" else 0  # `le due navi varrebbero 1,2`
    return view.sentence.index - draft.sentence.index <= near


LENIENCE = 1.5  # log-odds by which 'nothing' may lead and the figure still be judged with the others


def chosen(candidates: Sequence[Candidate], weights: Scopes) -> tuple[Candidate, float]:
    """The likeliest candidate, the first of equals, and by how much it leads 'nothing' (0 where that is none of
    them). 'Nothing' wins only where it leads clearly: whether a figure is of the field is judged later, with more
    in view."""
    scores = [_score(candidate, weights) for candidate in candidates]
    some = [n for n, c in enumerate(candidates) if c.unit is not None]
    if not some:
        return candidates[0], 0.0
    best = max(some, key=lambda n: scores[n])
    nothing = next((score for score, c in zip(scores, candidates, strict=True) if c.unit is None), None)
    if nothing is None:
        return candidates[best], 0.0
    lead = scores[best] - nothing
    return candidates[best] if lead > -LENIENCE else candidates[-1], lead


def _score(candidate: Candidate, weights: Scopes) -> float:
    tables = [weights[scope] for scope in candidate.scopes if scope in weights]
    names = dict.fromkeys(candidate.names)
    return sum([weight for table in tables for name in names if (weight := table.get(name)) is not None])


class _View:
    """One figure as the signs see it."""

    def __init__(self, passage: Passage, sentence: Sentence, amount: Amount, own: str | None, group: str) -> None:
        self.passage, self.sentence, self.amount, self.own, self.group = passage, sentence, amount, own, group
        head = amount.head
        if own is None:
            self.cls = "bare"
        elif head is not None and head.unit not in ("pieces", "persons"):
            self.cls = f"unit.{head.unit}"
        else:
            self.cls = f"broad.{own.split('.')[0]}"
        self.kind = self.cls.split(".")[0]
        self.scopes = (self.cls,) if self.cls == self.kind else (self.cls, self.kind)
        self.numbered = own is None and is_numbered(passage, sentence, amount)
        self.traits = self._traits()
        self._named: dict[str, list[str]] = {}

    def _traits(self) -> list[str]:
        """What the figure itself looks like."""
        amount, hits, acts = self.amount, self.passage.hits, self.passage.pack.acts
        size = min(int(math.log10(max(amount.number.value, 1.0))), 9)
        traits = [f"size:{amount.number.style}.{size}", f"hedge:{amount.hedge}", f"group:{self.group}"]
        traits += [name for name in ("another", "in_all", "partitive") if getattr(amount, name)]
        if amount.missing:
            traits.append(f"missing:{self._class_of(amount.missing)}")
        if amount.number.scale > 1:
            traits.append(f"scale:{int(math.log10(amount.number.scale))}")
        if self.party_before():
            traits.append("party_before")
        if amount.last >= self.sentence.last or self.passage.tokens[amount.last].kind == "s":
            traits.append("before_sign")
        elif hits.any_at(acts, amount.last) or hits.any_at(_AUXILIARIES, amount.last):
            traits.append("before_verb")
        if amount.first == self.sentence.first:
            traits.append("opens")
        elif hits.any_ending(acts, amount.first - 1) or hits.any_ending(_AUXILIARIES, amount.first - 1):
            traits.append("behind_verb")
        return traits

    def _class_of(self, word: str) -> str:
        """An unknown word behind the number: where nouns have capitals, one with a capital is what is counted."""
        if not word[0].isupper():
            return "lower"
        return "noun" if self.passage.pack.flag("script.capital_nouns") else "upper"

    def traits_but(self, *kinds: str) -> list[str]:
        """Its traits without those of some kinds."""
        return [trait for trait in self.traits if not trait.startswith(kinds)]

    def named(self, side: str, *kinds: str) -> list[str]:
        """The traits but some kinds as signs of what stands on a side, which always goes without the same kinds."""
        if side not in self._named:
            self._named[side] = [f"{side}.{trait}" for trait in self.traits_but(*kinds)]
        return self._named[side]

    def party_before(self) -> bool:
        """A party right before the number, as in lists (`Belgium 30`, `l'India con 51`)."""
        named = range(max(self.sentence.first, self.amount.first - 3), self.amount.first)
        return any(self.passage.hits.any_at(_PARTIES, at) for at in named)

    def is_given_to_name(self, draft: Earlier) -> bool:
        """`Dänemark gibt 40 Millionen, Finnland zehn`: behind a comma nothing but a name and the number, which ends the
        clause; the figure before stands in the sentence."""
        if draft.sentence.index != self.sentence.index or "before_sign" not in self.traits:
            return False
        return name_before(self.passage, self.amount.first, draft.last - 1) is not None

    def is_part_of_named(self) -> bool:
        """`ne sono arrivati 300`: a pronoun before the verb stands for what the number counts."""
        hits, acts = self.passage.hits, self.passage.pack.acts
        at = self.amount.first - 1
        while at > self.sentence.first and self.passage.tokens[at].kind == "w":
            if hits.any_at(_PARTITIVE, at) and (hits.any_at(_AUXILIARIES, at + 1) or hits.any_at(acts, at + 1)):
                return True
            if self.amount.first - at > _VERB_PHRASE:
                return False
            at -= 1
        return False

    def opening_goods(self) -> int | None:
        """`Of the K2 tanks Warsaw gets 180 pieces`: the first token of the goods whose parts a sentence counts."""
        hits, first = self.passage.hits, self.sentence.first
        opener = hits.at("grammar.prepositions", first)
        if opener is None or _PARTS.isdisjoint(opener.senses):
            return None
        goods = item_mentions(self.passage, opener.last, opener.last + _OPENING)
        return goods[0].first if goods and goods[0].first < self.amount.first else None

    def supposed_goods(self) -> int | None:
        """`if all were 152 mm shells, three million`, `152mm 포탄이면 300만 발`: the first token of the goods that a
        condition right before a number supposes; each number has its own."""
        hits, end = self.passage.hits, self.amount.first
        goods = item_mentions(self.passage, max(self.sentence.first, end - _SUPPOSED), end)
        if not goods or any(self.passage.tokens[at].kind == "n" for at in range(goods[-1].last, end)):
            return None
        first, last = goods[-1].first, goods[-1].last
        if self.passage.pack.flag("script.postpositions"):
            openers = hits.between("cues.condition", last, end)
        else:
            openers = hits.between("cues.condition", max(self.sentence.first, first - _SUPPOSED), first)
        return first if any(("cues.condition", "opener") in hit.senses for hit in openers) else None

    def signs_of_nothing(self) -> list[str]:
        return ["nothing", *(f"nothing.{trait}" for trait in self.traits)]

    def signs_of_own(self, others: bool) -> list[str]:
        names = ["own", f"own:{self.own}", f"own.others:{others}", f"own.group:{self.group}"]
        if self.amount.head is not None and self.amount.head.designation is not None:
            names.append("own.designation")
        return names

    def place(self, sentence: Sentence) -> str:
        gap = self.sentence.index - sentence.index
        return f"{gap}.{'same' if sentence.paragraph == self.sentence.paragraph else 'other'}"


def _of_drafts(view: _View, before: Sequence[Earlier]) -> list[Candidate]:
    found: list[Candidate] = []
    ranks: dict[str, int] = {}
    since = view.sentence.index - _BACK
    near = takewhile(lambda draft: draft.sentence.index >= since, reversed(before))
    for rank, draft in enumerate(islice((draft for draft in near if draft.amount is not None), _MOST_DRAFTS)):
        if draft.path is None and draft.kind != "valuation":
            continue
        if _is_too_many(view.amount, draft.path, draft.unit):
            continue
        if view.numbered and draft.kind == "valuation":
            continue
        if view.own is not None and (draft.kind == "valuation" or not _may_mean(view, draft.path or "")):
            continue
        assert draft.amount is not None
        sort = sort_of(draft.path, draft.amount.kind)
        own_rank = ranks.get(sort, 0)
        ranks[sort] = own_rank + 1
        names = [
            "draft", f"draft:{view.place(draft.sentence)}", f"draft.rank:{rank}",
            f"draft.sort:{sort}.{min(own_rank, 2)}",
            f"draft.group:{sort}.{view.group}", f"draft.unit:{draft.unit if sort != 'money' else 'money'}",
        ]  # fmt: skip
        names += view.named("draft", "size", "hedge")
        names += [f"draft.{sort}.{trait}" for trait in view.traits if trait.startswith(("size", "scale", "party"))]
        ratio = view.amount.number.value / max(draft.amount.number.value, 1.0)
        names.append(f"draft.ratio:{sort}.{'less' if ratio < 0.999 else 'more' if ratio > 1.001 else 'same'}")
        scale = 1.0
        if sort == "money" or draft.kind == "valuation":
            scaled = draft.amount.number.scale >= 1e6 and view.amount.number.scale < _SCALED  # Portugal cento
            if scaled and 1 < view.amount.number.value < 1000:
                scale = draft.amount.number.scale
            names.append(f"draft.money.scaled:{scaled}.{view.amount.number.scale > 1}")
        elif draft.amount.number.scale >= _THOUSAND and view.amount.number.scale == 1 and view.is_given_to_name(draft):
            scale = draft.amount.number.scale  # `Estland gibt 10 tausend Granaten, Litauen fünf`
        head = view.amount.head
        unit = head.unit if head is not None and not (view.own in GENERIC and head.unit == "pieces") else draft.unit
        if unit == "percent" and view.amount.number.value > _WHOLE:  # `52% of the million`
            unit = view.passage.pack.vocabulary.items.get(draft.path or "", "pieces")
        found.append(Candidate(draft.path, unit, names, view.scopes, draft=draft, scale=scale))
    return found


_WHOLE = 100  # per cent
_THOUSAND = 1e3
_SCALED = 1000  # below it a number has no scale of its own that it could not have taken from the sum before

# Of weapons that take a crew there are no hundreds of thousands, of missiles no millions, of shells and drones no
# hundred millions, and no army sends ten million men: a number so large with its noun left out is money.
_MOST_PIECES = {
    "arms.naval": 1e5, "arms.aircraft": 1e5, "arms.armour": 1e5, "arms.artillery": 1e5, "arms.air_defence": 1e5,
    "arms.electronic": 1e5, "materiel.vehicle": 1e5, "arms.missile": 1e6, "arms.uav": 1e8, "arms.bombs": 1e7,
    "arms.ammunition.artillery": 1e8, "arms.ammunition.rocket": 1e8, "arms": 1e8,
}  # fmt: skip
_MOST_PEOPLE = 1e7


def _is_too_many(amount: Amount, path: str | None, unit: str | None) -> bool:
    if unit == "persons":
        return amount.number.value >= _MOST_PEOPLE
    parts = (path or "").split(".")
    most = _MOST_PIECES.get(".".join(parts[:3])) or _MOST_PIECES.get(".".join(parts[:2]))
    return unit == "pieces" and most is not None and amount.number.value >= most


# What a broad noun may stand for, once the text has named it: `6,000 aircraft` after Shaheds are drones.
_MAY_MEAN = {
    "arms.aircraft": ("arms.aircraft", "arms.uav"),
    "arms.naval": ("arms.naval",),
    "arms.armour": ("arms.armour", "arms.artillery"),
    "arms.air_defence": ("arms.air_defence", "arms.artillery.rocket_launcher"),
    "arms.ammunition": ("arms.ammunition",),
    "arms.missile": ("arms.missile",),
    "materiel.vehicle": ("materiel.vehicle", "arms.armour", "arms.artillery"),
    "personnel": ("personnel",),
}


_NO_WEAPONS = ("arms.naval", "arms.ammunition", "arms.aircraft.transport")  # not counted under a word for weapons


def _may_mean(view: _View, path: str) -> bool:
    head = view.amount.head
    if view.own == "arms" and head is not None and not head.weak and path.startswith(_NO_WEAPONS):
        return False
    if view.kind == "unit" or view.own in (None, "arms", "materiel", "cargo", "technology"):
        return not path.startswith("personnel") or view.kind in ("unit", "bare")
    return path.startswith(_MAY_MEAN.get(view.own or "", (view.own or "",)))


def _of_mentions(view: _View) -> list[Candidate]:
    passage, sentence, amount = view.passage, view.sentence, view.amount
    start = passage.sentences[max(0, sentence.index - 2)].first
    left = item_mentions(passage, start, amount.first, weak=True)[-_MOST_MENTIONS:]
    right = item_mentions(passage, amount.last, min(sentence.last, amount.last + _AHEAD), weak=True)[:3]
    found: list[Candidate] = []
    for side, mentions in (("left", left[::-1]), ("right", right)):
        for rank, mention in enumerate(mentions):
            path = item_path(passage, mention)
            if path is None or (view.own is not None and (path == view.own or not _may_mean(view, path))):
                continue
            if view.own is None and _is_too_many(amount, path, passage.pack.vocabulary.items.get(path, "pieces")):
                continue
            where = passage.sentence_of(mention.first)
            if is_replaced(passage, where, mention.first, mention.last):
                continue
            sort = sort_of(path, "count")
            gap = amount.first - mention.last if side == "left" else mention.first - amount.last
            names = [
                side, f"{side}:{view.place(where)}", f"{side}.rank:{min(rank, 3)}", f"{side}.sort:{sort}",
                f"{side}.group:{sort}.{view.group}", f"{side}.generic:{path in GENERIC}",
                f"{side}.weak:{mention.value('items.nouns') is None and mention.value('models') is None}",
                f"{side}.gap:{min(int(math.log2(max(gap, 1))), 6)}",
                f"{side}.model:{mention.value('models') is not None}",
                f"{side}.counted:{is_counted(passage, mention)}",
            ]  # fmt: skip
            names += view.named(side, "size", "hedge", "group", "scale")
            unit = passage.pack.vocabulary.items.get(path, "pieces")
            if view.amount.head is not None and view.kind == "unit":
                unit = view.amount.head.unit
            found.append(Candidate(path, unit, names, view.scopes, mention=mention))
    return found
