"""Runner and table of the families."""

import json
from dataclasses import replace

import pytest

from benchmarks import families_run, families_solve
from benchmarks.families.best_known import best_in_tables
from benchmarks.families.family import problems
from benchmarks.families.registry import FAMILIES
from benchmarks.families_record import FamilyRow
from benchmarks.families_table import family_summary, family_table
from benchmarks.record import Setting

ROW = FamilyRow(
    name="a1", cost=102.0, vehicles=3, plan_cost=102.0, best=100.0,
    best_vehicles=None, best_source="paper",
    proved=False, parcels=5, unserved=0, violations=0, faults=(), remarks=(),
    not_expressed=(), first_plan_seconds=0.5, seconds=30.04, iterations=99,
    load_average=0.4,
)  # fmt: skip
SETTING = Setting(
    command="python -m benchmarks.families_run --family 2e",
    commit="abc1234",
    versions={"ortools": "9.15"},
    machine={"system": "Linux", "processor": "x86_64", "cores": 2, "memory_mib": 8000},
)
# One request on a line; v1 at 60 fetches it at 10, brings it to 70, ends at 64.
TEXT = """nr	nv	nt	capacity
1	2	1	9

node	x	y	a	b	load
p0	10	0	0	200	9
d0	70	0	0	200	-9
o0	0	0	0	300	0
o1	60	0	0	300	0
e0	0	0	0	300	0
e1	64	0	0	300	0
t0	30	90	0	300	0
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "PDPTWT").mkdir()
    (tmp_path / "PDPTWT" / "tiny.txt").write_text(TEXT, "utf-8")
    (tmp_path / "Results-PDPTWT.txt").write_text(
        "tiny.txt	OPTIMAL	116.0	0	1	by hand\n", "utf-8"
    )
    return tmp_path


def run(folder, *words):
    given = ["--folder", str(folder), "--iterations", "2", "--workers", "1", *words]
    return families_run.main(["--family", "pdptwt", *given])


def test_instance_is_planned_judged_and_written_down(folder, capsys):
    table, out = folder / "new" / "table.md", folder / "rows.jsonl"
    page = folder / "page.md"
    marks = "<!-- families-pdptwt -->\nstale words\n<!-- /families-pdptwt -->\n"
    page.write_text(marks, "utf-8")
    words = ["-o", str(table), "--out", str(out), "--write", str(page)]
    words += ["--solutions", str(folder / "told")]
    assert run(folder, *words) == families_run.FINE
    told = json.loads((folder / "told" / "tiny.json").read_text("utf-8"))
    nodes = [[stop["node"] for stop in route] for route in told["routes"]]
    assert nodes == [[], ["p0", "d0"]]
    row = json.loads(out.read_text("utf-8"))
    # 50 + 60 + 6; the other vehicle stays where it starts and ends.
    assert (row["cost"], row["plan_cost"], row["best"]) == (116.0, 116.0, 116.0)
    assert (row["violations"], row["faults"], row["unserved"]) == (0, [], 0)
    assert row["parameters"]["family"] == "pdptwt"
    text = table.read_text("utf-8")
    assert "| tiny | 1 | 116.00 | 116.00 (proved) | 1.0000 | 0 of 1 | 0 |" in text
    assert "1 of 1 reached (100.0 %), none beaten" in text
    assert text in page.read_text("utf-8")
    assert "stale words" not in page.read_text("utf-8")
    assert text in capsys.readouterr().out


def test_what_cannot_be_planned_is_a_finding(folder):
    tight = TEXT.replace("d0	70	0	0	200", "d0	70	0	0	60")
    (folder / "PDPTWT" / "tiny.txt").write_text(tight, "utf-8")
    table = folder / "table.md"
    assert run(folder, "-o", str(table)) == families_run.FINDING
    text = table.read_text("utf-8")
    assert "| tiny |  |  | 116.00 (proved) |  | 1 of 1 | 0 |" in text
    assert "0 of 1 instances planned whole" in text


def test_one_failure_does_not_lose_the_others(folder, monkeypatch, capsys):
    (folder / "PDPTWT" / "alas.txt").write_text(TEXT, "utf-8")
    plan_day = families_solve.plan_day

    def plan_but_first(day, travel, budget, progress):
        if not asked:
            asked.append(day)
            msg = "out of | luck"
            raise KeyError(msg)
        return plan_day(day, travel, budget, progress)

    asked = []
    monkeypatch.setattr(families_solve, "plan_day", plan_but_first)
    table = folder / "table.md"
    assert run(folder, "-o", str(table)) == families_run.FINDING
    text = table.read_text("utf-8")
    assert "| 1 of 1 | 0 | planning failed: KeyError: 'out of / luck' |" in text
    assert "| tiny | 1 | 116.00 |" in text
    assert "Traceback" in capsys.readouterr().err


def test_mistakes_are_told_before_the_long_run(folder, capsys):
    assert run(folder, "--only", "none*") == families_run.USAGE
    assert "No instances of pdptwt" in capsys.readouterr().err
    page = folder / "page.md"
    page.write_text("no place\n", "utf-8")
    assert run(folder, "--write", str(page)) == families_run.USAGE
    assert "families-pdptwt" in capsys.readouterr().err


def test_every_family_has_a_folder_of_its_own_format(tmp_path):
    for entry in FAMILIES.values():
        assert list(problems(entry.family, tmp_path, "*")) == []
        assert entry.family.title
        assert entry.folders


def test_summary_counts_and_means():
    rows = [
        ROW,
        replace(ROW, name="a2", cost=99.0),
        replace(ROW, name="a3", cost=100.000_5),
        replace(ROW, name="a4", cost=None, unserved=2),
        replace(ROW, name="a5", cost=90.0, faults=("truck 0: load 9 of 8",)),
        replace(ROW, name="a6", cost=90.0, violations=1),
    ]
    [words] = family_summary(rows)
    # (1.02 + 0.99 + 1.000005) / 3 = 1.003335
    assert words == (
        "3 of 6 instances planned whole and without a fault; mean of cost over best "
        "known on 3 of them 1.0033 (gap 0.33 %); 1 equal it, 1 are below, 1 above."
    )
    table = family_table(rows, SETTING)
    assert "| a4 | 3 |  | 100.00 |  | 2 of 5 | 0 |  | 30.0 |  |" in table
    assert "| a5 | 3 | 90.00 | 100.00 |  | 0 of 5 | 0 | truck 0: load 9 of 8 |" in table
    assert "commit abc1234 on Linux x86_64, 2 cores, 8000 MiB" in table
    assert "load average up to 0.4" in table


def test_proved_optima_are_counted_by_themselves():
    proved = replace(ROW, proved=True)
    rows = [
        ROW,
        replace(proved, cost=100.001),
        replace(proved, name="b2", cost=99.0),
        replace(proved, cost=None),
    ]
    words = family_summary(rows)[1]
    assert words == "Proved optima: 1 of 3 reached (33.3 %), BEATEN on b2."
    rows[2] = replace(rows[2], remarks=("vehicle 0 is at t0 2 times",))
    assert family_summary(rows)[1] == (
        "Proved optima: 1 of 3 reached (33.3 %), none beaten. "
        "Below it in a way that the published model does not know: b2."
    )
    unsaid = replace(ROW, not_expressed=("a limit",))
    assert family_summary([unsaid, unsaid])[-1] == (
        "What a day does not express: a limit."
    )


def test_where_vehicles_come_first_costs_are_compared_at_the_same_number():
    known = replace(ROW, best_vehicles=3)
    rows = [
        known,
        replace(known, name="a2", vehicles=4, cost=90.0),
        replace(known, name="a3", vehicles=2, cost=130.0),
        replace(known, name="a4", vehicles=None, cost=None, unserved=1),
    ]
    # 2 % dearer at the same number; then a third more, a third fewer vehicles.
    assert [row.ratio for row in rows] == [1.02, None, None, None]
    gaps = [row.gap_percent for row in rows[:3]]
    assert gaps == pytest.approx([2, 100 / 3, -100 / 3])
    assert rows[3].gap_percent is None
    assert family_summary(rows)[1] == (
        "Vehicles, which come first: 9 where the best known have 9; "
        "more on 1 of 3 instances, fewer on 1."
    )
    assert "| a2 | 4 | 90.00 | 3 vehicles, 100.00 |  | 0 of 5 |" in family_table(
        rows, SETTING
    )


def test_best_known_values_stand_in_tables_of_several_kinds(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    one, two, three = (folder / name for name in ("p01", "pr02.txt", "lc1.txt"))
    rows = "Instance Name,BKS\nbenchmark/MDPVRP/pr02,350.5\nbench/PVRP/p01,524.61\n"
    (tmp_path / "BKS.csv").write_text(rows, "utf-8")
    assert best_in_tables(one).cost == 524.61
    assert best_in_tables(two).cost == 350.5
    assert best_in_tables(two).source == "BKS.csv"
    assert best_in_tables(three) is None
    (tmp_path / "results.csv").write_text("name,value\nlc1,-\nlc1,nan\n", "utf-8")
    assert best_in_tables(three) is None
    rows = "instance,clients,routes,distance,when,who\nLC1,100,10,828.9,2001,L\n"
    (folder / "best_known.csv").write_text(rows, "utf-8")
    best = best_in_tables(three)
    assert (best.cost, best.vehicles, best.source) == (828.9, 10, "L")
    # The table in its own folder stands before the one above.
    (folder / "results.csv").write_text("name,cost\np01,520\n", "utf-8")
    assert best_in_tables(one).cost == 520


def test_no_file_is_an_empty_table(tmp_path):
    assert best_in_tables(tmp_path / "none.dat") is None
