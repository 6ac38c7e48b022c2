"""What a run says of itself."""

from archive.change import EventKind
from archive.run import Report
from archive.store.runs import SourceRun, Verdict
from tests.archive.releases import NOW


def _done(office: str, verdict: Verdict, new: int = 0) -> SourceRun:
    counts = {EventKind.PUBLISHED: new} if new else {}
    return SourceRun(office=office, source_id=1, started=NOW, finished=NOW, verdict=verdict, counts=counts)


def test_nothing_new_is_never_said_of_an_office_that_failed() -> None:
    assert Report(sources=(_done("marchshire", Verdict.FAILED),)).summary() == "1 office: 1 failed"
    assert Report(sources=(_done("marchshire", Verdict.DEGRADED),)).summary() == "1 office: 1 degraded"


def test_the_summary_counts_what_is_new_and_the_offices_in_trouble() -> None:
    sources = (
        _done("marchshire", Verdict.CHANGED, 2),
        _done("morwen", Verdict.UNCHANGED),
        _done("ravenshire", Verdict.FAILED),
    )
    assert Report(sources=sources).summary() == "3 offices: 2 new, 1 failed"
    assert Report(sources=sources[1:]).summary() == "2 offices: nothing new, 1 failed"


def test_an_office_of_two_sources_is_counted_once_by_the_worse_of_them() -> None:
    sources = (_done("marchshire", Verdict.FAILED), _done("marchshire", Verdict.UNCHANGED))
    assert Report(sources=sources).summary() == "1 office: 1 failed"
