"""A ledger as JSON lines: the same bytes for the same content, and back without loss."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ledger_makers import Clock, containers, ids, make_document, make_reading, small_documents, soldiers, usual

from armstrail.ledger import ImportSummary, Ledger
from armstrail.model.errors import LedgerError


@pytest.fixture
def other(new_place: Callable[[], str]) -> Ledger:
    """A second, empty ledger whose clock is a year ahead."""
    later = Clock()
    later.move(days=365)
    return Ledger.open(new_place(), clock=later)


@pytest.fixture
def full(ledger: Ledger, clock: Clock) -> Ledger:
    """A ledger with a superseded reading, an undated document, decisions and a failure."""
    document, reading = usual()
    ledger.add(document, reading)
    clock.move(hours=1)
    ledger.add(document, make_reading(document, soldiers(document), extractor="test 2"))
    undated = make_document("북한 소식\u2028 \U0001f680\0", id="b.txt", published=None, url="https://example.org/1")
    ledger.add(undated, make_reading(undated, state="no_pack"))
    withdrawal = ledger.add_decision("withdraw", reading.claims[0].id, who="Ana", why="misread")
    clock.move(hours=1)
    ledger.add_decision("undo", withdrawal.id, who="Bo", why="read again")
    ledger.add_failure("c.pdf", "encrypted", "decrypt it")
    return ledger


def export(ledger: Ledger, **options: bool) -> str:
    out = io.StringIO(newline="")
    lines = ledger.export(out, **options)
    assert lines == out.getvalue().count("\n")
    return out.getvalue()


def load(ledger: Ledger, exported: str) -> ImportSummary:
    return ledger.import_(io.StringIO(exported, newline="\n"))


def changed(exported: str, kind: str, change: Callable[[dict[str, Any]], object]) -> tuple[str, int]:
    """The export with the first line of a type changed, and the number of that line."""
    lines = exported.split("\n")
    for number, line in enumerate(lines):
        if line and (record := json.loads(line))["type"] == kind:
            change(record)
            lines[number] = json.dumps(record)
            return "\n".join(lines), number + 1
    raise LookupError(kind)


def test_an_export_opens_with_its_form_and_its_numbers(full: Ledger) -> None:
    """The first line tells what follows, so that a file cut short is noticed."""
    assert json.loads(export(full).split("\n")[0]) == {
        "type": "ledger", "format": 1, "documents": 2, "readings": 3, "decisions": 2, "failures": 1,
    }  # fmt: skip


def test_lines_are_ordered_by_content(ledger: Ledger, other: Ledger) -> None:
    """The order in which documents were added does not show in an export without times."""
    for into, entries in ((ledger, list(small_documents(9))), (other, list(small_documents(9))[::-1])):
        for entry in entries:
            into.add(*entry)
    assert export(ledger, clock=False) == export(other, clock=False)


def test_the_same_corpus_by_the_same_clock_gives_the_same_bytes(new_place: Callable[[], str]) -> None:
    """Two ledgers filled alike by a clock that stands still are the same, times included."""
    exports = set()
    for name in (new_place(), new_place()):
        with Ledger.open(name, clock=Clock()) as ledger:
            for entry in small_documents(5):
                ledger.add(*entry)
            exports.add(export(ledger))
    assert len(exports) == 1


def test_a_round_trip_keeps_every_byte(full: Ledger, other: Ledger) -> None:
    """Export, import elsewhere, export: the same, with times, superseded readings and decisions."""
    exported = export(full)
    summary = load(other, exported)
    assert (summary.documents, summary.readings, summary.decisions, summary.failures) == (2, 3, 2, 1)
    assert export(other) == exported
    assert other.verify() == []


def test_a_round_trip_keeps_what_stands(full: Ledger, other: Ledger) -> None:
    """Both ledgers give the same claims and the same rows."""
    load(other, export(full))
    assert list(other.claims()) == list(full.claims())
    assert list(other.documents()) == list(full.documents())


def test_importing_twice_adds_nothing(full: Ledger, other: Ledger) -> None:
    """The second time every line is unchanged."""
    exported = export(full)
    load(other, exported)
    assert load(other, exported) == ImportSummary(0, 0, 0, 0, unchanged=8, bad=())
    assert export(other) == exported


def test_an_import_without_times_is_recorded_now(full: Ledger, other: Ledger) -> None:
    """An export without times gets the importing ledger's time."""
    load(other, export(full, clock=False))
    assert {row.recorded[:4] for row in other.documents()} == {"2025"}
    assert export(other, clock=False) == export(full, clock=False)


