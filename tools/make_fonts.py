"""Make the fonts of PDF briefs: the signs that the ledger's languages need, out of two free families.

    python tools/make_fonts.py FOLDER_WITH_NOTO_SERIF FOLDER_WITH_NANUM_GOTHIC

Needs fonttools. The sources are Debian's packages fonts-noto-core and fonts-nanum, both under the SIL Open Font
License 1.1. The Korean one reserves its name, so that the part of it that is shipped bears another. Beside the fonts
stands `coverage.txt`, the ranges of signs that one of them has: what lies outside is written as its number.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "src" / "armstrail" / "publishing" / "fonts"
# fmt: off
EUROPE = [(0x20, 0x24F), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F),
          (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x22FF)]
KOREA = [(0x1100, 0x11FF), (0x2190, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x26FF), (0x3000, 0x303F), (0x3130, 0x318F),
         (0x3200, 0x33FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF)]
# fmt: on
KOREAN_NAME = "Brief Hangul"


def cut(source: Path, target: str, ranges: list[tuple[int, int]], name: str | None = None) -> set[int]:
    """The font with the signs of some ranges alone; gives those that it has."""
    options = Options(
        layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "locl"], notdef_outline=True, hinting=False
    )
    options.name_IDs = ["*"]
    font = TTFont(source, recalcTimestamp=False)
    wanted = {sign for first, last in ranges for sign in range(first, last + 1)}
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if name is not None:
        rename(font, name)
    font.save(FONTS / target)
    return wanted & set(font.getBestCmap())


def rename(font: TTFont, name: str) -> None:
    """Another name in every language; who made it and under which licence stays."""
    kept = (0, 7, 8, 9, 11, 12, 13, 14)
    font["name"].names = [record for record in font["name"].names if record.nameID in kept]
    for place, words in ((1, name), (2, "Regular"), (3, f"{name} Regular"), (4, name), (6, name.replace(" ", ""))):
        font["name"].setName(words, place, 3, 1, 0x409)


def ranges_of(signs: set[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for sign in sorted(signs):
        if found and found[-1][1] == sign - 1:
            found[-1] = (found[-1][0], sign)
        else:
            found.append((sign, sign))
    return found


def main() -> None:
    noto, nanum = (Path(each) for each in sys.argv[1:3])
    FONTS.mkdir(exist_ok=True)
    signs: set[int] = set()
    for style in ("Regular", "Bold", "Italic"):
        signs |= cut(noto / f"NotoSerif-{style}.ttf", f"NotoSerif-{style}.ttf", EUROPE)
    signs |= cut(nanum / "NanumGothic.ttf", "BriefHangul-Regular.ttf", KOREA, KOREAN_NAME)
    lines = [f"{first:04X}-{last:04X}" for first, last in ranges_of(signs)]
    (FONTS / "coverage.txt").write_text("\n".join(lines) + "\n", "ascii")


if __name__ == "__main__":
    main()
