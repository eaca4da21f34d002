.PHONY: site test serve check bench aa sandbox-cost sandbox-table fuzz sizes sanitize lock clean

# Installs missing tools, builds the handbook, and says how to view it.
site:
	@.ci/setup site
	@swift build -c release --product site --quiet
	@swift build -c release --product sample-shim --quiet
	@.build/release/site build
	@echo "The handbook is in public/. To read it: make serve, then http://127.0.0.1:8000/"

# Installs missing tools and runs all tests: Swift, end to end, browser.
test:
	@.ci/tidy
	@.ci/setup test
	swift build --build-tests
	swift test --skip-build
	.tools/venv/bin/python Tests/Browser
	cd Tests/Benchmark && /usr/bin/python3 -m unittest --quiet

serve:
	@.ci/setup site
	@swift build -c release --product site --quiet
	@.build/release/site serve

check:
	@.ci/setup site
	@swift build -c release --product site --quiet
	@.build/release/site check

# Compares with Hugo on the same notes, in about two hours. make bench BENCH="--sizes 100,1000" is
# quicker, and so are parts: BENCH="--sizes 10000 --modes cold --edits 0". The results are added to the
# record, from which the tables of "How fast is it" are made.
bench:
	@.ci/setup bench
	@/usr/bin/python3 Tests/Benchmark/bench.py $(BENCH)

# Measures programs whose difference is known, and writes the error rates to "How We Measure". It needs
# an idle machine and about twenty minutes. It continues where it was stopped, so repeated runs of
# make aa AA="--minutes 5" give the same result.
aa:
	@.ci/setup site
	@swift build -c release --product measurement-experiment --quiet
	@swift build -c release --product sample-shim --quiet
	@.build/release/measurement-experiment $(AA)
	@/usr/bin/python3 Tests/Benchmark/error_rates.py .build/measurement-experiment.jsonl

# Measures the overhead of the sandbox, and writes it to "How We Measure". It needs an idle machine and
# about a minute. It uses Debian's own Python, since a version manager's starts several times slower.
sandbox-cost:
	@.ci/setup site
	@swift build -c release --product sandbox-experiment --quiet
	@swift build -c release --product sample-shim --quiet
	@PATH=/usr/bin:/bin .build/release/sandbox-experiment $(COST)
	@/usr/bin/python3 Tests/Benchmark/sandbox_cost.py .build/sandbox-experiment.json

# Runs every hostile sample in each mode of the sandbox that is available, and prints its time, its
# memory and the message. All four modes and the memory are available to root with control groups of
# version 1.
sandbox-table:
	@.ci/setup test
	@swift build --build-tests --quiet
	@SANDBOX_TABLE=.build/sandbox-table.md swift test --skip-build --filter HostileTests
	@cat .build/sandbox-table.md

# Feeds every parser with hostile input; make fuzz FUZZ="--minutes 60" runs longer.
fuzz:
	@.ci/setup site
	@.ci/conformance
	@/usr/bin/python3 Tests/Fuzzing/run.py $(FUZZ)

# Builds very large notes and vaults, and four times as large ones, with the release build: what takes
# more than linear time shows at such sizes only.
sizes:
	@.ci/setup site
	@swift build -c release --product site --quiet
	@/usr/bin/python3 Tests/Sizes/run.py $(SIZES)

# Runs all tests except those of whole runs under the address and the thread sanitizer, in about half
# an hour.
sanitize:
	@.ci/setup test
	@Tests/Sanitizers/run address thread

# Makes new lock files of the Python tools after a version in .ci/requirements/*.in has changed.
# make lock LOCK=--upgrade also updates indirect dependencies.
lock:
	@.ci/lock $(LOCK)

clean:
	rm -rf .build .build-* .cache .tools public
