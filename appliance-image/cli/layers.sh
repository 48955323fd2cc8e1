# shellcheck shell=bash
# The root filesystem in layers, cached outside the checkout: base (what ships), build (+ JDK, Maven), test (+ Chromium ...);
# boot (base + kernel, systemd: what the image ships besides) and vm (base + the tools that make and boot an image).
# A layer's name holds the hash of all it is made from; it is made in a temporary folder and renamed when whole.

export VAGUEMESTRE_CACHE=${VAGUEMESTRE_CACHE:-$HOME/.cache/vaguemestre}

# The layers under (and with) the named one, the lowest first.
layer_chain() {
  case $1 in
    base) echo base ;;
    build) echo base build ;;
    test) echo base build test ;;
    boot) echo base boot ;;
    vm) echo base vm ;;
    *) die "no layer '$1' (base, build, test, boot, vm)" ;;
  esac
}

layer_hash() {
  local layer files=("$ROOTFS/make-layer.sh" "$ROOTFS/users.list")
  for layer in $(layer_chain "$1"); do files+=("$ROOTFS/$layer.list"); done
  cat "${files[@]}" | sha256sum | cut -c1-12
}

layer_folder() { echo "$VAGUEMESTRE_CACHE/layers/$1-$(layer_hash "$1")"; }

install_mmdebstrap() {
  command -v mmdebstrap >/dev/null && [ -d /usr/share/keyrings ] && [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] && return
  step "installing mmdebstrap on this machine"
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install mmdebstrap debian-archive-keyring; } \
    >"$VAGUEMESTRE_CACHE/host-install.log" 2>&1 || die "cannot install mmdebstrap: see $VAGUEMESTRE_CACHE/host-install.log"
}

# The first line of a layer's log that tells an error.
layer_error() { grep -m1 -E '^(E|Err|mount|W: .*[Ff]ail)[: ]' "$1" | cut -c1-150; }

# Makes what is missing of a layer and those under it. Safe to call many times at once.
ensure_layer() {
  local layer lower=() target temporary log
  mkdir -p "$VAGUEMESTRE_CACHE/layers" "$VAGUEMESTRE_CACHE/log"
  for layer in $(layer_chain "$1"); do
    target=$(layer_folder "$layer")
    if [ ! -d "$target" ]; then
      exec {lock}>"$VAGUEMESTRE_CACHE/layers/$layer.lock"
      flock -n "$lock" || { step "waiting: the $layer layer is being made by another run"; flock "$lock"; }
      if [ ! -d "$target" ]; then
        install_mmdebstrap
        step "making the $layer layer of the root filesystem (once, a minute or two)"
        rm -rf "$VAGUEMESTRE_CACHE/layers/.making-$layer"*
        temporary=$VAGUEMESTRE_CACHE/layers/.making-$layer-$$ log=$VAGUEMESTRE_CACHE/log/$(basename "$target").log
        unshare --mount --propagation private -- "$ROOTFS/make-layer.sh" "$layer" "$temporary" "${lower[@]}" >"$log" 2>&1 </dev/null \
          || { rm -rf "$temporary"* && die "the $layer layer could not be made: $(layer_error "$log") (see $log; is a Debian mirror reachable? VAGUEMESTRE_DEBIAN_MIRROR names another)"; }
        mv "$temporary" "$target"
        step "the $layer layer is ready ($(du -sm "$target" | cut -f1) MB)"
      fi
      exec {lock}>&-
    fi
    lower=("$target" "${lower[@]}")
  done
}

# The folders to stack for a layer, as overlay's lowerdir wants them (the topmost first).
layer_lowerdir() {
  local layer dirs=
  for layer in $(layer_chain "$1"); do dirs=$(layer_folder "$layer")${dirs:+:$dirs}; done
  echo "$dirs"
}

# enter_layer LAYER [--bind SOURCE:TARGET | --bind-ro SOURCE:TARGET | --hosts-dns | --user ID]... -- COMMAND...
# Runs a command in a layer, in namespaces of its own (process ids, mounts, IPC, host name; the network is the host's). What it
# writes outside the binds is lost at its end.
enter_layer() {
  local layer=$1
  shift
  ensure_layer "$layer"
  unshare --mount --pid --ipc --uts --fork --kill-child --propagation private -- \
    "$CLI/inside.sh" "$(layer_lowerdir "$layer")" "$@"
}

# Truststore for Java made from the host's certificate authorities (a company's own are often among them).
host_truststore() {
  local bundle=/etc/ssl/certs/ca-certificates.crt store
  [ -r "$bundle" ] || return 0
  store=$VAGUEMESTRE_CACHE/ca/all-$(sha256sum "$bundle" | cut -c1-12).p12 # readable by all: the build is the checkout's owner's
  if [ ! -e "$store" ]; then
    mkdir -p "$VAGUEMESTRE_CACHE/ca"
    enter_layer base --bind "$VAGUEMESTRE_CACHE/ca:/mnt" --bind-ro "$bundle:/etc/ssl/certs/ca-certificates.crt" -- \
      sh -c 'openssl pkcs12 -export -nokeys -in /etc/ssl/certs/ca-certificates.crt -jdktrust anyExtendedKeyUsage -certpbe NONE -nomac -passout pass: -out "/mnt/$1.$$" && chmod 644 "/mnt/$1.$$" && mv "/mnt/$1.$$" "/mnt/$1"' \
      truststore "$(basename "$store")" || die "cannot make a Java truststore from $bundle"
  fi
  echo "$store"
}

# Where the checkout's owner keeps what Maven fetched.
build_repository() {
  local owner
  owner=$(stat -c %u "$VAGUEMESTRE_CHECKOUT")
  if [ "$owner" = 0 ]; then echo "$HOME/.m2"; else echo "$(getent passwd "$owner" | cut -d: -f6)/.m2"; fi
}

# enter_build LAYER COMMAND...: a command in the checkout, with the host's authorities and the local Maven repository, as the
# checkout's owner.
enter_build() {
  local layer=$1 owner repository store binds
  shift
  ensure_layer "$layer"
  owner=$(stat -c %u "$VAGUEMESTRE_CHECKOUT")
  repository=$(build_repository)
  [ -d "$repository" ] || install -d -o "$owner" -g "$(stat -c %g "$VAGUEMESTRE_CHECKOUT")" "$repository"
  binds=(--bind "$VAGUEMESTRE_CHECKOUT:$VAGUEMESTRE_CHECKOUT" --bind "$repository:/build/.m2" --hosts-dns)
  store=$(host_truststore)
  [ -z "$store" ] || binds+=(--bind-ro "$store:/etc/ssl/certs/java/cacerts" --bind-ro /etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt)
  enter_layer "$layer" "${binds[@]}" --user "$owner" -- \
    env -i HOME=/build PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM="${TERM:-dumb}" \
    MAVEN_OPTS="-Duser.home=/build" /bin/bash -c 'cd "$1" && shift && exec "$@"' build "$VAGUEMESTRE_CHECKOUT" "$@"
}
