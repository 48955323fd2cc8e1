package fr.vaguemestre.maildovecot;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceLog;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Reads from Dovecot's log who signed in by a mail program, and who was refused. Not the webmail's own sessions, which open
 * with a token: their person signed in elsewhere.
 */
@Component(service = TraceLog.class, configurationPid = "fr.vaguemestre.maildovecot")
public final class SignInLog implements TraceLog {
    private static final Pattern LINE = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{1,9}) .* imap-login: (?:Info: )?(.*?): user=<([^>]+)>, method=(\\w+),.*");
    private static final Set<String> TOKENS = Set.of("OAUTHBEARER", "XOAUTH2");

    private final Path file;

    /** Reads the configured file. */
    @Activate
    public SignInLog(MailDovecotConfig config) {
        this.file = Path.of(config.log());
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public List<TraceEntry> read(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches() || TOKENS.contains(found.group(4))) {
            return List.of();
        }
        boolean accepted = found.group(2).equals("Logged in");
        if (!accepted && !found.group(2).contains("auth_failed")) {
            return List.of();
        }
        return at(found.group(1))
                .map(at -> List.of(new TraceEntry(
                        at,
                        Caller.PLATFORM,
                        "sign-in",
                        accepted ? "accepted" : "refused",
                        "imap",
                        "",
                        "",
                        Optional.empty(),
                        Optional.of(found.group(3)),
                        Optional.empty(),
                        Optional.empty())))
                .orElse(List.of());
    }

    private static Optional<Instant> at(String stamp) {
        try {
            return Optional.of(LocalDateTime.parse(stamp.replace(' ', 'T'))
                    .atZone(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
