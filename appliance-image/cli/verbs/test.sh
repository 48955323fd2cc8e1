# test: run the tests (unit, container, e2e, all, or long)
#
# usage: ./vaguemestre test [unit|container|e2e|all]
#        ./vaguemestre test long [--again] [CLASS...]
#
#   unit       compiles every module in the build layer, checks style, house rules and shell scripts, runs the unit tests
#   container  boots the shipped Karaf distribution, without a Maven repository or the Internet, and looks at every bundle
#   e2e        starts an appliance of its own (.vaguemestre-test, ports from 28000 or --port-base), plays operator, doctor and intruder over
#              REST, SMTP and IMAP, stops servers one by one, takes the appliance down and looks for what it left
#   all        the three, one after the other (the default)
#   long       black-box tests that need minutes or hours, one class after the other. Each result is kept in
#              docs/reference/long.md with the commit that it was seen with; what passed with the same sources is not run again
#              (unless --again), so that a run that was broken off goes on where it was. The fuzzing of parsers
#              (*FuzzTest of a bundle, by Jazzer) needs no appliance: each of its tests goes on for $FUZZ_SECONDS (300), from
#              its examples and from what led further in earlier runs (.cifuzz-corpus of the bundle). An input that breaks a parser is
#              left in the bundle's folder as crash-*: put into src/test/resources/PACKAGE/CLASSInputs/TEST it is tried for ever
#
# The last line is "N passed, N failed". Exit status 0 only if something ran and nothing failed.

. "$CLI/build.sh"
. "$CLI/status.sh"
. "$CLI/e2e.sh"
. "$CLI/long.sh"

# Modules whose tests need the finished distribution.
CONTAINER_MODULE=features/container-test

PASSED=0 FAILED=0
# What failed and has no report, for the end.
TROUBLE=()

# failed WHAT: counts it, says it now and at the end.
failed() {
  FAILED=$((FAILED + 1))
  TROUBLE+=("$1")
  step "FAILED: $1"
}

# A check of ours that no report counts: check NAME COMMAND...
check() {
  local name=$1
  shift
  if "$@"; then PASSED=$((PASSED + 1)); else failed "$name"; fi
}

# Adds the reports of surefire and failsafe that are newer than the given file.
count_reports() {
  local passed failed
  read -r passed failed < <(find "$VAGUEMESTRE_CHECKOUT" -path '*/target/*-reports/TEST-*.xml' -newer "$1" -exec grep -hm1 '<testsuite ' {} + \
    | awk 'function n(k) { return match($0, " " k "=\"[0-9]+") ? substr($0, RSTART + length(k) + 3, RLENGTH - length(k) - 3) : 0 }
           { t += n("tests"); s += n("skipped"); f += n("failures") + n("errors") }
           END { print t - f - s + 0, f + 0 }')
  [ "$((passed + failed))" -gt 0 ] || failed "no test ran"
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed))
}

# The ten classes that took longest since the given file was made: where a run that grows too long can be shortened.
slowest() {
  step "where the time went"
  find "$VAGUEMESTRE_CHECKOUT" -path '*/target/*-reports/TEST-*.xml' -newer "$1" -exec grep -hm1 '<testsuite ' {} + \
    | sed -nE 's/.* name="([^"]*)" time="([0-9.,]*)".*/\2 \1/p' | tr -d , | sort -rn | head -n 10 | awk '{ printf "%10.0f s  %s\n", $1, $2 }' || true
}

# Each test that failed since the given file was made, with the first words of why: told again at the end, because the rest of a log is
# often cut, and whoever reads it next has nothing else.
failed_tests() {
  find "$VAGUEMESTRE_CHECKOUT" -path '*/target/*-reports/TEST-*.xml' -newer "$1" -print0 | sort -z | xargs -0r awk '
    function attribute(k) { return match($0, " " k "=\"[^\"]*") ? substr($0, RSTART + length(k) + 3, RLENGTH - length(k) - 3) : "" }
    /<testcase / { test = attribute("classname") "." attribute("name") }
    /<(failure|error)[ >]/ { print "  " test ": " substr(attribute("message") " (" attribute("type") ")", 1, 300) }'
}

