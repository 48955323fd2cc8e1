package fr.vaguemestre.api.igc;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A server that reads our certificates from files at its start. It is told when this node's files were replaced, at least once
 * for each change, and again until it has read them. A server that notices by itself needs none.
 */
@ConsumerType
public interface CertificateSink {
    /** The server's name, as in the list of services. */
    String server();

    /**
     * The files were replaced: read them anew, and let open sessions go on.
     *
     * @throws IOException if the server could not; it goes on with what it read before
     */
    void renewed() throws IOException, InterruptedException;
}
