# shellcheck shell=bash
# shellcheck disable=SC2016 # what is between single quotes runs in the machine
# Booting the image in qemu as a hospital would, step by step, and writing down what was seen. A machine under test gets its
# answers as credentials of the hypervisor, and with them a unit that the image does not hold: a shell on a virtio port.

BOOT_STEPS='production range demo restart'
BOOT_PATIENCE=3700 # seconds for one boot: software emulation on a busy machine

image_boot() {
  local name from=${FROM:-production} began
  BOOT=$IMAGE_OUT/boot
  ACCEL=${ACCEL:-$(usual_accelerator)}
  case $ACCEL in kvm | tcg) ;; *) die "--accel is kvm or tcg" ;; esac
  [[ " $BOOT_STEPS " == *" $from "* ]] || die "no step '$from': $BOOT_STEPS"
  [ "$from" != production ] || rm -rf "$BOOT"
  mkdir -p "$BOOT"
  if [ "$from" = production ] || [ ! -s "$BOOT/head" ]; then boot_head >"$BOOT/head"; fi
  trap 'machine_kill' EXIT
  for name in $BOOT_STEPS; do
    [ "$from" != "$name" ] || from=''
    [ -z "$from" ] || continue
    step "boot: $name ($ACCEL)"
    : >"$BOOT/$name.log"
    began=$(date +%s)
    "boot_$name"
    echo "| $name | $(($(date +%s) - began)) |" >"$BOOT/$name.seconds"
    boot_transcript >"$IMAGE_OUT/boot.md"
  done
  [ "$ACCEL" != kvm ] || { mkdir -p "$VAGUEMESTRE_CACHE/image" && : >"$VAGUEMESTRE_CACHE/image/kvm-works"; }
  step "transcript: $IMAGE_OUT/boot.md"
  keep_transcript
}

# The transcript of a whole boot of what a commit holds belongs to the repository.
keep_transcript() {
  if [ "$(git_here rev-parse HEAD)" = "$(sed -n 's/^- commit: //p' "$BOOT/head")" ]; then
    cp "$IMAGE_OUT/boot.md" "$VAGUEMESTRE_CHECKOUT/docs/reference/image-boot.md"
    chown --reference="$VAGUEMESTRE_CHECKOUT" "$VAGUEMESTRE_CHECKOUT/docs/reference/image-boot.md"
    step "kept as docs/reference/image-boot.md"
  else
    step "not kept: not a boot of the commit that is checked out, as it is"
  fi
}

# Each machine starts by the other firmware, so that both ways are seen; --firmware asks for one.
firmware() { if [ -n "$FIRMWARE" ]; then echo "$FIRMWARE"; elif [ "$1" = production ]; then echo uefi; else echo bios; fi; }

# KVM only where a whole trial with --accel kvm went well before.
usual_accelerator() { if [ -e "$VAGUEMESTRE_CACHE/image/kvm-works" ] && [ -w /dev/kvm ]; then echo kvm; else echo tcg; fi; }

boot_head() {
  printf '# A boot of the image\n\nMade by `./vaguemestre image boot`; nothing here is written by hand.\n\n'
  printf -- '- commit: %s%s\n' "$(git_here rev-parse HEAD)" "$([ -z "$(git_here status --porcelain)" ] || echo ', with changes')"
  printf -- '- image: vaguemestre.qcow2, %s bytes, sha256 %s\n' "$(stat -c %s "$IMAGE_OUT/vaguemestre.qcow2")" "$(cut -d' ' -f1 <(grep qcow2 "$IMAGE_OUT/SHA256SUMS"))"
  printf -- '- inside: %s\n' "$(grep '^no private key' "$IMAGE_OUT/assemble.log")"
  printf -- '- accelerator: %s, %s processors, load at the start %s\n' "$ACCEL" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
}

boot_transcript() {
  local name
  cat "$BOOT/head"
  printf '\n| step | seconds |\n|---|---|\n'
  for name in $BOOT_STEPS; do cat "$BOOT/$name.seconds" 2>/dev/null || true; done
  for name in $BOOT_STEPS; do
    [ -s "$BOOT/$name.log" ] || continue
    printf '\n## %s\n\n```text\n' "$name"
    cat "$BOOT/$name.log"
    printf '```\n'
  done
}

