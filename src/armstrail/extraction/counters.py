"""What a number counts where the noun stands before it and a counter behind: 컨테이너 약 6700개, 8000명의 병력."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from armstrail.extraction.heads import Head, NoHead
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.scales import Number
from armstrail.languages import Mention

_NOUNS: Final = ("items.nouns", "models", "quantities.units", "actors.people", "items.weak")
_BETWEEN: Final = (
    "quantities.hedges_before", "quantities.another", "quantities.in_all", "quantities.another_after",
    "grammar.determiners", "quantities.rates",
)  # fmt: skip
_REACH: Final = 3  # words between a noun that carries a particle and its number
_CASUALTIES_REACH: Final = 3


def head_beside(passage: Passage, sentence: Sentence, number: Number) -> Head | NoHead:
    """The noun that `number` counts: right before it, behind its counter and `of`, or the subject or object
    up to three words before. The counter alone tells the unit where there is none."""
    hits = passage.hits
    at = _past_hedge(passage, number.last)
    counter = _longest(passage, at, ("items.weak", "quantities.units", "items.nouns"))
    no = hits.at("quantities.not_quantity", at)
    if no is not None and (counter is None or no.last > counter.last):
        return _refused(passage, no)
    if (fate := _casualties_behind(passage, sentence, counter.last if counter else at)) is not None:
        return fate
    if counter is None:
        return _counted_bare(passage, sentence, number)
    joined = _noun_before(passage, sentence, number.first)
    if isinstance(joined, NoHead):
        return joined
    if joined is None and _is_pair(number, counter):
        return NoHead("no_noun", "", counter.last, True)
    if joined is not None and _fits(joined, counter):
        first = _with_modifiers(passage, sentence, joined)
        return _with_partner(passage, sentence, _head(passage, joined, counter, first), _path_of(counter))
    behind = _noun_behind(passage, sentence, counter)
    if isinstance(behind, NoHead):
        return behind
    if behind is not None and _fits(behind, counter):
        held = _head(passage, behind, counter, behind.first)
        held.last = behind.last
        return held
    tells = (_path_of(counter) or "").count(".") and not _is_people(counter)  # 발, 문: counters of arms alone
    word = None if tells else _unknown_before(passage, sentence, number.first)
    if word is not None:
        return NoHead("unknown_noun", word, counter.last, False)
    far = _noun_far(passage, sentence, number.first, counter)
    if isinstance(far, NoHead):
        return far
    if far is not None:
        return _head(passage, far, counter, counter.first)
    if counter.value("quantities.units") == "shipments" and not _brings_goods(passage, sentence, counter):
        return NoHead("no_noun", "", counter.last, True)  # 두 차례 is "twice" of anything
    return _head(passage, None, counter, counter.first)


def _with_partner(passage: Passage, sentence: Sentence, head: Head, counter: str | None) -> Head:
    """전차와 장갑차 50대: goods joined to those that are counted are counted with them; what both are is counted."""
    at = head.first - 1
    joined = at > sentence.first and passage.tokens[at].glued and passage.tokens[at].form in _WITH
    partner = passage.hits.ending("items.nouns", at - 1) if joined else None
    path = partner.value("items.nouns") if partner is not None else None
    if partner is None or path is None or head.path is None or path.split(".")[0] != head.path.split(".")[0]:
        return head
    if counter is None or not path.startswith(counter) or path.startswith(_SHOT) != head.path.startswith(_SHOT):
        return head  # 미사일과 자주포 50문, 유도탄과 장갑차 5대: no missile is counted with what fires it
    common = [one for one, other in zip(path.split("."), head.path.split("."), strict=False) if one == other]
    return replace(head, first=partner.first, path=".".join(common), designation=None)


_WITH: Final = ("와", "과")
_SHOT: Final = ("arms.ammunition", "arms.missile", "arms.bombs", "arms.mines")


def _is_pair(number: Number, counter: Mention) -> bool:
    """두 포탄이 섞여: a small word of number right before goods, without a counter, counts their kinds."""
    path = counter.value("items.nouns")
    goods = path is not None and not path.startswith("personnel") and counter.value("quantities.units") is None
    return goods and number.style == "words" and number.value <= _KINDS


_KINDS: Final = 4


def _brings_goods(passage: Passage, sentence: Sentence, counter: Mention) -> bool:
    """70여 차례에 걸쳐 포탄을 보냈다: times over which goods named behind them went are shipments."""
    if counter.last - counter.first == 1:
        return False
    ahead = counter.last, min(counter.last + _AHEAD, sentence.last)
    return passage.hits.any_between("items.nouns", *ahead) and passage.hits.any_between("acts.supply", *ahead)


_AHEAD: Final = 25  # tokens


def names_counted_before(passage: Passage, sentence: Sentence, first: int) -> bool:
    """Whether goods or people stand up to three tokens before `first`: 포탄의 절반."""
    return any(
        passage.hits.ending(cls, at) is not None
        for at in range(max(sentence.first, first - 3), first)
        for cls in _NOUNS
    )


def _past_hedge(passage: Passage, at: int) -> int:
    hedge = passage.hits.at("quantities.hedges_after", at)
    return hedge.last if hedge is not None else at


def _longest(passage: Passage, at: int, classes: tuple[str, ...]) -> Mention | None:
    found = [hit for cls in classes if (hit := passage.hits.at(cls, at)) is not None]
    return max(found, key=lambda hit: hit.last, default=None)


def _refused(passage: Passage, no: Mention) -> NoHead:
    reasons = {"measures": "measure", "times": "duration", "ages": "age", "sections": "section"}
    value = no.value("quantities.not_quantity") or ""
    reason = (
        reasons.get(value)
        or {"formations": "formation", "people": "unknown_noun", "papers": "unknown_noun"}.get(value)
        or value
    )
    return NoHead(reason, passage.words(no.first, no.last), no.last, True)


def _is_particle(passage: Passage, at: int) -> bool:
    token = passage.tokens[at]
    return token.glued and token.kind == "w" and token.form in passage.pack.marks("script.particles")


def _casualties_behind(passage: Passage, sentence: Sentence, at: int) -> NoHead | None:
    """300명이 숨졌다: what happens to them stands behind the number."""
    for n in range(at, min(at + _CASUALTIES_REACH, sentence.last)):
        if passage.tokens[n].kind not in "wl" or passage.is_a("items.nouns", n):
            return None
        no = passage.hits.at("quantities.not_quantity", n)
        if no is not None and no.value("quantities.not_quantity") == "casualties":
            return _refused(passage, no)
    return None


def _counted_bare(passage: Passage, sentence: Sentence, number: Number) -> Head | NoHead:
    """병력 1만2000을: a number without a counter counts only the noun that touches it."""
    noun = _noun_before(passage, sentence, number.first)
    if isinstance(noun, NoHead):
        return noun
    if noun is None or noun.value("items.weak") is not None:
        return _uncounted(passage, sentence, number)
    held = _head(passage, noun, noun, _with_modifiers(passage, sentence, noun))
    held.last = number.last
    return held


def _uncounted(passage: Passage, sentence: Sentence, number: Number) -> NoHead:
    """500켤레, 두 종류: a counter or a noun that no list holds; number words alone count nothing."""
    at = number.last
    if at < sentence.last and passage.tokens[at].kind == "w" and not _is_particle(passage, at):
        glued = passage.tokens[at].glued
        if (glued or number.style == "words") and passage.hits.at("quantities.hedges_after", at) is None:
            return NoHead("unknown_noun", passage.tokens[at].surface, at + 1, number.style == "words")
    return NoHead("no_noun", "", number.last, number.style == "words" and number.scale < 100)


def _step_left(passage: Passage, sentence: Sentence, at: int) -> int:
    """Past hedges and determiners and the quotation marks around a noun."""
    while at >= sentence.first:
        step = next((hit for cls in _BETWEEN if (hit := passage.hits.ending(cls, at)) is not None), None)
        if step is not None and not any(passage.hits.ending(cls, at) for cls in ("items.nouns", "models")):
            at = step.first - 1
        elif passage.tokens[at].form in "'\"‘’“”":
            at -= 1
        else:
            break
    return at


def _noun_at(passage: Passage, at: int) -> Mention | NoHead | None:
    """The noun that ends at a token, or a refusal where people or casualties are named there."""
    found = [hit for cls in _NOUNS if (hit := passage.hits.ending(cls, at)) is not None]
    noun = min(found, key=lambda hit: hit.first, default=None)
    no = passage.hits.ending("quantities.not_quantity", at)
    if no is not None and (
        noun is None or no.first < noun.first or no.value("quantities.not_quantity") == "casualties"
    ):
        if no.value("quantities.not_quantity") in ("people", "casualties"):
            return _refused(passage, no)
    if noun is not None and noun.value("items.weak") is not None and noun.last - noun.first == 1:
        if len(passage.tokens[at].form) == 1:
            return None  # a counter of another number
    return None if noun is not None and _counts_before(passage, noun) else noun


def _counts_before(passage: Passage, noun: Mention) -> bool:
    """70여 차례에 걸쳐: a unit right behind another number is that number's counter."""
    at = noun.first - 1
    hedge = passage.hits.ending("quantities.hedges_after", at)
    at = hedge.first - 1 if hedge is not None else at
    return noun.value("quantities.units") is not None and at >= 0 and passage.tokens[at].kind == "n"


