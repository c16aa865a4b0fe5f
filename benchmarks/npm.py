"""Packages of npm that a browser needs: fetched once, checked, unpacked below `build/npm`."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tarfile
import tempfile
import urllib.request
from pathlib import Path

from sphinx_glossary_terms.write.graphs.mermaid_script import MERMAID_VERSION

FOLDER = Path(__file__).parent.parent / "build" / "npm"

# Name, version, SHA-512 as the registry has it.
PACKAGES = {
    "mermaid": (
        MERMAID_VERSION,
        "V6K3C8EBdEsPFZXSKMJe6ppQOENxuHARr9GvHX4hh47lAbhMRD9qf4oEK7LoaRQxULMa80/qt5gHO73aCleBBg==",
    ),
    "axe-core": (
        "4.14.1",
        "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ),
}


def package(name: str, /) -> Path:
    """The folder of a package; raises OSError if it is not there and the registry cannot be reached."""
    version, checksum = PACKAGES[name]
    folder = FOLDER / f"{name}-{version}"
    if not folder.exists():
        address = f"https://registry.npmjs.org/{name}/-/{name}-{version}.tgz"
        with urllib.request.urlopen(address, timeout=60) as response:
            content = response.read()
        assert base64.b64encode(hashlib.sha512(content).digest()).decode() == checksum, name
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as unpacked:
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(unpacked, filter="data")
            try:
                os.rename(Path(unpacked) / "package", folder)  # noqa: PTH104
            except OSError:
                assert folder.exists()  # another test was faster
    return folder
