package fr.vaguemestre.ui.webmail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.webmail.MailAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final MailAddress NAMED = new MailAddress(Optional.of("DURAND, Léa"), "lea.durand@chu.mssante.test");

    @Test
    void aLineHoldsSeveral() {
        assertThat(Addresses.parse(
                        " a@x.test; Kit DOC <kit.doc@x.test>,,\"DURAND, Léa\" <lea.durand@chu.mssante.test> "))
                .containsExactly(
                        MailAddress.of("a@x.test"), new MailAddress(Optional.of("Kit DOC"), "kit.doc@x.test"), NAMED);
        assertThat(Addresses.parse("  ")).isEmpty();
    }

    @Test
    void aLineIsReadBackAsItWasWritten() {
        List<MailAddress> people = List.of(NAMED, MailAddress.of("b@y.test"));
        assertThat(Addresses.parse(Addresses.line(people))).isEqualTo(people);
    }

    @Test
    void whatIsNoAddressIsLeftToTheService() {
        assertThat(Addresses.parse("nobody, <>"))
                .containsExactly(MailAddress.of("nobody"), new MailAddress(Optional.empty(), ""));
    }
}
