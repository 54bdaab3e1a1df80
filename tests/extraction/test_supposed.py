"""Figures on a condition: each with the goods that its own condition supposes, and with that condition."""

from __future__ import annotations

import pytest
from extraction_makers import Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", '장관은 북한이 러시아에 보낸 컨테이너가 6700개라며 "152mm 포탄이면 300만 발, '
               '122mm 방사포탄이면 50만 발"이라고 설명했다.'),
        ("ko", "북한이 러시아에 보낸 컨테이너는 6700개로, 152mm 포탄으로 가정했을 땐 300만 발, "
               "122mm 방사포탄으로 가정했을 땐 50만 발로 판단된다."),
        ("en", "North Korea sent Russia 6,700 containers. If they were filled with 152mm shells they could hold "
               "3 million, and if with 122mm rockets, 500,000."),
        ("it", "La Corea del Nord ha inviato alla Russia 6.700 container. Se fossero pieni di proiettili da 152 mm "
               "sarebbero 3 milioni, se di razzi da 122 mm 500.000."),
        ("fr", "La Corée du Nord a envoyé 6 700 conteneurs à la Russie. S'ils contenaient des obus de 152 mm, ce "
               "serait 3 millions ; si c'étaient des roquettes de 122 mm, 500 000."),
        ("ru", "КНДР отправила России 6700 контейнеров. Если в них 152-мм снаряды, то их 3 миллиона, если 122-мм "
               "ракеты — 500 тысяч."),
    ],
)  # fmt: skip
def test_each_figure_counts_what_its_condition_supposes(read: Read, lang: str, text: str) -> None:
    claims = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    containers, shells, rockets = sorted(claims, key=lambda claim: claim.anchor.start)
    assert (containers.quantity.low, containers.condition) == (6700, None)
    assert (shells.item, shells.quantity.low) == ("arms.ammunition.artillery", 3_000_000)
    assert (rockets.item, rockets.quantity.low) == ("arms.ammunition.rocket", 500_000)
    assert shells.condition is not None
    assert rockets.condition is not None
    assert shells.condition.end <= shells.anchor.end
    assert shells.condition != rockets.condition
