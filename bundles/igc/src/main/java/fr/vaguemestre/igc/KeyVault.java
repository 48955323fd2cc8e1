package fr.vaguemestre.igc;

import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Seals private keys for the database with a secret that never is in it (AES-256-GCM, the row's id as what is sealed with it, so
 * that no row's key opens under another's). All nodes have the same secret.
 */
final class KeyVault {
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    /** Reads the secret (64 hex digits) of that file at each use. */
    KeyVault(Path file) {
        this.file = file;
    }

    /**
     * The key as the database may keep it.
     *
     * @throws Unavailable {@code igc.secret} if the secret cannot be read
     */
    String seal(PrivateKey key, String id) {
        byte[] plain = key.getEncoded();
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, id).doFinal(plain);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                            .put(VERSION)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * The key again.
     *
     * @throws Unavailable {@code igc.secret} if the secret cannot be read, or is not the one that it was sealed with
     */
    PrivateKey open(String sealed, String id) {
        byte[] whole = Base64.getDecoder().decode(sealed);
        if (whole.length <= 1 + NONCE_BYTES || whole[0] != VERSION) {
            throw new IllegalStateException("a key was kept in a form that is not known");
        }
        byte[] nonce = Arrays.copyOfRange(whole, 1, 1 + NONCE_BYTES);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, id)
                    .doFinal(whole, 1 + NONCE_BYTES, whole.length - 1 - NONCE_BYTES);
            return read(plain);
        } catch (GeneralSecurityException another) {
            throw new Unavailable("igc.secret", "the secret of " + file + " does not open the key of " + id, another);
        }
    }

    private static PrivateKey read(byte[] plain) throws GeneralSecurityException {
        try {
            String kind = PrivateKeyInfo.getInstance(plain)
                    .getPrivateKeyAlgorithm()
                    .getAlgorithm()
                    .getId();
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(plain));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String id) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] secret() {
        try {
            byte[] secret = HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (secret.length != SECRET_BYTES) {
                throw new IllegalArgumentException("not " + SECRET_BYTES + " bytes");
            }
            return secret;
        } catch (IOException | IllegalArgumentException unreadable) {
            // Not as its cause: the words of the second kind hold parts of what was read.
            throw new Unavailable("igc.secret", "the secret that keys are kept with cannot be read: " + file);
        }
    }
}
