"""Pages as HTML: one environment, in which whatever is not marked as ours is text."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote

from armstrail.model.assistance import assisted_by
from armstrail.model.finding import Question
from armstrail.model.span import Span
from armstrail.model.terms import (
    BASES,
    COUNTS,
    HEDGES,
    KINDS,
    MEASURES,
    MODALITIES,
    SOURCE_TYPES,
    STANCES,
    STATUSES,
    TAGS,
)
from armstrail.publishing.likelihood import nearest
from armstrail.publishing.names import direction
from armstrail.web.asked import address, vocabulary

if TYPE_CHECKING:
    from jinja2 import Environment

    from armstrail.model.claim import Claim
    from armstrail.model.estimate import Interval
    from armstrail.pipeline.lookup import Ruled
    from armstrail.pipeline.searching import Excerpt
    from armstrail.web.desk import House

_AROUND: Final = 400  # characters of a quote that stand on each side of its marked words
TERMS: Final = {
    "hedge": HEDGES, "measure": MEASURES, "status": STATUSES, "modality": MODALITIES, "stance": STANCES,
    "source_type": SOURCE_TYPES, "basis": BASES, "tags": TAGS, "unit": COUNTS, "kind": KINDS,
}  # fmt: skip
TABLES: Final = {"status": "stage", "modality": "manner"}  # the tables of words for the codes of slots named otherwise
_LOOKS: Final = (
    ("armstrail.web", "."), ("armstrail.web", "pages"), ("armstrail.web", "templates"), ("armstrail.web", "wording"),
    ("armstrail.publishing", "wording"),
)  # fmt: skip
_CLAIM: Final = re.compile(r"\[([0-9a-f]{12})\]")
_CONTROLS: Final = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {0x7F: 0x2421}


def harmless(words: str) -> str:
    """Words with every control character as the sign that stands for it, letter for letter."""
    return words.translate(_CONTROLS)


def look_of(language: str) -> str:
    """What tells one look of the pages from another: templates, words, and what makes their views."""
    told = hashlib.sha256(language.encode())
    for package, folder in _LOOKS:
        for file in sorted(files(package).joinpath(folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".toml", ".j2")):
                told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()[:24]


def environment(house: House) -> Environment:
    """The templates with the words, names and numbers of a house."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from armstrail.web.compiled import compiled_in

    here = files("armstrail.web")
    made = Environment(
        loader=PackageLoader("armstrail.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        bytecode_cache=compiled_in(here / "templates", (here / "rendering.py").read_bytes()),
    )
    teller = house.teller
    made.globals |= {
        "frame": "base.html.j2",
        "t": house.words,
        "address": address,
        "actor": teller.names.actor,
        "item": teller.names.heading,
        "origin": teller.origin,
        "family": teller.family,
        "number": teller.phrases.number,
        "quantity": lambda claim: claim.quantity and teller.phrases.quantity(claim.quantity, claim.item),
        "date": lambda partial: teller.phrases.date(partial, full=False) if partial else "",
        "unit": teller.phrases.unit,
        "say": lambda table, key: teller.wording.find(f"{table}.{key}") or key,
        "interval": lambda interval, unit, item: _interval(house, interval, unit, item),
        "central": lambda question, interval: _central(house, question, interval),
        "title": teller.title,
        "ruled": lambda ruled: ruled_words(house, ruled),
        "language_name": teller.names.language,
        "amount": teller.phrases.quantity,
        "quoted": quote_markup,
        "factor_unit": lambda unit: house.words.find(f"factor_unit.{unit}") or teller.phrases.unit(unit),
        "ground": teller.wording.ground,
        "terms": TERMS,
        "tables": TABLES,
        "vocabulary": vocabulary,
        "code_of": lambda question: "/".join((question.item, question.unit, question.stage, question.nature)),
        "question_path": question_path,
        "picture_path": picture_path,
        "assisted": assisted_by,
        "rough": lambda value: teller.phrases.number(nearest(value)),
        "language": house.words.language,
    }
    made.filters["actor"] = teller.names.actor
    made.filters["lang"] = language_attributes
    made.filters["path"] = lambda value: quote(str(value), safe="")
    made.filters["twin"] = _twin
    made.filters["capital"] = lambda words: words[:1].upper() + words[1:]
    made.filters["oneline"] = one_line
    made.filters["excerpt"] = excerpt_markup
    made.filters["readable"] = lambda code: ", ".join(f"{name}: {value}" for name, value in parse_qsl(code))
    made.filters["claims"] = _with_claims
    made.tests["web_address"] = lambda url: bool(url) and url.startswith(("http://", "https://"))
    return made


def _interval(house: House, interval: Interval, unit: str, item: str | None) -> dict[str, str]:
    """Median and 90 % bounds as they are printed."""
    low, high = house.teller.bounds(interval.low90, interval.high90, unit, item)
    return {"median": house.teller.middle(interval, unit, item), "low": low, "high": high}


def _central(house: House, question: Question, interval: Interval) -> str:
    """The sentence that tells an interval."""
    told, date = _interval(house, interval, question.unit, question.item), house.teller.phrases.date(interval.day)
    return house.teller.say("estimate.central", date=date, **told)


def ruled_words(house: House, ruled: Ruled) -> Any:
    """A decision in words, with links: who decided what, when and why, and whether it holds."""
    from markupsafe import Markup

    made, told = ruled.decision, ruled.decision.payload
    other = told.get("other")
    graded = [str(part) for part in (told.get("origin"), told.get("letter"), told.get("digit")) if part]
    grade = " ".join(graded) or ", ".join(house.words(f"slot.{slot}") for slot in told.get("set") or ())
    key = f"ruled.{made.action}" + ("_alone" if made.action == "part" and not other else "")
    words = Markup('<a href="/claim/{}">{}</a>: ').format(made.claim, made.claim) + house.words(key, grade=grade)
    if other:
        words += Markup(' <a href="/claim/{}">{}</a>').format(other[1], other[1])
    if (about := told.get("decision")) is not None:
        words += Markup(' <a href="/decision/{}"><code>{}</code></a>').format(about, str(about)[:12])
    words += Markup(' · <bdi>{}</bdi>, {} UTC: <bdi>{}</bdi> <a href="/decision/{}"><code>{}</code></a>').format(
        harmless(made.who), made.recorded[:16].replace("T", " "), harmless(made.why), made.id, made.id[:12]
    )
    for each in ruled.seconded.readings if ruled.seconded else ():
        words += Markup(' <span class="tag">{}</span>').format(
            house.words(f"seconded.{each.action}", who=harmless(each.who))
        )
    if ruled.holds is False:
        words += Markup(' <span class="tag">{}</span>').format(house.words("ruled.taken_back"))
    return words


def one_line(words: str, width: int = 300) -> str:
    """Words on one line, cut with an ellipsis where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


def excerpt_markup(excerpt: Excerpt) -> Any:
    """A stretch of a text in which the words looked for are marked; everything else is text."""
    from markupsafe import Markup

    words, at, parts = harmless(excerpt.words), 0, [Markup("… " if excerpt.start else "")]
    for mark in excerpt.marks:
        parts += [Markup("{}<mark>{}</mark>").format(words[at : mark.start], mark.cut(words))]
        at = mark.end
    return Markup("").join([*parts, Markup("{}{}").format(words[at:], " …" if excerpt.goes_on else "")])


def quote_markup(claim: Claim, text: str) -> Any:
    """The quote of a claim with the words that carry its figure or item marked; everything else is text."""
    from armstrail.pipeline.searching import Excerpt

    quote, anchor = claim.quote, claim.anchor
    start, end = max(quote.start, anchor.start - _AROUND), min(quote.end, anchor.end + _AROUND)
    mark = Span(anchor.start - start, anchor.end - start)
    return excerpt_markup(Excerpt(start - quote.start, text[start:end], (mark,), end < quote.end))


def _with_claims(words: str) -> Any:
    """Words in which the id of a claim, in brackets, leads to it."""
    from markupsafe import Markup, escape

    return Markup(_CLAIM.sub(r'[<a href="/claim/\1">\1</a>]', str(escape(harmless(words)))))


def question_path(question: Question) -> str:
    """The address of a question."""
    parts = (question.supplier, question.recipient, question.item, question.unit, question.stage)
    usual = "share" if question.unit == "percent" else "flow"
    nature = None if question.nature == usual else question.nature
    return address("/question/" + "/".join(quote(part, safe="") for part in parts), nature=nature)


def picture_path(question: Question, form: str = "svg", **clocks: str | None) -> str:
    """The address of the chart of a question alone, `svg` or `vl.json`."""
    path, _, fields = question_path(question).removeprefix("/question/").partition("?")
    return address(f"/chart/{path}.{form}", **clocks, **dict(parse_qsl(fields)))


def language_attributes(lang: str | None) -> Any:
    """` lang="ko" dir="ltr"`; words of an unknown language find their own direction."""
    from markupsafe import Markup

    named = Markup(' lang="{}"').format(lang) if lang else Markup("")
    return named + Markup(' dir="{}"').format(direction(lang))


def _twin(path: str, form: str) -> str:
    """The address of a page's twin: `/flow/KP/RU?x=y` as `/flow/KP/RU.json?x=y`."""
    place, mark, fields = path.partition("?")
    return f"{'/index' if place == '/' else place}.{form}{mark}{fields}"


def _finalize(value: Any) -> Any:
    from markupsafe import Markup

    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value
