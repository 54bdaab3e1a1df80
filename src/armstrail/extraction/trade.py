"""What a state sells abroad or buys there as a whole: `Turkish arms exports came to 7 billion`, `42% of its imports`.

Reports on trade name one side and mean all others. The state whose exports they are gives, whose imports they are
gets; where nobody else is named around a sum, the other side is left open, whatever the rest of the text tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from armstrail.extraction.asides import is_owed_to
from armstrail.extraction.dates import YEAR
from armstrail.extraction.items import ends_number
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.rows import row_of
from armstrail.extraction.verbs import walls_between
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.cues import Target

_TRADE: Final = "cues.trade"
_PORTION: Final = "cues.portion"
_EXPORTS: Final = (_TRADE, "exports")
_WORLD: Final = (_TRADE, "world")
_REACH: Final = 12  # tokens from a figure to the word of trade
_OWNED: Final = 4  # tokens between that word and whose it is, goods named between
_PART: Final = 2  # tokens from a share to what it is a share of
_WHOLE: Final = 6  # tokens from a share to the word of the trade that it is of
_GOODS: Final = frozenset({
    "items.nouns", "items.weak", "grammar.prepositions", "grammar.articles", "cues.institutions", "cues.topic",
})  # fmt: skip
_TURNS: Final = {True: frozenset({"to", "for"}), False: frozenset({"from"})}  # under these stands the other side
_TWO: Final = 2  # a title of more parties tells of no one flow
_CLEAR: Final = frozenset({"names", "capital", "short"})


@dataclass(frozen=True, slots=True)
class Trade:
    """A word of trade near a figure: whether it is of selling, its tokens, and whose exports or imports they are."""

    sells: bool
    first: int
    last: int
    owner: Party | None


def trade_near(passage: Passage, here: Sequence[Party], target: Target) -> Trade | None:
    """The word of trade nearest to a figure in its clause; None where none stands there."""
    trade = _nearest(passage, here, target)
    if trade is None or max(trade.first - target.last, target.first - trade.last) > _REACH:
        return None
    apart = walls_between(passage, trade.first, target.first) and not goes_on_of_whole(passage, target, trade)
    return None if apart else trade


def _nearest(passage: Passage, here: Sequence[Party], target: Target) -> Trade | None:
    """The word of trade nearest to a figure in its sentence."""
    sentence = target.sentence
    hits = passage.hits.between(_TRADE, sentence.first, sentence.last)
    hits = [hit for hit in hits if _WORLD not in hit.senses]
    if not hits:
        return None
    hit = min(hits, key=lambda hit: max(hit.first - target.last, target.first - hit.last))
    owner = next((party for party in here if owns(passage, party, hit)), None)
    owner = owner or _of_world(passage, here, target, hit) or next((p for p in here if _does(p, hit)), None)
    return Trade(_EXPORTS in hit.senses, hit.first, hit.last, owner)


def owns(passage: Passage, party: Party, trade: Mention) -> bool:
    """`Israel's arms imports`, `exportaciones de armas rusas`, `exports of China`, `Exporte aus Deutschland`."""
    if party.role == "place" or party.speaks:
        return False
    before = party.first < trade.first
    low, high = (party.last, trade.first) if before else (trade.last, party.first)
    if not 0 <= high - low <= _OWNED or not all(_may_part(passage, at) for at in range(low, high)):
        return False
    if party.possessive or party.role in ("adjectives", "people"):
        return not (before and _is_in_another(passage, low, high))
    governed = party.prepositions
    if not before and party.preposition is None and passage.pack.table("cases"):
        return True  # `импорта оружия Чили`: a name in the genitive, or one without endings
    if before:
        return "of" in governed and passage.pack.flag("script.postpositions")
    return "of" in governed or (party.preposition == "from" and _EXPORTS in trade.senses)


def _is_in_another(passage: Passage, first: int, last: int) -> bool:
    """`French arms in India's imports`: whether a word for `in` stands in tokens `[first, last)`, from an adjective to
    a trade that is another's."""
    return any(_IN_WORD in hit.senses for hit in passage.hits.between("grammar.prepositions", first, last))


_IN_WORD: Final = ("grammar.prepositions", "in")


def is_of_world(passage: Passage, target: Target) -> bool:
    """`42% of world arms exports`: whether a figure is a share of what all states sell or buy."""
    trade = _nearest(passage, (), target)
    return trade is not None and _is_share_of_world(passage, target, trade.first, trade.last)


