# doctor: check this installation: services, certificates, CRL, disk, clock, queue, health; or the way to one other operator
#
# usage: ./vaguemestre doctor
#        ./vaguemestre doctor DOMAIN [--language en|fr]
#
# A line per finding: ok, warn or bad. With the domain of another operator a line per step of the way to it (white list, DNS,
# STARTTLS, chain, DN, revocation, a message there and back): ok, bad with who must act (US, THEM, ANS), or none where it was not
# tried. Exit status 1 when something is bad.

. "$CLI/status.sh"

verb_main() {
  local domain='' language=en
  while [ $# -gt 0 ]; do
    case $1 in
      --language)
        language=${2:-}
        case $language in en | fr) shift ;; *) die "--language takes en or fr" ;; esac
        ;;
      -*) die "doctor takes no '$1': ./vaguemestre doctor --help" ;;
      *) [ -z "$domain" ] || die "one domain at a time" && domain=$1 ;;
    esac
    shift
  done
  node_pid >/dev/null || die "nothing runs from $HOME_DIR: ./vaguemestre up starts it"
  if [ -n "$domain" ]; then
    [[ $domain =~ ^[A-Za-z0-9][A-Za-z0-9.-]*$ ]] || die "'$domain' is no domain"
    peer_findings "$domain" "$language"
  else
    findings
  fi
}

findings() {
  local bad=0 level what finding
  status_read
  while IFS=$'\t' read -r level what finding; do
    [ "$level" != bad ] || bad=$((bad + 1))
    printf '%-4s  %-12s %s\n' "$level" "$what" "$finding"
  done < <(awk -F'\t' '{ print ($2 == "up" ? "ok" : $2 == "left-out" ? "warn" : "bad") "\t" $1 "\t" $2 ($5 == "" ? "" : ": " $5) }' <<<"$SERVICES" && in_node doctor)
  [ "$bad" = 0 ] || die "$bad findings are bad: see above"
}

peer_findings() {
  local bad=0 steps=0 level what finding lines
  lines=$(in_node doctor-peer "$@") || die "the doctor cannot be asked: $lines"
  while IFS=$'\t' read -r level what finding; do
    case $level in ok | bad | none) steps=$((steps + 1)) ;; *) continue ;; esac
    [ "$level" != bad ] || bad=$((bad + 1))
    printf '%-4s  %-12s %s\n' "$level" "$what" "$finding"
  done <<<"$lines"
  [ "$steps" != 0 ] || die "the doctor did not answer: $lines"
  [ "$bad" = 0 ] || die "$1 cannot be reached as it should: see above"
}
