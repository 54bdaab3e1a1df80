"""What a figure is about: contents of containers, things valued, lists, models, and the tree between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from armstrail.extraction.passage import Passage, Sentence
from armstrail.languages import Mention

GENERIC = frozenset({"arms", "materiel", "technology", "cargo", "personnel", "commodity"})


def ancestor(paths: Iterable[str]) -> str | None:
    """The deepest path that holds all of `paths`; None where they share no root."""
    common: list[str] | None = None
    for path in paths:
        parts = path.split(".")
        if common is None:
            common = parts
        else:
            common = [a for n, a in enumerate(common) if n < len(parts) and parts[: n + 1] == common[: n + 1]]
    return ".".join(common) if common else None


_OF_WAR: Final = frozenset({"arms", "materiel"})


def bought_together(paths: Iterable[str]) -> str | None:
    """The ancestor of what one sum is paid for; arms with their gear (`bombs, missiles and equipment`) are arms."""
    told = [path for path in paths if path]
    roots = {path.split(".")[0] for path in told}
    return "arms" if roots == _OF_WAR else ancestor(told)


def apart(path: str | None, other: str | None) -> bool:
    """Whether two items part below `arms`: drones and missiles do, howitzers and mortars do not."""
    return path is not None and other is not None and path.split(".")[:2] != other.split(".")[:2]


def item_path(passage: Passage, mention: Mention) -> str | None:
    """The path that a mention of an item or a model stands for; None for other mentions."""
    noun = mention.value("items.nouns") or mention.value("items.weak")
    model = mention.value("models")
    if model is not None:
        entry = passage.pack.vocabulary.models[model]
        return entry.path if noun is None else noun
    return noun


def model_inside(passage: Passage, first: int, last: int) -> tuple[int, int] | None:
    """`misiles Patriot`, `Leopard-Panzer`, `K2 전차`: the tokens of the model that a noun of several words holds."""
    models = passage.pack.vocabulary.models
    for at in range(first, last):
        if not passage.tokens[at].surface[0].islower():
            for end in range(last, at, -1):
                if (end - at < last - first) and passage.words(at, end) in models:
                    return at, end
    return None


def home_of(passage: Passage, designation: tuple[int, int]) -> str | None:
    """The state whose industry makes the model that stands at tokens `[first, last)`, also inside a noun of several
    words (`F-35 전투기`); None where it is no model or nobody's alone."""
    models, hit = passage.pack.vocabulary.models, passage.hits.at("models", designation[0])
    model = models.get((hit.value("models") if hit else None) or passage.words(*designation))
    return model.home if model is not None else None


def item_mentions(passage: Passage, first: int, last: int, weak: bool = False) -> list[Mention]:
    """Mentions of items and models inside tokens `[first, last)`, in order."""
    classes = ["items.nouns", "models"] + (["items.weak"] if weak else [])
    found: dict[int, Mention] = {}
    for cls in classes:
        for mention in passage.hits.between(cls, first, last):
            if cls == "items.weak" and passage.is_a("quantities.times", mention.first):
                continue  # 두 배: a multiple, no ship
            if mention.last <= last and (cls != "models" or counts_as_model(passage, mention)):
                found[mention.first] = mention
    return [found[at] for at in sorted(found)]


def named_by_model(passage: Passage, mentions: list[Mention]) -> dict[int, Mention]:
    """`pocisków AMRAAM`, `комплексы «БраМос»`: the model right behind a noun, quotation marks at most between, by the
    first token of the noun; the two are one thing. Of `mentions`, in order."""
    return {
        noun.first: model
        for noun, model in pairwise(mentions)
        if noun.value("items.nouns") is not None and noun.value("models") is None and model.value("models") is not None
        and all(passage.tokens[at].form in _QUOTES for at in range(noun.last, model.first))
    }  # fmt: skip


