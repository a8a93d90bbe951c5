# OnionNode. `make help` says what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

DATA ?= ./data
LOCAL ?= 127.0.0.1:8080
ARGS ?=
NODE := .build/release/onionnode
CHECKED := --explicit-target-dependency-import-check error
export PYTHONPATH := scripts
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help run build test fuzz demo bench check clean setup

help: ## this list
	@echo "OnionNode: a chat server that lives behind onion services"; echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-8s %s\n", $$1, $$2 }'

run: build ## a node of your own, its front on loopback (LOCAL=127.0.0.1:8080), its data in DATA=./data
	@echo "the front is at http://$(LOCAL); the onion address follows when tor has published it. Ctrl-C ends the node."
	@$(NODE) serve --data "$(DATA)" --local "$(LOCAL)" $(ARGS)

build: setup ## the release binary, .build/release/onionnode
	swift build -c release --static-swift-stdlib $(CHECKED) --product onionnode

test: ## everything: checks, unit tests, interop, short fuzzing, a private Tor network, a real browser
	@scripts/setup.sh test
	@scripts/test.sh

fuzz: setup ## every byte parser under libFuzzer, FUZZ_SECONDS=60 each
	@scripts/fuzz.sh

demo: build ## a private Tor network with two nodes and two people who already talk
	@python3 scripts/demo.py

bench: build ## tables of our figures, others' and the limits
	@scripts/setup.sh bench
	@scripts/bench.sh

check: ## format, floors, sizes, scripts, citations, links
	@scripts/check.sh

clean: ## removes what was built, keeps your data
	rm -rf .build .build-* .venv artifacts

setup:
	@scripts/setup.sh build
