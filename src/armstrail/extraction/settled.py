"""What the clause of a figure says in so many words: the one party that gives, and the one that gets.

The subject of the verb, and a preposition that leaves no choice, settle a part before the flow of the document is
asked. What could be read in two ways settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.alignment import taker_in_row, taker_of_bracket
from armstrail.extraction.earning import who_earns
from armstrail.extraction.giving import thanked, told_without_verb, who_bought
from armstrail.extraction.goals import of_nation
from armstrail.extraction.importing import importer_of
from armstrail.extraction.items import ends_number
from armstrail.extraction.numbers import number_at
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.sides import told_sides
from armstrail.extraction.trade import goes_on_of_whole, other_side, trade_near
from armstrail.extraction.using import user_of
from armstrail.extraction.verbs import Act, walls_between
from armstrail.extraction.ways import ends_told

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

Told = list[tuple[Party, list[str]]]  # the mentions of a sentence, each with its cues

BARRED: Final = "barred"  # the cue of a party that the clause of another figure keeps to itself
_GIVES: Final = frozenset({
    "subject:supply.active", "subject:pledge.active", "subject:offer.active", "subject:deploy.active",
    "subject:supply.none", "subject:pledge.none", "subject:deploy.none",
})  # fmt: skip
_GIVEN_BY: Final = frozenset({
    "from:receive.active", "to:receive.active", "of:receive.active", "from:arrive.active", "by:supply.passive",
    "by:supply.noun", "from:receive.noun", "from:supply.passive",
})  # fmt: skip
_GETS: Final = frozenset({
    "subject:receive.active", "subject:buy.active", "subject:ask.active", "object:supply", "subject:receive.none",
    "subject:buy.none", "subject:supply.passive",
})  # fmt: skip
_GIVEN_TO: Final = frozenset({"to:supply.active", "to:supply.passive", "for:none.none", "for:agree.noun"})
_TAKEN_BY: Final = frozenset({"by:receive.passive", "own:receive.passive.by"})
_LED_BY: Final = frozenset({
    "to:supply.active", "to:supply.passive", "for:supply.passive", "own:supply.active.to", "own:supply.passive.to",
    "own:supply.noun.to",
})  # fmt: skip
_RIGHT_BEHIND: Final = 3  # tokens from a figure to the name it is given to
_CONTENTS: Final = 7  # tokens, where words that say what the figure counts stand between
_UNSURE: Final = ("of:supply", "in:", "own:receive.passive.from")


def settle(
    passage: Passage, target: Target, told: Told, cues: dict[str, dict[str, None]], here: Sequence[Party]
) -> bool:
    """Mark who gives with `gives_here` and who gets with `gets_here` in `cues`, with `sent_from` and `sent_to` where
    the way of the goods is told; whether anybody is said to give. Of the parties `here` some are told of other figures
    alone."""
    made = _made_for(target, told)
    for parties, mark in zip(made or (), ("sent_from", "sent_to"), strict=False):
        cues[parties[0].code][mark] = None
    givers, takers = (
        _bought_for(target.act, told)
        or made
        or (
            [*_parts(passage, target, told, _GIVES, _GIVEN_BY)],
            [*_parts(passage, target, told, _GETS, _GIVEN_TO)],
        )
    )
    ordering = [party for party, names in told if _is_ordered(passage, party, names, target)]
    if ordering := ordering or who_bought(target, told):
        takers = ordering
        _forget(told, cues, ordering)  # `by` and an office say what the participle has settled
        givers = givers or _other_than(ordering[0], target, told, cues)
    benefactor, thanking = thanked(passage, target, [party for party, _ in told])
    if benefactor and not givers:
        givers = benefactor
        _forget(told, cues, [*benefactor, *thanking])  # the one who is thanked stands under a `to` that gives nothing
    takers = [party for party in takers if party.code not in {giver.code for giver in givers}] or thanking
    if not givers and not takers:
        givers, takers = _contracted(passage, target, told)
    named = [party for party, _ in told]
    givers, takers = told_without_verb(passage, target, named, givers, takers)
    importer = importer_of(target, named)
    if importer is not None:
        takers, givers = [importer], [giver for giver in givers if giver.code != importer.code]
        _forget(told, cues, [importer])
        cues[importer.code]["sent_to"] = None
    if using := user_of(passage, target, named):
        givers, takers = _of_used(told, cues, givers, using)
    earned = who_earns(passage, target, named)
    for giver, taker, told_so in told_sides(passage, target, named, earned):
        givers, takers = [giver], [taker] if taker is not None else []
        _forget(told, cues, told_so)
        cues[giver.code]["sent_from"] = None
        if taker is not None:
            cues[taker.code]["sent_to"] = None
    clause = givers, takers
    givers, takers = _traded(passage, target, told, cues, givers, takers)
    shared = (givers, takers) != clause and bool(givers and takers)  # a share of a trade whose two sides are told
    if (taker := _in_row(passage, target, told, cues, here)) is not None:
        takers = [taker]
        cues[taker.code]["sent_to"] = None
    open_ends = not shared and None in earned
    sent = ends_told(passage, target, [party for party in named if party is not importer] if open_ends else [])
    if open_ends and (nations := of_nation(passage, target, named)):
        sent = nations[:1], [taker for taker in sent[1] if taker.code != nations[0].code]
        for other in nations[1:]:
            cues[other.code][BARRED] = None
    if open_ends and earned[0] is not None and not any(sent):
        sent = [earned[0]], []
    for parties, mark in zip(sent, ("sent_from", "sent_to"), strict=True):
        for party in parties[:1]:
            cues[party.code][mark] = None
    for party in sent[1][1:]:
        if party.code != sent[1][0].code:
            cues[party.code][BARRED] = None  # of several that get, the figure is told of the first
    givers, takers = sent[0] or givers, sent[1][:1] or takers
    if givers and _comes_from(givers[0], told):
        cues[givers[0].code]["sent_from"] = None
    if givers:
        _forget(told, cues, [party for party, _ in told if party.made_by and party.code != givers[0].code])
    for parties, mark in ((givers, "gives_here"), (takers, "gets_here")):
        codes = dict.fromkeys(party.code for party in parties)
        chosen = next(iter(codes)) if len(codes) == 1 else _in_step(passage, target, parties)
        if chosen is not None:
            cues[chosen][mark] = None
            for code in codes.keys() - {chosen} if mark == "gives_here" else ():
                cues[code] |= {"taken:from": None, "taken:to": None, BARRED: None}  # it gives what others count
    return bool(givers)


def _of_used(
    told: Told, cues: dict[str, dict[str, None]], givers: list[Party], using: list[Party]
) -> tuple[list[Party], list[Party]]:
    """Who gave goods that somebody uses, and who uses them: the one whose goods they are gave them, and whoever they
    are aimed at has no part."""
    inside = [
        party for party, names in told
        if ("inside:goods" in names or party.made_by) and party.code != using[0].code
    ]  # fmt: skip
    _forget(told, cues, [party for party, _ in told if party not in inside])
    cues[using[0].code]["sent_to"] = None
    senders = [
        party for party, _ in told
        if party.own is not None and party.own.group == "supply" and party.own.voice == "active"
        and party.own.subject == party.first and party.code != using[0].code
    ]  # fmt: skip
    return inside[:1] or senders[:1] or [giver for giver in givers if giver.code != using[0].code], using[:1]


def _contracted(passage: Passage, target: Target, told: Told) -> tuple[list[Party], list[Party]]:
    """`Chile signed a contract with Norway for 40 tanks`: where no word says who gives, who signs for so many of
    something is the one who buys."""
    if not any("with" in party.prepositions for party, _ in told):
        return [], []
    if not any(number_at(passage, at) for at in range(target.first, target.last)):
        return [], []
    signing = [party for party, names in told if not _SIGNING.isdisjoint(names)]
    others = [
        party for party, names in told
        if "with" in party.prepositions and any(":agree." in name for name in names)
    ]  # fmt: skip
    if target.act is not None and target.act.form == "noun" and target.act.group == "supply":
        free = [party for party, names in told if "nearest_free" in names]
        sellers = {party.code for party in free}
        buyer = [party for party, names in told if "with:supply.noun" in names and party.code not in sellers]
        if len(free) == len(buyer) == 1:
            return free, buyer  # `Suecia ultimó con Eslovaquia la venta de 152 vehículos`
    if len(signing) != 1 or len(others) != 1 or signing[0].code == others[0].code:
        return [], []
    sells = signing[0].role == "company" and others[0].role != "company"  # a firm signs to sell
    return (signing, others) if sells else (others, signing)


_SIGNING: Final = frozenset({"own:agree.active.subject", "subject:agree.active"})


def _comes_from(party: Party, told: Told) -> bool:
    """`In return, 9,000 containers were delivered from Russia`: goods that come from a party do not go to it, whatever
    was told before."""
    comers = [other for other, _ in told if "from" in other.prepositions]
    if len(comers) != 1 or comers[0] is not party:
        return False
    names = next(names for other, names in told if other is party)
    return "from:arrive.active" in names or ("from:supply.passive" in names and party.preposition == "from")


def makes_here(here: Sequence[Party], target: Target, cues: dict[str, dict[str, None]]) -> bool:
    """`Algiers relies on Russian hardware and took 14 Su-34`: the home of the model, named in a sentence that tells who
    received it and nobody who gives."""
    if target.act is None or target.act.group != "receive":
        return False
    takers = [code for code, held in cues.items() if "gets_here" in held]
    named = [party for party in here if party.code == target.home and party.role in _OF_ORIGIN]
    return bool(takers) and target.home not in takers and any(not party.speaks for party in named)


_OF_ORIGIN = frozenset({"adjectives", "people", "names", "company"})


def _traded(
    passage: Passage,
    target: Target,
    told: Told,
    cues: dict[str, dict[str, None]],
    givers: list[Party],
    takers: list[Party],
) -> tuple[list[Party], list[Party]]:
    """Who gives and who gets, where the clause tells whose exports or imports its figure is of."""
    here = [party for party, _ in told]
    trade = trade_near(passage, here, target)
    if trade is None or trade.owner is None:
        return givers, takers
    if goes_on_of_whole(passage, target, trade):
        _forget(told, cues, here)
        return ([trade.owner], []) if trade.sells else ([], [trade.owner])
    other = other_side(passage, here, target, trade)
    if other is not None or not (givers if trade.sells else takers):
        _forget(told, cues, [party for party in (trade.owner, other) if party is not None])
        one, another = [trade.owner], [] if other is None else [other]
        cues[trade.owner.code]["sent_from" if trade.sells else "sent_to"] = None
        return (one, another or takers) if trade.sells else (another or givers, one)
    return givers, takers


def _in_row(
    passage: Passage, target: Target, told: Told, cues: dict[str, dict[str, None]], here: Sequence[Party]
) -> Party | None:
    """The name that the row of the figure gives it to; those that other rows end on are taken."""
    figure = target.first, target.last
    if (taker := taker_of_bracket(passage, here, figure, target.rivals)) is not None:
        return taker
    row = taker_in_row(passage, [party for party, _ in told], figure, target.rivals)
    if row is None:
        return None
    _forget(told, cues, row[1])
    for other in row[1]:
        cues[other.code]["taken:to"] = None
    return row[0]


def _forget(told: Told, cues: dict[str, dict[str, None]], parties: Sequence[Party]) -> None:
    """Take the cues of some mentions back."""
    for party, names in told:
        if any(party is other for other in parties):
            for name in names:
                cues[party.code].pop(name, None)


def _parts(
    passage: Passage, target: Target, told: Told, plain: frozenset[str], governed: frozenset[str]
) -> Iterator[Party]:
    """The mentions with a cue of a part: a subject that has its verb to itself, or a name under a preposition in the
    clause of the same verb."""
    act = target.act
    made = any("inside:goods" in names for _, names in told)  # `US arms` are from nowhere else
    for party, names in told:
        if party.preposition is not None and any(name.startswith(_UNSURE) for name in names):
            continue
        if not plain.isdisjoint(names):
            subject = act is not None and party.first == act.subject
            if not subject or not _shares_verb(passage, told, party, target):
                yield party
        elif governed is _GIVEN_TO and _leads(passage, told, party, target, names):
            yield party
        elif _is_far(passage, told, party, target) if governed is _GIVEN_TO else made:
            continue
        elif _is_clear(party) and not governed.isdisjoint(_past_dash(party, target, names, governed)):
            if _is_of(party, act, names) or _is_led_by_noun(party, target, names):
                yield party


def _is_ordered(passage: Passage, party: Party, names: Sequence[str], target: Target) -> bool:
    """`800 rifles ordered by the armed forces of Guinea`, `the purchase by the Saudis of 48 jets`: who stands behind
    `by` and a participle of buying that stands right behind the goods, or a noun of buying before them."""
    noun = target.act
    if noun is not None and noun.form == "noun" and "by:receive.none" in names:
        return 0 <= party.first - noun.last <= _RIGHT_BEHIND and party.last <= target.first
    act = party.own or target.act
    if _TAKEN_BY.isdisjoint(names) or act is None or act.form != "participle":
        return False
    if not 0 <= party.first - act.last <= _ORDERED:
        return False
    return 0 <= act.first - target.last <= _RIGHT_BEHIND and not walls_between(passage, target.last - 1, act.first)


def _other_than(buyer: Party, target: Target, told: Told, cues: dict[str, dict[str, None]]) -> list[Party]:
    """`London signed a deal for the purchase by the Saudis of 48 jets`: the only other name before a noun of buying."""
    others = [party for party, _ in told if party.code != buyer.code and _is_clear(party)]
    if target.act is None or target.act.form != "noun" or len({party.code for party in others}) != 1:
        return []
    before = [party for party in others if party.last <= target.act.first]
    _forget(told, cues, before)
    return before[:1]


_ORDERED: Final = 6  # tokens from a participle to the name behind `by`, an office between


def _leads(passage: Passage, told: Told, party: Party, target: Target, names: Sequence[str]) -> bool:
    """`Nach Israel durften Güter für 161 Millionen ausgeführt werden`, `Партнери пообіцяли Україні на рік 38 млрд`:
    the only name of its clause under `to`, before the verb's first figure."""
    if party.last > target.first or not _is_clear(party) or _LED_BY.isdisjoint(names):
        return False
    between = [rival for rival in target.rivals if party.last <= rival[0] and rival[1] <= target.first]
    if any(ends_number(passage, at) for first, last in between for at in range(first, last)):
        return False
    return not any(p.code != party.code and not _TO.isdisjoint(p.governors) for p, _ in told)


