package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.confiance.ListRefused.Why;
import java.net.IDN;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads the entries of a verified list, tolerantly: one bad entry is skipped and told, never the whole list. Only what
 * the signature covers is looked at: direct children of the root.
 */
final class ListReader {
    static final String NAMESPACE = "https://listeblanche.mssante.fr/schema";

    private static final int MOST_WARNINGS = 500;
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern STRUCTURE = Pattern.compile("(1\\d{9}|3\\d{14})");

    private final Map<String, Draft> drafts = new HashMap<>();
    private final Map<String, Optional<String>> ids = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private int hidden;
    private long entries;

    private ListReader() {}

    /** When the list was made. */
    static Instant generatedAt(Document document) throws ListRefused {
        String text = only(root(document), "DateDeGeneration").getTextContent().strip();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw new ListRefused(Why.MALFORMED, "DateDeGeneration is " + text, unreadable);
        }
    }

    /** The list as it will be in force. */
    static WhiteList read(Document document, String digest) throws ListRefused {
        Instant generatedAt = generatedAt(document);
        var reader = new ListReader();
        for (Element entry : children(only(root(document), "ListeDomaines"), "Domaine")) {
            reader.add(text(entry, "Nom"), text(entry, "Description"), text(entry, "DNCertificatOperateur"));
        }
        if (reader.drafts.isEmpty()) {
            throw new ListRefused(Why.MALFORMED, "no usable entry");
        }
        return reader.finish(generatedAt, digest);
    }

    private void add(String rawName, String description, String rawDn) {
        Optional<String> name = name(rawName);
        if (name.isEmpty()) {
            warn("skipped: \"" + rawName + "\" is no domain");
            return;
        }
        Optional<String> id = ids.computeIfAbsent(rawDn, this::id);
        if (id.isEmpty()) {
            warn("skipped: " + name.get() + " has an unreadable DN \"" + rawDn + "\"");
            return;
        }
        if (!name.get().equals(rawName)) {
            warn("\"" + rawName + "\" is read as " + name.get());
        }
        entries++;
        Draft draft = drafts.computeIfAbsent(name.get(), unused -> new Draft());
        draft.descriptions.add(description);
        draft.dns.add(rawDn);
        draft.peers.add(id.get());
    }

    private Optional<String> id(String rawDn) {
        Optional<Dn> dn = Dn.ofText(rawDn);
        if (dn.isPresent()) {
            if (rawDn.contains("\"\"")) {
                warn("doubled quotes in DN \"" + rawDn + "\"");
            }
            for (String unit : dn.get().values("OU")) {
                if (!STRUCTURE.matcher(unit).matches()) {
                    warn("OU " + unit + " is neither a FINESS nor a SIRET in DN \"" + rawDn + "\"");
                } else if (!luhn(unit.substring(1))) {
                    warn("OU " + unit + " has a wrong check digit in DN \"" + rawDn + "\"");
                }
            }
        }
        return dn.map(Dn::id);
    }

    private WhiteList finish(Instant generatedAt, String digest) {
        var domains = new HashMap<String, WhiteList.Listed>();
        var operators = new HashSet<String>();
        drafts.forEach((name, draft) -> {
            var shown = new WhiteListDomain(name, List.copyOf(draft.descriptions), List.copyOf(draft.dns));
            domains.put(name, new WhiteList.Listed(shown, draft.peers));
            operators.addAll(draft.peers);
        });
        if (hidden > 0) {
            warnings.add("and " + hidden + " more");
        }
        return new WhiteList(generatedAt, digest, entries, domains, operators, warnings);
    }

    private void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        } else {
            hidden++;
        }
    }

    private static Optional<String> name(String raw) {
        try {
            String ascii = IDN.toASCII(raw.strip()).toLowerCase(Locale.ROOT);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 1 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static Element root(Document document) throws ListRefused {
        Element root = document.getDocumentElement();
        if (!NAMESPACE.equals(root.getNamespaceURI()) || !"ListeBlancheMSSante".equals(root.getLocalName())) {
            throw new ListRefused(Why.MALFORMED, "the root element is " + root.getNodeName());
        }
        return root;
    }

    private static Element only(Element parent, String name) throws ListRefused {
        List<Element> found = children(parent, name);
        if (found.size() != 1) {
            throw new ListRefused(Why.MALFORMED, found.size() + " elements " + name);
        }
        return found.getFirst();
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && name.equals(element.getLocalName())
                    && NAMESPACE.equals(element.getNamespaceURI())) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element entry, String name) {
        List<Element> found = children(entry, name);
        return found.size() == 1 ? found.getFirst().getTextContent().strip() : "";
    }

    private static final class Draft {
        final Set<String> descriptions = new LinkedHashSet<>();
        final Set<String> dns = new LinkedHashSet<>();
        final Set<String> peers = new HashSet<>();
    }
}
