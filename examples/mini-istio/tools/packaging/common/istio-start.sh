#!/bin/sh
# Starts the sidecar on a machine outside of a cluster, with the settings of sidecar.env.
set -e
settings=/var/lib/istio/envoy/sidecar.env
if [ -r "${settings}" ]; then
  set -a
  # shellcheck source=/dev/null
  . "${settings}"
  set +a
fi
exec "${ISTIO_BIN_BASE:-/usr/local/bin}/pilot-agent" proxy
