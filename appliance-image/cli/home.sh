# shellcheck shell=bash
# shellcheck disable=SC2034 # UP_LOCK is set by the verb
# A home: the folder where everything of one installation lives, and the node that runs from it (a set of namespaces whose
# process 1 is the supervisor).
#   state/  seen inside as /var/lib/vaguemestre      log/  as /var/log/vaguemestre
#   karaf/  the distribution, unpacked                range/ the practice range's programs
#   run/    the node's process id and what it was made from

. "$CLI/keycloak.sh"

default_port_base() {
  if [ -n "$PORT_BASE" ]; then return; fi
  PORT_BASE=18000
  if [ -r "$HOME_DIR/port-base" ]; then PORT_BASE=$(cat "$HOME_DIR/port-base"); fi
}

# The namespace's process 1 as the host sees it; fails when the node does not run.
node_pid() {
  local pid started
  read -r pid started 2>/dev/null <"$HOME_DIR/run/node.pid" || return 1
  [ "$(process_start "$pid")" = "$started" ] || return 1
  echo "$pid"
}

# Start time of a process in clock ticks: tells it from a later one with the same number.
process_start() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# in_node SCRIPT ARGS...: runs a script of appliance-image/runtime inside the node.
in_node() {
  local pid script=$1
  pid=$(node_pid) || return 1
  shift
  nsenter -t "$pid" -m -p -u -i -- /usr/bin/env -i "/opt/vaguemestre/bin/$script" "$@"
}

# Hash of the files under the given paths, without build results (the console's build writes src/main/frontend anew each time).
files_hash() {
  (cd "$VAGUEMESTRE_CHECKOUT" && { find "$@" \( -name target -o -name node_modules -o -path '*/src/main/frontend' \) -prune -o -type f -print0 2>/dev/null || true; } \
    | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

# What a running node depends on besides Karaf's own programs: when it changes, `up` starts the node anew.
node_recipe() {
  echo "$(files_hash etc appliance-image/runtime appliance-image/cli/inside.sh) $(layer_hash base) $(keycloak_hash) $PORT_BASE $(range_mode)"
}

# on (the practice range, the default) or off (the production profile).
range_mode() { cat "$HOME_DIR/range-mode" 2>/dev/null || echo on; }

# start_node: called with UP_LOCK, the file descriptor of the home's lock, which the node must not inherit.
start_node() {
  local outer pid='' lowerdir range keycloak=()
  mkdir -p "$HOME_DIR"/{state,log,run,karaf,range/keycloak}
  chmod 755 "$HOME_DIR"
  ensure_layer base
  if [ "$(range_mode)" = on ] && ensure_keycloak; then keycloak=(--bind-ro "$(keycloak_folder):/opt/vaguemestre/range/keycloak"); fi
  : >"$HOME_DIR/log/node.log"
  lowerdir=$(layer_lowerdir base)
  range=$(range_mode) # here: what follows may have no child but the node
  setsid unshare --mount --pid --ipc --uts --fork --kill-child --propagation private -- \
    "$CLI/inside.sh" "$lowerdir" \
    --bind "$HOME_DIR/state:/var/lib/vaguemestre" --bind "$HOME_DIR/log:/var/log/vaguemestre" \
    --bind-ro "$HOME_DIR/karaf:/opt/vaguemestre/karaf" --bind-ro "$HOME_DIR/range:/opt/vaguemestre/range" "${keycloak[@]}" \
    --bind-ro "$VAGUEMESTRE_CHECKOUT/etc:/opt/vaguemestre/etc" \
    --bind-ro "$VAGUEMESTRE_CHECKOUT/appliance-image/runtime:/opt/vaguemestre/bin" \
    --dns "127.$((PORT_BASE / 256)).$((PORT_BASE % 256)).53" -- \
    /usr/bin/env -i "VM_PORT_BASE=$PORT_BASE" "VM_RANGE=$range" /opt/vaguemestre/bin/init \
    </dev/null >>"$HOME_DIR/log/node.log" 2>&1 {UP_LOCK}>&- &
  outer=$!
  for _ in {1..100}; do
    pid=$(tr -d ' ' <"/proc/$outer/task/$outer/children" 2>/dev/null || true)
    [ -z "$pid" ] || break
    kill -0 "$outer" 2>/dev/null || break
    sleep 0.05
  done
  [ -n "$pid" ] || die "the node did not start: $(tail -n 1 "$HOME_DIR/log/node.log") (see $HOME_DIR/log/node.log)"
  echo "$pid $(process_start "$pid")" >"$HOME_DIR/run/node.pid"
  echo "$PORT_BASE" >"$HOME_DIR/port-base"
  node_recipe >"$HOME_DIR/run/recipe"
  # It is ready to be asked once the supervisor has replaced the preparation.
  until [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = s6-svscan ]; do
    node_pid >/dev/null || die "the node stopped while preparing: $(grep -v '^$' "$HOME_DIR/log/node.log" | tail -n 1) (see $HOME_DIR/log/node.log)"
    sleep 0.05
  done
}

# Stops everything in good order; what has not ended after 15 s is killed with its namespace.
stop_node() {
  local pid
  pid=$(node_pid) || return 0
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = s6-svscan ]; then
    kill -TERM "$pid"
    timeout 15 tail -s 0.1 --pid="$pid" -f /dev/null || step "not everything ended in good order: killing the rest"
  fi
  ! node_pid >/dev/null || kill -KILL "$pid" 2>/dev/null || true
  timeout 5 tail -s 0.1 --pid="$pid" -f /dev/null || die "process $pid does not end, even killed"
  rm -f "$HOME_DIR/run/node.pid"
}
