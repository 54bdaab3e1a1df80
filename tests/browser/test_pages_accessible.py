"""The pages for everybody: no violation of WCAG 2.2 AA that axe-core can find, and all of it by keyboard."""

from __future__ import annotations

from importlib.resources import files

import pytest
from every_page import EVERY
from pages_served import served
from shared_workspaces import PASSWORD, Workspace, make_people

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that look at colours
WIDTHS = (1280, 375)
RUN = "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], iframes: false})"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as a package brings it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def profile(chromium):
    """A browser profile for all that only look."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def tab(profile):
    """A new tab: nothing in it had the focus before."""
    page = profile.new_page()
    yield page
    page.close()


def violations(tab, axe, only=TAGS):
    """What axe finds wrong with the page as it stands; the policy of the page stays in force."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(axe)
    found = tab.evaluate(RUN, only)
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def check(tab, axe, address):
    """As wide as a desk and as a phone: every rule in the light, those on colours in the dark as well, which changes
    nothing else."""
    tab.goto(address)
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    for scheme, only in (("light", TAGS), ("dark", COLOURS)):
        tab.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            assert violations(tab, axe, only) == [], (scheme, width)


DARK = """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
    .filter(each => each instanceof CSSMediaRule && each.conditionText.includes('prefers-color-scheme'))
    .flatMap(each => [...each.cssRules]).flatMap(each => [...each.style])"""


def test_the_dark_changes_colours_alone(tab, settled_address):
    """So that what is no colour need not be looked at twice."""
    tab.goto(f"{settled_address}/flow/KP/RU")
    changed = set(tab.evaluate(DARK))
    assert {name for name in changed if name.startswith("--")} >= {"--paper", "--ink", "--link"}
    assert {name for name in changed if not name.startswith("--")} <= {
        "color", "fill", "stroke", "stroke-opacity", "background-color", "color-scheme",
    }  # fmt: skip


@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing(tab, axe, settled_address, path):
    """On every page, with everything opened that opens."""
    check(tab, axe, settled_address + path)


def test_axe_would_find_something(tab, axe, settled_address):
    """The check itself: a picture without words is found under the policy of the page."""
    tab.goto(settled_address)
    tab.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(each.startswith("image-alt") for each in violations(tab, axe))
    tab.emulate_media(color_scheme="dark")
    tab.evaluate("document.adoptedStyleSheets[0] ??= new CSSStyleSheet()")
    tab.evaluate("document.adoptedStyleSheets[0].insertRule('main p { color: #333 }')")
    assert any(each.startswith("color-contrast") for each in violations(tab, axe, COLOURS))


@pytest.fixture(scope="module")
def shared_address(tmp_path_factory):
    """A shared workspace, and the file of its accounts."""
    folder = tmp_path_factory.mktemp("shared")
    people = folder / "people"
    people.mkdir()
    workspace = Workspace(folder, make_people(people))
    with served(workspace.app) as address:
        yield address


@pytest.fixture(scope="module")
def editor(chromium, shared_address):
    """A browser profile in which an editor has logged in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{shared_address}/login")
    page.get_by_label("Name").fill("Edi Tor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{shared_address}/")
    page.close()
    yield context
    context.close()


@pytest.fixture
def entered(editor):
    """A new tab of hers."""
    page = editor.new_page()
    yield page
    page.close()


def test_axe_finds_nothing_at_the_door(tab, axe, shared_address):
    """The log-in page, and what it says to a wrong password."""
    check(tab, axe, f"{shared_address}/login?to=/search")
    tab.get_by_label("Name").fill("Edi Tor")
    tab.get_by_label("Password").fill("wrong")
    tab.get_by_role("button", name="Log in").click()
    assert tab.get_by_role("alert").is_visible()
    assert violations(tab, axe) == []


@pytest.mark.parametrize("path", ["/", "/account", "/account?done=yes", "/accounts", "/log", "/decisions"])
def test_axe_finds_nothing_behind_the_door(entered, axe, shared_address, path):
    """The pages that only a shared workspace has, and the bar with whoever is in."""
    check(entered, axe, shared_address + path)
    assert entered.evaluate("document.documentElement.scrollWidth") <= 375


MOST_STOPS = 700  # presses: a date takes several
FOCUSED = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    const before = window.walked; window.walked = it;
    return it === document.body || it === document.documentElement ? null : {
        words: (it.textContent || it.getAttribute('aria-label') || it.name || '').trim().slice(0, 60),
        tag: it.tagName.toLowerCase(),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        again: before === it,  // a date has several stops within
        onward: !before || before === it || !!(before.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING)
    };
}"""
WANTED = """() => {
    const all = [...document.querySelectorAll(`a[href], button:not([disabled]), input:not([type=hidden]), select,
        textarea, summary, iframe, [tabindex="0"]`)].filter(each => each.checkVisibility() && each.tabIndex >= 0);
    const frame = all.findIndex(each => each.tagName === 'IFRAME');  // within it stands a page of its own
    return frame < 0 ? all.length : frame;
}"""


