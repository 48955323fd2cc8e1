# shellcheck shell=bash
# Pro Santé Connect of the practice range is a Keycloak: fetched once, built for what it does here and given an empty database, outside
# the checkout, so that no start waits for that. It is the range's alone: no layer and no image has it.

KEYCLOAK_VERSION=26.7.3
KEYCLOAK_SHA256=77657f30b7e90d70f727712ce1c967f430fd6a5e9f458d32d8c6df0635345f47

# A name for all that it is made from.
keycloak_hash() { { echo "$KEYCLOAK_VERSION $KEYCLOAK_SHA256" && cat "$ROOTFS/make-keycloak.sh"; } | sha256sum | cut -c1-12; }

keycloak_folder() { echo "$VAGUEMESTRE_CACHE/keycloak/$KEYCLOAK_VERSION-$(keycloak_hash)"; }

# Makes it if it is not there. Fails, with a line that says why, where it cannot be fetched or made: the range does without.
ensure_keycloak() {
  local target archive temporary log
  target=$(keycloak_folder)
  [ ! -d "$target" ] || return 0
  mkdir -p "$VAGUEMESTRE_CACHE/keycloak" "$VAGUEMESTRE_CACHE/log"
  exec {KEYCLOAK_LOCK}>"$VAGUEMESTRE_CACHE/keycloak/.lock"
  flock -n "$KEYCLOAK_LOCK" || { step "waiting: Keycloak is being made by another run" && flock "$KEYCLOAK_LOCK"; }
  if [ ! -d "$target" ]; then
    step "making Keycloak $KEYCLOAK_VERSION, the range's Pro Santé Connect (once, two minutes; 180 MB are fetched)"
    log=$VAGUEMESTRE_CACHE/log/keycloak.log temporary=$VAGUEMESTRE_CACHE/keycloak/.making
    rm -rf "$temporary"
    mkdir -p "$temporary"
    if archive=$(fetch_keycloak "$log") \
      && enter_layer base --bind "$temporary:/mnt/made" --bind-ro "$archive:/mnt/keycloak.tar.gz" --bind-ro "$ROOTFS/make-keycloak.sh:/mnt/make" -- \
        bash /mnt/make /mnt/keycloak.tar.gz /opt/vaguemestre/range/keycloak /mnt/made >>"$log" 2>&1 </dev/null; then
      mv "$temporary" "$target"
      step "Keycloak is ready ($(du -sm "$target" | cut -f1) MB)"
    else
      rm -rf "$temporary"
      exec {KEYCLOAK_LOCK}>&-
      step "no Pro Santé Connect: Keycloak could not be made (see $log); all else runs"
      return 1
    fi
  fi
  exec {KEYCLOAK_LOCK}>&-
}

# Prints the archive's place: Maven's own, so that a mirror set up for Maven holds for this too, and it is fetched once.
fetch_keycloak() {
  local log=$1 place archive
  place=org/keycloak/keycloak-quarkus-dist/$KEYCLOAK_VERSION/keycloak-quarkus-dist-$KEYCLOAK_VERSION.tar.gz
  archive=$(build_repository)/repository/$place
  [ -s "$archive" ] || enter_build build mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get -Dtransitive=false \
    "-Dartifact=org.keycloak:keycloak-quarkus-dist:$KEYCLOAK_VERSION:tar.gz" >"$log" 2>&1 </dev/null || return 1
  echo "$KEYCLOAK_SHA256  $archive" | sha256sum --check --status || { echo "not the pinned archive: $archive" >>"$log" && return 1; }
  echo "$archive"
}
