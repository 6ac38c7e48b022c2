"""Keeping what belongs to releases while it is still there: their pages, documents and pictures, each once."""

import logging
from datetime import timedelta

from archive.discover import answer
from archive.errors import BudgetError, FetchError
from archive.fetch import PassingError
from archive.office import Office
from archive.response import Response
from archive.skip import Cause, Skip
from archive.store import captures, keepsakes, offices, skipped
from archive.store.keepsakes import Wanted
from archive.visit import Desk

_GIVEN_UP_FOR = timedelta(days=30)
_GONE = (404, 410)
_PATIENCE = 3  # addresses in a row that are out of reach, before the rest is left to the next run

log = logging.getLogger(__name__)


def preserve(office: Office, desk: Desk, most: int) -> int:
    """Keep at most so many addresses of an office that none was kept of yet, newest releases first; return how many.

    That something is gone is kept too, and not asked again; what a site does not give is tried again in a month, and
    what is out of reach in the next run.
    """
    db = desk.archive.db
    row = offices.row(db, office.id)
    kept = out_of_reach = 0
    for each in keepsakes.wanted(db, row, desk.clock() - _GIVEN_UP_FOR, most):
        if desk.stop.is_set():
            break
        try:
            response = _asked(desk, each.url)
        except BudgetError as error:
            log.info("%s: %s; the rest is kept by later runs", office.id, error)
            break
        except PassingError as error:
            log.info("%s: not kept: %s", office.id, error)
            out_of_reach += 1
            if out_of_reach >= _PATIENCE:
                break
            continue
        except FetchError as error:
            log.info("%s: not kept: %s", office.id, error)
            _give_up(desk, each, str(error))
            continue
        out_of_reach = 0
        captures.keep(desk.archive, response, desk.run_id)
        if response.ok:
            keepsakes.measured(db, response)
        kept += 1
    return kept


def _asked(desk: Desk, url: str) -> Response:
    """Return an answer that is worth keeping; FetchError when there is none, PassingError when one may come."""
    response = desk.fetch(url)
    if answer.guarded(response):
        raise PassingError(f"{url}: an anti-bot page came instead")
    if not response.ok and response.status not in _GONE:
        raise FetchError(f"{url}: the site answered {response.status}")
    return response


def _give_up(desk: Desk, wanted: Wanted, reason: str) -> None:
    now = desk.clock()
    skip = Skip(url=wanted.url, cause=Cause.UNKEPT, reason=reason, since=now, at=now)
    skipped.put(desk.archive.db, wanted.source_row, skip)
