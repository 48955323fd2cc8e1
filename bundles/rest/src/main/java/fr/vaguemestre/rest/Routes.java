package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.OpenTo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.ws.rs.Path;

/** What the server needs to know of each method that answers, found once by reflection. */
final class Routes {
    private final Map<Method, Route> known = new ConcurrentHashMap<>();

    /** The route that this method answers. */
    Route of(Method method) {
        return known.computeIfAbsent(method, Routes::read);
    }

    private static Route read(Method method) {
        Path root = method.getDeclaringClass().getAnnotation(Path.class);
        Path own = method.getAnnotation(Path.class);
        String template = "/" + (root == null ? "" : root.value()) + "/" + (own == null ? "" : own.value());
        String clean = template.replaceAll(":[^{}/]*(?=})", "").replaceAll("/+", "/");
        return new Route(
                clean.length() > 1 && clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean,
                method.isAnnotationPresent(Anonymous.class),
                roles(method));
    }

    /** The roles that may call a method; none where it does not say. */
    static List<Role> roles(Method method) {
        OpenTo open = method.getAnnotation(OpenTo.class);
        return open == null ? List.of() : List.of(open.value());
    }

    /**
     * A route.
     *
     * @param template its path with names for its variables, for example {@code /mailboxes/{address}}
     * @param anonymous whether it answers without a token
     * @param roles who may call it with one; none: nobody
     */
    record Route(String template, boolean anonymous, List<Role> roles) {
        /** Goes on only for who may call. */
        void admit(Caller caller) {
            caller.require(roles.toArray(Role[]::new));
        }
    }
}
