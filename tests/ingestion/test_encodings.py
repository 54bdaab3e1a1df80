"""Texts in old encodings come out in their own words, or are reported."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_help import BODY, read, refuse

from armstrail.ingestion import legacy
from armstrail.ingestion.legacy import flaw_rate, guess_legacy

ITALIAN = "Perché l’arrivo di circa 12.000 soldati è già una novità – «così» dice Seul."
FRENCH = "La Corée du Nord a envoyé près de 12 000 soldats, selon les services de Séoul."
GERMAN = "Nordkorea hat nach Angaben aus Südkorea Munition für Haubitzen geschickt."
POLISH = "Północna Korea wysłała żołnierzy do Rosji, twierdzą źródła w Seulu."
RUSSIAN = "Северная Корея отправила в Россию около 12 тысяч солдат."
UKRAINIAN = "Північна Корея відправила до Росії військових та боєприпаси."
KOREAN = "북한은 러시아에 포탄 300만 발을 보냈다고 국방부가 밝혔다."

OLD = [
    ("cp1252", ITALIAN),
    ("cp1252", GERMAN),
    ("latin-1", FRENCH),
    ("iso8859-15", "Le cœur du marché : 5 milliards d'€ de missiles livrés à la Russie."),
    ("cp1250", POLISH),
    ("iso8859-2", POLISH),
    ("cp1251", RUSSIAN),
    ("cp1251", UKRAINIAN),
    ("koi8-r", RUSSIAN),
    ("koi8-u", UKRAINIAN),
    ("cp866", RUSSIAN),
    ("iso8859-5", RUSSIAN),
    ("cp949", KOREAN),
    ("euc-kr", KOREAN),
    ("cp932", "北朝鮮はロシアに砲弾を送ったと韓国の国防省が発表した。"),
    ("gb18030", "韩国国防部说，朝鲜向俄罗斯运送了三百万发炮弹。"),
    ("cp1254", "Kuzey Kore'nin Rusya'ya asker gönderdiği Güney Kore istihbaratı tarafından doğrulandı."),
    ("cp1253", "Η Βόρεια Κορέα έστειλε στρατιώτες στη Ρωσία, λέει η Σεούλ."),
    ("cp1256", "أرسلت كوريا الشمالية جنودا إلى روسيا، كما تقول سيول."),
]
WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize(("encoding", "text"), OLD)
def test_a_short_text_in_an_old_encoding_comes_out_right(tmp_path, encoding, text):
    """One sentence is enough to tell."""
    assert read(tmp_path / "a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(("encoding", "text"), OLD)
def test_a_text_as_long_as_a_book_comes_out_right(tmp_path, encoding, text):
    """The sample that decides stands where the text stops being plain ASCII."""
    long = "Seoul, 18 October 2024.\n" * 30_000 + (text + " ") * 2_000 + "."
    assert read(tmp_path / "a.txt", long.encode(encoding)).text == long


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("text", [ITALIAN, RUSSIAN, BODY])
def test_utf16_and_utf32_need_no_mark(tmp_path, encoding, text):
    """As some exports write them."""
    assert read(tmp_path / "a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(tmp_path, mark, encoding):
    """Even for a text of two words."""
    assert read(tmp_path / "a.txt", mark + "Più armi".encode(encoding)).text == "Più armi"


def test_utf8_is_taken_before_anything_else(tmp_path):
    """A text that is good UTF-8 is UTF-8, in whatever mix of scripts."""
    text = f"{KOREAN} {RUSSIAN} {FRENCH}"
    assert read(tmp_path / "a.txt", text).text == text


def test_broken_utf8_is_reported_with_its_first_bad_byte(tmp_path):
    """No sign is put in for what is not there: the user learns where to look."""
    row = refuse(tmp_path / "a.txt", "già più così".encode() + b" e \xff poi " + RUSSIAN.encode() + b"\xfe")
    assert "UTF-8 that is broken in 2 places, first at byte 19" in row.reason
    assert "UTF-8" in row.mend


def test_a_text_cut_in_the_middle_of_a_sign_is_reported(tmp_path):
    """As a crawl with a size limit leaves it."""
    assert "broken in 1 place" in refuse(tmp_path / "a.txt", RUSSIAN.encode()[:-2]).reason


def test_an_encoding_that_cannot_be_told_is_reported(tmp_path):
    """Three letters do not show which of twenty encodings they are in: no guess is passed off as text."""
    row = refuse(tmp_path / "a.txt", b"\xe8\xf1\xec")
    assert row.reason == "is in an encoding that cannot be told for certain"
    assert row.mend == "save it again as UTF-8"


def test_a_text_from_an_old_macintosh_is_not_misread(tmp_path):
    """Mac OS Roman is not among the encodings tried, and must not pass for another."""
    row = refuse(tmp_path / "a.txt", "Perché la città è già più lontana, così dice Seul.".encode("mac-roman"))
    assert "cannot be told" in row.reason


def test_guesses_are_the_same_each_time():
    """The likeliest first, and always in the same order."""
    data = POLISH.encode("cp1250")
    assert len({tuple(guess_legacy(data)) for _ in range(3)}) == 1


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>", "is a PDF that is damaged"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is a ZIP archive that is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "is an older office document"),
        (b"\x1f\x8b\x08\x00\x00", "is compressed (gzip)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
        (bytes(range(256)) * 20, "is binary"),
        (b"\x00" * 1000, "is binary"),
        (b"testo con un NUL\x00 dentro", "is binary"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08 a b c", "is binary"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_what_is_no_text_is_called_by_its_name(tmp_path, data, what, name):
    """Whatever ending it goes by."""
    row = refuse(tmp_path / name, data)
    assert row.reason.startswith(what)
    assert row.mend


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", codecs.BOM_UTF8, "\u00a0\u2003\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_a_text_without_words_is_empty(tmp_path, content, name):
    """Blank signs are no text."""
    assert refuse(tmp_path / name, content).reason == "is empty"


def test_places_that_are_alike_are_weighed_once(monkeypatch):
    """Thousands of one odd sign, as a damaged file holds them, are looked at as often as they differ."""
    weighed = []
    real = legacy._weigh
    monkeypatch.setattr(legacy, "_weigh", lambda *place: weighed.append(place) or real(*place))
    flaw_rate("¤" * 20_000)
    assert len(weighed) == len(set(weighed)) <= 3


@given(st.text(alphabet="aZ é¤\u0301½“—", max_size=60))
def test_the_rate_of_flaws_is_that_of_each_place_by_itself(text):
    """Counting alike places together changes no sum."""
    around = f" {text} "
    odd = [legacy._weigh(*place) for place in zip(around, around[1:], around[2:], strict=False) if place[1] >= "\x80"]
    assert flaw_rate(text) == pytest.approx(sum(odd) / max(len(odd), 1))
