"""``gongpei bench solve``: an instance in, its solution and figures out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from benchmarks import families
from benchmarks.families.registry import FAMILIES
from benchmarks.families.road.evaluate import evaluate
from benchmarks.families.road.sol_file import read_sol
from routing.terminal.exits import Exit

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
SHIPPED = Path(families.__file__).parent / "data"
QUICK = ("--iterations", "2", "--workers", "1")


@pytest.fixture
def instance(tmp_path):
    path = tmp_path / "PDPTWT" / "tiny.txt"
    path.parent.mkdir()
    path.write_text(TEXT, "utf-8")
    (tmp_path / "Results-PDPTWT.txt").write_text(
        "tiny.txt	OPTIMAL	116.0	0	1	by hand\n", "utf-8"
    )
    return path


def solve(*words):
    return CliRunner().invoke(cli.gongpei, ["bench", "solve", *map(str, words)])


def test_an_instance_is_solved_and_its_solution_written(instance, tmp_path):
    out = tmp_path / "new" / "solution.json"
    answer = solve(instance, *QUICK, "--json", "-o", out)
    assert answer.exit_code == Exit.DONE
    found = json.loads(answer.stdout)
    # 50 + 60 + 6; the other vehicle stays where it starts and ends.
    assert (found["cost"], found["best_known"], found["gap_percent"]) == (116, 116, 0)
    assert (found["instance"], found["family"]) == ("tiny", "pdptwt")
    assert (found["feasible"], found["vehicles"], found["seed"]) == (True, 1, 1)
    assert 0 <= found["first_seconds"] <= found["seconds"]
    written = json.loads(out.read_text("utf-8"))
    nodes = [[stop["node"] for stop in route] for route in written["routes"]]
    assert nodes == [[], ["p0", "d0"]]
    assert {**found, "routes": written["routes"]} == written


@pytest.mark.parametrize(
    ("family", "file"),
    [
        ("cvrp", "CVRP/X-n101-k25.vrp"),
        ("vrptw", "VRPTW_Solomon/C101.vrp"),
        ("hfvrp", "HFVRP/X110-HD.vrp"),
        ("sdvrptw", "SDVRPTW/PR01.vrp"),
        ("mtvrptwr", "MTVRPTWR/C201R0.25.vrp"),
    ],
)
def test_routes_that_are_written_are_those_of_the_cost(family, file, tmp_path):
    source, out = SHIPPED / file, tmp_path / "solution.json"
    answer = solve(source, *QUICK, "--json", "-o", out)
    found = json.loads(answer.stdout)
    assert found["family"] == family
    assert answer.exit_code == (Exit.DONE if found["feasible"] else Exit.FINDING)
    # Written as a published solution is, and read as one.
    written = json.loads(out.read_text("utf-8"))
    routes = written["sol_routes"]
    lines = [
        f"Route #{number}: {' '.join(map(str, route))}"
        for number, route in enumerate(routes, 1)
    ]
    sol = tmp_path / "ours.sol"
    sol.write_text("\n".join([*lines, "Cost 1\n"]), "utf-8")
    instance = FAMILIES[family].family.problem(source).instance
    verdict = evaluate(instance, read_sol(sol, instance).solution)
    assert verdict.faults == ()
    assert (verdict.cost, verdict.vehicles) == (found["cost"], found["vehicles"])
    assert sum(map(bool, routes)) == found["vehicles"]
    # The file itself counts from 1, or from 0 in tables of text.
    first = 0 if source.suffix == ".txt" else 1
    homes = range(first, first + len(instance.depots))
    told = [[n for n in row if n not in homes] for row in written["routes"]]
    assert told == [[n + first for n in row if n] for row in routes]
    gap = 100 * (verdict.cost / found["best_known"] - 1)
    assert found["gap_percent"] == pytest.approx(gap)
    assert found["gap_of"] == "cost"


def test_where_vehicles_come_first_the_gap_is_one_of_vehicles(tmp_path):
    source = SHIPPED / "PDPTW_LiLim" / "lc102.txt"
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    rows = "instance,clients,routes,distance,when,who\nlc102,100,8,700,2001,hand\n"
    (tmp_path / "best_known.csv").write_text(rows, "utf-8")
    found = json.loads(solve(path, *QUICK, "--json").stdout)
    # No solution has fewer than ten.
    assert (found["family"], found["gap_of"]) == ("pdptw", "vehicles")
    assert found["best_known_vehicles"] == 8
    gap = 100 * (found["vehicles"] - 8) / 8
    assert found["gap_percent"] == pytest.approx(gap)
    assert found["gap_percent"] >= 25
    answer = solve(path, *QUICK)
    assert "（比车数）" in answer.stdout


def test_a_damaged_file_is_refused_with_its_line(tmp_path):
    source = SHIPPED / "SDVRPTW" / "PR01.vrp"
    path = tmp_path / source.name
    # Line 12 is the fourth row of coordinates.
    path.write_text(source.read_text("utf-8").replace("15.039", "15,039"), "utf-8")
    answer = solve(path, "--json")
    assert answer.exit_code == Exit.INPUT
    (error,) = json.loads(answer.stdout)["errors"]
    assert error["code"] == "INSTANCE_NUMBER"
    assert (error["row"], error["column"]) == (12, "NODE_COORD_SECTION")
    assert error["value"] == "15,039"
    assert "PR01.vrp 第12行“NODE_COORD_SECTION”：不是数字" in answer.stderr


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "tiny（pdptwt）：目标值 116，已知最好 116，相差 +0.00%（比目标值）"),
        ("en", "tiny (pdptwt): cost 116, best known 116, gap +0.00 % (of cost)"),
    ],
)
def test_people_read_one_line(instance, lang, words):
    answer = solve(instance, *QUICK, "--lang", lang)
    assert answer.exit_code == Exit.DONE
    assert answer.stdout.startswith(words)


def test_windows_tell_one_family_with_transfers_from_the_other(instance):
    for line, word in (("	200	", "pdptwt"), ("	300	", "pdpt")):
        instance.write_text(TEXT.replace("	200	", line), "utf-8")
        found = json.loads(solve(instance, *QUICK, "--json").stdout)
        assert found["family"] == word


def test_what_cannot_be_carried_is_a_finding(instance):
    # 10 units do not fit into a vehicle of 9.
    heavy = TEXT.replace("200	9", "200	10").replace("200	-9", "200	-10")
    instance.write_text(heavy, "utf-8")
    answer = solve(instance, *QUICK, "--json")
    assert answer.exit_code == Exit.FINDING
    found = json.loads(answer.stdout)
    assert (found["feasible"], found["unserved"]) == (False, 1)
    assert (found["cost"], found["gap_percent"]) == (None, None)
    answer = solve(instance, *QUICK)
    assert "方案不可行。没有安排 1 处" in answer.stdout


def test_files_that_are_no_instance_are_refused_with_code_and_way_out(instance):
    instance.write_text("a letter\n", "utf-8")
    answer = solve(instance, "--json")
    assert answer.exit_code == Exit.INPUT
    (error,) = json.loads(answer.stdout)["errors"]
    assert (error["code"], error["file"]) == ("INSTANCE_UNKNOWN", "tiny.txt")
    assert "--family" in error["fix"]
    instance.write_text(TEXT.replace("p0	10", "p0	x"), "utf-8")
    answer = solve(instance, "--json")
    (error,) = json.loads(answer.stdout)["errors"]
    assert error["code"] == "INSTANCE_UNREADABLE"
    assert "could not convert string to float: 'x'" in error["message"]
    answer = solve(instance.parent, "--json")
    assert json.loads(answer.stdout)["errors"][0]["code"] == "INSTANCE_UNKNOWN"
    answer = solve(instance, "--family", "pdptwt")
    assert answer.exit_code == Exit.INPUT
    assert "[INSTANCE_UNREADABLE]" in answer.stderr
    answer = solve(instance, "--family", "nothing", "--lang", "en")
    assert answer.exit_code == Exit.INPUT
    assert "there is no such family, now “nothing”" in answer.stderr
    assert "[INSTANCE_FAMILY]" in answer.stderr


def test_a_place_where_nothing_can_be_written_is_refused(instance, tmp_path):
    answer = solve(instance, *QUICK, "-o", instance / "below.json")
    assert answer.exit_code == Exit.INPUT
    assert "怎么改" in answer.stderr


def test_a_configuration_may_name_a_command_inside_the_group(
    instance, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "gongpei.toml"
    file.write_text("seed = 5\n[bench.solve]\niterations = 1\nworkers = 1\n", "utf-8")
    found = json.loads(solve(instance, "--json").stdout)
    assert (found["seed"], found["iterations"]) == (5, 1)
    file.write_text("[bench.solve]\nsite = 'x'\n", "utf-8")
    answer = solve(instance)
    assert answer.exit_code == Exit.INPUT
    assert "“bench.solve.site”不是任何命令的选项" in answer.stderr


def test_large_figures_are_written_out():
    source = SHIPPED / "HFVRP" / "X110-HD.vrp"
    shown = solve(source, *QUICK, "--lang", "en").stdout
    assert "best known 15,859.34, gap +" in shown
    assert "e+" not in shown
