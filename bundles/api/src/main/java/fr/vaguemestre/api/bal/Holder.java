package fr.vaguemestre.api.bal;

import java.util.Optional;

/**
 * The professional that a personal mailbox is bound to.
 *
 * @param rpps 11 digits; a wrong check digit only warns
 * @param givenName given name, 1 to 100 characters
 * @param familyName family name, 1 to 100 characters
 * @param professionCode code of the profession (NOS TRE_G15), 1 to 10 letters or digits
 */
public record Holder(String rpps, String givenName, String familyName, Optional<String> professionCode) {}
