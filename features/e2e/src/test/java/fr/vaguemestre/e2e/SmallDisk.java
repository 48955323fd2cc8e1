package fr.vaguemestre.e2e;

/** A file system of limited size in place of a folder of the node, with what the folder held; it is in memory. */
final class SmallDisk implements AutoCloseable {
    private static final String MOUNT =
            """
            mkdir -p /tmp/small-disk
            mount -t tmpfs -o "$2,mode=755" small /tmp/small-disk
            cp -a "$1/." /tmp/small-disk/
            chown --reference="$1" /tmp/small-disk && chmod --reference="$1" /tmp/small-disk
            mount --move /tmp/small-disk "$1\"""";
    private static final String UNMOUNT =
            """
            rm -f "$1/ballast"*
            mkdir -p /tmp/small-disk
            mount --move "$1" /tmp/small-disk
            find "$1" -mindepth 1 -delete
            cp -a /tmp/small-disk/. "$1/"
            umount --lazy /tmp/small-disk""";

    private final String folder;

    private SmallDisk(String folder) {
        this.folder = folder;
    }

    /**
     * Puts it over a folder that no server writes to now.
     *
     * @param folder as the node's scripts name it, such as {@code $VM_STATE/mail}
     * @param limit options of tmpfs, such as {@code size=80m} or {@code nr_inodes=60}
     */
    static SmallDisk over(String folder, String limit) {
        Machine.shell("set -- \"" + folder + "\" \"$1\"; " + MOUNT, limit).expectOk();
        return new SmallDisk(folder);
    }

    /** Fills it but for so many MiB; with 0 to the last octet, whatever others write meanwhile. */
    void fill(int leavingMebibytes) {
        String some =
                "free=$(df --output=avail -B1M \"$1\" | tail -n 1); fallocate -l \"$((free - $2))M\" \"$1/ballast\"";
        String all =
                "dd if=/dev/zero of=\"$1/ballast\" bs=1M 2>/dev/null || dd if=/dev/zero of=\"$1/ballast2\" bs=4k 2>/dev/null || true";
        Machine.shell(
                        "set -- \"" + folder + "\" \"$1\"; " + (leavingMebibytes > 0 ? some : all),
                        Integer.toString(leavingMebibytes))
                .expectOk();
    }

    /** Makes empty files until none can be made. */
    void useUpFiles() {
        Machine.shell("i=0; while : 2>/dev/null >\"" + folder + "/ballast$i\"; do i=$((i + 1)); done; [ $i -gt 0 ]")
                .expectOk();
    }

    /** Takes away what filled it. */
    void free() {
        Machine.shell("rm -f \"" + folder + "/ballast\"*").expectOk();
    }

    /** Puts back the folder, with what it holds now; again no server may be at work there. */
    @Override
    public void close() {
        Machine.shell("set -- \"" + folder + "\"; " + UNMOUNT).expectOk();
    }
}
