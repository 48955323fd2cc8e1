package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a mailbox must look like (domain rules §2.1, §2.2); each refusal names its field. */
final class BalRules {
    private static final long LEAST_QUOTA = 1L << 20;
    private static final long MOST_QUOTA = 1L << 40;
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_PERSON = 100;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final Pattern PROFESSION = Pattern.compile("[0-9A-Za-z]{1,10}");

    private final long defaultQuota;
    private final Instant now;
    private final List<FieldError> errors = new ArrayList<>();

    private BalRules(long defaultQuota, Instant now) {
        this.defaultQuota = defaultQuota;
        this.now = now;
    }

    /**
     * The mailbox in its stored form.
     *
     * @throws Invalid with each refused field
     */
    static Draft check(NewBal wanted, long defaultQuota, Instant now) {
        return new BalRules(defaultQuota, now).draft(wanted);
    }

    /**
     * Goes on only for a change that a mailbox of that type may get.
     *
     * @throws Invalid with each refused field
     */
    static void check(BalChange change, BalType type) {
        BalRules rules = new BalRules(0, Instant.EPOCH);
        change.displayName().ifPresent(text -> rules.text("displayName", text, 1, LONGEST_NAME));
        change.description().ifPresent(text -> rules.text("description", text, 0, LONGEST_DESCRIPTION));
        change.service().ifPresent(text -> rules.text("service", text, 0, LONGEST_NAME));
        change.quotaBytes().ifPresent(rules::quota);
        change.responsible().ifPresent(text -> rules.responsible(type, Optional.of(text)));
        change.state().ifPresent(state -> {
            if (state != BalState.ACTIVE && state != BalState.SUSPENDUE && state != BalState.FERMEE) {
                rules.refuse("state", "bal.state", "a mailbox can be made ACTIVE, SUSPENDUE or FERMEE");
            }
        });
        rules.end();
    }

    private Draft draft(NewBal wanted) {
        BalType type = wanted.type();
        Optional<Holder> holder = holder(type, wanted.holder());
        Optional<String> responsible = responsible(type, wanted.responsible());
        Optional<String> certificate = certificate(type, wanted.certificate());
        Optional<String> address = wanted.address().map(text -> text.strip().toLowerCase(Locale.ROOT));
        Optional<String> localPart = address.map(text -> text.substring(0, Math.max(0, text.lastIndexOf('@'))));
        String domain = domain(address, wanted.domain().map(text -> text.strip().toLowerCase(Locale.ROOT)));
        String local = localPart.isPresent() ? given(localPart.get()) : derived(type, holder);
        if (local.length() + 1 + domain.length() > LONGEST_ADDRESS) {
            refuse("address", "bal.address-too-long", "an address has at most 254 characters");
        }
        String displayName = wanted.displayName().map(String::strip).orElseGet(() -> holder.map(
                        person -> person.givenName() + " " + person.familyName())
                .orElse(local));
        text("displayName", displayName, 1, LONGEST_NAME);
        String description = wanted.description().orElse("").strip();
        text("description", description, 0, LONGEST_DESCRIPTION);
        String service = wanted.service().orElse("").strip();
        text("service", service, 0, LONGEST_NAME);
        long quota = wanted.quotaBytes().orElse(defaultQuota);
        quota(quota);
        end();
        return new Draft(
                local,
                localPart.isEmpty(),
                domain,
                type,
                displayName,
                description,
                service,
                holder,
                responsible,
                certificate,
                quota,
                wanted.listeRouge());
    }

    private String domain(Optional<String> address, Optional<String> told) {
        Optional<String> ofAddress =
                address.filter(text -> text.contains("@")).map(text -> text.substring(text.lastIndexOf('@') + 1));
        if (ofAddress.isPresent() && told.isPresent() && !ofAddress.equals(told)) {
            refuse("domain", "bal.domain-mismatch", "the address is of another domain: " + ofAddress.get());
        }
        Optional<String> domain = ofAddress.or(() -> told);
        if (domain.isEmpty() || domain.get().isBlank()) {
            refuse("domain", "bal.required", "without an address the domain is needed");
        }
        return domain.orElse("");
    }

