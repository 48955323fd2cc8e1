#!/bin/bash
# Tests of the script itself: options, the list of services, templates, the cache of layers, what the image is made from. Needs the base layer and root;
# starts no server. Prints a line per failure; exit status 1 if there was one.
set -uo pipefail
VAGUEMESTRE_CHECKOUT=$(cd "$(dirname "$0")/../.." && pwd)
export VAGUEMESTRE_CHECKOUT
. "$VAGUEMESTRE_CHECKOUT/appliance-image/cli/lib.sh"
. "$VAGUEMESTRE_CHECKOUT/appliance-image/cli/layers.sh"
. "$VAGUEMESTRE_CHECKOUT/appliance-image/cli/home.sh"
. "$VAGUEMESTRE_CHECKOUT/appliance-image/cli/status.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

# expect WHAT WANTED GOT
expect() {
  [ "$2" = "$3" ] && return
  failures=$((failures + 1))
  printf 'FAILED: %s: wanted <%s>, got <%s>\n' "$1" "$2" "$3" >&2
}

# says ARGS...: exit status and the one line of the script.
says() {
  local out status=0
  out=$("$VAGUEMESTRE_CHECKOUT/vaguemestre" "$@" 2>&1) || status=$?
  printf '%s %s' "$status" "$(tail -n 1 <<<"$out")"
}

test_options() {
  expect "unknown verb" "1 vaguemestre: no verb 'nothing': ./vaguemestre --help lists them" "$(says nothing)"
  expect "a path is no verb" "1 vaguemestre: no verb '../lib': ./vaguemestre --help lists them" "$(says ../lib)"
  expect "odd port base" "1 vaguemestre: --port-base must be a number between 2000 and 64000, not '99000'" "$(says status --port-base 99000)"
  expect "option without value" "1 vaguemestre: --home needs a value" "$(says status --home)"
  expect "erase of what is no home" "1 vaguemestre: $folder is no home of ours: not removed" "$(says down --erase --home "$folder")"
  expect "that folder is still there" yes "$([ -d "$folder" ] && echo yes)"
  expect "status of nothing" 1 "$(says status --home "$folder/none" | cut -c1)"
  expect "status makes no home" no "$([ -e "$folder/none" ] && echo yes || echo no)"
  for verb in $(verbs); do
    [ -n "$(summary "$verb")" ] || expect "first line of $verb.sh is a summary" yes no
    expect "$verb --help" 0 "$(says "$verb" --help | cut -c1)"
    expect "$verb --help tells how to call it" 1 "$("$VAGUEMESTRE_CHECKOUT/vaguemestre" "$verb" --help | grep -c "^usage: ./vaguemestre $verb")"
  done
  expect "text for JSON" '"a \"b\" \\ c"' "$(json_string 'a "b" \ c')"
}

# Each service of the list is whole, each name it needs is there before it, and the reference page names it.
test_services() {
  local list=$VAGUEMESTRE_CHECKOUT/etc/services.list page=$VAGUEMESTRE_CHECKOUT/docs/reference/services.md service seen=' ' need
  export VM_ETC=$VAGUEMESTRE_CHECKOUT/etc
  expect "lines of the list are comments, names and keys" "" "$(grep -vE '^(#.*|\[[a-z]+\]|[a-z]+ *= .+|)$' "$list")"
  # shellcheck source=appliance-image/runtime/services.lib
  . "$VAGUEMESTRE_CHECKOUT/appliance-image/runtime/services.lib"
  while read -r service; do
    for key in user command ready; do [ -n "$(field "$service" $key)" ] || expect "$service has $key" yes no; done
    for need in $(field "$service" needs); do [[ $seen == *" $need "* ]] || expect "$service needs $need, which stands before it" yes no; done
    grep -q "^| $service |" "$page" || expect "$service in docs/reference/services.md" yes no
    seen+="$service "
  done < <(sed -n 's/^\[\([a-z]*\)\]$/\1/p' "$list")
}

# render fills variables and secrets, keeps what is none, and fails on an unknown name.
test_templates() {
  mkdir -p "$folder"/{etc/good,etc/bad,etc/unset,state/secrets,state/conf}
  echo 'a=@VM_LOG@ b=@secret:one@ c=x@y.z $d' >"$folder/etc/good/f.conf"
  echo 'x=@secret:missing@' >"$folder/etc/bad/f.conf"
  echo 'x=@VM_UNKNOWN@' >"$folder/etc/unset/f.conf"
  printf 'p&\\1|w\n' >"$folder/state/secrets/one"
  cat >"$folder/run" <<'SCRIPT'
for template in good bad unset; do
  /opt/vaguemestre/bin/render $template daemon 2>/dev/null; echo "$template $?"
done
cat /var/lib/vaguemestre/conf/good/f.conf; stat -c '%a %U %G' /var/lib/vaguemestre/conf/good/f.conf
ls /var/lib/vaguemestre/conf
SCRIPT
  expect "templates" 'good 0
bad 1
unset 1
a=/var/log/vaguemestre b=p&\1|w c=x@y.z $d
640 root daemon
bad.new
good
unset.new' "$(enter_layer base --bind "$folder/state:/var/lib/vaguemestre" --bind-ro "$folder/etc:/opt/vaguemestre/etc" \
    --bind-ro "$VAGUEMESTRE_CHECKOUT/appliance-image/runtime:/opt/vaguemestre/bin" --bind-ro "$folder/run:/mnt/run" -- bash /mnt/run)"
}

