"""Which addresses may be asked: of the web, in plain form, and on no private network.

Written so that what is checked is what is asked: a host has one spelling here, and one that hides a number (decimal,
octal, shortened) is refused rather than understood.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from armstrail.ingestion.rows import Refused

MAX_ADDRESS: Final = 4_000  # characters
_PORTS: Final = {"http": 80, "https": 443}
_WEB_PORTS: Final = frozenset(_PORTS.values())
_FIRST_FREE_PORT: Final = 1024  # below it other services than the web's listen
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_UNFIT: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")
_SAFE: Final = "/?&=#%:;,+$@!~*'()[]-._|"
_MEND: Final = "give the address of a page, as in https://example.org/article"

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# Networks that lead elsewhere than they seem to: translated or tunnelled IPv4, what stands in documentation, and the
# private addresses of early IPv6.
_HIDING: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "2001:db8::/32",
        "192.88.99.0/24",
        "::/96",
        "fec0::/10",
    )
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web in its one spelling. `host` is in small ASCII letters, `target` what a server is asked."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: whom a `robots.txt` speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return self.origin + self.target


def parse_address(words: str) -> Address:
    """An address as it was written, in its one spelling; what stands behind `#` is no part of it.

    Raises:
        Refused: it is none that may be asked; says why.
    """
    words = words.strip()
    _check_length(words)
    scheme = _SCHEME.match(words)
    if scheme is None or scheme[0].lower() not in _PORTS:
        named = f"begins with {scheme[0][:20]}:, not http: or https:" if scheme else "is no address of the web"
        raise Refused(named, _MEND)
    if _UNFIT.search(words):
        raise Refused("holds a blank, a backslash or a control character", _MEND)
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError as error:
        raise Refused("cannot be taken apart", _MEND) from error
    if "@" in parts.netloc:
        raise Refused("names a user before the host", "give the address without a name and a password")
    name = parts.scheme.lower()
    port = _PORTS[name] if port is None else port
    if port not in _WEB_PORTS and port < _FIRST_FREE_PORT:
        raise Refused(f"names port {port}, where other services than the web listen", _MEND)
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    address = Address(name, _host(parts.hostname or ""), port, path + query)
    _check_length(str(address))  # a sign that is quoted takes up to twelve
    return address


def _check_length(words: str) -> None:
    if len(words) > MAX_ADDRESS:
        raise Refused(f"is longer than {MAX_ADDRESS:,} characters", _MEND)


def join_address(base: Address, words: str) -> Address:
    """Where a redirect or a link leads that stands at an address.

    Raises:
        Refused: nowhere that may be asked.
    """
    try:
        joined = urljoin(str(base), words.strip())
    except ValueError as error:
        raise Refused("leads to what is no address", _MEND) from error
    return parse_address(joined)


def _host(name: str) -> str:
    """The one spelling of a host."""
    import idna

    if not name:
        raise Refused("names no host", _MEND)
    if ":" in name:
        try:
            return str(ipaddress.IPv6Address(name))  # one with a zone (`%eth0`) is of a private network, and refused
        except ValueError as error:
            raise Refused("names a host that is no IPv6 address", _MEND) from error
    try:
        plain = name if name.isascii() else idna.encode(name, uts46=True).decode()
    except (idna.IDNAError, UnicodeError) as error:
        raise Refused("names a host that cannot be written in the letters of the network", _MEND) from error
    labels = plain.lower().removesuffix(".").split(".")
    if len(".".join(labels)) > 253 or not all(map(_LABEL.match, labels)):
        raise Refused("names a host that cannot be one", _MEND)
    if _NUMBER.match(labels[-1]):  # browsers take 2130706433, 0x7f.1 and 0177.0.0.1 for an address of a machine
        try:
            return str(ipaddress.IPv4Address(".".join(labels)))
        except ValueError as error:
            raise Refused("writes the number of a machine in a form that hides it", _MEND) from error
    return ".".join(labels)


def is_public(address: IPAddress) -> bool:
    """Whether an address of a machine is of the open network: not private, not this machine, not set apart.

    An IPv4 address inside an IPv6 one is judged as what it is.
    """
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if any(address.version == net.version and address in net for net in _HIDING):
        return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
