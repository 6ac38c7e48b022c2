"""What we collect and keep: fetch, discover, parse, compare, store."""

__version__ = "0.1.0"
