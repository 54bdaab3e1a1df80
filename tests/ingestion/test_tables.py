"""Tables of published figures: a strict header, each row a document with its one claim, and a bad row alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.ingestion import Unreadable, read_figures
from armstrail.ingestion.chains import handed_on_by
from armstrail.ingestion.contract import load_contract
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import ReadError
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.vocabulary import Vocabulary, load_vocabulary

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "dprk-russia" / "figures.csv"
COLUMNS = load_contract().columns
ROW = {
    "date_published": "2024-10-18", "source": "ROK National Intelligence Service", "source_type": "intelligence",
    "carried_by": "Yonhap", "supplier": "KP", "recipient": "RU", "item": "cargo", "low": "13000",
    "unit": "containers", "hedge": "at_least", "measure": "total", "period_start": "2023-08", "period_end": "2024-10",
    "status": "delivered", "url": "https://example.org/1", "note": "verified; #family:kr",
}  # fmt: skip


AT_MOST = {"quantity": Quantity(None, 9400000, "containers", "at_most")}


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def write(path: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, **dialect: Any) -> Path:
    """A table with these rows; `ROW` fills what they leave out."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="", **dialect)
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    path.write_bytes(out.getvalue().encode())
    return path


@pytest.fixture
def make(tmp_path: Path, vocabulary: Vocabulary) -> Any:
    """The document and claim of one row, given what it changes in the usual one."""

    def make(**cells: str) -> tuple[Document, Claim]:
        (made,) = read_figures(str(write(tmp_path / "t.csv", cells)), vocabulary)
        assert not isinstance(made, Unreadable), str(made)
        return made

    return make


def test_the_example_table_goes_in_whole(vocabulary: Vocabulary) -> None:
    """Each of its 161 rows is a document of its own with one claim, whose words stand where it says."""
    rows = read_figures(str(EXAMPLE), vocabulary)
    made = [row for row in rows if not isinstance(row, Unreadable)]
    assert len(rows) == len(made) == len({document.digest for document, _ in made}) == 161
    for document, claim in made:
        record = claim.to_json(document.text)
        assert record["quote"] == document.text
        assert f"\nsource: {record['source']}\n" in document.text
        assert claim.quantity is None or f"unit: {claim.quantity.unit}" in record["anchor"]


def test_a_row_is_written_out_a_column_a_line(make: Any) -> None:
    """In the order of the contract, without the empty ones; its outlet, day and address are the document's."""
    document, _ = make()
    lines = document.text.split("\n")
    assert lines[0] == "date_published: 2024-10-18"
    assert lines[-1] == "note: verified; #family:kr"
    assert not any(line.startswith("high") for line in lines)
    assert (document.publisher, document.published, document.url, document.title, document.lang) == (
        "Yonhap", "2024-10-18", "https://example.org/1", None, "en",
    )  # fmt: skip


def test_the_slots_of_a_claim_are_those_of_its_row(make: Any) -> None:
    """Figure, parties, item, measure, period, stage and source, each from its column."""
    document, claim = make()
    assert claim.quantity == Quantity(13000, None, "containers", "at_least")
    assert claim.anchor.cut(document.text) == "low: 13000\nunit: containers\nhedge: at_least"
    assert claim.source.cut(document.text) == "ROK National Intelligence Service"
    assert (claim.kind, claim.supplier, claim.recipient, claim.item) == ("transfer", "KP", "RU", "cargo")
    assert (claim.measure, claim.status, claim.modality) == ("total", "delivered", "stated")
    assert claim.period == Period("2023-08", "2024-10")
    assert (claim.source_type, claim.source_actor, claim.via, claim.tags) == ("intelligence", "KR", (), ())


def test_a_row_without_a_figure_is_anchored_on_its_item(make: Any) -> None:
    """A denial of any export counts nothing; its words are those of what is denied."""
    document, claim = make(low="", unit="", hedge="", item="arms", note="#denial; first of its kind")
    assert claim.anchor.cut(document.text) == "arms"
    assert (claim.quantity, claim.kind, claim.modality) == (None, "transfer", "denied")


