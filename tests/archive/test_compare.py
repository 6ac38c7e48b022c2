"""What we know × what we saw."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive import compare
from archive.change import Absence, Change, EventKind, Said
from archive.release import Attachment, Channel, Claim, Status
from tests.archive.releases import KITS, known, seen_again

MARCH = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)


def kinds(change: Change) -> list[EventKind]:
    return [event.kind for event in change.events]


def test_a_release_that_is_not_known_is_published() -> None:
    change = compare.seen(KITS, None, "1")
    assert (kinds(change), change.revision, change.status) == ([EventKind.PUBLISHED], True, Status.LIVE)
    assert change.events[0].evidence == "first seen; the office dates it 20 February 2026"


def test_a_second_look_finds_nothing() -> None:
    change = compare.seen(KITS, known(), "1")
    assert (change.events, change.revision, change.refreshed) == ((), False, False)


def test_a_changed_text_is_a_revision() -> None:
    change = compare.seen(seen_again(text="Fifteen buses will carry a bleed kit."), known(), "1")
    assert (kinds(change), change.revision) == ([EventKind.REVISED], True)
    assert change.events[0].evidence == "the office changed the text"


def test_a_changed_headline_is_named() -> None:
    change = compare.seen(seen_again(title="Bleed kits for all buses"), known(), "1")
    assert change.events[0].evidence == "the office changed the headline"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"text": "Other words."}, "the text"),
        ({"title": "Bleed kits for all buses", "text": "Other words."}, "the headline and the text"),
        ({"title": "Bleed kits for “late” buses", "standfirst": "In brief."}, "the headline and the standfirst"),
        (
            {
                "title": "Bleed kits for all buses",
                "standfirst": "In brief.",
                "text": "Other words.",
                "attachments": (Attachment(url=f"{KITS.url}list.pdf", title="The buses"),),
                "published": Claim(value="2026-02-14"),
            },
            "the headline, the standfirst, the text, the documents and the date",
        ),
    ],
)
def test_an_edit_names_all_that_changed(changes: dict[str, Any], named: str) -> None:
    said = Said(standfirst=KITS.standfirst, text=KITS.text, documents=frozenset())
    change = compare.seen(seen_again(**changes), known(), "1", lambda _: said)
    (edit,) = (event for event in change.events if event.kind is EventKind.REVISED)
    assert edit.evidence == f"the office changed {named}"


def test_curly_quotes_and_spaces_are_no_revision() -> None:
    before = seen_again(text=f"{KITS.text} It’s “done”.")
    change = compare.seen(seen_again(text=f'{KITS.text}  It\'s "done".\n'), known(before), "1")
    assert (change.events, change.revision) == ((), False)


def test_another_channel_or_parser_is_no_edit_by_the_office() -> None:
    edited = seen_again(text="Read in another way.")
    by_page = compare.seen(seen_again(edited, channel=Channel.PAGE), known(), "1")
    by_parser = compare.seen(edited, known(), "2")
    for change in (by_page, by_parser):
        assert (change.events, change.revision, change.refreshed) == ((), False, True)


@pytest.mark.parametrize(
    ("before", "after", "redated"),
    [
        ("2026-02-20", "2026-02-21", True),
        ("2026-02-20", "2026-02-20T09:00:00+00:00", False),
        ("2026-02-20T09:00:00+00:00", "2026-02-20", False),
        ("2026-02", "2026-02-20", False),
        ("2026-02", "2026-03-20", True),
        ("2026-02-20T09:00:00+00:00", "2026-02-20T10:00:00+00:00", True),
        ("2026-02-20T09:00:00+00:00", "2026-02-20T10:00:00+01:00", False),
        ("", "2026-02-20", False),
        ("2026-02-20", "", False),
    ],
)
def test_a_date_is_redated_when_it_contradicts_the_earlier_one(before: str, after: str, *, redated: bool) -> None:
    change = compare.seen(
        seen_again(published=Claim(value=after)), known(seen_again(published=Claim(value=before))), "1"
    )
    assert (EventKind.REDATED in kinds(change)) is redated
    assert not change.revision


@pytest.mark.parametrize("vaguer", ["2026-02-20", "2026-02", ""])
def test_a_vaguer_claim_of_the_same_date_does_not_replace_a_finer_one(vaguer: str) -> None:
    finer = Claim(value="2026-02-20T09:00:00+00:00", evidence="REST date_gmt")
    before = known(seen_again(published=finer))
    kept = compare.seen(seen_again(published=Claim(value=vaguer)), before, "1")
    assert kept.release is not None
    assert (kept.release.published, kept.refreshed) == (finer, False)
    reread = compare.seen(seen_again(published=Claim(value=vaguer)), before, "2")
    assert reread.release is not None
    assert reread.release.published.value == vaguer, "a better parser may know less, and be right"


def test_a_redating_says_from_when_to_when() -> None:
    (event,) = compare.seen(seen_again(published=Claim(value="2026-02-14")), known(), "1").events
    assert event.evidence == "the office changed its date from 20 February 2026 to 14 February 2026"
    assert (event.before, event.after) == ("2026-02-20", "2026-02-14")


def test_a_new_address_is_a_move_and_https_is_none() -> None:
    moved = compare.seen(seen_again(url="https://www.marchshire-pfcc.example/bleed-kits/"), known(), "1")
    secured = compare.seen(seen_again(url=KITS.url.replace("https", "http")), known(), "1")
    assert (kinds(moved), kinds(secured)) == ([EventKind.MOVED], [])
    assert secured.refreshed


def test_a_release_is_removed_after_three_checks_over_two_days_and_not_before() -> None:
    now, each = known(), None
    told = []
    for hours in (0, 24, 47, 48, 72):
        each = compare.absent(now, "answered 404", MARCH + timedelta(hours=hours))
        told.append((each.status, kinds(each)))
        now = known(status=each.status, absence=each.absence)
    assert told == [
        (Status.MISSING, [EventKind.MISSING]),
        (Status.MISSING, []),
        (Status.MISSING, []),
        (Status.REMOVED, [EventKind.REMOVED]),
        (Status.REMOVED, []),
    ]


def test_two_checks_are_not_enough_however_long_they_lie_apart() -> None:
    absence = Absence(since=MARCH, latest=MARCH, checks=1)
    change = compare.absent(known(status=Status.MISSING, absence=absence), "answered 410", MARCH + timedelta(days=30))
    assert change.status is Status.MISSING


def test_the_wording_of_a_removal_follows_the_evidence() -> None:
    absence = Absence(since=MARCH, latest=MARCH, checks=3)
    gone = known(status=Status.MISSING, absence=absence)
    (event,) = compare.absent(gone, "answered 404", MARCH + timedelta(days=3)).events
    assert event.evidence == (
        "last seen 3 March 2026, 09:10; not found since 5 March 2026, 09:10 (4 checks: answered 404)"
    )


def test_a_release_that_comes_back_is_restored() -> None:
    absence = Absence(since=MARCH, latest=MARCH, checks=4)
    for change in (
        compare.seen(KITS, known(status=Status.REMOVED, absence=absence), "1"),
        compare.found(known(status=Status.MISSING, absence=absence)),
    ):
        assert (kinds(change), change.status) == ([EventKind.RESTORED], Status.LIVE)
        assert "4 checks" in change.events[0].evidence


@pytest.mark.parametrize("status", [Status.WITHHELD, Status.EMBARGOED])
def test_what_must_not_be_shown_stays_hidden_whatever_is_seen(status: Status) -> None:
    hidden = known(status=status)
    for change in (
        compare.seen(KITS, hidden, "1"),
        compare.found(hidden),
        compare.absent(hidden, "answered 404", MARCH),
    ):
        assert (change.status, change.events, change.revision, change.release) == (status, (), False, None)


def test_another_document_or_markup_refreshes_without_an_edit() -> None:
    change = compare.seen(
        seen_again(html="<p>Now with a <a href='https://a.example/final.pdf'>file</a></p>"), known(), "1"
    )
    assert (change.events, change.revision, change.refreshed) == ((), False, True)
