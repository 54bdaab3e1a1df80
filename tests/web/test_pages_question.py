"""The question: the receipt of a number, and what would follow without a voice or with another conversion."""

from __future__ import annotations

import pytest
from page_views import see, sheet
from small_ledger import HOSTILE_CLAIM, SPY_CLAIM, STUDY_CLAIM

CONTAINERS = "/question/KP/RU/cargo/containers/delivered"
SHELLS = "/question/KP/RU/arms.ammunition.artillery/pieces"


def voice_of(client, claim) -> str:
    (row,) = [row for row in sheet(client, f"{CONTAINERS}.csv") if claim.id in row["claims"].split()]
    return row["voice"]


def test_the_receipt_leads_from_the_number_to_each_claim(small):
    """Sentences, confidence, voices with weights, and the claims that carry them."""
    page = see(small, CONTAINERS)
    assert "very likely (90 %) between" in page.text
    assert "Confidence in the evidence is" in page.text
    assert {f"/claim/{claim.id}" for claim in (SPY_CLAIM, STUDY_CLAIM)} <= set(page.links)
    assert {row["unit"] for row in sheet(small, f"{CONTAINERS}.csv")} == {"containers"}


def test_the_stage_is_delivered_where_none_is_said(small):
    """Two addresses, one number."""
    assert small.get("/question/KP/RU/cargo/containers.json").text == small.get(f"{CONTAINERS}.json").text


def test_a_dropped_voice_moves_the_number_and_nothing_else(small):
    """The effect stands beside what is recorded, which is the same as before; nothing is stored."""
    before = small.get(f"{CONTAINERS}.json").json()
    dropped = small.get(f"{CONTAINERS}.json?drop={voice_of(small, HOSTILE_CLAIM)}").json()
    assert dropped["outcome"] == before["outcome"]
    middle = dropped["what_if"]["outcome"]["headline"]["median"]
    assert middle < before["outcome"]["headline"]["median"]
    page = see(small, f"{CONTAINERS}?drop={voice_of(small, HOSTILE_CLAIM)}")
    assert "With your changes" in page.text
    assert "The middle moves by −" in page.text
    assert "what_if" not in small.get(f"{CONTAINERS}.json").json()


def test_without_any_voice_nothing_follows(small):
    """Which is told, and is no error."""
    ids = "&".join(f"drop={row['voice']}" for row in sheet(small, f"{CONTAINERS}.csv"))
    assert "outcome" in small.get(f"{CONTAINERS}.json?{ids}").json()["what_if"]
    assert see(small, f"{CONTAINERS}?{ids}").text


def test_another_conversion_moves_what_is_worked_out_by_it(example):
    """The route through containers follows the number of shells in one."""
    known = example.get(f"{SHELLS}.json").json()
    routes = {tuple(route["factors"]): route["interval"]["median"] for route in known["outcome"]["routes"]}
    ((key, *_), middle) = next((factors, value) for factors, value in routes.items() if len(factors) == 1)
    factor = next(each for each in known["factors"] if each["id"] == key)
    bounds = ",".join(str(2 * factor[side]) for side in ("low", "central", "high"))
    changed = example.get(f"{SHELLS}.json?factor.{key}={bounds}").json()["what_if"]
    (through,) = [r["interval"]["median"] for r in changed["outcome"]["routes"] if r["factors"] == [key]]
    assert through == pytest.approx(2 * middle, rel=0.05)
    assert key in see(example, f"{SHELLS}?factor.{key}={bounds}").text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        (f"{CONTAINERS}?drop=nobody", 400, "no voice “nobody”"),
        (f"{CONTAINERS}?factor.nothing=1,2,3", 400, "no conversion “nothing”"),
        (f"{CONTAINERS}?factor.cmix-default=3,2,1", 400, "must not fall"),
        (f"{CONTAINERS}?factor.cmix-default=a,b,c", 400, "low, middle and high"),
        (f"{CONTAINERS}?factor.cmix-default=-1,2,3", 400, "above 0"),
        (f"{CONTAINERS}?factor.cmix-default=nan,nan,nan", 400, "must be numbers"),
        (f"{CONTAINERS}?above=many", 400, "no amount"),
        (f"{CONTAINERS}?above=nan", 400, "no amount"),
        (f"{CONTAINERS}?nature=lake", 404, "“lake” is not known"),
        ("/question/KP/RU/cargo/buckets", 404, "No unit “buckets”"),
        ("/question/KP/RU/carg/containers", 404, "did you mean cargo"),
        ("/question/KP/RU/cargo/containers/thrown", 404, "stage: “thrown”"),
    ],
)
def test_what_cannot_be_asked_says_what_can(small, path, status, told):
    """The status and the mend."""
    assert told in see(small, path, status).text


def test_the_picture_is_a_file_too(small):
    """SVG, with no leave to run anything."""
    answer = small.get(f"/chart{CONTAINERS.removeprefix('/question')}.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.text.startswith("<svg")
    assert see(small, "/chart/KP/RU/cargo/tonnes/delivered.svg", 404).text
