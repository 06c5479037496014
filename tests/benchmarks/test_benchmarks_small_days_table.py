"""The table of days compared with the exact oracle, and what it says of them."""

from benchmarks.record import Setting
from benchmarks.small_days_compare import Compared, Verdict
from benchmarks.small_days_table import small_days_table

SETTING = Setting(
    command="python -m benchmarks.small_days_compare",
    commit="abc1234",
    versions={"ortools": "9.15"},
    machine={
        "system": "Linux", "processor": "x86_64", "cores": 2, "memory_mib": 24_000,
    },
)  # fmt: skip


def day(seed, verdict, plan_cents, plan_left=(0, 0, 0), violations=()):
    return Compared(
        seed=seed, proof="optimal", cents=10_000, least_cents=10_000, left=(0, 0, 0),
        seconds=float(seed), plan_cents=plan_cents, plan_left=plan_left,
        violations=(), plan_violations=violations, verdict=verdict.value,
    )  # fmt: skip


def test_days_that_are_not_equal_are_listed_and_counted():
    rows = [
        day(1, Verdict.EQUAL, 10_000),
        day(2, Verdict.DEARER, 10_125),
        day(3, Verdict.LEAVES_MORE, 9_000, plan_left=(0, 3, 0)),
        day(4, Verdict.EQUAL, 10_000),
    ]
    text = small_days_table(rows, SETTING, 0.2)
    assert "| 2 | optimal | 10,000 | 10,125 | +1.25 % | the same | dearer |" in text
    assert "| (0, 3, 0) for (0, 0, 0) | leaves_more |" in text
    assert "| 1 |" not in text
    assert "| 4 |" not in text
    # 2 of 4; seconds 1 to 4 have the median 2.5.
    assert "4 days, 2 plans equal the oracle's (50.0 %)" in text
    assert "at most 1.25 % dearer" in text
    assert "4 optimal, 0 few_halts, 0 bound; median 2.5 s" in text
    assert "Violations on 0 days" in text
    assert "at commit abc1234 on Linux x86_64, 2 cores" in text


def test_what_must_not_be_is_said():
    rows = [
        day(7, Verdict.BEATS, 9_900),
        day(8, Verdict.EQUAL, 10_000, violations=("T1_WINDOW",)),
    ]
    text = small_days_table(rows, SETTING, 0.0)
    assert "BELOW the proved optimum on 7." in text
    assert "Violations on 1 days" in text
