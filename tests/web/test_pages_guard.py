"""What keeps other sites, other machines and hostile words out."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_views import see
from small_ledger import HARM, HOSTILE, HOSTILE_CLAIM
from workspaces import browser, settings_of

from armstrail.model.errors import BadValue, PackError
from armstrail.web import check_host
from armstrail.web.routes import FILES, FORMS, PAGES
from armstrail.web.words import languages, load_words

EVERY = (
    "/", "/?since=2024", "/flow/KP/RU", "/flow/RU/KP", "/changes/KP/RU?since=2024-11",
    "/question/KP/RU/cargo/containers", f"/claim/{HOSTILE_CLAIM.id}", f"/document/{HOSTILE.digest}", "/nonesuch",
)  # fmt: skip


@pytest.mark.parametrize("path", EVERY)
def test_words_of_documents_are_text_everywhere(small, path):
    """No element, attribute or address of a page comes from a document, the chart included; no control sign is left."""
    answer = small.get(path)
    page = see(small, path, answer.status_code)
    assert all(re.match(r"(/|#|https?://)[^<>]*\Z", link) for link in page.links)
    assert not [values for _, values in page.elements if any(name.startswith("on") for name in values)]
    assert [values for values in page.all("script") if "src" not in values] == []
    assert not [values for values in page.all("img") if values.get("src") == "x"]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", answer.text)
    assert "style=" not in answer.text.partition("<main")[0]


def test_hostile_words_are_still_shown(small):
    """Escaped, not dropped: the reader sees what the document says."""
    assert HARM in see(small, f"/document/{HOSTILE.digest}").text
    assert "␀␇" in see(small, f"/document/{HOSTILE.digest}").text


@pytest.mark.parametrize("path", EVERY)
def test_a_page_may_load_nothing_from_elsewhere(small, path):
    """A policy on every answer, and no source on another host in any page."""
    answer = small.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = see(small, path, answer.status_code)
    loaded = [
        values.get("src") or values.get("href") for tag, values in page.elements if tag in ("link", "script", "img")
    ]
    assert all(source.startswith("/") and not source.startswith("//") for source in loaded)


def test_a_page_has_no_inline_style(small):
    """Which the policy would refuse."""
    for path in EVERY:
        assert not [values for _, values in see(small, path, small.get(path).status_code).elements if "style" in values]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1", "0.0.0.0"]
)
def test_another_host_is_refused(small, host):
    """So that no site can point a name of its own at this machine and read along."""
    answer = small.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "North Korea" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"])
def test_our_own_hosts_are_answered(small, host):
    """With any port."""
    assert small.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.org", "::", ""])
def test_the_workspace_is_not_opened_to_others(host):
    """It asks nobody who he is."""
    with pytest.raises(BadValue, match="use 127"):
        check_host(host)


def test_an_address_beyond_measure_is_refused(small):
    """414, before anything reads it."""
    assert small.get("/?since=" + "2" * 5000).status_code == 414


def test_a_page_takes_no_form(small):
    """405, as a page."""
    assert small.post("/").status_code == 405
    assert see(small, "/", 200).text


def test_what_breaks_shows_no_inside(small_ledger, caplog, monkeypatch):
    """The page says so and no more; the log has the rest."""
    from armstrail.web import desk

    def broken(*_, **__):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(desk, "list_flows", broken)
    answer = browser(settings_of(small_ledger)).get("/")
    assert answer.status_code == 500
    assert "secret of the inside" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret of the inside" in caplog.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_ledger_that_goes_away_is_said_to_be_away(small_ledger):
    """503, for a page as for its twins, and without a path; back again, all is well."""
    client = browser(settings_of(small_ledger))
    assert client.get("/").status_code == 200
    away = small_ledger.rename(small_ledger.with_suffix(".away"))
    for path in ("/", "/index.json", "/index.csv", "/flow/KP/RU"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert str(small_ledger) not in answer.text
    away.rename(small_ledger)
    assert client.get("/").status_code == 200


def test_a_spoilt_ledger_is_no_traceback(small_ledger):
    """503 as well."""
    small_ledger.write_bytes(b"SQLite format 3\0" + b"spoilt" * 1000)
    assert browser(settings_of(small_ledger)).get("/flow/KP/RU").status_code == 503


def test_every_language_has_all_words():
    """English is the measure; a language with a gap would be refused."""
    assert set(languages()) == {"en", "it"}
    for language in languages():
        assert load_words(language).rows.keys() == load_words("en").rows.keys()
    with pytest.raises(PackError, match="use one of en, it"):
        load_words("xx")


def test_the_pages_speak_italian(open_at):
    """The words of the page, and those of numbers and names."""
    page = see(open_at(language="it"), "/flow/KP/RU")
    assert "Corea del Nord → Russia" in page.text
    assert "Chi lo nega" in page.text


PARTS = {
    "supplier": "KP", "recipient": "RU", "item": "cargo", "unit": "containers", "stage": "delivered",
    "claim": HOSTILE_CLAIM.id, "document": "hostile", "origin": "kr-nis", "name": "x", "decision": "abcdef",
    "form": "md", "original": "0" * 64,
}  # fmt: skip
PATHS = [path for path, _ in (*PAGES, *FILES)]


@given(st.data())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_nothing_that_is_asked_breaks_a_page(settled, data):
    """Whatever stands in the address, a page answers, or refuses with a status that says why: never 500."""
    path = data.draw(st.sampled_from(PATHS))
    words = st.text(min_size=1, max_size=12) | st.sampled_from(
        ["KP", "RU", "2024-13", "-1", "1e999", "%00", "<b>", "\ud7ff"]
    )
    for name in re.findall(r"{(\w+)", path):
        value = PARTS[name] if data.draw(st.booleans()) else data.draw(words)
        path = re.sub(rf"{{{name}(:path)?}}", lambda _, value=value: _quoted(value), path)
    fields = data.draw(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), words, max_size=3))
    twin = data.draw(st.sampled_from(["", ".json", ".csv"]))
    answer = settled.get(path + twin if path != "/" else f"/index{twin or '.json'}", params=fields)
    assert answer.status_code in (200, 303, 400, 403, 404, 405, 414)


FIELDS = (
    "since", "until", "as_of", "known_on", "page", "show", "drop", "above", "nature", "factor.x", "q", "item", "kind",
    "supplier", "recipient", "source", "unit", "from", "to", "language", "estimates", "download", "all", "fresh",
    "words", "start", "end", "effect",
)  # fmt: skip


def _quoted(value: str) -> str:
    from urllib.parse import quote

    return quote(value, safe="")


def test_every_form_is_refused_without_its_token(small):
    """403, and nothing is recorded."""
    for path, _ in FORMS:
        answer = small.post(re.sub(r"{(\w+)}", lambda found: PARTS[found[1]], path), data={"why": "x"})
        assert answer.status_code == 403


def test_every_word_of_the_closed_lists_is_on_the_pages():
    """Whatever a slot, a link, a state or a sign may hold, no page stands without words for it."""
    from small_ledger import SPY, SPY_CLAIM

    from armstrail.accounts import EVENTS, ROLES
    from armstrail.model.copy import COPY_KINDS
    from armstrail.model.reading import READING_STATES
    from armstrail.model.slots import SLOTS
    from armstrail.model.voice import LINKS
    from armstrail.pipeline.filling import FIELDS as FIELDS_OF_A_CLAIM
    from armstrail.pipeline.reviewing import SIGNS
    from armstrail.web.pages.again import SHOWN
    from armstrail.web.pages.deciding import ACTIONS, SECONDS

    words = load_words("en")
    wanted = [f"link.{link}" for link in LINKS] + [f"state.{state}" for state in READING_STATES]
    wanted += [f"copy.{way}_{kind}" for way in ("of", "to") for kind in COPY_KINDS]
    wanted += [f"sign.{sign}" for sign in SIGNS[1:]] + [
        f"ruled.{action}" for action in (*ACTIONS, *SECONDS, "correct", "mark", "undo")
    ]
    wanted += [f"seconded.{action}" for action in SECONDS] + [f"again.{show}" for show in SHOWN]
    wanted += [f"field.{field}" for field in (*FIELDS_OF_A_CLAIM, "kind")] + [f"slot.{slot}" for slot in SLOTS]
    wanted += [f"status.{status}" for status in (400, 401, 403, 404, 405, 409, 429, 500, 503)]
    wanted += [f"event.{event}" for event in EVENTS]
    wanted += [f"role.{each}{role}" for role in ROLES for each in ("", "may_")]
    wanted += [f"slot.{slot}" for slot in SPY_CLAIM.to_json(SPY.text) if words.find(f"slot.{slot}")]
    assert [key for key in wanted if words.find(key) is None] == []
