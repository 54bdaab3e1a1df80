"""What the brief rests on: documents, publishers, sources, and the kinds of evidence they point to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from armstrail.model.period import first_day, last_day
from armstrail.model.terms import BASES, SOURCE_TYPES
from armstrail.publishing.brief import Line, Run
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.rows import Rows


def evidence(rows: Rows, pairs: Sequence[Carried]) -> tuple[Line, ...]:
    """The lines of the section on evidence, counted over the claims shown."""
    documents = {c.document.digest: c.document for c in pairs}
    dates = [d.published for d in documents.values() if d.published]
    unnamed = [c for c in pairs if c.claim.source_type == "unnamed"]
    counts = {
        "documents": len(documents),
        "publishers": len({d.publisher for d in documents.values() if d.publisher}),
        "claims": len(pairs),
        "figures": sum(c.claim.quantity is not None for c in pairs),
        "sources": len({rows.source(c) for c in pairs if c.claim.source and c.claim.source_type != "unnamed"}),
        "unnamed": len(unnamed),
        "own": sum(c.claim.source is None for c in pairs),
        "via": sum(bool(c.claim.via) for c in pairs),
    }
    lines = [_line(rows, key, rows.phrases.number(count)) for key, count in counts.items()]
    if dates:
        span = rows.phrases.span(min(dates, key=first_day), max(dates, key=last_day), full=True)
        lines.insert(2, _line(rows, "span", span))
    lines.insert(3 if dates else 2, _line(rows, "languages", _languages(rows, pairs)))
    lines.append(_line(rows, "types", _types(rows, pairs)))
    lines.append(_basis(rows, pairs))
    return tuple(line for line in lines if line.value or line.entries)


def _line(rows: Rows, key: str, value: str) -> Line:
    return Line(key, rows.wording.say(f"evidence.{key}"), value)


def _languages(rows: Rows, pairs: Sequence[Carried]) -> str:
    """Languages by the number of their documents."""
    lang_of = {c.document.digest: c.document.lang for c in pairs}
    counted = Counter(rows.names.language(lang) for lang in lang_of.values() if lang)
    return _counted(rows, counted)


def _types(rows: Rows, pairs: Sequence[Carried]) -> str:
    found = Counter(c.claim.source_type for c in pairs)
    return _counted(
        rows, Counter({rows.wording.say(f"source_type.{kind}"): found[kind] for kind in SOURCE_TYPES if found[kind]})
    )


def _counted(rows: Rows, counted: Counter[str]) -> str:
    most_first = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} ({rows.phrases.number(count)})" for name, count in most_first)


def _basis(rows: Rows, pairs: Sequence[Carried]) -> Line:
    entries = []
    for base in BASES:
        resting = [c for c in pairs if base in c.claim.basis]
        if resting:
            name, count = rows.wording.say(f"basis.{base}"), rows.phrases.number(len(resting))
            entries.append(Run(f"{name} ({count})", tuple(sorted(rows.notes.numbers(resting)))))
    value = "" if entries else rows.wording.say("evidence.no_basis")
    return Line("basis", rows.wording.say("evidence.basis"), value, tuple(entries))