def _noun_before(passage: Passage, sentence: Sentence, first: int) -> Mention | NoHead | None:
    at = _step_left(passage, sentence, first - 1)
    return _noun_at(passage, at) if at >= sentence.first else None


def _unknown_before(passage: Passage, sentence: Sentence, first: int) -> str | None:
    """국회의원 10명: the bare word before the number is what it counts, and no list of goods holds it."""
    at = first - 1
    if at < sentence.first or passage.tokens[at].kind != "w" or passage.tokens[at].surface.isascii():
        return None
    if passage.hits.ending("cues.institutions", at) is not None and not _is_particle(passage, at):
        return passage.tokens[at].surface
    if _is_particle(passage, at) or passage.tokens[at].form in passage.pack.lexicon:
        return None
    if passage.hits.ends_at(at):
        return None
    return passage.tokens[at].surface


def _makes(passage: Passage, at: int) -> bool:
    """이란제 미사일: a syllable that touches a name says whose make what follows is."""
    return passage.tokens[at].glued and passage.is_a("grammar.origin.phrase", at) and _party_ends(passage, at - 1)


def _party_ends(passage: Passage, at: int) -> bool:
    return any(passage.hits.ending(cls, at) is not None for cls in ("actors.names", "actors.capital", "places"))


def _noun_behind(passage: Passage, sentence: Sentence, counter: Mention) -> Mention | NoHead | None:
    """6700개의 탄약 컨테이너, 800만 발 넘는 포탄: the last noun of the row behind the counter and its `of`, or a verb
    that bounds the number."""
    at = _past_hedge(passage, counter.last)
    verb = passage.hits.at("quantities.hedge_verbs", at)  # 800만 발 넘는 포탄
    link = passage.hits.at("quantities.contents", at)
    of = passage.hits.at("grammar.prepositions", at)
    goods = ("items.nouns", "models", "quantities.units")  # 1만 개 이상 컨테이너
    bounded = verb is None and at > counter.last and _longest(passage, at, goods) is not None
    if not bounded:
        if verb is None and link is None and (of is None or ("grammar.prepositions", "of") not in of.senses):
            return None
        at = max(hit.last for hit in (verb, link, of) if hit is not None)
    noun: Mention | None = None
    unknown = 0
    limit = int(passage.pack.settings["script.modifiers"])
    while at < sentence.last and passage.tokens[at].kind == "w":
        found = _longest(passage, at, ("items.nouns", "models", "quantities.units", "actors.people"))
        no = passage.hits.at("quantities.not_quantity", at)
        if no is not None and noun is None and (found is None or no.last > found.last) and not _makes(passage, at):
            return _refused(passage, no)
        if found is not None:
            noun, at = found, found.last
            continue
        if _makes(passage, at):
            at += 1
            continue
        if noun is not None or _is_particle(passage, at):
            joined = _unit_of_row(passage, sentence, at) if noun is not None else None
            return joined or noun
        named = _longest(passage, at, ("actors.names", "actors.capital", "actors.government", "places"))
        unknown += named is None
        if unknown > limit:
            break
        at = named.last if named is not None else at + 1
    return noun


