"""Requirements are weighed for Windows, whatever system asks."""

import pytest

from portable.resolve import ResolveError, Wheel, reached, unmet, windows_requirements

TABLES = Wheel(
    name="tables",
    version="3.1",
    sha256="0" * 64,
    requires=(
        "zones>=2024",
        'fastloop>=1; platform_system != "Windows"',
        'plots; extra == "plots"',
        'backport; python_version < "3.12"',
    ),
)
ZONES = Wheel(name="zones", version="2026.6", sha256="1" * 64)


def test_a_need_of_windows_alone_is_missed():
    # Asked on Linux, pip brings fastloop and leaves zones out.
    assert unmet(["tables"], {"tables": TABLES}, "3.12") == ["zones>=2024"]
    assert unmet(["tables"], {"tables": TABLES, "zones": ZONES}, "3.12") == []


def test_what_only_other_systems_need_is_not_reached():
    found = {"tables": TABLES, "zones": ZONES}
    assert sorted(reached(["tables>=3"], found, "3.12")) == ["tables", "zones"]
    assert "backport" in reached(["tables"], found, "3.11")


def test_a_version_that_does_not_fit_is_told():
    old = Wheel(name="zones", version="2023.1", sha256="1" * 64)
    told = unmet(["tables", "zones"], {"tables": TABLES, "zones": old}, "3.12")
    assert told == ["zones>=2024"]


def test_extras_are_refused_aloud():
    with pytest.raises(ResolveError, match="Extras"):
        windows_requirements(["requests[socks]"], "3.12")
