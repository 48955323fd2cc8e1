package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes an extraction of the national directory that nobody is in: layout, size and repetition of the real one (535,000
 * lines, one professional with several mailboxes, some lines twice), names put together by chance, always the same ones.
 */
public final class ExtractionMaker {
    /** Lines of the real file in 2026, about. */
    public static final int NATIONAL_LINES = 535_000;

    static final String HEADER =
            "Type de BAL|Adresse BAL|Type Identifiant PP|Identifiant PP|Identification nationale PP|"
                    + "Type identifiant structure|Identification Structure|Service de rattachement|Civilité d'exercice|"
                    + "Nom d'exercice|Prénom d'exercice|Catégorie profession|Libellé de catégorie profession|Code Profession|"
                    + "Libellé Profession|Code savoir-faire|Libellé savoir-faire|Dématérialisation|Raison Sociale structure BAL|"
                    + "Enseigne commerciale structure BAL|L2COMPLEMENTLOCALISATION structure BAL|"
                    + "L3COMPLEMENTDISTRIBUTION structure BAL|L4NUMEROVOIE structure BAL|L4COMPLEMENTNUMEROVOIE structure BAL|"
                    + "L4TYPEVOIE structure BAL|L4LIBELLEVOIE structure BAL|L5LIEUDITMENTION structure BAL|"
                    + "L6LIGNEACHEMINEMENT structure BAL|Code postal structure BAL|Département structure BAL|Pays structure BAL";

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
    private static final List<String> GIVEN = words(
            "Marie Jean Hélène François Chloé Léa Noël Zoé Lucas Camille Éric Agnès Benoît Cécile Gérard Inès Jérôme Maëlle"
                    + " Océane Rémi Sébastien Thérèse Valérie Yann Aurélie Bérénice Clément Élodie Frédéric Grégoire Hugo Joséphine"
                    + " Karim Laëtitia Mathéo Nicolas Ophélie Paul Quentin Raphaël Solène Thomas Ulysse Véronique William Yasmine");
    private static final List<String> FIRST = words(
            "MAR DU LE BER PER RO GA VI BON FON CHA DEL MO GI LA BRU ROU MAT HEN FAU AUB CLE GRA PEL SAU TOU VAL NOE REY BAR COL"
                    + " FER GUE JAC LAM MER PIC RIV SER TES");
    private static final List<String> MIDDLE = words(
            "TI PON NAR RE MI RAR NE CHE TAI VIL LAN MON BER GEN DRI LEM NAU PEL QUE RIE SSE TTE VAR ZEL BOU CAR DAN FAN GUI LOU");
    private static final List<String> LAST =
            words("N T D S EAU ET ON IER AND EL ARD OT IN AULT OUX ERE EZ IS AUD INI ENT OIS ANT EUX ILLE ARDIN");
    private static final List<String> CITIES = words(
            "PARIS LYON MARSEILLE TOULOUSE NICE NANTES MONTPELLIER STRASBOURG BORDEAUX LILLE RENNES REIMS SAINT-ETIENNE"
                    + " LE-HAVRE TOULON GRENOBLE DIJON ANGERS NIMES VILLEURBANNE CLERMONT-FERRAND LE-MANS AIX-EN-PROVENCE BREST TOURS"
                    + " LIMOGES AMIENS PERPIGNAN METZ BESANCON ORLEANS ROUEN MULHOUSE CAEN NANCY AVIGNON POITIERS PAU CALAIS"
                    + " LA-ROCHELLE ANNECY COLMAR QUIMPER VALENCE TROYES CHAMBERY NIORT LORIENT BEZIERS VANNES ARLES LAVAL CHOLET");
    private static final List<String> KINDS = List.of(
            "CENTRE HOSPITALIER DE %s",
            "CLINIQUE DU PARC %s",
            "CABINET MEDICAL %s",
            "MAISON DE SANTE DE %s",
            "EHPAD LES TILLEULS %s",
            "PHARMACIE DE %s",
            "LABORATOIRE DE BIOLOGIE %s");
    private static final List<String> SERVICES = List.of(
            "SECRETARIAT DE CARDIOLOGIE",
            "URGENCES ADULTES",
            "MATERNITE",
            "LABORATOIRE",
            "SERVICE SOCIAL",
            "RADIOLOGIE",
            "ADMISSIONS",
            "HOPITAL DE JOUR ONCOLOGIE");
    private static final List<String> PROFESSIONS = List.of(
            "10|Médecin|SM26|Qualifié en médecine générale",
            "10|Médecin|SM04|Cardiologie et maladies vasculaires",
            "60|Infirmier||",
            "70|Masseur-Kinésithérapeute||",
            "50|Sage-Femme||",
            "21|Pharmacien||",
            "40|Chirurgien-Dentiste||",
            "91|Orthophoniste||");

