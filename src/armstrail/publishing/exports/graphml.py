"""Who says what through whom, as a graph (GraphML): outlet → those who pass it on → origin → figure.

An edge is one claim, with its words; a figure is a voice, with its bounds and caveat. Whoever repeats a voice leads to
the same figure, so that forty articles with one root are seen to have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree

from armstrail.model.quantity import Quantity
from armstrail.model.voice import Voice
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.values import Flow, Holdings, stable_id
from armstrail.publishing.footnotes import Carried

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS: Final = {
    "label": "string", "role": "string", "flow": "string", "family": "string", "supplier": "string",
    "recipient": "string", "item": "string", "low": "double", "high": "double", "unit": "string", "hedge": "string",
    "as_of": "string", "known": "string", "caveat": "string",
}  # fmt: skip
_EDGE_KEYS: Final = {
    "relation": "string", "claim": "string", "document": "string", "published": "string", "url": "string",
    "link": "string", "quote": "string",
}  # fmt: skip
_HEDGES: Final = {
    "about": "about ", "at_least": "at least ", "at_most": "at most ", "order": "an order of magnitude from ",
}  # fmt: skip
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by the Char rule of XML 1.0

Attributes = dict[str, str | float | None]


def to_graphml(holdings: Holdings) -> str:
    """A directed graph; nodes and edges in the order of the voices and their carriers."""
    nodes: dict[str, Attributes] = {}
    edges: dict[str, tuple[str, str, Attributes]] = {}
    for flow in holdings.flows:
        for voice in flow.voices:
            figure = stable_id("figure", flow.code, voice.id)
            nodes[figure] = _figure(voice, flow, holdings)
            for pair, link in _carriers(voice, holdings):
                path = [*_speakers(pair, voice, holdings, nodes), figure]
                for step, (giver, taker) in enumerate(pairwise(path)):
                    edge = stable_id("edge", flow.code, voice.id, *pair.place, step)
                    edges[edge] = (giver, taker, _told(pair, "says" if taker == figure else "cites", link))
    return _write(nodes, edges)


def _carriers(voice: Voice, holdings: Holdings) -> Iterator[tuple[Carried, str]]:
    for carrier in voice.carriers:
        pair = holdings.pairs.get((carrier.document, carrier.claim))
        if pair is not None:
            yield pair, carrier.link


def _speakers(pair: Carried, voice: Voice, holdings: Holdings, nodes: dict[str, Attributes]) -> list[str]:
    """The nodes from the outlet to the origin; an outlet that is its own origin is one node."""
    document = pair.document
    outlet = document.publisher or document.title or document.id
    origin = holdings.name_of(voice.origin)
    told = [(outlet, "outlet"), *((name, "via") for name in pair.claim.via)]
    if outlet != origin:
        told.append((origin, "origin"))
    path: list[str] = []
    for name, role in told:
        node = stable_id("origin", voice.origin) if role == "origin" else stable_id("speaker", name)
        family = voice.family if role == "origin" else None
        nodes.setdefault(node, {"label": name, "role": role, "family": family})
        path += [node] if node not in path else []
    return path


def _figure(voice: Voice, flow: Flow, holdings: Holdings) -> Attributes:
    quantity = voice.quantity
    return {
        "label": say_quantity(quantity), "role": "figure", "flow": flow.code, "family": voice.family,
        "supplier": voice.supplier, "recipient": voice.recipient, "item": voice.item, "low": quantity.low,
        "high": quantity.high, "unit": quantity.unit, "hedge": quantity.hedge, "as_of": voice.as_of,
        "known": voice.known, "caveat": caveats.of_voice(voice, holdings),
    }  # fmt: skip


def say_quantity(quantity: Quantity) -> str:
    """A quantity in one short line that keeps its hedge: `at least 3000000 pieces`."""
    bounds = [f"{bound:.15g}" for bound in (quantity.low, quantity.high) if bound is not None]
    return f"{_HEDGES.get(quantity.hedge, '')}{' to '.join(dict.fromkeys(bounds))} {quantity.unit}"


def _told(pair: Carried, relation: str, link: str) -> Attributes:
    claim, document = pair
    return {
        "relation": relation, "claim": claim.id, "document": document.digest, "published": document.published,
        "url": document.url, "link": link, "quote": pair.quote,
    }  # fmt: skip


def _write(nodes: dict[str, Attributes], edges: dict[str, tuple[str, str, Attributes]]) -> str:
    root = ElementTree.Element("graphml", {"xmlns": _NAMESPACE})
    for target, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, kind in keys.items():
            told = {"id": f"{target}_{name}", "for": target, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(root, "key", told)
    graph = ElementTree.SubElement(root, "graph", {"id": "armstrail", "edgedefault": "directed"})
    for node, attributes in nodes.items():
        _add(ElementTree.SubElement(graph, "node", {"id": f"n{node}"}), "node", attributes)
    for edge, (giver, taker, attributes) in edges.items():
        ends = {"id": f"e{edge}", "source": f"n{giver}", "target": f"n{taker}"}
        _add(ElementTree.SubElement(graph, "edge", ends), "edge", attributes)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _add(element: ElementTree.Element, target: str, attributes: Attributes) -> None:
    for name, value in attributes.items():
        if value is not None:
            text = _NO_XML.sub("\ufffd", value) if isinstance(value, str) else f"{value:.15g}"
            ElementTree.SubElement(element, "data", {"key": f"{target}_{name}"}).text = text
