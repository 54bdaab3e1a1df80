"""Search and sources: claims by words and filters, kept searches, feeds; whose word, and what hangs on it."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import pytest
from page_views import see, sheet
from small_ledger import HARM, HOSTILE_CLAIM, OIL_CLAIM, SPY_CLAIM, STUDY_CLAIM
from workspaces import browser, settings_of

ATOM = "{http://www.w3.org/2005/Atom}"


def test_words_are_found_in_quotes_whatever_their_case(small):
    """The best first; by date of publication where that is asked for."""
    assert [row["claim"] for row in sheet(small, "/search.csv?q=ENVOY")] == [OIL_CLAIM.id]
    days = [row["published"] for row in sheet(small, "/search.csv?q=containers&order=oldest")]
    assert len(days) == 5
    assert days == sorted(days)


def test_documents_stand_beside_the_claims(small):
    """With their titles and the place where the words stand, marked; alone where that is asked for."""
    page = see(small, "/search?q=spied+counted")
    assert "No claim that stands is found" in page.text
    page = see(small, "/search?q=container")
    assert [mark.lower() for mark in page.marked] == ["containers"] * 11
    assert "/search?q=container&in=documents" not in page.links  # there are no more than are shown
    rows = sheet(small, "/search.csv?q=container&in=documents")
    assert {row["id"] for row in rows} == {"spy", "echo", "study", "denial", "hostile"}
    assert small.get("/search.json?q=container&in=documents").json()["claims"] == []


def test_words_of_a_document_are_text_in_its_snippet(small):
    """Signs of HTML around a marked word do nothing."""
    page = see(small, "/search?q=alert")
    assert HARM in page.text
    assert "script" not in {tag.tag for tag in page.all("script") if "workspace.js" not in str(tag.get("src"))}


@pytest.mark.parametrize("fields", ["q=%2B%21", "q=" + "a+" * 13, "q=a&in=lakes", "q=a&order=best", "lang=xx"])
def test_a_search_that_cannot_be_understood_is_refused(small, fields):
    """400, with the mend."""
    assert see(small, f"/search?{fields}", 400).text


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("supplier=RU", 1), ("recipient=Russia", 5), ("item=commodity", 1), ("unit=barrels", 1), ("kind=use", 0),
        ("source=institute", 1), ("source_type=intelligence", 2), ("from=2024-12", 2), ("to=2024-10", 2),
        ("modality=denied", 1), ("supplier=KP&q=shipped", 1),
    ],
)  # fmt: skip
def test_filters_are_those_of_the_command_line(small, fields, count):
    """Each narrows."""
    assert len(sheet(small, f"/search.csv?{fields}")) == count
    assert see(small, f"/search?{fields}").text.count("No claim that stands is found") == (count == 0)


def test_a_list_has_pages(example):
    """Fifty at a time, none twice."""
    first, second = (sheet(example, f"/search.csv?supplier=KP&page={page}") for page in (1, 2))
    assert len(first) == 50
    assert not {row["claim"] for row in first} & {row["claim"] for row in second}
    assert "/search?page=2&supplier=KP" in see(example, "/search?supplier=KP").links


def test_the_feed_has_the_newest_first(small):
    """Well-formed whatever stands in a document, each entry with an id that lasts."""
    answer = small.get("/search.atom?q=containers")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = Xml.fromstring(answer.content).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}link").get("href") for entry in entries][:2] == [
        f"/claim/{HOSTILE_CLAIM.id}", f"/claim/{STUDY_CLAIM.id}",
    ]  # fmt: skip
    assert HARM in entries[0].find(f"{ATOM}summary").text
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == 5


@pytest.mark.parametrize("fields", ["", "q=%20", "kind=lake", "unit=buckets", "from=soon", "item=tanks", "supplier=QQ"])
def test_a_feed_of_nothing_or_of_nonsense_is_refused(small, fields):
    """400, with the words allowed."""
    assert small.get(f"/search.atom?{fields}").status_code == 400


def test_a_kept_search_stays_in_the_browser(small):
    """And can be forgotten."""
    fields = see(small, "/search?q=containers&unit=containers").fields("/search/save")
    assert small.post("/search/save", data=fields).url.path == "/search"
    page = see(small, "/search")
    assert {"/search?q=containers&unit=containers", "/search.atom?q=containers&unit=containers"} <= set(page.links)
    small.post("/search/save", data=page.fields("/search/save"))
    assert "Kept searches" not in see(small, "/search").text


def test_a_kept_search_that_was_tampered_with_is_harmless(small):
    """What is no filter falls away, and words are words."""
    small.cookies.set("armstrail_saved", "evil=1|q=%3Cscript%3Ex|javascript:alert(1)")
    page = see(small, "/search")
    assert "q: <script>x" in page.text
    assert not [link for link in page.links if "evil" in link or "javascript" in link]


def test_sources_stand_by_family_with_what_hangs_on_them(small):
    """The spy agency is South Korea's; whom the registry does not know is a family of its own."""
    rows = {row["origin"]: row for row in sheet(small, "/sources.csv")}
    assert rows["kr-nis"]["claims"] == "2"
    assert rows["kr-nis"]["voices"] == "1"
    assert any(origin.startswith("?") for origin in rows)
    assert "/source/kr-nis" in see(small, "/sources").links
    assert len(sheet(small, "/sources.csv?all=yes")) > 100


def test_every_source_that_is_listed_opens(small):
    """Whatever its code is made of."""
    for link in [each for each in see(small, "/sources").links if each.startswith("/source/")]:
        assert see(small, link).text
        assert small.get(f"{link}.json").status_code == 200


def test_a_source_tells_who_spoke_for_it_and_what_rests_on_it(small):
    """Persons with their terms, relatives, and each voice with its claim."""
    page = see(small, "/source/kr-nis")
    assert f"/claim/{SPY_CLAIM.id}" in page.links
    assert "Who spoke for it, and when" in page.text
    assert small.get("/source/kr-nis.json").json()["persons"]


def test_a_source_that_nobody_knows_is_not_there(small):
    """404, and the list."""
    assert "/sources" in see(small, "/source/nobody", 404).links


def test_a_reader_keeps_nothing(small_ledger):
    """Read only: no form that is sent, and none is taken."""
    client = browser(settings_of(small_ledger, read_only=True))
    assert not [form for form in see(client, "/search?q=oil").all("form") if form.get("method") == "post"]
    assert client.post("/search/save", data={"search": "q=oil"}).status_code == 403
