#!/bin/sh
# Asks a Prometheus that has scraped the running platform every query of every dashboard: no panel may be empty.
#   deploy/grafana/check-panels.sh [http://127.0.0.1:9090]
# Prints one line a query; exits 1 when one is empty or wrong. Some panels need work to show (./alliance demo first).
set -eu

prometheus=${1:-http://127.0.0.1:9090}
dashboards=$(dirname "$0")/dashboards
for tool in curl jq; do
  command -v "$tool" >/dev/null || { echo "需要 $tool，请先安装。 | $tool is needed; install it first." >&2; exit 2; }
done
curl -fsS -o /dev/null "$prometheus/-/ready" || { echo "Prometheus 无应答 | does not answer: $prometheus" >&2; exit 2; }

list=$(mktemp)
trap 'rm -f "$list"' EXIT
jq -r '.title as $board | .panels[] | (., .panels[]?) | select(.targets) | .title as $panel
  | .targets[] | [$board, $panel, .expr] | @tsv' "$dashboards"/*.json >"$list"

good=0
bad=0
while IFS="$(printf '\t')" read -r board panel query; do
  # What Grafana would fill in: an interval of four scrapes, and every service. @tsv doubles backslashes.
  query=$(printf '%s' "$query" | sed 's/\\\\/\\/g; s/\$__rate_interval/10m/g; s/\$service/.*/g')
  answer=$(curl -sS --data-urlencode "query=$query" "$prometheus/api/v1/query") || answer='{}'
  series=$(printf '%s' "$answer" | jq -r 'if .status == "success" then .data.result | length else -1 end')
  numbers=$(printf '%s' "$answer" | jq -r '[.data.result[]? | select(.value[1] != "NaN")] | length')
  if [ "$series" -gt 0 ] && [ "$numbers" -gt 0 ]; then
    good=$((good + 1))
    printf 'ok     %4s  %s\n' "$series" "$panel"
  else
    bad=$((bad + 1))
    printf 'EMPTY  %4s  %s  [%s]\n             %s\n' "$series" "$panel" "$board" "$query"
    printf '%s' "$answer" | jq -r '.error // empty'
  fi
done <"$list"

echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
