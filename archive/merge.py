"""Two records of one release become one: where what they claim in common is proven by what they say."""

import logging
from functools import partial

from archive import compare, likeness
from archive.change import EventKind, Known
from archive.likeness import Portrait
from archive.release import AliasKind
from archive.store import Database, conflicts, merging, releases, whole
from archive.store.conflicts import Conflict
from archive.store.witness import Witness
from archive.visit import Visit

_NAMES = {AliasKind.URL: "the address", AliasKind.WORDPRESS: "the post", AliasKind.SLUG: "the slug"}

log = logging.getLogger(__name__)


def proven(visit: Visit) -> None:
    """Merge the records of an office that claim one address or id, and agree in what a release is known by.

    What is not served whole is left as it is until it is.
    """
    db = visit.desk.archive.db
    merged = whole.waiting(visit.desk.archive)
    for conflict in conflicts.every(db, visit.office.id):
        if merged.isdisjoint((conflict.row, conflict.other_row)):  # what was merged just now is judged by the next run
            merged |= _judged(visit, db, conflict)


def _judged(visit: Visit, db: Database, conflict: Conflict) -> set[int]:
    """Merge two records if they are of one release; return their rows, none when they are not."""
    pair = [known for row in (conflict.row, conflict.other_row) for known in releases.known(db, visit.row, row)]
    one, other = (_portrait(db, known) for known in pair)
    proof = likeness.proof(one, other, shared=True)
    if proof is None:
        return set()
    named = f"{_NAMES.get(conflict.alias.kind, 'the id')} {conflict.alias.value}"
    into(db, pair[0], pair[1], f"both claim {named}, and {proof.words}", visit.witness())
    visit.count([EventKind.MERGED])
    return {conflict.row, conflict.other_row}


def into(db: Database, one: Known, other: Known, proof: str, witness: Witness) -> Known:
    """Merge two records of one release, whatever shows that they are; return the one that stays, the older."""
    stays, goes = sorted((one, other), key=lambda known: (known.first_seen, known.id))
    stands = max((stays, goes), key=compare.standing)
    merging.merge(db, merging.Pair(stays=stays, goes=goes, stands=stands), compare.merged(stays, goes, proof), witness)
    log.info("%s is merged into %s: %s", goes.path, stays.path, proof)
    return stays


def _portrait(db: Database, known: Known) -> Portrait:
    words = partial(releases.words, db, known.id)
    return likeness.portrait(known.title, known.published, known.fingerprint, known.url, words)
