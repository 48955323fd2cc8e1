#!/bin/bash
# Makes one layer of the Debian 13 root filesystem: make-layer.sh LAYER TARGET [LOWER...]
#   base:  TARGET becomes a whole root filesystem (mmdebstrap).
#   other: TARGET becomes the difference to the LOWER folders, the topmost first (overlay + apt).
# Needs root. Reads VAGUEMESTRE_DEBIAN_MIRROR (and ..._SECURITY_MIRROR), else the host's own apt sources.
# Run in a mount namespace of its own: nothing it mounts is seen outside.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
layer=$1 target=$2
shift 2
suite=trixie
debs=${VAGUEMESTRE_CACHE:?}/debs

packages() { grep -vE '^[[:space:]]*(#|$)' "$here/$1.list"; }

# The host's Debian mirrors, deb822 and one-line sources alike; on a host that is no Debian: deb.debian.org.
mirrors() {
  local uris
  uris=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | sed 's|/*$||' | sort -u || true)
  main=${VAGUEMESTRE_DEBIAN_MIRROR:-$(grep -E '/debian$' <<<"$uris" | grep -v security | head -n 1 || true)}
  main=${main:-http://deb.debian.org/debian}
  main=${main%/}
  security=${VAGUEMESTRE_DEBIAN_SECURITY_MIRROR:-}
  [ -n "$security" ] || [ -n "${VAGUEMESTRE_DEBIAN_MIRROR:-}" ] || security=$(grep -E '/debian-security$' <<<"$uris" | head -n 1 || true)
  security=${security:-$main-security}
}

make_accounts() {
  local root=$1 name id home
  while read -r name id home; do
    case $name in
      '' | '#'*) ;;
      :*) printf '%s:x:%s:\n' "${name#:}" "$id" >>"$root/etc/group" ;;
      *)
        printf '%s:x:%s:%s::%s:/usr/sbin/nologin\n' "$name" "$id" "$id" "$home" >>"$root/etc/passwd"
        printf '%s:x:%s:\n' "$name" "$id" >>"$root/etc/group"
        printf '%s:!:20000::::::\n' "$name" >>"$root/etc/shadow"
        ;;
    esac
  done <"$here/users.list"
}

# Downloaded packages are kept, so that a changed list costs only what is new.
keep_debs() { mkdir -p "$debs"; cp -n "$1"/var/cache/apt/archives/*.deb "$debs"/ 2>/dev/null || true; }
lend_debs() { mkdir -p "$1/var/cache/apt/archives"; cp "$debs"/*.deb "$1/var/cache/apt/archives/" 2>/dev/null || true; }

# clamav-daemon wants clamav-freshclam, whose program asks the Internet for signatures: it is left out.
make_base() {
  mirrors
  mmdebstrap --quiet --mode=root --variant=apt --components=main --include="$(packages base | paste -sd,)" \
    --keyring=/usr/share/keyrings \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' \
    --dpkgopt='path-exclude=/usr/share/man/*/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/bin/freshclam' \
    --skip=download/empty --skip=essential/unlink \
    --setup-hook="'$0' lend-debs \"\$1\"" \
    --essential-hook="'$0' accounts \"\$1\"" \
    --essential-hook='mkdir -p "$1"/usr/share/man/man1 "$1"/usr/share/man/man7 "$1"/usr/share/man/man8' \
    --customize-hook="'$0' keep-debs \"\$1\"" \
    --customize-hook='chroot "$1" dpkg-query -W >"$1"/usr/share/vaguemestre.manifest' \
    "$suite" "$target" \
    "deb $main $suite main" "deb $main $suite-updates main" "deb $security $suite-security main"
  # Servers start only through the supervisor; Debian's own configurations of them are not read.
  printf '#!/bin/sh\nexit 101\n' >"$target/usr/sbin/policy-rc.d"
  chmod 755 "$target/usr/sbin/policy-rc.d"
  mkdir -p "$target"/opt/vaguemestre/{karaf,etc,range,bin} "$target"/{var/lib,var/log}/vaguemestre
}

make_upper() {
  local root work
  work=$target.work root=$target.root
  mkdir -p "$target" "$work" "$root"
  mount -t overlay overlay -o "lowerdir=$(IFS=:; echo "$*"),upperdir=$target,workdir=$work" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/run"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir -p "$root/run/apt"
  cp -L /etc/resolv.conf "$root/run/apt/resolv.conf"
  [ -e "$root/etc/resolv.conf" ] || touch "$root/etc/resolv.conf"
  mount --bind "$root/run/apt/resolv.conf" "$root/etc/resolv.conf"
  mount -t tmpfs tmpfs "$root/var/cache/apt" && mkdir -p "$root/var/cache/apt/archives/partial"
  lend_debs "$root"
  in_root() { DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$root" "$@"; }
  in_root apt-get -q update
  packages "$layer" | DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 xargs chroot "$root" \
    apt-get -q -y --no-install-recommends -o Acquire::Retries=3 install
  keep_debs "$root"
  in_root dpkg-query -W >"$root/usr/share/vaguemestre.manifest"
  umount -R "$root"
  rm -rf "${work:?}" "${root:?}" "$target"/var/lib/apt/lists/*
}

case $layer in
  accounts) make_accounts "$target" ;;
  keep-debs) keep_debs "$target" ;;
  lend-debs) lend_debs "$target" ;;
  base) make_base ;;
  *) make_upper "$@" ;;
esac
