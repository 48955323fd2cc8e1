package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.Authority;
import fr.vaguemestre.api.igc.Authority.Origin;
import fr.vaguemestre.api.igc.AuthorityService;
import fr.vaguemestre.api.problem.Invalid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Authorities in memory: the text {@code racine 2} is taken for the certificate of one, anything else for none. */
public final class MemoryAuthorities implements AuthorityService {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    private final List<Authority> trusted = new CopyOnWriteArrayList<>(List.of(
            authority("AC RACINE TEST", "0a", Authority.Role.ROOT, Origin.RANGE, List.of("CN=AC ORG TEST,O=ANS,C=FR")),
            authority("AC ORG TEST", "0b", Authority.Role.INTERMEDIATE, Origin.RANGE, List.of())));

    @Override
    public List<Authority> authorities(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        return List.copyOf(trusted);
    }

    @Override
    public Authority examine(Caller caller, byte[] certificate) {
        if (!new String(certificate, StandardCharsets.ISO_8859_1).equals("racine 2")) {
            throw Invalid.field("certificate", "igc.unreadable", "neither PEM nor DER");
        }
        return authority("AC RACINE 2 TEST", "cd", Authority.Role.ROOT, Origin.EXAMINED, List.of());
    }

    @Override
    public Authority trust(Caller caller, byte[] certificate, String fingerprint) {
        examine(caller, certificate);
        var loaded = authority(
                "AC RACINE 2 TEST",
                "cd",
                Authority.Role.ROOT,
                Origin.LOADED,
                List.of("CN=mx.operateur.mssante.test,O=Hopital,C=FR"));
        trusted.add(loaded);
        return loaded;
    }

    @Override
    public void remove(Caller caller, String id, boolean anyway) {
        trusted.removeIf(one -> one.id().equals(id));
    }

    private static Authority authority(
            String name, String octet, Authority.Role role, Origin origin, List<String> dependents) {
        return new Authority(
                octet.repeat(32),
                role,
                origin,
                "CN=" + name + ",O=ANS,C=FR",
                "CN=AC RACINE TEST,O=ANS,C=FR",
                "1f",
                (octet + ":").repeat(32).toUpperCase(Locale.ROOT).replaceAll(":$", ""),
                NOW.minus(Duration.ofDays(300)),
                NOW.plus(Duration.ofDays(3000)),
                3000,
                dependents);
    }
}
