package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Status and shape of a route's answer: from its return type, or from how it builds a {@code Response}. */
final class Answers {
    private final Code code;
    private final Resolver resolver;
    private final Shapes shapes;

    Answers(Code code, Resolver resolver, Shapes shapes) {
        this.code = code;
        this.resolver = resolver;
        this.shapes = shapes;
    }

    String of(Resolver.Place route) {
        String type = String.valueOf(route.method().getReturnType());
        String media = media(route);
        String kind = media.contains("/json") ? "" : Text.code(media);
        if (type.equals("void")) {
            return "204";
        }
        if (!type.equals("Response")) {
            return "200 " + shapes.link(type, route.type());
        }
        var built = new Built(route);
        String what = kind.isEmpty() ? built.shape : kind;
        return String.join(", ", built.statuses()) + " " + (what.isEmpty() ? Text.code(media) : what);
    }

    private String media(Resolver.Place route) {
        var mark = Code.annotation(route.method().getModifiers().getAnnotations(), "Produces");
        String named = mark.map(AnnotationTree::toString).orElse("/json");
        if (named.contains("APPLICATION_JSON")) {
            return "application/json";
        }
        if (named.contains("WILDCARD")) {
            return named.contains("rfc822") ? "message/rfc822" : "*/*";
        }
        @Nullable
        ExpressionTree given =
                mark.map(one -> (ExpressionTree) one.getArguments().getFirst()).orElse(null);
        return new Constants(code)
                .text(given instanceof AssignmentTree value ? value.getExpression() : given, route.type())
                .orElse("/json");
    }

    /** Looks through the method and the helpers of its class. */
    private final class Built extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final TreeSet<String> statuses = new TreeSet<>();
        private final Set<Tree> seen = new HashSet<>();
        private Resolver.Place place;
        private String shape = "";

        Built(Resolver.Place route) {
            this.place = route;
            scan((Tree) route.method().getBody(), null);
        }

        Set<String> statuses() {
            return statuses.isEmpty() ? Set.of("200") : statuses;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            String select = call.getMethodSelect().toString().replaceAll("(?s)\\s+", "");
            switch (select) {
                case "Response.created" -> statuses.add("201");
                case "Response.accepted" -> {
                    statuses.add("202");
                    call.getArguments().forEach(this::shaped);
                }
                case "Response.ok" -> statuses.add("200");
                case "Response.status" -> {
                    String all = call.getArguments().toString();
                    statuses.add(all.contains("CREATED") ? "201" : "200");
                    if (all.contains("503")) {
                        statuses.add("503");
                    }
                }
                default -> {
                    if (select.endsWith(".entity")) {
                        call.getArguments().forEach(this::shaped);
                    }
                }
            }
            inside(call);
            return super.visitMethodInvocation(call, null);
        }

        private void inside(MethodInvocationTree call) {
            for (Resolver.Place next : resolver.targets(call, place)) {
                boolean helper = next.type().equals(place.type())
                        && String.valueOf(next.method().getReturnType()).equals("Response");
                if (helper && seen.add(next.method())) {
                    Resolver.Place before = place;
                    place = next;
                    scan((Tree) next.method().getBody(), null);
                    place = before;
                }
            }
        }

        private void shaped(ExpressionTree entity) {
            String name = resolver.typeOf(entity, place);
            if (!name.isEmpty() && shape.isEmpty()) {
                shape = shapes.link(name, place.type());
            }
        }
    }
}
