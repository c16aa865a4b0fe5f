"""The table of hosts fits what is installed for them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from hosts.projects import HOSTS, Host
from hosts.terms import PAGES, add_terms

REQUIREMENTS = (Path(__file__).parent / "requirements.txt").read_text(encoding="utf-8")
PINNED = {
    re.sub("[-_.]+", "-", name).lower(): version
    for name, version in re.findall(r"^([\w.-]+)==(\S+)$", REQUIREMENTS, re.M)
}


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_autodoc_imports_the_version_that_is_built(host: Host) -> None:
    assert PINNED.get(host.name, host.version) == host.version
    assert re.fullmatch("[0-9a-f]{64}", host.sha256)


def test_every_requirement_is_pinned() -> None:
    lines = [line for line in REQUIREMENTS.splitlines() if not line.startswith("#")]
    assert len(lines) == len(PINNED)


def test_no_host_twice() -> None:
    assert max(Counter(host.name for host in HOSTS).values()) == 1


def test_terms_are_written_in_the_markup_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "why.md").write_text("# Why\n", encoding="utf-8")
    host = Host("host", "1", "", docs="docs", page="why.md", shows="", myst=True, rst_suffix=".txt")
    add_terms(host, tmp_path)
    assert (tmp_path / "why.md").read_text(encoding="utf-8") == "# Why\n\n\nHoist the {term}`mainsail` first.\n"
    assert {path.name for path in tmp_path.iterdir()} == {"why.md", "words-of-sailing.txt", "words-of-kitchens.md"}


def test_a_page_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    host = Host("host", "1", "", docs="docs", page="why.rst", shows="")
    with pytest.raises(FileNotFoundError):
        add_terms(host, tmp_path)


def test_twenty_terms() -> None:
    text = (PAGES / "words-of-sailing.rst").read_text(encoding="utf-8")
    assert len(re.findall(r"^\.\. term::", text, re.M)) >= 20


def test_the_table_names_every_host() -> None:
    manual = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    missing = [
        host.name for host in HOSTS if f"| {host.version} |" not in manual or host.name.lower() not in manual.lower()
    ]
    assert missing == []
