package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The sources of everything that runs in Karaf, parsed; nothing is compiled, so any module may read any other. */
final class Code {
    private final List<Type> types = new ArrayList<>();
    private final Map<Tree, String> comments = new HashMap<>();

    /** A class, interface, record, enum or annotation, nested ones too. */
    record Type(String inPackage, String name, ClassTree tree, CompilationUnitTree unit) {
        /** The capability's word: what stands behind {@code fr.vaguemestre} in its package; {@code api} for what is shared. */
        String word() {
            return inPackage.split("\\.", -1)[2];
        }

        List<MethodTree> methods() {
            return members(MethodTree.class);
        }

        List<VariableTree> fields() {
            return members(VariableTree.class);
        }

        Optional<AnnotationTree> annotation(String called) {
            return Code.annotation(tree.getModifiers().getAnnotations(), called);
        }

        boolean isA(String wanted) {
            return tree.getImplementsClause().stream()
                    .anyMatch(one -> Text.simple(one.toString()).equals(wanted));
        }

        private <T extends Tree> List<T> members(Class<T> kind) {
            return tree.getMembers().stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }
    }

    private Code() {}

    /** Reads the checkout. */
    static Code of(Path root) {
        var code = new Code();
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(root)));
            var docs = DocTrees.instance(task);
            for (var unit : task.parse()) {
                code.new Reader(docs).scan(unit, null);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return code;
    }

    /** All of them, by package and name. */
    List<Type> types() {
        return types;
    }

    /** What stands above a member or a type, without its marks; empty where nothing does. */
    String comment(Tree of) {
        return comments.getOrDefault(of, "");
    }

    /** The type that a simple name means inside another one: nested, of the same package, imported, or the only one. */
    Optional<Type> named(String simple, Type from) {
        var wanted = types.stream().filter(one -> one.name().equals(simple)).toList();
        return first(wanted, one -> one.unit().equals(from.unit()))
                .or(() -> first(wanted, one -> one.inPackage().equals(from.inPackage())))
                .or(() -> first(wanted, one -> from.unit().getImports().stream()
                        .anyMatch(line ->
                                line.getQualifiedIdentifier().toString().equals(one.inPackage() + "." + simple))))
                .or(() -> wanted.size() == 1 ? Optional.of(wanted.getFirst()) : Optional.empty());
    }

    static Optional<AnnotationTree> annotation(List<? extends AnnotationTree> all, String called) {
        return all.stream()
                .<AnnotationTree>map(one -> one)
                .filter(one -> Text.simple(one.getAnnotationType().toString()).equals(called))
                .findFirst();
    }

    private static Optional<Type> first(List<Type> among, java.util.function.Predicate<Type> which) {
        return among.stream().filter(which).findFirst();
    }

    private static List<Path> sources(Path root) throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> bundles = Files.list(root.resolve("bundles"))) {
            for (Path bundle : Stream.concat(bundles, Stream.of(root.resolve("vaadin-ui")))
                    .filter(folder -> !folder.endsWith("range") && !folder.endsWith("testkit"))
                    .sorted()
                    .toList()) {
                Path main = bundle.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> all = Files.walk(main)) {
                        all.filter(file -> file.toString().endsWith(".java"))
                                .sorted()
                                .forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;

        Reader(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
            if (!tree.getSimpleName().isEmpty()) {
                types.add(new Type(
                        String.valueOf(unit.getPackageName()),
                        tree.getSimpleName().toString(),
                        tree,
                        unit));
            }
            keep(getCurrentPath());
            return super.visitClass(tree, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            keep(getCurrentPath());
            return super.visitMethod(tree, null);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
            keep(getCurrentPath());
            return super.visitVariable(tree, null);
        }

        private void keep(TreePath path) {
            String comment = docs.getDocComment(path);
            if (comment != null) {
                comments.put(path.getLeaf(), comment);
            }
        }
    }
}
