package fr.vaguemestre.range;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The faults switched on: one empty file each, named as the fault, in one folder that is read at every use. */
final class Faults {
    private final Path folder;

    Faults(Path folder) {
        this.folder = folder;
    }

    Set<Fault> on() {
        var on = EnumSet.noneOf(Fault.class);
        Stream.of(Fault.values())
                .filter(fault -> Files.exists(folder.resolve(fault.label())))
                .forEach(on::add);
        return Collections.unmodifiableSet(on);
    }

    void set(Fault fault, boolean on) throws IOException {
        Path flag = folder.resolve(fault.label());
        if (!on) {
            Files.deleteIfExists(flag);
        } else if (!Files.exists(flag)) {
            Files.createDirectories(folder);
            Files.createFile(flag);
        }
    }

    /** The leaves that the CRL must name now. */
    Set<RangeLeaf> revoked() {
        var revoked = EnumSet.copyOf(RangeIgc.REVOKED);
        for (Fault fault : on()) {
            switch (fault) {
                case REVOQUE_CLEARED -> revoked.remove(RangeLeaf.REVOQUE);
                case PEER_REVOKED -> revoked.add(RangeLeaf.PAIR);
                case VALIDE_REVOKED -> revoked.add(RangeLeaf.VALIDE);
                default -> {}
            }
        }
        return Collections.unmodifiableSet(revoked);
    }
}
