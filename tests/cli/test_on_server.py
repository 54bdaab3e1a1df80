"""Every command on a ledger on a server: it prints what it prints of one in a file, and never the password."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import armstrail
from armstrail.cli import build_app
from postgres_server import PASSWORD, Server

EXAMPLE = Path(__file__).parents[2] / "examples" / "dprk-russia"
FLOW = ("--supplier", "KP", "--recipient", "RU")
AT = ("--recorded-at", "2025-08-01T12:00Z")
TEXT = "2024-10-18\n\nSouth Korea's spy agency said North Korea sent 1,500 soldiers to Russia.\n"


@pytest.fixture(scope="module")
def places(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A file, and a database that is asked for by the network and with a password."""
    name = postgres.database(empty=True)
    yield str(tmp_path_factory.mktemp("place") / "ledger.db"), postgres.url(name, over_network=True)
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


def run(where: str, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(build_app(), [*arguments], env={"ARMSTRAIL_LEDGER": where})
    assert result.exit_code == code, result.output
    assert PASSWORD not in result.output
    return result


def same(places: tuple[str, str], *arguments: str, code: int = 0) -> str:
    """What a command prints, which must be the same of both but for what each is called."""
    told = []
    for where in places:
        output = run(where, *arguments, code=code).output.replace(where, "LEDGER")
        output = re.sub(r"'?postgresql://\S+?/ledger_\d+'?", "LEDGER", output)
        told.append(re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*", "TIME", output).replace(f"'{'LEDGER'}'", "LEDGER"))
    assert told[0] == told[1]
    return told[0]


def test_a_team_of_commands(places: tuple[str, str], tmp_path: Path) -> None:
    """Add, import, ask, decide, estimate, tell, verify, release: as one would over a week."""
    text = tmp_path / "note.txt"
    text.write_text(TEXT)
    assert "1 new" in same(places, "add", str(text), *AT)
    assert "1 unchanged" in same(places, "add", str(text), *AT)
    assert "161 new" in same(places, "import", str(EXAMPLE / "figures.csv"))
    claims = [json.loads(line) for line in run(places[0], "claims", "--format", "jsonl").output.splitlines()]
    troops = next(claim["id"] for claim in claims if claim["low"] == 1500)
    assert troops in same(places, "claims", "--format", "csv")
    same(places, "documents")
    same(places, "search", "soldiers")
    same(places, "show", troops)
    same(places, "misses")
    same(places, "questions", *FLOW)
    same(places, "estimate", *FLOW, "--item", "arms.ammunition.artillery", "--known-on", "2025-01-01")
    same(places, "value", *FLOW, "--known-on", "2025-01-01")
    same(places, "brief", *FLOW, "--known-on", "2025-01-01")
    same(places, "export", "geojson")
    decided = same(places, "withdraw", troops, "--who", "Ana Horvat", "--why", "misread")
    made = re.search(r"decision (\w+)", decided)
    assert made is not None
    assert troops not in same(places, "claims")
    same(places, "decisions", "--format", "csv")
    assert troops in same(places, "show", troops, code=1)
    assert "every hash and every span holds" in same(places, "ledger", "verify")


def test_a_notebook_and_a_release(places: tuple[str, str], tmp_path: Path) -> None:
    """Tables and files are the same."""
    for number, where in enumerate(places):
        with armstrail.open(where) as book:
            assert len(book.claims().rows) > 100
        run(where, "release", "2025-01", "--into", str(tmp_path / f"{number}"))
    made, other = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (tmp_path / "0", tmp_path / "1")
    )
    assert made.keys() == other.keys() != set()
    assert all(PASSWORD.encode() not in content for content in other.values())


def test_copies_by_the_command_line(places: tuple[str, str], tmp_path: Path) -> None:
    """To a file and back is the same ledger; into one with entries is refused, and leaves no file behind."""
    copy = str(tmp_path / "copy.db")
    told = run(copy, "ledger", "copy", places[1], copy).output
    exported = [run(where, "ledger", "export").output for where in (places[1], copy)]
    assert exported[0] == exported[1]
    import hashlib

    assert hashlib.sha256(exported[0].encode()).hexdigest() in told
    assert "holds a ledger already" in run(copy, "ledger", "copy", copy, places[1], code=1).output
    new = tmp_path / "new.db"
    assert "no ledger here" in run(copy, "ledger", "copy", str(tmp_path / "none.db"), str(new), code=1).output
    assert not new.exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [(("ledger_", "nowhere_"), "is not on that server"), ((PASSWORD, "wrong-horse"), "does not let this user in"),
     ((PASSWORD, "wrong@horse"), "%40")],
)  # fmt: skip
@pytest.mark.parametrize("command", [("claims",), ("add", "nothing.txt"), ("serve",), ("ledger", "verify"), ("mcp",)])
def test_what_is_wrong_is_said(
    places: tuple[str, str], command: tuple[str, ...], change: tuple[str, str], told: str
) -> None:
    """In one line, with exit code 1, and without the password."""
    output = run(places[1].replace(*change), *command, code=1).output
    assert told in output
    assert "horse" not in output
    assert "Traceback" not in output
