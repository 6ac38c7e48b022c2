"""Which releases were redated by their offices, as SQL, for whatever names them in a list."""


def redated(release: str = "r") -> str:
    """Return the test that a release, by its name in a statement, has been given another date.

    The plus keeps SQLite from looking through all redatings for each release.
    """
    return f"EXISTS (SELECT 1 FROM events WHERE release_id = {release}.id AND +kind = 'redated')"
