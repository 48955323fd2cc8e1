package fr.vaguemestre.api.bal;

import java.util.Optional;

/**
 * A mailbox to make.
 *
 * @param address absent for a PER: derived from its holder ({@code prenom.nom@domaine}, homonyms get a digit)
 * @param type the kind
 * @param domain needed where the address is absent
 * @param displayName absent: the holder's name, or the local part
 * @param quotaBytes absent: the house default; 1 MiB to 1 TiB
 */
public record NewBal(
        Optional<String> address,
        BalType type,
        Optional<String> domain,
        Optional<String> displayName,
        Optional<String> description,
        Optional<String> service,
        Optional<Holder> holder,
        Optional<String> responsible,
        Optional<String> certificate,
        Optional<Long> quotaBytes,
        boolean listeRouge) {}
