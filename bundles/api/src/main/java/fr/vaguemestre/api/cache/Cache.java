package fr.vaguemestre.api.cache;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Redis, or this JVM's memory while Redis is away. Holds no truth. Keys are {@code <capability>:<what>}. */
@ProviderType
public interface Cache {
    /** The value under that key, if it is still there. */
    Optional<String> get(String key);

    /** Keeps a value for that long at most. */
    void put(String key, String value, Duration life);

    /** Forgets a value. */
    void remove(String key);

    /** Adds one to a counter that begins at zero and ends that long after its first count; returns the new count. */
    long increment(String key, Duration life);

    /** Whether values are shared with other nodes (Redis answers) or only this JVM's. */
    boolean shared();
}
