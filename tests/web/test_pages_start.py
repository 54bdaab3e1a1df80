"""The start: every flow with its size and newest voice, and what is new since a day."""

from __future__ import annotations

import pytest
from page_views import see, sheet
from workspaces import browser, settings_of

from armstrail.web.desk import House
from armstrail.web.serving import warm


def test_every_flow_leads_to_its_page(example):
    """With claims, documents and voices; those with most claims first."""
    rows = sheet(example, "/index.csv")
    assert [row["supplier"] for row in rows][:2] == ["KP", "RU"]
    assert [int(row["claims"]) for row in rows] == sorted((int(row["claims"]) for row in rows), reverse=True)
    assert all(int(row["documents"]) <= int(row["claims"]) for row in rows)
    assert "/flow/KP/RU" in see(example, "/").links


def test_the_twins_say_the_same(example):
    """JSON and CSV hold the same rows."""
    flows = example.get("/index.json").json()["flows"]
    assert [str(flow["claims"]) for flow in flows] == [row["claims"] for row in sheet(example, "/index.csv")]


def test_new_are_the_claims_that_became_public_after_the_day(small):
    """Four of the five documents on containers came after the first."""
    (row, *_) = sheet(small, "/index.csv?since=2024-10-18")
    assert (row["claims"], row["new"]) == ("5", "4")
    assert "/changes/KP/RU?since=2024-10-18" in see(small, "/?since=2024-10-18").links


def test_sizes_come_once_they_are_worked_out(small_ledger):
    """Before, the page says that it is being done; it never waits for an estimate."""
    settings = settings_of(small_ledger)
    house = House.of(settings)
    client = browser(settings, house)
    assert sheet(client, "/index.csv")[0]["size_median"] == ""
    assert "not summed up yet" in see(client, "/").text
    assert warm(house) == 2
    assert float(sheet(client, "/index.csv")[0]["size_median"]) > 0
    assert "not summed up yet" not in see(client, "/").text


@pytest.mark.parametrize("since", ["2024-13", "soon", "2024-02-30", "20241018"])
def test_a_date_that_is_none_is_refused_with_the_mend(small, since):
    """400, and how to write it."""
    assert "YYYY-MM-DD" in see(small, f"/?since={since}", 400).text


def test_an_empty_ledger_says_what_to_do(tmp_path):
    """Add documents."""
    from armstrail.ledger import Ledger

    settings = settings_of(tmp_path / "empty.db")
    Ledger.open(tmp_path / "empty.db", clock=settings.clock).close()
    assert "armstrail add" in see(browser(settings), "/").text
