"""A planned day that the commands on a finished plan are tried on."""

import os
import shutil

import pytest
from features.bus_day import write_bus_day
from features.planned_day import plan, write_day


@pytest.fixture(scope="session")
def planned(tmp_path_factory):
    """Return a folder with ``day`` and its plan in ``out``; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("planned")
    plan(write_day(folder / "day"), folder / "out")
    return folder


@pytest.fixture
def out(planned, tmp_path, monkeypatch):
    """Return a copy of the plan, in a working folder without a configuration."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("GONGPEI_"):
            monkeypatch.delenv(name)
    shutil.copytree(planned / "out", tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def bus_day_folder(tmp_path, monkeypatch):
    """Work beside the folder ``day``, which holds the day of one bus line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "day").mkdir()
    write_bus_day(tmp_path / "day")
