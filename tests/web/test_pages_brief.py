"""The brief: the one the project makes, previewed and taken away."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from page_views import see
from small_ledger import HARM
from workspaces import NOW

from armstrail import pipeline
from armstrail.pipeline.opening import open_ledger
from armstrail.publishing.html import policy_of

PLACE = "/brief/KP/RU/brief"


def made(small_ledger, form, **asked):
    with open_ledger(str(small_ledger), lambda: NOW) as ledger:
        series = pipeline.FORMS[form].series
        brief = pipeline.make_brief(ledger, supplier="KP", recipient="RU", losses_shown=100, series=series, **asked)
    return pipeline.lay_out(brief, form)


@pytest.mark.parametrize(
    ("name", "form"),
    [("html", "html"), ("md", "markdown"), ("json", "json"), ("word.html", "word"), ("csl.json", "csl-json"),
     ("bib", "bibtex")],
)  # fmt: skip
def test_it_is_the_brief_of_the_command_line(small, small_ledger, name, form):
    """Byte for byte, with the choice of day and language."""
    assert small.get(f"{PLACE}.{name}?estimates=no").text == made(small_ledger, form)
    asked = small.get(f"{PLACE}.{name}?estimates=no&known_on=2024-10-31&language=it").text
    assert asked == made(small_ledger, form, known_on="2024-10-31", language="it")


def test_estimates_come_with_it_unless_left_out(small, small_ledger):
    """As by the command line."""
    books = pipeline.load_books()
    assert small.get(f"{PLACE}.md").text == made(small_ledger, "markdown", books=books)
    assert small.get(f"{PLACE}.living.html").text == made(small_ledger, "living", books=books)
    assert small.get(f"{PLACE}.pdf").content == made(small_ledger, "pdf", books=books)


def test_the_living_page_holds_its_inputs_as_data_that_cannot_end(small):
    """No sign of markup stands in them, whatever a source is called; they are not run, and the policy is the page's."""
    answer = small.get(f"{PLACE}.living.html")
    (held,) = re.findall(r'<script type="application/json" id="inputs">(.*?)</script>', answer.text, re.DOTALL)
    assert not set("<>&") & set(held)
    (containers,) = [each for each in json.loads(held)["questions"] if each["unit"] == "containers"]
    assert any(HARM in heard["said"] for heard in containers["heard"])
    assert answer.headers["content-security-policy"] == f"{policy_of(answer.text)}; frame-ancestors 'self'"


def test_the_two_days_are_asked_apart(small, small_ledger):
    """What was public by a day, and the day of which the estimates are."""
    asked = small.get(f"{PLACE}.md?known_on=2024-12-31&as_of=2024-11-30").text
    assert asked == made(
        small_ledger, "markdown", known_on="2024-12-31", as_of="2024-11-30", books=pipeline.load_books()
    )
    assert "30 November 2024" in asked


def test_the_page_previews_it_and_gives_it_away(small):
    """In a frame that may not reach the page around it; downloads have a name."""
    page = see(small, "/brief/KP/RU?known_on=2024-12&estimates=no")
    (frame,) = page.all("iframe")
    assert frame["sandbox"] == "allow-scripts"
    assert small.get(frame["src"]).status_code == 200
    downloads = [link for link in page.links if "download=yes" in link]
    assert len(downloads) == len(pipeline.FORMS)
    for link in downloads:
        assert re.match(r'attachment; filename="KP-RU-2024-12(\.\w+)+"', small.get(link).headers["content-disposition"])
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
        ("/brief/KP/KP", 404), ("/brief/QQ/RU", 404), ("/brief/KP/RU?as_of=soon", 400),
        (f"{PLACE}.doc", 404), ("/brief/KP/RU?language=xx", 400), ("/brief?flow=KP", 400),
        ("/brief?flow=KP>KP", 400), ("/brief?flow=QQ>RU", 404), ("/briefs.md.zip", 400),
        ("/briefs.doc.zip?flow=KP>RU", 404), ("/brief?as_of=soon", 400), ("/brief/KP/RU?preview=pdf", 400),
        (f"{PLACE}.md?download=no", 400), ("/brief/KP/RU.csv", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(small, path, status):
    """With the status that says why."""
    assert small.get(path).status_code == status


def test_several_flows_are_chosen_and_taken_together(small):
    """Each has its preview and its files, and all come as one archive, the same bytes each time."""
    asked = "flow=KP%3ERU&flow=RU%3EKP&estimates=no&known_on=2024-12-31"
    page = see(small, f"/brief?{asked}")
    checked = [each["value"] for each in page.all("input") if each.get("name") == "flow" and "checked" in each]
    assert sorted(checked) == ["KP>RU", "RU>KP"]
    assert {link.partition("?")[0] for link in page.links if link.startswith("/brief/")} >= {
        "/brief/KP/RU", "/brief/RU/KP", "/brief/KP/RU/brief.pdf",
    }  # fmt: skip
    (archive,) = [link for link in page.links if link.startswith("/briefs.md.zip")]
    first, second = small.get(archive).content, small.get(archive).content
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as files:
        assert files.namelist() == ["KP-RU-2024-12-31.md", "RU-KP-2024-12-31.md"]
        assert (
            files.read("KP-RU-2024-12-31.md").decode() == small.get(f"{PLACE}.md?estimates=no&known_on=2024-12-31").text
        )


def test_nothing_is_chosen_at_first(small):
    """The page lists the flows of the ledger and asks for one."""
    page = see(small, "/brief")
    assert len([each for each in page.all("input") if each.get("name") == "flow"]) >= 2
    assert "Choose one flow or more." in page.text


def test_a_page_for_word_is_never_shown_as_one_of_ours(small):
    """It comes as a file, whoever follows its address."""
    assert "attachment" in small.get(f"{PLACE}.word.html?estimates=no").headers["content-disposition"]
