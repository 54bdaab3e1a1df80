"""What a sum of money pays for: each item it could be, weighed by where it stands (`valued` in weights.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from armstrail.extraction.currencies import currency_of
from armstrail.extraction.deals import is_gift_of_its_own
from armstrail.extraction.items import (
    GENERIC,
    contents_after,
    is_counted,
    item_mentions,
    item_path,
    paths_of,
    run_of_items,
    what_is_served,
)  # fmt: skip
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.quantities import Amount
from armstrail.extraction.uncounted import joins
from armstrail.extraction.verbs import walls_between
from armstrail.languages import Mention


class Earlier(Protocol):
    """What is asked of a draft made before."""

    first: int
    last: int
    kind: str
    unit: str | None
    path: str | None
    sentence: Sentence
    amount: Amount | None


@dataclass(slots=True)
class Option:
    """An item that a sum may pay for, the mention that names it (None where none does), and its signs."""

    path: str | None
    mention: Mention | None
    signs: dict[str, float]


def options_for(
    passage: Passage, sentence: Sentence, amount: Amount, earlier: Sequence[Earlier], topic: str
) -> list[Option]:
    """The items of the sentence, the item of the figure before, the document's topic, arms in general, and nothing
    that the text names (`support`). Of `earlier`, the figures before in order, those in the sentence tell what their
    own broad nouns count."""
    before = earlier[-1] if earlier else None
    rate = f"rate:{amount.rate}"
    mentions = item_mentions(passage, sentence.first, sentence.last, weak=True)
    scenery = _scenery(passage, sentence, amount)
    contents = {m.first for m in contents_after(passage, sentence, amount.last)}
    found: list[Option] = []
    mentions = what_is_served(passage, mentions)
    mentions.sort(key=lambda m: (_distance(m, amount), m.first))
    for rank, mention in enumerate(mentions[:5]):
        path = _told_path(passage, sentence, amount, mention, earlier)
        if path is None or path.startswith("commodity.money"):
            continue  # gold and cash are what is paid, not what is paid for
        side = "right" if mention.first >= amount.last else "left"
        walls = min(walls_between(passage, min(mention.first, amount.first), max(mention.first, amount.first)), 2)
        names = [
            f"here:{side}.walls{walls}",
            f"rank:{min(rank, 2)}",
            f"root:{path.split('.')[0]}",
            f"depth:{path.count('.')}",
            f"contents:{mention.first in contents}",
            f"{side}.{rate}",
            f"weak:{mention.value('items.weak') is not None}",
            f"part:{_is_part(passage, sentence, mention, amount)}",
            f"broad:{path in GENERIC}.{side}",
        ]
        signs = dict.fromkeys(names, 1.0)
        signs[f"distance:{side}"] = min(_distance(mention, amount) / 10, 3.0)
        signs |= {f"here.{side}.{name}": 1.0 for name in scenery}
        found.append(Option(path, mention, signs))
    if own := is_gift_of_its_own(passage, sentence, amount, before.sentence if before is not None else None):
        before = None
    if before is not None and before.path is not None and before.amount is not None:
        gap = min(sentence.index - before.sentence.index, 3)
        same = "same" if before.sentence.paragraph == sentence.paragraph else "other"
        names = [
            f"before:{gap}.{same}",
            f"before:{before.amount.kind}",
            f"before.root:{before.path.split('.')[0]}",
            f"before.{rate}",
        ]
        names += [f"before.{name}" for name in scenery]
        found.append(Option(before.path, None, dict.fromkeys(names, 1.0)))
    names = ["topic", f"topic.{rate}", *(f"topic.{name}" for name in scenery)]
    if not own:
        found.append(Option(topic, None, dict.fromkeys(names, 1.0)))
    names = ["arms", f"arms.{rate}", f"arms:{bool(mentions)}", *(f"arms.{name}" for name in scenery)]
    found.append(Option("arms", None, dict.fromkeys(names, 1.0)))
    names = ["nothing", f"nothing:{bool(mentions)}", *(f"nothing.{name}" for name in scenery)]
    found.append(Option(None, None, dict.fromkeys(names, 1.0)))
    return found


def _told_path(
    passage: Passage, sentence: Sentence, amount: Amount, mention: Mention, earlier: Sequence[Earlier]
) -> str | None:
    """What a mention stands for: of a broad noun (`systems`) the item that the figure it counts was found to have, or,
    in the clause of the sum, that of a model right behind it."""
    path = item_path(passage, mention)
    if path is None or path.startswith("personnel") or not (path in GENERIC or mention.value("items.nouns") is None):
        return path
    for draft in reversed(earlier):
        if draft.sentence.index != sentence.index:
            break
        if draft.first <= mention.first < draft.last and draft.path is not None and draft.kind != "valuation":
            return draft.path
    if walls_between(passage, min(mention.first, amount.first), max(mention.first, amount.first)):
        return path
    for at in range(mention.last, min(mention.last + _MODEL_BEHIND, sentence.last)):
        if passage.tokens[at].kind in "sl":
            break
        if (model := passage.hits.at("models", at)) is not None:
            named = item_path(passage, model)
            return named if named is not None and named.split(".")[0] == path.split(".")[0] else path
    return path


_MODEL_BEHIND = 4  # tokens from a broad noun to the model that tells it


_NOUNS = {frame: f"acts.{frame}" for frame in ("pledge", "agree", "supply", "pay", "buy", "deploy")}


def _scenery(passage: Passage, sentence: Sentence, amount: Amount) -> list[str]:
    """What stands around a sum: nouns of packages, contracts, deliveries, and what its own words make it."""
    names = {name for name in ("in_all", "another") if getattr(amount, name)}
    for frame, cls in _NOUNS.items():
        for hit in passage.hits.between(cls, sentence.first, sentence.last):
            if (cls, "noun") in hit.senses:
                near = "near" if abs(hit.first - amount.first) <= 6 else "far"
                names.add(f"{near}.{frame}")
    if amount.last >= sentence.last or passage.tokens[amount.last].kind == "s":
        names.add("before_sign")
    if sentence.last - sentence.first <= 12:
        names.add("short")
    return sorted(names)


def _is_part(passage: Passage, sentence: Sentence, mention: Mention, amount: Amount) -> bool:
    """`a package worth $500m, including missiles`: what is named as part of a whole is not what the sum pays for."""
    before = mention.first if mention.first > amount.first else sentence.first
    opener = amount.last if mention.first > amount.first else sentence.first
    return passage.hits.any_between("quantities.parts", opener, before)


def _distance(mention: Mention, amount: Amount) -> float:
    gap = mention.first - amount.last if mention.first >= amount.last else amount.first - mention.last
    return max(gap, 0)


def valued(options: list[Option], weights: dict[str, float]) -> Option:
    """The likeliest of the options; the first of equals."""
    return max(options, key=lambda option: sum(weights.get(n, 0.0) * v for n, v in option.signs.items()))


def goods_of_bracket(passage: Passage, sentence: Sentence, amount: Amount, before: Sequence[Earlier]) -> Option | None:
    """`the delivery of radars to Indonesia (111 million)`: what a sum in brackets pays for is named last before it,
    behind the sum before; a sum right behind another (`$30bn (22bn euros)`) and one whose goods are those of the sum
    before pay for the same. None where nothing is named."""
    if amount.first == sentence.first or passage.tokens[amount.first - 1].form != "(":
        return None
    last = before[-1] if before and before[-1].sentence.index == sentence.index else None
    told = last if last is not None and last.kind == "valuation" else None
    named = item_mentions(passage, told.last if told is not None else sentence.first, amount.first)
    if named:
        mention = what_is_served(passage, named)[-1]
        return Option(item_path(passage, mention), mention, {})
    return Option(told.path, None, {}) if told is not None else None


def paid_for_too(
    passage: Passage, sentence: Sentence, amount: Amount, goods: Mention, before: Sequence[Earlier]
) -> list[str]:
    """The items that are joined to the goods that a sum pays for, and so are paid for by it as well."""
    run = contents_after(passage, sentence, amount.last)
    if len(run) > 1 and goods in run:
        return paths_of(passage, run)
    if goods.first >= amount.last:
        if is_counted(passage, goods):
            return _bought_together(passage, sentence, goods)
        return paths_of(passage, run_of_items(passage, sentence, goods.first))
    return _sold_together(passage, sentence, goods, before) or paths_of(passage, _joined_before(passage, goods))


def _sold_together(passage: Passage, sentence: Sentence, last: Mention, before: Sequence[Earlier]) -> list[str]:
    """`sei droni, tre stazioni e 600 testate per 120 milioni`: the goods with numbers of their own that are joined to
    the last one before a sum are paid for by it, too."""
    found: list[str] = []
    behind = last.first
    for draft in reversed(before):
        if draft.sentence.index != sentence.index or draft.kind == "valuation" or draft.path is None:
            break
        gap = range(draft.last, behind)
        if found and (len(gap) > _LINK or not any(joins(passage, at) for at in gap)):
            break
        if not found and not draft.first <= last.first < draft.last:
            break
        found.append(draft.path)
        behind = draft.first
    return found


def _bought_together(passage: Passage, sentence: Sentence, goods: Mention) -> list[str]:
    """`4 billion for 24 jets, a frigate and 500 missiles`: the goods in a list of three or more that the only sum of a
    sentence, before them, pays for; of two the second may be what the first fires."""
    if passage.hits.any_between("quantities.currencies", goods.last, sentence.last):
        return []
    found: list[Mention] = []
    behind = goods
    for mention in item_mentions(passage, goods.last, sentence.last):
        gap = range(behind.last, mention.first)
        if len(gap) > _LINK + 1 or walls_between(passage, behind.first, mention.first) > 1:
            break
        if gap and not any(joins(passage, at) for at in gap):
            behind = mention  # its model, or its kind
            continue
        found.append(mention)
        behind = mention
    return paths_of(passage, [goods, *found]) if len(found) > 1 else []


_LINK = 3  # tokens that may join goods to the next


def _joined_before(passage: Passage, last: Mention) -> list[Mention]:
    """`tanks, howitzers and jets worth 22 billion`: the goods without numbers that are joined to the last of them."""
    found: list[Mention] = []
    at = last.first - 1
    while at > 0 and joins(passage, at):
        hit = next(
            (h for cls in ("items.nouns", "models") if (h := passage.hits.ending(cls, at - 1)) is not None), None
        )
        if hit is None:
            break
        found.append(hit)
        at = hit.first - 1
    comma = len(found) == 1 and passage.tokens[found[0].last].form == ","
    return [] if comma else found


def goods_before(sentence: Sentence, before: Sequence[Earlier]) -> list[str]:
    """`180 tanks and 212 howitzers are ordered. The contract is worth 5.8 billion`: the items of all figures of the
    sentence before, whose last one a sum would take."""
    last = before[-1]
    if last.kind == "valuation" or last.sentence.index == sentence.index:
        return []
    return [d.path for d in before if d.sentence.index == last.sentence.index and d.path and d.kind != "valuation"]


_PRICED = 4  # tokens between goods and the sum that is their price
_PRICING = frozenset({"acts.pay", "grammar.prepositions", "grammar.articles", "grammar.relative"})


def is_priced(passage: Passage, goods: Mention, amount: Amount) -> bool:
    """`US arms worth 700 million dollars`: whether a sum stands right behind its goods as their price; it has the
    parties that the goods have."""
    joining = [hit for cls in _PRICING for hit in passage.hits.between(cls, goods.last, amount.first)]
    between = range(goods.last, amount.first)
    return 0 < len(between) <= _PRICED and all(any(hit.first <= at < hit.last for hit in joining) for at in between)


_BESIDE = 4  # tokens between broad goods and the sum that tells of them


def is_told_by_sum(passage: Passage, goods: Mention, amount: Amount) -> bool:
    """`weapons worth 30 billion`, `2,000 dollars a month per soldier`: whether a sum right beside broad goods, or those
    that it pays, says all that is told of them, so that they make no claim of their own."""
    path = item_path(passage, goods) or ""
    gap = amount.first - goods.last if goods.first < amount.first else goods.first - amount.last
    return gap <= _BESIDE and (path in GENERIC or (path.startswith("personnel") and amount.rate is not None))


_LEAST_SUM = 1e6  # a bare number of that scale behind `for` is a price
_SURE_SUM = 1e9  # nobody gives goods by the billion
_WORTH = 4  # tokens from a word of worth to its sum


def price_currency(passage: Passage, sentence: Sentence, amount: Amount, before: Sequence[Earlier]) -> str | None:
    """`80 jets for 14 billion`: the currency of a bare number that is the price of goods; None where it is none."""
    return _currency(passage, sentence, before) if _is_price(passage, sentence, amount, before) else None


def sum_currency(
    passage: Passage, sentence: Sentence, amount: Amount, before: Sequence[Earlier], broad: bool
) -> str | None:
    """The currency of a bare number so large, or so close behind a word of worth, that it is money; else None.

    Args:
        broad: it would count arms of no kind, of which nobody counts millions, or nothing beside sums.
    """
    if not _may_be_sum(amount) or not (
        broad
        or amount.number.value >= _SURE_SUM
        or _is_worth(passage, sentence, amount)
        or _is_traded(passage, sentence, amount)
    ):
        return None
    return _currency(passage, sentence, before)


def follows_sum(sentence: Sentence, before: Sequence[Earlier]) -> bool:
    """Whether the figure before, in the sentence or the one before it, is a sum, with which bare millions go on."""
    if not before or before[-1].kind != "valuation":
        return False
    last = before[-1].sentence
    return sentence.index - last.index <= 1 and last.paragraph == sentence.paragraph


def _currency(passage: Passage, sentence: Sentence, before: Sequence[Earlier]) -> str | None:
    """The currency of the sum before, else the first that the text names, else what the language leaves unsaid."""
    told = next((d.unit for d in reversed(before) if d.kind == "valuation"), None)
    return told or _first_currency(passage) or _unsaid(passage, sentence)


def _may_be_sum(amount: Amount) -> bool:
    return amount.number.scale >= _LEAST_SUM and not (amount.missing or amount.partitive)


def _is_price(passage: Passage, sentence: Sentence, amount: Amount, before: Sequence[Earlier]) -> bool:
    """`80 jets for 14 billion`: behind `for` and goods."""
    if not _may_be_sum(amount):
        return False
    price = passage.hits.ending("grammar.prepositions", amount.first - 1)
    if price is None or not any(cls == "grammar.prepositions" and value in _FOR for cls, value in price.senses):
        return False
    goods = any(d.sentence.index == sentence.index and d.kind != "valuation" for d in before[-3:])
    return goods or bool(item_mentions(passage, sentence.first, price.first))


def _is_worth(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`per un valore complessivo di 700 milioni`: close behind a noun or verb of worth."""
    return any(
        ("acts.pay", "noun") in hit.senses or ("acts.pay", "finite") in hit.senses
        for hit in passage.hits.between("acts.pay", max(sentence.first, amount.first - _WORTH), amount.first)
    )