def names_noun(passage: Passage, mentions: list[Mention]) -> dict[int, Mention]:
    """`Patriot missiles`, `K2 battle tanks`: where nouns come last, the noun right behind a model, by the first token
    of the model; the two are one thing. Of `mentions`, in order."""
    if passage.pack.text("script.head") != "last":
        return {}
    return {
        model.first: noun
        for model, noun in pairwise(mentions)
        if model.value("models") is not None and noun.value("items.nouns") is not None and noun.value("models") is None
        and model.last == noun.first
    }  # fmt: skip


def is_model_itself(path: str, model: str, weak: bool) -> bool:
    """Whether goods of a path are what the model beside them is: narrower than the noun; a missile, of a word for
    shells and missiles (`pocisków Javelin`); or what a word of little meaning stands for, but rounds."""
    narrower = model.startswith(path) or (path == "arms.ammunition.artillery" and model.startswith("arms.missile"))
    return narrower or (weak and not is_shot_from(path, model))


def is_shot_from(path: str, model: str) -> bool:
    """`12,400 Gepard rounds`: rounds that a model fires, and so not the model."""
    return path.startswith("arms.ammunition") and not model.startswith(_SHOT)


_SHOT = ("arms.ammunition", "arms.missile", "arms.bombs", "arms.uav")


def path_with_model(passage: Passage, noun: Mention, model: Mention) -> str | None:
    """What a noun and the model behind it, or before it, stand for: the model where the noun is broader or a word for
    rounds and missiles or for planes and people alike, else the noun (`Patriot launchers`)."""
    path, own = item_path(passage, noun), item_path(passage, model)
    if path is None or own is None:
        return path or own
    rounds = path.startswith("arms.ammunition") and own.startswith("arms.missile")
    flown = model.first < noun.first and path.startswith("personnel")  # `Su-57 fighters`, but not `General Milan`
    return own if rounds or flown or own.startswith(f"{path}.") else path


_QUOTES = frozenset("\"'«»„“”‘’‹›「」『』")


def is_counted(passage: Passage, mention: Mention) -> bool:
    """Whether another number stands before the mention: then it is that number's."""
    return any(ends_number(passage, at) for at in range(max(0, mention.first - 3), mention.first))


def ends_number(passage: Passage, at: int) -> bool:
    """Whether a number, in digits or words, ends at a token."""
    return passage.tokens[at].kind == "n" or passage.hits.any_ending(_NUMBERS, at)


_NUMBERS = frozenset({"numbers.units", "numbers.collectives", "numbers.vague", "numbers.exact_collectives"})


_SERVING = ("materiel.parts", "arms.ammunition", "arms.missile")


def what_is_served(passage: Passage, mentions: list[Mention]) -> list[Mention]:
    """`parts for air-defence systems`, `двигунів для танків`: mentions in order without those that only say what the
    one before them is for."""
    found: list[Mention] = []
    for mention in mentions:
        if not found or not _is_for(passage, found[-1], mention):
            found.append(mention)
    return found


def served_by_others(passage: Passage, mentions: list[Mention]) -> set[int]:
    """`3,000 shells for the Caesar`: where the mentions of a sentence, in order, begin that only say what the rounds,
    missiles or parts right before them are for."""
    return {
        mention.first
        for before, mention in pairwise(mentions)
        if before.last <= mention.first
        and (item_path(passage, before) or "").startswith(_SERVING) and _is_for(passage, before, mention)
    }  # fmt: skip


def _is_for(passage: Passage, served: Mention, mention: Mention) -> bool:
    between = range(served.last, mention.first)
    if not between and _is_projectile_of(passage, served, mention):
        return True
    preposition = passage.hits.at("grammar.prepositions", served.last)
    values = {v for cls, v in preposition.senses if cls == "grammar.prepositions"} if preposition is not None else set()
    inside = passage.hits.ending("grammar.prepositions", served.last - 1)
    if not values and inside is not None and inside.first > served.first:
        values, between = (
            {v for cls, v in inside.senses if cls == "grammar.prepositions"},
            range(served.last - 1, mention.first),
        )
    goods = item_path(passage, served) or ""
    if "for" not in values and not ("to" in values and goods.startswith(_SERVING)):
        return False
    return len(between) <= _FOR and all(
        passage.tokens[at].kind == "w" and not passage.hits.any_at(passage.pack.acts, at) for at in between
    )


