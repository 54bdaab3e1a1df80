"""Laws of the ledger, held by whatever documents, readings and decisions come in whatever order."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.ledger import ClaimQuery, Ledger, in_force
from armstrail.ledger.asking import fits
from armstrail.ledger.forms import dumps
from armstrail.ledger.schema import metadata
from armstrail.ledger.values import ACTIONS
from armstrail.model import terms
from armstrail.model.claim import Claim, Place, claim_id
from armstrail.model.claimform import claim_form
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span

START = datetime(2024, 11, 1, tzinfo=UTC)
TEXTS = (
    "Pyongyang sent 12,000 soldiers and 7,000 containers to Russia.",
    "Москва отрицает: ни снарядов, ни ракет. 북한은 포탄을 보냈다 🚀",
    "«Straße»\n\u202bدمشق\u202c\u2028\x00 İstanbul 300 t",
)
CORRECTIONS: tuple[dict[str, object], ...] = (
    {"supplier": "BY", "recipient": None},
    {"quantity": {"low": 5, "high": None, "unit": "pieces", "hedge": "at_least"}, "tags": ["partial"]},
    {"quantity": None, "source": [0, 4], "modality": "denied"},
)
QUERIES = (
    ClaimQuery(supplier="KP"), ClaimQuery(supplier="BY"), ClaimQuery(item="arms"), ClaimQuery(unit="pieces"),
    ClaimQuery(modality="denied"), ClaimQuery(source="a"), ClaimQuery(text="a"), ClaimQuery(kind="transfer"),
)  # fmt: skip
SMALL = settings(max_examples=40, deadline=None)


@dataclass
class Step:
    """One thing that somebody does to a ledger, some seconds after the one before."""

    seconds: int
    entry: tuple[Document, Reading] | None = None
    failure: str = ""
    decide: tuple[str, int] | None = None  # an action and which of the claims or decisions it is about


def maybe(words: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(words)


@st.composite
def spans(draw: st.DrawFn, within: Span) -> Span:
    start = draw(st.integers(within.start, within.end - 1))
    return Span(start, draw(st.integers(start + 1, within.end)))


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low = draw(st.integers(0, 10**20) | st.floats(0, 1e12))
    high = draw(st.none() | st.just(low) | st.just(low + 5))
    return Quantity(low, high, draw(st.sampled_from(("pieces", "persons", "USD"))), draw(st.sampled_from(terms.HEDGES)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    published = draw(st.sampled_from((None, "2023", "2024-10", "2024-10-24")))
    name = draw(st.sampled_from(("a.txt", "b.txt")))
    url = draw(st.sampled_from((None, "https://example.org/1")))
    text = draw(st.sampled_from(TEXTS))
    starts = draw(st.lists(st.integers(0, len(text)), max_size=3))
    pages = (0, *sorted(starts)) if starts else ()
    return Document(name, text, draw(maybe(("en", "ru"))), published, title=None, url=url, pages=pages)


@st.composite
def claims(draw: st.DrawFn, document: Document) -> Claim:
    whole = Span(0, len(document.text))
    quote = draw(spans(whole))
    return Claim(
        doc=document.id,
        id="",
        kind=draw(st.sampled_from(terms.KINDS)),
        quote=quote,
        anchor=draw(spans(quote)),
        supplier=draw(maybe(("KP", "IR"))),
        item=draw(maybe(("arms", "arms.ammunition", "personnel.troops"))),
        designation=draw(maybe(('KN-23 "Хвасон"', "T\\72\n"))),
        converted_from=draw(maybe(("0123456789ab",))),
        reasons=tuple(draw(st.lists(st.sampled_from(("cue: a", "„b“\t")), max_size=2))),
        quantity=draw(st.none() | quantities()),
        measure=draw(maybe(terms.MEASURES)),
        modality=draw(st.sampled_from(terms.MODALITIES)),
        source=draw(st.none() | spans(whole)),
        source_actor=draw(maybe(("KR", "NATO"))),
        tags=tuple(draw(st.lists(st.sampled_from(("partial", "repeat", "derived:kr,us")), max_size=2))),
        basis=tuple(draw(st.lists(st.sampled_from(terms.BASES), max_size=2))),
        period=draw(st.sampled_from((None, Period("2023", None), Period(None, "2024-10")))),
        places=draw(st.sampled_from(((), (Place("Владивосток", "RU", "origin", 43.1, 131.9, ("RU",)),)))),
        condition=draw(st.none() | spans(whole)),
        alternative=draw(st.none() | st.integers(1, 9)),
        via=tuple(draw(st.lists(st.sampled_from(("Yonhap", "연합뉴스")), max_size=2))),
    )


@st.composite
def entries(draw: st.DrawFn) -> tuple[Document, Reading]:
    document = draw(documents())
    seen: Counter[tuple[str, Span]] = Counter()
    placed = []
    for claim in draw(st.lists(claims(document), max_size=3)):
        place = (claim.kind, claim.anchor)
        placed.append(replace(claim, id=claim_id(document.digest, *place, seen[place])))
        seen[place] += 1
    misses = draw(st.lists(st.builds(Miss, spans(Span(0, len(document.text))), st.just("date"), st.text("0ß한"))))
    extractor = draw(st.sampled_from(("test 1", "test 2", "test 3")))
    return document, Reading(document.digest, extractor, tuple(placed), tuple(misses))


steps = st.one_of(
    st.builds(Step, st.integers(-60, 90_000), entry=entries()),
    st.builds(Step, st.integers(0, 9), failure=st.sampled_from(("c.pdf", "d.pdf"))),
    st.builds(Step, st.integers(0, 9), decide=st.tuples(st.sampled_from(ACTIONS), st.integers(0, 5))),
)
histories = st.lists(steps, max_size=8)


@cache
def empty_ledger() -> bytes:
    """The file of an empty ledger: copying it is quicker than making each anew."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Ledger.open(path, clock=lambda: START).close()
        return path.read_bytes()


