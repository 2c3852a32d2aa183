#!/usr/bin/env bash
# Builds everything, checks the format, runs every test. The last line is "N passed, N failed, N skipped", counted from the result files.
# Needs the .NET SDK of global.json and nothing else: SQLite comes with its package, and the tests bring their own servers.
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

fail() {
  echo "$1" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

command -v dotnet >/dev/null || fail "The .NET SDK is missing: https://learn.microsoft.com/dotnet/core/install/linux-debian"

# One compiler for all projects, also where the environment says otherwise: a compiler each takes twice as long.
echo "== build"
dotnet build Composite.sln -c Release -v quiet -clp:NoSummary -p:UseSharedCompilation=true || fail "The build failed."

echo "== format"
dotnet format Composite.sln --no-restore --verify-no-changes || fail "The format differs: run 'dotnet format Composite.sln'."

echo "== test"
status=0
dotnet test Composite.sln -c Release --no-build --logger trx --results-directory "$results" -v quiet -clp:NoSummary || status=$?

count() { # the sum of one counter over all result files
  grep -ho "<Counters [^>]*>" "$results"/*.trx | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'
}

ls "$results"/*.trx >/dev/null 2>&1 || fail "No test ran."
total=$(count total) passed=$(count passed)
skipped=$(grep -ho 'outcome="NotExecuted"' "$results"/*.trx | wc -l)
failed=$((total - passed - skipped))
if [ "$failed" -gt 0 ] || [ "$status" -ne 0 ]; then
  grep -hoE 'testName="[^"]*"[^>]*outcome="Failed"' "$results"/*.trx | sed -E 's/testName="([^"]*)".*/failed: \1/; s/&quot;/"/g' | sort -u
  [ "$failed" -gt 0 ] || failed=1
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
