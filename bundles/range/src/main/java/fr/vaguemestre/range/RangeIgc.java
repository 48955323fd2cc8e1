package fr.vaguemestre.range;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * The imitation of the IGC-Santé in one folder: root, authority of the organisations, their CRLs, and the leaves.
 * Its certificates are of no worth outside tests; the names follow the real hierarchy plus {@code OU=BANC D'ESSAI}.
 */
public final class RangeIgc {
    /** Leaves that are revoked unless a fault says otherwise. */
    public static final Set<RangeLeaf> REVOKED =
            Set.copyOf(EnumSet.of(RangeLeaf.REVOQUE, RangeLeaf.LISTE_BLANCHE_REVOQUEE));

    /** Life of a CRL as first made. */
    public static final Duration CRL_LIFE = Duration.ofDays(7);

    static final String ROOT_NAME = "ACR-EL-TEST";
    static final String ORG_NAME = "ACI-EL-ORG-TEST";
    private static final String OU = ",OU=BANC D'ESSAI,OU=IGC-SANTE TEST,OU=0002 187512751,O=ASIP-SANTE,C=FR";
    private static final String OTHER_OU = OU.replace("IGC-SANTE TEST", "IGC-SANTE");
    private static final Instant BORN = Instant.parse("2013-06-25T00:00:00Z");
    private static final Instant END = Instant.parse("2033-06-25T00:00:00Z");
    private static final String COMPLETE = "range.properties";

    private final Path folder;
    private final Properties facts;

    private RangeIgc(Path folder, Properties facts) {
        this.folder = folder;
        this.facts = facts;
    }

    /**
     * Opens the folder, and makes it first if it is missing or half-made (then whatever it holds is dropped). A whole one that an
     * earlier version made gets the leaves that it lacks; all else stays as it was.
     *
     * @param publication where the {@code igc} server will serve it, as {@code http://127.0.0.1:18201}
     * @param suffix the suffix of all names, as {@code mssante.test}
     */
    public static RangeIgc make(Path folder, String publication, String suffix, Clock clock)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(folder.resolve(COMPLETE))) {
            RangeIgcMaker.make(folder, publication, suffix, clock);
        }
        RangeIgc igc = open(folder);
        RangeIgcMaker.complete(igc, clock);
        return igc;
    }

    /** Opens a folder that {@link #make} finished; anything else is an {@link IOException} that says so. */
    public static RangeIgc open(Path folder) throws IOException {
        var facts = new Properties();
        Path file = folder.resolve(COMPLETE);
        if (!Files.exists(file)) {
            throw new IOException("no imitation IGC in " + folder + ": run `init` first");
        }
        try (var in = Files.newBufferedReader(file)) {
            facts.load(in);
        }
        return new RangeIgc(folder, facts);
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /** The suffix of all names, as {@code mssante.test}. */
    public String suffix() {
        return facts.getProperty("suffix", "mssante.test");
    }

    /** Base URL that the certificates name as their CRL distribution point. */
    public String publication() {
        return facts.getProperty("publication", "");
    }

    /** The self-signed root. */
    public X509Certificate root() throws IOException, GeneralSecurityException {
        return Pem.certificates(folder.resolve("root.crt")).getFirst();
    }

    /** The authority of the organisations, which signs all leaves. */
    public X509Certificate orgCa() throws IOException, GeneralSecurityException {
        return Pem.certificates(folder.resolve("org-ca.crt")).getFirst();
    }

    /** The root's CRL as it lies in the folder. */
    public X509CRL rootCrl() throws IOException, GeneralSecurityException {
        return Pem.crl(folder.resolve("root.crl"));
    }

    /** The organisations' CRL as it lies in the folder. */
    public X509CRL orgCrl() throws IOException, GeneralSecurityException {
        return Pem.crl(folder.resolve("org-ca.crl"));
    }

    /** Key and chain of a leaf. */
    public RangeIdentity identity(RangeLeaf leaf) throws IOException, GeneralSecurityException {
        return new RangeIdentity(Pem.certificates(file(leaf, ".crt")), Pem.key(file(leaf, ".key")));
    }

    /** A fresh pair of CRLs, root's first, valid from {@code from} for {@code life}; nothing is written. */
    public List<X509CRL> crls(Set<RangeLeaf> revoked, Instant from, Duration life)
            throws IOException, GeneralSecurityException {
        var serials = new TreeSet<BigInteger>();
        for (RangeLeaf leaf : revoked) {
            serials.add(Pem.certificates(file(leaf, ".crt")).getFirst().getSerialNumber());
        }
        var validity = new Authority.Validity(from, from.plus(life));
        var since = Instant.parse(facts.getProperty("made", BORN.toString()));
        try {
            return List.of(
                    authority("root", ROOT_NAME).crl(Set.of(), since, validity),
                    authority("org-ca", ORG_NAME).crl(serials, since, validity));
        } catch (OperatorCreationException cannotSign) {
            throw new GeneralSecurityException(cannotSign);
        }
    }

    /** Puts a pair of CRLs, as {@link #crls} gives it, in the place of the folder's. */
    public void publish(List<X509CRL> crls) throws IOException {
        Pem.write(folder.resolve("root.crl"), RangeIgcMaker.PUBLIC, List.of(crls.get(0)));
        Pem.write(folder.resolve("org-ca.crl"), RangeIgcMaker.PUBLIC, List.of(crls.get(1)));
    }

    private Authority authority(String name, String shortName) throws IOException, GeneralSecurityException {
        return new Authority(
                Pem.certificates(folder.resolve(name + ".crt")).getFirst(),
                Pem.key(folder.resolve(RangeIgcMaker.KEYS).resolve(name + ".key")),
                publication(),
                shortName);
    }

    private Path file(RangeLeaf leaf, String extension) {
        Path home = leaf.ofTheServices() ? folder.resolve(RangeIgcMaker.SERVICES) : folder;
        return home.resolve(leaf.fileName() + extension);
    }

    /** Makes a folder aside and puts it in place in one move, so that a kill leaves nothing that looks finished. */
    private static final class RangeIgcMaker {
        static final String PUBLIC = "rw-r--r--";
        static final String LEAF_KEY = "rw-r-----";
        static final String CA_KEY = "rw-------";
        static final String KEYS = "private";
        static final String SERVICES = "services";

        static void make(Path folder, String publication, String suffix, Clock clock)
                throws IOException, GeneralSecurityException {
            Path target = folder.toAbsolutePath();
            Path draft = target.resolveSibling(target.getFileName() + ".making");
            remove(draft);
            Files.createDirectories(draft);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String secret : List.of(KEYS, SERVICES)) {
                Path inside = Files.createDirectory(draft.resolve(secret));
                Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwx------"));
            }
            try {
                fill(draft, publication, suffix, clock.instant());
            } catch (OperatorCreationException cannotSign) {
                throw new GeneralSecurityException(cannotSign);
            }
            remove(target);
            Files.move(draft, target);
        }

        private static void fill(Path draft, String publication, String suffix, Instant now)
                throws IOException, GeneralSecurityException, OperatorCreationException {
            var whole = new Authority.Validity(BORN, END);
            var root =
                    Authority.selfSigned("CN=TEST AC RACINE IGC-SANTE ELEMENTAIRE" + OU, whole, publication, ROOT_NAME);
            var org = root.subordinate("CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS" + OU, whole, ORG_NAME);
            authority(draft, "root", root);
            authority(draft, "org-ca", org);
            var facts = new Properties();
            facts.setProperty("publication", publication);
            facts.setProperty("suffix", suffix);
            facts.setProperty("made", now.toString());
            var igc = new RangeIgc(draft, facts);
            issue(igc, List.of(RangeLeaf.values()), now);
            igc.publish(igc.crls(REVOKED, now, CRL_LIFE));
            try (var out = Files.newBufferedWriter(draft.resolve(COMPLETE))) {
                facts.store(out, "Practice range: this folder is complete.");
            }
        }

        /** Adds the leaves that came with a later version than the folder's. */
        static void complete(RangeIgc igc, Clock clock) throws IOException, GeneralSecurityException {
            List<RangeLeaf> missing = Stream.of(RangeLeaf.values())
                    .filter(leaf -> !Files.exists(igc.file(leaf, ".crt")))
                    .toList();
            try {
                if (!missing.isEmpty()) {
                    issue(igc, missing, clock.instant());
                }
            } catch (OperatorCreationException cannotSign) {
                throw new GeneralSecurityException(cannotSign);
            }
        }

        private static void issue(RangeIgc igc, List<RangeLeaf> leaves, Instant now)
                throws IOException, GeneralSecurityException, OperatorCreationException {
            var whole = new Authority.Validity(BORN, END);
            var signers = Map.of(
                    RangeLeaf.Signer.ORGANISATIONS,
                    igc.authority("org-ca", ORG_NAME),
                    RangeLeaf.Signer.STRANGER,
                    Authority.selfSigned("CN=AUTRE AC,O=AUTRE,C=FR", whole, "", "AUTRE"),
                    RangeLeaf.Signer.OTHER_HIERARCHY,
                    Authority.selfSigned(
                            "CN=AC IGC-SANTE ELEMENTAIRE ORGANISATIONS" + OTHER_OU, whole, "", "AUTRE-EL"));
            for (RangeLeaf leaf : leaves) {
                var signer = Objects.requireNonNull(signers.get(leaf.signer()));
                var identity = signer.issue(leaf, igc.suffix(), validity(leaf, now));
                // The key first: whoever finds the certificate finds both.
                Pem.write(igc.file(leaf, ".key"), LEAF_KEY, List.of(identity.key()));
                Pem.write(igc.file(leaf, ".crt"), PUBLIC, identity.chain());
            }
        }

        private static void authority(Path draft, String name, Authority authority) throws IOException {
            Pem.write(draft.resolve(name + ".crt"), PUBLIC, List.of(authority.certificate()));
            Pem.write(draft.resolve(KEYS).resolve(name + ".key"), CA_KEY, List.of(authority.key()));
        }

        private static Authority.Validity validity(RangeLeaf leaf, Instant now) {
            if (leaf == RangeLeaf.EXPIRE) {
                return new Authority.Validity(
                        Instant.parse("2021-01-01T00:00:00Z"), Instant.parse("2024-01-01T00:00:00Z"));
            }
            Instant until = now.plus(Duration.ofDays(3 * 365));
            return new Authority.Validity(now.minus(Duration.ofDays(1)), until.isBefore(END) ? until : END);
        }

        private static void remove(Path folder) throws IOException {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.toList().reversed()) {
                    Files.delete(path);
                }
            }
        }
    }
}