_TO: Final = frozenset({"to", "for"})


def _is_far(passage: Passage, told: Told, party: Party, target: Target) -> bool:
    """Whether a name stands elsewhere than right behind the figure and its contents (`10 million of heavy arms to
    Kyiv`), or right before it behind its own preposition (`to India — six`)."""
    gap = party.first - target.last
    if gap < 0:
        between = range(party.last, target.first)
        return not between or any(
            passage.tokens[at].form not in "–—" and not passage.is_a("quantities.hedges_before", at) for at in between
        )
    if gap <= _RIGHT_BEHIND:
        return False
    return gap > _CONTENTS or not _are_contents(passage, told, range(target.last, party.first))


def _past_dash(party: Party, target: Target, names: Sequence[str], governed: frozenset[str]) -> Sequence[str]:
    """The cues of a name to which the figure right behind it goes, the dash between them for no wall: it stands for
    a verb left out."""
    if governed is not _GIVEN_TO or party.last > target.first:
        return names
    return [name.removesuffix("~") for name in names]


def _are_contents(passage: Passage, told: Told, between: range) -> bool:
    """Whether tokens behind a figure go on to say what it counts: no verb, no sign or digits, no party."""
    if any(between.start <= party.first < between.stop for party, _ in told):
        return False
    return not any(
        passage.tokens[at].kind != "w" or passage.hits.any_at(passage.pack.acts, at) or passage.is_a("grammar.that", at)
        for at in between
    )


