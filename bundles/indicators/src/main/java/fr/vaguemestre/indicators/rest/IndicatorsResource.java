package fr.vaguemestre.indicators.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.indicators.IndicatorService;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.api.indicators.Submission;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.StreamingOutput;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The month's figures for administrators; a super administrator names a structure by {@code tenant}, or gets the operator's. */
@Component(service = RestResource.class)
@Path("/admin/indicators")
public final class IndicatorsResource implements RestResource {
    private static final String CSV = "text/csv";

    private final IndicatorService indicators;

    /** Answers from that service. */
    @Activate
    public IndicatorsResource(@Reference IndicatorService indicators) {
        this.indicators = indicators;
    }

    /** Months that can be asked for, newest first. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Produces(MediaType.APPLICATION_JSON)
    public Page<String> months(@Context SecurityContext security, @QueryParam("tenant") @Nullable String tenant) {
        List<String> months = indicators.months(caller(security, tenant)).stream()
                .map(YearMonth::toString)
                .toList();
        return new Page<>(months, Optional.empty(), months.size());
    }

    /** A month as JSON; {@code recount}: from the records, whatever was kept. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Answers(200)
    @Path("{month}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(
            @Context SecurityContext security,
            @PathParam("month") String month,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("recount") @DefaultValue("false") boolean recount) {
        MonthReport report = report(security, month, tenant, recount);
        return answer(report, report.json(), MediaType.APPLICATION_JSON);
    }

    /** The same as CSV. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Answers(200)
    @Path("{month}")
    @Produces(CSV)
    public Response csv(
            @Context SecurityContext security,
            @PathParam("month") String month,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("recount") @DefaultValue("false") boolean recount) {
        MonthReport report = report(security, month, tenant, recount);
        return answer(report, report.csv(), CSV);
    }

    /** Hands a month that is over in: 202, and what became of it under {@code submission}. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Answers(value = 202, body = Handed.class)
    @Path("{month}/submit")
    @Produces(MediaType.APPLICATION_JSON)
    public Response submit(
            @Context SecurityContext security,
            @PathParam("month") String month,
            @QueryParam("tenant") @Nullable String tenant) {
        Submission begun = indicators.submit(caller(security, tenant), month(month));
        return Response.accepted(Handed.of(begun)).build();
    }

    /** What became of handing that month in. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{month}/submission")
    @Produces(MediaType.APPLICATION_JSON)
    public Handed submission(
            @Context SecurityContext security,
            @PathParam("month") String month,
            @QueryParam("tenant") @Nullable String tenant) {
        return indicators
                .submission(caller(security, tenant), month(month))
                .map(Handed::of)
                .orElseThrow(() -> new NotFound("indicators.not-submitted", month + " was not handed in"));
    }

    /** A submission as it is told. */
    public record Handed(
            String month,
            String structure,
            Submission.State state,
            String digest,
            int attempts,
            Optional<String> receipt,
            Optional<Instant> receivedAt,
            Optional<Instant> nextAttempt,
            String detail) {
        static Handed of(Submission submission) {
            return new Handed(
                    submission.month().toString(),
                    submission.structure(),
                    submission.state(),
                    submission.digest(),
                    submission.attempts(),
                    submission.receipt(),
                    submission.receivedAt(),
                    submission.nextAttempt(),
                    submission.detail());
        }
    }

    private MonthReport report(SecurityContext security, String month, @Nullable String tenant, boolean recount) {
        Caller caller = caller(security, tenant);
        return recount ? indicators.recount(caller, month(month)) : indicators.month(caller, month(month));
    }

    private static Response answer(MonthReport report, String text, String type) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        StreamingOutput body = out -> out.write(octets);
        return Response.ok(body, type + ";charset=UTF-8")
                .header("Content-Length", octets.length)
                .header("Vary", "Accept")
                .tag(report.digest())
                .build();
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Invalid.field("month", "indicators.month", "a month is told as 2026-11, not: " + text);
        }
    }

    private static Caller caller(SecurityContext security, @Nullable String tenant) {
        Caller caller = CallerPrincipal.callerOf(security.getUserPrincipal());
        return tenant != null && caller.is(Role.SUPER_ADMIN) ? caller.in(tenant) : caller;
    }
}