@pytest.mark.parametrize(
    ("cells", "slots"),
    [
        ({"item": "personnel.troops", "unit": "persons"}, {"kind": "deployment"}),
        ({"item": "personnel.troops", "unit": "USD"}, {"kind": "valuation"}),
        ({"item": "arms.missile.ballistic", "unit": "pieces", "note": "#use; fired"}, {"kind": "use"}),
        ({"note": "#capacity; could hold", "status": "delivered"}, {"status": "possible"}),
        ({"source_type": "unnamed", "note": "estimated"}, {"modality": "alleged"}),
        ({"note": '#family:kr; "estimated"'}, {"modality": "estimated"}),
        ({"note": "probably the Estonian estimate"}, {"modality": "stated"}),
        ({"note": "#partial #stock #mixed"}, {"tags": ("partial", "stock", "mixed")}),
        ({"note": "#opinion #repeat #repeat"}, {"tags": ("opinion", "repeat")}),
        ({"note": "#derived:us,kr #subset:mortar"}, {"tags": ("derived:us,kr", "partial")}),
        ({"note": "#distorted #stale; 5 at https://example.org/#top"}, {"tags": ()}),
        ({"note": "#family:osint"}, {"source_actor": None}),
        ({"note": "#family:kr #laundered"}, {"source_actor": None, "tags": ()}),
        ({"note": "debris of 21; satellite imagery"}, {"basis": ("satellite_imagery", "debris")}),
        ({"measure": "", "status": "", "supplier": ""}, {"measure": None, "status": None, "supplier": None}),
        ({"low": "", "high": "9400000", "hedge": "at_most"}, AT_MOST),
        ({"low": "33.3", "high": "33.3", "hedge": "about"}, {"quantity": Quantity(33.3, 33.3, "containers", "about")}),
    ],
)  # fmt: skip
def test_columns_and_notes_settle_slots(make: Any, cells: dict[str, str], slots: dict[str, object]) -> None:
    """What docs/importing.md tells of units, items, tags and words."""
    _, claim = make(**cells)
    assert {slot: getattr(claim, slot) for slot in slots} == slots


@pytest.mark.parametrize(
    ("carried_by", "chain"),
    [
        ("Yonhap", ()),
        ("Yonhap (copy)", ()),
        ("Asia Economy (Feb 2024 recap)", ()),
        ("G2 Media (Italian)", ()),
        ("KBS World; Korea JoongAng Daily", ()),
        ("Reuters via KBS World", ("Reuters",)),
        ("Kyiv Post (citing AFP)", ("AFP",)),
        ("LIGA.net (Sky News)", ("Sky News",)),
        ("CNN (am1.news copy)", ("CNN",)),
        ("ISW, then RFA, then KBS Arabic", ("RFA", "ISW")),
        ("Yonhap via UNN; KBS World", ("Yonhap",)),
        ("", ()),
    ],
)
def test_the_chain_of_outlets_is_read_as_people_write_it(carried_by: str, chain: tuple[str, ...]) -> None:
    """Nearest to the outlet first; the outlet itself is the publisher."""
    assert handed_on_by(carried_by, frozenset({"Italian"})) == chain


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"item": "arms.amunition"}, "has item 'arms.amunition', which is not known; did you mean arms.ammunition"),
        ({"item": ""}, "has no item; fill it in"),
        ({"source": " "}, "has no source"),
        ({"unit": "boxes"}, "has unit 'boxes', which is not known; use one of pieces"),
        ({"unit": ""}, "has a figure and no unit"),
        ({"low": "", "high": ""}, "has unit 'containers' and neither low nor high"),
        ({"high": "12000", "hedge": "range"}, "runs from low 13000 down to high 12000; put the smaller bound first"),
        ({"high": "14000"}, "has hedge 'at_least' with a low and a high; write a low alone, or another hedge"),
        ({"low": "13,000"}, "has low '13,000', which is no number; write plain digits"),
        ({"low": "1e6"}, "has low '1e6', which is no number"),
        ({"low": "٣"}, "which is no number"),
        ({"date_published": "18.10.2024"}, "has date_published '18.10.2024', which is no date; write YYYY"),
        ({"date_published": "2024-02-30"}, "which is no date"),
        ({"period_start": "2024-11"}, "has a period from 2024-11 back to 2024-10; put the earlier date first"),
        ({"supplier": "DPRK"}, "has supplier 'DPRK', which is no actor; use an ISO 3166-1 code"),
        ({"hedge": "at least"}, "has hedge 'at least', which is not known; did you mean at_least"),
        ({"status": "sent"}, "has status 'sent', which is not known"),
        ({"note": "#partal"}, "has the tag #partal in its note, which is not known; did you mean #partial?"),
        ({"note": "#family"}, "has the tag #family in its note without a value; write #family:VALUE"),
        ({"note": "#use:x"}, "has the tag #use:x in its note with a value; write #use alone"),
    ],
)  # fmt: skip
def test_a_bad_row_says_what_is_wrong_and_the_mend(
    tmp_path: Path, vocabulary: Vocabulary, cells: dict[str, str], fault: str
) -> None:
    """It costs itself alone, with its line; the rows around it are read."""
    path = write(tmp_path / "t.csv", {}, cells, {"low": "14000"})
    before, bad, after = read_figures(str(path), vocabulary)
    assert isinstance(bad, Unreadable)
    assert bad.where == f"{path}:3"
    assert fault in str(bad).partition(": ")[2]
    assert not isinstance(before, Unreadable)
    assert not isinstance(after, Unreadable)


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        (tuple(name for name in COLUMNS if name != "hedge"), "column 'hedge' is missing; add it"),
        (tuple("hedges" if name == "hedge" else name for name in COLUMNS), "rename it to 'hedge'"),
        ((*COLUMNS, "colour"), "column 'colour' is not known; leave it out"),
        ((*COLUMNS, "low"), "column 'low' stands twice; keep one"),
        (tuple(name.upper() for name in COLUMNS), "column 'date_published' is missing"),
    ],
)  # fmt: skip
def test_another_header_is_refused_whole(
    tmp_path: Path, vocabulary: Vocabulary, columns: tuple[str, ...], fault: str
) -> None:
    """A column too few, too many, twice or under another name: its name and the mend, and no row is read."""
    with pytest.raises(ReadError, match=r"t\.csv: ") as refused:
        read_figures(str(write(tmp_path / "t.csv", {}, columns=columns)), vocabulary)
    assert fault in str(refused.value)


