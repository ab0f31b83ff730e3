"""The command line: one module for each command, which loads when you call the command."""

import contextlib
import sys

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; returns its exit status: 0 done, 1 the input has faults, 2 wrong usage, 130 interrupted."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments == ["--version"] and sys.stdout is not None:
        from quizzer import __version__

        # Scripts ask for the version often, so this loads no command line. `run` reports a full disk.
        with contextlib.suppress(OSError):
            print(f"quizzer {__version__}", flush=True)
            return 0
    import gc

    # Objects of the start live until the end: collecting garbage among them only delays the first frame.
    gc.set_threshold(200_000, 20, 20)
    from quizzer.commands.running import run

    return run(arguments)
