"""The way that goods take, where words for it leave no choice: `from India to Israel`, `bought in Turkey`, `the buyer
to whom Moscow delivered them`, `paid Wagner for 1,000 men`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from armstrail.extraction.goals import (
    Ends,
    from_the_head,
    meant_for,
    only_goal,
    own_make,
    passed_on,
    stationed,
    to_several,
    was_given,
    withdrawn,
)
from armstrail.extraction.parties import Party
from armstrail.extraction.passage import Passage
from armstrail.extraction.paying import decided_to_get, ends_of_purchases
from armstrail.extraction.using import makers_inside
from armstrail.extraction.verbs import VERBS, Act, is_verb, walls_between
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_NAMES: Final = frozenset({"names", "capital", "short", "group", "company"})
_LINK: Final = 2  # tokens that part `from X` from `to Y`
_BEHIND: Final = 3  # tokens from a participle to the one that its goods were bought from
_MARKET: Final = 6  # tokens from a verb of buying to the place where was bought
_FAR: Final = 8  # tokens from the way to the figure


def ends_told(passage: Passage, target: Target, here: Sequence[Party]) -> Ends:
    """The parties at the two ends of the way of a figure's goods, by the first of these signs that its clause has.

    Args:
        here: the parties of its sentence, in order.
    """
    act = target.act
    return (
        ends_of_purchases(passage, target, here)
        or decided_to_get(passage, target, here)
        or _from_to(passage, target, here)
        or _delivers(passage, target, here)
        or passed_on(passage, target, here)
        or _paid_in_kind(passage, target, here)
        or _finances(passage, target, here)
        or _paid(passage, target, here)
        or _to_whom(passage, target, act, here)
        or _where_sent(passage, target, act, here)
        or _asked_for(act, here)
        or _own_order(passage, target, here)
        or _arrived(passage, target, here)
        or _received(passage, target, here)
        or to_several(passage, target, here)
        or withdrawn(passage, target, here)
        or meant_for(passage, target, here)
        or was_given(passage, target, here)
        or only_goal(passage, target, here)
        or stationed(passage, target, here)
        or own_make(target, here)
        or from_the_head(passage, target, here)
        or _sold_in(target, here)
        or (_sold_by(passage, target, here), [])
    )


def sides_of_order(passage: Passage, target: Target, here: Sequence[Party]) -> tuple[Party | None, Party | None]:
    """`a reçu de l'Espagne une commande de 40 chars`: who gets an order, or wins a contract, for so many of something
    gives them to the other."""
    order = next((hit for cls in _ORDERS if (hit := _noun_before(passage, cls, target)) is not None), None)
    if order is None or passage.pack.flag("script.postpositions"):  # 계약의 일환으로 인도받았다
        return None, None
    for party in here:
        own = party.own
        if own is None or own.frame not in _WON or own.subject != party.first or own.voice != "active":
            continue
        if own.form == "noun" or walls_between(passage, own.first, order.first):
            continue
        if own.first > order.first and not _is_object(passage, order):
            continue  # `under an agreement worth 8 billion Taiwan will receive`
        others = [p for p in here if p.code != party.code and _OTHER & p.prepositions]
        return party, next((p for p in others if p.role in _NAMES and not p.speaks), None)
    return None, None


def _is_object(passage: Passage, order: Mention) -> bool:
    """`hat einen Auftrag über 94.200 Granaten erhalten`: whether an order before its verb may be what is received."""
    if not passage.pack.flag("script.infinitives_last"):
        return False
    for at in range(order.first - 1, max(order.first - _LED, 0) - 1, -1):
        if passage.hits.any_ending(_PARTIES, at):
            return True
        if passage.hits.ending("grammar.prepositions", at) is not None:
            return False
    return True


_PARTIES: Final = frozenset({"actors.names", "actors.capital", "actors.short"})
_LED: Final = 3  # tokens between a preposition and its noun


def _noun_before(passage: Passage, cls: str, target: Target) -> Mention | None:
    """A noun of a class right before a figure, a preposition and a few words between."""
    for hit in reversed(passage.hits.between(cls, max(target.sentence.first, target.first - _ORDER), target.first)):
        if (cls, "noun") in hit.senses:
            return hit
    return None


_ORDERS: Final = ("acts.buy", "acts.agree")
_ORDER: Final = 5  # tokens from an order to what is ordered
_WON: Final = frozenset({"receive", "seize"})
_OTHER: Final = frozenset({"from", "with", "to", "for", "of"})


def _from_to(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`27 tonnes of explosives from India to Israel`; whoever moves people from one host to another has sent them."""
    for giver, taker in pairwise(here):
        source = _source_of(passage, giver)
        if not _is_goal(taker, source) or giver.code == taker.code:
            continue
        between = range(giver.last, taker.first)
        plain = all(passage.tokens[at].kind == "w" for at in between) and len(between) <= _LINK
        gap = giver.first - target.last if giver.first >= target.last else target.first - taker.last
        if plain and 0 <= gap <= _FAR and not walls_between(passage, giver.first, target.first):
            return [_who_moves(target, here, giver, taker)], [taker]
    return None