# The mail log is written without patients' numbers, and goes on in the new file once the old one was rotated.
test_masked_log() {
  cat >"$folder/run" <<'SCRIPT'
cd /tmp
{
  echo 'X: to=<199997500100159@Patient.a.test>, status=bounced (said: <199997500100159@patient.a.test> unknown)'
  echo 'X: message-id=<1@patient.a.test>'
  until grep -q message-id mail.log 2>/dev/null; do sleep 0.1; done
  mv mail.log mail.log.1
  echo "X: reload -- version 3"
  echo 'X: from=<kit@a.test>'
} | /opt/vaguemestre/bin/mask-log mail.log
cat mail.log.1 mail.log; wc -l <mail.log
SCRIPT
  expect "the mail log" 'X: to=<***@patient.a.test>, status=bounced (said: <***@patient.a.test> unknown)
X: message-id=<1@patient.a.test>
X: reload -- version 3
X: from=<kit@a.test>
2' "$(enter_layer base \
    --bind-ro "$VAGUEMESTRE_CHECKOUT/appliance-image/runtime:/opt/vaguemestre/bin" --bind-ro "$folder/run:/mnt/run" -- timeout 20 bash /mnt/run)"
}

# A layer that was half made is made anew; what a command writes outside the binds is lost; the layer itself never changes.
test_layers() {
  local base made
  base=$(layer_folder base)
  enter_layer base -- sh -c 'touch /usr/touched /etc/passwd; rm /etc/debian_version'
  expect "the layer is as it was" "no yes" "$([ -e "$base/usr/touched" ] && echo yes || echo no) $([ -e "$base/etc/debian_version" ] && echo yes)"
  expect "no mount is left" 0 "$(grep -c "$VAGUEMESTRE_CACHE/mnt" /proc/mounts)"
  expect "process 1 is ours" 1 "$(enter_layer base -- sh -c 'echo $$')"
  made=$(VAGUEMESTRE_CACHE=$folder/cache ROOTFS=$folder/rootfs && mkdir -p "$ROOTFS" "$VAGUEMESTRE_CACHE/layers/.making-base-1/half" \
    && printf '#!/bin/sh\nmkdir -p "$2" && echo whole >"$2/made"\n' >"$ROOTFS/make-layer.sh" && chmod +x "$ROOTFS/make-layer.sh" \
    && touch "$ROOTFS/users.list" "$ROOTFS/base.list" && ensure_layer base 2>/dev/null && cat "$(layer_folder base)/made" && ls -A "$VAGUEMESTRE_CACHE/layers")
  expect "a half made layer is not used" "whole" "$(head -n 1 <<<"$made")"
  expect "nothing half made is left" "" "$(grep '^\.making' <<<"$made")"
}

