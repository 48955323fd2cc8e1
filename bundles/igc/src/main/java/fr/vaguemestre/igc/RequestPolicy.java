package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.tenancy.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * What a certificate may be asked for: the layout of names of the IGC-Santé, {@code C=FR, ST, L, O, OU=<type><identifier>, CN},
 * and servers' names that are the holder's.
 */
final class RequestPolicy {
    /** Upper bound of X.520 for O, OU and CN. */
    private static final int LONGEST = 64;

    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 253;
    private static final String SUBJECT = "subject.";

    /** Type digit and identifier (TRE_G07): 1 FINESS, 2 SIREN, 3 SIRET, 0 and 4 practices of professionals. */
    private static final Pattern IDENTIFIER =
            Pattern.compile("1[0-9][0-9AB][0-9]{7}|2[0-9]{9}|3[0-9]{14}|[04][0-9]{9,14}");

    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern TEXT = Pattern.compile("[^\\p{C}]*");

    private final Optional<Domain> holder;
    private final List<FieldError> errors = new ArrayList<>();

    /**
     * What is asked for, in its final form.
     *
     * @param names small letters, each once
     */
    record Checked(X500Name subject, List<String> names) {}

    private RequestPolicy(Optional<Domain> holder) {
        this.holder = holder;
    }

    /**
     * Completes what the holder left out.
     *
     * @param holder the hospital's domain; empty for the operator
     * @throws Invalid {@code igc.request-invalid} with the refused fields
     */
    static Checked check(Optional<Domain> holder, CertificateRequest wanted) {
        return new RequestPolicy(holder).checked(wanted);
    }

    private Checked checked(CertificateRequest wanted) {
        List<String> names = names(wanted);
        Optional<String> first = names.stream().findFirst();
        var builder = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "FR");
        part(builder, BCStyle.ST, "stateOrProvince", wanted.stateOrProvince(), Optional.empty(), false);
        part(builder, BCStyle.L, "locality", wanted.locality(), Optional.empty(), false);
        part(builder, BCStyle.O, "organization", wanted.organization(), holder.map(Domain::label), true);
        Optional<String> unit = part(
                builder,
                BCStyle.OU,
                "organizationalUnit",
                wanted.organizationalUnit(),
                holder.map(domain -> "1" + domain.finess()),
                true);
        unit.filter(text -> !IDENTIFIER.matcher(text).matches())
                .ifPresent(text -> wrong(
                        SUBJECT + "organizationalUnit",
                        "igc.identifier-malformed",
                        "the type digit and the identifier: 1 and FINESS, 2 and SIREN, 3 and SIRET"));
        part(builder, BCStyle.CN, "commonName", wanted.commonName(), first.or(() -> holder.map(Domain::name)), true);
        if (!errors.isEmpty()) {
            throw new Invalid("igc.request-invalid", "such a certificate cannot be asked for", errors);
        }
        return new Checked(builder.build(), names);
    }

    private Optional<String> part(
            X500NameBuilder builder,
            ASN1ObjectIdentifier type,
            String field,
            Optional<String> given,
            Optional<String> otherwise,
            boolean needed) {
        Optional<String> text = given.map(String::strip).filter(one -> !one.isEmpty());
        Optional<String> value = text.or(() -> otherwise.map(one -> one.substring(0, Math.min(LONGEST, one.length()))));
        if (value.isEmpty()) {
            if (needed) {
                wrong(SUBJECT + field, "igc.subject-missing", "the name needs it");
            }
        } else if (value.get().length() > LONGEST || !TEXT.matcher(value.get()).matches()) {
            wrong(
                    SUBJECT + field,
                    "igc.subject-malformed",
                    "at most " + LONGEST + " characters, all of them to be seen");
        } else {
            builder.addRDN(type, value.get());
        }
        return value;
    }

    private List<String> names(CertificateRequest wanted) {
        List<String> names = wanted.names().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        String field = SUBJECT + "names";
        if (wanted.usage() == Usage.SERV_SSL && names.isEmpty()) {
            wrong(field, "igc.names-missing", "a server's certificate needs the names of the servers");
        } else if (names.size() > MOST_NAMES) {
            wrong(field, "igc.name-malformed", "at most " + MOST_NAMES + " names");
        }
        for (String name : names) {
            if (name.length() > LONGEST_NAME || !HOST.matcher(name).matches()) {
                wrong(field, "igc.name-malformed", "not the name of a host: " + shown(name));
            } else if (holder.filter(domain -> !isOf(name, domain.name())).isPresent()) {
                wrong(
                        field,
                        "igc.name-foreign",
                        name + " is not " + holder.get().name() + " nor below it");
            }
        }
        return names;
    }

    private static boolean isOf(String name, String domain) {
        return name.equals(domain) || name.endsWith("." + domain);
    }

    private static String shown(String name) {
        return name.substring(0, Math.min(LONGEST, name.length())).replaceAll("\\p{Cntrl}", "?");
    }

    private void wrong(String field, String code, String detail) {
        errors.add(new FieldError(field, code, detail));
    }
}
