"""Who goes where: every claim in the section it belongs to, nothing lost, nothing added up."""

from __future__ import annotations

import pytest
from brief_makers import (
    all_rows,
    brief_of,
    lead_text,
    make_claim,
    make_document,
    only_claim,
    only_row,
    rows_of,
    section,
    whole_story,
)

from armstrail.model.claim import Claim
from armstrail.model.errors import BadValue, PackError
from armstrail.model.span import Span

ORDER = ["moved", "people", "money", "return", "agreements", "stances", "evidence"]


def test_the_sections_come_in_their_order():
    """Goods, people, money, the other way, agreements, denials and stances, evidence."""
    assert [part.key for part in brief_of(*whole_story()).sections] == ORDER


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("moved", ["about 2,000 containers"]),
        ("people", ["About 12,000 soldiers"]),
        ("money", ["$1.7 billion to $5.5 billion"]),
        ("return", ["more than a million barrels", "a security pact"]),
        ("agreements", ["a partnership treaty"]),
        ("stances", ["any weapons", "deep concern"]),
    ],
)
def test_each_claim_stands_in_its_section(key, words):
    """Kind, direction and modality decide where a claim is told."""
    part = section(brief_of(*whole_story()), key)
    assert [said.text for row in rows_of(part) for said in row.words] == words


def test_every_claim_between_the_parties_is_told_once():
    """Eight claims make eight rows."""
    story = whole_story()
    told = [name for row in all_rows(brief_of(*story)) for name in row.claims]
    assert sorted(told) == sorted(claim.id for claim, _ in story)


def test_a_section_without_claims_says_so_in_one_line():
    """A brief on one shipment says of people that no document speaks of them."""
    brief = brief_of(only_claim("Pyongyang sent 10 tanks.", "10 tanks", amount=(10, 10, "pieces", "exact")))
    assert section(brief, "people").note == "No document speaks of people sent."


def test_a_denied_figure_is_no_figure():
    """'12,000 soldiers' in a denial stands among the denials and nowhere among the troops."""
    brief = brief_of(
        only_claim(
            "Moscow denied that 12,000 soldiers had come.", "12,000 soldiers", kind="deployment",
            item="personnel.troops", amount=(12000, 12000, "persons", "exact"), modality="denied", source="Moscow",
        )
    )  # fmt: skip
    assert rows_of(section(brief, "people")) == []
    assert only_row(brief).subject == "People sent: troops, 12,000 soldiers (North Korea → Russia)"


def test_items_come_general_to_specific_with_names_to_read():
    """Unspecified weapons stand before shells, shells before cargo."""
    text = make_document("Arms, shells and 9 containers went.")
    brief = brief_of(
        make_claim(text, "9 containers", item="cargo"),
        make_claim(text, "shells", item="arms.ammunition.artillery"),
        make_claim(text, "Arms", item="arms"),
    )
    titles = [group.title for group in section(brief, "moved").groups]
    assert titles == ["Weapons, not specified", "Artillery and mortar shells", "Cargo, content not named"]


def test_an_item_that_has_no_name_yet_is_readable():
    """A path from a newer vocabulary is told by its last step, after its known ancestor."""
    brief = brief_of(only_claim("Pyongyang sent rail guns.", "rail guns", item="arms.artillery.rail_gun"))
    assert [group.title for group in section(brief, "moved").groups] == ["Rail gun"]


def test_a_party_left_open_belongs_to_the_question():
    """'Russia received shells', from nobody named, is told of North Korea and Russia if it was asked for."""
    brief = brief_of(only_claim("Russia received shells.", "shells", supplier=None))
    assert len(rows_of(section(brief, "moved"))) == 1


def test_claims_about_other_parties_are_counted_and_not_told():
    """What Iran gave is not said of North Korea."""
    brief = brief_of(*whole_story(), only_claim("Iran sent drones.", "drones", supplier="IR"))
    assert "Not shown: 1 claim about other parties." in section(brief, "evidence").note
    assert all(row.facts.supplier != "IR" for row in all_rows(brief))


def test_use_is_told_from_transfer():
    """Missiles that were fired stand with the goods, tagged as used."""
    brief = brief_of(only_claim("Russia fired 20 missiles.", "20 missiles", kind="use", item="arms.missile",
                                amount=(20, 20, "pieces", "exact")))  # fmt: skip
    assert only_row(brief).stage == "used or found"


def test_stances_are_grouped_denials_first():
    """Denials, then condemnations and the rest, each with who speaks and about whom."""
    text = make_document("Seoul condemned it. Moscow denied it.")
    common = {"kind": "statement", "status": None, "item": None}
    brief = brief_of(
        make_claim(text, "condemned", supplier="KR", recipient="KP", stance="condemn", **common),
        make_claim(text, "denied", supplier="RU", recipient="KR", stance="deny", **common),
    )
    groups = section(brief, "stances").groups
    assert [group.title for group in groups] == ["Denies", "Condemns"]
    assert [(row.who, row.about) for row in rows_of(section(brief, "stances"))] == [
        ("Russia", "South Korea"),
        ("South Korea", "North Korea"),
    ]


