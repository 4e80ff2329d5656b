# Every command of the project. `make` alone lists them. Only git, make and Python 3.11+ are needed beforehand.
PYTHON ?= python3
HAS_PYTHON = command -v $(PYTHON) >/dev/null || { echo 'fulcrum: $(PYTHON) is missing. Install Python 3.11 or newer.' >&2; exit 1; }
BOOTSTRAP = $(HAS_PYTHON); $(PYTHON) fulcrum/setup/bootstrap.py
IN = .venv/bin/python -P -m
HAS_PROGRAM = test -x .venv/bin/fulcrum || { echo 'fulcrum: Nothing is installed yet. Run "make run" first.' >&2; exit 1; }
FULCRUM = $(HAS_PROGRAM); .venv/bin/fulcrum
LISTS = fulcrum/setup/requirements
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help run down status doctor test test-all check lint types contracts translate bench screenshots clean requirements

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/	/' | awk -F'\t' '{printf "  make %-13s %s\n", $$1, $$2}'

run:  ## set up what is missing, start everything, print the address
	@$(BOOTSTRAP) runtime --then fulcrum up

down:  ## stop what `make run` started
	@$(FULCRUM) down

status:  ## what runs, where, on which data
	@$(FULCRUM) status

doctor:  ## name what is wrong and how to put it right
	@$(FULCRUM) doctor

test:  ## everything: lint, types, contracts, tests, journeys in a real browser
	@$(BOOTSTRAP) test
	@$(IN) fulcrum.setup.suite full

test-all:  ## the same, with every page in every theme and language
	@$(BOOTSTRAP) test
	@$(IN) fulcrum.setup.suite all

check:  ## the quick part: lint, types, contracts, domain and house tests
	@$(BOOTSTRAP) dev
	@$(IN) fulcrum.setup.suite quick

lint:  ## style of the code
	@$(BOOTSTRAP) dev
	@$(IN) fulcrum.setup.suite lint

types:  ## types of the code
	@$(BOOTSTRAP) dev
	@$(IN) fulcrum.setup.suite types

contracts:  ## imports keep to the floors
	@$(BOOTSTRAP) dev
	@$(IN) fulcrum.setup.suite contracts

translate:  ## collect the sentences of the pages and bring the catalogues in step
	@$(BOOTSTRAP) dev
	@$(FULCRUM) translate

bench:  ## measure and print one table
	@$(BOOTSTRAP) dev
	@$(IN) benchmarks

screenshots:  ## make the pictures of the README anew
	@$(BOOTSTRAP) test
	@$(IN) tests.journeys.screenshots

clean:  ## delete what can be made again (not the data folder)
	@rm -rf build .venv .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis

requirements:  ## pin the newest allowed packages with hashes (needs uv)
	$(LOCK) $(LISTS)/runtime.in --output-file $(LISTS)/runtime.txt
	$(LOCK) $(LISTS)/dev.in --constraint $(LISTS)/runtime.txt --output-file $(LISTS)/dev.txt
	$(LOCK) $(LISTS)/node.in --output-file $(LISTS)/node.txt
