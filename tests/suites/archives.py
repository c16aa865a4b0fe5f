"""The archive of a test suite: from PyPI, or from Debian where the source distribution has no tests."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from hosts.download import download
from hosts.projects import Host

from .suites import Suite


def archive_of(suite: Suite, cache: Path, /) -> Path:
    """The archive, from the cache if it is there."""
    if suite.pool:
        return _from_debian(suite, cache)
    # A host of which nothing is built.
    return download(Host(suite.project, suite.version, suite.sha256, docs="", page="", shows=""), cache)


def _from_debian(suite: Suite, cache: Path, /) -> Path:
    archive = cache / Path(suite.pool).name
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        # Whichever mirror this machine has. apt stores nothing with another hash.
        indices = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Origin: Debian", "Component: main"]
        sites = subprocess.run(indices, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
        site = next(site for site in sites if site.endswith("/debian/"))
        fetch: list[str | Path] = [
            "/usr/lib/apt/apt-helper",
            "download-file",
            site + suite.pool,
            archive,
            f"SHA256:{suite.sha256}",
        ]
        subprocess.run(fetch, check=True)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != suite.sha256:
        raise ValueError(f"{archive} is not the file that was pinned")
    return archive
