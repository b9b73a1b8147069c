#!/bin/bash
# Settles for which system and architecture is built and where the output goes.
# "setup_env.sh envfile" prints NAME=value lines; sourced, it exports them.
# shellcheck disable=SC2034 # used by name
set -e

LOCAL_OS=$(uname)
case "$(uname -m)" in
  x86_64) LOCAL_ARCH=amd64 ;;
  aarch64 | arm64 | armv8*) LOCAL_ARCH=arm64 ;;
  armv*) LOCAL_ARCH=armv7 ;;
  ppc64le) LOCAL_ARCH=ppc64le ;;
  s390x) LOCAL_ARCH=s390x ;;
  riscv64) LOCAL_ARCH=riscv64 ;;
  *)
    echo "mini-istio is not built on $(uname -m)" >&2
    exit 1
    ;;
esac

TARGET_OS=${TARGET_OS:-$(echo "${LOCAL_OS}" | tr '[:upper:]' '[:lower:]')}
TARGET_ARCH=${TARGET_ARCH:-${LOCAL_ARCH}}
REPO_ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
TARGET_OUT=${TARGET_OUT:-${REPO_ROOT}/out/${TARGET_OS}_${TARGET_ARCH}}
TARGET_OUT_LINUX=${TARGET_OUT_LINUX:-${REPO_ROOT}/out/linux_${TARGET_ARCH}}
# Where binaries lie that this machine itself can run.
LOCAL_OUT=${REPO_ROOT}/out/linux_${LOCAL_ARCH}
CONTAINER_CLI=${CONTAINER_CLI:-docker}

for name in LOCAL_OS LOCAL_ARCH LOCAL_OUT TARGET_OS TARGET_ARCH TARGET_OUT TARGET_OUT_LINUX REPO_ROOT CONTAINER_CLI; do
  if [[ "${1:-}" == envfile ]]; then
    echo "${name}=${!name}"
  else
    export "${name?}"
  fi
done
