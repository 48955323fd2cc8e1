package fr.vaguemestre.ui.bal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.ui.server.MemoryServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BalFormTest {
    private static final String DOMAIN = "chu.mssante.test";

    private final MemoryServices services = new MemoryServices();
    private final List<NewBal> submitted = new ArrayList<>();
    private final BalForm form = form();

    private BalForm form() {
        services.tenancy.add(DOMAIN, "750000018");
        var caller = new Caller(
                "c", "C", Optional.of("750000018"), Set.of(Role.DOMAIN_ADMIN), Set.of(DOMAIN), Set.of(), "t");
        var domains = new DomainChoice(services, () -> caller);
        return new BalForm(Locale.FRENCH, domains, (domain, wanted) -> submitted.add(wanted), () -> {});
    }

    private void personal() {
        form.rpps.setValue("99700218896");
        form.givenName.setValue("Kit ");
        form.familyName.setValue("DOC");
    }

    @Test
    void theOnlyDomainIsChosen() {
        assertThat(form.domain.getValue().name()).isEqualTo(DOMAIN);
    }

    @Test
    void aPersonalMailboxIsHandedOnWithoutAddress() {
        personal();
        form.listeRouge.setValue(true);
        form.sender().click();
        NewBal wanted = submitted.get(0);
        assertThat(wanted.address()).isEmpty();
        assertThat(wanted.holder().orElseThrow().givenName()).isEqualTo("Kit");
        assertThat(wanted.domain()).contains(DOMAIN);
        assertThat(wanted.quotaBytes()).isEmpty();
        assertThat(wanted.listeRouge()).isTrue();
    }

    @Test
    void theAddressIsForetold() {
        personal();
        assertThat(form.preview.isVisible()).isTrue();
        assertThat(form.preview.getElement().getTextRecursively()).contains("kit.doc@" + DOMAIN);
    }

    @Test
    void anApplicationIsAskedForItsCertificate() {
        form.type.setValue(BalType.APP);
        assertThat(form.rpps.isVisible()).isFalse();
        form.localPart.setValue("ris");
        form.responsible.setValue("Claire Fontaine");
        form.sender().click();
        assertThat(submitted).isEmpty();
        assertThat(form.certificate.isInvalid()).isTrue();
        form.certificate.setValue("CN=ris,O=CH");
        form.quota.setValue(2048);
        form.sender().click();
        assertThat(submitted.get(0).address()).contains("ris@" + DOMAIN);
        assertThat(submitted.get(0).certificate()).contains("CN=ris,O=CH");
        assertThat(submitted.get(0).quotaBytes()).contains(2L << 30);
    }

    @Test
    void whatIsMissingIsTold() {
        form.sender().click();
        assertThat(submitted).isEmpty();
        assertThat(form.rpps.isInvalid()).isTrue();
        assertThat(form.familyName.getErrorMessage()).isEqualTo("Ce champ est nécessaire.");
        assertThat(form.sender().isEnabled()).isTrue();
    }

    @Test
    void eachRefusalStandsAtItsField() {
        form.show(new Invalid(
                "bal.invalid",
                "refused",
                List.of(
                        new FieldError("holder.rpps", "vendor.rpps", "unknown to the directory"),
                        new FieldError("quotaBytes", "vendor.quota", "too much"))));
        assertThat(form.rpps.isInvalid()).isTrue();
        assertThat(form.rpps.getErrorMessage()).isEqualTo("unknown to the directory");
        assertThat(form.quota.isInvalid()).isTrue();
        assertThat(form.message().getText()).isEmpty();
    }

    @Test
    void aRefusalOfTheWholeStandsAboveTheFields() {
        form.show(new Conflict("bal.quota-mailboxes", "full"));
        assertThat(form.message().getText()).contains("nombre de boîtes");
    }

    @Test
    void aTakenAddressStandsAtTheAddress() {
        form.type.setValue(BalType.ORG);
        form.show(new Conflict("bal.address-taken", "taken"));
        assertThat(form.localPart.isInvalid()).isTrue();
        assertThat(form.message().getText()).isEmpty();
    }

    @Test
    void anOddRppsOnlyWarns() {
        form.rpps.setValue("11111111111");
        assertThat(form.rpps.getHelperText()).contains("vérifiez");
        assertThat(form.rpps.isInvalid()).isFalse();
    }
}
