"""What the extension itself says, in every language that it speaks."""

from __future__ import annotations

import gettext
import io
import re
from html import unescape
from pathlib import Path
from textwrap import dedent

import pytest
import sphinx.locale
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import sphinx_glossary_terms
from sphinx_glossary_terms.model import relations
from sphinx_glossary_terms.settings import labels
from sphinx_glossary_terms.settings.labels import CATALOG
from support import ROOT
from support.pages import data, pages_of
from support.project import CONF, Project

LOCALE = Path(sphinx_glossary_terms.__file__).parent / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def catalog(language: str) -> Catalog:
    name = f"{language}/LC_MESSAGES/{CATALOG}.po" if language else f"{CATALOG}.pot"
    return read_po((LOCALE / name).read_text(encoding="utf-8").splitlines())


def messages(language: str) -> dict[str, Message]:
    """By what a message says of one."""
    found = (message for message in catalog(language) if message.id)
    return {message.id if isinstance(message.id, str) else message.id[0]: message for message in found}


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


TEMPLATE = messages("")


def test_everything_that_readers_see_is_in_the_template() -> None:
    keywords = {"_": None, "ngettext": (1, 2)}
    said = {found[2] for found in extract_from_dir(LOCALE.parent, [("**.py", "python")], keywords=keywords)}
    said |= {side.label for side in relations.sides(relations.BUILT_IN)} | {field.label for field in relations.FIELDS}
    assert {message.id for message in TEMPLATE.values()} == said


