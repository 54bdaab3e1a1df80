"""A model's help, off by default: it may point at a claim that the grammar missed, and nothing of what it says counts.

The room exists so that a model can be asked without being believed. It names words that stand in the text, codes that
the reader found there and terms of the closed lists; the number is read by the reader from the words, once more. What
does not hold is refused with the reason. Only a user who names a server makes this room open a connection.
"""

from armstrail.assist.cache import Cache
from armstrail.assist.client import Server, ServerFault, Settings
from armstrail.assist.guard import Rules, admit
from armstrail.assist.helping import Helper, Run
from armstrail.assist.question import QUESTION_VERSION

__all__ = ["QUESTION_VERSION", "Cache", "Helper", "Rules", "Run", "Server", "ServerFault", "Settings", "admit"]
