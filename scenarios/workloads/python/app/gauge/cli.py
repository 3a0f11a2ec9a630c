"""The command line."""

from pathlib import Path

import click

from . import ingest, summary, version
from .banner import BANNER
from .config import ConfigError, load
from .store import Store


@click.group()
@click.version_option(version.NUMBER, message=f"{BANNER}\n%(version)s")
@click.option("--config", "path", type=click.Path(path_type=Path), help="TOML file with settings.")
@click.pass_context
def main(context: click.Context, path: Path | None) -> None:
    """Collects readings of sensors and says what is unusual about them."""
    try:
        context.obj = load(path)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.pass_obj
def serve(config) -> None:
    """Run the HTTP service."""
    import waitress

    from .web import create_app

    waitress.serve(create_app(config, Store(config.database)), listen=config.listen)


@main.command("import")
@click.argument("files", type=click.File("rb"), nargs=-1, required=True)
@click.pass_obj
def import_files(config, files) -> None:
    """Add the readings of CSV files."""
    store = Store(config.database)
    for file in files:
        try:
            batch = ingest.read_csv(file)
        except ingest.IngestError as error:
            raise click.ClickException(f"{file.name}: {error}") from error
        for problem in batch.rejected:
            click.echo(f"{file.name}: {problem}", err=True)
        click.echo(f"{file.name}: {store.add(batch.readings)} new readings")


@main.command()
@click.argument("sensor")
@click.pass_obj
def report(config, sensor: str) -> None:
    """Say what is known of a sensor."""
    values = Store(config.database).readings(sensor)
    found = None if values is None else summary.summarise(values)
    if found is None:
        raise click.ClickException(f"no readings of {sensor}")
    for name, value in found.as_dict().items():
        click.echo(f"{name:8} {value:.6g}")
    for at, value in summary.outliers(values, config.tolerance).items():
        click.echo(f"unusual  {value:.6g} at {at}")
