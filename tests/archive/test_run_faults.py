"""What the operator reads when a server misbehaves at the socket, and that the archive loses nothing by it."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import run
from archive.office import Office, Source
from archive.run import Orders, Report
from archive.store import holdings
from archive.store.connection import Archive
from copperplate import main
from tests.archive.fetch.faults import Clock, Faults, Step, answer, client, cut, drip, redirect, serving
from tests.archive.store.archives import archive_in

HTML = "text/html; charset=utf-8"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
GUARD = b"<title>Just a moment...</title><p>Checking your browser. Enable JavaScript and cookies to continue.</p>"
BOMB = answer(gzip.compress(b"<p>z</p>" * 100_000), Content_Type=HTML, Content_Encoding="gzip")
TEXT = "The Commissioner walked the towpath with residents, who had asked for lights there since the spring. " * 3


def release(number: int) -> bytes:
    """Return the page of a release."""
    title = f"Lanterns will light bridge number {number}"
    text = f"<p>{TEXT}</p><p>Bridge number {number} comes next.</p>"
    page = f"<title>{title}</title><body><main><h1>{title}</h1><p>Published {number + 1} March 2026</p>{text}</main>"
    return answer(page.encode(), Content_Type=HTML)


def listing(count: int) -> bytes:
    """Return the news page with the newest releases first."""
    rows = "".join(
        f'<li><h3><a href="/news/{number}/">Lanterns will light bridge number {number}</a></h3>'
        f'<time datetime="2026-03-{number + 1:02}">{number + 1} March 2026</time></li>'
        for number in range(count, 0, -1)
    )
    return answer(f"<title>News</title><body><main><h1>News</h1><ul>{rows}</ul></main>".encode(), Content_Type=HTML)


@dataclass
class Desk:
    """An office whose server does what the test says, and the run that reads it."""

    archive: Archive
    server: Faults
    folder: Path
    script: dict[str, list[Step]]
    ticks: float = 0.0
    hours: float = 0.0

    def well(self, count: int) -> None:
        """Let the site show so many releases."""
        self.script.clear()
        self.script["/news/"] = [listing(count)]
        self.script |= {f"/news/{number}/": [release(number)] for number in range(1, count + 1)}

    def site_does(self, step: Step) -> None:
        """Let the site do one and the same thing, whatever it is asked."""
        self.script.clear()
        self.script |= {path: [self.placed(step)] for path in ("/news/", "/", "/news/?again")}

    def placed(self, step: Step) -> Step:
        """Return a step with the port that this server has."""
        return step.replace(b"PORT", b"%d" % self.server.at[1]) if isinstance(step, bytes) else step

    def run(self) -> Report:
        """Scrape, an hour after the last time."""
        clock = Clock(tick=self.ticks, seconds=3600 * (24 * 7 + self.hours))
        self.hours += 1
        source = Source(url=self.server.url("/news/"))
        office = Office(id="marchshire", name="Marchshire", area="", home=source.url, sources=(source,))
        asking = client(clock, total_timeout=60, max_bytes=20_000, read_timeout=5.0)
        now = clock.now()
        orders = Orders(offices=(office,), client=asking, clock=lambda: now, authority="example.org,2026")
        return run.scrape(self.archive, orders)

    def status(self) -> str:
        """Return what `copperplate status` says."""
        shown = CliRunner().invoke(main, ["-c", str(self.folder / "copperplate.toml"), "status"])
        assert shown.exit_code in (0, 3), shown.output
        return shown.output.replace(self.server.url(""), "http://x.test")

    def kept(self) -> list[tuple[str, str, int]]:
        """Return what the archive has: title, status and number of the version of each release."""
        found = holdings.newest(self.archive.db, limit=100)
        return sorted((each.release.title, str(each.status), each.revision) for each in found)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    script: dict[str, list[Step]] = {}
    with serving(script) as server, archive_in(tmp_path) as archive:
        desk = Desk(archive, server, tmp_path, script)
        desk.well(6)
        assert desk.run().exit_code == 0
        yield desk


FAULTS: dict[str, tuple[Step, float, str, str]] = {  # the step, the ticks of the clock, what is said, what to try
    "slow headers": (
        drip(HEAD + b"X-Slow: ", b"z"),
        5.0,
        "http://x.test/news/: not taken, because it took longer than 60 seconds in all",
        "raise max_bytes or timeout under [fetch]",
    ),
    "endless body": (
        drip(HEAD + b"\r\n", b"z" * 5_000),
        0.0,
        "http://x.test/news/: not taken, because it is larger than 20,000 bytes",
        "raise max_bytes or timeout under [fetch]",
    ),
    "gzip bomb": (
        BOMB,
        0.0,
        "http://x.test/news/: not taken, because it is larger than 20,000 bytes",
        "Look at it in a browser",
    ),
    "redirect loop": (
        redirect("/news/?again"),
        0.0,
        "refused, because it redirects to http://x.test/news/?again, which is a circle",
        "Open it in a browser, and configure the address that it ends at.",
    ),
    "metadata": (
        redirect("http://169.254.169.254/latest/"),
        0.0,
        "http://x.test/news/ redirects to http://169.254.169.254/latest/: refused, because it leads to the metadata",
        "No office publishes there, and such an address is never asked: look who answers for the site.",
    ),
    "truncated": (
        cut(HEAD + b"Content-Length: 5000\r\n\r\n<h1>News"),
        0.0,
        "http://x.test/news/: the answer broke off before its end",
        "the next run asks again",
    ),
    "wrong length": (
        cut(HEAD + b"Content-Length: 4\r\n\r\n<h1>News</h1>"),
        0.0,
        "http://x.test/news/ answered 200 with text/html instead of a page that lists releases",
        "Open the address in a browser",
    ),
    "no TLS": (
        redirect("https://127.0.0.1:PORT/news/"),
        0.0,
        "it does not speak TLS as an https site must",
        "a certificate authority of your own is trusted through SSL_CERT_FILE",
    ),
    "busy": (
        answer(b"<h1>Later</h1>", status="429 Too Many Requests", Content_Type=HTML, Retry_After=7200),
        0.0,
        "http://x.test/news/ answered 429",
        "Try again later; nothing was lost.",
    ),
    "anti-bot": (
        answer(GUARD, Content_Type=HTML),
        0.0,
        "http://x.test/news/ answered 200 with a page that asks whether a human is there",
        "ask the office to let you in",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_site_that_misbehaves_is_told_with_its_reason_and_costs_the_archive_nothing(desk: Desk, name: str) -> None:
    step, desk.ticks, words, advice = FAULTS[name]
    before = desk.kept()
    desk.site_does(step)
    assert desk.run().exit_code in (1, 3)
    said = desk.status()
    assert "marchshire  degraded" in said
    assert words in said
    assert advice in said
    assert desk.kept() == before
    desk.well(7)
    desk.ticks = 0.0
    assert desk.run().exit_code == 0
    assert "marchshire  well" in desk.status()
    assert [each for each in desk.kept() if each not in before] == [("Lanterns will light bridge number 7", "live", 1)]


@pytest.mark.parametrize("name", FAULTS)
def test_a_new_release_that_cannot_be_had_is_never_lost(desk: Desk, name: str) -> None:
    step, ticks, _, _ = FAULTS[name]
    before = desk.kept()
    desk.well(7)
    desk.script["/news/7/"] = [desk.placed(step)]
    desk.ticks = ticks / 4  # the list is read within its time
    desk.run()
    assert desk.kept() == before
    desk.well(7)
    desk.ticks, desk.hours = 0.0, desk.hours + 24
    assert desk.run().exit_code == 0
    assert len(desk.kept()) == 7


def test_a_busy_site_is_left_alone_for_as_long_as_it_asks(desk: Desk) -> None:
    desk.site_does(FAULTS["busy"][0])
    desk.server.asked.clear()
    desk.run()
    assert desk.server.paths == ["/news/"]


def test_a_list_that_is_ahead_of_its_pages_is_waited_for(desk: Desk) -> None:
    desk.well(7)
    del desk.script["/news/7/"]
    assert desk.run().exit_code == 0
    assert len(desk.kept()) == 6
    desk.well(7)
    desk.run()
    assert len(desk.kept()) == 6, "it is asked again a day later, not in every run"
    desk.hours += 24
    desk.run()
    assert len(desk.kept()) == 7
