package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A second Karaf on the same database, as another node would have it: the same distribution and settings, its own ports, its own
 * folders for what it keeps, what it reads of mail servers, and its sockets. Of the mail servers, it knows the only ones there are.
 */
final class SecondNode implements AutoCloseable {
    /** Beyond what the appliance and the range use. */
    private static final int PORT = 700;

    private static final Duration BOOT = Duration.ofMinutes(5);
    private static final String START =
            """
            second=$VM_STATE/second
            [ ! -e "$second/pid" ] || kill -KILL "$(cat "$second/pid")" 2>/dev/null || true
            rm -rf "$second"
            mkdir -p "$second"/{karaf,log/dovecot,run,home}
            cp -a "$VM_STATE/tls" "$VM_STATE/crl" "$second/"
            for socket in reload queue; do : >"$second/run/$socket.sock"; done
            chown -R vaguemestre: "$second"/{karaf,log,run,home}
            export VM_PORT_REST=$1 VM_PORT_CONSOLE=$(($1 + 1)) VM_PORT_METRICS=$(($1 + 2)) VM_PORT_AUTH_HTTP=$(($1 + 3))
            export VM_PORT_KARAF_SSH=$(($1 + 4)) HOME=$second/home KARAF_EXEC=exec VM_KARAF_STATE=$VM_STATE/karaf
            unshare --mount --propagation private -- bash -c '
              for socket in reload queue; do mount --bind "/run/vaguemestre/$socket.sock" "$1/run/$socket.sock"; done
              for folder in karaf tls crl; do mount --bind "$1/$folder" "/var/lib/vaguemestre/$folder"; done
              mount --bind "$1/log" /var/log/vaguemestre
              mount --rbind "$1/run" /run/vaguemestre
              exec setpriv --reuid=vaguemestre --regid=vaguemestre --init-groups --no-new-privs --inh-caps=-all \
                /opt/vaguemestre/karaf/bin/karaf server' second "$second" >"$VM_LOG/second.log" 2>&1 </dev/null &
            echo $! >"$second/pid"
            """;

    private final String base;
    private final Rest client;

    private SecondNode(int port) {
        this.base = "http://127.0.0.1:" + port + "/api/v1";
        this.client = World.anonymous().at(base);
    }

    /** Starts it with folders that nobody used before, and waits until it serves. */
    static SecondNode start() {
        int port = World.appliance().status().path("portBase").asInt() + PORT;
        var node = new SecondNode(port);
        Machine.shell(START, Integer.toString(port)).expectOk();
        Await.until("the second node serves", BOOT, node::serves);
        return node;
    }

    /** Health is told before every route is there. */
    private boolean serves() {
        Rest admin =
                client.signIn(World.appliance().adminName(), World.appliance().adminPassword());
        return Stream.of("/mailboxes", "/admin/indicators", "/admin/audit?limit=1", "/annuaire/publications")
                .allMatch(route -> admin.get(route).status() == 200);
    }

    /** Where its REST interface is. */
    String base() {
        return base;
    }

    /** Its REST interface, signed in there. */
    Rest signIn(Hospital hospital) {
        return client.signIn(hospital.username(), Hospital.PASSWORD);
    }

    /** Ends it at once, as a loss of power would. */
    void kill() {
        Machine.shell(
                        """
                        pid=$(cat "$VM_STATE/second/pid")
                        kill -KILL "$pid"
                        timeout 20 tail --pid="$pid" -f /dev/null""")
                .expectOk();
    }

    @Override
    public void close() {
        Machine.shell("kill -KILL \"$(cat \"$VM_STATE/second/pid\")\" 2>/dev/null || true")
                .expectOk();
    }
}
