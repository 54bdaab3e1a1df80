"""What was received, as a web archive (WARC 1.1), and read back from it.

The document is read from the very bytes that are kept as evidence.
"""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from armstrail.ingestion.fetching.exchange import Exchange
from armstrail.ingestion.rows import Refused

_CODINGS: Final = frozenset(("", "identity", "gzip", "x-gzip", "deflate"))


def to_warc(exchanges: Sequence[Exchange], agent: str) -> bytes:
    """The requests and answers of one fetch, redirects first, each record packed by itself; the same bytes for the
    same exchanges."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    out = io.BytesIO()
    first = exchanges[0]
    info = f"software: {agent}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n".encode()
    _write(out, WarcRecord(), WarcRecordType.warcinfo, info, first, {"Content-Type": "application/warc-fields"})
    for exchange in exchanges:
        about = {"WARC-Target-URI": str(exchange.address), "WARC-IP-Address": exchange.machine}
        request = about | {"Content-Type": "application/http; msgtype=request"}
        name = _write(out, WarcRecord(), WarcRecordType.request, exchange.sent, exchange, request)
        answer = about | {"Content-Type": "application/http; msgtype=response", "WARC-Concurrent-To": name}
        _write(out, WarcRecord(), WarcRecordType.response, exchange.came, exchange, answer)
    return out.getvalue()


def _write(out: io.BytesIO, record: Any, kind: Any, block: bytes, exchange: Exchange, headers: dict[str, str]) -> str:
    digest = hashlib.sha256(block).hexdigest()
    urn = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {exchange.when} {exchange.address} {digest}')}"
    record.init_headers(record_type=kind, record_urn=urn.removeprefix("urn:").encode())
    record.headers["WARC-Date"] = exchange.when
    for name, value in headers.items():
        record.headers[name] = value
    record.set_bytes_content(block)
    plain = io.BytesIO()
    record.write(plain, checksum_data=True)
    out.write(gzip.compress(plain.getvalue(), mtime=0))
    return f"<{urn}>"


def payload_of(warc: bytes, exchange: Exchange, most: int) -> bytes:
    """The content of the last answer in a web archive, out of its codings.

    Raises:
        Refused: it is in a coding that was not asked for, damaged, or unpacks to more than `most` bytes.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    codings = {each.strip().lower() for each in exchange.headers.get("content-encoding", "").split(",")}
    if strange := codings - _CODINGS:
        raise Refused(f"is packed in a way that was not asked for ({min(strange)[:20]})", "save the page in a browser")
    data = b""
    try:
        records = ArchiveIterator(
            io.BytesIO(warc), record_types=WarcRecordType.response, parse_http=True, auto_decode="all"
        )
        for record in records:
            if record.headers.get("WARC-Target-URI") == str(exchange.address):
                data = record.reader.read(most + 1)
    except Exception as error:  # the library's own faults on damaged codings
        raise Refused(f"is packed in a damaged way ({type(error).__name__})", "try again later") from error
    if len(data) > most:
        raise Refused(f"unpacks to more than {most >> 20 or 1} MB", "save the page in a browser")
    return data
