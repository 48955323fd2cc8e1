package fr.vaguemestre.api.confiance;

import java.util.List;

/**
 * One domain of the white list.
 *
 * @param name lower case
 * @param descriptions one for each entry, as written
 * @param certificateDns DN of the operators' certificates, as written
 */
public record WhiteListDomain(String name, List<String> descriptions, List<String> certificateDns) {}
