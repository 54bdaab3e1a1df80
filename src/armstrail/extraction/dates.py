"""Partial dates as texts write them, and the periods that `since`, `by` and `between` make of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from armstrail.extraction.passage import Passage
from armstrail.extraction.scales import marks_of
from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date, first_day, last_day

_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\Z")
YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d\Z")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in tokens `[first, last)`: partial ISO start and end (equal for one date), None where open.

    `known` is False where the year was not written and no date of publication told it.
    """

    first: int
    last: int
    start: str | None
    end: str | None
    known: bool = True


def find_dates(passage: Passage) -> list[DateMention]:
    """All dates of a document in order, periods joined, none overlapping."""
    found: list[DateMention] = []
    done = 0
    told = {i for cls in _OPENING for i in passage.hits.starts.get(cls, ())}
    digits = {i for i, token in enumerate(passage.tokens) if token.kind == "n"}
    for i in sorted(told | digits):
        if i < done:
            continue
        finders = _FINDERS if i in told else _OF_DIGITS
        mention = next((m for finder in finders if (m := finder(passage, i)) is not None), None)
        if mention is not None:
            mention = _with_part(passage, mention)
            found.append(mention)
            done = mention.last
    return _join_ranges(passage, found)


_OPENING: Final = ("dates.months", "dates.seasons", "dates.quarters", "dates.relative", "dates.weekdays")


def _iso_numeric(passage: Passage, i: int) -> DateMention | None:
    tokens = passage.tokens
    token = tokens[i]
    if token.kind != "n":
        return None
    if match := _NUMERIC.match(token.form):
        day, month, year = match[1], match[2], match[3]
        if passage.pack.text("dates.order") == "mdy" or int(month) > 12:
            day, month = month, day
        return _made(i, i + 1, f"{'20' if len(year) == 2 else ''}{year}-{int(month):02d}-{int(day):02d}")
    glued = [t.form for t in tokens[i : i + 5]]
    if len(glued) == 5 and glued[1] == glued[3] == "/" and YEAR.match(glued[4]) and glued[2].isdigit():
        if token.form.isdigit() and all(t.glued for t in tokens[i + 1 : i + 5]):
            day, month = int(token.form), int(glued[2])
            if passage.pack.text("dates.order") == "mdy" or month > 12:
                day, month = month, day
            return _made(i, i + 5, f"{glued[4]}-{month:02d}-{day:02d}")
    if YEAR.match(token.form) and len(glued) == 5 and glued[1] == glued[3] == "-" and tokens[i + 4].kind == "n":
        if all(t.glued for t in tokens[i + 1 : i + 5]) and tokens[i + 2].kind == "n":
            return _made(i, i + 5, f"{glued[0]}-{glued[2]:0>2}-{glued[4]:0>2}")
    return None


def _year_first(passage: Passage, i: int) -> DateMention | None:
    """`2024년 10월 18일`: year, month, day, each with its mark."""
    if passage.pack.text("dates.order") != "ymd" or not YEAR.match(passage.tokens[i].form):
        return None
    year, last = passage.tokens[i].form, i + 1
    mark = passage.hits.at("dates.year_after", last)
    if mark is None:
        return None
    month = passage.hits.at("dates.months", mark.last)
    if month is None:
        return _made(i, mark.last, year)
    return _month_and_day(passage, i, month.last, year, int(month.value("dates.months") or 1))


def _year_told(passage: Passage, i: int) -> DateMention | None:
    """`지난해 8월`: a year told by the date of publication, then the month."""
    if passage.pack.text("dates.order") != "ymd" or (told := _relative(passage, i)) is None:
        return None
    month = passage.hits.at("dates.months", told.last)
    if month is None or told.start is None or len(told.start) != 4:
        return None
    return _month_and_day(passage, i, month.last, told.start, int(month.value("dates.months") or 1))


def _month_and_day(passage: Passage, first: int, last: int, year: str | None, month: int) -> DateMention | None:
    day = _day_at(passage, last)
    if day is not None and (mark := passage.hits.at("dates.day_after", last + 1)) is not None:
        return _dated(passage, first, mark.last, year, month, day)
    return _dated(passage, first, last, year, month, None)


