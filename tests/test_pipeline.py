"""Where the rooms meet: what is read once stays read, and a brief gets the claims that belong to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from armstrail import extraction, pipeline
from armstrail.ledger import Ledger
from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.reading import Reading
from armstrail.model.span import Span
from armstrail.pipeline import shipped_packs

SHELLS = "North Korea has sent Russia more than 13,000 containers of artillery shells, South Korea said on Monday."


@pytest.fixture(scope="module")
def packs():
    return shipped_packs()


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "armstrail.db", clock=lambda: datetime(2025, 1, 1, tzinfo=UTC)) as opened:
        yield opened


def entry(name, *claims, text=SHELLS):
    """A document and a reading of it whose claims have the given slots, each over words of its own."""
    document = Document(id=name, text=text, lang="en", published="2024-10-14")
    made = []
    for number, slots in enumerate(claims):
        place = Span(number, number + 5)
        kind = slots.pop("kind", "transfer")
        name_of_claim = claim_id(document.digest, kind, place)
        made.append(Claim(doc=name, id=name_of_claim, kind=kind, quote=place, anchor=place, **slots))
    return document, Reading(document.digest, "by hand", tuple(made))


def test_a_document_that_was_read_is_not_read_again(tmp_path, ledger, packs, monkeypatch):
    """Neither under its own name nor under another: the work is spared by content."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SHELLS, "utf-8")
    assert pipeline.add([tmp_path / "a.txt"], ledger, packs).new == 1
    monkeypatch.setattr(extraction, "extract", None)
    summary = pipeline.add([tmp_path / "a.txt", tmp_path / "b.txt"], ledger, packs)
    assert (summary.new, summary.unchanged, summary.failures) == (0, 2, ())


def test_a_reading_that_points_outside_its_text_is_a_failure(tmp_path, ledger, packs, monkeypatch):
    """Checked before it is stored; the document's own row says why."""

    def reads_too_far(document, _packs):
        (claim,) = entry("x", {})[1].claims
        far = Span(0, 10_000)
        wrong = Claim(doc=document.id, id=claim.id, kind="transfer", quote=far, anchor=far)
        return Reading(document.digest, "armstrail-1", (wrong,))

    monkeypatch.setattr(extraction, "extract", reads_too_far)
    (tmp_path / "a.txt").write_text(SHELLS, "utf-8")
    summary = pipeline.add([tmp_path / "a.txt"], ledger, packs)
    assert summary.new == 0
    assert "outside the text" in summary.failures[0].reason
    assert [row.reason for row in ledger.failures()] == [summary.failures[0].reason]


def test_progress_counts_the_files(tmp_path, ledger, packs):
    """Each document is told with the files that are done, of how many."""
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"id": name, "text": f"{SHELLS} {name}"}) + "\n" for name in "xy"), "utf-8"
    )
    (tmp_path / "b.txt").write_text(SHELLS, "utf-8")
    told = []
    pipeline.add(
        [tmp_path], ledger, packs, on_progress=lambda _, progress: told.append((progress.done, progress.files))
    )
    assert [done for done, _ in told] == [0, 0, 1]
    assert {files for _, files in told} >= {2}


def test_a_brief_gets_what_lies_between_the_two_and_what_leaves_one_open(ledger):
    """From documents that tell of both together; a third party's trade in the same document stays out."""
    about, elsewhere = (
        entry(
            "about",
            {"supplier": "KP", "recipient": "RU"},
            {"supplier": "RU", "recipient": "KP"},
            {"supplier": "KP"},
            {"supplier": "IR", "recipient": "RU"},
            {"supplier": None},
        ),
        entry("elsewhere", {"supplier": "KP"}, {"supplier": "KP", "recipient": "MM"}, text=SHELLS + " Another."),
    )
    for document, reading in (about, elsewhere):
        ledger.add(document, reading)
    made = pipeline.make_brief(ledger, supplier="KP", recipient="RU")
    wanted = {claim.id for claim in about[1].claims[:3]}
    assert {note.claim for note in made.brief.footnotes} == wanted
    assert [document.id for document in made.documents] == ["about"]


def test_a_brief_gets_the_stances_that_touch_either(ledger):
    """Who condemns Moscow, who warns nobody in particular; not who praises a fourth party."""
    document, reading = entry(
        "stances",
        {"supplier": "KP", "recipient": "RU"},
        {"kind": "statement", "supplier": "EU", "recipient": "RU", "stance": "condemn"},
        {"kind": "statement", "supplier": "KR", "stance": "concern"},
        {"kind": "statement", "supplier": "US", "recipient": "JP", "stance": "support"},
    )
    ledger.add(document, reading)
    made = pipeline.make_brief(ledger, supplier="KP", recipient="RU")
    assert {note.claim for note in made.brief.footnotes} == {claim.id for claim in reading.claims[:3]}


def test_a_form_that_is_not_known_is_refused(ledger):
    """The message lists the forms."""
    made = pipeline.make_brief(ledger, supplier="KP", recipient="RU")
    with pytest.raises(BadValue, match="markdown, html, living, pdf, word"):
        pipeline.lay_out(made, "telegram")
