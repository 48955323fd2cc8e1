# shellcheck shell=bash
# What the scripts inside the node share: places, ports, the list of services.

export VM_HOME=/opt/vaguemestre VM_STATE=/var/lib/vaguemestre VM_RUN=/run/vaguemestre VM_LOG=/var/log/vaguemestre
export VM_CONF=$VM_STATE/conf VM_ETC=$VM_HOME/etc
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TZ=UTC

if [ -r "$VM_CONF/ports.env" ]; then
  set -a
  # shellcheck source=/dev/null
  . "$VM_CONF/ports.env"
  set +a
fi

. "$VM_HOME/bin/services.lib"

# Who starts and restarts: systemd in the appliance, s6 in development. Both files define the same functions.
if [ -d /run/systemd/system ]; then
  . "$VM_HOME/bin/supervisor-systemd"
else
  . "$VM_HOME/bin/supervisor-s6"
fi

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Why a service is left out here; nothing when it is to run.
left_out() {
  local file
  if [ "$(field "$1" range)" = yes ] && [ "${VM_RANGE:-off}" != on ]; then echo "the practice range is off" && return; fi
  file=$(field "$1" file)
  file=$(eval "echo \"$file\"")
  if [ -n "$file" ] && [ ! -e "$file" ]; then echo "not there yet: $file"; fi
}

# For the list's ready checks. speaks PORT PATTERN: the server's first line on that loopback port matches.
speaks() {
  local line=
  exec 4<>"/dev/tcp/127.0.0.1/$1" || return 1
  read -r -t 3 line <&4
  printf 'QUIT\r\n' >&4
  exec 4>&-
  [[ $line =~ ^$2 ]]
} 2>/dev/null

# milters PORT: whoever listens on that loopback port answers the first words of a mail filter (milter) with its own.
milters() {
  local answer
  exec 4<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf '\0\0\0\015O\0\0\0\006\0\0\001\377\0\037\377\377' >&4
  answer=$(timeout 3 head -c 5 <&4 | od -An -tx1)
  exec 4>&-
  [ "$answer" = ' 00 00 00 0d 4f' ]
} 2>/dev/null

# pongs SOCKET: whoever listens on that socket answers as a scanner for malware does.
pongs() { [ "$(s6-ipcclient "$1" bash -c 'printf "zPING\0" >&7; timeout 3 head -c 4 <&6')" = PONG ]; } 2>/dev/null

# listens ADDRESS:PORT: a TCP socket is open there.
listens() { ss -Hltn "src $1" | grep -q .; }

# ready SERVICE: does it do its work right now?
ready() {
  local check
  check=$(field "$1" ready)
  (eval "$check") >/dev/null 2>&1
}
