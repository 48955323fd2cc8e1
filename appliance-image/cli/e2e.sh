# shellcheck shell=bash
# The black-box tests and the demonstration: building them, and a place for the tests to run in.

E2E=$VAGUEMESTRE_CHECKOUT/features/e2e

# Makes the demonstration's jar, unless it is newer than its sources.
build_e2e() {
  local jar=$E2E/target/demo.jar log=$HOME_DIR/log/build-e2e.log
  if [ -e "$jar" ] && [ -z "$(find "$E2E/src/main" "$E2E/pom.xml" -newer "$jar" -print -quit)" ]; then return; fi
  step "building features/e2e"
  enter_build build mvn -q package -DskipTests -Dspotless.check.skip -pl features/e2e -am >"$log" 2>&1 </dev/null \
    || die "the build failed: $(grep -m1 -E '^\[ERROR\]|^\[FATAL\]' "$log" | cut -c1-200) (see $log)"
}

# Two small programs for the tests: this script on the tested home, and a command among the servers. Both leave the tests'
# root filesystem: the first for the host's, the second for the node's.
write_e2e_doors() {
  local node
  node=$(node_pid)
  cat >"$HOME_DIR/run/script" <<EOF
#!/bin/sh
exec nsenter -t $$ -m -u -i -- /usr/bin/env "HOME=$HOME" "VAGUEMESTRE_CACHE=$VAGUEMESTRE_CACHE" LANG=C.UTF-8 \
  "$VAGUEMESTRE_CHECKOUT/vaguemestre" "\$@"
EOF
  cat >"$HOME_DIR/run/inside" <<EOF
#!/bin/sh
exec nsenter -t $node -m -p -u -i -- /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "\$@"
EOF
  chmod 755 "$HOME_DIR/run/script" "$HOME_DIR/run/inside"
}

# enter_tests COMMAND...: in the test layer, as root, among the host's processes: the tests stop and start servers.
enter_tests() {
  local store repository binds
  ensure_layer test
  repository=$(build_repository)
  binds=(--bind "$VAGUEMESTRE_CHECKOUT:$VAGUEMESTRE_CHECKOUT" --bind "$repository:/build/.m2" --hosts-dns)
  store=$(host_truststore)
  [ -z "$store" ] || binds+=(--bind-ro "$store:/etc/ssl/certs/java/cacerts" --bind-ro /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt)
  case $HOME_DIR/ in "$VAGUEMESTRE_CHECKOUT"/*) ;; *) binds+=(--bind "$HOME_DIR:$HOME_DIR") ;; esac
  unshare --mount --ipc --uts --propagation private -- "$CLI/inside.sh" "$(layer_lowerdir test)" "${binds[@]}" -- \
    env -i HOME=/build PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM="${TERM:-dumb}" \
    MAVEN_OPTS="-Duser.home=/build" /bin/bash -c 'cd "$1" && shift && exec "$@"' tests "$VAGUEMESTRE_CHECKOUT" "$@"
}

# What a stopped node left behind, one line each; nothing when all is gone. leftovers NAMESPACE: its mount namespace.
leftovers() {
  local port namespace=${1//[][]/?} # as a pattern
  find /proc -mindepth 3 -maxdepth 3 -path '/proc/[0-9]*/ns/mnt' -lname "$namespace" -printf '%h\n' 2>/dev/null | sed 's|^/proc/\(.*\)/ns$|process \1|'
  awk -v home="$HOME_DIR" 'index($2, home) == 1 { print "mount " $2 }' /proc/mounts
  awk 'FNR > 1 && $4 == "0A" { split($2, a, ":"); print a[2] }' /proc/net/tcp /proc/net/tcp6 | sort -u | while read -r port; do
    port=$((16#$port))
    if [ "$port" -ge "$PORT_BASE" ] && [ "$port" -lt $((PORT_BASE + 1000)) ]; then echo "listener on port $port"; fi
  done
  [ ! -e "$HOME_DIR" ] || echo "folder $HOME_DIR"
}
