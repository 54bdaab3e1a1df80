"""What is new between two days: new voices, wider ones, corrections, withdrawals and denials, each told once."""

from __future__ import annotations

import random
from dataclasses import replace

from drift_makers import SHELLS, figure, said
from hypothesis import given
from hypothesis import strategies as st

from armstrail.model.changes import Changes, Correction, Moved, Spread
from armstrail.model.estimate import Interval
from armstrail.model.finding import Denial, Question
from armstrail.model.records import from_record, to_record
from armstrail.model.voice import Carrier, Voice
from armstrail.reconciliation.changes import changes

DAYS = {"since": "2024-10-20", "until": "2024-11-20"}


def carried(voice: Voice, *documents: str) -> Voice:
    """The voice with these documents as further carriers."""
    more = tuple(Carrier(name, "c", "2024-11-01", voice.quantity, None, "same_origin") for name in documents)
    return replace(voice, carriers=voice.carriers + more)


def test_a_voice_that_nobody_knew_is_new():
    """Kyiv speaks for the first time."""
    seoul, kyiv = said(figure(6700)), said(figure(9000), "2024-11-01", "ua-hur")
    assert changes([seoul], [seoul, kyiv], **DAYS) == Changes("2024-10-20", "2024-11-20", new=(kyiv,))


def test_a_voice_with_further_carriers_only_is_not_new():
    """Two more papers print what Seoul said."""
    seoul = said(figure(6700))
    wider = carried(seoul, "x", "y")
    assert changes([seoul], [wider], **DAYS).spread == (Spread(seoul.id, wider.carriers[1:]),)
    assert changes([seoul], [wider], **DAYS).new == ()


def test_a_voice_is_known_again_by_a_claim_that_carried_it():
    """A merge gave the voice another id; its first carrier is still the same claim."""
    seoul = said(figure(6700))
    renamed = replace(carried(seoul, "x"), id="merged")
    found = changes([seoul], [renamed], **DAYS)
    assert (found.new, found.withdrawn) == ((), ())
    assert [spread.voice for spread in found.spread] == ["merged"]


def test_a_figure_read_otherwise_is_corrected():
    """A person mends a misread figure: the same claims, another quantity."""
    wrong, right = said(figure(67000), id="v"), said(figure(6700), id="w")
    assert wrong.carriers[0].document == right.carriers[0].document
    assert changes([wrong], [right], **DAYS).corrected == (Correction("w", "v", figure(67000), figure(6700)),)


def test_an_origin_that_changes_its_figure_for_the_same_day_corrects_itself():
    """The service says 15,000 where it had said 12,000, as of the same day, in another document."""
    first = said(figure(12000))
    second = replace(
        said(figure(15000)),
        known="2024-11-02",
        carriers=(Carrier("new", "c", "2024-11-02", figure(15000), None, "first"),),
    )
    found = changes([first], [first, second], **DAYS)
    assert found.corrected == (Correction(second.id, first.id, figure(12000), figure(15000)),)
    assert found.new == ()


def test_a_later_figure_of_the_same_origin_is_new_and_corrects_nothing():
    """6,700 by February and 10,000 by May are two statements."""
    first, second = said(figure(6700), "2024-02-26"), said(figure(10000), "2024-05-20")
    found = changes([first], [first, second], **DAYS)
    assert (found.new, found.corrected) == ((second,), ())


def test_a_voice_without_claims_is_withdrawn():
    """The only article that had it was withdrawn."""
    seoul = said(figure(6700))
    assert changes([seoul], [], **DAYS).withdrawn == (seoul,)


def test_only_new_denials_are_told():
    """Moscow denied in October, Pyongyang in November."""
    moscow = Denial("d1", "c", "ru-mfa", "ru", "2024-10-10", whole=True)
    pyongyang = Denial("d2", "c", "kp-mnd", "kp", "2024-11-05", whole=False)
    found = changes([], [], **DAYS, denials_before=[moscow], denials_after=[pyongyang, moscow])
    assert found.denials == (pyongyang,)


def test_all_that_changed_has_a_json_form():
    """A report of changes, with an estimate that moved, goes to a file and back."""
    interval = Interval("2024-10-18", 6700.0, 6000.0, 7400.0, 5000.0, 9000.0)
    moved = Moved(Question("KP", "RU", SHELLS, "pieces"), None, interval, "kr-nis:v")
    seoul = said(figure(6700))
    found = replace(changes([said(figure(5), id="v")], [carried(seoul, "x")], **DAYS), moved=(moved,))
    assert from_record(Changes, to_record(found)) == found


VOICES = st.lists(
    st.builds(
        lambda number, month, origin, more: carried(said(figure(number), f"2024-{month:02d}-01", origin), *more),
        st.sampled_from([1000.0, 1500.0, 6700.0]), st.integers(1, 3), st.sampled_from(["kr", "us"]),
        st.lists(st.sampled_from("xyz"), max_size=2, unique=True),
    ),
    max_size=6, unique_by=lambda voice: voice.id,
)  # fmt: skip


@given(VOICES)
def test_nothing_changes_between_a_day_and_itself(voices):
    """The same voices twice: no news."""
    assert changes(voices, voices, **DAYS) == Changes("2024-10-20", "2024-11-20")


@given(VOICES, VOICES, st.randoms(use_true_random=False))
def test_the_order_of_voices_changes_nothing(before, after, chance: random.Random):
    """Both days' voices permuted: the same news."""
    expected = changes(before, after, **DAYS)
    assert changes(chance.sample(before, len(before)), chance.sample(after, len(after)), **DAYS) == expected


@given(VOICES, VOICES)
def test_every_voice_is_accounted_for_once(before, after):
    """A voice of the later day is new, corrected, or was there; one of the earlier day is there, corrected or gone."""
    found = changes(before, after, **DAYS)
    new, corrected = {voice.id for voice in found.new}, {one.voice for one in found.corrected}
    assert not new & corrected
    assert new | corrected <= {voice.id for voice in after}
    assert {voice.id for voice in found.withdrawn} <= {voice.id for voice in before} - {voice.id for voice in after}
