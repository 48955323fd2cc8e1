package fr.vaguemestre.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources lie that a test runs from. */
public final class Checkout {
    private Checkout() {}

    /** The checkout's root: the nearest folder upwards that holds {@code etc} and {@code bundles}. */
    public static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("etc")) && Files.isDirectory(folder.resolve("bundles"))) {
                return folder;
            }
        }
        throw new IllegalStateException("the tests run outside a checkout");
    }
}
