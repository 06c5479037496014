"""The import table of Windows program files, against files laid out by hand."""

import pytest
from windows_parts import program_file

from portable.dll import NotWindowsError, imported_libraries


def test_libraries_are_named_in_their_order_and_lower_case(tmp_path):
    file = tmp_path / "a.pyd"
    file.write_bytes(program_file("KERNEL32.dll", "MSVCP140.dll", "python312.dll"))
    assert imported_libraries(file) == ["kernel32.dll", "msvcp140.dll", "python312.dll"]


def test_a_file_without_imports_asks_for_nothing(tmp_path):
    file = tmp_path / "a.dll"
    file.write_bytes(program_file())
    assert imported_libraries(file) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x7fELF" + bytes(100), "no program file of Windows"),
        (program_file("a.dll", machine=0xAA64), "another machine"),
        (program_file("a.dll", machine=0x014C), "another machine"),
    ],
)
def test_other_systems_and_machines_are_refused(tmp_path, data, words):
    file = tmp_path / "a.dll"
    file.write_bytes(data)
    with pytest.raises(NotWindowsError, match=words):
        imported_libraries(file)
