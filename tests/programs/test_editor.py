"""The language server esbonio, over its protocol: what an editor shows of terms, in both markups."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lsprotocol import types as lsp

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

MYST = (
    "index.md",
    "# Home\n\nSee {term}`loaf` here.\n\n```{term} bread\n:aliases: loaf\n:avoid: bun\n:hidden-aliases: bred\nBaked *dough*.\n```\n",
)
RST = (
    "index.rst",
    "Home\n====\n\nSee :term:`loaf` here.\n\n.. term:: bread\n   :aliases: loaf\n   :avoid: bun\n   :hidden-aliases: bred\n\n"
    "   Baked *dough*.\n",
)


@pytest.mark.parametrize(("name", "text"), [MYST, RST], ids=["myst", "rst"])
def test_an_editor(name: str, text: str, tmp_path: Path) -> None:
    from lsprotocol import types as lsp  # which only slow tests need

    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinx_glossary_terms"]\n', encoding="utf-8")
    (source / name).write_text(text, encoding="utf-8")
    lines = text.splitlines()
    line = next(number for number, found in enumerate(lines) if found.startswith("See"))
    place = lsp.Position(line, lines[line].index("loaf") + 1)
    # In a thread of its own: in that of a test with a browser, an event loop runs already.
    with ThreadPoolExecutor(1) as pool:
        names, hover, definition = pool.submit(asyncio.run, _ask(tmp_path, source / name, place)).result()
    # No name to avoid, and none that readers never see.
    assert names == {"bread": None, "loaf": "bread"}
    assert hover == "Baked dough."
    assert definition == (
        (source / name).as_uri(),
        next(n for n, found in enumerate(lines) if "term} bread" in found or ":: bread" in found),
    )


async def _ask(folder: Path, file: Path, place: lsp.Position) -> tuple[dict[str, str | None], str, tuple[str, int]]:
    """What the server answers: names that complete, with what stands behind each, the text of a hover, the place of a definition."""
    from lsprotocol import types as lsp
    from pygls.lsp.client import LanguageClient

    client = LanguageClient("test", "1")
    command = ["sphinx-build", "-M", "dirhtml", str(file.parent), str(folder / "out")]
    settings = {"sphinx": {"buildCommand": command, "pythonCommand": [sys.executable]}}
    is_built = asyncio.Event()

    def configuration(parameters: lsp.ConfigurationParams) -> list[Any]:
        return [settings if item.section == "esbonio" else None for item in parameters.items]

    client.feature(lsp.WORKSPACE_CONFIGURATION)(configuration)
    client.feature("sphinx/appCreated")(lambda _parameters: is_built.set())
    for other in ("sphinx/clientCreated", "sphinx/clientErrored", "sphinx/clientDestroyed"):
        client.feature(other)(lambda _parameters: None)
    await client.start_io(sys.executable, "-m", "esbonio", "server")
    await client.initialize_async(
        lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(workspace=lsp.WorkspaceClientCapabilities(configuration=True)),
            root_uri=folder.as_uri(),
            workspace_folders=[lsp.WorkspaceFolder(folder.as_uri(), "test")],
        )
    )
    client.initialized(lsp.InitializedParams())
    document = lsp.TextDocumentIdentifier(file.as_uri())
    language = "markdown" if file.suffix == ".md" else "restructuredtext"
    opened = lsp.TextDocumentItem(document.uri, language, 1, file.read_text(encoding="utf-8"))
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(opened))
    await asyncio.wait_for(is_built.wait(), 60)
    names: dict[str, str | None] = {}
    for _ in range(60):
        # A build begins when a document is saved.
        client.text_document_did_save(lsp.DidSaveTextDocumentParams(document))
        await asyncio.sleep(1)
        found = await client.text_document_completion_async(lsp.CompletionParams(document, place))
        items = found.items if isinstance(found, lsp.CompletionList) else found or []
        if names := {item.label: item.detail for item in items}:
            break
    hover = await client.text_document_hover_async(lsp.HoverParams(document, place))
    targets = await client.text_document_definition_async(lsp.DefinitionParams(document, place))
    assert hover is not None
    assert isinstance(hover.contents, lsp.MarkupContent)
    assert isinstance(targets, list)
    assert isinstance(targets[0], lsp.Location)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return names, hover.contents.value, (targets[0].uri, targets[0].range.start.line)
