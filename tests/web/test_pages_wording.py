"""Every message that a page can show comes from the words of its language: told by keys, not by what looks English.

The pages are made with each row of their words in marks, in Italian. What stands outside the marks is no word of the
pages: names, figures, codes, and the words of documents.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from amending_forms import ANA, correct, mark, undo
from babel import Locale
from jinja2 import Environment
from page_views import see
from shared_workspaces import PASSWORD, PEOPLE, Workspace, filled
from small_ledger import (
    DENIAL,
    DENIAL_CLAIM,
    ECHO,
    ECHO_CLAIM,
    HOSTILE,
    OIL_CLAIM,
    SPY,
    SPY_CLAIM,
    STUDY,
    STUDY_CLAIM,
    small_file,
)
from workspaces import NOW, TestClient, browser, settings_of

from armstrail.model.factor import KINDS, MEASURES, STATUSES
from armstrail.pipeline import load_books
from armstrail.publishing import telling, wordbook
from armstrail.web import desk
from armstrail.web.routes import PAGES
from armstrail.web.words import Words, languages, load_words

SOURCE = Path(str(files("armstrail")))
TEMPLATES = sorted((SOURCE / "web" / "templates").glob("*.j2"))
LETTERS = re.compile(r"\b[^\W\d_]{2,}\b")  # and no part of an id
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
NAMES = {"armstrail", "JSON", "CSV", "SVG", "Vega", "Lite", "Atom", "sha"}
PEOPLE_NAMES = {part for name in PEOPLE for part in name.split()}
TYPED = {"add", "ledger", "LEDGER", "FOLDER", "feed", "search", "atom"}  # a command, and the address of a feed
DATA = ("bdi", "code", "svg", "pre", "mark", "time", "datalist", "option", "blockquote", "script", "style")


class Shown(HTMLParser):
    """The words of a page, and what it reads out, but for what an element gives as data."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.told += [value or "" for name, value in attrs if name in ("aria-label", "title", "alt", "placeholder")]
        if self._inside or tag in DATA or dict(attrs).get("class") in ("text", "figure"):
            self._inside.append(tag)

    def handle_endtag(self, tag):
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data):
        if not self._inside:
            self.told.append(data)


def bare(told: str) -> str:
    """Words without what stands in marks, within marks within marks."""
    while (less := MARKED.sub(" ", told)) != told:
        told = less
    return told


def outside(html: str) -> list[str]:
    """What a page says that is not of its words."""
    left = map(bare, Shown(html).told)
    return [" ".join(told.split()) for told in left if set(LETTERS.findall(told)) - NAMES - PEOPLE_NAMES]


def load_marked(language: str) -> Words:
    """The words of the pages in marks."""
    return Words(language, {key: f"⟦{words}⟧" for key, words in load_words(language).rows.items()})


@pytest.fixture
def marked(monkeypatch):
    """From here on a workspace is made with the words of its pages in marks."""
    monkeypatch.setattr(desk, "load_words", load_marked)


