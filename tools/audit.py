"""Hold requirements.lock against a database of known holes in packages.

    python tools/audit.py [--service osv|pypi] [--lock requirements.lock]

Asks with osv-scanner and its offline database where that program is on PATH, else with pip-audit, put into an
environment of its own under `build/`. Ends with 1 where a locked package has a known hole, and names it with the
version that mends it. Where no database can be reached nothing was audited: that is said in a box that nobody
overlooks, and is no failure, for then every machine without a network would fail.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / "build" / "audit"
PATIENCE = 300  # seconds for all of it
NOT_AUDITED = "NOT AUDITED"


def main() -> None:
    """Audit, and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--service", choices=("osv", "pypi"), default="osv", help="which database pip-audit asks")
    parser.add_argument("--lock", type=Path, default=ROOT / "requirements.lock")
    asked = parser.parse_args()
    scanner = shutil.which("osv-scanner")
    report, trouble = by_scanner(scanner, asked.lock) if scanner else by_pip_audit(asked.service, asked.lock)
    if report is None:
        print(box(f"{NOT_AUDITED}: {trouble}", "Nothing is known of holes in what this project stands on."))
        return
    found = holes_by_pip_audit(report) if scanner is None else holes_by_scanner(report)
    for line in found:
        print(line)
    print(f"{len(found)} known holes in the packages of {asked.lock.name}")
    sys.exit(bool(found))


def by_scanner(program: str, lock: Path) -> tuple[Any, str]:
    """What osv-scanner says with the database that lies on this machine."""
    command = [program, "scan", "source", "--offline", "--format", "json", "--lockfile", f"requirements.txt:{lock}"]
    return asked_of(command, None)


def by_pip_audit(service: str, lock: Path) -> tuple[Any, str]:
    """What pip-audit says, which asks a service."""
    program = ENVIRONMENT / "bin" / "pip-audit"
    if not program.exists():
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
            subprocess.run(
                [ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet", "pip-audit"],
                check=True, capture_output=True, timeout=PATIENCE,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return None, "neither osv-scanner is on PATH nor can pip-audit be installed"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [
            str(program), "--requirement", str(lock), "--require-hashes", "--disable-pip", "--vulnerability-service",
            service, "--timeout", "10", "--progress-spinner", "off", "--format", "json", "--output", str(out),
        ]  # fmt: skip
        return asked_of(command, out)


def asked_of(command: list[str], out: Path | None) -> tuple[Any, str]:
    """The report of a program, from its output or a file; None with the reason where it made none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        return json.loads(out.read_text("utf-8") if out else done.stdout), ""
    except subprocess.TimeoutExpired:
        return None, f"{Path(command[0]).name} got no answer within {PATIENCE} seconds"
    except (OSError, ValueError):
        return None, f"{Path(command[0]).name} could reach no database"


def holes_by_pip_audit(report: Mapping[str, Any]) -> list[str]:
    """Each known hole as a line: package, version, name of the hole, and the version that mends it."""
    return [
        f"{package['name']} {package['version']}: {hole['id']}; mended in {', '.join(hole['fix_versions']) or 'none'}"
        for package in report["dependencies"]
        for hole in package.get("vulns", ())
    ]


def holes_by_scanner(report: Mapping[str, Any]) -> list[str]:
    """The same of osv-scanner."""
    return [
        f"{package['package']['name']} {package['package']['version']}: {hole['id']}"
        for result in report.get("results") or ()
        for package in result["packages"]
        for hole in package.get("vulnerabilities", ())
    ]


def box(*lines: str) -> str:
    """Lines that nobody overlooks."""
    edge = "!" * (max(map(len, lines)) + 4)
    return "\n".join([edge, *(f"! {line.ljust(len(edge) - 4)} !" for line in lines), edge])


if __name__ == "__main__":
    main()