def _day_first(passage: Passage, i: int) -> DateMention | None:
    """`18 October 2024`, `il 18 ottobre`, `12. Oktober`, `8-13 October`, `l'8 e il 13 ottobre`."""
    day = _day_at(passage, i)
    if day is None:
        return None
    last = _after_day(passage, i + 1)
    month = passage.hits.at("dates.months", last)
    second = None
    if month is None:
        for gap in range(1, 4):
            if i + gap + 1 < len(passage.tokens) and (second := _day_at(passage, i + gap + 1)) is not None:
                between = passage.tokens[i + 1 : i + gap + 1]
                if second > day and all(_joins_days(passage, t.form) for t in between):
                    last = _after_day(passage, i + gap + 2)
                    month = passage.hits.at("dates.months", last)
                    break
    if month is None:
        return None
    year, end = _year_after(passage, month.last)
    number = int(month.value("dates.months") or 1)
    mention = _dated(passage, i, end, year, number, day)
    if mention is not None and second is not None and mention.start and len(mention.start) == 10:
        return replace(mention, end=f"{mention.start[:8]}{second:02d}")
    return mention


def _joins_days(passage: Passage, form: str) -> bool:
    return (
        form in "-–—"
        or any(form in passage.pack.table(f"grammar.{name}") for name in ("articles", "coordinators"))
        or form in passage.pack.table("quantities.separators")
    )


def _after_day(passage: Passage, last: int) -> int:
    tokens = passage.tokens
    if (
        last < len(tokens)
        and tokens[last].glued
        and (
            tokens[last].form in marks_of(passage.pack, "numbers.ordinal_suffixes")
            or (tokens[last].form == "." and passage.pack.flag("text.ordinal_dot"))
            or tokens[last].form in "º°"
        )
    ):
        last += 1
    link = passage.hits.at("dates.links", last)
    return link.last if link is not None and tokens[link.first].form != "," else last


def _day_at(passage: Passage, i: int) -> int | None:
    if i >= len(passage.tokens) or passage.tokens[i].kind != "n":
        return None
    form = passage.tokens[i].form
    return int(form) if form.isdigit() and len(form) <= 2 and 1 <= int(form) <= 31 else None


def _month_first(passage: Passage, i: int) -> DateMention | None:
    """`October 18, 2024`, `October 2024`, `October`."""
    month = passage.hits.at("dates.months", i)
    if month is None:
        return None
    number = int(month.value("dates.months") or 1)
    if passage.pack.text("dates.order") == "ymd":
        return _month_and_day(passage, i, month.last, None, number)
    if passage.pack.text("dates.alternate_order") == "mdy":
        day = _day_at(passage, month.last)
        if day is not None and not _is_counted(passage, month.last):
            year, end = _year_after(passage, _after_day(passage, month.last + 1))
            return _dated(passage, i, end, year, number, day)
    year, end = _year_after(passage, month.last)
    if year is None and passage.tokens[month.last - 1].form == "." and passage.is_a("numbers.units", i):
        return None  # `e a Suécia dez.`
    return _dated(passage, i, end, year, number, None)


def _is_counted(passage: Passage, i: int) -> bool:
    """Whether a noun that can be counted follows the digits: then they are no day."""
    return any(passage.is_a(cls, i + 1) for cls in ("items.nouns", "items.weak", "quantities.units", "numbers.major"))


def _year_after(passage: Passage, last: int) -> tuple[str | None, int]:
    tokens = passage.tokens
    at = last
    while at < len(tokens) and (link := passage.hits.at("dates.links", at)) is not None and at - last < 3:
        at = link.last
    if at < len(tokens) and YEAR.match(tokens[at].form):
        end = at + 1
        mark = passage.hits.at("dates.year_after", end)
        return tokens[at].form, mark.last if mark else end
    return None, last


def _ends_span(passage: Passage, i: int) -> bool:
    """`entre 2006 y 2013 tanques`: a year that closes a span of years is none of the noun behind it."""
    tokens = passage.tokens
    for first in range(i - 2, max(i - 4, 0), -1):
        opener = passage.hits.ending("dates.bounds.between", first - 1)
        if opener is not None and YEAR.match(tokens[first].form) and int(tokens[first].form) < int(tokens[i].form):
            return " ".join(t.form for t in tokens[first + 1 : i]) in (
                opener.value("dates.bounds.between") or ""
            ).split("|")
    return False


def _is_of_model(passage: Passage, i: int) -> bool:
    """`Panzerhaubitze 2000`: digits that end the name of a model are no year."""
    model = passage.hits.ending("models", i)
    return model is not None and model.first < i


def _is_present(passage: Passage, year: int) -> bool:
    """`durften 2024 Güter ausgeführt werden`, published in 2025: so many goods there never are."""
    published = passage.document.published
    return published is not None and abs(int(published[:4]) - year) <= _PRESENT


_PRESENT = 2  # years around the date of publication


