"""Verbs and nouns of action: which frame, in which voice, negated or not, and in which clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from armstrail.extraction.passage import Passage, Sentence

_LEADS: Final = frozenset({
    "grammar.modal", "grammar.future", "grammar.conditional", "grammar.pronouns", "grammar.negators",
})  # fmt: skip
_BEFORE_NOUNS: Final = frozenset({"grammar.articles", "grammar.determiners", "quantities.another"})
_NO_AUXILIARY: Final = frozenset({"items.nouns", "actors.names", "grammar.that"})
_GOODS: Final = frozenset({"items.nouns", "items.weak", "models", "quantities.units"})
VERBS: Final = ("finite", "participle", "gerund", "base")
_FORM_ORDER: Final = (*VERBS, "noun")


@dataclass(slots=True)
class Act:
    """One verb or noun of action in tokens `[first, last)`.

    `form` is `finite`, `participle`, `gerund`, `base` or `noun`; `voice` `active`, `passive` or `none`
    (nouns); `group` the cue group of its frame (common/frames.toml).
    """

    first: int
    last: int
    frame: str
    form: str
    voice: str
    group: str
    negated: bool = False
    subject: int | None = None  # first token of the party that is its subject


def find_acts(passage: Passage) -> list[Act]:
    """All acts of a document in order; a form of several frames gives one act each."""
    acts: list[Act] = []
    for cls, mention in passage.hits.of("acts."):
        frame = cls.removeprefix("acts.")
        sentence = passage.sentence_of(mention.first)
        forms = {value for name, value in mention.senses if name == cls}
        if "noun" not in forms and (_is_named(passage, mention.first) or is_of_origin(passage, mention.first)):
            continue
        form, voice = _form_and_voice(passage, sentence, mention.first, mention.last, forms, frame)
        if form is None or (frame == "seize" and _wins_contract(passage, sentence, mention.last)):
            continue
        if frame == "use" and _changes_share(passage, sentence, mention.first, mention.last):
            continue
        group = passage.pack.frames[frame]["group"]
        if voice == "passive" and form == "participle" and acts and _shares_auxiliary(passage, mention.first, acts[-1]):
            form, voice = "finite", "active"
        act = Act(mention.first, mention.last, frame, form, voice, group)
        act.negated = _is_negated(passage, sentence, act)
        acts.append(act)
    return acts


def _changes_share(passage: Passage, sentence: Sentence, first: int, last: int) -> bool:
    """`sa part est tombée à 36 %`, `비중은 36%로 떨어졌다`: a verb of falling beside a share tells how large it is,
    and of no shells that fell."""
    if not passage.hits.any_between("quantities.change", first, last):
        return False
    beside = (*range(max(sentence.first, first - _SHARE), first), *range(last, min(last + _SHARE, sentence.last)))
    return any(passage.is_a("quantities.percent", at) for at in beside)


_SHARE: Final = 5  # tokens between such a verb and the sign of the share


def _shares_auxiliary(passage: Passage, first: int, before: Act) -> bool:
    """`a donné 40 BMP-1 à l'Ukraine et reçu en échange 40 Marder`: a participle right behind a word of joining, once
    the verb before it has the auxiliary of both."""
    if passage.hits.ending("grammar.coordinators", first - 1) is None or before.form != "finite":
        return False
    if before.voice != "active" or passage.sentence_of(before.first) is not passage.sentence_of(first):
        return False
    return passage.hits.any_between("grammar.perfect", max(0, before.first - _AUXILIARY), before.last)


_AUXILIARY: Final = 3  # tokens from an auxiliary to its participle


def _wins_contract(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`zdobyła w Polsce kontrakt na 212 haubic`: whether what a verb gains, behind it, is a contract and no goods."""
    contracts = passage.hits.between("acts.agree", at, min(at + _GAINED, sentence.last))
    return bool(contracts) and not passage.hits.any_between("items.nouns", at, contracts[0].first)


_GAINED: Final = 5  # tokens


def is_of_origin(passage: Passage, at: int) -> bool:
    """`Rwandan-supplied mortars`: a participle that a hyphen makes a part of an adjective."""
    tokens = passage.tokens
    joined = at > 0 and tokens[at - 1].form == "-" and tokens[at].glued
    return joined and f"-{tokens[at].form}" in passage.pack.marks("grammar.origin.suffix")


