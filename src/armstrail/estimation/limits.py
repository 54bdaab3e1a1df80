"""Figures held against what ships, boxes and shells can physically be, before anything is pooled.

The traps of the field are units and captions: rockets printed as shells, barrels as tonnes, a payload as a content.
None needs judgement to find, only a table of masses and payloads. A flag does not correct a figure: it says what
cannot be, on which factors that rests, and by how much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from armstrail.model.claim import Claim
from armstrail.model.errors import BadValue
from armstrail.model.factor import Factor
from armstrail.model.limit import Figure, LimitFlag
from armstrail.model.terms import CONVEYANCES, COUNTS, lies_within
from armstrail.model.voice import Voice
from armstrail.vocabulary.factors import Factors, related, same_model

AIRCRAFT: Final = "arms.aircraft"
WEIGHTS: Final = ("physical", "assumption")
CONFUSED: Final = 2.0  # alternatives whose ratio is further from that of their masses are not what they are called
KG_PER_TONNE: Final = 1000.0

Rule = Callable[[Figure, Figure, Factors], Iterator[LimitFlag]]


def figure_of(said: Figure | Voice | Claim, days: int | None = None) -> Figure | None:
    """The figure that a voice or claim gives; None where it has no quantity or item, or counts a share."""
    if isinstance(said, Figure):
        return said
    quantity, item = said.quantity, said.item
    if quantity is None or item is None or quantity.unit == "percent":
        return None
    return Figure(quantity.unit, item, quantity.low, quantity.high, said.designation, days)


def check(
    said: Figure | Voice | Claim, factors: Factors, beside: Iterable[Figure | Voice | Claim] = ()
) -> tuple[LimitFlag, ...]:
    """What cannot be of a figure, given others that are said of the same cargo.

    Args:
        said: the figure in question.
        beside: figures of the same cargo in other units (containers, ships, tonnes), or its alternatives ("or").
    Returns:
        one flag for each limit that is broken, the sure and worst first; nothing where no limit applies. A limit that
        rests on an assumption or on a count with an open top ("over 2,000 containers") is never sure.
    """
    figure = figure_of(said)
    others = [each for each in map(figure_of, beside) if each is not None]
    if figure is None:
        return ()
    flags = [
        replace(flag, sure=flag.sure and _surely(flag, figure, other, factors))
        for other in others
        for rule in RULES
        for flag in rule(figure, other, factors)
    ]
    flags += _split(figure, others)
    return tuple(sorted(set(flags), key=lambda each: (-each.sure, -each.excess, each.code, each.factors)))


def check_alternatives(first: Figure, second: Figure, factors: Factors) -> tuple[LimitFlag, ...]:
    """Whether "so many of these or so many of those", said of one cargo, agrees with what the two weigh.

    The lighter of two must be the more numerous. Where it is not, one of them is not what it is called: the 75 to 100
    rounds of 122 mm in a container are rockets of 66 kg, not shells of 22 kg.
    """
    flags = []
    for one, other in ((first, second), (second, first)):
        light, heavy = _of_model(one, "kg", factors), _of_model(other, "kg", factors)
        count, beside = _floor(one), _floor(other)
        if not (light and heavy and count and beside):
            continue
        lighter, heavier = min(light, key=_by_low), min(heavy, key=_by_low)
        expected = beside * heavier.low / lighter.high
        if lighter.high < heavier.low and count * CONFUSED < expected:
            names = (lighter.id, heavier.id)
            why = (
                f"{count:,.0f} of {_named(one)} where {beside:,.0f} of {_named(other)} fit: the lighter must be more, "
                f"about {expected:,.0f}; one of the two is not what it is called"
            )
            flags.append(LimitFlag("too_few_for_mass", one.unit, count, expected, expected / count, names, True, why))
    return tuple(flags)


def _payload(figure: Figure, other: Figure, factors: Factors) -> Iterator[LimitFlag]:
    """Tonnes, or pieces by their mass, against what the carriers beside them can lift."""
    payloads = _limits(other, "tonnes", factors)
    if not payloads or figure.unit not in ("tonnes", "pieces"):
        return
    number, carriers, counted = _floor(figure), *_loads(figure, other, factors)
    lift = max(payloads, key=lambda each: each.high)
    if number is None or carriers is None:
        return
    if figure.unit == "tonnes":
        limit = carriers * lift.high
        if number > limit:
            why = f"{carriers:,.0f} {_carrier(other)} carry at most {limit:,.0f} t, at {lift.high:g} t each"
            yield _flag("heavier_than_payload", figure, number, limit, (lift,), counted, why)
        return
    if _is_carrier(figure):
        return
    for mass, sure in _lightest(figure, factors):
        limit = carriers * lift.high * KG_PER_TONNE / mass.low
        if number > limit:
            why = (
                f"{number / carriers:,.0f} a piece of {carriers:,.0f} {_carrier(other)}: at {mass.low:g} kg "
                f"({mass.designation or mass.item}) and {lift.high:g} t, at most {limit / carriers:,.0f}"
            )
            yield _flag("heavier_than_payload", figure, number, limit, (mass, lift), sure and counted, why)


def _volume(figure: Figure, other: Figure, factors: Factors) -> Iterator[LimitFlag]:
    """Long or bulky things against the room inside, and against the length of the box."""
    if other.unit not in CONVEYANCES:
        return
    number, carriers, counted = _floor(figure), *_loads(figure, other, factors)
    rooms, sizes = _limits(other, "cubic-metres", factors), _of_model(figure, "cubic-metres", factors)
    if number is not None and carriers is not None and rooms and sizes:
        room, size = max(rooms, key=lambda each: each.high), min(sizes, key=lambda each: each.low)
        limit = carriers * room.high / size.low
        if number > limit:
            why = f"at {size.low:g} cubic metres each, {carriers:,.0f} {other.unit} hold at most {limit:,.0f}"
            yield _flag("larger_than_volume", figure, number, limit, (size, room), counted, why)
    boxes, lengths = _limits(other, "metres", factors), _of_model(figure, "metres", factors)
    if boxes and lengths:
        box, length = max(boxes, key=lambda each: each.high), min(lengths, key=lambda each: each.low)
        if length.low > box.high:
            why = f"{_named(figure)} is {length.low:g} m long, the longest box named {box.high:g} m inside"
            yield _flag("longer_than_carrier", figure, length.low, box.high, (length, box), True, why)


def _gross(figure: Figure, other: Figure, factors: Factors) -> Iterator[LimitFlag]:
    """Pieces against the tonnes of the cargo they are said to be in, which are gross: box, charge and crate too."""
    if figure.unit != "pieces" or other.unit != "tonnes":
        return
    number, tonnes = _floor(figure), _ceiling(other)
    if number is None or tonnes is None:
        return
    for mass, sure in _lightest(figure, factors):
        limit = tonnes * KG_PER_TONNE / mass.low
        if number > limit:
            why = (
                f"{number:,.0f} at {mass.low:g} kg weigh {number * mass.low / KG_PER_TONNE:,.0f} t, more than the "
                f"cargo of {tonnes:,.0f} t; tonnes in a cargo paper are gross, never filler"
            )
            yield _flag("heavier_than_cargo", figure, number, limit, (mass,), sure, why)


def _barrels(figure: Figure, other: Figure, factors: Factors) -> Iterator[LimitFlag]:
    """Barrels and tonnes of one cargo of oil, either way round."""
    if (figure.unit, other.unit) not in (("barrels", "tonnes"), ("tonnes", "barrels")):
        return
    ratios = factors.find("tonnes", "barrels", figure.item, kinds=("physical",))
    if not ratios:
        return
    least, most = min(ratios, key=lambda each: each.low), max(ratios, key=lambda each: each.high)
    number, beside_low, beside_high = _floor(figure), _floor(other), _ceiling(other)
    highest = _ceiling(figure)
    up, down = (most.high, least.low) if figure.unit == "barrels" else (1 / least.low, 1 / most.high)
    if number is not None and beside_high is not None and number > beside_high * up:
        limit = beside_high * up
        why = (
            f"{beside_high:,.0f} {other.unit} are at most {limit:,.0f} {figure.unit}, at {most.high:g} barrels a tonne"
        )
        yield _flag("barrels_per_tonne", figure, number, limit, (least, most), True, why)
    if highest is not None and beside_low is not None and 0 < highest < beside_low * down:
        limit = beside_low * down
        why = (
            f"{beside_low:,.0f} {other.unit} are at least {limit:,.0f} {figure.unit}, "
            f"at {least.low:g} to {most.high:g} a tonne"
        )
        excess, names = limit / highest, (least.id, most.id)
        yield LimitFlag("barrels_per_tonne", figure.unit, highest, limit, excess, names, True, why)


def _voyages(figure: Figure, other: Figure, factors: Factors) -> Iterator[LimitFlag]:
    """Voyages against ships and time."""
    if figure.unit != "shipments" or other.unit != "vessels":
        return
    number, ships, days = _floor(figure), _ceiling(other), figure.days or other.days
    trips = factors.find("shipments", "days", "cargo", kinds=("limit",))
    if number is None or ships is None or days is None or not trips:
        return
    trip = min(trips, key=lambda each: each.low)
    limit = ships * (days / trip.low + 1)
    if number > limit:
        why = f"{ships:,.0f} ships make at most {limit:,.0f} voyages in {days} days, at {trip.low:g} days out and back"
        yield _flag("voyages_in_time", figure, number, limit, (trip,), True, why)


def _seats(figure: Figure, other: Figure, factors: Factors) -> Iterator[LimitFlag]:
    """Persons, or containers, against what one voyage or flight can take."""
    codes = {"persons": "persons_per_carrier", "containers": "containers_per_carrier"}
    code = codes.get(figure.unit)
    limits = _limits(other, figure.unit, factors) if code else ()
    number, carriers, counted = _floor(figure), *_loads(figure, other, factors)
    if code is None or not limits or number is None or carriers is None or figure.unit == other.unit:
        return
    seat = max(limits, key=lambda each: each.high)
    limit = carriers * seat.high
    if number > limit:
        why = f"{carriers:,.0f} {_carrier(other)} take at most {limit:,.0f} {figure.unit}, {seat.high:,.0f} each"
        yield _flag(code, figure, number, limit, (seat,), counted, why)


def _currency(figure: Figure, other: Figure, factors: Factors) -> Iterator[LimitFlag]:
    """The same amount in two currencies: one of the two is a slip of the unit."""
    del factors
    money = figure.unit not in COUNTS and other.unit not in COUNTS
    if money and figure.unit != other.unit and (figure.low, figure.high) == (other.low, other.high):
        number = _floor(figure) or _ceiling(figure) or 0.0
        why = f"{number:,.10g} {figure.unit} and as many {other.unit} cannot both be; one currency is a slip"
        yield LimitFlag("currency_changed", figure.unit, number, number, 1.0, (), True, why)


RULES: Final[tuple[Rule, ...]] = (_payload, _volume, _gross, _barrels, _voyages, _seats, _currency)


def _surely(flag: LimitFlag, figure: Figure, other: Figure, factors: Factors) -> bool:
    """Whether a limit rests on no assumption, and on a count with a top: "over 2,000 containers" may be any number."""
    if any(factors[name].status == "assumption" for name in flag.factors):
        return False
    if flag.code == "currency_changed":
        return True
    return other.high is not None and (flag.code != "barrels_per_tonne" or figure.high is not None)


def _loads(figure: Figure, other: Figure, factors: Factors) -> tuple[float | None, bool]:
    """How many loads the carriers beside a figure make at most, and whether that is sure.

    A container or a voyage is one load. A ship or an aircraft makes as many as the days allow; where the days are not
    known, one is taken and the bound is not sure.
    """
    carriers = _ceiling(other)
    if carriers is None or other.unit not in ("vessels", "pieces"):
        return carriers, True
    days = figure.days or other.days
    trips = factors.find("shipments", "days", "cargo", kinds=("limit",))
    if other.unit == "vessels" and days is not None and trips:
        return carriers * (days / min(each.low for each in trips) + 1), True
    return carriers, False


def _split(figure: Figure, others: Sequence[Figure]) -> Iterator[LimitFlag]:
    """Two numbers that are the head and the tail of a third: 13 and 221 out of 13,221."""
    numbers = {int(each) for other in others for each in (other.low, other.high) if each is not None and each % 1 == 0}
    for bound in (figure.low, figure.high):
        if bound is None or bound % 1 or bound < 1:
            continue
        for whole in sorted(numbers):
            head, tail = divmod(whole, 1000)
            if head and tail and int(bound) in (head, tail) and {head, tail} - {int(bound)} <= numbers:
                why = f"{head} and {tail:03d} stand beside {whole:,}: a number cut at its separator"
                yield LimitFlag("number_split", figure.unit, bound, float(whole), whole / bound, (), True, why)
                return


def _lightest(figure: Figure, factors: Factors) -> tuple[tuple[Factor, bool], ...]:
    """The masses that bound how many pieces can be, with whether the bound is sure.

    Where the model is named, its lightest mass (bare, without crate). Else the lightest of the item and the default,
    both unsure: a lighter thing may be meant.
    """
    named = _of_model(figure, "kg", factors)
    if named:
        return ((min(named, key=_by_low), True),)
    below = (
        each
        for each in factors
        if (each.from_unit, each.to_unit) == ("pieces", "kg")
        and each.kind in WEIGHTS
        and lies_within(each.item, figure.item)
    )
    lightest = min(below, key=_by_low, default=None)
    usual = factors.default("pieces", "kg", figure.item)
    return tuple((each, False) for each in (lightest, usual) if each is not None)


def _of_model(figure: Figure, unit: str, factors: Factors) -> tuple[Factor, ...]:
    """What the book knows of the very model that a figure counts, in a unit (kg, metres, cubic-metres)."""
    wanted = figure.designation
    if figure.unit != "pieces" or wanted is None:
        return ()
    return tuple(
        each
        for each in factors
        if (each.from_unit, each.to_unit) == ("pieces", unit)
        and each.kind in WEIGHTS
        and each.designation is not None
        and same_model(each.designation, wanted)
        and related(each.item, figure.item)
    )


def _by_low(factor: Factor) -> tuple[float, str]:
    return factor.low, factor.id


def _limits(carrier: Figure, unit: str, factors: Factors) -> tuple[Factor, ...]:
    """What one carrier can take in a unit: of its own kind where it is named and known, else of any of its kind."""
    if not _is_carrier(carrier):
        return ()
    item = "arms.aircraft.transport" if carrier.unit == "pieces" else "cargo"
    found = factors.find(carrier.unit, unit, item, kinds=("limit",))
    if carrier.designation is not None:
        own = factors.find(carrier.unit, unit, item, None, carrier.designation, ("limit",))
        found = tuple(each for each in own if each.designation is not None) or found
    return found


def _is_carrier(figure: Figure) -> bool:
    return figure.unit in CONVEYANCES or (figure.unit == "pieces" and figure.item.startswith(AIRCRAFT))


def _floor(figure: Figure) -> float | None:
    """The least that a figure says: its lower bound, or its only one."""
    return figure.low if figure.low is not None else figure.high


def _ceiling(figure: Figure) -> float | None:
    """The most that a figure says; an open top says nothing, and its floor is taken."""
    most = figure.high if figure.high is not None else figure.low
    return most or None


def _named(figure: Figure) -> str:
    return f"{figure.designation} ({figure.item})" if figure.designation else figure.item


def _carrier(figure: Figure) -> str:
    return f"{figure.unit} of {figure.designation}" if figure.designation else figure.unit


def _flag(
    code: str, figure: Figure, number: float, limit: float, rests: Sequence[Factor], sure: bool, why: str
) -> LimitFlag:
    if limit <= 0:
        raise BadValue(f"limit {code} is not above 0; mend factor {rests[0].id}")
    return LimitFlag(code, figure.unit, number, limit, number / limit, tuple(each.id for each in rests), sure, why)
