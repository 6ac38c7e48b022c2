"""Whether a run saw enough: a run that saw nothing is not a quiet day."""

from dataclasses import dataclass

_FEW = 3  # up to so many may vanish or change at once on the smallest site
_SHARE_GONE = 0.2
_SHARE_CHANGED = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why what a run saw cannot be believed, and what to try."""

    reason: str
    hint: str


def doubt_listing(listed: int | None, before: int | None, *, whole: bool) -> Doubt | None:
    """Return why a listing cannot be believed, given how many releases it lists and listed the last time.

    listed, before: None when that is not known, which is no reason to doubt
    whole: whether it claims to list everything
    """
    if listed is None or not before:
        return None
    if listed == 0:
        return Doubt(
            reason=f"the site answered but lists no releases (last time: {before})",
            hint="Look at the site: it may have moved, or hide behind a check for robots.",
        )
    if whole and before - listed > max(_FEW, before * _SHARE_GONE):
        return Doubt(
            reason=f"the site lists {listed} releases, and listed {before} the last time: too many are gone at once",
            hint="Nothing was marked as removed. Look at the site: a redesign may have moved its older releases.",
        )
    return None


def doubt_changes(changed: int, known: int) -> Doubt | None:
    """Return why so many changes among what is known cannot be the office's own."""
    if changed > max(_FEW, known * _SHARE_CHANGED):
        return Doubt(
            reason=f"{changed} of {known} known releases read differently all at once: a new template, not edits",
            hint="Their changes wait; new releases were kept. Look at one of their pages.",
        )
    return None
