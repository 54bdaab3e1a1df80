"""The whole way in a real browser: articles in, a figure, its words, a decision, another estimate, undo, a brief."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from pages_served import served
from typer.testing import CliRunner
from watching import Watched

from armstrail.cli import build_app
from armstrail.web import Settings, make_app

ARTICLES = {
    "spy.md": ("2024-10-18", "The Daily Ledger", "South Korea's spy agency said North Korea has shipped about 2,000 "
               "containers of ammunition to Russia since August 2023."),
    "ministry.md": ("2024-12-20", "The Review", "North Korea has sent 9,000 containers of ammunition to Russia, "
                    "Ukraine's military intelligence said on Friday."),
    "pentagon.md": ("2025-01-10", "The Courier", "According to the Pentagon, North Korea has delivered 3,500 "
                    "containers of ammunition to Russia."),
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    """A workspace on a ledger into which the command line put three articles."""
    folder, ledger = tmp_path / "articles", tmp_path / "armstrail.db"
    folder.mkdir()
    for name, (date, publisher, text) in ARTICLES.items():
        (folder / name).write_text(f"---\ntitle: {publisher} {date}\npublisher: {publisher}\ndate: {date}\n"
                                   f"language: en\n---\n{text}\n")  # fmt: skip
    outcome = CliRunner().invoke(build_app(), ["add", "--ledger", str(ledger), str(folder)])
    assert "3 new" in outcome.output
    settings = Settings(str(ledger), lambda: datetime.now(UTC), b"a secret of tests")  # as the command line's clock
    with served(make_app(settings)) as address:
        yield address


@pytest.fixture
def watched(chromium, workspace):
    """A tab that is watched until the end."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    made = Watched(context.new_page(), workspace)
    yield made
    context.close()


def withdraw(tab):
    """A claim that nobody should count."""
    tab.get_by_label("Your name").first.fill("Ana Horvat")
    tab.get_by_label("Reason").first.fill("the ministry took it back")
    tab.get_by_role("button", name="Withdraw").click()
    assert "Withdrawn by Ana Horvat" in tab.locator("main").inner_text()


def correct(tab):
    """A figure that was read with a digit too many."""
    tab.locator("details.correct summary").click()
    form = tab.locator("form[action$='/correct']")
    form.get_by_label("At least", exact=True).fill("900")
    form.get_by_label("At most", exact=True).fill("900")
    form.get_by_label("Your name").fill("Ana Horvat")
    form.get_by_label("Reason").fill("the paper printed a digit too many")
    form.get_by_role("button", name="Record the correction").click()
    assert "Ana Horvat" in tab.locator("main").inner_text()


def middle(tab):
    """The middle of the estimate that a receipt leads with."""
    return re.search(r"About ([\d,.]+)", tab.locator("p.lead").first.inner_text())[1]


@pytest.mark.parametrize("decide", [withdraw, correct])
def test_from_the_articles_to_a_brief_that_opens_offline(watched, workspace, tmp_path, decide):
    """No step asks another host for anything, every answer has its policy, and the number follows the decision."""
    tab = watched.tab
    tab.goto(workspace)
    tab.get_by_role("link", name="North Korea → Russia").click()
    tab.locator("main a[href^='/question/KP/RU/cargo/containers']").first.click()
    receipt, first = tab.url, middle(tab)
    tab.get_by_role("link", name=re.compile("9,000 containers")).first.click()
    assert "9,000 containers" in tab.locator("mark.anchor").first.inner_text()
    decide(tab)
    tab.goto(receipt)
    assert middle(tab) != first
    tab.goto(f"{workspace}/decisions")
    tab.get_by_placeholder("Reason").fill("they had not")
    tab.get_by_role("button", name="Undo").click()
    tab.goto(receipt)
    assert middle(tab) == first
    file = export(tab, workspace, tmp_path)
    watched.check()
    read_offline(tab.context.browser, file)


def export(tab, workspace, folder):
    """The brief taken away as one page."""
    tab.goto(f"{workspace}/flow/KP/RU")
    tab.locator("main").get_by_role("link", name="Brief", exact=True).click()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Page (HTML)", exact=True).click()
    file = folder / "brief.html"
    download.value.save_as(file)
    return file


def read_offline(browser, file):
    """Opened from the disk with no network: a click on a figure shows its words, and nothing is asked for."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.goto(file.as_uri())
    page.get_by_role("link", name=re.compile("9,000")).first.click()
    shown = page.locator("mark:visible").filter(has_text="9,000").first
    assert "9,000 containers" in shown.inner_text()
    assert {urlsplit(url).scheme for url in asked} <= {"file", "data"}
    assert complaints == []
    context.close()


def test_every_answer_of_the_walk_is_looked_at(watched, workspace):
    """The watch itself: what goes to another host is seen, and so is a policy that is not ours."""
    tab = watched.tab
    tab.route("http://evil.example/**", lambda route: route.fulfill(body="x", content_type="text/plain"))
    tab.goto(f"{workspace}/")
    tab.goto("http://evil.example/x")
    assert [each.partition(":")[0] for each in watched.wrong] == [
        "asked of another host", "policy of http",
    ]  # fmt: skip