def workspace_in_marks(folder: Path) -> TestClient:
    """A workspace that only looks, with a ledger of its own."""
    ledger = folder / "small.db"
    ledger.write_bytes(small_file(NOW))
    return browser(settings_of(ledger, language="it"))


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """A workspace with the words of its pages in marks, which no test changes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "load_words", load_marked)
        yield workspace_in_marks(tmp_path_factory.mktemp("marked"))


def literals(template: Path) -> str:
    """What a template writes itself, without its tags but with what they show or read out."""
    told = "".join(
        words if kind == "data" else "\x00" if kind == "variable_begin" else ""
        for _, kind, words in Environment().lex(template.read_text(encoding="utf-8"))
    )
    attributes = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', told)
    return " ".join([re.sub(r"<[^>]*>", " ", told), *attributes])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_writes_no_words_of_its_own(template):
    """But for names of formats, the command of an empty ledger, and the beginning of an id."""
    assert set(LETTERS.findall(literals(template))) <= NAMES | TYPED


def calls(name_of: str) -> Iterator[tuple[str, ast.Call]]:
    """The calls in a room of the source, by file."""
    for path in sorted((SOURCE / name_of).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.name, node


def test_every_refusal_names_a_key_of_the_words():
    """Nobody refuses with a sentence."""
    kinds = {"BadAsk", "Missing", "Forbidden", "TooMany", "Unknown", "Unready", "Broken", "Overtaken"}
    rows, told = load_words("en").rows, []
    for file, call in calls("web"):
        if isinstance(call.func, ast.Name) and call.func.id in kinds and call.args:
            key = call.args[0]
            if not (isinstance(key, ast.Constant) and key.value in rows) and ast.unparse(key) != "nothing":
                told.append((file, ast.unparse(call)))
    assert told == []


def test_every_code_of_an_error_has_words():
    """The codes of the errors that are raised anywhere are the keys of `[wrong]`, and no others are."""
    raised = {"BadValue", "NotKnown", "Overtaken", "LedgerError", "AccountsError"}
    codes = {"value", "at", "party_close", "item_close", "place_close"}
    for room in ("model", "vocabulary", "languages", "accounts", "ledger", "pipeline"):
        for _, call in calls(room):
            if isinstance(call.func, ast.Name) and call.func.id in raised and len(call.args) > 1:
                codes |= {each.value for each in ast.walk(call.args[1]) if isinstance(each, ast.Constant)}
    known = {key.removeprefix("wrong.") for key in load_words("en").rows if key.startswith("wrong.")}
    assert codes == known


@pytest.mark.parametrize("language", languages())
def test_every_row_that_a_page_asks_for_by_a_code_is_there(language):
    """Kinds, states and units of conversions."""
    rows = load_words(language).rows
    asked = [f"factor_kind.{kind}" for kind in KINDS] + [f"factor_status.{status}" for status in STATUSES]
    asked += [f"factor_unit.{unit}" for unit in MEASURES]
    assert [key for key in asked if key not in rows] == []


MANY = ("RU", "US", "UA", "IR", "CN", "DE", "PL", "FR", "IT", "KR", "JP", "GB", "TR")
BAD_PAGES = [
    "/nonesuch", "/?nosuch=1", "/?since=2024-13", "/?page=0", "/?since=2024&since=2025", "/flow/XX/RU",
    "/flow/Nort/RU", "/flow/KP/KP", "/flow/KP/RU?show=x", "/flow/KP/RU?as_of=2024&as_of_day=20000",
    "/chart/KP/RU/cargo/tonnes/planned.svg", "/question/KP/RU/nosuch/containers", "/question/KP/RU/carg/containers",
    "/question/KP/RU/cargo/crates", "/question/KP/RU/cargo/containers/sent",
    "/question/KP/RU/cargo/containers?nature=x", "/question/KP/RU/cargo/containers?above=x",
    "/question/KP/RU/cargo/containers?drop=x", "/question/KP/RU/cargo/containers?factor.x=1",
    "/question/KP/RU/cargo/containers?factor.x=1,2,3",
    "/question/KP/RU/cargo/containers?factor.shells152-per-container=0,1,2",
    "/question/KP/RU/cargo/containers?factor.shells152-per-container=3,2,1", "/claim/x", "/claim/abcdef",
    "/document/nosuch", "/document/spy?page=9", "/original/x", "/mark/spy?words=nowhere", "/mark/spy",
    "/mark/spy?start=5", "/mark/spy?start=0&end=99999", "/mark/spy?start=0&end=5&words=other", "/source/nosuch",
    "/search?q=!!", "/search?q=" + "+".join("abcdefghijklmn"), "/search?unit=crates", "/search?supplier=nosuch",
    "/search?item=nosuch", "/search?kind=x", "/search.atom", "/brief?flow=x", "/brief/KP/RU/brief.xls",
    "/briefs.md.zip", "/review?supplier=KP", "/decision/abcdef", "/changes/KP/RU?since=2024&until=2023",
    "/brief?" + "&".join(f"flow={code}>KP" for code in MANY), "/trend/RU/US.svg", "/search?from=2024-02-30",
    "/flow/KP/RU.csv?page=x", "/review?show=x", "/map/US/RU.svg",
]  # fmt: skip
BAD_SLOTS = [
    {"supplier": "nosuch"}, {"supplier": "Nort"}, {"item": "nosuch"}, {"item": "carg"}, {"low": "many"},
    {"low": "-1"}, {"low": "9", "high": "1"}, {"low": "inf"}, {"unit": "crates"}, {"unit": ""}, {"hedge": ""},
    {"hedge": "x"}, {"status": "sent"}, {"modality": ""}, {"kind": ""}, {"kind": "x"}, {"stance": "x"},
    {"source_type": "x"}, {"source": "nobody says so"}, {"source": "e"}, {"source": "9:1"}, {"source": "0:99999"},
    {"condition": "if"}, {"basis": "x"}, {"tags": "x"}, {"period_start": "2024-13"},
    {"period_start": "2025", "period_end": "2024"}, {"places": "Rajin"}, {"places": "Rajin (harbour)"},
    {"places": "Nowhere (origin)"}, {"places": "Vostochni (origin)"}, {"places": "Pier (origin, nosuch)"},
    {"places": "Pier (origin, KP, 91 0)"}, {"places": "; ".join(["Rajin (origin)"] * 30)},
    {"via": "; ".join("abcdefghijklmnopqrstuvwxyz")}, {"measure": "x"}, {"designation": "x" * 2_001}, {},
    {"who": ""}, {"why": ""}, {"who": "x" * 101}, {"why": "x" * 2_001}, {"nosuch": "x"},
]  # fmt: skip
BAD_DECISIONS = [
    {}, {"action": "x"}, {"action": "withdraw", "why": ""}, {"action": "merge"}, {"action": "merge", "other": "x"},
    {"action": "merge", "other": "abcdef"}, {"action": "merge", "other": SPY_CLAIM.id}, {"action": "grade"},
    {"action": "grade", "letter": "A"}, {"action": "grade", "letter": "X"}, {"action": "accept", "seen": "old"},
]  # fmt: skip
BAD_MARKS = [
    {"kind": ""}, {"kind": "x"}, {"start": "9", "end": "1"}, {"start": "0", "end": "99999"}, {"words": "other words"},
    {"low": "many"}, {"who": ""},
]  # fmt: skip
BAD_ACCOUNTS = [
    {}, {"action": "x", "name": "New"}, {"action": "add", "name": "New", "role": "x", "password": PASSWORD},
    {"action": "add", "name": "<b>", "role": "reader", "password": PASSWORD},
    {"action": "add", "name": "New", "role": "reader", "password": "short"},
    {"action": "add", "name": "New", "role": "reader", "password": "x" * 300},
    {"action": "add", "name": "New", "role": "reader", "password": "a" * 20},
    {"action": "add", "name": "Edi Tor", "role": "reader", "password": PASSWORD},
    {"action": "role", "name": "Nobody", "role": "reader"}, {"action": "role", "name": "Edi Tor", "role": "reader"},
    {"action": "remove", "name": "Edi Tor"}, {"action": "password", "name": "Nobody", "password": PASSWORD},
]  # fmt: skip


def check(answer):
    """A refusal whose every word is of the pages, and that says more than that something is wrong; programs are told in
    English, with a code."""
    assert 400 <= answer.status_code < 500, answer.request.url
    if answer.headers["content-type"].startswith("application/json"):
        assert answer.json()["code"] != "wrong.value", answer.request.url
        return
    assert load_words("it").rows["wrong.value"] not in answer.text, answer.request.url
    assert "⟦" in answer.text
    assert outside(answer.text) == [], answer.request.url


@pytest.mark.parametrize("path", BAD_PAGES)
def test_a_page_that_cannot_be_says_so_in_the_words_of_the_pages(looked_at, path):
    """Whatever is wrong with its address."""
    check(looked_at.get(path))


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("told", BAD_SLOTS, ids=str)
def test_a_broken_correction_is_refused_in_the_words_of_the_pages(open_at, told):
    """What is wrong with which slot, and what it takes."""
    check(correct(open_at(language="it"), SPY_CLAIM, **told))


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("told", BAD_DECISIONS, ids=str)
def test_a_broken_decision_is_refused_in_the_words_of_the_pages(open_at, told):
    """What it lacks, or who was first."""
    client, path = open_at(language="it"), f"/claim/{SPY_CLAIM.id}/decide"
    fields = see(client, f"/claim/{SPY_CLAIM.id}").fields(path)
    check(client.post(path, data={**fields, "origin": "", "who": ANA, "why": "read", **told}))


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("told", BAD_MARKS, ids=str)
def test_a_broken_mark_is_refused_in_the_words_of_the_pages(open_at, told):
    """Words that are not there, or no claim."""
    client = open_at(language="it")
    at = SPY.text.index("third")
    check(mark(client, at, at + 5, SPY, **told))


@pytest.mark.usefixtures("marked")
def test_what_was_decided_meanwhile_is_told_in_the_words_of_the_pages(open_at):
    """By somebody else, twice over, by a second reader who is the first; of a claim that has it so."""
    client = open_at(language="it")
    path = f"/claim/{SPY_CLAIM.id}/correct"
    fields = see(client, f"/claim/{SPY_CLAIM.id}").fields(path) | {"who": ANA, "why": "read"}
    assert client.post(path, data={**fields, "low": "1500"}, follow_redirects=False).status_code == 303
    check(client.post(path, data={**fields, "low": "1700"}))
    check(correct(client, SPY_CLAIM, low="1500"))
    made = client.get("/decisions.json").json()["decisions"][0]["id"]
    token = {"token": fields["token"], "who": ANA, "why": "read"}
    check(client.post(f"/decision/{made}/second", data={**token, "action": "confirm"}))
    check(client.post(f"/decision/{made}/second", data={**token, "action": "x"}))
    undo(client)
    check(client.post(f"/decision/{made}/undo", data=token))
    check(client.post(f"/decision/{made}/second", data={**token, "who": "Bo", "action": "confirm"}))


@pytest.mark.usefixtures("marked")
def test_what_stands_before_the_pages_speaks_their_language(open_at):
    """Other hosts and sites, addresses and forms beyond measure, a form without its token."""
    client = open_at(language="it")
    answers = [
        client.get("/", headers={"host": "evil.example"}),
        client.get("/search?q=" + "x" * 5_000),
        client.post("/search/save", content=b"x" * 70_000),
        client.post("/search/save", headers={"origin": "http://evil.example"}),
        client.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}),
        client.post("/search/save", content=b"{}", headers={"content-type": "application/json"}),
        client.post("/search/save", data={"search": "q=x"}),
        client.put("/"),
        client.get("/decisions.atom"),
        open_at(language="it", read_only=True).post(f"/claim/{SPY_CLAIM.id}/decide", data={}),
    ]
    assert [answer.status_code for answer in answers] == [421, 414, 413, 403, 403, 400, 403, 405, 404, 403]
    for answer in answers:
        check(answer)


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("told", BAD_ACCOUNTS, ids=str)
def test_a_broken_form_of_accounts_is_refused_in_the_words_of_the_pages(tmp_path, people, told):
    """Names, roles and passwords that cannot be, and the last editor."""
    editor = Workspace(tmp_path, people, language="it").enter("Edi Tor")
    fields = see(editor, "/accounts").fields("/accounts")
    check(editor.post("/accounts", data={"token": fields["token"], **told}))


@pytest.mark.usefixtures("marked")
def test_the_door_of_a_shared_workspace_speaks_the_language_of_the_pages(tmp_path, people):
    """A stranger, a wrong password, too many of them, a role that may not, a password that cannot be."""
    workspace = Workspace(tmp_path, people, language="it")
    stranger = workspace.browser()
    check(stranger.get("/index.json"))
    check(stranger.get("/feed/x/search.atom"))
    check(stranger.post(f"/claim/{SPY_CLAIM.id}/decide", data={"action": "accept"}))
    fields = see(stranger, "/login").fields("/login")
    for _ in range(7):
        check(stranger.post("/login", data={**fields, "name": "Ana Lyst", "password": "wrong"}))
    reader = workspace.enter("Rita Read", client="198.51.100.1")
    check(reader.get("/log"))
    token = see(reader, "/account").fields("/account/password")
    for told in ({"old": "wrong", "new": PASSWORD}, {"old": PASSWORD, "new": "short"}):
        check(reader.post("/account/password", data={**token, **told}))
    check(reader.post("/account/feed", data={**token, "action": "x"}))
    check(reader.post(f"/claim/{SPY_CLAIM.id}/decide", data={**token, "action": "accept"}))


@cache
def data_words() -> set[str]:
    """The words of names, days and documents: of states, languages and months in Italian, of origins, and of the small
    ledger."""
    italian = Locale("it")
    told = [*italian.territories.values(), *italian.languages.values()]
    told += italian.months["format"]["abbreviated"].values()
    for origin in load_books().origins.origins.values():
        told += [origin.code, origin.name, *origin.aliases]
    for each in (SPY, ECHO, STUDY, DENIAL, HOSTILE):
        told += [each.text, each.title or "", each.publisher or "", (each.publisher or "").lower(), each.id]
    return set(LETTERS.findall(" ".join(told))) | {"UTC", "hand", "by", "unnamed"}


MORE = [
    "/sources?all=yes", "/search?q=containers", "/mark/spy?words=third", "/mark/spy?words=was", "/review?show=look",
    "/review?show=one", *(f"/claim/{each.id}" for each in (STUDY_CLAIM, ECHO_CLAIM, DENIAL_CLAIM, OIL_CLAIM)),
]  # fmt: skip
EVERY = sorted({filled(path) for path, _ in PAGES} - {"/decision/abcdef"})


def load_all_marked(language: str) -> wordbook.Wording:
    """The words of briefs, figures and receipts in marks."""
    real = wordbook.load_wording(language)
    nouns = {key: {form: f"⟦{words}⟧" for form, words in forms.items()} for key, forms in real.nouns.items()}
    return replace(real, words={key: f"⟦{words}⟧" for key, words in real.words.items()}, nouns=nouns)


@pytest.fixture(scope="module")
def all_marked(tmp_path_factory):
    """A workspace with all words in marks, those of briefs too, on a ledger with a correction; no test changes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "load_words", load_marked)
        patch.setattr(telling, "load_wording", load_all_marked)
        client = workspace_in_marks(tmp_path_factory.mktemp("all-marked"))
        correct(client, STUDY_CLAIM, low="3000")
        yield client


@pytest.mark.parametrize("path", [*EVERY, *MORE])
def test_a_page_says_nothing_that_is_not_of_its_words(all_marked, path):
    """But for names, figures, codes and what documents say."""
    told = {word for each in outside(all_marked.get(path).text) for word in LETTERS.findall(each)}
    assert told - data_words() - NAMES == set()
