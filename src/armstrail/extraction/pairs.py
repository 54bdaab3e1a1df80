"""Who gives, who gets: the pair of each figure, by the cues of its sentence, the text around and the flows.

Every pair has a score; what a supplier has by itself, what a recipient has by itself, and what only the two
together have. The first two are added up once for each party, the third only for pairs that can still win by it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from armstrail.extraction.backdrop import Backdrop, Beside, History, Pair
from armstrail.extraction.cues import Cues
from armstrail.extraction.flows import Scene, Weights, recent, score
from armstrail.extraction.passage import Sentence
from armstrail.extraction.settled import BARRED

Features = dict[str, float]

_SCORE = itemgetter(0)
_CLOSE = 1e-12  # scores that differ by less are equal; of equals the first wins


@dataclass(frozen=True, slots=True)
class Standing:
    """What parties and pairs have of the votes of a scene, added up: all votes, those for each supplier and each
    recipient, the most that one pair has, and which pair sends people."""

    scene: Scene
    total: float
    given: dict[str, float]
    got: dict[str, float]
    most: float
    sends: Pair

    @classmethod
    def of(cls, scene: Scene) -> Standing:
        """Add up the votes of a scene, once they are all in."""
        given: Features = {}
        got: Features = {}
        for (s, r), votes in scene.votes.items():
            given[s] = given.get(s, 0.0) + votes
            got[r] = got.get(r, 0.0) + votes
        most = max((votes for pair, votes in scene.votes.items() if all(pair)), default=0.0)
        sends = max(sorted(scene.people), key=lambda pair: scene.people[pair], default=(None, None))
        return cls(scene, sum(scene.votes.values()) or 1.0, given, got, most, sends)

    def of_supplier(self, code: str) -> Features:
        """What speaks for a party as supplier in the document as a whole."""
        scene = self.scene
        return {
            "flow_supplier": self.given.get(code, 0.0) / self.total,
            "mass_supplier": scene.mass.get(code, 0.0),
            "share_supplier": math.sqrt(scene.share.get(code, 0.0)),
            "spoken_supplier": scene.spoken.get(code, 0.0),
            "title_supplier": float(code in scene.title),
            "host_supplier": float(code in scene.hosts),
        }

    def of_recipient(self, code: str) -> Features:
        """What speaks for a party as recipient in the document as a whole."""
        scene = self.scene
        return {
            "flow_recipient": self.got.get(code, 0.0) / self.total,
            "mass_recipient": scene.mass.get(code, 0.0),
            "share_recipient": math.sqrt(scene.share.get(code, 0.0)),
            "spoken_recipient": scene.spoken.get(code, 0.0),
            "title_recipient": float(code in scene.title),
            "host_recipient": float(code in scene.hosts),
            "group_recipient": float(code in scene.groups),
        }

    def of_pair(self, s: str, r: str, sort: str, to_people: bool) -> Features:
        """What speaks for two parties together in the document as a whole."""
        scene = self.scene
        flow, back = scene.votes.get((s, r), 0.0), scene.votes.get((r, s), 0.0)
        order = _order(flow, back)
        own = {"commodity": scene.returns, "people": scene.people}.get(sort)
        if own is not None:
            flow_own, back_own = own.get((s, r), 0.0), own.get((r, s), 0.0)
        else:  # goods and money: what is left of the votes without returns
            flow_own, back_own = flow - scene.returns.get((s, r), 0.0), back - scene.returns.get((r, s), 0.0)
        features = {
            "together": scene.together.get(frozenset((s, r)), 0.0),
            "title_both": float(s in scene.title and r in scene.title),
            "flow": flow / self.total,
            "flow_rank": float(flow > 0 and flow == self.most),
            "flow_order": order,
            f"flow_order.{sort}": order,
            f"own_order.{sort}": _order(flow_own, back_own),
        }
        if to_people:
            features["to_people_sent"] = float((r, s) == self.sends)
        return features

    def largest(self) -> Features:
        """No less than what any pair has by `of_pair`, but for the orders."""
        return {
            "together": max(self.scene.together.values(), default=0.0),
            "title_both": float(len(self.scene.title) > 1),
            "flow": self.most / self.total,
            "flow_rank": 1.0,
        }


def _order(there: float, back: float) -> float:
    """How much more goes there than back, from -1 to 1."""
    return (there - back) / (there + back + 0.5)


def pair_features(
    standing: Standing, pair: Pair, history: History, sentence: Sentence, sort: str, to_people: bool
) -> Features:
    """All features of one pair beyond its own sentence and the text around it; names as in the `pair` table."""
    s, r = pair
    beside = history.beside(sentence, sort)
    features = _NO_SUPPLIER if s is None else standing.of_supplier(s) | history.of_supplier(s, beside)
    features = features | (_NO_RECIPIENT if r is None else standing.of_recipient(r) | history.of_recipient(r, beside))
    if s is not None and r is not None:
        features |= standing.of_pair(s, r, sort, to_people)
    return features | history.of_pair(pair, beside)


_NO_SUPPLIER: Features = {"null_supplier": 1.0}
_NO_RECIPIENT: Features = {"null_recipient": 1.0}


class Chooser:
    """Decides pairs in one document; what the document as a whole says is scored once for all its figures."""

    def __init__(self, scene: Scene, weights: Weights) -> None:
        self._standing = Standing.of(scene)
        self._weights = weights
        self._nobody = score(_NO_SUPPLIER, weights.pair), score(_NO_RECIPIENT, weights.pair)
        self._most_past = sum(max(weights.pair.get(name, 0.0), 0.0) for name in ("past_pair", "past_swapped"))
        self._parties: dict[str, tuple[float, float]] = {}
        self._pairs: defaultdict[tuple[str, bool], dict[Pair, float]] = defaultdict(dict)
        self._bounds: dict[tuple[str, bool], float] = {}
        self._backdrop: Backdrop = {}
        self._around: dict[str, tuple[float, float]] = {}
        self._near: list[str] = []

    def decide(
        self,
        cues: Cues,
        backdrop: Backdrop,
        history: History,
        sentence: Sentence,
        sort: str,
        to_people: bool = False,
        left_open: str | None = None,
    ) -> tuple[Pair, tuple[str, ...]]:
        """The pair that the cues and flows together make likeliest, and the cues that spoke for it; nobody on the side
        that the text is known to leave open."""
        beside = history.beside(sentence, sort)
        givers, takers = self._apart(cues, backdrop, history, beside, sort)
        if left_open == "supplier":
            givers = givers[-1:]
        elif left_open == "recipient":
            takers = takers[-1:]
        together = self._together_by(cues, history, beside, sort, to_people)
        given, s = max(givers, key=_SCORE)
        got, r = max((taker for taker in takers if taker[1] is None or taker[1] != s), key=_SCORE)
        enough = given + got + together(s, r) - self._most(history, beside, sort, to_people)
        best, pair, most = -math.inf, (s, r), max(takers, key=_SCORE)[0]
        for given, s in givers:
            if given + most < enough:
                continue
            for got, r in takers:
                if given + got >= enough and (s is None or s != r):
                    if (likely := given + got + together(s, r)) > best + _CLOSE:
                        best, pair = likely, (s, r)
        return pair, self._reasons(cues, pair)

    def _apart(
        self, cues: Cues, backdrop: Backdrop, history: History, beside: list[Beside], sort: str
    ) -> tuple[list[tuple[float, str | None]], list[tuple[float, str | None]]]:
        """What each candidate has by itself, as supplier and as recipient; None is nobody."""
        weights, table, parties = self._weights.cues, self._weights.pair, self._parties
        if self._backdrop is not backdrop:  # figures of one sentence share theirs
            self._backdrop, self._around, self._near = backdrop, {}, recent(backdrop)
        around = self._around
        givers: list[tuple[float, str | None]] = []
        takers: list[tuple[float, str | None]] = []
        for code in self._standing.scene.candidates(cues, self._near, sort):
            if BARRED in cues.get(code, ()):
                continue
            given, got = weights.of(cues, code)
            more_given, more_got = around.get(code) or self._signs_around(code)
            as_supplier, as_recipient = parties.get(code) or self._party(code)
            if code in history.suppliers:
                as_supplier += score(history.of_supplier(code, beside), table)
            if code in history.recipients:
                as_recipient += score(history.of_recipient(code, beside), table)
            givers.append((given + more_given + as_supplier, code))
            takers.append((got + more_got + as_recipient, code))
        givers.append((self._nobody[0], None))
        takers.append((self._nobody[1], None))
        return givers, takers

    def _signs_around(self, code: str) -> tuple[float, float]:
        """What the text around says of a party, added up."""
        supplier, recipient = self._weights.supplier, self._weights.recipient
        given = got = 0.0
        for sign in self._backdrop.get(code, ()):
            if sign in supplier:
                given += supplier[sign]
            if sign in recipient:
                got += recipient[sign]
        made = self._around[code] = given, got
        return made

    def _party(self, code: str) -> tuple[float, float]:
        """What the document as a whole says of a party as supplier and as recipient."""
        standing, table = self._standing, self._weights.pair
        made = self._parties[code] = (
            score(standing.of_supplier(code), table),
            score(standing.of_recipient(code), table),
        )
        return made

    def _together_by(
        self, cues: Cues, history: History, beside: list[Beside], sort: str, to_people: bool
    ) -> Callable[[str | None, str | None], float]:
        """What both sides of a pair have together, beside the figures decided so far."""
        table, held, past = self._weights.pair, self._pairs[sort, to_people], history.pairs
        scene = self._standing.scene
        gave = {before[0] for _, before, _ in beside} - {None}
        got = {before[1] for _, before, _ in beside} - {None}

        def together(s: str | None, r: str | None) -> float:
            pair = (s, r)
            going_on = 0.0
            if r in gave or s in got or pair in past or (r, s) in past:  # else `of_pair` is empty
                going_on = score(history.of_pair(pair, beside), table)
            if s is None or r is None:
                return going_on
            if pair not in held:
                held[pair] = score(self._standing.of_pair(s, r, sort, to_people), table)
            return held[pair] + going_on - scene.against(cues, s, r, sort)

        return together

    def _most(self, history: History, beside: list[Beside], sort: str, to_people: bool) -> float:
        """No less than what two sides can have together."""
        key, weights = (sort, to_people), self._weights
        if key not in self._bounds:
            largest = self._standing.largest() | {"to_people_sent": float(to_people)}
            orders = weights.pair.get("flow_order", 0.0) + weights.pair.get(f"flow_order.{sort}", 0.0)
            self._bounds[key] = (
                sum(max(weights.pair.get(name, 0.0), 0.0) * value for name, value in largest.items())
                + abs(orders) + abs(weights.pair.get(f"own_order.{sort}", 0.0))
            )  # fmt: skip
        most = self._bounds[key] + sum([weights.most_beside.get((name, where), 0.0) for name, _, where in beside])
        if history.count:
            most += max(history.pairs.values()) / history.count * self._most_past
        return most

    def _reasons(self, cues: Cues, pair: Pair) -> tuple[str, ...]:
        reasons = []
        for side, (code, role) in enumerate(zip(pair, ("supplier", "recipient"), strict=True)):
            if code is not None:
                named = [cue for cue in cues.get(code, ()) if self._weights.cues[cue][side] > 0]
                reasons.append(f"{role} {code}: {', '.join(named) if named else 'the flow of the document'}")
        return tuple(reasons)
