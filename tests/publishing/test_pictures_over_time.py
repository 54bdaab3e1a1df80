"""The chart: a band, and a mark for each figure, shaped by hedge, coloured and lettered by family."""

from __future__ import annotations

import re

import pytest
from drawn_pictures import time_picture
from picture_makers import SERIES, TELLER, all_of, figure, look, plot_of, titles, voices_of

from armstrail.model.estimate import Interval
from armstrail.model.terms import HEDGES
from armstrail.publishing.pictures import Hands, trend_picture
from armstrail.publishing.pictures.hands import Hand
from armstrail.publishing.telling import Teller

BOUNDS = {
    "exact": (3e6, 3e6), "about": (3e6, 3e6), "at_least": (3e6, None), "at_most": (None, 3e6), "range": (2e6, 4e6),
    "order": (1e6, None),
}  # fmt: skip


def draw(voices, hands=None, **given):
    return time_picture(plot_of(voices, **given), hands or Hands.by_voices(voices), TELLER, "k")


def marks(svg: str) -> list:
    """The links of the picture, one for each figure."""
    return all_of(svg, "a")


def mark_of(link):
    return next(each for each in link if each.tag.endswith("path"))


def colours(svg: str) -> set[str]:
    """Those of the figures; one that all of them have is told once, by their group."""
    group = next(each for each in all_of(svg, "g") if each.get("class") == "mark")
    return {group.get("fill") or mark_of(link).get("fill") for link in marks(svg)}


def place_of(link) -> tuple[float, float]:
    """How far right and down a mark stands."""
    right, down = re.findall(r"-?[\d.]+", mark_of(link).get("transform"))
    return float(right), float(down)


def letters(svg: str) -> list[str]:
    """The letters of the figures, in their order; those of the legend stand in a second group."""
    first = next(each for each in all_of(svg, "g") if each.get("class") == "letter")
    return [each.text for each in first]


def dashes_of_the_middle(svg: str) -> list[str | None]:
    return [each.get("stroke-dasharray") for each in all_of(svg, "g") if each.get("class") == "middle"]


def test_every_figure_leads_to_its_claim_and_says_whose_it_is():
    """A link, with who says what as of when for those who point at it or hear it."""
    svg = draw(voices_of({"as_of": "2024-02-10"}, {"origin": "us-state", "family": "us"}))
    assert [link.get("href") for link in marks(svg)] == ["/claim/v0", "/claim/v1"]
    assert any("us-state: 3 million shells (26 Feb 2024)" in title for title in titles(svg))


@pytest.mark.parametrize("hedge", HEDGES)
def test_each_hedge_has_a_shape_of_its_own(hedge):
    """The mark has the outline of its hedge, which no other hedge has, and the legend shows and names it."""
    svg = draw(voices_of({"quantity": figure(*BOUNDS[hedge], hedge)}))
    outline = mark_of(marks(svg)[0]).get("d")
    (legend,) = [each for each in all_of(svg, "g") if each.get("class") == "hollow"]
    assert [each.get("d") for each in legend] == [outline]
    others = [other for other in HEDGES if other != hedge]
    drawn = draw(voices_of(*({"quantity": figure(*BOUNDS[other], other)} for other in others)))
    assert outline not in {mark_of(link).get("d") for link in marks(drawn)}
    assert TELLER.say(f"hedge.{hedge}") in [each.text for each in all_of(svg, "text")]


def test_a_family_keeps_its_colour_and_letter_from_picture_to_picture():
    """They follow from the voices of the whole flow, not from those that one chart shows."""
    voices = voices_of({"family": "kr"}, {"family": "kr"}, {"family": "us"}, {"family": "ua"})
    hands = Hands.by_voices(voices)
    alone, together = draw(voices[2:3], hands), draw(voices, hands)
    assert colours(alone) < colours(together)
    assert letters(alone) == [hands["us"].letter]
    assert len(colours(together)) == 3


def test_colour_is_never_all_that_tells():
    """Ten families are told apart by their letters where the colours end."""
    voices = voices_of(*({"family": f"?f{place}"} for place in range(10)))
    hands = Hands.by_voices(voices)
    assert len({hands[voice.family].letter for voice in voices}) == 10
    assert hands["?f9"].colour == hands["?f8"].colour


def test_marks_do_not_cover_each_other():
    """Six figures of one day stand beside each other."""
    svg = draw(voices_of(*({"family": f"?f{place}"} for place in range(6))))
    assert len({place_of(link) for link in marks(svg)}) == 6


