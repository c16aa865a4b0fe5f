"""One build in a process of its own: without network, with the same environment every time, and measured."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NOBODY = "http://127.0.0.1:9"
"""No proxy listens there: whatever wants something from the network fails at once, and in every build alike."""

ADVICE = re.compile(r"; did you mean '.*'\?(?= \[ref\.)")
"""What the extension adds to Sphinx's own warning about a reference, where a term has a similar name."""


@dataclass(frozen=True)
class Built:
    """What a build left behind."""

    output: Path
    crash: str
    """The end of what the build said, if it failed."""
    warnings: Counter[str]
    seconds: float
    """Of CPU time, with all processes that the build started."""


def environment(work: Path, /) -> dict[str, str]:
    """The variables of every build."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOBODY)
    return {
        **{name: value for name, value in os.environ.items() if name.lower() != "no_proxy"},
        **proxies,
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]),
        "SOURCE_DATE_EPOCH": "1700000000",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        # Some hosts ask git for their version, and would be told ours.
        "GIT_CEILING_DIRECTORIES": str(work.resolve()),
    }


def sphinx_build(docs: Path, output: Path, builder: str = "html", options: Sequence[str] = ()) -> Built:
    """Build from nothing."""
    # No color and nothing but warnings: the lines are compared.
    quiet = ["-q", "--no-color", "--show-traceback"]
    # -P: modules come from the environment, not from where we happen to be.
    command = [
        "-P",
        "-m",
        "sphinx",
        *quiet,
        "-b",
        builder,
        *options,
        "-d",
        f"{output}.doctrees",
        str(docs),
        str(output),
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [sys.executable, *command],
        cwd=docs,
        env=environment(output.parent),
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Built(
        output=output,
        crash="\n".join(run.stderr.splitlines()[-12:]) if run.returncode else "",
        warnings=Counter(ADVICE.sub("", line) for line in run.stderr.splitlines() if line.strip()),
        seconds=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )
