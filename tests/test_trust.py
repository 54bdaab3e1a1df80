"""What the sources may not do, read off their syntax trees; and what their dependencies are held to.

A name is forbidden wherever it stands, called or not, so that no alias hides it.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "armstrail").rglob("*.py"))

# Modules that run, load or open what a stranger may have written. None is imported, but by the files that say why.
MODULES = {
    "pickle", "_pickle", "pickletools", "shelve", "dill", "cloudpickle", "joblib", "marshal", "subprocess", "pty",
    "code", "codeop", "runpy", "imp", "ctypes", "builtins", "yaml", "xml.sax", "xml.dom", "xml.parsers", "xmlrpc",
    "lxml.objectify", "tarfile", "telnetlib", "ftplib", "commands",
}  # fmt: skip
ALLOWED = {
    "languages/store.py": {"marshal"},  # its own compiled language data beside Python's own, which is marshal as well
    "distributed/overseer.py": {"subprocess"},  # our own interpreter with a module of ours, and no words of others
    "ingestion/pdf.py": {"ctypes"},  # one address of one box, for the library that reads PDF
}
XML_READERS = {
    "ingestion/xmls.py",  # the one door by which XML comes in: entities, network, document types shut
    "publishing/pictures/drawing.py",  # what our own drawing library has just made of our own specification
}
BUILTINS = {"eval", "exec", "compile", "__import__", "breakpoint", "globals", "__builtins__", "__loader__"}
ATTRIBUTES = {
    "system", "popen", "spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe",
    "posix_spawn", "posix_spawnp", "execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe",
    "create_subprocess_shell", "create_subprocess_exec", "subprocess_shell", "subprocess_exec", "mktemp",
    "import_module", "load_module", "exec_module", "SourceFileLoader", "read_pickle", "to_pickle",
    "enable_load_extension", "_create_unverified_context", "__subclasses__", "__globals__", "__builtins__",
    "__import__",
}  # fmt: skip
XML_PARSING = {"parse", "fromstring", "fromstringlist", "XML", "XMLID", "XMLParser", "XMLPullParser", "iterparse"}
FLAGS = {"shell": None, "allow_pickle": False, "verify": True, "autoescape": True, "resolve_entities": False}


def faults(source: str, name: str = "somewhere.py") -> list[str]:
    """What a module does that none may do, by line."""
    tree = ast.parse(source)
    allowed = ALLOWED.get(name, set())
    knows_xml = name not in XML_READERS and any(is_xml(module) for module, _ in imports(tree))
    modules = {alias for _, alias in imports(tree)}
    found = [f"{module} is imported" for module, _ in imports(tree) if is_forbidden(module, allowed)]
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=word) if word in BUILTINS - allowed:
                found.append(f"{word} stands on line {node.lineno}")
            case ast.Attribute(attr=word) if word in (ATTRIBUTES - allowed) or (knows_xml and word in XML_PARSING):
                found.append(f".{word} stands on line {node.lineno}")
            case ast.Constant(value=str(word)) if word in BUILTINS - {"compile"} | {"os.system", "builtins"}:
                found.append(f"{word!r} stands on line {node.lineno}")
            case ast.Call(func=ast.Name(id="getattr"), args=[ast.Name(id=module), asked, *_]) if module in modules:
                if not isinstance(asked, ast.Constant) or asked.value in ATTRIBUTES | BUILTINS | XML_PARSING:
                    found.append(f"something unknown of the module {module} is taken on line {node.lineno}")
            case ast.keyword(arg=word, value=value) if word in FLAGS:
                if not (isinstance(value, ast.Constant) and value.value is FLAGS[word]):
                    found.append(f"{word}= is given on line {value.lineno}")
    return found


def imports(tree: ast.AST) -> list[tuple[str, str]]:
    """Whatever a module imports, at any depth, by its full name, with the name that it has from then on."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(each.name, (each.asname or each.name).partition(".")[0]) for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(f"{node.module}.{each.name}", each.asname or each.name) for each in node.names]
    return found


def is_xml(module: str) -> bool:
    return module.startswith(("xml.", "lxml."))


def is_forbidden(module: str, allowed: set[str]) -> bool:
    parts = module.split(".")
    stems = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    named = parts[-1] in (ATTRIBUTES | BUILTINS) - {"compile"} - allowed
    parses = is_xml(module) and parts[-1] in XML_PARSING
    return bool(stems & MODULES - allowed) or named or parses or parts[-1] == "*"


