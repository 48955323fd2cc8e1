package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes, as far as the sources alone tell: through fields, parameters and variables of a type of ours, and
 * from an interface of the api to whoever implements it. What it cannot tell it leaves out.
 */
final class Resolver {
    private final Code code;

    Resolver(Code code) {
        this.code = code;
    }

    /** A method, and the type that it stands in. */
    record Place(Code.Type type, MethodTree method) {}

    /** The methods that a call may run. */
    List<Place> targets(MethodInvocationTree call, Place from) {
        int arguments = call.getArguments().size();
        if (call.getMethodSelect() instanceof IdentifierTree own) {
            return methods(behind(from.type().name(), from), own.getName().toString(), arguments);
        }
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? methods(
                        behind(typeOf(select.getExpression(), from), from),
                        select.getIdentifier().toString(),
                        arguments)
                : List.of();
    }

    /** The methods that a reference as {@code Type::method} may run. */
    List<Place> targets(MemberReferenceTree reference, Place from) {
        return methods(
                behind(typeOf(reference.getQualifierExpression(), from), from),
                reference.getName().toString(),
                -1);
    }

    /** Constructors of ours that an expression runs. */
    List<Place> targets(NewClassTree made, Place from) {
        var type = code.named(Text.simple(made.getIdentifier().toString()), from.type());
        return methods(type.stream(), "<init>", made.getArguments().size());
    }

    /** The simple name of an expression's type; empty where the sources do not tell. */
    String typeOf(ExpressionTree expression, Place from) {
        return switch (expression) {
            case IdentifierTree name -> nameOf(name.getName().toString(), from);
            case MemberSelectTree select -> nameOf(select.getIdentifier().toString(), from);
            case ParenthesizedTree inside -> typeOf(inside.getExpression(), from);
            case NewClassTree made -> Text.simple(made.getIdentifier().toString());
            case MethodInvocationTree call ->
                targets(call, from).stream()
                        .map(place -> Text.simple(String.valueOf(place.method().getReturnType())))
                        .findFirst()
                        .orElse("");
            default -> "";
        };
    }

    private String nameOf(String name, Place from) {
        if (Character.isUpperCase(name.charAt(0))) {
            return name;
        }
        if (name.equals("this")) {
            return from.type().name();
        }
        var known = variables(from.method());
        String own = known.containsKey(name) ? declared(known.get(name), from) : "";
        return own.isEmpty()
                ? from.type().fields().stream()
                        .filter(field -> field.getName().contentEquals(name))
                        .map(field -> Text.simple(String.valueOf(field.getType())))
                        .findFirst()
                        .orElse("")
                : own;
    }

    private String declared(@Nullable VariableTree variable, Place from) {
        if (variable == null) {
            return "";
        }
        if (variable.getType() != null) {
            return Text.simple(variable.getType().toString());
        }
        boolean itself = String.valueOf(variable.getInitializer()).contains(variable.getName() + ".");
        return variable.getInitializer() == null || itself ? "" : typeOf(variable.getInitializer(), from);
    }

    private static Map<String, VariableTree> variables(MethodTree method) {
        var found = new HashMap<String, VariableTree>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
                found.put(variable.getName().toString(), variable);
                return super.visitVariable(variable, null);
            }

            @Override
            public @Nullable Void visitClass(ClassTree nested, @Nullable Void nothing) {
                return null;
            }
        }.scan((Tree) method, null);
        return found;
    }

    private Stream<Code.Type> behind(String name, Place from) {
        Optional<Code.Type> named = name.isEmpty() ? Optional.empty() : code.named(name, from.type());
        return named.stream()
                .flatMap(type ->
                        Stream.concat(Stream.of(type), code.types().stream().filter(other -> other.isA(type.name()))));
    }

    private static List<Place> methods(Stream<Code.Type> types, String name, int arguments) {
        return types.flatMap(type -> type.methods().stream()
                        .filter(method -> method.getName().contentEquals(name))
                        .filter(method ->
                                arguments < 0 || method.getParameters().size() == arguments)
                        .map(method -> new Place(type, method)))
                .toList();
    }
}
