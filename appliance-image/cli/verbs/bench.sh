# bench: measure ours against baselines, interleaved in one run
#
# usage: ./vaguemestre bench [NAME...] [--json FILE]
#
#   footprint   resident memory of Karaf
#   whitelist   seconds until a white list of national size is in force
#   directory   seconds to load a directory of national size, and milliseconds of a search in it (not run without a name)
#   policy      milliseconds of an answer of the Postfix policy service
#   rest        processor time of GET /mailboxes/{address} against a bare Jetty + JDBC + RS256
#   firstpage   first page of a folder of 10,000 messages by REST against the IMAP commands that it needs
#   edge        milliseconds that mutual TLS and the edge add to one session
#   inbound     messages per second by mutual TLS against the same stack without TLS
#   outbound    messages per second to the foreign operator against the same two Postfix without TLS
#   audit       writes per second with an audit entry against plain INSERTs, 32 clients
#   indicators  seconds until the figures of a day of a million messages are counted
#   up          seconds of `up` when everything is built (stops and starts the appliance)
#
# Without a name: all but up and directory. The appliance must run (./vaguemestre up). Figures are min, median and max over the rounds;
# the sources of the baselines are in features/bench.

. "$CLI/build.sh"
. "$CLI/status.sh"

BENCH_JAR=$VAGUEMESTRE_CHECKOUT/features/bench/target/bench.jar

verb_main() {
  local json='' names=() pid folder=$HOME_DIR/state/bench
  while [ $# -gt 0 ]; do
    case $1 in
      --json) json=${2:?--json needs a file} && shift ;;
      footprint | whitelist | directory | policy | rest | firstpage | edge | inbound | outbound | audit | indicators | up) names+=("$1") ;;
      *) die "no benchmark '$1': ./vaguemestre bench --help lists them" ;;
    esac
    shift
  done
  default_port_base
  if [ "${names[*]}" = up ]; then
    bench_up "$json"
    return
  fi
  pid=$(node_pid) || die "nothing runs from this home: ./vaguemestre up starts it"
  step "building the benchmarks"
  enter_build build mvn -q package -DskipTests -pl features/bench -am >"$HOME_DIR/log/bench-build.log" 2>&1 </dev/null \
    || die "the benchmarks do not build: see $HOME_DIR/log/bench-build.log"
  mkdir -p "$folder"
  cp "$BENCH_JAR" "$folder/bench.jar"
  status_read
  status_json >"$folder/status.json"
  bench_listeners add
  step "measuring on $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
  # Not "up": that is measured from outside, above.
  nsenter -t "$pid" -m -p -u -i -- /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    "VM_BENCH_SMTP_PORT=$((PORT_BASE + 27))" "VM_BENCH_OUT_PORT=$((PORT_BASE + 28))" "VM_BENCH_OUT_CLEAR_PORT=$((PORT_BASE + 29))" java -Xmx512m -jar /var/lib/vaguemestre/bench/bench.jar \
    /var/lib/vaguemestre/bench/status.json /var/lib/vaguemestre/bench/figures.json "${names[@]}" || { bench_listeners remove && die "a benchmark failed: see above"; }
  bench_listeners remove
  [ -z "$json" ] || cp "$folder/figures.json" "$json"
}

# For the time of the run, in clear and for this machine alone: smtpd without edge and policy (the baseline of inbound), a door
# for mail to the foreign operator, and the same door with a client and a listener of the peer without TLS (outbound).
bench_listeners() {
  local conf=$HOME_DIR/state/conf peer
  peer=$(sed -n 's/^VM_PEER_ADDRESS=//p' "$conf/ports.env")
  sed -i '/^# bench$/,/^# bench end$/d' "$conf/postfix/master.cf" "$conf/peer/master.cf"
  if [ "$1" = add ]; then
    # In front of the part that bin/postfix-clients makes anew at each reload.
    {
      echo '# bench'
      bench_smtpd "127.0.0.1:$((PORT_BASE + 27))"
      bench_smtpd "127.0.0.1:$((PORT_BASE + 28))" -o mynetworks=127.0.0.1 -o smtpd_recipient_restrictions=permit_mynetworks,reject
      bench_smtpd "127.0.0.1:$((PORT_BASE + 29))" -o mynetworks=127.0.0.1 -o smtpd_recipient_restrictions=permit_mynetworks,reject \
        -o "content_filter=benchclear:[$peer]:10027"
      echo 'benchclear unix - - n - - smtp -o smtp_tls_security_level=none -o smtp_tls_policy_maps='
      echo '# bench end'
      cat "$conf/postfix/master.cf"
    } >"$conf/postfix/master.cf.bench"
    cat "$conf/postfix/master.cf.bench" >"$conf/postfix/master.cf"
    rm "$conf/postfix/master.cf.bench"
    {
      echo '# bench'
      bench_smtpd "$peer:10027" -o smtpd_tls_req_ccert=no -o smtpd_tls_ask_ccert=no
      echo '# bench end'
    } >>"$conf/peer/master.cf"
  fi
  in_node reload postfix >/dev/null
  in_node reload peer >/dev/null
  [ "$1" = remove ] || bench_await "127.0.0.1/$((PORT_BASE + 27))" "127.0.0.1/$((PORT_BASE + 28))" "127.0.0.1/$((PORT_BASE + 29))" "$peer/10027"
}

# bench_await ADDRESS/PORT...: a reload is over when its listeners answer, 20 s at most.
bench_await() {
  local place tries
  for place in "$@"; do
    for ((tries = 0; tries < 100; tries++)); do
      ! (: <"/dev/tcp/$place") 2>/dev/null || continue 2
      sleep 0.2
    done
    die "the listener $place of the benchmark does not come"
  done
}

# bench_smtpd ADDRESS OPTION...: a line of master.cf.
bench_smtpd() {
  echo "$1 inet n - n - 200 smtpd -o syslog_name=postfix/bench -o smtpd_tls_security_level=none -o smtpd_sasl_auth_enable=no" \
    "-o smtpd_client_connection_count_limit=0 -o smtpd_sender_restrictions= -o smtpd_relay_restrictions=" \
    "-o smtpd_recipient_restrictions=reject_unauth_destination -o local_header_rewrite_clients= ${*:2}"
}

# Five starts of the whole appliance from what is built, each after a stop.
bench_up() {
  local round started seconds=()
  "$VAGUEMESTRE_CHECKOUT/vaguemestre" up --home "$HOME_DIR" --port-base "$PORT_BASE" >/dev/null 2>&1 || die "up fails"
  for round in 1 2 3 4 5; do
    "$VAGUEMESTRE_CHECKOUT/vaguemestre" down --home "$HOME_DIR" >/dev/null 2>&1 || die "down fails"
    started=$(date +%s%N)
    "$VAGUEMESTRE_CHECKOUT/vaguemestre" up --home "$HOME_DIR" >/dev/null 2>&1 || die "up fails in round $round"
    seconds+=("$(awk -v a="$started" -v b="$(date +%s%N)" 'BEGIN { printf "%.2f", (b - a) / 1e9 }')")
    step "up took ${seconds[-1]} s"
  done
  printf '%s\n' "${seconds[@]}" | sort -n | awk '{ v[NR] = $1 } END { printf "up         seconds: min %.2f, median %.2f, max %.2f (asked: <= 60)\n", v[1], v[3], v[5] }'
  [ -z "$1" ] || printf '{"figures":[{"bench":"up","unit":"s","rounds":[%s]}]}\n' "$(IFS=,; echo "${seconds[*]}")" >"$1"
}
