"""`quizzer get`: download a bank into the user's folder."""

from datetime import UTC

import click

from quizzer.commands.environment import folders, library, now, open_network
from quizzer.commands.output import counted, tell
from quizzer.errors import QuizzerError
from quizzer.terminal.safe import one_line


@click.command("get")
@click.argument("addresses", nargs=-1, metavar="URL...")
@click.option("--update", is_flag=True, help="Download the changes of all banks that you got.")
def command(addresses: tuple[str, ...], update: bool) -> int:
    from quizzer.sources.downloads import address_of, download_bank

    if update:
        addresses += tuple(filter(None, map(address_of, library().own())))
    if not addresses:
        raise click.UsageError("you have not downloaded a bank yet" if update else "give the address of a bank")
    faults = 0
    with open_network(tell) as network:
        for url in dict.fromkeys(addresses):
            try:
                path, bank, changed = download_bank(url, folders().banks, network, now=now().astimezone(UTC))
            except QuizzerError as trouble:
                tell(f"{trouble}")
                faults += 1
                continue
            what = f"{counted(changed, 'file')} kept" if changed else "no changes"
            licence = bank.license or "without a licence"
            click.echo(one_line(f"{path}: {bank.title} ({licence}), {what}. To play it: quizzer play {path.stem}"))
    return 1 if faults else 0