def test_an_import_adds_to_what_is_there(full: Ledger, other: Ledger) -> None:
    """A ledger that has the document already, under another name, takes its other readings."""
    other.add(*usual(id="my copy.txt"))
    load(other, export(full))
    assert {row.document.id for row in other.documents()} == {"my copy.txt", "b.txt"}
    assert load(other, export(full)).readings == 0
    assert other.verify() == []


def test_of_two_histories_the_later_reading_stands(ledger: Ledger, other: Ledger) -> None:
    """An imported reading that was recorded earlier does not supersede the one that is there."""
    document = make_document()
    ledger.add(document, make_reading(document, soldiers(document), extractor="test 1"))
    other.add(document, make_reading(document, containers(document), extractor="test 2"))
    load(other, export(ledger))
    load(ledger, export(other))
    assert ids(other) == ids(ledger) == ["7,000 containers"]


def test_blank_lines_and_a_byte_order_mark_are_passed_over(full: Ledger, other: Ledger) -> None:
    """What editors add at the edges does no harm."""
    assert load(other, "\ufeff" + export(full).replace("\n", "\n\n")).bad == ()


# -- what is no export


@pytest.mark.parametrize("text", ["", "hello", "[]", '{"type": "document"}', '{"id": "a", "text": "b"}'])
def test_other_lines_are_no_export(ledger: Ledger, text: str) -> None:
    """Without the opening line nothing is imported."""
    with pytest.raises(LedgerError, match="this is no export of a ledger"):
        load(ledger, text)


def test_an_export_of_a_newer_form(ledger: Ledger) -> None:
    """A form that this version does not know is not guessed at."""
    with pytest.raises(LedgerError, match="this export has format 2, this armstrail reads 1; upgrade"):
        load(ledger, '{"type": "ledger", "format": 2}')


# -- lines that cannot be trusted

Change = Callable[[dict[str, Any]], object]
BAD: list[tuple[str, Change, str]] = [
    ("document", lambda line: line.update(text="Other words"), "was changed: its digest is"),
    ("document", lambda line: line.update(id="a\nb", text="x"), "document a b was changed: its digest is"),
    ("document", lambda line: line.update(text=5), "keys missing, unknown or of the wrong type: text"),
    ("document", lambda line: line.update(text="a\r\nb"), "must be in Unicode NFC"),
    ("document", lambda line: line.update(text="\ud800"), "it holds a lone surrogate"),
    ("document", lambda line: line.pop("id"), "wrong type: id"),
    ("document", lambda line: line.update(colour="red"), "wrong type: colour"),
    ("document", lambda line: line.update(recorded="yesterday"), "time 'yesterday' is not one"),
    ("document", lambda line: line.update(published="2024-13"), "is not a date"),
    ("document", lambda line: line.update(type="gift"), "its type 'gift' is not known"),
    ("document", lambda line: line.update(type=["document"]), "is not known"),
    ("reading", lambda line: line.update(document="0" * 64), "is not in the ledger, nor on an earlier good line"),
    ("reading", lambda line: line.update(extractor="other"), "was changed: its digest is"),
    ("reading", lambda line: line.update(extractor=""), "was changed: its digest is"),
    ("reading", lambda line: line.update(state="half"), "reading state 'half' is not known"),
    ("reading", lambda line: line.update(claims=[5]), "is not a JSON object"),
    ("reading", lambda line: line["misses"].append({"start": 0}), "wrong type: misses"),
]
BAD_CLAIM: list[tuple[dict[str, Any], str]] = [
    ({"quote": "other words"}, "quote not as in the text at its place"),
    ({"anchor": "other words"}, "anchor not as in the text"),
    ({"source": "other words"}, "source not as in the text"),
    ({"end": 9999}, "a span lies outside the text"),
    ({"start": True}, "wrong type: start"),
    ({"start": 10**30}, "wrong type: start"),
    ({"low": 10**400}, "wrong type: low"),
    ({"low": "12"}, "wrong type: low"),
    ({"low": 13000, "high": 12000}, "put the smaller bound first"),
    ({"supplier": {"a": 1}}, "wrong type: supplier"),
    ({"kind": "gift"}, "kind 'gift' is not known"),
    ({"supplier": "IR"}, "was changed: its digest is"),
    ({"colour": "red"}, "wrong type: colour"),
    ({"period": {"start": "2024"}}, "wrong type: period"),
    ({"places": [{"name": "Rason"}]}, "wrong type: places"),
    ({"condition": [5]}, "wrong type: condition"),
    ({"doc": "z.txt"}, "the claims of the reading are of several documents: a.txt, z.txt"),
]
BAD += [("reading", lambda line, slots=slots: line["claims"][0].update(slots), reason) for slots, reason in BAD_CLAIM]
BAD += [
    ("decision", lambda line: line.update(who="Eve"), "the decision was changed"),
    ("decision", lambda line: line.update(action="burn"), "action 'burn' is not known to this version"),
    ("decision", lambda line: line.update(document="0" * 64), "the decision was changed"),
    ("decision", lambda line: line.update(ordinal=10**30), "wrong type: ordinal"),
    ("decision", lambda line: line.update(payload={"decision": 5}), "the payload of 'withdraw' has keys"),
    ("failure", lambda line: line.pop("reason"), "wrong type: reason"),
    ("failure", lambda line: line.update(type="ledger"), "a second export begins here"),
]


