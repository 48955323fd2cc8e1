package fr.vaguemestre.range;

import java.util.List;

/** Every end certificate of the range: its file name, subject, usage and what is wrong with it, if anything. */
public enum RangeLeaf {
    /** Passes every check; may send for {@code valide.SUFFIX}. */
    VALIDE("valide", Usage.SERV_SSL, "759900012", "CLINIQUE VALIDE", "Paris (75)"),
    /** Ended in 2024; otherwise like {@link #VALIDE}. */
    EXPIRE("expire", Usage.SERV_SSL, "699900023", "CLINIQUE EXPIREE", "Rhône (69)"),
    /** On the CRL of the organisations' authority. */
    REVOQUE("revoque", Usage.SERV_SSL, "319900031", "CLINIQUE REVOQUEE", "Haute-Garonne (31)"),
    /** The list's entry has the same CN, but another OU and O. */
    CNDIFFDN("cndiffdn", Usage.SERV_SSL, "339900045", "CLINIQUE CN DIFF DN", "Gironde (33)"),
    /** The list names another operator's DN for its domain. */
    NOMATCH("nomatch", Usage.SERV_SSL, "599900057", "CLINIQUE NO MATCH", "Nord (59)"),
    /** Its DN is listed, but a stranger's authority signed it. */
    NONIGC("nonigc", Usage.SERV_SSL, "679900068", "CLINIQUE NON IGC", "Bas-Rhin (67)"),
    /** The foreign operator of the range; accents in O and ST on purpose. */
    PAIR("pair", Usage.SERV_SSL, "219900014", "GROUPEMENT D'À CÔTÉ", "Côte-d'Or (21)"),
    /** Another foreign operator; quotes in O, which the list doubles, and accents, on purpose. */
    GUILLEMETS("guillemets", Usage.SERV_SSL, "929900033", "CH \\\"DU NORD\\\" À SÈVRES", "Hauts-de-Seine (92)"),
    /** Its DN is listed, but it is of the IGC's other hierarchy: the real one's names where the range plays TEST. */
    AUTREPROFIL("autreprofil", Usage.SERV_SSL, "449900071", "CLINIQUE AUTRE PROFIL", "Loire-Atlantique (44)"),
    /** The operator of the patients' mailboxes. */
    PATIENT("patient", Usage.SERV_SSL, "318999999900017", "CAISSE D'ESSAI DES PATIENTS", "Paris (75)"),
    /** The appliance's own certificate: every server of ours presents it. */
    OPERATEUR("operateur", Usage.SERV_SSL, "319900098", "CH DE TEST", "Haute-Garonne (31)"),
    /** A machine's certificate (ORG_AUTH_CLI), for an APP mailbox. */
    APPLICATIF("applicatif", Usage.ORG_AUTH_CLI, "319900098", "CH DE TEST", "Haute-Garonne (31)"),
    /** Our client certificate at Pro Santé Connect (ORG_AUTH_CLI); RSA, since what is enciphered for us is for its key. */
    CLIENT_PSC("client-psc", Usage.ORG_AUTH_CLI, "319900098", "CH DE TEST", "Haute-Garonne (31)"),
    /** HTTPS of Pro Santé Connect. */
    SERVEUR_PSC("serveur-psc", Usage.SERV_SSL, Subjects.ANS, "AGENCE DU NUMERIQUE EN SANTE", "Paris (75)"),
    /** HTTPS of the white list. */
    SERVEUR_LISTE("serveur-liste", Usage.SERV_SSL, Subjects.ANS, "AGENCE DU NUMERIQUE EN SANTE", "Paris (75)"),
    /** Signs the white list. */
    LISTE_BLANCHE("liste-blanche", Usage.ORG_SIGN, Subjects.ANS, "AGENCE DU NUMERIQUE EN SANTE", "Paris (75)"),
    /** Same subject as {@link #LISTE_BLANCHE}, but revoked. */
    LISTE_BLANCHE_REVOQUEE(
            "liste-blanche-revoquee", Usage.ORG_SIGN, Subjects.ANS, LISTE_BLANCHE.organisation, "Paris (75)"),
    /** Same subject as {@link #LISTE_BLANCHE}, but a stranger's authority signed it. */
    LISTE_BLANCHE_NONIGC(
            "liste-blanche-nonigc", Usage.ORG_SIGN, Subjects.ANS, LISTE_BLANCHE.organisation, "Paris (75)");

