"""Demand of the Yamanashi day: drawn, not observed.

Items of a station are lognormal with median 22 and sigma 0.45, at least 10 and at
most 40; partners share them at random around fixed market shares. A tenth of the
stations gets a few items that may not go on a bus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .fixed import NOT_ON_BUS, ORDINARY, OWNERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instances.csvfile import Cell, Table

SEED = 19_000
MEDIAN, SIGMA, LEAST, MOST = 22.0, 0.45, 10, 40
SHARES = (0.24, 0.20, 0.18, 0.15, 0.13, 0.10)
NOT_ON_BUS_SHARE, PICKUP_SHARE = 0.1, 0.12


def demand(villages: Sequence[str]) -> Table:
    """Return the long table: a row per station, partner and class."""
    rng = np.random.default_rng(SEED)
    drawn = rng.lognormal(np.log(MEDIAN), SIGMA, len(villages))
    totals = np.clip(np.rint(drawn), LEAST, MOST).astype(int)
    some = rng.random(len(villages)) < NOT_ON_BUS_SHARE
    rows: list[tuple[Cell, ...]] = []
    for number, village in enumerate(villages):
        items = rng.multinomial(totals[number], SHARES)
        rows += [
            (village, partner, count, ORDINARY)
            for partner, count in zip(OWNERS, items.tolist(), strict=True)
            if count
        ]
        if some[number]:
            partner = OWNERS[int(rng.integers(len(OWNERS)))]
            rows.append((village, partner, int(rng.integers(1, 5)), NOT_ON_BUS))
    return ("site", "partner", "items", "goods_class"), rows


def pickups(villages: Sequence[str]) -> Table:
    """Return what an eighth of the stations sends: produce, parcels, returns."""
    rng = np.random.default_rng(SEED + 1)
    count = round(PICKUP_SHARE * len(villages))
    chosen = sorted(rng.choice(len(villages), count, replace=False).tolist())
    columns = ("kind", "site", "partner", "goods_class", "items", "kg", "window",
               "to_site", "must")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for turn, number in enumerate(chosen):
        kind = ("produce", "pickup", "returns")[turn % 3]
        partner = OWNERS[int(rng.integers(len(OWNERS)))]
        heavy = kind == "produce"
        items = int(rng.integers(*((4, 13) if heavy else (1, 7))))
        kg = round(items * (4.0 if heavy else 1.5), 1)
        window = "09:00-16:30" if heavy else ""
        must = "是" if kind == "returns" else ""
        rows.append(
            (kind, villages[number], partner, ORDINARY, items, kg, window, "", must)
        )
    return columns, rows
