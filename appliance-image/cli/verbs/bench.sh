# bench: measure ours against baselines, interleaved in one run
#
# usage: ./vaguemestre bench [NAME...]
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
#   growth      a list, a search, a new mailbox and a policy answer in domains of 100, 1,000 and 10,000 mailboxes side by side
#   sustained   a thousand authenticated reads a second for a minute, and the processors that they keep busy
#   pages       milliseconds of each page of the console in a real browser, cold and by the menu, with 300 mailboxes
#   up          seconds of `up` when everything is built (stops and starts the appliance)
#
# Without a name: all but up, pages and directory. The appliance must run (./vaguemestre up). What a benchmark found is kept in
# docs/reference/performance, and docs/reference/performance.md is written anew from all that is there. Figures are min, median and
# max over the rounds; the sources of the baselines are in features/bench. rest, firstpage, inbound and outbound also tell where
# processor time went, by service and inside Karaf; the page shows it of the two that are nearest to their bounds, or beyond.

. "$CLI/build.sh"
. "$CLI/status.sh"
. "$CLI/long.sh"
. "$CLI/e2e.sh"

RESULTS=$VAGUEMESTRE_CHECKOUT/docs/reference/performance
BENCH_JAR=$VAGUEMESTRE_CHECKOUT/features/bench/target/bench.jar
BENCH_FAILED=

verb_main() {
  local name wanted=() inside=() pid
  for name in "$@"; do
    case $name in
      footprint | whitelist | directory | policy | rest | firstpage | edge | inbound | outbound | audit | indicators | growth | sustained | pages | up) wanted+=("$name") ;;
      *) die "no benchmark '$name': ./vaguemestre bench --help lists them" ;;
    esac
  done
  [ ${#wanted[@]} -gt 0 ] || wanted=(footprint whitelist policy rest firstpage edge inbound outbound audit indicators growth sustained)
  default_port_base
  pid=$(node_pid) || die "nothing runs from this home: ./vaguemestre up starts it"
  in_node control await 180 all >/dev/null # what is late would start among what is measured
  step "building the benchmarks"
  enter_build build mvn -q package -DskipTests -Dspotless.check.skip -pl features/bench -am >"$HOME_DIR/log/bench-build.log" 2>&1 </dev/null \
    || die "the benchmarks do not build: see $HOME_DIR/log/bench-build.log"
  for name in "${wanted[@]}"; do
    case $name in up | pages) ;; *) inside+=("$name") ;; esac
  done
  [ ${#inside[@]} = 0 ] || bench_inside "$pid" "${inside[@]}"
  case " ${wanted[*]} " in *' pages '*) bench_pages ;; esac
  case " ${wanted[*]} " in *' up '*) bench_up ;; esac
  enter_build build java -jar "$BENCH_JAR" page "$RESULTS" "$RESULTS.md"
  step "the results are in $RESULTS.md"
  [ -z "$BENCH_FAILED" ] || die "a benchmark failed: see above"
}

# The sources that are measured: the last commit, "+" behind it where files differ from it.
bench_commit() {
  git_here rev-parse --short HEAD 2>/dev/null || echo unknown
  git_here diff --quiet HEAD -- . ':!docs' 2>/dev/null || echo +
}

# bench_inside PID NAME...: those that are measured from inside the appliance's namespaces.
bench_inside() {
  local pid=$1 folder=$HOME_DIR/state/bench
  shift
  rm -rf "$folder"
  mkdir -p "$folder/results" "$RESULTS"
  cp "$BENCH_JAR" "$folder/bench.jar"
  status_read
  status_json >"$folder/status.json"
  bench_listeners add
  step "measuring on $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
  nsenter -t "$pid" -m -p -u -i -- /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "VM_BENCH_COMMIT=$(bench_commit | tr -d '\n')" \
    "VM_BENCH_SMTP_PORT=$((PORT_BASE + 27))" "VM_BENCH_OUT_PORT=$((PORT_BASE + 28))" "VM_BENCH_OUT_CLEAR_PORT=$((PORT_BASE + 29))" java -Xmx512m -jar /var/lib/vaguemestre/bench/bench.jar \
    /var/lib/vaguemestre/bench/status.json /var/lib/vaguemestre/bench/results "$@" || BENCH_FAILED=yes
  bench_listeners remove
  find "$folder/results" -name '*.json' -exec cp {} "$RESULTS" \;
  chown -R --reference="$VAGUEMESTRE_CHECKOUT" "$RESULTS"
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

# bench_result NAME LOAD_BEFORE FILE: keeps figures that were measured from outside: figure, unit, largest allowed value, rounds
# on a line, with tabs between.
bench_result() {
  mkdir -p "$RESULTS"
  chown -R --reference="$VAGUEMESTRE_CHECKOUT" "$RESULTS"
  enter_build build env "VM_BENCH_COMMIT=$(bench_commit | tr -d '\n')" java -jar "$BENCH_JAR" result "$RESULTS" "$@"
}

# Chromium of the test layer, against the console that runs.
bench_pages() {
  local load file=$VAGUEMESTRE_CHECKOUT/vaadin-ui/target/pages.tsv log=$HOME_DIR/log/bench-pages.log
  rm -f "$file"
  write_e2e_doors
  step "opening every page of the console, cold and warm (log/bench-pages.log)"
  load=$(cut -d' ' -f1 /proc/loadavg)
  enter_tests "$CLI/journey.sh" "$HOME_DIR" "$(endpoint api)" "$(endpoint console)" ConsolePagesBench >"$log" 2>&1 </dev/null || die "the pages cannot be measured: see $log"
  chown -R --reference="$VAGUEMESTRE_CHECKOUT" "$VAGUEMESTRE_CHECKOUT/vaadin-ui/target"
  bench_result pages "$load" "$file"
}

# Five starts of the whole appliance from what is built, each after a stop.
bench_up() {
  local started load line='up from what is built\ts\t60' file=$VAGUEMESTRE_CHECKOUT/features/bench/target/up.tsv
  load=$(cut -d' ' -f1 /proc/loadavg)
  for _ in 1 2 3 4 5; do
    "$VAGUEMESTRE_CHECKOUT/vaguemestre" down --home "$HOME_DIR" >/dev/null 2>&1 || die "down fails"
    started=$(date +%s%N)
    "$VAGUEMESTRE_CHECKOUT/vaguemestre" up --home "$HOME_DIR" >/dev/null 2>&1 || die "up fails"
    line+=$(awk -v a="$started" -v b="$(date +%s%N)" 'BEGIN { printf "\\t%.2f", (b - a) / 1e9 }')
  done
  printf '%b\n' "$line" >"$file"
  bench_result up "$load" "$file"
}
