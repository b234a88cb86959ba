# Every command a developer or CI needs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
# What a pull request is compared with: as GitHub checks it out, a merge whose first parent is the base.
BASE ?= HEAD^1
SUMMARY := $(or $(GITHUB_STEP_SUMMARY),/dev/stdout)

.PHONY: $(shell grep -oE '^[a-z-]+:.*\#\#' $(MAKEFILE_LIST) | cut -d: -f1)

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

site: $(VENV)/.site ## check the record and build the site into site/
	@$(BIN)/python build_timeline.py

test: $(VENV)/.test $(VENV)/.browser ## run all tests (installs what they need, a browser too where it may)
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(VENV)/.test ## check the code: ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: $(VENV)/.site ## check the record without building
	@$(BIN)/python build_timeline.py check --strict

links: $(VENV)/.site ## visit the addresses of sources: which are dead, moved or changed
	@$(BIN)/python build_timeline.py links $(ARGS)

links-letter: $(VENV)/.site ## visit them, and write what needs a look into build/letter.md, for an issue
	@mkdir -p build
	@$(BIN)/python build_timeline.py links --format markdown $(ARGS) > build/letter.md
	@cat build/letter.md >> $(SUMMARY)

links-issue: ## open, update or close the one issue about sources after build/letter.md; needs gh
	@sh .github/links-issue.sh build/letter.md

fmt: $(VENV)/.site ## write events, seeds and registry in the house's style; make fmt ARGS=--check only looks
	@$(BIN)/python build_timeline.py fmt $(ARGS)

action: $(VENV)/.site ## what action.yml runs for the record in ROOT of another repository
	@.github/action.sh $(BIN)/python

serve: $(VENV)/.site ## preview the site: a saved file is seen at once, and what is wrong with it; ARGS=--open opens a browser
	@$(BIN)/python build_timeline.py serve $(ARGS)

verify: $(VENV)/.site ## check site/ file by file against its manifest
	@$(BIN)/python build_timeline.py verify site $(ARGS)

annotate: $(VENV)/.site ## check, and tell problems as GitHub's annotations; all of them as SARIF in build/check.sarif
	@mkdir -p build
	@$(BIN)/python build_timeline.py check --format sarif > build/check.sarif || test $$? = 1
	@$(BIN)/python build_timeline.py check --strict --format github

summary: $(VENV)/.site ## say what HEAD adds to BASE (its first parent) in the job's summary, or here
	@$(BIN)/python build_timeline.py diff $(BASE)..HEAD --format markdown >> $(SUMMARY)
	@cat .github/summary.md >> $(SUMMARY)

fuzz: $(VENV)/.test ## feed the readers and renderers broken files; for longer: make fuzz ARGS='--minutes 60'
	@$(BIN)/python -m tests.fuzz $(ARGS)

torture: $(VENV)/.test ## kill builds, fill their disk, let them race: the site stays whole (some minutes)
	@$(BIN)/python -m tests.torture $(ARGS)

bench: $(VENV)/.test ## measure builds of 1,000 and 10,000 events against plain mkdocs-material
	@$(BIN)/python -m bench $(ARGS)

bench-reader: $(VENV)/.test $(VENV)/.browser ## measure the timeline in a browser against a plain list and against peers (Node for those)
	@$(BIN)/python -m bench.reader $(ARGS)

bench-preview: $(VENV)/.test ## measure how soon a saved event is seen in the preview, against that of plain mkdocs-material
	@$(BIN)/python -m bench.preview $(ARGS)

screenshots: site $(VENV)/.test $(VENV)/.browser ## write pictures of every kind of page into screenshots/
	@$(BIN)/python -m tests.screenshots $(ARGS)

release-check: $(VENV)/.test $(VENV)/.browser ## build sdist and wheel, check their metadata, install the wheel, begin a record with it
	@rm -rf build dist
	@$(BIN)/python -m build --no-isolation > /dev/null
	@$(BIN)/twine check --strict dist/*
	@$(BIN)/uv tool run -q cffconvert==2.0.0 --validate
	@$(BIN)/towncrier build --draft --version "$$($(BIN)/python -c 'import conflict_timeline; print(conflict_timeline.__version__)')"
	@WHEEL="$$(echo dist/*.whl)" $(BIN)/python -m pytest tests/test_init.py tests/test_workflows.py

new: $(VENV)/.site ## ask what a new event needs, and write its file
	@$(BIN)/python build_timeline.py new $(ARGS)

schema: $(VENV)/.site ## write the schemas for editors anew, with the registry's ids
	@$(BIN)/python build_timeline.py schema

lock: $(VENV)/.test ## write the locks anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra build pyproject.toml -o requirements/site.txt $(ARGS)
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra build --extra test -c requirements/site.txt pyproject.toml -o requirements/test.txt $(ARGS)

clean: ## remove what was built and installed
	rm -rf $(VENV) site build *.egg-info

# A stamp says what is installed; it is older than a lock that has changed.
$(VENV)/.site: requirements/site.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python lacks its venv module; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing into $(VENV) (once; about a minute) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/site.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/test.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.browser: $(VENV)/.test
	@$(BIN)/python -m tests.browser
	@touch $@