def _unit_of_row(passage: Passage, sentence: Sentence, at: int) -> Mention | None:
    """3만 개의 무기 및 군수품 컨테이너: the unit that closes a row of goods of which the counter counts none alone."""
    if not passage.is_a("grammar.coordinators", at):
        return None
    while at < sentence.last and passage.tokens[at].kind == "w":
        found = _longest(passage, at, ("items.nouns", "models", "quantities.units"))
        if found is not None and found.value("quantities.units") is not None:
            return found
        if found is None and not passage.is_a("grammar.coordinators", at):
            return None
        at = found.last if found is not None else at + 1
    return None


def _noun_far(passage: Passage, sentence: Sentence, first: int, counter: Mention) -> Mention | NoHead | None:
    """컨테이너가 지금까지 1만 개: the subject or object before the number, over a few words."""
    words = 0
    at = _step_left(passage, sentence, first - 1)
    while at >= sentence.first and words <= _REACH:
        token = passage.tokens[at]
        if token.kind != "w":
            return None
        role = passage.hits.ending("grammar.prepositions", at) if _is_particle(passage, at) else None
        if role is not None and role.last - role.first == 1 and at - 1 >= sentence.first:
            values = {value for cls, value in role.senses if cls == "grammar.prepositions"}
            noun = _noun_at(passage, at - 1) if "subject" in values or values == {"to"} else None
            if isinstance(noun, NoHead) and passage.hits.ending("cues.institutions", at - 1) is not None:
                return None  # 정부 소식통은: who tells of the number
            if isinstance(noun, NoHead) or (noun is not None and _fits(noun, counter)):
                return noun
        words += not _is_particle(passage, at)
        at -= 1
    return None


