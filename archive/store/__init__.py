"""SQLite: the only package with SQL. Its functions take an open database, so that any thread can call them with its own."""
