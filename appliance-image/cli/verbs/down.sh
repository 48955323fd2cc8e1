# down: stop everything, keep the data
#
# usage: ./vaguemestre down [--erase]
#
#   --erase   removes the home too: mailboxes, database, secrets, logs
#
# Leaves no process, no mount and no listener.

verb_main() {
  case ${1:-} in '' | --erase) ;; *) die "down takes --erase only" ;; esac
  if node_pid >/dev/null; then
    step "stopping"
    stop_node
    step "everything is stopped"
  fi
  if [ "${1:-}" = --erase ] && [ -e "$HOME_DIR" ]; then
    [ -d "$HOME_DIR/state" ] || [ -d "$HOME_DIR/run" ] || die "$HOME_DIR is no home of ours: not removed"
    rm -rf "${HOME_DIR:?}"
    step "$HOME_DIR is removed"
  fi
}