# seen WHAT COMMAND: a line of the transcript; the command runs in the machine and must succeed.
seen() {
  local out status=0
  out=$(guest "$2" $BOOT_PATIENCE) || status=$?
  [ $status = 0 ] || diagnose
  [ $status = 0 ] || die "$1: status $status: $(tail -n 3 <<<"$out" | tr '\n' ' ') (screen: $BOOT/$MACHINE.screen)"
  printf '%s: %s\n' "$1" "$(sed '/^$/d' <<<"$out")" | tee -a "$BOOT/$name.log"
}

# What the machine says of itself, for whoever looks for the cause of a failure.
diagnose() {
  guest 'systemctl --no-pager list-jobs; systemctl --no-pager --failed; curl -sS -m 9 http://127.0.0.1:18081/api/v1/health
    journalctl -b --no-pager -p notice | tail -n 300; journalctl -b --no-pager -o short -u vaguemestre-karaf | tail -n 200; journalctl -b --no-pager -o short | grep -E " (postfix|peer|run\[|dovecot).*(postfix|peer|echo|lmtp|smtp)" | tail -n 200; /opt/vaguemestre/bin/state' 200 \
    >"$BOOT/$MACHINE.diagnosis" 2>&1 || true
  step "what the machine says of itself: $BOOT/$MACHINE.diagnosis"
}

# ---- machines

# credential NAME VALUE: handed to the machine by SMBIOS, from a file (nothing secret in an argument list).
credential() {
  printf 'io.systemd.credential.binary:%s=%s' "$1" "$(printf %s "$2" | base64 -w0)" >"$BOOT/$MACHINE.cred-$1"
  MACHINE_ARGS+=(-smbios "type=11,path=/mnt/boot/$MACHINE.cred-$1")
}

# machine NAME CONF [QEMU OPTION...]: boots a disk of its own over the image's. CONF: the appliance's file as a credential of the
# hypervisor, and with it a key of the data volume; empty: neither, the machine finds its file on a volume.
machine() {
  local disk
  MACHINE=$1 MACHINE_ARGS=() disk=$BOOT/$1.qcow2
  if [ -n "$2" ]; then
    [ -s "$BOOT/$1.luks" ] || head -c 48 /dev/urandom | base64 -w0 >"$BOOT/$1.luks"
    credential vaguemestre.luks "$(cat "$BOOT/$1.luks")"
    credential vaguemestre.conf "$2"
  fi
  credential systemd.extra-unit.vm-harness.service '[Unit]
DefaultDependencies=no
After=systemd-udevd.service
[Service]
ExecStart=/bin/bash -c "until [ -e /dev/virtio-ports/harness ]; do sleep 0.5; done; exec 0<>/dev/virtio-ports/harness 1>&0 2>&0; echo; echo @@hello; exec /bin/bash -s"
Restart=always
'
  credential systemd.unit-dropin.sysinit.target '[Unit]
Wants=vm-harness.service
'
  shift 2
  printf 'firmware: %s\n' "$(firmware "$MACHINE")" >>"$BOOT/$name.log"
  MACHINE_FIRMWARE=()
  if [ "$(firmware "$MACHINE")" = uefi ]; then
    [ -s "$BOOT/$MACHINE.vars" ] || cp "$(layer_folder vm)/usr/share/OVMF/OVMF_VARS_4M.fd" "$BOOT/$MACHINE.vars"
    MACHINE_FIRMWARE=(-drive "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd" -drive "if=pflash,format=raw,file=/mnt/boot/$MACHINE.vars")
  fi
  rm -f "$BOOT"/harness.{in,out}
  mkfifo "$BOOT/harness.in" "$BOOT/harness.out"
  if [ ! -s "$disk" ]; then
    enter_layer vm --bind "$IMAGE_OUT:/mnt/out" --bind "$BOOT:/mnt/boot" -- qemu-img create -q -f qcow2 -F qcow2 -b /mnt/out/vaguemestre.qcow2 "/mnt/boot/$MACHINE.qcow2"
  fi
  enter_layer vm --bind "$IMAGE_OUT:/mnt/out" --bind "$BOOT:/mnt/boot" -- \
    qemu-system-x86_64 -nodefaults -machine q35 -accel "$ACCEL$([ "$ACCEL" = kvm ] || echo ,thread=multi,tb-size=1024)" -cpu "$([ "$ACCEL" = kvm ] && echo host,arch-capabilities=off || echo max)" \
    "${MACHINE_FIRMWARE[@]}" -smp 2 -m 2560 -display none -serial "file:/mnt/boot/$MACHINE.screen" -device virtio-rng-pci -device virtio-vga \
    -drive "file=/mnt/boot/$MACHINE.qcow2,if=none,id=disk,discard=unmap" -device virtio-blk-pci,drive=disk,bootindex=1 -netdev user,id=n,restrict=on -device virtio-net-pci,netdev=n \
    -device virtio-serial -chardev pipe,id=harness,path=/mnt/boot/harness -device virtserialport,chardev=harness,name=harness \
    "${MACHINE_ARGS[@]}" "$@" >"$BOOT/$MACHINE.qemu" 2>&1 </dev/null &
  MACHINE_PID=$!
  exec {GUEST_IN}<>"$BOOT/harness.in" {GUEST_OUT}<>"$BOOT/harness.out"
  hear @@hello $BOOT_PATIENCE >/dev/null || die "the machine did not come up: $(tail -c 300 "$BOOT/$MACHINE.screen" | tr -cd '[:print:]\n' | tail -n 3) (see $BOOT/$MACHINE.screen, $BOOT/$MACHINE.qemu)"
}

