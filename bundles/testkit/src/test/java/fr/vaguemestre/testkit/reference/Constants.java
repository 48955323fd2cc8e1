package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The value of an expression that is a constant: literals, named constants, sums and products of them. */
final class Constants {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*\\.[a-z]+(?:-[a-z]+)*");
    private static final Pattern QUOTED = Pattern.compile("\"(" + CODE.pattern() + ")\"");

    private final Code code;

    Constants(Code code) {
        this.code = code;
    }

    /** A text; empty if the expression is none, or is only known at run time. */
    Optional<String> text(@Nullable Tree expression, Code.Type in) {
        return Optional.ofNullable(value(expression, in))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** The value as it is written in a configuration file; empty if it is only known at run time. */
    String written(@Nullable Tree expression, Code.Type in) {
        Object value = value(expression, in);
        return value == null ? "" : value.toString();
    }

    /** A sentence with {@code …} for each part of it that is only known at run time. */
    String template(@Nullable Tree expression, Code.Type in) {
        Object value = value(expression, in);
        if (value != null) {
            return value.toString().replace("{}", "…");
        }
        return expression instanceof BinaryTree both && both.getKind() == Tree.Kind.PLUS
                ? template(both.getLeftOperand(), in) + template(both.getRightOperand(), in)
                : "…";
    }

    /** Every dotted code that an expression may be: its own, or those of the branches and variables it comes from. */
    List<String> codes(@Nullable Tree expression, Code.Type in) {
        return text(expression, in)
                .filter(all -> CODE.matcher(all).matches())
                .map(List::of)
                .orElseGet(() -> {
                    String words = String.valueOf(expression);
                    String assigned = expression instanceof IdentifierTree
                            ? Pattern.compile("\\b" + words + " = ([^;]+);")
                                    .matcher(in.tree().toString())
                                    .results()
                                    .map(one -> one.group(1))
                                    .collect(Collectors.joining(" "))
                            : "";
                    return QUOTED.matcher(words + " " + assigned)
                            .results()
                            .map(one -> one.group(1))
                            .toList();
                });
    }

    private @Nullable Object value(@Nullable Tree expression, Code.Type in) {
        return switch (expression) {
            case LiteralTree literal ->
                literal.getValue() instanceof Integer whole ? whole.longValue() : literal.getValue();
            case ParenthesizedTree inside -> value(inside.getExpression(), in);
            case TypeCastTree cast -> value(cast.getExpression(), in);
            case UnaryTree minus
            when minus.getKind() == Tree.Kind.UNARY_MINUS && value(minus.getExpression(), in) instanceof Long number ->
                -number;
            case BinaryTree both ->
                joined(both.getKind(), value(both.getLeftOperand(), in), value(both.getRightOperand(), in));
            case IdentifierTree name -> constant(name.getName().toString(), in);
            case MemberSelectTree select ->
                code.named(Text.simple(select.getExpression().toString()), in)
                        .map(type -> constant(select.getIdentifier().toString(), type))
                        .orElse(null);
            case null, default -> null;
        };
    }

    private @Nullable Object constant(String name, Code.Type in) {
        return in.fields().stream()
                .filter(field -> field.getName().contentEquals(name))
                .findFirst()
                .map(field -> field.getInitializer())
                .map(initial -> value(initial, in))
                .orElse(null);
    }

    private static @Nullable Object joined(Tree.Kind kind, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Long one && right instanceof Long two) {
            return switch (kind) {
                case PLUS -> one + two;
                case MINUS -> one - two;
                case MULTIPLY -> one * two;
                case LEFT_SHIFT -> one << two;
                default -> null;
            };
        }
        return kind == Tree.Kind.PLUS && left instanceof String one && right != null ? one + right : null;
    }
}
