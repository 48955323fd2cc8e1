package fr.vaguemestre.ui.igc;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** How a DN is shown where there is no room for all of it. */
final class Names {
    private Names() {}

    /** The common name, where the DN has one. */
    static String common(String dn) {
        try {
            return new LdapName(dn)
                    .getRdns().reversed().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst()
                            .orElse(dn);
        } catch (InvalidNameException asItIs) {
            return dn;
        }
    }
}
