package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Peer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hospital with a certificate of its own shows that one; its neighbours show the operator's. */
class ClientCertificateTest {
    private final Peer peer = new Peer(World.appliance());

    @Test
    @Tag("OP-16")
    void eachHospitalShowsItsOwnCertificate() {
        Hospital own = Hospital.open();
        Hospital other = Hospital.open();
        String from = own.box("propre");
        String neighbour = other.box("commun");
        Machine.shell(
                        "cat \"$VM_STATE/range/igc/valide.key\" \"$VM_STATE/range/igc/valide.crt\""
                                + " >\"$VM_STATE/tls/clients/$1.pem\"; chmod 600 \"$VM_STATE/tls/clients/$1.pem\";"
                                + " /opt/vaguemestre/bin/reload postfix",
                        own.domain())
                .expectOk();
        try {
            assertThat(shownBy(from)).contains("Client CN \"mx.valide.mssante.test\"");
            JsonNode told = own.admin().get("/admin/certificates").expect(200).json();
            assertThat(told).hasSize(1);
            assertThat(told.path(0).path("use").asText()).isEqualTo("CLIENT");
            assertThat(told.path(0).path("domain").asText()).isEqualTo(own.domain());
            assertThat(other.admin().get("/admin/certificates").expect(200).json())
                    .isEmpty();
            assertThat(shownBy(neighbour)).contains("Client CN \"mx.operateur.mssante.test\"");
        } finally {
            Machine.shell("rm \"$VM_STATE/tls/clients/$1.pem\"; /opt/vaguemestre/bin/reload postfix", own.domain())
                    .expectOk();
        }
        assertThat(shownBy(from)).contains("Client CN \"mx.operateur.mssante.test\"");
    }

    private String shownBy(String from) {
        Outbound sent = Outbound.send(from, peer.user());
        return new String(peer.received(sent.message(), Outbound.SOON).octets(), StandardCharsets.ISO_8859_1);
    }
}
