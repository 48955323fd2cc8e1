#!/bin/bash
# Boots the shipped tar.gz with no network, no local repository and an empty home, and looks at every bundle from its shell.
# Runs as root inside the root filesystem. $1 = the tar.gz. Prints one line; exit 0 only if every bundle is active.
set -euo pipefail
if [ "${2:-}" != isolated ]; then exec unshare --net -- "$0" "$1" isolated; fi
ip link set lo up
work=$(mktemp -d /tmp/boot-offline.XXXXXX)
karaf=
finish() {
  [ -z "$karaf" ] || kill -KILL "$karaf" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
fail() {
  echo "FAILED: $1"
  [ ! -e "$work/log" ] || tail -n 60 "$work/log"
  exit 1
}

mkdir "$work/karaf" "$work/state" "$work/home"
tar -xzf "$1" -C "$work/karaf" --strip-components=1
head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$work/secret"
chown -R vaguemestre: "$work/state" "$work/home" "$work/secret"
chmod 755 "$work"
chmod 400 "$work/secret"
ports=()
for port in REST KARAF_SSH METRICS CONSOLE AUTH_HTTP POSTGRESQL REDIS DOVEADM DOVECOT_STATS HTTPS SMTP SUBMISSION IMAP EDGE_SMTPD \
  RSPAMD RANGE_IGC RANGE_WHITELIST RANGE_INDICATORS RANGE_ANNUAIRE; do
  ports+=("VM_PORT_$port=$((8000 + ${#ports[@]}))")
done
inside=(setpriv --reuid=vaguemestre --regid=vaguemestre --init-groups --no-new-privs -- env -i
  HOME="$work/home" PATH="$PATH" LANG=C.UTF-8 VM_KARAF_STATE="$work/state" VM_KARAF_SECRET="$work/secret" VM_RANGE=on "${ports[@]}")
ssh_port=8001
shell() { "${inside[@]}" "$work/karaf/bin/client" "$@"; }

# Right to stay RESOLVED: Karaf's extension of the framework, and a fragment-like bundle that Pax Web asks not to start.
resting='features.extension\|pax-web-compatibility-servlet31'
# There is no database here: bundles of ours run and wait for it, nobody else may wait.
not_active() {
  awk -F'\t' 'NR > 1 && $2 !~ /Active/ && !($2 ~ /Waiting/ && $NF ~ /^fr\.vaguemestre\./) { print $2, $NF }' "$work/bundles" \
    | grep -v "Resolved.*$resting" || true
}

started=$(date +%s%N)
"${inside[@]}" "$work/karaf/bin/karaf" daemon > "$work/log" 2>&1 &
karaf=$!
until (exec 3<> "/dev/tcp/127.0.0.1/$ssh_port") 2> "$work/client" && shell "bundle:list -t 0 -s --no-format" > "$work/bundles" 2> "$work/client" \
  && [ -z "$(not_active)" ]; do
  kill -0 "$karaf" 2> /dev/null || fail "Karaf ended"
  [ $(($(date +%s%N) - started)) -lt 150000000000 ] || fail "after 150 s not active: $(not_active) $(cat "$work/client")"
  sleep 0.3
done
took=$((($(date +%s%N) - started) / 1000000))
count=$(($(wc -l < "$work/bundles") - 1))
[ "$count" -gt 80 ] || fail "only $count bundles"
! shell "no:such-command" > /dev/null 2>&1 || fail "the client says 0 for a command that does not exist"
# The missing database is said in the log. What must not be there is a class or a bundle that is missing.
! grep -qE 'BundleException|Unable to resolve|NoClassDefFoundError|ClassNotFoundException' "$work/log" || fail "something is missing in the distribution"
[ -z "$(find "$work/home" -mindepth 1)" ] || fail "something was written into the home: $(find "$work/home" -mindepth 1)"
kill -TERM "$karaf"
timeout 30 tail --pid="$karaf" -f /dev/null || fail "TERM did not end it within 30 s"
karaf=
echo "boot offline: $count bundles active in $took ms"
