"""copperplate add."""

import json
import shlex
import textwrap
from typing import TYPE_CHECKING, Any

import click

from archive import config
from archive.commands.console import Console
from archive.errors import ConfigError, DiscoverError

if TYPE_CHECKING:
    from archive.candidate import Candidate
    from archive.proof import Proof
    from archive.stanza import Stanza

_OTHER_ADDRESS = "Give the address of the page that lists the releases, or of a feed."
_CHECKED = "Nothing was written. What would be added to {path}:"
_UNSURE = "Nothing was written, since confidence is low. What would be added to {path}:"
_HERE = "Nothing was written: {id} is configured already. From what was seen, it would be:"
_ADDED = "Added to {path}:"
_BEGUN = "There was no {path}. Now there is one, with this alone: {others} is no longer taken for want of a file."
_NAMED = "Added to {path}, so that {others} is no longer taken for want of an office that is named there:"
_WRITTEN = (_ADDED, _BEGUN, _NAMED)


@click.command("add")
@click.argument("wanted", metavar="URL|OFFICE")
@click.option("--id", default="", help="What to call the office, in the configuration and on the site.")
@click.option("--name", default="", help="Its whole name; else the catalogue's, or what its site calls itself.")
@click.option("--way", type=click.Choice(config.WAYS), default="auto", show_default=True, help="How to read it.")
@click.option("--check", is_flag=True, help="Look and show, but write nothing.")
@click.option("--anyway", is_flag=True, help="Write it even where confidence is low.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def command(console: Console, /, wanted: str, **options: Any) -> None:  # noqa: ANN401  # click gives them
    """Look at a site, show how it publishes and what would be stored, and write it to the configuration."""
    from archive import candidate  # noqa: PLC0415  # the parsers take their time to load

    asked = candidate.meant(wanted, {office.id: office for office in console.config.offices})
    _check_id(console, options["id"] or asked.id, options)
    proof = _looked(console, asked, options)
    if proof.used is None:
        _show(proof, None, options)
        others = [tried.way for tried in proof.tried if tried.listed]
        raise DiscoverError(proof.why, hint=f"Add --way {others[0]} to read it so." if others else _OTHER_ADDRESS)
    id_ = options["id"] or candidate.office_id(asked, proof, options["name"])
    _check_id(console, id_, options)
    found = candidate.stanza(asked, id_, proof, console.clock().date(), name=options["name"], way=options["way"])
    _finish(console, proof, found, options)


def _check_id(console: Console, id_: str, options: dict[str, Any]) -> None:
    """Refuse an id that cannot be, or one that is configured already, unless nothing will be written: ConfigError."""
    from archive import stanza  # noqa: PLC0415  # as above

    if id_ and not config.may_be_an_id(id_):
        raise ConfigError(f"{id_!r} cannot be the id of an office", hint=config.ID_HINT)
    path = console.config_path
    here = id_ in _configured(console) and (console.config.named or not path.exists())
    if options["check"] or not here:
        return
    place = "the office that is taken where there is no file"
    if path.exists():
        line = stanza.line(path.read_text(encoding="utf-8"), id_)
        place = f"{path}, line {line}" if line else str(path)
    raise ConfigError(
        f"{id_} is configured already: {place}",
        hint=f"copperplate add {id_} --check looks at it again; more addresses go under [[offices.{id_}.sources]].",
    )


def _looked(console: Console, asked: "Candidate", options: dict[str, Any]) -> "Proof":
    """Look at the addresses of an office until one of them lists releases; the first look counts when none does."""
    from archive.commands.orders import client  # noqa: PLC0415  # as above
    from archive.discover import WAYS  # noqa: PLC0415
    from archive.probe import probe  # noqa: PLC0415

    ways = tuple(WAYS) if options["way"] == "auto" else (options["way"],)
    proofs: list[Proof] = []
    with client(console, {}) as fetch:
        for address in asked.addresses:
            if not options["as_json"]:
                console.say(f"Looking at {address}, politely: this takes a moment.\n")
            proofs.append(probe(address, fetch, ways, mayor=asked.mayor))
            if proofs[-1].used:
                return proofs[-1]
    return proofs[0]


def _finish(console: Console, proof: "Proof", found: "Stanza", options: dict[str, Any]) -> None:
    """Write what was found where that was asked for and there is reason to, and show it."""
    from archive import stanza  # noqa: PLC0415  # as above

    said = _said(console, proof, found.id, options)
    path = console.config_path
    if said in _WRITTEN:
        stanza.keep(path, found, config.template(console.clock().year))
    told = said.format(path=path, id=found.id, others=", ".join(_configured(console)))
    _show(proof, found, options, written=str(path) if said in _WRITTEN else "", said=told)
    if said in _WRITTEN and not options["as_json"]:
        given = "" if str(path) == config.NAME else f"-c {shlex.quote(str(path))} "
        click.echo(f"Next: {console.program} {given}run")
    if said is _UNSURE:
        raise DiscoverError(
            f"{found.id} is not added: what has once entered the archive stays in it",
            hint=f"{_OTHER_ADDRESS} Or say that it is right: --anyway",
        )


def _said(console: Console, proof: "Proof", id_: str, options: dict[str, Any]) -> str:
    """Decide what becomes of a stanza, and return that in words; no default is taken once an office is named."""
    from archive.proof import Confidence  # noqa: PLC0415  # as above

    known = id_ in _configured(console)
    if options["check"]:
        return _HERE if known else _CHECKED
    if proof.verdict.confidence is Confidence.LOW and not options["anyway"]:
        return _UNSURE
    if not console.config_path.exists():
        return _BEGUN
    return _ADDED if console.config.named or known else _NAMED


def _configured(console: Console) -> list[str]:
    return [office.id for office in console.config.offices]


def _show(
    proof: "Proof", found: "Stanza | None", options: dict[str, Any], *, written: str = "", said: str = ""
) -> None:
    from archive import stanza  # noqa: PLC0415  # as above
    from archive.commands import exhibit  # noqa: PLC0415
    from archive.proof import as_json  # noqa: PLC0415

    text = stanza.written(found) if found else ""
    if options["as_json"]:
        done = {"id": found.id if found else None, "stanza": text or None, "written": written or None}
        click.echo(json.dumps(as_json(proof) | done, ensure_ascii=False))
        return
    for line in exhibit.lines(proof):
        click.echo(line)
    if found:
        click.echo(f"\n{said}\n\n{textwrap.indent(text, '  ')}")
