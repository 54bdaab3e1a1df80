"""What period a figure covers."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.extraction.dates import DateMention
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import walls_between
from armstrail.model.errors import BadValue
from armstrail.model.period import Period

_REACH = 22


def date_of(
    passage: Passage, dates: Sequence[DateMention], sentence: Sentence, first: int, last: int
) -> DateMention | None:
    """The date of the clause in which tokens `[first, last)` stand: the nearest, one right behind them first."""
    best: tuple[float, int] | None = None
    chosen: DateMention | None = None
    for mention in dates:
        if not (sentence.first <= mention.first < sentence.last) or (mention.start is None and mention.end is None):
            continue
        gap = mention.first - last if mention.first >= last else first - mention.last
        cost = max(gap, 0) + 9.0 * walls_between(passage, min(mention.first, first), max(mention.last, last))
        if cost <= _CLOSE and mention.first >= last and _is_joined(passage, last, mention.first):
            cost = -1.0  # `from 427 million in 2016 to 52 million in 2017`
        if cost <= _REACH and (best is None or (cost, mention.first) < best):
            best, chosen = (cost, mention.first), mention
    return chosen


def _is_joined(passage: Passage, first: int, last: int) -> bool:
    """Whether nothing but a preposition and an article parts a figure from a date."""
    small = ("grammar.prepositions", "grammar.articles", "dates.year_before", "dates.links", "dates.bounds.until")
    return all(any(passage.is_a(cls, at) or passage.hits.ending(cls, at) for cls in small) for at in range(first, last))


def put_ahead(passage: Passage, mention: DateMention, period: Period, months: int) -> Period:
    """A period whose year nobody wrote, of what is still to come: a year later where that is no more than some months
    ahead of the document's day (`in July, thirty guns will arrive`, said in May)."""
    published = (passage.document.published or "")[:7]
    written = any(token.kind == "n" and len(token.form) == 4 for token in passage.tokens[mention.first : mention.last])
    told = [date for date in (period.start, period.end) if date is not None]
    if written or len(published) < 7 or any(len(date) < 7 or date[:7] >= published for date in told):
        return period
    back = _months(published) - _months(told[-1])
    if not 12 - months <= back < 12 or not mention.known:
        return period
    start, end = (date and f"{int(date[:4]) + 1}{date[4:]}" for date in (period.start, period.end))
    try:
        return Period(start, end)
    except BadValue:
        return period


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7])


def bounded(passage: Passage, sentence: Sentence, mention: DateMention) -> Period | None:
    """A period from a date and the words before it: `since` leaves its end open, `by` its start."""
    start, end = mention.start, mention.end
    if start == end or start is None or end is None or _is_season(passage, mention):
        at = mention.first - 1
        while at >= sentence.first and passage.hits.ending("grammar.articles", at) is not None:
            at -= 1
        behind = passage.pack.flag("script.postpositions")
        look = passage.hits.at if behind else passage.hits.ending
        for place in (mention.last,) if behind else (mention.first - 1, at):
            since = look("dates.bounds.since", place)
            until = look("dates.bounds.until", place)
            if since is not None and (until is None or since.first <= until.first):
                end = None
                break
            if until is not None:
                start = None
                break
        else:
            if _bounded_from_afar(passage, sentence, mention):
                end = None
    if start is None:
        end = _ahead(passage, sentence, mention, end)
    try:
        return Period(start, end)
    except BadValue:
        return None


def _is_season(passage: Passage, mention: DateMention) -> bool:
    """Whether a date is one season or quarter, which `by` and `since` bound like a month (`by the end of summer`)."""
    return any(
        passage.hits.any_between(cls, mention.first, mention.last) for cls in ("dates.seasons", "dates.quarters")
    )


def _bounded_from_afar(passage: Passage, sentence: Sentence, mention: DateMention) -> bool:
    """Whether what happened since a date is named before it (`since the invasion in February 2022`): no number and no
    other date stands between."""
    if passage.pack.flag("script.postpositions"):
        return False
    for at in range(mention.first - 2, max(sentence.first, mention.first - _FAR) - 1, -1):
        if passage.tokens[at + 1].kind != "w" and passage.tokens[at + 1].form not in ("'s", "'", ","):
            return False
        since = passage.hits.ending("dates.bounds.since", at)
        if since is None:
            continue
        of_places = passage.is_a("grammar.prepositions", since.first)  # `from` is of places, too
        if not of_places or _names_a_beginning(passage, since.first, mention.first):
            return True
    return False


def _names_a_beginning(passage: Passage, first: int, last: int) -> bool:
    """`depuis le début du conflit en février`, `dall'inizio della guerra`: what began, told as a part of a time."""
    return any(part.value("dates.parts") == "start" for part in passage.hits.between("dates.parts", first, last))


def _ahead(passage: Passage, sentence: Sentence, mention: DateMention, end: str | None) -> str | None:
    """The end of a period until a bare month that is behind the document's day, where the sentence tells of what is
    to come: the next one (`the total will reach 10,000 by December`)."""
    today = (passage.document.published or "")[:7]
    if end is None or len(end) != 7 or not today or end >= today:
        return end
    if any(token.kind == "n" for token in passage.tokens[mention.first : mention.last]):
        return end
    planned = any(
        ("cues.status", "planned") in cue.senses
        for cue in passage.hits.between("cues.status", sentence.first, sentence.last)
    )
    if not planned and not passage.hits.any_between("grammar.future", sentence.first, sentence.last):
        return end
    return f"{int(end[:4]) + 1}{end[4:]}"


_FAR = 10  # tokens
_CLOSE = 2.0  # tokens
