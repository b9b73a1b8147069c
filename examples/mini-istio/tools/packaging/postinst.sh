#!/bin/sh
# Makes the user that the sidecar runs as, and gives it its directory.
set -e
if ! getent passwd istio-proxy > /dev/null; then
  groupadd --system --gid 1337 istio-proxy
  useradd --system --uid 1337 --gid 1337 --home-dir /var/lib/istio --shell /usr/sbin/nologin istio-proxy
fi
chown -R istio-proxy:istio-proxy /var/lib/istio
