"""Why there is no answer: our own reasons to stop, and those of the libraries below, in one sentence each."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import requests
import urllib3.exceptions

from archive import wording
from archive.errors import BudgetError, FetchError, RefusedError
from archive.fetch.address import hint as hint_of


class PassingError(FetchError):
    """A failure that may be gone a moment later."""


class StopError(Exception):
    """We ended an exchange ourselves; the text says why, and `told` adds the address."""


class ForbiddenError(StopError):
    """The name leads to an address that is not asked; wrong is what that one is."""

    def __init__(self, host: str, wrong: str) -> None:
        """Take the name, and what `address.refusal` says of where it leads."""
        super().__init__(f"{host} is {wrong}")
        self.wrong = wrong


class LimitError(StopError):
    """The answer is larger or slower than allowed."""


class SpentError(StopError):
    """The budget of the run is spent."""


_BUDGET_HINT = "What is left is fetched by the next run; max_requests and max_run_bytes under [fetch] are its bounds."
_LIMIT_HINT = "Look at it in a browser; if it is as large or slow there, raise max_bytes or timeout under [fetch]."
_DOWN_HINT = "Open it in a browser; if it is down there too, the next run asks again."
_NAME_HINT = (
    "Is this machine online, and the name spelt right? If the office has moved: copperplate add URL (the new one)."
)
_TLS_HINT = "Open it in a browser; a certificate authority of your own is trusted through SSL_CERT_FILE."

# From the most telling cause to the least; `True`: another attempt may do better.
_CAUSES: tuple[tuple[type[BaseException], str, str, bool], ...] = (
    (socket.gaierror, "its name leads to no address", _NAME_HINT, True),
    (ssl.SSLCertVerificationError, "its certificate is not valid ({0.verify_message})", _TLS_HINT, False),
    (ssl.SSLError, "it does not speak TLS as an https site must ({0.reason})", _TLS_HINT, True),
    (ConnectionRefusedError, "the connection was refused", _DOWN_HINT, True),
    (urllib3.exceptions.ConnectTimeoutError, "no connection came about in time", _DOWN_HINT, True),
    (TimeoutError, "it did not answer in time", _DOWN_HINT, True),
    (urllib3.exceptions.ReadTimeoutError, "it did not answer in time", _DOWN_HINT, True),
    (urllib3.exceptions.DecodeError, "the answer is not compressed as it says it is", _DOWN_HINT, False),
    (http.client.IncompleteRead, "the answer broke off before its end", _DOWN_HINT, True),
    (ConnectionError, "the connection was closed before an answer came", _DOWN_HINT, True),
    (http.client.HTTPException, "what came is not HTTP", _DOWN_HINT, True),
    (OSError, "it cannot be reached ({0})", _DOWN_HINT, True),
    (urllib3.exceptions.ProtocolError, "the answer broke off before its end", _DOWN_HINT, True),
)


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn what goes wrong while an address is asked into a FetchError with its address."""
    try:
        yield
    except ForbiddenError as stop:
        raise RefusedError(f"{wording.address(url)}: refused, because {stop}", hint=hint_of(stop.wrong)) from stop
    except LimitError as stop:
        raise FetchError(f"{wording.address(url)}: not taken, because it {stop}", hint=_LIMIT_HINT) from stop
    except SpentError as stop:
        raise BudgetError(f"{wording.address(url)}: left out, because {stop}", hint=_BUDGET_HINT) from stop
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise _explained(url, error) from error


def _explained(url: str, error: Exception) -> FetchError:
    """Return the sentence for the most telling of all the causes within an error."""
    # Those of requests say nothing of their own, but are OSErrors all.
    causes = [cause for cause in _causes(error) if not isinstance(cause, requests.RequestException)]
    for kind, sentence, hint, passing in _CAUSES:
        for cause in causes:
            if isinstance(cause, kind):
                return (PassingError if passing else FetchError)(
                    f"{wording.address(url)}: {sentence.format(cause)}", hint=hint
                )
    return FetchError(f"{wording.address(url)}: no answer that can be understood ({error})", hint=_DOWN_HINT)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and all that it was made from, each once; urllib3 and requests keep theirs in args."""
    seen: dict[int, BaseException] = {}
    todo: list[BaseException | None] = [error]
    while todo:
        cause = todo.pop()
        if cause is None or id(cause) in seen:
            continue
        seen[id(cause)] = cause
        todo += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
        todo = [one for one in todo if isinstance(one, BaseException)]
    yield from seen.values()