def test_no_module_runs_or_unpacks_what_others_wrote():
    """No pickle, no eval, no shell, no library loaded by name, no XML read but through the one door."""
    told = {path.relative_to(ROOT / "src" / "armstrail").as_posix(): path.read_text("utf-8") for path in SOURCES}
    found = {name: faults(source, name) for name, source in told.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {name for name in ALLOWED if faults(told[name]) == []} == set(), "these need no leave any more"


@pytest.mark.parametrize(
    "source",
    [
        "import pickle as p", "from pickle import loads as read", "def f():\n    import _pickle", "import shelve",
        "run = eval", "x = [exec]", "(lambda e=eval: e)('1')", "import builtins as b", "from builtins import eval as e",
        "__builtins__['ev' + 'al']", "globals()['eval']", "getattr(x, 'eval')", "import os as o\no.system('x')",
        "from os import system as s", "from os import popen", "import os\nf = getattr(os, 'sys' + 'tem')",
        "import os\nf = getattr(os, 'system')", "import subprocess as s", "from subprocess import run",
        "run(x, shell=True)", "run(x, shell=flag)", "from os import *",
        "import asyncio\nasyncio.create_subprocess_shell",
        "import importlib as i\ni.import_module(name)", "from importlib import import_module as f",
        "import yaml\nyaml.load(x)", "from yaml import safe_load", "from xml.etree import ElementTree as E\nE.parse(x)",
        "from xml.etree.ElementTree import fromstring as f", "import xml.dom.minidom", "from xml import sax",
        "from lxml import etree as e\nq = e.parse", "import lxml.etree as e\ne.XML(x)",
        "from lxml.etree import XMLParser as P", "numpy.load(x, allow_pickle=True)", "import marshal",
        "Environment(autoescape=False)", "().__class__.__subclasses__()", "get(url, verify=False)",
        "import tempfile\ntempfile.mktemp()", "import xml.etree.ElementTree as E\np = E.XMLParser",
    ],
)  # fmt: skip
def test_no_alias_fools_the_check(source):
    """Each of these is found, under whatever name."""
    assert faults(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "import re\nre.compile('x')", "from os import path", "import os\nos.replace(a, b)", "evaluate(x)",
        "getattr(document, name)", "from xml.etree import ElementTree as E\nE.tostring(x)", "execute('SELECT 1')",
        "Environment(autoescape=True)", "from importlib.resources import files", "typst.compile(x)",
    ],
)  # fmt: skip
def test_what_is_harmless_passes(source):
    """The check is of use only while it lets the rest through."""
    assert faults(source) == []


def pins() -> dict[str, list[str]]:
    """The packages of the lock with the hashes of their files."""
    told = (ROOT / "requirements.lock").read_text("ascii").replace("\\\n", " ")
    rows = [line.split(";")[0].split() + line.split() for line in told.splitlines() if line.strip()]
    return {row[0]: re.findall(r"--hash=sha256:[0-9a-f]{64}(?!\S)", " ".join(row)) for row in rows}


def test_every_dependency_is_pinned_by_hash():
    """Whatever pyproject.toml asks for stands in the lock in one exact version, and so does all that it brings."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    locked = {canonicalize_name(pin.split("==")[0]) for pin in pins()}
    assert {canonicalize_name(Requirement(each).name) for each in asked} - locked == set()
    assert [pin for pin, hashes in pins().items() if not re.fullmatch(r"[\w.-]+==[\w.+!]+", pin) or not hashes] == []


def test_the_lock_names_no_host():
    """It holds for any mirror: an address in it would be asked by everybody who installs."""
    assert re.findall(r"https?:|git\+|file:|--[a-z-]*(?:index|find-links|host)\S*| @ ", lock_text()) == []


def lock_text() -> str:
    return (ROOT / "requirements.lock").read_text("ascii")


def test_what_is_installed_for_users_comes_by_the_lock_alone():
    """The makefile installs with hashes required, and itself without a word to a registry."""
    make = (ROOT / "Makefile").read_text("utf-8")
    assert "--require-hashes -r requirements.lock" in make
    assert "--no-deps --no-build-isolation -e ." in make


@pytest.fixture(scope="module")
def audit():
    spec = spec_from_file_location("audit", ROOT / "tools" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_audit_names_each_hole_and_what_mends_it(audit):
    """From the reports of either program."""
    hole = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
    report = {
        "dependencies": [{"name": "x", "version": "1.0", "vulns": [hole]}, {"name": "y", "version": "2", "vulns": []}]
    }
    assert audit.holes_by_pip_audit(report) == ["x 1.0: PYSEC-1; mended in 1.1"]
    told = {"package": {"name": "x", "version": "1.0"}, "vulnerabilities": [{"id": "GHSA-1"}]}
    assert audit.holes_by_scanner({"results": [{"packages": [told]}]}) == ["x 1.0: GHSA-1"]


@pytest.mark.parametrize("script", ["exit 1", "echo no database; exit 2", "echo '{\"results\": []}'"])
def test_an_audit_without_a_database_says_so_aloud_and_does_not_fail(tmp_path, script):
    """Only a known hole makes it fail; where there is none, it says how many."""
    program = tmp_path / "osv-scanner"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "audit.py"], env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert ("NOT AUDITED" in done.stdout) == ("results" not in script)
    assert ("0 known holes" in done.stdout) == ("results" in script)


def test_a_known_hole_fails_the_audit(tmp_path):
    """With its name."""
    told = {"package": {"name": "x", "version": "1.0"}, "vulnerabilities": [{"id": "GHSA-1"}]}
    (tmp_path / "report.json").write_text(json.dumps({"results": [{"packages": [told]}]}), "utf-8")
    program = tmp_path / "osv-scanner"
    program.write_text(f"#!/bin/sh\ncat {tmp_path}/report.json\nexit 1\n", "utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "audit.py"], env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "GHSA-1" in done.stdout) == (1, True)
