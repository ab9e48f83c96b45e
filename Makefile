# Every target works on a fresh Debian 12 with Swift, as root or with sudo, and without a
# network once its packages are there.

BUILD := .build
VENV := $(BUILD)/venv
LISTEN ?= 127.0.0.1:8080
DATA ?= ./data
FUZZ_SECONDS ?= 600
FUZZ_TARGETS ?= http chunks fields forms multipart json

LIBRARIES := libsqlite3-dev libssl-dev zlib1g-dev pkg-config
SWIFT_CODE := Package.swift Sources Tests

.PHONY: run release test test-swift test-outside bench fuzz soak verify-country sanitize format lint clean libraries

## run: build and start a demonstration on $(LISTEN), its data in $(DATA)
run: release
	exec $(BUILD)/release/mebe serve --demo --listen $(LISTEN) --data $(DATA)

release: libraries
	swift build -c release --product mebe

## test: unit, property, socket and browser tests
test: test-swift test-outside

test-swift: libraries
	swift build --build-tests
	swift test --skip-build

# Debian's pip refuses to install system-wide, so the tests of the built program have a place
# of their own. The browser is Debian's; the driver downloads none.
test-outside: libraries $(VENV)/installed
	swift build --product mebe
	swift build --product mebe-echo
	MEBE_EXE=$(BUILD)/debug/mebe $(VENV)/bin/python -m pytest -q Tests/outside Tests/browser

$(VENV)/installed: .ci/requirements.txt
	.ci/packages python3-venv chromium curl nginx haproxy wrk openssl nghttp2-client \
		gcc libc6-dev
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement .ci/requirements.txt
	touch $@

## bench: everything that the design sets a figure for, beside nginx and plain SQLite; results in
## .bench (BENCH="--quick" for a minute's run, BENCH="--only read" for one case)
bench: release
	.ci/packages nginx gcc libc6-dev
	python3 Tests/bench/bench.py --binary $(BUILD)/release/mebe --cache $(BUILD)/bench $(BENCH)

## fuzz: every fuzz target for FUZZ_SECONDS each
fuzz:
	for target in $(FUZZ_TARGETS); do Tests/Fuzz/run $$target $(FUZZ_SECONDS) || exit 1; done

## soak: a million requests whose clients leave anywhere, attacks, ten thousand idle connections,
## a thousand kills under load, and every fuzz target for FUZZ_SECONDS
soak: release
	swift build -c release --product mebe-echo
	python3 Tests/soak/soak.py --echo $(BUILD)/release/mebe-echo --mebe $(BUILD)/release/mebe
	$(MAKE) fuzz

## verify-country: a report of each commune and month of two years, held against plain sums
verify-country: release
	python3 Tests/country.py --binary $(BUILD)/release/mebe

## sanitize: the program under load with the thread and the address sanitizer
sanitize: libraries
	Tests/sanitize/run thread
	Tests/sanitize/run address

## format: bring all Swift code into the house's form
format:
	swift format --in-place --parallel --recursive $(SWIFT_CODE)

## lint: fail where the form is missed
lint:
	swift format lint --strict --parallel --recursive $(SWIFT_CODE)

clean:
	rm -rf $(BUILD)

libraries:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: swift.org/install"; exit 1; }
	@.ci/packages $(LIBRARIES)
