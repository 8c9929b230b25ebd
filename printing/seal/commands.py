"""The commands `key new`, `key show`, `key page` and `verify`: signing keys, and checking papers without a network."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.config import Settings, load
from kiosk.errors import Refused
from kiosk.options import ConfigFile

if TYPE_CHECKING:
    from printing.seal.records import TrustedKeys

key_app = typer.Typer(help="The key that signs printed papers.", no_args_is_help=True)


@key_app.callback()
def _key() -> None:
    """The key that signs printed papers."""


@key_app.command("new")
def new(
    out: Annotated[Path | None, typer.Option(help="Where to write it; default: seal.key_file.")] = None,
    months: Annotated[
        int | None, typer.Option(help="How long it signs; default: seal.key_months.", min=1, max=120)
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Make a signing key on this machine; never overwrites one. Prints the public record to register."""
    from printing.seal.key_file import new_key, write_key

    settings = load(config)
    file = out or _configured_file(settings)
    key = new_key(settings.kiosk.id, settings.demo.today or date.today(), months or settings.seal.key_months)
    write_key(key, file)
    typer.echo(f"# The private key is in {file}. Register this public record with whoever verifies:")
    typer.echo(key.public_text, nl=False)


@key_app.command("show")
def show(
    file: Annotated[Path | None, typer.Option("--key", help="The key file; default: seal.key_file.")] = None,
    config: ConfigFile = None,
) -> None:
    """Print the public record of the signing key, as it is registered with verifiers (seal.trusted_keys)."""
    from printing.seal.key_file import read_key

    typer.echo(read_key(file or _configured_file(load(config))).public_text, nl=False)


@key_app.command("page")
def page(
    out: Annotated[Path, typer.Option(help="The HTML file to write.")],
    keys: Annotated[Path | None, typer.Option(help="Public records; default: seal.trusted_keys.")] = None,
    config: ConfigFile = None,
) -> None:
    """Write the page that verifies in a browser without a network, with the trusted keys inside."""
    from printing.seal.web_page import write_page

    trusted = _trusted(load(config), keys)
    write_page(out, trusted)
    real = sum(not record.demo for record in trusted.records)
    typer.echo(f"{out}: trusts {real} key{'' if real == 1 else 's'}, and knows the demo's, which proves nothing.")


def verify(
    file: Annotated[Path | None, typer.Argument(help="A PDF, or the picture of a scan (PNG, JPEG).")] = None,
    text: Annotated[str, typer.Option("--text", help="The code's text, as a hand scanner types it.")] = "",
    keys: Annotated[Path | None, typer.Option(help="Public records to trust; default: seal.trusted_keys.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="zh_CN or en.")] = "zh_CN",
    config: ConfigFile = None,
) -> None:
    """Check a printed paper's signed code without a network: prints what it says and names what differs."""
    from printing.files import check_language
    from printing.seal.verifying import verify_file, verify_text

    if (file is None) == (not text):
        raise typer.BadParameter("Name a file, or give the code's text with --text.")
    settings, language = load(config), check_language(lang)
    trusted, strict = _trusted(settings, keys), settings.kiosk.mode == "production"
    told = verify_file(file, trusted, language) if file else verify_text(text, trusted, language)
    if told.report:
        typer.echo(told.report)
    if told.fault or (strict and told.demo):
        raise Refused(told.fault or told.demo)


def _configured_file(settings: Settings) -> Path:
    if not settings.seal.key_file:
        raise Refused("The setting seal.key_file is empty; name the key file there or on the command line.")
    return Path(settings.seal.key_file)


def _trusted(settings: Settings, keys: Path | None) -> TrustedKeys:
    from printing.seal.records import TrustedKeys, read_trusted
    from printing.seal.signing import trusted_keys

    return TrustedKeys(read_trusted(keys)) if keys else trusted_keys(settings)