@contextmanager
def empty_ledgers(count: int = 1, clock: list[datetime] | None = None) -> Iterator[list[Ledger]]:
    """Ledgers in a folder of their own; they read the first time in `clock`."""
    now = clock or [START]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.db" for number in range(count)]
        for path in paths:
            path.write_bytes(empty_ledger())
        ledgers = [Ledger.open(path, clock=lambda: now[0]) for path in paths]
        yield ledgers
        for ledger in ledgers:
            ledger.close()


def take(ledger: Ledger, step: Step) -> None:
    """Do to the ledger what the step says, where there is something to do it to."""
    if step.entry:
        ledger.add(*step.entry)
    elif step.failure:
        ledger.add_failure(step.failure, "it is encrypted", "decrypt it")
    elif step.decide:
        action, which = step.decide
        standing = sorted({claim.id for claim, _ in ledger.claims()})
        about = ("undo", "confirm", "contest")
        targets = [decision.id for decision in ledger.decisions()] if action in about else standing
        if action == "mark":
            targets = [row.document.digest for row in ledger.documents()]
        if not targets:
            return
        told: dict[str, object] = {}
        if action in ("correct", "mark", "confirm", "contest"):
            amend(ledger, action, targets[which % len(targets)], which)
            return
        if action == "grade":
            told = ({"digit": which + 1}, {"origin": "kr-nis", "letter": "ABC"[which % 3]})[which % 2]
        elif action in ("merge", "part") and len(targets) > 1:
            told = {"other": targets[(which + 1) % len(targets)]}
        elif action == "merge":
            return
        ledger.add_decision(action, targets[which % len(targets)], who="Ana", why="read again", **told)


def amend(ledger: Ledger, action: str, target: str, which: int) -> None:
    """Correct a claim, mark one, or read a decision again, unless that is refused, which must record nothing."""
    told: dict[str, object] = {}
    if action == "correct":
        told = {"slots": (CORRECTIONS[which % len(CORRECTIONS)])}
    elif action == "mark":
        document, place = ledger.document(target), Span(0, which + 1)
        name = claim_id(document.digest, "transfer", place)
        told = {"marked": Claim(document.id, name, "transfer", Span(0, 9), place, supplier="KP", reasons=("by hand",))}
    before = list(ledger.decisions())
    try:
        ledger.add_decision(action, target, who=("Bo", "Ana")[which % 2], why="read again", **told)
    except BadValue:
        assert list(ledger.decisions()) == before


def replay(ledger: Ledger, history: list[Step], clock: list[datetime]) -> None:
    for step in history:
        clock[0] += timedelta(seconds=step.seconds)
        take(ledger, step)


def export(ledger: Ledger, *, clock: bool = True) -> str:
    out = io.StringIO(newline="")
    ledger.export(out, clock=clock)
    return out.getvalue()


def answers(ledger: Ledger, recorded_by: str | None = None) -> tuple[list[object], ...]:
    """Everything that a ledger says of how it stood by an instant."""
    return (
        list(ledger.claims(ClaimQuery(recorded_by=recorded_by))),
        [(row.document.digest, row.state, row.claims) for row in ledger.documents(recorded_by=recorded_by)],
        list(ledger.failures(recorded_by=recorded_by)),
        list(ledger.decisions(recorded_by=recorded_by)),
        ledger.rulings(recorded_by),
    )


