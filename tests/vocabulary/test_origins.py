"""The registry of origins: whose word the words of a source are, and what the loader refuses."""

from __future__ import annotations

from functools import cache

import pytest

from armstrail.model.errors import PackError
from armstrail.vocabulary import Origins, load_origins, load_vocabulary


@cache
def origins() -> Origins:
    return load_origins()


def whose(words: str | None, kind: str | None = None, actor: str | None = None, day: str = "2024-10-18", **more: str):
    return origins().resolve(words, kind, actor, day, **more)


@pytest.mark.parametrize(
    ("words", "kind", "actor", "origin", "family"),
    [
        ("South Korea's National Intelligence Service", None, None, "kr-nis", "kr"),
        ("국정원은", None, None, "kr-nis", "kr"),
        ("국가정보원 관계자", None, None, "kr-nis", "kr"),
        ("한국국방부", None, None, "kr-mnd", "kr"),
        ("합참", "military", "KR", "kr-jcs", "kr"),
        ("신원식 국방부 장관", None, None, "kr-president", "kr"),
        ("il ministero della Difesa sudcoreano", None, None, "kr-mnd", "kr"),
        ("L'agence de renseignement de défense sud-coréenne", None, None, "kr-dia", "kr"),
        ("южнокорейская военная разведка", "intelligence", "KR", "kr-dia", "kr"),
        ("ГУР", None, None, "ua-hur", "ua"),
        ("керівник ГУР Кирило Буданов", None, None, "ua-hur", "ua"),
        ("el jefe de la inteligencia militar, Kirilo Budánov", None, None, "ua-hur", "ua"),
        ("Volodímir Zelenski", None, None, "ua-president", "ua"),
        ("prezydent Zełenski", None, None, "ua-president", "ua"),
        ("la Fiscalía General de Ucrania", None, None, "ua-prosecutor", "ua"),
        ("Il Cremlino", None, None, "ru-kremlin", "ru"),
        ("Дмитрия Пескова", None, None, "ru-kremlin", "ru"),
        ("Sergej Schoigu", None, None, "ru-security-council", "ru"),
        ("le département d'État", "government", "US", "us-state", "us"),
        ("U.S. officials", "government", "US", "us?", "us"),
        ("미국 국무부", None, None, "us-state", "us"),
        ("o Ministério da Defesa", "government", "PT", "pt-defence", "pt"),
        ("der Generalstab", "military", "CZ", "cz-staff", "cz"),
        ("wiceminister obrony", "government", "PL", "pl-mon", "pl"),
        ("the intelligence service", "intelligence", "LT", "lt-intelligence", "eu-baltic"),
        ("two officers", "military", "KR", "kr-jcs", "kr"),
        ("NATO's secretary general, Mark Rutte", None, None, "nato", "nato"),
        ("Gruppo multilaterale di monitoraggio delle sanzioni", None, None, "msmt", "msmt"),
        ("유엔 전문가 패널", None, None, "un-panel-1718", "un-panel"),
        ("Fondazione Friedrich Naumann", None, None, "fnf", "fnf"),
        ("RUSI", "think_tank", None, "rusi", "osint"),
        ("Reuters", "media", None, "reuters", "reuters"),
        ("Westliche Nachrichtendienste", "intelligence", "xx-west", "west", "west"),
    ],
)
def test_names_in_any_language_lead_to_their_origin(words, kind, actor, origin, family):
    """Case, accents, dots, particles and endings do not hide whose word it is."""
    found = whose(words, kind, actor)
    assert (found.origin, found.family) == (origin, family)


def test_a_person_speaks_for_the_office_held_on_that_day():
    """Shin Won-sik spoke for the ministry in February 2024 and for the presidency in November, and before neither."""
    assert whose("Shin Won-sik", day="2024-02-26").origin == "kr-mnd"
    assert whose("Shin Won-sik", day="2024-11-22").origin == "kr-president"
    early = whose("Shin Won-sik", "government", day="2022-01-01")
    assert (early.origin, early.family, early.misnamed) == ("kr?", "kr", "Shin Won-sik")


def test_a_minister_out_of_office_is_a_misnamed_source():
    """Suh Wook, minister until 2022, cannot have said it in 2025; the ministry may have, and the answer says both."""
    found = whose("il ministro della Difesa Suh Wook", "government", "KR", "2025-03-01")
    assert (found.origin, found.how, found.person, found.misnamed) == ("kr-mnd", "body", None, "Suh Wook")


def test_a_medium_counts_only_where_nobody_else_is_named():
    """'Reuters, citing Ukraine's HUR' is HUR's word."""
    assert whose("Reuters, citing Ukraine's HUR").origin == "ua-hur"


