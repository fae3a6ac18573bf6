"""An ordinary install of this checkout: a wheel in an environment of its own, compiled."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def install(folder: Path) -> Path:
    """Build the wheel, install it with its dependencies below `folder`; return the Python."""
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    _run(python, "-m", "pip", "wheel", "-qq", "--no-deps", "-w", str(folder), str(CHECKOUT))
    (wheel,) = folder.glob("*.whl")
    _run(python, "-m", "pip", "install", "-qq", str(wheel))
    return python


def child_environment(home: Path) -> dict[str, str]:
    """Return the environment of a program under test: nothing inherited but the search path.

    In particular no PYTHONDONTWRITEBYTECODE and no settings of Textual.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "QUIZ_HOME": str(home),
        "QUIZ_LANG": "en",
        "LANG": "C.UTF-8",
    }


def _run(*command: str | Path, environ: Mapping[str, str] = os.environ) -> None:
    keep = {name: value for name, value in environ.items() if not name.startswith("PYTHON")}
    subprocess.run(command, env=keep, stdout=sys.stderr, check=True)
