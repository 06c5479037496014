"""Wheels are unpacked where they belong, and only as their RECORD says."""

import zipfile

import pytest
from windows_parts import wheel

from portable.unpack import WheelError, unpack_wheel


@pytest.fixture
def folders(tmp_path):
    return tmp_path / "site", tmp_path / "python"


def test_each_part_goes_to_its_place(tmp_path, folders):
    site, prefix = folders
    made = wheel(
        tmp_path,
        "thing",
        {
            "thing/__init__.py": b"x = 1\n",
            "thing-1.0.data/purelib/other.py": b"y = 2\n",
            "thing-1.0.data/data/runtime.dll": b"MZ",
            "thing-1.0.data/data/Scripts/runtime.dll": b"MZ",
            "thing-1.0.data/scripts/thing": b"#!python",
            "thing-1.0.data/headers/thing.h": b"",
        },
    )
    unpack_wheel(made, site, prefix)
    written = sorted(
        path.relative_to(tmp_path).as_posix()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    )
    assert written == [
        "python/runtime.dll",
        "site/other.py",
        "site/thing-1.0.dist-info/RECORD",
        "site/thing/__init__.py",
    ]


def test_a_file_that_differs_from_the_record_is_refused(tmp_path, folders):
    made = wheel(tmp_path, "thing", {"thing.py": b"x = 1\n"})
    changed = tmp_path / "changed.whl"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, b"x = 2\n" if info.filename == "thing.py" else data)
    with pytest.raises(WheelError, match=r"thing.py differs from its RECORD"):
        unpack_wheel(changed, *folders)


def test_a_file_that_the_record_lacks_is_refused(tmp_path, folders):
    made = wheel(tmp_path, "thing", {"thing.py": b"", "more.py": b""}, ["more.py"])
    with pytest.raises(WheelError, match=r"more.py is not in its RECORD"):
        unpack_wheel(made, *folders)


@pytest.mark.parametrize("name", ["../out.py", "/out.py", "a-1.0.data/data/../../o.py"])
def test_nothing_is_written_outside(tmp_path, folders, name):
    with pytest.raises(WheelError, match="outside its folder"):
        unpack_wheel(wheel(tmp_path, "thing", {name: b""}), *folders)


def test_no_wheel_writes_over_another(tmp_path, folders):
    unpack_wheel(wheel(tmp_path, "one", {"shared.py": b"1"}), *folders)
    unpack_wheel(wheel(tmp_path, "same", {"shared.py": b"1"}), *folders)
    with pytest.raises(WheelError, match=r"overwrite shared.py"):
        unpack_wheel(wheel(tmp_path, "two", {"shared.py": b"2"}), *folders)
