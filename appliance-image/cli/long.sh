# shellcheck shell=bash
# The results of the long tests: docs/reference/long.md, one line and one table of what was seen for each class.

LONG=$VAGUEMESTRE_CHECKOUT/docs/reference/long.md

# Black-box tests with the tag, and the fuzzing of the bundles' parsers.
long_classes() {
  { (cd "$E2E/src/test/java" && grep -rl '^@Tag("long")' . || true) && fuzzing_files '*'; } | sed 's|.*/||; s|\.java$||' | sort
}

fuzzing_files() { (cd "$VAGUEMESTRE_CHECKOUT" && find bundles -path '*/src/test/java/*' -name "$1FuzzTest.java"); }

# The bundle whose parser that class tries; nothing where it is a black-box test.
fuzzed_module() {
  case $1 in *FuzzTest) fuzzing_files "${1%FuzzTest}" | sed 's|/src/.*||' ;; esac
}

# The runs of a class, CLASS or CLASS#TEST: Jazzer fuzzes one test in each run of Java, and skips the others of the class.
long_runs() {
  local class=$1 module
  module=$(fuzzed_module "$class")
  [ -n "$module" ] || { echo "$class" && return; }
  fuzzing_files "${class%FuzzTest}" | while read -r file; do
    awk -v class="$class" '/@FuzzTest/ { on = 1 } on && match($0, /void [A-Za-z]+\(/) { print class "#" substr($0, RSTART + 5, RLENGTH - 6); on = 0 }' \
      "$VAGUEMESTRE_CHECKOUT/$file"
  done
}

git_here() { git -c "safe.directory=$VAGUEMESTRE_CHECKOUT" -C "$VAGUEMESTRE_CHECKOUT" "$@"; }

# The commit that is checked out, with a plus when sources differ from it.
commit_here() {
  local commit
  commit=$(git_here rev-parse --short=12 HEAD 2>/dev/null) || { echo unknown && return; }
  git_here diff --quiet HEAD -- . ':!docs' 2>/dev/null || commit=$commit+
  echo "$commit"
}

# passed_before CLASS: with a commit whose sources are those that are here now; pages do not count.
passed_before() {
  local commit
  commit=$(awk -F' *[|] *' -v class="$1" '$2 == class && $3 == "passed" { print $4 }' "$LONG" 2>/dev/null)
  [[ $commit =~ ^[0-9a-f]+$ ]] && git_here diff --quiet "$commit" -- . ':!docs' 2>/dev/null
}

# keep_result CLASS RESULT MINUTES: in the page, in place of the one before.
keep_result() {
  local class=$1 new line seen=$E2E/target/long/$1.md
  new=$(mktemp)
  line="| $class | $2 | $(commit_here) | $(date -u +%FT%RZ) | $3 |"
  {
    printf '# Long tests\n\nKept by `./vaguemestre test long`; a plus behind a commit: with changes on top of it.\n\n'
    printf '| test | result | commit | ended | minutes |\n|---|---|---|---|---|\n'
    { grep -E '^\| [A-Z][A-Za-z]*Test \|' "$LONG" 2>/dev/null | grep -v "^| $class |" || true; echo "$line"; } | sort
    { sed -n '/^## /,$p' "$LONG" 2>/dev/null || true; } | awk -v class="$class" '/^## / { on = ($2 != class) } on' | sed '1s/^/\n/'
    [ ! -e "$seen" ] || { printf '\n## %s\n\n' "$class" && cat "$seen"; }
  } | cat -s >"$new"
  cat "$new" >"$LONG"
  rm "$new"
  chown --reference="$VAGUEMESTRE_CHECKOUT" "$LONG"
  step "$line"
}
