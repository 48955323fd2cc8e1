#!/bin/bash
# First process of a new set of namespaces: stacks the layers, mounts what a system needs, leaves the host's tree and runs the
# command. inside.sh LOWERDIR [--bind S:T | --bind-ro S:T | --hosts-dns | --dns ADDRESS | --user ID]... -- COMMAND...
set -euo pipefail
lowerdir=$1
shift
binds=() hosts_dns='' dns='' user=''
while [ "$1" != -- ]; do
  case $1 in
    --bind) binds+=("rw:$2") && shift ;;
    --bind-ro) binds+=("ro:$2") && shift ;;
    --hosts-dns) hosts_dns=yes ;;
    --dns) dns=$2 && shift ;;
    --user) user=$2 && shift ;;
    *) echo "inside.sh: unknown option $1" >&2 && exit 2 ;;
  esac
  shift
done
shift

# An empty folder of the cache is where we mount; nobody else sees it: the mount namespace is ours alone.
base=${VAGUEMESTRE_CACHE:?}/mnt
mkdir -p "$base"
mount -t tmpfs -o mode=755 tmpfs "$base"
mkdir "$base/upper" "$base/work" "$base/root"
root=$base/root
mount -t overlay overlay -o "lowerdir=$lowerdir,upperdir=$base/upper,workdir=$base/work" "$root" \
  || { echo "inside.sh: overlay mounts do not work here (kernel or container forbids them)" >&2; exit 1; }
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys" 2>/dev/null || { mount --rbind /sys "$root/sys" && mount -o remount,ro,bind "$root/sys"; }
mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
for device in null zero full random urandom tty kvm fuse; do
  [ -e "/dev/$device" ] || continue
  touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"

hostname vaguemestre
printf '127.0.0.1 localhost vaguemestre\n::1 localhost\n' >"$root/etc/hosts"
echo vaguemestre >"$root/etc/hostname"
rm -f "$root/etc/resolv.conf"
if [ -n "$dns" ]; then
  printf 'nameserver %s\noptions timeout:2 attempts:2\n' "$dns" >"$root/etc/resolv.conf"
elif [ -n "$hosts_dns" ]; then
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  grep -vE '[[:space:]](localhost|vaguemestre)([[:space:]]|$)' /etc/hosts >>"$root/etc/hosts" || true
else
  : >"$root/etc/resolv.conf"
fi
for bind in "${binds[@]}"; do
  mode=${bind%%:*} source=${bind#*:} target=$root${bind##*:}
  source=${source%:*}
  if [ -d "$source" ]; then mkdir -p "$target"; else mkdir -p "$(dirname "$target")" && { [ -e "$target" ] || touch "$target"; }; fi
  mount --rbind "$source" "$target"
  [ "$mode" = rw ] || mount -o remount,ro,bind "$target"
done

cd "$root"
mkdir -p "$root/mnt/host"
pivot_root . mnt/host
umount -l /mnt/host
cd /
if [ -n "$user" ] && [ "$user" != 0 ]; then exec setpriv --reuid="$user" --regid="$user" --clear-groups "$@"; fi
exec "$@"
