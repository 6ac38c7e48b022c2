"""Bytes → Release: a page of an unknown site, or the content that an API or a feed gives; pure."""

from archive.parse.item import from_item
from archive.parse.page import from_page

PARSER = "2"
"""The version of the parser, kept with every revision; raised whenever equal bytes give another release."""

__all__ = ["PARSER", "from_item", "from_page"]
