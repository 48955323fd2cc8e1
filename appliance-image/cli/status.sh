# shellcheck shell=bash
# What runs from a home: read once, told as text or JSON.

# Sets SERVICES (lines: name, state, host process id, since, detail), HEALTH, HEALTHY, UNHEALTHY.
status_read() {
  local pid line name state detail
  default_port_base
  SERVICES='' HEALTH='' HEALTHY=true UNHEALTHY=''
  if ! pid=$(node_pid); then
    HEALTHY=false UNHEALTHY='nothing runs from this home: ./vaguemestre up starts it'
    SERVICES=$(sed -n 's/^\[\([a-z]*\)\]$/\1\tdown\t0\t-\t/p' "$VAGUEMESTRE_CHECKOUT/etc/services.list")
    return
  fi
  SERVICES=$(in_node state | host_pids "$pid")
  while IFS=$'\t' read -r name state _ _ detail; do
    [ -z "$(sed -n "/^\[$name\]$/,/^$/s/^late *= *yes$/&/p" "$VAGUEMESTRE_CHECKOUT/etc/services.list")" ] || continue
    case $state in up | left-out) ;; *) UNHEALTHY+="${UNHEALTHY:+; }$name ${detail:-is $state}" ;; esac
  done <<<"$SERVICES"
  # Karaf tells what is wrong also while it is not ready.
  if grep -qE "^karaf"$'\t'"(up|starting)" <<<"$SERVICES"; then
    HEALTH=$(in_node health 2>/dev/null) || true
    line=$(cut -f1 <<<"$HEALTH")
    [ "$line" = UP ] || UNHEALTHY+="${UNHEALTHY:+; }health is ${line:-not told}: $(cut -f2 <<<"$HEALTH")"
  fi
  [ -z "$UNHEALTHY" ] || HEALTHY=false
}

# Replaces process ids of the namespace (third column) by the host's.
host_pids() {
  local space
  space=$(readlink "/proc/$1/ns/pid" | tr '[]' '??') # as a pattern
  awk -F'\t' -v OFS='\t' 'FILENAME != "-" { host[$1] = $2; next } { $3 = ($3 in host) ? host[$3] : 0; print }' \
    <(find /proc -mindepth 3 -maxdepth 3 -path '/proc/[0-9]*/ns/pid' -lname "$space" -printf '%h\n' 2>/dev/null \
      | sed 's|/ns$|/status|' | xargs grep -h '^NSpid:' 2>/dev/null | awk '{ print $NF "\t" $2 }' || true) -
}

endpoint() {
  local p=$PORT_BASE
  case $1 in
    console) echo "https://127.0.0.1:$((p + 443))/console/" ;;
    api) echo "https://127.0.0.1:$((p + 443))/api/v1" ;;
    mx) echo "127.0.0.1:$((p + 25))" ;;
    submission) echo "127.0.0.1:$((p + 587))" ;;
    imap) echo "127.0.0.1:$((p + 143))" ;;
    sieve) echo "127.0.0.1:$((p + 190))" ;;
    metrics) echo "http://127.0.0.1:$((p + 90))/metrics" ;;
    karafSsh) echo "127.0.0.1:$((p + 101))" ;;
  esac
}

product_version() { sed -n '/<artifactId>vaguemestre</,/<version>/s|.*<version>\(.*\)</version>.*|\1|p' "$VAGUEMESTRE_CHECKOUT/pom.xml" | head -n 1; }

status_text() {
  printf '%s from %s, ports from %s\n' "$([ "$HEALTHY" = true ] && echo healthy || echo 'NOT healthy')" "$HOME_DIR" "$PORT_BASE"
  awk -F'\t' '{ printf "  %-11s %-9s %8s  %-20s %s\n", $1, $2, $3, $4, $5 }' <<<"$SERVICES"
  [ -z "$UNHEALTHY" ] || printf '  why: %s\n' "$UNHEALTHY"
}

json_string() {
  local s=${1//\\/\\\\}
  s=${s//\"/\\\"}
  printf '"%s"' "$(tr -d '\000-\037' <<<"$s")"
}

# The first argument is a list of names; each prints as "name": what endpoint gives.
json_endpoints() {
  local name comma=''
  for name in $1; do
    printf '%s"%s":%s' "$comma" "$name" "$(json_string "$(endpoint "$name")")"
    comma=,
  done
}

status_json() {
  local net name state pid since detail comma='' state_folder=$HOME_DIR/state
  printf '{"version":%s,"home":%s,"healthy":%s,"detail":%s,"portBase":%s,\n "services":[' "$(json_string "$(product_version)")" \
    "$(json_string "$HOME_DIR")" "$HEALTHY" "$(json_string "$UNHEALTHY")" "$PORT_BASE"
  while IFS=$'\t' read -r name state pid since detail; do
    printf '%s\n  {"name":"%s","state":"%s","pid":%s,"since":%s,"detail":%s}' "$comma" "$name" "$state" "$pid" \
      "$([ "$since" = - ] && echo null || json_string "$since")" "$(json_string "$detail")"
    comma=,
  done <<<"$SERVICES"
  printf '],\n "endpoints":{%s},\n' "$(json_endpoints 'console api mx submission imap sieve metrics karafSsh')"
  printf ' "tls":{"ca":%s},\n' "$(json_string "$state_folder/tls/igc.pem")"
  net=127.$((PORT_BASE / 256)).$((PORT_BASE % 256))
  printf ' "range":{"igc":%s,"whiteList":%s,"annuaire":%s,"psc":%s,"pscSecretFile":%s,"dns":%s,\n  "peerMx":"%s:25","peerSubmission":"%s:587","peerImap":"%s:143","peerUser":"boite@pair.mssante.test","peerPasswordFile":%s,\n  "patientMx":"%s:25","patientApp":"%s:587"},\n' "$(json_string "$state_folder/range/igc")" \
    "$(json_string "https://127.0.0.1:$((PORT_BASE + 202))/listeblanchemssante.xml")" "$(json_string "https://127.0.0.1:$((PORT_BASE + 203))/fhir/v2")" \
    "$(json_string "https://localhost:$((PORT_BASE + 205))/auth/realms/esante-wallet")" "$(json_string "$state_folder/secrets/psc-client")" "$(json_string "$net.53:53")" \
    "$net.25" "$net.25" "$net.25" "$(json_string "$state_folder/secrets/peer-boite")" "$net.46" "$net.46"
  printf ' "credentials":{"superAdmin":{"username":"admin","passwordFile":%s}}}\n' "$(json_string "$state_folder/secrets/admin")"
}
