"""A statement that is made once and handed to the driver as it is.

For what every article needs: to look at each value and to dress each result costs several times what the database does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Executable


class Prepared:
    """A statement without lists of unknown length among its values; rows come as the driver gives them."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Execute it with *values* by name."""
        text, names, constant = _compiled(self._statement, connection.dialect)
        return connection.exec_driver_sql(text, _given(names, {**constant, **values}))

    def execute_many(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute it with the values of each of *rows*, of which there is one at least."""
        text, names, constant = _compiled(self._statement, connection.dialect)
        connection.exec_driver_sql(text, [_given(names, {**constant, **values}) for values in rows])


def _given(names: tuple[str, ...], values: dict[str, Any]) -> Any:
    return tuple([values[name] for name in names]) if names else values


@cache
def _compiled(statement: Executable, dialect: Dialect) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    """The text; the values' names in order, where the driver takes them so; the values that are always the same."""
    compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    constant = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    return str(compiled), tuple(compiled.positiontup or ()), constant
