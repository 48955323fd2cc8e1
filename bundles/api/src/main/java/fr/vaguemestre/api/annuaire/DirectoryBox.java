package fr.vaguemestre.api.annuaire;

import fr.vaguemestre.api.bal.BalType;

/**
 * A mailbox as the directory shows it; texts are blank where the directory says nothing.
 *
 * @param address lower case
 * @param service unit of an ORG
 * @param structure name of the structure
 * @param structureId FINESS or SIRET of the structure
 * @param city with its postal code apart
 * @param paperless whether documents may be sent there in place of paper
 */
public record DirectoryBox(
        String address,
        BalType type,
        String service,
        String structure,
        String structureId,
        String city,
        String postalCode,
        boolean paperless) {}
