package fr.vaguemestre.api.webmail;

import java.util.Optional;
import java.util.Set;

/**
 * A change of a message; what is empty stays as it is.
 *
 * @param add flags to set
 * @param remove flags to take off
 * @param folder path of the folder to move it to
 */
public record MessageChange(Set<MessageFlag> add, Set<MessageFlag> remove, Optional<String> folder) {
    /** Keeps unmodifiable copies. */
    public MessageChange {
        add = Set.copyOf(add);
        remove = Set.copyOf(remove);
    }

    /** Sets a flag. */
    public static MessageChange set(MessageFlag flag) {
        return new MessageChange(Set.of(flag), Set.of(), Optional.empty());
    }

    /** Takes a flag off. */
    public static MessageChange unset(MessageFlag flag) {
        return new MessageChange(Set.of(), Set.of(flag), Optional.empty());
    }

    /** Moves to that folder. */
    public static MessageChange moveTo(String folder) {
        return new MessageChange(Set.of(), Set.of(), Optional.of(folder));
    }
}
