"""`armstrail fetch`, `watch` and `versions` as a user meets them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sites import answer, article
from typer.testing import CliRunner

from armstrail.cli import build_app

OPTIONS = ("--allow-private", "--pause", "0")


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, with nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in ("ARMSTRAIL_LEDGER", "ARMSTRAIL_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: object):
    result = CliRunner().invoke(build_app(), [str(each) for each in arguments], prog_name="armstrail")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_change_is_fetched_and_told(site):
    """From the first page to what was silently made of it."""
    site.pages["/a"] = answer(article("5,000"))
    first = run("fetch", *OPTIONS, site.at("/a"))
    assert (first.exit_code, first.stdout.split()[0]) == (0, "added")
    assert run("fetch", *OPTIONS, site.at("/a")).stdout.startswith("unchanged")
    site.pages["/a"] = answer(article("3,000"))
    assert run("fetch", *OPTIONS, site.at("/a")).stdout.startswith("changed")
    told = run("versions", f"  {site.at('/a').upper().replace('/A', '/a')}#top").stdout
    assert "5,000 pieces (exact) → 3,000 pieces (exact)" in told
    assert "before: “North Korea has sent Russia 5,000" in told
    record = json.loads(run("versions", "--format", "json").stdout)
    assert [each["what"] for version in record["versions"] for each in version["edits"]] == ["changed"]
    assert "Changed at their address" in run("changes", "--since", "2024-12-01").stdout
    assert "Cambiate al loro indirizzo" in run("changes", "--since", "2024-12-01", "--language", "it").stdout
    verified = run("ledger", "verify").stdout
    assert "2 originals are as they were kept" in verified
    document = record["versions"][0]["document"][:12]
    shown = run("show", document).stdout
    assert "kept" in shown
    assert "version 1 of 2" in shown
    assert json.loads(run("show", document, "--format", "json").stdout)["originals"][0]["state"] == "kept"


def test_refusals_are_rows_and_the_exit_code(site):
    """Each with the reason and the mend; the rest goes in."""
    site.pages["/a"] = answer(article())
    done = run("fetch", *OPTIONS, "--format", "jsonl", site.at("/gone"), site.at("/a"), "mailto:x@example.org")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["what"] for row in rows] == ["refused", "added", "refused"]
    assert all(row["reason"] and row["mend"] for row in rows if row["what"] == "refused")
    assert done.exit_code == 1
    assert len(run("documents", "--failed", "--format", "jsonl").stdout.splitlines()) == 2


def test_this_machine_is_not_asked_unless_told(site):
    """The help says how, and so does the row."""
    refused = run("fetch", site.at("/a"))
    assert refused.exit_code == 1
    assert "--allow-private" in refused.stdout
    assert site.asked == []
    assert "--allow-private" in run("fetch", "--help").stdout


def test_a_contact_is_told_to_servers(site):
    """From the option, or from the environment."""
    site.pages["/a"] = answer(article())
    run("fetch", *OPTIONS, "--contact", "desk@example.org", site.at("/a"))
    assert site.asked[-1].headers["user-agent"].endswith("(+desk@example.org)")
    assert run("fetch", *OPTIONS, "--contact", "a\nb", site.at("/a")).exit_code == 2


def test_watching_once_tells_what_it_did(site):
    """A feed, its articles, and what they moved; the second time there is nothing new."""
    site.pages |= {"/f": answer(b"<rss><channel><item><link>/a</link></item></channel></rss>"), "/a": answer(article())}
    done = run("watch", *OPTIONS, site.at("/f"))
    assert [line.split()[0] for line in done.stdout.splitlines()[:2]] == ["feed", "added"]
    assert "Artillery and mortar shells" in done.stdout
    assert done.exit_code == 0
    assert "0 articles added" in run("watch", *OPTIONS, site.at("/f")).stderr


@pytest.mark.parametrize("every", ["soon", "0m", "5", "-3m"])
def test_a_time_that_is_none_is_refused(every):
    """With what to write."""
    assert run("watch", "--every", every, "http://example.org/f").exit_code == 2


def take_interrupts() -> None:
    """Tests that run in the background may have been told to let Ctrl-C pass."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.usefixtures("workplace")
def test_a_watch_that_stays_ends_cleanly(site):
    """With Ctrl-C, between two looks: no trace, and 0."""
    site.pages |= {"/f": answer(b"<rss><channel><item><link>/a</link></item></channel></rss>"), "/a": answer(article())}
    command = [sys.executable, "-m", "armstrail", "watch", *OPTIONS, "--every", "1h", site.at("/f")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=take_interrupts
    )
    for line in process.stderr:
        if "still waiting" in line:
            break
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "ended" in err
    assert "Traceback" not in err


def test_the_bytes_of_files_are_kept_on_demand(workplace):
    """Of each document its own: of a mail the mail, of what hangs on it the attachment, of an archive the member."""
    import zipfile

    told = "2024-10-18\n\nNorth Korea has sent {} containers to Russia, Seoul said."
    (workplace / "in").mkdir()
    (workplace / "in" / "a.txt").write_text(told.format("7,000"))
    with zipfile.ZipFile(workplace / "in" / "z.zip", "w") as archive:
        archive.writestr("b.txt", told.format("8,000"))
    (workplace / "in" / "m.eml").write_bytes(
        b"From: a@example.org\r\nSubject: S\r\nDate: Mon, 14 Oct 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
        b"North Korea has sent 9,000 containers to Russia, Seoul said.\r\n--x\r\nContent-Type: text/plain\r\n"
        b"Content-Disposition: attachment; filename=att.txt\r\n\r\n" + told.format("9,500").encode() + b"\r\n--x--\r\n"
    )
    assert run("add", "--keep", "in").exit_code == 0
    records = [json.loads(line) for line in run("ledger", "export").stdout.splitlines()]
    kept = {each["place"]: each["form"] for each in records if each["type"] == "original"}
    assert kept == {
        "in/a.txt": "text", "in/m.eml": "mail", "in/m.eml!/att.txt": "text", "in/z.zip!/b.txt": "text",
    }  # fmt: skip
    assert "4 originals are as they were kept" in run("ledger", "verify").stdout
    assert run("add", ".").stdout.startswith("0 new")  # what the ledger keeps is not read into it again


def test_nothing_is_kept_unless_asked(workplace):
    """The user has the files already, and archives are large."""
    (workplace / "a.txt").write_text("2024-10-18\n\nNorth Korea has sent 7,000 containers to Russia, Seoul said.")
    run("add", "a.txt")
    assert not (workplace / "armstrail.db-evidence").exists()
