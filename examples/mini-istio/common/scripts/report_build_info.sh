#!/bin/bash
# Says what stands in every binary: version, commit, tag. No date, so that two builds of one commit are equal.
# Without arguments as NAME=value lines; "header FILE" writes them as a C header, if they changed.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd "${root}"

revision=unknown
tag=unknown
status=Clean
# A tree without a repository of its own must not take the commit of one that it happens to lie in.
if [[ "$(git rev-parse --show-toplevel 2>/dev/null)" == "$(pwd -P)" ]]; then
  revision=$(git rev-parse HEAD)
  tag=$(git describe --tags --always --abbrev=12)
  if [[ -z "${IGNORE_DIRTY_TREE:-}" && -n "$(git status --porcelain)" ]]; then
    revision=${revision}-dirty
    status=Modified
  fi
fi
version=${VERSION:-${revision}}

for value in "${version}" "${tag}"; do
  if [[ ! "${value}" =~ ^[A-Za-z0-9._+/-]+$ ]]; then
    echo "'${value}' cannot stand in a binary: only letters, digits and . _ + - / can" >&2
    exit 1
  fi
done

if [[ "${1:-}" != header ]]; then
  printf '%s\n' "buildVersion=${version}" "buildGitRevision=${revision}" "buildStatus=${status}" "buildGitTag=${tag}"
  exit 0
fi

unfinished=$2.$$
mkdir -p "$(dirname "$2")"
cat > "${unfinished}" <<HEADER
#define BUILD_VERSION "${version}"
#define BUILD_GIT_REVISION "${revision}"
#define BUILD_STATUS "${status}"
#define BUILD_GIT_TAG "${tag}"
#ifdef __clang__
#define BUILD_COMPILER __VERSION__
#else
#define BUILD_COMPILER "gcc " __VERSION__
#endif
HEADER
if cmp -s "${unfinished}" "$2"; then
  rm "${unfinished}"
else
  mv "${unfinished}" "$2"
fi
