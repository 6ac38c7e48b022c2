"""How the offices stand, as it is published: a page and a feed of their own, and nowhere else."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from lxml import html

from archive.commands.console import Console
from archive.health import Cadence, Judgement, State
from archive.sample import story
from archive.sample.server import Site
from archive.store import runs, standings
from archive.store.ledger import Seal
from archive.store.standings import Standing, Turn
from copperplate import main
from feeds import document, feed, turn
from feeds.edition import Edition
from feeds.pages import status
from feeds.publish import publish
from tests.feeds.archives import MORWEN, RAVENSHIRE, SITE, Newsroom, newsroom, release
from tests.feeds.test_publish import contents, touched

GOLDEN = Path(__file__).with_name("golden")
NAMES = ("status.html", "status.atom.xml", "status.rss.xml", "status.feed.json")
NOW, OLD = datetime(2026, 3, 5, 14, 30, tzinfo=UTC), datetime(2026, 1, 2, 12, tzinfo=UTC)
REFUSED = "not reached in any run since 5 March 2026, 14:30: https://www.ravenshire-pfcc.example/ answered 503 & <none>"
EMPTY = "the site answered but lists no releases (last time: 20)"
SILENT = "nothing new since 2 January 2026, from an office that publishes every 7 days, seldom over 14 days apart"


def documents() -> dict[str, bytes]:
    """Return the page and the feed of a story in which each thing happens once."""
    plain = Standing(
        office="ravenshire",
        name="Ravenshire Police & Crime Commissioner",
        state=State.BROKEN,
        since=NOW,
        evidence=REFUSED,
        hint="Try again later; nothing was lost.",
        releases=1234,
        last=date(2026, 3, 4),
        cadence=Cadence(usual=1, long=4),
        asked=NOW,
    )
    stood = [
        replace(plain, office="aldmoor", name="Aldmoor", state=State.WELL, evidence="", cadence=None),
        replace(plain, office="morwen", name="Morwen", state=State.QUIET, evidence=SILENT, since=OLD, last=OLD.date()),
        plain,
        replace(plain, office="unread", name="Unread", state=State.NEW, since=None, evidence="", releases=0, last=None),
    ]
    told = Turn(
        id=4,
        office="ravenshire",
        name=plain.name,
        before=State.DEGRADED,
        state=State.BROKEN,
        at=NOW + timedelta(hours=2),
        since=NOW,
        evidence=REFUSED,
        hint=plain.hint,
    )
    turned = [
        told,
        replace(told, id=3, before=State.WELL, state=State.DEGRADED, at=NOW, evidence=EMPTY),
        replace(told, id=2, office="morwen", name="Morwen", before=State.WELL, state=State.QUIET, evidence=SILENT),
        replace(told, id=1, office="aldmoor", name="Aldmoor", before=State.BROKEN, state=State.WELL, evidence=""),
    ]
    entries = [turn.of(each, SITE) for each in turned]
    own = feed.for_status(SITE, entries[0].updated)
    return {
        "status.html": status.page(SITE, own, stood, entries).encode(),
        "status.atom.xml": document.atom(own, entries),
        "status.rss.xml": document.rss(own, entries),
        "status.feed.json": document.json_feed(own, entries),
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_status_is_written_as_it_was_reviewed(name: str) -> None:
    """`python -m tests.feeds.test_status` writes the golden files anew; read the difference before you keep it."""
    assert documents()[name] == (GOLDEN / name).read_bytes()


def test_the_page_shows_the_head_of_the_ledger_to_be_written_down_elsewhere() -> None:
    seal = Seal(head="4b1f" * 16, entries=12_345, at=NOW)
    page = status.page(SITE, feed.for_status(SITE, NOW), [], [], seal)
    assert f"<code>{seal.head}</code>" in page
    assert "after 12,345 entries" in page


def test_the_page_shows_the_worst_first() -> None:
    tree = html.document_fromstring(documents()["status.html"].decode())
    assert tree.xpath("//article[@id]/h2/a/text()") == [
        "Ravenshire Police & Crime Commissioner",
        "Morwen",
        "Unread",
        "Aldmoor",
    ]


def test_the_summary_is_worded_for_one_office_and_for_several() -> None:
    def told(*states: State) -> str:
        stood = [
            Standing(
                office=f"office-{number}",
                name="An office",
                state=state,
                since=None,
                evidence="",
                hint="",
                releases=0,
                last=None,
                cadence=None,
                asked=NOW,
            )
            for number, state in enumerate(states)
        ]
        page = html.document_fromstring(status.page(SITE, feed.for_status(SITE, NOW), stood, []))
        return str(page.xpath("string(//meta[@name='description']/@content)"))

    assert told(State.BROKEN) == "The releases of the one office here do not arrive as they should."
    assert told(State.BROKEN, State.WELL) == "The releases of 1 of 2 offices do not arrive as they should."
    assert told(State.WELL) == "The releases of every office arrive as they should."


def test_a_quiet_office_of_whose_releases_none_may_be_shown_is_quiet_since_no_day_that_readers_could_see() -> None:
    silent = Standing(
        office="morwen",
        name="Morwen",
        state=State.QUIET,
        since=OLD,
        evidence=SILENT,
        hint="",
        releases=0,
        last=None,
        cadence=None,
        asked=NOW,
    )
    page = html.document_fromstring(status.page(SITE, feed.for_status(SITE, NOW), [silent], []))
    assert page.xpath("//article[@id='morwen']/p[@class='meta']/span/text()") == ["Quiet", "0 releases"]


def test_a_change_has_one_id_of_its_office_and_time_in_every_format() -> None:
    made = documents()
    ids = [each.id for each in feedparser.parse(made["status.atom.xml"]).entries]
    assert ids[0] == "tag:example.org,2026:status/ravenshire/2026-03-05T16:30:00Z"
    assert ids == [each.id for each in feedparser.parse(made["status.rss.xml"]).entries]
    assert ids == [each["id"] for each in json.loads(made["status.feed.json"])["items"]]
    assert len(set(ids)) == 4


def test_a_change_leads_to_its_place_on_the_page() -> None:
    made = documents()
    anchors = html.document_fromstring(made["status.html"].decode()).xpath("//section//article/@id")
    links = [each.link for each in feedparser.parse(made["status.atom.xml"]).entries]
    assert links == [SITE.address(f"status/#{anchor}") for anchor in anchors]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return an archive with two offices that were read once."""
    with newsroom(tmp_path) as opened:
        opened.open_office(MORWEN)
        opened.see(release(1))
        yield opened


