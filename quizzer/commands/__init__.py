"""The command line: one module a command, each loaded when it is called."""

import contextlib
import sys

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Runs a command and gives its exit status: 0 done, 1 the input has faults, 2 wrong usage, 130 interrupted.

    Errors are told in a line or two on standard error, never as a traceback.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments == ["--version"] and sys.stdout is not None:
        from quizzer import __version__

        # Without loading a command line: scripts ask for the version often. A full disk is for `run` to tell.
        with contextlib.suppress(OSError):
            print(f"quizzer {__version__}", flush=True)
            return 0
    import gc

    # What is made at the start stays: looking through it again and again for garbage only delays the first frame.
    gc.set_threshold(200_000, 20, 20)
    from quizzer.commands.running import run

    return run(arguments)