def _is_projectile_of(passage: Passage, served: Mention, mention: Mention) -> bool:
    """`ракет комплекса Patriot`, `снарядів гаубиць Caesar`: where nouns have cases, the system named right behind
    missiles or rounds in the genitive is the one that fires them."""
    fired, system = item_path(passage, served) or "", item_path(passage, mention) or ""
    if not passage.pack.table("cases") or not fired.startswith(_FIRED):
        return False
    return system == "arms.air_defence" or system.startswith("arms.artillery.")


_FIRED = ("arms.ammunition", "arms.missile")
_FOR = 4  # tokens from goods to what they are for, `for` among them


def nearest_items(passage: Passage, sentence: Sentence, at: int) -> list[Mention]:
    """The items that a sentence names, the nearest to token `at` first."""
    mentions = item_mentions(passage, sentence.first, sentence.last)
    return sorted(mentions, key=lambda mention: (abs(mention.first - at), mention.first))


def counts_as_model(passage: Passage, mention: Mention) -> bool:
    """An ambiguous model name (`Archer`, `Milan`) needs an item noun or a figure within four words."""
    entry = passage.pack.vocabulary.models[mention.value("models") or ""]
    if not entry.ambiguous:
        return True
    sentence = passage.sentence_of(mention.first)
    for at in range(max(sentence.first, mention.first - 4), min(sentence.last, mention.last + 4)):
        if mention.first <= at < mention.last:
            continue
        if passage.is_a("items.nouns", at) or passage.is_a("items.weak", at) or passage.tokens[at].kind == "n":
            return True
        other = passage.hits.at("models", at)
        if other is not None and not passage.pack.vocabulary.models[other.value("models") or ""].ambiguous:
            return True
    return False


def contents_after(passage: Passage, sentence: Sentence, last: int) -> list[Mention]:
    """The items that stand after `of`, `with`, `carrying` right behind a container, a tonne or an amount."""
    hits = passage.hits
    opener = hits.at("quantities.contents", last) or hits.at("quantities.rates", last)
    at = last
    if hits.at("items.nouns", last) is not None:
        return _directly(passage, sentence, last)  # `500 ton amunicji`, where the genitive opens what is in them
    if opener is None:
        preposition = hits.at("grammar.prepositions", last)
        if preposition is None or preposition.value("grammar.prepositions") not in ("of", "in", "for", "with"):
            return _directly(passage, sentence, last)
        at = preposition.last
    else:
        at = opener.last
    return run_of_items(passage, sentence, at)


def unit_of(passage: Passage, sentence: Sentence, noun: Mention) -> str | None:
    """The unit that a noun of units counts in; None for one that names goods, too (`20 Lastwagen`), where nothing tells
    what they carry."""
    unit = noun.value("quantities.units")
    path = noun.value("items.nouns")
    if unit != "shipments" or path is None or not path.startswith("materiel"):
        return unit
    return unit if contents_after(passage, sentence, noun.last) else None


def _directly(passage: Passage, sentence: Sentence, last: int) -> list[Mention]:
    for cls in ("items.nouns", "models"):
        hit = passage.hits.at(cls, last)
        if hit is not None and hit.last <= sentence.last:
            return [hit]
    return []


