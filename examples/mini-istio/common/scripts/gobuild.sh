#!/bin/bash
# gobuild.sh OUTPUT OS ARCH: istioctl for a system that Debian has no C cross compiler for.
set -euo pipefail

if ! command -v go > /dev/null; then
  echo "istioctl for $2/$3 is built with Go, which is not installed; on Debian and Ubuntu: apt-get install golang-go" >&2
  exit 1
fi

flags="-s -w -buildid="
while read -r setting; do
  flags+=" -X main.${setting}"
done < <(common/scripts/report_build_info.sh)

echo "compiling $(basename "$1") for $2/$3"
mkdir -p "$(dirname "$1")"
# The program needs nothing but the standard library: no module is looked up.
GO111MODULE=off GOFLAGS='' CGO_ENABLED=0 GOOS=$2 GOARCH=$3 \
  go build -trimpath -ldflags "${flags}" -o "$1" istioctl/cmd/istioctl/main.go
