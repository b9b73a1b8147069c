#!/bin/bash
# docker-copy.sh FILE... DIRECTORY: lays files into a build context; a program for one architecture, told by its ELF
# header or its package's, goes into a directory named after it.
set -euo pipefail

context=${*: -1}

# machine FILE: the number of the processor in an ELF header (its 18th byte, in the file's byte order), or nothing.
machine() {
  local bytes
  read -r -a bytes < <(od -An -v -tu1 -N20 "$1" | tr '\n' ' ') || true
  if [[ "${bytes[*]:0:4}" != "127 69 76 70" ]]; then
    return
  fi
  if [[ "${bytes[5]}" == 1 ]]; then
    echo $((bytes[18] + 256 * bytes[19]))
  else
    echo $((256 * bytes[18] + bytes[19]))
  fi
}

architecture() {
  case "$1" in
    *.deb)
      dpkg-deb --field "$1" Architecture | sed 's/^ppc64el$/ppc64le/; s/^armhf$/armv7/'
      return
      ;;
    *.rpm)
      rpm -qp --queryformat '%{arch}' "$1" | sed 's/^x86_64$/amd64/; s/^aarch64$/arm64/'
      return
      ;;
  esac
  case "$(machine "$1")" in
    62) echo amd64 ;;
    183) echo arm64 ;;
    40) echo armv7 ;;
    21) echo ppc64le ;;
    22) echo s390x ;;
    243) echo riscv64 ;;
  esac
}

for file in "${@:1:$#-1}"; do
  target=${context}
  if [[ -f "${file}" ]]; then
    target=${context}/$(architecture "${file}")
  fi
  mkdir -p "${target}"
  cp -rP "${file}" "${target}"
  # The umask of whoever checked the tree out is not the image's business.
  chmod -R u=rwX,go=rX "${target}/$(basename "${file}")"
done
