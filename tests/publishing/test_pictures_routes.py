"""The map: places by what claims say happened there, lines only where one claim names both ends, borders as agreed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from drawn_pictures import map_picture
from picture_makers import TELLER, all_of, claim_at, titles

from armstrail.model.claim import Place
from armstrail.model.errors import PackError
from armstrail.publishing.pictures import make_map
from armstrail.publishing.pictures.routes import role_mark
from armstrail.publishing.pictures.world import clip, load_world, read_world
from armstrail.vocabulary import load_vocabulary

RAJIN = Place("Rajin", "KP", "origin", 42.25, 130.3)
VOSTOCHNY = Place("Vostochny", "RU", "transit", 42.74, 133.08)
TIKHORETSK = Place("Tikhoretsk", "RU", "destination", 45.85, 40.13)
WASHINGTON = Place("Washington", "US", "location", 38.9, -77.04)
KERCH = Place("Kerch", "UA", "destination", 45.36, 36.47, ("UA", "RU"))


def draw(*claims, link=lambda pair: f"/claim/{pair.claim.id}"):
    return map_picture(make_map(claims, "KP", "RU"), TELLER, "k", link)


def seas(svg):
    """The sheets of a map, each of which begins with its sea."""
    return [each for each in all_of(svg, "g") if each.get("class") == "sea"]


def holds(ring, east, north):
    """Whether a place lies in a ring, by how often a line from it crosses the ring."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > north) != (y2 > north) and east < x1 + (north - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


@pytest.mark.parametrize(("east", "north"), [(34.1, 45.2), (34.4, 44.9), (33.7, 45.3), (35.2, 45.2)])
def test_crimea_is_ukraine(east, north):
    """By the internationally recognised border; the source of the map draws it otherwise."""
    assert {area.code for area in load_world() if holds(area.ring, east, north)} == {"UA"}


def test_no_border_parts_crimea_from_ukraine():
    """Ukraine is one ring, with the peninsula in it."""
    (ring,) = [area.ring for area in load_world() if area.code == "UA"]
    assert holds(ring, 34.1, 45.2)
    assert holds(ring, 30.5, 50.4)


def test_what_is_disputed_is_marked_and_drawn_so():
    """Areas with a border of their own on which states do not agree have a broken one, and the picture says so."""
    disputed = {area.name for area in load_world() if area.disputed}
    assert {"W. Sahara", "Kosovo", "N. Cyprus", "Somaliland", "Palestine", "Taiwan"} <= disputed
    svg = draw(claim_at(1, KERCH, Place("Laayoune", "EH", "origin", 27.15, -13.2)))
    assert any(each.get("stroke-dasharray") for each in all_of(svg, "g") if each.get("class") == "land")
    assert "68/262" in all_of(svg, "desc")[0].text
    assert any("68/262" in (each.text or "") for each in all_of(svg, "text"))


def test_the_areas_go_by_codes_that_the_ledger_knows():
    """A flow can find its parties on the map."""
    actors = load_vocabulary().actors
    codes = {area.code for area in load_world() if area.code}
    assert codes <= actors.keys()
    assert {"KP", "RU", "UA", "IR", "US", "CN", "TW"} <= codes


def test_no_ring_runs_around_the_earth():
    """Those that reach over the 180th meridian are cut there."""
    for area in load_world():
        easts = [east for east, _ in area.ring]
        assert max(easts) - min(easts) <= 180, area.name


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("code,name,ring\n", "columns must be"),
        ("code,name,disputed,ring\nUA,,,0 0 1 1 1 0 0 0\n", ":2: needs a name"),
        ("code,name,disputed,ring\nUA,Ukraine,,0 0 1 1 1 0\n", "not closed"),
        ("code,name,disputed,ring\nUA,Ukraine,,0 0 1 x 1 0 0 0\n", "degrees east and north"),
        ("code,name,disputed,ring\nUA,Ukraine,,0 0 1 99 1 0 0 0\n", "not lie on Earth"),
    ],
)
def test_a_broken_base_map_is_refused(table, told):
    """File, line and the mend."""
    with pytest.raises(PackError, match=told):
        read_world(table)


