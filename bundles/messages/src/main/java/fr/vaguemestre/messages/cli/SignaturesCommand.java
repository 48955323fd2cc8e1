package fr.vaguemestre.messages.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.SignatureFile;
import fr.vaguemestre.api.messages.SignatureService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code messages:signatures}: what the scanner for malware knows, and a way to bring it more. */
@Service
@Command(
        scope = "messages",
        name = "signatures",
        description = "Lists the signatures of the scanner for malware, loads or removes a file of them")
@SuppressWarnings("NullAway.Init")
public final class SignaturesCommand implements Action {
    @Reference
    private SignatureService signatures;

    @Reference
    private Session session;

    @Option(name = "--load", description = "A file to load, of any size, where Karaf can read it")
    @Nullable
    private String load;

    @Option(name = "--remove", description = "Name of an imported file that is to go")
    @Nullable
    private String remove;

    @Override
    public @Nullable Object execute() throws IOException {
        var operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        if (load != null) {
            Path file = Path.of(load);
            try (InputStream octets = Files.newInputStream(file)) {
                var unused = signatures.load(operator, String.valueOf(file.getFileName()), octets);
            }
        }
        if (remove != null) {
            signatures.remove(operator, remove);
        }
        var table = new ShellTable();
        for (String column : new String[] {"name", "made", "size", "shipped"}) {
            table.column(column);
        }
        for (SignatureFile file : signatures.files(operator)) {
            table.addRow().addContent(file.name(), file.madeAt(), file.size(), file.shipped());
        }
        table.print(session.getConsole());
        return null;
    }
}
