package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.igc.OwnCertificateService;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code igc:request}: makes a key and the request for its certificate. */
@Service
@Command(scope = "igc", name = "request", description = "Makes a key, and prints the request for its certificate.")
@SuppressWarnings("NullAway.Init")
public final class RequestCommand implements Action {
    @Reference
    private OwnCertificateService certificates;

    @Reference
    private Session session;

    @Argument(name = "name", description = "of the servers", multiValued = true)
    private List<String> names = List.of();

    @Option(name = "--domain", description = "of that hospital; without it the operator's own")
    @Nullable
    private String domain;

    @Option(name = "--usage", description = "SERV_SSL or ORG_AUTH_CLI")
    private String usage = "SERV_SSL";

    @Option(name = "--algorithm", description = "RSA_3072 or EC_P256")
    private String algorithm = "RSA_3072";

    @Option(name = "--cn", description = "common name; without it the first of the names")
    @Nullable
    private String commonName;

    @Option(name = "--o", description = "legal name of the structure; without it the label of the domain")
    @Nullable
    private String organization;

    @Option(name = "--ou", description = "type digit and identifier, as 1 and FINESS; without it those of the domain")
    @Nullable
    private String organizationalUnit;

    @Option(name = "--st", description = "department, as 'Haute-Garonne (31)'")
    @Nullable
    private String stateOrProvince;

    @Option(name = "--l", description = "town")
    @Nullable
    private String locality;

    @Override
    public Object execute() {
        var wanted = new CertificateRequest(
                Usage.valueOf(usage),
                Algorithm.valueOf(algorithm),
                Optional.ofNullable(commonName),
                Optional.ofNullable(organization),
                Optional.ofNullable(organizationalUnit),
                Optional.ofNullable(stateOrProvince),
                Optional.ofNullable(locality),
                names);
        OwnCertificate made = certificates.request(Shown.caller(session), Optional.ofNullable(domain), wanted);
        return Shown.certificate(made) + "\n" + made.csr();
    }
}
