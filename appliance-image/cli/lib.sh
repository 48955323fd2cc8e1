# shellcheck shell=bash
# What every verb uses: messages, options, dispatch.

CLI=$VAGUEMESTRE_CHECKOUT/appliance-image/cli
export ROOTFS=$VAGUEMESTRE_CHECKOUT/appliance-image/rootfs
STARTED=$(date +%s)

# One line about what is being done, with the seconds since the start.
step() { printf '[%4ds] %s\n' "$(($(date +%s) - STARTED))" "$*" >&2; }

# One line that says what is wrong and what to do; ends the script.
die() {
  printf 'vaguemestre: %s\n' "$*" >&2
  exit 1
}

verbs() { find "$CLI/verbs" -name '*.sh' -printf '%f\n' | sed 's/\.sh$//' | sort; }

# The first line of a verb's file is "# NAME: what it does".
summary() { sed -n "1s/^# $1: //p" "$CLI/verbs/$1.sh"; }

usage() {
  local verb
  printf 'usage: ./vaguemestre VERB [--home DIR] [--port-base N] [options]\n\n'
  for verb in $(verbs); do printf '  %-8s %s\n' "$verb" "$(summary "$verb")"; done
  printf '\n  --home DIR       where everything of one installation lives (default: .vaguemestre in the checkout)\n'
  printf '  --port-base N    first port of this installation (default 18000; remembered in the home)\n'
  printf '\n./vaguemestre VERB --help tells more.\n'
}

# Prints the comment at the head of a verb's file.
verb_help() { sed -n '/^#\( \|$\)/!q; s/^# \{0,1\}//p' "$CLI/verbs/$1.sh"; }

need_root() {
  [ "$(id -u)" = 0 ] && return
  command -v sudo >/dev/null || die "needs root: run it as root, or install sudo"
  exec sudo VAGUEMESTRE_DEBIAN_MIRROR="${VAGUEMESTRE_DEBIAN_MIRROR:-}" "$VAGUEMESTRE_CHECKOUT/vaguemestre" "$@"
}

# Takes --home and --port-base out of the arguments; leaves the rest in ARGS.
common_options() {
  HOME_DIR=$VAGUEMESTRE_CHECKOUT/.vaguemestre PORT_BASE='' ARGS=()
  while [ $# -gt 0 ]; do
    case $1 in
      --home | --port-base)
        [ $# -ge 2 ] || die "$1 needs a value"
        if [ "$1" = --home ]; then HOME_DIR=$2; else PORT_BASE=$2; fi
        shift
        ;;
      --home=*) HOME_DIR=${1#*=} ;;
      --port-base=*) PORT_BASE=${1#*=} ;;
      *) ARGS+=("$1") ;;
    esac
    shift
  done
  HOME_DIR=$(realpath -m "$HOME_DIR")
  if [ -n "$PORT_BASE" ]; then
    [[ $PORT_BASE =~ ^[1-9][0-9]{3,4}$ ]] && [ "$PORT_BASE" -ge 2000 ] && [ "$PORT_BASE" -le 64000 ] \
      || die "--port-base must be a number between 2000 and 64000, not '$PORT_BASE'"
  fi
}

main() {
  local verb=${1:-}
  case $verb in
    '' | -h | --help | help)
      usage
      [ -n "$verb" ] || exit 2
      exit 0
      ;;
  esac
  [[ $verb =~ ^[a-z]+$ ]] && [ -f "$CLI/verbs/$verb.sh" ] || die "no verb '$verb': ./vaguemestre --help lists them"
  case " $* " in *' --help '* | *' -h '*)
    verb_help "$verb"
    exit 0
    ;;
  esac
  [ "$(uname -s)" = Linux ] && [ -r /etc/os-release ] && grep -qE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release \
    || die "runs on Debian or Ubuntu only (it needs mmdebstrap and Linux namespaces)"
  need_root "$@"
  shift
  common_options "$@"
  . "$CLI/verbs/$verb.sh"
  verb_main "${ARGS[@]}"
}
