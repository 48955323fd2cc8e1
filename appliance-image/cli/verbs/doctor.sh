# doctor: check this installation: services, certificates, CRL, disk, clock, queue, health
#
# usage: ./vaguemestre doctor
#
# A line per finding: ok, warn or bad. Exit status 1 when something is bad.

. "$CLI/status.sh"

verb_main() {
  local bad=0 level what finding
  node_pid >/dev/null || die "nothing runs from $HOME_DIR: ./vaguemestre up starts it"
  status_read
  while IFS=$'\t' read -r level what finding; do
    [ "$level" != bad ] || bad=$((bad + 1))
    printf '%-4s  %-12s %s\n' "$level" "$what" "$finding"
  done < <(awk -F'\t' '{ print ($2 == "up" ? "ok" : $2 == "left-out" ? "warn" : "bad") "\t" $1 "\t" $2 ($5 == "" ? "" : ": " $5) }' <<<"$SERVICES" && in_node doctor)
  [ "$bad" = 0 ] || die "$bad findings are bad: see above"
}
