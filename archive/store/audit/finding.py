"""What is wrong with an archive, in one sentence each."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from archive.store.connection import Archive

RESTORE = "Restore it from a backup; keep the damaged file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be.

    check: by what it was found: file, schema, search, keys, counts, ledger, bytes or shelf
    captures: whether it is the private file that it was found in
    subject: which file, table or row
    sentence: what is wrong with it
    hint: what to try
    mend: puts it right in a connection that may write; None when it cannot be rebuilt from what is there
    settle: puts it right where that takes both files; None when it does not
    """

    check: str
    subject: str
    sentence: str
    hint: str = RESTORE
    mend: Callable[[Database], None] | None = None
    captures: bool = False
    settle: Callable[[Archive], None] | None = None

    @property
    def mendable(self) -> bool:
        """Whether it can be put right."""
        return self.mend is not None or self.settle is not None
