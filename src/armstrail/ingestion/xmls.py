"""XML from outside, parsed so that it can neither reach for anything nor grow."""

from __future__ import annotations

from typing import Any, Final

from armstrail.ingestion.rows import Refused

MAX_XML: Final = 128 << 20  # bytes
MAX_DEPTH: Final = 200  # no office program nests deeper, and Python calls itself no deeper than 1,000


def parse_xml(
    data: bytes, what: str, *, mend: str = "open it in its own program and save it again", recover: bool = False
) -> Any:
    """The root element of an XML part.

    External entities and document types are not fetched, and a part that declares entities of its own is
    refused: office programs write none, and they are how a kilobyte grows to a gigabyte.

    Args:
        mend: what to do where it is damaged.
        recover: read on behind damage; None is then the root of what holds no element at all.
    Raises:
        Refused: it is not well-formed, declares entities, or is nested too deep.
    """
    from lxml import etree

    if len(data) > MAX_XML:
        raise Refused(f"has a part {what} of more than {MAX_XML >> 20} MB", "split it, or save its words as a text")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=recover,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError, MemoryError):
        raise Refused(f"has a part {what} that is damaged", mend) from None
    if root is None:
        return None
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and next(iter(document_type.iterentities()), None) is not None:
        raise Refused(f"declares entities in {what}, as no well-meant program does", "leave it out, or save it again")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise Refused(f"is nested deeper than {MAX_DEPTH} in {what}", "save its words as a text")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first_text(root: Any, name: str) -> str | None:
    """The words of the first element of that name, whatever its namespace."""
    for element in root.iter():
        if local(element) == name:
            words = " ".join("".join(element.itertext()).split())
            if words:
                return words
    return None