def acts_in(sentence: Sentence, acts: Sequence[Act]) -> Sequence[Act]:
    """Those of a document's acts, in their order, that stand in a sentence."""
    first = bisect_left(acts, sentence.first, key=_first_of)
    return acts[first : bisect_left(acts, sentence.last, first, key=_first_of)]


def is_phrase_of_worth(passage: Passage, act: Act) -> bool:
    """`im Wert von`: words of worth that open with a preposition take no subject."""
    return act.group == "pay" and passage.is_a("grammar.prepositions", act.first)


def is_verb(passage: Passage, at: int, forms: Sequence[str] = ("finite",)) -> bool:
    """Whether a verb of some act, in one of these forms, begins at a token."""
    here = passage.hits.here.get(at)
    return here is not None and any(
        (cls, form) in mention.senses for cls, mention in here if cls in passage.pack.acts for form in forms
    )


def _first_of(act: Act) -> int:
    return act.first


_NAMING: Final = ("cues.institutions", "items.nouns", "actors.military", "actors.government", "actors.names")


def _is_named(passage: Passage, token: int) -> bool:
    """Whether the word is part of a name: `Armed Forces`, `Arms Export Control Act`."""
    here = passage.hits.here
    return any(
        mention.last > token and cls in _NAMING
        for start in (token, token - 1, token - 2)
        for cls, mention in here.get(start, ())
    )


def _form_and_voice(
    passage: Passage, sentence: Sentence, first: int, last: int, forms: set[str], frame: str
) -> tuple[str | None, str]:
    """Decide between the forms a word may have by the auxiliaries and nouns beside it."""
    if forms == {"noun"} or (forms & {"noun"} and _is_noun_here(passage, sentence, first)):
        return ("noun", "none") if "noun" in forms else (None, "none")
    auxiliary = _auxiliary_before(passage, sentence, first) or _auxiliary_around(passage, sentence, first, last)
    intransitive = passage.pack.frames[frame]["subject"] == "theme"
    if "participle" in forms:
        if auxiliary == "perfect":
            return "finite", "active"
        if auxiliary == "passive" and "base" in forms and passage.pack.frames[frame]["group"] == "receive":
            return "finite", "active"  # `erhalten wird`: who gets is no goods
        if auxiliary == "passive":
            return "participle", "active" if intransitive else "passive"
        if "finite" not in forms:
            return "participle", "active" if intransitive else "passive"
        if _is_reduced_passive(passage, first, last):
            return "participle", "active" if intransitive else "passive"
    if "finite" in forms:
        reflexive = first > sentence.first and passage.hits.ending("grammar.reflexive", first - 1) is not None
        return "finite", "passive" if reflexive and not intransitive else "active"
    for form in _FORM_ORDER:
        if form in forms:
            if form == "base" and len(forms) > 1 and not _is_led(passage, sentence, first):
                continue
            if form == "base" and first > sentence.first and _follows_article(passage, first):
                return None, "none"  # `from a ship`
            return form, "none" if form == "noun" else "active"
    return None, "none"


def _follows_article(passage: Passage, first: int) -> bool:
    """Whether the word before a bare form is an article and nothing else, no pronoun (`lo inviare`) or preposition
    (`a ficar`, as in `10 a 20`)."""
    at = first - 1
    if passage.is_a("quantities.separators", at):
        return False
    otherwise = passage.hits.any_ending(_LEADS | {"grammar.prepositions"}, at) or passage.is_a("grammar.dative", at)
    return passage.hits.any_ending(_BEFORE_NOUNS, at) and not otherwise


def _is_led(passage: Passage, sentence: Sentence, first: int) -> bool:
    """Whether an auxiliary, `to` or a pronoun before a bare form makes it a verb and no noun."""
    for at in range(max(sentence.first, first - 2), first):
        if passage.hits.any_ending(_LEADS, at):
            return True
        preposition = passage.hits.ending("grammar.prepositions", at)
        if preposition is not None and at == first - 1:
            return ("grammar.prepositions", "to") in preposition.senses
    return False