def is_trade_of_world(passage: Passage, sentence: Sentence, first: int, last: int) -> bool:
    """`43% of global arms exports`: whether goods in tokens `[first, last)` are those that all states trade in, which
    tells of nobody who gets them."""
    near = max(sentence.first, first - _OWNED), min(sentence.last, last + _OWNED)
    hits = passage.hits.between(_TRADE, *near)
    return any(_WORLD in hit.senses for hit in hits) and any(_WORLD not in hit.senses for hit in hits)


def _is_share_of_world(passage: Passage, target: Target, first: int, last: int) -> bool:
    """Whether a word of trade in tokens `[first, last)` is of the whole world's, and what a share is of: right behind
    the share, or before it under `in` or `of` (`China's share in world imports came to 9.7%`), or the world's total is
    named behind it (`its exports came to 23% of the world total`)."""
    if not passage.hits.any_between("quantities.percent", target.first, target.last):
        return False
    if 0 <= first - target.last <= _WHOLE:
        low, high = target.last, min(last + _OWNED, target.sentence.last)
        return any(_WORLD in hit.senses for hit in passage.hits.between(_TRADE, low, high))
    if not 0 <= target.first - last <= _REACH:
        return False
    if _names_world(passage, target.last, target.sentence.last):
        return True
    worlds = passage.hits.between(_TRADE, max(target.sentence.first, first - _PART), first)
    if passage.pack.flag("script.postpositions"):  # 전 세계 무기수입의 11%
        mark = passage.hits.at("grammar.prepositions", last) or passage.hits.ending("grammar.prepositions", last - 1)
        inside = mark is not None and any(("grammar.prepositions", word) in mark.senses for word in _INSIDE)
        return inside and any(_WORLD in hit.senses for hit in worlds)
    return any(_WORLD in hit.senses and _is_inside(passage, hit.first) for hit in worlds)


def _names_world(passage: Passage, first: int, end: int) -> bool:
    return any(_WORLD in hit.senses for hit in passage.hits.between(_TRADE, first, min(first + _OWNED, end)))


def _is_inside(passage: Passage, at: int) -> bool:
    preposition = passage.hits.ending("grammar.prepositions", at - 1)
    values = {value for cls, value in preposition.senses if cls == "grammar.prepositions"} if preposition else set()
    return not values.isdisjoint(_INSIDE)


_INSIDE: Final = frozenset({"in", "of"})


def _of_world(passage: Passage, here: Sequence[Party], target: Target, trade: Mention) -> Party | None:
    """`на долю США приходится 42% мирового экспорта`: whose share of the world's trade it is, the name last before it
    in its clause, or the first behind it where none is."""
    if not _is_share_of_world(passage, target, trade.first, trade.last):
        return None
    named = [party for party in here if party.role in _CLEAR and not party.institution]
    low = min(target.first, trade.first)
    before = [p for p in named if p.last <= low and not walls_between(passage, p.last, low)]
    if len(silent := [p for p in before if not p.speaks]) or len(before) > 1:
        before = silent  # `a assuré 9,6 %`, `respondeu por 9,6%` say nothing
    behind = [
        p for p in named
        if p.first >= trade.last and not p.speaks and not walls_between(passage, trade.last, p.first)
    ]  # fmt: skip
    return before[-1] if before else next(iter(behind), None)


def _does(party: Party, trade: Mention) -> bool:
    """`France exported 40 billion`: the subject of a verb of trade."""
    own = party.own
    return own is not None and own.form != "noun" and (own.subject, own.first) == (party.first, trade.first)


def _may_part(passage: Passage, at: int) -> bool:
    return passage.tokens[at].form == "'s" or passage.hits.any_at(_GOODS, at) or passage.hits.any_ending(_GOODS, at)


def other_side(passage: Passage, here: Sequence[Party], target: Target, trade: Trade) -> Party | None:
    """`Germany covers 30% of Israel's arms imports`: the name that stands free before a share of what another sells or
    buys is the one on the other side."""
    owner = trade.owner
    if owner is None:
        return None
    if (part := _whose_part(passage, here, target, trade, owner)) is not None:
        return part
    if not 0 <= min(owner.first, trade.first) - target.last <= _PART:
        return None
    if (faller := _falls_to(passage, here, target, owner)) is not None:
        return faller
    free = [
        party for party in here
        if party.last <= target.first and party.preposition is None and party.case is None and not party.possessive
        and party.role in _CLEAR and not party.dateline and not party.institution
    ]  # fmt: skip
    if not free or free[-1].code == owner.code or walls_between(passage, free[-1].last, target.first):
        return None
    return None if passage.hits.any_between("grammar.that", free[-1].last, target.first) else free[-1]


