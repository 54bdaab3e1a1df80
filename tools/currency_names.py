"""Write the names of the world's currencies into the packs, as CLDR has them (through Babel).

python tools/currency_names.py        adds to each languages/<lang>/quantities.toml what its [currencies] lacks

Names of several words are taken as they are; a noun alone only where no other currency and nothing else bears
it (tenge, baht). What a pack holds already stays, whatever CLDR says. A form is never taken for two codes.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import get_global

LANGUAGES: Final = Path(__file__).parent.parent / "src" / "armstrail" / "languages"
# Currencies whose noun means nothing else in the ten languages.
NOUN_ALONE: Final = frozenset(
    (
        "AFN", "AOA", "AZN", "BOB", "ERN", "ETB", "GEL", "GHS", "IDR", "ISK", "KHR", "KZT", "MGA", "MKD", "MMK",
        "MNT", "MYR", "MZN", "NGN", "PYG", "QAR", "THB", "TJS", "UAH", "VES", "VND",
    )
)  # fmt: skip
HOMONYMS: Final = frozenset(("бата", "бати", "бира", "бири", "бир", "быра", "birra", "boliwar", "lari", "leva"))
HEAD_FIRST: Final = frozenset(("es", "fr", "it", "pl", "pt"))  # the noun stands before what tells its country
CYRILLIC: Final = frozenset(("ru", "uk"))


def legal_tender() -> list[str]:
    """The ISO 4217 codes that some territory pays with today."""
    codes = set()
    for currencies in get_global("territory_currencies").values():
        codes |= {code for code, _, end, tender in currencies if tender and (end is None or date(*end) > date.today())}
    return sorted(code for code in codes if not code.startswith("X") or code in ("XAF", "XCD", "XOF", "XPF"))


def names_of(locale: Locale, code: str) -> set[str]:
    """All plural forms of a currency's name, lower case, without what stands in brackets."""
    plurals = locale._data["currency_names_plural"].get(code, {})  # Babel tells them one count at a time
    names = set()
    for raw in (*plurals.values(), locale.currencies.get(code, "")):
        name = unicodedata.normalize("NFC", str(raw)).replace("\u00a0", " ").lower()
        name = re.sub(r"\s*\(.*?\)", "", name).strip()
        latin = re.search("[a-z]", name) is not None
        if (
            name
            and name != code.lower()
            and not re.search(r"\d|ʻ", name)
            and not (latin and locale.language in CYRILLIC)
        ):
            names.add(name)
    return names


def missing(lang: str, held: dict[str, str]) -> dict[str, list[str]]:
    """Code to the forms that a pack lacks; `held` are those it has, form to code."""
    locale = Locale.parse(lang)
    names = {code: names_of(locale, code) for code in legal_tender()}
    found: dict[str, list[str]] = {}
    for code, forms in names.items():
        for form in sorted(forms):
            words = form.split()
            noun = words[0] if lang in HEAD_FIRST else words[-1]
            several = len(words) > 1 or "-" in form
            candidates = [form] if several or code in NOUN_ALONE else []
            if code in NOUN_ALONE and len(noun) > (1 if lang == "ko" else 3):
                candidates.append(noun)
            for candidate in candidates:
                if candidate not in held and candidate not in HOMONYMS:
                    held[candidate] = code
                    found.setdefault(code, []).append(candidate)
    return found


def write(lang: str) -> int:
    """Add the missing forms to the pack of a language; how many there were."""
    path = LANGUAGES / lang / "quantities.toml"
    text = path.read_text("utf-8")
    held: dict[str, str] = {}
    for code, forms in tomllib.loads(text)["currencies"].items():
        held |= {spelled.lower(): code for form in forms for spelled in spell_out(form)}
    added = missing(lang, held)
    for code, forms in added.items():
        listed = ", ".join(f'"{form}"' for form in forms)
        row = re.search(rf"^{code} = \[(?:.|\n)*?(?=,?\s*\]$)", text, re.M)
        if row is not None:
            text = text[: row.end()] + f", {listed}" + text[row.end() :]
        else:
            text = re.sub(r"^(\[currencies\]\n(?:.+\n)+)", rf"\1{code} = [{listed}]\n", text, count=1, flags=re.M)
    path.write_text(text, "utf-8")
    return sum(map(len, added.values()))


def spell_out(form: str) -> list[str]:
    """A form with its braces multiplied out."""
    brace = re.search(r"\{([^{}]*)\}", form)
    if brace is None:
        return [form]
    return [s for part in brace[1].split(",") for s in spell_out(form[: brace.start()] + part + form[brace.end() :])]


if __name__ == "__main__":
    for folder in sorted(path.parent for path in LANGUAGES.glob("*/quantities.toml")):
        print(folder.name, write(folder.name))
