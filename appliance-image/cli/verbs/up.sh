# up: build what changed, start everything, wait until healthy
#
# usage: ./vaguemestre up [--home DIR] [--port-base N] [--wait SECONDS] [--range on|off]
#
# Makes the root filesystem once, builds in it, starts the servers from the home and waits until they are healthy (180 s, or
# --wait). Called again it changes nothing, or only what the sources changed. Nothing leaves this machine: the practice range
# stands in for everything outside. --range off (remembered in the home) is the production profile: nobody outside is trusted, or
# reached, until what the console's page "État du service" names is loaded.

. "$CLI/build.sh"
. "$CLI/status.sh"

verb_main() {
  local patience=180 name
  while [ $# -gt 0 ]; do
    case $1 in
      --range)
        [[ ${2:-} =~ ^(on|off)$ ]] || die "--range is on or off"
        mkdir -p "$HOME_DIR" && echo "$2" >"$HOME_DIR/range-mode" && shift
        ;;
      --wait) patience=${2:?--wait needs seconds} && shift ;;
      *) die "up takes no '$1': ./vaguemestre up --help" ;;
    esac
    shift
  done
  mkdir -p "$HOME_DIR/run" || die "cannot make the home $HOME_DIR"
  exec {UP_LOCK}>"$HOME_DIR/run/up.lock"
  flock -n "$UP_LOCK" || { step "waiting: another run works on this home" && flock "$UP_LOCK"; }
  default_port_base
  node_pid >/dev/null || ports_free
  build_product
  install_product
  if node_pid >/dev/null && [ "$(cat "$HOME_DIR/run/recipe")" != "$(node_recipe)" ]; then
    step "the configuration changed: stopping to start anew"
    stop_node
  fi
  if node_pid >/dev/null; then
    [ -z "$RANGE_CHANGED" ] || { stop_node && start_node; }
    [ -z "$KARAF_CHANGED" ] || in_node control start karaf || true
  else
    step "starting the servers from $HOME_DIR"
    start_node
  fi
  in_node control await "$patience" | while read -r name; do step "$name is ready"; done
  status_read
  if [ "$HEALTHY" != true ]; then
    status_text >&2
    die "not healthy: $UNHEALTHY (logs: $HOME_DIR/log)"
  fi
  step "healthy"
  up_summary
}

# Two installations cannot share ports: says which one is taken, and the way out.
ports_free() {
  local port
  for port in 25 26 32 33 79 80 81 82 83 84 85 90 101 143 201 202 203 204 205 206 443 587; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$((PORT_BASE + port))") 2>/dev/null; then
      die "port $((PORT_BASE + port)) is taken by another program: choose another --port-base"
    fi
  done
}

up_summary() {
  printf '\n  console      %s\n  API          %s\n' "$(endpoint console)" "$(endpoint api)"
  printf '  mail         SMTP %s, submission %s, IMAP %s\n' "$(endpoint mx)" "$(endpoint submission)" "$(endpoint imap)"
  printf '  sign in      admin, first password in %s\n' "$HOME_DIR/state/secrets/admin"
  printf '  authority    %s\n' "$HOME_DIR/state/tls/igc.pem"
}
