"""Each format before a reader or validator that others keep, which knows the format better than the tests beside it.

They are development dependencies. FollowTheMoney's model needs the libraries of ICU to be built, so it is not among
them: `make entities` installs it, and without it the test says aloud that it was skipped.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from export_makers import EMPTY, make_holdings

from armstrail.publishing.exports import FORMATS, Holdings

SCHEMA_ORG = "https://schema.org/"
NO_ENTITIES = "NOT TESTED AGAINST THE MODEL OF FOLLOWTHEMONEY: it is not installed (make entities)"
# The terms of the Web Annotation vocabulary (W3C Recommendation, 23 February 2017, appendix A) that may stand here.
ANNOTATION_CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage", "classifying": "oa:classifying", "describing": "oa:describing",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "value": "rdf:value", "format": "dc:format",
    "language": "dc:language", "label": "rdfs:label", "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "partOf": {"@id": "as:partOf", "@type": "@id"}, "first": {"@id": "as:first", "@type": "@id"},
    "last": {"@id": "as:last", "@type": "@id"}, "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
}  # fmt: skip


@pytest.fixture(params=[make_holdings, lambda: EMPTY], ids=["claims", "nothing"])
def held(request: pytest.FixtureRequest) -> Holdings:
    """Two claims of texts that try every kind of escaping, and an empty ledger."""
    made: Holdings = request.param()
    return made


def written(held: Holdings, name: str, folder: Path) -> Path:
    """The file of a format, or its folder."""
    made = FORMATS[name].files(held)
    for file, data in made.items():
        (folder / file).write_bytes(data)
    return folder / next(iter(made)) if len(made) == 1 else folder


def test_csvw_takes_the_tables_for_valid(held, tmp_path):
    """The package csvw: metadata, cells and keys; it reads every row, and each reference leads to one."""
    from csvw import CSVW, TableGroup

    metadata = written(held, "csv", tmp_path) / "csv-metadata.json"
    checked = CSVW(str(metadata), validate=True)
    assert checked.is_valid
    assert not checked.warnings
    group = TableGroup.from_file(metadata)
    assert len(group.read()["claims.csv"]) == len(held.claims)
    assert group.check_referential_integrity()


def test_the_validator_of_stix_finds_no_error(held, tmp_path):
    """That of OASIS. It advises random ids, where ours are hashes of content on purpose, and the hash of what stands at
    an address, which nobody knows who was handed an article as a file."""
    from stix2validator import ValidationOptions, validate_file

    checked = validate_file(str(written(held, "stix", tmp_path)), ValidationOptions(version="2.1"))
    assert checked.is_valid, [error for each in checked.object_results for error in each.errors]
    advice = {str(warning) for each in checked.object_results for warning in each.warnings}
    assert [each for each in advice if "not a valid UUIDv4" not in each and "has a URL but no hash" not in each] == []


def test_geojson_is_a_collection_of_valid_features(held, tmp_path):
    """The package geojson: kinds, positions, no feature without its members."""
    import geojson

    collection = geojson.loads(written(held, "geojson", tmp_path).read_text("utf-8"))
    assert isinstance(collection, geojson.FeatureCollection)
    assert collection.errors() == []
    assert bool(collection.features) == bool(held.claims)


def expanded(path: Path, context: dict[str, Any]) -> list[dict[str, Any]]:
    """A file of JSON-LD with every term as its address; a term that the context does not know is an error."""
    from pyld import jsonld

    def load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}

    told = json.loads(path.read_text("utf-8"))
    found: list[dict[str, Any]] = jsonld.expand(told, {"documentLoader": load})
    kept = jsonld.expand({**told, "@context": [{"@vocab": "unknown:"}, told["@context"]]}, {"documentLoader": load})
    assert "unknown:" not in json.dumps(kept)
    return found


def test_annotations_are_json_ld_of_known_terms(held, tmp_path):
    """No term is lost when the collection is read as linked data, and its items stay in order."""
    (collection,) = expanded(written(held, "web-annotation", tmp_path), ANNOTATION_CONTEXT)
    assert collection["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollection"]
    (page,) = collection["http://www.w3.org/ns/activitystreams#first"]
    (items,) = page["http://www.w3.org/ns/activitystreams#items"]
    names = [each["@id"].removeprefix("urn:armstrail:claim:") for each in items["@list"]]
    assert names == [pair.claim.id for pair in held.claims]


def test_reviews_use_the_terms_of_schema_org(held, tmp_path):
    """Each type and property is one of the vocabulary, as rdflib lists it."""
    from rdflib.namespace import SDO

    def names(node: Any) -> set[str]:
        if isinstance(node, list):
            return set().union(*map(names, node))
        if not isinstance(node, dict):
            return set()
        inner = names(list(node.values()))
        return inner | {key for key in node if not key.startswith("@")} | set(node.get("@type", ()))

    found = names(expanded(written(held, "claimreview", tmp_path), {"@vocab": SCHEMA_ORG}))
    assert bool(found) == bool(held.flows)
    assert [each for each in found if each.removeprefix(SCHEMA_ORG) not in SDO] == []


def test_provenance_is_read_by_the_package_prov(held, tmp_path):
    """Every record of the file comes back, none is declared in two ways."""
    from prov.model import ProvDocument

    path = written(held, "prov", tmp_path)
    records = {name for sort, each in json.loads(path.read_text("utf-8")).items() if sort != "prefix" for name in each}
    document = ProvDocument.deserialize(str(path), format="json")
    assert len(document.get_records()) == len(document.unified().get_records()) == len(records)


def test_bibtex_is_read_by_bibtexparser(held, tmp_path):
    """An entry a document, no block that fails, no field twice."""
    import bibtexparser

    library = bibtexparser.parse_file(str(written(held, "bibtex", tmp_path)))
    assert library.failed_blocks == []
    assert len(library.entries) == len(held.documents)
    assert all({"title", "year", "note"} <= entry.fields_dict.keys() for entry in library.entries)


def test_ris_is_read_by_rispy(held, tmp_path):
    """A record a document, no tag that it does not know."""
    import rispy

    with written(held, "ris", tmp_path).open(encoding="utf-8", newline="") as stream:
        records = rispy.load(stream)
    assert [each["title"] for each in records] == [" ".join(each.title.split()) for each in held.documents]
    assert not any("unknown_tag" in each for each in records)


def test_csl_items_are_set_as_citations(held, tmp_path):
    """citeproc-py sets each source with its title, outlet and year, without a warning."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(written(held, "csl-json", tmp_path).read_text("utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        told = list(map(str, bibliography.bibliography()))
    assert len(told) == len(held.documents)
    for document, line in zip(held.documents, told, strict=True):
        assert all(part in line for part in (document.title, document.publisher, document.published[:4]))


