"""Numbers that are no quantities: clock times, ordinals, scores, ages, sections, telephone numbers, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from armstrail.extraction.amounts import Refused
from armstrail.extraction.digits import is_ambiguous
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.scales import Number, is_hangul, marks_of
from armstrail.languages import Mention

_CLOCK: Final = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d\Z")
_CHAIN: Final = 3  # groups of digits in a row that no grouping allows are a telephone or serial number
_LONGEST_MODEL: Final = 5  # tokens
_SERIAL: Final = 5  # digits without a grouping sign that a hyphen joins to a smaller number
_GLUED_NOUNS: Final = (
    "quantities.units", "quantities.currencies", "quantities.percent", "numbers.major", "items.nouns",
    "items.weak", "quantities.not_quantity", "quantities.currency_codes", "quantities.times",
)  # fmt: skip

_CROSS: Final = re.compile(r"[x×х](\d*)\Z")  # a Latin letter, the sign, a Cyrillic letter
_PARTIES: Final = frozenset({"actors.names", "actors.short", "actors.capital", "places"})
_PAIR: Final = 5  # tokens from the first of two parties to the word that joins the second

Check = Callable[[Passage, Sentence, Number], Refused | None]


def refusal(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """Why `number` is no quantity, as far as its own digits and its neighbours tell; None where it may be one."""
    checks = _FOR_DIGITS if number.style == "digits" else _FOR_WORDS
    for check in checks:
        if (no := check(passage, sentence, number)) is not None:
            return no
    return None


def _is_form(passage: Passage, sentence: Sentence, i: int, form: str) -> bool:
    return sentence.first <= i < sentence.last and passage.tokens[i].form == form and passage.tokens[i].glued


def _is_glued_number(passage: Passage, sentence: Sentence, i: int) -> bool:
    return i < sentence.last and passage.tokens[i].kind == "n" and passage.tokens[i].glued


def _modifier(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`the 29-page document`, `a 12-month contract`: a number that a hyphen joins to a word for no goods tells how
    long, how old or how large the next thing is."""
    tokens, at = passage.tokens, number.last + 1
    if not _is_form(passage, sentence, number.last, "-") or at + 1 >= sentence.last or tokens[at].kind != "w":
        return None
    if passage.hits.any_at(_STRONG, number.last):
        return None
    measure = passage.hits.at("quantities.not_quantity", at)
    if measure is not None and tokens[at].glued and "measures" in measure.parts("quantities.not_quantity"):
        return Refused(number.first, measure.last, "measure")  # `105-мм САУ`
    here = {cls for cls, _ in passage.hits.here.get(at, ())}
    plain = tokens[at].glued and tokens[at + 1].kind == "w" and not tokens[at + 1].glued
    known = not here <= {"quantities.not_quantity", "quantities.skip"}
    if not plain or known or len(tokens[at].form) < _WORD or tokens[at].surface[0].isupper():
        return None
    return Refused(number.first, at + 1, "measure")


_STRONG: Final = frozenset({"quantities.unit_adjectives"})  # `a 500-strong unit`
_WORD: Final = 4  # letters; shorter ones may be endings of numbers (`100-й`, `15-ti`)


