"""The flow: headlines, the figures of each voice side by side, denials, and the other way."""

from __future__ import annotations

import re

import pytest
from page_views import see, sheet
from small_ledger import DENIAL_CLAIM, SPY_CLAIM, STUDY_CLAIM


def test_each_figure_is_one_click_from_its_words(small):
    """The figure of every voice leads to the claim that said it first."""
    page = see(small, "/flow/KP/RU")
    assert {f"/claim/{SPY_CLAIM.id}", f"/claim/{STUDY_CLAIM.id}"} <= set(page.links)
    assert "about 2,000 containers" in page.text
    assert "very likely (90 %) between" in page.text


def test_the_points_of_the_chart_lead_to_claims(small):
    """The picture has a title for who does not see it, and links."""
    html = small.get("/flow/KP/RU").text
    svg = html[html.index("<svg") : html.index("</svg>")]
    assert "<title id=" in svg
    assert re.search(rf'href="/claim/{SPY_CLAIM.id}"', svg)


def test_who_denies_and_what_goes_back_stand_beside(small):
    """A denial has no part in the number, and is told."""
    page = see(small, "/flow/KP/RU")
    assert f"/claim/{DENIAL_CLAIM.id}" in page.links
    assert any(link.startswith("/question/RU/KP/commodity.fuel/barrels") for link in page.links)


def test_what_was_public_later_is_not_there(small):
    """The second clock: on 1 November only the spy agency had spoken."""
    rows = sheet(small, "/flow/KP/RU.csv?known_on=2024-11-01")
    assert [row["low"] for row in rows] == ["2000"]
    assert len(sheet(small, "/flow/KP/RU.csv")) == 3


def test_two_carriers_are_one_voice(small):
    """The echo of the spy agency is a carrier, not a second voice."""
    (spy,) = [row for row in sheet(small, "/flow/KP/RU.csv") if row["low"] == "2000"]
    assert spy["carriers"] == "2"


def test_another_question_can_be_drawn(example):
    """By the code that its list gives."""
    page = see(example, "/flow/KP/RU")
    codes = [values["value"] for values in page.all("option")]
    assert len(codes) > 3
    assert "<svg" in example.get(f"/flow/KP/RU?show={codes[1]}").text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/flow/KP/KP", 404, "name two parties"),
        ("/flow/QQ/RU", 404, "No party"),
        ("/flow/North%20Korae/RU", 404, "did you mean KP"),
        ("/flow/KP/RU?as_of=2024-99", 400, "YYYY-MM-DD"),
        ("/flow/KP/RU?asof=2024", 400, "its fields"),
        ("/flow/KP/RU?page=0", 400, "whole number"),
        ("/flow/KP/RU?show=tanks", 400, "no question of this flow"),
        ("/flow/KP/RU?as_of=2024&as_of=2025", 400, "give it once"),
        ("/flow/KP/RU?as_of=2024&as_of_day=20000", 400, "give one of the two"),
        ("/flow/KP/RU?known_on_day=-5", 400, "whole number"),
        ("/flow/KP/RU?known_on_day=99999999", 400, "whole number"),
    ],
)
def test_what_cannot_be_asked_says_what_can(small, path, status, told):
    """The status and the mend."""
    assert told in see(small, path, status).text


def test_a_flow_without_figures_is_a_page(small):
    """Nothing is no error."""
    assert "no figure on this flow" in see(small, "/flow/FR/DE").text


def test_parties_go_by_name_too(small):
    """North Korea is KP."""
    assert see(small, "/flow/north%20korea/Russia").links


def test_what_is_new_is_told(small):
    """New voices since a day, each with its words."""
    page = see(small, "/changes/KP/RU?since=2024-11-30")
    assert "3,500 containers" in page.text
    assert f"/claim/{STUDY_CLAIM.id}" in page.links
    assert "about 2,000 containers" not in page.text
