package fr.vaguemestre.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The Ed25519 key of the anchors: made once, in a file of the appliance's own account, never in the database. */
final class AnchorKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String FILE = "anchor.key";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private AnchorKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Reads the key of that folder, or makes it: two lines of Base64, private (PKCS#8) and public (X.509). */
    static AnchorKey in(Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            make(folder, file);
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        if (lines.size() < 2) {
            throw new GeneralSecurityException(file + " holds no key pair");
        }
        var factory = KeyFactory.getInstance(ALGORITHM);
        return new AnchorKey(
                factory.generatePrivate(
                        new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0)))),
                publicKey(lines.get(1)));
    }

    private static void make(Path folder, Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        String text = encoded(pair.getPrivate().getEncoded()) + "\n"
                + encoded(pair.getPublic().getEncoded()) + "\n";
        Path draft = Files.createTempFile(
                folder,
                "anchor",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text, StandardCharsets.US_ASCII);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A public key from its Base64. */
    static PublicKey publicKey(String base64) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("no public key", notBase64);
        }
    }

    /** The public half, as an auditor keeps it. */
    String publicText() {
        return encoded(publicKey.getEncoded());
    }

    PublicKey publicKey() {
        return publicKey;
    }

    String sign(String words) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(privateKey);
        signature.update(words.getBytes(StandardCharsets.UTF_8));
        return encoded(signature.sign());
    }

    static boolean verifies(PublicKey key, String words, String base64) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(words.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return false;
        }
    }

    private static String encoded(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
