"""Mails, mailboxes and pages in one file: words, what their heads say, and what hangs on them."""

from __future__ import annotations

import pytest
from document_makers import docx_paragraph, make_docx, make_mail, make_page, make_pdf, make_zip, set_lines
from reading_help import BODY, read, refuse, rows

from armstrail.ingestion import Unreadable
from armstrail.model.document import Document


def test_a_mail_is_dated_and_titled_by_its_head(tmp_path):
    """The day is that of the sender's clock; the sender stands by name."""
    document = read(
        tmp_path / "a.eml", make_mail(BODY, Subject="Più soldati, dice Seul", From="Osservatòrio <a@example.org>")
    )
    assert (document.text, document.title) == (BODY, "Più soldati, dice Seul")
    assert (document.published, document.publisher) == ("2024-10-18", "Osservatòrio")


def test_a_sender_without_a_name_is_the_site(tmp_path):
    """Not the box of a person."""
    assert read(tmp_path / "a.eml", make_mail(BODY, From="j.doe@lists.example.org")).publisher == "lists.example.org"


def test_of_alternatives_the_page_is_read(tmp_path):
    """It keeps paragraphs and tables whole; what lays the mail out is no table."""
    page = (
        f"<table><tr><td><h1>Notizie</h1><p>{BODY}</p></td></tr></table>"
        "<table><tr><td>Soldati</td><td>12.000</td></tr></table>"
    )
    mail = (
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=e\n\n"
        f"--e\nContent-Type: text/plain\n\nsolo testo\n--e\nContent-Type: text/html\n\n{page}\n--e--\n"
    )
    assert read(tmp_path / "a.eml", mail).text == f"Notizie\n\n{BODY}\nSoldati | 12.000"


def test_flowed_lines_are_whole_again(tmp_path):
    """As the format of plain mails has them."""
    flowed = BODY.replace(" soldati ", " soldati \n")
    mail = f"From: a@example.org\nSubject: x\nContent-Type: text/plain; format=flowed\n\n{flowed}\n"
    assert read(tmp_path / "a.eml", mail).text == BODY


def test_what_hangs_on_a_mail_is_a_document_of_its_own(tmp_path):
    """A report knows nothing of who sent it on, nor when; pictures and empty parts are passed over."""
    packed = make_zip({"a.docx": make_docx(docx_paragraph(BODY))})
    attached = {
        "report.pdf": make_pdf([set_lines(BODY)]), "photo.jpg": b"\xff\xd8\xff", "empty.txt": b"",
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "pack.zip": packed,
    }  # fmt: skip
    (tmp_path / "a.eml").write_bytes(make_mail("Ecco il rapporto di cui si parlava.", attached=attached))
    mail, report, old, packed = rows(tmp_path / "a.eml")
    assert (mail.text, mail.publisher) == ("Ecco il rapporto di cui si parlava.", "Han River Ledger")
    assert (report.text, report.pages, report.publisher, report.published) == (BODY, (0,), None, None)
    assert isinstance(old, Unreadable)
    assert old.where.endswith("a.eml!/old.xls")
    assert packed.text == BODY


def test_a_mail_that_only_brings_a_report_is_no_failure(tmp_path):
    """Its report is read."""
    assert read(tmp_path / "a.eml", make_mail("", attached={"r.pdf": make_pdf([set_lines(BODY)])})).text == BODY


def nested(depth: int) -> bytes:
    """A mail in a mail in a mail ..."""
    mail = make_mail(BODY).decode()
    for _ in range(depth):
        mail = f"From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{mail}"
    return mail.encode()


def test_mails_in_mails_are_read_to_a_depth(tmp_path):
    """And no further: a mail that was bounced for ever ends in a row."""
    assert read(tmp_path / "a.eml", nested(2)).text == BODY
    (tmp_path / "b.eml").write_bytes(nested(30))
    (row,) = rows(tmp_path / "b.eml")
    assert "deep in archives and mails" in row.reason
    assert "deep" in refuse(tmp_path / "c.eml", nested(500)).reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"no head at all", "is no mail"),
        (make_mail(""), "has no words"),
        (b"From: a@b.c\nSubject: x\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 6000, "parts of parts"),
    ],
)
def test_what_cannot_be_read_is_one_row(tmp_path, data, reason):
    """It says what is wrong."""
    assert reason in refuse(tmp_path / "a.eml", data).reason


HEADS = ({"Date": "yesterday"}, {"Date": "Fri, 99 Oct 2024"}, {"Subject": "=?x-none?B?!!!?="}, {"From": "," * 5000})


@pytest.mark.parametrize("head", HEADS)
def test_a_head_that_says_nothing_costs_nothing(tmp_path, head):
    """The words are read."""
    assert read(tmp_path / "a.eml", make_mail(BODY, **head)).text == BODY


def mailbox(*mails: bytes) -> bytes:
    """Mails as mailboxes keep them."""
    return b"".join(b"From a@example.org Fri Oct 18 10:00:00 2024\n" + mail + b"\n\n" for mail in mails)


def test_each_mail_of_a_mailbox_is_a_document(tmp_path):
    """One that cannot be read costs its own row, named by its number; a quoted 'From' is part of a mail."""
    plain = f"Subject: due\nFrom: a@example.org\n\n{BODY}\n>From quel giorno altri soldati.".encode()
    (tmp_path / "a.mbox").write_bytes(mailbox(make_mail(BODY), make_mail(""), plain))
    first, second, third = rows(tmp_path / "a.mbox")
    assert first.text == BODY
    assert (second.where, second.reason) == (f"{tmp_path / 'a.mbox'}:2", "has no words")
    assert (third.title, third.text) == ("due", f"{BODY}\nFrom quel giorno altri soldati.")


def test_a_text_named_mbox_is_one_row(tmp_path):
    """No line in it opens a mail."""
    assert refuse(tmp_path / "a.mbox", BODY).reason.startswith("is no mailbox")


@pytest.mark.parametrize("data", [make_mail(BODY), mailbox(make_mail(BODY))])
def test_mails_without_an_ending_are_known_by_their_head(tmp_path, data):
    """As exported mails often come."""
    assert read(tmp_path / "1234", data).title == "Containers"


def test_a_text_that_begins_with_a_colon_is_no_mail(tmp_path):
    """'Seoul: ...' is a line of a text."""
    text = f"Seul: nuovi soldati\nMosca: nessun soldato\n\n{BODY}"
    assert read(tmp_path / "a", text).text == text


def test_a_page_saved_in_one_file_is_a_page_with_its_address(tmp_path):
    """As browsers save it."""
    page = make_page(BODY, title="Titolo", published="2024-10-18")
    saved = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://www.example.org/a\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/related; boundary=e\n\n--e\nContent-Type: text/html\n\n{page}\n--e--\n"
    )
    document = read(tmp_path / "a.mhtml", saved)
    assert isinstance(document, Document)
    assert (document.text, document.title, document.published) == (BODY, "Titolo", "2024-10-18")
    assert (document.url, document.publisher) == ("https://www.example.org/a", "example.org")
