"""Places keep their roles and disputes; the graph leads from each outlet to the figure it carries."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from export_makers import EMPTY, first_pair, make_holdings, make_pair, make_voice

from armstrail.model.claim import Place
from armstrail.model.voice import Carrier
from armstrail.publishing.exports import Flow, Holdings
from armstrail.publishing.exports.geojson import to_geojson
from armstrail.publishing.exports.graphml import to_graphml

NS = "{http://graphml.graphdrawing.org/xmlns}"


def check_geojson(text: str) -> list[dict]:
    """The rules of RFC 7946 that these features can break."""
    collection = json.loads(text)
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert {"type", "geometry", "properties", "id"} == feature.keys()
        if feature["geometry"] is not None:
            assert feature["geometry"]["type"] == "Point"
            east, north = feature["geometry"]["coordinates"]
            assert -180 <= east <= 180
            assert -90 <= north <= 90
    return collection["features"]


def test_a_place_stands_east_before_north_with_its_role():
    """RFC 7946 puts longitude first; Rajin lies at 130 east and 42 north."""
    features = {each["properties"]["name"]: each for each in check_geojson(to_geojson(make_holdings()))}
    assert features["Rajin"]["geometry"]["coordinates"] == [130.3, 42.25]
    assert features["Rajin"]["properties"]["role"] == "origin"
    assert features["Dunai"]["properties"]["role"] == "destination"
    assert features["Rajin"]["properties"]["quote"].startswith("Seoul's NIS says")
    assert "rough figure" in features["Rajin"]["properties"]["caveat"]


def test_a_disputed_place_says_who_claims_it():
    """No side is taken: both claimants are named."""
    features = {each["properties"]["name"]: each for each in check_geojson(to_geojson(make_holdings()))}
    assert features["Sevastopol"]["properties"]["disputed"] == ["UA", "RU"]
    assert features["Sevastopol"]["properties"]["dispute"] == "claimed by Ukraine and Russia"
    assert features["Rajin"]["properties"]["dispute"] is None


def test_a_place_without_a_position_is_not_lost():
    """It is a feature without a geometry."""
    held = Holdings((make_pair(places=(Place("the port", None, "transit"),)),))
    (feature,) = check_geojson(to_geojson(held))
    assert feature["geometry"] is None
    assert feature["properties"]["name"] == "the port"


def graph_of(holdings):
    root = ElementTree.fromstring(to_graphml(holdings))
    keys = {each.get("id"): each for each in root.iter(f"{NS}key")}
    told = {}
    for kind in ("node", "edge"):
        for element in root.iter(f"{NS}{kind}"):
            data = {keys[each.get("key")].get("attr.name"): each.text for each in element.iter(f"{NS}data")}
            assert all(keys[each.get("key")].get("for") == kind for each in element.iter(f"{NS}data"))
            assert element.get("id") not in told
            told[element.get("id")] = (element, data)
    nodes = {name: data for name, (element, data) in told.items() if element.tag == f"{NS}node"}
    edges = [
        (element.get("source"), element.get("target"), data) for element, data in told.values() if element.get("source")
    ]
    assert all({giver, taker} <= nodes.keys() for giver, taker, _ in edges)
    return nodes, edges


def test_the_graph_leads_from_outlet_through_via_to_origin_and_figure():
    """The Test cites Yonhap, which cites the NIS, which says the figure."""
    nodes, edges = graph_of(make_holdings())
    labels = [(nodes[giver]["label"], data["relation"], nodes[taker]["label"]) for giver, taker, data in edges]
    assert labels[:3] == [
        ("The Test", "cites", "Yonhap"),
        ("Yonhap", "cites", "NIS"),
        ("NIS", "says", "about 3000000 pieces"),
    ]
    assert all(data["claim"] and data["quote"] for _, _, data in edges)


def test_an_open_bound_has_no_value_in_the_graph():
    """'At least' has a low and no high, in the label and in the data."""
    nodes, _ = graph_of(make_holdings())
    (floor,) = (data for data in nodes.values() if data["role"] == "figure" and data["hedge"] == "at_least")
    assert floor["label"] == "at least 3000000 pieces"
    assert floor["low"] == "3000000"
    assert "high" not in floor


def test_repeats_lead_to_one_figure():
    """Two outlets that carry one voice have two paths and one figure at their end."""
    first, other = first_pair(), make_pair(document={"id": "c", "publisher": "Another"})
    voice = make_voice(first)
    repeat = Carrier(other.document.digest, other.claim.id, "2024-02-27", voice.quantity, None, "unsourced")
    voice = make_voice(first, carriers=(*voice.carriers, repeat))
    nodes, edges = graph_of(Holdings((first, other), (Flow("KP", "RU", (voice,)),), {"kr-nis": "NIS"}))
    assert sum(data["role"] == "figure" for data in nodes.values()) == 1
    assert sum(data["role"] == "outlet" for data in nodes.values()) == 2
    assert len({data["claim"] for _, _, data in edges}) == 2


def test_signs_that_xml_forbids_do_not_break_it():
    """A control character in a text is replaced, ampersands and brackets are escaped."""
    pair = make_pair("bad \x0b <sign> & about 3 million shells", "about 3 million shells")
    held = Holdings((pair,), (Flow("KP", "RU", (make_voice(pair),)),))
    _, edges = graph_of(held)
    assert edges[0][2]["quote"] == "bad \ufffd <sign> & about 3 million shells"


def test_an_empty_ledger_gives_an_empty_map_and_graph():
    """Both are valid and hold nothing."""
    assert check_geojson(to_geojson(EMPTY)) == []
    assert graph_of(EMPTY) == ({}, [])
