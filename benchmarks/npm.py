"""Packages of npm, for browsers and for linting: fetched once, checked, unpacked below `build/npm`.

`python -m benchmarks.npm ARGUMENTS` runs Biome.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import platform
import re
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

from sphinx_glossary_terms.graphs.mermaid import MERMAID_VERSION

FOLDER = Path(__file__).parent.parent / "build" / "npm"

# Name, version, SHA-512 as the registry has it.
_LISTED = f"""
mermaid {MERMAID_VERSION}
    V6K3C8EBdEsPFZXSKMJe6ppQOENxuHARr9GvHX4hh47lAbhMRD9qf4oEK7LoaRQxULMa80/qt5gHO73aCleBBg==
axe-core 4.14.1
    FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==
@biomejs/cli-linux-x64 2.3.11
    /1s9V/H3cSe0r0Mv/Z8JryF5x9ywRxywomqZVLHAoa/uN0eY7F8gEngWKNS5vbbN/BsfpCG5yeBT5ENh50Frxg==
@biomejs/cli-linux-arm64 2.3.11
    l4xkGa9E7Uc0/05qU2lMYfN1H+fzzkHgaJoy98wO+b/7Gl78srbCRRgwYSW+BTLixTBrM6Ede5NSBwt7rd/i6g==
@biomejs/cli-darwin-arm64 2.3.11
    /uXXkBcPKVQY7rc9Ys2CrlirBJYbpESEDme7RKiBD6MmqR2w3j0+ZZXRIL2xiaNPsIMMNhP1YnA+jRRxoOAFrA==
"""
PACKAGES = dict(re.findall(r"(\S+) (\S+\s+\S+)", _LISTED))


def package(name: str, /) -> Path:
    """The folder of a package; raises OSError if it is not there and the registry cannot be reached."""
    version, checksum = PACKAGES[name].split()
    folder = FOLDER / f"{name}-{version}"
    if not folder.exists():
        address = f"https://registry.npmjs.org/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"
        with urllib.request.urlopen(address, timeout=60) as response:
            content = response.read()
        assert base64.b64encode(hashlib.sha512(content).digest()).decode() == checksum, name
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as unpacked:
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(unpacked, filter="data")
            try:
                os.rename(Path(unpacked) / "package", folder)  # noqa: PTH104
            except OSError:
                assert folder.exists()  # another test was faster
    return folder


def biome() -> Path:
    """The linter of style sheets and scripts; raises KeyError on a machine for which its checksum is not known."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    program = package(f"@biomejs/cli-{platform.system().lower()}-{machine}") / "biome"
    program.chmod(0o755)
    return program


if __name__ == "__main__":
    sys.exit(subprocess.run([biome(), *sys.argv[1:]], check=False).returncode)
