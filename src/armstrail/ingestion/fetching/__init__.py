"""The one place that opens a connection, and only when it is asked to.

It asks for an address by the rules of the site and of the network, keeps every byte that came, and hands on the bytes
to be read like any file. Nothing here follows a link that is not a redirect, keeps a cookie or runs a script.
"""

from armstrail.ingestion.fetching.addresses import Address, parse_address
from armstrail.ingestion.fetching.documents import read_received
from armstrail.ingestion.fetching.exchange import Exchange, Limits
from armstrail.ingestion.fetching.feeds import Entry, Feed, is_feed, read_feed, read_list
from armstrail.ingestion.fetching.fetcher import Fetcher, Received, agent_of
from armstrail.ingestion.fetching.refusals import NotNow
from armstrail.ingestion.rows import Refused

__all__ = [
    "Address",
    "Entry",
    "Exchange",
    "Feed",
    "Fetcher",
    "Limits",
    "NotNow",
    "Received",
    "Refused",
    "agent_of",
    "is_feed",
    "parse_address",
    "read_feed",
    "read_list",
    "read_received",
]
