#!/bin/bash
# clangbuild.sh OUTPUT OS ARCH ARGUMENT...: compiles a program for macOS or Windows, which Debian has no gcc for, equal
# to the byte wherever and whenever it is built. What it calls of the system is in pkg/libc.
set -euo pipefail

out=$1
target=$2/$3
shift 3

case "${target}" in
  darwin/amd64) triplet=x86_64-apple-macos11 architecture=x86_64 ;;
  darwin/arm64) triplet=arm64-apple-macos11 architecture=arm64 ;;
  windows/amd64) triplet=x86_64-pc-windows-msvc ;;
  *)
    echo "istioctl is not built for ${target}; it is for darwin/amd64, darwin/arm64 and windows/amd64" >&2
    exit 1
    ;;
esac

linker=ld64.lld
[[ "${target}" == windows/* ]] && linker=lld-link
if ! command -v clang > /dev/null || ! linker=$(command -v "$(clang -print-prog-name="${linker}")"); then
  echo "istioctl for ${target} is built with clang and lld, which are not installed" >&2
  echo "on Debian and Ubuntu: apt-get install clang lld" >&2
  exit 1
fi

echo "compiling $(basename "${out}") for ${target}"
mkdir -p "$(dirname "${out}")"
work=$(mktemp -d)
trap 'rm -rf "${work}"' EXIT
# A signature for macOS has the file's name in it.
mkdir "${work}/linked"
unfinished=${work}/linked/$(basename "${out}")

compile() {
  clang -target "${triplet}" -std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector \
    -ffile-prefix-map="${PWD}=." -isystem pkg/libc/include -c -o "${work}/$(basename "$1" .c).o" "$@"
}

options=()
for argument in "$@"; do
  [[ "${argument}" == *.c ]] || options+=("${argument}")
done
system=macos
[[ "${target}" == windows/* ]] && system=windows
for argument in "$@" pkg/libc/libc.c "pkg/libc/${system}.c"; do
  [[ "${argument}" == *.c ]] && compile "${argument}" "${options[@]}"
done

if [[ "${target}" == windows/* ]]; then
  clang -target "${triplet}" -c -o "${work}/imports.o" pkg/libc/windows.s
  "${linker}" /nologo /machine:x64 /subsystem:console /entry:start /nodefaultlib /Brepro "/out:${unfinished}" \
    "${work}"/*.o
else
  "${linker}" -arch "${architecture}" -platform_version macos 11.0 11.0 -dead_strip -o "${unfinished}" \
    "${work}"/*.o pkg/libc/macos.tbd
fi
chmod 755 "${unfinished}"
# In the same directory first, then in one step.
mv "${unfinished}" "${out}.$$"
mv "${out}.$$" "${out}"
