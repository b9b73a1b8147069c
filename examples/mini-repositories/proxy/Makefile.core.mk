# The target that release builds call, with upstream's variables.
BAZEL_STARTUP_ARGS ?=
BAZEL_BUILD_ARGS ?=
BAZEL_TARGETS ?= //...
BAZEL_CONFIG_REL = --config=release
BAZEL_CONFIG_CURRENT ?=

.PHONY: build build_envoy clean

build:
	@bash tools/bazel $(BAZEL_STARTUP_ARGS) build $(BAZEL_BUILD_ARGS) $(BAZEL_CONFIG_CURRENT) $(BAZEL_TARGETS)

build_envoy: BAZEL_CONFIG_CURRENT = $(BAZEL_CONFIG_REL)
build_envoy: BAZEL_TARGETS = //src/envoy:envoy
build_envoy: build

clean:
	rm -rf bazel-bin