def _whose_part(passage: Passage, here: Sequence[Party], target: Target, trade: Trade, owner: Party) -> Party | None:
    """`the share of French arms in India's imports`: whose goods have a share of a trade, by the adjective between the
    noun for a share and that trade, or right before that noun."""
    shares = passage.hits.between(_PORTION, target.sentence.first, trade.first)
    for party in here if shares else ():
        told = party.role in ("adjectives", "people") or party.possessive or "of" in party.prepositions
        near = shares[-1].last <= party.first <= shares[-1].last + _OWNED or party.last == shares[-1].first
        if told and near and party.code != owner.code and _is_in_another(passage, party.last, trade.first):
            return party
    return None


def _falls_to(passage: Passage, here: Sequence[Party], target: Target, owner: Party) -> Party | None:
    """`На Норвегию приходится 40% импорта`, `40 Prozent entfielen auf Norwegen`: to whom a share falls, right before
    the verb or behind it."""
    for verb in passage.hits.between("cues.falls", target.sentence.first, target.sentence.last):
        for party in here:
            beside = party.last == verb.first or 0 <= party.first - verb.last <= _PART
            if party.preposition is not None and beside and party.code != owner.code:
                return party
    return None


def lone_trader(passage: Passage, here: Sequence[Party], target: Target, trade: Trade) -> tuple[Party, bool] | None:
    """`France covers 8% of the world's arms exports`, `Ukraine got 9%`: of a share of what all states trade, the only
    party of the sentence, and whether it gives; None where others are named or the trade is that of one state."""
    if trade.owner is not None or len({party.code for party in here}) != 1:
        return None
    if passage.hits.ending("quantities.percent", target.last - 1) is None:
        return None
    if not (0 <= trade.first - target.last <= _WHOLE or 0 <= target.first - trade.last <= _PART):
        return None
    gets = target.act is not None and target.act.group == "receive"
    return here[0], trade.sells and not gets


