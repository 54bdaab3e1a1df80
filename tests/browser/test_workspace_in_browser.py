"""The workspace in a real browser: nothing from another host, nothing refused by the policy, all of it by keyboard."""

from __future__ import annotations

import re

import pytest
from every_page import EVERY, NOT_THERE
from small_ledger import DENIAL, SPY_CLAIM
from watching import wait_until


@pytest.fixture
def tab(chromium):
    """A tab that keeps what it asked for and what it complained of."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}"))
    yield page
    context.close()


@pytest.mark.parametrize("path", EVERY)
def test_a_page_asks_no_other_host_and_breaks_no_rule(tab, settled_address, path):
    """No request leaves for elsewhere, the policy refuses nothing, and nothing of a document runs."""
    tab.goto(settled_address + path)
    tab.wait_for_load_state("networkidle")
    assert all(url.startswith(f"{settled_address}/") for url in tab.asked)
    missing = [each for each in tab.complaints if "404" in each and path in NOT_THERE]
    assert [each for each in tab.complaints if each not in missing] == []


@pytest.mark.parametrize("path", EVERY)
def test_a_page_fits_a_phone(tab, settled_address, path):
    """Nothing is wider than the screen; what is, scrolls within itself."""
    tab.set_viewport_size({"width": 375, "height": 700})
    tab.goto(settled_address + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("path", EVERY)
def test_everything_that_takes_words_has_a_name(tab, settled_address, path):
    """Each field, button and picture has one for who does not see it; a page has one heading of the first rank."""
    tab.goto(settled_address + path)
    nameless = tab.evaluate(
        """() => [...document.querySelectorAll(
            'input:not([type=hidden]), select, textarea, button:not([disabled]), iframe, a')]
        .filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.title
            && !e.textContent.trim() && !e.closest('svg'))
        .map(e => e.outerHTML)"""
    )
    assert nameless == []
    assert tab.locator("h1").count() == 1
    assert tab.evaluate("document.documentElement.lang") == "en"
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def middle(tab):
    return re.search(r"About ([\d,.]+)", tab.locator("p.lead").first.inner_text())[1]


@pytest.mark.parametrize("script", [True, False])
def test_from_the_number_to_the_words_and_back(chromium, address, script):
    """Flow, figure, words, withdrawal, another number, undo, the first number: with a script and without."""
    context = chromium.new_context(java_script_enabled=script)
    tab = context.new_page()
    tab.goto(address)
    tab.get_by_role("link", name="North Korea → Russia").click()
    tab.get_by_role("link", name="Cargo, content not named, counted in containers").first.click()
    first = middle(tab)
    receipt = tab.url
    tab.get_by_role("link", name="5,000 containers", exact=True).click()
    assert "5,000 containers" in tab.locator("mark.anchor").inner_text()
    tab.get_by_label("Your name").first.fill("Ana Horvat")
    tab.get_by_label("Reason").first.fill("no source at all")
    tab.get_by_role("button", name="Withdraw").click()
    assert "Withdrawn by Ana Horvat" in tab.locator("main").inner_text()
    tab.goto(receipt)
    assert middle(tab) != first
    tab.goto(f"{address}/decisions")
    tab.get_by_placeholder("Reason").fill("seen the original")
    tab.get_by_role("button", name="Undo").click()
    tab.goto(receipt)
    assert middle(tab) == first
    context.close()


def test_the_queue_goes_by_keys(tab, address):
    """j goes down, r to the reason, Escape back, a accepts what has the focus."""
    tab.goto(f"{address}/review")
    waiting = tab.locator("article.waiting").count()
    tab.keyboard.press("j")
    first = tab.evaluate("document.activeElement.getAttribute('aria-labelledby')")
    tab.keyboard.press("r")
    assert tab.evaluate("document.activeElement.name") == "why"
    tab.keyboard.type("by keys")
    tab.keyboard.press("Enter")  # decides nothing
    assert tab.locator("article.waiting").count() == waiting
    tab.keyboard.press("Escape")
    tab.keyboard.press("a")  # without a name it cannot be: the focus goes there, and the key is not typed into it
    assert tab.evaluate("[document.activeElement.name, document.activeElement.value]") == ["who", ""]
    tab.keyboard.type("Ana Horvat")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.getAttribute('aria-labelledby')") == first
    with tab.expect_navigation():
        tab.keyboard.press("a")
    assert tab.locator(f"article.waiting[aria-labelledby='{first}']").count() == 0
    assert tab.locator("article.waiting").count() == waiting - 1
    assert "Ana Horvat" in tab.locator("main").inner_text()


def test_a_slot_is_set_right_by_keys(tab, address):
    """e opens the form at its first slot; what was corrected leaves the queue and says how much it moved."""
    tab.goto(f"{address}/review")
    waiting = tab.locator("article.waiting").count()
    tab.keyboard.press("j")
    with tab.expect_navigation():
        tab.keyboard.press("e")
    assert tab.evaluate("document.activeElement.name") == "supplier"
    form = tab.locator("article.waiting details[open] form")
    form.get_by_label("At least", exact=True).fill("4000")
    tab.keyboard.press("Enter")  # decides nothing
    assert tab.locator("article.waiting").count() == waiting
    form.get_by_label("At most", exact=True).fill("400")
    form.get_by_label("Your name").fill("Ana Horvat")
    form.get_by_label("Reason").fill("by keys")
    form.get_by_role("button", name="Record the correction").click()
    assert "put the smaller number first" in tab.get_by_role("alert").inner_text()
    tab.complaints = [each for each in tab.complaints if "400" not in each]
    form = tab.locator("details[open] form")  # the slip is mended where it is told
    assert form.get_by_label("At least", exact=True).input_value() == "4000"
    assert form.get_by_label("Reason").input_value() == "by keys"
    form.get_by_label("At most", exact=True).fill("4000")
    form.get_by_role("button", name="Record the correction").click()
    assert tab.locator("article.waiting").count() == waiting - 1
    tab.get_by_role("link", name="how much it moves the estimate").click()
    assert "Without it" in tab.locator("main").inner_text()
    assert tab.complaints == []


@pytest.mark.parametrize("script", [True, False])
def test_words_selected_in_a_text_become_a_claim(chromium, address, script):
    """With the script by selecting them, behind what is marked already; without it by writing them."""
    context = chromium.new_context(java_script_enabled=script)
    tab = context.new_page()
    tab.goto(f"{address}/document/{DENIAL.digest}")
    if script:
        select(tab, "In return")
        start = DENIAL.text.index("In return")
        assert tab.get_by_label("From").input_value() == str(start)
        assert tab.get_by_label("To", exact=True).input_value() == str(start + 9)
    else:
        tab.get_by_label("Words of the text").fill("In return")
    tab.get_by_role("button", name="Make a claim of it").click()
    tab.get_by_label("Supplier").fill("RU")
    tab.get_by_label("Your name").fill("Ana Horvat")
    tab.get_by_label("Reason").fill("overlooked")
    tab.get_by_role("button", name="Record the claim").click()
    assert tab.locator("mark.anchor").inner_text().startswith("In return")
    assert "Made a claim by hand" in tab.locator("main").inner_text()
    context.close()


def select(tab, words):
    """Select words of a text, and wait until the form beside it has them."""
    tab.evaluate(
        """words => { const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
        let node; while ((node = walk.nextNode())) { const at = node.data.indexOf(words); if (at >= 0) {
        const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + words.length);
        getSelection().removeAllRanges(); getSelection().addRange(range); return; } } }""",
        words,
    )
    wait_until(tab, f"document.forms.mark.elements.words.value === '{words}'")


def test_words_selected_on_a_later_page_of_a_text_are_told_by_their_place_in_it(tab, address, monkeypatch):
    """Counted from the beginning of the text and not of what the page shows of it."""
    start = DENIAL.text.index("million")
    monkeypatch.setattr("armstrail.web.pages.document._STRETCH", start - 5)  # the first page ends with the first line
    tab.goto(f"{address}/document/{DENIAL.digest}?page=2")
    select(tab, "million barrels")
    assert tab.get_by_label("From").input_value() == str(start)
    tab.get_by_role("button", name="Make a claim of it").click()
    assert "million barrels" in tab.locator("mark.anchor").inner_text()


def test_a_point_of_the_chart_opens_its_claim(tab, address):
    """The picture is a way to the words."""
    tab.goto(f"{address}/question/KP/RU/cargo/containers")
    tab.locator(f"svg a[href='/claim/{SPY_CLAIM.id}']").first.dispatch_event("click")
    tab.wait_for_url(f"**/claim/{SPY_CLAIM.id}")
    assert "2,000" in tab.locator("h1").inner_text()


def test_a_form_of_another_site_decides_nothing(chromium, address):
    """A page elsewhere that sends our form with the reader's own cookie is refused."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(f"{address}/claim/{SPY_CLAIM.id}")
    tab.route("http://evil.example/", lambda route: route.fulfill(
        content_type="text/html",
        body=f"<form method=post action='{address}/claim/{SPY_CLAIM.id}/decide'><input name=action value=withdraw>"
        "<input name=who value=x><input name=why value=x><button>go</button></form>",
    ))  # fmt: skip
    tab.goto("http://evil.example/")
    tab.get_by_role("button").click()
    assert "another site" in tab.content()
    tab.goto(f"{address}/decisions")
    assert "Nobody has decided anything yet" in tab.content()
    context.close()