def walk(tab, start=None):
    """The stops of the Tab key until it leaves the page, or enters another within it."""
    stops = [start] if start else []
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        found = tab.evaluate(FOCUSED)
        if found is None or found["tag"] == "iframe":
            return stops
        if not found["again"]:
            stops.append(found)
    raise AssertionError(f"after {MOST_STOPS} presses the page is not left; at last {stops[-1:]}")


def wrong(stops):
    """The stops without an outline, off the screen, or before the one that they follow."""
    return [stop for stop in stops if not (stop["outlined"] and stop["seen"] and stop["onward"])]


def check_walk(tab, address):
    """The skip link first; each stop outlined and on the screen; no way back, no trap, nothing left out."""
    tab.goto(address)
    wanted, stops = tab.evaluate(WANTED), walk(tab)
    assert stops[0]["words"] == "To the page"
    assert wrong(stops) == []
    assert len(stops) == wanted


@pytest.mark.parametrize("path", [path for path in EVERY if "edit=" not in path])
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(tab, settled_address, path):
    """On every page, however long."""
    check_walk(tab, settled_address + path)


@pytest.mark.parametrize("path", ["/account", "/accounts", "/log"])
def test_the_keyboard_reaches_everything_behind_the_door(entered, shared_address, path):
    """The pages that only a shared workspace has, and the bar with the button to leave."""
    check_walk(entered, shared_address + path)


def test_a_form_that_was_asked_for_has_the_focus_and_is_no_trap(tab, settled_address):
    """A correction asked for from the queue begins in a field of its form; all that stands after it is reached."""
    (path,) = (path for path in EVERY if "edit=" in path)
    tab.goto(settled_address + path)
    start = tab.evaluate(FOCUSED)
    left = tab.evaluate(
        """() => [...document.querySelectorAll(
            'a[href], button:not([disabled]), input:not([type=hidden]), select, summary'
        )].filter(each => each.checkVisibility() && each.tabIndex >= 0 &&
                document.activeElement.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING).length"""
    )
    assert tab.evaluate("!!document.activeElement.closest('details.correct form')")
    stops = walk(tab, start)
    assert wrong(stops) == []
    assert len(stops) == 1 + left


UNTOLD = """() => [...document.querySelectorAll('main figure svg')].filter(each => {
    const part = each.closest('section') || each.closest('main');
    const named = (each.getAttribute('aria-labelledby') || 'none').split(' ').map(id => document.getElementById(id));
    return !part.querySelector('table') || named.some(name => !name || !name.textContent.trim());
}).map(each => each.outerHTML.slice(0, 120))"""


def test_every_picture_has_a_table_behind_it_and_a_name(tab, settled_address):
    """In its own part of the page, for whoever cannot see it."""
    drawn = 0
    for path in EVERY:
        tab.goto(settled_address + path)
        drawn += tab.evaluate("document.querySelectorAll('main figure svg').length")
        assert tab.evaluate(UNTOLD) == [], path
    assert drawn >= 4


def test_the_skip_link_leads_past_the_bar(tab, settled_address):
    """After it, the next stop stands in the page itself."""
    tab.goto(f"{settled_address}/flow/KP/RU")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("!!document.activeElement.closest('main')")
