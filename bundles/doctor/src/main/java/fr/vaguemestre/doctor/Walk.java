package fr.vaguemestre.doctor;

import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.doctor.StepOwner;
import fr.vaguemestre.api.doctor.StepState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the one cause that the look at a peer ended with as steps: it tells how far the look came, and what was not tried any
 * more. The look takes revocation before the DN, so a revoked certificate leaves the DN untried, and a foreign DN was not revoked.
 */
final class Walk {
    private static final Set<StepKind> ALL =
            EnumSet.of(StepKind.LIST, StepKind.MX, StepKind.STARTTLS, StepKind.CHAIN, StepKind.DN, StepKind.CRL);

    private Walk() {}

    /**
     * The steps of one look.
     *
     * @param cause that it ended with
     * @param detail of the cause
     * @param listed what the white list says of the domain; blank if nothing
     * @param message what became of the test message
     */
    static List<DoctorStep> steps(Cause cause, String detail, String listed, DoctorStep message) {
        Set<StepKind> passed = passed(cause);
        Optional<StepKind> failed = failed(cause);
        var steps = new ArrayList<DoctorStep>();
        for (StepKind kind : ALL) {
            if (failed.filter(kind::equals).isPresent()) {
                steps.add(failed(kind, cause.word(), who(cause), detail));
            } else if (passed.contains(kind)) {
                steps.add(passed(kind, seen(kind, cause, detail, listed)));
            } else {
                steps.add(notTried(kind));
            }
        }
        steps.add(message);
        return cause == Cause.PENDING ? unfinished(steps, detail) : steps;
    }

    /** The cause of that stable word; trouble at the server for one that is not known any more. */
    static Cause cause(String word) {
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.word().equals(word))
                .findFirst()
                .orElse(Cause.UNREACHABLE);
    }

    static DoctorStep passed(StepKind kind, String detail) {
        return new DoctorStep(kind, StepState.OK, Optional.empty(), Optional.empty(), Optional.empty(), detail);
    }

    static DoctorStep failed(StepKind kind, String cause, StepOwner who, String detail) {
        return new DoctorStep(kind, StepState.FAILED, Optional.of(cause), Optional.of(who), Advice.of(cause), detail);
    }

    /** Not tried, for a step before it failed. */
    static DoctorStep notTried(StepKind kind) {
        return new DoctorStep(kind, StepState.NOT_TRIED, Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    /** Not tried, for a reason of its own. */
    static DoctorStep notTried(StepKind kind, String cause, String detail) {
        return new DoctorStep(
                kind, StepState.NOT_TRIED, Optional.of(cause), Optional.empty(), Advice.of(cause), detail);
    }

    /** The step that a cause stops at; none where nothing failed, or nobody knows yet. */
    private static Optional<StepKind> failed(Cause cause) {
        return switch (cause) {
            case READY, PENDING -> Optional.empty();
            case NO_WHITE_LIST, DOMAIN_UNLISTED -> Optional.of(StepKind.LIST);
            case NO_MX, OUT_OF_RANGE -> Optional.of(StepKind.MX);
            case UNREACHABLE, NO_TLS, TLS_HANDSHAKE, OWN_CERTIFICATE -> Optional.of(StepKind.STARTTLS);
            case UNTRUSTED_ISSUER, EXPIRED -> Optional.of(StepKind.CHAIN);
            case REVOKED, CRL_EXPIRED -> Optional.of(StepKind.CRL);
            case DN_MISMATCH -> Optional.of(StepKind.DN);
        };
    }

    private static Set<StepKind> passed(Cause cause) {
        return switch (cause) {
            case READY -> ALL;
            case NO_WHITE_LIST, DOMAIN_UNLISTED -> EnumSet.noneOf(StepKind.class);
            // Without revocation lists in force nobody is knocked at.
            case PENDING, NO_MX, OUT_OF_RANGE, CRL_EXPIRED -> EnumSet.of(StepKind.LIST);
            case UNREACHABLE, NO_TLS, TLS_HANDSHAKE, OWN_CERTIFICATE -> EnumSet.of(StepKind.LIST, StepKind.MX);
            case UNTRUSTED_ISSUER, EXPIRED -> EnumSet.of(StepKind.LIST, StepKind.MX, StepKind.STARTTLS);
            case REVOKED -> EnumSet.of(StepKind.LIST, StepKind.MX, StepKind.STARTTLS, StepKind.CHAIN);
            case DN_MISMATCH -> EnumSet.of(StepKind.LIST, StepKind.MX, StepKind.STARTTLS, StepKind.CHAIN, StepKind.CRL);
        };
    }

    private static StepOwner who(Cause cause) {
        return switch (cause) {
            case NO_WHITE_LIST, OWN_CERTIFICATE, OUT_OF_RANGE, PENDING, READY -> StepOwner.US;
            case CRL_EXPIRED -> StepOwner.ANS;
            default -> StepOwner.THEM;
        };
    }

    /** Who must act about a test message. */
    static StepOwner whoseMessage(String cause) {
        return cause.equals("message-refused") ? StepOwner.US : StepOwner.THEM;
    }

    private static String seen(StepKind kind, Cause cause, String detail, String listed) {
        return switch (kind) {
            case LIST -> listed;
            // Where one server passed, the look tells of the others here.
            case STARTTLS -> cause == Cause.READY ? detail : "";
            default -> "";
        };
    }

    private static List<DoctorStep> unfinished(List<DoctorStep> steps, String detail) {
        steps.replaceAll(
                step -> step.kind() == StepKind.MX ? notTried(StepKind.MX, Cause.PENDING.word(), detail) : step);
        return steps;
    }
}
