"""The book of factors is whole, and whatever is wrong in a user's own file is told with file and line."""

from __future__ import annotations

import pytest

from armstrail.model.errors import BadValue, PackError
from armstrail.model.factor import CEILINGS, PRICES
from armstrail.vocabulary import load_factors
from armstrail.vocabulary.factors import COLUMNS

HEAD = ",".join(COLUMNS)
SHELLS = "arms.ammunition.artillery"
GOOD = f"mine,containers,pieces,{SHELLS},,100,200,300,estimate,2025-01,,a look inside,verified,,,"


@pytest.fixture(scope="module")
def book():
    return load_factors()


def own(tmp_path, *rows):
    path = tmp_path / "own.csv"
    path.write_text("\n".join((HEAD, *rows)) + "\n", "utf-8")
    return path


def test_every_factor_says_whence_it_is(book):
    """A number nobody vouches for says so: without address it is recalled, an assumption, or of a named body."""
    assert len(book) > 100
    for factor in book:
        assert factor.source, factor.id
        assert factor.status != "verified" or factor.url, factor.id


def test_judgements_are_marked_as_assumptions(book):
    """Whatever rests on judgement alone is an assumption, whatever its kind."""
    assert {each.id for each in book if each.source.startswith("judgement")} <= {
        each.id for each in book if each.status == "assumption"
    }


def test_published_capacities_are_ceilings(book):
    """Seoul's 429 to 500 rounds a container say what could fit; none of them is ever a middle."""
    ratios = book.find("containers", "pieces", SHELLS, designation="152 mm", kinds=("capacity",))
    assert [each.central for each in ratios if each.id.startswith("c152-kr")][:2] == [429, 470]
    assert {each.kind for each in ratios} <= set(CEILINGS)


def test_the_default_for_all_cargo_is_the_packed_range(book):
    """290 rounds a container, 190 to 430, is the middle of the book, and an assumption."""
    found = book.default("containers", "pieces", SHELLS)
    assert (found.low, found.central, found.high, found.status) == (190, 290, 430, "assumption")


def test_what_is_implied_by_two_claims_is_only_a_check(book):
    """20 billion over 5 million rounds is no price anybody named."""
    assert book["price-shell-kp-kida"].kind == "check"
    assert not [each for each in book if each.kind == "check" and each.default]


def test_a_factor_not_yet_published_is_not_found(book):
    """As of March 2024 the ratio of July 2025 does not exist."""
    then = {each.id for each in book.find("containers", "pieces", SHELLS, "2024-03-01")}
    assert "c152-kr-2024-02" in then
    assert not {"c152-kr-2025-07", "cmix-osc-2025-04"} & then


def test_a_model_finds_its_own_mass_first(book):
    """'122mm' and '122 mm' are one calibre, and its packed round is lighter than that of 152 mm."""
    assert book.default("pieces", "kg", SHELLS, "122mm").id == "mass-122-packed"
    assert book.default("pieces", "kg", SHELLS, "152 mm").id == "mass-152-packed"
    assert book.default("pieces", "kg", SHELLS).designation is None


def test_a_factor_holds_for_what_lies_below_its_item_and_not_above(book):
    """A price of shells says nothing of all arms."""
    assert book.default("pieces", "USD", "arms") is None
    assert book.default("pieces", "USD", "arms.artillery.howitzer").id == "price-gun-default"


def test_the_three_prices_stand_apart(book):
    """Asked, paid and replacement are three kinds, and each price is of one."""
    kinds = {each.kind for each in book if each.is_price}
    assert kinds == {*PRICES, "check"}
    assert {book[f"price-shahed-{each}"].kind for each in ("asked", "paid", "csis")} == set(PRICES)


def test_the_users_own_file_adds_and_replaces_by_id(book, tmp_path):
    """A known id is replaced, a new one is added, all others stay; the digest tells the two books apart."""
    row = f"cmix-default,containers,pieces,{SHELLS},,250,300,350,estimate,,,my count,verified,http://example.org,,yes"
    mine = load_factors(own(tmp_path, row, GOOD))
    assert len(mine) == len(book) + 1
    assert mine["cmix-default"].central == 300
    assert mine["mine"].source == "a look inside"
    assert mine["price-152-ru"] == book["price-152-ru"]
    assert mine.digest != book.digest


def test_the_users_default_takes_the_place_of_the_shipped_one(tmp_path):
    """Two defaults for the same never stand at once: the user's wins, the shipped factor stays without the mark."""
    mine = load_factors(own(tmp_path, GOOD + "yes"))
    assert mine.default("containers", "pieces", SHELLS).id == "mine"
    assert not mine["cmix-default"].default


def test_a_factor_that_is_not_there_is_named(book):
    with pytest.raises(BadValue, match="'nobody'"):
        book["nobody"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (GOOD.replace("containers", "barrows"), "unit 'barrows' is not known"),
        (GOOD.replace(SHELLS, "arms.catapult"), "item 'arms.catapult'"),
        (GOOD.replace("estimate", "guess"), "factor kind 'guess'"),
        (GOOD.replace("verified", "sure"), "factor status 'sure'"),
        (GOOD.replace("100,200", "250,200"), "must not fall"),
        (GOOD.replace("100,200", "-1,200"), "above 0"),
        (GOOD.replace("100,200", "100,nan"), "finite"),
        (GOOD.replace("100,200", "100,many"), "central 'many'"),
        (GOOD.replace("2025-01", "2025-13"), "date '2025-13'"),
        (GOOD.replace("a look inside", ""), "no source"),
        (GOOD.replace("mine", ""), "no id"),
        (GOOD + "maybe", "default 'maybe'"),
        (GOOD.replace("estimate", "capacity") + "yes", "never a middle"),
        (GOOD.replace("containers,pieces", "pieces,USD"), "price without a year"),
        (GOOD.replace("containers,pieces", "pieces,USD").replace("2025-01,", "2025-01,2025"), "gives money"),
        (GOOD.replace("estimate", "replacement"), "no currency"),
        (GOOD.replace("2025-01,", "2025-01,25"), "year '25'"),
        (GOOD + ",one,more", "columns"),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_with_its_place(tmp_path, row, says):
    """What is wrong, in which file and line, and how to mend it."""
    with pytest.raises(PackError, match=r"own\.csv:2") as error:
        load_factors(own(tmp_path, row))
    assert says in str(error.value)


def test_an_id_twice_is_refused(tmp_path):
    with pytest.raises(PackError, match=r"own\.csv:3.*stands twice"):
        load_factors(own(tmp_path, GOOD, GOOD))


def test_two_defaults_for_the_same_are_refused(tmp_path):
    with pytest.raises(PackError, match=r"own\.csv:3.*both a default"):
        load_factors(own(tmp_path, GOOD + "yes", GOOD.replace("mine", "other") + "yes"))


def test_other_columns_are_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("id,value\nmine,3\n", "utf-8")
    with pytest.raises(PackError, match=r"own\.csv:1: columns must be id"):
        load_factors(path)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(PackError, match="cannot be read"):
        load_factors(tmp_path / "missing.csv")
    path = tmp_path / "own.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackError, match="not UTF-8"):
        load_factors(path)
