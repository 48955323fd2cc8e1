package fr.vaguemestre.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** One domain of {@link GrowthBench} as its administrator and its Postfix see it. */
final class GrowingDomain implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Appliance appliance;
    private final int size;
    private final Account account;
    private RawHttp http;
    private PolicySocket postfix;

    private GrowingDomain(Appliance appliance, int size, Account account, RawHttp http, PolicySocket postfix) {
        this.appliance = appliance;
        this.size = size;
        this.account = account;
        this.http = http;
        this.postfix = postfix;
    }

    /** Signs an administrator of it in, and connects. */
    static GrowingDomain open(Appliance appliance, String admin, int size) throws Exception {
        Account account = Account.administering(appliance, admin, GrowthSeeds.domain(size));
        try {
            return new GrowingDomain(appliance, size, account, connect(appliance), PolicySocket.open(appliance));
        } catch (Exception failed) {
            account.close();
            throw failed;
        }
    }

    private static RawHttp connect(Appliance appliance) throws Exception {
        return RawHttp.connect(appliance.port("VM_PORT_HTTPS"), Operator.anyone());
    }

    /** With new connections, after one was lost. */
    void reconnect() throws Exception {
        disconnect();
        http = connect(appliance);
        postfix = PolicySocket.open(appliance);
    }

    /** How many mailboxes it has. */
    int size() {
        return size;
    }

    /** The first page, as the console and any client get it without a word more. */
    void list() throws IOException {
        http.get("/api/v1/mailboxes", account.token());
    }

    /** A search that finds one mailbox; another one each time. */
    void search(int count) throws IOException {
        http.get("/api/v1/mailboxes?q=" + GrowthSeeds.localPart(some(count)), account.token());
    }

    /** A new mailbox that is not for the directory, so that nothing is published for it meanwhile. */
    void create(int count) throws IOException {
        String address = GrowthSeeds.NEW + count + "-"
                + UUID.randomUUID().toString().substring(0, 8) + "@" + GrowthSeeds.domain(size);
        http.post(
                "/api/v1/mailboxes",
                account.token(),
                JSON.writeValueAsString(Map.of(
                        "address",
                        address,
                        "type",
                        "ORG",
                        "displayName",
                        "Nouvelle boîte " + count,
                        "service",
                        "Mesures",
                        "responsible",
                        "Equipe des mesures",
                        "quotaBytes",
                        1L << 20,
                        "listeRouge",
                        true)));
    }

    /** May one of its mailboxes have mail from another operator. */
    void policy(int count) throws IOException {
        postfix.ask(GrowthSeeds.localPart(some(count)) + "@" + GrowthSeeds.domain(size));
    }

    /** Places all over the domain, the same in each run. */
    private int some(int count) {
        return 1 + Math.floorMod(count * 7_919, size);
    }

    private void disconnect() throws IOException {
        try {
            http.close();
        } finally {
            postfix.close();
        }
    }

    @Override
    public void close() throws IOException {
        disconnect();
        account.close();
    }
}
