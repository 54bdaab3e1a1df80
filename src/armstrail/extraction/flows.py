"""The weights, and the flows of a document: what its sentences, each by itself, say of who gives and who gets.

Cues that add up, with the document's own flows behind them, degrade where patterns fail: 42 % of the
figures have neither party in their own sentence. Weights stand in `weights.toml`; `tools/fit_weights.py`
fits them on annotated texts; `pairs` decides by them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from armstrail.extraction.backdrop import Backdrop
from armstrail.extraction.cues import Cues
from armstrail.extraction.regions import REGION

TABLES = (
    "vote_supplier", "vote_recipient", "supplier", "recipient", "pair", "claim", "source", "address", "valued",
    "antecedent", "about", "status", "measure", "modality", "kind",
)  # fmt: skip

NEVER = frozenset({"UN", "G7"})  # they speak and decide, they are no party to a transfer where no verb says so
_MOST = 8
_RECENT = frozenset({"far.back:1", "far.back:2", "far.back:3", "paragraph"})
ABSENT = ("absent",)  # the one cue of a party that the sentence does not name


Facts = tuple[Any, ...]  # what signs are made of: values of closed lists
Names = Callable[..., Iterable[str]]  # the signs that some facts make
Row = tuple[float, ...]  # what signs weigh for each value of each slot in turn
W = TypeVar("W")  # a weight: a number, or a row of them


class Sums(dict[Facts, W]):
    """What the signs that some facts make weigh together, by the facts; added up when facts are first met.

    Facts are values of closed lists (a role, a voice, a distance cut into few steps), never words of a text: there are
    not many of them, and most documents ask for the same ones.
    """

    def __init__(self, table: Table[W], names: Names) -> None:
        super().__init__()
        self._table = table
        self._names = names

    def __missing__(self, facts: Facts) -> W:
        of = self._table.get
        signs = dict.fromkeys(self._names(*facts))
        made = self[facts] = self._table.add([weight for sign in signs if (weight := of(sign)) is not None])
        return made


class Table(dict[str, W]):
    """The weights of one table, by sign: numbers, or rows of them. `add` tells what several weigh together."""

    def __init__(self, weights: dict[str, W], add: Callable[[list[W]], W]) -> None:
        super().__init__(weights)
        self.add = add
        self._sums: dict[Names, Sums[W]] = {}

    def sums(self, names: Names) -> Sums[W]:
        """What the signs of some facts weigh together; `names` tells which signs they make."""
        if names not in self._sums:
            self._sums[names] = Sums(self, names)
        return self._sums[names]


def table_of(weights: dict[str, float]) -> Table[float]:
    """The same weights as a table, which they mostly are."""
    return weights if isinstance(weights, Table) else Table(weights, _add_numbers)


def _add_numbers(weights: list[float]) -> float:
    return sum(weights, 0.0)


class CueWeights(dict[str, tuple[float, float]]):
    """What a cue weighs for a party as supplier and as recipient, its families with it; added up for each cue when
    it is first met, and cues are made of closed lists."""

    def __init__(self, supplier: dict[str, float], recipient: dict[str, float]) -> None:
        super().__init__()
        self._tables = supplier, recipient

    def __missing__(self, cue: str) -> tuple[float, float]:
        supplier, recipient = (sum(table.get(name, 0.0) for name in with_families(cue)) for table in self._tables)
        made = self[cue] = (supplier, recipient)
        return made

    def of(self, cues: Cues, code: str) -> tuple[float, float]:
        """The summed weights of a party's cues."""
        supplier = recipient = 0.0
        for cue in cues.get(code) or ABSENT:
            given, got = self[cue]
            supplier += given
            recipient += got
        return supplier, recipient


SLOTS: Final = {
    "status": ("delivered", "underway", "agreed", "planned", "requested", "offered", "possible"),
    "measure": ("total", "increment", "rate", "share"),
    "modality": ("stated", "confirmed", "estimated", "alleged", "denied"),
}
_NOTHING: Final[Row] = (0.0,) * sum(map(len, SLOTS.values()))


def _add_rows(rows: list[Row]) -> Row:
    return tuple(map(sum, zip(*rows, strict=True))) or _NOTHING


Scopes = dict[str, Table[float]]  # by scope: what its signs weigh


def _by_scope(table: dict[str, float]) -> Scopes:
    """A table of `scope|sign` by scope."""
    scopes: dict[str, dict[str, float]] = {}
    for name, weight in table.items():
        scope, _, sign = name.partition("|")
        scopes.setdefault(scope, {})[sign] = weight
    return {scope: table_of(weights) for scope, weights in scopes.items()}


