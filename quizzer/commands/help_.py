"""`quizzer help`: the help of a command, with examples."""

import click


@click.command("help")
@click.argument("names", nargs=-1, metavar="[COMMAND]...")
@click.pass_context
def command(context: click.Context, names: tuple[str, ...]) -> int:
    root = context.find_root()
    found: click.Command = root.command
    shown = click.Context(found, info_name=root.info_name)
    for name in names:
        inner = found.get_command(shown, name) if isinstance(found, click.Group) else None
        if inner is None:
            raise click.UsageError(f"there is no command {' '.join(names)!r}")
        shown = click.Context(inner, info_name=name, parent=shown)
        found = inner
    click.echo(found.get_help(shown))
    return 0
