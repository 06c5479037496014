"""``demo`` and ``explain`` on the packaged Longkou day."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from routing.terminal.exits import Exit


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Plan the example once; return its folder and what was said."""
    folder = tmp_path_factory.mktemp("demo")
    before = Path.cwd()
    os.chdir(folder)
    try:
        answer = run(
            "demo", "--iterations", "5", "--workers", "1", "--picture", "m.svg"
        )
    finally:
        os.chdir(before)
    return folder, answer


def run(*args):
    return CliRunner().invoke(cli.gongpei, [str(arg) for arg in args])


def test_demo_plans_longkou_into_out_demo_in_chinese(demo):
    folder, answer = demo
    assert answer.exit_code == Exit.DONE
    assert "件" in answer.stdout.splitlines()[0]
    assert (folder / "out" / "demo" / "report.html").is_file()
    assert (folder / "m.svg").read_text("utf-8").lstrip().startswith("<svg")
    assert run("check", folder / "out" / "demo").exit_code == Exit.DONE


def test_explain_names_the_way_taken_and_every_other_vehicle(demo):
    folder, _ = demo
    out = folder / "out" / "demo"
    stored = json.loads((out / "plan.json").read_text("utf-8"))
    bag = next(bag for bag in stored["bags"] if bag["origin"] == "LK00")
    site, vehicle = bag["destination"], bag["legs"][0]["vehicle"]
    found = json.loads(run("explain", out, "--site", site, "--json").stdout)
    assert found["site"] == site
    row = next(r for r in found["consignments"] if r["consignment"] in bag["contents"])
    assert vehicle in [way["vehicle"] for way in row["taken"]]
    told = {way["vehicle"] for way in (*row["taken"], *row["others"])}
    assert told == {f"LK-{number:02d}" for number in range(1, 13)}
    for way in row["others"]:
        assert (way["cost_yuan"] is None) != (way["reason"] is None)
    by_name = run("explain", out, "--site", found["name"])
    assert by_name.exit_code == Exit.DONE
    assert by_name.stdout == run("explain", out, "--site", site).stdout
    assert by_name.stdout.startswith(f"{found['name']}（{site}）：\n")
    assert "√" in by_name.stdout


def test_a_site_that_nobody_knows_is_code_2_with_a_suggestion(demo):
    folder, _ = demo
    answer = run("explain", folder / "out" / "demo", "--site", "LK0")
    assert answer.exit_code == Exit.INPUT
    assert "没有站点“LK0”" in answer.stderr
    assert "是不是想写" in answer.stderr
