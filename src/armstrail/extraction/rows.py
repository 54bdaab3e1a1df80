"""Rows of parties with a figure each, under a word that says what all of them are.

`The main buyers were Oman (18%), followed by Chad with 12%`: each figure is that of the party right before it,
whatever word joins the party to the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from armstrail.extraction.backdrop import instead
from armstrail.extraction.comparing import pair_by_comparison
from armstrail.extraction.gapping import pair_by_gap
from armstrail.extraction.lists import heading_of
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.partners import whose
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import VERBS, is_verb
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.backdrop import Decided, Pair
    from armstrail.extraction.cues import Target

_ROLE: Final = "cues.roles"
_ALIKE: Final = "alike"
_FIRST: Final = "first"
_RANKS: Final = frozenset({_ALIKE, _FIRST})
_SMALL: Final = frozenset({"grammar.articles", "quantities.hedges_before", "grammar.pronouns"})
_OPENING: Final = frozenset({"(", ":", "–", "—"})
_GAP: Final = 5  # tokens from a party to its figure
_BEING: Final = ("grammar.copula", "grammar.passive")
_TO: Final = frozenset({"to", "for", "in"})
_NAMES: Final = frozenset({"names", "capital", "short"})


@dataclass(frozen=True, slots=True)
class Row:
    """The role of all parties of a row (`suppliers`, `recipients`), the first tokens of them, and of the one whose
    the figure is."""

    role: str
    members: frozenset[int]
    own: int


def row_of(
    passage: Passage, sentence: Sentence, here: Sequence[Party], figures: Sequence[tuple[int, int]], at: int
) -> Row | None:
    """The row in which the figure that begins at token `at` stands; None where it stands in none.

    Args:
        here: the parties of its sentence.
        figures: the tokens of all figures and items of its sentence.
    """
    found = _find_row(passage, sentence, here, figures, at)
    if found is None or (role := _role_of(found[0])) == _ALIKE:
        return None
    told, own, members = found
    outside = _OUTSIDE if told.first >= sentence.first else _ACTING
    listed = [party for party in here if party.first > told.first and _is_listed(party, outside)]
    return Row(role, frozenset(party.first for party in (*members, *listed)), own.first)


def next_in_row(passage: Passage, parties: Parties, target: Target, latest: Decided | None) -> Pair | None:
    """The pair of a figure that goes on with that of the figure before: in a row, or behind a dash for its verb."""
    found = _pair_in_row(passage, parties, target, latest)
    found = found or _pair_past_dash(passage, parties, target, latest)
    found = found or _pair_of_name_before(passage, parties, target, latest)
    found = found or _pair_of_bare_name_before(passage, parties, target, latest)
    found = found or pair_by_comparison(passage, parties, target, latest)
    return found or pair_by_gap(passage, parties, target, latest)


def _pair_in_row(passage: Passage, parties: Parties, target: Target, latest: Decided | None) -> Pair | None:
    """`Two thirds went to Ukraine, followed by Egypt with 3 million`: the pair of a figure of such a row, by that of
    the figure before: its own party in the part of the one named before the row, or of the others of the row."""
    sentence = target.sentence
    here = parties.by_sentence.get(sentence.index, ())
    found = _find_row(passage, sentence, here, target.rivals, target.first)
    if found is None or latest is None or _role_of(found[0]) != _ALIKE:
        return None
    told, own, members = found
    follows = own.first < told.first < target.first  # `Denmark followed with ten`
    earlier = [party for party in here if not follows or party.first != own.first]
    before = _named_before(earlier, told) or _named_before(parties.by_sentence.get(sentence.index - 1, ()), told)
    paired = [p for p in before if p.code in latest.pair]  # of two, the first is what others follow
    others = {party.code for party in (*paired[:1], *members)} - {own.code}
    supplier, recipient = latest.pair
    role = _role_before(passage, sentence, told) if latest.sentence.index == sentence.index else None
    if role is not None and own.code not in latest.pair and None not in latest.pair:
        return instead(latest.pair, supplier if role == "suppliers" else recipient, own.code)
    if supplier in others:
        return instead(latest.pair, supplier, own.code)
    gets = bool(before) and not _TO.isdisjoint(before[-1].prepositions)
    if recipient in others or gets:
        return instead(latest.pair, recipient, own.code)
    of_all = recipient is None and passage.hits.any_between("quantities.percent", target.first, target.last)
    near = latest.sentence.index >= sentence.index - 1
    return (own.code, None) if of_all and near and own.code != supplier else None  # `23% of the world total`


def _role_before(passage: Passage, sentence: Sentence, told: Mention) -> str | None:
    """`The largest supplier of Armenia is India, which sold for 90 million, followed by France`: what the word last
    before a row in its sentence says that all are."""
    roles = [_role_of(hit) for hit in passage.hits.between(_ROLE, sentence.first, told.first)]
    roles = [role for role in roles if role not in _RANKS]
    return roles[-1] if roles else None


def _pair_past_dash(passage: Passage, parties: Parties, target: Target, latest: Decided | None) -> Pair | None:
    """`45% were bought by Oman, 12% — by Chad`, `31 tanks came from Spain, 14 — from Norway`: where a dash stands for
    the verb, the name behind it has the part that the one of the figure before has in its pair."""
    sentence = target.sentence
    if latest is None or latest.sentence.index != sentence.index or latest.pair[0] == latest.pair[1]:
        return None
    here = parties.by_sentence.get(sentence.index, ())
    own = next((p for p in here if p.first >= target.last), None)
    if own is None or own.role not in _NAMES or not _stands_past_dash(passage, sentence, target.last, own):
        return None
    before = [first for first, last in target.rivals if last <= target.first]
    if not before:
        return None
    theirs = [p for p in here if max(before) < p.first < target.first and p.role in _NAMES]
    if len({p.code for p in theirs}) != 1 or own.code in latest.pair:
        return None
    supplier, recipient = latest.pair
    if theirs[0].code == supplier:
        return (own.code, recipient)
    return (supplier, own.code) if theirs[0].code == recipient else None


def _pair_of_name_before(passage: Passage, parties: Parties, target: Target, latest: Decided | None) -> Pair | None:
    """`от Лондона 5 тысяч ракет, от Парижа — 50 гаубиц`, `из России на 300 млн, из Китая на 210`: the name before a
    figure, a dash between or none, has the part of the one that stands so before the figure before."""
    sentence = target.sentence
    if latest is None or latest.sentence.index != sentence.index:
        return None
    here = [p for p in parties.by_sentence.get(sentence.index, ()) if p.preposition is not None]
    dashed, own = _right_before(passage, here, target.first)
    if own is None or own.role not in _NAMES or own.code in latest.pair:
        return None
    opening = {
        party.first for first, _ in target.rivals if (party := _right_before(passage, here, first)[1]) is not None
    }
    alike = [p for p in here if p.last <= own.first and (dashed or p.preposition == own.preposition)]
    before = [p for p in alike if p.first in opening or p.preposition == own.preposition]
    if not before or before[-1].code not in latest.pair:
        return None
    if any(is_verb(passage, at, VERBS) for at in range(before[-1].last, own.first)):
        return None
    supplier, recipient = latest.pair
    return (own.code, recipient) if before[-1].code == supplier else (supplier, own.code)


def _pair_of_bare_name_before(
    passage: Passage, parties: Parties, target: Target, latest: Decided | None
) -> Pair | None:
    """`gave Romania 12 and Bulgaria nine tanks`: the same of names that no word governs, each right before its figure,
    where the first says no noun (`gave Ukraine 14 tanks, Germany 18` names who gives)."""
    figures = [first for first, last in target.rivals if last <= target.first and last - first == 1]
    if latest is None or latest.sentence.index != target.sentence.index or not figures:
        return None
    here = [p for p in parties.by_sentence.get(target.sentence.index, ()) if p.preposition is None]
    own, theirs = (_right_before(passage, here, first)[1] for first in (target.first, max(figures)))
    if own is None or theirs is None or own.role not in _NAMES or own.code in latest.pair:
        return None
    if own.first - max(figures) > _GAPPED or any(is_verb(passage, at, VERBS) for at in range(theirs.last, own.first)):
        return None
    supplier, recipient = latest.pair
    return (supplier, own.code) if theirs.code == recipient else None


_GAPPED: Final = 4  # tokens from a figure to the next name


def _right_before(passage: Passage, here: Sequence[Party], figure: int) -> tuple[bool, Party | None]:
    """The party that only small words or a dash part from a figure, and whether a dash does."""
    at = figure - 1
    while at > 0 and passage.hits.any_ending(_HEDGING, at):
        at -= 1
    dashed = passage.tokens[at].form in "–—"
    return dashed, next((p for p in here if p.last == at + (not dashed)), None)


_HEDGING: Final = frozenset({"quantities.hedges_before", "quantities.another", "quantities.skip"})


def _stands_past_dash(passage: Passage, sentence: Sentence, at: int, party: Party) -> bool:
    """Whether only a dash and small words part a figure from a name that ends its clause."""
    tokens = passage.tokens
    between = range(at + 1, party.first)
    if at >= sentence.last or tokens[at].form not in "–—" or len(between) > _SMALL_WORDS:
        return False
    if not all(passage.hits.any_ending(_GOVERNING, n) for n in between):
        return False
    return (
        party.last >= sentence.last
        or tokens[party.last].kind == "s"
        or tokens[party.last].form in ",;.)"
        or passage.is_a("grammar.coordinators", party.last)
    )


_SMALL_WORDS: Final = 2
_GOVERNING: Final = frozenset({"grammar.articles", "grammar.prepositions"})


def goes_on_in_row(passage: Passage, parties: Parties, target: Target) -> bool:
    """Whether a figure stands in a row that goes on with what was said before: what its names give or get is not told
    by their own sentence."""
    here = parties.by_sentence.get(target.sentence.index, ())
    found = _find_row(passage, target.sentence, here, target.rivals, target.first)
    return found is not None and _role_of(found[0]) == _ALIKE


def _named_before(mentions: Sequence[Party], told: Mention) -> list[Party]:
    """The names before a row, but for those that only act in a participle (`69% of the arms imported by Israel`)."""
    free = [party for party in mentions if party.role in _NAMES and not party.speaks]
    return [p for p in free if p.last <= told.first and "by" not in p.prepositions]


def _role_of(told: Mention) -> str:
    return next(value for cls, value in told.senses if cls == _ROLE)


def _find_row(
    passage: Passage, sentence: Sentence, here: Sequence[Party], figures: Sequence[tuple[int, int]], at: int
) -> tuple[Mention, Party, list[Party]] | None:
    """The word that tells what the parties of a row are, the one whose the figure is, and all of them."""
    roles = passage.hits.between(_ROLE, sentence.first, sentence.last)
    roles = [hit for hit in roles if _role_of(hit) != _FIRST] or _roles_before(passage, sentence)
    if not roles:
        return None
    found = {first: beside_figure(passage, here, first) for first in {at, *(first for first, _ in figures)}}
    owners = [owner.first for hit in roles if (owner := whose(passage, here, hit)) is not None]
    beside = {
        first: it
        for first, it in found.items()
        if it is not None and it[0].role in _NAMES and it[0].first not in owners
    }
    if not any(opening for _, opening in beside.values()):
        return None  # names with figures right behind them and nothing between are no row yet
    members = [party for party, _ in beside.values()]
    own = beside[at][0] if at in beside else _named_so(passage, here, roles, at)
    if own is None:
        return None
    before = [hit for hit in roles if hit.last <= min(party.first for party in members)]
    told = before[-1] if before else roles[0]
    return told, own, [own, *members, *_who_is_so(here, told, own)]


def _who_is_so(here: Sequence[Party], told: Mention, own: Party) -> list[Party]:
    """`Greece is the main buyer, with 90 million, third is Peru (40 million)`: of whom the word is told before the row,
    who has the part of all others."""
    before = [
        party for party in here
        if 0 <= told.first - party.last <= _IS and party.role in _NAMES and party.preposition is None
    ]  # fmt: skip
    return [party for party in before[-1:] if party.code != own.code and not party.possessive]


_IS: Final = 4  # tokens from a name to the word for what it is: `Grecia es el primer destinatario`


def _roles_before(passage: Passage, sentence: Sentence) -> list[Mention]:
    """`The largest buyer was Oman with 18 million. In second place is Chad with 12`: the words for a role of the
    sentence before, or over a list, where this one has no verb of its own for what its parties do."""
    if not sentence.index:
        return []
    heading = heading_of(passage, sentence)
    told: list[Mention] = []
    for index in (sentence.index - 1, heading):
        if index is not None and not told:
            above = passage.sentences[index]
            told = [hit for hit in passage.hits.between(_ROLE, above.first, above.last) if _role_of(hit) not in _RANKS]
    has_verb = told and any(is_verb(passage, at, VERBS) for at in range(sentence.first, sentence.last))
    return [] if has_verb else told


def _is_listed(party: Party, outside: frozenset[str]) -> bool:
    """`ahead of Egypt and South Korea`: a name without a figure that belongs to a row, where no verb and no
    preposition takes it out of it."""
    if party.role not in _NAMES or party.possessive or party.speaks:
        return False
    acts = party.own is not None and party.own.subject == party.first
    return not acts and not outside & party.prepositions


_OUTSIDE: Final = frozenset({"of", "by", "to", "for"})
_ACTING: Final = frozenset({"by"})


def _named_so(passage: Passage, here: Sequence[Party], roles: Sequence[Mention], at: int) -> Party | None:
    """`France was the main buyer, with 70 million`: the name before a word for its role, where `with` opens the figure
    right behind that word."""
    role = next((hit for hit in reversed(roles) if hit.last <= at), None)
    if role is None or not is_preposition(passage, at - 1, "with"):
        return None
    party = next((p for p in reversed(here) if p.last <= role.first), None)
    if party is None or party.role not in _NAMES or party.preposition is not None:
        return None
    is_so = any(passage.hits.any_between(cls, party.last, role.first) for cls in _BEING)
    return party if is_so and role.first - party.last <= _GAP else None


def is_preposition(passage: Passage, at: int, value: str) -> bool:
    """Whether the preposition that ends at a token may stand for a part (`with`, `to`)."""
    hit = passage.hits.ending("grammar.prepositions", at)
    return hit is not None and ("grammar.prepositions", value) in hit.senses


def beside_figure(passage: Passage, here: Sequence[Party], at: int) -> tuple[Party, str] | None:
    """The party right before the figure that begins at token `at`, hedges and at most one word more between (`too`),
    and what opens the figure: `(`, `:`, a dash, `with`, or nothing."""
    party = next((p for p in reversed(here) if p.last <= at), None)
    if party is None or _is_far(passage, party.last, at):
        return None
    opening, unknown, n = "", 0, party.last - 1
    while (n := n + 1) < at:
        if (rank := _rank_at(passage, n)) is not None:
            opening, n = "with" if is_preposition(passage, rank.last - 1, "with") else opening, rank.last - 1
        elif _opens_aside(passage, n):
            opening = "("
        elif passage.tokens[n].form in _OPENING:
            opening = passage.tokens[n].form
        elif is_preposition(passage, n, "with"):
            opening = "with"
        elif passage.tokens[n].kind != "w" and passage.tokens[n].form != ",":
            return None
        elif (worth := _worth_at(passage, n)) is not None:
            n = worth.last - 1
        else:
            unknown += not passage.hits.any_at(_SMALL, n)
    return (party, opening) if unknown <= bool(opening) else None


def _rank_at(passage: Passage, at: int) -> Mention | None:
    """The words for a place in a row that begin at a token: `in first place`, `came second`, `followed with`."""
    hit = passage.hits.at(_ROLE, at)
    return hit if hit is not None and _role_of(hit) in _RANKS else None


def _opens_aside(passage: Passage, at: int) -> bool:
    """`la Unión Europea -un 57 %-`: a dash that stands off from the word before and not from the one behind."""
    tokens = passage.tokens
    dash = tokens[at].form in _DASHES and not tokens[at].glued
    return dash and at + 1 < len(tokens) and tokens[at + 1].glued


_DASHES: Final = frozenset("-–—")


def _is_far(passage: Passage, first: int, last: int) -> bool:
    """Whether more tokens lie between a party and its figure than a row has, words of worth left out (`with goods worth
    20 million`)."""
    at, count = first, 0
    while at < last and count <= _GAP:
        worth = _worth_at(passage, at)
        at, count = (at + 1, count + 1) if worth is None else (worth.last, count)
    return count > _GAP


def _worth_at(passage: Passage, at: int) -> Mention | None:
    """The word of worth, or of what was delivered, that begins at a token."""
    return next((hit for cls, hit in passage.hits.here.get(at, ()) if cls in _WORTH), None)


_WORTH: Final = frozenset({"acts.pay", "acts.supply", "acts.buy"})
