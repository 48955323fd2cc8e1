package fr.vaguemestre.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The RSA key that signs access tokens.
 *
 * @param id thumbprint of the key (RFC 7638), told in each token as {@code kid}
 */
record SigningKey(String id, JWSSigner signer, JWSVerifier verifier) {
    private static final int LEAST_BITS = 2048;

    /** Reads a PKCS#8 PEM file. */
    static SigningKey read(Path file) throws IOException {
        String pem = Files.readString(file);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            var own = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
            if (own.getModulus().bitLength() < LEAST_BITS) {
                throw new IOException(file + " holds a key of less than " + LEAST_BITS + " bits");
            }
            var known =
                    (RSAPublicKey) rsa.generatePublic(new RSAPublicKeySpec(own.getModulus(), own.getPublicExponent()));
            String id = new RSAKey.Builder(known).build().computeThumbprint().toString();
            return new SigningKey(id, new RSASSASigner(own), new RSASSAVerifier(known));
        } catch (GeneralSecurityException | JOSEException | ClassCastException e) {
            throw new IOException(file + " is not an RSA key in PKCS#8 PEM form", e);
        }
    }
}
