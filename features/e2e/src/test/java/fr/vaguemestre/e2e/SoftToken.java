package fr.vaguemestre.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hardware token imitated by SoftHSM, put beside the running appliance as an installer would put a manufacturer's module: the
 * appliance ships none. Closing it takes everything away again.
 */
final class SoftToken implements AutoCloseable {
    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final Path TOOL = Path.of("/usr/bin/softhsm2-util");
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
    private static final String HSM = "fr.vaguemestre.pkcs11";
    private static final String IGC = "fr.vaguemestre.igc";

    private final String slot;

    /** Makes one and has Karaf use it for the operator's client key. */
    SoftToken() {
        copy(MODULE);
        copy(TOOL);
        String said = Machine.shell(
                        """
                        t=$VM_STATE/karaf/token
                        mkdir -p "$t/tokens" /etc/softhsm
                        printf 'directories.tokendir = %s/tokens\\n' "$t" >/etc/softhsm/softhsm2.conf
                        chmod 755 "$t"/*
                        chown -R vaguemestre: "$t"
                        (umask 077; printf '%s\\n' "$1" >"$VM_STATE/secrets/pkcs11-pin")
                        chown vaguemestre "$VM_STATE/secrets/pkcs11-pin"
                        setpriv --reuid=vaguemestre --regid=vaguemestre --init-groups "$t/softhsm2-util" --module "$t/libsofthsm2.so" \\
                          --init-token --free --label e2e --so-pin 31415926 --pin "$1\"""",
                        "271828")
                .expectOk()
                .out();
        Matcher number = SLOT.matcher(said);
        if (!number.find()) {
            throw new IllegalStateException(said);
        }
        slot = number.group(1);
        slot(slot);
        set(HSM, "library", "/var/lib/vaguemestre/karaf/token/libsofthsm2.so");
        set(IGC, "clientSource", "pkcs11");
    }

    /** Has Karaf look for it where it is not. */
    void away() {
        slot("7");
    }

    /** Has Karaf look for it where it is. */
    void back() {
        slot(slot);
    }

    private static void slot(String number) {
        set(HSM, "slot", number);
    }

    private static void set(String pid, String key, String value) {
        Machine.karaf("config:property-set --pid %s %s %s".formatted(pid, key, value))
                .expectOk();
    }

    private static void copy(Path file) {
        try {
            Path folder = Files.createDirectories(
                    World.appliance().igc().resolve("../../karaf/token").normalize());
            Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** SoftHSM looks for tokens once in a process, so Karaf begins anew; its settings are those that are shipped then. */
    @Override
    public void close() {
        Machine.stop("karaf");
        Machine.shell("rm -rf \"$VM_STATE/karaf/token\" \"$VM_STATE/secrets/pkcs11-pin\" /etc/softhsm")
                .expectOk();
        Machine.start("karaf");
    }
}
