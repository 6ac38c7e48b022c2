"""Whether the tables agree with each other: keys, numbers of revisions, what is shown, counts, topics."""

from collections.abc import Iterator
from functools import partial

from sqlite_utils import Database

from archive.store import ledger, people, topics, visibility
from archive.store.audit.finding import Finding

_REBUILDS = "It can be counted again: run copperplate verify without --check."
_WORDS = "{0}.title, {0}.standfirst, {0}.html, {0}.text"
# Where a release was read from another answer since, without an edit, it may say it in other words.
_THE_SAME = (
    "v.release_id = r.id AND v.number = r.revision AND v.capture_id IS r.capture_id "
    "AND v.parser = r.parser AND v.channel = r.channel"
)
_ROLES = (
    "SELECT DISTINCT q.person_id, q.role FROM quotes q LEFT JOIN roles s ON s.person_id = q.person_id "
    "AND s.role = q.role WHERE q.person_id IS NOT NULL AND q.role != '' AND s.quotes IS NOT "
    "(SELECT count(*) FROM quotes c WHERE c.person_id = q.person_id AND c.role = q.role) "
    "UNION SELECT person_id, role FROM roles s WHERE NOT EXISTS "
    "(SELECT 1 FROM quotes q WHERE q.person_id = s.person_id AND q.role = s.role)"
)


def linked(db: Database) -> Iterator[Finding]:
    """Look for rows that name a row which is not there."""
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        which = f"row {row} of {table}" if row is not None else f"a row of {table}"
        yield Finding(check="keys", subject=which, sentence=f"{which} names a row of {parent} that is not there")


def numbered(db: Database) -> Iterator[Finding]:
    """Look for releases whose revisions do not count from 1 to the number that the release names."""
    rows = db.execute(
        "SELECT r.id, r.path, r.revision, count(v.id), coalesce(min(v.number), 0), coalesce(max(v.number), 0) "
        f"FROM releases r LEFT JOIN revisions v ON v.release_id = r.id WHERE {visibility.shown()} GROUP BY r.id "
        "HAVING count(v.id) != r.revision OR min(v.number) IS NOT 1 OR max(v.number) IS NOT r.revision"
    )
    for row, path, named, count, first, last in rows.fetchall():
        whole = count == last and first == 1
        if whole:
            sentence = f"{path} names revision {named} as its last, and has {count}"
            yield Finding(
                check="counts", subject=path, sentence=sentence, hint=_REBUILDS, mend=partial(_number, row=row)
            )
        else:
            sentence = f"{path} should have revisions 1 to {max(named, last)}, and has {count} of them"
            yield Finding(check="counts", subject=path, sentence=sentence)


def counted(db: Database) -> Iterator[Finding]:
    """Compare with the tables themselves what is only a count of them."""
    unseen = db.execute(
        "SELECT r.id, r.path FROM releases r LEFT JOIN sightings s ON s.release_id = r.id "
        f"WHERE s.release_id IS NULL AND {visibility.shown()}"
    ).fetchall()
    for row, path in unseen:
        sentence = f"{path} has no row in sightings, so that nobody is shown it"
        yield Finding(check="counts", subject=path, sentence=sentence, hint=_REBUILDS, mend=partial(_sight, row=row))
    roles = db.execute(_ROLES).fetchall()
    if roles:
        sentence = f"the quotations of {len(roles)} people in their roles are counted wrong"
        yield Finding(check="counts", subject="roles", sentence=sentence, hint=_REBUILDS, mend=_count_roles)


def sorted_in(db: Database) -> Iterator[Finding]:
    """Look for topics in which other releases are than their searches find."""
    for topic in topics.strayed(db):
        sentence = f"the topic {topic.slug} has other releases than its search finds"
        yield Finding(
            check="search",
            subject=topic.slug,
            sentence=sentence,
            hint=_REBUILDS,
            mend=partial(topics.resort, topic=topic),
        )


def shown(db: Database) -> Iterator[Finding]:
    """Look for releases that do not say what their last version says; one that was altered itself is no measure."""
    rows = db.execute(
        f"SELECT r.id, r.path, v.id FROM releases r JOIN revisions v ON {_THE_SAME} "
        f"WHERE ({_WORDS.format('r')}) IS NOT ({_WORDS.format('v')})"
    )
    for row, path, revision in rows.fetchall():
        if not ledger.agrees(db, revision):
            continue
        sentence = f"{path} does not say what its last version says"
        yield Finding(check="counts", subject=path, sentence=sentence, hint=_REBUILDS, mend=partial(_say, row=row))


def _say(db: Database, row: int) -> None:
    words = f"SELECT {_WORDS.format('v')} FROM releases r JOIN revisions v ON {_THE_SAME} WHERE r.id = ?1"
    db.execute(f"UPDATE releases SET (title, standfirst, html, text) = ({words}) WHERE id = ?1", [row])


def _number(db: Database, row: int) -> None:
    last = "(SELECT max(number) FROM revisions WHERE release_id = releases.id)"
    db.execute(f"UPDATE releases SET revision = {last} WHERE id = ?", [row])


def _sight(db: Database, row: int) -> None:
    """Write what is certain: that it was seen when it was first seen."""
    db.execute("INSERT INTO sightings (release_id, last_seen) SELECT id, first_seen FROM releases WHERE id = ?", [row])


def _count_roles(db: Database) -> None:
    people.recount(db, db.execute(_ROLES).fetchall())
