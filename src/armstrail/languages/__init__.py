"""What each language says, as data, and the one door to it.

A new language is a new folder of TOML and no Python: everything that the extraction needs to know of
Italian or Korean stands in its pack, checked by one loader that refuses a gap, an unknown key and a
form that contradicts another. There is no fall-back from one language to another.
"""

from armstrail.languages.lexicon import Entry, Lexicon, Mention
from armstrail.languages.pack import LanguagePack, Packs, load_pack, load_packs
from armstrail.languages.tokens import Token, tokenize

__all__ = ["Entry", "LanguagePack", "Lexicon", "Mention", "Packs", "Token", "load_pack", "load_packs", "tokenize"]
