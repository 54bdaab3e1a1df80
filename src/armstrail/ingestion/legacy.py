"""Which older encoding a text is in, by the language it then speaks.

Encodings of one byte a letter decode anything, so a decoder that does not fail proves nothing. But
Polish read as Western European is no good Polish: each encoding is tried, and kept where the text
comes out in one of the languages that are written in it, without signs in the middle of words.
Counting letters alone, as general detectors do, goes wrong on one text of 400 letters in four.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from typing import Final

from armstrail.ingestion.language import enough_letters, score_language

_WEST: Final = "it en fr de es pt nl sv da no nn fi ca gl eu is ga sq id ms af lb oc br la eo"
_CENTRE: Final = "pl cs sk hu sl hr bs sr ro"
_CYRILLIC: Final = "ru uk bg be sr mk"
# The likelier of two that read equally well comes first.
_ENCODINGS: Final = (
    ("cp1252", _WEST),
    ("iso8859-15", _WEST),
    ("cp1250", _CENTRE),
    ("iso8859-2", _CENTRE),
    ("cp1251", _CYRILLIC + " kk mn"),
    ("koi8-u", "ru uk"),
    ("koi8-r", "ru uk bg"),
    ("cp866", "ru uk be bg"),
    ("iso8859-5", _CYRILLIC),
    ("cp949", "ko"),
    ("cp932", "ja"),
    ("euc-jp", "ja"),
    ("gb18030", "zh"),
    ("big5", "zh"),
    ("cp1254", "tr az"),
    ("cp1253", "el"),
    ("iso8859-7", "el"),
    ("cp1255", "he yi"),
    ("cp1256", "ar fa ur ps"),
    ("iso8859-6", "ar"),
    ("cp1257", "lt lv et"),
)
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_LATIN_SHARE: Final = 0.05
_MIN_SCORE: Final = 0.5
_NEAR: Final = 0.03
_FLAW_SHARE: Final = 0.1
_SAMPLE: Final = 20_000
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")

_IN_WORDS: Final = frozenset("’‘·\u00ad\u2010\u2011\u200c\u200d")
_BESIDE_WORDS: Final = frozenset("“”„‚«»‹›–—…°²³№€£•§©®™′″")
_FRACTIONS: Final = frozenset("½¼¾")
_OPENERS: Final = frozenset("¿¡")


def guess_legacy(data: bytes) -> list[str]:
    """The encodings in which the bytes read as a language, the likeliest first; empty where none does."""
    sample = _sample(data)
    readings: list[tuple[float, float, int, str]] = []
    for rank, (encoding, languages) in enumerate(_ENCODINGS):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)  # a sign cut at the end is no error
        except UnicodeDecodeError:
            continue
        flaws = flaw_rate(text)
        if flaws > _FLAW_SHARE:
            continue
        language, score = score_language(text)
        score *= 1 - 3 * flaws
        if language in languages.split() and score >= _MIN_SCORE and enough_letters(text):
            readings.append((score, flaws, rank, encoding))
    best = max((score for score, *_ in readings), default=0.0)
    readings.sort(key=lambda r: (0, r[1], r[2]) if r[0] >= best - _NEAR else (1, -r[0], r[2]))
    return [encoding for *_, encoding in readings]


def guess_wide(data: bytes) -> str | None:
    """Which of UTF-16 and UTF-32 without a mark the bytes are; None where they are no text."""
    for encoding in _WIDE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        # A NUL is half of a Latin letter, sign or space; were it the other half, the sign would end in 00.
        latin = sum(c < "\u0100" for c in sample)
        if latin < _LATIN_SHARE * len(sample) or sum(not ord(c) % 256 for c in sample) > latin / 10:
            continue
        if "\x00" in text or any(unicodedata.category(c) in ("Cn", "Co") for c in sample):
            continue
        if any(c < " " and c not in "\t\n\r\f" for c in sample) or flaw_rate(sample) > _FLAW_SHARE:
            continue
        language, score = score_language(sample)
        if language and score >= _MIN_SCORE and enough_letters(sample):
            return encoding
    return None


def flaw_rate(text: str) -> float:
    """How many of the signs beyond ASCII stand where no writer puts them (0 to 1 and above)."""
    sample = f" {text[:_SAMPLE]} "
    places = Counter(each for each in zip(sample, sample[1:], sample[2:], strict=False) if each[1] >= "\x80")
    return sum(count * _weigh(*place) for place, count in places.items()) / max(places.total(), 1)


def is_canonical(encoding: str) -> bool:
    """Whether Python reads this encoding as text (it also has codecs that are no encodings: 'hex')."""
    try:
        return bool(getattr(codecs.lookup(encoding), "_is_text_encoding", True))
    except (LookupError, ValueError):
        return False


def _weigh(before: str, sign: str, after: str) -> int:
    """How much a sign between two others speaks against the decoding."""
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cn", "Co") or sign == "¤":
        return 3
    if kind[0] in "LMN":
        odd_capital = kind == "Lu" and before.islower()
        odd_fraction = sign in _FRACTIONS and (before.isalpha() or after.isalpha())
        return int(odd_capital or odd_fraction or kind == "Lm")
    if sign in _IN_WORDS:
        return 0
    if sign in _OPENERS:
        return int(before.isalpha())
    if sign in _BESIDE_WORDS:
        return int(before.isalpha() and after.isalpha() and sign not in "–—…")
    east_asian = "\u3000" <= sign <= "\u33ff" or sign >= "\ufe30"  # their signs touch words by custom
    return int((kind[0] == "S" or kind == "Po") and not east_asian and (before.isalpha() or after.isalpha()))


def _sample(data: bytes) -> bytes:
    """The first lines that tell encodings apart; in all of these a line ends on the same byte."""
    if len(data) <= _SAMPLE:
        return data
    lines: list[bytes] = []
    for line in data.splitlines(keepends=True):
        if first := _NOT_ASCII.search(line):
            lines.append(line[max(0, first.start() - _SAMPLE) : first.start() + _SAMPLE])
            if sum(map(len, lines)) >= _SAMPLE:
                break
    return b"".join(lines)
