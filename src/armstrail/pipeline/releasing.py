"""A release: ledger, estimates and exports frozen under a name, with checksums and what changed since the last one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.errors import BadValue, ReadError
from armstrail.model.records import to_record
from armstrail.pipeline.estimates import Books
from armstrail.pipeline.exporting import hold
from armstrail.pipeline.lookup import decisions_of, withdrawals

if TYPE_CHECKING:
    from armstrail.ledger import Ledger

FORMATS: Final = ("csv", "sqlite", "csl-json")  # beside `jsonl`, with which the next release is compared
CARD: Final = "release.json"
_COMPARED: Final = "exports/jsonl/armstrail.jsonl"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class Former:
    """The release before: its name, the hash of its checksums, and its claims and estimates as records."""

    name: str
    sums: str
    records: tuple[Mapping[str, Any], ...]


def make_release(
    ledger: Ledger,
    books: Books,
    name: str,
    *,
    former: Former | None = None,
    formats: Sequence[str] = FORMATS,
    own: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The files of a release by their names within its folder. The same ledger gives the same bytes.

    Args:
        former: the release to compare with; None for the first.
        formats: names of `publishing.exports.FORMATS` to write beside `jsonl`.
        own: the user's own books that stand behind `books`, by file name, to be kept with the release.
    Raises:
        BadValue: a name that is no name of a folder, or a format that is not known.
        LedgerError: the ledger cannot be read.
    """
    from armstrail import __version__
    from armstrail.publishing.exports import find_format
    from armstrail.publishing.releases import SUMS, changelog, checksums, compare_claims, compare_estimates

    check_name(name)
    wanted = [find_format(each) for each in dict.fromkeys(("jsonl", *formats))]
    held = hold(ledger, books)
    files: dict[str, bytes] = {f"books/{key}": content for key, content in (own or {}).items()}
    for each in wanted:
        files |= {f"exports/{each.name}/{key}": content for key, content in each.files(held).items()}
    lines = StringIO()
    ledger.export(lines)
    files["ledger.jsonl"] = lines.getvalue().encode()
    records = _records(files[_COMPARED].decode())
    before = former.records if former else ()
    grounds = {place: decision.why for place, decision in withdrawals(decisions_of(ledger)).items()}
    claims = compare_claims(before, records, grounds) if former else ()
    estimates = compare_estimates(before, records) if former else ()
    files["CHANGES.md"] = changelog(name, former.name if former else None, claims, estimates).encode()
    files["changes.json"] = _json({"claims": to_record(claims), "estimates": to_record(estimates)})
    files[CARD] = _json({
        "name": name,
        "armstrail": __version__,
        "after": former and {"name": former.name, "sums": former.sums},
        "formats": [each.name for each in wanted],
        "documents": len(held.documents),
        "claims": len(held.claims),
        "estimates": sum(record["type"] == "estimate" for record in records),
    })  # fmt: skip
    return files | {SUMS: checksums(files)}


def check_name(name: str) -> str:
    """The name of a release, if a folder can have it on every system.

    Raises:
        BadValue: it cannot.
    """
    if not _NAME.fullmatch(name):
        raise BadValue(f"release name {name!r} is no plain word; use letters, digits, dots and dashes, such as 2025-01")
    return name


def read_release(folder: Path) -> Former:
    """A release in a folder, to compare the next one with.

    Raises:
        ReadError: it is none, or was changed since it was made.
    """
    from armstrail.publishing.releases import SUMS

    wrong = verify_release(folder)
    if wrong:
        raise ReadError(f"{folder} is not as it was released ({wrong[0]}); restore it, or name another with --after")
    card = json.loads((folder / CARD).read_text("utf-8"))
    sums = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    return Former(card["name"], sums, _records((folder / _COMPARED).read_text("utf-8")))


def find_former(shelf: Path, name: str) -> Path | None:
    """The folder of the release that one of this name follows, among those beside it: the last of the chain.

    A release that is made again follows the one that it followed.

    Raises:
        ReadError: there are several to follow; lists them.
    """
    cards = dict(_cards(shelf))
    if name in cards:
        after = cards[name]
        return shelf / after if after else None
    followed = set(cards.values())
    last = sorted(cards.keys() - followed)
    if len(last) > 1:
        raise ReadError(f"{shelf} holds several last releases ({', '.join(last)}); name the one before with --after")
    return shelf / last[0] if last else None


def verify_release(folder: Path) -> list[str]:
    """What is wrong with a release: files that changed, are missing, or were not there; empty where nothing is.

    Raises:
        ReadError: there is no release in the folder.
    """
    from armstrail.publishing.releases import SUMS

    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{folder} holds no release: {SUMS} cannot be read; name the folder of one") from error
    wrong, listed = [], set()
    for number, line in enumerate(lines, 1):
        told = _LINE.fullmatch(line)
        if told is None or ".." in Path(told[2]).parts or Path(told[2]).is_absolute():
            wrong.append(f"{SUMS}:{number}: no checksum of a file in the folder")
            continue
        listed.add(told[2])
        path = folder / told[2]
        if not path.is_file():
            wrong.append(f"{told[2]}: missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != told[1]:
            wrong.append(f"{told[2]}: changed")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    wrong += [f"{name}: not part of the release" for name in sorted(there - listed)]
    wrong += [f"{name}: not listed in {SUMS}" for name in (CARD, _COMPARED) if name not in listed]
    return wrong


def _cards(shelf: Path) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for path in sorted(shelf.glob(f"*/{CARD}")):
        try:
            card = json.loads(path.read_text("utf-8"))
            named, after = check_name(card["name"]), card["after"] and check_name(card["after"]["name"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReadError(f"{path} is no card of a release ({error}); restore it or take it away") from error
        if named != path.parent.name:
            raise ReadError(f"{path} is of release {named}; give the folder its name back")
        found.append((named, after))
    return found


def _records(lines: str) -> tuple[dict[str, Any], ...]:
    kept = ("claim", "estimate", "nothing")
    return tuple(record for line in lines.split("\n") if line and (record := json.loads(line))["type"] in kept)


def _json(record: object) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
