package fr.vaguemestre.igc.rest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A certificate that was issued.
 *
 * @param chain the certificate, then what issued it; PEM
 */
record ChainBody(Optional<String> chain) {
    byte[] pem() {
        return chain.orElse("").getBytes(StandardCharsets.UTF_8);
    }
}