def _who_moves(target: Target, here: Sequence[Party], host: Party, taker: Party) -> Party:
    """`The Pentagon is moving 2,500 soldiers from Germany to Poland`: of people, the subject of the verb that moves
    them, else whose land they leave."""
    act = target.act
    if target.sort != "people" or act is None or act.form == "noun" or act.voice != "active":
        return host
    moves = [party for party in here if party.first == act.subject and not party.speaks]
    return next((party for party in moves if party.code not in (host.code, taker.code)), host)


def _is_goal(party: Party, source: set[str]) -> bool:
    """Whether a name right behind a source is where the way ends; the one word for `in` and `to` (`из Ирана в Йемен`)
    tells so behind a `from` that can be nothing else."""
    goal = party.prepositions
    return bool(source) and (goal == {"to"} or (source == {"from"} and goal == {"to", "in"}))


def _source_of(passage: Passage, party: Party) -> set[str]:
    """The words for a source that govern a name, also where they are one with its article (`de l'Inde`)."""
    if party.role == "adjectives":
        return set()
    governed = party.prepositions
    article = passage.hits.ending("grammar.articles", party.first - 1)
    if article is not None and (word := passage.hits.at("grammar.prepositions", article.first)) is not None:
        governed |= {value for cls, value in word.senses if cls == "grammar.prepositions"}
    return governed & {"from", "of"}


