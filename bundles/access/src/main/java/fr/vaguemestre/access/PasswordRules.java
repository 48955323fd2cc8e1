package fr.vaguemestre.access;

import fr.vaguemestre.api.problem.FieldError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords people may choose: long ones that are not among the first to be guessed. Length and a list of what is
 * common count for more than digits and signs, which people put at the end (CNIL's recommendation of 2022, ANSSI's guide of
 * 2021), so nothing else is asked.
 */
final class PasswordRules {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;
    private static final int SHORTEST_NAME = 4;
    /** Rows and alphabets that are typed from one end on. */
    private static final Set<String> RUNS = Set.of(
            "abcdefghijklmnopqrstuvwxyz",
            "01234567890123456789",
            "azertyuiopqsdfghjklmwxcvbn",
            "qwertyuiopasdfghjklzxcvbnm");

    private static final Set<String> COMMON = words();

    private PasswordRules() {}

    /** Whether it is too long to be anybody's; not worth hashing. */
    static boolean nobodys(String password) {
        return password.length() > LONGEST;
    }

    /**
     * What is wrong with a password, told at that field.
     *
     * @param username of the account, blank where it is not known
     */
    static Optional<FieldError> wrong(String field, String password, String username) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            return Optional.of(
                    new FieldError(field, "access.password-length", SHORTEST + " to " + LONGEST + " characters"));
        }
        return common(password, username)
                ? Optional.of(new FieldError(
                        field, "access.password-common", "one of those that are guessed first: choose another"))
                : Optional.empty();
    }

    private static boolean common(String password, String username) {
        String typed = password.toLowerCase(Locale.ROOT);
        String name = username.contains("@") ? username.substring(0, username.indexOf('@')) : username;
        String rest = name.length() < SHORTEST_NAME
                ? typed
                : typed.replace(username, "").replace(name, "");
        String core = letters(unsigned(rest));
        return (core.isEmpty() && !typed.equals(rest))
                || COMMON.contains(core)
                || COMMON.contains(repeated(core))
                || repeated(typed).length() <= SHORTEST_NAME
                || isRun(typed)
                || isRun(new StringBuilder(typed).reverse().toString());
    }

    /** Without the digits and signs that people put around a word. */
    private static String unsigned(String text) {
        return text.replaceAll("^[^\\p{L}@$]+|[^\\p{L}@$]+$", "");
    }

    /** With letters in place of what is written for them, and nothing between them. */
    private static String letters(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('@', 'a')
                .replace('$', 's')
                .replaceAll("[^\\p{L}]", "");
    }

    /** The shortest part that it is a repetition of; itself where it is none. */
    private static String repeated(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            String part = text.substring(0, length);
            if (part.repeat(text.length() / length + 1).startsWith(text)) {
                return part;
            }
        }
        return text;
    }

    private static boolean isRun(String text) {
        return RUNS.stream().anyMatch(run -> (run + run).contains(text));
    }

    private static Set<String> words() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PasswordRules.class.getResourceAsStream("common-passwords.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