what_failed() {
  step "what failed"
  [ ${#TROUBLE[@]} = 0 ] || printf '  %s\n' "${TROUBLE[@]}"
  failed_tests "$1"
}

# counted WHAT COMMAND...: runs Maven, counts its reports; a build that fails without a failed test counts as one. Maven is told to go on
# after failed tests, so that one run shows them all; a run of tests that broke down has no report, only these words of the plugin.
counted() {
  local what=$1 mark before=$FAILED status=0
  shift
  mark=$(mktemp)
  step "$what"
  { "$@" </dev/null || echo "$?" >"$mark.status"; } | tee "$mark.log"
  status=$(cat "$mark.status" 2>/dev/null || echo 0)
  ! grep -qE '^\[ERROR\].*(forked VM terminated|was a timeout|There was an error in the forked process)' "$mark.log" || status=1
  count_reports "$mark"
  rm -f "$mark" "$mark.log" "$mark.status"
  [ $status = 0 ] || [ "$FAILED" -gt "$before" ] || failed "$what (no test failed, the build did: see above)"
}

# Static checks of the shell files of this checkout.
shell_files() {
  enter_build build bash -c 'find vaguemestre .ci appliance-image etc bundles features vaadin-ui \( -name target -o -name node_modules -o -name frontend \) -prune -o -type f -print0 \
    | xargs -0 grep -lZE "^#!/bin/(ba)?sh|^# shellcheck shell=" | xargs -0 shellcheck -x'
}

test_unit() {
  static_checks
  counted "unit and contract tests of every module (mvn verify)" enter_build build mvn verify -T 2 -Dmaven.test.failure.ignore "${WITHOUT_CONTAINER[@]}"
}

static_checks() {
  step "shellcheck"
  check "shellcheck" shell_files
  ensure_layer base
  check "tests of this script" "$CLI/selftest.sh"
  WITHOUT_CONTAINER=()
  [ ! -e "$VAGUEMESTRE_CHECKOUT/$CONTAINER_MODULE/pom.xml" ] || WITHOUT_CONTAINER=(-pl "!$CONTAINER_MODULE")
}

test_container() {
  [ -e "$VAGUEMESTRE_CHECKOUT/$CONTAINER_MODULE/pom.xml" ] || die "no $CONTAINER_MODULE in this checkout"
  counted "the shipped distribution in a container (Pax Exam)" \
    enter_build build mvn verify -Dspotless.check.skip -DskipTests -Pcontainer -pl "$CONTAINER_MODULE" -am
  boots_offline
}

boots_offline() {
  check "the distribution boots with no network, no Maven repository and an empty home" \
    enter_layer base --bind-ro "$VAGUEMESTRE_CHECKOUT:$VAGUEMESTRE_CHECKOUT" -- \
    "$DISTRIBUTION/src/test/boot-offline.sh" "$(distribution_archive)"
}

# Both of them by one run of Maven, whose product the appliance of the black-box tests then uses: it is packed once, not three times.
test_unit_and_container() {
  local recipe before=$FAILED
  static_checks
  recipe=$(product_recipe)
  counted "unit, contract and container tests of every module (mvn verify)" enter_build build mvn verify -T 2 -Pcontainer -Dmaven.test.failure.ignore
  [ "$FAILED" != "$before" ] || product_is_made "$recipe"
  boots_offline
}

run_e2e() {
  enter_tests mvn verify -Dspotless.check.skip -Pe2e -pl features/e2e -am -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dvaguemestre.home=$HOME_DIR" "-Dvaguemestre.script=$HOME_DIR/run/script" "-Dvaguemestre.inside=$HOME_DIR/run/inside" \
    ${E2E_ONLY:+"-Dtest=$E2E_ONLY"} "$@"
}

# After the others, on the appliance that they have filled: a crowded one.
run_browser() {
  enter_tests "$CLI/journey.sh" "$HOME_DIR" "$(endpoint api)" "$(endpoint console)" ${E2E_ONLY:+"$E2E_ONLY"}
}

# In a fresh process: up leaves file descriptors and variables of its own.
on_test_home() {
  local verb=$1
  shift
  "$VAGUEMESTRE_CHECKOUT/vaguemestre" "$verb" --home "$HOME_DIR" --port-base "$PORT_BASE" "$@"
}

nothing_left() {
  local left
  left=$(leftovers "$1")
  [ -z "$left" ] && return
  printf 'left behind: %s\n' "$left" >&2
  return 1
}

test_e2e() { on_fresh_appliance black_box; }

black_box() {
  case ${E2E_ONLY:-} in Console*) ;; *) counted "black-box tests of a running appliance" run_e2e ;; esac
  case ${E2E_ONLY:-} in '' | Console*) counted "the console in a browser" run_browser ;; esac
}

