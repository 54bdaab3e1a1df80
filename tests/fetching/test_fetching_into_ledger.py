"""Addresses into the ledger: each a row, with its original kept, and a change as a version."""

from __future__ import annotations

import errno
import gzip
import io
import os
from datetime import UTC, datetime

import pytest
from sites import answer, article, make_fetcher, moved

from armstrail.ledger import ClaimQuery, Ledger
from armstrail.pipeline import load_books
from armstrail.pipeline.estimates import gather
from armstrail.pipeline.fetching import fetch
from armstrail.pipeline.keeping import check_originals, originals_of, read_original
from armstrail.pipeline.versions import edited, histories

LATER = datetime(2024, 11, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def rows_of(ledger, packs, folder):
    """Fetches addresses and gives their rows."""

    def fetch_rows(*addresses, **given):
        rows = []
        fetch(addresses, ledger, packs, make_fetcher(**given), folder, on_row=rows.append)
        return rows

    return fetch_rows


def later_fetcher(**given):
    made = make_fetcher(**given)
    made._clock = lambda: LATER
    return made


@pytest.fixture
def changed(site, ledger, packs, folder, rows_of):
    """An article that said 5,000 in October and 3,000 in November; the rows of the second fetch."""
    site.pages["/a"] = answer(article("5,000"))
    rows_of(site.at("/a"))
    site.pages["/a"] = answer(article("3,000"))
    ledger._clock = lambda: LATER
    rows = []
    fetch([site.at("/a")], ledger, packs, later_fetcher(), folder, on_row=rows.append)
    return rows


def figures(ledger: Ledger, **asked) -> list[float]:
    return [claim.quantity.low for claim, _ in ledger.claims(ClaimQuery(**asked)) if claim.quantity]


def test_a_page_is_added_once(site, rows_of, ledger):
    """The second time it is unchanged, and no further original is kept."""
    site.pages["/a"] = answer(article())
    assert [row.what for row in rows_of(site.at("/a"), site.at("/a"))] == ["added"]
    assert [row.what for row in rows_of(site.at("/a"))] == ["unchanged"]
    assert len(list(ledger.originals())) == 1
    assert figures(ledger) == [5000]


def test_a_page_without_a_date_is_the_same_on_another_day(site, ledger, packs, folder, rows_of):
    """It then bears another day, which is ours and no change of the page."""
    site.pages["/a"] = answer(article(published=None))
    rows_of(site.at("/a"))
    rows = []
    fetch([site.at("/a")], ledger, packs, later_fetcher(), folder, on_row=rows.append)
    assert [row.what for row in rows] == ["unchanged"]


def test_each_address_is_a_row_and_a_bad_one_costs_itself(site, rows_of, ledger):
    """What is refused for good is recorded with the reason; what may come later is not."""
    site.pages |= {"/a": answer(article()), "/oops": answer(b"", status="500 Oops"), "/b": moved("/a")}
    rows = rows_of(site.at("/gone"), "nonsense", site.at("/oops"), site.at("/a"), site.at("/b"))
    assert [row.what for row in rows] == ["refused", "refused", "refused", "added", "unchanged"]
    assert [row.passing for row in rows] == [False, False, True, False, False]
    assert {row.where for row in ledger.failures()} == {site.at("/gone"), "nonsense"}


def test_the_original_opens_the_way_back_to_the_page(site, rows_of, ledger, tmp_path):
    """Its bytes are the web archive from which the document can be read again."""
    site.pages["/a"] = answer(article())
    (row,) = rows_of(site.at("/a"))
    (lying,) = originals_of(ledger, row.document.digest, str(tmp_path / "armstrail.db"))
    original, body = read_original(ledger, lying.original.sha256, str(tmp_path / "armstrail.db"))
    assert (original.address, original.received, lying.state) == (site.at("/a"), "2024-10-20T12:00:00Z", "kept")
    assert body.startswith(b"\x1f\x8b")
    assert site.pages["/a"] in gzip.decompress(body)


@pytest.mark.parametrize("fault", ["missing", "altered", "cut", "no folder"])
def test_a_missing_or_altered_original_is_said(site, rows_of, ledger, folder, tmp_path, fault):
    """By verification, and wherever the document is shown."""
    site.pages["/a"] = answer(article())
    (row,) = rows_of(site.at("/a"))
    where = str(tmp_path / "armstrail.db")
    assert check_originals(ledger, where).problems == []
    (path,) = [each for each in folder.path.rglob("*") if each.is_file()]
    path.chmod(0o644)
    data = path.read_bytes()
    if fault == "altered":
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    elif fault == "cut":
        path.write_bytes(data[:-9])
    else:
        path.unlink()
    if fault == "no folder":
        folder.path.rename(tmp_path / "elsewhere")
    (problem,) = check_originals(ledger, where).problems
    assert {"missing": "missing", "altered": "altered", "cut": "altered", "no folder": "missing"}[fault] in problem.what
    assert originals_of(ledger, row.document.digest, where)[0].fault


def test_a_full_disk_costs_its_row_and_leaves_nothing_half_written(site, rows_of, ledger, folder, monkeypatch):
    """No document goes in whose original could not be kept; the next run takes it."""
    site.pages["/a"] = answer(article())

    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        (row,) = rows_of(site.at("/a"))
    assert (row.what, row.passing) == ("refused", True)
    assert "the disk is full" in str(row.failure)
    assert [each for each in folder.path.rglob("*") if each.is_file()] == []
    assert list(ledger.documents()) == []
    assert [row.what for row in rows_of(site.at("/a"))] == ["added"]


# -- versions


def test_a_changed_page_is_a_new_version_beside_the_old(changed, ledger, site):
    """Both stay, the newer stands, and what changed is told with both quotes."""
    assert [(row.what, row.version.since) for row in changed] == [("changed", "2024-11-05")]
    assert figures(ledger) == [3000]
    (history,) = histories(ledger, site.at("/a"))
    first, second = history.revisions
    assert (first.version.since, second.version.since) == ("2024-10-14", "2024-11-05")
    (edit,) = second.edits
    assert (edit.what, edit.slots) == ("changed", ("quantity",))
    assert len(first.originals) == len(second.originals) == 1


@pytest.mark.usefixtures("changed")
def test_a_silent_edit_is_one_voice_and_not_two(ledger):
    """The estimate hears the one figure that stands."""
    voices = gather(ledger, "KP", "RU", load_books()).voices
    assert [voice.quantity.low for voice in voices] == [3000]


@pytest.mark.parametrize(
    ("known_on", "expected"),
    [("2024-10-13", []), ("2024-10-14", [5000]), ("2024-11-04", [5000]), ("2024-11-05", [3000]), ("2030", [3000])],
)
@pytest.mark.usefixtures("changed")
def test_as_known_before_the_change_the_old_version_holds(ledger, known_on, expected):
    """What was known on a day can always be asked again."""
    assert figures(ledger, as_of=known_on) == expected
    assert [
        voice.quantity.low for voice in gather(ledger, "KP", "RU", load_books(), known_on=known_on).voices
    ] == expected


@pytest.mark.usefixtures("changed")
def test_as_recorded_before_the_change_the_old_version_holds(ledger):
    """The other clock: what this ledger held then."""
    assert figures(ledger, recorded_by="2024-10-31") == [5000]
    assert figures(ledger, recorded_by="2024-11-05") == [3000]


@pytest.mark.usefixtures("changed")
def test_a_change_that_is_taken_back_is_a_third_version(ledger, packs, folder, site):
    """The first document stands again, under its own name."""
    site.pages["/a"] = answer(article("5,000"))
    rows = []
    fetch([site.at("/a")], ledger, packs, later_fetcher(), folder, on_row=rows.append)
    assert [row.what for row in rows] == ["changed"]
    assert figures(ledger) == [5000]
    (history,) = histories(ledger)
    assert [each.version.document for each in history.revisions][0::2] == [history.revisions[0].document.digest] * 2


def test_claims_that_an_edit_takes_out_or_puts_in_are_told(site, ledger, packs, folder, rows_of):
    """An article that drops its figure says so only here."""
    site.pages["/a"] = answer(article("5,000"))
    rows_of(site.at("/a"))
    without = article("5,000").replace(
        b"North Korea has sent Russia 5,000 artillery shells, South", b"Nothing was sent, South"
    )
    site.pages["/a"] = answer(without)
    fetch([site.at("/a")], ledger, packs, later_fetcher(), folder)
    assert [each.edit.what for each in edited(ledger, since="2024-10-20", until=None)] == ["gone"]
    assert figures(ledger) == []
    assert figures(ledger, as_of="2024-10-30") == [5000]


def test_two_pages_that_followed_one_another_at_an_address_are_two(site, ledger, packs, folder, rows_of):
    """A front page of another day shares its address with the first, and neither words nor day."""
    site.pages["/"] = answer(article("5,000", published=None, title="News of Monday"))
    rows_of(site.at("/"))
    other = (
        b"<html><head><title>News of Tuesday</title></head><body><article><p>Iran has delivered 40 drones to Russia, "
        b"the defence ministry in Kyiv said on Tuesday after an attack on the harbour of Odesa that lasted for most of "
        b"the night and left parts of the city in the dark.</p></article></body></html>"
    )
    site.pages["/"] = answer(other)
    rows = []
    fetch([site.at("/")], ledger, packs, later_fetcher(), folder, on_row=rows.append)
    assert [row.what for row in rows] == ["added"]
    assert sorted(figures(ledger)) == [40, 5000]


def test_a_saved_page_that_was_added_by_hand_is_the_version_before(site, ledger, packs, folder, tmp_path):
    """Whatever way a document came in, its address is the same."""
    from armstrail import pipeline

    saved = article("5,000").replace(b"<head>", f'<head><link rel="canonical" href="{site.at("/a")}">'.encode())
    (tmp_path / "saved.html").write_bytes(saved)
    pipeline.add([tmp_path / "saved.html"], ledger, packs)
    site.pages["/a"] = answer(article("3,000"))
    rows = []
    fetch([site.at("/a")], ledger, packs, later_fetcher(), folder, on_row=rows.append)
    assert [row.what for row in rows] == ["changed"]
    assert figures(ledger) == [3000]


def test_rows_that_share_the_address_of_their_table_are_no_versions(ledger, packs, tmp_path):
    """Nor are documents that somebody gave different ids."""
    from armstrail import pipeline

    lines = [
        f'{{"id": "{name}", "lang": "en", "published": "2024-10-14", "url": "http://example.org/t", "text": '
        f'"North Korea has sent Russia {count} artillery shells, Seoul said on Monday of the war."}}'
        for name, count in (("a", "5,000"), ("b", "3,000"))
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    pipeline.add([tmp_path / "t.jsonl"], ledger, packs)
    assert sorted(figures(ledger)) == [3000, 5000]
    assert ledger.versions() == []


@pytest.mark.usefixtures("changed")
def test_a_person_s_decision_on_the_version_before_is_named(ledger, site):
    """It holds for the words that it was made on; whether it holds for the new ones, a person must say."""
    (history,) = histories(ledger, site.at("/a"))
    old = history.revisions[0]
    decision = ledger.add_decision("withdraw", next(iter(old.claims)), who="A. Example", why="misquoted")
    (history,) = histories(ledger, site.at("/a"))
    assert [each.id for each in history.revisions[1].former] == [decision.id]


@pytest.mark.usefixtures("changed")
def test_the_ledger_verifies_and_moves_whole(ledger, tmp_path):
    """Originals and versions are in the export, and in the ledger made of it."""
    assert ledger.verify() == []
    out = io.StringIO()
    ledger.export(out)
    with Ledger.open(tmp_path / "other.db", clock=lambda: LATER) as other:
        summary = other.import_(out.getvalue().splitlines())
        assert summary.bad == ()
        again = io.StringIO()
        other.export(again)
        assert other.verify() == []
        assert figures(other) == [3000]
        assert other.import_(out.getvalue().splitlines()).unchanged == len(out.getvalue().splitlines()) - 1
    assert again.getvalue() == out.getvalue()
