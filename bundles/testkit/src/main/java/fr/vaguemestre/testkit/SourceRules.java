package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What only the sources tell: how long they are. */
final class SourceRules {
    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 40;

    private SourceRules() {}

    static void check(Path folder) {
        assertThat(violations(folder))
                .as("long files and methods under " + folder)
                .isEmpty();
    }

    /** Everything too long under a folder, one sentence each. */
    static List<String> violations(Path folder) {
        var found = new ArrayList<String>();
        var sources = sources(folder);
        for (var source : sources) {
            var lines = read(source).lines().count();
            if (lines > FILE_LINES) {
                found.add("%s has %d lines, more than %d".formatted(source, lines, FILE_LINES));
            }
        }
        if (!sources.isEmpty()) {
            longMethods(sources, found);
        }
        return found;
    }

    private static void longMethods(List<Path> sources, List<String> found) {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var positions = Trees.instance(task).getSourcePositions();
            for (var unit : task.parse()) {
                new MethodLengths(unit, positions, found).scan(unit, null);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Path> sources(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.getFileName().toString().contains("-info"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class MethodLengths extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            var body = method.getBody();
            if (body != null) {
                var map = unit.getLineMap();
                var lines = map.getLineNumber(positions.getEndPosition(unit, body))
                        - map.getLineNumber(positions.getStartPosition(unit, body))
                        + 1;
                if (lines > METHOD_LINES) {
                    found.add("%s: %s has %d lines, more than %d"
                            .formatted(unit.getSourceFile().getName(), method.getName(), lines, METHOD_LINES));
                }
            }
            return super.visitMethod(method, null);
        }
    }
}
