"""The workspace in the browser: thin skins over public functions. Ask, call, show.

The room exists so that an analyst can go from a number to the sentence it rests on with one click, and send the place
where she stands to a colleague as an address. Pages are made on the server and work without a script; whatever comes
from a document is text. The ledger is reached through the pipeline alone.
"""

from armstrail.web.app import make_app
from armstrail.web.serving import serve
from armstrail.web.settings import LOCAL, Settings, check_host
from armstrail.web.words import languages

__all__ = ["LOCAL", "Settings", "check_host", "languages", "make_app", "serve"]