def _delivers(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`is paying for two batteries that the United States will supply to Ukraine`: who gives, and to whom, by a
    relative clause right behind goods that a verb of another kind governs."""
    act = target.act
    if act is None or act.group in ("supply", "receive", "use") or target.sort == "money":
        return None
    for party in here:
        own = party.own
        if own is None or own.form != "finite" or own.group != "supply" or own.subject != party.first:
            continue
        told = 0 <= party.first - target.last <= _RELATED and passage.hits.any_between(
            "grammar.relative", target.last, party.first
        )
        if told and own.first >= party.last:
            return [party], [other for other in here if other.own is own and _TO_WHOM & other.governors][:1]
    return None


_RELATED: Final = 5  # tokens from goods to the subject of a relative clause on them
_TO_WHOM: Final = frozenset({"to", "for"})


def _finances(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`The first package was financed by Italy`, `профінансувала пакет`: who pays for a package of aid gives it."""
    if target.sort != "money":
        return None
    for party in here:
        own = party.own
        if own is None or own.frame != "pay" or own.form == "noun":
            continue
        behind = party.first >= own.last
        alone = party.preposition is None and 0 <= party.first - own.last <= _LINK
        pays = own.voice == "active" and (own.subject == party.first or alone)
        if not pays and not (own.voice == "passive" and "by" in party.prepositions):
            continue
        low, high = (own.first - _PACKAGE, own.first) if behind else (own.last, own.last + _BEHIND)
        if _names_aid(passage, max(low, target.sentence.first), min(high, target.sentence.last)):
            return [party], []
    return None


_PACKAGE: Final = 9  # tokens from a package to the verb behind it


def _names_aid(passage: Passage, first: int, last: int) -> bool:
    """Whether a noun for aid or a package of it stands in tokens `[first, last)`, and nothing is bought there."""
    if passage.hits.any_between("acts.buy", first, last):
        return False
    nouns = (hit for cls in ("acts.pledge", "acts.supply") for hit in passage.hits.between(cls, first, last))
    return any(value == "noun" for hit in nouns for _, value in hit.senses)


def _paid(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`Mali paid the Wagner Group 10 million for 1,000 men`: who pays another gets what that one gives."""
    act = target.act
    if act is None or act.frame != "pay" or act.voice != "active" or act.form == "noun":
        return None
    payer = [p for p in here if p.first == act.subject and not walls_between(passage, p.first, act.first)]
    paid = [
        party for party in here
        if (_is_beside(act, party) or _is_paid(passage, target, act, party))
        and not walls_between(passage, act.first, party.first) and not _gets_aid(passage, act, party)
    ]  # fmt: skip
    if paid and act.subject is None and all("to" in party.prepositions for party in here) and _buys(passage, target):
        return paid[:1], []  # `el país le pagará a Dinamarca 300 millones por los 24 aviones`
    if not payer or not paid or payer[0].code == paid[0].code:
        return None
    return (payer, paid[:1]) if _is_grant(passage, target, payer[0]) else (paid[:1], payer)


def _buys(passage: Passage, target: Target) -> bool:
    """Whether goods are named in a sentence of paying, and no aid."""
    first, last = target.sentence.first, target.sentence.last
    goods = any(passage.hits.any_between(cls, first, last) for cls in ("items.nouns", "models"))
    return goods and not _names_aid(passage, first, last)


def _is_grant(passage: Passage, target: Target, payer: Party) -> bool:
    """`L'Union européenne a versé 1,5 milliard d'euros à l'Ukraine`: whether an organisation of states pays a sum in a
    sentence that names no goods."""
    if target.sort != "money" or passage.pack.vocabulary.actors[payer.code].kind not in ("organisation", "bloc"):
        return False
    goods = ("items.nouns", "models", "acts.buy")
    return not any(passage.hits.any_between(cls, target.sentence.first, target.sentence.last) for cls in goods)


def _is_beside(act: Act, party: Party) -> bool:
    return 0 <= party.first - act.last <= _BEHIND and party.preposition in (None, "to") and party.role in _NAMES


def _gets_aid(passage: Passage, act: Act, party: Party) -> bool:
    """`оплатила пакет допомоги Молдові`: to whom the aid goes that is paid for is not who is paid."""
    return any(passage.hits.any_between(cls, act.last, party.first) for cls in ("acts.supply", "acts.pledge"))


def _is_paid(passage: Passage, target: Target, act: Act, party: Party) -> bool:
    """`pagará 3.100 millones de euros a la sueca Saab`: whether nothing but a sum parts a verb of paying from whom it
    pays."""
    if passage.pack.flag("script.postpositions"):  # `사브에 31억 유로를 지불한다`
        apart = any(is_verb(passage, at, VERBS) for at in range(party.last, act.first))
        before = max(party.last, target.last) <= act.first
        return before and "to" in party.prepositions and not apart
    if party.preposition != "to" or not act.last <= target.first or not 0 <= party.first - act.last <= _SUM:
        return False
    return not any(is_verb(passage, at, VERBS) for at in range(act.last, party.first))


_SUM: Final = 10  # tokens


def _paid_in_kind(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`Myanmar is paying for the helicopters it got from Russia with 8,000 tonnes of rice`: who pays with goods gives
    them."""
    led = passage.hits.ending("grammar.prepositions", target.first - 1)
    if target.sort != "commodity" or led is None or ("grammar.prepositions", "with") not in led.senses:
        return None
    for party in here:
        own = party.own
        if own is None or own.frame != "pay" or own.voice != "active" or own.subject != party.first:
            continue
        if own.form != "noun" and own.last <= target.first:
            others = [p for p in here if p.code != party.code and p.role in _NAMES]
            return [party], others[:1]
    return None


def _to_whom(passage: Passage, target: Target, act: Act | None, here: Sequence[Party]) -> Ends | None:
    """`Algeria, to whom Russia sold 24 jets`: the name before a relative that is an object of giving gets, one of
    buying (`à qui la Serbie avait acheté`) gives."""
    if act is None or act.form == "noun" or act.voice != "active" or act.group not in ("supply", "receive"):
        return None
    opener = next(iter(passage.hits.between("grammar.to_whom", target.sentence.first, act.first)), None)
    if opener is None or walls_between(passage, opener.last, act.first):
        return None
    before = opener.first - (passage.tokens[opener.first - 1].form == ",")
    name = next((party for party in here if party.last == before and party.role != "adjectives"), None)
    subject = [party for party in here if party.first == act.subject and party.first >= opener.last]
    if name is None or not subject:
        return None
    return (subject, [name]) if act.group == "supply" else ([name], subject)


def _asked_for(act: Act | None, here: Sequence[Party]) -> Ends | None:
    """`Ukraine asked its partners to give it seven`: who asks others, whom no list names, to give gets."""
    if act is None or act.form != "base" or act.group != "supply" or act.subject is not None:
        return None
    for party in here:
        own = party.own
        if own is None or own.frame != "ask" or own.form != "finite" or own.voice != "active":
            continue
        if own.subject == party.first and 0 <= act.first - own.last <= _ASKED:
            return [], [party]
    return None


_ASKED: Final = 6  # tokens from a verb of asking to the infinitive, whom it asks between


def _own_order(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`has raised its order of tanks in Germany from 46 to 52`: who changes its own order gets, from the one named
    beside it."""
    sentence = target.sentence
    if not passage.hits.any_between("quantities.change", sentence.first, sentence.last):
        return None
    for hit in passage.hits.between("acts.buy", sentence.first, sentence.last):
        own = passage.hits.ending("grammar.determiners", hit.first - 1)
        if ("acts.buy", "noun") not in hit.senses or own is None:
            continue
        free = [p for p in here if p.last <= own.first and p.role in _NAMES and not (p.governors or p.possessive)]
        if not free:
            continue
        sold = [p for p in here if p.first >= hit.last and p.code != free[-1].code and _SOLD & p.prepositions]
        return sold[:1], free[-1:]
    return None


_SOLD: Final = frozenset({"in", "from", "with", "to"})


def _where_sent(passage: Passage, target: Target, act: Act | None, here: Sequence[Party]) -> Ends | None:
    """`in Latvia, where Spain has deployed 500 soldiers`: the name right before a relative for a place, in whose clause
    goods or people are sent or arrive, gets them."""
    if act is None or act.form == "noun" or act.frame not in _SENDING or target.first < act.first:
        return None
    openers = passage.hits.between("grammar.where", target.sentence.first, act.first)
    opener = max(openers, key=lambda hit: hit.first, default=None)
    if opener is None or walls_between(passage, opener.last, act.first):
        return None
    before = opener.first - (passage.tokens[opener.first - 1].form == ",")
    name = next((party for party in here if party.last == before and party.role != "adjectives"), None)
    if name is None or any(p.code == name.code and p.first == act.subject for p in here):
        return None
    return [], [name]


_SENDING: Final = frozenset({"supply", "deploy", "arrive"})


def _arrived(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`Zwei Schulflugzeuge trafen in Isfahan ein`: where goods arrive, they are got, unless it is told whom they are
    for."""
    act = target.act
    if act is None or act.frame != "arrive" or act.form != "finite" or target.sort not in ("goods", "commodity"):
        return None
    if any({"for"} & party.prepositions for party in here):
        return None
    verb_last = passage.pack.flag("script.postpositions")
    for party in here:
        gap = act.first - party.last if verb_last else party.first - act.last
        where = party.prepositions & {"in", "to"} and not party.prepositions & {"from", "of"}
        between = range(party.last, act.first) if verb_last else range(act.last, party.first - 1)
        led = any(passage.hits.any_ending(_LEADS, at) for at in between)  # `wypłyną z portu w Masan`
        if where and 0 <= gap <= _BEHIND and not led and not walls_between(passage, party.first, act.first):
            return [], [party]
    return None


_LEADS: Final = frozenset({"grammar.prepositions"})


def _received(passage: Passage, target: Target, here: Sequence[Party]) -> Ends | None:
    """`Pyongyang avrebbe ricevuto oltre 9.000 container`: the subject of a verb of receiving that has the goods for its
    object, whatever flows the text before tells of."""
    act = target.act
    if act is None or act.frame != "receive" or act.form in ("noun", "base", "gerund") or act.voice != "active":
        return None
    if act.negated or target.sort == "money" or walls_between(passage, act.first, target.first):
        return None
    takers = [party for party in here if party.first == act.subject and party.role != "pronoun"]
    takers = [party for party in takers if not walls_between(passage, party.first, act.first)]
    return ([], takers[:1]) if takers else None


def _sold_in(target: Target, here: Sequence[Party]) -> Ends | None:
    """`La Spagna ha esportato in Algeria armi`: what a state sells and nobody else gets goes to where it is sold."""
    act = target.act
    if act is None or act.frame != "supply" or act.form != "finite" or act.voice != "active" or target.sort == "people":
        return None
    giver = next((party for party in here if party.first == act.subject and party.role in _NAMES), None)
    others = [party for party in here if giver is not None and party.code != giver.code and not party.dateline]
    if giver is None or any(_TAKERS & party.governors and "in" not in party.governors for party in others):
        return None
    there = [p for p in others if p.governors == {"in"} and p.role in _NAMES and p.own is act and p.first > act.first]
    figures = sorted(first for first, _ in target.rivals if first <= target.first)
    near = [p for p in there if p.first > figures[-2]] if len(figures) > 1 else there  # `e in Turchia per 200 milioni`
    return ([giver], near[:1]) if near else None


_TAKERS: Final = frozenset({"to", "for", "with", "against"})


def _sold_by(passage: Passage, target: Target, here: Sequence[Party]) -> list[Party]:
    """`six jets bought from Denmark`, `comprados a Dinamarca`, `acquired in Turkey`: from whom, or where, goods were
    bought, right behind the verb."""
    act = target.act
    if act is None or act.frame != "buy":
        return []
    if act.form == "noun":  # `la compra a Dinamarca de 24 cazas`
        beside = [p for p in here if p.preposition == "to" and 0 < p.first - act.last <= _LINK and p.role in _NAMES]
        return beside[:1] if target.first > act.first and not passage.pack.table("cases") else []
    behind = act.form == "participle" and _is_one_phrase(passage, target.last, act.first)
    words, most = ({"to", "from", "in"}, _BEHIND) if behind else ({"in"}, _MARKET)
    for party in here:
        if party.role not in _NAMES or party.institution or party.first == act.subject or party.first < act.last:
            continue
        if party.role == "company" and not behind:
            continue
        made = {maker.code for maker in makers_inside(target, here)} - {party.code}
        if behind and made and "from" in party.prepositions:
            continue  # `carri turchi acquistati dalla Bolivia`
        if party.first - act.last <= most and words & party.prepositions:
            return [party] if _is_one_phrase(passage, act.last, party.first) else []
    return []


def _is_one_phrase(passage: Passage, first: int, last: int) -> bool:
    """Whether a few words or digits and no sign stand in tokens `[first, last)`."""
    return first <= last <= first + _MARKET and all(passage.tokens[at].kind in "wn" for at in range(first, last))
