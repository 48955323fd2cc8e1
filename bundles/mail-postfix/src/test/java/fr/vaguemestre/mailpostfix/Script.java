package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program in the place of one of the appliance's. */
final class Script {
    private Script() {}

    /** Makes it from lines of shell. */
    static String in(Path folder, String name, String lines) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + lines + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toString();
    }
}