_PLACEHOLDER = re.compile(r"{\w*}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_keeps_its_placeholders(language: str) -> None:
    found = catalog(language)
    assert found.locale_identifier == language
    assert not found.obsolete
    assert list(messages(language)) == list(TEMPLATE)
    rules, numbers = gettext.c2py(found.plural_expr), range(1000)
    for one, message in messages(language).items():
        assert message.id == TEMPLATE[one].id
        assert message.auto_comments == TEMPLATE[one].auto_comments
        assert all(form.strip() for form in forms(message)), one
        assert not message.fuzzy, one
        wanted = sorted(_PLACEHOLDER.findall(one))
        for place, form in enumerate(forms(message)):
            kept = sorted(_PLACEHOLDER.findall(form))
            # A form for a single number may say it in a word, or in none: "two terms" is one word in Arabic.
            single = sum(rules(number) == place for number in numbers) == 1
            assert kept == wanted or (single and set(kept) < set(wanted) and "{shown}" not in {*wanted} - {*kept})
            assert form[-1:].isspace() == (one[-1:].isspace() and form[-1:] not in "：、｜"), (one, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the Unicode CLDR, whose categories stand in the order of the forms; Babel has them, and compiles for wheels."""
    target = io.BytesIO()
    write_mo(target, catalog(language))
    target.seek(0)
    monkeypatch.setitem(sphinx.locale.translators, ("general", CATALOG), gettext.GNUTranslations(target))
    cldr = Locale.parse(language).plural_form
    numbers = range(1000)
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in map(cldr, numbers)]
    plurals = [message for message in messages(language).values() if message.pluralizable]
    assert plurals
    for message in plurals:
        assert len(forms(message)) == len(order)
        one, many = message.id[0], message.id[1]
        said = [labels.ngettext(one, many, number) for number in numbers]
        assert said == [forms(message)[order.index(cldr(number))] for number in numbers]


def glossary(terms: int) -> str:
    entries = "\n".join(f"```{{term}} t{number}\nText.\n```\n" for number in range(terms))
    return f"# 1\n\n```{{term-index}}\n```\n\n{entries}"


@pytest.mark.parametrize(("language", "terms", "said"), data(__file__, "counts.yaml"))
def test_an_index_counts_as_the_language_does(project: Project, language: str, terms: int, said: str) -> None:
    project.write({"index.md": glossary(terms)})
    assert f'data-count="{said}">' in project.build(language=language).text("index.html")


def filled(form: str) -> re.Pattern[str]:
    """What readers see of a message; a no-break space is a plain one in a graph."""
    pattern = re.escape(form).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(re.sub(r"\\?\s", r"\\s", _PLACEHOLDER.sub("(?:<a[^>]+>[^<]+</a>|[^<]+)", pattern)))


@pytest.mark.parametrize(
    "language",
    [pytest.param(tag, marks=[pytest.mark.slow, *[pytest.mark.smoke] * (tag in ("ja", "ru"))]) for tag in LANGUAGES],
)
def test_a_site_in_every_language(project: Project, language: str) -> None:
    """All words are on its pages, in this language and not in English.

    Every word has its place: there are more terms than a map, a graph or a list shows, tags, what nothing leads to.
    """
    related = ", ".join(f"t{number}" for number in range(30, 55))
    many = ""
    for number in range(1, 82):
        tags = f":tags: {'even' if number % 2 else 'odd'}\n"
        options = tags if 4 <= number < 70 else f":prerequisites: t{number - 1}\n"
        many += f"```{{term}} t{number}\n{options}{':broader: t4' * (number == 1)}\n\nText.\n```\n\n"
    pages = pages_of("everything")
    project.write({**pages, "terms.md": pages["terms.md"].replace("RELATED", related).replace("MANY", many)})
    for translated in (language, "eo"):
        project.write({f"locales/{translated}/LC_MESSAGES/terms.po": 'msgid "t0"\nmsgstr "x0"\n'})
    built = project.build(language=language, glossary_terms_languages={"eo": "../eo/"})
    assert built.warnings == []
    shown = ("index.html", "terms.html", "2.html", "4.html", "glossary-terms.html")
    site = unescape("".join(map(built.text, shown)))
    site = re.sub(r"#(\d+);", lambda escape: chr(int(escape[1])), site)  # as Mermaid has it
    site += built.text("searchindex.js").encode().decode("unicode_escape")
    own = messages(language)
    assert [one for one, message in own.items() if not any(filled(form).search(site) for form in forms(message))] == []
    texts = {text.strip() for text in re.split("[<>\n]", site)}
    for one, message in own.items():
        english = () if one in forms(message) else map(filled(one).fullmatch, texts)
        assert [match[0] for match in english if match] == []


PAGE = (ROOT / "docs" / "translating.md").read_text(encoding="utf-8").partition("(interface-languages)=")[2]
SMALL = {"index.md": "# 1\n\n```{term} one\n:prerequisites: two\n\nText.\n```\n\n```{term} two\nText.\n```\n"}
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n{}"\n\n'


def words(text: str, *messages: str, head: str = "") -> str:
    """A catalog that says one and the same for some messages."""
    return HEAD.format(head) + "".join(f'msgid "{message}"\nmsgstr "{text}"\n\n' for message in messages)


def test_the_manual_lists_the_languages() -> None:
    assert re.findall(r"\(`(\w+)`\)", PAGE) == list(LANGUAGES)


def test_a_variant_of_a_language(project: Project) -> None:
    project.write(SMALL)
    assert "Zuerst lesen: two" in project.build(language="de_AT").page("index").astext()
    assert "Read first: two" in project.build(language="nl_BE").page("index").astext()


def test_a_project_brings_a_language(project: Project) -> None:
    """As the manual says."""
    codes = re.findall("^```po\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    dutch = next(code for code in codes if "Voorkennis" in code)
    project.write({**SMALL, f"locales/nl/LC_MESSAGES/{CATALOG}.po": dutch})
    built = project.build(language="nl")
    assert "Voorkennis: two" in built.page("index").astext()
    assert 'lang="en"' not in built.text("index.html")
    assert "Zuerst lesen: two" in project.build(language="de").page("index").astext()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_project_replaces_messages_of_ours(project: Project, language: str) -> None:
    """One by one; a page is written again when they change."""
    name = f"locales/{language}/LC_MESSAGES/{CATALOG}.po"
    project.write({**SMALL, name: words("Vorher", "Read first")})
    built = project.build(language=language)
    assert re.search("Vorher[:：] ?two", built.page("index").astext())
    ours = "Connections" if language == "en" else messages(language)["Connections"].string
    assert f"{ours}</h" in built.text("index.html")
    assert project.build(language=language).written == []
    project.write({name: words("Umgebung", "Read first", "Connections")})
    built = project.build(language=language)
    assert "Umgebung</h" in built.text("index.html")
    assert built.files() == project.clean_files(language=language)


@pytest.mark.parametrize("text", ["{evil.__class__}", "{", "{0}", "<img src=x onerror=evil()>"])
def test_a_catalog_of_a_project_may_say_anything(project: Project, text: str) -> None:
    said = words(text, "{label}: ", "Connections of {name}", "Glossary")
    project.write({**SMALL, f"locales/en/LC_MESSAGES/{CATALOG}.po": said})
    built = project.build()
    assert built.warnings == []
    assert not [name for name, page in built.files().items() if name.endswith(".html") and b"<img src=x" in page]


def test_a_catalog_of_a_project_that_cannot_be_used(project: Project) -> None:
    said = words("Vorher", "Read first", head="Plural-Forms: nplurals=2; plural=1/(n-n);\\n")
    project.write({**SMALL, f"locales/en/LC_MESSAGES/{CATALOG}.po": said})
    built = project.build()
    assert any("cannot be read" in line and "[glossary.catalog]" in line for line in built.warnings)
    assert "Read first: two" in built.page("index").astext()


def test_a_catalog_that_conf_py_adds(project: Project) -> None:
    """It goes before those of the extension, too."""
    project.conf = CONF + dedent("""
        def setup(app):
            app.add_message_catalog("sphinx_glossary_terms", app.srcdir / "words")
    """)
    project.write(SMALL)
    path = project.source / "words" / "ja" / "LC_MESSAGES" / f"{CATALOG}.mo"
    path.parent.mkdir(parents=True)
    japanese = Catalog(locale="ja")
    japanese.add("Read first", "前提")
    with path.open("wb") as file:
        write_mo(file, japanese)
    assert "前提：two" in project.build(language="ja").page("index").astext()


def test_a_project_translates_the_strings_of_sphinx(project: Project) -> None:
    """With the files that the manual offers, and its lines for conf.py."""
    (conf,) = re.findall("^```python\n(.*?)^```", PAGE.partition("(interface-theme)=")[2], re.MULTILINE | re.DOTALL)
    project.conf = CONF + conf
    files = (ROOT / "locales/ja/LC_MESSAGES/sphinx.po", ROOT / "docs/_locales/ja/LC_MESSAGES/sphinx.js")
    project.write(
        {"index.md": "# 1\n", **{f"locales/ja/LC_MESSAGES/{file.name}": file.read_text("utf-8") for file in files}}
    )
    built = project.build(language="ja")
    assert built.warnings == []
    assert 'title="この見出しへのリンク"' in built.text("index.html")
    assert "ページ" in built.text("_static/translations.js")


@pytest.mark.parametrize(("language", "arrow"), [("en", "→ "), ("ar", "\N{RIGHT-TO-LEFT MARK}← ")])
def test_an_arrow_points_in_the_direction_of_reading(project: Project, language: str, arrow: str) -> None:
    text = SMALL["index.md"].replace(":prerequisites", ":aliases: uno\n:prerequisites")
    project.write({"index.md": text, "all.md": "# 2\n\n```{term-index}\n```\n\n```{term-graph}\n```\n"})
    built = project.build(language=language)
    shown = [re.sub("<[^>]+>", "", built.text(name)) for name in ("all.html", "glossary-terms.html")]
    assert f"uno {arrow}one" in shown[0]
    assert f"two {arrow}one" in shown[0]
    assert f"{arrow}one" in shown[1]
