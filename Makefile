# Two commands do everything on a machine with Python and make: `make html` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install -q --disable-pip-version-check
CONSTRAINTS ?= constraints.txt
# What is in constraints.txt has to have its hash; this project has none.
PINNED = --no-require-hashes $(CONSTRAINTS:%=-c %) $(CONSTRAINTS:%=--build-constraint %)
LANGUAGES = en ja
OPTIONS ?=
TESTS ?=
GROUP ?= test
# What Python has compiled is kept, also where that is turned off: each process of the tests needs it again.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help html test test-all nightly prerelease sizes constraints bench bench-docs readers pictures check lint types content docs docs-pdf \
	messages wheel release-check oldest newest hosts sphinx-tests catalogs clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 20

html: $(VENV)/.docs  ## the documentation in every language
	@$(BIN)/sphinx-intl build -d locales > /dev/null
	@$(MAKE) -s -j2 $(LANGUAGES:%=html-%)
	@for language in $(LANGUAGES); do echo "$(CURDIR)/build/html/$$language/index.html"; done

html-%: $(VENV)/.docs
	@$(BIN)/sphinx-build -q -b html -D language=$* -d build/doctrees/$* $(OPTIONS) docs build/html/$*

test: $(VENV)/.$(GROUP)  ## the tests of every day; one of any tier: make test TESTS="tests/read/test_term.py::test_entry -n 0"
	$(BIN)/pytest $(TESTS)

test-all: $(VENV)/.test  ## the tests of every day, the slow ones and those in a browser, in one run
	$(BIN)/pytest -m "not nightly"

# One environment, which grows: each target adds the dependency group that it needs, so that `make html` is quick, and
# `make test` brings what it uses beside that. The file `.GROUP` says that a group is installed. The versions are those of
# constraints.txt: a release of something else breaks neither of the two commands; `make newest` goes without.
$(VENV)/.venv: $(CONSTRAINTS)
	$(PYTHON) -m venv $(VENV)
	{ sed -n '/^pip==/,/[^\\]$$/p' $(CONSTRAINTS) /dev/null; } | grep . > $(VENV)/pip.txt || echo 'pip>=26.3' > $(VENV)/pip.txt
	$(PIP) -r $(VENV)/pip.txt
	touch $@

$(VENV)/.%: $(VENV)/.venv pyproject.toml hatch_build.py $(wildcard sphinx_glossary_terms/locale/*/*/*.po)
	$(PIP) $(PINNED) --group $* -e .
	touch $@

# One after the other, also with `make -j`.
$(VENV)/.test: $(VENV)/.docs
$(VENV)/.check $(VENV)/.builders: $(VENV)/.test
$(VENV)/.release: $(VENV)/.check

constraints:  ## constraints.txt anew: the newest version of everything, of today
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/pip install -q --disable-pip-version-check uv
	rm -f build/constraints.txt
	echo pip editables | tr ' ' '\n' | build/constraints/bin/uv pip compile -q --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-header --no-annotate --group all - pyproject.toml -o build/constraints.txt
	{ echo "# The versions that were tested, of everything that the dependency groups install, for each Python and system that"; \
	echo "# is supported, with the hashes of their files. Made by \`make constraints\`."; cat build/constraints.txt; } > constraints.txt

FUZZ = tests/builds/test_fuzz.py tests/builds/test_machine.py tests/builds/test_foreign_markup.py tests/builds/test_sphinx_decides.py \
	tests/programs/migrate/test_migrate_fuzz.py tests/programs/importing/test_round_trip.py tests/hostile/test_attack.py tests/model tests/graphs
nightly:  ## what takes hours: builders x languages, Bazel, random documents, PDF; one failure does not hide the others
	$(MAKE) -k .nightly-tests .nightly-fuzz docs-pdf newest prerelease hosts sphinx-tests

.nightly-tests: $(VENV)/.builders
	$(BIN)/pytest -m nightly