def _is_traded(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`il primo cliente delle armi italiane è l'Egitto con 871,7 milioni`: behind a word for a role in a trade."""
    return any(passage.hits.any_between(cls, sentence.first, amount.first) for cls in ("cues.roles", "cues.trade"))


_FOR = frozenset({"for", "by"})  # `por 80 millones`: nobody acts there


def _first_currency(passage: Passage) -> str | None:
    hits = [hit for cls in _MONEY for hit in passage.hits.starts.get(cls, {}).values()]
    hit = min(hits, key=lambda hit: hit.first, default=None)
    if hit is None:
        return None
    return currency_of(passage, hit, next(value for cls, value in hit.senses if cls in _MONEY))


_MONEY = ("quantities.currencies", "quantities.currency_signs", "quantities.currency_codes")
_OTHER_MONEY = "US"  # whose money is as often left unsaid


def _unsaid(passage: Passage, sentence: Sentence) -> str | None:
    """`28 miliardi in aiuti militari`: in some languages a sum without its currency is in the money at home."""
    at_home, _, state = passage.pack.text("numbers.bare_money").partition(" ")
    if state and not _names(passage, state):
        return None
    named = [
        mention
        for at in range(sentence.first, sentence.last)
        for cls, mention in passage.hits.here.get(at, ())
        if cls.startswith("actors.") and mention.value(cls) == _OTHER_MONEY
    ]
    return at_home if at_home and not named else None


def _names(passage: Passage, state: str) -> bool:
    """Whether a text names a state, by its name or its adjective."""
    return any(mention.value(cls) == state for cls, mention in passage.hits.of("actors."))


_NEAR = 2  # sentences back to those who are paid
_MOST_PAID = 1e5  # a sum by the month or day below that pays a man


def paid_people(passage: Passage, amount: Amount, before: Earlier | None) -> str | None:
    """`2.000 dollari al mese a testa ... una ventina di milioni al mese`: the people that a small sum by the day, month
    or year pays, and a larger one that goes on with it; None where none are named near."""
    if amount.rate != "time":
        return None
    if max(amount.high or 0.0, amount.low or 0.0) >= _MOST_PAID:
        return before.path if before is not None and _goes_on_paying(passage, amount, before) else None
    behind = paths_of(passage, item_mentions(passage, amount.last, amount.last + _BESIDE, weak=True))
    if behind and behind[0].startswith("personnel"):
        return behind[0]  # `2,000 dollars a month per soldier`
    opens = passage.sentences[max(0, passage.sentence_of(amount.first).index - _NEAR)].first
    named = paths_of(passage, item_mentions(passage, opens, amount.first, weak=True))
    people = [path for path in named if path.startswith("personnel")]
    return next((path for path in reversed(people) if path != "personnel"), people[-1] if people else None)


def _goes_on_paying(passage: Passage, amount: Amount, before: Earlier) -> bool:
    near = passage.sentence_of(amount.first).index - before.sentence.index <= 1
    return near and before.kind == "valuation" and (before.path or "").startswith("personnel")