@dataclass(eq=False)
class Weights:
    """Fitted weights. `vote_*` read a sentence alone and make the flows of the document; `supplier`,
    `recipient` and `pair` decide a figure with those flows; `claim` tells figures of transfers from others,
    `source` whose word it is, `address` whom a stance is directed at, `valued` what a sum pays for,
    `antecedent` what a number counts whose noun was left out or is broad, `about` what a stance is about,
    `status`, `measure`, `modality` and `kind` these slots.

    What is asked again and again is laid out once: `votes` the tables `vote_*` by cue, `cues` the tables `supplier`
    and `recipient` by cue, `claims` and `antecedents` these tables by scope, `slots` the tables of `SLOTS` in one,
    by sign; `most_beside` the most that a pair can have for going on with one of the figures before
    (`last_pair.sentence` and the like), by which figure (`last`) and how near (`sentence`).
    """

    vote_supplier: dict[str, float]
    vote_recipient: dict[str, float]
    supplier: dict[str, float]
    recipient: dict[str, float]
    pair: dict[str, float]
    claim: dict[str, float]
    source: dict[str, float]
    address: dict[str, float]
    valued: dict[str, float]
    antecedent: dict[str, float]
    about: dict[str, float]
    status: dict[str, float]
    measure: dict[str, float]
    modality: dict[str, float]
    kind: dict[str, float]
    votes: CueWeights = field(init=False)
    cues: CueWeights = field(init=False)
    claims: Scopes = field(init=False)
    antecedents: Scopes = field(init=False)
    slots: Table[Row] = field(init=False)
    most_beside: dict[tuple[str, str], float] = field(init=False)

    def __post_init__(self) -> None:
        self.source = table_of(self.source)
        self.votes = CueWeights(self.vote_supplier, self.vote_recipient)
        self.cues = CueWeights(self.supplier, self.recipient)
        self.claims = _by_scope(self.claim)
        self.antecedents = _by_scope(self.antecedent)
        self.slots = _by_sign({slot: getattr(self, slot) for slot in SLOTS})
        self.most_beside = _most_beside(self.pair)


def _by_sign(tables: dict[str, dict[str, float]]) -> Table[Row]:
    """The tables of `SLOTS` in one."""
    signs = dict.fromkeys(name.partition("|")[2] for slot in SLOTS for name in tables[slot])
    rows: dict[str, Row] = {
        sign: tuple(tables[slot].get(f"{value}|{sign}", 0.0) for slot, values in SLOTS.items() for value in values)
        for sign in signs
    }
    return Table(rows, _add_rows)


def _most_beside(pair: dict[str, float]) -> dict[tuple[str, str], float]:
    most: dict[tuple[str, str], float] = {}
    for name, weight in pair.items():
        beside, _, kept = name.partition("_")
        kind, _, where = kept.partition(".")
        if kind in ("pair", "swapped", "turned"):
            most[beside, where] = max(most.get((beside, where), 0.0), weight)
    return most


@cache
def load_weights() -> Weights:
    """The weights of `weights.toml`, read once."""
    raw = tomllib.loads((files("armstrail.extraction") / "weights.toml").read_text("utf-8"))
    return Weights(*(raw.get(name, {}) for name in TABLES))


def with_families(cue: str) -> list[str]:
    """A cue, and its families (`to` and `to:supply` of `to:supply.active`): one seldom seen leans on them."""
    family, colon, rest = cue.partition(":")
    if not colon:
        return [cue]
    group = rest.partition(".")[0]
    return [cue, family] if group == rest else [cue, family, f"{family}:{group}"]


def score(features: dict[str, float], weights: dict[str, float]) -> float:
    """The summed weight of features."""
    of = weights.get
    return sum([weight * value for name, value in features.items() if (weight := of(name)) is not None])


ESTRANGED: Final = 2.5  # log-odds; 1.5 to 4 did about as well on the annotated texts
_TOLD_GIVER: Final = frozenset({"gives_here", "sent_from"})
_TOLD_TAKER: Final = frozenset({"gets_here", "sent_to", "to:supply.active", "to:supply.passive"})


