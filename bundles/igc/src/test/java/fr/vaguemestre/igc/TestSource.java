package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.CertificateSource;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.problem.Unavailable;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A source that lets no keys out, and can be away. */
final class TestSource implements CertificateSource {
    private final String name;
    private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();
    private final Map<String, List<X509Certificate>> chains = new ConcurrentHashMap<>();
    private volatile boolean away;

    TestSource(String name) {
        this.name = name;
    }

    void away(boolean from) {
        away = from;
    }

    Map<String, KeyPair> keys() {
        return keys;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean letsKeysOut() {
        return false;
    }

    @Override
    public Made make(String id, Algorithm algorithm) {
        present();
        KeyPair pair = TestAuthority.p256();
        keys.put(id, pair);
        return new Made(pair.getPublic(), "label-" + id);
    }

    @Override
    public PrivateKey key(String id, String reference) {
        present();
        if (!reference.equals("label-" + id)) {
            throw new Unavailable("test.unknown", reference);
        }
        return Objects.requireNonNull(keys.get(id)).getPrivate();
    }

    @Override
    public void keep(String id, String reference, List<X509Certificate> chain) {
        present();
        chains.put(id, chain);
    }

    @Override
    public List<X509Certificate> certificates(String id, String reference) {
        present();
        return chains.getOrDefault(id, List.of());
    }

    @Override
    public void remove(String id, String reference) {
        present();
        keys.remove(id);
        chains.remove(id);
    }

    private void present() {
        if (away) {
            throw new Unavailable("test.away", "the token is not there");
        }
    }
}
