"""Only plain addresses of the open web may be asked, however they are written."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from armstrail.ingestion.fetching import parse_address
from armstrail.ingestion.fetching.addresses import is_public, join_address
from armstrail.ingestion.fetching.line import checked
from armstrail.ingestion.rows import Refused

PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1",
)  # fmt: skip
PUBLIC = ("93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8")


@pytest.mark.parametrize("address", PRIVATE)
def test_private_and_reserved_machines_are_told(address):
    """Also where IPv6 wraps an IPv4 address, translates it or tunnels it."""
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_machines_of_the_open_network_are_told(address):
    """Those may be asked."""
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_inside_ipv6(address):
    """`::ffff:a.b.c.d` leads to a.b.c.d and to nobody else."""
    assert is_public(ipaddress.IPv6Address(f"::ffff:{address}")) == is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=6, network="fc00::/7"), st.booleans())
def test_one_private_machine_refuses_its_name(address, first):
    """A name that leads to an open and to a private machine leads to none."""
    found = [str(address), "8.8.8.8"] if first else ["8.8.8.8", str(address)]
    with pytest.raises(Refused, match="private or reserved network"):
        checked("both.example.org", found, allow_private=False)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("http://2130706433/", "form that hides it"),
        ("http://0x7f000001/", "form that hides it"),
        ("http://0177.0.0.1/", "form that hides it"),
        ("http://127.1/", "form that hides it"),
        ("http://0x7f.0.0.0x1/", "form that hides it"),
        ("http://１２７.０.０.1.4/", "form that hides it"),
        ("http://user:pass@example.org/", "names a user"),
        ("http://example.org@127.0.0.1/", "names a user"),
        ("ftp://example.org/", "begins with ftp:"),
        ("file:///etc/passwd", "begins with file:"),
        ("javascript:alert(1)", "begins with javascript:"),
        ("example.org/a", "no address of the web"),
        ("//example.org/a", "no address of the web"),
        ("", "no address of the web"),
        ("http:///a", "names no host"),
        ("http://[::1%eth0]/", "private|IPv6"),
        ("http://[zz]/", "taken apart|IPv6"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:99999/", "taken apart"),
        ("http://a b.example.org/", "blank"),
        ("http://example.org\\@evil.example/", "backslash"),
        ("http://exa\x00mple.org/", "control"),
        ("http://exam_ple..org/", "cannot be one"),
        (f"http://{'a' * 64}.example.org/", "cannot be"),
        ("http://-.example.org/", "cannot be one"),
        (f"http://example.org/{'a' * 5000}", "longer than"),
        (f"http://example.org/{'é' * 1000}", "longer than"),
    ],
)
def test_what_is_no_plain_address_is_refused_with_the_reason(written, reason):
    """Numbers in disguise, other services, users before the host, and what cannot be an address at all."""
    with pytest.raises(Refused, match=reason):
        checked(host := parse_address(written).host, [host], allow_private=False)


@pytest.mark.parametrize(
    ("written", "spelling"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org./a", "http://example.org/a"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://bücher.example/straße?q=ü", "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("http://북한.example/", "http://xn--pr3b894b.example/"),
        ("http://[2606:2800:0021::8b2c]:8080/", "http://[2606:2800:21::8b2c]:8080/"),
        ("  https://example.org/a  ", "https://example.org/a"),
        ("http://１２７.０.０.1/", "http://127.0.0.1/"),
    ],
)
def test_an_address_has_one_spelling(written, spelling):
    """So that it is known again, and what is checked is what is asked."""
    assert str(parse_address(written)) == spelling


@given(st.text(max_size=60) | st.builds("http://{}/{}".format, st.text(max_size=30), st.text(max_size=30)))
@example("http://0/")
@example("http://[::ffff:127.0.0.1]/")
@example("http://ⅷ.example/")
def test_whatever_is_written_is_an_address_in_good_form_or_refused(written):
    """One that is taken stays the same when it is read again, and names no user, no blank and no other scheme."""
    try:
        address = parse_address(written)
    except Refused:
        return
    spelling = str(address)
    assert parse_address(spelling) == address
    parts = urlsplit(spelling)
    assert parts.scheme in ("http", "https")
    assert parts.username is None
    assert parts.hostname == address.host
    assert spelling.isascii()
    assert not set(spelling) & set(" \r\n\t\\")


@given(st.text(max_size=40))
def test_wherever_a_link_leads_is_checked_like_any_address(link):
    """A redirect cannot leave the web."""
    try:
        led = join_address(parse_address("http://example.org/a/b"), link)
    except Refused:
        return
    assert parse_address(str(led)) == led
