"""Cells without names: every column has its role, and counts stay counts."""

import pytest
from anonymous_county import anonymous, nobody
from raw_tables import raw_table

from routing.tables.anonymous.cells import KINDS, anonymous_cells, counted
from routing.tables.anonymous.roles import ROLES, SETTINGS_KEPT, Role
from routing.tables.anonymous.rows import ROWS
from routing.tables.build_lines import readable_items
from routing.tables.build_settings import KEYS
from routing.tables.schema_cells import names, plain
from routing.tables.schema_services import area
from routing.tables.schema_words import CONTACT_COLUMNS
from routing.tables.write import SCHEMAS

FREE = (plain, names, area)
"""Parsers that take any words."""
COLUMNS = [
    (table, column)
    for table, schema in SCHEMAS.items()
    for column in schema.columns
    if column.name not in CONTACT_COLUMNS
]
SECRETS = ("王家湾", "张三丰", "鲁F12345", "13811112222", "13811112222.5")


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_of_words_has_a_role(table, column):
    role = ROLES.get(table, {}).get(column.name)
    if column.parse in FREE:
        assert role is not None, f"{table}.{column.name} may hold a name"
        # Order numbers are written as running numbers.
        assert role is not Role.KEEP or (table, column.name) == ("orders", "order_id")
    if role is Role.KIND:
        assert (table, column.name) in KINDS
    if role is Role.ROW:
        assert table in ROWS


@pytest.mark.parametrize("table", list(ROLES))
def test_every_role_is_of_a_column(table):
    assert set(ROLES[table]) <= {column.name for column in SCHEMAS[table].columns}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_that_is_kept_as_written_holds_no_name(table, column, secret):
    role = ROLES.get(table, {}).get(column.name)
    kept = anonymous_cells(table, {column.name: secret}, nobody())
    if (table, column.name) != ("orders", "order_id"):
        assert secret not in kept.get(column.name, "")
    if role is None:
        for text in (f"08:00 {secret}", f"1 {secret}", f"每日{secret}", f"是{secret}"):
            given = {column.name: text}
            assert secret not in "".join(
                anonymous_cells(table, given, nobody()).values()
            )


@pytest.mark.parametrize("key", sorted(SETTINGS_KEPT))
@pytest.mark.parametrize("secret", SECRETS)
def test_a_setting_that_is_kept_holds_no_name(key, secret):
    made = anonymous(raw_table("settings", "key value", (key, f"雨 {secret}")))
    texts = [text for row in made["settings"].rows for text in row.cells.values()]
    assert secret not in "".join(texts)


def test_settings_of_free_words_are_known():
    free = {key for key, (_, parse) in KEYS.items() if parse is plain}
    assert free & SETTINGS_KEPT == {"speed_curve", "weather", "currency"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("30", "30"),
        ("12.0", "12.0"),
        ("1,200", "1,200"),
        # Of no use as it stands, but 12 items that somebody asked for.
        ("12给王家湾", "约12"),
        ("约12件", "约12"),
        ("-", "-"),
        ("看单子", "?"),
        ("13811112222", "?"),
    ],
)
def test_items_are_counted_though_their_cell_is_of_no_use(text, kept):
    assert counted(text) == kept
    assert anonymous_cells("demand", {"items": text}, nobody()) == {"items": kept}
    told = None if text == "13811112222" else readable_items(text)
    assert readable_items(kept) == told