# Power cut, or what is left of a machine at the end.
machine_kill() {
  [ -n "${MACHINE_PID:-}" ] || return 0
  pkill -KILL -P "$MACHINE_PID" || true # unshare, and the machine with it
  kill -KILL "$MACHINE_PID" 2>/dev/null || true
  wait "$MACHINE_PID" 2>/dev/null || true
  MACHINE_PID=''
}

# hear MARK SECONDS: prints what the machine says until a line that begins with the mark, and that line.
hear() {
  local line end=$(($(date +%s) + $2))
  while [ "$(date +%s)" -lt "$end" ]; do
    kill -0 "$MACHINE_PID" 2>/dev/null || return 1
    if IFS= read -r -t 5 line <&"$GUEST_OUT"; then
      printf '%s\n' "$line"
      [[ $line != "$1"* ]] || return 0
    fi
  done
  return 1
}

# guest COMMAND [SECONDS]: runs it in the machine as root; prints what it says; its exit status.
guest() {
  local mark=@@$RANDOM$RANDOM out
  printf '( %s\n) </dev/null 2>&1; printf "\\n%s %%s\\n" $?\n' "$1" "$mark" >&"$GUEST_IN"
  out=$(hear "$mark" "${2:-300}") || { echo "no answer: $1" && return 124; }
  sed '$d' <<<"$out"
  return "$(tail -n 1 <<<"$out" | awk '{ print $2 }')"
}

# ---- steps

