#!/usr/bin/env bash
# What action.yml does, by what it finds in the environment: ROOT, STRICT, BUILD, and the variables that GitHub sets.
# $1 is the Python of the environment that holds the program.
set -uo pipefail
root="${GITHUB_WORKSPACE:-$PWD}/${ROOT:-.}"
program=("$1" "$(dirname "$0")/../build_timeline.py" --root "$root")
strict=()
[ "${STRICT:-true}" = true ] && strict=(--strict)

"${program[@]}" check "${strict[@]}" --format github
status=$?
if [ "${GITHUB_EVENT_NAME:-}" = pull_request ]; then
    "${program[@]}" diff HEAD^1..HEAD --format markdown >> "${GITHUB_STEP_SUMMARY:-/dev/stdout}" \
        || echo "::notice::What the change adds is not shown; check out with fetch-depth: 2."
fi
[ "$status" = 0 ] || exit "$status"
[ "${BUILD:-true}" = true ] || exit 0

site="$root/site"
told=$("${program[@]}" build --site-dir "$site") || exit
echo "$told"
"${program[@]}" verify "$site" || exit
{
    echo "site=$site"
    echo "manifest=$(sed -n 's/^SHA-256 of its manifest: //p' <<< "$told")"
} >> "${GITHUB_OUTPUT:-/dev/stdout}"
