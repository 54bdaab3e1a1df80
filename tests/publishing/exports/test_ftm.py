"""FollowTheMoney entities keep to the public schema, name no person, and invent no amount."""

from __future__ import annotations

import json

from export_makers import EMPTY, denial_pair, first_pair, make_holdings, make_pair

from armstrail.model.claim import Claim
from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.ftm import SIDECAR, to_ftm
from armstrail.publishing.exports.language_codes import load_language_codes

THING = {"name", "summary", "description", "country", "sourceUrl", "publisher", "proof"}
INTERVAL = {"startDate", "endDate", "date", "summary", "description", "recordId", "sourceUrl", "publisher", "proof"}
PROPERTIES = {
    "Article": THING | {"title", "publishedAt", "language"},
    "Mention": {"document", "resolved", "name", "contextCountry"},
    "Organization": THING,
    "PublicBody": THING,
    "EconomicActivity": INTERVAL | {"sender", "receiver", "goodsDescription", "departureCountry", "destinationCountry"},
    "Payment": INTERVAL | {"payer", "beneficiary", "purpose", "amount", "currency"},
    "Contract": THING | {"title"},
    "ContractAward": INTERVAL | {"supplier", "contract"},
}
RANGES = {
    "document": {"Article"}, "proof": {"Article"}, "resolved": {"Organization", "PublicBody"},
    "sender": {"Organization", "PublicBody"}, "receiver": {"Organization", "PublicBody"},
    "payer": {"Organization", "PublicBody"}, "beneficiary": {"Organization", "PublicBody"},
    "supplier": {"Organization", "PublicBody"}, "contract": {"Contract"},
}  # fmt: skip
REQUIRED = {
    "Article": {"name"}, "Organization": {"name"}, "PublicBody": {"name"}, "Contract": {"name"},
    "Payment": {"payer", "beneficiary"}, "ContractAward": {"supplier", "contract"},
}  # fmt: skip


def entities(holdings: Holdings) -> list[dict]:
    """The entities, after the rules of the schema that they can break."""
    found = [json.loads(line) for line in to_ftm(holdings)["entities.ftm.json"].splitlines()]
    schemas = {each["id"]: each["schema"] for each in found}
    assert len(schemas) == len(found)
    for each in found:
        told = each["properties"]
        assert told.keys() <= PROPERTIES[each["schema"]], each
        assert REQUIRED.get(each["schema"], set()) <= told.keys()
        for name, values in told.items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert name not in RANGES or {schemas[value] for value in values} <= RANGES[name]
    return found


def of_schema(holdings: Holdings, schema: str) -> list[dict]:
    return [each["properties"] for each in entities(holdings) if each["schema"] == schema]


def sidecar(holdings: Holdings) -> list[dict]:
    return [json.loads(line) for line in to_ftm(holdings)[SIDECAR].splitlines()]


def test_a_transfer_is_an_economic_activity_that_says_it_is_a_claim():
    """Sender, receiver, goods, the two countries; and in its summary that it is nobody's fact."""
    (first, _) = of_schema(make_holdings(), "EconomicActivity")
    assert first["departureCountry"] == ["kp"]
    assert first["destinationCountry"] == ["ru"]
    assert first["summary"][0].startswith("CLAIM, not a fact")
    assert first["description"][0].startswith("Seoul's NIS says")
    assert {"North Korea", "Russia"} <= {each["name"][0] for each in of_schema(make_holdings(), "PublicBody")}


def test_a_hedged_amount_is_no_amount():
    """'About' and 'at least' leave the amount empty; an exact one stands with its currency."""
    money = {"kind": "valuation", "item": "arms"}
    hedged = make_pair("about $5 billion", "about $5 billion", (5e9, 5e9, "USD", "about"), **money)
    exact = make_pair("$5 billion", "$5 billion", (5e9, 5e9, "USD", "exact"), **money)
    (payment,) = of_schema(Holdings((hedged,)), "Payment")
    assert "amount" not in payment
    assert payment["currency"] == ["USD"]
    (payment,) = of_schema(Holdings((exact,)), "Payment")
    assert payment["amount"] == ["5000000000"]


def test_the_sidecar_holds_every_claim_exactly():
    """Both bounds, the hedge, all spans; nothing is lost to the schema."""
    held = make_holdings()
    assert [Claim.from_json(each) for each in sidecar(held)] == [pair.claim for pair in held.claims]
    ids = {each["id"] for each in entities(held)}
    assert all(set(each["entities"]) <= ids for each in sidecar(held))
    assert all(each["caveat"] for each in sidecar(held))


def test_a_person_becomes_no_entity():
    """A named person stays in the words of the claim."""
    held = Holdings((make_pair("Jane Doe says about 3 million shells", source="Jane Doe", source_type="person"),))
    assert not of_schema(held, "Mention")
    assert not any("Jane Doe" in each["properties"].get("name", []) for each in entities(held))


def test_an_agreement_is_a_contract_awarded_to_its_supplier():
    """Both are made, and refer to one another."""
    held = Holdings((make_pair("a deal on shells", "deal", None, kind="agreement", status="agreed"),))
    (award,) = of_schema(held, "ContractAward")
    assert award["contract"]
    assert "deal" in of_schema(held, "Contract")[0]["name"][0]


def test_a_denied_transfer_is_no_edge_between_parties():
    """It stands in the sidecar alone, where its modality stands beside it."""
    held = Holdings((make_pair(modality="denied"),))
    assert of_schema(held, "EconomicActivity") == []
    assert [each["modality"] for each in sidecar(held)] == ["denied"]


def test_ids_stay_when_other_claims_come():
    """The entities of a claim are the same in every export that holds it."""
    alone = {each["id"] for each in entities(Holdings((first_pair(),)))}
    assert alone <= {each["id"] for each in entities(make_holdings())}
    assert of_schema(Holdings((denial_pair(),)), "EconomicActivity") == []


def test_an_empty_ledger_gives_no_entity():
    """Two empty files."""
    assert set(to_ftm(EMPTY).values()) == {""}


def test_the_language_of_an_article_has_three_letters():
    """As the schema asks; every language that has two letters has three, and one that is not known is left out."""
    from babel.core import Locale

    told = [each["language"] for each in of_schema(make_holdings(), "Article")]
    assert told == [["eng"], ["eng"]]
    known = load_language_codes()
    assert {code for code in Locale("en").languages if len(code) == 2} - {"sh"} == known.keys()
    assert len(set(known.values())) == len(known)
    (article,) = of_schema(Holdings((make_pair(document={"lang": "xx"}),)), "Article")
    assert "language" not in article
