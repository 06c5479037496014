"""A report of an internal error holds places, never data."""

from pathlib import Path

import pytest

from routing.terminal.incident import incident_report, masked, write_incident


@pytest.mark.parametrize(
    "secret",
    ["张三", "13812345678", "YT7512345678901", "SF1234567890", "石门镇兴隆街12号"],
)
@pytest.mark.parametrize("frame", ["bad cell {}", "KeyError: '{}'", "got “{}” here"])
def test_nothing_from_a_cell_is_left(secret, frame):
    assert secret not in masked(frame.format(secret))


def test_what_a_developer_needs_is_left():
    assert masked("Expected tw_early <= 86400.") == "Expected tw_early <= ***."
    assert masked("list index out of range") == "list index out of range"


def test_report_names_kind_place_and_cause(tmp_path):
    try:
        try:
            int("13812345678x")
        except ValueError as inner:
            msg = "no row for 王小明"
            raise RuntimeError(msg) from inner
    except RuntimeError as error:
        report = incident_report(error)
        path = write_incident(error, tmp_path / "out" / "demo")
    assert "RuntimeError: no row for ***" in report
    assert "ValueError: " in report
    assert "test_terminal_incident.py:" in report
    assert "13812345678" not in report
    assert "王小明" not in report
    # Folders of the machine hold user names.
    assert str(Path(__file__).parent) not in report
    assert path == tmp_path / "out" / "demo.error.txt"
    assert path.read_text("utf-8") == report


def test_an_unwritable_place_is_no_second_error(tmp_path):
    (tmp_path / "file").write_text("x")
    assert write_incident(ValueError("x"), tmp_path / "file" / "out") is None
