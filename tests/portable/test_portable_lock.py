"""The pinned wheels: whole, hashed, and what the project asks for."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from portable.lock import LOCK_FILE, lock_text, problems, read_lock, wanted
from portable.platform import PYTHONS
from portable.resolve import ResolveError, Wheel

PINS = read_lock(LOCK_FILE.read_text("utf-8"))
COMPILED = ("numpy", "pandas", "numba", "llvmlite", "ortools", "python-calamine")


@pytest.mark.parametrize("text", wanted())
def test_every_requirement_of_the_project_is_pinned_to_a_version_that_fits(text):
    requirement = Requirement(text)
    version, _ = PINS[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


def test_every_pin_has_a_hash_and_compiled_ones_one_for_each_python():
    for name, (version, hashes) in PINS.items():
        assert re.fullmatch(r"[\w.]+", version), name
        assert hashes, name
    for name in COMPILED:
        assert len(PINS[name][1]) == len(PYTHONS), name


def test_what_only_windows_needs_is_there():
    # pandas asks for tzdata on Windows alone, the C++ runtime nobody asks for.
    assert {"tzdata", "msvc-runtime"} <= set(PINS)


def pinned(name, version="1.0", sha="a"):
    return Wheel(name=name, version=version, sha256=sha * 64)


def test_the_file_reads_back_as_it_was_written():
    text = lock_text(
        {
            "3.11": {"b": pinned("b", sha="1"), "a": pinned("a")},
            "3.12": {"b": pinned("b", sha="2")},
        }
    )
    assert read_lock(text) == {
        "a": ("1.0", frozenset({"a" * 64})),
        "b": ("1.0", frozenset({"1" * 64, "2" * 64})),
    }
    assert text.index("a==1.0") < text.index("b==1.0")


def test_two_versions_of_one_package_are_refused():
    with pytest.raises(ResolveError, match="several versions"):
        lock_text({"3.11": {"b": pinned("b")}, "3.12": {"b": pinned("b", "2.0")}})


def test_a_lock_that_lacks_a_package_or_holds_another_file_is_told():
    found = {name: pinned(name, version) for name, (version, _) in PINS.items()}
    found["stray"] = pinned("stray")
    told = "\n".join(problems({**PINS, "stray": ("1.0", frozenset())}, found, "3.12"))
    assert "numpy 2.4.6: the wheel has another hash" in told
    assert "stray is pinned and not needed" in told
    del found["click"]
    told = "\n".join(problems(PINS, found, "3.12"))
    assert "click>=8.3 is not met by the lock" in told
