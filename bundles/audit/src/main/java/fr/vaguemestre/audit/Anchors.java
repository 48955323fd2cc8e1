package fr.vaguemestre.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file of anchors: each line signed, and holding the hash of the line before. Only ever appended to, by this node; read
 * anew whenever it has changed.
 */
final class Anchors {
    private static final String FILE = "anchors.jsonl";
    private static final String BEGINNING = "0".repeat(64);

    private final Path file;
    private final AnchorKey key;
    private Map<String, NavigableMap<Long, Anchor>> known = Map.of();
    private String last = BEGINNING;
    private Optional<Instant> lastAt = Optional.empty();
    private long size = -1;

    /** Of that folder, which is made, like its key, if it is not there. */
    Anchors(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        this.key = AnchorKey.in(folder);
        this.file = folder.resolve(FILE);
    }

    AnchorKey key() {
        return key;
    }

    /**
     * All anchors by tenant and place.
     *
     * @throws GeneralSecurityException if a line was changed, taken out or put in
     */
    synchronized Map<String, NavigableMap<Long, Anchor>> known() throws IOException, GeneralSecurityException {
        long now = Files.exists(file) ? Files.size(file) : 0;
        if (now != size) {
            load();
            size = now;
        }
        return known;
    }

    /** When the last one was written. */
    synchronized Optional<Instant> lastAt() throws IOException, GeneralSecurityException {
        known();
        return lastAt;
    }

    /** Notes heads that moved since they were noted last; how many. */
    synchronized int add(List<Head> heads, Instant now) throws IOException, GeneralSecurityException {
        Map<String, NavigableMap<Long, Anchor>> before = known();
        var lines = new StringBuilder();
        String previous = last;
        int added = 0;
        for (Head head : heads) {
            NavigableMap<Long, Anchor> old = before.getOrDefault(head.tenant(), new TreeMap<>());
            // A chain that became shorter is for the verification to tell; it is not anchored over.
            if (head.sequence() > 0 && (old.isEmpty() || head.sequence() > old.lastKey())) {
                String line = Anchor.signed(key, now.toString(), head, previous).line();
                lines.append(line).append('\n');
                previous = Hashes.sha256(line);
                added++;
            }
        }
        if (added > 0) {
            Files.writeString(
                    file,
                    lines,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
            known();
        }
        return added;
    }

    private void load() throws IOException, GeneralSecurityException {
        var found = new HashMap<String, NavigableMap<Long, Anchor>>();
        String previous = BEGINNING;
        Optional<Instant> at = Optional.empty();
        int number = 0;
        for (String line : lines()) {
            number++;
            Anchor anchor;
            try {
                anchor = Anchor.of(FlatJson.read(line));
                at = Optional.of(Instant.parse(anchor.at()));
            } catch (RuntimeException unreadable) {
                throw new GeneralSecurityException("line " + number + " of the anchors cannot be read", unreadable);
            }
            if (!anchor.previous().equals(previous) || !anchor.isSignedBy(key.publicKey())) {
                throw new GeneralSecurityException("line " + number + " of the anchors is not as it was written");
            }
            found.computeIfAbsent(anchor.tenant(), any -> new TreeMap<>()).put(anchor.sequence(), anchor);
            previous = Hashes.sha256(line);
        }
        known = found;
        last = previous;
        lastAt = at;
    }

    private List<String> lines() throws IOException {
        try {
            return new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
