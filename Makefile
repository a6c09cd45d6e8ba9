# Two commands matter: `make run` and `make test`. Each does all its own set-up.
.DEFAULT_GOAL := help
.PHONY: help run test bench simulate cards-long setup test-fresh format
SEED ?=
ARGS ?=

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /' | awk -F': ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: ## set up what the demo needs, then play the round (ARGS="--hands" to do it by touch)
	@sh setup/setup run
	@.venv/bin/tournee demo $(ARGS)

test: setup ## set up everything, then every gate and every test (SEED=N for the same order again)
	@.venv/bin/python -m tests.suite $(if $(SEED),--seed $(SEED)) $(ARGS)

bench: setup ## measure against floors; prints a table, writes build/bench.json
	@.venv/bin/python -m bench.run $(ARGS)

simulate: setup ## the long simulation: many days, many faults (SEED=N to replay, ARGS="--worlds N")
	@.venv/bin/python -m tests.simulation $(if $(SEED),--seed $(SEED)) $(ARGS)

cards-long: setup ## every trouble at every command of every card; parsers fuzzed for minutes (SEED=N, ARGS="--rounds N")
	@.venv/bin/python -m tests.cards.long $(if $(SEED),--seed $(SEED)) $(ARGS)

setup: ## set up everything, run nothing
	@sh setup/setup test

test-fresh: ## both suites in a fresh Debian 13 (root, long)
	@sh setup/fresh

format: setup ## write the sources as the gates want them
	@.venv/bin/ruff format --quiet . && .venv/bin/ruff check --quiet --fix .
