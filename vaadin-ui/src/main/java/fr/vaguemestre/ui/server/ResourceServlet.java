package fr.vaguemestre.ui.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves {@code META-INF/resources} of the embedded jars and of this bundle, as a full servlet container would. */
final class ResourceServlet extends HttpServlet {
    static final String[] PATHS = {"/VAADIN/static/*", "/aura/*", "/lumo/*", "/ui/*"};

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + request.getPathInfo();
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        try (InputStream resource = type == null ? null : open(path)) {
            if (resource == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType(type);
            response.setHeader("Cache-Control", "public, max-age=600");
            resource.transferTo(response.getOutputStream());
        }
    }

    private static @Nullable InputStream open(String path) {
        return path.contains("..") ? null : ResourceServlet.class.getResourceAsStream("/META-INF/resources" + path);
    }
}
