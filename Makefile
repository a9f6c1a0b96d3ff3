# `make` alone prints what there is. Needs python3 (3.11 to 3.13) with its venv module, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
UV := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-header --no-annotate
LOCK := requirements-dev.txt requirements-build.txt
OUT := outputs
BASE ?= HEAD

.DEFAULT_GOAL := help
.PHONY: help run test test-all check lint format bench gauge judge docs screenshots notices wheel lock clean

help: ## print what there is
	@echo "make TARGET, where TARGET is one of"
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' \
		| while IFS='|' read -r target about; do printf '  %-10s %s\n' $$target "$$about"; done

# Each stamp stands for an installed set; a changed lock or pyproject makes it old. Modules are compiled here, as
# pip does with a wheel: otherwise every start would where PYTHONDONTWRITEBYTECODE is set.
$(VENV)/made: $(LOCK) requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "needs Python 3.11, 3.12 or 3.13; say which: make PYTHON=python3.12"; exit 2; }
	@echo "setting up $(VENV) (once; a few minutes) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements-build.txt
	@touch $@

$(VENV)/run: $(VENV)/made requirements.txt pyproject.toml
	@$(PIP) install --require-hashes --no-build-isolation -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q extractor
	@touch $@

$(VENV)/dev: $(VENV)/made requirements-dev.txt pyproject.toml
	@$(PIP) install --require-hashes --no-build-isolation -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q extractor
	@touch $(VENV)/run $@

run: $(VENV)/run ## run over corpus/articles into outputs/, compare with corpus/manual
	@$(BIN)/extractor run corpus/articles --out $(OUT)
	@$(BIN)/extractor compare $(OUT)/figures.csv corpus/manual/figures.csv --out $(OUT)
	@echo "the tables are in $(OUT)/; why a figure came out so: $(BIN)/extractor explain $(OUT) FIGURE_ID"

test: lint ## everything that must hold: style, types, layers, tests (under 5 minutes)
	@$(BIN)/python -m pytest -q -m "not slow"

test-all: lint ## the same with the slow tests
	@$(BIN)/python -m pytest -q

check: $(VENV)/run ## run every example that the pattern files carry
	@$(BIN)/extractor check

lint: $(VENV)/dev ## style, types and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/dev ## let ruff put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

gauge: $(VENV)/run ## what your change does to the tables and scores of the corpus, against BASE=revision (HEAD)
	@$(BIN)/python corpus/gauge.py --base $(BASE)

docs: $(VENV)/dev ## write the generated pages and the picture of docs/ anew
	@$(BIN)/python docs/commands.py docs/commands.md
	@$(BIN)/python docs/tables.py docs/tables.md
	@$(BIN)/python docs/picture.py docs/figures.svg
	@$(BIN)/python docs/readme.py README.md README.zh.md

screenshots: $(VENV)/dev ## take the pictures of the review page and the report anew (wants chromium, pdftoppm)
	@$(BIN)/python docs/screenshots.py

judge: $(VENV)/run ## train the judge anew: TEXTS=folder of the passages that corpus/pool annotates, ALSO="more folders"
	@test -n "$(TEXTS)" || { echo "say where the passages are: make judge TEXTS=folder"; exit 2; }
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python corpus/judge.py --texts $(TEXTS) $(if $(ALSO),--also $(ALSO))

notices: $(VENV)/run ## write THIRD_PARTY_NOTICES.md anew from the lock and what is installed
	@$(BIN)/python docs/notices.py requirements.txt THIRD_PARTY_NOTICES.md

bench: $(VENV)/dev ## measure speed, memory and start against jieba and peers; some minutes
	@$(BIN)/python benchmarks/bench.py --python $(PYTHON) --write docs/performance.md

wheel: $(VENV)/made ## build dist/*.whl
	@$(BIN)/python -m hatchling build -t wheel -d dist

lock: $(VENV)/dev ## write requirements*.txt anew from pyproject.toml
	@$(UV) --upgrade pyproject.toml --output-file requirements.txt
	@$(UV) --upgrade pyproject.toml --extra dev --constraints requirements.txt --output-file requirements-dev.txt
	@$(UV) --upgrade --group build --constraints requirements-dev.txt --output-file requirements-build.txt

clean: ## remove what make has made, .venv and outputs included
	@rm -rf $(VENV) dist benchmarks/.peers .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find $(OUT) -mindepth 1 ! -name README.md -delete
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
