"""Instances are chosen by position and size, whatever the results."""

import pytest

from benchmarks.field_groups import (
    GROUPS,
    Group,
    county,
    customers,
    evenly,
    files_of,
    names_of,
)


@pytest.mark.parametrize(
    ("count", "chosen"),
    [
        # Positions 0, 2, 4, 6, 8, 10 of 11.
        (11, [0, 2, 4, 6, 8, 10]),
        # 19 / 5 = 3.8 apart: 0, 3.8, 7.6, 11.4, 15.2, 19.
        (20, [0, 4, 8, 11, 15, 19]),
        # 6 / 5 = 1.2 apart: 0, 1.2, 2.4, 3.6, 4.8, 6.
        (7, [0, 1, 2, 4, 5, 6]),
        (6, [0, 1, 2, 3, 4, 5]),
        (3, [0, 1, 2]),
    ],
)
def test_six_at_even_distances(count, chosen):
    assert evenly(range(count), 6) == chosen


def instance(folder, name, dimension):
    """Write as much of an instance as choosing reads."""
    text = f"NAME : {name}\nTYPE : CVRP\nDIMENSION : {dimension}\nNODE_COORD_SECTION\n"
    (folder / f"{name}.vrp").write_text(text, "utf-8")


def test_files_of_a_group_in_order_of_name_and_within_its_size(tmp_path):
    (tmp_path / "X").mkdir()
    for name, dimension in (("b", 451), ("c", 452), ("a", 20), ("d", 30)):
        instance(tmp_path / "X", name, dimension)
    group = Group(title="", family="cvrp", folder="X", most=450)
    # A dimension counts the depot: 451 is 450 customers.
    assert [path.stem for path in files_of(group, tmp_path)] == ["a", "b", "d"]
    assert [path.stem for path in files_of(group, tmp_path, 2)] == ["a", "d"]


def test_a_file_that_does_not_say_its_size_is_refused(tmp_path):
    file = tmp_path / "a.vrp"
    file.write_text("NAME : a\n", "utf-8")
    with pytest.raises(ValueError, match=r"a\.vrp has no DIMENSION"):
        customers(file)


def test_county_days_are_named_by_size_and_seed(tmp_path):
    assert names_of("county-R", tmp_path) == ["R1", "R2"]
    assert names_of("county-XL", tmp_path) == ["XL1"]
    assert [GROUPS[name].size for name in GROUPS if name.startswith("county")] == [
        "S", "R", "L", "XL",
    ]  # fmt: skip


def test_an_unknown_size_is_refused():
    with pytest.raises(ValueError, match="Expected a size of S, R, L, XL, got Q"):
        county("county-Q", "Q", 1)
