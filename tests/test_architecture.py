"""The house stays a house: imports point one way, modules stay small, and the project speaks of itself alone."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "armstrail"
LONGEST_MODULE = 450

BELOW_ROOMS = {"model", "vocabulary", "languages"}
ROOMS = {"ingestion", "extraction", "assist", "ledger", "reconciliation", "estimation", "publishing", "scoring"}
MAY_IMPORT = {
    "model": set(),
    "vocabulary": {"model"},
    "languages": {"model", "vocabulary"},
    "ingestion": BELOW_ROOMS,
    "extraction": BELOW_ROOMS,
    "assist": {"model", "vocabulary"},  # what the reader knows is given to it; it reads nothing itself
    "ledger": BELOW_ROOMS,
    "reconciliation": {"model", "vocabulary"},  # it reads claims, whoever made them, and no language
    "estimation": {"model", "vocabulary"},
    "publishing": BELOW_ROOMS,
    "scoring": {"model"},
    "accounts": {"model"},  # who may enter has nothing to do with what the ledger holds
    "pipeline": BELOW_ROOMS | ROOMS,
    "web": {"model", "vocabulary", "publishing", "pipeline", "accounts"},  # the ledger is reached through the pipeline
    "mcp": {"model", "vocabulary", "publishing", "pipeline"},
    "distributed": BELOW_ROOMS | {"ingestion", "extraction", "ledger", "reconciliation", "pipeline"},
    "cli": BELOW_ROOMS | ROOMS | {"accounts", "pipeline", "web", "mcp", "distributed"},  # each for its commands
    "__main__": {"cli"},
}


def modules(room: str) -> list[Path]:
    folder = SOURCE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [SOURCE / f"{room}.py"]


def rooms_named_in(path: Path) -> set[str]:
    """Every room that a module imports, wherever the import stands: at the top, in a function, for types only."""
    package = ("armstrail", *path.relative_to(SOURCE).with_suffix("").parts)
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) + "." if node.level else ""
            origin = f"{base}{node.module or ''}".strip(".")
            names |= {f"{origin}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names |= {str(each.value) for each in node.args if isinstance(each, ast.Constant)}
    return {parts[1] for parts in (name.split(".") for name in names) if parts[0] == "armstrail" and len(parts) > 1}


def tracked_texts() -> list[tuple[str, str]]:
    """Every file that belongs to the project, as (name, text); binary files are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if listed.returncode or not names:
        pytest.skip("not a git checkout")
    texts = []
    for name in names:
        try:
            texts.append((name, (ROOT / name).read_text("utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return texts


NETWORK = {
    "socket", "ssl", "http", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "socketserver", "xmlrpc", "httpx",
    "httpcore", "requests", "urllib3", "aiohttp", "websockets", "websocket", "paramiko", "pycurl", "asyncio",
}  # fmt: skip
CONNECTS = SOURCE / "ingestion" / "fetching"
ASKS = SOURCE / "assist" / "client.py"  # a model, where a user names its address
LISTENS = {SOURCE / "web" / name for name in ("connections.py", "serving.py", "workers.py")}  # and connects to nobody


def clients_named_in(path: Path) -> set[str]:
    """The libraries that open connections which a module imports; of `urllib` all but the taking apart of addresses."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            named |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {
        name
        for name in named
        if name.split(".")[0] in NETWORK or (name.startswith("urllib") and not name.startswith("urllib.parse"))
    }


def test_one_place_opens_connections():
    """Everything else works with the network unplugged, but for the one module that asks a model."""
    found = {path: clients_named_in(path) for path in SOURCE.rglob("*.py")}
    assert {
        path.relative_to(SOURCE)
        for path, named in found.items()
        if named and CONNECTS not in path.parents and path != ASKS and path not in LISTENS
    } == set()
    assert any(named for path, named in found.items() if CONNECTS in path.parents)


def test_every_room_has_its_rule():
    """A new room must say what it may import before it can stand."""
    rooms = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert rooms - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_knows_only_the_rooms_below_it(room):
    """Rooms never import one another; what two of them need is a value of the model."""
    for path in modules(room):
        known = rooms_named_in(path) - {room, "__version__"}
        assert known <= MAY_IMPORT[room], f"{path.relative_to(ROOT)} imports {sorted(known - MAY_IMPORT[room])}"


def test_modules_are_short_enough_to_be_read():
    """A module longer than this holds more than one thought."""
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in ROOT.glob("**/*.py") if _ours(path)}
    assert {str(path): lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def _ours(path: Path) -> bool:
    return path.relative_to(ROOT).parts[0] in ("src", "tests", "benchmarks", "examples", "docs")


# Written in pieces, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.$-])/(?:wo" r"rk|ro" r"ot|home/[a-z]|Us" r"ers/[a-z])[\w/]*/|\.\./sha" r"red")
REGISTRY = re.compile(r"pypi\.(?:org|python)|pythonhos" r"ted|registry\.np" r"mjs|/opt/py" r"pi|/simp" r"le/")
WORKSHOP = re.compile(
    r"\b(?:AI assis" r"tant|coding age" r"nt|chat sess" r"ion|language mo" r"del wrote|prom" r"pted)\b", re.I
)


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY, WORKSHOP], ids=["machine path", "registry", "workshop"])
def test_the_project_speaks_of_itself_alone(pattern):
    """No file names a folder of somebody's machine, the host of a registry, or how the work was done."""
    found = {
        f"{name}: {match[0]}" for name, text in tracked_texts() for match in [pattern.search(text)] if match is not None
    }
    assert found == set()


def test_the_lock_names_no_host():
    """The lock holds names, versions and hashes; where packages come from is the installing machine's choice."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > lock.count("==")


def test_every_module_of_the_tests_has_a_name_of_its_own():
    """pytest imports them by their bare names: two of one name cannot stand in one run."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name not in ("__init__.py", "conftest.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