    private final String suffix;

    ExtractionMaker(String suffix) {
        this.suffix = suffix;
    }

    /** The file's name for that moment, without its ending. */
    static String name(Instant at) {
        return "Extraction_Correspondance_MSSante_" + MINUTE.format(at.atZone(PARIS));
    }

    /**
     * Writes the ZIP.
     *
     * @param lines how many are made by chance
     * @param more lines behind them, as they are
     */
    void write(OutputStream out, int lines, List<String> more, Instant at) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(3);
            zip.putNextEntry(new ZipEntry(name(at) + ".txt"));
            var text = new BufferedWriter(new OutputStreamWriter(zip, UTF_8), 1 << 16);
            text.write(HEADER + "\n");
            Random random = new Random(7);
            String line = "";
            for (int i = 0; i < lines; i++) {
                line = i % 3_000 == 2_999 ? line : line(i, lines, random);
                text.write(line + "\n");
            }
            for (String one : more) {
                text.write(one + "\n");
            }
            text.flush();
            zip.closeEntry();
        }
    }

    private String line(int i, int lines, Random random) {
        int structure = (int) Math.min(1e9, Math.pow(1 - random.nextDouble(), -1.6)) % 5_000;
        if (random.nextInt(100) < 15) {
            String service = SERVICES.get(i % SERVICES.size());
            return unit(
                    slug(service) + i + "@etab" + structure + "." + suffix,
                    service,
                    finess(structure),
                    place(structure));
        }
        // Three professionals for four lines, so some have several mailboxes.
        Random person = new Random(1_000_003L * random.nextInt(Math.max(1, lines * 3 / 4)) + 11);
        String given = GIVEN.get(person.nextInt(GIVEN.size()));
        String family = family(person);
        String rpps = "9" + "%09d".formatted(person.nextInt(1_000_000_000)) + person.nextInt(10);
        String address = slug(given) + "." + slug(family) + i + "@etab" + structure + "." + suffix;
        return person(
                address,
                rpps,
                given,
                family,
                PROFESSIONS.get(person.nextInt(PROFESSIONS.size())),
                finess(structure),
                place(structure));
    }

    /** A line of a professional. */
    static String person(
            String address, String rpps, String given, String family, String profession, String finess, String place) {
        String[] known = profession.split("\\|", -1);
        return String.join(
                "|",
                "PER",
                address,
                "8",
                rpps,
                "8" + rpps,
                "1",
                finess,
                "",
                "",
                family,
                given,
                "C",
                "Civil",
                known[0],
                known[1],
                known[2],
                known[3],
                "O",
                place);
    }

    /** A line of a service. */
    static String unit(String address, String service, String finess, String place) {
        return String.join(
                "|", "ORG", address, "", "", "", "1", finess, service, "", "", "", "", "", "", "", "", "", "N", place);
    }

    /** The thirteen columns of a structure. */
    static String place(int structure) {
        Random random = new Random(structure);
        String city = CITIES.get(random.nextInt(CITIES.size())).replace('-', ' ');
        String code = "%05d".formatted(1_000 + random.nextInt(94_000));
        String name = KINDS.get(random.nextInt(KINDS.size())).formatted(city) + (structure > 60 ? " " + structure : "");
        return String.join(
                "|",
                name,
                "",
                "",
                "",
                Integer.toString(1 + random.nextInt(90)),
                "",
                "RUE",
                "DES TESTS",
                "",
                code + " " + city,
                code,
                code.substring(0, 2),
                "99000");
    }

    private static String family(Random random) {
        return FIRST.get(random.nextInt(FIRST.size()))
                + MIDDLE.get(random.nextInt(MIDDLE.size()))
                + LAST.get(random.nextInt(LAST.size()));
    }

    private static String finess(int structure) {
        return "99%07d".formatted(structure);
    }

    private static String slug(String words) {
        return java.text.Normalizer.normalize(words, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z]+", "-")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