def _joins_goods(passage: Passage, i: int) -> bool:
    """`cinco obuses e 2000 munições`: a word that joins years as well as goods, with goods behind the digits."""
    return passage.hits.ending("grammar.coordinators", i - 1) is not None and passage.is_a("items.nouns", i + 1)


def _bare_year(passage: Passage, i: int) -> DateMention | None:
    tokens = passage.tokens
    token = tokens[i]
    if token.kind != "n" or not YEAR.match(token.form) or (token.glued and i and tokens[i - 1].kind == "w"):
        return None
    if i and tokens[i - 1].form in "-/" and tokens[i - 1].glued and token.glued and i > 1 and tokens[i - 2].kind == "w":
        return None
    if _is_of_model(passage, i):
        return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    led = passage.hits.ending("dates.year_before", i - 1) is not None and not _joins_goods(passage, i)
    cued = led or passage.is_a("dates.year_after", i + 1)
    cued = cued or _ends_span(passage, i)
    if after is not None and not cued:
        if after.glued and (after.form in marks_of(passage.pack, "dates.decades") or after.form == "%"):
            return None
        if after.glued and _is_counter(passage, i + 1):
            return None
        counted = ("quantities.units", "numbers.major", "quantities.currencies")
        if passage.is_a("items.nouns", i + 1) and not _is_present(passage, int(token.form)):
            return None
        if any(passage.is_a(cls, i + 1) for cls in counted):
            return None
        if i and tokens[i - 1].form in "$€£":
            return None
    end = i + 1
    if i + 2 < len(tokens) and tokens[i + 1].form in "-–/" and tokens[i + 1].glued and tokens[i + 2].kind == "n":
        second = tokens[i + 2].form
        second = token.form[:2] + second if len(second) == 2 else second
        if YEAR.match(second) and int(second) > int(token.form):
            return DateMention(i, i + 3, token.form, second)
    if i + 2 < len(tokens) and tokens[i + 1].form in "-–—~〜∼" and tokens[i + 1].glued and tokens[i + 2].kind == "n":
        if tokens[i + 2].glued and not cued and not YEAR.match(tokens[i + 2].form):
            return None  # `2000~3000명`: the low end of a range
    mark = passage.hits.at("dates.year_after", end)
    return _made(i, mark.last if mark else end, token.form)


def _is_counter(passage: Passage, at: int) -> bool:
    """`2000명`, `2000여 대`: a counter that touches the digits, a word for about between."""
    hedge = passage.hits.at("quantities.hedges_after", at)
    return passage.is_a("items.weak", at if hedge is None else hedge.last)


def _season_or_quarter(passage: Passage, i: int) -> DateMention | None:
    for cls, spans in (("dates.seasons", _SEASONS), ("dates.quarters", _QUARTERS)):
        hit = passage.hits.at(cls, i)
        if hit is None:
            continue
        year, end = _year_after(passage, hit.last)
        if year is None:
            of = passage.hits.at("grammar.prepositions", hit.last)
            if of is not None and of.last < len(passage.tokens) and YEAR.match(passage.tokens[of.last].form):
                year, end = passage.tokens[of.last].form, of.last + 1
        if year is None:
            if cls == "dates.seasons":
                year = _guess_year(passage, spans[hit.value(cls) or ""][0])
            if year is None:
                return None
        first, last = spans[hit.value(cls) or ""]
        return DateMention(i, end, f"{year}-{first:02d}", f"{year}-{last:02d}")
    return None


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}
_QUARTERS = {"1": (1, 3), "2": (4, 6), "3": (7, 9), "4": (10, 12)}


def _relative(passage: Passage, i: int) -> DateMention | None:
    """Last year, yesterday, on Monday: only with the date of publication."""
    published = passage.document.published
    relative = passage.hits.at("dates.relative", i)
    weekday = passage.hits.at("dates.weekdays", i)
    if published is None or (relative is None and weekday is None):
        return None
    year = int(published[:4])
    if relative is None:
        assert weekday is not None
        if len(published) < 10:
            return None
        day = date.fromisoformat(published)
        back = (day.isoweekday() - int(weekday.value("dates.weekdays") or 1)) % 7
        return _made(i, weekday.last, (day - timedelta(days=back)).isoformat())
    word = relative.value("dates.relative") or ""
    years = {"this_year": year, "last_year": year - 1, "next_year": year + 1, "year_before_last": year - 2}
    if word in years:
        return _made(i, relative.last, str(years[word]))
    if word in ("this_month", "last_month") and len(published) >= 7:
        month = int(published[5:7]) - (word == "last_month")
        return _made(i, relative.last, f"{year if month else year - 1}-{month or 12:02d}")
    if len(published) == 10 and word in ("today", "yesterday", "last_week"):
        day = date.fromisoformat(published)
        if word == "last_week":
            monday = day - timedelta(days=day.isoweekday() + 6)
            return DateMention(i, relative.last, monday.isoformat(), (monday + timedelta(days=6)).isoformat())
        return _made(i, relative.last, (day - timedelta(days=word == "yesterday")).isoformat())
    return None


