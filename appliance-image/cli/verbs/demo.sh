# demo: play the main job on the running appliance, step by step, and read each result at its far end
#
# usage: ./vaguemestre demo [--home DIR]
#
# Against the practice range: sign-in, a hospital's domain, two mailboxes, mail with a foreign operator both ways, a reply inside,
# intruders refused, the audit tool's cases in both directions as a table, the state of the trust space, the month's figures, the audit trail. In French where LANG begins with fr.
# What it wrote to bad operators, and waits for them, is taken back out of the mail queue at the end; other mail is left alone.
# Exit status 0 only if every step was verified; else 1, the step and the probable server on the last line.

. "$CLI/status.sh"
. "$CLI/e2e.sh"

verb_main() {
  local status left result=0
  [ $# = 0 ] || die "demo takes no '$1': ./vaguemestre demo --help"
  node_pid >/dev/null || die "nothing runs from $HOME_DIR: ./vaguemestre up starts it"
  build_e2e
  status=$HOME_DIR/run/demo-status.json
  status_read
  status_json >"$status"
  left=$(mktemp -d)
  enter_layer base --bind "$left:/opt/left" --bind-ro "$HOME_DIR:$HOME_DIR" --bind-ro "$E2E/target/demo.jar:/opt/demo.jar" -- \
    /usr/bin/env -i "LANG=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" /usr/bin/java -XX:TieredStopAtLevel=1 -Xmx128m -Dfile.encoding=UTF-8 \
    -jar /opt/demo.jar "$status" /opt/left/queue || result=$?
  demo_withdraw "$left/queue"
  rm -rf "$left"
  return $result
}

# demo_withdraw FILE: takes the messages back whose senders and queue ids it tells; a server that is stopped keeps them.
demo_withdraw() {
  local sender id
  [ -e "$1" ] || return 0
  while read -r sender id; do
    in_node queue-withdraw "$sender" "$id" </dev/null || true
  done <"$1"
}
