#!/bin/bash
# package.sh deb|rpm NAME OUTPUT: packs pilot-agent, Envoy and what starts them. The time in the package is the commit's.
set -euo pipefail

kind=$1
name=$2
out=$3
# A package's version starts with a digit and holds no dash.
version=$(sed 's/^[a-z]*-//; s/-/~/g' <<< "${VERSION:?}")
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2> /dev/null || echo 0)}"
export SOURCE_DATE_EPOCH

need() {
  if ! command -v "$1" > /dev/null; then
    echo "$1 is not installed; on Debian and Ubuntu: apt-get install $2" >&2
    exit 1
  fi
}

root=$(mktemp -d)
trap 'rm -rf "${root}"' EXIT
install -D -m 755 "${TARGET_OUT_LINUX}/pilot-agent" "${root}/usr/local/bin/pilot-agent"
install -D -m 755 "${TARGET_OUT_LINUX}/release/${SIDECAR:-envoy}" "${root}/usr/local/bin/envoy"
install -D -m 755 tools/packaging/common/istio-start.sh "${root}/usr/local/bin/istio-start.sh"
install -D -m 644 tools/packaging/common/istio.service "${root}/lib/systemd/system/istio.service"
install -D -m 644 tools/packaging/common/sidecar.env "${root}/var/lib/istio/envoy/sidecar.env"
install -D -m 644 tools/packaging/common/envoy_bootstrap.json \
  "${root}/var/lib/istio/envoy/envoy_bootstrap_tmpl.json"
find "${root}" -type d -exec chmod 755 {} +
mkdir -p "$(dirname "${out}")"
rm -f "${out}"

deb() {
  need dpkg-deb dpkg
  local architecture=${TARGET_ARCH}
  case "${TARGET_ARCH}" in
    ppc64le) architecture=ppc64el ;;
    armv7) architecture=armhf ;;
  esac
  install -D -m 755 tools/packaging/postinst.sh "${root}/DEBIAN/postinst"
  printf '%s\n' /var/lib/istio/envoy/envoy_bootstrap_tmpl.json /var/lib/istio/envoy/sidecar.env \
    > "${root}/DEBIAN/conffiles"
  cat > "${root}/DEBIAN/control" << CONTROL
Package: ${name}
Version: ${version}
Architecture: ${architecture}
Maintainer: mini-istio <mini-istio@example.com>
Depends: iproute2, iptables, sudo, hostname
Section: net
Priority: optional
Description: Istio sidecar, in small
CONTROL
  chmod 755 "${root}/DEBIAN"
  chmod 644 "${root}/DEBIAN/control" "${root}/DEBIAN/conffiles"
  dpkg-deb --root-owner-group -Zxz -z1 --build "${root}" "${out}" > /dev/null
}

rpm() {
  need rpmbuild rpm
  local architecture=${TARGET_ARCH} work
  case "${TARGET_ARCH}" in
    amd64) architecture=x86_64 ;;
    arm64) architecture=aarch64 ;;
    armv7) architecture=armv7hl ;;
  esac
  work=$(mktemp -d)
  cat > "${work}/sidecar.spec" << SPEC
Name: ${name}
Version: ${version}
Release: 1
Summary: Istio sidecar, in small
License: Apache-2.0
Requires: iproute
Requires: iptables
Requires: sudo
Requires: hostname
AutoReqProv: no
%description
The sidecar's agent and Envoy, for machines outside of a cluster.
%install
cp -a ${root}/. %{buildroot}/
%post
$(cat tools/packaging/postinst.sh)
%files
%defattr(-,root,root)
/usr/local/bin/*
/lib/systemd/system/istio.service
%config /var/lib/istio/envoy/*
SPEC
  # The host and the clock stay out; binaries of another architecture are not stripped or looked into.
  if ! rpmbuild --quiet -bb --target "${architecture}-linux" --define "_topdir ${work}/top" \
    --define "_rpmdir ${work}/out" --define '_buildhost localhost' --define 'use_source_date_epoch_as_buildtime 1' \
    --define 'clamp_mtime_to_source_date_epoch 1' --define '__os_install_post %{nil}' \
    --define 'debug_package %{nil}' --define '_build_id_links none' "${work}/sidecar.spec" > "${work}/log" 2>&1; then
    cat "${work}/log" >&2
    rm -rf "${work}"
    exit 1
  fi
  find "${work}/out" -name '*.rpm' -exec mv {} "${out}" \;
  rm -rf "${work}"
}

"${kind}"
echo "packed ${out}"
