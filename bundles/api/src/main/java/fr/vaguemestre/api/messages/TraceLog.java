package fr.vaguemestre.api.messages;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A server's log whose lines tell what became of messages. Register it as a service: the traces follow the file across
 * rotations and restarts, hand over each line once, and keep what it yields.
 */
@ConsumerType
public interface TraceLog {
    /** The file to follow; it may not exist yet. */
    Path file();

    /**
     * What that line tells, often nothing. Called in the order of the file, never twice at once; after a crash the last
     * lines may come again.
     */
    List<TraceEntry> read(String line);
}
