# Everything a user, a developer and the build need. `make demo` and `make test` start from nothing.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
WORKERS ?= --numprocesses 3 --dist loadfile

.PHONY: setup demo test test-slow test-all failed lint check bench clean

setup: $(STAMP)

# An old pip cannot resolve lxml's extras, so it is replaced before anything else is installed.
$(STAMP): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "no venv: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

demo: setup
	@$(BIN)/python -m menafn_crawler.replica.demo data/demo

# Minutes on two cores. Tests marked slow need a browser, R, Splash or time: `make test-all` runs them too.
test: setup
	@$(BIN)/python -m pytest -m "not slow" $(WORKERS)

test-slow: setup
	@$(BIN)/python -m pytest -m slow $(WORKERS)

test-all: test test-slow

# The tests that failed last, one after the other.
failed: setup
	@$(BIN)/python -m pytest --last-failed --last-failed-no-failures none

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test-all

bench: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements.txt
	@$(BIN)/python -m benchmarks

clean:
	rm -rf .venv data/demo
