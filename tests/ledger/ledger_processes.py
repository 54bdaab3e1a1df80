"""Other processes: writers that are killed, writers that compete, users without permission."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from ledger_makers import Clock

from armstrail.ledger import Ledger
from armstrail.model.document import Document
from armstrail.model.reading import Reading

NOBODY = 65534
_fork = multiprocessing.get_context("fork")  # what is imported here is imported there, so a child starts at once


def start(function: Callable[..., None], *arguments: object) -> BaseProcess:
    process = _fork.Process(target=function, args=arguments, daemon=True)
    process.start()
    return process


def ask_child(function: Callable[[], object], *, as_nobody: bool = False) -> object:
    """What a function gives in a process of its own, or the words of the error it raises."""
    receiver, sender = _fork.Pipe(duplex=False)

    def run() -> None:
        if as_nobody and os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            sender.send(function())
        except Exception as error:
            sender.send(f"{type(error).__name__}: {error}")

    process = start(run)
    sender.close()  # so that a child that dies without an answer is noticed
    try:
        return receiver.recv()
    finally:
        process.join()


def add_all(
    where: str | Path, entries: Iterable[tuple[Document, Reading]], acknowledge: Connection | None = None
) -> None:
    """Add every entry, saying so for each once it is on disk."""
    with Ledger.open(where, clock=Clock()) as ledger:
        for document, reading in entries:
            ledger.add(document, reading)
            if acknowledge is not None:
                acknowledge.send(document.id)
