"""Characters in a configuration that no page and no feed can show."""

import re
from collections.abc import Iterator
from pathlib import Path

from archive.errors import ConfigError

# Controls but for tabs and line ends, and what Unicode keeps from being characters: XML has neither.
_PLANES = "".join(f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(17))
_ILLEGIBLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_PLANES}]")


def refuse(data: object, path: Path) -> None:
    """Raise a ConfigError that names the first key of a TOML document with such a character; path: where it was read.

    The value is not repeated: it may hold a password.
    """
    for key, value in _texts(data):
        if found := _ILLEGIBLE.search(value):
            table, _, name = key.rpartition(".")
            raise ConfigError(
                f"{path}: {f'[{table}] {name}' if table else name} holds the character U+{ord(found[0]):04X}, "
                "which nothing can show",
                hint="Write it without that: letters, digits, punctuation and spaces.",
            )


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of a document with its key: ("offices.kent.name", "Kent")."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, f"{key}.{name}".lstrip("."))
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, key)
