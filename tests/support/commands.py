"""The commands of the manual, in copies of this process: an interpreter that starts anew takes five times as long."""

from __future__ import annotations

import gettext
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryFile

import sphinx.locale
from sphinx.cmd.build import main as sphinx_build
from sphinx_intl.commands import main as sphinx_intl

COMMANDS: Mapping[str, Callable[[list[str]], int | None]] = {"sphinx-build": sphinx_build, "sphinx-intl": sphinx_intl}


def run(command: str, folder: Path, /, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the commands in a folder; what it prints is kept."""
    name, *arguments = command.split()
    with TemporaryFile() as output, TemporaryFile() as errors:
        # A warning for those who have threads, which only wait here.
        with warnings.catch_warnings(action="ignore"):
            copy = os.fork()
        if not copy:
            os.chdir(folder)
            os.environ.update(environment)
            for number, file in ((1, output), (2, errors)):
                os.dup2(file.fileno(), number)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
            # What a new process would not know: catalogs that Sphinx and gettext have read before.
            sphinx.locale.translators.clear()
            vars(gettext)["_translations"].clear()
            status = 1
            try:
                status = COMMANDS[name](arguments) or 0
            except SystemExit as ended:
                status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        _, status = os.waitpid(copy, 0)
        for file in (output, errors):
            file.seek(0)
        texts = [file.read().decode() for file in (output, errors)]
    return subprocess.CompletedProcess(command, os.waitstatus_to_exitcode(status), *texts)