def _is_clear(party: Party) -> bool:
    """An office may only tell of what others do, but not one under `to` alone; a place may be held by those who fight
    its state."""
    return (not party.institution or party.preposition == "to") and party.role != "place"


def _is_of(party: Party, act: Act | None, names: list[str]) -> bool:
    """Whether a name under a preposition belongs to the verb: what is bought `to Saab` stands behind the verb, and
    before one that says who gets `of` belongs to a noun (`the economy of Chad ails, yet its army bought 40`)."""
    if act is not None and party.first < act.last:
        if "to:receive.active" in names or ("of:receive.active" in names and act.form == "finite"):
            return False
    return not any(name.startswith("own:") for name in names)


def _is_led_by_noun(party: Party, target: Target, names: list[str]) -> bool:
    """`approved the sale of missiles to Oman`: the verb governs the noun of giving, and the noun both the goods and,
    right behind them, the one they go to."""
    own = party.own
    led = own is not None and own.last <= target.first and "own:supply.noun.to" in names
    return led and 0 <= party.first - target.last <= _RIGHT_BEHIND


def _made_for(target: Target, told: Told) -> tuple[list[Party], list[Party]] | None:
    """`Rheinmetall will produce 90,000 shells for Ukraine`: who makes goods gives them to the one for whom they are."""
    makers = [party for party, names in told if "subject:make.active" in names]
    served = [
        party for party, _ in told
        if "for" in party.governors and (party.role in _STATES or party.institution)
        and (0 <= party.first - target.last <= _CONTENTS or _stands_after(target.act, party, target))
    ]  # fmt: skip
    if len(makers) != 1 or not served or served[0].code == makers[0].code:
        return None
    return makers, served[:1]


