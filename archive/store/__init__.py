"""SQLite: the only package with SQL. Its functions take an open database: any thread can call them with its own."""

from sqlite_utils import Database

__all__ = ["Database"]
