"""Which names Windows takes (Microsoft, "Naming Files, Paths, and Namespaces")."""

from pathlib import PurePosixPath

import pytest

from portable.names import name_problem, path_problems


@pytest.mark.parametrize(
    "name",
    [
        "派车单_鲁F12345.html",
        "第1版",
        "a b.txt",
        ".part",
        "console.txt",
        "com10",
        "校验.csv",
    ],
)
def test_names_that_windows_takes(name):
    assert name_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "派车单_12:30.html", "a/b", "a\\b", "what?", "a*b", 'a"b', "<a>", "a|b", "a\tb",
        "ends.", "ends ", "con", "NUL.txt", "com1", "Lpt9.html", "aux .csv", "COM¹",
    ],
)  # fmt: skip
def test_names_that_windows_refuses(name):
    assert name_problem(name)


def test_a_path_may_have_259_characters():
    # C:\共配\ has six; 253 more make 259.
    assert path_problems([PurePosixPath("a" * 253)], "C:\\共配\\") == []
    (told,) = path_problems([PurePosixPath("a" * 254)], "C:\\共配")
    assert "260 characters" in told


def test_names_that_differ_in_case_only_are_one_file_on_windows():
    paths = [PurePosixPath("d/Plan.json"), PurePosixPath("d/plan.JSON")]
    (told,) = path_problems(paths, "C:\\共配")
    assert "differ in case only" in told
