package fr.vaguemestre.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * The first page of a folder of 10,000 messages by REST, against the IMAP commands that it needs, by a raw client through the
 * same door with the same TLS: {@code EXAMINE} and one {@code FETCH} of the same items of the same 50 messages, one after
 * the other. Twice: in sessions that both sides have open already, as while somebody reads; and from the first word on, the
 * webmail without a session, the raw client from its connection and sign-in with a token on (which was made beforehand).
 */
final class FirstPageBench {
    private static final int MESSAGES = 10_000;
    private static final int PAGE = 50;
    private static final int ROUNDS = 7;
    private static final int REQUESTS = 60;
    private static final int WARM_UP = 600;
    private static final String DOMAIN = "mesures-page.mssante.test";
    private static final String ADDRESS = "boite1@" + DOMAIN;
    private static final String PATH = "/api/v1/email/" + ADDRESS + "/messages?folder=INBOX";
    private static final String ITEMS = "(UID X-GUID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";

    private final Appliance appliance;
    private final SSLContext tls = Operator.anyone();
    private final int imapPort;
    private final String token;
    private final String subject;
    private final Figures ours = new Figures();
    private final Figures raw = new Figures();
    private final Figures oursFresh = new Figures();
    private final Figures rawFresh = new Figures();

    private FirstPageBench(Appliance appliance, String token) throws Exception {
        this.appliance = appliance;
        this.token = token;
        this.subject = SignedJWT.parse(token).getJWTClaimsSet().getSubject();
        this.imapPort = appliance.port("VM_PORT_IMAP");
    }

    static void run(Appliance appliance, Report report) throws Exception {
        String admin = appliance.token();
        appliance.prepare(admin, DOMAIN, 1);
        try (Account account = Account.reading(appliance, admin, ADDRESS)) {
            new FirstPageBench(appliance, account.token()).measure(report);
        }
    }

    private void measure(Report report) throws Exception {
        try (RawImap imap = RawImap.connect(imapPort, tls).signIn(ADDRESS, mailToken())) {
            fill(imap);
        }
        try (RawHttp http = RawHttp.connect(appliance.port("VM_PORT_HTTPS"), tls)) {
            kept(http);
            for (int round = -2; round < ROUNDS; round++) {
                fresh(http, round >= 0);
            }
        }
        report.add("ours: GET messages, session open", "ms", ours, Asked.nothing());
        report.add("baseline: EXAMINE, FETCH", "ms", raw, Asked.nothing());
        report.add("ratio, session open, ours/baseline", "", ours.over(raw), Asked.atMost(1.5));
        report.add("ours: GET messages, no session", "ms", oursFresh, Asked.nothing());
        report.add("baseline: connect, sign in, the same", "ms", rawFresh, Asked.nothing());
        report.add("ratio, no session, ours/baseline", "", oursFresh.over(rawFresh), Asked.atMost(1.5));
        try (RawHttp http = RawHttp.connect(appliance.port("VM_PORT_HTTPS"), tls)) {
            Split.of(report, () -> http.get(PATH, token));
        }
    }

    private void kept(RawHttp http) throws Exception {
        try (RawImap imap = RawImap.connect(imapPort, tls).signIn(ADDRESS, mailToken())) {
            for (int count = 0; count < WARM_UP; count++) {
                http.get(PATH, token);
                commands(imap);
            }
            for (int round = 0; round < ROUNDS; round++) {
                Figures rest = new Figures();
                Figures plain = new Figures();
                for (int count = 0; count < REQUESTS; count++) {
                    rest.add(Stopwatch.millis(() -> http.get(PATH, token)));
                    plain.add(Stopwatch.millis(() -> commands(imap)));
                }
                ours.add(rest.median());
                raw.add(plain.median());
            }
        }
    }

    private void fresh(RawHttp http, boolean counted) throws Exception {
        Figures rest = new Figures();
        Figures plain = new Figures();
        for (int count = 0; count < 3; count++) {
            Mailboxes.kick(ADDRESS);
            TimeUnit.MILLISECONDS.sleep(
                    1_100); // a session that was used within a second is not asked whether it is still there
            rest.add(Stopwatch.millis(() -> http.get(PATH, token)));
            String mail = mailToken();
            plain.add(Stopwatch.millis(() -> {
                try (RawImap imap = RawImap.connect(imapPort, tls).signIn(ADDRESS, mail)) {
                    commands(imap);
                }
            }));
        }
        if (counted) {
            oursFresh.add(rest.median());
            rawFresh.add(plain.median());
        }
    }

    private static void commands(RawImap imap) throws IOException {
        int total = imap.examine("INBOX");
        List<String> lines = imap.command("FETCH " + (total - PAGE + 1) + ":" + total + " " + ITEMS);
        if (lines.stream().filter(line -> line.contains(" FETCH (")).count() != PAGE) {
            throw new IOException("not " + PAGE + " messages: " + lines.size() + " lines");
        }
    }

    /** Fills the folder up to its size: letters of some 2 kB, each third with an attachment. */
    private static void fill(RawImap imap) throws IOException {
        int there = imap.examine("INBOX");
        while (there < MESSAGES) {
            List<String> some = new ArrayList<>();
            for (int count = 0; count < 100 && there < MESSAGES; count++, there++) {
                some.add(letter(there));
            }
            imap.append("INBOX", some);
        }
    }

    private static String letter(int number) {
        String text = "Bonjour,\r\n\r\n" + ("voici le compte rendu de la consultation.".repeat(4) + "\r\n").repeat(12);
        String head = "From: =?UTF-8?Q?Dr_H=C3=A9l=C3=A8ne_Martin?= <helene.martin" + number % 50
                + "@valide.mssante.test>\r\nTo: <" + ADDRESS + ">, Secretariat <secretariat@" + DOMAIN
                + ">\r\nDate: Sun, 22 Nov 2026 12:00:00 +0000\r\nMessage-ID: <" + number + "@valide.mssante.test>\r\n"
                + "Subject: =?UTF-8?Q?Compte_rendu_n=C2=B0" + number + "?=\r\nMIME-Version: 1.0\r\n";
        String plain = "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text;
        if (number % 3 != 0) {
            return head + plain;
        }
        return head + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n" + plain
                + "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=\"compte-rendu.pdf\"\r\n\r\nJVBERi0xLjQK\r\n--b--\r\n";
    }

    /** A token as the webmail gets it. */
    private String mailToken() throws IOException, GeneralSecurityException, JOSEException {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer("vaguemestre-mail")
                .audience("dovecot")
                .subject(subject)
                .claim("bal", ADDRESS)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("mail").build(), claims);
        token.sign(new RSASSASigner(Operator.key(Appliance.STATE.resolve("secrets/jwt.key"), "RSA")));
        return token.serialize();
    }
}
