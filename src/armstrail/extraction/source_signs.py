"""The signs of whose word a claim is, by name: what the facts that `sources.py` gathers are called in the table
`source` of `weights.toml`."""

from __future__ import annotations

from armstrail.extraction.flows import Facts


def names_of_nobody(
    told: str, quoted: str, hearsay: bool, reported: bool, listed: bool, first: bool, behind: str, state: str,
    opens: bool, style: str, issued: bool,
) -> list[str]:  # fmt: skip
    """The signs that the outlet itself asserts what is told."""
    names = ["nobody", f"nobody:{told}", f"nobody:quoted.{quoted}.{told}"]
    held = {"hearsay": hearsay, "reported": reported, "listed": listed}
    names += [f"nobody:{name}" for name, holds in held.items() if holds]
    names.append(f"nobody:{'first' if first else 'later'}")
    names.append(f"nobody:behind.{behind}.{told}")
    names.append(f"nobody:{state}.{'opens' if opens else 'within'}")
    names += [f"nobody:{style}", f"nobody:{style}.{told}"]
    if issued:
        names.append(f"nobody:issued.{told}")
    return names


def names_of_speaker(
    source_type: str | None, role: str, named: bool, pointed: str | None, bare: bool, governed: bool, quoted: bool,
    opens: bool, style: str,
) -> list[str]:  # fmt: skip
    """The signs of a speaker that are the same in the whole document."""
    names = [f"type:{source_type}", f"type:{source_type}.{role}"]
    if not named:
        names.append("unnamed")
    if pointed is not None:
        names.append(f"pointed:{source_type}.{pointed}")
    if bare:
        names.append("bare")
    if governed:
        names.append(f"governed:{role}")
    if quoted:
        names.append("named_in_quotation")
    if opens:
        names.append(f"first_phrase.{style}")
    names.append(f"{style}.{role}")
    return names


def names_of_distance(
    place: str, paragraph: str, going_on: Facts | None, role: str, told: str, heading: bool, share: int, first: bool,
    issuer: bool,
) -> list[str]:  # fmt: skip
    """The signs that are the same for all that stands in a sentence."""
    names = [f"gap:{place}.{role}", f"gap:{place}.{paragraph}", f"{place}.{role}.{paragraph}"]
    if going_on is not None:
        names += _names_of_going_on(*going_on)
    if heading:
        names.append(f"heading:{paragraph}")
    names.append(f"main:{share}.{role}.{place}")
    if first:
        names.append(f"first_source.{told}")
    if issuer:
        names.append(f"issuer.{told}")
    return names


def _names_of_going_on(
    state: str, age: str, gap: int, behind: str, manner: str | None, opens: bool, hearsay: bool, reported: bool,
    listed: bool,
) -> list[str]:  # fmt: skip
    names = [f"on:{state}", f"on:{state}.{age}"]
    if gap < 0:
        return [*names, f"cataphora:{behind}", f"cataphora:{behind}.{age}"]
    if manner is not None:
        names.append(f"on:{manner}.{age}")
    if age == "latest":
        names += [f"latest:{gap}.{state}", f"latest:{gap}.{'opens' if opens else 'within'}"]
    held = {"hearsay": hearsay, "reported": reported, "listed": listed}
    return names + [f"{name}:{age}" for name, holds in held.items() if holds]


def names_of_place(role: str, here: Facts, quoted: str, by: str, style: str) -> list[str]:
    """The signs that hang on the place of the figure."""
    names = []
    if here:
        left, verb_left, walls, manner, nearest, resumes = here
        names += [f"here:{role}.{'left' if left else 'right'}", f"here:{role}.walls{walls}"]
        if resumes:
            names.append("here:resumes")
        if role == "says":
            names += [f"here:{manner}.{'left' if verb_left else 'right'}", f"here:{manner}.walls{walls}"]
        if nearest:
            names.append("here:nearest")
    if quoted != "no":
        names += [f"quoted:{quoted}.{by}.{role}", f"quoted:{quoted}.{style}.{role}"]
    return names
