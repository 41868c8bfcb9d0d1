# By which the developer works. `make run` serves the demonstration, `make test` proves everything.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
CORES ?= 2
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -q
SHARED := -n $(CORES) --dist worksteal
ON_POSTGRESQL := database and not faults and not bench and (not browser or smoke)
FAULTS := faults or races or days or repeated
REFERENCE := $(wildcard */migrations/*.py fixtures/plan/*)

export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport PYTHONDONTWRITEBYTECODE # tests start hundreds of processes, which would compile all anew

.PHONY: run test coverage check lint templates types contracts migrations mutate faults bench screens
.PHONY: requirements browser
.NOTPARALLEL:

run: export MINZHENG_DEBUG ?= 1
run: export DJANGO_RUNSERVER_HIDE_WARNING = true
run: .venv/run var/loaded
	@echo "Minzheng: http://$(ADDRESS)/  (end it with Ctrl-C)"
	@echo "Accounts: wuhan xiangyang enshi reviewer reviewer2 manager viewer wuhan-viewer auditor administrator"
	@echo "Password: $${MINZHENG_DEMO_PASSWORD:-Demo-2020-minzheng}"
	@$(PY) manage.py runserver --verbosity 0 $(ADDRESS)

# The database of `make run`: made once, brought up to date when the reference data changes.
ifneq ($(DATABASE_URL)$(if $(wildcard var/minzheng.sqlite3),,absent),)
.PHONY: var/loaded
endif
var/loaded: export MINZHENG_DEBUG ?= 1
var/loaded: $(REFERENCE) | .venv/run
	@echo "Loading the plan and the demonstration, about a minute …"
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_plan
	@$(PY) manage.py load_demo
	@mkdir -p var && touch $@

test: .venv/dev browser
	@mkdir -p var && date +%s > var/started
	@$(MAKE) --no-print-directory --keep-going check
	$(PYTEST) $(SHARED)
	$(PY) -m tests.postgres $(PYTEST) $(SHARED) -m "$(ON_POSTGRESQL)"
	@echo "make test took $$(( $$(date +%s) - $$(cat var/started) )) seconds"

# Apart from `make test`, which it makes half as long again; the gate stands in pyproject.toml.
coverage: .venv/dev browser
	$(PYTEST) $(SHARED) --cov --cov-report=term

check: lint templates types contracts migrations

lint: .venv/dev
	@$(PY) -m ruff check --quiet . && $(PY) -m ruff format --quiet --check .

templates: .venv/dev
	@$(PY) -m djlint --lint --quiet templates

types: .venv/dev
	@$(PY) -m mypy --no-error-summary

contracts: .venv/dev
	@.venv/bin/lint-imports --no-cache --no-logo

migrations: export DJANGO_SETTINGS_MODULE = tests.settings
migrations: .venv/dev
	@$(PY) manage.py makemigrations --check --dry-run

mutate: .venv/dev
	$(PY) -m tests.mutation

faults: export MINZHENG_RACES = 1000
faults: export MINZHENG_DAYS = 200
faults: export MINZHENG_KILLS = 40
faults: export MINZHENG_MUTANTS = 10000
faults: .venv/dev browser
	$(PYTEST) $(SHARED) -m "$(FAULTS)"
	$(PY) -m tests.postgres $(PYTEST) $(SHARED) -m "($(FAULTS)) and database"

bench: .venv/dev
	$(PYTEST) -m bench -s
	$(PY) -m tests.postgres $(PYTEST) -m bench -s

screens: .venv/dev browser
	$(PY) -m tests.screens
	MINZHENG_SCREENS=docs/screens $(PYTEST) tests/browser/test_quarter.py

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/install python3-venv
	@$(PYTHON) -m venv .venv

.venv/run: requirements.txt | .venv/pyvenv.cfg
	@echo "Installing what Minzheng needs …"
	@$(PY) -m pip install --quiet --require-hashes -r requirements.txt && touch $@

.venv/dev: requirements-dev.txt | .venv/pyvenv.cfg
	@echo "Installing what its tests need …"
	@$(PY) -m pip install --quiet --require-hashes -r requirements-dev.txt && touch $@ .venv/run

# Chromium and Chinese letters come with the system, not from a registry of Python packages.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || .ci/install chromium
	@fc-list :lang=zh 2>/dev/null | grep -q . || .ci/install fontconfig fonts-noto-cjk

# After a change of the dependencies in pyproject.toml.
requirements: .venv/dev
	@.venv/bin/pip-compile pyproject.toml -o requirements.txt
	@.venv/bin/pip-compile --extra dev pyproject.toml -o requirements-dev.txt
