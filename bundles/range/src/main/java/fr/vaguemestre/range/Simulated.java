package fr.vaguemestre.range;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Simulated operators: what each listed domain's mail server shows when somebody delivers to it. */
enum Simulated {
    /** A good operator that takes everything. */
    VALIDE(RangeLeaf.VALIDE, 31),
    /** Its certificate ended in 2024. */
    EXPIRE(RangeLeaf.EXPIRE, 32),
    /** Its certificate is on the CRL. */
    REVOQUE(RangeLeaf.REVOQUE, 33),
    /** Its certificate is not of the IGC. */
    NONIGC(RangeLeaf.NONIGC, 34),
    /** The list names a stranger's DN for its domain. */
    NOMATCH(RangeLeaf.NOMATCH, 35),
    /** The list names the same CN with another DN. */
    CNDIFFDN(RangeLeaf.CNDIFFDN, 36),
    /** Offers no STARTTLS, and would take mail in clear. */
    SANS_TLS(RangeLeaf.VALIDE, 37),
    /** A good operator that defers each sender and recipient at first. */
    LISTE_GRISE(RangeLeaf.VALIDE, 38),
    /** A good operator that takes messages of 64 kB at most. */
    PETIT(RangeLeaf.VALIDE, 39),
    /** A good operator that thinks before each of its replies. */
    LENT(RangeLeaf.VALIDE, 40),
    /** A good operator that at first closes its half of the connection in place of its answer to a message. */
    COUPE(RangeLeaf.VALIDE, 41),
    /** A good operator whose O has quotes, which the list doubles, and accents. */
    GUILLEMETS(RangeLeaf.GUILLEMETS, 42),
    /** Its certificate is of the IGC's other hierarchy. */
    AUTREPROFIL(RangeLeaf.AUTREPROFIL, 43),
    /** A domain with five certificates; shows the fourth. */
    CINQ(RangeLeaf.GUILLEMETS, 44),
    /** A good operator whose name has a capital on the list, and whose DN has spaces there. */
    ESPACES(RangeLeaf.VALIDE, 45),
    /** The operator of the patients' mailboxes, with rules of its own ({@link PatientRoom}). */
    PATIENT(RangeLeaf.PATIENT, 46);

    private final RangeLeaf leaf;
    private final int number;

    Simulated(RangeLeaf leaf, int number) {
        this.leaf = leaf;
        this.number = number;
    }

    /** The first label of its domain, as {@code sans-tls}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its domain under that suffix. */
    String domain(String suffix) {
        return label() + "." + suffix;
    }

    /** The certificate that it shows; empty where it offers no TLS. */
    Optional<RangeLeaf> shows() {
        return this == SANS_TLS ? Optional.empty() : Optional.of(leaf);
    }

    /** The listed DN of a domain that has no leaf of its own name. */
    Optional<RangeLeaf> borrowed() {
        return label().equals(leaf.fileName()) ? Optional.empty() : Optional.of(leaf);
    }

    /** Last number of its address in the DNS server's net. */
    int number() {
        return number;
    }

    /** All as lines of the zone; the net as {@code 127.18.0}. */
    static String zone(String net) {
        var text = new StringBuilder();
        for (Simulated one : List.of(values())) {
            text.append("%s MX 10 mx.%s\nmx.%s A %s.%d\n"
                    .formatted(one.label(), one.label(), one.label(), net, one.number));
        }
        return text.toString();
    }
}
