package fr.vaguemestre.pkcs11;

import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of the settings by the JDK's own provider, opened when it is first needed, and anew after a failure. The provider is among
 * those of this JVM while it is open: TLS finds who can use a key in no other way.
 */
final class Token {
    private static final Logger LOG = LoggerFactory.getLogger(Token.class);
    private static final String JDK = "SunPKCS11";
    private static final String NAME = "vaguemestre";

    private final Pkcs11Config config;
    private Optional<Provider> open = Optional.empty();
    private Optional<FileTime> refusedPin = Optional.empty();

    Token(Pkcs11Config config) {
        this.config = config;
    }

    /** Something to be done with the token. */
    @FunctionalInterface
    interface Work<T> {
        T with(KeyStore keys, Provider provider) throws GeneralSecurityException, IOException;
    }

    /** Whether there is to be a token at all. */
    boolean isSet() {
        return !config.library().isBlank();
    }

    /**
     * Does that with the token, signed in.
     *
     * @throws Unavailable {@code pkcs11.none} where none is set, {@code pkcs11.pin} if it refuses the PIN or that cannot be read,
     *     {@code pkcs11.token} if it is not there or does not do it
     */
    synchronized <T> T use(Work<T> work) {
        if (!isSet()) {
            throw new Unavailable("pkcs11.none", "no token is set: library of fr.vaguemestre.pkcs11 is empty");
        }
        try {
            Provider provider = provider();
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            signIn(keys);
            return work.with(keys, provider);
        } catch (GeneralSecurityException | IOException | ProviderException failed) {
            close();
            throw new Unavailable(
                    "pkcs11.token", "the token of " + place() + " cannot be used: " + words(failed), failed);
        }
    }

    /** Signs out and takes the provider back; keys that were given out work no longer. */
    synchronized void close() {
        if (open.isEmpty()) {
            return;
        }
        Provider provider = open.get();
        open = Optional.empty();
        Security.removeProvider(provider.getName());
        try {
            if (provider instanceof AuthProvider signedIn) {
                signedIn.logout();
            }
        } catch (LoginException | ProviderException gone) {
            LOG.debug("nobody to sign out from: {}", gone.getMessage());
        }
    }

    private Provider provider() throws GeneralSecurityException {
        if (open.isEmpty()) {
            Provider jdk = Security.getProvider(JDK);
            if (jdk == null) {
                throw new GeneralSecurityException("this Java has no PKCS #11");
            }
            Provider provider = jdk.configure(settings());
            Security.addProvider(provider);
            open = Optional.of(provider);
        }
        return open.get();
    }

    /** In the JDK's words. Keys are made to stay: they sign, and do nothing else. */
    private String settings() {
        String slot = config.slot().isBlank() ? "slotListIndex = 0" : "slot = " + config.slot();
        return """
               --name = %s
               library = "%s"
               %s
               attributes(generate, CKO_PRIVATE_KEY, *) = {
                 CKA_PRIVATE = true
                 CKA_SENSITIVE = true
                 CKA_EXTRACTABLE = false
                 CKA_SIGN = true
                 CKA_DECRYPT = false
                 CKA_UNWRAP = false
               }
               """
                .formatted(NAME, config.library(), slot);
    }

    private void signIn(KeyStore keys) throws GeneralSecurityException, IOException {
        FileTime written = pinWritten();
        if (refusedPin.filter(written::equals).isPresent()) {
            throw refused("it was refused before");
        }
        char[] pin = pin();
        try {
            keys.load(null, pin);
            refusedPin = Optional.empty();
        } catch (IOException failed) {
            if (isPin(failed)) {
                // Once more and once more would lock the token.
                refusedPin = Optional.of(written);
                LOG.warn("The token refuses the PIN of {}", config.pinFile());
                throw refused("it refuses it");
            }
            throw failed;
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private Unavailable refused(String how) {
        return new Unavailable(
                "pkcs11.pin",
                "the token of " + place() + " does not take the PIN of " + config.pinFile() + ": " + how
                        + "; it is tried again when the file was written anew");
    }

    private static boolean isPin(Throwable failed) {
        for (Throwable one = failed; one != null; one = one.getCause()) {
            if (one instanceof FailedLoginException
                    || String.valueOf(one.getMessage()).startsWith("CKR_PIN")) {
                return true;
            }
        }
        return false;
    }

    private FileTime pinWritten() {
        try {
            return Files.getLastModifiedTime(Path.of(config.pinFile()));
        } catch (IOException unreadable) {
            throw noPin();
        }
    }

    /** Its characters, not as a text that would stay in memory. */
    private char[] pin() {
        try {
            byte[] octets = Files.readAllBytes(Path.of(config.pinFile()));
            int length = octets.length;
            while (length > 0 && octets[length - 1] <= ' ') {
                length--;
            }
            char[] pin = new char[length];
            for (int i = 0; i < length; i++) {
                pin[i] = (char) (octets[i] & 0xff);
            }
            Arrays.fill(octets, (byte) 0);
            return pin;
        } catch (IOException unreadable) {
            throw noPin();
        }
    }

    private Unavailable noPin() {
        return new Unavailable("pkcs11.pin", "the PIN of the token cannot be read: " + config.pinFile());
    }

    private String place() {
        return config.library() + ", " + (config.slot().isBlank() ? "its first slot" : "slot " + config.slot());
    }

    /** What failed, and the token's own word for it, CKR_…, which is the innermost cause. */
    private static String words(Throwable failed) {
        var words = new StringBuilder(String.valueOf(failed.getMessage()));
        for (Throwable inner = failed.getCause(); inner != null; inner = inner.getCause()) {
            words.append(": ").append(inner.getMessage());
        }
        return words.toString();
    }
}
