# image: build the appliance's disk image, or boot it and check it
#
# usage: ./vaguemestre image [qcow2] [--to DIR]
#        ./vaguemestre image boot [--from STEP] [--accel kvm|tcg] [--firmware uefi|bios] [--to DIR]
#
#   qcow2  builds what changed and writes vaguemestre.qcow2, packages.manifest and SHA256SUMS to DIR (.vaguemestre-image in the
#          checkout), and beside them vaguemestre-range.img, the practice range as a package of its own, for tests
#   boot   builds, then boots the image in qemu as a hospital would (production profile, then a second machine with the practice
#          range), waits for health, looks for failed units, plays the demonstration inside, starts it again and looks whether all is
#          back. --from continues at a step: production, range, demo, restart. --accel: kvm where it was seen to work, else tcg
#          (software, minutes). --firmware: for both machines; by itself the first starts by UEFI, the second by BIOS. The transcript
#          is DIR/boot.md; that of a clean commit is copied to docs/reference/image-boot.md.

. "$CLI/build.sh"
. "$CLI/e2e.sh"
. "$CLI/status.sh"
. "$CLI/long.sh"

IMAGE=$VAGUEMESTRE_CHECKOUT/appliance-image/image

verb_main() {
  local what=qcow2
  case ${1:-} in qcow2 | boot) what=$1 && shift ;; iso | all) die "the installer ISO is not there yet: qcow2 is" ;; esac
  IMAGE_OUT=$VAGUEMESTRE_CHECKOUT/.vaguemestre-image
  FROM='' ACCEL='' FIRMWARE=''
  while [ $# -gt 0 ]; do
    case $1 in
      --to) IMAGE_OUT=$(realpath -m "${2:?--to needs a folder}") && shift ;;
      --from) FROM=${2:?--from needs a step} && shift ;;
      --accel) ACCEL=${2:?--accel needs kvm or tcg} && shift ;;
      --firmware)
        [[ ${2:-} =~ ^(uefi|bios)$ ]] || die "--firmware is uefi or bios"
        FIRMWARE=$2 && shift
        ;;
      *) die "image takes no '$1': ./vaguemestre image --help" ;;
    esac
    shift
  done
  mkdir -p "$IMAGE_OUT" "$HOME_DIR/log"
  exec {IMAGE_LOCK}>"$IMAGE_OUT/.lock"
  flock -n "$IMAGE_LOCK" || die "another run works in $IMAGE_OUT"
  image_build
  [ "$what" = qcow2 ] || { . "$CLI/boot.sh" && image_boot; }
}

# What the image is made from, in one line.
image_recipe() {
  echo "$(layer_hash boot) $(layer_hash vm) $(cat "$(distribution_archive)" "$(range_jar)" | sha256sum | cut -c1-16) $(files_hash etc appliance-image/runtime appliance-image/image features/e2e/src/main)"
}

image_build() {
  local recipe work archive initrd
  build_product
  build_e2e
  archive=$(distribution_archive) || die "no Karaf distribution was built"
  recipe=$(image_recipe)
  if [ "$(cat "$IMAGE_OUT/recipe" 2>/dev/null)" = "$recipe" ] && [ -s "$IMAGE_OUT/vaguemestre.qcow2" ]; then
    step "the image is made from these very sources already"
    return
  fi
  ensure_layer boot
  ensure_layer vm
  rm -f "$IMAGE_OUT/recipe"
  work=$IMAGE_OUT/.work
  rm -rf "$work" "${IMAGE_OUT:?}/boot" # machines that booted from the image before hold what differs from it
  mkdir -p "$work"
  initrd=$VAGUEMESTRE_CACHE/image/initrd-$(layer_hash boot)-$(files_hash appliance-image/image/root/etc/initramfs-tools)
  step "putting the root together and packing it"
  VAGUEMESTRE_KARAF=$archive VAGUEMESTRE_INITRD=$initrd VAGUEMESTRE_VM=$(layer_lowerdir vm) VAGUEMESTRE_VERSION=$(product_version) \
    unshare --mount --propagation private -- "$IMAGE/assemble" "$(layer_lowerdir boot)" "$work" "$IMAGE_OUT" >"$IMAGE_OUT/assemble.log" 2>&1 </dev/null \
    || die "the image's root could not be made: $(tail -n 1 "$IMAGE_OUT/assemble.log") (see $IMAGE_OUT/assemble.log)"
  rm -rf "$work"
  step "writing the disk"
  enter_layer vm --bind "$IMAGE_OUT:/mnt/out" --bind-ro "$IMAGE:/opt/image" -- env -i PATH="$PATH" TMPDIR=/mnt/out LC_ALL=C.UTF-8 /opt/image/disk /mnt/out \
    >"$IMAGE_OUT/disk.log" 2>&1 || die "the disk could not be written: $(tail -n 1 "$IMAGE_OUT/disk.log") (see $IMAGE_OUT/disk.log)"
  range_package
  (cd "$IMAGE_OUT" && sha256sum vaguemestre.qcow2 rootfs.squashfs packages.manifest >SHA256SUMS)
  echo "$recipe" >"$IMAGE_OUT/recipe"
  step "$IMAGE_OUT/vaguemestre.qcow2: $(($(stat -c %s "$IMAGE_OUT/vaguemestre.qcow2") / 1000000)) MB"
}

# The practice range as a disk of its own: programs, the templates and units of its servers, the demonstration.
range_package() {
  local tree=$IMAGE_OUT/.range
  rm -rf "$tree"
  mkdir -p "$tree/etc"
  cp "$(range_jar)" "$tree/range.jar"
  cp "$E2E/target/demo.jar" "$tree/demo.jar"
  cp -r "$VAGUEMESTRE_CHECKOUT"/etc/peer "$VAGUEMESTRE_CHECKOUT"/etc/peerimap "$VAGUEMESTRE_CHECKOUT"/etc/psc "$tree/etc/"
  "$IMAGE/units" "$VAGUEMESTRE_CHECKOUT/etc/services.list" "$tree/units" yes
  enter_layer vm --bind-ro "$tree:/mnt/range" --bind "$IMAGE_OUT:/mnt/out" -- \
    mksquashfs /mnt/range /mnt/out/vaguemestre-range.img -noappend -quiet -no-progress -all-root -comp zstd
  rm -rf "$tree"
}
