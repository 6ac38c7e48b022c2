"""Who is one person, however a release writes the name."""

from archive import identity
from archive.anatomy.names import RANKS, TITLES

_BEFORE = TITLES | RANKS
_AFTER = frozenset("obe cbe mbe dbe kbe qpm kpm qfsm bem qc kc jp dl mp ms phd".split())
_LEAST_NAMES = 2  # a surname alone is anybody's


def plain(name: str) -> str:
    """Return a name without the titles, ranks and honours around it."""
    words = name.split()
    while words and _word(words[0]) in _BEFORE:
        words.pop(0)
    while words and _word(words[-1]) in _AFTER:
        words.pop()
    return " ".join(words).strip(" ,")


def slug(name: str) -> str:
    """Return what is equal for every way of writing one person's name; "" when it is not one, given in full."""
    words = plain(name)
    if "and" in words.split():
        return ""  # two people who speak together are nobody's row
    return identity.slug(words) if len(words.split()) >= _LEAST_NAMES else ""


def styled(name: str, role: str) -> tuple[str, str]:
    """Return a name and a role; what is no more than a title ("Dr") belongs to the name."""
    return (f"{role} {name}", "") if name and _word(role) in TITLES else (name, role)


def _word(word: str) -> str:
    return word.strip(".,").casefold()
