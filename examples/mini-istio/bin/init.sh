#!/bin/bash
# Brings the proxies that go into images, by the commits that istio.deps names. Called by make, which sets the paths.
set -euo pipefail

if [[ -z "${TARGET_OUT_LINUX:-}" ]]; then
  echo "TARGET_OUT_LINUX is not set: run 'make init' instead of this script" >&2
  exit 1
fi

# sha NAME: the commit that istio.deps has under a name.
sha() {
  awk -F'"' -v name="$1" '$2 == "name" { found = $4 == name } found && $2 == "lastStableSHA" { print $4; exit }' istio.deps
}

PROXY_REPO_SHA=${PROXY_REPO_SHA:-$(sha PROXY_REPO_SHA)}
ZTUNNEL_REPO_SHA=${ZTUNNEL_REPO_SHA:-$(sha ZTUNNEL_REPO_SHA)}
SIDECAR=${SIDECAR:-envoy}
release=${TARGET_OUT_LINUX}/release
# Archives of amd64 carry no suffix: they are older than the others.
suffix=-${TARGET_ARCH}
[[ "${TARGET_ARCH}" == amd64 ]] && suffix=

download() {
  if ! command -v curl > /dev/null; then
    echo "curl is not installed; it is needed to fetch $1" >&2
    exit 1
  fi
  curl --fail --silent --show-error --location --retry 5 --retry-delay 1 --retry-connrefused "$1"
}

# bring NAME VERSION COMMAND...: leaves release/NAME-VERSION, made by a command that takes the file to write, and a copy
# called NAME. What is there already is taken as it is: a build of one's own can be put there.
bring() {
  local name=$1 file=${release}/$1-$2
  shift 2
  mkdir -p "${release}"
  if [[ ! -f "${file}" ]]; then
    "$@" "${file}.unfinished"
    chmod 755 "${file}.unfinished"
    mv "${file}.unfinished" "${file}"
  fi
  cp -f "${file}" "${release}/${name}"
  chmod 755 "${release}/${name}"
}

envoy() {
  if [[ -n "${ISTIO_ENVOY_RELEASE_URL:-${ISTIO_ENVOY_BASE_URL:-}}" ]]; then
    local url=${ISTIO_ENVOY_RELEASE_URL:-${ISTIO_ENVOY_BASE_URL}/envoy-alpha-${PROXY_REPO_SHA}${suffix}.tar.gz}
    echo "fetching ${url}"
    download "${url}" | tar --extract --gzip --to-stdout --wildcards '*/envoy' > "$1"
  else
    common/scripts/cbuild.sh "$1" -Ipkg "-DENVOY_BUILD=\"${PROXY_REPO_SHA}\"" third_party/envoy/envoy.c pkg/http/http.c
  fi
}

ztunnel() {
  if [[ -n "${ISTIO_ZTUNNEL_BASE_URL:-}" ]]; then
    local url=${ISTIO_ZTUNNEL_BASE_URL}/ztunnel-${ZTUNNEL_REPO_SHA}-${TARGET_ARCH}
    echo "fetching ${url}"
    download "${url}" > "$1"
  else
    common/scripts/cbuild.sh "$1" -Ipkg "-DZTUNNEL_BUILD=\"${ZTUNNEL_REPO_SHA}\"" third_party/ztunnel/ztunnel.c \
      pkg/http/http.c
  fi
}

bring "${SIDECAR}" "${PROXY_REPO_SHA}" envoy
bring ztunnel "${ZTUNNEL_REPO_SHA}" ztunnel
cp -f "${release}/${SIDECAR}" "${TARGET_OUT_LINUX}/${SIDECAR}"
cp -f "${release}/ztunnel" "${TARGET_OUT_LINUX}/ztunnel"
