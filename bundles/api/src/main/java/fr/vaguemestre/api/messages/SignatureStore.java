package fr.vaguemestre.api.messages;

import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The signatures of the scanner for malware, for whoever knows who may change them. */
@ConsumerType
public interface SignatureStore {
    /**
     * All that the scanner uses, by name.
     *
     * @throws Unavailable {@code messages.signatures-unavailable} if they cannot be looked at
     */
    List<SignatureFile> files();

    /**
     * Puts a file among them, in the place of one of that name, and has the scanner read all anew; mail is looked at all the
     * time. A file that the scanner cannot use together with the others changes nothing.
     *
     * @throws Invalid {@code messages.signatures-name} if that is no name of such a file, {@code messages.signatures-refused},
     *     with the scanner's words, if it cannot use it
     * @throws Unavailable {@code messages.signatures-unavailable} if it cannot be looked at or kept
     */
    SignatureFile load(String name, InputStream octets);

    /**
     * Takes an imported file away, and has the scanner read the rest anew.
     *
     * @throws NotFound {@code messages.signatures-unknown} if none that was imported has that name
     * @throws Unavailable {@code messages.signatures-unavailable} if it cannot be removed
     */
    void remove(String name);
}