@pytest.mark.parametrize(("kind", "change", "reason"), BAD)
def test_a_bad_line_costs_itself(other: Ledger, full: Ledger, kind: str, change: Change, reason: str) -> None:
    """It is reported with its number and the reason; whatever does not hang on it goes in."""
    exported, number = changed(export(full), kind, change)
    summary = load(other, exported)
    assert summary.bad[0].line == number
    assert reason in summary.bad[0].reason
    assert summary.documents + summary.failures >= 2
    assert other.verify() == []


@pytest.mark.parametrize("line", ["{", "[1]", "5", '{"a": ' * 5000, '"' + "9" * 9, "9" * 9999])
def test_a_line_that_is_no_object_costs_itself(other: Ledger, full: Ledger, line: str) -> None:
    """Broken JSON, other JSON, JSON nested without end: one bad line, the rest is there."""
    first, rest = export(full).split("\n", 1)
    summary = load(other, f"{first}\n{line}\n{rest}")
    assert [bad.line for bad in summary.bad] == [2]
    assert export(other) == export(full)


def test_a_document_whose_reading_is_bad_is_kept_unread(other: Ledger, full: Ledger) -> None:
    """It can be read again later; the ledger does not pretend that it was."""
    document = make_document()
    lines = [line for line in export(full).split("\n") if '"reading"' not in line or document.digest not in line]
    load(other, "\n".join(lines))
    assert [row.state for row in other.documents()] == [None, "no_pack"]
    assert other.document("a.txt") == document
    assert other.verify() == []


def test_an_import_that_breaks_off_goes_on_the_next_time(other: Ledger, ledger: Ledger) -> None:
    """What went in stays, and importing again adds the rest."""
    with ledger.batch():
        for entry in small_documents(400):
            ledger.add(*entry)
    exported = export(ledger)

    def broken() -> Iterator[str]:
        yield from exported.split("\n")[:600]
        raise OSError("the cable was pulled")

    with pytest.raises(OSError, match="the cable"):
        other.import_(broken())
    assert 0 < len(list(other.documents())) <= 400
    load(other, exported)
    assert export(other) == exported


def test_an_export_cut_short_says_so(other: Ledger, full: Ledger) -> None:
    """What arrived is kept, and what is missing is counted."""
    summary = load(other, "\n".join(export(full).split("\n")[:4]))
    assert [bad.reason for bad in summary.bad] == [
        "the export was cut short or thinned: it holds 1 of 3 readings",
        "the export was cut short or thinned: it holds 0 of 2 decisions",
        "the export was cut short or thinned: it holds 0 of 1 failures",
    ]
