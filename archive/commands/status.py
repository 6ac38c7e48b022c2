"""copperplate status."""

import json

import click

from archive import wording
from archive.commands.console import Console
from archive.errors import DEGRADED
from archive.health import State
from archive.store import conflicts, standings
from archive.store.conflicts import Conflict
from archive.store.standings import Standing

_HEADS = ("office", "standing", "since", "releases", "last new", "publishes")
_NUMBER = _HEADS.index("releases")


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(console: Console, *, as_json: bool) -> None:
    """Tell how every office stands: well, quiet, degraded or broken, and why. Ends 3 when one is degraded or broken."""
    with console.reading() as archive:
        found = standings.every(archive.db)
        claimed = {each.office: conflicts.every(archive.db, each.office) for each in found}
    for line in _objects(found, claimed) if as_json else _table(found):
        click.echo(line)
    if any(each.state.bad for each in found):
        raise SystemExit(DEGRADED)


def _table(found: list[Standing]) -> list[str]:
    """Return the offices in columns, and under each that is not well what says so and what to try."""
    rows = [_HEADS, *(_row(each) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = []
    for row, standing in zip(rows, [None, *found], strict=True):
        cells = [
            cell.rjust(width) if column == _NUMBER else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
        if standing and standing.evidence:
            lines += [f"    {standing.evidence}", *([f"    Try: {standing.hint}"] if standing.hint else [])]
    return lines


def _row(standing: Standing) -> tuple[str, ...]:
    return (
        standing.office,
        str(standing.state),
        _since(standing),
        f"{standing.releases:,}",
        wording.day(standing.last) if standing.last else "never",
        str(standing.cadence or "not known yet"),
    )


def _since(standing: Standing) -> str:
    if standing.since is None:
        return ""
    return wording.day(standing.since) if standing.state is State.QUIET else wording.moment(standing.since)


def _objects(found: list[Standing], claimed: dict[str, list[Conflict]]) -> list[str]:
    return [
        json.dumps(_facts(each) | {"conflicts": [_conflict(one) for one in claimed[each.office]]}, ensure_ascii=False)
        for each in found
    ]


def _conflict(conflict: Conflict) -> dict[str, str]:
    """Return what two releases claim, and by which paths they go here."""
    return {
        "kind": conflict.alias.kind,
        "value": conflict.alias.value,
        "release": conflict.path,
        "claimed_by": conflict.other_path,
        "at": wording.machine(conflict.at),
    }


def _facts(standing: Standing) -> dict[str, object]:
    pattern = standing.cadence
    return {
        "office": standing.office,
        "name": standing.name,
        "standing": standing.state,
        "since": wording.machine(standing.since) if standing.since else None,
        "releases": standing.releases,
        "last_new": standing.last.isoformat() if standing.last else None,
        "cadence": pattern
        and {"usual_days": pattern.usual, "long_days": pattern.long, "patience_days": pattern.patience},
        "evidence": standing.evidence,
        "try": standing.hint,
        "asked": wording.machine(standing.asked) if standing.asked else None,
    }