def test_what_is_not_drawn_is_said():
    """Figures that entered and were not given to draw are counted in the description."""
    voices = voices_of({}, {}, {})
    svg = draw(voices[:1], weighed=voices)
    assert "Not drawn: 2 figures." in all_of(svg, "desc")[0].text


def test_only_what_entered_the_estimate_is_drawn():
    """A voice that was set aside has no mark."""
    voices = voices_of({}, {})
    assert len(marks(draw(voices, weighed=voices[:1]))) == 1


def test_a_figure_far_above_does_not_flatten_the_rest():
    """It stands at the edge under an arrow, and is counted."""
    svg = draw(voices_of({}, {"quantity": figure(4e8, 4e8, "exact")}))
    assert "Above the edge: 1 figure." in all_of(svg, "desc")[0].text
    assert "↑" in "".join(look(svg).itertext())
    (_, below), (_, above) = map(place_of, marks(svg))
    assert 0 < above < below


def test_the_day_asked_for_is_marked():
    """A line with its date, in the picture even where it lies beyond the last figure."""
    svg = draw(voices_of({}), asked="2024-05")
    assert "31 May 2024" in [each.text for each in all_of(svg, "text")]


def test_amounts_are_told_in_the_language_of_the_page():
    """Thirty thousand is 30,000 or 30.000; a million has a short form where the language has one."""
    plot = plot_of(voices_of({"quantity": figure(3e4, 3e4, "exact")}), series=(Interval("2024-02-29", *(3e4,) * 5),))
    texts = {
        language: [each.text for each in all_of(time_picture(plot, Hands({}), Teller(language, str), "k"), "text")]
        for language in ("en", "it")
    }
    assert "30,000" in texts["en"]
    assert "30.000" in texts["it"]


@pytest.mark.parametrize("asked", ["2024-04", "2031", "2134", "9999"])
def test_however_late_a_day_the_axis_has_room(asked):
    """From some weeks to eight thousand years there are a few days along the foot, and they rise."""
    svg = draw(voices_of({}), asked=asked)
    feet = [
        day.text
        for group in all_of(svg, "g")
        if (group.get("class"), group.get("text-anchor")) == ("soft", "middle")
        for day in group
    ]
    assert 2 <= len(feet) <= 9
    assert len(set(feet)) == len(feet)


def test_after_the_last_day_spoken_of_the_line_is_broken():
    """What is carried forward looks like it."""
    plot = plot_of(voices_of({}))
    carried = plot.__class__(plot.title, plot.unit, plot.bands, plot.points, 0, "2024-02-29")
    svg = time_picture(carried, Hands({}), TELLER, "k")
    assert dashes_of_the_middle(svg) == [None, "5,4"]


def test_a_single_day_is_a_picture_too():
    """One interval has some width, and the axis some days."""
    svg = draw(voices_of({"as_of": "2024-01-31"}), series=SERIES[:1])
    assert "nan" not in svg
    assert len([each for each in all_of(svg, "g") if each.get("class", "").startswith("band")]) == 2
    assert dashes_of_the_middle(svg) == [None]


def test_the_same_flow_is_the_same_picture():
    """In whatever order the voices come."""
    voices = voices_of({"as_of": "2024-02-10"}, {"as_of": "2024-01-10", "family": "us"}, {})
    assert draw(voices) == draw(voices[::-1])


def test_the_picture_has_a_title_and_a_description():
    """Both are named as its label, so they are read out before its links; these are passed over by the tab key,
    since the table has them too."""
    svg = draw(voices_of({}))
    picture = look(svg)
    assert picture.get("aria-labelledby") == "k-t k-d"
    assert {each.get("id") for each in picture[:2]} == {"k-t", "k-d"}
    assert "very likely (90 %) between 1.6 million and 6.4 million" in picture[1].text
    assert {link.get("tabindex") for link in marks(svg)} == {"-1"}


def test_a_trend_is_small_and_keeps_its_last_point():
    """Of three hundred months some are drawn; the whole takes less than a kilobyte."""
    series = [SERIES[0].__class__(f"{2000 + n // 12}-{n % 12 + 1:02}-28", n, n, n, n, n) for n in range(300)]
    svg = trend_picture(series, "from none to 299", "k")
    assert len(svg) < 1_000
    assert titles(svg) == ["from none to 299"]
    (line,) = next(each for each in all_of(svg, "g") if each.get("class") == "middle")
    assert line.get("d").count("-") >= 5


def test_letters_can_be_read_on_every_colour():
    """A contrast of 4.5 at the least, by the relative luminance of WCAG 2.2."""
    for number in range(8):
        hand = Hand("A", number)
        light, dark = sorted((luminance(hand.colour), luminance(hand.on_it)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, hand.colour


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
