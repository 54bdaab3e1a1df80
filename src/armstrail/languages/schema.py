"""What a pack must say: every file and key, and what shape each has. The loader holds packs to this page."""

from __future__ import annotations

from typing import Final

from armstrail.languages.cases import ROLES
from armstrail.model.terms import BASES, HEDGES, MODALITIES, SOURCE_TYPES, STANCES, STATUSES

# Shapes: 'text', 'flag', 'count', 'letters' (one-to-one folds), 'marks' (strings that are no forms),
# 'forms' (a list of forms), 'pairs' (opener:separator), 'endings' (subject's ending:other ending, by case role),
# and a table of forms by key: ('table', keys or None).
Shape = str | tuple[str, tuple[str, ...] | None]


def table(*keys: str) -> tuple[str, tuple[str, ...] | None]:
    """A table whose keys are exactly `keys`, or any keys where none are given."""
    return ("table", keys or None)


FRAMES: Final = (
    "supply", "pledge", "offer", "deploy", "receive", "buy", "ask", "arrive", "use", "find", "destroy",
    "seize", "fail", "pay", "agree", "train", "make",
)  # fmt: skip
VERB_FORMS: Final = ("finite", "base", "participle", "gerund", "noun")
ACTOR_KEYS: Final = (
    "names", "short", "adjectives", "people", "capital", "leaders", "government", "military", "intelligence",
    "ambiguous",
)  # fmt: skip

SCHEMA: Final[dict[str, dict[str, Shape]]] = {
    "script": {
        "script": "text", "head": "text", "modifiers": "count", "elision": "marks", "enclitics": "marks",
        "particles": "marks", "plural_endings": "marks", "noun_endings": "marks", "numerals_glued": "flag",
        "compounds": "flag",
        "apostrophe_inside": "flag", "capital_nouns": "flag", "postpositions": "flag", "infinitives_last": "flag",
        "fold": "letters",
    },
    "text": {
        "abbreviations": "marks", "abbreviations_may_end": "marks", "ordinal_dot": "flag", "quotes": "marks",
        "home": "marks",
    },
    "numbers": {
        "decimal": "text", "grouping": "marks", "connectors": "forms", "half_tail": "forms", "half_head": "forms",
        "several": "forms", "plural_is_order": "forms", "ordinal_suffixes": "marks",
        "ordinals": "forms", "teens_after": "marks", "weak": "forms", "ratios": "forms", "inverted": "flag",
        "bare_money": "text",
        "glued": table(), "units": table(), "minor": table(), "major": table(), "collectives": table(),
        "exact_collectives": table(), "vague": table(), "ranged": table(), "shares": table(),
    },
    "quantities": {
        "skip": "forms", "another": "forms", "in_all": "forms", "another_after": "forms", "separators": "forms",
        "digits_only_separators": "forms", "openers": "pairs", "percent": "forms", "share_of": "forms",
        "contents": "forms", "parts": "forms", "unit_adjectives": "forms", "times": "forms", "change": "forms",
        "versus": "forms", "than": "forms", "number": "forms", "holdings": "forms", "lent": "forms",
        "fittings": "forms",
        "sets": "forms", "points": "forms", "less": "forms", "level": "forms", "own_money": "forms",
        "hedges_before": table(*HEDGES[:4]), "hedges_after": table(*HEDGES[:4]),
        "hedge_verbs": table("at_least", "at_most", "about"),
        "currencies": table(),
        "units": table("containers", "shipments", "vessels", "railcars", "tonnes", "barrels"),
        "not_quantity": table(
            "measures", "times", "ages", "sections", "formations", "people", "papers", "casualties", "context"
        ),
        "rates": table("each", "time"),
    },
    "dates": {
        "order": "text", "alternate_order": "text", "links": "forms", "year_before": "forms", "year_after": "forms",
        "day_after": "forms", "clock_before": "forms",
        "decades": "marks", "months": table(*map(str, range(1, 13))), "weekdays": table(*map(str, range(1, 8))),
        "parts": table("start", "mid", "end", "first_half", "second_half"),
        "seasons": table("spring", "summer", "autumn", "winter"), "quarters": table("1", "2", "3", "4"),
        "relative": table(
            "today", "yesterday", "this_month", "last_month", "this_year", "last_year", "next_year",
            "year_before_last", "last_week",
        ),
        "bounds.since": "forms", "bounds.until": "forms", "bounds.between": "pairs",
    },
    "grammar": {
        **dict.fromkeys(
            (
                "articles", "determiners", "pronouns", "self_speakers", "relative", "openers", "walls", "that",
                "passive", "perfect", "future", "modal", "conditional", "hearsay_aux", "reported", "negators",
                "coordinators", "reflexive", "copula", "alternatives", "partitive", "to_whom", "where", "adjectival",
                "meanwhile", "losing", "awarding", "winning", "withdrawing", "whose",
            ),
            "forms",
        ),
        "prepositions": table(
            "to", "from", "of", "in", "by", "for", "against", "via", "with", "between", "aboard", "about",
            "outside", "subject",
        ),
        "we_endings": "marks", "subject_adjectives": "marks", "we": table("subject", "object", "possessive"),
        "dative": table("bound", "free", "there"),
        "country": table("plain", "own", "to"), "earning": table("subject", "object"),
        "origin.suffix": "marks", "origin.phrase": "forms",
        "case_endings": "endings", "case_phrases": table(*ROLES),
    },
    "acts": {"not": "forms", **{frame: table(*VERB_FORMS) for frame in FRAMES}},
    "cues": {
        "not": "forms",
        "speech": table(*MODALITIES),
        "according": table("before", "after", "enclosed", "again", "own"),
        "told": "forms",
        "closing": "forms",
        "records": "forms",
        "style": table("release", "interview", "own"),
        "modality": table(*MODALITIES[1:]),
        "status": table(*STATUSES),
        "measure": table("increment", "total", "share_subject"),
        "basis": table(*BASES),
        "stance": table(*STANCES),
        "institutions": table(*SOURCE_TYPES),
        "condition": table("opener", "capacity", "converted"),
        "thanks": "forms", "allows": "forms", "initiatives": "forms", "replaced": "forms", "able": "forms",
        "falls": "forms", "portion": "forms", "whole": "forms", "each": "forms",
        "flags": "forms", "borders": "forms", "compared": "forms", "respective": "forms",
        "discourse": table("return_flow", "counterflow", "correction", "theatre"),
        "roles": table("suppliers", "recipients", "first", "alike"),
        "ends": table("bound", "gift", "origin"),
        "nameless": table("subject", "source"),
        "unsent": table("fleeing", "equipping", "calling"),
        "regions": table("names", "shared"),
        "asides": table("consent", "blocking", "carrying", "bidding", "rivals", "beaten", "owing"),
        "trade": table("exports", "imports", "world"),
        "topic": table("domain", "other"),
    },
    "items": {"not": "forms", "nouns": table(), "weak": table()},
    "places": {"": table()},
    "actors": {},
}  # fmt: skip