    /** Certificate types of the IGC-Santé that the range imitates. */
    public enum Usage {
        /** Servers, which are clients too: operators among themselves. */
        SERV_SSL,
        /** Client authentication of an organisation's software. */
        ORG_AUTH_CLI,
        /** Signature of an organisation, as under the white list. */
        ORG_SIGN
    }

    /** Authorities that sign leaves. */
    enum Signer {
        /** The imitation IGC's authority of the organisations. */
        ORGANISATIONS,
        /** Nobody that anyone knows. */
        STRANGER,
        /** The authority of the organisations of the hierarchy that is not the range's, with keys of nobody. */
        OTHER_HIERARCHY
    }

    private static final class Subjects {
        /** Type 3 (SIRET) and the number of the agency that signs the national list. */
        static final String ANS = "318751275100020";
    }

    private final String fileName;
    private final Usage usage;
    private final String identifier;
    private final String organisation;
    private final String department;

    RangeLeaf(String fileName, Usage usage, String identifier, String organisation, String department) {
        this.fileName = fileName;
        this.usage = usage;
        // Type 1 is a FINESS number of 9 digits; a longer one already has its type digit.
        this.identifier = identifier.length() == 9 ? "1" + identifier : identifier;
        this.organisation = organisation;
        this.department = department;
    }

    /** The name of its two files, without {@code .crt} or {@code .key}. */
    public String fileName() {
        return fileName;
    }

    /** Its certificate type, which decides key usage and extended key usage. */
    public Usage usage() {
        return usage;
    }

    /**
     * The subject in the order of the white list and the spelling of RFC 4514: {@code CN=…,OU=…,O=…,ST=…,C=FR}; suffix as in
     * {@code mssante.test}.
     */
    public String subject(String suffix) {
        return "CN=" + commonName(suffix) + ",OU=" + identifier + ",O=" + organisation + ",ST=" + department + ",C=FR";
    }

    /** The subject as the white list spells it: quotes doubled, as they come out of a spreadsheet, and not escaped. */
    public String listed(String suffix) {
        return subject(suffix).replace("\\\"", "\"\"");
    }

    /** The white-list domain that belongs to this leaf, whether or not the list has it. */
    public String domain(String suffix) {
        return fileName + "." + suffix;
    }

    String commonName(String suffix) {
        return switch (this) {
            case LISTE_BLANCHE, LISTE_BLANCHE_REVOQUEE, LISTE_BLANCHE_NONIGC -> "Liste Blanche MSSante TEST";
            case SERVEUR_LISTE -> "liste-blanche." + suffix;
            case SERVEUR_PSC -> "psc." + suffix;
            case CLIENT_PSC -> "psc@operateur." + suffix;
            case APPLICATIF -> "dpi-resultats@ch-exemple." + suffix;
            default -> "mx." + domain(suffix);
        };
    }

    List<String> dnsNames(String suffix) {
        return switch (this) {
            case OPERATEUR -> List.of(commonName(suffix), domain(suffix), "*." + domain(suffix), "localhost");
            case SERVEUR_LISTE -> List.of(commonName(suffix), "localhost");
            case SERVEUR_PSC -> List.of(commonName(suffix), "wallet." + commonName(suffix), "localhost");
            default -> usage == Usage.SERV_SSL ? List.of(commonName(suffix)) : List.of();
        };
    }

    /** RSA 2048, the usual gabarit of the IGC-Santé, where realism counts; P-256 elsewhere, which is made at once. */
    boolean isRsa() {
        return this == VALIDE || this == PAIR || this == LISTE_BLANCHE || this == CLIENT_PSC;
    }

    boolean onLoopback() {
        return this == OPERATEUR || this == SERVEUR_LISTE || this == SERVEUR_PSC;
    }

    /** Whether the range's own services keep it, out of the folder that tests read. */
    boolean ofTheServices() {
        return identifier.equals(Subjects.ANS);
    }

    /** Who signs it. */
    Signer signer() {
        return switch (this) {
            case NONIGC, LISTE_BLANCHE_NONIGC -> Signer.STRANGER;
            case AUTREPROFIL -> Signer.OTHER_HIERARCHY;
            default -> Signer.ORGANISATIONS;
        };
    }
}
