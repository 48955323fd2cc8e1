package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.igc.Authority;
import fr.vaguemestre.api.igc.OwnCertificate;
import java.util.UUID;
import org.apache.karaf.shell.api.console.Session;

/** What the commands have in common: who calls, and how authorities and certificates read. */
final class Shown {
    private Shown() {}

    /** Whoever got into the shell is a super administrator of this machine. */
    static Caller caller(Session session) {
        return Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
    }

    static String authority(Authority authority) {
        return """
               %s %s (%s)
                 issued by    %s
                 valid        %s until %s, %d days left
                 SHA-256      %s
                 needed by    %s
                 id           %s"""
                .formatted(
                        authority.role(),
                        authority.subject(),
                        authority.origin(),
                        authority.issuer(),
                        authority.notBefore(),
                        authority.notAfter(),
                        authority.daysLeft(),
                        authority.fingerprint(),
                        authority.dependents().isEmpty() ? "nobody" : String.join("; ", authority.dependents()),
                        authority.id());
    }

    static String certificate(OwnCertificate certificate) {
        String whose = certificate.domain().orElse("the operator");
        String life = certificate
                .notAfter()
                .map(end -> "until " + end + ", " + certificate.daysLeft().orElse(0L) + " days left, issued by "
                        + certificate.issuer().orElse(""))
                .orElse("no certificate yet");
        return """
               %s %s of %s
                 subject      %s
                 names        %s
                 certificate  %s
                 key          %s, with source %s
                 id           %s"""
                .formatted(
                        certificate.state(),
                        certificate.usage(),
                        whose,
                        certificate.subject(),
                        String.join(" ", certificate.names()),
                        life,
                        certificate.algorithm(),
                        certificate.source(),
                        certificate.id());
    }
}
