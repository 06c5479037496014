"""Edit workbooks in LibreOffice as a person does; runs on the system's Python.

    python3 office_edits.py JOBS

JOBS is a JSON file: ``pipe``, ``profile``, ``sheet`` and ``jobs``, each with
``source``, ``target`` and ``edits`` (name and arguments of a function below; rows
and columns count from 0; ``表!put`` edits another sheet). One office serves all jobs
and ends with them.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellAddress, TableSortField
from com.sun.star.table.TableSortFieldType import AUTOMATIC

TRIES = 300
PATIENCE = 0.2
LAST_COLUMN = 20
XLSX = "Calc MS Excel 2007 XML"


def put(sheet, row, column, text):
    """Type a text or a number into a cell."""
    sheet.getCellByPosition(column, row).setFormula(text)


def put_text(sheet, row, column, text):
    """Type something that stays text, a number too."""
    sheet.getCellByPosition(column, row).setString(text)


def clear(sheet, row, column):
    """Empty a cell."""
    sheet.getCellByPosition(column, row).setString("")


def move(sheet, first, count, target):
    """Cut rows and put them in front of another row."""
    width = LAST_COLUMN
    sheet.Rows.insertByIndex(target, count)
    start = first + count if target <= first else first
    block = sheet.getCellRangeByPosition(0, start, width, start + count - 1)
    place = CellAddress()
    place.Sheet = sheet.RangeAddress.Sheet
    place.Column, place.Row = 0, target
    sheet.moveRange(place, block.RangeAddress)
    sheet.Rows.removeByIndex(start, count)


def delete(sheet, first, count):
    """Delete whole rows."""
    sheet.Rows.removeByIndex(first, count)


def insert(sheet, row, *cells):
    """Insert a row and type into its first cells."""
    sheet.Rows.insertByIndex(row, 1)
    for column, text in enumerate(cells):
        put(sheet, row, column, text)


def copy(sheet, row, target):
    """Copy a row to the place in front of another."""
    sheet.Rows.insertByIndex(target, 1)
    place = CellAddress()
    place.Sheet = sheet.RangeAddress.Sheet
    place.Column, place.Row = 0, target
    start = row + 1 if target <= row else row
    sheet.copyRange(
        place, sheet.getCellRangeByPosition(0, start, 15, start).RangeAddress
    )


def sort(sheet, first, last, column, ascending):
    """Sort rows by a column."""
    fields = TableSortField()
    fields.Field, fields.IsAscending, fields.FieldType = column, ascending, AUTOMATIC
    how = PropertyValue(Name="SortFields")
    how.Value = uno.Any("[]com.sun.star.table.TableSortField", (fields,))
    header = PropertyValue(Name="ContainsHeader", Value=False)
    sheet.getCellRangeByPosition(0, first, LAST_COLUMN, last).sort((how, header))


def hide(sheet, first, last):
    """Hide rows as a filter does."""
    for row in range(first, last + 1):
        sheet.Rows.getByIndex(row).IsVisible = False


def move_column(sheet, column, target):
    """Move a column in front of another."""
    last = 40
    sheet.Columns.insertByIndex(target, 1)
    start = column + 1 if target <= column else column
    place = CellAddress()
    place.Sheet = sheet.RangeAddress.Sheet
    place.Column, place.Row = target, 0
    block = sheet.getCellRangeByPosition(start, 0, start, last)
    sheet.moveRange(place, block.RangeAddress)
    sheet.Columns.removeByIndex(start, 1)


def insert_column(sheet, column, row, header):
    """Insert a column with a header."""
    sheet.Columns.insertByIndex(column, 1)
    put(sheet, row, column, header)


def delete_columns(sheet, column, count):
    """Delete columns."""
    sheet.Columns.removeByIndex(column, count)


def merge(sheet, column, first, last):
    """Merge cells of a column; the upper one stays."""
    for row in range(first + 1, last + 1):
        clear(sheet, row, column)
    sheet.getCellRangeByPosition(column, first, column, last).merge(True)  # noqa: FBT003 - the office takes no names


def rename(sheet, name):
    """Rename the sheet."""
    sheet.Name = name


def property_of(name, value):
    """Return a property for the office."""
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connect(pipe):
    """Return the office's desktop once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(TRIES):
        try:
            context = resolver.resolve(url)
        except NoConnectException:
            time.sleep(PATIENCE)
            continue
        return context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
    msg = "The office does not answer."
    raise SystemExit(msg)


def edit(desktop, sheet_name, job):
    """Open a workbook, edit it and save it elsewhere."""
    hidden = property_of("Hidden", True)  # noqa: FBT003
    book = desktop.loadComponentFromURL(
        Path(job["source"]).as_uri(), "_blank", 0, (hidden,)
    )
    for written, *values in job["edits"]:
        other, _, name = written.rpartition("!")
        sheet = book.Sheets.getByName(other or sheet_name)
        globals()[name](sheet, *values)
    book.calculateAll()
    book.storeToURL(Path(job["target"]).as_uri(), (property_of("FilterName", XLSX),))
    book.close(True)  # noqa: FBT003


def main(jobs_file):
    """Do all jobs in one office."""
    plan = json.loads(Path(jobs_file).read_text("utf-8"))
    office = subprocess.Popen(
        [
            "soffice", "--headless", "--norestore", "--nologo", "--nodefault",
            f"-env:UserInstallation={Path(plan['profile']).as_uri()}",
            f"--accept=pipe,name={plan['pipe']};urp;",
        ]
    )  # fmt: skip
    try:
        desktop = connect(plan["pipe"])
        for job in plan["jobs"]:
            edit(desktop, plan["sheet"], job)
        desktop.terminate()
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()


if __name__ == "__main__":
    main(sys.argv[1])
