"""The command: it runs what is not done, judges it, and makes the table."""

import json
from dataclasses import dataclass

import pytest
from line_days import TWO_SIDES, TWO_VANS, line_day

from benchmarks.families.family import BestKnown, Translation, Verdict
from benchmarks.field import Field, main, run_field
from benchmarks.field_groups import Subject
from benchmarks.field_run import Arena, Turn, points_of, thinned
from benchmarks.peers.peer import Answer

TURN = Turn(seconds=0.2, seed=1, cores=1)


@dataclass(frozen=True, slots=True)
class Line:
    """The problem of two sides, whose optimum is 80 cents; its unit is 10 cents."""

    name: str = "line"

    @property
    def best(self):
        """Both sides there and back."""
        return BestKnown(cost=8.0, source="by hand")

    @property
    def translation(self):
        """The day and its unit."""
        day, travel = line_day(TWO_SIDES, TWO_VANS)
        return Translation(day=day, travel=travel, cents_per_unit=10)

    def judged(self, plan):
        """Count a whole plan."""
        assert not plan.unserved
        return Verdict(cost=plan.cost_cents / 10, vehicles=len(plan.routes))

    def told(self, plan):
        """Tell who drives."""
        return {"routes": [route.vehicle for route in plan.routes]}


@dataclass(frozen=True, slots=True)
class Scripted:
    """A peer that hands in what it was told to."""

    routes: list | None
    essence_of: str = ""
    name: str = "scripted"
    package: str = "numpy"
    varies: bool = False

    def not_expressed(self, problem):
        """Leave nothing out."""
        return ()

    def essence(self, problem):
        """Name what it was told to."""
        return self.essence_of

    def search(self, problem, order):
        """Answer at once."""
        order.began()
        return Answer(routes=self.routes, curve=((0.1, 120.0),))


@pytest.fixture
def arena():
    line = Line()
    return Arena(
        Subject(group="cvrp", name="line", translation=line.translation, problem=line)
    )


def test_our_search_is_a_row_with_its_curve(arena):
    row = arena.ours(TURN)
    assert (row.solver, row.cost, row.best, row.whole) == ("gongpei", 8.0, 8.0, True)
    assert row.curve[-1][1] == 8.0
    assert row.villages == 4


def test_routes_of_a_peer_are_judged_as_they_are(arena):
    # B and A on the right, then both on the left, one vehicle each: 80 m.
    row = arena.peers(Scripted([[3, 1], [7, 5]]), TURN)
    assert (row.cost, row.vehicles, row.inserted, row.whole) == (8.0, 2, 0, True)
    assert row.curve == ((0.1, 12.0, None),)


@pytest.mark.parametrize(
    ("peer", "said"),
    [
        (Scripted(None), "found no routes"),
        (Scripted([[1], [1]]), "answered nonsense: visit 1 is made twice"),
    ],
)
def test_nothing_and_nonsense_are_shown(arena, peer, said):
    row = arena.peers(peer, TURN)
    assert (row.trouble, row.cost, row.whole) == (said, None, False)


def test_without_the_essence_a_peer_is_not_run(arena):
    row = arena.peers(Scripted([[99]], essence_of="several tours"), TURN)
    assert (row.essence, row.trouble, row.cost) == ("several tours", "", None)


def test_what_is_done_is_not_done_again(tmp_path):
    given = Field(
        groups=("county-S",),
        peers=(Scripted([]),),
        seeds=(1, 2),
        seconds=0.2,
        cores=1,
        data=tmp_path,
    )
    done = {
        ("county-S", name, "gongpei", seed, 0.2)
        for name in ("S1", "S2")
        for seed in (1, 2)
    }
    done.add(("county-S", "S1", "scripted", 1, 0.2))
    # Of ours nothing is left; the peer does not vary, so that one seed is enough.
    (row,) = run_field(given, done)
    assert (row.instance, row.solver, row.seed) == ("S2", "scripted", 1)
    assert row.trouble == "answered nonsense: 0 routes for 5 vehicles"


def test_a_curve_is_told_in_vehicles_where_a_price_stands_in():
    day, travel = line_day(TWO_SIDES, TWO_VANS)
    translation = Translation(
        day=day, travel=travel, cents_per_unit=10, stand_in_cents=1000, offset=5.0
    )
    # 2,340 cents are two vehicles and 340 cents: 34 units, and 5 that all have.
    assert points_of(((1.5, 2340),), translation) == ((1.5, 39.0, 2),)


def test_a_long_curve_is_thinned_and_keeps_its_end():
    curve = tuple((float(n), 100.0 - n) for n in range(10))
    # Every third from the end: 9, 6, 3, 0.
    assert [second for second, _ in thinned(curve, 4)] == [0.0, 3.0, 6.0, 9.0]
    assert thinned((), 4) == ()


def test_no_instances_is_a_usage_error(tmp_path, capsys):
    words = ["--families", "cvrp", "--folder", str(tmp_path), "--out"]
    assert main([*words, str(tmp_path / "rows.jsonl")]) == 2
    assert "No instances of cvrp" in capsys.readouterr().err


def test_a_page_without_a_place_is_found_before_the_run(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("nothing\n", "utf-8")
    words = ["--families", "county-S", "--out", str(tmp_path / "rows.jsonl")]
    assert main([*words, "--write", str(page)]) == 2
    assert "peers-table" in capsys.readouterr().err


def test_a_county_is_run_written_down_and_put_into_pages(tmp_path):
    page, out = tmp_path / "page.md", tmp_path / "rows.jsonl"
    page.write_text("<!-- peers-table -->\n<!-- /peers-table -->\n", "utf-8")
    words = ["--families", "county-S", "--seeds", "1", "--seconds", "0.5"]
    words += ["--cores", "1", "--out", str(out), "--write", str(page)]
    assert main(words) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(row["instance"], row["villages"]) for row in rows] == [
        ("S1", 40),
        ("S2", 40),
    ]
    assert all(not row["violations"] and not row["faults"] for row in rows)
    assert "County S, 40 villages | 0.00 %" in page.read_text("utf-8")
    # All done: nothing runs again, the table is made from what is there.
    assert main(words) == 0
    assert len(out.read_text("utf-8").splitlines()) == 2