healthy='end=$(( $(cut -d. -f1 /proc/uptime) + 3600 )); s=
  until case $s in UP | DEGRADED) true ;; *) false ;; esac; do
    [ "$(cut -d. -f1 /proc/uptime)" -lt $end ] || { echo "${s:-no answer}"; exit 1; }
    sleep 3; s=$(curl -sS -m 5 http://127.0.0.1:18081/api/v1/health 2>/dev/null | jq -r .status 2>/dev/null)
  done
  echo "$s, $(cut -d. -f1 /proc/uptime) s after the kernel started"'
all_active='for i in $(seq 300); do [ -z "$(systemctl list-units --no-legend --plain --state=activating "vaguemestre-*")" ] && break; sleep 2; done; systemctl list-units --no-legend --plain "vaguemestre-*.service" | awk "\$3 != \"active\" { bad = 1; print } END { if (!bad) print NR \" units active\"; exit bad }"'
no_failed='f=$(systemctl --failed --no-legend --plain | cut -d" " -f1); [ -z "$f" ] && echo none || { echo $f; systemctl status --no-pager $f | tail -n 30; exit 1; }'

reloads='for s in nginx postfix dovecot haproxy postgresql; do setpriv --reuid=vaguemestre --regid=vaguemestre --init-groups /opt/vaguemestre/bin/reload $s || { echo "$s: $?"; exit 1; }; done; echo all five'

began_with='journalctl -b -o cat -u vaguemestre-data -u vaguemestre-configure | grep -o "VAGUEMESTRE .*" | paste -sd";"'

boot_production() {
  printf 'name = mss.essai.invalid\naddress = dhcp\nadmin_password = premier-mot-de-passe-essai\npassphrase = %s\n' "$(head -c 18 /dev/urandom | base64)" \
    >"$BOOT/vaguemestre.conf"
  rm -f "$BOOT/seed.img"
  enter_layer vm --bind "$BOOT:/mnt/boot" -- sh -c 'mkfs.vfat -C -n VAGUE-SEED /mnt/boot/seed.img 1440 >/dev/null && mcopy -i /mnt/boot/seed.img /mnt/boot/vaguemestre.conf ::/'
  machine production '' -drive "file=/mnt/boot/seed.img,format=raw,if=none,id=seed,readonly=on" -device virtio-blk-pci,drive=seed
  seen "health" "$healthy"
  seen "services" "$all_active"
  seen "failed units" "$no_failed"
  seen "how it began" "$began_with"
  seen "memory used, MiB (after one minute idle)" 'sleep 60; free -m | awk "/^Mem:/ { print \$3; exit \$3 > 2000 }"'
  seen "data volume" 'cryptsetup luksDump /dev/disk/by-partlabel/vaguemestre-data | awk "/^Version/ { v = \$2 } /Cipher:|cipher:/ { c = \$2 } END { print \"LUKS\" v, c; exit v != 2 }"; findmnt -no SOURCE /data'
  seen "listens to the outside" 'ss -Hltn | awk "{ print \$4 }" | grep -vE "^(127\.|\[::1\]|\[::ffff:127\.)" | sed "s/.*://" | sort -n | uniq | tr "\n" " "; ! ss -Hltn | awk "{ print \$4 }" | grep -vE "^(127\.|\[::1\]|\[::ffff:127\.)" | sed "s/.*://" | grep -vE "^(25|80|143|443|587|4190)$"'
  seen "firewall" 'nft list ruleset | grep -c "policy drop"'
  seen "sshd" '! command -v sshd >/dev/null && echo "not installed"'
  seen "first sign-in with the password of the file" 'curl -ksS -m 30 -o /dev/null -w "%{http_code}\n" -H "Content-Type: application/json" -d "{\"username\":\"admin\",\"password\":\"premier-mot-de-passe-essai\"}" https://127.0.0.1/api/v1/auth/login | grep -x 200'
  seen "servers read their configuration again, asked by Karaf's account" "$reloads"
  seen "what is missing is told" 'curl -sS -m 10 http://127.0.0.1:18081/api/v1/health | jq -r ".checks[] | select(.status != \"UP\") | \"\(.name): \(.detail)\"" >/run/missing; cat /run/missing; ! grep -vE ": not set up|^mailpostfix[.]scanner: .*import signatures" /run/missing && [ -s /run/missing ]'
  guest "base64 -d >/run/own-trust <<'X'
$(base64 -w 76 "$CLI/guest-own-trust")
X" >/dev/null || die "cannot write into the machine"
  seen "the operator's own authorities" 'bash /run/own-trust premier-mot-de-passe-essai'
  seen "confinement of our units (exposure)" 'for u in $(systemctl list-units --no-legend --plain "vaguemestre-*.service" | awk "{ print \$1 }"); do systemd-analyze security --no-pager $u 2>/dev/null | sed -n "s/.*exposure level for \([^:]*\): \([0-9.]*\).*/\1 \2/p"; done'
  machine_kill
}

boot_range() {
  rm -f "$BOOT"/range.{qcow2,luks,vars} # a first boot
  range_machine
}

range_machine() {
  machine range 'name = mss.essai.invalid
range = on
admin_password = premier-mot-de-passe-essai' -drive "file=/mnt/out/vaguemestre-range.img,format=raw,if=none,id=range,readonly=on" -device virtio-blk-pci,drive=range,serial=vaguemestre-range
  seen "health" "${healthy/UP | DEGRADED/UP}"
  seen "services" "$all_active"
  seen "failed units" "$no_failed"
  seen "how it began" "$began_with"
}

boot_demo() {
  [ -n "${MACHINE_PID:-}" ] || range_machine
  guest "cat >/run/demo-status.json <<'JSON'
$(guest_status_json)
JSON" >/dev/null || die "cannot write into the machine"
  seen "Dovecot's log, where Karaf counts sign-ins" 'test -s /var/log/vaguemestre/dovecot/current && echo kept'
  seen "demonstration" 'LANG=C.UTF-8 java -XX:TieredStopAtLevel=1 -Xmx128m -Dfile.encoding=UTF-8 '"$([ "$ACCEL" = kvm ] || echo -Dvaguemestre.patience=10)"' -jar /opt/vaguemestre/range/demo.jar /run/demo-status.json /run/demo-left'
  guest 'cd /var/lib/vaguemestre && { psql -qAtX -h /run/vaguemestre/postgresql -p 18032 -U postgres -d vm -c "select count(*) from mail.mailbox"; find mail -type f -path "*/cur/*" -o -type f -path "*/new/*" | sort | xargs sha256sum | sha256sum; }' >"$BOOT/before" \
    || die "cannot take stock before the restart: $(cat "$BOOT/before")"
}

boot_restart() {
  [ -n "${MACHINE_PID:-}" ] || boot_demo
  guest 'sync' >/dev/null
  machine_kill # the power is cut
  range_machine
  guest 'cd /var/lib/vaguemestre && { psql -qAtX -h /run/vaguemestre/postgresql -p 18032 -U postgres -d vm -c "select count(*) from mail.mailbox"; find mail -type f -path "*/cur/*" -o -type f -path "*/new/*" | sort | xargs sha256sum | sha256sum; }' >"$BOOT/after" \
    || die "cannot take stock after the restart: $(cat "$BOOT/after")"
  cmp -s "$BOOT/before" "$BOOT/after" || die "what is there after the power cut is not what was there: $(diff "$BOOT/before" "$BOOT/after" | tr '\n' ' ')"
  printf 'mailboxes and messages after a power cut: the same (%s)\n' "$(tr '\n' ' ' <"$BOOT/after")" | tee -a "$BOOT/$name.log"
  seen "orderly stop" 'systemctl --no-block poweroff'
  timeout 180 tail --pid="$MACHINE_PID" -f /dev/null || die "the machine does not power off"
  MACHINE_PID=''
}

# What ./vaguemestre status --json tells of a home, for the machine.
guest_status_json() {
  cat <<'JSON'
{"version":"image","home":"/var/lib/vaguemestre","healthy":true,"services":[],
 "endpoints":{"console":"https://127.0.0.1:443/console/","api":"https://127.0.0.1:443/api/v1","mx":"127.0.0.1:25","submission":"127.0.0.1:587","imap":"127.0.0.1:143","sieve":"127.0.0.1:4190","metrics":"http://127.0.0.1:18090/metrics","karafSsh":"127.0.0.1:18101"},
 "tls":{"ca":"/var/lib/vaguemestre/tls/igc.pem"},
 "range":{"igc":"/var/lib/vaguemestre/range/igc","whiteList":"https://127.0.0.1:18202/listeblanchemssante.xml","annuaire":"https://127.0.0.1:18203/fhir/v2","dns":"127.70.80.53:53",
  "peerMx":"127.70.80.25:25","peerSubmission":"127.70.80.25:587","peerImap":"127.70.80.25:143","peerUser":"boite@pair.mssante.test","peerPasswordFile":"/var/lib/vaguemestre/secrets/peer-boite",
  "patientMx":"127.70.80.46:25","patientApp":"127.70.80.46:587"},
 "credentials":{"superAdmin":{"username":"admin","passwordFile":"/var/lib/vaguemestre/secrets/admin"}}}
JSON
}
