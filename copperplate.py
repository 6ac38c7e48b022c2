"""The front door: `copperplate COMMAND`. Each command is a module, loaded when it is asked for."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from archive import __version__
from archive.config import NAME
from archive.errors import ConfigError, CopperplateError

_COMMANDS = {
    "add": "archive.commands.add",
    "backup": "archive.commands.backup",
    "demo": "feeds.commands.demo",
    "export": "archive.commands.export",
    "init": "archive.commands.init",
    "offices": "archive.commands.offices",
    "parse": "archive.commands.parse",
    "publish": "feeds.commands.publish",
    "reparse": "archive.commands.reparse",
    "run": "feeds.commands.run",
    "scrape": "archive.commands.scrape",
    "search": "archive.commands.search",
    "serve": "feeds.commands.serve",
    "status": "archive.commands.status",
    "verify": "archive.commands.verify",
    "withhold": "feeds.commands.withhold",
}


class _Door(click.Group):
    """Loads a command when it is asked for, and turns our errors into two lines and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(_COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what the terminal sent in another encoding: no file of ours could hold it."""
        for each in args:
            if not each.isascii() and each != each.encode("utf-8", "replace").decode():
                raise click.UsageError(f"{each!r} is not in UTF-8. Set the terminal, or the script, to UTF-8.", ctx)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's signature
        try:
            return super().invoke(ctx)
        except CopperplateError as error:
            click.echo(f"Error: {error}", err=True)
            if error.hint:
                click.echo(f"Try: {error.hint}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=NAME,
    envvar="COPPERPLATE_CONFIG",
    show_default=True,
    help="The configuration; its folder is where relative paths start.",
)
@click.option("-v", "--verbose", is_flag=True, help="Tell every step.")
@click.version_option(__version__, message="copperplate %(version)s")
@click.pass_context
def main(ctx: click.Context, config: Path, *, verbose: bool) -> None:
    """Archive and republish the press releases of the Police and Crime Commissioners of England and Wales."""
    from archive.commands.console import Console  # noqa: PLC0415  # so that --help needs nothing else

    here = config.name == NAME and config.parent.is_dir()  # a folder to work in, which needs no file
    if not here and not config.exists() and ctx.invoked_subcommand != "init":
        raise ConfigError(f"{config}: there is no such file", hint=f"Check the path, or: copperplate -c {config} init")
    ctx.obj = ctx.obj or Console(config_path=config, verbose=verbose)
