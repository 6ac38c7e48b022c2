"""The live archive as one ASGI application: the published site's addresses from its files, the rest from Datasette."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode

from feeds.live import files, original
from feeds.live.answer import Answer, Asked

# Pages of Datasette's that tell visitors about this machine: where files lie, and what runs.
_PRIVATE = re.compile(r"/-/(?:databases|metadata|threads)(?:\.|/|$)")

Scope: TypeAlias = dict[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[dict[str, Any]]]
Send: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


def live(
    app: App,
    database: str,
    folder: Path | None,
    secure: dict[str, str],
    owned: Callable[[str], bool],
    stands: Callable[[], bool],
) -> App:
    """Return Datasette's application with the published folder before it, which also answers for what is nowhere.

    database: the first part of the addresses that are Datasette's, as are "-" and "search"; a folder cannot take them
    secure: headers for every answer
    owned: whether a path is one of Datasette's
    stands: whether the archive is still the one that Datasette has open
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        first = scope["path"].lstrip("/").partition("/")[0].partition(".")[0]
        found = Answer(status=404, headers={}) if _PRIVATE.match(scope["path"]) else None
        if folder and first not in ("-", "search", database):
            found = await asyncio.to_thread(files.answer, folder, scope["path"], asked(scope))
        if found is None and folder and not owned(scope["path"]):
            found = await asyncio.to_thread(files.nowhere, folder, asked(scope))
        if found is None and not stands():
            found = original.REPLACED
        if found:
            headers = _raw(found.headers | secure)
            await send({"type": "http.response.start", "status": found.status, "headers": headers})
            await send({"type": "http.response.body", "body": found.body})
        else:
            await app(_searching(scope) if first == database else scope, receive, _with(secure, send))

    return answer


def asked(scope: Scope) -> Asked:
    """Return the method and the headers of a request."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return Asked(method=scope["method"], headers=headers)


def _with(headers: dict[str, str], send: Send) -> Send:
    async def send_more(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            others = [pair for pair in message.get("headers", []) if pair[0].decode("latin-1").lower() not in headers]
            message = message | {"headers": [*others, *_raw(headers)]}
        await send(message)

    return send_more


def _searching(scope: Scope) -> Scope:
    """Take a search for nothing as none: Datasette's own form sends an empty one, and would answer with no rows."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != "_search" or re.search(r"\w", value)]
    return scope if kept == pairs else scope | {"query_string": urlencode(kept).encode("ascii")}


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
