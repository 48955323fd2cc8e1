package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why mail for another operator waits or does not leave, for its sender: in French, in ASCII as SMTP wants it. Postfix keeps
 * these words in its queue, its log and its notices.
 */
final class PeerWords {
    /** Nobody was there to look in time. */
    static final String AWAY = Words.MARK + "service de confiance indisponible, l'envoi sera repris (trust-away)";

    /** All that Postfix tells when the table of peers holds mail back. */
    private static final String HELD_BACK = "client TLS configuration problem";

    /** All that Rspamd says of the text that filters are tested with. */
    private static final String GTUBE = "Gtube pattern";

    private static final String NOT_OFFERED = "TLS is required, but was not offered";
    private static final Pattern CAUSE = Pattern.compile(Pattern.quote(Words.MARK) + ".*\\(([a-z-]+)\\)");

    private PeerWords() {}

    /** The enhanced status code: 4 where it waits, 5 where it is refused. */
    static String status(Cause cause) {
        return switch (cause) {
            case DOMAIN_UNLISTED, OUT_OF_RANGE -> "5.7.1";
            case NO_MX -> "4.4.3";
            case UNREACHABLE -> "4.4.1";
            case NO_WHITE_LIST, CRL_EXPIRED, OWN_CERTIFICATE, PENDING -> "4.3.5";
            default -> "4.7.5";
        };
    }

    /** One line, with the stable word at its end. */
    static String text(PeerVerdict verdict) {
        return Words.MARK + words(verdict.cause(), verdict.domain()) + " ("
                + verdict.cause().word() + ")";
    }

    /** The stable word in a text of ours, or of Postfix where it tells the same. */
    static Optional<String> cause(String text) {
        var found = CAUSE.matcher(text);
        if (found.find()) {
            return Optional.of(found.group(1));
        }
        if (text.equals(GTUBE)) {
            return Optional.of("gtube");
        }
        return text.contains(NOT_OFFERED) ? Optional.of(Cause.NO_TLS.word()) : Optional.empty();
    }

    /** The true cause in the place of the words that hide it. */
    static String told(String text, Optional<PeerVerdict> trouble) {
        return text.contains(HELD_BACK) ? trouble.map(PeerWords::text).orElse(text) : text;
    }

    private static String words(Cause cause, String domain) {
        return switch (cause) {
            case READY -> "operateur de " + domain + " verifie";
            case PENDING -> "verification du serveur de " + domain + " en cours";
            case DOMAIN_UNLISTED ->
                "le domaine " + domain + " n'est pas dans l'espace de confiance MSSante (absent de la liste blanche)";
            case OUT_OF_RANGE -> "le domaine " + domain + " est hors du banc d'essai, aucun message n'y est envoye";
            case NO_WHITE_LIST -> "liste blanche indisponible, l'envoi sera repris";
            case CRL_EXPIRED -> "liste de revocation de l'IGC-Sante perimee, l'envoi sera repris";
            case OWN_CERTIFICATE -> "notre propre certificat est inutilisable, prevenez l'exploitant";
            case NO_MX -> "aucun serveur de messagerie annonce pour " + domain + " dans le DNS";
            case UNREACHABLE -> "le serveur de " + domain + " ne repond pas";
            case NO_TLS -> "le serveur de " + domain + " ne propose pas de chiffrement (STARTTLS)";
            case TLS_HANDSHAKE -> "la negociation TLS avec le serveur de " + domain + " echoue";
            case UNTRUSTED_ISSUER -> "le certificat du serveur de " + domain + " n'est pas de l'IGC-Sante";
            case EXPIRED -> "le certificat du serveur de " + domain + " est expire";
            case REVOKED -> "le certificat du serveur de " + domain + " est revoque";
            case DN_MISMATCH ->
                "le certificat du serveur de " + domain + " n'est pas celui que la liste blanche lui attribue";
        };
    }
}
