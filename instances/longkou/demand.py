"""Demand of the Longkou day: drawn from published averages, not observed.

Items of a village are lognormal with median 40 and sigma 0.8 (parcels per
village and day in published county figures: 42, 46); partners share them at
random around fixed market shares. About one item in sixteen is chilled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .fixed import BULKY, CHILLED, ORDINARY, PARTNERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instances.csvfile import Cell, Table

SEED = 37681
MEDIAN, SIGMA = 40.0, 0.8
SHARES = (0.24, 0.20, 0.18, 0.15, 0.13, 0.10)
CHILLED_VILLAGES, CHILLED_SHARE = 0.25, 0.25
BULKY_VILLAGES = 6
PICKUP_SHARE = 0.2


def demand(villages: Sequence[str]) -> Table:
    """Return the wide table: a row per village and class, a column per partner."""
    rng = np.random.default_rng(SEED)
    totals = np.maximum(np.rint(rng.lognormal(np.log(MEDIAN), SIGMA, len(villages))), 3)
    cold = rng.random(len(villages)) < CHILLED_VILLAGES
    bulky = rng.choice(len(villages), BULKY_VILLAGES, replace=False).tolist()
    rows: list[tuple[Cell, ...]] = []
    for number, village in enumerate(villages):
        items = rng.multinomial(int(totals[number]), SHARES)
        chilled = rng.binomial(items, CHILLED_SHARE) if cold[number] else 0 * items
        rows.append(_row(village, ORDINARY, items - chilled))
        if chilled.any():
            rows.append(_row(village, CHILLED, chilled))
        if number in bulky:
            rows.append(_row(village, BULKY, rng.multinomial(2, SHARES)))
    return ("site", "goods_class", *PARTNERS), rows


def _row(village: str, goods: str, items: np.ndarray) -> tuple[Cell, ...]:
    return village, goods, *(int(n) if n else "" for n in items)


def pickups(villages: Sequence[str]) -> Table:
    """Return what a fifth of the villages sends: produce, parcels, returns."""
    rng = np.random.default_rng(SEED + 1)
    count = round(PICKUP_SHARE * len(villages))
    chosen = sorted(rng.choice(len(villages), count, replace=False).tolist())
    columns = ("kind", "site", "partner", "goods_class", "items", "kg", "window",
               "to_site", "must")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for turn, number in enumerate(chosen):
        site, partner = villages[number], f"P{1 + int(rng.integers(4))}"
        kind = ("produce", "pickup", "returns")[turn % 3]
        items = (
            int(rng.integers(4, 16)) if kind == "produce" else int(rng.integers(1, 7))
        )
        kg = items * 5 if kind == "produce" else round(items * 1.5, 1)
        window = "10:00-17:00" if kind == "produce" else ""
        must = "是" if kind == "returns" else ""
        rows.append((kind, site, partner, ORDINARY, items, kg, window, "", must))
    return columns, rows