# The image, as far as it can be looked at without making it: its units, its disk's layout, its packages.
test_image() {
  local out=$folder/image package missing='' exposed
  mkdir -p "$out/parts"
  ensure_layer boot
  ensure_layer vm
  "$VAGUEMESTRE_CHECKOUT/appliance-image/image/units" "$VAGUEMESTRE_CHECKOUT/etc/services.list" "$out/units" no
  expect "a unit for each service, none of the range" \
    "$(awk '/^\[/ { name = $0; gsub(/[][]/, "", name); n[++i] = name } /^range *= *yes/ { delete n[i] } END { for (k in n) print "vaguemestre-" n[k] ".service" }' \
      "$VAGUEMESTRE_CHECKOUT/etc/services.list" | sort)" "$(cd "$out/units" && printf '%s\n' * | sort)"
  cat >"$folder/verify" <<'SCRIPT'
cp -r /mnt/root/usr/lib/systemd/. /usr/lib/systemd/
cp /mnt/units/* /usr/lib/systemd/system/
systemd-analyze verify --man=no --recursive-errors=no /usr/lib/systemd/system/vaguemestre*.service /usr/lib/systemd/system/vaguemestre.target 2>&1 | grep -i vaguemestre
# 2.0 at most, but for two servers that give each of their processes an account of its own, and for what makes the encrypted
# volume: docs/adr/0040 tells why.
for unit in /usr/lib/systemd/system/vaguemestre-*.service; do
  name=$(basename "$unit" .service)
  limit=20
  case $name in vaguemestre-dovecot | vaguemestre-postfix) limit=27 ;; vaguemestre-data) limit=30 ;; esac
  systemd-analyze security --no-pager --offline=yes --threshold=$limit "$unit" >/dev/null || echo "$name is more exposed than $limit tenths"
done
SCRIPT
  exposed=$(enter_layer boot --bind-ro "$VAGUEMESTRE_CHECKOUT/appliance-image/image/root:/mnt/root" --bind-ro "$out/units:/mnt/units" \
    --bind-ro "$VAGUEMESTRE_CHECKOUT/appliance-image/runtime:/opt/vaguemestre/bin" --bind-ro "$VAGUEMESTRE_CHECKOUT/appliance-image/image/root/usr/lib/vaguemestre:/usr/lib/vaguemestre" \
    --bind-ro "$folder/verify:/mnt/verify" -- bash /mnt/verify)
  expect "units are well formed and confined" "" "$exposed"
  head -c 1000000 /dev/urandom | tee "$out/parts/rootfs.squashfs" "$out/parts/vmlinuz" >"$out/parts/initrd.img"
  expect "a disk's layout, its boot loaders and menu" "0 42949672960" "$(enter_layer vm --bind "$out/parts:/mnt/out" \
    --bind-ro "$VAGUEMESTRE_CHECKOUT/appliance-image/image:/opt/image" -- sh -c 'TMPDIR=/mnt/out /opt/image/disk /mnt/out >/mnt/out/log 2>&1; printf "%s " $?; qemu-img info --output=json /mnt/out/vaguemestre.qcow2 | jq ".\"virtual-size\""')"
  while read -r package; do
    grep -qE "^$package(:amd64)?[[:space:]]" "$(layer_folder boot)/usr/share/vaguemestre.manifest" \
      || grep -qE "^Provides:.*[ ,]$package( |,|\$)" "$(layer_folder boot)/var/lib/dpkg/status" || missing+=" $package"
  done < <(grep -hvE '^[[:space:]]*(#|$)' "$VAGUEMESTRE_CHECKOUT"/appliance-image/rootfs/{base,boot}.list)
  expect "the image's manifest names every package of the lists" "" "$missing"
  expect "no server signs people in over SSH" "" "$(grep -E '^openssh-server' "$(layer_folder boot)/usr/share/vaguemestre.manifest")"
}

# Jazzer fuzzes one test in each run of Java: none is forgotten.
test_fuzzing() {
  local class runs
  # shellcheck source=appliance-image/cli/long.sh
  . "$VAGUEMESTRE_CHECKOUT/appliance-image/cli/long.sh"
  for class in $(fuzzing_files '*' | sed 's|.*/||; s|\.java$||'); do
    runs=$(long_runs "$class" | sort -u | wc -l)
    expect "runs of $class" "$(grep -c @FuzzTest "$VAGUEMESTRE_CHECKOUT/$(fuzzing_files "${class%FuzzTest}")")" "$runs"
    expect "$class has something to fuzz" yes "$([ "$runs" -gt 0 ] && echo yes)"
  done
}

# A failed test is named at the end, with why, whatever its log was.
test_failures_are_told() {
  local reports=$folder/checkout/module/target/surefire-reports told
  mkdir -p "$reports"
  touch -d '1 minute ago' "$folder/began"
  printf '%s\n' '<testsuite name="a.ATest" time="1,002.5" tests="2" errors="0" skipped="0" failures="1">' \
    '  <testcase name="holds" classname="a.ATest" time="1"/>' '  <testcase name="breaks" classname="a.ATest" time="1">' \
    '    <failure message="expected: 1" type="AssertionFailedError">at a line' '</failure></testcase></testsuite>' >"$reports/TEST-a.ATest.xml"
  # shellcheck source=appliance-image/cli/verbs/test.sh
  told=$(exec 2>/dev/null
    . "$VAGUEMESTRE_CHECKOUT/appliance-image/cli/verbs/test.sh"
    VAGUEMESTRE_CHECKOUT=$folder/checkout
    count_reports "$folder/began"
    check "of ours" false
    echo "$PASSED $FAILED"
    what_failed "$folder/began"
    slowest "$folder/began")
  expect "what failed" "$(printf '%s\n' '1 2' '  of ours' '  a.ATest.breaks: expected: 1 (AssertionFailedError)' '      1002 s  a.ATest')" "$told"
}

test_options
test_failures_are_told
test_fuzzing
test_image
test_services
test_templates
test_masked_log
test_layers
[ "$failures" = 0 ]
