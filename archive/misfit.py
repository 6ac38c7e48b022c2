"""A value of the wrong type, in words."""

import re

_KIND = re.compile(r"`(?P<kind>[a-z]+)`(?: (?P<bound>[<>]=) (?P<number>\d+)(?:\.0)?)?")
_KINDS = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
    "date": "a date",
    "datetime": "a time",
    "time": "a time",
}
_BOUNDS = {">=": "of {} or more", "<=": "of {} or less"}


def told(message: str) -> str:
    """Return msgspec's "expected `float`, got `str`" as "expected a number, not text"; anything else as it is."""
    return _KIND.sub(_named, message).replace(", got ", ", not ")


def _named(found: re.Match[str]) -> str:
    bound = f" {_BOUNDS[found['bound']].format(found['number'])}" if found["bound"] else ""
    return _KINDS.get(found["kind"], found["kind"]) + bound
