package fr.vaguemestre.annuaire;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.annuaire.FhirPatch.Outcome;
import fr.vaguemestre.api.annuaire.Deposit;
import fr.vaguemestre.api.annuaire.DepositAnswer;
import fr.vaguemestre.api.annuaire.DepositAnswer.Verdict;
import fr.vaguemestre.api.annuaire.DirectoryPublisher;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.igc.ClientIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells the directory by FHIR Patch. An insert is not idempotent, so whatever may have reached the directory before is looked
 * up first, and then changed only in the version that was seen ({@code If-Match}).
 */
@Component(service = DirectoryPublisher.class, configurationPid = AnnuaireConfig.PID)
public final class FhirPatchPublisher implements DirectoryPublisher {
    private static final String TYPE = "application/fhir+json";

    @Reference
    private volatile List<ClientIdentity> identities = List.of();

    private final AnnuaireConfig config;
    private final Optional<URI> base;
    private final Duration atMost;

    /** Reads whom to tell from the settings. */
    @Activate
    public FhirPatchPublisher(AnnuaireConfig config) {
        this(config, List.of());
    }

    FhirPatchPublisher(AnnuaireConfig config, List<ClientIdentity> identities) {
        this.identities = identities;
        this.config = config;
        this.base = Surroundings.of(config).fhir();
        this.atMost = Duration.ofSeconds(config.answerSeconds());
    }

    @Override
    public String name() {
        return "fhir-patch";
    }

    @Override
    public List<DepositAnswer> reports() {
        return List.of(); // the answer is the report
    }

    @Override
    public DepositAnswer deposit(Deposit deposit) {
        if (base.isEmpty()) {
            return answer(deposit, Verdict.LATER, "unavailable", "no address of the directory is set");
        }
        try (HttpClient client = DirectoryTls.client(config, identities)) {
            return deposit.wanted() && !deposit.repeated() ? first(client, deposit) : looked(client, deposit);
        } catch (IOException away) {
            return answer(deposit, Verdict.LATER, "unavailable", words(away));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return answer(deposit, Verdict.LATER, "unavailable", "stopped while waiting for the answer");
        }
    }

    /** The directory cannot know of it: inserts it at its carrier, whichever resource that is. */
    private DepositAnswer first(HttpClient client, Deposit deposit) throws IOException, InterruptedException {
        var request =
                request(carrier(deposit)).method("PATCH", BodyPublishers.ofString(FhirPatch.insert(deposit.mailbox())));
        return meaning(deposit, send(client, request));
    }

    /** Looks what the directory says, then changes that, unless it says it already. */
    private DepositAnswer looked(HttpClient client, Deposit deposit) throws IOException, InterruptedException {
        HttpResponse<String> found = send(client, request(carrier(deposit)).GET());
        if (found.statusCode() != 200) {
            return meaning(deposit, found);
        }
        JsonNode entry = FhirPatch.JSON.readTree(found.body()).path("entry").path(0);
        JsonNode carrier = entry.path("resource");
        if (carrier.isMissingNode()) {
            return deposit.wanted()
                    ? answer(deposit, Verdict.TO_CORRECT, "carrier-unknown", "")
                    : answer(deposit, Verdict.ACCEPTED, "", "");
        }
        Bal bal = deposit.mailbox();
        Optional<JsonNode> told = FhirPatch.told(carrier, bal.address());
        if (told.isPresent() == deposit.wanted()
                && told.filter(entryOf -> !FhirPatch.isSame(entryOf, bal)).isEmpty()) {
            return answer(deposit, Verdict.ACCEPTED, "", "");
        }
        if (deposit.wanted()
                && told.filter(entryOf -> FhirPatch.isOfAnotherType(entryOf, bal))
                        .isPresent()) {
            return answer(deposit, Verdict.REFUSED, "immutable", "");
        }
        String patch = !deposit.wanted()
                ? FhirPatch.delete(bal)
                : told.isPresent() ? FhirPatch.replace(bal) : FhirPatch.insert(bal);
        URI place = URI.create(base.orElseThrow() + "/" + FhirPatch.carrier(bal.type()) + "/"
                + carrier.path("id").asText());
        var request = request(place)
                .header(
                        "If-Match",
                        "W/\"" + carrier.path("meta").path("versionId").asText() + "\"")
                .method("PATCH", BodyPublishers.ofString(patch));
        return meaning(deposit, send(client, request));
    }

    private URI carrier(Deposit deposit) {
        Bal bal = deposit.mailbox();
        String identifier = bal.holder().isPresent()
                ? config.rppsSystem() + "|" + bal.holder().get().rpps()
                : config.finessSystem() + "|" + deposit.structure();
        return URI.create(base.orElseThrow() + "/" + FhirPatch.carrier(bal.type()) + "?identifier="
                + URLEncoder.encode(identifier, StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(atMost)
                .header("Accept", TYPE)
                .header("Content-Type", TYPE)
                .header("Prefer", "return=minimal");
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static DepositAnswer meaning(Deposit deposit, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 200 || status == 204) {
            return answer(deposit, Verdict.ACCEPTED, "", "");
        }
        Outcome said = FhirPatch.outcome(response.body());
        return switch (status) {
            case 404 -> answer(deposit, Verdict.TO_CORRECT, "carrier-unknown", said.detail());
            case 400, 422 -> answer(deposit, Verdict.TO_CORRECT, "refused-line", said.detail());
            case 401, 403 -> answer(deposit, Verdict.LATER, "unauthorized", said.detail());
            case 412 ->
                said.code().equals("business-rule")
                        ? answer(deposit, Verdict.REFUSED, "immutable", said.detail())
                        : answer(deposit, Verdict.LATER, "conflict", said.detail());
            default -> answer(deposit, Verdict.LATER, "unavailable", "HTTP " + status + " " + said.detail());
        };
    }

    private static DepositAnswer answer(Deposit deposit, Verdict verdict, String code, String detail) {
        return new DepositAnswer(deposit.key(), verdict, code, detail);
    }

    private static String words(IOException away) {
        String message = away.getMessage();
        return message == null || message.isBlank() ? away.getClass().getSimpleName() : message;
    }
}