def stand(room: Newsroom, state: State, *, office: str = RAVENSHIRE.id, evidence: str = "") -> None:
    """Write how an office stands by a run of now."""
    run = runs.begin(room.db, "0", room.now)
    standings.keep(room.db, office, run, Judgement(state=state, since=room.now, evidence=evidence), room.now)


def test_a_change_of_standing_touches_the_status_alone(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(room, State.WELL)
    publish(room.db, SITE, tmp_path / "public", press=tmp_path / "press.db")
    before = contents(tmp_path / "public")
    room.later(days=1)
    stand(room, State.DEGRADED, evidence="lists no releases")
    monkeypatch.setattr(Edition, "sheets", None)  # nothing else is looked at
    publish(room.db, SITE, tmp_path / "public", press=tmp_path / "press.db")
    feeds = {f"status/{name}{form}" for name in ("atom.xml", "rss.xml", "feed.json") for form in ("", ".gz")}
    assert touched(tmp_path / "public", before) == feeds | {"status/index.html", "manifest.sha256"}


def test_a_run_that_finds_every_office_as_it_was_touches_no_file(room: Newsroom, tmp_path: Path) -> None:
    stand(room, State.DEGRADED, evidence="lists no releases")
    publish(room.db, SITE, tmp_path / "public")
    before = contents(tmp_path / "public")
    for _ in range(3):
        room.later(days=1)
        stand(room, State.DEGRADED, evidence="lists no releases")
        publish(room.db, SITE, tmp_path / "public")
    assert not touched(tmp_path / "public", before)


def test_the_trouble_of_an_office_is_never_news(room: Newsroom, tmp_path: Path) -> None:
    stand(room, State.BROKEN, evidence="answered 503")
    publish(room.db, SITE, tmp_path / "public")
    told = {name for name, (content, _) in contents(tmp_path / "public").items() if b"answered 503" in content}
    assert {name.partition("/")[0] for name in told} == {"status"}


def test_readers_learn_that_the_only_office_is_out_of_reach_and_nothing_else_changes(tmp_path: Path) -> None:
    with Site() as site:
        (tmp_path / "copperplate.toml").write_text(
            "[fetch]\ndelay = 0.0\nallow_private_addresses = true\npreserve = 0\n"
            f"[offices.marchshire]\nname = 'Marchshire'\nhome = '{site.url}/'\n",
            encoding="utf-8",
        )
        codes = []
        for day in range(4):
            console = Console(config_path=tmp_path / "copperplate.toml", clock=_on(day))
            codes.append(CliRunner().invoke(main, ["run"], obj=console).exit_code)
            if day == 0:
                before = contents(tmp_path / "public")
                site.faults["/"] = 404
    assert codes == [0, 1, 1, 1]
    changed = touched(tmp_path / "public", before)
    assert {name.partition("/")[0] for name in changed} == {"status", "manifest.sha256"}
    titles = [each.title for each in feedparser.parse((tmp_path / "public/status/atom.xml").read_bytes()).entries]
    assert titles == ["Marchshire: out of reach", "Marchshire: seen only in part"]


def _on(day: int) -> Callable[[], datetime]:
    return lambda: story.START + timedelta(days=day)


def test_the_status_feed_can_be_found(room: Newsroom, tmp_path: Path) -> None:
    publish(room.db, SITE, tmp_path / "public")
    home = html.document_fromstring((tmp_path / "public/index.html").read_text(encoding="utf-8"))
    assert home.xpath("//footer//a[text()='Status']/@href") == ["status/"]
    listed = html.fromstring((tmp_path / "public/feeds.opml").read_bytes())
    assert listed.xpath("//outline[@text='Status']/outline/@xmlurl") == [SITE.address("status/atom.xml")]


def test_of_two_runs_within_one_second_the_next_one_tells(room: Newsroom) -> None:
    stand(room, State.DEGRADED, evidence="lists no releases")
    stand(room, State.BROKEN, evidence="answered 503")
    assert [each.state for each in standings.turns(room.db)] == [State.DEGRADED]
    room.later(seconds=1)
    stand(room, State.BROKEN, evidence="answered 503")
    assert [each.state for each in standings.turns(room.db)] == [State.BROKEN, State.DEGRADED]


if __name__ == "__main__":
    for name, content in documents().items():
        (GOLDEN / name).write_bytes(content)
    sys.exit(0)
