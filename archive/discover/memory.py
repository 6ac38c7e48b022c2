"""What a reading of WordPress has to remember for the next one to ask little and miss nothing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from archive.discover.rest import PostType

# modified_after is compared with the site's local clock: an hour comes twice in October, and the site's time zone
# may be set anew; a day back covers both, and what comes again unchanged is known by its id and time
_STEP_BACK = timedelta(days=1)
# a post that was saved just before we read may be saved once more within the same second
_SETTLING = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One post type as it was last read; times are GMT, "2026-03-01T09:30:00", as WordPress gives them.

    ids: of every post that was listed
    since: when the latest change was; "" when there are no posts
    recent: by id, when a post changed that will come again although it has not changed since
    """

    kind: PostType
    ids: frozenset[int] = frozenset()
    since: str = ""
    recent: Mapping[int, str] = field(default_factory=dict)

    @property
    def after(self) -> str:
        """The moment to ask from, in UTC: "2026-02-28T09:30:00Z"; "" when everything has to be asked."""
        return f"{_shifted(self.since, _STEP_BACK)}Z" if self.since else ""

    def knows(self, number: int, modified: str) -> bool:
        """Tell whether a post has been read in just this state."""
        return self.recent.get(number) == modified

    def moved(self, ids: Iterable[int], modified: Mapping[int, str], now: datetime) -> "Memory":
        """Return the memory after a reading at `now` (aware) of these ids and these times of change."""
        clock = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        # a time in the future, which some plugins set, would hide every change until then
        since = max([self.since, *(when for when in modified.values() if when <= clock)])
        bound = _shifted(since, 2 * _STEP_BACK) if since else ""
        settled = _shifted(clock, _SETTLING)
        recent = {
            number: when for number, when in modified.items() if bound <= when and when and not settled <= when <= clock
        }
        return Memory(kind=self.kind, ids=frozenset(ids), since=since, recent=recent)


def written(root: str, memories: Iterable[Memory]) -> str:
    """Return the cursor that holds these memories; equal memories give equal text."""
    types = [
        {
            "slug": memory.kind.slug,
            "route": memory.kind.route,
            "since": memory.since,
            "ids": sorted(memory.ids),
            "recent": sorted(memory.recent.items()),
        }
        for memory in memories
    ]
    return json.dumps({"root": root, "types": types}, separators=(",", ":"))


def remembered(cursor: str, root: str) -> list[Memory]:
    """Return the memories in a cursor; none when it is empty, of another site, or not ours."""
    try:
        value = json.loads(cursor)
        if value["root"] != root:
            return []
        return [_memory(row) for row in value["types"]]
    except (ValueError, TypeError, KeyError):
        return []


def _memory(row: dict[str, object]) -> Memory:
    ids, recent, since = row["ids"], row["recent"], str(row["since"])
    if not isinstance(ids, list) or not isinstance(recent, list):
        raise TypeError("a cursor lists its ids")
    if since:
        datetime.fromisoformat(since)
    return Memory(
        kind=PostType(slug=str(row["slug"]), route=str(row["route"])),
        ids=frozenset(int(number) for number in ids),
        since=since,
        recent={int(number): str(when) for number, when in recent},
    )


def _shifted(moment: str, back: timedelta) -> str:
    return (datetime.fromisoformat(moment) - back).isoformat(timespec="seconds")
