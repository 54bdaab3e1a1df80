"""The network: who carries whose word, from outlets over origins to families."""

from __future__ import annotations

from drawn_pictures import network_picture
from picture_makers import TELLER, all_of, titles
from receipt_makers import make_carried, make_voice

from armstrail.model.document import Document
from armstrail.model.voice import Carrier
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.pictures import Hands, Telling


def carried_by(publisher: str, day: str = "2024-02-26") -> Carried:
    claim, document = make_carried()
    return Carried(claim, Document(f"{publisher}{day}", document.text, "en", day, publisher))


def voice_by(pairs, **given):
    claim = pairs[0].claim
    carriers = tuple(
        Carrier(pair.document.digest, claim.id, "2024-02-26", claim.quantity, claim.status, "first") for pair in pairs
    )
    return make_voice(pairs[0], carriers=carriers, **given)


def flow(*told):
    """A telling and its voices, of (origin, family, outlets) each."""
    voices, claims = [], {}
    for number, (origin, family, outlets) in enumerate(told):
        pairs = [carried_by(outlet) for outlet in outlets]
        claims |= {pair.place: pair for pair in pairs}
        voices.append(voice_by(pairs, id=f"v{number}", origin=origin, family=family))
    return Telling.of("KP", "RU", voices, claims), voices


def draw(telling, voices):
    return network_picture(
        telling, Hands.by_voices(voices), TELLER, "k", link=lambda pair: f"/claim/{pair.document.publisher}",
        origin_link=lambda code: f"/source/{code}",
    )  # fmt: skip


def test_a_line_is_as_wide_as_it_has_claims():
    """Three articles of one paper on the word of one ministry are a wider line than one; the line says how many."""
    pairs = [carried_by("Post", f"2024-02-0{day}") for day in (1, 2, 3)]
    once = carried_by("Echo")
    voices = [voice_by(pairs, id="v0"), voice_by([once], id="v1")]
    telling = Telling.of("KP", "RU", voices, {pair.place: pair for pair in (*pairs, once)})
    svg = draw(telling, voices)
    widths = {link[0].text: float(link[1].get("stroke-width")) for link in all_of(svg, "a") if "→" in link[0].text}
    assert widths["Post → kr-defence: 3 claims"] > widths["Echo → kr-defence: 1 claim"]
    assert (telling.strands[0].outlet, telling.strands[0].claims, telling.strands[0].voices) == ("Post", 3, 1)


def test_names_lead_to_their_sources_and_lines_to_claims():
    """An origin to its page, a line to the first claim behind it."""
    svg = draw(*flow(("us-state", "us", ["Post"])))
    leads = {link[0].text: link.get("href") for link in all_of(svg, "a")}
    assert leads["us-state: 1 claim"] == "/source/us-state"
    assert leads["Post → us-state: 1 claim"] == "/claim/Post"


def test_what_has_no_row_of_its_own_is_told_together():
    """Of forty outlets some have a row; the rest share one, and no claim is lost."""
    telling, voices = flow(*((f"?o{n}", f"?f{n}", [f"Paper {n:02}"]) for n in range(40)))
    svg = draw(telling, voices)
    rows = [title for title in titles(svg) if title.startswith("all others: ")]
    assert len(rows) == 3
    assert "40 claims, carried by 40 publishers" in all_of(svg, "desc")[0].text
    left = [title for title in titles(svg) if title.startswith("Paper") and "→" not in title]
    assert f"all others: {40 - len(left)} claims" in rows


def test_the_same_flow_is_the_same_network():
    """In whatever order the voices come."""
    told = [("us-state", "us", ["Post", "Echo"]), ("kr-nis", "kr", ["Post"]), ("ua-hur", "ua", ["Wire"])]
    (one, voices), (other, _) = flow(*told), flow(*told[::-1])
    assert draw(one, voices) == draw(other, voices)


def test_nobody_says_nothing():
    """No picture of nothing."""
    assert draw(*flow()) == ""
