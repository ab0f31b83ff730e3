"""The group of commands, and the reports of their errors."""

import contextlib
import os
import sys
from contextvars import copy_context
from importlib import import_module
from io import TextIOWrapper

import click

from quizzer import __version__
from quizzer.commands.usage import Commands, in_our_words, language_option, reword
from quizzer.errors import QuizzerError, WishError
from quizzer.grading.wordlists import read_pairs, read_texts
from quizzer.terminal.layout import SPELT_IN_ASCII
from quizzer.terminal.safe import printable

_MODULES = {"cards": "studied", "import": "import_"}  # the other modules have the names of their commands


def load_command(module: str, name: str) -> click.Command:
    """Returns the command of a module, with its help from `words/help.txt`."""
    command: click.Command = import_module(module).command
    if (told := read_texts("help", beside=__file__).get(name)) is not None:
        command.help = told.replace("\\b\n", "\b\n")
    return reword(command)


class _LazyGroup(Commands):
    """Commands that load when you call them. `words/commands.txt` has a line of help for each."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(read_pairs("commands", beside=__file__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name == "help":
            return click.Command("help", callback=lambda: click.echo(ctx.get_help()))
        return load_command(f"quizzer.commands.{_MODULES.get(cmd_name, cmd_name)}", cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # `quizzer help play` is `quizzer play --help`.
        if args[:1] == ["help"] and (guide := read_pairs("guides", beside=__file__).get(" ".join(args[1:]).lower())):
            from pathlib import Path  # some commands need none

            click.echo_via_pager((Path(__file__).parent.parent / guide).read_text(encoding="utf-8"))
            ctx.exit()
        return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == ["help"] else args)

    def suggestions(self, ctx: click.Context) -> list[str]:
        return [*self.list_commands(ctx), *(f"help {guide}" for guide in read_pairs("guides", beside=__file__))]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(read_pairs("commands", beside=__file__).items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        guides = ", ".join(read_pairs("guides", beside=__file__))
        formatter.write_text(f"Guides: {guides}. To read one, run: quizzer help NAME")


@click.command(cls=_LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@language_option
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> int | None:
    """A quiz about films. Without a command, choose a bank from a menu and play."""
    if context.invoked_subcommand is not None:
        return None
    from quizzer.commands.play import play_from_menu

    return play_from_menu()


def run(arguments: list[str]) -> int:
    """Runs a command; see `quizzer.commands.main`."""
    _open_streams()
    try:
        status = copy_context().run(cli.main, arguments, prog_name="quizzer", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.NoArgsIsHelpError as trouble:
        click.echo(trouble.ctx.get_help(), err=True)
        return trouble.exit_code
    except click.ClickException as trouble:
        return _fail(in_our_words(trouble), trouble.exit_code)
    except WishError as trouble:
        return _fail(str(trouble), 2)
    except QuizzerError as trouble:
        return _fail(str(trouble))
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", 130)
    except (BrokenPipeError, SystemExit) as leave:
        if isinstance(leave, SystemExit) and leave.code == 0:  # a shell has its completions
            return 0
        # The reader has closed the pipe (click then raises SystemExit): say nothing.
        _close_output()
        return 1
    except OSError as trouble:
        _close_output()
        return _fail(f"quizzer cannot write its output: {trouble.strerror or trouble}")
    except MemoryError:
        return _fail("quizzer needs more memory than this computer has free")
    except Exception as trouble:  # a player never sees a traceback
        from traceback import extract_tb

        *_, step = extract_tb(trouble.__traceback__)
        what = f"{type(trouble).__name__}: {trouble} ({os.path.basename(step.filename)}:{step.lineno})"  # noqa: PTH119
        return _fail(f"this is an error in quizzer; please report it: {what}")
    return status if isinstance(status, int) else 0


def _close_output() -> None:
    # Python would fail again when it writes the rest of the buffer at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _fail(message: str, status: int = 1) -> int:
    # Standard error may be closed too.
    with contextlib.suppress(OSError):
        click.echo(f"quizzer: {printable(message)}", err=True)
    return status


def _open_streams() -> None:
    """Makes the standard streams read and write any text, and opens those that Python has as None.

    quizzer replaces bytes that it cannot decode, and spells out characters.
    """
    for name in ("stdin", "stdout", "stderr"):
        mode, errors = ("r", "replace") if name == "stdin" else ("w", SPELT_IN_ASCII)
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 — open until the end
        if isinstance(stream := getattr(sys, name), TextIOWrapper):
            stream.reconfigure(errors=errors)
