package fr.vaguemestre.tenancy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a domain must look like (domain rules of the trust space, §2.1). */
final class DomainRules {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MOST_LABELS = 7;
    private static final int FEWEST_LABELS = 3;
    private static final int LONGEST_NAME = 190;
    private static final int LONGEST_TEXT = 200;
    private static final long MOST_MAILBOXES = 1_000_000;
    private static final long MOST_STORAGE = 1L << 50;

    private final String suffix;

    DomainRules(String suffix) {
        this.suffix = suffix;
    }

    /**
     * Goes on only for a domain that may be made.
     *
     * @throws Invalid with each refused field
     */
    void check(NewDomain wanted) {
        var errors = new ArrayList<FieldError>();
        checkName(wanted.name(), errors);
        checkLabel(wanted.label(), errors);
        if (!Finess.wellFormed(wanted.finess()) || wanted.finess().equals(Caller.PLATFORM)) {
            errors.add(new FieldError(
                    "finess", "tenancy.finess-malformed", "a FINESS EJ has 9 characters, such as 310000000"));
        }
        checkQuota(wanted.quota(), errors);
        refuse(errors);
    }

    /**
     * Goes on only for a change that may be made.
     *
     * @throws Invalid with each refused field
     */
    void check(DomainChange change) {
        var errors = new ArrayList<FieldError>();
        change.label().ifPresent(label -> checkLabel(label, errors));
        change.quota().ifPresent(quota -> checkQuota(quota, errors));
        refuse(errors);
    }

    private void checkName(String name, List<FieldError> errors) {
        String[] labels = name.split("\\.", -1);
        boolean form = name.length() <= LONGEST_NAME
                && labels.length >= FEWEST_LABELS
                && labels.length <= MOST_LABELS
                && List.of(labels).stream()
                        .allMatch(label -> LABEL.matcher(label).matches());
        if (!form) {
            errors.add(new FieldError(
                    "name", "tenancy.name-malformed", "a domain has 3 to 7 labels of letters, digits and hyphens"));
        } else if (!name.endsWith(suffix)) {
            errors.add(new FieldError("name", "tenancy.name-foreign", "our domains end in " + suffix));
        }
    }

    private static void checkLabel(String label, List<FieldError> errors) {
        if (label.isBlank() || label.length() > LONGEST_TEXT || label.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError("label", "tenancy.label-malformed", "a label has 1 to 200 printable characters"));
        }
    }

    private static void checkQuota(Quota quota, List<FieldError> errors) {
        if (quota.mailboxes() < 0 || quota.mailboxes() > MOST_MAILBOXES) {
            errors.add(new FieldError(
                    "quota.mailboxes", "tenancy.quota-range", "between 0 and " + MOST_MAILBOXES + " mailboxes"));
        }
        if (quota.storageBytes() < 0 || quota.storageBytes() > MOST_STORAGE) {
            errors.add(new FieldError(
                    "quota.storageBytes", "tenancy.quota-range", "between 0 and " + MOST_STORAGE + " bytes"));
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Invalid("tenancy.domain-invalid", "the domain is refused", errors);
        }
    }
}