def _clock(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`10:30`, `08:39:36`, `8.30 Uhr`, `alle 8.30`."""
    tokens, i, last = passage.tokens, number.first, number.last
    if _is_form(passage, sentence, last, ":") and last + 1 < sentence.last and tokens[last + 1].glued:
        if tokens[last + 1].kind == "n":
            seconds = _is_form(passage, sentence, last + 2, ":") and _is_glued_number(passage, sentence, last + 3)
            return Refused(i, last + 4 if seconds else last + 2, "time")
    if last != i + 1:
        return None
    told = passage.hits.ending("dates.clock_before", i - 1) is not None and not _counts(passage, last)
    written = _CLOCK.match(tokens[i].form) is not None
    if written and (i == sentence.first or told or passage.is_a("quantities.not_quantity", last)):
        return Refused(i, last, "time")
    hour = tokens[i].form.isdigit() and number.value <= 24
    goes_on = any(passage.is_a(cls, last) for cls in ("quantities.not_quantity", "quantities.separators"))
    return Refused(i, last, "time") if told and hour and not goes_on else None


def _counts(passage: Passage, i: int) -> bool:
    """Whether a noun, a unit or money stands right behind a number."""
    classes = ("items.nouns", "items.weak", "quantities.units", "quantities.currencies", "quantities.percent", "models")
    return any(passage.is_a(cls, i) for cls in classes)


def _list_number(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    last = number.last
    if number.first != sentence.first or number.value >= 100 or last + 1 >= sentence.last:
        return None
    after = passage.tokens[last]
    return Refused(number.first, last, "list_number") if after.form in ".)" and after.glued else None


def _ordinal(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`11th`, `11.º`, `11-я`, `11. Armee`, `810. Brigade`."""
    tokens, i, last = passage.tokens, number.first, number.last
    if last >= sentence.last or not tokens[last].glued:
        return None
    suffixes = marks_of(passage.pack, "numbers.ordinal_suffixes")
    dotted = tokens[last].form == "."
    at = last + 1 if tokens[last].form in ".-" and last + 1 < sentence.last and tokens[last + 1].glued else last
    if tokens[at].form in suffixes or (at > last and tokens[last].form + tokens[at].form in suffixes):
        return Refused(i, at + 1, "ordinal")
    if not dotted or not passage.pack.flag("text.ordinal_dot") or number.value >= 1000 or last + 1 >= len(tokens):
        return None
    follower = tokens[last + 1]
    if i > sentence.first and tokens[i - 1].form in "–—" and follower.surface[0].isupper():
        return None  # `a Holandia – 24.` ends the sentence
    inside = last + 1 < sentence.last and number.value < 100
    unit = passage.hits.at("quantities.not_quantity", last + 1)
    formation = unit is not None and unit.value("quantities.not_quantity") in ("formations", "sections")
    if inside or follower.surface[0].islower() or formation:
        return Refused(i, last + 1, "ordinal")
    return None


def _name(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`3D`, `2S19`, `A 20`, `LH 714`: letters that touch digits, or two capitals before them, make a name."""
    tokens, i, last = passage.tokens, number.first, number.last
    if (model := _model_around(passage, i)) is not None:
        return Refused(i, max(last, model.last), "name", passage.words(model.first, model.last))
    if last < sentence.last and tokens[last].glued and tokens[last].kind == "w":
        inside = last + 1 < sentence.last and tokens[last + 1].glued and tokens[last + 1].kind == "n"
        if not _known_glue(passage, last) or (inside and not is_hangul(tokens[last].surface)):
            return Refused(i, last + 1 + inside, "name", tokens[last].form)
    before = tokens[i - 1] if i > sentence.first else None
    if before is None:
        return None
    if before.form == "." and tokens[i].glued and not before.glued:
        return Refused(i, last, "name", f".{tokens[i].form}")  # a .50-calibre gun
    if before.form in "#№§":
        return Refused(i, last, "section")
    if _ends_proper_name(passage, sentence, number):
        return Refused(i, last, "name", before.surface)
    if i - 1 > sentence.first and before.kind == "w" and len(before.surface) <= 2 and before.surface.isascii():
        if not before.glued and before.surface.isupper() and number.scale == 1 and not passage.hits.here.get(i - 1):
            return Refused(i, last, "name", before.surface)
    return None


def _ends_proper_name(passage: Passage, sentence: Sentence, number: Number) -> bool:
    """`ordered a PARS 120 mortar carrier`: digits behind a capitalised word that no list holds, and that an article
    opens, are the end of its name, where common nouns have no capitals."""
    before, at = number.first - 1, number.last
    if passage.pack.flag("script.capital_nouns") or number.scale != 1 or before - 1 < sentence.first:
        return False
    name = passage.tokens[before]
    if name.kind != "w" or not name.surface[0].isupper() or passage.hits.here.get(before):
        return False
    goes_on = at < sentence.last and passage.tokens[at].kind == "w" and not passage.tokens[at].glued
    return goes_on and passage.is_a("grammar.articles", before - 1)


def _model_around(passage: Passage, i: int) -> Mention | None:
    """`Leopard 2 weitet`: the model whose name goes on into token `i`."""
    before = passage.hits.between("models", max(0, i - _LONGEST_MODEL), i)
    return next((model for model in before if model.last > i), None)


def _known_glue(passage: Passage, last: int) -> bool:
    """Whether letters that touch digits are a unit, a currency, a scale or a counted noun."""
    return is_hangul(passage.tokens[last].surface) or any(passage.is_a(cls, last) for cls in _GLUED_NOUNS)


def _chain(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`+49 30 123456`, `01 23 45 67 89`, `555-0143`, `3-1`: rows of digits that count nothing."""
    tokens, i = passage.tokens, number.first
    own = [at for at in range(i, number.last) if tokens[at].kind == "n"]
    if not all(tokens[at].form.isdigit() for at in own):
        return None
    groups, last = _row(passage, sentence, number.last)
    international = i > sentence.first and tokens[i - 1].form == "+" and groups > 0
    leading = tokens[i].form[0] == "0" and len(tokens[i].form) > 1
    serial = len(tokens[i].form) >= _SERIAL and _dashed_down(passage, sentence, number)
    too_many = groups > 0 and (serial or groups + len(own) >= _CHAIN)
    paper = _is_paper(passage, sentence, number)
    if (leading or international or too_many or paper) and not _counts(passage, last):
        return Refused(i, last, "number_chain")
    return _score(passage, sentence, number)


def _is_paper(passage: Passage, sentence: Sentence, number: Number) -> bool:
    """`Drucksache 20/14830`: a small number, a stroke and a number of four digits or more that is no year."""
    tokens, last = passage.tokens, number.last
    if not _is_form(passage, sentence, last, "/") or not _is_glued_number(passage, sentence, last + 1):
        return False
    second = tokens[last + 1].form
    return second.isdigit() and len(second) >= _PAPER and number.value < _SMALL and not 1900 <= int(second) <= 2100


_PAPER: Final = 4  # digits
_SMALL: Final = 1000


def _dashed_down(passage: Passage, sentence: Sentence, number: Number) -> bool:
    """`35330000-6`: a hyphen and a smaller number, so no range."""
    tokens, last = passage.tokens, number.last
    if not _is_form(passage, sentence, last, "-") or last + 1 >= sentence.last or not tokens[last + 1].form.isdigit():
        return False
    return float(tokens[last + 1].form) < number.value


def _row(passage: Passage, sentence: Sentence, at: int) -> tuple[int, int]:
    """How many more groups of digits follow from token `at`, with only spaces, hyphens and brackets between,
    and where they end."""
    tokens, groups, last = passage.tokens, 0, at
    while at < sentence.last:
        if tokens[at].kind == "n" and tokens[at].form.isdigit():
            groups, last = groups + 1, at + 1
        elif tokens[at].form not in "-()/+":
            break
        at += 1
    return groups, last


def _score(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`3-1`, `27-2`, `3대 1`: the second is no more than the first, so it is no range, and nothing is counted."""
    tokens, last = passage.tokens, number.last
    versus = passage.hits.at("quantities.versus", last)
    at = versus.last if versus is not None else last + 1
    dashed = _is_form(passage, sentence, last, "-") or _is_form(passage, sentence, last, "–")
    if at >= sentence.last or tokens[at].kind != "n" or not (versus or (dashed and tokens[at].glued)):
        return None
    second = tokens[at].form
    if not second.isdigit() or len(second) > 3 or number.scale != 1 or number.value >= 1000:
        return None
    if versus is None and (float(second) > number.value or _counts(passage, at + 1)):
        return None
    if at + 1 < sentence.last and passage.tokens[at + 1].form in marks_of(passage.pack, "numbers.ordinal_suffixes"):
        return None  # `180대 1차 계약`: 180 of a first contract
    if at + 1 < sentence.last and passage.is_a("numbers.major", at + 1):
        return None
    return Refused(number.first, at + 1, "score")


_DAYS: Final = frozenset({"dates.weekdays", "dates.relative"})


def _day_of_weekday(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`nesta segunda-feira (18)`, `ontem (18)`: a day in brackets behind the day of the week or a word like today."""
    tokens, i, last = passage.tokens, number.first, number.last
    if last != i + 1 or not 1 <= number.value <= 31 or last >= sentence.last or i - 2 < sentence.first:
        return None
    enclosed = tokens[i - 1].form == "(" and tokens[last].form in ")/."
    told = enclosed and passage.hits.any_ending(_DAYS, i - 2)
    return Refused(i, last, "date") if told else None


def _drive(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`8×8`, `6x6`, `8х8`: how many of the wheels are driven."""
    tokens, last = passage.tokens, number.last
    crossed = _CROSS.match(tokens[last].form) if last < sentence.last and tokens[last].glued else None
    if crossed is None or number.value >= 100:
        return None
    if crossed[1]:
        return Refused(number.first, last + 1, "name")
    if not _is_glued_number(passage, sentence, last + 1):
        return None
    return Refused(number.first, last + 2, "name")


def _decade(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`'90`: two digits behind an apostrophe."""
    i = number.first
    if number.last == i + 1 and len(passage.tokens[i].form) == 2 and passage.tokens[i].glued:
        behind = passage.tokens[number.last] if number.last < sentence.last else None
        counted = behind is not None and behind.glued and is_hangul(behind.surface)  # '20여 대'
        if i > sentence.first and passage.tokens[i - 1].form == "'" and not counted:
            return Refused(i, number.last, "date")
    return None


def _ambiguous(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    del sentence
    form = passage.tokens[number.first].form
    if number.scale != 1 or number.last != number.first + 1 or not is_ambiguous(form, passage.pack):
        return None
    if passage.is_a("quantities.percent", number.last) or passage.is_a("quantities.not_quantity", number.last):
        return None
    return Refused(number.first, number.last, "ambiguous", form)


def _cued(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`article 51`, `Route 66`, `calibre 7,62`, `aged 63`: the word before says what the number is."""
    i, last = number.first, number.last
    cue = passage.hits.ending("quantities.not_quantity", i - 1) if i > sentence.first else None
    if cue is None:
        return _named_in_row(passage, sentence, number)
    values = [value for cls, value in cue.senses if cls == "quantities.not_quantity"]
    named = "sections" in values and _may_be_named(number, values)
    counted = any(passage.is_a(cls, last) for cls in ("items.nouns", "items.weak", "quantities.percent"))
    if named and number.style in ("digits", "words") and not counted:
        if number.scale == 1 or (number.scale >= 1e12 and not passage.is_a("quantities.currencies", last)):
            return Refused(i, _past_groups(passage, sentence, last), "section", passage.words(cue.first, cue.last))
    if "ages" in values and number.value < 120:
        return Refused(i, last, "age")
    return None


def _named_in_row(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`anni Sessanta e Settanta`: a decade that is joined to the one before, which a word of time names."""
    i = number.first
    if number.last != i + 1 or not 20 <= number.value < 100 or number.value % 10 or i - 3 < sentence.first:
        return None
    joined = passage.is_a("grammar.coordinators", i - 1) or passage.is_a("quantities.separators", i - 1)
    cue = passage.hits.ending("quantities.not_quantity", i - 3)
    if not joined or cue is None or not passage.is_a("numbers.units", i - 2):
        return None
    values = {value for cls, value in cue.senses if cls == "quantities.not_quantity"}
    return Refused(i, number.last, "section") if {"sections", "times"} <= values else None


def _may_be_named(number: Number, values: Sequence[str]) -> bool:
    """Whether a number may be the name of what stands before it; behind a word of time only a decade or a year is:
    `lat 90.`, but `w ciągu trzech lat 1500 sztuk`."""
    return "times" not in values or number.value < 100 or 1900 <= number.value <= 2100


def _past_groups(passage: Passage, sentence: Sentence, at: int) -> int:
    """Past further digits that touch a number: `no. 12/3-4`."""
    tokens = passage.tokens
    while at + 1 < sentence.last and tokens[at].form in "-/" and tokens[at].glued and tokens[at + 1].kind == "n":
        at += 2
    return at


def _age_apposition(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`Yoon Suk Yeol, 63,` and `Yoon (63)` after a capitalised name."""
    tokens, i, last = passage.tokens, number.first, number.last
    if not 10 <= number.value < 110 or i - 2 < sentence.first or last >= sentence.last or last != i + 1:
        return None
    before, name, after = tokens[i - 1].form, tokens[i - 2], tokens[last].form
    noun = passage.hits.ending("items.nouns", i - 2)
    person = noun is not None and (noun.value("items.nouns") or "").startswith("personnel")
    if name.kind != "w" or (noun is not None and not person) or passage.hits.any_ending(_PARTIES, i - 2):
        return None
    if before == "(" and after == ")" and tokens[i - 1].glued == is_hangul(name.surface):
        return Refused(i, last, "age") if name.surface[0].isupper() or is_hangul(name.surface) else None
    if before == "," and after in ",.;)" and (person or name.surface[0].isupper()):
        return Refused(i, last, "age")
    return None


def _hull(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`USS Mason (DDG 87)`: letters and a number that fill a bracket behind a name are painted on a hull."""
    tokens, i, last = passage.tokens, number.first, number.last
    if i - 3 < sentence.first or last >= sentence.last or tokens[i - 2].form != "(" or tokens[last].form != ")":
        return None
    letters, name = tokens[i - 1], tokens[i - 3]
    painted = letters.surface.isupper() and letters.surface.isascii() and len(letters.surface) <= _HULL
    named = name.kind == "w" and name.surface[0].isupper()
    if not (painted and named) or passage.hits.any_at(_WRITTEN, i - 1):
        return None
    return Refused(i - 1, last, "name")


_HULL: Final = 4  # letters
_WRITTEN: Final = frozenset({"quantities.currency_codes", "quantities.currencies", "actors.names", "actors.short"})


def _ordinal_word(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`두 번째`: a word of number that begins an ordinal."""
    del sentence
    hit = passage.hits.at("numbers.ordinals", number.first)
    return Refused(number.first, hit.last, "ordinal") if hit is not None and hit.last > number.last else None


def _correlative(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`both Russia and Iran`, `both 500-pound and 2,000-pound varieties`: the word binds two parties or two measures
    and counts nothing."""
    tokens, last = passage.tokens, number.last
    measured = last < sentence.last and tokens[last].kind == "n" and passage.is_a("numbers.exact_collectives", last - 1)
    if number.value != 2 or not (measured or passage.hits.any_at(_PARTIES, last)):
        return None
    ahead = range(number.last + 1, min(number.last + _PAIR, sentence.last))
    join = next((at for at in ahead if passage.is_a("grammar.coordinators", at)), None)
    if join is None or not (measured or any(passage.hits.any_at(_PARTIES, at) for at in (join + 1, join + 2))):
        return None
    return Refused(number.first, number.last, "no_noun")


def _times(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    """`twice`, `three times as many`: a multiple counts nothing."""
    hit: Mention | None = passage.hits.at("quantities.times", number.last)
    if hit is None or hit.last > sentence.last:
        return None
    return Refused(number.first, hit.last, "multiple", passage.words(hit.first, hit.last))


_FOR_DIGITS: Final[tuple[Check, ...]] = (
    _modifier, _clock, _list_number, _ordinal, _drive, _name, _decade, _day_of_weekday, _chain, _cued, _hull,
    _age_apposition, _ambiguous, _times,
)  # fmt: skip
_FOR_WORDS: Final[tuple[Check, ...]] = (_ordinal_word, _cued, _correlative, _times)