def test_short_names_belong_to_the_state_of_their_source():
    """Singh of the Pentagon is not Singh of New Delhi, and a name that two share is nobody's until a state tells."""
    assert whose("Singh", "government", "US").origin == "us-dod"
    assert whose("Singh", "government", "IN").origin == "in?"
    assert whose("INSS", "think_tank", "KR").origin == "kr-inss"
    assert whose("INSS", "think_tank").origin == "?inss"


def test_an_acronym_is_no_article():
    """'Un quotidiano' is not the word of the UN, and 'us' is nobody's; both count in capitals."""
    assert whose("un quotidiano americano", "media").family == "?un quotidiano americano"
    assert whose("those of us who stayed", "unnamed", publisher="B").origin == "?unnamed:b"
    assert [whose(words).origin for words in ("the UN", "the US", "the U.S.")] == ["un", "us?", "us?"]


def test_who_is_not_known_is_his_own():
    """Unknown origins are marked, unnamed sources are their paper's, and an outlet's own word is its own."""
    assert whose("the Harbour Institute").origin == "?the harbour institute"
    assert whose("two diplomats", "unnamed", publisher="Meridian").family == "?unnamed:meridian"
    assert whose(None, publisher="Agenzia Meridiana").origin == "?outlet:agenzia meridiana"
    assert whose(None, publisher="KCNA").family == "kp"


def test_every_state_has_its_bodies():
    """A ministry that no file names is made from its state, whose family is its code in lower case."""
    found = whose("the defence ministry", "government", "ET")
    assert (found.origin, found.family, found.source_type, found.home) == ("et-defence", "et", "government", "ET")


def test_homes_are_actors():
    """Every home of an origin is a party that the vocabulary knows."""
    actors = load_vocabulary().actors
    assert {one.home for one in origins().origins.values() if one.home} <= set(actors)
    assert set(origins().states) <= set(actors)


def test_a_users_file_adds_and_replaces(tmp_path):
    """An entry of one's own with a known key replaces it whole; the rest stands, and the digest tells the two apart."""
    own = tmp_path / "mine.toml"
    own.write_text(
        '[origins]\nkida-watch = { name = "KIDA Watch", aliases = ["kida watch"], family = "kr" }\n'
        'rusi = { name = "RUSI", type = "think_tank", family = "rusi-alone", aliases = ["rusi"] }\n',
        "utf-8",
    )
    mine = load_origins(own)
    assert mine.resolve("KIDA Watch", None, None, "2024-01-01").family == "kr"
    assert mine.resolve("RUSI", None, None, "2024-01-01").family == "rusi-alone"
    assert mine.resolve("the Kremlin", None, None, "2024-01-01").origin == "ru-kremlin"
    assert mine.digest != origins().digest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[origin]\n", r"table \[origin\] is not known"),
        ("[origins]\na = { name = 'A' }\n", "mine.toml:2: a lacks 'aliases'"),
        ("[origins]\na = { name = 'A', alias = [], aliases = [] }\n", "has no key 'alias'"),
        ("[origins]\na = { name = 'A', aliases = ['x', 'x'] }\n", "'x' twice"),
        ("[origins]\na = { name = 'A', aliases = [' '] }\n", "none of them empty"),
        ("[origins]\na = { name = 'A', aliases = ['x'], type = 'spy' }\n", "source type 'spy' is not known"),
        ("[origins]\nÄ = 1\n", "not TOML"),
        ("[states]\nKorea = { names = ['x'] }\n", "two capitals"),
        ("[states]\nKR = { names = ['x'], bodies = { defense = 'kr-mnd' } }\n", "no kind of body 'defense'"),
        ("[states]\nKR = { names = ['x'], bodies = { defence = 'kr-mod' } }\n", "'kr-mod', the defence of KR"),
        ("[persons]\np = { name = 'P', aliases = ['p'], offices = ['kr-mnd 2024'] }\n", "'ORIGIN FROM..TO'"),
        ("[persons]\np = { name = 'P', aliases = ['p'], offices = ['kr-mod 2024..'] }\n", "speaks for 'kr-mod'"),
        ("[persons]\np = { name = 'P', aliases = ['p'], offices = ['kr-mnd 2024-13..'] }\n", "2024-13"),
        ("[persons]\np = { name = 'P', aliases = ['p'], offices = ['kr-mnd 2024..2023'] }\n", "put the earlier"),
        ("[persons]\np = { name = 'P', aliases = ['p'], offices = [] }\n", "at least one office"),
    ],
)
def test_a_typo_is_refused_with_file_and_line(tmp_path, text, words):
    """A key that nobody knows would make two voices of one; the loader stops, and says where and how to mend it."""
    own = tmp_path / "mine.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(PackError, match=words):
        load_origins(own)


def test_a_file_that_is_not_there_is_named(tmp_path):
    """A file that cannot be read is an error of the caller's, with its name."""
    with pytest.raises(PackError, match=r"none\.toml: cannot be read"):
        load_origins(tmp_path / "none.toml")
