package fr.vaguemestre.audit;

import fr.vaguemestre.api.audit.AuditVerification;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;

/** The program that verifies an export where no appliance runs: {@code ./vaguemestre audit verify} is its door. */
final class VerifyExport {
    private VerifyExport() {}

    /** {@code FILE [FILE_OF_KEY]}; exit status 0: intact, 1: not, 2: it could not be read. */
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            var export = new ExportFile(Path.of(arguments[0]));
            Optional<PublicKey> pinned = arguments.length > 1
                    ? Optional.of(
                            AnchorKey.publicKey(Files.readString(Path.of(arguments[1]), StandardCharsets.US_ASCII)))
                    : Optional.empty();
            AuditVerification found = export.verify(pinned);
            out.println(
                    found.intact()
                            ? "intact: " + found.checked() + " entries"
                            : "BROKEN at " + found.firstBad().orElse("?") + ": "
                                    + found.reason().orElse("") + " (" + found.checked() + " good entries before it)");
            out.println(
                    "key: " + export.ownKey() + (pinned.isPresent() ? " (the one you gave)" : " (as the file says)"));
            System.exit(found.intact() ? 0 : 1);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failed) {
            out.println("cannot be verified: " + failed.getMessage());
            System.exit(2);
        }
    }
}
