# audit: verify an exported audit trail, offline
#
# usage: ./vaguemestre audit verify FILE [--key FILE]
#
# FILE is what GET /admin/audit/export (or the console) gave. Every hash of every chain, the heads, the anchors and the signature
# over all lines are checked again; no appliance needs to run. --key names a file with the public key that an auditor kept (GET
# /admin/audit/key): without it, the key is the one that the file itself names. Exit status 0: intact, 1: not, and the first bad
# entry is named.

. "$CLI/build.sh"

verb_main() {
  local file='' key='' binds=() jar api
  [ "${1:-}" = verify ] || die "audit takes verify: ./vaguemestre audit --help"
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --key) key=${2:-} && [ -n "$key" ] || die "--key needs a file" && shift ;;
      -*) die "audit verify takes no '$1': ./vaguemestre audit --help" ;;
      *) [ -z "$file" ] || die "one file at a time" && file=$1 ;;
    esac
    shift
  done
  if [ -z "$file" ] || [ ! -r "$file" ]; then die "'$file' cannot be read: ./vaguemestre audit --help"; fi
  jar=$(audit_jar audit) || build_product
  jar=$(audit_jar audit) && api=$(audit_jar api) || die "the audit bundle is not built"
  binds=(--bind-ro "$(readlink -f "$file"):/opt/export" --bind-ro "$jar:/opt/audit.jar" --bind-ro "$api:/opt/api.jar")
  if [ -n "$key" ]; then
    [ -r "$key" ] || die "'$key' cannot be read"
    binds+=(--bind-ro "$(readlink -f "$key"):/opt/key")
  fi
  enter_layer base "${binds[@]}" -- /usr/bin/java -XX:TieredStopAtLevel=1 -Xmx128m -cp /opt/audit.jar:/opt/api.jar \
    fr.vaguemestre.audit.VerifyExport /opt/export ${key:+/opt/key} || exit $?
}

audit_jar() { newest "$VAGUEMESTRE_CHECKOUT/bundles/$1/target/vaguemestre-$1"-[0-9]*[0-9].jar; }
