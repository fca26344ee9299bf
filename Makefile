# Two commands set everything up on a fresh machine:  make demo   and   make test
#
#   make demo        virtual environment, compiled install, then a WebAssembly program and a CLIF file
#                    through the whole compiler
#   make test        the same with the test tools; ruff, mypy --strict, pytest on both forms, and a short
#                    part of it on the other supported CPythons of the machine
#   make test-long   everything, also the tests marked slow, on both forms and all these CPythons
#   make bench       nanoseconds per instruction of every stage, compiled and interpreted
#   make build       compile the modules in place (editable install): for working on irtool
#   make pure-test   the whole suite on plain Python
#   make check       ruff and mypy only
#   make generate    rewrite all generated modules from their sources
#   make clean       remove everything that was built
#
# PYTHON=python3.12 chooses the interpreter, JOBS=4 the number of processes.

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
PLAIN := build/plain
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES := pyproject.toml setup.py $(shell find . \( -name .git -o -name build -o -name '.venv*' -o -name tests -o -name docs \) -prune \
    -o \( -name '*.py' -o -name '*.rules' -o -name '*.lark' \) -print)
# The plain form runs all tests but those that are slow there; `make pure-test` runs them all.
PLAIN_TESTS ?= -m "not slow and not compiled_only"

.PHONY: demo test test-long pure-test bench build check generate clean
.DELETE_ON_ERROR:

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# Compiled install, without and with the test tools.
$(VENV)/installed: $(BIN)/python $(SOURCES)
	$(PIP) install .
	@$(BIN)/irtool --version
	@touch $@

$(VENV)/installed-test: $(BIN)/python $(SOURCES)
	$(PIP) install '.[test]'
	@$(BIN)/irtool --version
	@touch $@ $(VENV)/installed

# The plain form beside it: a directory that comes first on the path.
$(PLAIN)/installed: $(VENV)/installed-test
	@rm -rf $(PLAIN)
	IRTOOL_PURE=1 $(PIP) install --no-deps --target $(PLAIN) .
	@PYTHONPATH=$(PLAIN) $(BIN)/irtool --version
	@touch $@

demo: $(VENV)/installed
	@tools/demo.sh $(BIN)

check: $(VENV)/installed-test
	$(BIN)/ruff check .
	tools/check-types.sh $(BIN)/python

test: check $(PLAIN)/installed
	@echo "--- plain form"
	PYTHONPATH=$(PLAIN) $(BIN)/pytest -q -n $(JOBS) $(PLAIN_TESTS)
	@echo "--- other Pythons, a part of it in plain form"
	JOBS=$(JOBS) tools/test-pythons.sh --smoke $(BIN)/python
	@echo "--- compiled form"
	$(BIN)/pytest -n $(JOBS) -m "not slow"

test-long: check $(PLAIN)/installed
	@echo "--- plain form"
	PYTHONPATH=$(PLAIN) $(BIN)/pytest -q -n $(JOBS) -m "not compiled_only"
	@echo "--- other Pythons, both forms"
	JOBS=$(JOBS) tools/test-pythons.sh --all $(BIN)/python
	@echo "--- compiled form"
	$(BIN)/pytest -n $(JOBS)

pure-test: $(PLAIN)/installed
	PYTHONPATH=$(PLAIN) $(BIN)/pytest -n $(JOBS) -m "not slow and not compiled_only"

bench: $(VENV)/installed
	$(BIN)/irtool bench --corpus filetests

build: $(BIN)/python
	$(PIP) install --editable '.[test]'
	@$(BIN)/irtool --version
	@touch $(VENV)/installed $(VENV)/installed-test

generate: $(VENV)/installed-test
	$(BIN)/python tools/generate.py

clean:
	rm -rf build dist *.egg-info .venv* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name .git -prune -o \( -name '*.so' -o -name __pycache__ \) -print0 | xargs -0 rm -rf
