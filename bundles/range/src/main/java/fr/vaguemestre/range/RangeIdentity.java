package fr.vaguemestre.range;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A private key with its certificate chain, end certificate first, without the root. */
public record RangeIdentity(List<X509Certificate> chain, PrivateKey key) {
    /** Copies the chain, which must not be empty. */
    public RangeIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificate beside the key");
        }
    }

    /** The end certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /**
     * A TLS context that always presents this identity, even when the peer's list of wished authorities lacks its
     * issuer, as a bad client would.
     */
    public SSLContext tls(TrustManager... trusted) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(new X509ExtendedKeyManager[] {new Always(this)}, trusted, null);
        return context;
    }

    private static final class Always extends X509ExtendedKeyManager {
        private static final String ALIAS = "range";
        private final RangeIdentity identity;

        Always(RangeIdentity identity) {
            this.identity = identity;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return List.of(keyTypes).contains(identity.key.getAlgorithm()) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chooseClientAlias(keyTypes, issuers, null);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keyType.equals(identity.key.getAlgorithm()) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chooseServerAlias(keyType, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key;
        }
    }
}
