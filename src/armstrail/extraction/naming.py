"""All parties of a document, those that only a pronoun or `the country` names with them, each beside its verb."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.extraction.binding import bind_acts
from armstrail.extraction.bodies import add_bodies
from armstrail.extraction.countries import add_countries, add_countries_that_get
from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage
from armstrail.extraction.pronouns import (
    add_receivers,
    add_speakers_side,
    add_subjects_before,
    add_subjects_of_endings,
    add_tellers,
)
from armstrail.extraction.saying import Saying
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.subjects import bind_subjects
from armstrail.extraction.verbs import Act


def bind_parties(
    passage: Passage, parties: Parties, speakers: list[Speaker], sayings: Sequence[Saying], acts: list[Act]
) -> None:
    """Add the parties that no name tells, and give verbs their subjects and parties their verbs; the order matters:
    who stands free is a subject, whom a pronoun means is told by the subjects."""
    add_speakers_side(passage, parties, sayings, acts)
    add_tellers(passage, parties, sayings, acts)
    add_countries(passage, parties, acts)
    bind_subjects(passage, acts, parties)
    add_subjects_before(passage, parties, acts)
    add_bodies(passage, parties, speakers, acts)
    add_subjects_of_endings(passage, parties, sayings, acts)
    add_receivers(passage, parties, acts)
    bind_acts(passage, acts, parties)
    add_countries_that_get(passage, parties, acts)
