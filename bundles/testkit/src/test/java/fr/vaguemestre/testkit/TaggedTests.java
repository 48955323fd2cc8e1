package fr.vaguemestre.testkit;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Every test method of the checkout, {@code Class#method}, with its tags and those of its class: read from the sources. */
final class TaggedTests extends TreeScanner<@Nullable Void, Set<String>> {
    private static final Pattern TAG = Pattern.compile("@(?:\\w+\\.)*Tag\\((?:value = )?\"([^\"]+)\"\\)");
    private static final Pattern TEST =
            Pattern.compile("@(?:\\w+\\.)*(Test|ParameterizedTest|TestFactory|FuzzTest)\\b.*");

    private final Set<Test> found = new java.util.LinkedHashSet<>();
    private String className = "";

    /** One test method. */
    record Test(String name, Set<String> tags) {}

    private TaggedTests() {}

    /** All of them, in every module. */
    static Set<Test> of(Path root) throws IOException {
        var scanner = new TaggedTests();
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(root)));
            for (var unit : task.parse()) {
                scanner.scan(unit, Set.of());
            }
        }
        return scanner.found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Set<String> outer) {
        String before = className;
        className = type.getSimpleName().toString();
        super.visitClass(type, union(outer, tags(type.getModifiers())));
        className = before;
        return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Set<String> outer) {
        if (annotations(method.getModifiers())
                .anyMatch(text -> TEST.matcher(text).matches())) {
            found.add(new Test(className + "#" + method.getName(), union(outer, tags(method.getModifiers()))));
        }
        return null;
    }

    private static Set<String> tags(ModifiersTree modifiers) {
        return annotations(modifiers)
                .flatMap(text -> TAG.matcher(text).results())
                .map((MatchResult tag) -> tag.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> annotations(ModifiersTree modifiers) {
        return modifiers.getAnnotations().stream().map(AnnotationTree::toString).map(text -> text.replace("\n", " "));
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources(Path root) throws IOException {
        var all = new java.util.ArrayList<Path>();
        for (String folder : List.of("bundles", "features", "vaadin-ui")) {
            try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
                paths.filter(path -> path.toString().contains("/src/test/java/")
                                && path.toString().endsWith("Test.java"))
                        .forEach(all::add);
            }
        }
        return all;
    }
}