def _is_noun_here(passage: Passage, sentence: Sentence, first: int) -> bool:
    """A word that can be noun or verb is a noun after an article, a determiner, a possessive or `of`."""
    at = first - 1
    while at > sentence.first and (goods := passage.hits.ending("items.nouns", at)) is not None:
        at = goods.first - 1  # `of India's arms imports`
    if at > sentence.first and (origin := passage.hits.ending("actors.adjectives", at)) is not None:
        at = origin.first - 1  # `90 percent of Russian imports`
    if at < sentence.first:
        return False
    if passage.tokens[at].form == "'s" or passage.hits.any_ending(_BEFORE_NOUNS, at):
        return True
    preposition = passage.hits.ending("grammar.prepositions", at)
    return preposition is not None and preposition.value("grammar.prepositions") != "to"


def _auxiliary_before(passage: Passage, sentence: Sentence, first: int) -> str | None:
    """`perfect` or `passive` by the nearest auxiliary within four words; names and nouns end the search."""
    hits = passage.hits
    skipped = 0
    at = first - 1
    while at >= sentence.first and skipped <= 3:
        if hits.ending("grammar.passive", at) is not None:
            return "passive"
        if hits.ending("grammar.perfect", at) is not None:
            return "perfect"
        token = passage.tokens[at]
        if token.kind != "w" or hits.any_ending(_NO_AUXILIARY, at):
            return None
        skipped += 1
        at -= 1
    return None


_CLAUSE = 25  # tokens


def _auxiliary_around(passage: Passage, sentence: Sentence, first: int, last: int) -> str | None:
    """The auxiliary of a participle that ends its clause: right behind it (`geliefert hat`), or further before,
    with the objects between (`hat der Ukraine 14 Panzer geliefert`)."""
    hits = passage.hits
    if last < sentence.last:
        for name, voice in (("grammar.passive", "passive"), ("grammar.perfect", "perfect")):
            if hits.at(name, last) is not None:
                return voice
        if passage.tokens[last].kind == "w" and hits.at("grammar.coordinators", last) is None:
            return None
    for at in range(first - 1, max(sentence.first, first - _CLAUSE) - 1, -1):
        if hits.ending("grammar.perfect", at) is not None:
            return "perfect"
        if hits.ending("grammar.passive", at) is not None:
            return "passive"
        if passage.tokens[at].form in ",;:()–—":
            return None
    return None


def _is_reduced_passive(passage: Passage, first: int, last: int) -> bool:
    """`the missiles ordered in 2018`: an item right before, a preposition right after, no subject between."""
    hits = passage.hits
    if not hits.any_ending(_GOODS, first - 1):
        return False
    after = hits.at("grammar.prepositions", last)
    return after is not None and after.value("grammar.prepositions") != "of"


def _is_negated(passage: Passage, sentence: Sentence, act: Act) -> bool:
    if passage.pack.flag("script.postpositions"):
        return any(passage.is_a("grammar.negators", at) for at in range(act.last, min(act.last + 2, sentence.last)))
    hits = passage.hits
    at, steps = act.first - 1, 0
    while at >= sentence.first and steps < 4:
        if hits.ending("grammar.negators", at) is not None:
            return True
        if passage.tokens[at].kind != "w" or hits.ending("items.nouns", at) is not None:
            return False
        at -= 1
        steps += 1
    return False


def walls_between(passage: Passage, a: int, b: int) -> int:
    """How many clause walls stand between two tokens; a bracket or a clause let in that opens and closes between them
    is none, and one that only closes there is one."""
    if a == b:
        return 0
    if a > b:
        a, b = b, a
    before = passage.walls_before
    behind, ahead = before[a + 1], before[b]
    count = opened = 0
    let_in = passage.let_in
    if let_in:
        closed = [(first, last) for last, first in let_in.items() if a < last < b]
        count -= sum(a < first for first, _ in closed)
        count += sum(first < a for first, _ in closed)
    if ahead - behind < 2:
        return count + ahead - behind
    for at in passage.walls[behind:ahead]:
        form = passage.tokens[at].form
        if form == "(":
            opened += 1
        elif form == ")" and opened:
            opened -= 1
        else:
            count += 1
    return count + opened


def clause_of(passage: Passage, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The tokens of the clause around `[first, last)`: up to the walls on both sides."""
    walls = passage.walls
    before, behind = passage.walls_before[first], passage.walls_before[last]
    start = walls[before - 1] + 1 if before else 0
    end = walls[behind] if behind < len(walls) else sentence.last
    return max(start, sentence.first), min(end, sentence.last)
