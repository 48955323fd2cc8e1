package fr.vaguemestre.confiance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * A distinguished name in a form in which a certificate's subject and the white list's tolerant text compare equal:
 * types and values in a fixed order, without regard to case, spacing, quoting and Unicode composition.
 *
 * @param parts {@code TYPE=value}, sorted
 */
record Dn(List<String> parts) {
    /** Types that may start a part in the list's text; a comma before anything else belongs to the value. */
    private static final Pattern PART = Pattern.compile(
            "(?:^|(?<!\\\\),)\\s*(CN|OU|O|ST|L|C|SERIALNUMBER|EMAILADDRESS|ORGANIZATIONIDENTIFIER|STREET|DC|UID)\\s*=",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern HEX_RUN = Pattern.compile("(?:\\\\[0-9A-Fa-f]{2})+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([,+\"\\\\<>;=# ])");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

    /** Names of types that RFC 2253 has no word for. */
    private static final Map<String, String> WORDS = Map.of(
            "2.5.4.5", "SERIALNUMBER", "1.2.840.113549.1.9.1", "EMAILADDRESS", "2.5.4.97", "ORGANIZATIONIDENTIFIER");

    Dn {
        parts = List.copyOf(parts);
    }

    /** Reads the white list's text; empty where it names no CN or starts with something else than a known type. */
    static Optional<Dn> ofText(String text) {
        var parts = new ArrayList<String>();
        var found = PART.matcher(text);
        String type = "";
        int from = 0;
        while (found.find()) {
            if (type.isEmpty()) {
                if (!text.substring(0, found.start()).isBlank()) {
                    return Optional.empty();
                }
            } else {
                parts.add(type + "=" + value(text.substring(from, found.start())));
            }
            type = found.group(1).toUpperCase(Locale.ROOT);
            from = found.end();
        }
        if (!type.isEmpty()) {
            parts.add(type + "=" + value(text.substring(from)));
        }
        return parts.stream().anyMatch(part -> part.startsWith("CN=") && part.length() > 3)
                ? Optional.of(sorted(parts))
                : Optional.empty();
    }

    /** Reads a certificate's subject or issuer from its structure, never from a printed form. */
    static Dn of(X500Principal principal) {
        var parts = new ArrayList<String>();
        try {
            for (Rdn rdn : new LdapName(principal.getName(X500Principal.RFC2253, WORDS)).getRdns()) {
                var attributes = rdn.toAttributes().getAll();
                while (attributes.hasMore()) {
                    Attribute attribute = attributes.next();
                    for (int i = 0; i < attribute.size(); i++) {
                        parts.add(attribute.getID().toUpperCase(Locale.ROOT) + "=" + certified(attribute.get(i)));
                    }
                }
            }
        } catch (InvalidNameException unreadable) {
            throw new IllegalArgumentException("unreadable subject", unreadable);
        } catch (NamingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return sorted(parts);
    }

    /** Hex SHA-256 of the name: under it a peer is known in one SMTP session. */
    String id() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The values of one type, for example {@code OU}. */
    List<String> values(String type) {
        return parts.stream()
                .filter(part -> part.startsWith(type + "="))
                .map(part -> part.substring(type.length() + 1))
                .toList();
    }

    /** The canonical form of one value, to compare settings with {@link #values}. */
    static String value(String raw) {
        String text = raw.strip();
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"") && !text.startsWith("\"\"")) {
            text = text.substring(1, text.length() - 1);
        }
        text = HEX_RUN.matcher(text)
                .replaceAll(run -> java.util.regex.Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(run.group().replace("\\", "")), StandardCharsets.UTF_8)));
        return plain(ESCAPED.matcher(text.replace("\"\"", "\"")).replaceAll("$1"));
    }

    private static String certified(Object value) {
        // What LdapName cannot turn into text stays as its bytes, which no list can name.
        return value instanceof byte[] bytes
                ? "#" + HexFormat.of().formatHex(bytes)
                : plain(value.toString().replace("\"\"", "\""));
    }

    private static String plain(String text) {
        return Normalizer.normalize(SPACES.matcher(text).replaceAll(" ").strip(), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
    }

    private static Dn sorted(List<String> parts) {
        return new Dn(parts.stream().sorted().toList());
    }
}
