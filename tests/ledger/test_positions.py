"""Positions and disputes of places, in the ledger and through its interchange form."""

from __future__ import annotations

import io
import json

from ledger_makers import Clock, make_claim, make_document, make_reading

from armstrail.ledger import Ledger
from armstrail.model.claim import Claim, Place

KERCH = Place("Kerch", "UA", "destination", 45.357, 36.468, ("UA", "RU"))
RAJIN = Place("Rajin", "KP", "origin")


def fill(ledger):
    document = make_document()
    ledger.add(document, make_reading(document, make_claim(document, "7,000 containers", places=(KERCH, RAJIN))))
    return document


def test_positions_come_back_as_they_went_in(ledger):
    """With the claimants of a disputed place, and without what is not known."""
    fill(ledger)
    ((claim, _),) = ledger.claims()
    assert claim.places == (KERCH, RAJIN)


def test_positions_travel_in_an_export(ledger, new_place):
    """A ledger made from the export holds the same, and verifies."""
    fill(ledger)
    out = io.StringIO()
    ledger.export(out)
    with Ledger.open(new_place(), clock=Clock()) as copy:
        summary = copy.import_(out.getvalue().splitlines())
        assert summary.bad == ()
        ((claim, _),) = copy.claims()
        assert claim.places == (KERCH, RAJIN)
        assert copy.verify() == []


def test_a_place_of_an_older_reading_keeps_its_form():
    """A place without a position is written as before positions were known, so that hashes stay what they were."""
    document = make_document()
    record = make_claim(document, "7,000 containers", places=(RAJIN,)).to_json(document.text)
    assert record["places"] == [{"name": "Rajin", "country": "KP", "role": "origin"}]
    assert Claim.from_json(json.loads(json.dumps(record))).places == (RAJIN,)


def test_an_import_refuses_a_position_that_is_none(ledger, new_place):
    """Degrees are numbers; a line that has other ones costs itself."""
    fill(ledger)
    out = io.StringIO()
    ledger.export(out)
    spoilt = out.getvalue().replace('"lat": 45.357', '"lat": "north"')
    with Ledger.open(new_place(), clock=Clock()) as copy:
        summary = copy.import_(spoilt.splitlines())
        assert "places" in summary.bad[0].reason
        assert list(copy.claims()) == []