_Finder = Callable[[Passage, int], DateMention | None]
_FINDERS: tuple[_Finder, ...] = (
    _iso_numeric, _year_first, _year_told, _day_first, _month_first, _season_or_quarter, _bare_year, _relative,
)  # fmt: skip
_OF_DIGITS: tuple[_Finder, ...] = (_iso_numeric, _year_first, _day_first, _bare_year)


def _dated(
    passage: Passage, first: int, last: int, year: str | None, month: int, day: int | None
) -> DateMention | None:
    known = year is not None
    if year is None:
        year = _guess_year(passage, month, day)
    if year is None:
        return DateMention(first, last, None, None, known=False)
    value = f"{year}-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    made = _made(first, last, value)
    return made if made is None or known else replace(made, known=True)


def _guess_year(passage: Passage, month: int, day: int | None = None) -> str | None:
    """The year that makes a month without one the latest not after publication."""
    published = passage.document.published
    if published is None or len(published) < 7:
        return None
    year, now = int(published[:4]), int(published[5:7])
    after = month > now or (month == now and day is not None and len(published) == 10 and day > int(published[8:]))
    return str(year - 1 if after else year)


def _made(first: int, last: int, value: str) -> DateMention | None:
    try:
        check_partial_date(value)
    except BadValue:
        return None
    return DateMention(first, last, value, value)


def _with_part(passage: Passage, mention: DateMention) -> DateMention:
    """Take in `early`, `the end of`, `the first half of` before a date, narrowed where that is whole months."""
    at = mention.first - 1
    while at >= 0 and (
        passage.hits.ending("dates.links", at) or passage.tokens[at].form in passage.pack.table("grammar.articles")
    ):
        at -= 1
    if passage.pack.flag("script.postpositions"):
        part = passage.hits.at("dates.parts", mention.last)
    else:
        part = passage.hits.ending("dates.parts", at) or passage.hits.ending("dates.parts", mention.first - 1)
    if part is None or mention.start is None or mention.start != mention.end:
        return mention
    name, value = part.value("dates.parts") or "", mention.start
    start, end = value, value
    if len(value) == 4 and name in _YEAR_PARTS:
        start, end = (f"{value}-{month}" for month in _YEAR_PARTS[name])
    elif len(value) == 7 and name in ("first_half", "second_half"):
        start = f"{value}-{'01' if name == 'first_half' else '16'}"
        end = f"{value}-15" if name == "first_half" else last_day(value)
    return DateMention(min(part.first, mention.first), max(part.last, mention.last), start, end)


_YEAR_PARTS = {"first_half": ("01", "06"), "second_half": ("07", "12")}


def _join_ranges(passage: Passage, mentions: list[DateMention]) -> list[DateMention]:
    """`between August 2023 and January 2024` is one period."""
    joined: list[DateMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before is not None and before.start and mention.end and _is_range(passage, before, mention):
            start = before.start
            if first_day(start) <= last_day(mention.end):
                opener = passage.hits.ending("dates.bounds.between", before.first - 1)
                first = opener.first if opener else before.first
                joined[-1] = DateMention(first, mention.last, start, mention.end)
                continue
        joined.append(mention)
    return joined


def _is_word_for_years(passage: Passage, at: int) -> bool:
    """`entre los años 2018 y 2019`: a word for time between the opener and the first year."""
    unit = passage.hits.ending("quantities.not_quantity", at)
    values = {value for cls, value in unit.senses if cls == "quantities.not_quantity"} if unit is not None else set()
    return bool(values & {"times", "sections"})


def _is_range(passage: Passage, before: DateMention, after: DateMention) -> bool:
    if not 0 < after.first - before.last <= 3:
        return False
    between = " ".join(t.form for t in passage.tokens[before.last : after.first])
    at, opener = before.first - 1, None
    while at >= 0 and (opener := passage.hits.ending("dates.bounds.between", at)) is None:
        if passage.tokens[at].form not in passage.pack.table("grammar.articles") and not _is_word_for_years(
            passage, at
        ):
            break
        at -= 1
    if opener is not None:
        closers = (opener.value("dates.bounds.between") or "").split("|")
        return any(between == closer or between.startswith(f"{closer} ") for closer in closers)
    return between in "-–—"
