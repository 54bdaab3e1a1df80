"""The pictures of the pages: each with a table behind it, links to claims, an address of its own, no word that runs."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from page_views import see, sheet
from small_ledger import DENIAL_CLAIM, HOSTILE_CLAIM, SPY_CLAIM, STUDY_CLAIM, fill
from workspaces import browser, settings_of

from armstrail.ledger import Ledger
from armstrail.publishing.pictures import Picture, draw
from armstrail.web.clocks import day_of, number_of
from armstrail.web.desk import House
from armstrail.web.serving import warm
from armstrail.web.visits import VISITS

ALONE = (
    "/chart/KP/RU/cargo/containers/delivered.svg", "/map/KP/RU.svg", "/network/KP/RU.svg", "/trend/KP/RU.svg",
)  # fmt: skip
MOST = 150_000  # bytes of a page before it is packed


def figures(html: str) -> list[str]:
    return re.findall(r'<figure class="chart".*?</figure>', html, re.S)


def test_each_picture_has_a_table_behind_it(settled):
    """The chart the figures and the band in numbers, the map its places, the network its lines."""
    html = settled.get("/flow/KP/RU").text
    assert len(figures(html)) == 3
    assert html.count("<details>") == 3
    for after in html.split("</figure>")[1:]:
        assert "<table" in after.partition("<figure")[0]


def test_all_pictures_lead_to_claims(settled):
    """A mark of each opens words."""
    chart, route_map, network = figures(settled.get("/flow/KP/RU").text)
    assert f'href="/claim/{SPY_CLAIM.id}"' in chart
    assert f'href="/claim/{STUDY_CLAIM.id}"' in route_map
    assert f'href="/claim/{SPY_CLAIM.id}"' in network
    assert 'href="/source/kr-nis"' in network


def test_the_letter_of_a_family_stands_in_picture_and_table(settled):
    """Who does not tell colours apart finds a row by its letter."""
    html = settled.get("/flow/KP/RU").text
    letters = set(re.findall(r'class="hand hand-\d">(\w)<', html))
    assert len(letters) == 3
    drawn = re.search(r'<g class="letter".*?</g>', figures(html)[0])
    assert letters == set(re.findall(r">(\w)</text>", drawn[0]))


def test_words_of_documents_are_words_in_pictures(settled):
    """A source, a paper and a place with a script in their names: no element of theirs, in any picture."""
    html = settled.get("/flow/KP/RU").text
    for svg in figures(html):
        assert "<script" not in svg
        assert "onerror=alert" not in svg.replace("onerror=alert(1)&gt;", "")
    page = see(settled, "/flow/KP/RU")
    assert page.all("img") == []
    assert [values.get("src") for values in page.all("script")] == ["/static/clocks.js"]
    assert f"/claim/{HOSTILE_CLAIM.id}" in page.links


@pytest.mark.parametrize("path", ALONE)
def test_each_picture_has_an_address_of_its_own(settled, path):
    """As an image that may load and run nothing."""
    answer = settled.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert ElementTree.fromstring(answer.text).find("{*}title").text


@pytest.mark.parametrize("path", [path.replace("KP/RU", "FR/DE") for path in ALONE])
def test_where_nothing_is_to_be_drawn_there_is_no_picture(settled, path):
    """404, and where to go."""
    assert settled.get(path).status_code == 404
    assert settled.get(f"{path}?nonsense=1").status_code == 400


def test_a_chart_can_be_drawn_anew_elsewhere(settled):
    """The very specification of Vega-Lite that it was drawn from, with its figures and links."""
    spec = settled.get("/chart/KP/RU/cargo/containers/delivered.vl.json").json()
    assert spec["$schema"].endswith("vega-lite/v6.json")
    (points,) = [layer["data"]["values"] for layer in spec["layer"] if layer["name"] == "mark"]
    assert {point["figure"] for point in points} == {2000, 3500, 5000}
    drawn = draw(Picture("", "", spec), "k")
    assert all(f'href="{point["link"]}"' in drawn for point in points)


@pytest.mark.parametrize("path", ["/map/KP/RU.vl.json", "/network/KP/RU.vl.json"])
def test_maps_and_networks_can_be_drawn_anew_too(settled, path):
    """Each as its specification, which holds all that it shows and names no address."""
    answer = settled.get(path)
    assert answer.headers["content-type"].startswith("application/json")
    assert ElementTree.fromstring(draw(Picture("", "", answer.json()), "k")).find(".//{*}path") is not None
    assert "http" not in answer.text.replace("https://vega.github.io/schema/vega-lite/v6.json", "")


def test_the_map_says_whose_borders_it_draws_and_what_is_disputed(settled):
    """In words beside it: Crimea, and a place that two states claim."""
    text = see(settled, "/flow/KP/RU").text
    assert "Crimea is drawn as Ukraine" in text
    assert "claimed by Ukraine, Russia" in text
    assert "A mark is the word of a claim, not a sighting" in text


def test_what_does_not_fit_stands_with_its_reason(example):
    """Pairs of figures that cannot both be true, each side a link."""
    page = see(example, "/flow/KP/RU")
    assert "What does not fit together" in page.text
    assert re.search(r"cannot both be true \([a-z ]+\)", page.text)


def test_a_question_that_was_chosen_stands_first(example):
    """With more of its figures than otherwise."""
    codes = [values["value"] for values in see(example, "/flow/KP/RU").all("option")]
    chosen = see(example, f"/flow/KP/RU?show={codes[7]}")
    first = next(values["href"] for name, values in chosen.elements if name == "a" and "/question/" in values["href"])
    assert first == "/question/KP/RU/" + "/".join(codes[7].split("/")[:3])


@pytest.mark.parametrize("path", ["/flow/KP/RU", "/flow/RU/KP", "/"])
def test_a_page_is_light(example, path):
    """Less than 150 kB, pictures and tables together."""
    assert len(example.get(path).content) < MOST


def test_who_denies_is_named_in_the_words_of_the_text(settled):
    """A source that the registry does not list is no code."""
    page = see(settled, "/flow/KP/RU")
    assert f"/claim/{DENIAL_CLAIM.id}" in page.links
    assert "?outlet" not in page.text


class TestClocks:
    """The sliders count days, so that they work without a script; the address holds what was asked."""

    def test_a_slider_asks_for_its_day(self, settled):
        """The number of a day is the day."""
        by_number = sheet(settled, f"/flow/KP/RU.csv?known_on_day={number_of('2024-11-01')}")
        assert by_number == sheet(settled, "/flow/KP/RU.csv?known_on=2024-11-01")
        assert [row["low"] for row in by_number] == ["2000"]

    def test_a_slider_stands_where_it_was_put(self, settled):
        """With its day in words, over all the days on record."""
        (slider,) = [each for each in self.sliders(settled, "?known_on=2024-11-01") if "known" in each["name"]]
        assert day_of(int(slider["value"])) == "2024-11-01"
        assert (day_of(int(slider["min"])), day_of(int(slider["max"]))) == ("2024-10-18", "2025-01-10")

    def test_a_slider_at_its_end_asks_for_no_limit(self, settled):
        """Both untouched: the page of the flow itself."""
        query = "&".join(f"{each['name']}={each['max']}" for each in self.sliders(settled))
        assert sheet(settled, f"/flow/KP/RU.csv?{query}") == sheet(settled, "/flow/KP/RU.csv")
        assert settled.get(f"/flow/KP/RU.json?{query}").json()["known_on"] is None

    def test_the_day_asked_for_stands_in_the_picture(self, settled):
        """A line in the chart with its date."""
        assert "30 Nov 2024" in figures(settled.get("/flow/KP/RU?as_of=2024-11-30").text)[0]

    def sliders(self, client, query=""):
        return [each for each in see(client, f"/flow/KP/RU{query}").all("input") if each.get("type") == "range"]


class TestVisits:
    """What was added since the last visit, whose day the browser keeps."""

    @pytest.fixture
    def at(self, tmp_path):
        """Opens the same ledger, filled on 1 August 2025, on a day with what the browser kept."""
        path = tmp_path / "visited.db"
        with Ledger.open(path, clock=lambda: datetime(2025, 8, 1, 12, tzinfo=UTC)) as ledger:
            fill(ledger)

        def open_on(day, kept=None):
            client = browser(
                settings_of(path).__class__(str(path), lambda: datetime.fromisoformat(f"{day}T09:00Z"), b"s")
            )
            if kept:
                client.cookies.set(VISITS, kept, domain="127.0.0.1")
            return client

        return open_on

    def test_a_first_visit_marks_nothing_and_says_why(self, at):
        """The day is kept from then on, in the browser alone."""
        client = at("2025-08-02")
        assert "kept in this browser alone" in see(client, "/").text
        assert client.cookies[VISITS] == "2025-08-02"

    def test_what_came_into_the_ledger_since_is_counted(self, at):
        """On the day after the ledger was filled all of it is new to who came on the day before."""
        client = at("2025-08-02", "2025-07-30")
        rows = {row["supplier"]: row["new"] for row in sheet(client, "/index.csv")}
        assert rows == {"KP": "5", "RU": "1"}
        page = see(client, "/")
        assert "30 Jul 2025, the day of your last visit" in page.text
        assert "+5" in page.text

    def test_what_stood_there_then_is_not_new(self, at):
        """Who came after the ledger was filled finds nothing added."""
        assert {row["new"] for row in sheet(at("2025-08-09", "2025-08-05"), "/index.csv")} == {"0"}

    def test_it_stays_marked_all_day(self, at):
        """A second look on the same day tells the same; the day before is forgotten only on another day."""
        client = at("2025-08-02", "2025-07-30")
        first = see(client, "/").text
        assert client.cookies[VISITS] == "2025-07-30.2025-08-02"
        assert see(client, "/").text == first
        later = at("2025-08-09", "2025-07-30.2025-08-02")
        see(later, "/")
        assert later.cookies[VISITS] == "2025-08-02.2025-08-09"

    def test_a_day_asked_for_goes_before_the_visit(self, at):
        """?since= counts by publication, as it always did."""
        rows = sheet(at("2025-08-02", "2025-07-30"), "/index.csv?since=2024-10-18")
        assert rows[0]["new"] == "4"

    @pytest.mark.parametrize("kept", ["yesterday", "2025-99-99", "2030-01-01", "...", "<script>"])
    def test_a_cookie_that_makes_no_sense_is_a_first_visit(self, at, kept):
        """Nothing of it is shown or trusted."""
        assert "From your next visit on" in see(at("2025-08-02", kept), "/").text


def test_a_trend_comes_with_the_size(small_ledger):
    """From what was summed up before; nothing is worked out while the start is asked for."""
    settings = settings_of(small_ledger)
    house = House.of(settings)
    client = browser(settings, house)
    assert 'class="drawn trend"' not in client.get("/").text
    warm(house)
    html = client.get("/").text
    told, *_ = re.findall(r'class="drawn trend".*?<title[^>]*>([^<]*)<', html)
    assert re.fullmatch(r"\d+ \w+ 2024: about [\d,]+ containers; \d+ \w+ 2024: about [\d,]+ containers", told)


def test_what_goes_the_other_way_has_its_size(small_ledger):
    """Where the other flow was summed up, its estimate and its line stand beside; it is not worked out for that."""
    house = House.of(settings_of(small_ledger))
    client = browser(settings_of(small_ledger), house)
    assert "Most spoken of" not in see(client, "/flow/KP/RU").text
    warm(house)
    page = see(client, "/flow/KP/RU")
    assert re.search(r"Most spoken of: Fuel, counted in barrels, .* barrels \(", page.text)