def test_the_order_of_columns_does_not_matter(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """The same row is the same document."""
    made = [
        read_figures(str(write(tmp_path / "t.csv", {}, columns=columns)), vocabulary)
        for columns in (COLUMNS, COLUMNS[::-1])
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "is empty"), (b"%PDF-1.7", "is a PDF"), (b"sep=;\n", "has no header"), (None, "does not exist")],
)
def test_what_is_no_table_is_refused(tmp_path: Path, vocabulary: Vocabulary, content: bytes | None, fault: str) -> None:
    """It is named as what it is."""
    path = tmp_path / "t.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReadError, match=fault):
        read_figures(str(path), vocabulary)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_spreadsheet_saves_is_the_same_table(
    tmp_path: Path, vocabulary: Vocabulary, delimiter: str, encoding: str, end: str
) -> None:
    """Whatever the delimiter, encoding and line ends, the same claims come out."""
    rows = ({"source": "Служба, розвідки; 국정원", "note": 'a "quoted" word; and, more'}, {"low": "14000"})
    plain = read_figures(str(write(tmp_path / "plain.csv", *rows)), vocabulary)
    saved = write(tmp_path / "saved.csv", *rows, delimiter=delimiter, lineterminator=end)
    saved.write_bytes(saved.read_bytes().decode().encode(encoding))
    assert read_figures(str(saved), vocabulary) == plain


def test_lines_are_counted_through_quoted_breaks(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A note of three lines, an empty line, and then a bad row: it is named by the line on which it begins."""
    path = write(tmp_path / "t.csv", {"note": "one\r\ntwo\nthree"}, {"item": "x"}, lineterminator="\n")
    head, _, tail = path.read_bytes().rpartition(b"2024-10-18,")
    path.write_bytes(head + b"\n" + b"2024-10-18," + tail)
    good, bad = read_figures(str(path), vocabulary)
    assert isinstance(bad, Unreadable)
    assert bad.where == f"{path}:6"
    assert not isinstance(good, Unreadable)
    assert good[0].text.endswith("note: one two three")


def test_a_row_of_another_length_costs_itself(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A comma that nobody quoted makes one cell too many."""
    path = write(tmp_path / "t.csv", {}, {})
    path.write_bytes(path.read_bytes().replace(b"Yonhap", b"Yonhap, KBS", 1))
    bad, good = read_figures(str(path), vocabulary)
    assert isinstance(bad, Unreadable)
    assert bad.reason == "has 18 cells, where the header has 17"
    assert not isinstance(good, Unreadable)


def test_a_quotation_mark_that_is_never_closed_is_named(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """With the line on which it opens."""
    path = write(tmp_path / "t.csv", {}, {})
    path.write_bytes(path.read_bytes() + b'2024,"open\n')
    *_, bad = read_figures(str(path), vocabulary)
    assert isinstance(bad, Unreadable)
    assert bad.where == f"{path}:4"
    assert "close every quotation mark" in bad.mend


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=12), max_size=5))
def test_whatever_stands_in_a_row_gives_one_row(
    tmp_path_factory: pytest.TempPathFactory, cells: dict[str, str]
) -> None:
    """A claim whose spans hold, or a reason: never a crash, never silence."""
    path = tmp_path_factory.mktemp("t") / "t.csv"
    (row,) = read_figures(str(write(path, {name: _storable(cell) for name, cell in cells.items()})), load_vocabulary())
    if isinstance(row, Unreadable):
        assert row.reason
        assert row.mend
    else:
        document, claim = row
        assert claim.quote.cut(document.text) == document.text
        assert claim.quote.holds(claim.anchor)


def _storable(cell: str) -> str:
    return cell.encode("utf-8", "replace").decode().replace("\0", "")
