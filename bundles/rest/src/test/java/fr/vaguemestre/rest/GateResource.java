package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** Answers when it is opened. */
@Path("gate")
public class GateResource implements RestResource {
    final CompletableFuture<Boolean> entered = new CompletableFuture<>();
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();

    void open() {
        opened.complete(true);
    }

    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Boolean> pass() {
        entered.complete(true);
        return Map.of("passed", opened.join());
    }
}
