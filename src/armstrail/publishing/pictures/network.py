"""Who says what through whom: outlets on the left, on whose word they say it in the middle, families on the right."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from armstrail.model.voice import Voice
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.pictures import svg
from armstrail.publishing.pictures.axes import SOFT
from armstrail.publishing.pictures.drawing import Picture, Spec
from armstrail.publishing.pictures.hands import DRAWN_AS_IT_IS, OUTLINE, Hands
from armstrail.publishing.pictures.layers import X, Y, as_it_is, layer_of, marks_at, said, words_at
from armstrail.publishing.telling import Teller

_WIDTH: Final = 760.0
_COLUMNS: Final = (198.0, 392.0, 604.0)
_ROW, _HEAD, _NODE = 24.0, 30.0, 10.0
_LETTERS: Final = (28, 27, 16)  # that a name may have in each column
_MOST: Final = (11, 11, 8)  # outlets, origins and families with a row of their own
Link = Callable[[Carried], str | None]
REST: Final = ""  # stands for all others of a column


@dataclass(frozen=True, slots=True)
class Strand:
    """What an outlet carries on the word of an origin: how many claims and voices, and the claim that did so first."""

    outlet: str
    origin: str
    family: str
    claims: int
    voices: int
    first: Carried


@dataclass(frozen=True, slots=True)
class Telling:
    """The strands of a flow, the widest first."""

    supplier: str
    recipient: str
    strands: tuple[Strand, ...]

    @classmethod
    def of(
        cls, supplier: str, recipient: str, voices: Iterable[Voice], claims: Mapping[tuple[str, str], Carried]
    ) -> Telling:
        """Who carries whose voices. A carrier that is not among the claims is left out."""
        carried: dict[tuple[str, str, str], list[tuple[Carried, str]]] = {}
        for voice in voices:
            for carrier in voice.carriers:
                pair = claims.get((carrier.document, carrier.claim))
                if pair is not None:
                    outlet = pair.document.publisher or pair.document.title or pair.document.id
                    carried.setdefault((outlet, voice.origin, voice.family), []).append((pair, voice.id))
        strands = [
            Strand(*ends, len(said), len({voice for _, voice in said}), min((pair for pair, _ in said), key=_age))
            for ends, said in carried.items()
        ]
        strands.sort(key=lambda each: (-each.claims, each.outlet, each.origin))
        return cls(supplier, recipient, tuple(strands))


def _age(pair: Carried) -> tuple[str, tuple[str, str]]:
    return (pair.document.published or "9999", pair.place)


@dataclass(frozen=True, slots=True)
class _Layers:
    """The rows of the three columns in order, and how many claims join each two of them."""

    rows: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    told: Mapping[tuple[str, str], list[Strand]]
    held: Mapping[tuple[str, str], list[Strand]]
    tallest: int

    def y(self, column: int, row: str) -> float:
        rows = self.rows[column]
        return _HEAD + (rows.index(row) + 0.5 + (self.tallest - len(rows)) / 2) * _ROW


def _layers(telling: Telling) -> _Layers:
    """Families by their claims, origins by family, outlets by where what they carry stands: few lines cross."""
    sizes: tuple[dict[str, int], ...] = ({}, {}, {})
    for strand in telling.strands:
        for column, name in enumerate((strand.outlet, strand.origin, strand.family)):
            sizes[column][name] = sizes[column].get(name, 0) + strand.claims
    kept = [
        set(sorted(size, key=lambda name: (-size[name], name))[:most]) for size, most in zip(sizes, _MOST, strict=True)
    ]
    told: dict[tuple[str, str], list[Strand]] = {}
    held: dict[tuple[str, str], list[Strand]] = {}
    for strand in telling.strands:
        outlet, origin, family = (
            name if name in kept[column] else REST
            for column, name in enumerate((strand.outlet, strand.origin, strand.family))
        )
        told.setdefault((outlet, origin), []).append(strand)
        held.setdefault((origin, family), []).append(strand)
    families = sorted({family for _, family in held}, key=lambda name: (name == REST, -sizes[2].get(name, 0), name))
    home = {origin: families.index(family) for origin, family in held}
    origins = sorted(home, key=lambda name: (name == REST, home[name], -sizes[1].get(name, 0), name))
    outlets = sorted(
        {outlet for outlet, _ in told},
        key=lambda name: (name == REST, _middle(name, told, origins), -sizes[0].get(name, 0), name),
    )
    return _Layers(
        (tuple(outlets), tuple(origins), tuple(families)), told, held, max(len(outlets), len(origins), len(families))
    )


def _middle(outlet: str, told: Mapping[tuple[str, str], list[Strand]], origins: Sequence[str]) -> float:
    """Where the claims of an outlet lead on the whole."""
    rows = [(origins.index(origin), _claims(said)) for (giver, origin), said in told.items() if giver == outlet]
    return sum(row * count for row, count in rows) / sum(count for _, count in rows)


def _claims(strands: Iterable[Strand]) -> int:
    return sum(strand.claims for strand in strands)


def network_chart(
    telling: Telling,
    hands: Hands,
    teller: Teller,
    *,
    link: Link | None = None,
    origin_link: Callable[[str], str] | None = None,
) -> Picture | None:
    """The network of a telling; None where nobody says anything.

    Args:
        link: gives the address of a claim; a line and an outlet lead to the first one they stand for.
        origin_link: gives the address of an origin by its code.
    """
    if not telling.strands:
        return None
    layers = _layers(telling)
    actor = teller.names.actor
    title = teller.say("picture.network", supplier=actor(telling.supplier), recipient=actor(telling.recipient))
    described = teller.say(
        "picture.network_told",
        claims=teller.phrases.count("claims", _claims(telling.strands)),
        documents=teller.phrases.count("publishers", len({strand.outlet for strand in telling.strands})),
        sources=teller.phrases.count("sources", len({strand.origin for strand in telling.strands})),
        families=teller.phrases.count("families", len({strand.family for strand in telling.strands})),
    )
    spec = {
        "width": _WIDTH, "height": _HEAD + layers.tallest * _ROW + 8, "padding": 0,
        "layer": [*_heads(teller), *_edges(layers, hands, teller, link),
                  *_nodes(layers, hands, teller, link, origin_link)],
    }  # fmt: skip
    return Picture(title, described, spec)


def _heads(teller: Teller) -> Iterator[Spec]:
    for x, name, align in zip(_COLUMNS, ("outlets", "origins", "families"), ("right", "left", "left"), strict=True):
        words = {"x": x, "y": 16, "text": teller.say(f"picture.{name}")}
        yield words_at([words], f"soft_{name}", size=11, align=align, colour=SOFT)


def _edges(layers: _Layers, hands: Hands, teller: Teller, link: Link | None) -> Iterator[Spec]:
    """Bows as wide as they have claims, in the colour of the family."""
    most = max(_claims(said) for said in (*layers.told.values(), *layers.held.values()))
    rows = []
    for column, joined in ((0, layers.told), (1, layers.held)):
        for (giver, taker), strands in joined.items():
            x1, x2 = round(_COLUMNS[column] + _NODE / 2), round(_COLUMNS[column + 1] - _NODE / 2)
            y1, y2, middle = round(layers.y(column, giver)), round(layers.y(column + 1, taker)), (x1 + x2) // 2
            names = f"{_name(column, giver, teller)} → {_name(column + 1, taker, teller)}"
            row = {
                "shape": f"M{x1},{y1}C{middle},{y1},{middle},{y2},{x2},{y2}", "x": 0, "y": 0,
                "width": round(1 + 13 * math.sqrt(_claims(strands) / most), 1),
                "colour": hands[strands[0].family].colour,
                "told": f"{names}: {teller.phrases.count('claims', _claims(strands))}",
            }  # fmt: skip
            to = {"link": link(min((strand.first for strand in strands), key=_age))} if link else {}
            rows.append(row | to)
    mark = {"type": "point", "filled": False, "size": DRAWN_AS_IT_IS, "strokeOpacity": 0.45, "aria": True}
    yield layer_of(
        rows, "strand", mark, x=X, y=Y, shape=as_it_is("shape"), stroke=as_it_is("colour"),
        strokeWidth=as_it_is("width"), **said(rows),
    )  # fmt: skip


def _nodes(
    layers: _Layers, hands: Hands, teller: Teller, link: Link | None, origin_link: Callable[[str], str] | None
) -> Iterator[Spec]:
    """A bar with a name for each row of each column."""
    for column, rows in enumerate(layers.rows):
        joined, side = (layers.told, 0) if column == 0 else (layers.held, column - 1)
        bars, names = [], []
        for row in rows:
            strands = [strand for ends, some in joined.items() if ends[side] == row for strand in some]
            to = None
            if column == 0 and link is not None:
                to = link(min((strand.first for strand in strands), key=_age))
            elif column == 1 and origin_link is not None and row != REST:
                to = origin_link(row)
            told = f"{_name(column, row, teller)}: {teller.phrases.count('claims', _claims(strands))}"
            leads = {"link": to} if to else {}
            bar, name = _node(layers, column, row, strands, hands, teller)
            bars.append(bar | {"told": told} | leads)
            names.append(name | leads)
        grey, own = ([bar for bar in bars if (bar["colour"] == SOFT) is side_of] for side_of in (True, False))
        yield marks_at(grey, f"node_{column}")
        yield marks_at(own, f"bar_{column}")
        yield words_at(
            names, f"place_{column}", size=11, align="right" if column == 0 else "left", colour=OUTLINE,
            stroke="#ffffff", strokeWidth=3,
        )  # fmt: skip


def _node(
    layers: _Layers, column: int, row: str, strands: Sequence[Strand], hands: Hands, teller: Teller
) -> tuple[dict[str, object], dict[str, object]]:
    """The bar of a row, and its name."""
    x, y, hand = _COLUMNS[column], round(layers.y(column, row)), hands[strands[0].family]
    high, half = min(8 + _claims(strands), round(_ROW) - 6), _NODE / 2
    colour = SOFT if column == 0 or row == REST else hand.colour
    bar = {"x": x, "y": y, "shape": f"M{-half},{-high / 2}h{_NODE}v{high}h{-_NODE}Z", "colour": colour}
    letter = f"{hand.letter} · " if column == 2 and row != REST else ""
    told = f"{letter}{svg.short(_name(column, row, teller), _LETTERS[column])} {_claims(strands)}"
    return bar, {"x": x - _NODE if column == 0 else x + _NODE, "y": y + 4, "text": told}


def _name(column: int, row: str, teller: Teller) -> str:
    if row == REST:
        return teller.say("picture.others")
    return (str, teller.origin, teller.family)[column](row)
