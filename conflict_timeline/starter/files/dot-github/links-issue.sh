#!/bin/sh
# Opens, updates or closes the one issue about sources, after the letter that `make links-letter` wrote.
set -eu
letter=$1
number=$(gh issue list --app github-actions --label sources --state open --limit 1 --json number --jq '.[0].number // empty')
if [ ! -s "$letter" ]; then
  [ -z "$number" ] || gh issue close "$number" --comment "Every source answers where the record says, or has a copy."
elif [ -n "$number" ]; then
  gh issue edit "$number" --body-file "$letter"
else
  gh label create sources --description "Addresses of sources" --color BFD4F2 --force
  gh issue create --title "Sources need a look" --label sources --body-file "$letter"
fi
