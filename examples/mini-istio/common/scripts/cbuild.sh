#!/bin/bash
# cbuild.sh OUTPUT ARGUMENT...: compiles a static Linux program for TARGET_ARCH, equal to the byte wherever the tree
# lies and whenever it is built.
set -euo pipefail

out=$1
shift

case "${TARGET_ARCH:?}" in
  amd64) triplet=x86_64-linux-gnu packages="gcc-x86-64-linux-gnu libc6-dev-amd64-cross" ;;
  arm64) triplet=aarch64-linux-gnu packages="gcc-aarch64-linux-gnu libc6-dev-arm64-cross" ;;
  armv7) triplet=arm-linux-gnueabihf packages="gcc-arm-linux-gnueabihf libc6-dev-armhf-cross" ;;
  ppc64le) triplet=powerpc64le-linux-gnu packages="gcc-powerpc64le-linux-gnu libc6-dev-ppc64el-cross" ;;
  s390x) triplet=s390x-linux-gnu packages="gcc-s390x-linux-gnu libc6-dev-s390x-cross" ;;
  riscv64) triplet=riscv64-linux-gnu packages="gcc-riscv64-linux-gnu libc6-dev-riscv64-cross" ;;
  *)
    echo "mini-istio is not built for ${TARGET_ARCH}; it is for amd64, arm64, armv7, ppc64le, s390x and riscv64" >&2
    exit 1
    ;;
esac

compiler=${triplet}-gcc
if [[ "${TARGET_ARCH}" == "${LOCAL_ARCH:-}" ]]; then
  packages="gcc libc6-dev"
  command -v "${compiler}" > /dev/null || compiler=gcc
fi
if ! command -v "${compiler}" > /dev/null; then
  echo "no C compiler for ${TARGET_ARCH}: ${compiler} is not installed" >&2
  echo "on Debian and Ubuntu: apt-get install ${packages}" >&2
  exit 1
fi
if [[ "$("${compiler}" -print-file-name=libc.a)" == libc.a ]]; then
  echo "no static C library for ${TARGET_ARCH}: ${compiler} finds no libc.a" >&2
  echo "on Debian and Ubuntu: apt-get install ${packages}" >&2
  exit 1
fi

echo "compiling $(basename "${out%.unfinished}") for linux/${TARGET_ARCH}"
mkdir -p "$(dirname "${out}")"
unfinished=${out}.$$
trap 'rm -f "${unfinished}"' EXIT
"${compiler}" -std=gnu11 -O2 -Wall -Wextra -Werror -static -s \
  -ffile-prefix-map="${PWD}=." -frandom-seed="$(basename "${out}")" -Wl,--build-id=none \
  -o "${unfinished}" "$@"
mv "${unfinished}" "${out}"
