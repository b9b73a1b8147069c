# The targets that release builds call, with upstream's variables.
BAZEL_STARTUP_ARGS ?=
BAZEL_BUILD_ARGS ?=
BAZEL_TARGETS ?= //...
BAZEL_CONFIG_REL = --config=release
BAZEL_CONFIG_CURRENT ?=

.PHONY: build build_envoy build_wasm clean

build:
	@bash tools/bazel $(BAZEL_STARTUP_ARGS) build $(BAZEL_BUILD_ARGS) $(BAZEL_CONFIG_CURRENT) $(BAZEL_TARGETS)

build_envoy: BAZEL_CONFIG_CURRENT = $(BAZEL_CONFIG_REL)
build_envoy: BAZEL_TARGETS = //src/envoy:envoy
build_envoy: build

EXTENSIONS = stats metadata_exchange
WEE8_COMPILE = bazel-bin/external/envoy/test/tools/wee8_compile/wee8_compile_tool

# Before build_envoy, as upstream has it.
build_wasm:
	@for name in $(EXTENSIONS); do \
	  bash tools/bazel $(BAZEL_STARTUP_ARGS) build $(BAZEL_BUILD_ARGS) $(BAZEL_CONFIG_REL) //extensions:$$name.wasm || exit; \
	done
	@bash tools/bazel $(BAZEL_STARTUP_ARGS) build $(BAZEL_BUILD_ARGS) $(BAZEL_CONFIG_REL) \
	  @envoy//test/tools/wee8_compile:wee8_compile_tool
	@for name in $(EXTENSIONS); do \
	  $(WEE8_COMPILE) bazel-bin/extensions/$$name.wasm bazel-bin/extensions/$$name.compiled.wasm || exit; \
	done

clean:
	rm -rf bazel-bin
