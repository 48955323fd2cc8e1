# test: run the tests (unit)
#
# usage: ./vaguemestre test [unit]
#
#   unit   compiles every module in the build layer, checks style, house rules and shell scripts, runs the unit tests
#
# The last line is "N passed, N failed".

# Static checks of the shell files of this checkout.
test_shell() {
  step "shellcheck"
  enter_build build bash -c 'find vaguemestre .ci appliance-image etc bundles features vaadin-ui \( -name target -o -name node_modules -o -name frontend \) -prune -o -type f -print0 \
    | xargs -0 grep -lZE "^#!/bin/(ba)?sh|^# shellcheck shell=" | xargs -0 shellcheck -x'
}

# Adds up the reports of surefire and failsafe that are newer than the given file.
test_count() {
  find "$VAGUEMESTRE_CHECKOUT" -path '*/target/*-reports/TEST-*.xml' -newer "$1" -exec grep -hm1 '<testsuite ' {} + \
    | awk 'function n(k) { return match($0, " " k "=\"[0-9]+") ? substr($0, RSTART + length(k) + 3, RLENGTH - length(k) - 3) : 0 }
           { t += n("tests"); s += n("skipped"); f += n("failures") + n("errors") }
           END { printf "%d passed, %d failed%s\n", t - f - s, f, s ? ", " s " skipped" : ""; exit (f > 0) }'
}

test_unit() {
  local mark status=0
  mark=$(mktemp)
  test_shell || status=1
  step "mvn verify"
  enter_build build mvn verify || status=1
  test_count "$mark" || status=1
  rm -f "$mark"
  return $status
}

verb_main() {
  case ${1:-unit} in
    unit) test_unit || die "tests failed: see above, and */target/surefire-reports" ;;
    *) die "no test set '$1': ./vaguemestre test --help lists them" ;;
  esac
}
