"""The living brief in a real browser: it works out what the estimate does, alone, by keyboard."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.extend(str(Path(__file__).parents[1] / room) for room in ("estimation", "publishing"))

from brief_makers import make_claim, make_document
from estimation_makers import finding, voice
from small_ledger import HARM, fill

from armstrail import pipeline
from armstrail.estimation import estimate
from armstrail.estimation.inputs import inputs_of, parameters_of
from armstrail.estimation.value import ValueLine, value
from armstrail.ledger import Ledger
from armstrail.model.estimate import Estimate, Nothing
from armstrail.model.records import to_record
from armstrail.model.voice import Derivation
from armstrail.publishing import make_brief, to_html, to_word
from armstrail.vocabulary import load_vocabulary

FIGURES = Path(__file__).parents[2] / "examples" / "dprk-russia" / "figures.csv"
CLOSE = 0.005  # relative
WORK_OUT = """([inputs, parameters, day, asOf, dropped]) => {
    const found = Estimation.estimate(inputs, parameters, { day, asOf, dropped: new Set(dropped) });
    return found.nothing ? found : { ...found, votes: [...found.votes], shapes: [...found.shapes] };
}"""


AS_PUBLISHED = """() => {
    const data = JSON.parse(document.getElementById("inputs").textContent);
    const state = { day: null, asOf: null, dropped: new Set() };
    return [...document.querySelectorAll("[data-question]")].map((article, at) => {
        const found = Estimation.estimate(data.questions[at], data.parameters, state);
        const words = Words.estimate(found, data.questions[at], data.parameters, null);
        return [article.querySelector(".published p").textContent, words];
    });
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The brief of the example's table of figures, with all that it was made from."""
    where = str(tmp_path_factory.mktemp("living") / "figures.db")
    books = pipeline.load_books()
    with Ledger.open(where, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as ledger:
        pipeline.import_figures(pipeline.read_tables([FIGURES], load_vocabulary()), ledger)
        return pipeline.make_brief(ledger, supplier="KP", recipient="RU", books=books, series=True)


@pytest.fixture(scope="module")
def file(made, tmp_path_factory):
    """The living brief as a file on disk."""
    where = tmp_path_factory.mktemp("living") / "brief.html"
    where.write_text(pipeline.lay_out(made, "living"), "utf-8")
    return where


@pytest.fixture(scope="module")
def harmful(tmp_path_factory):
    """The living brief of a ledger in which a title, a text and a source mean harm, in Italian."""
    folder = tmp_path_factory.mktemp("harmful")
    books = pipeline.load_books()
    with Ledger.open(folder / "small.db", clock=lambda: datetime(2025, 8, 1, tzinfo=UTC)) as ledger:
        fill(ledger)
        made = pipeline.make_brief(
            ledger, supplier="KP", recipient="RU", language="it", known_on="2025-06-30", books=books, series=True
        )
    where = folder / "brief.html"
    where.write_text(pipeline.lay_out(made, "living"), "utf-8")
    return where


@pytest.fixture
def open_page(chromium, file):
    """Opens a file in a tab that keeps what it asked for and what it complained of."""
    contexts = []

    def opened(where=file, **how):
        context = chromium.new_context(**how)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}"))
        page.goto(where.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def arithmetic(chromium, file):
    """A tab in which the scripts of the page can be called."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def settled(page):
    page.wait_for_selector("body[data-settled=yes]", timeout=60_000)


def compare(page, asked, day=None, as_of=None, dropped=()):
    """Hold what the page makes of a finding against the estimate of it; True where there was one."""
    standing = replace(asked, voices=tuple(each for each in asked.voices if each.family not in dropped))
    wanted = estimate(standing, known_on=day, as_of=as_of, series=True, influence=False)
    inputs = to_record(inputs_of(asked, None))
    found = page.evaluate(WORK_OUT, [inputs, to_record(parameters_of()), day, as_of, list(dropped)])
    if isinstance(wanted, Nothing):
        assert found.keys() == {"nothing"}, (wanted, found)
        return False
    for got, interval in zip(
        [found["headline"], found["asked"], *found["series"]],
        [wanted.headline, wanted.asked, *wanted.series], strict=True,
    ):  # fmt: skip
        assert got["day"] == interval.day
        for name in ("median", "low90", "high90", "low50", "high50"):
            assert got[name] == pytest.approx(getattr(interval, name), rel=CLOSE), (asked.question.item, day, dropped)
    assert found["effective"] == pytest.approx(wanted.effective, rel=CLOSE)
    assert dict(found["votes"]).keys() == {each.voice for each in wanted.weighed}
    return True


def test_every_question_of_the_brief_is_worked_out_alike(made, arithmetic):
    """Median and ends agree within half a per cent: as published, on earlier days, and without each large family."""
    compared = 0
    for answer, _ in made.answered:
        asked = answer.finding
        days = sorted({each.known for each in asked.voices})
        families = sorted({each.family for each in asked.voices})
        compared += compare(arithmetic, asked)
        for day in {days[0], days[len(days) // 2], "2022-01-01"}:
            compared += compare(arithmetic, asked, day, day)
        for family in families[:3]:
            compared += compare(arithmetic, asked, dropped=[family])
        compared += compare(arithmetic, asked, days[-1], days[-1], families[-1:])
    assert compared > 40


ODD = {
    "batches alone": (voice(1000, measure="increment", id="a"), voice(700, "at_least", measure="increment", id="b")),
    "a rate and a total": (
        voice(5000, id="a"),
        voice(3000, "about", measure="rate", id="b", as_of="2024-12-01", family="us", start=None),
        voice(2500, measure="increment", id="c", as_of="2025-02-10", family="ua", start="2024-07-01"),
    ),
    "floor and ceiling that clear each other": (
        voice(10000, "at_least", id="a"), voice(2000, "at_most", id="b", family="us"),
        voice(5000, "order", id="c", family="ua", as_of="2024-08-01"),
    ),
    "derived and unnamed": (
        voice(9000, id="a", start=None), voice(9000, id="b", family="us", derived=Derivation("a", "kr", None, "same")),
        voice(8000, id="c", family="jp", derived=Derivation(None, "kr,us", None, "leans")),
        voice(12000, "range", high=16000, id="d", family="?x", source_type="unnamed", as_of="2025-01-31"),
    ),
    "figures far apart": (voice(3, id="a"), voice(4e7, id="b", family="us", as_of="2025-06-30")),
    "a part, and too old a word": (
        voice(400, coverage="partial", id="a"), voice(90, id="b", family="us", as_of="1980-01-01", start=None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_voices_are_worked_out_alike(arithmetic, name):
    """Batches, rates, bounds against each other, figures worked out from others: what few ledgers hold together."""
    asked = finding(*ODD[name])
    assert compare(arithmetic, asked)
    assert compare(arithmetic, asked, "2025-12-31", "2025-12-31")
    compare(arithmetic, asked, "2024-06-30", "2024-06-30")
    compare(arithmetic, asked, dropped=["us"])


def share(low, hedge="exact", **given):
    return voice(low, hedge, unit="percent", measure="share", **given)


NATURES = {
    "stock": (
        voice(10000, id="a", as_of="2024-01-31"), voice(12000, "about", id="b", family="us", as_of="2024-11-30"),
        voice(9000, "at_least", id="c", family="ua", as_of="2025-02-28"), voice(500, measure="increment", id="d"),
    ),
    "share": (
        share(40, id="a", as_of="2024-01-31"), share(70, "about", id="b", family="us", as_of="2024-11-30"),
        share(50, "at_least", id="c", family="ua", as_of="2025-02-28"),
        share(60, "range", high=99.99, id="d", family="jp", as_of="2025-03-31"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("nature", NATURES)
def test_stocks_and_shares_are_worked_out_alike(arithmetic, nature):
    """Both may fall as well as rise, and a share never leaves its hundred."""
    voices = NATURES[nature]
    asked = finding(*voices, nature=nature, unit=voices[0].quantity.unit)
    assert compare(arithmetic, asked)
    assert compare(arithmetic, asked, "2026-12-31", "2026-12-31")
    assert compare(arithmetic, asked, "2024-12-31", "2024-12-31")
    assert compare(arithmetic, asked, dropped=["us"])


def test_the_brief_holds_shares_too(made, file):
    """Told after the totals, as what they are, and worked out in the page like them."""
    natures = [answer.finding.question.nature for answer, _ in made.answered]
    assert natures[: natures.index("share")] == ["flow"] * natures.index("share")
    assert "as a share of all that the recipient has or uses" in file.read_text("utf-8")


def test_the_worth_follows_prices_and_voices(made, arithmetic):
    """Totals agree within two per cent with the valuation, at the book's prices and at others."""
    from armstrail.pipeline.living import make_living

    living = make_living(made)
    told = {each.estimate.question.item: each for each in (*living.told, *living.beside)}
    books = made.books.factors
    for times in (1.0, 0.4, 3.0):
        lines, given = [], []
        for line in living.valuation.lines:
            price = books[line.receipt[-1].factor]
            price = replace(price, low=price.low * times, central=price.central * times, high=price.high * times)
            asked = told[line.item].estimate.asked
            lines.append(ValueLine(line.id, line.item, line.unit, asked, price))
            given.append(
                {"name": line.id, "quantity": to_record(asked), "factor": price.id, "rate": 1.0,
                 "price": [price.low, price.central, price.high]}
            )  # fmt: skip
        for count in (len(lines), 1):
            wanted = value(lines[:count]).total
            found = arithmetic.evaluate("([lines]) => Worth.value(lines, 20000).total", [given[:count]])
            for name in ("median", "low90", "high90"):
                assert found[name] == pytest.approx(getattr(wanted, name), rel=0.02)


def test_worked_out_anew_it_reads_as_published(open_page):
    """Nothing changed gives the published sentences, word for word, in every estimate."""
    page = open_page()
    pairs = page.evaluate(AS_PUBLISHED)
    assert len(pairs) > 5
    assert [mine for _, mine in pairs] == [published for published, _ in pairs]


def test_what_was_published_stays_beside_what_the_reader_sets(open_page):
    """A day, a family and a price move text, chart and total; the published ones keep their words and their place."""
    page = open_page()
    settled(page)
    published = page.locator(".published").all_inner_texts()
    assert page.locator(".yours").locator("visible=true").count() == 0
    page.locator("#day").focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    page.locator("[data-family=kr]").focus()
    page.keyboard.press("Space")
    page.locator('[data-line="0"] [data-side=central]').fill("900")
    settled(page)
    assert "without South Korea" in page.locator("#status").inner_text()
    assert page.locator("article .pair > .yours").locator("visible=true").count() >= 5
    assert page.locator(".chart .was").count() >= 10
    assert page.locator(".published").all_inner_texts() == published
    assert page.locator("#worth .pair .yours p").inner_text() != page.locator("#worth .published p").inner_text()
    page.locator("#again").press("Enter")
    settled(page)
    assert page.locator(".yours").locator("visible=true").count() == 0
    assert page.locator("#status").inner_text() == "Everything is as published."


def test_what_is_not_heard_turns_pale_in_the_whole_brief(open_page, made):
    """Rows, figures and footnotes of a dropped family, and of what was published later; none is taken out."""
    page = open_page()
    settled(page)
    rows = page.locator("section.part tr").count()
    page.locator("[data-family=kr]").uncheck()
    settled(page)
    voices = [voice for side in made.evidence for voice in side.voices]
    families = {place: voice.family for voice in voices for place in voice_places(voice)}
    silent = [note.number for note in made.brief.footnotes if families.get((note.document, note.claim)) == "kr"]
    pale = page.locator(".notes li.aside").evaluate_all("items => items.map(item => Number(item.id.slice(1)))")
    assert sorted(pale) == sorted(silent) != []
    assert page.locator("#s-moved tr.aside, #s-people tr.aside").count() >= 3
    assert page.locator("section.part tr").count() == rows
    page.locator("#day").press("Home")
    settled(page)
    assert page.locator(".lead a.aside").count() >= 5
    page.locator("#again").click()
    settled(page)
    assert page.locator(".aside").count() == 0


def voice_places(voice):
    return [(carrier.document, carrier.claim) for carrier in voice.carriers]


def test_a_price_that_is_none_changes_nothing(open_page):
    """It is said aloud beside the field, and the last sound price stays in force."""
    page = open_page()
    settled(page)
    field = page.locator('[data-line="0"] [data-side=central]')
    field.fill("-5")
    settled(page)
    assert page.locator("#price-wrong").is_visible()
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator("#status").inner_text() == "Everything is as published."


def test_it_asks_nobody_and_breaks_no_rule(open_page, file):
    """One file: no request but for itself, no complaint, a policy that lets nothing in."""
    page = open_page()
    settled(page)
    page.locator("[data-family=us]").uncheck()
    settled(page)
    assert page.asked == [file.as_uri()]
    assert page.complaints == []
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_without_a_script_it_is_a_plain_brief(open_page):
    """Every estimate, voice and figure stands there; nothing that would need a script shows."""
    page = open_page(java_script_enabled=False)
    assert page.locator(".published").locator("visible=true").count() >= 6
    assert page.locator("#controls, #again, figure, .yours").locator("visible=true").count() == 0
    assert page.locator("#footnotes li").count() > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_names_what_it_asks(open_page, scheme):
    """Nothing is wider than the screen, every field has a name and every chart a label, no id stands twice."""
    page = open_page(viewport={"width": 375, "height": 700}, color_scheme=scheme)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('input, button, svg')].filter(
            e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim())
            .map(e => e.outerHTML)"""
    )
    assert nameless == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_taken_from_the_workspace_it_lives_offline(chromium, address, tmp_path):
    """Flow, brief, download; the file is opened without the server, a family is dropped, and the number follows."""
    context = chromium.new_context(accept_downloads=True)
    tab = context.new_page()
    tab.goto(f"{address}/flow/KP/RU")
    tab.locator("main").get_by_role("link", name="Brief").click()
    with tab.expect_download(timeout=60_000) as waited:
        tab.get_by_role("link", name="Living page (HTML)").click()
    waited.value.save_as(tmp_path / waited.value.suggested_filename)
    context.set_offline(True)
    tab.goto((tmp_path / "KP-RU.living.html").as_uri())
    settled(tab)
    published = tab.locator("#estimate-1 .published p").inner_text()
    tab.get_by_label("South Korea").uncheck()
    settled(tab)
    assert tab.locator("#estimate-1 .yours p").inner_text() != published
    assert tab.locator("#estimate-1 .published p").inner_text() == published
    context.close()


def test_a_word_without_an_end_stays_on_the_screen(open_page, tmp_path):
    """In a title, a source, a publisher and a quote, of the plain page and of that for Word."""
    long = "Donaudampfschifffahrt" * 30
    document = make_document(f"{long} said 10 tanks went to {long}.", title=long, publisher=long)
    pair = make_claim(document, "10 tanks", amount=(10, 10, "pieces", "exact"), source=long, source_type="media")
    brief = make_brief([pair], supplier="KP", recipient="RU")
    for name, text in (("brief", to_html(brief, [document])), ("word", to_word(brief))):
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
        page = open_page(tmp_path / f"{name}.html", viewport={"width": 375, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_an_estimate_was_made(made):
    """The example has estimates in both directions to try all of this on."""
    assert all(isinstance(answer.outcome, Estimate) for answer, _ in made.answered)
    assert len(made.answered) > 5


def test_nothing_of_a_document_runs(open_page, harmful):
    """A script in a title, a text and a source is text in the page, in its data, in its charts and in what follows."""
    page = open_page(harmful)
    settled(page)
    assert page.locator("main script, main img, .reader script, .reader img").count() == 0
    assert HARM in page.locator(".estimate table").last.text_content()
    titles = page.locator(".chart title").all_text_contents()
    assert any(HARM in title for title in titles)
    page.locator("[data-family]").first.uncheck()
    settled(page)
    assert page.locator(".pair > .yours").locator("visible=true").count() >= 1
    assert HARM not in page.content()
    assert page.complaints == []


def test_the_day_of_publication_holds_until_the_reader_moves_it(open_page, harmful):
    """What was public by a day, carried forward to it, reads alike when it is worked out anew, in Italian."""
    page = open_page(harmful)
    settled(page)
    published = page.locator("[data-question]").first.locator(".published p").inner_text()
    assert "30 giugno 2025" in published
    again = page.evaluate(
        """() => {
            const data = JSON.parse(document.getElementById("inputs").textContent);
            const state = { day: null, asOf: data.as_of, dropped: new Set() };
            const found = Estimation.estimate(data.questions[0], data.parameters, state);
            return Words.estimate(found, data.questions[0], data.parameters, data.known_on);
        }"""
    )
    assert again == published


def test_no_line_of_a_chart_goes_back_in_time(open_page):
    """The last day spoken of lies before the end of its month, which is not drawn after it."""
    page = open_page()
    lines = page.locator("svg path.middle").evaluate_all("all => all.map((each) => each.getAttribute('d'))")
    assert lines
    for line in lines:
        places = [float(step.split()[0]) for step in re.split("[ML]", line) if step]
        assert places == sorted(places)
