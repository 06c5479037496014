# gongpei: `make demo` plans a day, `make test` runs the tests. Each works alone
# on a fresh clone; both create .venv/ here.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test slow lint types contracts docs manual windows bench smoke peers clean

.venv/.ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	$(BIN)/python -m routing.optimize.warm
	touch .venv/.ready

demo: .venv/.ready
	$(BIN)/gongpei demo

test: .venv/.ready
	$(BIN)/python -m pytest -n 2

slow: .venv/.ready
	$(BIN)/python -m pytest -m slow

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.ready
	$(BIN)/mypy

contracts: .venv/.ready
	$(BIN)/lint-imports

docs: .venv/.ready
	$(BIN)/python -m routing.planning.manual docs

manual: .venv/.ready
	$(BIN)/python -m portable.manual

windows: .venv/.ready
	$(BIN)/python -m portable.lock --check

bench: .venv/.ready
	$(BIN)/python -m benchmarks.county --size R --seeds 1-5 --seconds 60 --baseline

smoke: .venv/.ready
	$(BIN)/gongpei bench run smoke -o out/bench/smoke.json
	$(BIN)/gongpei bench compare benchmarks/results/smoke-baseline.json out/bench/smoke.json

peers: .venv/.ready
	$(BIN)/python -m pip install --quiet --group peers
	$(BIN)/python -m benchmarks.field --peers --out out/peers.jsonl \
		--write README.md docs/peers.md
	$(BIN)/python -m benchmarks.plots --rows out/peers.jsonl --into docs

clean:
	rm -rf .venv out build *.egg-info
