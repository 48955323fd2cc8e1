# demo: play the main job on the running appliance, step by step, and read each result at its far end
#
# usage: ./vaguemestre demo [--home DIR]
#
# Against the practice range: sign-in, a hospital's domain, two mailboxes, mail with a foreign operator both ways, a reply inside,
# intruders refused, the audit tool's cases in both directions as a table, the state of the trust space, the audit trail. In French where LANG begins with fr.
# Exit status 0 only if every step was verified; else 1, the step and the probable server on the last line.

. "$CLI/status.sh"
. "$CLI/e2e.sh"

verb_main() {
  local status
  [ $# = 0 ] || die "demo takes no '$1': ./vaguemestre demo --help"
  node_pid >/dev/null || die "nothing runs from $HOME_DIR: ./vaguemestre up starts it"
  build_e2e
  status=$HOME_DIR/run/demo-status.json
  status_read
  status_json >"$status"
  enter_layer base --bind-ro "$HOME_DIR:$HOME_DIR" --bind-ro "$E2E/target/demo.jar:/opt/demo.jar" -- \
    /usr/bin/env -i "LANG=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" /usr/bin/java -XX:TieredStopAtLevel=1 -Xmx128m -Dfile.encoding=UTF-8 \
    -jar /opt/demo.jar "$status"
}
