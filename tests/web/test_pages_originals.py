"""Where a document comes from, on its page: its original, and what stood at its address before."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_views import see
from small_ledger import DENIAL, ECHO, SPY
from workspaces import NOW, browser, settings_of

from armstrail.ledger import EvidenceFolder, Ledger
from armstrail.model.original import Original

BODY = b"<script>alert(1)</script>"


@pytest.fixture
def original(small_ledger: Path) -> Original:
    """The original of one document; and another that stood at its address before."""
    name = EvidenceFolder.beside(str(small_ledger)).keep(BODY)
    made = Original(name, len(BODY), "html", "a.html", "https://example.org/a", "2024-10-20T12:00:00Z")
    with Ledger.open(small_ledger, clock=lambda: NOW) as ledger:
        ledger.add_original(SPY.digest, made)
        ledger.add_version("https://example.org/a", SPY.digest, "2024-10-18")
        ledger.add_version("https://example.org/a", ECHO.digest, "2024-10-25")
    return made


def file_of(small_ledger: Path) -> Path:
    (path,) = [each for each in Path(f"{small_ledger}-evidence").rglob("*") if each.is_file()]
    path.chmod(0o644)
    return path


def test_an_original_is_handed_out_as_a_download(small, original):
    """Byte for byte, under its hash; no browser runs it, whatever it holds."""
    assert f"/original/{original.sha256}" in see(small, f"/document/{SPY.digest}").links
    given = small.get(f"/original/{original.sha256}")
    assert given.content == BODY
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"] == f'attachment; filename="{original.sha256[:16]}.html"'
    assert given.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert given.headers["x-content-type-options"] == "nosniff"


def test_the_twin_tells_the_original_and_the_versions(small, original):
    """For programs."""
    record = small.get(f"/document/{SPY.digest}.json").json()
    (told,) = record["originals"]
    assert (told["sha256"], told["state"], told["received"]) == (original.sha256, "kept", "2024-10-20T12:00:00Z")
    (history,) = record["versions"]
    assert [each["since"] for each in history["versions"]] == ["2024-10-18", "2024-10-25"]


@pytest.mark.parametrize("fault", ["missing", "altered"])
def test_an_original_that_is_not_as_it_was_is_said_and_not_given(small, small_ledger, original, fault):
    """On the page, in the twin and at its address; no path of this machine is told."""
    path = file_of(small_ledger)
    path.unlink() if fault == "missing" else path.write_bytes(BODY + b"!")
    assert {"missing": "The original is missing", "altered": "The original was altered"}[fault] in see(
        small, f"/document/{SPY.digest}"
    ).text
    assert small.get(f"/document/{SPY.digest}.json").json()["originals"][0]["state"] == fault
    refused = small.get(f"/original/{original.sha256}")
    assert refused.status_code == 404
    assert str(small_ledger.parent) not in refused.text


def test_bytes_altered_without_a_change_of_length_are_not_given(small, small_ledger, original):
    """They are held against their hash before they leave."""
    file_of(small_ledger).write_bytes(BODY[:-1] + b"!")
    assert small.get(f"/original/{original.sha256}").status_code == 404


@pytest.mark.parametrize("name", ["0" * 64, "abc", "..%2f..%2fetc%2fpasswd", "%00"])
def test_only_what_the_ledger_names_is_given(small, name):
    """No other file of the folder, and none outside it."""
    assert small.get(f"/original/{name}").status_code == 404


def test_the_versions_stand_on_the_page_of_each(small, original):
    """With both quotes of what changed, in both languages."""
    del original
    for digest in (SPY.digest, ECHO.digest):
        page = see(small, f"/document/{digest}")
        assert "Versions" in page.text
        assert f"/document/{(ECHO if digest == SPY.digest else SPY).digest}" in page.links
    assert "Versions" not in see(small, f"/document/{DENIAL.digest}").text


def test_the_words_are_there_in_italian(small_ledger, original):
    """As all of a page."""
    del original
    with browser(settings_of(small_ledger, language="it")) as client:
        assert "Originali" in client.get(f"/document/{SPY.digest}").text
