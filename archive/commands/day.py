"""A date among the options of a command."""

from collections.abc import Callable
from datetime import date

import click


class Day(click.ParamType[date]):
    """A day; of a month or a year the first or the last one, as `read` takes it."""

    name = "date"

    def __init__(self, read: Callable[[str], date | None]) -> None:
        """Take what reads "2020", "2020-03" or "2020-03-05", and gives None for anything else."""
        self._read = read

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or tell how one is written."""
        found = value if isinstance(value, date) else self._read(str(value))
        return found or self.fail(f"{value!r} is no date; write 2020, 2020-03 or 2020-03-05", param, ctx)
