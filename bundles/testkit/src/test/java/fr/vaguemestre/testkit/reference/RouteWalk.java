package fr.vaguemestre.testkit.reference;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one route reaches, nearest first: who is let through, and which problems stand on the way. Callers are asked in the
 * route's own capability; problems come from others too, but for what every route may answer ({@code rest}, {@code store}).
 */
final class RouteWalk {
    private static final Pattern ROLE = Pattern.compile("Role\\.(\\w+)");
    private static final String WIRE = "ofWire";
    private static final Set<String> EVERYWHERE = Set.of("rest", "store", "paging", "cache");

    private final Constants constants;
    private final Resolver resolver;
    private final Deque<Resolver.Place> open = new ArrayDeque<>();
    private final Set<Tree> seen = new HashSet<>();
    private final TreeSet<String> problems = new TreeSet<>();
    private final String word;
    private List<String> roles = List.of();
    private boolean moreForSome;
    private boolean own;

    RouteWalk(Code code, Resolver resolver, Resolver.Place route) {
        this.constants = new Constants(code);
        this.resolver = resolver;
        this.word = route.type().word();
        go(List.of(route));
        while (!open.isEmpty()) {
            Resolver.Place place = open.remove();
            BlockTree body = place.method().getBody();
            if (body != null) {
                new Reading(place).scan((Tree) body, null);
            }
        }
    }

    /** Stable codes that the route may be refused with, beside those of every route. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Who is let through, in words. */
    String who() {
        if (roles.isEmpty()) {
            return own ? "whom the mailbox belongs to" : "whoever signed in";
        }
        String all = String.join(", ", roles);
        return moreForSome ? all + "; some changes a super administrator only" : all;
    }

    private void go(List<Resolver.Place> places) {
        for (Resolver.Place place : places) {
            if (!place.method().getName().contentEquals(WIRE)
                    && !EVERYWHERE.contains(place.type().word())
                    && seen.add(place.method())) {
                open.add(place);
            }
        }
    }

    private final class Reading extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Resolver.Place place;
        private int conditions;

        Reading(Resolver.Place place) {
            this.place = place;
        }

        @Override
        public @Nullable Void visitIf(IfTree choice, @Nullable Void nothing) {
            scan(choice.getCondition(), null);
            conditions++;
            scan(choice.getThenStatement(), null);
            scan(choice.getElseStatement(), null);
            conditions--;
            return null;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            String name = new Calls.Call(place.type(), call).name();
            if (name.equals("require") || name.equals("requireDomain")) {
                asked(call, name);
            } else if (name.equals("mailboxes")
                    && call.getMethodSelect().toString().equals("caller.mailboxes")) {
                own |= place.type().word().equals("webmail");
            } else if (name.equals("field") || name.equals("refuse") || name.equals("error")) {
                coded(call.getArguments().size() > 1 ? call.getArguments().get(1) : null);
            }
            said(name);
            go(resolver.targets(call, place));
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void nothing) {
            said(reference.getName().toString());
            go(resolver.targets(reference, place));
            return super.visitMemberReference(reference, null);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void nothing) {
            if (ProblemsPage.FAMILY.containsKey(Text.simple(made.getIdentifier().toString()))) {
                coded(made.getArguments().getFirst());
            }
            go(resolver.targets(made, place));
            return super.visitNewClass(made, null);
        }

        /** Roles are read from tokens and rows too; only those of the request can be unknown. */
        private void said(String name) {
            if (name.equals(WIRE) && place.type().name().endsWith("Resource")) {
                problems.add("access.role-unknown");
            }
        }

        private void coded(@Nullable Tree expression) {
            constants.codes(expression, place.type()).stream()
                    .filter(code -> !EVERYWHERE.contains(code.substring(0, code.indexOf('.'))))
                    .filter(code -> !code.equals("access.token"))
                    .forEach(problems::add);
        }

        private void asked(MethodInvocationTree call, String name) {
            problems.add("access.role");
            if (!place.type().word().equals(word)) {
                return;
            }
            if (conditions > 0) {
                moreForSome = true;
            } else if (roles.isEmpty()) {
                var named = new ArrayList<String>();
                ROLE.matcher(call.getArguments().toString())
                        .results()
                        .forEach(one -> named.add(
                                one.group(1).toLowerCase(java.util.Locale.ROOT).replace("_admin", " administrator")));
                roles = name.equals("requireDomain")
                        ? List.of("super administrator", "domain administrator of that domain")
                        : named;
            }
        }
    }
}
