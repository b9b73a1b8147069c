#!/bin/bash
# run.sh TARGET...: runs make in the builder container $IMG, with this tree at /work.
set -euo pipefail

if [[ -z "${IMG:-}" ]]; then
  echo "BUILD_WITH_CONTAINER=1 needs IMG, the name of a builder image with make, bash, git and the compilers" >&2
  exit 1
fi

pass=()
for name in VERSION TAG HUB TARGET_OS TARGET_ARCH SIDECAR IGNORE_DIRTY_TREE DOCKER_ARCHITECTURES \
  DOCKER_BUILD_VARIANTS INCLUDE_UNTAGGED_DEFAULT DOCKER_TARGETS ISTIO_ENVOY_BASE_URL ISTIO_ZTUNNEL_BASE_URL \
  PROXY_REPO_SHA ZTUNNEL_REPO_SHA SOURCE_DATE_EPOCH; do
  if [[ -n "${!name+set}" ]]; then
    pass+=(--env "${name}=${!name}")
  fi
done

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
exec "${CONTAINER_CLI:-docker}" run --rm --user "$(id -u):$(id -g)" --volume "${root}:/work" --workdir /work \
  "${pass[@]}" "${IMG}" make --no-print-directory BUILD_WITH_CONTAINER=0 "$@"
