package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of methods by name, wherever they stand in a tree. */
final class Calls {
    private Calls() {}

    /** A call, and the class that it stands in. */
    record Call(Code.Type in, MethodInvocationTree tree) {
        /** Its argument at that place, from 0. */
        @Nullable
        ExpressionTree argument(int index) {
            return index < tree.getArguments().size() ? tree.getArguments().get(index) : null;
        }

        /** {@code log.warn} is {@code warn}. */
        String name() {
            return Text.simple(tree.getMethodSelect().toString().replaceAll("(?s).*\\.", ""));
        }
    }

    /** Every call of these names in a class, in the order of the source; those of nested classes too. */
    static List<Call> of(Code.Type type, List<String> names) {
        var found = new ArrayList<Call>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
                super.visitMethodInvocation(call, null);
                var one = new Call(type, call);
                if (names.contains(one.name())) {
                    found.add(one);
                }
                return null;
            }
        }.scan((Tree) type.tree(), null);
        return found;
    }
}
