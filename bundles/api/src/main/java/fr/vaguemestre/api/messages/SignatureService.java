package fr.vaguemestre.api.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What the scanner for malware knows: files that the operator brings, because nothing is fetched from the Internet. */
@ProviderType
public interface SignatureService {
    /**
     * All that the scanner uses, by name.
     *
     * @throws Forbidden {@code access.role} if the caller is no super administrator
     */
    List<SignatureFile> files(Caller caller);

    /**
     * Puts a file among them, once the scanner proved that it can use it; a bad one changes nothing.
     *
     * @throws Forbidden {@code access.role} if the caller is no super administrator
     * @throws Invalid {@code messages.signatures-name} or {@code messages.signatures-refused}
     */
    SignatureFile load(Caller caller, String name, InputStream octets);

    /**
     * Takes an imported file away.
     *
     * @throws Forbidden {@code access.role} if the caller is no super administrator
     * @throws NotFound {@code messages.signatures-unknown} if none that was imported has that name
     */
    void remove(Caller caller, String name);
}
