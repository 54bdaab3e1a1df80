"""Numbers that other words make no figure of a transfer: casualties, budgets, stocks, and the digits of a model."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from armstrail.extraction.amounts import Amount
from armstrail.extraction.calibres import is_calibre
from armstrail.extraction.counted_sources import counted_source
from armstrail.extraction.hedges import last_before
from armstrail.extraction.items import ends_number, item_mentions, item_path
from armstrail.extraction.made import made_there
from armstrail.extraction.numbers import number_at
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.replaced import is_replaced
from armstrail.extraction.verbs import VERBS, clause_of, is_verb, walls_between
from armstrail.languages import Mention


def belongs_elsewhere(passage: Passage, sentence: Sentence, amount: Amount) -> tuple[str, str] | None:
    """Casualties, budgets, stocks: numbers beside words that make them no figure of a transfer."""
    if amount.kind == "bare" and _names_model(passage, sentence, amount):
        return "name", passage.words(amount.first, amount.last)
    if amount.kind == "bare" and amount.number.value % 1 and passage.hits.any_ending(_NOUNS, amount.number.first - 1):
        return "name", passage.words(amount.first, amount.last)  # `mitragliatrici 12.7`
    if amount.kind == "bare" and (than := passage.hits.at("quantities.than", amount.number.last)) is not None:
        return "context", passage.words(amount.first, than.last)
    if amount.kind == "bare" and is_calibre(passage, sentence, amount.number):
        return "name", passage.words(amount.first, amount.last)
    if amount.kind == "count" and is_replaced(passage, sentence, amount.first, amount.last):
        return "context", passage.words(amount.first, amount.last)
    fate = _fate_of_part(passage, sentence, amount)
    if fate is not None and (_is_part(passage, amount) or _are_those_sent(passage, amount, fate)):
        return "casualties", passage.words(fate.first, fate.last)
    if amount.kind == "money" and (asked := _asked_of(passage, sentence)) is not None:
        return "context", passage.words(asked.first, asked.last)
    if amount.kind == "money" and (replacing := _to_replace_given(passage, sentence, amount)) is not None:
        return "context", passage.words(replacing.first, replacing.last)
    if amount.number.value == 1 and (price := _price_of_one(passage, sentence, amount)) is not None:
        return "context", passage.words(price.first, price.last)
    if amount.unit == "persons" and (strong := _strength(passage, sentence, amount)) is not None:
        return "context", passage.words(strong.first, strong.last)
    if (telling := counted_source(passage, sentence, amount)) is not None:
        return "context", passage.words(telling.first, telling.last)
    if amount.kind in ("count", "bare") and (held := _held(passage, sentence, amount)) is not None:
        return "context", passage.words(held.first, held.last)
    if amount.kind in ("count", "bare") and (fitted := _fitted(passage, sentence, amount)) is not None:
        return "context", passage.words(fitted.first, fitted.last)
    if (own := made_there(passage, sentence, amount) or _in_each(passage, sentence, amount)) is not None:
        return "context", passage.words(own.first, own.last)
    if amount.kind == "money" and (budget := _budget_told(passage, sentence, amount)) is not None:
        return "context", passage.words(budget.first, budget.last)
    around = max(sentence.first, amount.first - _NEAR), min(sentence.last, amount.last + _NEAR)
    for hit in passage.hits.between("quantities.not_quantity", *around):
        if walls_between(passage, hit.first, amount.first):
            continue
        values = [value for name, value in hit.senses if name == "quantities.not_quantity"]
        people = amount.unit == "persons" or amount.kind == "bare"
        behind = passage.pack.flag("script.postpositions") and hit.first >= amount.last
        away = hit.first - amount.last if behind else abs(hit.first - amount.number.first)
        if "casualties" in values and amount.kind == "share" and 0 <= amount.first - hit.last <= _AMOUNTS_TO:
            return "casualties", passage.words(hit.first, hit.last)
        if "casualties" in values and people and away <= 6:
            if _was_sent(passage, amount, hit) or _are_lost_goods(passage, sentence, amount, hit):
                continue
            return "casualties", passage.words(hit.first, hit.last)
        if (
            "context" in values
            and amount.kind in ("money", "share")
            and not (comes_from(passage, hit) or _is_earned(passage, hit))
        ):
            near = item_mentions(passage, amount.first, min(sentence.last, amount.last + 8))
            if not near and not _is_of_gift(passage, sentence, amount):
                return "context", passage.words(hit.first, hit.last)
    return None


_NOUNS: Final = frozenset({"items.nouns", "models"})


def _budget_told(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`Brazil's military budget grew by 6% this year to 23 billion`: the word for a budget at the head of a sentence in
    which nothing is given or got."""
    for hit in passage.hits.between("quantities.not_quantity", sentence.first, sentence.first + _HEAD):
        if ("quantities.not_quantity", "context") in hit.senses and hit.last <= amount.first:
            moved = any(passage.hits.any_between(cls, hit.last, sentence.last) for cls in _TRANSFERS)
            goods = item_mentions(passage, hit.last, sentence.last)
            return None if moved or goods else hit
    return None


