# Everything a developer types. `make help` lists it.
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
ARGS ?=
JOBS ?= 3
N ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast lint format types imports contracts bench chaos prove-courses prove-routes prove-messages prove-numbering prove-due-dates prove-openapi prove-scenarios prove-routing-latency prove-routing-kills prove-timers prove-startup prove-systems prove-sms-crash prove-receipts prove-sms-latency prove-smpp-rate prove-replay prove-exact prove-fresh prove-form06 prove-late prove-articles prove-dashboard prove-alerts screenshots ci clean

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(UV):
	@echo "[setup] creating .tools with uv $(UV_VERSION)"
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.synced: $(UV) uv.lock pyproject.toml
	@echo "[setup] installing locked dependencies into .venv"
	@$(UV) sync --frozen --no-python-downloads --compile-bytecode --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@.venv/bin/python -m compileall -q services tests bench
	@touch $@

setup: .venv/.synced ## Install everything: uv, locked dependencies, the embedded platform
	@.venv/bin/lienthong platform install

demo: setup ## The main job on the embedded platform (ARGS=--once exits when done)
	@.venv/bin/lienthong demo $(ARGS)

test: setup ## Run all tests in JOBS processes (ARGS="-k name" passes options to pytest)
	@echo "[test] unit, contract, component and end-to-end tests in $(JOBS) processes; the platform starts once on free ports"
	@.venv/bin/pytest -n $(JOBS) --dist loadgroup --no-loadscope-reorder $(ARGS)

test-fast: setup ## Run the tests that need no platform
	@.venv/bin/pytest tests/unit tests/contract $(ARGS)

lint: setup ## Lint and check the format
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check

format: setup ## Format and mend what can be mended
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format

types: setup ## Check types
	@.venv/bin/mypy

imports: setup ## Check the import rules
	@.venv/bin/lint-imports

contracts: setup ## Export JSON Schemas and AsyncAPI to docs/contracts
	@.venv/bin/lienthong contracts export

bench: setup ## Measure against the plain build and the ceiling, same run, as ratios
	@.venv/bin/python -m bench $(ARGS)

chaos: setup ## Kill services while dossiers flow (N=dossiers, default small)
	@.venv/bin/lienthong chaos $(if $(N),--dossiers $(N)) $(ARGS)

prove-numbering: setup ## Two processes number one agency, killed again and again (N=filings, default 20000)
	@PROVE_NUMBERING=$(or $(N),20000) PROVE_KILLS=$(or $(KILLS),40) \
		.venv/bin/pytest -q -s -p no:randomly tests/component/intake/test_two_numbering.py

prove-courses: setup ## Random courses of a dossier with crashes, reorders and two processes (N=courses, default 20000)
	@PROVE_COURSES=$(or $(N),20000) .venv/bin/pytest -q -s --timeout=0 --durations=3 \
		tests/unit/intake/course/test_course_machine.py

prove-routes: setup ## Random routes with crashes, reorders, withdrawals and two processes (N=routes, default 20000)
	@PROVE_ROUTES=$(or $(N),20000) .venv/bin/pytest -q --timeout=0 --durations=3 \
		tests/unit/routing/machine/test_route_machine.py

prove-messages: setup ## Random messages with crashes, late answers and receipts, two processes (N=courses, default 5000)
	@PROVE_MESSAGES=$(or $(N),5000) .venv/bin/pytest -q --timeout=0 --durations=3 \
		tests/unit/notifications/machine/test_message_machine.py

prove-due-dates: setup ## Due dates with pauses against counting minutes, and their rate (N=cases, default 10000)
	@.venv/bin/python -m bench.due_dates --cases $(or $(N),10000) $(ARGS)
prove-scenarios: setup ## Replay the five articles, every dossier checked (N=divisor of articles 002 to 004, default 100)
	@.venv/bin/lienthong scenario run s000 --scale $(if $(N),$(N),10)
	@.venv/bin/lienthong scenario run s000 --scale $(if $(N),$(N),10) --variant disjoint
	@.venv/bin/lienthong scenario run s001 --scale 1
	@.venv/bin/lienthong scenario run s002 --scale $(if $(N),$(N),100)
	@.venv/bin/lienthong scenario run s003 --scale $(if $(N),$(N),100)
	@.venv/bin/lienthong scenario run s004 --scale $(if $(N),$(N),500)

prove-openapi: setup ## Good and broken requests for every operation of intake and stats (N=per operation and kind, default 100)
	@PROVE_OPENAPI=$(or $(N),100) .venv/bin/pytest -q -s tests/component/intake/test_openapi.py \
		tests/component/stats/test_openapi.py

prove-routing-latency: setup ## Event to next service at 260 dossier events/s (N=seconds, default 120)
	@.venv/bin/python -m bench.routing --seconds $(or $(N),120) $(ARGS)
	@.venv/bin/python -m bench --only latency

prove-routing-kills: setup ## Kill routing while routes with children flow (N=dossiers, KILLS=; default 5000 and 100, three processes)
	@PROVE_ROUTES=$(or $(N),5000) PROVE_KILLS=$(or $(KILLS),100) PROVE_PROCESSES=$(or $(PROCESSES),3) \
		.venv/bin/pytest -q -s -p no:randomly tests/component/routing/test_kills.py

