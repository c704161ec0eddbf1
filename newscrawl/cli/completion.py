"""`newscrawl completion`: what a shell needs to complete verbs and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    newscrawl completion bash > ~/.local/share/bash-completion/completions/newscrawl
    newscrawl completion zsh > ~/.zfunc/_newscrawl
    newscrawl completion fish > ~/.config/fish/completions/newscrawl.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    root = context.find_root().command
    click.echo(kind(root, {}, "newscrawl", "_NEWSCRAWL_COMPLETE").source())
