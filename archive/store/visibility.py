"""Which releases may be shown, as SQL: what is served, published or handed over asks this and nothing else."""

from archive.release import HIDDEN

_STATUSES = ", ".join(f"'{status}'" for status in HIDDEN)


def shown(release: str = "r") -> str:
    """Return the test that a release, by its name in a statement, may be shown."""
    return f"{release}.status NOT IN ({_STATUSES})"


def hidden(release: str = "r") -> str:
    """Return the test that it may not be."""
    return f"{release}.status IN ({_STATUSES})"