def _path_of(mention: Mention) -> str | None:
    return mention.value("items.nouns") or mention.value("items.weak")


def _is_people(mention: Mention) -> bool:
    path = _path_of(mention)
    if path is not None:
        return path.startswith("personnel")
    return mention.value("actors.people") is not None


def _fits(noun: Mention, counter: Mention) -> bool:
    """People are counted by counters of people, goods by the others; `개` counts anything."""
    if counter.value("quantities.units") is not None:
        return not _is_people(noun)
    return _is_people(noun) == _is_people(counter)


def _with_modifiers(passage: Passage, sentence: Sentence, noun: Mention) -> int:
    """The first token of the noun with the model, the item and the calibre that stand right before it."""
    first = noun.first
    while first > sentence.first:
        before = [hit for cls in ("models", "items.nouns") if (hit := passage.hits.ending(cls, first - 1)) is not None]
        measure = passage.hits.ending("quantities.not_quantity", first - 1)
        if before:
            first = min(hit.first for hit in before)
        elif measure is not None and measure.value("quantities.not_quantity") == "measures" and measure.first > 0:
            if passage.tokens[measure.first - 1].kind != "n":
                break
            first = measure.first - 1
        else:
            break
    return max(first, sentence.first)


def _head(passage: Passage, noun: Mention | None, counter: Mention, first: int) -> Head:
    vocabulary = passage.pack.vocabulary
    unit = counter.value("quantities.units") or (noun.value("quantities.units") if noun else None)
    path = _path_of(noun) if noun is not None else None
    weak = noun is None or noun.value("items.nouns") is None
    designation = None
    if noun is not None:
        model = noun if noun.value("models") else passage.hits.ending("models", noun.first - 1)
        if model is not None:
            known = vocabulary.models[model.value("models") or ""].path
            designation = (model.first, model.last)
            if path is None or known.startswith(path) or noun.value("items.weak"):
                path, weak = known, False
        elif (calibre := _calibre_before(passage, noun.first)) is not None:
            designation = (calibre, noun.first)
        elif unit is not None and path is None:
            inside = passage.hits.ending("items.nouns", noun.first - 1)
            path = _path_of(inside) if inside is not None else None
    if path is None and unit is None:
        people = noun is not None and noun.value("actors.people") is not None
        path = "personnel.troops" if people else _path_of(counter)
        weak = True
    if unit == "vessels" and noun is not None and (path or "").startswith("arms.naval"):
        unit = "pieces"  # 호위함 4척: the goods themselves, and no ships that carry others
    if unit is None:
        unit = vocabulary.items[path] if path is not None else "pieces"
    return Head(first, counter.last, unit, path, designation, weak)


def _calibre_before(passage: Passage, first: int) -> int | None:
    """Where the `152㎜` right before a noun begins."""
    measure = passage.hits.ending("quantities.not_quantity", first - 1)
    if measure is None or measure.value("quantities.not_quantity") != "measures" or measure.first == 0:
        return None
    return measure.first - 1 if passage.tokens[measure.first - 1].kind == "n" else None