def _stands_after(act: Act | None, party: Party, target: Target) -> bool:
    """`STM построит для малайзийского флота три корвета`: whether a party stands between the verb and the goods."""
    return act is not None and act.last <= party.first and party.last <= target.first


_STATES: Final = ("names", "short", "capital")


def _bought_for(act: Act | None, told: Told) -> tuple[list[Party], list[Party]] | None:
    """`Prague has bought 300,000 shells for Ukraine`: who buys for another gives."""
    if act is None or act.frame != "buy" or act.voice != "active":
        return None
    buyer = [party for party, _ in told if party.first == act.subject]
    served = [
        party for party, names in told
        if "for:receive.active" in names and party.first >= act.last and party.role in ("names", "capital", "short")
    ]  # fmt: skip
    return (buyer, served) if buyer and served and buyer[0].code != served[0].code else None


def _shares_verb(passage: Passage, told: Told, subject: Party, target: Target) -> bool:
    """`Sánchez and Zelensky will sign`, `Benin offered 2,000, Jamaica keeps to 200`: another name is joined to the
    subject, or stands free between it and the figure."""
    for party, _ in told:
        free = party.preposition is None and party.case is None and not party.possessive
        if not free or party.code == subject.code or party.role in ("place", "adjectives", "people"):
            continue
        if party.last == subject.first - 1 and passage.is_a("grammar.coordinators", party.last):
            return True
        passed = any(subject.last <= first and last <= party.first for first, last in target.rivals)
        if passed and subject.last <= party.first < target.first:
            return True
    return False


def _parted(passage: Passage, first: int, last: int) -> bool:
    """Whether a sign or a word of joining stands in tokens `[first, last)`."""
    tokens = passage.tokens
    return any(tokens[at].form in ",;:" or passage.is_a("grammar.coordinators", at) for at in range(first, last))


def _in_step(passage: Passage, target: Target, parties: list[Party]) -> str | None:
    """`45% from the US, 12% from Germany`, `to Mali six and to Niger two`: in a row of figures and parties each figure
    goes with the party behind it, or before it where a party opens the row."""
    if len(parties) < 2 or len(target.rivals) < 2 or any(party.preposition is None for party in parties):
        return None
    left = [party for party in parties if party.last <= target.first]
    right = [party for party in parties if party.first >= target.last]
    if left and right and _parted(passage, target.last, right[0].first):
        if not _parted(passage, left[-1].last, target.first):
            return left[-1].code  # `from Russia for 300 million, from China for 210`
    if parties[0].last <= min(first for first, _ in target.rivals):
        return left[-1].code if left else None
    return right[0].code if right else left[-1].code
