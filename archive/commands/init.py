"""copperplate init."""

import click

from archive import config
from archive.commands.console import Console
from archive.errors import ConfigError


@click.command("init")
@click.option("--stdout", is_flag=True, help="Print it instead of writing a file.")
@click.pass_obj
def command(console: Console, *, stdout: bool) -> None:
    """Write a commented copperplate.toml to begin with."""
    text = config.template(console.clock().year)
    if stdout:
        click.echo(text, nl=False)
        return
    path = console.config_path
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise ConfigError(f"{path}: is there already", hint="Edit it, or move it away first.") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror})", hint="Choose another folder.") from error
    click.echo(f"Wrote {path}. Look through it, then: {console.program} run")
