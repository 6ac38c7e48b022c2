"""How the offices stand: what they are judged by, how they stand now, and when that changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from archive.health import Cadence, Glimpse, Judgement, Outcome, Record, Sign, State
from archive.release import LONDON
from archive.store.connection import moment, text, writing
from archive.store.runs import Verdict
from archive.store.visibility import shown

_OUTCOMES = 50  # runs that are looked back on
_DAYS = 400  # releases whose days make the cadence
_LATEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an office stands now; times are aware, UTC.

    office, name: its id and its name
    since: None before its first run
    releases: how many of it may be shown: as many as its pages list
    last: the day of its latest release; None without one
    asked: when it was last asked; None when never
    """

    office: str
    name: str
    state: State
    since: datetime | None
    evidence: str
    hint: str
    releases: int
    last: date | None
    cadence: Cadence | None
    asked: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of an office's standing; times are aware, UTC.

    at: when it was found, of which an office has one at a time
    since: since when it had been so
    told: when the operator was told; None when that is still to be, or was never to be
    """

    id: int
    office: str
    name: str
    before: State
    state: State
    at: datetime
    since: datetime
    evidence: str
    hint: str
    told: datetime | None = None


def record(db: Database, office: str) -> Record:
    """Return what an office is judged by."""
    (row,) = db.execute("SELECT id FROM offices WHERE slug = ?", [office]).fetchone()
    sources = db.execute(
        "SELECT id FROM sources WHERE office_id = ? AND valid_until IS NULL ORDER BY id", [row]
    ).fetchall()
    total, dated = db.execute(
        f"SELECT count(*), count(published_day) FROM releases WHERE office_id = ? AND {shown('releases')}", [row]
    ).fetchone()
    return Record(
        sources=tuple(_outcomes(db, source) for (source,) in sources),
        days=_days(db, row),
        latest=_latest(db, row),
        total=total,
        dated=dated,
    )


def keep(db: Database, office: str, run_id: int, judged: Judgement, at: datetime) -> None:
    """Write how an office stands, and that it changed if it did and that is settled; nothing when all is as it was."""
    if judged.state is State.NEW:
        return
    row, state, since, evidence, hint = db.execute(
        "SELECT id, health, health_since, health_evidence, health_hint FROM offices WHERE slug = ?", [office]
    ).fetchone()
    start = since if since and state == judged.state else text(judged.since)
    before = _turned(db, row) or (State.WELL if since else State.NEW)
    with writing(db):
        if (state, since, evidence, hint) != (judged.state, start, judged.evidence, judged.hint):
            db.execute(
                "UPDATE offices SET health = ?, health_since = ?, health_evidence = ?, health_hint = ? WHERE id = ?",
                [judged.state, start, judged.evidence, judged.hint, row],
            )
        if judged.settled and judged.state not in (before, State.WELL if before is State.NEW else before):
            db.execute(
                "INSERT INTO standings (office_id, run_id, before, standing, at, since, evidence, hint) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (office_id, at) DO NOTHING",
                [row, run_id, before, judged.state, text(at), start, judged.evidence, judged.hint],
            )


def every(db: Database) -> list[Standing]:
    """Return how every office stands, by id."""
    rows = db.execute(
        "SELECT o.id, o.slug, o.name, o.health, o.health_since, o.health_evidence, o.health_hint, "
        f"(SELECT count(*) FROM releases WHERE office_id = o.id AND {shown('releases')}), "
        "(SELECT max(r.finished_at) FROM source_runs r JOIN sources s ON s.id = r.source_id WHERE s.office_id = o.id) "
        "FROM offices o ORDER BY o.slug"
    ).fetchall()
    found = []
    for row, slug, name, state, since, evidence, hint, releases, asked in rows:
        published = _days(db, row)
        found.append(
            Standing(
                office=slug,
                name=name,
                state=State(state),
                since=moment(since) if since else None,
                evidence=evidence,
                hint=hint,
                releases=releases,
                last=max(published, default=None),
                cadence=Cadence.of(published),
                asked=moment(asked) if asked else None,
            )
        )
    return found


def turns(db: Database, *, limit: int = 100, untold: bool = False) -> list[Turn]:
    """Return the changes of standing, the newest first; untold: those of which the operator was not told."""
    rows = db.execute(
        "SELECT s.id, o.slug, o.name, s.before, s.standing, s.at, s.since, s.evidence, s.hint, s.told_at "
        f"FROM standings s JOIN offices o ON o.id = s.office_id {'WHERE s.told_at IS NULL ' if untold else ''}"
        "ORDER BY s.at DESC, s.id DESC LIMIT ?",
        [limit],
    ).fetchall()
    return [
        Turn(
            id=row,
            office=slug,
            name=name,
            before=State(before),
            state=State(state),
            at=moment(at),
            since=moment(since),
            evidence=evidence,
            hint=hint,
            told=moment(told) if told else None,
        )
        for row, slug, name, before, state, at, since, evidence, hint, told in rows
    ]


def told(db: Database, rows: Iterable[int], at: datetime) -> None:
    """Write that the operator was told of changes."""
    with writing(db):
        for row in rows:
            db.execute("UPDATE standings SET told_at = ? WHERE id = ?", [text(at), row])


def _turned(db: Database, office_row: int) -> State | None:
    """Return how an office stood after its last settled change; None when there is none."""
    found = db.execute("SELECT standing FROM standings WHERE office_id = ? ORDER BY id DESC", [office_row]).fetchone()
    return State(found[0]) if found else None


def _outcomes(db: Database, source_row: int) -> tuple[Outcome, ...]:
    rows = db.execute(
        "SELECT finished_at, verdict, sign, reason, hint FROM source_runs WHERE source_id = ? AND sign != ? "
        "ORDER BY id DESC LIMIT ?",
        [source_row, Sign.CUT, _OUTCOMES],
    ).fetchall()
    return tuple(
        Outcome(
            at=moment(at),
            failed=verdict == Verdict.FAILED,
            sign=Sign(sign) if sign else None,
            reason=reason,
            hint=hint,
        )
        for at, verdict, sign, reason, hint in rows
    )


def _days(db: Database, office_row: int) -> tuple[date, ...]:
    """Return the days of an office's latest releases; a claim of a day after our first sight is none.

    What may not be shown has left its day in the private file, and says nothing of when the office published.
    """
    picked = [
        f"SELECT * FROM (SELECT id FROM releases WHERE office_id = :office AND {shown('releases')} "
        f"AND published_day {dated} LIMIT :limit)"
        for dated in ("IS NOT NULL ORDER BY published_day DESC", "IS NULL ORDER BY id DESC")
    ]
    rows = db.execute(
        f"SELECT published_day, first_seen FROM releases WHERE id IN ({' UNION ALL '.join(picked)})",
        {"office": office_row, "limit": _DAYS},
    ).fetchall()
    seen = ((claimed, moment(first).astimezone(LONDON).date()) for claimed, first in rows)
    return tuple(min(date.fromisoformat(claimed), first) if claimed else first for claimed, first in seen)


def _latest(db: Database, office_row: int) -> tuple[Glimpse, ...]:
    whole = db.execute(
        "SELECT min(r.finished_at) FROM source_runs r JOIN sources s ON s.id = r.source_id "
        "WHERE s.office_id = ? AND r.sign = ''",
        [office_row],
    ).fetchone()[0]
    rows = db.execute(
        "SELECT r.title, r.published_day, r.first_seen, r.word_count, "
        "EXISTS (SELECT 1 FROM attachments WHERE release_id = r.id) FROM releases r WHERE r.id IN "
        f"(SELECT id FROM releases WHERE office_id = ? AND {shown('releases')} "
        "ORDER BY id DESC LIMIT ?) ORDER BY r.id DESC",
        [office_row, _LATEST],
    ).fetchall()
    return tuple(
        Glimpse(
            title=title,
            published=date.fromisoformat(claimed) if claimed else None,
            first_seen=moment(first),
            words=words,
            documents=bool(documents),
            fresh=whole is not None and first > whole,
        )
        for title, claimed, first, words, documents in rows
    )
