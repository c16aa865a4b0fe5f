"""Documentation that exists meets the extension: it must build as before."""

from __future__ import annotations

from conftest import Project

FOREIGN = """\
.. py:function:: f(x: int, y: list[str] = []) -> dict[str, int]

   Takes an :py:class:`int`, says [Knuth84]_.

.. c:function:: int max(int a, struct point *b)

.. cpp:function:: template<typename T> std::vector<T> sort(const T &a)

.. js:function:: go(where)

   :param string where: a place
   :returns: nothing

.. [Knuth84] A book.
"""


def test_typed_signatures_and_citations_without_a_term(project: Project) -> None:
    project.write({"index.rst": f"Title\n=====\n\n{FOREIGN}"})
    built = project.build()
    assert not built.warnings
    assert "Knuth84" in built.text("index.html")


def test_typed_signatures_and_citations_beside_a_term(project: Project) -> None:
    project.write({"index.rst": f"Title\n=====\n\n.. term:: dough\n\n   Flour, see [Knuth84]_.\n\n{FOREIGN}"})
    built = project.build()
    assert not built.warnings
    assert 'id="term-dough"' in built.text("index.html")