    private String given(String localPart) {
        if (!localPart.chars().allMatch(c -> c > ' ' && c < 127)) {
            refuse("address", "bal.address-not-ascii", "an address is written in ASCII, without accents or spaces");
        } else if (!LocalPart.wellFormed(localPart)) {
            refuse(
                    "address",
                    "bal.address-malformed",
                    "before the @: letters and digits, with single . _ - between them, at most 64");
        }
        return localPart;
    }

    private String derived(BalType type, Optional<Holder> holder) {
        if (type != BalType.PER) {
            refuse("address", "bal.required", "only the address of a PER can be derived");
            return "";
        }
        String base = holder.map(LocalPart::of).orElse("a.a");
        if (base.startsWith(".") || base.endsWith(".")) {
            refuse("address", "bal.name-not-latin", "no address can be derived from this name: give one");
        } else if (base.length() > LocalPart.LONGEST - 2) {
            refuse("address", "bal.address-too-long", "the name is too long to derive an address: give one");
        }
        return base;
    }

    private Optional<Holder> holder(BalType type, Optional<Holder> given) {
        boolean personal = type == BalType.PER || type == BalType.CAB;
        if (personal && given.isEmpty()) {
            refuse("holder", "bal.required", "a " + type + " is bound to a professional");
        } else if (!personal && given.isPresent()) {
            refuse("holder", "bal.not-for-type", "only PER and CAB have a holder");
        }
        return given.map(this::checked);
    }

    private Holder checked(Holder given) {
        Holder holder = new Holder(
                given.rpps().strip(),
                given.givenName().strip(),
                given.familyName().strip(),
                given.professionCode().map(String::strip));
        if (!Rpps.wellFormed(holder.rpps())) {
            refuse("holder.rpps", "bal.rpps-malformed", "an RPPS number has 11 digits");
        }
        text("holder.givenName", holder.givenName(), 1, LONGEST_PERSON);
        text("holder.familyName", holder.familyName(), 1, LONGEST_PERSON);
        if (holder.professionCode()
                .filter(code -> !PROFESSION.matcher(code).matches())
                .isPresent()) {
            refuse(
                    "holder.professionCode",
                    "bal.profession-malformed",
                    "a profession code has 1 to 10 letters or digits");
        }
        return holder;
    }

    private Optional<String> responsible(BalType type, Optional<String> given) {
        boolean needed = type == BalType.ORG || type == BalType.APP;
        Optional<String> responsible = given.map(String::strip);
        if (needed && responsible.filter(text -> !text.isEmpty()).isEmpty()) {
            refuse("responsible", "bal.required", "somebody answers for an " + type + ": an RPPS number or a name");
        } else if (!needed && responsible.isPresent()) {
            refuse("responsible", "bal.not-for-type", "only ORG and APP have a responsible");
        }
        responsible.filter(text -> !text.isEmpty()).ifPresent(text -> text("responsible", text, 1, LONGEST_NAME));
        return responsible;
    }

    private Optional<String> certificate(BalType type, Optional<String> given) {
        if (type == BalType.APP && given.filter(text -> !text.isBlank()).isEmpty()) {
            refuse("certificate", "bal.required", "an APP is opened by its ORG_AUTH_CLI certificate");
            return given;
        }
        if (type != BalType.APP && given.isPresent()) {
            refuse("certificate", "bal.not-for-type", "only an APP is opened by a certificate");
            return given;
        }
        return given.map(text -> ApplicationCertificate.subject(text.strip(), now, errors));
    }

    private void quota(long bytes) {
        if (bytes < LEAST_QUOTA || bytes > MOST_QUOTA) {
            refuse("quotaBytes", "bal.quota-range", "between " + LEAST_QUOTA + " and " + MOST_QUOTA + " bytes");
        }
    }

    private void text(String field, String text, int least, int most) {
        if (text.strip().length() < least || text.length() > most) {
            refuse(field, "bal.text-length", "between " + least + " and " + most + " characters");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            refuse(field, "bal.text-control", "no control characters");
        }
    }

    private void refuse(String field, String code, String detail) {
        errors.add(new FieldError(field, code, detail));
    }

    private void end() {
        if (!errors.isEmpty()) {
            throw new Invalid("bal.invalid", "the mailbox is refused", errors);
        }
    }
}
