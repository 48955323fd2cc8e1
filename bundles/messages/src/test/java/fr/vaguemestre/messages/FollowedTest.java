package fr.vaguemestre.messages;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("mail.log");
    }

    @Test
    void onlyWholeLinesAreRead() throws IOException {
        try (var followed = new Followed(file, Followed.Place.START)) {
            assertThat(all(followed)).isEmpty();
            write("one\ntw");
            assertThat(all(followed)).containsExactly("one");
            write("o\nthree\n");
            assertThat(all(followed)).containsExactly("two", "three");
        }
    }

    @Test
    void aRotationLosesNothing() throws IOException {
        try (var followed = new Followed(file, Followed.Place.START)) {
            write("one\n");
            assertThat(all(followed)).containsExactly("one");
            Files.move(file, folder.resolve("mail.log.1"));
            Files.createFile(file);
            assertThat(all(followed)).isEmpty();
            // The server has not yet opened the new file.
            Files.writeString(folder.resolve("mail.log.1"), "two\n", APPEND);
            assertThat(all(followed)).containsExactly("two");
            Files.writeString(folder.resolve("mail.log.1"), "three\n", APPEND);
            write("four\n");
            assertThat(all(followed)).containsExactly("three", "four");
        }
    }

    @Test
    void aRestartGoesOnWhereItStoppedAlsoAcrossARotation() throws IOException {
        write("one\ntwo\n");
        Followed.Place place;
        try (var followed = new Followed(file, Followed.Place.START)) {
            assertThat(all(followed)).hasSize(2);
            place = followed.place();
        }
        write("three\n");
        Files.move(file, folder.resolve("mail.log.1"));
        write("four\n");
        try (var followed = new Followed(file, place)) {
            assertThat(all(followed)).containsExactly("three", "four");
        }
    }

    @Test
    void aFileCutInPlaceIsReadFromItsStart() throws IOException {
        try (var followed = new Followed(file, Followed.Place.START)) {
            write("one\ntwo\n");
            assertThat(all(followed)).hasSize(2);
            Files.writeString(file, "x\n", TRUNCATE_EXISTING);
            assertThat(all(followed)).containsExactly("x");
        }
    }

    @Test
    void muchAtOnceIsReadInParts() throws IOException {
        try (var followed = new Followed(file, Followed.Place.START)) {
            write("0123456789\n".repeat(50_000));
            assertThat(all(followed)).hasSize(50_000).containsOnly("0123456789");
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, CREATE, APPEND);
    }

    private static List<String> all(Followed followed) throws IOException {
        var all = new ArrayList<String>();
        // An empty answer may be the turn of a file.
        for (int empty = 0; empty < 2; ) {
            List<String> lines = followed.lines();
            empty = lines.isEmpty() ? empty + 1 : 0;
            all.addAll(lines);
        }
        return all;
    }
}
