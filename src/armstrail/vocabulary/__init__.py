"""The closed lists that no language changes, and their one loader.

Items, actors, weapon models and places have codes that every room shares, and origins are those on whose word claims
rest. They stand here as data, each row checked when it is loaded, so that a misspelt path or a code nobody knows
stops at the door.
"""

from armstrail.vocabulary.factors import Factors, load_factors
from armstrail.vocabulary.finding import NotKnown, find_actor, find_item
from armstrail.vocabulary.lists import Actor, Model, PlaceEntry, Vocabulary, load_vocabulary
from armstrail.vocabulary.origin_tables import load_origins
from armstrail.vocabulary.origins import Origins, Whose

__all__ = [
    "Actor", "Factors", "Model", "NotKnown", "Origins", "PlaceEntry", "Vocabulary", "Whose", "find_actor", "find_item",
    "load_factors", "load_origins",
    "load_vocabulary",
]  # fmt: skip