def test_money_the_other_way_names_its_direction():
    """What Russia pays is told with the money, under the arrow from Russia."""
    brief = brief_of(
        only_claim("Moscow paid $20 million for troops.", "$20 million", kind="valuation", supplier="RU",
                   recipient="KP", item="personnel.troops", amount=(2e7, 2e7, "USD", "exact"))
    )  # fmt: skip
    assert section(brief, "money").groups[0].title == "For: troops (Russia → North Korea)"


def test_no_claims_say_so_and_what_to_try():
    """An empty brief is a clear sentence with advice, without sections."""
    brief = brief_of(supplier="KP", recipient="XK")
    assert "no claim about military assistance between North Korea and Kosovo" in lead_text(brief)
    assert any("“KP” and “XK”" in line for line in brief.advice)
    assert brief.sections == ()


def test_no_claims_by_a_day_advise_a_later_one():
    """With a date asked for, the date may be what keeps the claims out."""
    brief = brief_of(as_of="2020")
    assert "published by then" in lead_text(brief)
    assert "Ask for a later date, or for no date at all." in brief.advice


def test_as_of_is_told():
    """The brief says up to which day it looks."""
    assert brief_of(*whole_story(), as_of="2024-10-31").dateline == "As published by 31 October 2024"


def test_as_of_must_be_a_date():
    """Anything else is refused by name."""
    with pytest.raises(BadValue, match="'yesterday' is not a date"):
        brief_of(*whole_story(), as_of="yesterday")


def test_a_span_outside_the_text_is_refused():
    """A claim given with another document would quote wrong words."""
    claim, document = only_claim("Pyongyang sent tanks.", "tanks")
    stray = Claim(doc=claim.doc, id=claim.id, kind="transfer", quote=Span(0, 999), anchor=Span(0, 5), supplier="KP")
    with pytest.raises(BadValue, match="a span lies outside document d1 of 21 characters"):
        brief_of((stray, document))


def test_a_language_without_words_is_refused():
    """The error names the languages there are."""
    with pytest.raises(PackError, match="'xx' yet; choose one of en, it"):
        brief_of(*whole_story(), language="xx")


def test_the_evidence_is_counted():
    """Documents, publishers, named sources, unnamed ones and the publication's own word."""
    text = make_document("Sources say shells went. The NIS says tanks went. Rockets went too.")
    brief = brief_of(
        make_claim(text, "shells", source="Sources", source_type="unnamed", basis=("satellite_imagery",)),
        make_claim(text, "tanks", source="The NIS", source_type="intelligence", via=("Yonhap",)),
        make_claim(text, "Rockets"),
    )
    lines = {line.key: line.value for line in section(brief, "evidence").lines}
    counted = {key: lines[key] for key in ("documents", "publishers", "claims", "sources", "unnamed", "own", "via")}
    assert counted == {key: "3" if key == "claims" else "1" for key in counted}


def test_each_kind_of_evidence_leads_to_its_footnotes():
    """'documents (1)' cites the claim that rests on documents."""
    brief = brief_of(*whole_story())
    basis = next(line for line in section(brief, "evidence").lines if line.key == "basis")
    (entry,) = basis.entries
    note = brief.footnotes[entry.notes[0] - 1]
    assert (entry.text, note.quote[note.anchor_start - note.quote_start :][:12]) == ("documents (1)", "$1.7 billion")


def test_the_lead_attributes_its_figures():
    """'the spy agency: about 12,000 soldiers', with a footnote."""
    assert "the spy agency: about 12,000 soldiers (confirmed)" in lead_text(brief_of(*whole_story()))


def test_the_lead_prefers_what_most_documents_carry():
    """Of two totals the one in two documents stands first, though the other is later and larger."""
    slots = {"kind": "deployment", "item": "personnel.troops", "measure": "total"}
    sentence, later = "Kyiv counts 3,000 soldiers.", "Kyiv counts 90,000 soldiers."
    pairs = [
        only_claim(
            sentence,
            "3,000 soldiers",
            document={"id": name, "publisher": name},
            amount=(3e3, 3e3, "persons", "exact"),
            **slots,
        )
        for name in ("a", "b")
    ]
    other = only_claim(later, "90,000 soldiers", document={"id": "c", "published": "2025"},
                       amount=(9e4, 9e4, "persons", "exact"), **slots)  # fmt: skip
    told = lead_text(brief_of(*pairs, other))
    assert told.index("3,000 soldiers") < told.index("90,000 soldiers")


def test_the_lead_stays_short():
    """Ten figures make one sentence that names three and counts the rest."""
    text = make_document(" ".join(f"{n} tanks." for n in range(10, 20)))
    pairs = [
        make_claim(text, f"{n} tanks", item="arms.armour.tank", amount=(n, n, "pieces", "exact")) for n in range(10, 20)
    ]
    brief = brief_of(*pairs)
    assert len(brief.lead) == 2
    assert lead_text(brief).endswith("(and 7 figures more).")
