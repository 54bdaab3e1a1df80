"""A figure is printed as hedged as it was worded, by whose word, and as far along as it was said to be."""

from __future__ import annotations

import pytest
from brief_makers import all_rows, brief_of, make_claim, make_document, only_claim, only_row, section

from armstrail.model.errors import PackError
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.wordbook import load_wording

TROOPS, ROUNDS = "personnel.troops", "arms.ammunition"


def say(language: str, item: str | None, *quantity: object) -> str:
    return Phrases(load_wording(language)).quantity(Quantity(*quantity), item)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "item", "english", "italian"),
    [
        ((12000, 12000, "persons", "exact"), TROOPS, "12,000 soldiers", "12.000 soldati"),
        ((12000, 12000, "persons", "about"), TROOPS, "about 12,000 soldiers", "circa 12.000 soldati"),
        ((10000, None, "persons", "at_least"), TROOPS, "at least 10,000 soldiers", "almeno 10.000 soldati"),
        ((None, 8e6, "pieces", "at_most"), ROUNDS, "up to 8 million rounds of ammunition",
         "fino a 8 milioni di munizioni"),
        ((11000, 12000, "persons", "range"), TROOPS, "11,000 to 12,000 soldiers", "da 11.000 a 12.000 soldati"),
        ((11000, 12000, "persons", "about"), TROOPS, "about 11,000–12,000 soldiers", "circa 11.000–12.000 soldati"),
        ((1e6, 1.6e6, "pieces", "range"), ROUNDS, "1 to 1.6 million rounds of ammunition",
         "da 1 milione a 1,6 milioni di munizioni"),
        ((1e6, None, "pieces", "order"), ROUNDS,
         "millions of rounds of ammunition (at least 1 million, order of magnitude)",
         "milioni di munizioni (almeno 1 milione, ordine di grandezza)"),
        ((7e5, None, "pieces", "order"), None, "at least 700,000 pieces (order of magnitude)",
         "almeno 700.000 pezzi (ordine di grandezza)"),
        ((1.7e9, 5.5e9, "USD", "range"), None, "USD 1.7–5.5 billion", "1,7–5,5 miliardi di dollari statunitensi"),
        ((2000, 2000, "USD", "exact"), None, "USD 2,000", "2.000 dollari statunitensi"),
        ((1e9, None, "EUR", "order"), None, "billions of euros (at least EUR 1 billion, order of magnitude)",
         "miliardi di euro (almeno 1 miliardo di euro, ordine di grandezza)"),
        ((50, 50, "percent", "about"), ROUNDS, "about 50%", "circa 50%"),
        ((33.3, 33.3, "percent", "exact"), ROUNDS, "33.3%", "33,3%"),
        ((1, 1, "persons", "exact"), TROOPS, "1 soldier", "1 soldato"),
        ((4, 4, "vessels", "exact"), TROOPS, "4 vessels", "4 navi"),
        ((12345678, 12345678, "pieces", "exact"), None, "12,345,678 pieces", "12.345.678 pezzi"),
        ((0.5, 0.5, "tonnes", "exact"), None, "0.5 tonnes", "0,5 tonnellate"),
    ],
)  # fmt: skip
def test_the_hedge_is_said_exactly(quantity, item, english, italian):
    """Floor, ceiling, range, order of magnitude and money by the rules of each language."""
    assert (say("en", item, *quantity), say("it", item, *quantity)) == (english, italian)


@pytest.mark.parametrize(
    ("start", "end", "english", "italian"),
    [
        ("2023", None, "since 2023", "dal 2023"),
        ("2023-08", None, "since Aug 2023", "da ago 2023"),
        (None, "2025-01", "until Jan 2025", "fino a gen 2025"),
        ("2024", "2024", "2024", "2024"),
        ("2023", "2024-10", "2023 – Oct 2024", "2023 – ott 2024"),
        ("2024-10-08", "2024-10-13", "8–13 Oct 2024", "08–13 ott 2024"),
    ],
)
def test_a_period_is_said_as_closely_as_it_is_known(start, end, english, italian):
    """Partial dates stay partial, open sides stay open."""
    said = [Phrases(load_wording(language)).period(Period(start, end)) for language in ("en", "it")]
    assert said == [english, italian]


@pytest.mark.parametrize(
    ("date", "english", "italian"),
    [
        ("2024", "2024", "2024"),
        ("2024-10", "October 2024", "ottobre 2024"),
        ("2024-11-05", "5 November 2024", "5 novembre 2024"),
    ],
)
def test_dates_follow_the_language(date, english, italian):
    """A month is a month, not its first day."""
    assert [Phrases(load_wording(language)).date(date) for language in ("en", "it")] == [english, italian]


@pytest.mark.parametrize(
    ("status", "stage"),
    [("delivered", ""), ("planned", "planned"), ("possible", "possible"), ("requested", "requested"),
     ("offered", "offered"), ("agreed", "agreed"), ("underway", "under way")],
)  # fmt: skip
def test_what_has_not_arrived_is_not_told_as_arrived(status, stage):
    """The stage stands beside the figure wherever it is not plain delivery."""
    row = only_row(brief_of(only_claim("10 tanks go.", "10 tanks", amount=(10, 10, "pieces", "exact"), status=status)))
    assert row.stage == stage