def run_of_items(passage: Passage, sentence: Sentence, at: int) -> list[Mention]:
    """Items coordinated from token `at` on: a list ends at a verb, a preposition or an unknown stretch."""
    found: list[Mention] = []
    unknown = 0
    while at < sentence.last:
        hit = next(
            (h for cls in ("items.nouns", "models", "items.weak") if (h := passage.hits.at(cls, at)) is not None), None
        )
        if hit is not None:
            found.append(hit)
            at, unknown = hit.last, 0
            continue
        token = passage.tokens[at]
        if token.form in ";:.()" or unknown > 2:
            break
        if found and token.form != "," and not passage.is_a("grammar.coordinators", at):
            if _ends_list(passage, at):
                break
            unknown += 1
        elif not found:
            if passage.is_a("grammar.relative", at) or any(passage.is_a(f"cues.{c}", at) for c in ("speech",)):
                break
            unknown += 1
        at += 1
    return found


_CLOSING = frozenset({
    "grammar.passive", "grammar.perfect", "grammar.relative", "grammar.openers", "grammar.prepositions", "cues.speech",
})  # fmt: skip


def _ends_list(passage: Passage, at: int) -> bool:
    if passage.hits.any_at(_CLOSING, at):
        preposition = passage.hits.at("grammar.prepositions", at)
        return preposition is None or preposition.value("grammar.prepositions") != "of"
    return passage.hits.any_at(passage.pack.acts, at)


_OF_DELIVERIES = 3  # tokens behind `of` in which the deliveries are named


def counts_deliveries(passage: Passage, sentence: Sentence, first: int) -> bool:
    """`45% delle forniture`: whether a share is one of what is sent or bought, in words that name no goods."""
    frames = passage.pack.frames
    return any(
        frames[cls.removeprefix("acts.")]["group"] in ("supply", "receive") and (cls, "noun") in hit.senses
        for at in range(first, min(first + _OF_DELIVERIES, sentence.last))
        for cls, hit in passage.hits.here.get(at, ())
        if cls in passage.pack.acts
    )


def paths_of(passage: Passage, mentions: Iterable[Mention]) -> list[str]:
    """The item paths of mentions, in order, without those that have none; one for a model and the noun it names."""
    told = list(mentions)
    behind = names_noun(passage, told)
    nouns = {noun.first: model for model in told if (noun := behind.get(model.first)) is not None}
    paths = (
        item_path(passage, mention)
        if (model := nouns.get(mention.first)) is None
        else path_with_model(passage, mention, model)
        for mention in told
        if mention.first not in behind
    )
    return [path for path in paths if path is not None]


def topic_of(passage: Passage) -> str:
    """The item a document names most often, the more special first among equals; `arms` where it names none."""
    paths = paths_of(passage, item_mentions(passage, 0, len(passage.tokens)))
    counts = Counter(path for path in paths if not path.startswith("commodity.money"))
    return max(sorted(counts), key=lambda path: (counts[path], path.count(".")), default="arms")


_MOST, _FEW = 0.6, 3  # the share of the goods that a text names, and how many times it names them


def only_topic(passage: Passage) -> str | None:
    """The kind of goods that a text is about where most of what it names is of that kind, and it never speaks of arms
    in general: then a sum that names none is paid for these."""
    paths = paths_of(passage, item_mentions(passage, 0, len(passage.tokens)))
    kinds = Counter(".".join(path.split(".")[:2]) for path in paths)
    kind, count = max(sorted(kinds.items()), key=lambda pair: pair[1], default=("arms", 0))
    if not kind.startswith("arms.") or "arms" in kinds or count < max(_FEW, _MOST * kinds.total()):
        return None
    return ancestor(path for path in paths if path.startswith(kind))


def sort_of(path: str | None, kind: str) -> str:
    """`money`, `people`, `commodity` (return goods) or `goods`: which cues and flows apply."""
    if kind == "money":
        return "people" if (path or "").startswith("personnel") else "money"
    root = (path or "arms").split(".")[0]
    return {"personnel": "people", "commodity": "commodity", "technology": "commodity"}.get(root, "goods")
