# shellcheck shell=bash
# Building what runs: Karaf's distribution and the practice range's programs, in the build layer, when their sources changed.

DISTRIBUTION=$VAGUEMESTRE_CHECKOUT/features/distribution
RANGE=$VAGUEMESTRE_CHECKOUT/bundles/range

# The modules that are what runs, as far as this checkout has them.
product_modules() {
  [ ! -e "$DISTRIBUTION/pom.xml" ] || echo features/distribution
  [ ! -e "$RANGE/pom.xml" ] || echo bundles/range
}

# What the product is made from, in one line.
product_recipe() { echo "$(files_hash pom.xml .mvn bundles features vaadin-ui etc/karaf) $(product_modules | paste -sd' ')"; }

# Where is written what the product of this checkout was made from last.
product_mark() { echo "$VAGUEMESTRE_CACHE/built/${VAGUEMESTRE_CHECKOUT//\//_}"; }

product_is_made() { mkdir -p "$VAGUEMESTRE_CACHE/built" && echo "$1" >"$(product_mark)"; }

# build_product: makes the distribution and the range's jar; nothing when they are already made from these very sources.
build_product() {
  local modules=() recipe
  mapfile -t modules < <(product_modules)
  if [ ${#modules[@]} = 0 ]; then return; fi
  recipe=$(product_recipe)
  if [ "$(cat "$(product_mark)" 2>/dev/null)" = "$recipe" ] && { [ ! -e "$RANGE/pom.xml" ] || range_jar >/dev/null; } \
    && { [ ! -e "$DISTRIBUTION/pom.xml" ] || distribution_archive >/dev/null; }; then return; fi
  ensure_layer build
  step "building $(IFS=' '; echo "${modules[*]}") and what they need (some minutes the first time: libraries are fetched)"
  mkdir -p "$HOME_DIR/log"
  enter_build build mvn -B -T 2 package -DskipTests -Dspotless.check.skip -pl "$(IFS=,; echo "${modules[*]}")" -am 2>&1 </dev/null \
    | tee "$HOME_DIR/log/build.log" | show_modules \
    || die "the build failed: $(grep -m1 -E '^\[ERROR\]|^\[FATAL\]' "$HOME_DIR/log/build.log" | cut -c1-200) (see $HOME_DIR/log/build.log)"
  product_is_made "$recipe"
}

# Of Maven's talk, which module it builds, and how many there are.
show_modules() { sed -nu 's/^\[INFO\] Building \(.*[^ ]\) [0-9.]\+ *\[\([0-9/]*\)\]$/         \2 \1/p'; }

newest() {
  local file
  # shellcheck disable=SC2012 # names of ours, newest first
  file=$(ls -t "$@" 2>/dev/null | head -n 1)
  [ -n "$file" ] && echo "$file"
}
distribution_archive() { newest "$DISTRIBUTION"/target/*.tar.gz; }
range_jar() { newest "$RANGE"/target/range.jar; }

# install_product: unpacks into the home what differs from what is there. Sets KARAF_CHANGED when Karaf must start anew.
install_product() {
  local archive jar hash
  export KARAF_CHANGED='' RANGE_CHANGED=''
  mkdir -p "$HOME_DIR"/{karaf,range,run,state}
  if archive=$(distribution_archive); then
    hash=$(sha256sum "$archive" | cut -c1-16)
    if [ "$(cat "$HOME_DIR/run/karaf.installed" 2>/dev/null)" != "$hash" ]; then
      step "installing $(basename "$archive")"
      rm -f "$HOME_DIR/run/karaf.installed"
      ! node_pid >/dev/null || in_node control stop karaf
      find "$HOME_DIR/karaf" -mindepth 1 -delete
      tar -xzf "$archive" -C "$HOME_DIR/karaf" --strip-components=1 --no-same-owner
      echo "$hash" >"$HOME_DIR/run/karaf.installed"
      KARAF_CHANGED=yes
    fi
  else
    step "no Karaf distribution in this checkout yet: the servers run without it"
  fi
  if jar=$(range_jar); then
    if ! cmp -s "$jar" "$HOME_DIR/range/range.jar"; then
      cp "$jar" "$HOME_DIR/range/.range.jar.new"
      mv "$HOME_DIR/range/.range.jar.new" "$HOME_DIR/range/range.jar"
      RANGE_CHANGED=yes
    fi
  else
    step "no practice range in this checkout yet: the servers run without it"
  fi
}
