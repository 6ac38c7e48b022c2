"""The errors that a user can act on; everything else is a bug and stays a traceback."""

FAILED, DEGRADED = (
    1,
    3,
)  # exit codes of run and scrape: nothing could be done; something looks wrong, the rest is done


class CopperplateError(Exception):
    """What happened, to which thing; `hint` says what to try.

    exit_code: what the command ends with when nothing else could be done
    """

    exit_code = FAILED

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the sentence and the hint apart, so that the command can print them on two lines."""
        super().__init__(message)
        self.hint = hint


class ConfigError(CopperplateError):
    """The configuration or the command line asks for something that cannot be."""

    exit_code = 2


class FetchError(CopperplateError):
    """A site could not be asked, did not answer, or answered with what must not be taken."""


class RefusedError(FetchError):
    """We do not ask, or do not take what came: our own rules or the site's robots.txt forbid it."""


class BudgetError(FetchError):
    """The requests or bytes that a run may spend are spent; the run can end in good order."""


class DiscoverError(CopperplateError):
    """A site answered, but does not show where its releases are."""


class OutageError(DiscoverError):
    """A site answered that it cannot or will not: 403, 404, 503."""


class ClosedError(OutageError):
    """A site answered that what was there is closed to us or gone: 401, 404, 410."""


class ParseError(CopperplateError):
    """An answer holds no release that could be read."""


class StoreError(CopperplateError):
    """The archive cannot be opened, read or written."""


class UncleanError(StoreError):
    """What went from the served file may still stand in its bytes; all else that was asked for is done."""


class PublishError(CopperplateError):
    """The site cannot be written; what was published before stays as it is."""


class NotifyError(CopperplateError):
    """The operator cannot be told of a change; whoever reads standard error can."""


class LockedError(CopperplateError):
    """Another run is at work on the same archive."""

    exit_code = 75
