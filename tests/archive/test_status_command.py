"""`copperplate status`, as a person and a program read it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import compare, health, identity
from archive.health import Judgement, State
from archive.release import Claim
from archive.store import offices, runs, standings
from archive.store.connection import Archive
from archive.store.runs import SourceRun, Verdict
from copperplate import main
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import OFFICE, Clerk, archive_in

NEWEST = identity.url_alias("https://www.marchshire.example/news/0/")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive of an office that published weekly, in a folder that the command finds."""
    with archive_in(tmp_path) as opened:
        clerk = Clerk(opened)
        for week in range(12):
            url = f"https://www.marchshire.example/news/{week}/"
            claim = Claim(value=(NOW.date() - timedelta(days=7 * week)).isoformat())
            release = seen_again(KITS, url=url, published=claim, aliases=(identity.url_alias(url),))
            clerk.write(compare.seen(release, None, "1"))
        yield opened


def stand(archive: Archive, judged: Judgement) -> None:
    """Write how the office stands, by a run of now."""
    source = offices.state(archive.db, 1, OFFICE.sources[0]).id
    run_id = runs.begin(archive.db, "0", NOW)
    done = SourceRun(office=OFFICE.id, source_id=source, started=NOW, finished=NOW, verdict=Verdict.UNCHANGED)
    runs.record(archive.db, run_id, done)
    standings.keep(archive.db, OFFICE.id, run_id, judged, NOW)


def status(folder: Path, *words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), "status", *words])


def test_an_office_that_is_well_is_one_line(tmp_path: Path, archive: Archive) -> None:
    stand(archive, health.judge(standings.record(archive.db, OFFICE.id), NOW))
    stand(archive, Judgement(state=State.WELL, since=NOW))
    result = status(tmp_path)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "office      standing  since                releases  last new      publishes",
        "marchshire  well      5 March 2026, 09:10        12  5 March 2026  every 7 days",
    ]


def test_an_office_in_trouble_has_its_evidence_and_what_to_try_below_it(tmp_path: Path, archive: Archive) -> None:
    stand(archive, Judgement(state=State.BROKEN, since=NOW, evidence="not reached", hint="Wait."))
    result = status(tmp_path)
    assert result.exit_code == 3
    assert result.output.splitlines()[2:] == ["    not reached", "    Try: Wait."]


@pytest.mark.parametrize(("state", "code"), [(State.WELL, 0), (State.QUIET, 0), (State.DEGRADED, 3), (State.BROKEN, 3)])
def test_only_trouble_is_in_the_exit_code(tmp_path: Path, archive: Archive, state: State, code: int) -> None:
    stand(archive, Judgement(state=state, since=NOW))
    assert status(tmp_path).exit_code == code
    assert status(tmp_path, "--json").exit_code == code


def test_a_program_gets_an_object_for_each_office(tmp_path: Path, archive: Archive) -> None:
    stand(archive, Judgement(state=State.QUIET, since=NOW, evidence="nothing new", hint="Look elsewhere."))
    (line,) = status(tmp_path, "--json").output.splitlines()
    assert json.loads(line) == {
        "office": "marchshire",
        "name": "Police and Crime Commissioner for Marchshire",
        "standing": "quiet",
        "since": "2026-03-05T09:10:00Z",
        "releases": 12,
        "last_new": "2026-03-05",
        "cadence": {"usual_days": 7, "long_days": 7, "patience_days": 14},
        "evidence": "nothing new",
        "try": "Look elsewhere.",
        "asked": "2026-03-05T09:10:00Z",
        "conflicts": [],
    }


def test_a_program_is_told_what_two_releases_claim(tmp_path: Path, archive: Archive) -> None:
    twin = seen_again(KITS, url="https://www.marchshire.example/news/1/", aliases=(NEWEST, KITS.aliases[0]))
    Clerk(archive).write(compare.seen(twin, None, "1"))
    (line,) = status(tmp_path, "--json").output.splitlines()
    (told,) = json.loads(line)["conflicts"]
    assert (told["kind"], told["value"]) == ("url", NEWEST.value)
    assert told["release"] == "marchshire/2026/bleed-kits-for-late-buses/"
    assert told["claimed_by"].startswith("marchshire/2026/bleed-kits-for-late-buses-")


def test_what_may_not_be_shown_is_counted_no_more_than_on_the_pages(tmp_path: Path, archive: Archive) -> None:
    archive.db.execute("UPDATE releases SET status = 'withheld' WHERE id = 3")
    (line,) = status(tmp_path, "--json").output.splitlines()
    assert json.loads(line)["releases"] == 11


def test_an_office_that_was_never_read_is_new_and_no_trouble(tmp_path: Path, archive: Archive) -> None:
    assert archive.db.table("source_runs").count == 0
    result = status(tmp_path)
    assert result.exit_code == 0
    assert result.output.splitlines()[1].split()[:2] == ["marchshire", "new"]
