# Two commands do everything on a machine with Python and make: `make html` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
LANGUAGES = en ja
GROUP ?= dev
OPTIONS ?=

.PHONY: help html test bench bench-browser bench-docs pictures profile fuzz check lint types imports docs report wheel oldest newest hosts hosts-ci sphinx-tests sphinx-tests-ci suites gettext catalogs clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 20

html: $(READY) $(LANGUAGES:%=html-%)  ## the documentation in every language
	@for language in $(LANGUAGES); do echo "$(CURDIR)/build/html/$$language/index.html"; done

html-%: $(READY)
	@$(BIN)/sphinx-build -q -b html -D language=$* -d build/doctrees/$* $(OPTIONS) docs build/html/$*

test: $(READY)  ## the tests
	$(BIN)/pytest

# The environment: made anew when what it is made of changes.
$(READY): pyproject.toml hatch_build.py $(wildcard sphinx_glossary_terms/locale/*/*/*.po)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check "pip>=25.1"
	$(BIN)/pip install -q --disable-pip-version-check --group $(GROUP) -e .
	touch $@

fuzz: $(READY)  ## documents and edits that nobody would make, for some minutes
	FUZZ_PROFILE=long $(BIN)/pytest tests/builds/test_fuzz.py tests/builds/test_machine.py tests/builds/test_foreign_markup.py \
		tests/migrate/test_migrate_fuzz.py

check: lint types imports docs report  ## everything but the tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)  ## the contract between the rooms of the house
	$(BIN)/lint-imports --no-logo

docs: $(READY)  ## the documentation, where every warning is an error
	$(MAKE) $(LANGUAGES:%=docs-html-%)

docs-html-%:
	$(BIN)/sphinx-build -E -q -n -W --keep-going -b html -D language=$* -d build/check/doctrees-$* docs build/check/$*

report: $(READY)  ## what is not translated of the documentation's glossary: nothing
	$(BIN)/sphinx-build -q -b glossary-report -D language=ja -D glossary_terms_report_threshold=100 -d build/doctrees/ja docs build/report

# The documentation as PDF: needs Debian's texlive-luatex, texlive-latex-extra, texlive-lang-japanese, latexmk. Sphinx
# takes upLaTeX for Japanese; the English manual shows Japanese too, which LuaTeX-ja can set.
PDF_en = -D latex_engine=lualatex -D latex_elements.preamble='\usepackage{luatexja}'
docs-pdf: $(READY)
	$(MAKE) $(LANGUAGES:%=docs-pdf-%)

docs-pdf-%:
	$(BIN)/sphinx-build -M latexpdf docs build/pdf/$* -q -D language=$* $(PDF_$*)

pictures: $(READY)  ## the pictures that the documentation shows
	$(BIN)/python -m docs.pictures
	$(BIN)/python -m docs.gallery

# What a translator does after the texts have changed.
gettext: $(READY)
	$(BIN)/sphinx-build -q -b gettext -d build/doctrees/gettext docs build/gettext

catalogs: gettext
	$(BIN)/sphinx-intl update -p build/gettext -d locales -l ja

# The wheel, in an environment of its own, with the source folder out of reach.
wheel: $(READY)
	rm -rf build/dist build/wheel
	$(BIN)/python -m build --outdir build/dist
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/pip install -q --disable-pip-version-check build/dist/*.whl
	mkdir -p build/wheel/project
	cp tests/wheel/* build/wheel/project
	cd build/wheel && venv/bin/python -I -m sphinx -q -n -W -b html -D language=ja project html
	grep -q '先に知っておきたい用語' build/wheel/html/index.html
	grep -q 'class="mermaid"' build/wheel/html/index.html
	test -s build/wheel/html/_static/glossary-terms.css

# The tests with the oldest versions that are supported, and with the newest. What a browser shows is tried with the
# versions of `make test`.
oldest:
	NO_BROWSER=1 $(MAKE) test VENV=.venv-oldest GROUP=versions PYTHON=python3.11 PIP_CONSTRAINT=tests/oldest.txt

newest:
	NO_BROWSER=1 $(MAKE) test VENV=.venv-newest GROUP=versions PYTHON=python3.13
	.venv-newest/bin/python -c "import sphinx; assert sphinx.version_info >= (9, 2), sphinx.__version__"

# Documentation that others wrote, without the extension, with it, and with terms: `make hosts HOSTS="--only attrs"`.
HOSTS ?=
hosts: .venv-hosts/.ready  ## documentation that others wrote, with the extension
	PYTHONPATH=tests .venv-hosts/bin/python -m hosts $(HOSTS)

hosts-ci:  ## those that are built in a minute or two
	$(MAKE) hosts HOSTS="--only attrs jinja2 sphinx-book-theme"

.venv-hosts/.ready: pyproject.toml hatch_build.py tests/hosts/requirements.txt
	$(PYTHON) -m venv .venv-hosts
	.venv-hosts/bin/python -m pip install -q --disable-pip-version-check "pip>=25.1"
	.venv-hosts/bin/pip install -q --disable-pip-version-check -r tests/hosts/requirements.txt
	.venv-hosts/bin/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

# Test suites that others wrote, without the extension, and with it in every application. `make sphinx-tests
# SUITES="--table FILE"` writes the table.
SUITES ?=
sphinx-tests: .venv-sphinx-oldest/.suite .venv-sphinx-newest/.suite  ## Sphinx's own tests, with the extension
	PYTHONPATH=tests nice -n 10 .venv-sphinx-newest/bin/python -m suites sphinx-oldest sphinx-newest $(SUITES)

sphinx-tests-ci: .venv-sphinx-newest/.suite  ## a part of it, for some minutes
	PYTHONPATH=tests .venv-sphinx-newest/bin/python -m suites sphinx-newest --part $(SUITES)

suites: .venv-myst-parser/.suite .venv-sphinxcontrib-bibtex/.suite  ## those of other extensions; on Debian
	PYTHONPATH=tests nice -n 10 .venv-sphinxcontrib-bibtex/bin/python -m suites myst-parser sphinxcontrib-bibtex $(SUITES)

.venv-%/.suite: PYTHON = python3.13
.venv-sphinx-oldest/.suite .venv-myst-parser/.suite: PYTHON = python3.11
.venv-%/.suite: tests/suites/requirements/%.txt
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install -q --disable-pip-version-check "pip>=25.1"
	.venv-$*/bin/pip install -q --disable-pip-version-check -r $<
	touch $@

# How long builds take, beside what others take, in an environment with those others: `make bench BENCH="--terms 10000"`.
BENCH ?=
bench:
	$(MAKE) bench-here VENV=.venv-bench GROUP=bench
	.venv-bench/bin/python -m benchmarks.model

bench-here: $(READY)
	$(BIN)/python -m benchmarks.run $(BENCH)

bench-browser: $(READY)  ## what a reader's browser has to load, and how long a reader waits for a graph
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.first_graph

# The measurements that the documentation shows; takes hours, so leave the machine alone.
bench-docs:
	$(MAKE) bench BENCH="--terms 100 300 1000 3000 10000"
	.venv-bench/bin/python -m benchmarks.plot

profile:  ## where the time of a build goes
	$(MAKE) bench-here VENV=.venv-bench GROUP=bench BENCH="--profile ours --terms 10000"

clean:
	rm -rf build .venv .venv-*
