package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.RangeLeaf;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProberTest {
    private TestSpace space;

    @BeforeEach
    void open() throws Exception {
        space = new TestSpace();
    }

    @AfterEach
    void close() {
        space.close();
    }

    @Test
    void aGoodServerIsPinnedAndSeesOurCertificate() throws Exception {
        try (var mx = new TestMx(Optional.of(space.range.identity(RangeLeaf.PAIR)), false)) {
            PeerVerdict verdict = look(mx, RangeLeaf.PAIR);

            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(space.certificate(RangeLeaf.PAIR).getEncoded());
            assertThat(verdict.cause()).as(verdict.detail()).isEqualTo(Cause.READY);
            assertThat(verdict.fingerprints())
                    .containsExactly(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
            assertThat(mx.clients)
                    .containsExactly(space.certificate(RangeLeaf.OPERATEUR)
                            .getSubjectX500Principal()
                            .getName());
            assertThat(mx.heard).containsExactly("EHLO mx.ours.test", "STARTTLS", "EHLO mx.ours.test", "QUIT");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRE,EXPIRE,EXPIRED",
        "REVOQUE,REVOQUE,REVOKED",
        "NONIGC,NONIGC,UNTRUSTED_ISSUER",
        "AUTREPROFIL,AUTREPROFIL,UNTRUSTED_ISSUER",
        "NOMATCH,PAIR,DN_MISMATCH",
        "APPLICATIF,APPLICATIF,UNTRUSTED_ISSUER"
    })
    void aBadServerIsToldByItsTrueCause(RangeLeaf shown, RangeLeaf listed, Cause cause) throws Exception {
        try (var mx = new TestMx(Optional.of(space.range.identity(shown)), false)) {
            PeerVerdict verdict = look(mx, listed);

            assertThat(verdict.cause()).as(verdict.detail()).isEqualTo(cause);
            assertThat(verdict.fingerprints()).isEmpty();
            assertThat(mx.clients).isEmpty();
        }
    }

    @Test
    void sameCommonNameIsNotEnough() throws Exception {
        try (var mx = new TestMx(Optional.of(space.range.identity(RangeLeaf.CNDIFFDN)), false)) {
            String listed = space.lists.ownEntries().stream()
                    .filter(entry -> entry.domain().startsWith("cndiffdn."))
                    .map(entry -> Dn.ofText(entry.dn()).orElseThrow().id())
                    .findFirst()
                    .orElseThrow();
            assertThat(look(mx, Set.of(listed)).cause()).isEqualTo(Cause.DN_MISMATCH);
        }
    }

    @Test
    void clearTextRefusalSilenceAndFarAwayAreTold() throws Exception {
        try (var clear = new TestMx(Optional.empty(), false)) {
            assertThat(look(clear, RangeLeaf.PAIR).cause()).isEqualTo(Cause.NO_TLS);
        }
        try (var strict = new TestMx(Optional.of(space.range.identity(RangeLeaf.PAIR)), true)) {
            assertThat(look(strict, RangeLeaf.PAIR).cause()).isEqualTo(Cause.TLS_HANDSHAKE);
        }
        var gone = new TestMx(Optional.empty(), false);
        gone.close();
        assertThat(look(gone, RangeLeaf.PAIR).cause()).isEqualTo(Cause.UNREACHABLE);
        assertThat(prober(25, InetAddress.getByName("192.0.2.1"))
                        .look("pair.mssante.test", space.inForce(), Set.of())
                        .cause())
                .as("the range reaches nobody outside")
                .isEqualTo(Cause.OUT_OF_RANGE);
    }

    @Test
    void whoIsRevokedLaterIsRefusedThen() throws Exception {
        try (var mx = new TestMx(Optional.of(space.range.identity(RangeLeaf.PAIR)), false)) {
            assertThat(look(mx, RangeLeaf.PAIR).isReady()).isTrue();
            var revoked = new java.util.HashSet<>(RangeIgc.REVOKED);
            revoked.add(RangeLeaf.PAIR);
            space.crls = space.crls(revoked);
            assertThat(look(mx, RangeLeaf.PAIR).cause()).isEqualTo(Cause.REVOKED);
        }
    }

    @Test
    void withoutOurOwnCertificateNobodyIsReady() throws Exception {
        try (var mx = new TestMx(Optional.of(space.range.identity(RangeLeaf.PAIR)), false)) {
            assertThat(prober(mx.port(), InetAddress.getLoopbackAddress(), Path.of("/nonexistent"))
                            .look("pair.mssante.test", space.inForce(), Set.of(id(RangeLeaf.PAIR)))
                            .cause())
                    .isEqualTo(Cause.OWN_CERTIFICATE);
        }
    }

    private PeerVerdict look(TestMx mx, RangeLeaf listed) throws Exception {
        return look(mx, Set.of(id(listed)));
    }

    private String id(RangeLeaf listed) throws Exception {
        return Dn.of(space.certificate(listed).getSubjectX500Principal()).id();
    }

    private PeerVerdict look(TestMx mx, Set<String> peers) throws Exception {
        return prober(mx.port(), InetAddress.getLoopbackAddress()).look("pair.mssante.test", space.inForce(), peers);
    }

    private Prober prober(int port, InetAddress address) {
        return prober(port, address, space.range.folder().resolve("operateur.key"));
    }

    private Prober prober(int port, InetAddress address, Path key) {
        var own = new OwnCertificate(space.range.folder().resolve("operateur.crt"), key);
        var exchangers = new MailExchangers() {
            @Override
            public List<String> of(String domain) {
                return List.of("mx." + domain);
            }

            @Override
            public List<InetAddress> addresses(String host) {
                return List.of(address);
            }
        };
        return new Prober(() -> space.igc, space.clock, exchangers, own, new Prober.Door(port, "mx.ours.test", true));
    }
}
