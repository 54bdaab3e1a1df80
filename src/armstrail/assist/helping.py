"""One model's help over many documents: ask, keep the answer, hold each proposal against the guard, count the cost."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from armstrail.assist.cache import Cache, key_of
from armstrail.assist.client import Reply, Server, ServerFault
from armstrail.assist.guard import Reread, Rules, admit, figure_words
from armstrail.assist.question import QUESTION_VERSION, messages_of, schema_of
from armstrail.model.assistance import EXTRACTOR_MARK, Leftover
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.span import Span

MOST_PASSAGES: Final = 60  # of one document; a book of tables would cost more than it is worth
_GIVEN_UP: Final = 3  # failures one after the other, of a server that is not there, until it is asked no more
_LONGEST_NAME: Final = 80
_GONE: Final = ("unreachable", "timeout")


@dataclass(slots=True)
class Run:
    """What the help cost and brought so far: the record of a run.

    `asked` counts the questions that went to the server, `kept` those whose answer was kept already, `failures` and
    `refused` go by reason; `left_out` are passages beyond the most that are asked of one document. `seconds` is the
    time spent waiting.
    """

    model: str
    question: str = QUESTION_VERSION
    documents: int = 0
    asked: int = 0
    kept: int = 0
    left_out: int = 0
    proposals: int = 0
    admitted: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> dict[str, Any]:
        """The record; seconds to the thousandth."""
        return {
            "model": self.model, "question": self.question, "documents": self.documents, "asked": self.asked,
            "kept": self.kept, "left_out": self.left_out, "proposals": self.proposals, "admitted": self.admitted,
            "prompt_tokens": self.prompt_tokens, "answer_tokens": self.answer_tokens,
            "seconds": round(self.seconds, 3), "failures": dict(sorted(self.failures.items())),
            "refused": dict(sorted(self.refused.items())),
        }  # fmt: skip


class Helper:
    """A server, the answers that were kept, and what the guard needs to know.

    Args:
        actors: the name of each actor by its code.
        units: the unit in which each item is counted.
        timer: seconds from any start, for the record alone.
    """

    def __init__(
        self,
        server: Server,
        cache: Cache,
        *,
        actors: Mapping[str, str],
        units: Mapping[str, str],
        timer: Callable[[], float],
    ) -> None:
        self._server, self._cache, self._timer = server, cache, timer
        self._actors, self._units = actors, units
        self._gone = 0
        self.run = Run(_one_line(server.model))

    def extractor(self, plain: str) -> str:
        """The version of a reading that had this help: that of the reader, with the model and the question."""
        form = f"{self._server.model}\0{QUESTION_VERSION}"
        return f"{plain}{EXTRACTOR_MARK}{hashlib.sha256(form.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"

    def help(
        self, document: Document, leftovers: Sequence[Leftover], taken: Iterable[Span], reread: Reread
    ) -> tuple[tuple[Claim, ...], bool]:
        """The claims that the model points at and the guard lets in, in text order; and whether every passage was
        answered.

        Raises:
            ReadError: answers cannot be kept.
        """
        anchors, claims = list(taken), []
        failed = sum(self.run.failures.values())
        self.run.documents += 1
        self.run.left_out += max(0, len(leftovers) - MOST_PASSAGES)
        rules = Rules(reread, self._units, f"{self.run.model}, question {QUESTION_VERSION}")
        for leftover in leftovers[:MOST_PASSAGES]:
            for proposal in self._proposals(document, leftover):
                made = admit(proposal, leftover, document, rules, anchors)
                if isinstance(made, Claim):
                    claims.append(made)
                    anchors.append(made.anchor)
                    self.run.admitted += 1
                else:
                    self.run.refused[made] += 1
        claims.sort(key=lambda claim: (claim.anchor, claim.kind))
        return tuple(claims), failed == sum(self.run.failures.values())

    def _proposals(self, document: Document, leftover: Leftover) -> list[Any]:
        """What the model proposes on a passage; a failure costs this passage alone."""
        if not figure_words(document.text, leftover) or not leftover.parties:
            return []
        try:
            reply = self._answer(document, leftover)
            proposed = _proposed(reply.content)
        except ServerFault as fault:
            self.run.failures[fault.reason] += 1
            return []
        self.run.proposals += len(proposed)
        return proposed

    def _answer(self, document: Document, leftover: Leftover) -> Reply:
        """The answer that was kept, else the server's, which is kept where it can be read.

        Raises:
            ServerFault: there is none.
        """
        messages, schema = messages_of(document, leftover, self._actors), schema_of(document, leftover)
        key = key_of(self._server.model, QUESTION_VERSION, {"messages": messages, "schema": schema})
        if (kept := self._cache.find(key)) is not None:
            self.run.kept += 1
            return kept
        if self._gone >= _GIVEN_UP:
            raise ServerFault("given_up")
        start = self._timer()
        self.run.asked += 1
        try:
            reply = self._server.ask(messages, schema)
        except ServerFault as fault:
            self._gone = self._gone + 1 if fault.reason in _GONE else 0
            raise
        finally:
            self.run.seconds += self._timer() - start
        self._gone = 0
        self.run.prompt_tokens += reply.prompt_tokens
        self.run.answer_tokens += reply.answer_tokens
        _proposed(reply.content)
        self._cache.keep(key, self._server.model, QUESTION_VERSION, reply)
        return reply


def _proposed(content: str) -> list[Any]:
    """The proposals of an answer, in whatever form each is; of more than there can be numbers, the first."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ServerFault("garbage", "no JSON") from error
    proposed = told.get("claims") if isinstance(told, dict) else None
    if not isinstance(proposed, list):
        raise ServerFault("garbage", "no list of claims")
    return proposed[:100]


def _one_line(name: str) -> str:
    """The name of a model as it can stand in a mark; a path is told by its last part."""
    base = name.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or name
    shown = "".join(sign if sign.isprintable() else "?" for sign in base.encode("utf-8", "replace").decode())
    return " ".join(shown.split())[:_LONGEST_NAME] or "?"
