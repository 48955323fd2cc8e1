package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** A server for one session that answers by the start of each command, and keeps what it heard. */
final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final SSLContext tls;
    private final Map<String, String> script;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final CompletableFuture<String> client = new CompletableFuture<>();
    private final Thread thread;

    /** Commands that the script does not name are answered 250. */
    ScriptedSmtp(SSLContext tls, Map<String, String> script) throws IOException {
        this.tls = tls;
        this.script = script;
        this.thread = Thread.ofVirtual().start(this::session);
    }

    int port() {
        return listener.getLocalPort();
    }

    List<String> heard() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(10));
        return List.copyOf(heard);
    }

    /** The last message as it was on the wire, dots doubled. */
    byte[] message() {
        return message.toByteArray();
    }

    /** Subject of the client's certificate, empty when it gave none. */
    String client() {
        return client.getNow("");
    }

    private void session() {
        try (Socket plain = listener.accept()) {
            Socket socket = plain;
            var in = reader(socket);
            say(socket, script.getOrDefault("connect", "220 scripted"));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                String verb = line.split("[ :]", 2)[0];
                say(socket, script.getOrDefault(line, script.getOrDefault(verb, "250 ok")));
                if (verb.equals("STARTTLS")) {
                    socket = secure(socket);
                    in = reader(socket);
                } else if (verb.equals("DATA")) {
                    body(in);
                    say(socket, script.getOrDefault("message", "250 taken"));
                } else if (verb.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException ended) {
            heard.add("ended");
        }
    }

    private void body(BufferedReader in) throws IOException {
        message.reset();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.write((line + "\r\n").getBytes(ISO_8859_1));
        }
    }

    private Socket secure(Socket socket) throws IOException {
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.setWantClientAuth(true);
        secured.startHandshake();
        try {
            client.complete(secured.getSession().getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException none) {
            client.complete("");
        }
        return secured;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    private static void say(Socket socket, String reply) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((reply + "\r\n").getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
