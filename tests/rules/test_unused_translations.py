"""The check for translations that have none of the names of a term which their source has."""

from __future__ import annotations

import pytest

from support.project import Project

SOURCES = {
    "index.md": """\
# Home

```{toctree}
terms
```

A {term}`token`, and a {term}`text <token>`.

A neural network learns.

Neural networks, `neural network`, [neural network](https://example.org) and the token.

A {term}`LLM` by {term}`large language model`.

A deep neural network.

Every LLM.

Each neural network.

The LLM again.

A large language model is large.

A *neural* network.

The neural network.

A neural network {term}`token` as it was.
""",
    "terms.md": """\
# Terms

```{term} token
A piece of text.
```

```{term} neural network
:hidden-aliases: neural networks

Layers.
```

```{term} deep neural network
More layers.
```

```{term} large language model
:abbreviation: LLM
:avoid: language machine

It continues text.
```

```{term} old network
:replaced-by: neural network

Old.
```
""",
}
NAMES: dict[str | tuple[str, str], str] = {
    "token": "トークン",
    "neural network": "ニューラルネットワーク",
    "large language model": "大規模言語モデル",
}
PLANTED: dict[str | tuple[str, str], str] = {
    "A {term}`token`, and a {term}`text <token>`.": "{term}`字句 <token>` と {term}`文 <token>`。",
    "A neural network learns.": "神経網は学ぶ。",
    "Every LLM.": "どの言語モデルも。",
}
RIGHT: dict[str | tuple[str, str], str] = {
    "Neural networks, `neural network`, [neural network](https://example.org) and the token.": "神経網など。",
    "A {term}`LLM` by {term}`large language model`.": "{term}`large language model`。",
    "A deep neural network.": "深い神経網。",  # that term has no translated name, and hides the shorter one
    "Each neural network.": "各ニューラル\nネットワーク。",
    "The LLM again.": "再びLLMを。",
    "A large language model is large.": "大規模な言語モデルは大きい。",
    "A *neural* network.": "*神経*の網。",
    "The neural network.": "ニューラル (neural) ・ネットワーク。",
    "A neural network {term}`token` as it was.": "A neural network {term}`token` as it was.",  # not yet translated
}


def test_it_finds_what_is_planted_and_nothing_else(project: Project) -> None:
    project.write(SOURCES)
    project.update_catalogs()
    project.translate("terms", NAMES)
    project.translate("index", PLANTED | RIGHT)
    assert [line for line in project.build(language="ja").warnings if "glossary." in line] == []
    built = project.build(language="ja", glossary_terms_checks=["unused-translation"])
    catalog = project.source / "locales" / "ja" / "LC_MESSAGES" / "index.po"
    lines = catalog.read_text(encoding="utf-8").splitlines()
    expected = []
    for message, written, advised in zip(
        PLANTED,
        ("token", "neural network", "LLM"),
        ("'トークン'", "'ニューラルネットワーク'", "'大規模言語モデル' or 'LLM'"),
        strict=True,
    ):
        start = f'msgid "{message}"'
        expected.append(
            f"locales/ja/LC_MESSAGES/index.po:{lines.index(start) + 1}: WARNING: the source has '{written}', and this "
            f"translation has no name of that term; write {advised} [glossary.unused-translation]"
        )
    assert [line for line in built.warnings if "glossary." in line] == expected
    # In the source language there is nothing to compare, and no text is kept for it.
    built = project.build(glossary_terms_checks=["unused-translation"])
    assert built.warnings == []
    assert not any(page.translations for page in built.domain.pages.values())


@pytest.mark.parametrize(
    ("language", "name", "text", "is_found"),
    [
        ("de", "neuronales Netz", "Des neuronalen Netzes.", False),
        ("de", "neuronales Netz", "Neuronale Netze.", False),
        ("de", "neuronales Netz", "Ein Gehirn aus Zahlen.", True),
        ("fr", "réseau de neurones (neural network)", "Un réseau des neurones.", False),
        ("fr", "réseau de neurones (neural network)", "Un réseau apprend.", True),
        ("fr", "réseau IA", "Un réseau apprend.", True),
        ("ko", "인공 신경망", "인공신경망은 배운다.", False),
        ("ko", "인공 신경망", "뇌는 배운다.", True),
        ("zh_CN", "neural network -- 神经网络", "神经网络会学习。", False),
        ("zh_CN", "neural network -- 神经网络", "大脑会学习。", True),
    ],
)
def test_forms_of_words(project: Project, language: str, name: str, text: str, is_found: bool) -> None:
    project.write(SOURCES)
    project.update_catalogs(language)
    project.translate("terms", {"neural network": name}, language=language)
    project.translate("index", {"A neural network learns.": text}, language=language)
    built = project.build(language=language, glossary_terms_checks=["unused-translation"])
    assert any("unused-translation" in line for line in built.warnings) is is_found


def test_of_two_names_behind_a_dash_that_of_the_source_does_not_count(project: Project) -> None:
    project.write(SOURCES)
    project.update_catalogs("zh_CN")
    project.translate("terms", {"deep neural network": "deep neural network -- 深度神经网络"}, language="zh_CN")
    project.translate("index", {"A deep neural network.": "一个 deep neural network。"}, language="zh_CN")
    built = project.build(language="zh_CN", glossary_terms_checks=["unused-translation"])
    assert any("unused-translation" in line for line in built.warnings)