@SMALL
@given(histories)
def test_export_and_import_lose_nothing(history: list[Step]) -> None:
    """A ledger that went through an export answers as before, and exports the same bytes."""
    clock = [START]
    with empty_ledgers(2, clock) as (ledger, other):
        replay(ledger, history, clock)
        exported = export(ledger)
        assert other.import_(io.StringIO(exported, newline="\n")).bad == ()
        assert export(other) == exported
        assert answers(other) == answers(ledger)
        assert other.verify() == []


@SMALL
@given(histories)
def test_whatever_was_added_verifies(history: list[Step]) -> None:
    """No sequence of additions and decisions leaves a ledger in which something is wrong."""
    clock = [START]
    with empty_ledgers(1, clock) as (ledger,):
        replay(ledger, history, clock)
        assert ledger.verify() == []


@SMALL
@given(histories)
def test_rulings_change_no_claim(history: list[Step]) -> None:
    """A ledger without its rulings has the same claims standing; and each ruling that holds is one that was made."""
    clock = [START]
    with empty_ledgers(2, clock) as (ledger, other):
        replay(ledger, history, clock)
        made = {each.id for each in ledger.decisions() if each.action in ("merge", "part", "grade")}
        lines = [json.loads(line) for line in export(ledger).split("\n") if line]
        other.import_(json.dumps(line) for line in lines if line.get("digest") not in made)
        assert list(other.claims()) == list(ledger.claims())
        assert {ruling.id for ruling in ledger.rulings()} <= made & {each.id for each in in_force(ledger.decisions())}


@SMALL
@given(histories)
def test_who_takes_everything_back_has_the_readings_again(history: list[Step]) -> None:
    """Whatever was decided, once it is undone every claim is as it was read, and no decision is deleted."""
    clock = [START]
    with empty_ledgers(2, clock) as (ledger, other):
        replay(ledger, history, clock)
        made = list(ledger.decisions())
        clock[0] += timedelta(seconds=1)  # those of one instant stand in the order of what they say
        for decision in in_force(made):
            ledger.add_decision("undo", decision.id, who="Cy", why="start anew")
        replay(other, [step for step in history if not step.decide], [START])
        assert [claim for claim, _ in ledger.claims()] == [claim for claim, _ in other.claims()]
        assert ledger.flows() == other.flows()
        assert list(ledger.decisions())[: len(made)] == made
        assert ledger.rulings() == ()


@SMALL
@given(histories)
def test_a_filter_says_of_amended_claims_what_it_says_of_others(history: list[Step]) -> None:
    """Asked with a filter, the ledger gives those of all its claims that are as the filter says, in the same order."""
    clock = [START]
    with empty_ledgers(1, clock) as (ledger,):
        replay(ledger, history, clock)
        whole = list(ledger.claims())
        for query in QUERIES:
            assert list(ledger.claims(query)) == [pair for pair in whole if fits(query, *pair)]
        between = list(ledger.claims_between(["KP"], ["RU"]))
        assert between == [pair for pair in whole if pair in between]
        flows = Counter((claim.supplier, claim.recipient) for claim, _ in whole if claim.kind != "statement")
        gone = {each.claim for each in in_force(ledger.decisions()) if each.action == "withdraw"}
        assert gone or {pair[:2]: pair[2] for pair in ledger.flows()} == {
            pair: count for pair, count in flows.items() if None not in pair and pair[0] != pair[1]
        }


@SMALL
@given(st.lists(entries(), max_size=6))
def test_adding_everything_again_changes_nothing(corpus: list[tuple[Document, Reading]]) -> None:
    """A second run over the same documents adds no reading, and every byte stays."""
    with empty_ledgers() as (ledger,):
        for entry in corpus:
            ledger.add(*entry)
        before = export(ledger)
        assert [ledger.add(*entry) for entry in corpus] == [False] * len(corpus)
        assert export(ledger) == before


@SMALL
@given(st.lists(entries(), max_size=6))
def test_the_last_new_reading_of_a_document_stands(corpus: list[tuple[Document, Reading]]) -> None:
    """What stands is what a plain dictionary would hold, filled in the order of adding."""
    with empty_ledgers() as (ledger,):
        last = {document.digest: reading for document, reading in corpus if ledger.add(document, reading)}
        found = {digest: ledger.reading(digest) for digest in last}
    assert {digest: shape(reading) for digest, reading in found.items()} == {
        digest: shape(reading) for digest, reading in last.items()
    }


def shape(reading: Reading) -> Reading:
    """A reading without the name of its document, which is the first one that the document came under."""
    return replace(reading, claims=tuple(replace(claim, doc="any") for claim in reading.claims))


