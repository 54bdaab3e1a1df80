"""Many writers at once, on either database: each waits for its turn, nothing is lost, and nothing is there twice."""

from __future__ import annotations

from collections import Counter

from ledger_makers import Clock, small_documents
from ledger_processes import _fork, start

from armstrail.ledger import Ledger

WRITERS = 6


def test_writers_that_compete_for_the_same_documents(where: str) -> None:
    """Six processes, a third of whose documents are common to all: every one is new exactly once."""
    corpus = list(small_documents(60))
    common, own = corpus[:20], corpus[20:]
    Ledger.open(where, clock=Clock()).close()
    receiver, sender = _fork.Pipe(duplex=False)

    def work(which: int) -> None:
        with Ledger.open(where, clock=Clock()) as ledger:
            mine = own[which::WRITERS] + common[which:] + common[:which]
            new = [document.id for document, reading in mine if ledger.add(document, reading)]
            for document, reading in mine[:2]:
                ledger.add_failure("common.pdf", "encrypted", "decrypt it")
                ledger.add_decision("accept", reading.claims[0].id, who=f"writer {which}", why=document.id)
        sender.send(new)

    working = [start(work, which) for which in range(WRITERS)]
    told = [receiver.recv() for _ in working]
    for process in working:
        process.join()
    assert [process.exitcode for process in working] == [0] * WRITERS
    assert Counter(name for new in told for name in new) == Counter(document.id for document, _ in corpus)
    with Ledger.open(where, clock=Clock()) as ledger:
        assert Counter(row.document.id for row in ledger.documents()) == Counter(each.id for each, _ in corpus)
        assert len(list(ledger.claims())) == len(corpus)
        assert len(list(ledger.decisions())) == 2 * WRITERS
        assert len(list(ledger.failures())) == 1
        assert ledger.verify() == []
