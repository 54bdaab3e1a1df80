"""Mails: their words, what their heads say, and what hangs on them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_tz
from typing import Final

from armstrail.ingestion.blocks import document_of
from armstrail.ingestion.cleaning import Fields, clean_date, clean_line
from armstrail.ingestion.decoding import decode
from armstrail.ingestion.formats import ending_of, format_of_name
from armstrail.ingestion.markup import paragraphs_of, parse_markup
from armstrail.ingestion.parts import Desk, Exhausted, Part, Row, complete, hold
from armstrail.ingestion.rows import Refused, show_name
from armstrail.ingestion.sources import COMPANIONS
from armstrail.ingestion.webpage import read_page

MAX_MAIL: Final = 128 << 20  # bytes
_LONGEST_HEADER: Final = 2_000  # signs; the time to take one apart grows with the square of it
_MOST_BOUNDARIES: Final = 5_000
_DEEPEST: Final = 40  # multiparts in multiparts
_HEAD: Final = re.compile(rb"\A(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n?", re.M)
_KNOWN_HEAD: Final = re.compile(rb"^(?:From|Date|Subject|Message-ID|MIME-Version|Received):", re.M | re.I)
_MEND: Final = "save the mail again from your mail program"
_FLOWED: Final = re.compile(r"(?<!--) \n(?!>)")
_ANY_WORDS: Final = ("text/plain", "text/html", "application/xhtml+xml")
_PASSED_OVER: Final = ("image", "audio", "video", "font")
_SIGNED: Final = frozenset(
    ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
)


def looks_like_mail(head: bytes) -> bool:
    """Whether a file without an ending begins as mails do: with several headers, one of them a mail's own."""
    found = _HEAD.match(head.replace(b"\r\n", b"\n"))
    return bool(found and len(_KNOWN_HEAD.findall(found[0])) >= 2)


def read_mail(part: Part, desk: Desk) -> Iterator[Row]:
    """The mail itself, where it has words, then each of its attachments as a document of its own.

    Raises:
        Refused: it is no mail, or holds too much.
    """
    message = _parse(hold(part.stream, MAX_MAIL))
    about = _about(message)
    bodies, attached = _sort(message)
    try:
        yield complete(document_of(_words(bodies), about, desk.max_characters), part.about)
    except Refused as refusal:
        # A mail that only brings a report has no words of its own, and nothing is lost.
        if not (attached and refusal.reason == "has no words"):
            yield refusal.at(part.where)
    for number, piece in enumerate(attached, 1):
        yield from _read_attachment(part, desk, piece, number)


def read_mhtml(part: Part, desk: Desk) -> Iterator[Row]:
    """The page in a file in which a browser saved it with its parts.

    Raises:
        Refused: there is no page in it.
    """
    message = _parse(hold(part.stream, MAX_MAIL))
    page = next((each for each in message.walk() if each.get_content_type() in _ANY_WORDS[1:]), None)
    if page is None:
        raise Refused("holds no web page", "save the page again")
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    url = clean_line(address) if address and address.startswith(("http://", "https://")) else None
    document = read_page(_payload(page), desk.max_characters)
    yield complete(complete(document, Fields(url=url)), part.about)


def _parse(data: bytes) -> Message:
    """The parts of a mail.

    Raises:
        Refused: it is none, or one whose parts lie in each other without an end.
    """
    if data.count(b"boundary=") > _MOST_BOUNDARIES:
        raise Refused(f"has more than {_MOST_BOUNDARIES:,} parts of parts", _MEND)
    try:
        # The newer policies take headers apart with a grammar whose time grows with the square of their length.
        message = message_from_bytes(data, policy=policy.compat32)
        depth = _depth(message)
    except Exception as error:  # a library that walks any bytes may fail in any way; it costs this row
        raise Refused(f"cannot be taken apart ({type(error).__name__})", _MEND) from error
    if depth > _DEEPEST:
        raise Refused(f"has parts in parts, more than {_DEEPEST} deep", _MEND)
    if not message.keys():
        raise Refused("is no mail: it has no head", _MEND)
    return message


def _depth(message: Message) -> int:
    deepest, waiting = 0, [(message, 1)]
    while waiting and deepest <= _DEEPEST:
        each, depth = waiting.pop()
        deepest = max(deepest, depth)
        if each.is_multipart():
            waiting += ((inner, depth + 1) for inner in each.get_payload() if isinstance(inner, Message))
    return deepest


def _about(message: Message) -> Fields:
    """What the head says: subject, day by the sender's clock, and the sender by name, else the sending site."""
    name, address = parseaddr(_header(message, "From") or "")
    site = address.rpartition("@")[2]
    return Fields(
        title=clean_line(_header(message, "Subject")),
        published=_day(_header(message, "Date")),
        publisher=clean_line(name) or clean_line(site),
    )


