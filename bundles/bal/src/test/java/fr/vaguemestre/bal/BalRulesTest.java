package fr.vaguemestre.bal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Holder KIT = new Holder("99700218896", "Kit", "DOC", Optional.of("10"));

    @Test
    void namesBecomeAddressesInAscii() {
        assertThat(LocalPart.of(holder("Jean-François", "D’Œuvre Étienne")))
                .isEqualTo("jean-francois.d-oeuvre-etienne");
        assertThat(LocalPart.of(holder("Anaïs", "L'Hôpital"))).isEqualTo("anais.l-hopital");
        assertThat(LocalPart.of(holder("Łukasz", "Groß-Ærø"))).isEqualTo("lukasz.gross-aero");
        assertThat(LocalPart.of(holder("  Kit ", "DOC"))).isEqualTo("kit.doc");
    }

    @Test
    void checkDigitsFollowLuhn() {
        assertThat(Rpps.checkDigitFits("99700218896")).isTrue();
        assertThat(Rpps.checkDigitFits("99700366216")).isTrue();
        assertThat(Rpps.checkDigitFits("99700218897")).isFalse();
        assertThat(Rpps.wellFormed("9970021889")).isFalse();
        assertThat(Rpps.wellFormed("9970021889٩")).isFalse();
    }

    @Test
    void aPersonalMailboxTakesNameAndAddressFromItsHolder() {
        Draft draft = BalRules.check(per(Optional.empty(), Optional.of(KIT)), 1L << 30, NOW);
        assertThat(draft.address()).isEqualTo("kit.doc@ch.mssante.test");
        assertThat(draft.displayName()).isEqualTo("Kit DOC");
        assertThat(draft.quotaBytes()).isEqualTo(1L << 30);
    }

    @Test
    void eachWrongFieldIsNamedWithItsReason() {
        Holder nobody = new Holder("123", " ", "X\u0001Y", Optional.of("médecin"));
        assertThat(refusals(per(Optional.empty(), Optional.of(nobody))))
                .contains(
                        "holder.rpps bal.rpps-malformed",
                        "holder.givenName bal.text-length",
                        "holder.familyName bal.text-control",
                        "holder.professionCode bal.profession-malformed",
                        "address bal.name-not-latin");
        assertThat(refusals(per(Optional.empty(), Optional.empty()))).contains("holder bal.required");
        assertThat(refusals(per(Optional.of("kit.döc@ch.mssante.test"), Optional.of(KIT))))
                .containsExactly("address bal.address-not-ascii");
        for (String malformed : List.of("kit..doc", ".kit", "kit.", "kit doc", "kit+doc", "", "a\"b", "a".repeat(65))) {
            assertThat(refusals(per(Optional.of(malformed + "@ch.mssante.test"), Optional.of(KIT))))
                    .as(malformed)
                    .hasSize(1)
                    .allMatch(refusal -> refusal.startsWith("address "));
        }
        assertThat(refusals(per(Optional.of("kit.doc@autre.mssante.test"), Optional.of(KIT))))
                .containsExactly("domain bal.domain-mismatch");
        assertThat(refusals(per(Optional.empty(), Optional.of(holder("明", "王")))))
                .containsExactly("address bal.name-not-latin");
        assertThat(refusals(per(Optional.empty(), Optional.of(holder("A".repeat(60), "B".repeat(60))))))
                .containsExactly("address bal.address-too-long");
    }

    @Test
    void eachTypeTakesWhatBelongsToItAndNothingElse() {
        var dn = Optional.of("CN=dpi.ch.fr,OU=310000000,O=CH Exemple,C=FR");
        var somebody = Optional.of("Cadre de santé");
        assertThat(refusals(of(BalType.ORG, Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("responsible bal.required");
        assertThat(refusals(of(BalType.ORG, Optional.of(KIT), somebody, dn)))
                .containsExactlyInAnyOrder("holder bal.not-for-type", "certificate bal.not-for-type");
        assertThat(refusals(of(BalType.APP, Optional.empty(), somebody, Optional.empty())))
                .containsExactly("certificate bal.required");
        assertThat(refusals(of(BalType.APP, Optional.empty(), Optional.of(" "), Optional.of("not a dn"))))
                .containsExactlyInAnyOrder("responsible bal.required", "certificate bal.certificate-malformed");
        assertThat(refusals(of(BalType.CAB, Optional.empty(), somebody, Optional.empty())))
                .containsExactlyInAnyOrder("holder bal.required", "responsible bal.not-for-type");
        assertThat(refusals(of(BalType.PER, Optional.of(KIT), somebody, dn)))
                .containsExactlyInAnyOrder("responsible bal.not-for-type", "certificate bal.not-for-type");
        Draft app = BalRules.check(of(BalType.APP, Optional.empty(), somebody, dn), 1L << 30, NOW);
        assertThat(app.certificate()).contains("CN=dpi.ch.fr,OU=310000000,O=CH Exemple,C=FR");
    }

    @Test
    void anAddressIsNeededWhereNoHolderGivesIt() {
        var org = new NewBal(
                Optional.empty(),
                BalType.ORG,
                Optional.of("ch.mssante.test"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("x"),
                Optional.empty(),
                Optional.of(1L),
                false);
        assertThat(refusals(org)).contains("address bal.required", "quotaBytes bal.quota-range");
    }

    private static List<String> refusals(NewBal wanted) {
        Invalid refusal = catchThrowableOfType(Invalid.class, () -> BalRules.check(wanted, 1L << 30, NOW));
        assertThat(refusal.code()).isEqualTo("bal.invalid");
        return refusal.errors().stream()
                .map((FieldError error) -> error.field() + " " + error.code())
                .toList();
    }

    private static Holder holder(String given, String family) {
        return new Holder("99700218896", given, family, Optional.empty());
    }

    private static NewBal per(Optional<String> address, Optional<Holder> holder) {
        return new NewBal(
                address,
                BalType.PER,
                Optional.of("CH.mssante.test"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                holder,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static NewBal of(
            BalType type, Optional<Holder> holder, Optional<String> responsible, Optional<String> certificate) {
        return new NewBal(
                Optional.of("Secretariat.Cardio@ch.mssante.test"),
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                holder,
                responsible,
                certificate,
                Optional.empty(),
                false);
    }
}