@SMALL
@given(histories, histories)
def test_the_past_stays_as_it_was(earlier: list[Step], later: list[Step]) -> None:
    """What a ledger says of how it stood by an instant does not change by anything recorded after it."""
    clock = [START]
    with empty_ledgers(1, clock) as (ledger,):
        replay(ledger, earlier, clock)
        clock[0] += timedelta(hours=1)
        instant = clock[0].isoformat()
        before = answers(ledger, instant)
        clock[0] += timedelta(hours=1)
        replay(ledger, later, clock)
        assert answers(ledger, instant) == before


@SMALL
@given(st.lists(entries(), max_size=5), st.lists(entries(), max_size=5))
def test_a_batch_is_the_same_as_one_by_one(
    first: list[tuple[Document, Reading]], then: list[tuple[Document, Reading]]
) -> None:
    """Sharing a transaction changes the speed, not the ledger."""
    with empty_ledgers(2) as (ledger, other):
        for entry in first + then:
            ledger.add(*entry)
        for corpus in (first, then):
            with other.batch():
                for entry in corpus:
                    other.add(*entry)
        assert export(other) == export(ledger)


@SMALL
@given(st.lists(entries(), max_size=9), st.lists(st.integers(0, 5), max_size=5))
def test_many_at_once_are_the_same_as_one_by_one(corpus: list[tuple[Document, Reading]], sizes: list[int]) -> None:
    """Cut into lists of any sizes and added list by list, entries give the same answers and the very same rows."""
    with empty_ledgers(2) as (ledger, other):
        singly = [ledger.add(*entry) for entry in corpus]
        waiting = iter(corpus)
        at_once = [new for size in (*sizes, len(corpus)) for new in other.add_all(islice(waiting, size))]
        assert at_once == singly
        assert rows_of(other) == rows_of(ledger)


def rows_of(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a file, the numbers that SQLite remembers among them, and the words it filed."""
    tables = [*metadata.tables, "sqlite_sequence", "document_places", "claim_places"]
    with sqlite3.connect(ledger.name) as connection:
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


@SMALL
@given(entries())
def test_a_reading_is_hashed_as_its_json_form(entry: tuple[Document, Reading]) -> None:
    """The form written at once is that of the record with its keys sorted, sign for sign, and so is what is hashed."""
    document, reading = entry
    for claim in reading.claims:
        assert claim_form(claim, document.text) == dumps(claim.to_json(document.text))
    whole = dumps(reading.to_json(document.text))
    assert reading.digest(document.text) == hashlib.sha256(whole.encode()).hexdigest()


@SMALL
@given(st.lists(entries(), max_size=6), st.sampled_from(("SOLDIERS", "straße", "снарядов", "포탄", " ", "i̇")))
def test_words_are_found_as_python_would_find_them(corpus: list[tuple[Document, Reading]], words: str) -> None:
    """The filter by words gives the claims whose quote holds them, whatever the case."""
    with empty_ledgers() as (ledger,):
        for entry in corpus:
            ledger.add(*entry)
        found = [claim for claim, _ in ledger.claims(ClaimQuery(text=words.strip() or "a"))]
        wanted = (words.strip() or "a").casefold()
        assert found == [
            claim for claim, document in ledger.claims() if wanted in claim.quote.cut(document.text).casefold()
        ]


@settings(max_examples=60, deadline=None)
@given(histories, st.data())
def test_a_damaged_export_never_damages_a_ledger(history: list[Step], data: st.DataObject) -> None:
    """Change one character anywhere after the first line: what goes in verifies, and no claim is another."""
    clock = [START]
    with empty_ledgers(2, clock) as (ledger, other):
        replay(ledger, history, clock)
        exported = export(ledger)
        first = exported.index("\n") + 1
        place = data.draw(st.integers(first, max(first, len(exported) - 1)))
        sign = data.draw(st.sampled_from('"{}[]:,0x9\n\\ é'))
        other.import_((exported[:place] + sign + exported[place + 1 :]).split("\n"))
        assert other.verify() == []
        assert {record for reading in readings_of(other) for record in reading} <= claims_ever_made(exported)


def claims_ever_made(exported: str) -> set[tuple[object, ...]]:
    """The claims of all readings of an export, superseded ones too: where a later reading is damaged, the one
    before it stands again."""
    lines = [json.loads(line) for line in exported.split("\n") if line]
    texts = {line["digest"]: line["text"] for line in lines if line["type"] == "document"}
    return {
        (texts[line["document"]], claim.kind, claim.quote, claim.supplier, claim.quantity)
        for line in lines
        if line["type"] == "reading"
        for claim in map(Claim.from_json, line["claims"])
    }


def readings_of(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    """The claims of all readings by what they say and where."""
    return [
        [(row.document.text, claim.kind, claim.quote, claim.supplier, claim.quantity) for claim in reading.claims]
        for row in ledger.documents()
        if row.state is not None
        for reading in [ledger.reading(row.document.digest)]
    ]