def test_the_graph_is_read_by_networkx(held, tmp_path):
    """As a directed graph with what stands on its nodes and edges, numbers as numbers."""
    import networkx

    graph = networkx.read_graphml(written(held, "graphml", tmp_path))
    assert graph.is_directed()
    assert bool(graph) == bool(held.claims)
    assert all(data["claim"] and data["quote"] for _, _, data in graph.edges(data=True))
    assert all(isinstance(data["low"], float) for _, data in graph.nodes(data=True) if "low" in data)


def test_entities_keep_to_the_model_of_followthemoney(held, tmp_path):
    """Schemas and properties that it knows, values as it would have cleaned them, ends of the sort that it asks for."""
    try:
        from followthemoney import model
    except ImportError:
        warnings.warn(NO_ENTITIES, stacklevel=1)
        pytest.skip(NO_ENTITIES)
    lines = (written(held, "ftm", tmp_path) / "entities.ftm.json").read_text("utf-8").splitlines()
    entities = {each["id"]: each for each in map(json.loads, lines)}
    for each in entities.values():
        schema = model.get(each["schema"])
        assert set(schema.required) <= each["properties"].keys()
        for name, values in each["properties"].items():
            told = schema.get(name)
            assert [told.type.clean(value) for value in values] == values, (each["schema"], name)
            if told.range is not None:
                ends = [model.get(entities[value]["schema"]) for value in values]
                assert all(end.is_a(told.range) for end in ends), (each["schema"], name)
