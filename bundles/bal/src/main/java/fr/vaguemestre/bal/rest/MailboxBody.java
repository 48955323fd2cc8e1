package fr.vaguemestre.bal.rest;

import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Body of {@code POST /mailboxes}; fields as in the contract. */
record MailboxBody(
        Optional<String> address,
        Optional<BalType> type,
        Optional<String> domain,
        Optional<String> displayName,
        Optional<String> description,
        Optional<String> service,
        Optional<HolderBody> holder,
        Optional<String> responsible,
        Optional<String> certificate,
        Optional<Long> quotaBytes,
        Optional<Boolean> listeRouge) {
    /** The professional. */
    record HolderBody(
            Optional<String> rpps,
            Optional<String> givenName,
            Optional<String> familyName,
            Optional<String> professionCode) {
        Holder toHolder(List<FieldError> missing) {
            return new Holder(
                    needed("holder.rpps", rpps, missing),
                    needed("holder.givenName", givenName, missing),
                    needed("holder.familyName", familyName, missing),
                    professionCode);
        }
    }

    NewBal toNewBal() {
        List<FieldError> missing = new ArrayList<>();
        Optional<Holder> person = holder.map(given -> given.toHolder(missing));
        if (type.isEmpty()) {
            missing.add(new FieldError("type", "bal.required", "PER, ORG, APP or CAB"));
        }
        if (!missing.isEmpty()) {
            throw new Invalid("bal.invalid", "the mailbox is refused", missing);
        }
        return new NewBal(
                address,
                type.orElseThrow(),
                domain,
                displayName,
                description,
                service,
                person,
                responsible,
                certificate,
                quotaBytes,
                listeRouge.orElse(false));
    }

    private static String needed(String field, Optional<String> text, List<FieldError> missing) {
        if (text.isEmpty()) {
            missing.add(new FieldError(field, "bal.required", "a holder needs " + field));
        }
        return text.orElse("");
    }
}
