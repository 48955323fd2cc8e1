package fr.vaguemestre.webmail.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import fr.vaguemestre.api.rest.Unkept;
import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageQuery;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.api.webmail.SentMessage;
import fr.vaguemestre.api.webmail.WebmailService;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One mailbox's mail, for the people whom the mailbox is linked to. */
@Component(service = RestResource.class)
@Path("/email/{address}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class EmailResource implements RestResource {
    private static final String KEY = "Idempotency-Key";

    private final WebmailService mail;

    /** Answers from that service. */
    @Activate
    public EmailResource(@Reference WebmailService mail) {
        this.mail = mail;
    }

    /** The folders with their counts. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("folders")
    public Page<MailFolder> folders(@Context SecurityContext security, @PathParam("address") String address) {
        List<MailFolder> all = mail.folders(caller(security), address);
        return new Page<>(all, Optional.empty(), all.size());
    }

    /** A page of a folder, newest first unless told otherwise. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("messages")
    public Page<MessageBodies.Summary> list(
            @Context SecurityContext security,
            @PathParam("address") String address,
            @QueryParam("folder") @DefaultValue("INBOX") String folder,
            @QueryParam("unread") @DefaultValue("false") boolean unread,
            @QueryParam("flagged") @DefaultValue("false") boolean flagged,
            @Context PageRequest page) {
        return mail.list(caller(security), address, new MessageQuery(folder, unread, flagged), page)
                .map(MessageBodies.Summary::of);
    }

    /** One message, opened; it is not marked as read. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("messages/{id}")
    public MessageBodies.Opened read(
            @Context SecurityContext security, @PathParam("address") String address, @PathParam("id") String id) {
        return MessageBodies.Opened.of(mail.read(caller(security), address, id));
    }

    /** The message as it came, byte by byte. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Answers(200)
    @Path("messages/{id}/raw")
    @Produces({"message/rfc822", MediaType.WILDCARD})
    public Response raw(
            @Context SecurityContext security, @PathParam("address") String address, @PathParam("id") String id) {
        return file(mail.raw(caller(security), address, id));
    }

    /** An attachment, decoded; {@link Attachment#part()} names it. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Answers(200)
    @Path("messages/{id}/attachments/{part}")
    @Produces(MediaType.WILDCARD)
    public Response attachment(
            @Context SecurityContext security,
            @PathParam("address") String address,
            @PathParam("id") String id,
            @PathParam("part") String part) {
        return file(mail.attachment(caller(security), address, id, part));
    }

    /** Marks a message, or moves it to another folder. */
    @PATCH
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Unkept
    @Path("messages/{id}")
    public MessageBodies.Summary change(
            @Context SecurityContext security,
            @PathParam("address") String address,
            @PathParam("id") String id,
            MessageBodies.Change body) {
        Caller caller = caller(security);
        MessageChange change =
                body.toChange(() -> mail.read(caller, address, id).summary().flags());
        return MessageBodies.Summary.of(mail.change(caller, address, id, change));
    }

    /** Moves a message to the trash, or removes it from there for good. */
    @DELETE
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("messages/{id}")
    public void delete(
            @Context SecurityContext security, @PathParam("address") String address, @PathParam("id") String id) {
        mail.delete(caller(security), address, id);
    }

    /** Sends a message. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Answers(value = 202, body = SentMessage.class)
    @Path("messages")
    public Response send(
            @Context SecurityContext security,
            @PathParam("address") String address,
            @HeaderParam(KEY) @Nullable String key,
            SendBody body) {
        return accepted(security, address, body.toMessage(Optional.ofNullable(key)));
    }

    /** Sends a message given as a form: the same fields by their names, and files to attach. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Answers(value = 202, body = SentMessage.class)
    @Path("messages")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response sendForm(
            @Context SecurityContext security,
            @PathParam("address") String address,
            @HeaderParam(KEY) @Nullable String key,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream body) {
        return accepted(security, address, SendForm.read(body, type).toMessage(Optional.ofNullable(key)));
    }

    /** Keeps a message that is being written. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Answers(value = 201, body = MessageBodies.Summary.class)
    @Unkept
    @Path("drafts")
    public Response draft(@Context SecurityContext security, @PathParam("address") String address, SendBody body) {
        return Response.status(Response.Status.CREATED)
                .entity(MessageBodies.Summary.of(
                        mail.saveDraft(caller(security), address, body.toMessage(Optional.empty()))))
                .build();
    }

    /** Puts another text in the place of a draft; it has another id then. */
    @PUT
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Unkept
    @Path("drafts/{id}")
    public MessageBodies.Summary redraft(
            @Context SecurityContext security,
            @PathParam("address") String address,
            @PathParam("id") String id,
            SendBody body) {
        NewMessage message = body.replacing(id).toMessage(Optional.empty());
        return MessageBodies.Summary.of(mail.saveDraft(caller(security), address, message));
    }

    private Response accepted(SecurityContext security, String address, NewMessage message) {
        SentMessage sent = mail.send(caller(security), address, message);
        return Response.accepted(sent).build();
    }

    /** Never shown in place by a browser: what strangers send must not run in our name. */
    private static Response file(MailContent content) {
        return Response.ok(content.stream(), content.type())
                .header(HttpHeaders.CONTENT_LENGTH, content.sizeBytes())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename*=UTF-8''" + Names.encoded(content.name()))
                .build();
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
