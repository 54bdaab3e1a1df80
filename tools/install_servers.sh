#!/usr/bin/env bash
# The browser and the database server that some tests start. Installed only where that asks nobody anything: as root on
# a system with apt-get. Elsewhere the tests that need them are skipped, and say so.
set -euo pipefail

there() { command -v "$1" >/dev/null; }

wanted=()
there chromium || there chromium-browser || there google-chrome || wanted+=(chromium fonts-liberation)
there postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || wanted+=(postgresql)
[ ${#wanted[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ] || ! there apt-get; then
  echo "To try everything, install: ${wanted[*]}. The tests that need them will be skipped." >&2
  exit 0
fi
echo "Installing for the tests: ${wanted[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -qq "${wanted[@]}" >/dev/null; }
install 2>/dev/null || { apt-get update -qq && install; } ||
  echo "Could not install ${wanted[*]}. The tests that need them will be skipped." >&2
