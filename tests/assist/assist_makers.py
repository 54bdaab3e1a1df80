"""A scripted server that speaks the chat interface, a document with a number that the reader leaves, and a proposal."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from armstrail import pipeline
from armstrail.assist import Cache, Helper, Server, Settings
from armstrail.model.document import Document
from armstrail.vocabulary import load_vocabulary

BEFORE = "Seoul's spies say Pyongyang arms Moscow. Trains from North Korea brought artillery shells to Russia in May."
LEFT = "On the quay 4,200 blivets had been unloaded, a port worker in Rajin said."  # no pack knows the noun
TEXT = f"{BEFORE} {LEFT}"
PROPOSAL = {
    "quote": LEFT, "anchor": "4,200", "kind": "transfer", "supplier": "KP", "recipient": "RU",
    "item": "arms.ammunition.artillery", "status": "delivered", "modality": "alleged",
    "source": "a port worker in Rajin", "source_type": "person",
}  # fmt: skip

Answer = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def document_of(text: str = TEXT, name: str = "quay") -> Document:
    return Document(name, text, "en", "2024-06-01", "The Test")


def chat(content: str, **usage: Any) -> bytes:
    """The body of an answer as servers send it."""
    told = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}]}
    return json.dumps(told | {"usage": {"prompt_tokens": 300, "completion_tokens": 40} | usage}).encode()


def claims(*proposals: object) -> bytes:
    return chat(json.dumps({"claims": list(proposals)}))


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


class Scripted:
    """What a scripted server was asked, and what it answers: bytes, or a function that answers by itself."""

    def __init__(self, answer: bytes | Answer) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.models = [{"id": "scripted"}]
        self.url = ""


@contextmanager
def serving(answer: bytes | Answer) -> Iterator[Scripted]:
    """A server on this machine for as long as a test lasts."""
    script = Scripted(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            send(self, json.dumps({"data": script.models}).encode())

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.asked.append(asked)
            script.keys.append(self.headers.get("Authorization"))
            with suppress(ConnectionError):  # who asked may have hung up
                if callable(script.answer):
                    script.answer(self, asked)
                else:
                    send(self, script.answer)

        def log_message(self, *_: Any) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


def helper_at(
    url: str, cache: Path, *, model: str = "scripted", timeout: float = 20.0, key: str | None = None
) -> Helper:
    vocabulary = load_vocabulary()
    names = {code: actor.name for code, actor in vocabulary.actors.items()}
    ticks = iter(range(10**9))
    server = Server(Settings(url, model, timeout, key))
    return Helper(server, Cache(cache), actors=names, units=vocabulary.items, timer=lambda: float(next(ticks)))


def read(document: Document, helper: Helper) -> Any:
    return pipeline.read_with_help(document, pipeline.shipped_packs(), helper)