# on_fresh_appliance COMMAND...: between the start of an appliance of its own and its end.
on_fresh_appliance() {
  local namespace status=0
  HOME_DIR=$VAGUEMESTRE_CHECKOUT/.vaguemestre-test PORT_BASE=${PORT_BASE:-28000}
  on_test_home down --erase
  if ! on_test_home up; then
    check "a fresh appliance starts" false
    return
  fi
  namespace=$(readlink "/proc/$(node_pid)/ns/mnt")
  write_e2e_doors
  "$@"
  chown -R --reference="$VAGUEMESTRE_CHECKOUT" "$E2E/target"
  [ "$FAILED" = 0 ] || keep_logs
  on_test_home down --erase || status=$?
  check "down ends well" test $status = 0
  check "down leaves no process, mount, listener or folder" nothing_left "$namespace"
}

test_long() {
  local again='' class wanted=() left=() parsers=()
  while [ $# -gt 0 ]; do
    case $1 in --again) again=yes ;; *) wanted+=("$1") ;; esac
    shift
  done
  [ ${#wanted[@]} -gt 0 ] || mapfile -t wanted < <(long_classes)
  for class in "${wanted[@]}"; do
    grep -qx "$class" < <(long_classes) || die "no long test '$class': $(long_classes | paste -sd' ')"
    if [ -z "$again" ] && passed_before "$class"; then
      step "$class passed before with these sources: --again runs it again" && PASSED=$((PASSED + 1))
    elif [ -n "$(fuzzed_module "$class")" ]; then
      parsers+=("$class")
    else
      left+=("$class")
    fi
  done
  [ ${#parsers[@]} = 0 ] || play_long "${parsers[@]}"
  [ ${#left[@]} = 0 ] || on_fresh_appliance play_long "${left[@]}"
}

# One run of a long class, where it belongs.
run_long() {
  local module
  module=$(fuzzed_module "${1%#*}")
  if [ -z "$module" ]; then
    E2E_ONLY=$1 run_e2e -Dgroups=long -DexcludedGroups=
  else
    fuzz "$module" "$1"
  fi
}

# Each input has 20 seconds: JUnit's timeout is Jazzer's for one input, and is not to end the whole run. Looked at for what leads
# further are our classes and the libraries that read for them.
fuzz() {
  enter_build build env JAZZER_FUZZ=1 mvn verify -Dspotless.check.skip -pl "$1" -am "-Dtest=$2" -Dsurefire.failIfNoSpecifiedTests=false \
    "-Djazzer.max_duration=${FUZZ_SECONDS:-300}s" -Djazzer.hooks=true -Djazzer.reproducer_path=target \
    "-Djazzer.instrument=fr.vaguemestre.**,org.jsoup.**,com.sun.mail.**,javax.mail.**,com.nimbusds.**" \
    -Djunit.jupiter.execution.timeout.testtemplate.method.default=20s -Djunit.jupiter.execution.timeout.mode=disabled
}

play_long() {
  local class run before started
  for class in "$@"; do
    before=$FAILED started=$(date +%s)
    rm -f "$E2E/target/long/$class.md"
    for run in $(long_runs "$class"); do counted "$run" run_long "$run"; done
    keep_result "$class" "$([ "$FAILED" = "$before" ] && echo passed || echo FAILED)" $((($(date +%s) - started + 59) / 60))
  done
}

# The logs of an appliance whose tests failed, for whoever looks for the cause.
keep_logs() {
  local target=$VAGUEMESTRE_CHECKOUT/features/e2e/target/appliance-log
  rm -rf "$target"
  cp -r "$HOME_DIR/log" "$target"
  chown -R --reference="$VAGUEMESTRE_CHECKOUT" "$target"
  step "the appliance's logs are kept in $target"
}

verb_main() {
  local began
  began=$(mktemp)
  case ${1:-all} in
    unit | container | e2e) "test_$1" ;;
    long)
      shift
      test_long "$@"
      ;;
    all)
      test_unit_and_container
      test_e2e
      ;;
    *) die "no test set '$1': ./vaguemestre test --help lists them" ;;
  esac
  slowest "$began"
  [ "$FAILED" = 0 ] || what_failed "$began"
  rm -f "$began"
  step "reports: */target/surefire-reports, */target/failsafe-reports"
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
  # No word after the count: it is the last line that CI reads.
  if [ "$FAILED" -gt 0 ] || [ "$PASSED" = 0 ]; then exit 1; fi
}
