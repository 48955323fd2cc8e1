package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.webmail.MailContent;
import java.util.function.Supplier;

/** Files that the browser saves and never shows: whatever a sender calls them, they are bytes to it. */
final class Downloads {
    private Downloads() {}

    /** A file that is opened when it is asked for. */
    static DownloadHandler of(Supplier<MailContent> opened) {
        return DownloadHandler.fromInputStream(event -> {
            try {
                MailContent content = opened.get();
                return new DownloadResponse(
                        content.stream(), content.name(), "application/octet-stream", content.sizeBytes());
            } catch (Problem problem) {
                return DownloadResponse.error(problem.status());
            }
        });
    }
}
