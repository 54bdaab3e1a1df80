"""The three letters of ISO 639-3 for a language of ISO 639-1, for formats that want them.

The pairs stand in `language-codes.csv`: all languages with two letters, by the table of the standard.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

_FILE: Final = "language-codes.csv"


@cache
def load_language_codes() -> Mapping[str, str]:
    """Codes of two letters with those of three (`it`: `ita`)."""
    text = (files("armstrail.publishing.exports") / _FILE).read_text(encoding="utf-8")
    return {row["iso_639_1"]: row["iso_639_3"] for row in csv.DictReader(io.StringIO(text), strict=True)}
