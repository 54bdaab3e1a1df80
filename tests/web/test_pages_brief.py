"""The brief: the one the project makes, previewed and taken away."""

from __future__ import annotations

import json
import re

import pytest
from page_views import see
from workspaces import NOW

from armstrail import pipeline
from armstrail.pipeline.opening import open_ledger
from armstrail.publishing.html import policy_of

PLACE = "/brief/KP/RU/brief"


def made(small_ledger, form, **asked):
    with open_ledger(str(small_ledger), lambda: NOW) as ledger:
        brief = pipeline.make_brief(ledger, supplier="KP", recipient="RU", losses_shown=100, **asked)
    return pipeline.lay_out(brief, form)


@pytest.mark.parametrize(("name", "form"), [("html", "html"), ("md", "markdown"), ("json", "json")])
def test_it_is_the_brief_of_the_command_line(small, small_ledger, name, form):
    """Byte for byte, with the choice of day and language."""
    assert small.get(f"{PLACE}.{name}?estimates=no").text == made(small_ledger, form)
    asked = small.get(f"{PLACE}.{name}?estimates=no&as_of=2024-10-31&language=it").text
    assert asked == made(small_ledger, form, as_of="2024-10-31", language="it")


def test_estimates_come_with_it_unless_left_out(small, small_ledger):
    """As by the command line."""
    assert small.get(f"{PLACE}.md").text == made(small_ledger, "markdown", books=pipeline.load_books())


def test_the_page_previews_it_and_gives_it_away(small):
    """In a frame that may not reach the page around it; downloads have a name."""
    page = see(small, "/brief/KP/RU?as_of=2024-12&estimates=no")
    (frame,) = page.all("iframe")
    assert frame["sandbox"] == "allow-scripts"
    assert small.get(frame["src"]).status_code == 200
    downloads = [link for link in page.links if "download=yes" in link]
    assert len(downloads) == 3
    for link in downloads:
        assert re.match(r'attachment; filename="KP-RU-2024-12\.\w+"', small.get(link).headers["content-disposition"])
    assert small.get("/brief/KP/RU.json?estimates=no").json() == json.loads(
        small.get(f"{PLACE}.json?estimates=no").text
    )


def test_the_brief_runs_nothing_but_its_own(small):
    """The policy that it names itself is the header's, and nobody else may frame it."""
    answer = small.get(f"{PLACE}.html?estimates=no")
    policy = answer.headers["content-security-policy"]
    assert policy == f"{policy_of(answer.text)}; frame-ancestors 'self'"
    assert "unsafe" not in policy
    assert "sha256-" in policy
    assert "about 2,000 containers" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/brief/KP/KP", 404), ("/brief/QQ/RU", 404), ("/brief/KP/RU?as_of=soon", 400), (f"{PLACE}.pdf", 404),
        ("/brief/KP/RU?language=xx", 400), (f"{PLACE}.md?download=no", 400), ("/brief/KP/RU.csv", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(small, path, status):
    """With the status that says why."""
    assert small.get(path).status_code == status
