"""The filters by which commands ask for claims, and what their words mean."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from armstrail.cli.options import actor_code
from armstrail.model.errors import BadValue

GIVER = typer.Option("--supplier", metavar="ACTOR", help="Who gives: a code (KP) or a name.")
TAKER = typer.Option("--recipient", metavar="ACTOR", help="Who gets.")

SupplierOption = Annotated[str, GIVER]
RecipientOption = Annotated[str, TAKER]
SupplierFilter = Annotated[str | None, GIVER]
RecipientFilter = Annotated[str | None, TAKER]
ItemFilter = Annotated[str | None, typer.Option("--item", metavar="PATH", help="An item and what lies below it.")]
KindFilter = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="transfer, deployment, valuation ...")]
SourceFilter = Annotated[str | None, typer.Option("--source", metavar="WORDS", help="Words in the name of the source.")]
SourceTypeFilter = Annotated[
    str | None, typer.Option("--source-type", metavar="TYPE", help="government, intelligence ...")
]
DocumentFilter = Annotated[str | None, typer.Option("--document", metavar="ID", help="One document, by id or hash.")]
FromFilter = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Published since.")]
ToFilter = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published until.")]
ModalityFilter = Annotated[str | None, typer.Option("--modality", metavar="WORD", help="stated, confirmed, denied ...")]
StatusFilter = Annotated[str | None, typer.Option("--status", metavar="WORD", help="delivered, agreed, planned ...")]
StanceFilter = Annotated[str | None, typer.Option("--stance", metavar="WORD", help="condemn, deny, warn ...")]
UnitFilter = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="pieces, persons, USD ...")]


def asked(**words: Any) -> dict[str, Any]:
    """What filters ask for: parties by their codes, an item that the tree has, the rest as given.

    Raises:
        typer.BadParameter: an actor or an item that is not known; says who or what comes close.
    """
    told = dict(words)
    for name in ("supplier", "recipient"):
        told[name] = told[name] and actor_code(told[name])
    told["item"] = told["item"] and known_item(told["item"])
    return told


def known_item(path: str) -> str:
    """The path of an item, if the item tree has it.

    Raises:
        typer.BadParameter: it does not; names those that are close.
    """
    from armstrail.vocabulary import find_item, load_vocabulary

    try:
        return find_item(load_vocabulary(), path)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--item") from error