@dataclass(slots=True)
class Scene:
    """What the document says of its parties before any single claim is decided.

    `mass` is each party's share of the mentions weighed by how they name it, `share` their plain share;
    `together` how often two parties stand in one sentence (a share of the sentences with two or more);
    `spoken` the share of a party's mentions in which it only speaks or is an institution; `votes` the summed
    evidence for each pair, `people` and `returns` that of figures of people alone and of what is given in return
    (fuel, food, money, technology); `title` the parties that the title names, `groups` the armed groups of the
    text and `hosts` the states these stand in; `never` those that are no party to any of its transfers; `estranged`
    the pairs that do not arm each other at its date.
    """

    mass: dict[str, float]
    spoken: dict[str, float]
    title: frozenset[str]
    hosts: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    share: dict[str, float] = field(default_factory=dict)
    together: dict[frozenset[str], float] = field(default_factory=dict)
    votes: dict[tuple[str, str], float] = field(default_factory=dict)
    people: dict[tuple[str, str], float] = field(default_factory=dict)
    returns: dict[tuple[str, str], float] = field(default_factory=dict)
    never: frozenset[str] = NEVER
    estranged: frozenset[frozenset[str]] = frozenset()
    _foremost: list[str] | None = None
    _voted: tuple[float, float] | None = None

    def candidates(self, cues: Cues, near: Iterable[str], sort: str) -> list[str]:
        """The parties that a figure may belong to: those of its sentence, those of the sentences just before (`recent`
        of its backdrop), then the most mentioned; who never gives goods may send people."""
        found = dict.fromkeys((*cues, *near, *self.foremost))
        return [
            code for code in found
            if (code not in self.never or (sort == "people" and code in NEVER and _sends(cues.get(code, ()))))
            and (code != REGION or code in cues)
        ]  # fmt: skip

    def against(self, cues: Cues, supplier: str, recipient: str, sort: str) -> float:
        """What speaks against a pair that does not arm each other, unless the words tell both sides (`in spite of the
        embargo, Germany sold Russia 4 simulators`), or where people are (`Russia has 7,000 men in Ukraine`)."""
        if frozenset((supplier, recipient)) not in self.estranged:
            return 0.0
        giver, taker = cues.get(supplier, ()), cues.get(recipient, ())
        there = sort == "people" and any(name.startswith("in:") for name in taker)
        told = there or (not _TOLD_GIVER.isdisjoint(giver) and not _TOLD_TAKER.isdisjoint(taker))
        return 0.0 if told else ESTRANGED

    @property
    def voted(self) -> tuple[float, float]:
        """All votes, and those for pairs with both sides known as a logarithm (at most 4); asked once all are in."""
        if self._voted is None:
            both = sum([votes for (s, r), votes in self.votes.items() if s and r])
            self._voted = sum(self.votes.values()), min(math.log1p(both), 4.0)
        return self._voted

    @property
    def foremost(self) -> list[str]:
        """The most mentioned parties, and the likeliest giver and taker of the document: a government that tells of its
        own exports is seldom named otherwise."""
        if self._foremost is None:
            others = sorted((-mass, code) for code, mass in self.mass.items() if code not in self.never)
            sides = (dict.fromkeys(self.mass, 0.0), dict.fromkeys(self.mass, 0.0))
            for pair, votes in self.votes.items():
                for side, code in zip(sides, pair, strict=True):
                    if code in side and code not in self.never:
                        side[code] += votes
            likely = [max(sorted(side), key=lambda code: side[code]) for side in sides if any(side.values())]
            self._foremost = list(dict.fromkeys([*(code for _, code in others[:_MOST]), *likely]))
        return self._foremost


def _sends(cues: Sequence[str]) -> bool:
    """Whether a verb of sending has a party for its subject, which does not only speak."""
    return "gives_here" in cues and "speaks" not in cues


def recent(backdrop: Backdrop) -> list[str]:
    """The parties that the sentences just before name, in order of their codes."""
    return sorted(code for code, signs in backdrop.items() if not _RECENT.isdisjoint(signs))


def names_of(cues: Cues, code: str, backdrop: Backdrop | None = None) -> list[str]:
    """The cues of one party with their families; `absent` where its sentence does not name it; and what the
    text around says of it."""
    names = [name for cue in cues.get(code) or ABSENT for name in with_families(cue)]
    return names if backdrop is None else [*names, *backdrop.get(code, ())]


def vote(scene: Scene, cues: Cues, weights: Weights, strength: float, sort: str) -> None:
    """Let one figure's sentence vote on the flows of the document, by what it says alone.

    A vote for a pair with one side unknown is kept under the empty code on that side.
    """
    present = [code for code in cues if code not in scene.never]
    if not present:
        return
    table = weights.votes
    scored: list[tuple[str, tuple[float, float]]] = [(code, table.of(cues, code)) for code in present]
    scored.append(("", table["null"]))
    options = [(given + got, (s, r)) for s, (given, _) in scored for r, (_, got) in scored if not s or s != r]
    top = max(score for score, _ in options)
    likely = [(math.exp(score - top), pair) for score, pair in options]
    total = sum(share for share, _ in likely)
    kept = {"people": scene.people, "commodity": scene.returns}.get(sort)
    for share, pair in likely:
        share *= strength / total
        if pair != ("", ""):
            scene.votes[pair] = scene.votes.get(pair, 0.0) + share
            if kept is not None and all(pair):
                kept[pair] = kept.get(pair, 0.0) + share