.nightly-fuzz: $(VENV)/.test
	FUZZ_PROFILE=nightly $(BIN)/pytest $(FUZZ)

check: lint types docs content sizes  ## everything but the tests

SIZE = @printf '%-28s %6d of %d\n'
sizes: $(VENV)/.docs  ## how large the project is, and how large it may be
	$(SIZE) 'lines of the package' $$(git ls-files 'sphinx_glossary_terms/*.py' | xargs cat | wc -l) 12900
	$(SIZE) 'modules of the package' $$(git ls-files 'sphinx_glossary_terms/*.py' | wc -l) 72
	$(SIZE) 'lines of styles and scripts' $$(git ls-files 'sphinx_glossary_terms/*.css' 'sphinx_glossary_terms/*.js' | xargs cat | wc -l) 1750
	$(SIZE) 'lines of the tests' $$(git ls-files 'tests/*.py' | xargs cat | wc -l) 16500
	$(SIZE) 'words of the manual' $$(cat README.md docs/*.md | wc -w) 25000
	@$(BIN)/python -m docs.counts

lint: $(VENV)/.check  ## ruff, the contract between the rooms of the house, Biome, zizmor, schemas
	$(BIN)/ruff check .
	$(BIN)/ruff check --preview --select PLW1514 sphinx_glossary_terms  # every text file has an encoding
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m benchmarks.npm ci --error-on-warnings
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.readthedocs .readthedocs.yaml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.citation-file-format CITATION.cff

types: $(VENV)/.check  ## mypy
	$(BIN)/mypy

content: $(VENV)/.check html  ## the manual and its glossary: words, catalogs, sources, programs, questions to the search
	$(BIN)/pytest docs/check_content.py docs/check_programs.py docs/check_questions.py

docs: $(VENV)/.docs  ## the documentation, where every warning is an error
	$(MAKE) $(LANGUAGES:%=docs-html-%)

docs-html-%:
	$(BIN)/sphinx-build -E -q -n -W --keep-going -b html -D language=$* -d build/check/doctrees-$* docs build/check/$*

# The documentation as PDF: needs Debian's texlive-luatex, texlive-latex-extra, texlive-lang-japanese, fonts-freefont-otf,
# tex-gyre, latexmk, librsvg2-bin and ghostscript. Sphinx takes upLaTeX for Japanese; the English manual shows Japanese too,
# which LuaTeX-ja can set: with Latin quotation marks, Greek letters and symbols (its ranges 2, 3 and 9).
PDF = sphinx-glossary-terms.pdf
PDF_en = -D latex_engine=lualatex -D latex_use_xindy=0 \
	-D latex_elements.preamble='\usepackage{luatexja}\ltjsetparameter{jacharrange={-2,-3,-9}}'
docs-pdf: $(VENV)/.docs  ## the documentation as PDF
	$(MAKE) $(LANGUAGES:%=docs-pdf-%)

# The letters of each picture become outlines: a Japanese font takes up to 0.9 MB in each.
docs-pdf-%:
	$(BIN)/sphinx-build -M latex docs build/pdf/$* -q -D language=$* $(PDF_$*)
	cd build/pdf/$*/latex && ls *.pdf | grep -vx $(PDF) | xargs -P 2 -I {} sh -c \
		'gs -q -sDEVICE=pdfwrite -dNoOutputFonts -dAutoRotatePages=/None -o {}.out {} && mv {}.out {}'
	$(MAKE) -C build/pdf/$*/latex all-pdf LATEXMKOPTS=-silent LATEXOPTS='-halt-on-error -interaction=batchmode'
	test $$(stat -c %s build/pdf/$*/latex/$(PDF)) -lt 15000000

pictures: $(VENV)/.pictures  ## the pictures and drawings that the documentation shows; those of one kind: python -m docs.gallery first
	$(BIN)/python -m docs.drawings
	PYTHONPATH=tests $(BIN)/python -m docs.examples
	$(BIN)/python -m docs.pictures
	$(BIN)/python -m docs.gallery

# What a translator does after the texts have changed.
catalogs: $(VENV)/.docs  ## the catalogs of the documentation, after its text has changed
	$(BIN)/sphinx-build -q -b gettext -d build/doctrees/gettext docs build/gettext
	$(BIN)/python -m docs.drawings --template build/gettext/drawings.pot
	$(BIN)/sphinx-intl update -p build/gettext -d locales -l ja

# Needs Debian's gettext. New messages go into the template, with a comment for translators, by hand.
WORDS = sphinx_glossary_terms/locale
messages:  ## the extension's own catalogs, after their template has changed
	@for catalog in $(WORDS)/*/LC_MESSAGES/sphinx_glossary_terms.po; do \
		msgmerge -q --update --backup=none --no-fuzzy-matching --no-wrap $$catalog $(WORDS)/sphinx_glossary_terms.pot; \
		echo $$catalog: && msgfmt --statistics -o $${catalog%.po}.mo $$catalog || exit 1; \
	done

# The wheel, in an environment of its own, with the source folder out of reach.
wheel: $(VENV)/.release  ## the distributions, and a build with the wheel
	rm -rf build/dist build/wheel
	$(BIN)/python -m build --outdir build/dist
	$(BIN)/twine check --strict build/dist/*
	# The same bytes in another folder, from files of another time; and building changes nothing there.
	@folder=$$(mktemp -d) && changes=$$(git stash create) && mkdir $$folder/source && \
	git archive $${changes:-HEAD} | tar -x -C $$folder/source && find $$folder/source -exec touch -d 2001-01-01 {} + && \
	touch $$folder/before && (cd $$folder/source && $(CURDIR)/$(BIN)/python -m build --outdir ../dist) && \
	test -z "$$(find $$folder/source -type f -newer $$folder/before -not -name '*.pyc')" && \
	for file in build/dist/*; do cmp $$file $$folder/dist/$$(basename $$file) || exit 1; done && rm -r $$folder
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/pip install -q --disable-pip-version-check build/dist/*.whl
	mkdir -p build/wheel/project
	cp tests/wheel/* build/wheel/project
	cd build/wheel && venv/bin/python -I -m sphinx -q -n -W -b html -D language=ja project html
	grep -q '先に読む用語' build/wheel/html/index.html
	grep -q 'class="mermaid"' build/wheel/html/index.html
	test -s build/wheel/html/_static/glossary-terms.css
	cd build/wheel && venv/bin/python -I -m sphinx -q -W -b glossary-export project export && test -s export/glossary.ttl

VERSION = $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' sphinx_glossary_terms/__init__.py)
release-check: wheel  ## what has to be true before a release; prints how to make it
	test -f build/dist/sphinx_glossary_terms-$(VERSION)-py3-none-any.whl
	@grep -qE '^## $(VERSION) \([0-9]{4}-[0-9]{2}-[0-9]{2}\)$$' CHANGELOG.md || \
		{ echo 'CHANGELOG.md: the heading has to be "## $(VERSION) (YYYY-MM-DD)", with the date of the release'; exit 1; }
	@grep -q '^\[project.urls\]' pyproject.toml || \
		{ echo 'pyproject.toml: [project.urls] has to say where the source and the issues are'; exit 1; }
	@grep -qx 'version: $(VERSION)' CITATION.cff || { echo 'CITATION.cff has another version'; exit 1; }
	@test -z "$$(git status --porcelain)" || { echo 'There are changes that are not committed'; exit 1; }
	@test -z "$$(git tag --list v$(VERSION))" || { echo 'The tag v$(VERSION) is there already'; exit 1; }
	@echo 'All is well. The release:'
	@echo '  git tag -a v$(VERSION) -m "Version $(VERSION)" && git push origin v$(VERSION)'
	@echo '  $(BIN)/twine upload build/dist/*'

# The tests with the oldest versions that are supported, and with the newest. What a browser shows is tried with the
# versions of `make test`.
oldest:  ## the tests with the oldest versions that are supported
	NO_BROWSER=1 $(MAKE) test VENV=.venv-oldest GROUP=versions PYTHON=python3.11 CONSTRAINTS=tests/oldest.txt

NEWEST = $(firstword $(foreach version,3.14 3.13,$(shell command -v python$(version))) python3.13)
newest:  ## the tests with the newest versions of everything, and the newest Python on this machine
	NO_BROWSER=1 $(MAKE) test VENV=.venv-newest GROUP=versions PYTHON=$(NEWEST) CONSTRAINTS=
	.venv-newest/bin/python -c "import sphinx; assert sphinx.version_info >= (9, 2), sphinx.__version__"

# Of nothing else: what they need stays as it is if they take it.
prerelease:  ## the tests with the newest pre-release of Sphinx and of MyST, if there is one
	$(MAKE) .venv-prerelease/.versions VENV=.venv-prerelease PYTHON=$(NEWEST) CONSTRAINTS=
	.venv-prerelease/bin/pip install -q --disable-pip-version-check --upgrade --pre sphinx myst-parser
	@if .venv-prerelease/bin/pip freeze | grep -E '^(Sphinx|sphinx|myst-parser)==[0-9.]+(a|b|rc|\.dev)'; then \
		NO_BROWSER=1 $(MAKE) test VENV=.venv-prerelease GROUP=versions PYTHON=$(NEWEST) CONSTRAINTS=; \
	else echo 'Neither Sphinx nor MyST has a pre-release.'; fi

# Documentation that others wrote, without the extension, with it, and with terms: `make hosts HOSTS="--only attrs"`.
HOSTS ?=
hosts: .venv-hosts/.requirements  ## documentation that others wrote, with the extension
	PYTHONPATH=tests .venv-hosts/bin/python -m hosts docs $(HOSTS)

sphinx-tests: .venv-sphinx/.sphinx  ## Sphinx's own tests, with the extension in every application; a part: SPHINX_TESTS=--part
	PYTHONPATH=tests nice -n 10 .venv-sphinx/bin/python -m hosts sphinx $(SPHINX_TESTS)

.venv-sphinx/.sphinx: PYTHON = python3.13
.venv-hosts/.requirements .venv-sphinx/.sphinx: .venv-%: tests/hosts/requirements.txt tests/hosts/sphinx.txt pyproject.toml
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install -q --disable-pip-version-check "pip>=25.1"
	$(@D)/bin/pip install -q --disable-pip-version-check -r tests/hosts/$(patsubst .%,%,$(@F)).txt
	$(@D)/bin/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

# How long builds take, beside what others take, in an environment with those others: `make bench BENCH="--terms 10000"`.
BENCH ?=
bench:  ## how long builds take, beside what others take; where the time goes: BENCH="--profile ours --terms 10000"
	$(MAKE) .venv-bench/.bench VENV=.venv-bench CONSTRAINTS=
	.venv-bench/bin/python -m benchmarks.run $(BENCH)

readers: $(VENV)/.test  ## what readers get, in numbers: graphs, search in Japanese, sizes of pages, large indexes, links in plain text
	for measured in readers japanese_search page; do $(BIN)/python -m benchmarks.$$measured || exit; done
	PYTHONPATH=tests $(BIN)/python -m support.plain_text

# The measurements that the documentation shows, of one round each; leave the machine alone meanwhile.
bench-docs:  ## the measurements that the documentation shows; takes half an hour
	$(MAKE) bench BENCH="--terms 100 300 1000 --runs 1 --output build/benchmark/small.json"
	$(MAKE) bench BENCH="--terms 3000 10000 --runs 1 --cold --kinds plain built-in needs ours --output build/benchmark/large.json"
	.venv-bench/bin/python -m benchmarks.projects --terms 1000 4000
	.venv-bench/bin/python -m benchmarks.plot build/benchmark/small.json build/benchmark/large.json

clean:
	rm -rf build .venv .venv-*
