package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.monitoring.Meters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
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
    private static final Path CONNECTIONS = Path.of("/proc/self/net/tcp");
    /** The user vmail, which has the same number on every node ({@code rootfs/users.list}). */
    private static final int DELIVERY_UID = 902;

    private final Trust trust;
    private final Journal journal = new Journal();
    private final Tally tally = new Tally();
    private final Door authHttp;
    private final Door policy;
    private final Door submission;
    private final Door peers;
    private final Correspondents correspondents;
    private final SendingRate rate;

    /** Opens all sockets. */
    @Activate
    public MailDoors(@Reference Clock clock, MailPostfixConfig config) throws IOException {
        var proof = new Proof(HexFormat.of().parseHex(secret(config.proofKey())));
        this.rate = new SendingRate(clock, config.recipientsPerHour(), SendingRate.own(config.ownRecipientsPerHour()));
        var seen = new Peers();
        this.trust = new Trust(Duration.ofSeconds(config.patienceSeconds()));
        var answers = new AuthHttp.Answers(
                secret(config.authHttpSecret()).getBytes(StandardCharsets.UTF_8),
                proof,
                seen,
                config.backendHost(),
                config.backendPort());
        HttpTalk.Page auth = new AuthHttp(clock, trust, journal, tally, answers);
        HttpTalk.Page author = new NoticeAuthor(clock, trust, tally, proof);
        this.authHttp =
                Door.tcp("auth-http", config.authHttpPort(), new HttpTalk(Map.of("/auth", auth, "/author", author)));
        this.correspondents = new Correspondents(Duration.ofSeconds(config.patienceSeconds()));
        var size = new SizeLimit(clock, journal, tally, config.maxMessageBytes());
        var policy = new Policy(clock, trust, journal, tally, proof, seen, size);
        this.policy = unix("policy", config.policySocket(), config, new PolicyTalk(policy::action));
        var submission = new SubmissionPolicy(clock, correspondents, journal, tally, size, rate);
        var answer = new AnswerPolicy(clock, journal, tally, new Neighbours(CONNECTIONS), DELIVERY_UID);
        this.submission = unix(
                "submission",
                config.submissionSocket(),
                config,
                new PolicyTalk(request -> AnswerPolicy.CONTEXT.equals(request.get("policy_context"))
                        ? answer.action(request)
                        : submission.action(request)));
        this.peers = unix("peers", config.peersSocket(), config, new PeerMap(correspondents, tally));
    }

    private static Door unix(String name, String socket, MailPostfixConfig config, Door.Guest guest)
            throws IOException {
        return Door.unix(name, Path.of(socket), config.policyGroup(), guest);
    }

    /** Closes all sockets; until they open again the mail servers answer 4xx. */
    @Deactivate
    public void close() throws IOException {
        try (authHttp;
                policy;
                submission;
                peers) {
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

    /** Somebody who looks at other operators came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setPeers(PeerService service) {
        correspondents.set(service);
    }

    /** Somebody who looks at other operators went. */
    public void unsetPeers(PeerService service) {
        correspondents.unset(service);
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

    /** Whether all sockets take connections; for the health check. */
    boolean open() {
        return authHttp.isOpen() && policy.isOpen() && submission.isOpen() && peers.isOpen();
    }

    /** Whether there is a trust space to ask; for the health check. */
    boolean trusting() {
        return trust.isPresent() && correspondents.isPresent();
    }

    /** Other operators, as they are known now. */
    Correspondents correspondents() {
        return correspondents;
    }

    /** How many steps were let go because the traces were away too long; for the health check. */
    long lost() {
        return journal.lost();
    }

    /** How many mailboxes wrote to too many within the last hour; for the health check. */
    long stopped() {
        return rate.stopped();
    }

    private static String secret(String file) throws IOException {
        String secret = Files.readString(Path.of(file)).strip();
        if (secret.length() < 16) {
            throw new IOException("the secret in " + file + " is too short");
        }
        return secret;
    }
}
