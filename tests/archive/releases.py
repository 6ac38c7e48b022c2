"""Releases and what is known of them, for tests that compare and keep."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from archive import identity
from archive.change import Known
from archive.release import Channel, Claim, Release, Status

NOW = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)
KITS = Release(
    url="https://www.marchshire.example/news/bleed-kits/",
    title="Bleed kits for late buses",
    published=Claim(value="2026-02-20", evidence="time element"),
    text="Fourteen buses will carry a bleed kit from next month. " * 6,
    channel=Channel.REST,
    aliases=(identity.url_alias("https://www.marchshire.example/news/bleed-kits/"),),
)


def seen_again(release: Release = KITS, **changes: Any) -> Release:  # noqa: ANN401  # whatever a Release takes
    """Return a release as another run sees it."""
    return replace(release, **changes)


def known(release: Release = KITS, **changes: Any) -> Known:  # noqa: ANN401  # whatever a Known takes
    """Return what an archive knows that has seen a release on 1 March 2026."""
    first = datetime(2026, 3, 1, 9, tzinfo=UTC)
    base = Known(
        id=1,
        url=release.url,
        path="marchshire/2026/bleed-kits/",
        title=release.title,
        published=release.published,
        fingerprint=identity.fingerprint(release),
        digest=identity.digest(release),
        source=1,
        channel=release.channel,
        parser="1",
        status=Status.LIVE,
        revision=1,
        first_seen=first,
        last_seen=datetime(2026, 3, 3, 9, 10, tzinfo=UTC),
        aliases=frozenset(release.aliases),
    )
    return replace(base, **changes)
