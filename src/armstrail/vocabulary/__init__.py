"""The closed lists that no language changes, and their one loader.

Items, actors, weapon models, places and factors have codes that every room shares. They stand here as data, each
row checked when it is loaded, so that a misspelt path or a code nobody knows stops at the door.
"""

from armstrail.vocabulary.factors import Factors, load_factors
from armstrail.vocabulary.lists import Actor, Model, PlaceEntry, Vocabulary, load_vocabulary

__all__ = ["Actor", "Factors", "Model", "PlaceEntry", "Vocabulary", "load_factors", "load_vocabulary"]
