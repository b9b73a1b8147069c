#!/bin/sh
# Calls the sample through the gateway at $1 until stopped.
while :; do
  curl --silent --output /dev/null "http://$1/hello" || exit 1
  sleep 1
done