prove-systems: setup ## Kill routing while a foreign system fails in every way (N=dossiers, KILLS=; default 2000 and 20)
	@PROVE_SYSTEMS=$(or $(N),2000) PROVE_KILLS=$(or $(KILLS),20) PROVE_PROCESSES=$(or $(PROCESSES),2) \
		.venv/bin/pytest -q -s --timeout=0 -p no:randomly tests/component/routing/test_foreign_storm.py

prove-startup: setup ## From spawn to ready, each service (N=rounds, default 5)
	@.venv/bin/python -m bench.startup --rounds $(or $(N),5) $(ARGS)

prove-sms-crash: setup ## Workers killed between submit and commit, and the message centre (KILLS=200 RESTARTS=20 RESENDS=0, N=messages)
	@PROVE_MESSAGES=$(or $(N),2000) PROVE_KILLS=$(or $(KILLS),200) PROVE_RESTARTS=$(or $(RESTARTS),20) \
		PROVE_RESENDS=$(or $(RESENDS),0) PROVE_PROCESSES=$(or $(PROCESSES),3) \
		.venv/bin/pytest -q -s -p no:randomly tests/component/notifications/test_kills.py

prove-receipts: setup ## Messages of two parts whose receipts come three seconds late (N=messages, default 1000)
	@PROVE_MESSAGES=$(or $(N),1000) .venv/bin/pytest -q -s -p no:randomly tests/component/notifications/test_receipts.py

prove-sms-latency: setup ## Accepted event to hand-over at 260 dossier events/s, then a burst (N=seconds of the first, default 120)
	@.venv/bin/python -m bench.sms --seconds $(or $(N),120) $(ARGS)

prove-smpp-rate: setup ## Submits with receipts, ours and smpplib's, at windows 1, 10, 50 and 200 (N=messages, default 10000)
	@.venv/bin/python -m bench.smpp_rate --messages $(or $(N),10000) $(ARGS)

prove-timers: setup ## Legs that all wake at one instant, with one routing process and with three (N=legs, default 10000)
	@for processes in 1 3; do PROVE_LEGS=$(or $(N),10000) PROVE_LEAD=$(or $(LEAD),90) PROVE_PROCESSES=$$processes \
		.venv/bin/pytest -q -s -p no:randomly tests/component/routing/test_timers.py || exit 1; done

prove-replay: setup ## A year of article 003 counted: by a rebuild, by 1, 2 and 3 processes, then recounted (N=events, default 1000000)
	@.venv/bin/python -m bench.year --events $(or $(N),1000000) $(ARGS)

prove-exact: setup ## Statistics killed while records come doubled and jumbled, and with the fence off (N=events, KILLS=; default 20000 and 40, three processes)
	@PROVE_HISTORIES=$(or $(HISTORIES),20000) .venv/bin/pytest -q -p no:randomly --timeout=0 \
		tests/unit/stats/test_fence.py tests/unit/stats/test_letters.py tests/unit/stats/test_settling.py \
		tests/unit/stats/activity/test_fenced.py
	@PROVE_EXACT=$(or $(N),20000) PROVE_KILLS=$(or $(KILLS),40) PROVE_PROCESSES=$(or $(PROCESSES),3) \
		.venv/bin/pytest -q -s -p no:randomly tests/component/stats/test_chaos.py

prove-fresh: setup ## Readers without a pause while events are counted: how old is what they see (N=seconds, default 60)
	@PROVE_SECONDS=$(or $(N),60) .venv/bin/pytest -q -s tests/component/stats/test_freshness.py

prove-dashboard: setup ## Pages of the dashboard with a year of 700 communes: p95 of server time (N=seconds, default 60; ARGS=--rate 20)
	@.venv/bin/python -m bench.dashboard --seconds $(or $(N),60) $(ARGS)

screenshots: setup ## Pictures of the dashboard at 360, 768 and 1440 px, light and dark, in both languages, to look at (ARGS=word of a name)
	@.venv/bin/python -m tests.web.screenshots .lienthong/screenshots $(ARGS)

prove-late: setup ## A page of the late list, and the whole of it (N=late dossiers, default 10000)
	@.venv/bin/python -m bench.late --dossiers $(or $(N),10000) $(ARGS)

prove-form06: setup ## Form 06 of article 003's year: equal to a look at every dossier, and how fast (N=divisor, default 1: all 492,358)
	@.venv/bin/python -m bench.form06 --divisor $(or $(N),1) $(ARGS)

prove-articles: setup ## The five articles through the broker, every figure from the live statistics (N=divisor, default 1; ARGS="s000 --processes 2")
	@.venv/bin/python -m bench.articles --divisor $(or $(N),1) $(ARGS)

.tools/promtool:
	@echo "[setup] promtool from Debian's package of Prometheus, unpacked only"
	@mkdir -p .tools/prometheus
	@cd .tools/prometheus && { apt-get download -qq prometheus || { apt-get update -qq && apt-get download -qq prometheus; }; }
	@dpkg-deb --extract .tools/prometheus/prometheus_*.deb .tools/prometheus
	@mv .tools/prometheus/usr/bin/promtool $@ && rm -r .tools/prometheus

prove-alerts: setup .tools/promtool ## Every alert of compose fires when it should and at no other time, by Prometheus' promtool
	@.venv/bin/pytest -q tests/contract/test_alerts.py $(ARGS)

ci: ## What continuous integration runs
	@bash .ci/run

clean: ## Remove what was installed and made here
	@rm -rf .venv .tools .lienthong .mypy_cache .ruff_cache .pytest_cache .hypothesis
