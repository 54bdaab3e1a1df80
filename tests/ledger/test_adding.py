"""What goes in: all or nothing, once, and only what its text bears out."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from ledger_makers import (
    Clock,
    containers,
    ids,
    make_document,
    make_reading,
    small_documents,
    soldiers,
    usual,
)

from armstrail.ledger import Ledger
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.reading import Miss, Reading
from armstrail.model.span import Span


def test_a_new_reading_is_added(ledger: Ledger) -> None:
    """Adding a document with its reading says that something was added, and it can be read back whole."""
    document, reading = usual()
    assert ledger.add(document, reading) is True
    assert ledger.document(document.digest) == document
    assert ledger.reading(document.digest) == reading


def test_adding_again_adds_nothing(ledger: Ledger) -> None:
    """The same document with the same reading changes nothing, not even the recorded time."""
    ledger.add(*usual())
    ledger._clock.move(days=3)
    assert ledger.add(*usual()) is False
    assert [row.recorded for row in ledger.documents()] == ["2024-11-01T12:00:00.000000Z"]


def test_the_same_article_under_another_name_adds_nothing(ledger: Ledger) -> None:
    """A copy of a file is the same document, since its content is, and stays under its first id."""
    ledger.add(*usual(id="a.txt"))
    assert ledger.add(*usual(id="copy of a.txt")) is False
    assert [row.document.id for row in ledger.documents()] == ["a.txt"]


def test_a_newer_reading_supersedes_the_earlier_one_whole(ledger: Ledger) -> None:
    """Of two readings of a document only the claims of the later one stand."""
    document = make_document()
    ledger.add(document, make_reading(document, soldiers(document), extractor="test 1"))
    assert ledger.add(document, make_reading(document, containers(document), extractor="test 2")) is True
    assert ids(ledger) == ["7,000 containers"]


def test_a_superseded_reading_stays(ledger: Ledger) -> None:
    """The earlier reading is still in the tables."""
    document = make_document()
    for extractor in ("test 1", "test 2"):
        ledger.add(document, make_reading(document, soldiers(document), extractor=extractor))
    out = io.StringIO()
    ledger.export(out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["extractor"] for line in lines if line["type"] == "reading"] == ["test 1", "test 2"]


def test_an_old_reading_added_again_does_not_come_back(ledger: Ledger) -> None:
    """Adding everything a second time, oldest first, leaves the newest reading standing."""
    document = make_document()
    for _ in range(2):
        for extractor in ("test 1", "test 2"):
            ledger.add(document, make_reading(document, soldiers(document), extractor=extractor))
    assert ledger.reading(document.digest).extractor == "test 2"


def test_a_newer_reading_under_another_name_supersedes_too(ledger: Ledger) -> None:
    """Its claims come out under the id that the ledger knows the document by."""
    ledger.add(*usual(id="a.txt"))
    copy = make_document(id="b.txt")
    ledger.add(copy, make_reading(copy, soldiers(copy), extractor="test 2"))
    assert [(claim.doc, document.id) for claim, document in ledger.claims()] == [("a.txt", "a.txt")]
    assert ledger.verify() == []


def test_a_better_guess_at_the_language_comes_with_its_reading(ledger: Ledger) -> None:
    """A document once taken for English and later read as German is given back as German."""
    english, german = make_document(lang="en"), make_document(lang="de")
    ledger.add(english, make_reading(english, state="off_topic", extractor="test 1"))
    ledger.add(german, make_reading(german, soldiers(german), extractor="test 2"))
    assert [document.lang for _, document in ledger.claims()] == ["de"]
    assert ledger.document("a.txt").lang == "de"


def test_the_extractors_of_a_document_tell_whether_reading_it_can_be_spared(ledger: Ledger) -> None:
    """Only those that read it count; of a document that nobody read there are none."""
    document, reading = usual()
    ledger.add(document, reading)
    assert ledger.extractors([document.digest, "0" * 64]) == {document.digest: ["test 1"], "0" * 64: []}


@pytest.mark.parametrize("state", ["off_topic", "no_pack"])
def test_a_document_without_claims_is_a_row_that_says_why(ledger: Ledger, state: str) -> None:
    """A document off topic or in a language without a pack is kept with that state."""
    document = make_document(lang="xx")
    ledger.add(document, make_reading(document, state=state))
    assert [(row.state, row.claims) for row in ledger.documents()] == [(state, 0)]


# -- what is refused


def test_a_claim_whose_quote_does_not_lie_in_the_text(ledger: Ledger) -> None:
    """A span beyond the end of the text is refused, and nothing of the document is added."""
    document, reading = usual()
    beyond = replace(reading.claims[0], quote=Span(0, 5000))
    with pytest.raises(BadValue, match=f"claim {beyond.id} of document a.txt: a span lies outside the text of"):
        ledger.add(document, replace(reading, claims=(beyond,)))
    assert list(ledger.documents()) == []


def test_a_miss_outside_the_text(ledger: Ledger) -> None:
    """A miss must lie in the text, too."""
    document = make_document()
    with pytest.raises(BadValue, match=r"a miss of document a.txt lies outside"):
        ledger.add(document, make_reading(document, misses=(Miss(Span(0, 5000), "date"),)))


def test_a_reading_of_another_document(ledger: Ledger) -> None:
    """A reading goes with the text it was made from."""
    with pytest.raises(BadValue, match=r"reading of \w+ was given document"):
        ledger.add(make_document("Other words."), usual()[1])


def test_a_claim_under_the_id_of_another_document(ledger: Ledger) -> None:
    """A claim says which document it is of, and that must be so."""
    document, reading = usual()
    stray = replace(reading.claims[0], doc="z.txt")
    with pytest.raises(BadValue, match=r"is of document 'z.txt', but was given document 'a.txt'"):
        ledger.add(document, replace(reading, claims=(stray,)))


def test_a_claim_id_that_does_not_follow_from_its_place(ledger: Ledger) -> None:
    """Ids are computed from places, so that decisions find their claim again."""
    document, reading = usual()
    with pytest.raises(BadValue, match="should have the id"):
        ledger.add(document, replace(reading, claims=(replace(reading.claims[0], id="0" * 12),)))


def test_two_claims_at_one_place_are_told_apart(ledger: Ledger) -> None:
    """Two claims of one kind on one anchor have the ordinals 0 and 1 in their ids."""
    document = make_document()
    ledger.add(document, make_reading(document, soldiers(document), soldiers(document, recipient="BY")))
    assert len({claim.id for claim, _ in ledger.claims()}) == 2
    assert ledger.verify() == []


def test_a_reading_without_an_extractor(ledger: Ledger) -> None:
    """Who read must be on record."""
    document = make_document()
    with pytest.raises(BadValue, match="does not say which extractor"):
        ledger.add(document, Reading(document=document.digest, extractor=""))


@pytest.mark.parametrize("fields", [{"id": "a\udcff.txt"}, {"url": "https://example.org/\udcff"}])
def test_a_lone_surrogate(ledger: Ledger, fields: dict[str, str]) -> None:
    """A file name that is no Unicode cannot be stored; the error shows it escaped."""
    document = make_document(**fields)
    with pytest.raises(BadValue, match="lone surrogate"):
        ledger.add(document, Reading(document="0" * 64, extractor="test 1"))


@pytest.mark.parametrize("text", ["", "a\0b", "\u202eمرحبا\u202c 12", "한국어 🚀", "x" * 3_000_000])
def test_any_text_comes_back_as_it_was(ledger: Ledger, text: str) -> None:
    """Nothing, zero bytes, marks of direction, signs beyond the first plane, megabytes: all kept."""
    document = make_document(text)
    ledger.add(document, make_reading(document))
    assert ledger.document("a.txt").text == text
    assert ledger.verify() == []


def test_quantities_of_any_size(ledger: Ledger) -> None:
    """Whole numbers beyond 64 bits and fractions come back as they were."""
    document = make_document()
    claim = soldiers(document)
    assert claim.quantity is not None
    for extractor, low in (("big", 10**30), ("small", 33.3)):
        quantity = replace(claim.quantity, low=low, high=None)
        reading = make_reading(document, replace(claim, quantity=quantity), extractor=extractor)
        ledger.add(document, reading)
        assert ledger.reading(document.digest) == reading
    assert ledger.verify() == []


# -- failures


def test_a_failure_is_a_row_with_a_reason(ledger: Ledger) -> None:
    """What could not be read is on record with where, why and the mend."""
    assert ledger.add_failure("b.pdf", "it is encrypted", "decrypt it") is True
    (row,) = ledger.failures()
    assert (row.where, row.reason, row.mend) == ("b.pdf", "it is encrypted", "decrypt it")


def test_the_same_failure_again_adds_nothing(ledger: Ledger) -> None:
    """A second run over the same folder does not repeat what failed."""
    ledger.add_failure("b.pdf", "it is encrypted", "decrypt it")
    assert ledger.add_failure("b.pdf", "it is encrypted", "decrypt it") is False


def test_a_failure_in_a_file_whose_name_is_no_unicode(ledger: Ledger) -> None:
    """What of the name cannot be written is replaced: the failure must not fail."""
    ledger.add_failure("b\udcff.txt", "no permission", "grant it")
    assert [row.where for row in ledger.failures()] == ["b?.txt"]


# -- batches


def test_a_batch_is_kept_at_its_end(ledger: Ledger, where: str, clock: Clock) -> None:
    """Others see nothing of a batch until it ends, then all of it."""
    with Ledger.open(where, clock=clock, read_only=True) as other:
        with ledger.batch():
            for entry in small_documents(5):
                ledger.add(*entry)
            seen = [len(list(other.documents()))]
        seen.append(len(list(other.documents())))
    assert seen == [0, 5]


def test_a_batch_sees_itself(ledger: Ledger) -> None:
    """Within a batch the ledger answers with what the batch has added."""
    document, reading = usual()
    with ledger.batch():
        ledger.add(document, reading)
        assert ledger.extractors([document.digest]) == {document.digest: ["test 1"]}


def test_a_batch_that_breaks_off_adds_nothing(ledger: Ledger) -> None:
    """An error that leaves the block takes the whole batch with it."""

    def break_off() -> None:
        with ledger.batch():
            ledger.add(*usual())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert list(ledger.documents()) == []


def test_a_bad_reading_costs_itself_in_a_batch(ledger: Ledger) -> None:
    """A reading that is refused within a batch does not take the others with it."""
    with ledger.batch():
        ledger.add(*usual())
        with pytest.raises(BadValue):
            ledger.add(make_document("Other words."), usual()[1])
    assert len(list(ledger.documents())) == 1


def test_a_batch_within_a_batch_is_part_of_it(ledger: Ledger) -> None:
    """Only the end of the outer batch keeps what was added."""

    def break_off() -> None:
        with ledger.batch():
            with ledger.batch():
                ledger.add(*usual())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert list(ledger.documents()) == []


# -- the clock


def test_recorded_times_do_not_run_backwards(ledger: Ledger, clock: Clock) -> None:
    """A clock a little behind the newest entry records that entry's time again, and nothing is lost."""
    ledger.add(*usual())
    clock.move(hours=-2)
    document = make_document("Later words.", id="b.txt")
    ledger.add(document, make_reading(document))
    assert {row.recorded for row in ledger.documents()} == {"2024-11-01T12:00:00.000000Z"}


def test_a_clock_set_back_by_days_is_an_error(ledger: Ledger, clock: Clock) -> None:
    """A clock more than a day behind is wrong now or was wrong before: a person must say."""
    ledger.add(*usual())
    clock.move(days=-400)
    with pytest.raises(LedgerError, match="but the newest entry was recorded at 2024-11-01T12"):
        ledger.add_failure("b.txt", "empty", "remove it")
    assert ledger.verify() == []


def test_a_clock_without_a_zone(where: str) -> None:
    """A naive time could be any hour of two days, so it is refused."""
    with (
        Ledger.open(where, clock=lambda: datetime(2024, 11, 1)) as ledger,
        pytest.raises(BadValue, match="has no zone; give the clock one"),
    ):
        ledger.add(*usual())


def test_times_are_kept_in_utc(ledger: Ledger, clock: Clock) -> None:
    """A clock in Seoul records the instant in UTC."""
    clock.now = datetime(2024, 11, 1, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    ledger.add(*usual())
    assert [row.recorded for row in ledger.documents()] == ["2024-10-31T23:30:00.000000Z"]
