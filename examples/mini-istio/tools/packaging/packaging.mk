# The sidecar as packages, for machines outside of a cluster.
SIDECAR_PACKAGE_NAME ?= istio-sidecar

.PHONY: deb deb/fpm rpm/fpm
deb: deb/fpm

deb/fpm: init $(TARGET_OUT_LINUX)/pilot-agent
	tools/packaging/package.sh deb $(SIDECAR_PACKAGE_NAME) $(TARGET_OUT_LINUX)/release/istio-sidecar.deb

rpm/fpm: init $(TARGET_OUT_LINUX)/pilot-agent
	tools/packaging/package.sh rpm $(SIDECAR_PACKAGE_NAME) $(TARGET_OUT_LINUX)/release/istio-sidecar.rpm
