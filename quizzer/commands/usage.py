"""Wrong usage of a command, in quizzer's words and not in click's."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any

import click
from click.types import FuncParamType

from quizzer.errors import shown


class _Word(click.Choice[str]):
    """A choice; the error for another word suggests the nearest."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        hint = did_you_mean(str(value), self.choices) or "."
        return f"there is no {shown(value)}{hint} Choose from {', '.join(self.choices)}"


def reword(command: click.Command) -> click.Command:
    """Gives a command, and the commands of a group, errors in quizzer's words for wrong choices and numbers."""
    for param in command.params:
        kind = param.type
        if isinstance(kind, click.Choice):
            param.type = _Word(kind.choices, kind.case_sensitive)
        elif isinstance(kind, (click.IntRange, click.FloatRange)):
            param.type = FuncParamType(_number(kind.min, kind.max, whole=isinstance(kind, click.IntRange)))
        elif kind is click.INT:
            param.type = FuncParamType(_number(None, None, whole=True))
    for other in getattr(command, "commands", {}).values():
        reword(other)
    return command


def _number(least: float | None, most: float | None, *, whole: bool) -> Callable[[Any], float]:
    wanted = "a whole number" if whole else "a number"
    low, high = (f"{bound:,}" if bound and bound >= 10_000 else f"{bound}" for bound in (least, most))  # years: 1995
    if most is not None:
        wanted += f" from {low} to {high}"
    elif least is not None:
        wanted += f" of {low} or more"

    def number(typed: Any) -> float:
        with suppress(ValueError):
            value = int(typed) if whole else float(typed)
            if value == value and (least is None or least <= value) and (most is None or value <= most):
                return value
        raise click.BadParameter(f"{shown(typed)} is not {wanted}")

    return number


def _speak(context: click.Context, _: click.Parameter, language: str | None) -> None:
    # A command of a game speaks by default too; the group stands before commands that need no language.
    if language or not isinstance(context.command, click.Group):
        import_module("quizzer.commands.environment").speak(language)


language_option = click.option(
    "--language",
    metavar="en|de",
    callback=_speak,
    expose_value=False,
    help="The language of the game; by default, that of your settings or computer.",
)
"""The option of commands that play a game, or show one."""


class Commands(click.Group):
    """A group of commands that suggests the nearest for a name that it does not know."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.suggestions(ctx)
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(f"there is no command {shown(args[0])}{did_you_mean(args[0], known)}", ctx)
        return super().resolve_command(ctx, args)

    def suggestions(self, ctx: click.Context) -> list[str]:
        """The names that the user may mean."""
        return self.list_commands(ctx)


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """ ": did you mean 'blitz'?" where one of the `known` words is near; else nothing."""
    from difflib import get_close_matches  # only a mistake needs it

    near = get_close_matches(typed.casefold(), list(known), n=1)
    return f": did you mean {near[0]!r}?" if near else ""


def in_our_words(trouble: click.ClickException) -> str:
    """Says what is wrong. For a wrong option or a missing argument, the next line shows the usage."""
    context = trouble.ctx if isinstance(trouble, click.UsageError) else None
    usage = f"\n{context.get_usage()}" if context is not None else ""
    match trouble:
        case click.NoSuchOption(option_name=name):
            return f"there is no option {name}{did_you_mean(name, trouble.possibilities or ())}{usage}"
        case click.BadOptionUsage(option_name=name):
            return f"{name} takes no value{usage}" if "not take" in trouble.message else f"{name} needs a value{usage}"
        case click.MissingParameter(param=click.Parameter() as param):
            return f"{_named(param)} is missing{usage}"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_named(param)}: {trouble.message}"
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", trouble.message, re.DOTALL)
    return f"there is a word too many: {extra[1]}{usage}" if extra else trouble.message


def _named(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name.rstrip(".")