def test_a_line_joins_what_one_claim_joins():
    """From where it set out through where it passed to where it arrived; two claims that name one end each do not."""
    (first, then) = make_map([claim_at(1, TIKHORETSK, VOSTOCHNY, RAJIN)], "KP", "RU").legs
    assert (first.start, first.end) == ((42.25, 130.3), (42.74, 133.08))
    assert (then.start, then.end) == ((42.74, 133.08), (45.85, 40.13))
    assert make_map([claim_at(1, RAJIN), claim_at(2, TIKHORETSK)], "KP", "RU").legs == ()


def test_marks_are_shaped_by_role_and_lead_to_the_newest_claim():
    """Another role is another outline, and is said in words."""
    shapes = {role_mark(role)["shape"] for role in ("origin", "transit", "destination", "location")}
    assert len(shapes) == 4
    pair = claim_at(1, RAJIN)
    svg = draw(pair)
    assert [link.get("href") for link in all_of(svg, "a")] == [f"/claim/{pair.claim.id}"]
    assert "Rajin (set out: 1 claim)" in titles(svg)


def test_a_place_that_several_states_claim_says_so():
    """Kerch is Ukraine's by its border, and Russia claims it."""
    assert any("claimed by Ukraine, Russia" in title for title in titles(draw(claim_at(1, RAJIN, KERCH))))


def test_where_somebody_only_spoke_does_not_widen_the_picture():
    """A briefing in Washington leaves the map at the Sea of Japan, and is told to lie outside of it."""
    near, far = draw(claim_at(1, RAJIN, VOSTOCHNY)), draw(claim_at(1, RAJIN, VOSTOCHNY), claim_at(2, WASHINGTON))
    assert "Outside of the picture: Washington." in all_of(far, "desc")[0].text
    assert len(all_of(far, "a")) == len(all_of(near, "a"))


def test_a_crowd_is_drawn_once_more_from_nearer():
    """Four ports of one gulf cannot be told apart on a map that reaches to the Black Sea."""
    gulf = [Place(f"Port {n}", "RU", "location", 42.6 + n / 5, 132 + n / 4) for n in range(4)]
    assert len(seas(draw(claim_at(1, RAJIN, TIKHORETSK, *gulf)))) == 2
    assert len(seas(draw(claim_at(1, RAJIN, *gulf)))) == 1


def test_claims_without_a_known_place_are_counted():
    """One names none, one a place that the gazetteer does not know."""
    unknown = Place("somewhere", None, "origin")
    found = make_map([claim_at(1), claim_at(2, unknown), claim_at(3, RAJIN)], "KP", "RU")
    assert (found.told, found.silent, len(found.stops)) == (1, 2, 1)
    assert map_picture(make_map([claim_at(1)], "KP", "RU"), TELLER, "k") == ""


def test_the_whole_earth_is_light_and_in_its_frame():
    """From Buenos Aires to Kamchatka: less than 100 kB, and every mark within the picture."""
    ends = [
        Place("A", "AR", "origin", -34.6, -58.4), Place("B", "RU", "destination", 53.0, 158.6),
        Place("C", "US", "origin", 64.8, -147.7), Place("D", "NZ", "destination", -36.8, 174.8),
    ]  # fmt: skip
    svg = draw(claim_at(1, *ends))
    assert len(svg) < 100_000
    assert len([link for link in all_of(svg, "a") if link[0].text.split()[0] in "ABCD"]) >= 4


def test_cutting_a_ring_keeps_what_lies_within():
    """A square cut to its right half; one that lies elsewhere is gone."""
    square = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0))
    assert set(clip(square, 1, -1, 3, 3)) == {(1.0, 0.0), (2.0, 0.0), (2.0, 2.0), (1.0, 2.0)}
    assert clip(square, 5, 5, 6, 6) == []


def test_the_same_claims_are_the_same_map():
    """In whatever order they come."""
    claims = [claim_at(1, RAJIN, VOSTOCHNY), claim_at(2, RAJIN, TIKHORETSK), claim_at(3, KERCH)]
    assert draw(*claims) == draw(*claims[::-1])
