"""What bounds a figure: hedges before and behind it, verbs that hedge, and their negation."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.amounts import Amount
from armstrail.extraction.numbers import number_at
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.scales import marks_of
from armstrail.extraction.verbs import is_verb
from armstrail.languages import Mention

_BOUND: Final = ("at_least", "at_most")
_LEFT: Final = frozenset({
    "quantities.hedge_verbs", "quantities.hedges_before", "quantities.another", "quantities.in_all", "quantities.skip",
})  # fmt: skip
_NOTHING: Final = "nothing"  # what a `to` says that bounds nothing
_STEPS: Final = 5  # hedges and determiners in a row


def last_before(passage: Passage, sentence: Sentence, first: int, beside: frozenset[str]) -> int:
    """The last token before `first` at which no mention of the classes of `beside` (hedges, articles) ends."""
    at = first - 1
    while at > sentence.first and passage.hits.any_ending(beside, at):
        at -= 1
    return at


def hedge_before(passage: Passage, sentence: Sentence, amount: Amount) -> None:
    """Walk left over hedges and determiners; the outermost bound wins over `about`."""
    hits = passage.hits
    hedges: list[str] = []
    at = amount.first - 1
    reached = amount.first
    wall = max(sentence.first, amount.wall)
    parted = False
    for _ in range(_STEPS):
        if at < wall:
            break
        if not hits.any_ending(_LEFT, at):
            value, first = _inside_verb(passage, at)
            if value is None or first < wall:
                break
            hedges.append(value)
            at, reached = first - 1, first
            continue
        verb = hits.ending("quantities.hedge_verbs", at)
        hedge = hits.ending("quantities.hedges_before", at) or verb
        step = None
        for cls in ("quantities.another", "quantities.in_all", "quantities.skip"):
            step = step or hits.ending(cls, at)
        if hedge is not None and (step is None or hedge.first <= step.first):
            if hedge.first < wall:
                break
            value, first = _value(passage, sentence, hedge)
            if value is None:
                break
            if value == _NOTHING:
                at = first - 1
                continue  # `увеличить примерно до 10 900`
            if parted and value in _BOUND and any(found in _BOUND for found in hedges):
                break  # `über die bis zu 40 Jets`: behind a hedge of its own an article ends the phrase
            hedges.append(value)
            at, reached = first - 1, first
        elif step is not None and step.first >= wall:
            amount.another = amount.another or step.value("quantities.another") is not None
            amount.in_all = amount.in_all or step.value("quantities.in_all") is not None
            if step.value("quantities.skip") is None:
                reached = step.first
            else:
                parted = bool(hedges)
            at = step.first - 1
        else:
            break
    amount.first = reached
    for hedge_class in hedges:
        if hedge_class in _BOUND or amount.hedge == "exact":
            apply_hedge(amount, hedge_class)


def _inside_verb(passage: Passage, at: int) -> tuple[str | None, int]:
    """`paga unos 2.000`, `costa circa 30`: the hedge at the end of a form of several words that makes a noun of two
    meanings a verb, and where it begins; None without. What is a preposition, too, belongs to the verb (`handed over`).
    """
    hits, tokens, table = passage.hits, passage.tokens, passage.pack.table("quantities.hedges_before")
    if not hits.any_ending(passage.pack.acts, at):
        return None, at
    verb = next((hit for cls in passage.pack.acts if (hit := hits.ending(cls, at)) is not None), None)
    if verb is not None:
        for first in range(verb.first + 1, at + 1):
            words = " ".join([token.form for token in tokens[first : at + 1]])
            if words in table and words not in passage.pack.table("grammar.prepositions"):
                return table[words], first
    return None, at


def _value(passage: Passage, sentence: Sentence, hedge: Mention) -> tuple[str | None, int]:
    """What a hedge says and where it begins: a negated verb bounds from the other side, a `to` behind a
    verb of change bounds nothing (None, where it ends the search)."""
    value = hedge.value("quantities.hedges_before")
    first = hedge.first
    if value is None:
        value = hedge.value("quantities.hedge_verbs") or "about"
        negator = passage.hits.ending("grammar.negators", first - 1)
        if negator is not None and value == "at_least" and negator.first >= sentence.first:
            return "at_most", negator.first
        return value, first
    if value == "at_most" and passage.is_a("quantities.separators", first):
        if any(passage.hits.ending("quantities.change", first - n) for n in (1, 2)):
            return None, first
    if value == "at_most" and _is_to_of_change(passage, sentence, hedge):
        return _NOTHING, first
    return value, first


_CHANGED: Final = 7  # tokens from a verb of change to its `to`, what changes between


def _is_to_of_change(passage: Passage, sentence: Sentence, hedge: Mention) -> bool:
    """`підняла частку в експорті до 43%`: behind a verb of change, with no other verb between, the one word for `up to`
    and `until` tells what was reached."""
    until = passage.hits.at("dates.bounds.until", hedge.first)
    if until is None or until.last > hedge.last:
        return False
    low = max(sentence.first, hedge.first - _CHANGED)
    changes = passage.hits.between("quantities.change", low, hedge.first)
    if not changes:
        return False
    between = range(changes[-1].last, hedge.first)
    aside = passage.tokens[hedge.first - 1].form == ","  # `выросло, как видно, до 300`
    plain = (passage.tokens[at].kind in "wn" or (aside and passage.tokens[at].form == ",") for at in between)
    return all(plain) and not any(is_verb(passage, at, ("finite",)) for at in between)


def apply_hedge(amount: Amount, hedge: str) -> None:
    """Bound the amount as `hedge` says; a range and an order keep their bounds."""
    if amount.hedge in ("range", "order"):
        return
    value = amount.number.value
    if hedge == "at_least":
        amount.low, amount.high, amount.hedge = value, None, hedge
    elif hedge == "at_most":
        amount.low, amount.high, amount.hedge = None, value, hedge
    elif hedge == "about" and amount.hedge == "exact":
        amount.hedge = "about"


def hedge_behind(passage: Passage, amount: Amount) -> None:
    """`1만 개를 넘는다`: where verbs come last, the one that bounds stands behind the particle."""
    at = amount.last
    if at + 1 < len(passage.tokens) and passage.tokens[at].form in marks_of(passage.pack, "script.particles"):
        at += 1
    for place in (*range(amount.number.last, amount.last), at):  # 800만 발 넘는 포탄
        hedge = passage.hits.at("quantities.hedge_verbs", place)
        if hedge is not None and amount.hedge in ("exact", "about"):
            apply_hedge(amount, hedge.value("quantities.hedge_verbs") or "about")
            amount.last = max(amount.last, hedge.last)


def hedge_after(passage: Passage, amount: Amount) -> None:
    """`300 or more`, `300-plus drones`, `100 tanks or so`."""
    last = amount.number.last
    inside = range(last + 1, amount.last) if passage.pack.flag("script.postpositions") else ()  # 3000명가량의 병력
    if amount.kind == "money" and (bound := _behind_bracket(passage, amount)) is not None:
        apply_hedge(amount, bound)
    for at in (last, *inside, amount.last):
        hedge = after_number(passage, at)
        if hedge is not None and not _is_of_next(passage, hedge):
            value = hedge.value("quantities.hedges_after") or "about"
            if amount.hedge == "exact" or (amount.hedge == "about" and value in _BOUND):
                apply_hedge(amount, value)
            amount.last = max(amount.last, hedge.last)
        more = passage.hits.at("quantities.another_after", at)
        if more is not None and not _hedges_next(passage, at):
            amount.another = True
            amount.last = max(amount.last, more.last)


def _hedges_next(passage: Passage, at: int) -> bool:
    """`für 36 Kampfjets mehr als sechs Milliarden`: a word for more that opens the hedge of the next figure."""
    hedge = passage.hits.at("quantities.hedges_before", at)
    return hedge is not None and hedge.last < len(passage.tokens) and number_at(passage, hedge.last) is not None


def _behind_bracket(passage: Passage, amount: Amount) -> str | None:
    """`350억 달러(약 46조원) 이상`: the bound behind a sum and the same in other money holds for both."""
    tokens, at = passage.tokens, amount.last
    if at < len(tokens) and tokens[at].form == "(":
        ends = range(at + 1, min(at + _BRACKET, len(tokens)))
        at = next((n for n in ends if tokens[n].form == ")"), at)
    if at >= len(tokens) or tokens[at].form != ")":
        return None
    hedge = passage.hits.at("quantities.hedges_after", at + 1)
    value = hedge.value("quantities.hedges_after") if hedge is not None else None
    return value if value in _BOUND else None


_BRACKET: Final = 10  # tokens


def _is_of_next(passage: Passage, hedge: Mention) -> bool:
    """`100 missili e più di 200 pezzi`: the words go on as the hedge of the number behind them."""
    for at in range(hedge.first, hedge.last):
        before = passage.hits.at("quantities.hedges_before", at)
        if before is not None and before.last >= hedge.last and before.last < len(passage.tokens):
            follower = before.last
            if passage.tokens[follower].kind == "n" or passage.is_a("numbers.units", follower):
                return True
    return False


def after_number(passage: Passage, at: int) -> Mention | None:
    """The hedge that begins at token `at`, a hyphen before it stepped over."""
    hedge = passage.hits.at("quantities.hedges_after", at)
    if hedge is None and at + 1 < len(passage.tokens) and passage.tokens[at].form == "-" and passage.tokens[at].glued:
        hedge = passage.hits.at("quantities.hedges_after", at + 1)
    return hedge