_AMOUNTS_TO: Final = 3  # tokens from a word for losses to what share of something they are
_HEAD: Final = 4  # tokens from the head of a sentence: `The Brazilian military budget`
_TRANSFERS: Final = ("acts.supply", "acts.receive", "acts.buy", "acts.pledge", "acts.deploy", "acts.pay")


def _is_of_gift(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`approved military aid for Taiwan of 345 million, drawn from stocks`: goods and a verb of giving before a sum."""
    first, _ = clause_of(passage, sentence, amount.first, amount.last)
    goods = item_mentions(passage, first, amount.first)
    given = any(passage.hits.any_between(cls, first, amount.first) for cls in ("acts.supply", "acts.pledge"))
    return amount.kind == "money" and given and any(hit.last <= amount.first for hit in goods)


_NEAR: Final = 7  # tokens
_GOT: Final = frozenset({"acts.supply", "acts.receive", "acts.buy"})


def _held(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`Belgium owns 53 of the jets`, `40 tanks took part in the exercise`: a verb of having, or an exercise, in the
    clause of a figure, behind which no word tells how they were got (`has 13 drones, bought from Turkey`)."""
    reach = sentence.last if passage.pack.flag("script.postpositions") else amount.last + _HAD  # verbs stand last
    around = max(sentence.first, amount.first - _LISTED), min(sentence.last, reach)
    for hit in passage.hits.between("quantities.holdings", *around):
        between = (hit.last, amount.first) if hit.first < amount.first else (amount.last, hit.first)
        near = hit.first - amount.last <= _HAD and amount.first - hit.last <= _NEAR
        near = near and walls_between(passage, hit.first, amount.first) <= (hit.first > amount.first)
        if not (near or _goes_on(passage, *between)):
            continue  # a relative clause behind the figure is parted from it
        if hit.first > amount.first and passage.hits.any_at(_PREPOSITIONS, hit.first):
            continue  # `all 154 are in service with the army`: where given goods are now
        told = range(between[0], min(amount.last + _NEAR, sentence.last))
        if not any(passage.hits.any_at(_GOT, at) for at in told):
            return hit
    return _owned(passage, sentence, amount)


def _owned(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`The army has 247 tanks`: a verb of having right before a count, in a clause that tells nothing else of it."""
    at = last_before(passage, sentence, amount.first, _HEDGES)
    having = passage.hits.ending("grammar.perfect", at)
    if having is None or amount.kind != "count":
        return None
    first, last = clause_of(passage, sentence, amount.first, amount.last)
    if any(passage.hits.any_between(cls, first, last) for cls in passage.pack.acts):
        return None
    behind = range(amount.last, sentence.last)
    told = any(passage.hits.any_at(_NAMED | _PARTIES, token) for token in behind)
    return having if not told and amount.unit != "persons" else None


def _to_replace_given(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`will invest 85 million to replace the guns given to Ukraine`: a word for replacing behind a sum, in words that
    tell of what was given, where none before the sum does."""
    words = passage.hits.between("cues.replaced", amount.last, sentence.last)
    given = any(
        ("acts.supply", "participle") in hit.senses
        for hit in passage.hits.between("acts.supply", amount.last, sentence.last)
    )
    before = any(passage.hits.any_between(cls, sentence.first, amount.first) for cls in _MOVED)
    return words[0] if words and given and not before else None


_MOVED: Final = ("acts.supply", "acts.buy", "acts.receive", "acts.pledge")


def _price_of_one(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`the price of one shell`, `Cena jednej maszyny`, `자주포 1문 가격`: one of what a word of price is for."""
    behind = passage.pack.flag("script.postpositions")
    first, last = (amount.last, amount.last + _PRICE) if behind else (amount.first - _PRICE, amount.first)
    near = passage.hits.between("acts.pay", max(first, sentence.first), min(last, sentence.last))
    return next((hit for hit in near if ("acts.pay", "noun") in hit.senses), None)


_PRICE: Final = 3  # tokens between a word of price and what it is for


def _strength(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`формирование численностью около 20 тысяч бойцов`: behind a noun of number the strength of an armed group, where
    no word of the sentence sends it anywhere."""
    at = amount.first - 1
    while at > sentence.first and passage.hits.any_ending(_HEDGES, at) and not passage.is_a("quantities.number", at):
        at -= 1
    strength = passage.hits.ending("quantities.number", at) or _has(passage, sentence, amount, at)
    if strength is None:
        return _whole_army(passage, sentence, amount)
    if strength.first < sentence.first or passage.hits.any_ending(_INCLUDING, at):
        return None
    sent = (
        (cls, "noun") not in hit.senses or cls != "acts.supply"
        for cls in _SENDING
        for hit in passage.hits.between(cls, sentence.first, sentence.last)
    )
    return None if any(sent) else strength


def _whole_army(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`Some 440,000 soldiers serve in the Egyptian army`: the word for an army of the only state that a sentence names,
    beside as many people as an army has."""
    if amount.number.value < _ARMY:
        return None
    named = {
        hit.value(cls)
        for cls in ("actors.names", "actors.adjectives", "actors.people", "actors.capital", "actors.short")
        for hit in passage.hits.between(cls, sentence.first, sentence.last)
    }
    armies = passage.hits.between("cues.institutions", sentence.first, sentence.last)
    army = next((hit for hit in armies if ("cues.institutions", "military") in hit.senses), None)
    moved = any(passage.hits.any_between(cls, sentence.first, sentence.last) for cls in ("acts.supply", "acts.arrive"))
    return army if len(named) <= 1 and not moved else None


_ARMY: Final = 50_000  # people


def _has(passage: Passage, sentence: Sentence, amount: Amount, at: int) -> Mention | None:
    """`The navy has 5,400 sailors`: the verb of having that ends at a token, right before those whom a force has, where
    no state or place behind them tells where they are."""
    if passage.pack.flag("script.infinitives_last"):
        return None  # `hat 500 Soldaten entsandt`
    if not passage.hits.any_between("cues.institutions", sentence.first, amount.first):
        return None
    behind = takewhile(lambda token: passage.tokens[token].kind == "w", range(amount.last, sentence.last))
    if any(passage.hits.any_at(_NAMED, token) for token in behind):
        return None
    return passage.hits.ending("grammar.perfect", at)


_PREPOSITIONS: Final = frozenset({"grammar.prepositions"})
_HEDGES: Final = frozenset({"quantities.hedges_before", "quantities.skip"})
_INCLUDING: Final = frozenset({"quantities.parts", "grammar.coordinators"})  # `в том числе 500`
_SENDING: Final = ("acts.deploy", "acts.arrive", "acts.supply")


def _fitted(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`armed with a 20 mm gun and two machine guns`, `a crew of three soldiers`: a few of what a weapon carries, in a
    clause that names nobody who could get them."""
    if amount.number.value > _CARRIED:
        return None
    first, last = clause_of(passage, sentence, amount.first, amount.last)
    if any(passage.hits.any_at(_NAMED, at) for at in range(first, last)):
        return None
    for hit in passage.hits.between(
        "quantities.fittings", max(first, amount.first - _ROW), min(last, amount.last + _NEAR)
    ):
        if passage.hits.any_ending(_COMING_WITH, hit.first - 1):
            continue  # `54 Transporter inklusive Bewaffnung`
        between = (hit.last, amount.first) if hit.first < amount.first else (amount.last, hit.first)
        if not any(passage.hits.any_at(_GOT, at) for at in range(*between)):
            return hit
    return None


_COMING_WITH: Final = frozenset({"grammar.prepositions", "quantities.parts"})
_CARRIED: Final = 60  # as many missiles as one ship has
_ROW: Final = 14  # tokens from a word of arming to the last thing of its row
_PARTIES: Final = frozenset({"actors.adjectives", "actors.capital", "actors.government", "actors.military"})
_NAMED: Final = frozenset({"actors.names", "actors.short", "actors.people", "places"})


def _goes_on(passage: Passage, first: int, last: int) -> bool:
    """`they are left 600 carriers, some 150 tanks`: whether tokens `[first, last)` hold other figures of a row and no
    verb."""
    verbs = any(is_verb(passage, at, VERBS) for at in range(first, last))
    figures = any(passage.tokens[at].kind == "n" for at in range(first, last))
    return figures and not verbs and all(passage.tokens[at].form != ";" for at in range(first, last))


_LISTED: Final = 14  # tokens from a verb of having to a later figure of its row
_HAD: Final = 3  # tokens from a figure to the verb of a clause on it


def _in_each(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`Each battery includes six launchers and 60 missiles`, `each can carry 40 shells`, `four systems, each of which
    includes six drones`: what one of the goods consists of or carries was not given so often."""
    if amount.kind == "money":
        return None
    for each in passage.hits.between("quantities.rates", sentence.first, amount.first):
        if ("quantities.rates", "each") not in each.senses:
            continue
        if each.first == sentence.first:
            parts = passage.hits.any_between("quantities.parts", each.last, amount.first)
            held = passage.hits.between("cues.condition", each.last, amount.first)
            parts = parts or any(("cues.condition", "capacity") in hit.senses for hit in held)
        else:
            related = min(each.last + _OF_WHICH, amount.first)
            parts = passage.hits.any_between("quantities.parts", each.last, min(related + 1, amount.first))
            parts = parts and passage.hits.any_between("grammar.relative", each.last, related)
        if parts:
            return each
    return None


_OF_WHICH: Final = 3  # tokens from `each` to the verb that tells its parts


def comes_from(passage: Passage, context: Mention) -> bool:
    """`300 milioni in mezzi presi dalle scorte`: stocks behind `from` are where the goods come from."""
    at = context.first - 1
    while passage.hits.any_ending(_ARTICLES, at):
        at -= 1
    prepositions = (passage.hits.ending("grammar.prepositions", n) for n in (at, at + 1))
    senses = {value for hit in prepositions if hit is not None for cls, value in hit.senses}
    return "from" in senses and "of" not in senses


_EARNING: Final = 3  # tokens from a verb of bringing to what it fills


def _is_earned(passage: Passage, context: Mention) -> bool:
    """`може принести до бюджету 5 мільярдів`: what sales bring into a budget is their worth, and no budget."""
    into = passage.hits.ending("grammar.prepositions", context.first - 1)
    if into is None or ("grammar.prepositions", "to") not in into.senses:
        return False
    verbs = passage.hits.between("acts.supply", max(0, into.first - _EARNING), into.first)
    return any(hit.last == into.first and "noun" not in {form for _, form in hit.senses} for hit in verbs)


_ARTICLES: Final = frozenset({"grammar.articles", "grammar.determiners"})
_SHORT_QUESTION: Final = 8  # tokens


def _asked_of(passage: Passage, sentence: Sentence) -> Mention | None:
    """`Votre budget ? – 50 milliards en 2025`: a word of budgets or stocks in the short question that a sentence
    answers."""
    above = passage.sentences[sentence.index - 1] if sentence.index else None
    if above is None or above.last - above.first > _SHORT_QUESTION or passage.tokens[above.last - 1].form != "?":
        return None
    hits = passage.hits.between("quantities.not_quantity", above.first, above.last)
    return next((hit for hit in hits if ("quantities.not_quantity", "context") in hit.senses), None)


def _is_part(passage: Passage, amount: Amount) -> bool:
    """`1,000 of them`, `4,000 of the 11,000 soldiers`, `a third of the 9,000 men`: a figure whose noun is that of its
    whole."""
    if amount.kind == "bare" and amount.partitive:
        return True
    if amount.head is not None and amount.head.first == amount.head.last:
        return True
    return amount.kind in ("bare", "share") and _whole_behind(passage, amount.last)


def _whole_behind(passage: Passage, at: int) -> bool:
    of = passage.hits.at("grammar.prepositions", at)
    if of is None or ("grammar.prepositions", "of") not in of.senses:
        return False
    at = of.last
    while passage.hits.any_at(_ARTICLES, at):
        at += 1
    return at < len(passage.tokens) and number_at(passage, at) is not None


def _are_those_sent(passage: Passage, amount: Amount, fate: Mention) -> bool:
    """`Some 2,000 soldiers sent to help Haiti are believed to have been killed`: people who only a participle behind
    them says were sent, so that the verb of the clause tells what became of them."""
    if amount.unit != "persons" or passage.hits.any_ending(_BEHIND_VERB | passage.pack.acts, amount.first - 1):
        return False
    if _was_sent(passage, amount, fate):
        return False  # `a third of the 9,000 soldiers sent to Russia have died`
    if any(ends_number(passage, at) or passage.is_a("numbers.vague", at) for at in range(amount.last, fate.first)):
        return False  # `12,000 men sent to Russia fight, and hundreds were killed`
    sent = (passage.hits.at(cls, amount.last) for cls in _SENT)
    return any(hit is not None and "participle" in {form for _, form in hit.senses} for hit in sent)


_BEHIND_VERB: Final = frozenset({"grammar.passive", "grammar.perfect", "grammar.copula", "grammar.that"})


def _was_sent(passage: Passage, amount: Amount, fate: Mention) -> bool:
    """`a third of the 9,000 soldiers sent to Russia have died`, `losses are a third of the 9,000 whom Pyongyang sent`:
    the fate is that of the part; the whole was sent."""
    at = amount.first - 1
    while passage.hits.any_ending(_ARTICLES, at):
        at -= 1
    links = (passage.hits.ending("grammar.prepositions", end) for end in (at, at + 1))
    of = next((hit for hit in links if hit is not None and ("grammar.prepositions", "of") in hit.senses), None)
    if of is None or not (passage.tokens[of.first - 1].kind == "n" or passage.hits.any_ending(_PARTS, of.first - 1)):
        return False
    end = fate.first if fate.first >= amount.last else passage.sentence_of(amount.first).last
    return any(passage.hits.any_between(sent, amount.last, end) for sent in _SENT)


_PARTS: Final = frozenset({"numbers.shares", "numbers.major"})
_SENT: Final = ("acts.supply", "acts.deploy")


def _fate_of_part(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """`1,000 of the 12,000 soldiers sent to Russia were killed`: what happened to them is told at the clause's end."""
    for hit in passage.hits.between("quantities.not_quantity", amount.last, sentence.last):
        if ("quantities.not_quantity", "casualties") in hit.senses and not _are_lost_goods(
            passage, sentence, amount, hit
        ):
            return hit if not walls_between(passage, amount.first, hit.first) else None
    return None


def _are_lost_goods(passage: Passage, sentence: Sentence, amount: Amount, fate: Mention) -> bool:
    """`Of 31 tanks 27 have been lost`, `19 of the tanks were lost`: whether a word for the dead tells of goods."""
    if not passage.is_a("grammar.losing", fate.first) or fate.last - fate.first > 1:
        return False  # `lost their lives`
    if any(hit.first != fate.first for hit in passage.hits.between("acts.destroy", amount.last, fate.last)):
        return False  # `563 of the drones were shot down or lost`: what is fired, and no gift
    goods = item_mentions(passage, sentence.first, min(amount.last + _PART, sentence.last))
    paths = [item_path(passage, mention) or "" for mention in goods]
    return bool(paths) and not any(path.startswith("personnel") for path in paths)


_PART: Final = 4  # tokens from a number to the noun that it is a part of


def _names_model(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`Leopard 2`, `Shahed 131, 136 e Mohajer`: small bare digits right behind a model, or in a row behind it."""
    number = amount.number
    if number.style != "digits" or number.scale > 1 or amount.hedge != "exact" or number.value >= 1000:
        return False
    inside = passage.hits.ending("models", number.last - 1)
    if inside is not None and inside.first < number.first:
        return True
    at = amount.first - 1
    while at > sentence.first and (passage.tokens[at].form == "," or passage.tokens[at].kind == "n"):
        if passage.hits.ending("models", at) is not None:
            return True
        at -= 1
    return at >= sentence.first and passage.hits.ending("models", at) is not None
