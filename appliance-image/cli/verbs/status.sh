# status: what runs, where, since when, and why not
#
# usage: ./vaguemestre status [--json]
#
# Exit status 0 when everything is healthy, 1 when not.

. "$CLI/status.sh"

verb_main() {
  status_read
  case ${1:-} in
    '') status_text ;;
    --json) status_json ;;
    *) die "status takes --json only" ;;
  esac
  [ "$HEALTHY" = true ] || exit 1
}
