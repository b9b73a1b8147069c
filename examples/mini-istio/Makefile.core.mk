# The targets and variables that istio/istio's build answers to, over a few small C programs.
SHELL := /bin/bash -o pipefail

# --- Version, tag and hub ----------------------------------------------------------------------------------------
# VERSION stands in the binaries. Without one it is the VERSION file's, marked as a development build.
ifeq ($(VERSION),)
VERSION := $(shell cat VERSION)-dev
endif
export VERSION

# Base images, for those who build on them instead of on the stages that the Dockerfiles bring themselves.
BASE_VERSION ?= 1.14-dev.1
ISTIO_BASE_REGISTRY ?= localhost:5000

HUB ?= istio
ifeq ($(HUB),)
$(error "HUB cannot be empty")
endif
export HUB

TAG ?= $(shell git rev-parse --verify HEAD)
ifeq ($(TAG),)
$(error "TAG cannot be empty")
endif
export TAG

export SIDECAR ?= envoy
export REPO_ROOT ?= $(CURDIR)

$(shell mkdir -p $(TARGET_OUT) $(TARGET_OUT_LINUX)/release)

.PHONY: default
default: init build

# --- What is brought, not built: the proxies -----------------------------------------------------------------------
# Takes them by the commits in istio.deps from ISTIO_ENVOY_BASE_URL and ISTIO_ZTUNNEL_BASE_URL where those are set,
# and compiles the sources in third_party where not.
.PHONY: init
init: $(TARGET_OUT)/istio_is_init

$(TARGET_OUT)/istio_is_init: bin/init.sh istio.deps third_party/envoy/envoy.c third_party/ztunnel/ztunnel.c
	@bin/init.sh
	@touch $@

.PHONY: depend
depend: init

# --- Binaries ------------------------------------------------------------------------------------------------------
BINARIES := ./pilot/cmd/pilot-discovery ./pilot/cmd/pilot-agent ./istioctl/cmd/istioctl \
	./cni/cmd/istio-cni ./cni/cmd/install-cni ./tools/toolbox

LIBRARY := pkg/version/version.c pkg/http/http.c
HEADERS := pkg/version/version.h pkg/http/http.h
BUILDINFO := $(TARGET_OUT_LINUX)/gen/buildinfo.h
ISTIOCTL := -Ipkg -I$(dir $(BUILDINFO)) istioctl/cmd/istioctl/main.c pkg/version/version.c

.PHONY: build build-linux
build-linux: init $(addprefix $(TARGET_OUT_LINUX)/,$(notdir $(BINARIES)))
ifeq ($(TARGET_OS),linux)
build: build-linux
else
build: $(TARGET_OUT)/istioctl
$(TARGET_OUT)/istioctl: $(BUILDINFO)
	@common/scripts/clangbuild.sh $@ $(TARGET_OS) $(TARGET_ARCH) $(ISTIOCTL)
endif

# Written anew only when a value changed, so that nothing is compiled twice.
.PHONY: FORCE
$(BUILDINFO): FORCE
	@common/scripts/report_build_info.sh header $@

define build-linux-binary
$(TARGET_OUT_LINUX)/$(notdir $(1)): $(1)/main.c $(LIBRARY) $(HEADERS) $(BUILDINFO) common/scripts/cbuild.sh
	@common/scripts/cbuild.sh $$@ -Ipkg -I$(dir $(BUILDINFO)) $(1)/main.c $(LIBRARY)
.PHONY: $(notdir $(1))
$(notdir $(1)): $(TARGET_OUT_LINUX)/$(notdir $(1))
endef
$(foreach binary,$(BINARIES),$(eval $(call build-linux-binary,$(binary))))

# --- istioctl for every system, and its completion -----------------------------------------------------------------
RELEASE_OUT := $(TARGET_OUT)/release

$(RELEASE_OUT)/istioctl-linux-%: $(BUILDINFO) istioctl/cmd/istioctl/main.c $(LIBRARY) $(HEADERS)
	@TARGET_ARCH=$* common/scripts/cbuild.sh $@ -Ipkg -I$(dir $(BUILDINFO)) istioctl/cmd/istioctl/main.c $(LIBRARY)
FREESTANDING := istioctl/cmd/istioctl/main.c pkg/version/version.c $(wildcard pkg/libc/* pkg/libc/include/*) \
	common/scripts/clangbuild.sh
$(RELEASE_OUT)/istioctl-osx: $(BUILDINFO) $(FREESTANDING)
	@common/scripts/clangbuild.sh $@ darwin amd64 $(ISTIOCTL)
$(RELEASE_OUT)/istioctl-osx-arm64: $(BUILDINFO) $(FREESTANDING)
	@common/scripts/clangbuild.sh $@ darwin arm64 $(ISTIOCTL)
$(RELEASE_OUT)/istioctl-win.exe: $(BUILDINFO) $(FREESTANDING)
	@common/scripts/clangbuild.sh $@ windows amd64 $(ISTIOCTL)

.PHONY: istioctl-all
istioctl-all: $(addprefix $(RELEASE_OUT)/istioctl-,linux-amd64 linux-armv7 linux-arm64 osx osx-arm64 win.exe)

# Completions are printed by an istioctl that this machine can run, whatever it builds for.
ifneq ($(LOCAL_OUT),$(TARGET_OUT_LINUX))
$(LOCAL_OUT)/istioctl: $(BUILDINFO) istioctl/cmd/istioctl/main.c $(LIBRARY) $(HEADERS)
	@TARGET_ARCH=$(LOCAL_ARCH) common/scripts/cbuild.sh $@ -Ipkg -I$(dir $(BUILDINFO)) istioctl/cmd/istioctl/main.c \
		$(LIBRARY)
endif

$(RELEASE_OUT)/istioctl.bash: $(LOCAL_OUT)/istioctl
	@$< completion bash > $@
$(RELEASE_OUT)/_istioctl: $(LOCAL_OUT)/istioctl
	@$< completion zsh > $@

.PHONY: istioctl.completion
istioctl.completion: $(RELEASE_OUT)/istioctl.bash $(RELEASE_OUT)/_istioctl

# --- The rest --------------------------------------------------------------------------------------------------------
.PHONY: clean
clean:
	rm -rf out

include tools/istio-docker.mk
include tools/packaging/packaging.mk
