"""The source distributions of the hosts: downloaded once by pip, verified by hash, and unpacked."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from .projects import Host


def download(host: Host, cache: Path, /) -> Path:
    """The archive of a host, from the cache if it is there."""
    folder = cache / f"{host.name}-{host.version}"
    if not any(folder.glob("*.tar.gz")):
        folder.mkdir(parents=True, exist_ok=True)
        wanted = folder / "requirements.txt"
        wanted.write_text(f"{host.name}=={host.version} --hash=sha256:{host.sha256}\n", encoding="utf-8")
        # Only this project as a source distribution: what pip needs to look into it may come as wheels.
        options = ["--quiet", "--no-deps", "--no-binary", host.name, "--require-hashes", "-d", str(folder)]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, "-r", str(wanted)], check=True)
    (archive,) = folder.glob("*.tar.gz")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != host.sha256:
        raise ValueError(f"{archive}: sha256 is {found}, not {host.sha256}")
    return archive


def unpack(archive: Path, target: Path, /) -> None:
    """The content of an archive as a fresh folder: what an earlier build has written among the sources is gone."""
    shutil.rmtree(target, ignore_errors=True)
    parts = target.with_name(f"{target.name}.parts")
    shutil.rmtree(parts, ignore_errors=True)
    with tarfile.open(archive) as files:
        files.extractall(parts, filter="data")
    (root,) = parts.iterdir()
    root.rename(target)
    parts.rmdir()
