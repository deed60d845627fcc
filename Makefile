.DEFAULT_GOAL := help
.PHONY: help demo test fuzz bench format data docs clean

VENV := .venv
BIN  := $(VENV)/bin
# Debian's python3 comes without ensurepip: the venv is made without pip, and the pip outside
# installs into it.
PIP  := python3 -m pip --disable-pip-version-check --python $(BIN)/python
OUT  := maps/exempellan

help:  ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-8s %s\n", $$1, $$2}'

$(VENV)/.run: pyproject.toml constraints.txt
	python3 -m venv --without-pip $(VENV)
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(VENV)/.run  ## Run the main job on the embedded study
	$(BIN)/geoaccess demo --out $(OUT)

test: $(VENV)/.dev  ## Run every check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --cov --nbmake notebooks tests geoaccess

# `make test` tries the same examples each time; here they are new, until one fails.
fuzz: $(VENV)/.dev  ## Try new random examples of every property
	GEOACCESS_HYPOTHESIS=fuzz $(BIN)/pytest -n auto tests/access tests/travel tests/need tests/result

# Peers are measured where they install; the others do without.
bench: $(VENV)/.dev  ## Compare speed and memory with peers
	-$(PIP) install --quiet --only-binary :all: --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python tests/bench

format: $(VENV)/.dev  ## Put the code into its house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

data: $(VENV)/.run  ## Build the embedded study anew from its seed
	$(BIN)/python -m data.build

docs: $(VENV)/.run  ## Write docs/notices.md from the catalogue of notices
	$(BIN)/python -m geoaccess.errors.page docs/notices.md

clean:  ## Remove the environment and what runs wrote
	rm -rf $(VENV) $(OUT) maps/.geoaccess .mypy_cache .pytest_cache .ruff_cache .hypothesis