def is_told_of_sales(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence speaks of all that is sold, of who sells, or of shares of it, and of no imports."""
    told = [
        sense for cls in (_TRADE, "cues.roles", "cues.portion")
        for hit in passage.hits.between(cls, sentence.first, sentence.last) for sense in hit.senses
    ]  # fmt: skip
    return bool(told) and _BOUGHT.isdisjoint(told)


_BOUGHT: Final = frozenset({(_TRADE, "imports"), ("cues.roles", "recipients")})


def leaves_open(
    passage: Passage, parties: Parties, title: frozenset[str], sentence: Sentence, target: Target
) -> str | None:
    """The side that a sum of exports (`recipient`) or imports (`supplier`) leaves open: its sentence names nobody but
    whose they are; or it, what stands before it in the paragraph and the title name one party at most."""
    named_here = parties.by_sentence.get(sentence.index, ())
    if (side := _open_to_world(passage, sentence, named_here, target)) is not None:
        return side
    here = _without_row(passage, sentence, named_here, target)
    trade = _nearest(passage, here, target)
    if trade is None:
        return None
    side = "recipient" if trade.sells else "supplier"
    world = _is_share_of_world(passage, target, trade.first, trade.last)
    if world and not (passage.pack.flag("script.postpositions") and _comes_from(here, trade)):
        return side
    row = row_of(passage, sentence, named_here, target.rivals, target.first)
    if row is not None and row.role == f"{side}s":
        return None  # `the main recipients of these exports: Peru with 900 million`
    others = [party for party in here if party is not trade.owner]
    if any(_TURNS[trade.sells] & party.prepositions for party in others):
        return None  # `imports from Russia`
    if _is_of_all(passage, sentence):
        return side
    named = {party.code for party in here}
    if trade.owner is not None and (len(named) == 1 or goes_on_of_whole(passage, target, trade)):
        return side
    if (trader := lone_trader(passage, here, target, trade)) is not None:
        return "recipient" if trader[1] else "supplier"
    if trade.owner is None and len(named) == 1 and trade.sells and _covers_time(passage, sentence):
        return side
    named |= title if len(title) <= _TWO else frozenset()
    index = sentence.index
    while index and passage.sentences[index - 1].paragraph == sentence.paragraph:
        index -= 1
        named |= {party.code for party in parties.by_sentence.get(index, ())}
    return side if len(named) <= 1 else None


def _covers_time(passage: Passage, sentence: Sentence) -> bool:
    """`Italy has so far approved arms exports worth 4 billion this year`: whether a sentence tells of a year, or of all
    until now, which goes beyond one deal."""
    if any(_YEAR & set(hit.senses) for hit in passage.hits.between("dates.relative", sentence.first, sentence.last)):
        return True
    if any(passage.hits.any_between(cls, sentence.first, sentence.last) for cls in ("dates.quarters", "dates.decades")):
        return True
    return any(YEAR.match(passage.tokens[at].form) for at in range(sentence.first, sentence.last))


_YEAR: Final = frozenset(("dates.relative", name) for name in ("this_year", "last_year", "year_before_last"))


def _comes_from(here: Sequence[Party], trade: Trade) -> bool:
    """`전체 무기 수입의 34%를 터키에서 들여왔다`: whether all of a trade is one state's own, and another stands for
    where it comes from or goes to."""
    return any(_TURNS[trade.sells] & party.prepositions for party in here if party is not trade.owner)


def _is_of_all(passage: Passage, sentence: Sentence) -> bool:
    """`Insgesamt beliefen sich die Rüstungsexporte auf 9 Milliarden`: whether a sentence opens with a word for all of
    something, which goes beyond whoever was told of before."""
    return passage.hits.any_between("quantities.in_all", sentence.first, min(sentence.first + _HEAD, sentence.last))


_HEAD: Final = 1  # token at the head of a sentence


def _open_to_world(passage: Passage, sentence: Sentence, here: Sequence[Party], target: Target) -> str | None:
    """`With 29% of the world market and 27%, the US and Russia are the main exporters`: the side that the shares of a
    row of nothing but sellers, or buyers, leave open."""
    if not any(_WORLD in hit.senses for hit in passage.hits.between(_TRADE, sentence.first, sentence.last)):
        return None
    row = row_of(passage, sentence, here, target.rivals, target.first)
    if row is None or any(party.first not in row.members for party in here if not party.speaks):
        return None
    return "recipient" if row.role == "suppliers" else "supplier"


def _without_row(passage: Passage, sentence: Sentence, here: Sequence[Party], target: Target) -> list[Party]:
    """The parties of a sentence but for those that behind a sum are only named as who sold or bought most
    (`rose to 9 billion, with Qatar and Belgium as the main buyers` in the order `main buyers Qatar and Belgium`)."""
    roles = passage.hits.between("cues.roles", target.last, sentence.last)
    last = roles[0].first if roles else sentence.last
    return [
        party for party in here
        if party.first < last and not _is_of_part(passage, party, target) and not is_owed_to(passage, party, target)
    ]  # fmt: skip


def _is_of_part(passage: Passage, party: Party, target: Target) -> bool:
    """`rose to 12 billion, including 4 billion for Ukraine`, `a third of them to Turkey`: a name that a preposition
    joins to a later figure or share, a part of the sum, is none of the sum's."""
    if party.preposition is None or party.first < target.last:
        return False
    figures = [last for first, last in target.rivals if first >= target.last and last <= party.first]
    shares = [hit.last for hit in passage.hits.between("numbers.shares", target.last, party.first)]
    behind = max([*figures, *shares], default=None)
    if behind is None or party.first - behind > (_PART if behind in figures else _OF_SHARE):
        return False
    return bool(shares) or any(ends_number(passage, at) for at in range(target.last, behind))


_OF_SHARE: Final = 5  # tokens from a share in words to whose it is: `a third of them to Turkey`


def goes_on_of_whole(passage: Passage, target: Target, trade: Trade) -> bool:
    """`Israel has a small share of Germany's exports, which came to 8 billion`: behind a relative right behind it, a
    sum is that of the whole trade."""
    if target.first < trade.last or target.act is None or target.act.group != "pay":
        return False
    at = trade.last + (passage.tokens[trade.last].form == ",")
    return passage.is_a("grammar.relative", at) and target.first - at <= _REACH
