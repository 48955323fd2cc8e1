package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.monitoring.Meters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The sockets that the mail servers ask at. They need nobody but a clock, so that everything else can be replaced. */
@Component(service = MailDoors.class, configurationPid = "fr.vaguemestre.mailpostfix", immediate = true)
@Designate(ocd = MailPostfixConfig.class)
public final class MailDoors {
    private final Trust trust;
    private final Journal journal = new Journal();
    private final Tally tally = new Tally();
    private final Door authHttp;
    private final Door policy;

    /** Opens both sockets. */
    @Activate
    public MailDoors(@Reference Clock clock, MailPostfixConfig config) throws IOException {
        var proof = new Proof(HexFormat.of().parseHex(secret(config.proofKey())));
        var peers = new Peers();
        this.trust = new Trust(Duration.ofSeconds(config.patienceSeconds()));
        var answers = new AuthHttp.Answers(
                secret(config.authHttpSecret()).getBytes(StandardCharsets.UTF_8),
                proof,
                peers,
                config.backendHost(),
                config.backendPort());
        this.authHttp =
                Door.tcp("auth-http", config.authHttpPort(), new AuthHttp(clock, trust, journal, tally, answers));
        this.policy = Door.unix(
                "policy",
                Path.of(config.policySocket()),
                config.policyGroup(),
                new Policy(clock, trust, journal, tally, proof, peers, config.maxMessageBytes()));
    }

    /** Closes both sockets; until they open again the mail servers answer 4xx. */
    @Deactivate
    public void close() throws IOException {
        try (authHttp;
                policy) {
            // closed in the end, each even if the other fails
        }
    }

    /** A trust space came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setConfiance(ConfianceService confiance) {
        trust.set(confiance);
    }

    /** A trust space went. */
    public void unsetConfiance(ConfianceService confiance) {
        trust.unset(confiance);
    }

    /** Traces came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setTraces(TraceService traces) {
        journal.set(traces);
    }

    /** Traces went. */
    public void unsetTraces(TraceService traces) {
        journal.unset(traces);
    }

    /** Meters came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setMeters(Meters meters) {
        tally.set(meters);
    }

    /** Meters went. */
    public void unsetMeters(Meters meters) {
        tally.unset(meters);
    }

    /** Whether both sockets take connections; for the health check. */
    boolean open() {
        return authHttp.isOpen() && policy.isOpen();
    }

    /** Whether there is a trust space to ask; for the health check. */
    boolean trusting() {
        return trust.isPresent();
    }

    /** How many steps were let go because the traces were away too long; for the health check. */
    long lost() {
        return journal.lost();
    }

    private static String secret(String file) throws IOException {
        String secret = Files.readString(Path.of(file)).strip();
        if (secret.length() < 16) {
            throw new IOException("the secret in " + file + " is too short");
        }
        return secret;
    }
}
