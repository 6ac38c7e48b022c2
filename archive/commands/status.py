"""copperplate status."""

import json
from dataclasses import asdict

import click

from archive.commands.console import Console
from archive.errors import DEGRADED
from archive.store import runs
from archive.store.runs import Standing, Verdict

_BAD = (Verdict.DEGRADED, Verdict.FAILED)


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(console: Console, *, as_json: bool) -> None:
    """Tell how every source stands: what is well, degraded or failed, and why. Ends 3 when anything is not well."""
    with console.reading() as archive:
        standings = runs.standings(archive.db)
    for standing in standings:
        click.echo(json.dumps(asdict(standing), default=str) if as_json else _text(standing))
    if any(standing.verdict in _BAD for standing in standings):
        raise SystemExit(DEGRADED)


def _text(standing: Standing) -> str:
    verdict = standing.verdict or "never read"
    line = (
        f"{standing.office}: {verdict}, {standing.releases} releases by {standing.way or 'no way yet'} ({standing.url})"
    )
    if standing.reason:
        line += f"\n  {standing.reason}"
    if standing.verdict in _BAD:
        line += f"\n  last well: {f'{standing.well:%Y-%m-%d %H:%M} UTC' if standing.well else 'never'}"
    return line
