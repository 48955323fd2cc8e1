package fr.vaguemestre.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.MailTokenService;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.UnitOfWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tokens for the mail servers: JWT, RS256, which Dovecot verifies by itself. Issuer and audience differ from those of access
 * tokens, so that neither passes for the other. Their times are the database's, which is this machine's as Dovecot's is: the
 * practice range shifts the clock of our bundles, not that of the servers.
 */
@Component(service = MailTokenService.class, configurationPid = "fr.vaguemestre.access")
public final class LocalMailTokenService implements MailTokenService {
    static final String ISSUER = "vaguemestre-mail";
    static final String AUDIENCE = "dovecot";
    /** Name of the key's file in Dovecot's folder of public keys. */
    static final String KEY_ID = "mail";

    private static final Duration LIFE = Duration.ofSeconds(60);

    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final SigningKey key;

    /** Reads the signing key. */
    @Activate
    public LocalMailTokenService(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=access)") EntityManagerFactory factory,
            AccessConfig config)
            throws IOException {
        this.work = work;
        this.factory = factory;
        this.key = SigningKey.read(Path.of(config.keyFile()));
    }

    @Override
    public String issue(Caller caller, String address) {
        String mailbox = address.toLowerCase(Locale.ROOT);
        if (caller.tenant().isEmpty() || !caller.mailboxes().contains(mailbox)) {
            throw unknown();
        }
        Instant now = work.read(
                        caller,
                        factory,
                        scope -> MailGrantRepository.find(scope.connection(), caller.subject(), mailbox))
                .orElseThrow(LocalMailTokenService::unknown);
        return signed(caller.subject(), mailbox, now);
    }

    private String signed(String subject, String mailbox, Instant now) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("bal", mailbox)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY_ID).build(), claims);
            jwt.sign(key.signer());
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the key can no longer sign", e);
        }
    }

    private static NotFound unknown() {
        return new NotFound("access.mailbox-unknown", "no such mailbox");
    }
}
