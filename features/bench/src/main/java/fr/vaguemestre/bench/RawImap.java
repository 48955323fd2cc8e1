package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/** IMAP commands, one after the other, and whatever the server says to them; nothing of it is understood but its end. */
final class RawImap implements AutoCloseable {
    private final Wire wire;
    private int tags;

    private RawImap(Wire wire) {
        this.wire = wire;
    }

    /** Connects by the door of every mail program, with STARTTLS. */
    static RawImap connect(int port, SSLContext tls) throws IOException {
        var imap = new RawImap(Wire.to(port));
        imap.wire.line();
        imap.command("STARTTLS");
        imap.wire.secure(tls);
        return imap;
    }

    /** Signs in with a token, as the webmail does. */
    RawImap signIn(String address, String token) throws IOException {
        String response = "user=" + address + "\u0001auth=Bearer " + token + "\u0001\u0001";
        command("AUTHENTICATE XOAUTH2 "
                + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** The lines of the answer; fails unless the command succeeded. */
    List<String> command(String command) throws IOException {
        String tag = "b" + ++tags;
        wire.write(tag + " " + command + "\r\n");
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = wire.line();
            if (line.startsWith(tag + " ")) {
                if (!line.startsWith(tag + " OK")) {
                    throw new IOException(command.replaceFirst("(AUTHENTICATE \\S+).*", "$1") + " answered " + line);
                }
                return lines;
            }
            if (line.endsWith("}") && line.lastIndexOf('{') >= 0) {
                wire.octets(Integer.parseInt(line.substring(line.lastIndexOf('{') + 1, line.length() - 1)));
            }
            lines.add(line);
        }
    }

    /** How many messages the folder holds, which is open then, for reading only. */
    int examine(String folder) throws IOException {
        for (String line : command("EXAMINE " + folder)) {
            if (line.endsWith(" EXISTS")) {
                return Integer.parseInt(line.split(" ", 3)[1]);
            }
        }
        throw new IOException("EXAMINE told no count");
    }

    /** Puts messages into a folder by one command. */
    void append(String folder, List<String> messages) throws IOException {
        String tag = "b" + ++tags;
        var command = new StringBuilder(tag + " APPEND " + folder);
        for (String message : messages) {
            int size = message.getBytes(StandardCharsets.UTF_8).length;
            command.append(" {").append(size).append("+}\r\n").append(message);
        }
        wire.write(command.append("\r\n").toString());
        String line = wire.line();
        while (!line.startsWith(tag + " ")) {
            line = wire.line();
        }
        if (!line.startsWith(tag + " OK")) {
            throw new IOException("APPEND answered " + line);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
