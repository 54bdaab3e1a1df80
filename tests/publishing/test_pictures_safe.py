"""Pictures are text of ours around words of others: nothing in those ends an attribute, loads or runs."""

from __future__ import annotations

import re
import unicodedata

import pytest
from drawn_pictures import map_picture, network_picture, time_picture
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_makers import HARM, SVG, claim_at, look, plot_of, voices_of
from receipt_makers import make_carried, make_voice

from armstrail.model.claim import Place
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.pictures import Hands, Telling, make_map
from armstrail.publishing.pictures import svg as writing
from armstrail.publishing.telling import Teller

ALLOWED = {
    "svg", "title", "desc", "rect", "g", "a", "path", "line", "text", "defs", "clipPath",
}  # fmt: skip


def chart(words: str) -> str:
    voices = voices_of({"origin": f"?{words}", "family": f"?{words}"})
    teller = Teller("en", lambda _: words)
    return time_picture(plot_of(voices, teller=teller, title=words), Hands.by_voices(voices), teller, "k")


def route_map(words: str) -> str:
    places = (Place(words, "KP", "origin", 42.2, 130.3), Place(words, "RU", "destination", 43.1, 131.9))
    return map_picture(make_map([claim_at(1, *places)], "KP", "RU"), Teller("en", str), "k", lambda _: "/claim/x")


def network(words: str) -> str:
    claim, document = make_carried()
    publisher = unicodedata.normalize("NFC", re.sub("[\r\ud800-\udfff]", " ", words))  # as documents are held
    hostile = Carried(claim, Document("a", document.text, "en", "2024-02-26", publisher))
    voice = make_voice(hostile, origin=f"?{words}", family=f"?{words}")
    telling = Telling.of("KP", "RU", [voice], {hostile.place: hostile})
    return network_picture(telling, Hands.by_voices([voice]), Teller("en", lambda _: words), "k", link=lambda _: "/x")


@pytest.mark.parametrize("draw", [chart, route_map, network])
def test_words_that_mean_harm_stay_words(draw):
    """Script, image and handler stand in the picture as letters; every element, attribute and link is ours."""
    picture = look(draw(HARM))
    told = "".join(picture.itertext())
    assert "<script>alert(1)</script>" in told
    assert not re.search("[\x00-\x08\u202a-\u202e\ud800-\udfff]", told)
    for element in picture.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert not any(name.startswith("on") or name == "style" for name in element.attrib)
        assert element.get("href", "/").startswith(("/", "#"))


@pytest.mark.parametrize("draw", [chart, route_map, network])
@settings(max_examples=25)  # each draws a picture, which takes some hundredths of a second
@given(words=st.text(min_size=1, max_size=60).filter(str.strip))
def test_any_words_make_a_whole_picture(draw, words):
    """Whatever letters a name has, the picture is XML."""
    assert look(draw(words)).tag == f"{SVG}svg"


@pytest.mark.parametrize("to", ["http://evil.example/", "//evil.example/", "javascript:alert(1)", "claim/x", ""])
def test_a_mark_leads_nowhere_else(to):
    """An address that leaves the host is refused, and the error says what to give."""
    with pytest.raises(BadValue, match="own host"):
        writing.link(to, "told")


@given(st.lists(st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=1, max_size=30))
def test_a_path_told_by_its_steps_goes_through_its_points(points):
    """Added up, the steps lead to every point, to a tenth of a unit, however many there are."""
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", writing.path(points))]
    x = y = 0.0
    seen = []
    for right, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + right, y + down
        seen.append((x, y))
    for point in points:
        assert min(max(abs(point[0] - x), abs(point[1] - y)) for x, y in seen) < 0.06
