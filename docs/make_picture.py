"""Draw the picture in the README: the beginning of the brief on the example corpus, as a terminal shows it.

python docs/make_picture.py          writes docs/brief.svg
"""

from __future__ import annotations

import io
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from armstrail import pipeline
from armstrail.languages import load_packs
from armstrail.ledger import Ledger
from armstrail.publishing import to_terminal
from armstrail.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
WIDTH, LINES = 108, 46
THEME = TerminalTheme(
    (22, 27, 34), (201, 209, 217),
    [(72, 79, 88), (255, 123, 114), (63, 185, 80), (210, 153, 34), (88, 166, 255), (188, 140, 255), (57, 197, 207),
     (177, 186, 196)],
)  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        packs = load_packs(load_vocabulary())
        with Ledger.open(Path(folder) / "dispatches.db", clock=lambda: datetime(2025, 8, 1, tzinfo=UTC)) as ledger:
            pipeline.add([ROOT / "examples" / "dprk-russia" / "documents"], ledger, packs)
            made = pipeline.make_brief(ledger, supplier="KP", recipient="RU")
    page = to_terminal(made.brief, WIDTH, color=True)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi("\n".join(page.split("\n")[:LINES])))
    svg = console.export_svg(title="armstrail brief --supplier KP --recipient RU", theme=THEME, unique_id="brief")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # fonts from the network: a reader has his own
    svg = svg.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace")
    (ROOT / "docs" / "brief.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