@pytest.mark.parametrize(
    ("modality", "manner"),
    [("stated", "stated"), ("confirmed", "confirmed"), ("estimated", "estimated"), ("alleged", "alleged, is said to")],
)
def test_how_it_was_said_stands_beside_it(modality, manner):
    """An allegation is never told as a statement."""
    assert only_row(brief_of(only_claim("10 tanks went.", "10 tanks", modality=modality))).manner == manner


def test_a_condition_is_quoted():
    """'if all were 122 mm' goes with the figure that hangs on it, in its own language."""
    held = only_claim(
        "They hold 200,000 shells if all were 122 mm.", "200,000 shells", condition="if all were 122 mm",
        amount=(2e5, 2e5, "pieces", "exact"),
    )  # fmt: skip
    row = only_row(brief_of(held))
    assert [(words.text, words.lang) for words in row.conditions] == [("if all were 122 mm", "en")]


def test_measure_and_period_tell_what_the_figure_covers():
    """A total since 2023 is no batch."""
    since = only_claim(
        "7,000 containers since 2023.", "7,000 containers", measure="total", period=Period("2023", None),
        amount=(7e3, 7e3, "containers", "exact"),
    )  # fmt: skip
    row = only_row(brief_of(since))
    assert row.covers == "in total, since 2023"


def nis(name: str, sentence: str, source: str, **slots: object):
    anchor = "12,000 soldiers"
    common = {"kind": "deployment", "item": TROOPS, "amount": (12000, 12000, "persons", "exact"), "source": source,
              "source_type": "intelligence", **slots}  # fmt: skip
    return only_claim(sentence, anchor, document={"id": name, "publisher": name}, **common)


def test_equal_figures_of_one_source_share_a_row():
    """Two newspapers that quote the NIS are one row with two footnotes."""
    brief = brief_of(
        nis("Post", "The NIS counts 12,000 soldiers.", "The NIS"),
        nis("Times", "12,000 soldiers, says NIS.", "NIS"),
    )
    row = only_row(brief)
    assert (row.notes, row.publishers) == ((1, 2), "Post, Times")


@pytest.mark.parametrize(
    "other",
    [
        nis("Times", "Kyiv counts 12,000 soldiers.", "Kyiv"),
        nis("Times", "The NIS counts 12,000 soldiers.", "The NIS", modality="alleged"),
        nis("Times", "The NIS counts 12,000 soldiers.", "The NIS", status="planned"),
        nis("Times", "The NIS counts 12,000 soldiers.", "The NIS", amount=(12000, 12000, "persons", "about")),
        nis("Times", "The NIS counts 12,000 soldiers.", "The NIS", measure="increment"),
    ],
    ids=["another source", "another modality", "another stage", "another hedge", "another measure"],
)
def test_figures_that_differ_in_anything_stand_apart(other):
    """Nothing is pooled: source, modality, stage, hedge and measure each make another row."""
    assert len(list(all_rows(brief_of(nis("Post", "The NIS counts 12,000 soldiers.", "The NIS"), other)))) == 2


def test_unnamed_sources_of_two_publications_stand_apart():
    """'Sources' need not be the same people."""
    pairs = [
        nis(name, "Sources count 12,000 soldiers.", "Sources", source_type="unnamed") for name in ("Post", "Times")
    ]
    assert len(list(all_rows(brief_of(*pairs)))) == 2


def test_a_figure_on_nobodys_word_is_the_publications_own():
    """Where no source is named, the row says so."""
    row = only_row(brief_of(only_claim("10 tanks went.", "10 tanks")))
    assert row.source.text == "The Daily Ledger, in its own words"


def test_a_table_runs_by_unit_then_by_time():
    """Shells next to shells, containers next to containers, each by date; the undated last."""

    def dated(published, unit, number):
        sentence = f"{number} {unit} went."
        document = {"id": f"{published}{unit}", "published": published}
        return only_claim(sentence, f"{number}", document=document, amount=(number, number, unit, "exact"))

    brief = brief_of(
        dated(None, "pieces", 4),
        dated("2025", "pieces", 3),
        dated("2024-01", "containers", 9),
        dated("2024-02", "pieces", 2),
    )
    assert [row.figure for row in all_rows(brief)] == ["2 pieces", "3 pieces", "4 pieces", "9 containers"]


def test_a_column_that_would_stand_empty_is_left_out():
    """Without periods and measures there is no column for them."""
    brief = brief_of(only_claim("10 tanks went.", "10 tanks", amount=(10, 10, "pieces", "exact")))
    (table,) = section(brief, "moved").groups[0].tables
    assert [column.key for column in table.columns] == ["date", "source", "figure", "manner", "publishers"]


def test_a_model_is_named():
    """The designation as written stands beside the figure."""
    row = only_row(brief_of(only_claim("10 KN-23 went.", "10 KN-23", designation="KN-23")))
    assert row.remarks == ("model: KN-23",)


def test_names_given_go_before_our_own():
    """A caller's name for a code is used; a code it does not know keeps ours."""
    text = make_document("Tanks went.")
    brief = brief_of(make_claim(text, "Tanks"), actor_names=lambda code: "the North" if code == "KP" else "")
    assert brief.title == "the North → Russia"


def test_a_language_is_known_by_its_file():
    """No quiet fall-back to English."""
    with pytest.raises(PackError, match="cannot be written in 'de' yet"):
        load_wording("de")
