"""A folder built from small parts, with a stand-in for Python, and looked through."""

import hashlib
import tomllib
from fnmatch import fnmatch

import pytest
from windows_parts import program_file, stand_in_for_python, wheel

from portable.build import RUN_ON_THE_PC, SEARCHED, BuildError, Parts, build, python_zip
from portable.examine import examine
from portable.platform import PYTHON_SHA256, PYTHON_ZIP, ROOT
from portable.starters import NOTICE, STARTERS

NATIVE = "fast/_core.cp312-win_amd64.pyd"


@pytest.fixture
def parts(tmp_path):
    native = program_file("python312.dll", "helper.dll", "MSVCP140.dll", "WS2_32.dll")
    wheels = (
        wheel(
            tmp_path, "fast", {NATIVE: native, "fast/.libs/helper.dll": program_file()}
        ),
        wheel(tmp_path, "run", {"run-1.0.data/data/msvcp140.dll": program_file()}),
    )
    return Parts(python_zip=stand_in_for_python(tmp_path), wheels=wheels)


def test_the_folder_is_whole(tmp_path, parts):
    folder = build(tmp_path / "县 中心", parts)
    assert folder.name == "共配"
    assert examine(folder) == []
    assert (folder / "app" / "python" / "python312._pth").read_bytes() == (
        SEARCHED.replace("\n", "\r\n").encode()
    )
    assert (folder / "app" / "site-packages" / NATIVE).is_file()
    for name in RUN_ON_THE_PC:
        copied = folder / "app" / "site-packages" / "portable" / name
        assert copied.read_bytes() == (ROOT / "portable" / name).read_bytes()


def test_a_starter_is_ascii_with_line_ends_of_windows_and_keeps_its_window(
    tmp_path, parts
):
    folder = build(tmp_path / "out", parts)
    assert sorted(path.stem for path in folder.glob("*.bat")) == sorted(STARTERS)
    for name, action in STARTERS.items():
        data = (folder / f"{name}.bat").read_bytes()
        assert data.isascii()
        assert data.count(b"\n") == data.count(b"\r\n")
        lines = data.decode("ascii").splitlines()
        assert lines[-1] == "pause"
        assert f'"%PY%" -m portable.start {action} %*' in lines
    notice = (folder / "app" / NOTICE).read_bytes()
    assert notice.startswith(b"\xef\xbb\xbf")


def test_an_older_folder_is_not_written_over(tmp_path, parts):
    build(tmp_path, parts)
    with pytest.raises(BuildError, match="already"):
        build(tmp_path, parts)


def break_nothing_brought(folder):
    (folder / "app" / "python" / "msvcp140.dll").unlink()
    return "asks for msvcp140.dll, which nobody brings"


def break_linux(folder):
    (folder / "app" / "site-packages" / "fast" / "_core.so").write_bytes(b"\x7fELF..")
    return "a program of Linux"


def break_machine(folder):
    file = folder / "app" / "site-packages" / "fast" / "arm.dll"
    file.write_bytes(program_file(machine=0xAA64))
    return "another machine"


def break_name(folder):
    (folder / "app" / "site-packages" / "aux.py").write_bytes(b"")
    return "name of a device"


def break_length(folder):
    place = folder / "app" / ("d" * 125) / ("e" * 125)
    place.mkdir(parents=True)
    (place / "f.txt").write_bytes(b"")
    return "characters below"


def break_starter(folder):
    (folder / "开始排线.bat").unlink()
    return "开始排线.bat is missing"


@pytest.mark.parametrize(
    "damage",
    [
        break_nothing_brought, break_linux, break_machine, break_name, break_length,
        break_starter,
    ],
)  # fmt: skip
def test_each_fault_of_a_folder_is_found(tmp_path, parts, damage):
    folder = build(tmp_path / "out", parts)
    words = damage(folder)
    (told,) = examine(folder)
    assert words in told


def test_another_python_than_the_pinned_one_is_refused(tmp_path):
    given = stand_in_for_python(tmp_path)
    with pytest.raises(BuildError, match=r"SHA-256"):
        python_zip(given, PYTHON_SHA256, tmp_path)
    own = hashlib.sha256(given.read_bytes()).hexdigest()
    assert python_zip(given, own, tmp_path) == given
    assert PYTHON_ZIP.startswith("python-3.12.")


def test_the_wheel_of_the_project_takes_every_file_of_its_packages_along():
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = stated["tool"]["setuptools"]["package-data"]["routing"]
    for path in sorted((ROOT / "routing").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".py":
            name = path.relative_to(ROOT / "routing").as_posix()
            endings = [pattern.removeprefix("**/") for pattern in patterns]
            assert any(fnmatch(path.name, ending) for ending in endings), name
