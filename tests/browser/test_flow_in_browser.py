"""The flow in a real browser: sliders with and without a script, pictures by pointer, on a phone and in the dark."""

from __future__ import annotations

import pytest
from small_ledger import SPY_CLAIM, STUDY_CLAIM
from watching import wait_until

ALONE = ("/chart/KP/RU/cargo/containers/delivered.svg", "/map/KP/RU.svg", "/network/KP/RU.svg", "/trend/KP/RU.svg")


def test_a_slider_asks_for_its_day_by_keys(chromium, address):
    """With a script: the day beside it follows each key, then the page comes anew, the address holds the day, and the
    slider has the focus again."""
    tab = chromium.new_page()
    tab.goto(f"{address}/flow/KP/RU")
    slider = tab.get_by_label("As public on (known on)").last
    slider.focus()
    before = slider.get_attribute("aria-valuetext")
    with tab.expect_navigation():
        for _ in range(3):
            tab.keyboard.press("ArrowLeft")
        assert slider.get_attribute("aria-valuetext") != before
    assert "known_on=2025-01-07" in tab.url
    assert "_day=" not in tab.url
    assert tab.evaluate("document.activeElement.id") == "s-known_on"
    assert "5,000" not in tab.locator("table.wide").first.inner_text()
    tab.close()


def test_a_slider_asks_for_its_day_without_a_script(chromium, address):
    """The button sends the form, and the address holds the number of the day."""
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/flow/KP/RU")
    tab.locator("#s-known_on").focus()
    tab.keyboard.press("Home")
    tab.locator("form.clocks button").click()
    assert "known_on_day=20014" in tab.url
    assert "2,000 containers" in tab.locator("table.wide").first.inner_text()
    assert "3,500 containers" not in tab.content()
    context.close()


def test_marks_open_claims(chromium, address):
    """Of the chart, of the map, of the network."""
    tab = chromium.new_page()
    for place, claim in ((0, SPY_CLAIM), (1, STUDY_CLAIM), (2, SPY_CLAIM)):
        tab.goto(f"{address}/flow/KP/RU")
        tab.locator("figure.chart").nth(place).locator(f"a[href='/claim/{claim.id}']").first.dispatch_event("click")
        tab.wait_for_url(f"**/claim/{claim.id}")
    tab.close()


def test_a_wide_picture_scrolls_within_itself_by_keys(chromium, address):
    """On a phone the page is no wider than the screen, and the picture can be moved without a pointer."""
    tab = chromium.new_page(viewport={"width": 375, "height": 700})
    tab.goto(f"{address}/flow/KP/RU")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375
    figure = tab.locator("figure.chart").first
    figure.focus()
    tab.keyboard.press("ArrowRight")
    wait_until(tab, "document.querySelector('figure.chart').scrollLeft > 0")
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_pictures_can_be_read_in_light_and_in_the_dark(chromium, address, scheme):
    """Ink and sheet of a picture are far apart, whichever the reader prefers."""
    tab = chromium.new_page(color_scheme=scheme)
    tab.goto(f"{address}/flow/KP/RU")
    ink, sheet = tab.evaluate(
        """() => ['.drawn .soft', '.drawn .sheet'].map(name =>
            getComputedStyle(document.querySelector(name)).fill.match(/\\d+/g).slice(0, 3).map(Number))"""
    )
    assert contrast(ink, sheet) > 4.5
    assert (sum(sheet) < 150) == (scheme == "dark")
    tab.close()


def test_marks_have_a_light_outline_in_the_dark(chromium, address):
    """A grey mark on a dark sheet is seen by it: some of its pixels have the colour of the page's ink."""
    tab = chromium.new_page(color_scheme="dark")
    tab.goto(f"{address}/flow/KP/RU")
    picture = tab.locator("figure.chart .mark a path").first.screenshot()
    inked = tab.evaluate(
        """async data => {
            const image = await createImageBitmap(new Blob([new Uint8Array(data)], {type: "image/png"}));
            const sheet = new OffscreenCanvas(image.width, image.height).getContext("2d");
            sheet.drawImage(image, 0, 0);
            const seen = sheet.getImageData(0, 0, image.width, image.height).data;
            let found = 0;
            for (let at = 0; at < seen.length; at += 4) {
                found += [230, 228, 223].every((part, each) => Math.abs(seen[at + each] - part) < 8);
            }
            return found / (seen.length / 4);
        }""",
        list(picture),
    )
    assert inked > 0.01
    tab.close()


@pytest.mark.parametrize("path", ALONE)
def test_a_picture_alone_runs_and_loads_nothing(chromium, address, path):
    """It is drawn, and asks for nothing else."""
    tab = chromium.new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address + path)
    assert tab.evaluate("document.documentElement.getBoundingClientRect().width") > 50
    assert asked == [address + path]
    tab.close()


def contrast(one, other):
    """How far apart two colours are (WCAG 2.2, relative luminance)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
