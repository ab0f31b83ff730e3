"""The command that installs an optional library into the running environment."""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata, util
from pathlib import Path

DISTRIBUTION = "quizzer-engine"
"""The name of quizzer in its metadata. `quizzer` on PyPI is another program."""


def install_command(library: str) -> str:
    """Return the shell command that installs an optional `library`, for example "genanki", for the running Python.

    A bare name gets the versions that quizzer's metadata asks for. The command calls the environment's own pip. If
    there is none, it calls uv. Without uv, it calls the pip of the Python that made the environment.
    """
    python = sys.executable or "python3"
    if util.find_spec("pip"):
        words = [python, "-m", "pip", "install"]
        # A Linux distribution's own Python installs only with this option, as it did for quizzer.
        if sys.prefix == sys.base_prefix and Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").exists():
            words.append("--break-system-packages")
    elif shutil.which("uv"):
        words = ["uv", "pip", "install", "--python", python]
    else:
        words = [os.path.realpath(python), "-m", "pip", "--python", python, "install"]
    try:
        required = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # quizzer was never installed
        required = []
    versions = (one.partition(";")[0].strip() for one in required)
    wanted = next((one for one in versions if one.startswith(library)), library)
    # Windows' shells know only double quotes, and without them ">" would name a file.
    return f'{subprocess.list2cmdline(words)} "{wanted}"' if os.name == "nt" else shlex.join([*words, wanted])
