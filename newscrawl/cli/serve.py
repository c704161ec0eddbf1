"""`newscrawl serve`: the published folder and the store's articles over HTTP."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import click

from newscrawl.cli.options import database_option, feeds_option
from newscrawl.errors import ConfigError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--every",
    default=60,
    show_default=True,
    type=click.IntRange(1, 44_640),
    metavar="MINUTES",
    help="How often you crawl: answers are kept until the next crawl is due.",
)
@click.option("--no-api", is_flag=True, help="Serve the folder alone.")
@database_option
@feeds_option
def serve(
    host: str, port: int, every: int, no_api: bool, database: str, feeds: Path
) -> None:
    """Serve the feeds, and the articles as JSON under /api/; only reading.

    \b
    newscrawl serve
    newscrawl serve --port 9000 --no-api --feeds /srv/www/feeds
    """
    try:
        import uvicorn

        from newscrawl.serve import Served, app
    except ModuleNotFoundError as error:
        missing = "serving needs two more packages: pip install 'newscrawl[serve]'"
        raise ConfigError(missing) from error
    config = uvicorn.Config(
        app(Served(feeds, None if no_api else database, every * 60)),
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=15,
        limit_concurrency=256,
        ws="none",
    )
    with _listening(host, port) as listening, contextlib.suppress(KeyboardInterrupt):
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"{feeds}/ at http://{shown}:{listening.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Listen before anything is said; ConfigError where that cannot be."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except (OSError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ConfigError(f"cannot listen on {host} port {port}: {reason}") from error