def _day(value: str | None) -> str | None:
    try:
        told = parsedate_tz(value or "")
        return clean_date(f"{told[0]:04}-{told[1]:02}-{told[2]:02}") if told else None
    except (Refused, ValueError, TypeError, IndexError, OverflowError):
        return None  # a head may say anything; a missing date is seen


def _header(message: Message, name: str) -> str | None:
    """The words of a header, as the reader saw them; one in an encoding that does not hold is as it stands."""
    value = message.get(name)
    if value is None:
        return None
    raw = str(value)[:_LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
        words = "".join(
            piece.decode(charset or "utf-8", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in pieces
        )
    except Exception:  # as many faults as there are broken headers
        words = raw
    return words.encode("utf-8", "replace").decode("utf-8")


def _sort(message: Message) -> tuple[list[Message], list[Message]]:
    """The parts that are the words of the mail, and those that hang on it. Of alternatives the best one counts."""
    bodies: list[Message] = []
    attached: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        kind = part.get_content_type()
        if kind == "multipart/alternative" and part.is_multipart():
            waiting[:0] = _best(part)
        elif kind == "message/rfc822":
            attached.append(part)
        elif part.is_multipart():
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        elif part.get_content_disposition() == "attachment" or part.get_filename() or kind not in _ANY_WORDS:
            attached.append(part)
        else:
            bodies.append(part)
    return bodies, attached


def _best(alternatives: Message) -> list[Message]:
    """HTML, for it keeps paragraphs and tables whole; else plain text; what else there is hangs on the mail."""
    inner = [each for each in alternatives.get_payload() if isinstance(each, Message)]
    with_page = [each for each in inner if any(p.get_content_type() == "text/html" for p in each.walk())]
    chosen = with_page[:1] or [each for each in inner if each.get_content_type() == "text/plain"][:1] or inner[:1]
    rest = [each for each in inner if each not in chosen and each.get_content_maintype() not in ("text", "multipart")]
    return chosen + rest


def _words(bodies: list[Message]) -> Iterator[str]:
    for body in bodies:
        data = _payload(body)
        if not data.strip():
            continue
        text = decode(data, body.get_content_charset())
        if body.get_content_type() == "text/plain":
            if "flowed" in str(body.get_param("format", "")).lower():
                text = _FLOWED.sub(" ", text.replace("\r\n", "\n"))
            yield text.replace("\r\n", "\n")
        else:
            try:
                yield from paragraphs_of(parse_markup(text))
            except Refused as refusal:
                if refusal.reason != "has no words":
                    raise


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:  # a broken transfer encoding
        data = None
    return data if isinstance(data, bytes) else b""


def _read_attachment(part: Part, desk: Desk, piece: Message, number: int) -> Iterator[Row]:
    """What hangs on a mail, read as whatever it is. Pictures and signatures are passed over.

    Who sent it and when says nothing of who published it and when, so none of that is handed on.
    """
    kind = piece.get_content_type()
    if kind == "message/rfc822":
        name, data = f"{number}.eml", _inner_mail(piece)
    else:
        name = show_name(_filename(piece) or f"{number}")
        data = _payload(piece)
    form = _form(kind, name)
    if not data.strip() or form == "" or kind in _SIGNED:
        return
    try:
        desk.allowance.take_part()
        desk.allowance.take(len(data))
        yield from desk.read_part(part.inside(name, form, io.BytesIO(data)), desk)
    except Exhausted:
        raise
    except Refused as refusal:
        yield refusal.at(f"{part.where}!/{name}")


def _inner_mail(piece: Message) -> bytes:
    payload = piece.get_payload()
    try:
        return payload[0].as_bytes() if isinstance(payload, list) and isinstance(payload[0], Message) else b""
    except Exception:  # a mail that the library read and cannot write
        return b""


def _filename(piece: Message) -> str | None:
    try:
        name = piece.get_filename()
    except Exception:  # a name in a broken encoding
        return None
    return (
        "".join(
            each.decode(charset or "utf-8", "replace") if isinstance(each, bytes) else each
            for each, charset in decode_header(name)
        )
        if name and name.isascii() and len(name) < _LONGEST_HEADER and "=?" in name
        else name
    )


_FORMS: Final = {
    "message/rfc822": "mail", "text/html": "html", "text/plain": "text", "application/pdf": "pdf",
    "application/rtf": "rtf", "text/rtf": "rtf", "application/zip": "zip", "application/epub+zip": "epub",
}  # fmt: skip


def _form(kind: str, name: str) -> str:
    """The form that an attachment promises, by its name, else by its type; '' for pictures and the like."""
    form = format_of_name(name)
    if form == "unknown" and ending_of(name) in COMPANIONS:
        return ""
    if form == "unknown":
        form = _FORMS.get(kind, "unknown")
    return "" if form == "unknown" and kind.partition("/")[0] in _PASSED_OVER else form
