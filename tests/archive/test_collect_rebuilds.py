"""Whatever an office does to its site: no id is lost, no release is doubled, no two are made one."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.release import LONDON
from archive.store import holdings
from tests.archive.store.archives import archive_in
from tests.archive.web import Hosted, Placed, Web

HOSTS = ("www.ravenshire.example", "ravenshire-pcc.example", "www.ravenshire-pfcc.example")
PATTERNS = ("/news/{slug}/", "/{slug}/", "/archives/{id}/", "/media/press-releases/{slug}/")
WAYS = ("wordpress", "feed", "listing")
DIARY = "<p>The Commissioner writes each week about her visits, her meetings and her letters. " * 4 + "</p>"


def post(number: int, title: str, body: str, day: int) -> Placed:
    published = datetime(2026, 3, 1, 10, tzinfo=LONDON) + timedelta(days=day)
    slug = f"{title.lower().replace(' ', '-')}-{number}"
    return Placed(id=number, slug=slug, title=title, published=published, modified=published, body=body)


def own(words: str) -> str:
    return f"<p>{' '.join(f'{words} {words[::-1]}{step} of the county.' for step in range(20))}</p>"


# What is easily taken for something else: a diary of one headline and one form of words, two statements of one day, an
# appeal that is repeated to the letter, and plain ones.
POSTS = (
    post(1, "Weekly update from the Commissioner", DIARY, 1),
    post(2, "Weekly update from the Commissioner", DIARY, 8),
    post(3, "Weekly update from the Commissioner", DIARY, 15),
    post(4, "A short statement", own("harbour"), 16),
    post(5, "A short statement", own("bridges"), 16),
    post(6, "Do not drink and drive this winter", own("glasses"), 2),
    post(7, "Do not drink and drive this winter", own("glasses"), 60),
    post(8, "Lights for the towpath at Ravensmouth", own("towpath"), 20),
)


@dataclass
class Rebuilt:
    """An office's site between two rebuilds."""

    web: Web
    host: str = HOSTS[0]
    way: str = "wordpress"
    shown: tuple[Placed, ...] = POSTS[:6]
    extra: str = ""
    before: dict[str, Hosted] = field(default_factory=dict)

    def settle(self) -> None:
        """Put the site up, and let it be read until all that waits is settled."""
        site = Hosted(posts=self.shown, ways=frozenset({self.way}), extra=self.extra)
        self.web.hosts = {**self.before, self.host: site}
        for _ in range(3):
            self.web.run(8)

    def publish(self) -> None:
        """Show one more release, if there is another."""
        new = POSTS[: len(self.shown) + 1][len(self.shown) :]
        pattern = self.shown[0].pattern
        numbers = max(each.id for each in self.shown)
        self.shown += tuple(replace(each, pattern=pattern, id=numbers + 1) for each in new)

    def renumber(self) -> None:
        """Count from 1 again, in another order."""
        order = sorted(self.shown, key=lambda each: each.slug[::-1])
        numbers = {each.slug: number for number, each in enumerate(order, start=1)}
        self.shown = tuple(replace(each, id=numbers[each.slug]) for each in self.shown)

    def lay_out(self, pattern: str) -> None:
        """Give every release an address of another form; the old ones lead nowhere."""
        self.shown = tuple(replace(each, pattern=pattern) for each in self.shown)

    def move(self, host: str, how: str) -> None:
        """Go to another host; the old one leads on, is gone, or stays as an archive."""
        if host == self.host:
            return
        if how == "redirects":
            self.before = {self.host: Hosted(redirects=self._onward(host))}
        elif how == "archive":
            self.before = {self.host: Hosted(posts=self.shown, ways=frozenset({self.way}))}
        else:
            self.before = {}
        old = [f"https://{self.host}/"] if how == "archive" else []
        self.host = host
        self.web.read_from(f"https://{host}/", *old)

    def _onward(self, host: str) -> dict[str, str]:
        return {each.path: f"https://{host}{each.path}" for each in self.shown} | {"": f"https://{host}/"}


STEPS = st.one_of(
    st.just(("publish",)),
    st.just(("renumber",)),
    st.tuples(st.just("pattern"), st.sampled_from(PATTERNS)),
    st.tuples(st.just("way"), st.sampled_from(WAYS)),
    st.tuples(st.just("extra"), st.sampled_from(["", "<p>Sign up to our alerts, and never miss what we do.</p>"])),
    st.tuples(st.just("move"), st.sampled_from(HOSTS), st.sampled_from(["redirects", "gone", "archive"])),
)


def take(site: Rebuilt, step: tuple[str, ...]) -> None:
    match step:
        case ("publish",):
            site.publish()
        case ("renumber",):
            site.renumber()
        case ("pattern", pattern):
            site.lay_out(pattern)
        case ("way", way):
            site.way = way
        case ("extra", extra):
            site.extra = extra
        case ("move", host, how):
            site.move(host, how)


def held(web: Web) -> dict[tuple[str, str, str], list[str]]:
    """Return the tags of the live releases, by what tells each of them from all others."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for each in holdings.every(web.archive.db):
        words = each.release.text.split()[:2]
        key = (each.release.title, str(each.release.published.day), " ".join(words))
        found.setdefault(key, []).append(each.tag)
    return found


def told(posts: Iterable[Placed]) -> set[tuple[str, str, str]]:
    return {
        (each.title, str(each.published.date()), " ".join(each.body.removeprefix("<p>").split()[:2])) for each in posts
    }


def judge(way: str, steps: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder, archive_in(Path(folder)) as archive:
        site = Rebuilt(web=Web(archive), way=way)
        site.settle()
        tags = held(site.web)
        assert set(tags) == told(site.shown)
        for step in steps:
            take(site, step)
            site.settle()
            now = held(site.web)
            assert set(now) == told(site.shown), "a release is lost, or two are one"
            assert all(len(each) == 1 for each in now.values()), "a release is doubled"
            assert {key: now[key] for key in tags} == tags, "an id was minted anew"
            tags = now


@given(st.sampled_from(WAYS), st.lists(STEPS, min_size=1, max_size=3))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_rebuild_loses_doubles_or_mixes_up_releases(way: str, steps: list[tuple[str, ...]]) -> None:
    judge(way, steps)


@pytest.mark.slow
@pytest.mark.timeout(900)
@given(st.sampled_from(WAYS), st.lists(STEPS, min_size=2, max_size=6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_long_history_of_rebuilds_loses_doubles_or_mixes_up_releases(way: str, steps: list[tuple[str, ...]]) -> None:
    judge(way, steps)
